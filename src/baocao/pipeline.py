"""The recipe: data -> workspace -> paper -> View -> Word -> a whole file in the output folder.

Five hops, one function each. Read this file first.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from baocao import __version__
from baocao.errors import BaoCaoError, Finding
from baocao.loading import HoSo, check, load
from baocao.mau import Templates
from baocao.output import OutputFolder, Saved, plan_names, rewrite
from baocao.source import Change, mend
from baocao.vietnamese import Ngay, short_date
from baocao.view import build
from baocao.workspace import Found, Workspace, data_files, open_paths, unreadable

#: what the View has already said of the notes, with the line of the data
_SAID = frozenset(('MB306', 'MB307'))


@dataclass(frozen=True, slots=True)
class Drafted:
    """What became of one paper: where it was saved (None where nothing could be written) and what was found.

    `mau` are the files of the office's own templates that it was printed with.
    """

    name: str
    saved: Saved | None
    findings: tuple[Finding, ...]
    mau: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A finished draft in memory: the bytes of the .docx, the hashes of all that made it, the findings, the files
    of the office's own templates that were used."""

    data: bytes
    inputs: Mapping[str, str]
    findings: tuple[Finding, ...]
    mau: tuple[str, ...] = ()


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
    reader = type(ho_so.van_ban)
    rendered = templates.of(reader, workspace).render(view, sealed=signing is None)
    inputs = {
        **ho_so.inputs,
        **(signing.inputs if signing else {}),
        **templates.hashes(reader, workspace),
        'baocao': __version__,
        'zlib': zlib.ZLIB_RUNTIME_VERSION,
    }
    printed = (f for f in rendered.findings if f.code not in _SAID)
    found = (*findings, *templates.doubts(reader, workspace), *printed)
    return Document(rendered.data, inputs, found, templates.own(reader, workspace))


def draft_all(paths: Iterable[str], out: Path, mau: str | None = None) -> Iterator[Drafted]:
    """Every paper that the arguments name, drafted into the output folder; one that fails stops no other.

    `mau` is the file or folder of templates that the user asks for. Raises BaoCaoError where it cannot be used, at
    the end where no paper could use it.
    """
    return each_paper(paths, out, mau, _save_draft)


#: one paper made and saved: workspace, paper, templates, output folder, its place there
Making = Callable[[Workspace, PurePosixPath, Templates, OutputFolder, PurePosixPath], tuple[Document, Saved]]


def each_paper(paths: Iterable[str], out: Path, mau: str | None, make: Making) -> Iterator[Drafted]:
    """What became of every paper that the arguments name, each made and saved by `make`, as `draft_all` tells."""
    templates = Templates(given=mau)
    found = open_paths(tuple(paths))
    for name, error in found.failed:
        yield Drafted(name, None, error.findings)
    if not found.papers:
        return
    names = places(found)
    with OutputFolder(out) as folder:
        for workspace, paper in found.papers:
            shown = workspace.shown(paper)
            try:
                document, saved = make(workspace, paper, templates, folder, names[workspace.root, paper])
                told = workspace.tellable(paper, document.findings)
                yield Drafted(shown, saved, (*told, *saved.findings), document.mau)
            except BaoCaoError as error:
                yield Drafted(shown, None, workspace.tellable(paper, error.findings))
    if (unused := templates.unused()) is not None:
        raise BaoCaoError(unused)


def _save_draft(
    workspace: Workspace,
    paper: PurePosixPath,
    templates: Templates,
    folder: OutputFolder,
    place: PurePosixPath,
) -> tuple[Document, Saved]:
    document = draft(workspace, paper, templates)
    return document, folder.save(place, document.data, document.inputs)


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


def check_all(paths: Iterable[str], mau: str | None = None) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """Every file that the arguments name with its findings, drafted in memory and saved nowhere.

    `mau` is the file or folder of templates that the user asks for. Raises BaoCaoError where it cannot be used, at
    the end where no paper could use it.
    """
    templates = Templates(given=mau)
    found = open_paths(tuple(paths), papers_only=False)
    for name, error in found.failed:
        yield name, error.findings
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
    if (unused := templates.unused()) is not None:
        raise BaoCaoError(unused)


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
