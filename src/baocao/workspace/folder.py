"""The folder of an office: agencies, figures and papers, resolved by ids inside one root, read once each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct, field

from baocao import secrecy
from baocao.errors import BaoCaoError, Finding
from baocao.source import SIZE_CAP, Source, read
from baocao.workspace.files import (
    AGENCIES,
    SUFFIXES,
    TO_CITE,
    code_of,
    kind_of,
    surely,
    unreadable,
    yaml_files,
)


def shown_in(shown_root: str, relative: PurePosixPath | str) -> str:
    """The name of a file of a root as the user would type it, by the name of the root."""
    return f'{relative}' if shown_root in ('', '.') else f'{PurePosixPath(shown_root) / relative}'


class Workspace(Struct, frozen=True):
    """One root folder. `read_files` holds every source read so far by its place in the root, `kept` what was
    made of a shared file, by its use, `codes` the papers by code once they were looked through, `listed` the data files
    of folders."""

    root: Path
    shown_root: str
    read_files: dict[PurePosixPath, Source | BaoCaoError] = field(default_factory=dict)
    kept: dict[tuple[str, PurePosixPath], Any] = field(default_factory=dict)
    codes: dict[str, tuple[PurePosixPath, ...]] = field(default_factory=dict)
    read_sheets: dict[PurePosixPath, bytes | BaoCaoError] = field(default_factory=dict)
    listed: dict[PurePosixPath, tuple[PurePosixPath, ...]] = field(default_factory=dict)

    def source(self, relative: PurePosixPath) -> Source:
        """The source of a file of this root, read once. Raises BaoCaoError with all that is wrong in it."""
        if relative not in self.read_files:
            self.read_files[relative] = self._read(relative)
        found = self.read_files[relative]
        if isinstance(found, BaoCaoError):
            raise found
        return found

    def _read(self, relative: PurePosixPath) -> Source | BaoCaoError:
        name = self.shown(relative)
        data = b''
        try:
            path = self.root / relative
            if not path.is_file():
                raise FileNotFoundError
            data = path.read_bytes()
            return read(data, name)
        except BaoCaoError as error:
            text = data.decode('utf-8', 'replace')
            return BaoCaoError(*secrecy.veiled(error.findings, text)) if secrecy.is_secret(text) else error
        except OSError as error:
            return BaoCaoError(unreadable(name, error))

    def beside(self, paper: PurePosixPath, name: str) -> PurePosixPath | None:
        """The place of a file in the folder of a paper by its plain name, None where there is none.

        Names are compared in NFC: some systems keep them otherwise than they were typed.
        """
        if (self.root / paper.parent / name).is_file():
            return paper.parent / name
        wanted = unicodedata.normalize('NFC', name)
        found = (n for n in self.sheets_beside(paper) if unicodedata.normalize('NFC', n) == wanted)
        return next((paper.parent / n for n in found), None)

    def sheets_beside(self, paper: PurePosixPath) -> tuple[str, ...]:
        """The names of the spreadsheets in the folder of a paper."""
        folder = self.root / paper.parent
        files = (p for p in folder.iterdir() if p.suffix.lower() == '.xlsx' and p.is_file())
        return tuple(sorted(p.name for p in files if not p.name.startswith(('.', '~$'))))

    def sheet_bytes(self, relative: PurePosixPath) -> bytes:
        """The bytes of a spreadsheet of this root, read once. Raises BaoCaoError (HT001, HT002, DL133)."""
        if relative not in self.read_sheets:
            self.read_sheets[relative] = self._sheet_bytes(relative)
        found = self.read_sheets[relative]
        if isinstance(found, BaoCaoError):
            raise found
        return found

    def _sheet_bytes(self, relative: PurePosixPath) -> bytes | BaoCaoError:
        from baocao.sheet import MAX_FILE, too_large

        path, name = self.root / relative, self.shown(relative)
        try:
            with path.open('rb') as file:
                data = file.read(MAX_FILE + 1)
            return data if len(data) <= MAX_FILE else too_large(name, path.stat().st_size)
        except OSError as error:
            return BaoCaoError(unreadable(name, error))

    def tellable(self, relative: PurePosixPath, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings of a paper as they may be told: those of a secret one without a word of its text."""
        text = self.source(relative).text
        return secrecy.veiled(findings, text) if secrecy.is_secret(text) else tuple(findings)

    def shown(self, relative: PurePosixPath) -> str:
        """The name of a file as the user would type it."""
        return shown_in(self.shown_root, relative)

    def agency(self, code: str) -> PurePosixPath | None:
        """The place of an agency file by its code, None where there is none. The code names no folder."""
        for suffix in SUFFIXES:
            relative = PurePosixPath(AGENCIES, code + suffix)
            if (self.root / relative).is_file():
                return relative
        return None

    def agencies(self) -> tuple[str, ...]:
        """The codes of all agency files."""
        folder = self.root / AGENCIES
        return (
            tuple(sorted(p.stem for p in folder.glob('*') if p.suffix in SUFFIXES)) if folder.is_dir() else ()
        )

    def has(self, relative: PurePosixPath) -> bool:
        """True where the root has this file."""
        return (self.root / relative).is_file()

    def figures_beside(self, paper: PurePosixPath) -> tuple[PurePosixPath, ...]:
        """The figures files in the folder of a paper, in the order of their names. Files that cannot be
        read are left out here: they are reported where the folder itself is read."""
        return tuple(self._of_kind(paper.parent, 'so_lieu', paper))

    def figures_in(self, folder: PurePosixPath) -> tuple[PurePosixPath, ...]:
        """The figures files of a folder that no paper needs to lie in, in the order of their names."""
        return tuple(self._of_kind(folder, 'so_lieu', PurePosixPath()))

    def registers(self, paper: PurePosixPath) -> tuple[PurePosixPath, ...]:
        """The registers of texts to cite: beside a paper, then at the root for all papers."""
        folders = dict.fromkeys((paper.parent, PurePosixPath()))
        return tuple(place for folder in folders for place in self._of_kind(folder, 'van_ban_dan', paper))

    def files_in(self, folder: PurePosixPath) -> tuple[PurePosixPath, ...]:
        """The data files that lie in a folder itself, listed once."""
        if folder not in self.listed:
            found = yaml_files(self.root / folder, deep=False)
            self.listed[folder] = tuple(folder / path.name for path in found)
        return self.listed[folder]

    def _of_kind(self, folder: PurePosixPath, kind: str, paper: PurePosixPath) -> Iterator[PurePosixPath]:
        for relative in self.files_in(folder):
            if relative == paper:
                continue
            if kind == 'van_ban_dan' and relative.stem == TO_CITE:
                yield relative
                continue
            if relative not in self.read_files and self._surely(relative) not in (None, kind):
                continue
            try:
                if kind_of(self.source(relative)) == kind:
                    yield relative
            except BaoCaoError:
                continue

    def _surely(self, relative: PurePosixPath) -> str | None:
        """The kind of a file by its bytes, looked at once; None where only reading it tells."""
        key = 'surely', relative
        if key not in self.kept:
            path = self.root / relative
            try:
                self.kept[key] = surely(path.read_bytes()) if path.stat().st_size <= SIZE_CAP else None
            except OSError:
                self.kept[key] = None
        found = self.kept[key]
        return found if isinstance(found, str) else None

    def papers_named(self, code: str) -> tuple[PurePosixPath, ...]:
        """The papers of the root that bear a code: their `ma`, or the name of their file with `_` for `-`.

        All files are looked through once; only those that may be meant are read.
        """
        if not self.codes:
            every = (path.relative_to(self.root).as_posix() for path in yaml_files(self.root))
            self.codes.update(self._by_code(map(PurePosixPath, every)))
        return self._papers(self.codes.get(code, ())) if code else ()

    def papers_like(self, code: str, beside: PurePosixPath) -> tuple[PurePosixPath, ...]:
        """The papers that bear a code: those in the folder of a file, which go before those of other folders; else
        those of the whole root, which is looked through only then."""
        key = 'codes', beside.parent
        if key not in self.kept:
            self.kept[key] = self._by_code(self.files_in(beside.parent))
        return self._papers(self.kept[key].get(code, ())) or self.papers_named(code)

    def _by_code(self, places: Iterable[PurePosixPath]) -> dict[str, tuple[PurePosixPath, ...]]:
        """Files by the code that a paper in them would bear, not empty."""
        found: dict[str, tuple[PurePosixPath, ...]] = {'': ()}
        for place in places:
            code = code_of(self.root / place)
            found[code] = (*found.get(code, ()), place)
        return found

    def _papers(self, places: tuple[PurePosixPath, ...]) -> tuple[PurePosixPath, ...]:
        """Those of some files that are papers."""
        papers = []
        for place in places:
            try:
                if kind_of(self.source(place)) == 'van_ban':
                    papers.append(place)
            except BaoCaoError:
                continue
        return tuple(papers)

    def hashes(self, used: Iterator[PurePosixPath] | tuple[PurePosixPath, ...]) -> Mapping[str, str]:
        """SHA-256 of each file used, by its place in the root."""
        return {str(r): self.source(r).sha256 for r in used}
