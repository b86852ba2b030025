"""The folder of an office: agencies, figures and papers, resolved by ids inside one root, read once each."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from baocao import secrecy
from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.sheet import MAX_FILE, too_large
from baocao.source import SIZE_CAP, Source, read

AGENCIES = 'co-quan'
SUFFIXES = ('.yaml', '.yml')

#: the register of the papers that were issued, written by the program
ISSUED = PurePosixPath('so-dang-ky.yaml')

#: the usual name of a register of texts to cite; a file of this name is one, whatever stands in it
_TO_CITE = 'van-ban-dan'

#: root keys that tell the kind of a file
_KINDS = {
    'loai': 'van_ban',
    'chi_tieu': 'so_lieu',
    'so_lieu': 'so_lieu',
    'ten_tren_van_ban': 'co_quan',
    'van_ban_dan': 'van_ban_dan',
    'van_ban_da_ban_hanh': 'so_dang_ky',
}

#: the code of a paper at the root of its file
_CODE = re.compile(rb'^ma:[ \t]*["\']?([a-z][a-z0-9_]*)', re.MULTILINE)


def kind_of(source: Source) -> str | None:
    """'van_ban', 'so_lieu', 'co_quan', 'van_ban_dan' or 'so_dang_ky' by the root keys of the file; None where none
    of them is there."""
    value = source.value()
    for key, kind in _KINDS.items():
        if key in value:
            return kind
    return None


@dataclass(frozen=True, slots=True)
class Workspace:
    """One root folder. `read_files` holds every source read so far by its place in the root, `kept` what was
    made of a shared file, `codes` the papers by code once they were looked through."""

    root: Path
    shown_root: str
    read_files: dict[PurePosixPath, Source | BaoCaoError] = field(default_factory=dict)
    kept: dict[PurePosixPath, Any] = field(default_factory=dict)
    codes: dict[str, tuple[PurePosixPath, ...]] = field(default_factory=dict)
    read_sheets: dict[PurePosixPath, bytes | BaoCaoError] = field(default_factory=dict)

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
        return (
            str(PurePosixPath(self.shown_root) / relative)
            if self.shown_root not in ('', '.')
            else str(relative)
        )

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

    def registers(self, paper: PurePosixPath) -> tuple[PurePosixPath, ...]:
        """The registers of texts to cite: beside a paper, then at the root for all papers."""
        folders = dict.fromkeys((paper.parent, PurePosixPath()))
        return tuple(place for folder in folders for place in self._of_kind(folder, 'van_ban_dan', paper))

    def _of_kind(self, folder: PurePosixPath, kind: str, paper: PurePosixPath) -> Iterator[PurePosixPath]:
        for path in _yaml_files(self.root / folder, deep=False):
            relative = folder / path.name
            if relative == paper:
                continue
            if kind == 'van_ban_dan' and path.stem == _TO_CITE:
                yield relative
                continue
            try:
                if kind_of(self.source(relative)) == kind:
                    yield relative
            except BaoCaoError:
                continue

    def papers_named(self, code: str) -> tuple[PurePosixPath, ...]:
        """The papers of the root that bear a code: their `ma`, or the name of their file with `_` for `-`.

        All files are looked through once; only those that may be meant are read.
        """
        if not self.codes:
            self.codes[''] = ()
            for path in _yaml_files(self.root):
                relative = PurePosixPath(path.relative_to(self.root).as_posix())
                found = _code_of(path)
                self.codes[found] = (*self.codes.get(found, ()), relative)
        papers = []
        for relative in self.codes.get(code, ()) if code else ():
            try:
                if kind_of(self.source(relative)) == 'van_ban':
                    papers.append(relative)
            except BaoCaoError:
                continue
        return tuple(papers)

    def hashes(self, used: Iterator[PurePosixPath] | tuple[PurePosixPath, ...]) -> Mapping[str, str]:
        """SHA-256 of each file used, by its place in the root."""
        return {str(r): self.source(r).sha256 for r in used}


def unreadable(name: str, error: OSError | None = None) -> Finding:
    """The finding of a file that is not there or cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return Finding(
            'HT001', Level.CHAN, Span(name), "Không có tệp này.", "Kiểm tra lại tên tệp và thư mục."
        )
    return Finding(
        'HT002',
        Level.CHAN,
        Span(name),
        "Không mở được tệp này.",
        "Đóng chương trình đang mở tệp, kiểm tra quyền đọc rồi chạy lại.",
    )


def _yaml_files(folder: Path, deep: bool = True) -> list[Path]:
    """YAML files of a folder in the order of their names; hidden files and folders are left out."""
    found: list[Path] = []
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith('.')) if deep else []
        found += [
            Path(base, f)
            for f in sorted(files)
            if f.lower().endswith(SUFFIXES) and not f.startswith(('.', '~$'))
        ]
    return found


def _code_of(path: Path) -> str:
    """The code that a paper in this file would bear; a guess from its bytes, which reading confirms."""
    try:
        found = _CODE.search(path.read_bytes()) if path.stat().st_size <= SIZE_CAP else None
    except OSError:
        return ''
    return found[1].decode() if found else path.stem.replace('-', '_')


def _root_of(path: Path) -> Path:
    """The nearest folder above a file that holds the agencies; the file's own folder where none does."""
    for folder in path.parents:
        if (folder / AGENCIES).is_dir():
            return folder
    return path.parent


