"""What the files of an office folder are called, and what kind each is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from baocao.errors import Finding, Level, Span
from baocao.source import SIZE_CAP, Source

AGENCIES = 'co-quan'
SUFFIXES = ('.yaml', '.yml')

#: the folder of an office's own templates, which are no papers
_TEMPLATES = 'mau'
#: a copy that the program wrote with its comments
_COMMENTED = re.compile(r'\.nhan-xet(?:-\d+)?\.docx$', re.IGNORECASE)

#: the register of the papers that were issued, written by the program
ISSUED = PurePosixPath('so-dang-ky.yaml')

#: the usual name of a register of texts to cite; a file of this name is one, whatever stands in it
TO_CITE = 'van-ban-dan'

#: root keys that tell the kind of a file
_KINDS = {
    'loai': 'van_ban',
    'chi_tieu': 'so_lieu',
    'so_lieu': 'so_lieu',
    'ten_tren_van_ban': 'co_quan',
    'van_ban_dan': 'van_ban_dan',
    'van_ban_da_ban_hanh': 'so_dang_ky',
    'dot_soan': 'dot_soan',
    'don_vi': 'don_vi',
}

#: the code of a paper at the root of its file
_CODE = re.compile(rb'^ma:[ \t]*["\']?([a-z][a-z0-9_]*)', re.MULTILINE)

#: the root key of a paper; a line that begins so is nothing else in any file that can be read
_LOAI = re.compile(rb'^loai:[ \t]', re.MULTILINE)


#: the root key of any other kind
_OTHER = re.compile(
    rb'^(chi_tieu|so_lieu|ten_tren_van_ban|van_ban_dan|van_ban_da_ban_hanh|dot_soan|don_vi):', re.MULTILINE
)


def is_surely_paper(path: Path) -> bool:
    """True where the bytes of a file tell that it is a paper, or nothing that can be read; false where only reading
    it tells."""
    try:
        return path.stat().st_size <= SIZE_CAP and surely(path.read_bytes()) == 'van_ban'
    except OSError:
        return False


def surely(data: bytes) -> str | None:
    """The kind of a file as `kind_of` tells it, or of one that cannot be read; None where only reading it tells."""
    if _LOAI.search(data):
        return 'van_ban'
    found = _OTHER.search(data)
    return _KINDS[found[1].decode()] if found else None


def kind_of(source: Source) -> str | None:
    """'van_ban', 'so_lieu', 'co_quan', 'van_ban_dan', 'so_dang_ky', 'dot_soan' or 'don_vi' by the root keys of the file;
    None where none of them is there."""
    value = source.value()
    for key, kind in _KINDS.items():
        if key in value:
            return kind
    return None


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


def yaml_files(folder: Path, deep: bool = True) -> list[Path]:
    """YAML files of a folder in the order of their names; hidden files and folders are left out."""
    if not deep:
        try:
            with os.scandir(folder) as entries:
                names = sorted(e.name for e in entries if _is_data(e.name) and not e.is_dir())
        except OSError:
            return []
        return [folder / name for name in names]
    return [Path(base, name) for base, names in data_folders(folder) for name in names]


def data_folders(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """A folder and those below it, each with the names of its YAML files, in the order of names; hidden files and
    folders are left out."""
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith('.'))
        yield base, sorted(f for f in files if _is_data(f))


def _is_data(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) and not name.startswith(('.', '~$'))


def document_files(folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    """Files of these suffixes in a folder, in the order of their names; hidden files and folders, templates and the
    copies with comments are left out."""
    found: list[Path] = []
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith('.') and f != _TEMPLATES)
        found += [Path(base, f) for f in sorted(files) if f.lower().endswith(suffixes) and _is_paper(f)]
    return found


def _is_paper(name: str) -> bool:
    return not name.startswith(('.', '~$')) and not _COMMENTED.search(name)


def code_of(path: Path | str) -> str:
    """The code that a paper in this file would bear; a guess from its bytes, which reading confirms."""
    try:
        with open(path, 'rb', 0) as file:  # noqa: PTH123 - asked of every file of an office
            found = _CODE.search(file.readall()) if os.fstat(file.fileno()).st_size <= SIZE_CAP else None
    except OSError:
        return ''
    if found:
        return found[1].decode()
    return os.path.splitext(os.path.basename(path))[0].replace('-', '_')  # noqa: PTH122, PTH119
