"""What a paper was made from, in names and values that a later run can ask for again without reading the paper.

| name | value |
|---|---|
| `tinh-x/so-lieu.yaml` | SHA-256 of the file; empty where there is none |
| `tinh-x/` | the files of the folder that may be read with any paper in it: a new one concerns every paper |
| `*` | the codes of all papers of the root: for papers that cite or count others by code |
| any other | what the run itself says under this name (version, templates, entry of a batch file) |
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from baocao.workspace.bounded import Bounded
from baocao.workspace.files import ISSUED, SUFFIXES, code_of, data_folders, is_surely_paper, yaml_files

#: the name of the codes of all papers
CODES = '*'
#: files and folders whose values are remembered in one run
_MOST = 256


class Traces:
    """The values of names, as they are now in one root; `told` are those that the run says itself."""

    def __init__(self, root: Path, told: Mapping[str, str]) -> None:
        self._root = root
        self._told = told
        self._known: Bounded[str, str] = Bounded(_MOST)
        self._codes = ''

    def value(self, name: str) -> str:
        """The value of a name now; empty where nothing is there."""
        told = self._told.get(name)
        if told is not None:
            return told
        if name == CODES:
            self._codes = self._codes or _of_codes(self._root)
            return self._codes
        if name not in self._known:
            of = _of_folder if name.endswith('/') else _of_file
            self._known[name] = of(f'{self._root}/{name}')
        return self._known[name]

    def hold(self, footprint: Mapping[str, str], own: Mapping[str, str] = MappingProxyType({})) -> bool:
        """True where every name has the value that it had; `own` are those that the run says of one paper alone."""
        return all((own.get(name) or self.value(name)) == value for name, value in footprint.items())

    def footprint(
        self, used: Mapping[str, str], folders: Iterable[PurePosixPath], codes: bool
    ) -> dict[str, str]:
        """What a paper rests on: what was `used` with its values; the `folders` whose files are read with any
        paper of them, the root's among them; the register of issued papers, which may have it; with `codes` all codes."""
        names = {f'{folder}/' for folder in (*folders, PurePosixPath())}
        names |= {str(ISSUED), *self._told} | ({CODES} if codes else set())
        names |= {other for name in used for other in _before(name)}
        return {**{name: self.value(name) for name in names}, **used}


def _before(name: str) -> tuple[str, ...]:
    """The files that would go before one: the same with an earlier suffix."""
    stem, dot, last = name.rpartition('.')
    suffix = dot + last
    earlier = SUFFIXES[: SUFFIXES.index(suffix)] if suffix in SUFFIXES else ()
    return tuple(stem + other for other in earlier)


def _of_file(path: str) -> str:
    try:
        with open(path, 'rb', 0) as file:  # noqa: PTH123 - asked for every file of every paper
            return sha256(file.readall()).hexdigest()
    except OSError:
        return ''


def _of_folder(path: str) -> str:
    names = [p.name for p in yaml_files(Path(path), deep=False) if not is_surely_paper(p)]
    return sha256('\n'.join(names).encode('utf-8', 'surrogateescape')).hexdigest()


def _of_codes(root: Path) -> str:
    found = sha256()
    for base, names in data_folders(root):
        place = Path(base).relative_to(root).as_posix()
        prefix = '' if place == '.' else f'{place}/'
        for name in names:
            line = f'{code_of(f"{base}/{name}")} {prefix}{name}\n'
            found.update(line.encode('utf-8', 'surrogateescape'))
    return found.hexdigest()
