"""Compiled templates kept from one command to the next, in the user's folder for what can be made again.

Nothing depends on it: an entry that is missing, torn or of another version is made anew, and where the folder cannot be
written nothing is kept. An entry is data, not code, under a name made from everything that it depends on: contents and
names of the files, this program and the libraries that compile. Two processes may keep the same entry at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex

from baocao import __version__
from baocao.word import Filters, Template, dumps, loads

#: the rooms of the program whose code decides what a compiled template is
_ROOMS = ('.', 'word', 'view', 'container')
_LIBRARIES = ('docxtpl', 'jinja2', 'lxml')
#: entries that are kept; an office has a handful of templates
_MOST = 40
_MAX_BYTES = 64 << 20


def folder_of_user() -> Path | None:
    """The user's folder for what can be made again, as each system names it; None where there is none."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == 'win32':
        base = Path(os.environ.get('LOCALAPPDATA') or home / 'AppData/Local')
    elif sys.platform == 'darwin':
        base = home / 'Library/Caches'
    else:
        base = Path(os.environ.get('XDG_CACHE_HOME') or home / '.cache')
    return base / 'baocao' if base.is_absolute() else None


def program() -> str:
    """What tells this program and its libraries from any other version, read off their files without loading them;
    where they lie in no files of their own, their versions alone tell."""
    root = Path(__file__).parents[1]
    files = [p for room in _ROOMS for p in sorted((root / room).glob('*.py'))]
    for library in _LIBRARIES:
        spec = find_spec(library)
        files += [p for p in [Path(spec.origin)] if p.is_file()] if spec and spec.origin else []
    told = [__version__, sys.version]
    for path in files:
        found = path.stat()
        told.append(f'{path} {found.st_size} {found.st_mtime_ns}')
    return '\n'.join(told)


class Shelf:
    """The kept templates. `folder` may be None: then nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._program = ''

    def name(self, parts: Iterable[str]) -> str:
        """The name of an entry that depends on these texts and on the program."""
        self._program = self._program or program()
        told = sha256()
        for part in (self._program, *parts):
            encoded = part.encode('utf-8', 'surrogatepass')
            told.update(len(encoded).to_bytes(8, 'big') + encoded)
        return told.hexdigest()

    def find(self, name: str, view_type: type, filters: Filters) -> Template | None:
        """The template kept under a name; None where there is none that can be read."""
        if self._folder is None:
            return None
        try:
            with (self._folder / f'{name}.json').open('rb') as stream:
                data = stream.read(_MAX_BYTES + 1)
        except OSError:
            return None
        digest, _, body = data.partition(b'\n')
        if sha256(body).hexdigest().encode() != digest:
            return None
        try:
            return loads(body, view_type, filters)
        except (ValueError, LookupError, TypeError):
            return None

    def keep(self, name: str, template: Template) -> None:
        """Keep a template, whole or not at all; the oldest entries make room."""
        if self._folder is None:
            return
        body = dumps(template)
        temporary = self._folder / f'{name}.{token_hex(8)}.tmp'
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with temporary.open('xb') as stream:
                stream.write(sha256(body).hexdigest().encode() + b'\n' + body)
            temporary.replace(self._folder / f'{name}.json')
            self._make_room(self._folder)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    @staticmethod
    def _make_room(folder: Path) -> None:
        entries = [p for p in folder.iterdir() if p.suffix in ('.json', '.tmp')]
        by_age = sorted(entries, key=lambda p: p.stat().st_mtime_ns, reverse=True)
        for old in by_age[_MOST:]:
            old.unlink(missing_ok=True)
