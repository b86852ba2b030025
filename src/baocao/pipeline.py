"""The recipe: data -> workspace -> paper -> View -> Word -> a whole file in the output folder.

Five hops, one function each. Read this file first.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath

from baocao import __version__
from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.loading import HoSo, check, load
from baocao.models import CongVan, GiayMoi, QuyetDinh, VanBan, VanBanCoTenLoai
from baocao.output import OutputFolder, Saved, plan_names, rewrite
from baocao.source import Change, mend
from baocao.vietnamese import FORMATS, BadValue, Format, Ngay, short_date
from baocao.view import View, build
from baocao.word import FILTERS, Template, compile
from baocao.workspace import Found, Workspace, data_files, open_paths, unreadable

#: the template of each class of papers, the shared fragment of sample paragraphs, and the files of the sections
#: after the signature by the field of the View that holds them
TEMPLATES: Mapping[type[VanBan], str] = {
    QuyetDinh: 'quyet-dinh.docx',
    VanBanCoTenLoai: 'van-ban-co-ten-loai.docx',
    GiayMoi: 'van-ban-co-ten-loai.docx',
    CongVan: 'cong-van.docx',
}
FRAGMENT = 'khoi-noi-dung.docx'
SECTIONS: Mapping[str, str] = {
    'van_ban_kem_theo': 'van-ban-kem-theo.docx',
    'phu_luc': 'phu-luc.docx',
}

#: what the View has already said of the notes, with the line of the data
_SAID = frozenset(('MB306', 'MB307'))


@dataclass(frozen=True, slots=True)
class Drafted:
    """What became of one paper: where it was saved (None where nothing could be written) and what was found."""

    name: str
    saved: Saved | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A finished draft in memory: the bytes of the .docx, the hashes of all that made it, the findings."""

    data: bytes
    inputs: Mapping[str, str]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Signing:
    """That a paper goes to be signed, with the number and the date that it was given, if any."""

    so: int | None = None
    ngay: Ngay | None = None

    @property
    def inputs(self) -> Mapping[str, str]:
        """What tells this text from the draft of the same data."""
        return {'trình ký': f"{self.so or ''} {short_date(self.ngay) if self.ngay else ''}".strip()}

    def numbered(self, ho_so: HoSo) -> HoSo:
        """The paper with its number and date."""
        given = {'so': self.so, 'ngay_ban_hanh': self.ngay}
        changed = {key: value for key, value in given.items() if value is not None}
        return replace(ho_so, van_ban=ho_so.van_ban.model_copy(update=changed)) if changed else ho_so


