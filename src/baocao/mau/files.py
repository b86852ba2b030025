"""The files of the templates: names, folders, what each is for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from baocao.loading import DRAFTED
from baocao.models import CongVan, GiayMoi, QuyetDinh, VanBan, VanBanCoTenLoai
from baocao.view import FIELDS

#: the template of each class of papers, the shared fragment of sample paragraphs, and the files of the sections
#: after the signature by the field of the View that holds them
TEMPLATES: Mapping[type[VanBan], str] = {
    QuyetDinh: 'quyet-dinh.docx',
    VanBanCoTenLoai: 'van-ban-co-ten-loai.docx',
    GiayMoi: 'van-ban-co-ten-loai.docx',
    CongVan: 'cong-van.docx',
}
FRAGMENT = 'khoi-noi-dung.docx'
SECTIONS: Mapping[str, str] = {
    'van_ban_kem_theo': 'van-ban-kem-theo.docx',
    'phu_luc': 'phu-luc.docx',
}
#: the files that lay a paper out, and all files of templates
LAYOUTS = tuple(dict.fromkeys(TEMPLATES.values()))
NAMES = (*LAYOUTS, *SECTIONS.values(), FRAGMENT)
#: the folder of an office's own templates, beside its agencies
OWN = 'mau'


class File(Struct, frozen=True):
    """A template file: where it lies, how messages call it, under which name its hash is recorded, and whether it
    is an office's own."""

    path: Path
    name: str
    key: str
    own: bool = True


class Folder(Struct, frozen=True):
    """A folder of templates: `shown` and `key` stand before the names of its files in messages and in records;
    `only` is the one name that counts, '' where all do."""

    path: Path
    shown: str
    key: str
    own: bool = True
    only: str = ''

    def last(self, name: str) -> File:
        """The file of that name, whether or not it is there."""
        return File(self.path / name, f'{self.shown}/{name}', f'{self.key}/{name}', self.own)

    def file(self, name: str) -> File | None:
        """The file of that name; None where nothing of that name is there."""
        found = self.last(name)
        return found if self.only in ('', name) and os.path.lexists(found.path) else None


def folder_of_program(path: Path | None = None) -> Folder:
    """The folder of the program's templates: inside the installed package, or beside `src` in a checkout."""
    if path is None:
        installed = Path(__file__).parents[1] / 'templates'
        path = installed if installed.is_dir() else Path(__file__).parents[3] / 'templates'
    return Folder(path, 'templates', 'templates', own=False)


def word_files(folder: Path) -> tuple[Path, ...]:
    """The Word files in a folder by name, without hidden files and those that Word keeps while a file is open; none
    where the folder cannot be listed."""
    try:
        found = [p for p in folder.iterdir() if p.suffix.lower() == '.docx']
    except OSError:
        return ()
    return tuple(sorted(p for p in found if not p.name.startswith(('.', '~$'))))


def own_files(folder: Path) -> tuple[Path, ...]:
    """The Word files of an office's folder: those in its folder `mau`, or in the folder itself where it has none."""
    return word_files(folder / OWN) if (folder / OWN).is_dir() else word_files(folder)


class BuiltIn(Struct, frozen=True):
    """A template of the program: its file, what it is, and the types of papers that it prints or takes part in."""

    name: str
    what: str
    serves: tuple[str, ...]


def built_in() -> tuple[BuiltIn, ...]:
    """All templates of the program."""
    from baocao.word import title

    folder = folder_of_program()
    return tuple(BuiltIn(n, title(folder.path / n, f'{folder.shown}/{n}'), serves(n)) for n in NAMES)


def serves(name: str) -> tuple[str, ...]:
    """What a template of that name prints: types of papers, or the part of every paper."""
    if name in LAYOUTS:
        return tuple(kind for kind, reader in DRAFTED.items() if TEMPLATES[reader] == name)
    parts = {file: FIELDS[field] for field, file in SECTIONS.items()}
    return (parts.get(name, "thân của mọi văn bản"),)
