"""The templates of one run: which files print a paper, each combination compiled once."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.mau.files import (
    FRAGMENT,
    LAYOUTS,
    NAMES,
    OWN,
    SECTIONS,
    TEMPLATES,
    File,
    Folder,
    folder_of_program,
    serves,
    word_files,
)
from baocao.mau.shelf import Shelf, folder_of_user
from baocao.models import VanBan
from baocao.vietnamese import FORMATS, BadValue, Format, fold
from baocao.view import View
from baocao.word import FILTERS, Template
from baocao.workspace import Workspace, unreadable

if TYPE_CHECKING:
    from baocao.word import Examined


class Choice(Struct, frozen=True):
    """The files that print one paper: its layout, the shared fragment and the one that stands in for what it lacks,
    the sections after the signature by field of the View."""

    layout: File
    fragment: File
    spare: File
    sections: tuple[tuple[str, File], ...]

    @property
    def files(self) -> tuple[File, ...]:
        """All files that are read for the paper, the layout first."""
        read = (self.layout, self.fragment, self.spare, *(file for _, file in self.sections))
        return tuple(dict.fromkeys(read))

    def compile(self) -> Template:
        """The template. Raises BaoCaoError with all its faults."""
        from baocao.word import compile  # loads docxtpl and Jinja

        return compile(**self._arguments())

    def examine(self) -> Examined:
        """The template with everything that is found in it without data."""
        from baocao.word import examine

        return examine(**self._arguments())

    def _arguments(self) -> dict[str, Any]:
        names = {file.path: file.name for file in self.files}
        return {
            'path': self.layout.path,
            'name': self.layout.name,
            'fragment': self.fragment.path,
            'view_type': View,
            'filters': _filters(self.layout.name),
            'sections': {field: file.path for field, file in self.sections},
            'spare': self.spare.path,
            'called': names.__getitem__,
        }


def choose(layout: str, folders: Iterable[Folder], program: Folder) -> Choice:
    """The files for a layout, each from the first folder that has it, at last from the program's."""
    folders = tuple(folders)

    def first(name: str) -> File:
        found = (folder.file(name) for folder in folders)
        return next((file for file in found if file is not None), program.last(name))

    sections = tuple((field, first(name)) for field, name in SECTIONS.items())
    return Choice(first(layout), first(FRAGMENT), program.last(FRAGMENT), sections)


def _filters(template: str) -> dict[str, Callable[[str], str]]:
    """The named formats as filters of the tags of a template; a value that does not fit is a finding."""

    def filter(form: Format) -> Callable[[str], str]:
        def apply(text: str) -> str:
            try:
                return form.apply(text)
            except BadValue as bad:
                where = Span(template, place=f"thẻ dùng «{form.name}»")
                raise BaoCaoError(
                    Finding('MB401', Level.CHAN, where, bad.problem, bad.remedy, text)
                ) from None

        return apply

    return {**FILTERS, **{name: filter(form) for name, form in FORMATS.items()}}


class Models:
    """The program's own templates, each compiled once: what an office's are compared with."""

    def __init__(self, program: Folder) -> None:
        self.program = program
        self._compiled: dict[str, Template] = {}

    def of(self, layout: str) -> Template:
        """The program's template of a layout."""
        if layout not in self._compiled:
            self._compiled[layout] = choose(layout, (), self.program).compile()
        return self._compiled[layout]

    def nearest(self, template: Template) -> str:
        """The layout that a template of any name is for: the one that prints most nearly the same fields."""
        own = frame(template)
        return min(LAYOUTS, key=lambda layout: len(frame(self.of(layout)) ^ own))


def frame(template: Template) -> frozenset[str]:
    """The fields that a template prints by itself, not by the files that it prints with."""
    return frozenset(path for path in template.prints if not set('./') & set(path))


class Given(Struct, frozen=True):
    """What the user names for one run: a folder of templates, or one file with what lies beside it.

    `layout` is the name of the layout that the file is for, '' where it is a folder or no layout.
    """

    folder: Folder
    file: File | None = None
    layout: str = ''


