"""An append-only file of entries: one line each, the latest line of a key holds, torn and damaged lines are nothing.

A line is the CRC-32 of all behind it (8 hexadecimal digits), a space, the key as a JSON string, a tab, the
payload, a line feed. Neither the key nor the payload holds a raw tab or line feed before its end, so that a
line is found again behind any damage.
"""

from __future__ import annotations

import errno
import json
import os
import stat
import threading
from collections.abc import Generator, Iterable
from contextlib import closing, suppress
from pathlib import Path
from zlib import crc32

from baocao.output.files import DISK, Files, close, discard, temporary_name, write_all, write_stream
from baocao.output.line_index import LineIndex

_JSON = json.JSONEncoder(ensure_ascii=False)
_CHUNK = 1 << 20
_LONGEST = 16 << 20  # bytes of a line; what is longer was not written by this program
_SPOILT = b'~\n'  # closes a torn line, which must not swallow the next one, nor become whole itself
_SMALL = 1 << 18  # bytes of garbage that are not worth a compaction


class Journal:
    """The entries of one file; in memory stands where their lines are, never a key or a payload.

    Reading needs no lock and never fails: what cannot be read is not there. Another process may append meanwhile,
    its entries are then seen. Appending and compacting are for the one who holds the lock of the folder; threads of
    that process may share a Journal. `durable` tells whether an entry must outlive a power cut.
    """

    def __init__(self, path: Path, files: Files = DISK, *, durable: bool = True) -> None:
        self._path = path
        self._files = files
        self._durable = durable
        self._guard = threading.Lock()
        self._is_named = False  # whether the name of the file is known to be on the disk
        self._forget()

    def get(self, key: str) -> bytes | None:
        """The payload of the key's latest line that is whole; None where there is none or it cannot be read."""
        try:
            return self.read(key)
        except OSError:
            return None

    def read(self, key: str) -> bytes | None:
        """As `get`, but OSError where a journal stands there that cannot be read just now."""
        name = _encoded(key)
        with self._guard:
            handle = self._open()
            if handle is None:
                return None
            try:
                for _ in range(2):
                    self._refresh(handle)
                    if (place := self._lines.get(name)) is None:
                        return None
                    line = self._files.read_at(handle, *place)
                    if len(line) == place[1] and _key(line) == name:
                        return line[10 + len(name) :]
                    self._forget()  # somebody wrote over the file: what was learned of it is void
            finally:
                close(self._files, handle)
        return None

    def __len__(self) -> int:
        """How many keys have a line."""
        with self._guard, suppress(OSError):
            if (handle := self._open()) is not None:
                try:
                    self._refresh(handle)
                finally:
                    close(self._files, handle)
                return len(self._lines)
        return 0

    def all_keys(self) -> list[str]:
        """The keys that have a line, in the order of their latest ones."""
        with self._guard, suppress(OSError):
            if (handle := self._open()) is not None:
                try:
                    self._refresh(handle)
                    found = [_key(line[:-1]) for line in self._living(handle)]
                finally:
                    close(self._files, handle)
                return [
                    json.loads(name.decode('utf-8', 'surrogatepass')) for name in found if name is not None
                ]
        return []

    def append(self, entries: Iterable[tuple[str, bytes]]) -> None:
        """Write the entries in one go; with `durable` they are on the disk when this returns.

        A payload is one line of JSON (ValueError where it holds a line feed). OSError where the disk refuses:
        then some of the entries may stand, each whole, and all that stood before still stands.
        """
        lines = [_line(key, payload) for key, payload in entries]
        if not lines:
            return
        if max(map(len, lines)) > _LONGEST:
            raise OSError(errno.EFBIG, 'the entry is too long', str(self._path))
        with self._guard:
            handle = self._files.open_append(self._path)
            try:
                self._refresh(handle)
                start = self._size
                gap = _SPOILT if start > self._scanned else b''
                try:
                    write_all(self._files, handle, self._path, gap + b''.join(lines))
                    if self._durable:
                        self._files.sync(handle)
                except BaseException:
                    self._take_back(handle, start)
                    raise
            except BaseException:
                close(self._files, handle)
                raise
            self._files.close(handle)  # some network disks tell a failed write only now
            self._learn(start + len(gap), lines)
            if self._durable and not self._is_named:
                self._files.sync_folder(self._path.parent)
                self._is_named = True

    def compact(self) -> None:
        """Leave only the latest lines where the others outweigh them; all stays as it was where the disk refuses."""
        with self._guard, suppress(OSError):
            if (handle := self._open()) is None:
                return
            try:
                self._refresh(handle)
                live = self._lines.taken()
                if self._size - live <= max(live, _SMALL):
                    return
                temporary = self._written_anew(handle)
            finally:
                close(self._files, handle)
            self._put_in_place(temporary)

    def erase(self, keys: Iterable[str]) -> None:
        """Leave no byte of any entry of the keys in the file, nor of entries that later ones have replaced. OSError
        where the disk refuses: then all stands as it stood."""
        with self._guard:
            if (handle := self._open()) is None:
                return
            try:
                self._refresh(handle)
                for key in keys:
                    self._lines.drop(_encoded(key))
                temporary = self._written_anew(handle)
            except BaseException:
                self._forget()
                raise
            finally:
                close(self._files, handle)
            self._put_in_place(temporary)

    def _written_anew(self, handle: int) -> Path:
        """The temporary file that holds the latest lines alone."""
        temporary = temporary_name(self._path)
        with closing(self._living(handle)) as lines:
            write_stream(self._files, temporary, lines, sync=self._durable)
        return temporary

    def _open(self) -> int | None:
        """A handle to read with, to be closed; None where no file stands there."""
        try:
            handle = self._files.open_old(self._path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            if error.errno == errno.ELOOP:  # a symlink
                return None
            raise
        if stat.S_ISREG(os.fstat(handle).st_mode):
            return handle
        close(self._files, handle)
        return None

    def _put_in_place(self, temporary: Path) -> None:
        try:
            self._files.replace(temporary, self._path)
        except BaseException:
            discard(self._files, temporary)
            raise
        self._forget()
        self._is_named = False  # the next entry must not be on the disk before the file that holds it

    def _living(self, handle: int) -> Generator[bytes, None, None]:
        """The latest lines in their order, each as it stands, those that prove damaged left out."""
        for offset, length in self._lines.in_order():
            line = self._files.read_at(handle, offset, length)
            if len(line) == length and _key(line) is not None:
                yield line + b'\n'

    def _forget(self) -> None:
        self._identity = (0, 0)
        self._scanned = 0  # bytes up to the end of the last line that is closed
        self._size = 0  # bytes of the file when it was read; more than `_scanned` where its end is torn
        self._lines = LineIndex()  # by encoded key

    def _refresh(self, handle: int) -> None:
        """Read what was added to the file; all of it where it is another one. OSError where it is no file."""
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise FileExistsError(errno.EEXIST, 'not a file', str(self._path))
        identity = (status.st_dev, status.st_ino)
        if identity != self._identity or status.st_size < self._size:
            self._forget()
            self._identity = identity
        if status.st_size == self._size:
            return
        self._scan(handle, status.st_size)
        self._size = status.st_size

    def _scan(self, handle: int, size: int) -> None:
        """Learn the whole lines between what was scanned and `size`; memory holds one line and one chunk."""
        offset = self._scanned  # of the first byte of `rest`
        rest = b''
        while offset + len(rest) < size:
            wanted = min(_CHUNK, size - offset - len(rest))
            chunk = self._files.read_at(handle, offset + len(rest), wanted)
            if not chunk:
                return
            if len(rest) > _LONGEST:  # no line of ours: forget it up to its last byte, which is none of a key
                offset += len(rest) - 1
                rest = rest[-1:]
            rest += chunk
            start = 0
            while (end := rest.find(b'\n', start)) >= 0:
                line = rest[start:end]
                if len(line) < _LONGEST and (name := _key(line)) is not None:
                    self._lines.put(name, offset + start, end - start)
                start = end + 1
                self._scanned = offset + start
            offset += start
            rest = rest[start:]

    def _learn(self, offset: int, lines: list[bytes]) -> None:
        """Note the lines that were written at `offset`."""
        for line in lines:
            self._lines.put(line[9 : line.index(b'\t', 9)], offset, len(line) - 1)
            offset += len(line)
        self._scanned = self._size = offset

    def _take_back(self, handle: int, size: int) -> None:
        """Cut the file to what it was; where that fails too, the torn end is closed by the next append."""
        try:
            self._files.cut(handle, size)
        except OSError:
            self._forget()


def _encoded(key: str) -> bytes:
    return _JSON.encode(key).encode('utf-8', 'surrogatepass')  # names may hold what is no UTF-8


def _line(key: str, payload: bytes) -> bytes:
    if b'\n' in payload:
        raise ValueError('the payload of an entry is one line')
    body = _encoded(key) + b'\t' + payload
    return b'%08x %s\n' % (crc32(body), body)


def _key(line: bytes) -> bytes | None:
    """The encoded key of a line without its line feed; None where the line is not whole."""
    tab = line.find(b'\t', 9)
    if tab < 0 or line[:9] != b'%08x ' % crc32(memoryview(line)[9:]):
        return None
    return line[9:tab]