class Templates:
    """The templates of one run, each compiled once."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or template_folder()
        self._compiled: dict[str, Template] = {}
        self._hashes: dict[str, Mapping[str, str]] = {}

    def of(self, reader: type[VanBan]) -> Template:
        """The compiled template of a class of papers. Raises BaoCaoError with all faults of the template."""
        name = TEMPLATES[reader]
        if name not in self._compiled:
            shown = f'templates/{name}'
            self._compiled[name] = compile(
                self.folder / name,
                shown,
                self.folder / FRAGMENT,
                View,
                _filters(shown),
                {field: self.folder / file for field, file in SECTIONS.items()},
            )
        return self._compiled[name]

    def hashes(self, reader: type[VanBan]) -> Mapping[str, str]:
        """SHA-256 of the files that a template is made of."""
        name = TEMPLATES[reader]
        if name not in self._hashes:
            self._hashes[name] = {
                f'templates/{n}': sha256((self.folder / n).read_bytes()).hexdigest()
                for n in (name, FRAGMENT, *SECTIONS.values())
            }
        return self._hashes[name]


def _filters(template: str) -> dict[str, Callable[[str], str]]:
    """The named formats as filters of the tags of a template; a value that does not fit is a finding."""

    def filter(form: Format) -> Callable[[str], str]:
        def apply(text: str) -> str:
            try:
                return form.apply(text)
            except BadValue as bad:
                where = Span(template, place=f"thẻ dùng «{form.name}»")
                raise BaoCaoError(
                    Finding('MB401', Level.CHAN, where, bad.problem, bad.remedy, text)
                ) from None

        return apply

    return {**FILTERS, **{name: filter(form) for name, form in FORMATS.items()}}


def template_folder() -> Path:
    """The folder of the templates: inside the installed package, or beside `src` in a checkout."""
    installed = Path(__file__).parent / 'templates'
    return installed if installed.is_dir() else Path(__file__).parents[2] / 'templates'


def draft(
    workspace: Workspace, paper: PurePosixPath, templates: Templates, signing: Signing | None = None
) -> Document:
    """One paper as a finished .docx, a draft or (`signing`) a clean text to be signed.

    Raises BaoCaoError with all findings where nothing may be written.
    """
    ho_so = load(workspace, paper)
    if signing is not None:
        ho_so = signing.numbered(ho_so)
    view, findings = build(ho_so, for_signing=signing is not None)
    template = templates.of(type(ho_so.van_ban))
    rendered = template.render(view, sealed=signing is None)
    inputs = {
        **ho_so.inputs,
        **(signing.inputs if signing else {}),
        **templates.hashes(type(ho_so.van_ban)),
        'baocao': __version__,
        'zlib': zlib.ZLIB_RUNTIME_VERSION,
    }
    return Document(
        rendered.data, inputs, (*findings, *(f for f in rendered.findings if f.code not in _SAID))
    )


def draft_all(paths: Iterable[str], out: Path) -> Iterator[Drafted]:
    """Every paper that the arguments name, drafted into the output folder; one that fails stops no other."""
    found = open_paths(tuple(paths))
    for name, error in found.failed:
        yield Drafted(name, None, error.findings)
    if not found.papers:
        return
    templates = Templates()
    names = places(found)
    with OutputFolder(out) as folder:
        for workspace, paper in found.papers:
            shown = workspace.shown(paper)
            try:
                document = draft(workspace, paper, templates)
                saved = folder.save(names[workspace.root, paper], document.data, document.inputs)
                told = workspace.tellable(paper, document.findings)
                yield Drafted(shown, saved, (*told, *saved.findings))
            except BaoCaoError as error:
                yield Drafted(shown, None, workspace.tellable(paper, error.findings))


def places(found: Found) -> dict[tuple[Path, PurePosixPath], PurePosixPath]:
    """The place of each draft in the output folder: it mirrors the folders of the data.

    Papers of several roots are told apart by the name of their root.
    """
    roots = sorted({workspace.root for workspace, _ in found.papers})
    prefix: dict[Path, PurePosixPath] = {}
    for root in roots:
        same = sum(1 for other in roots if other.name.casefold() == root.name.casefold())
        name = root.name if same == 1 else f'{root.parent.name}-{root.name}'
        prefix[root] = PurePosixPath(name) if len(roots) > 1 else PurePosixPath()
    keys = {(workspace.root, paper): prefix[workspace.root] / paper for workspace, paper in found.papers}
    planned = plan_names(sorted(set(keys.values())))
    return {key: planned[source] for key, source in keys.items()}


def check_all(paths: Iterable[str]) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """Every file that the arguments name with its findings, drafted in memory and saved nowhere."""
    found = open_paths(tuple(paths), papers_only=False)
    for name, error in found.failed:
        yield name, error.findings
    templates = Templates()
    seen: set[Finding] = set()
    looks: list[tuple[Workspace, PurePosixPath, Callable[[], tuple[Finding, ...]]]] = []
    looks += [(w, r, partial(check, w, r)) for w, r in found.others]
    looks += [(w, r, partial(_findings, w, r, templates)) for w, r in found.papers]
    for workspace, relative, look in looks:
        try:
            findings = look()
        except BaoCaoError as error:
            findings = error.findings
        findings = workspace.tellable(relative, findings)
        yield workspace.shown(relative), tuple(f for f in findings if f not in seen)
        seen.update(findings)


def _findings(workspace: Workspace, paper: PurePosixPath, templates: Templates) -> tuple[Finding, ...]:
    return draft(workspace, paper, templates).findings


def mend_all(
    paths: Iterable[str],
) -> Iterator[tuple[Path, Path | None, tuple[Change, ...], tuple[Finding, ...]]]:
    """Every file that the arguments name, its YAML traps mended in place, a copy of the former text kept beside it.

    Gives the file, the copy (None where nothing was to be mended), the lines changed, what failed.
    """
    for path in data_files(tuple(paths)):
        try:
            before = path.read_bytes()
            mended = mend(before, str(path))
            copy = rewrite(path, before, mended.text) if mended.changes else None
            yield path, copy, mended.changes, ()
        except BaoCaoError as error:
            yield path, None, (), error.findings
        except OSError:
            yield path, None, (), (unreadable(str(path)),)