def open_given(name: str, path: Path, program: Folder) -> Given:
    """The templates that the user named so, and that lie at the path. Raises BaoCaoError where there are none to be
    used."""
    shown = Path(name).as_posix()
    if not os.path.lexists(path):
        raise BaoCaoError(unreadable(shown, FileNotFoundError()))
    if path.is_dir():
        folder = Folder(path, shown, shown)
        if not any(folder.file(known) for known in NAMES):
            raise BaoCaoError(no_template(shown))
        return Given(folder)
    parent = Path(name).parent.as_posix()
    beside = Folder(path.parent, parent, parent)
    file = File(path, shown, shown)
    if path.name in LAYOUTS:
        return Given(beside, file, path.name)
    if path.name in NAMES:
        return Given(replace(beside, only=path.name))
    template = replace(choose(LAYOUTS[0], (), program), layout=file).examine().usable()
    return Given(beside, file, Models(program).nearest(template))


def no_template(folder: str) -> Finding:
    return Finding(
        'MB265',
        Level.CHAN,
        Span(folder),
        "Thư mục này không có mẫu nào dùng được.",
        f"Đưa vào đó tệp mang tên {', '.join(NAMES[:-1])} hoặc {NAMES[-1]}; "
        "chép mẫu có sẵn bằng lệnh: baocao mau-van-ban --chep THƯ_MỤC",
    )


class Templates:
    """The templates of one run. An office's own file goes before the program's of the same name: first what the
    user names (`given`; `given_at` where it lies, if not where the name leads from here), then what lies in the folder
    `mau` beside the agencies. What was compiled before is taken from the `shelf`, the user's own where none is given.

    Raises BaoCaoError where what the user names cannot be used.
    """

    def __init__(
        self,
        folder: Path | None = None,
        given: str | None = None,
        shelf: Shelf | None = None,
        given_at: Path | None = None,
    ) -> None:
        self._program = folder_of_program(folder)
        self._given = None if given is None else open_given(given, given_at or Path(given), self._program)
        self._chosen: dict[tuple[type[VanBan], Path | None], Choice] = {}
        self._compiled: dict[Choice, Template | BaoCaoError] = {}
        self._hashes: dict[File, str] = {}
        self._doubts: dict[tuple[type[VanBan], Path | None], tuple[Finding, ...]] = {}
        self._shelf = shelf or Shelf(folder_of_user())

    def of(self, reader: type[VanBan], workspace: Workspace | None = None) -> Template:
        """The compiled template of a class of papers. Raises BaoCaoError with all faults of the template."""
        chosen = self._choice(reader, workspace)
        if chosen not in self._compiled:
            try:
                self._compiled[chosen] = self._kept(chosen)
            except BaoCaoError as error:
                self._compiled[chosen] = error
        found = self._compiled[chosen]
        if isinstance(found, BaoCaoError):
            raise BaoCaoError(*found.findings)
        return found

    def hashes(self, reader: type[VanBan], workspace: Workspace | None = None) -> Mapping[str, str]:
        """SHA-256 of the files that a template is made of."""
        return {file.key: self._hash(file) for file in self._choice(reader, workspace).files}

    def _hash(self, file: File) -> str:
        if file not in self._hashes:
            self._hashes[file] = _hash_now(file)
        return self._hashes[file]

    def _kept(self, chosen: Choice) -> Template:
        """The template, from the shelf where it was compiled before. Raises BaoCaoError with all its faults."""
        roles = (chosen.layout, chosen.fragment, chosen.spare, *(file for _, file in chosen.sections))
        try:
            hashes = [self._hash(file) for file in roles]
        except OSError:
            return chosen.compile()  # which tells what cannot be read
        fields = (field for field, _ in chosen.sections)
        name = self._shelf.name((*fields, *(file.name for file in roles), *hashes))
        found = self._shelf.find(name, View, _filters(chosen.layout.name))
        if found is None:
            found = chosen.compile()
            if hashes == [_hash_now(file) for file in roles]:  # else a file was saved while it was read
                self._shelf.keep(name, found)
        return found

    def own(self, reader: type[VanBan], workspace: Workspace | None = None) -> tuple[str, ...]:
        """The names of an office's own files among those that print a class of papers."""
        return tuple(file.name for file in self._choice(reader, workspace).files if file.own)

    def doubts(self, reader: type[VanBan], workspace: Workspace | None = None) -> tuple[Finding, ...]:
        """Where an office's template could be meant for these papers and is not used for them; looked at once, as the
        templates themselves are."""
        key = reader, workspace.root if workspace is not None else None
        if key not in self._doubts:
            self._doubts[key] = tuple(self._doubted(reader, workspace))
        return self._doubts[key]

    def _doubted(self, reader: type[VanBan], workspace: Workspace | None) -> list[Finding]:
        chosen, given = self._choice(reader, workspace), self._given
        found: list[Finding] = []
        if given is not None and given.file is not None and given.layout != TEMPLATES[reader]:
            found.append(_not_for(given.file.name, given.layout, chosen.layout))
        missing = [Path(file.name).name for file in chosen.files if not file.own and file != chosen.spare]
        for folder in self._folders(reader, workspace):
            found += _misnamed(folder, missing)
        return found

    def unused(self) -> Finding | None:
        """The finding where the user named a file that no paper of the run could use."""
        given = self._given
        if given is None or given.file is None or not self._compiled:
            return None
        if any(chosen.layout == given.file for chosen in self._compiled):
            return None
        return Finding(
            'MB264',
            Level.LOI,
            Span(given.file.name),
            f"Đây là mẫu của {_kinds(given.layout)}, mà lệnh này không có văn bản nào thuộc loại đó; "
            "mẫu chưa được dùng.",
            f"Nếu mẫu dùng cho loại khác thì đặt tên tệp là một trong các tên: {', '.join(LAYOUTS)}.",
        )

    def _choice(self, reader: type[VanBan], workspace: Workspace | None) -> Choice:
        key = reader, workspace.root if workspace is not None else None
        if key not in self._chosen:
            given, layout = self._given, TEMPLATES[reader]
            chosen = choose(layout, self._folders(reader, workspace), self._program)
            if given is not None and given.file is not None and given.layout == layout:
                chosen = replace(chosen, layout=given.file)
            self._chosen[key] = chosen
        return self._chosen[key]

    def _folders(self, reader: type[VanBan], workspace: Workspace | None) -> Iterator[Folder]:
        """The folders of an office's own templates that hold for a class of papers, the nearest first."""
        given = self._given
        if given is not None and (given.file is None or given.layout == TEMPLATES[reader]):
            yield given.folder
        if workspace is not None:
            yield own_folder(workspace)


