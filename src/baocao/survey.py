"""Looking through what an office has: its data, drafted in memory, and any Word file or text; saved nowhere.

What disagrees inside a paper is told with that paper, what disagrees between the papers of one folder at the end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

from baocao.checks import Claims, Excuse, compare, sift
from baocao.errors import BaoCaoError, Finding
from baocao.loading import check
from baocao.mau import Templates
from baocao.pipeline import draft
from baocao.secrecy import is_secret
from baocao.workspace import Workspace, open_paths


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was looked through, or a folder of them, with its findings; `copy` is the commented copy, if one
    was written."""

    name: str
    findings: tuple[Finding, ...]
    copy: Path | None = None


@dataclass(slots=True)
class _Folder:
    """What the papers of one folder claim, and what their drafters let stand."""

    name: str
    claims: list[Claims] = field(default_factory=list)
    excuses: list[Excuse] = field(default_factory=list)

    def findings(self) -> tuple[Finding, ...]:
        """What disagrees between the papers; excuses that excuse nothing are told where there are papers to compare."""
        if len(self.claims) < 2:
            return ()
        across = [e for e in self.excuses if e.is_across]
        kept, unused = sift(compare(self.claims), across)
        return (*(c.finding for c in kept), *(e.unused for e in unused))


def survey(paths: Iterable[str], mau: str | None = None, hints: bool = False) -> Iterator[Looked]:
    """Every file that the arguments name with its findings, then every folder whose papers disagree.

    `mau` is the file or folder of templates that the user asks for; `hints` asks for what is only uneven in form.
    Raises BaoCaoError where the templates cannot be used, at the end where no paper could use them.
    """
    templates = Templates(given=mau)
    folders: dict[Path, _Folder] = {}
    yield from _data(tuple(paths), templates, hints, folders)
    for folder in folders.values():
        if findings := folder.findings():
            yield Looked(folder.name, findings)
    if (unused := templates.unused()) is not None:
        raise BaoCaoError(unused)


def _data(
    paths: tuple[str, ...], templates: Templates, hints: bool, folders: dict[Path, _Folder]
) -> Iterator[Looked]:
    found = open_paths(paths, papers_only=False)
    for name, error in found.failed:
        yield Looked(name, error.findings)
    seen: set[Finding] = set()
    looks: list[tuple[Workspace, PurePosixPath, Callable[[], tuple[Finding, ...]]]] = []
    looks += [(w, r, partial(check, w, r)) for w, r in found.others]
    looks += [(w, r, partial(_paper, w, r, templates, hints, folders)) for w, r in found.papers]
    for workspace, relative, look in looks:
        try:
            findings = look()
        except BaoCaoError as error:
            findings = error.findings
        findings = workspace.tellable(relative, findings)
        yield Looked(workspace.shown(relative), tuple(f for f in findings if f not in seen))
        seen.update(findings)


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
    folder.claims.append(document.claims)
    folder.excuses += document.excuses
    return document.findings
