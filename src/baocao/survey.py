"""Looking through what an office has: its data, drafted in memory, and any Word file or text; saved nowhere.

What disagrees inside a paper is told with that paper, what disagrees between the papers of one folder at the end.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from baocao.checks import Claims, Conflict, Excuse, Paper, collect, compare, sift
from baocao.checks import check as check_figures
from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.loading import check, plan
from baocao.mau import Templates
from baocao.output import put_commented
from baocao.pipeline import comment_of, draft
from baocao.secrecy import is_secret, is_stamped, veiled
from baocao.word import READABLE, read_any, with_comments
from baocao.workspace import Workspace, document_files, kind_of, open_paths, yaml_files

#: passages among which the mark of secrecy of a paper stands
_HEAD = 40


class Looked(Struct, frozen=True):
    """A file that was looked through, or a folder of them, with its findings; `copy` is the commented copy, if one
    was written."""

    name: str
    findings: tuple[Finding, ...]
    copy: Path | None = None
    is_folder: bool = False


class _Folder(Struct):
    """What the papers of one folder claim, and what their drafters let stand."""

    name: str
    claims: list[Claims] = field(default_factory=list)
    excuses: list[Excuse] = field(default_factory=list)

    def compared(self) -> tuple[tuple[Conflict, ...], tuple[Excuse, ...]]:
        """What disagrees between the papers, and, where there are papers to compare, the excuses that excuse nothing."""
        if len(self.claims) < 2:
            return (), ()
        kept, idle = sift(compare(self.claims), self.excuses)
        return kept, tuple(e for e in idle if not e.used)


def survey(
    paths: Iterable[str], mau: str | None = None, hints: bool = False, comment: bool = False
) -> Iterator[Looked]:
    """Every file that the arguments name with its findings, then every folder whose papers disagree, then the copies
    with comments.

    `mau` is the file or folder of templates that the user asks for; `hints` asks for what is only uneven in form,
    `comment` for a copy of each Word file with its findings as comments on the very words. Raises BaoCaoError where
    the templates cannot be used, at the end where no paper could use them.
    """
    data, documents = _sorted(paths)
    templates = Templates(given=mau)
    folders: dict[Path, _Folder] = {}
    said: dict[str, list[Conflict]] | None = {} if comment else None  # kept for the comments alone
    if data or not documents:
        yield from _data(tuple(data), templates, hints, folders)
    for path, name in documents.items():
        yield _document(path, name, hints, folders, said)
    for folder in folders.values():
        conflicts, unused = folder.compared()
        if said is not None:
            for conflict in conflicts:
                said.setdefault(conflict.finding.span.file, []).append(conflict)
        if conflicts or unused:
            findings = (*(c.finding for c in conflicts), *(e.unused for e in unused))
            yield Looked(folder.name, findings, is_folder=True)
    if said is not None:
        yield from (_commented(p, n, said[n]) for p, n in documents.items() if said.get(n))
    if (data or mau) and (unused_template := templates.unused()) is not None:
        raise BaoCaoError(unused_template)


def _sorted(paths: Iterable[str]) -> tuple[list[str], dict[Path, str]]:
    """The arguments that name data, and the Word files and texts that the others name or hold, none twice, with the
    names to show."""
    data: list[str] = []
    documents: dict[Path, str] = {}
    for name in paths:
        given = Path(name)
        if given.is_dir():
            held = document_files(given, READABLE)
            documents.update({Path(os.path.abspath(p)): _shown(p) for p in held})
            if not held or yaml_files(given):
                data.append(name)
        elif given.suffix.lower() in READABLE:
            documents.setdefault(Path(os.path.abspath(given)), _shown(given))
        else:
            data.append(name)
    return data, documents


def _data(
    paths: tuple[str, ...], templates: Templates, hints: bool, folders: dict[Path, _Folder]
) -> Iterator[Looked]:
    found = open_paths(paths, papers_only=False)
    for name, error in found.failed:
        yield Looked(name, error.findings)
    seen: set[Finding] = set()
    looks: list[tuple[Workspace, PurePosixPath, Callable[[], tuple[Finding, ...]]]] = []
    looks += [(w, r, partial(check, w, r)) for w, r in found.others]
    looks += [
        (w, r, partial(_first_papers, w, r, templates, hints)) for w, r in found.others if _is_batch(w, r)
    ]
    looks += [(w, r, partial(_paper, w, r, templates, hints, folders)) for w, r in found.papers]
    for workspace, relative, look in looks:
        try:
            findings = look()
        except BaoCaoError as error:
            findings = error.findings
        findings = workspace.tellable(relative, findings)
        yield Looked(workspace.shown(relative), tuple(f for f in findings if f not in seen))
        seen.update(findings)


def _first_papers(
    workspace: Workspace, tep: PurePosixPath, templates: Templates, hints: bool
) -> tuple[Finding, ...]:
    """The findings of the first paper of each crossing of a batch file: what is wrong with its form is found there."""
    firsts = {one.dot: one for one in reversed(plan(workspace, tep).papers)}
    found: list[Finding] = []
    for one in reversed(firsts.values()):
        try:
            found += draft(workspace, one.paper, templates, hints=hints, crossing=one.crossing).findings
        except BaoCaoError as error:
            found += error.findings
    return tuple(found)


def _is_batch(workspace: Workspace, relative: PurePosixPath) -> bool:
    """True for a batch file."""
    return kind_of(workspace.source(relative)) == 'dot_soan'


def _paper(
    workspace: Workspace,
    paper: PurePosixPath,
    templates: Templates,
    hints: bool,
    folders: dict[Path, _Folder],
) -> tuple[Finding, ...]:
    document = draft(workspace, paper, templates, hints=hints)
    if is_secret(workspace.source(paper).text):  # what another paper disagrees with would tell its text
        return document.findings
    place = Path(os.path.abspath(workspace.root / paper.parent))
    folder = folders.setdefault(place, _Folder(workspace.shown(paper.parent)))
    folder.claims.append(collect(document.checked))
    folder.excuses += document.excuses
    return document.findings


def _document(
    path: Path, name: str, hints: bool, folders: dict[Path, _Folder], said: dict[str, list[Conflict]] | None
) -> Looked:
    try:
        paper = Paper(read_any(path, name).prose)
    except BaoCaoError as error:
        return Looked(name, error.findings)
    conflicts = check_figures(paper, hints)
    findings = tuple(c.finding for c in conflicts)
    if said is not None:
        said[name] = list(conflicts)
    if is_stamped(p.text for p in paper.prose.passages[:_HEAD]):
        return Looked(name, veiled(findings, '\n'.join(p.text for p in paper.prose.passages)))
    folder = folders.setdefault(path.parent, _Folder(_shown(Path(name).parent)))
    folder.claims.append(collect(paper))
    return Looked(name, findings)


def _commented(path: Path, name: str, conflicts: list[Conflict]) -> Looked:
    """The copy of a file with what was found as comments; a finding where the file can have none."""
    try:
        package = read_any(path, name).package
        if package is None:
            return Looked(name, (_no_comments(name),))
        data = with_comments(package, [comment_of(c) for c in conflicts], name)
        return Looked(name, (), put_commented(path, data))
    except BaoCaoError as error:
        return Looked(name, error.findings)


def _no_comments(name: str) -> Finding:
    return Finding(
        'HT016',
        Level.GOI_Y,
        Span(name),
        "Tệp chữ (.txt) không mang được nhận xét nên không có bản kèm nhận xét.",
        "Lưu văn bản thành tệp Word (.docx) rồi rà soát tệp đó.",
    )


def _shown(path: Path) -> str:
    return unicodedata.normalize('NFC', path.as_posix())