def _hash_now(file: File) -> str:
    """The SHA-256 of a file as it is now. Raises OSError."""
    return sha256(file.path.read_bytes()).hexdigest()


def own_folder(workspace: Workspace) -> Folder:
    """The folder of an office's own templates, whether or not it is there."""
    return Folder(workspace.root / OWN, workspace.shown(PurePosixPath(OWN)), OWN)


def _kinds(layout: str) -> str:
    kinds = serves(layout)
    return ', '.join(kinds[:3]) + (', …' if len(kinds) > 3 else '')


def _not_for(name: str, layout: str, used: File) -> Finding:
    return Finding(
        'MB263',
        Level.CANH_BAO,
        Span(name),
        f"Đây là mẫu của {_kinds(layout)}, nên văn bản này được soạn bằng mẫu {used.name}.",
        f"Muốn dùng mẫu riêng cho cả loại này thì đưa một thư mục có tệp {Path(used.name).name} vào --mau.",
    )


def _misnamed(folder: Folder, missing: list[str]) -> Iterator[Finding]:
    """Files of a folder whose names are nearly those of templates that are not there."""
    plain = {fold(name, fold_d=True): name for name in missing}
    for path in word_files(folder.path):
        if path.name in NAMES:
            continue
        typed = fold(path.name, fold_d=True).replace(' ', '-').replace('_', '-')
        for near in difflib.get_close_matches(typed, plain, 1, 0.85):
            yield Finding(
                'MB266',
                Level.CANH_BAO,
                Span(f'{folder.shown}/{path.name}'),
                f"Tệp này không được dùng: mẫu phải mang đúng tên {plain[near]}.",
                f"Đổi tên tệp thành {plain[near]}, hoặc chuyển tệp đi nơi khác.",
            )
