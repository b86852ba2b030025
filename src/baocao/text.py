"""The one type of every text in a View: a sequence of pieces that know where they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntFlag

from msgspec import Struct
from msgspec.structs import replace


class Mark(IntFlag):
    """Character formatting that a person asked for with inline marks."""

    NONE = 0
    BOLD = 1
    ITALIC = 2
    SUPERSCRIPT = 4
    SUBSCRIPT = 8


class Data(Struct, frozen=True):
    """Text typed by a person. `path` is the place of the value in the data (`bo_cuc.0.muc_con.1.noi_dung`,
    with the id of the file before it where it is not the paper's own, `so_lieu:chi_tieu.3.cau`); `at` is
    the offset of this piece in the value as read. A `derived` piece prints the value changed (in capitals), so that
    what is printed cannot be read back into it."""

    text: str
    path: str
    at: int = 0
    marks: Mark = Mark.NONE
    derived: bool = False


class Ref(Struct, frozen=True):
    """Text printed from a figure, an item or a cited text: its id, the field of it, the format asked for
    (empty: as typed). `path` and `at` are the place of the `${` that asked for it, where one did."""

    text: str
    figure: str
    field: str
    format: str = ''
    marks: Mark = Mark.NONE
    path: str = ''
    at: int = -1


class Glue(Struct, frozen=True):
    """Text added by the program: numbers, `;`, `./.`, blanks to be filled in by hand."""

    text: str
    marks: Mark = Mark.NONE


class NoteRef(Struct, frozen=True):
    """A reference to a footnote by its key in `chu_thich`; prints no text of its own."""

    key: str

    @property
    def text(self) -> str:
        return ''


Piece = Data | Ref | Glue | NoteRef


def retold(piece: Piece, text: str) -> Piece:
    """The piece with another text; a reference to a note prints none and stays."""
    if isinstance(piece, Data):
        return Data(text, piece.path, piece.at, piece.marks, piece.derived)
    if isinstance(piece, Ref):
        return Ref(text, piece.figure, piece.field, piece.format, piece.marks, piece.path, piece.at)
    return Glue(text, piece.marks) if isinstance(piece, Glue) else piece


def marked(piece: Piece, marks: Mark) -> Piece:
    """The piece with further marks; a reference to a note bears none and stays."""
    return piece if isinstance(piece, NoteRef) else replace(piece, marks=piece.marks | marks)


class Text(Struct, frozen=True):
    """A text of pieces. Falsy when it prints nothing. A line feed in a piece is a line break in the paragraph."""

    pieces: tuple[Piece, ...] = ()

    @classmethod
    def glue(cls, text: str) -> Text:
        return cls((Glue(text),)) if text else cls()

    @property
    def plain(self) -> str:
        """The flat text, without notes and marks."""
        pieces = self.pieces
        return pieces[0].text if len(pieces) == 1 else ''.join([p.text for p in pieces])

    @property
    def notes(self) -> tuple[str, ...]:
        """Keys of the notes referred to, in order."""
        return tuple([p.key for p in self.pieces if isinstance(p, NoteRef)])

    def upper(self) -> Text:
        """The same pieces in capitals."""
        return self.mapped(str.upper)

    def mapped(self, change: Callable[[str], str]) -> Text:
        """The same pieces, each with its text changed; notes stay."""
        return Text(tuple([_changed(p, change) for p in self.pieces]))

    def __add__(self, other: Text) -> Text:
        return Text(self.pieces + other.pieces)

    def __bool__(self) -> bool:
        return bool(self.plain or self.notes)

    def __iter__(self) -> Iterator[Piece]:
        return iter(self.pieces)

    def __str__(self) -> str:
        return self.plain


def _changed(piece: Piece, change: Callable[[str], str]) -> Piece:
    text = change(piece.text)
    if isinstance(piece, Data):
        return Data(text, piece.path, piece.at, piece.marks, piece.derived or text != piece.text)
    return retold(piece, text)


#: the text that prints nothing
EMPTY = Text()
