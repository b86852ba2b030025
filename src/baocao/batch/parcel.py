"""The work of a batch with all files that it may read, for the workers of a cluster that share no folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from baocao.batch.jobs import Job
from baocao.batch.work import Drafting, Root
from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.executors import Carried
from baocao.mau import NAMES, OWN, word_files
from baocao.workspace import SUFFIXES, shown_in

#: the most that travels: the scheduler and every worker hold it
MOST_BYTES, MOST_FILES = 128 << 20, 50_000

#: what papers are made from beside data files
_SHEETS = ('.xlsx',)


def parcel(work: Drafting, jobs: Iterable[Job]) -> Carried:
    """The work with the data files and spreadsheets of its roots, and the templates that it may use.

    All of a root travels, whichever papers are asked for: what a paper cites, and which files stand beside it, is the
    same there as here. Raises BaoCaoError where that is too much (HT247), leads out of the root by a link (HT248), or
    cannot be read (HT249).
    """
    packing = _Packing({}, MOST_BYTES)
    hidden: list[set[PurePosixPath]] = [set() for _ in work.roots]
    for job in jobs:
        if '/.' in f'/{job.paper}':
            hidden[job.root].add(PurePosixPath(job.paper))
    for i, root in enumerate(work.roots):
        for name in _data(root, hidden[i]):
            packing.add(f'{i}/{name}', root.path / name, shown_in(root.shown, name))
        for path in word_files(root.path / OWN):
            packing.template(f'{i}/{OWN}/{path.name}', path, shown_in(root.shown, f'{OWN}/{path.name}'))
    if work.mau is not None and work.mau_at is not None:
        _named(packing, work.mau, work.mau_at, work.mau_place)
    return Carried.of(work, packing.files)


def _named(packing: _Packing, shown: str, at: Path, place: PurePosixPath) -> None:
    """Pack the templates that the user names: a folder, or a file with what lies beside it."""
    if at.is_dir():
        packing.folder(place, shown)
        for path in word_files(at):
            packing.template(f'{place}/{path.name}', path, f'{shown}/{path.name}')
    elif at.exists():
        packing.add(f'{place}', at, shown)
        for path in word_files(at.parent):
            if path.name != at.name:
                packing.template(f'{place.parent}/{path.name}', path, path.name)


class _Packing(Struct):
    """The files that travel so far by their names there, and the bytes that still may."""

    files: dict[str, bytes]
    left: int

    def add(self, name: str, path: Path, shown: str) -> None:
        try:
            if not path.is_file():  # a pipe would be waited for
                raise OSError
            with path.open('rb') as file:
                data = file.read(self.left + 1)
        except OSError as error:
            raise BaoCaoError(_unreadable(shown)) from error
        self._take(name, data, shown)

    def template(self, name: str, path: Path, shown: str) -> None:
        """Pack a file beside others; where it has no name of a template, its name alone says something (MB266)."""
        if path.name in NAMES:
            self.add(name, path, shown)
        else:
            self._take(name, b'', shown)

    def folder(self, place: PurePosixPath, shown: str) -> None:
        self._take(f'{place}/', b'', shown)

    def _take(self, name: str, data: bytes, shown: str) -> None:
        try:
            name.encode()
        except UnicodeEncodeError as error:
            raise BaoCaoError(_unreadable(shown.encode('utf-8', 'replace').decode())) from error
        self.left -= len(data)
        self.files[name] = data
        if self.left < 0 or len(self.files) > MOST_FILES:
            raise BaoCaoError(_too_much(shown))


def _data(root: Root, asked: set[PurePosixPath]) -> Iterator[PurePosixPath]:
    """The data files and spreadsheets of a root by their places in it. What is hidden is left out but for the papers
    that are `asked` for, and their folders. Raises BaoCaoError for a link that leads elsewhere."""
    real = root.path.resolve()
    above = {folder for paper in asked for folder in paper.parents}
    for base, folders, files in os.walk(root.path):
        here = PurePosixPath(Path(base).relative_to(root.path).as_posix())
        folders[:] = sorted(f for f in folders if not f.startswith('.') or here / f in above)
        for name in folders:
            if (root.path / here / name).resolve() != real / here / name:
                raise BaoCaoError(_link(shown_in(root.shown, here / name)))
        for name in sorted(files):
            place = here / name
            if not _travels(name) and place not in asked:
                continue
            path = root.path / place
            if path.is_symlink() and not path.resolve().is_relative_to(real):
                raise BaoCaoError(_link(shown_in(root.shown, place)))
            yield place


def _travels(name: str) -> bool:
    return name.lower().endswith((*SUFFIXES, *_SHEETS)) and not name.startswith(('.', '~$'))


_SHARED = "để dữ liệu ở thư mục dùng chung mà mọi máy trong cụm đều thấy rồi bỏ --gui-du-lieu."


def _too_much(shown: str) -> Finding:
    return Finding(
        'HT247',
        Level.CHAN,
        Span(shown),
        f"Dữ liệu phải gửi sang các máy trong cụm quá lớn: đến tệp này đã hơn {MOST_BYTES >> 20} MB hoặc "
        f"{MOST_FILES // 1000}.000 tệp.",
        f"Chuyển các tệp không dùng ra khỏi thư mục dữ liệu hoặc chia thành nhiều đợt; nếu không được thì {_SHARED}",
    )


def _link(shown: str) -> Finding:
    return Finding(
        'HT248',
        Level.CHAN,
        Span(shown),
        "Đây là liên kết dẫn sang nơi khác, nên không gửi được dữ liệu sang các máy trong cụm.",
        f"Chép thư mục hoặc tệp thật vào chỗ này, hoặc {_SHARED}",
    )


def _unreadable(shown: str) -> Finding:
    return Finding(
        'HT249',
        Level.CHAN,
        Span(shown),
        "Không đọc được tệp này, hoặc tên tệp có ký tự hỏng, nên không gửi được dữ liệu sang các máy trong cụm.",
        "Kiểm tra quyền đọc và tên tệp, hoặc chuyển tệp ra khỏi thư mục dữ liệu, rồi chạy lại.",
    )