@dataclass(frozen=True, slots=True)
class Found:
    """What the arguments of a command name: papers and the files read with them, in order, and the findings
    of what could not be used."""

    papers: tuple[tuple[Workspace, PurePosixPath], ...]
    failed: tuple[tuple[str, BaoCaoError], ...]
    others: tuple[tuple[Workspace, PurePosixPath], ...]


def data_files(paths: tuple[str, ...]) -> tuple[Path, ...]:
    """All YAML files that files and folders name, none twice."""
    found: dict[Path, Path] = {}
    for name in paths:
        given = Path(name)
        for path in _yaml_files(given) if given.is_dir() else [given]:
            found.setdefault(Path(os.path.abspath(path)), path)
    return tuple(found.values())


def open_paths(paths: tuple[str, ...], papers_only: bool = True) -> Found:
    """The papers that files and folders name, each in its workspace, none twice.

    In a folder, papers are told from figures and agency files by their root key; a file that cannot be
    read or told is a failure of its own. A file named by itself must be a paper where `papers_only` is set.
    """
    roots: dict[Path, Workspace] = {}
    papers: dict[Path, tuple[Workspace, PurePosixPath]] = {}
    failed: dict[str, BaoCaoError] = {}
    others: dict[Path, tuple[Workspace, PurePosixPath]] = {}
    for name in paths:
        given = Path(name)
        folder = given.is_dir()
        listed = _yaml_files(given) if folder else [given]
        for path in listed:
            absolute = Path(os.path.abspath(path))
            root = _root_of(absolute)
            workspace = roots.setdefault(root, Workspace(root, _shown_root(root)))
            relative = PurePosixPath(absolute.relative_to(root).as_posix())
            shown = workspace.shown(relative)
            try:
                if not folder and absolute.suffix.lower() not in SUFFIXES and absolute.exists():
                    raise BaoCaoError(_not_yaml(shown))
                kind = kind_of(workspace.source(relative))
            except BaoCaoError as error:
                failed[shown] = error
                continue
            if kind == 'van_ban':
                papers[absolute] = (workspace, relative)
            elif kind is None or (papers_only and not folder):
                failed[shown] = BaoCaoError(_not_a_paper(workspace.source(relative), shown, kind))
            else:
                others[absolute] = (workspace, relative)
        if not listed:
            failed[name] = BaoCaoError(_empty_folder(name))
    if papers_only and others and not papers and not failed:
        failed[paths[0]] = BaoCaoError(_no_paper(paths[0]))
    return Found(tuple(papers.values()), tuple(failed.items()), tuple(others.values()))


def _shown_root(root: Path) -> str:
    try:
        shown = os.path.relpath(root)
    except ValueError:
        shown = str(root)
    if shown.startswith('..' + os.sep + '..'):
        shown = str(root)
    return unicodedata.normalize('NFC', Path(shown).as_posix())


def _not_yaml(name: str) -> Finding:
    return Finding(
        'HT003',
        Level.CHAN,
        Span(name),
        "Tệp này không phải là tệp dữ liệu YAML.",
        "Đưa vào tệp có đuôi .yaml, hoặc thư mục chứa các tệp đó.",
    )


def _not_a_paper(source: Source, name: str, kind: str | None) -> Finding:
    if kind == 'so_lieu':
        return Finding(
            'HT004',
            Level.CHAN,
            Span(name),
            "Đây là tệp số liệu, không phải văn bản.",
            "Soạn tệp văn bản ở cùng thư mục; số liệu được đọc kèm theo.",
        )
    if kind == 'co_quan':
        return Finding(
            'HT005',
            Level.CHAN,
            Span(name),
            "Đây là hồ sơ cơ quan, không phải văn bản.",
            "Soạn tệp văn bản; hồ sơ cơ quan được đọc kèm theo.",
        )
    if kind in ('van_ban_dan', 'so_dang_ky'):
        return Finding(
            'HT008',
            Level.CHAN,
            Span(name),
            "Đây là sổ văn bản, không phải văn bản.",
            "Soạn tệp văn bản; sổ được đọc kèm theo khi văn bản dẫn ${vb.mã}.",
        )
    span = source.span(())
    return Finding(
        'DL001',
        Level.CHAN,
        Span(name, span.line or 1, span.column or 1),
        "Không nhận ra đây là loại tệp gì: tệp văn bản phải có dòng «loai:», tệp số liệu có «chi_tieu:», "
        "hồ sơ cơ quan có «ten_tren_van_ban:», sổ văn bản dẫn có «van_ban_dan:».",
        "Thêm dòng đó vào tệp, ví dụ: loai: báo cáo. Nếu tệp không dùng cho việc soạn thì chuyển sang thư mục khác.",
    )


def _empty_folder(name: str) -> Finding:
    return Finding(
        'HT006',
        Level.CHAN,
        Span(name),
        "Thư mục này không có tệp .yaml nào.",
        "Kiểm tra lại tên thư mục, ví dụ: baocao soan data/",
    )


def _no_paper(name: str) -> Finding:
    return Finding(
        'HT007',
        Level.CHAN,
        Span(name),
        "Ở đây chỉ có tệp số liệu, hồ sơ cơ quan hoặc sổ văn bản, không có văn bản nào để soạn.",
        "Chọn thư mục có tệp văn bản (tệp có dòng «loai:»), ví dụ: baocao soan data/",
    )
