"""The recipe: data -> workspace -> paper -> View -> Word -> a whole file in the output folder.

Five hops, one function each. Read this file first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from baocao import __version__
from baocao.checks import Conflict, Excuse, Paper, sift
from baocao.checks import check as check_figures
from baocao.container import Deflater, standard
from baocao.errors import BaoCaoError, Finding
from baocao.loading import HoSo, load
from baocao.mau import Templates
from baocao.output import OutputFolder, Saved, plan_names, rewrite, root_folders
from baocao.source import Change, mend
from baocao.vietnamese import Ngay, short_date
from baocao.view import as_draft, build, judged, prose_of
from baocao.workspace import Found, Workspace, data_files, open_paths, unreadable

if TYPE_CHECKING:
    from baocao.loading import Crossing
    from baocao.word import Comment

#: what the View has already said of the notes, with the line of the data
_SAID = frozenset(('MB306', 'MB307'))


class Drafted(Struct, frozen=True):
    """What became of one paper: where it was saved (None where nothing could be written) and what was found.

    `mau` are the files of the office's own templates that it was printed with.
    """

    name: str
    saved: Saved | None
    findings: tuple[Finding, ...]
    mau: tuple[str, ...] = ()


class Document(Struct, frozen=True):
    """A finished draft in memory: the bytes of the .docx, the hashes of all that made it, the findings, the files
    of the office's own templates that were used; the paper as it was checked, and its excuses for what other papers
    of its folder may contradict; how many of its targets stand how.

    `used` are the files that were read with their hashes, without the templates; `looks_up` tells that other papers
    were looked for by their codes.
    """

    data: bytes
    inputs: Mapping[str, str]
    findings: tuple[Finding, ...]
    mau: tuple[str, ...]
    checked: Paper
    excuses: tuple[Excuse, ...]
    used: Mapping[str, str]
    looks_up: bool
    chi_tieu: Mapping[str, int]


class Signing(Struct, frozen=True):
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
    workspace: Workspace,
    paper: PurePosixPath,
    templates: Templates,
    signing: Signing | None = None,
    hints: bool = False,
    comment: bool = False,
    deflater: Deflater | None = None,
    crossing: Crossing | None = None,
) -> Document:
    """One paper as a finished .docx, a draft or (`signing`) a clean text to be signed.

    `hints` asks for what is only uneven in form as well, `comment` for what disagrees as comments in the
    draft; `deflater` packs it, zlib at level 6 where none is given. Raises BaoCaoError with all findings where nothing
    may be written.
    """
    deflater = deflater or standard()
    ho_so = load(workspace, paper, crossing)
    if signing is not None:
        ho_so = signing.numbered(ho_so)
    targets = judged(ho_so)
    view, findings = build(ho_so, signing is not None, targets)
    checked = Paper(prose_of(view, ho_so))
    excuses = excuses_of(ho_so)
    kept, unused = sift(check_figures(checked, hints), excuses)
    doubted = (*(c.finding for c in kept), *(e.unused for e in unused if not e.is_across))
    if signing is None and any(f.level.is_fault for f in doubted):
        view = as_draft(view)
    reader = type(ho_so.van_ban)
    template = templates.of(reader, workspace)
    rendered = template.render(view, deflater, sealed=signing is None, origin=paper.as_posix())
    inputs = {
        **ho_so.inputs,
        **(signing.inputs if signing else {}),
        **templates.hashes(reader, workspace),
        'baocao': __version__,
        'nén': deflater.record,
    }
    printed = (f for f in rendered.findings if f.code not in _SAID)
    found = (*findings, *doubted, *templates.doubts(reader, workspace), *printed)
    own = templates.own(reader, workspace)
    data = (
        _commented(rendered.data, paper.name, excuses, hints, deflater)
        if comment and signing is None
        else rendered.data
    )
    across = tuple(replace(e, used=e not in unused) for e in excuses if e.is_across)
    counts = Counter(target.muc.value for target in targets)
    return Document(data, inputs, found, own, checked, across, ho_so.inputs, ho_so.looks_up, counts)


def _commented(data: bytes, name: str, excuses: tuple[Excuse, ...], hints: bool, deflater: Deflater) -> bytes:
    """The draft with what disagrees in it as comments on the very words."""
    from baocao.word import read_document, with_comments  # a draft is read again only where it gets comments

    document = read_document(data, name)
    kept, _ = sift(check_figures(Paper(document.prose), hints), excuses)
    if not kept:
        return data
    return with_comments(document.package, [comment_of(c) for c in kept], name, True, deflater)


def comment_of(conflict: Conflict) -> Comment:
    """A conflict as a comment on the words to be mended."""
    from baocao.word import Comment

    spot = conflict.spots[0]
    said = (
        f"{conflict.level.value.capitalize()} {conflict.code}: {conflict.problem}",
        f"Cách sửa: {conflict.remedy}",
    )
    return Comment(spot.passage.where, spot.start, spot.end, said)


def excuses_of(ho_so: HoSo) -> tuple[Excuse, ...]:
    """The findings that the drafter lets stand, with the places of the excuses."""
    found: list[Excuse] = []
    for i, excuse in enumerate(ho_so.van_ban.chap_nhan):
        path = f'chap_nhan.{i}'
        span = ho_so.place(path)
        found.append(Excuse(excuse.phat_hien, excuse.cho or '', span, ho_so.excerpt(path, span)))
    return tuple(found)


def draft_all(
    paths: Iterable[str],
    out: Path,
    mau: str | None = None,
    comment: bool = False,
    deflater: Deflater | None = None,
) -> Iterator[Drafted]:
    """Every paper that the arguments name, drafted into the output folder; one that fails stops no other.

    `mau` is the file or folder of templates that the user asks for; `comment` asks for what disagrees as comments in
    the drafts, `deflater` packs them. Raises BaoCaoError where it cannot be used, at
    the end where no paper could use it.
    """
    return each_paper(paths, out, mau, partial(_save_draft, comment, deflater))


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
    comment: bool,
    deflater: Deflater | None,
    workspace: Workspace,
    paper: PurePosixPath,
    templates: Templates,
    folder: OutputFolder,
    place: PurePosixPath,
) -> tuple[Document, Saved]:
    document = draft(workspace, paper, templates, comment=comment, deflater=deflater)
    return document, folder.save(place, document.data, document.inputs)


def places(found: Found) -> dict[tuple[Path, PurePosixPath], PurePosixPath]:
    """The place of each draft in the output folder: it mirrors the folders of the data.

    Papers of several roots are told apart by the name of their root.
    """
    prefix = root_folders(workspace.root for workspace, _ in found.papers)
    keys = {(workspace.root, paper): prefix[workspace.root] / paper for workspace, paper in found.papers}
    planned = plan_names(sorted(set(keys.values())))
    return {key: planned[source] for key, source in keys.items()}


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
