"""What a batch has to make: every paper of folders and batch files, with its place in `out/`."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from zlib import compressobj, decompressobj

import msgspec
from msgspec import Struct, field

from baocao.errors import BaoCaoError
from baocao.executors import Processes
from baocao.loading import Crossing, Plan, plan
from baocao.output import plan_names, root_folders
from baocao.rows import Across, Row, RowStatus
from baocao.workspace import (
    SUFFIXES,
    Bounded,
    Workspace,
    empty_folder,
    kind_of,
    no_paper,
    not_a_paper,
    not_yaml,
    root_of,
    shown_root,
    surely,
    unreadable,
    yaml_files,
)

#: sources that one workspace of a batch holds, and what was made of shared ones
_SOURCES, _MADE = 24, 64
#: files of data, and bytes of one, that may make thousands of papers; the seconds that planning may take
_MANY, _LONG, _PLANNING = 500, 100_000, 600.0


class Job(Struct, frozen=True, array_like=True):
    """One paper: its number in the batch, which root it lies in, its file there, where its draft goes, how it is
    crossed, whom it is of."""

    number: int
    root: int
    paper: str
    place: str
    crossing: Crossing | None = None
    don_vi: str = ''
    ky: str = ''

    @property
    def group(self) -> tuple[int, str, str]:
        """What its claims are compared within: the papers of one folder, of one unit."""
        return self.root, self.paper.rpartition('/')[0], self.don_vi


class Jobs:
    """The papers of a batch by their numbers; each is held packed, so that ten thousand take little more than ten.

    `by_group` tells their numbers, those of one group together: they share what is read.
    """

    def __init__(self, jobs: Iterable[Job]) -> None:
        given = list(jobs)
        order = sorted(range(len(given)), key=lambda number: (given[number].group, number))
        self.by_group = array('I', order)
        # papers of a batch are much alike: each is packed as what it has beside the first, the middle and the last
        alike = [given[number] for number in (0, len(given) // 2, -1)] if given else []
        self._alike = b''.join(map(msgspec.msgpack.encode, alike))
        self._packed = [self._pack(job) for job in given]

    def __len__(self) -> int:
        return len(self._packed)

    def __getitem__(self, number: int) -> Job:
        return _UNPACK(decompressobj(zdict=self._alike).decompress(self._packed[number]))

    def __iter__(self) -> Iterator[Job]:
        return map(self.__getitem__, range(len(self)))

    def grouped(self) -> Iterator[Job]:
        """All of them, those of one group together."""
        return map(self.__getitem__, self.by_group)

    def _pack(self, job: Job) -> bytes:
        packing = compressobj(1, zdict=self._alike)
        return packing.compress(msgspec.msgpack.encode(job)) + packing.flush()


_UNPACK = msgspec.msgpack.Decoder(Job).decode


class Batched(Struct, frozen=True):
    """The papers of a batch in order; the roots that they lie in (folder, name to show); what cannot be used; the
    findings of batch files by file."""

    jobs: Jobs
    roots: tuple[tuple[Path, str], ...]
    failed: tuple[Row, ...]
    findings: tuple[Across, ...]


def bounded(root: Path, shown: str) -> Workspace:
    """A workspace whose memory does not grow with the papers that were read in it."""
    return Workspace(
        root,
        shown,
        read_files=Bounded(_SOURCES),
        kept=Bounded(_MADE),
        read_sheets=Bounded(8),
        listed=Bounded(_SOURCES),
    )


def find(paths: Iterable[str]) -> Batched:
    """All papers that files, folders and batch files name, none twice. A file that cannot be read is a row of its
    own and stops no other.

    Planning thousands of papers leaves a heap in pieces; a child does it where there may be so many, and this process,
    which lives as long as the batch, gets the outcome alone.
    """
    asked = tuple(paths)
    if not _may_be_large(asked):
        return _Search().through(asked)
    for _, found in Processes(1, _PLANNING).run(_Planning(), [asked]):
        if isinstance(found, Batched):
            return found
        raise RuntimeError(found.detail or found.kind.value)
    raise RuntimeError('nothing came back')


class _Planning(Struct, frozen=True):
    """The work of looking for papers, for a worker."""

    def start(self) -> Callable[[tuple[str, ...]], Batched]:
        """The function that looks."""
        return lambda asked: _Search().through(asked)


def _may_be_large(paths: tuple[str, ...]) -> bool:
    """True where the paths hold many files, or a file with many lines."""
    files = [
        f
        for p in map(Path, paths)
        for f in (yaml_files(p) if p.is_dir() else yaml_files(p.parent, deep=False))
    ]
    with suppress(OSError):
        return len(files) > _MANY or any(f.stat().st_size > _LONG for f in files)
    return False


class _Wish(Struct, frozen=True):
    root: Path
    paper: PurePosixPath
    wish: PurePosixPath
    crossing: Crossing | None = None
    don_vi: str = ''
    ky: str = ''


class _Search(Struct):
    workspaces: dict[Path, Workspace] = field(default_factory=dict)
    roots: dict[Path, Path] = field(default_factory=dict)
    seen: set[Path] = field(default_factory=set)
    wishes: list[_Wish] = field(default_factory=list)
    forms: set[tuple[Path, PurePosixPath]] = field(default_factory=set)
    failed: dict[str, BaoCaoError] = field(default_factory=dict)
    findings: list[Across] = field(default_factory=list)

    def through(self, paths: tuple[str, ...]) -> Batched:
        for name in paths:
            given = Path(name)
            folder = given.is_dir()
            listed = yaml_files(given) if folder else [given]
            for path in listed:
                self._file(path, folder)
            if not listed:
                self.failed[name] = BaoCaoError(empty_folder(name))
        wishes = [w for w in self.wishes if w.crossing or (w.root, w.paper) not in self.forms]
        if not wishes and not self.failed:
            self.failed[paths[0]] = BaoCaoError(no_paper(paths[0]))
        roots = sorted({wish.root for wish in wishes})
        number = {root: i for i, root in enumerate(roots)}
        places = _places(wishes, roots)
        jobs = Jobs(
            Job(i, number[w.root], str(w.paper), str(place), w.crossing, w.don_vi, w.ky)
            for i, (w, place) in enumerate(zip(wishes, places, strict=True))
        )
        shown = tuple((root, self.workspaces[root].shown_root) for root in roots)
        failed = tuple(_failed(name, error) for name, error in self.failed.items())
        return Batched(jobs, shown, failed, tuple(self.findings))

    def _file(self, path: Path, in_folder: bool) -> None:
        absolute = Path(os.path.abspath(path))
        if absolute in self.seen:
            return
        self.seen.add(absolute)
        workspace = self._workspace(absolute)
        root = workspace.root
        relative = PurePosixPath(absolute.relative_to(root).as_posix())
        shown = workspace.shown(relative)
        try:
            if not in_folder and absolute.suffix.lower() not in SUFFIXES and absolute.exists():
                raise BaoCaoError(not_yaml(shown))
            kind = self._kind(workspace, relative, absolute)
            if kind == 'van_ban':
                self.wishes.append(_Wish(root, relative, relative))
            elif kind == 'dot_soan':
                self._crossed(workspace, relative, plan(workspace, relative))
            elif kind is None or not in_folder:
                raise BaoCaoError(not_a_paper(workspace.source(relative), shown, kind))
        except BaoCaoError as error:
            self.failed[shown] = error

    def _workspace(self, path: Path) -> Workspace:
        folder = path.parent
        if folder not in self.roots:
            self.roots[folder] = root_of(path)
        root = self.roots[folder]
        if root not in self.workspaces:
            self.workspaces[root] = bounded(root, shown_root(root))
        return self.workspaces[root]

    def _kind(self, workspace: Workspace, relative: PurePosixPath, path: Path) -> str | None:
        """The kind of a file; its own faults are told when the paper that uses it is drafted."""
        try:
            kind = surely(path.read_bytes())
        except OSError as error:
            raise BaoCaoError(unreadable(workspace.shown(relative), error)) from error
        return kind or kind_of(workspace.source(relative))

    def _crossed(self, workspace: Workspace, tep: PurePosixPath, found: Plan) -> None:
        if found.findings:
            self.findings.append(Across(workspace.shown(tep), found.findings))
        for one in found.papers:
            self.forms.add((workspace.root, one.paper))
            wish = tep.parent / f'{one.name}.yaml'
            self.wishes.append(_Wish(workspace.root, one.paper, wish, one.crossing, one.don_vi, one.ky))


def _places(wishes: list[_Wish], roots: list[Path]) -> list[PurePosixPath]:
    """The place of each draft: it mirrors the folders of the data, and the names that a batch file asks for.

    Papers of several roots are told apart by the name of their root; who wishes what another has got a number.
    """
    prefix = root_folders(roots)
    keys: dict[PurePosixPath, None] = {}
    for wish in wishes:
        key, number = prefix[wish.root] / wish.wish, 1
        while key in keys:
            number += 1
            key = prefix[wish.root] / wish.wish.with_stem(f'{wish.wish.stem} ({number})')
        keys[key] = None
    planned = plan_names(keys)
    return [planned[key] for key in keys]


def _failed(name: str, error: BaoCaoError) -> Row:
    return Row(name, '', '', RowStatus.HONG, '', '', error.findings, (), {})
