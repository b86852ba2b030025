"""View -> Prose: what the paper prints, in reading order, each passage with the way back to the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from baocao.errors import Span
from baocao.loading import HoSo
from baocao.prose import Cell, Kind, Passage, Prose
from baocao.text import EMPTY, Data, NoteRef, Ref, Text
from baocao.view.model import BANG, Bang, Khoi, View

_HEADINGS = frozenset(
    'phan chuong muc tieu_muc muc_la_ma muc_so muc_so_kep muc_chu muc_gach muc_tron dieu_tieu_de nhom_chi_tieu ten_bang'.split()
)
_PARAGRAPHS = frozenset(('doan', 'don_vi_tinh', 'ghi_chu_bang'))


class Printed(NamedTuple):
    """A printed text: its offsets lead back through its pieces to the lines of the data. `lead` letters stand before
    the text in the passage."""

    text: Text
    lead: int
    ho_so: HoSo

    def span(self, start: int, end: int) -> Span:
        """The place in the data of a part of the passage."""
        return self._place(*self._typed(start, end))

    def excerpt(self, start: int, end: int) -> str:
        """The line of the data."""
        return self.told(start, end)[1]

    def told(self, start: int, end: int) -> tuple[Span, str]:
        """The place and the line."""
        path, at, length = self._typed(start, end)
        span = self._place(path, at, length)
        return span, self.ho_so.excerpt(path, span)

    def _place(self, path: str, at: int, length: int) -> Span:
        return self.ho_so.place(path, at, length) if path and at >= 0 else self.ho_so.place(path)

    def _typed(self, start: int, end: int) -> tuple[str, int, int]:
        """Path, offset in the value (negative where unknown) and length of what was typed for a part; the nearest
        piece that has a path where the part itself was added by the program."""
        offset, nearest = self.lead, ('', -1, 1)
        for piece in self.text.pieces:
            stop = offset + len(piece.text)
            if isinstance(piece, Data):
                if start < stop and piece.text:
                    within = max(start, offset) - offset
                    return piece.path, piece.at + within, max(1, min(end, stop) - offset - within)
                nearest = (piece.path, piece.at + len(piece.text), 1)  # it ends before the part
            elif isinstance(piece, Ref) and piece.path:
                if start < stop:
                    return piece.path, piece.at, 2
                nearest = (piece.path, piece.at, 2)
            offset = stop
        return nearest


def prose_of(view: View, ho_so: HoSo) -> Prose:
    """The prose of a paper: frame, body, sections after the signature, then the notes."""
    return Prose(ho_so.sources[''].name, tuple(_Reader(ho_so).passages(view)))


class _Reader(Struct):
    """Counts the tables of a paper while its passages are read."""

    ho_so: HoSo
    tables: int = 0

    def passages(self, view: View) -> Iterator[Passage]:
        symbol = Text.glue("Số: ") + view.so_ky_hieu
        opening = (
            *view.co_quan_chu_quan,
            *view.co_quan,
            symbol,
            view.dia_danh_ngay,
            view.ten_loai,
            view.trich_yeu,
        )
        addressed = (view.kinh_gui_mot or EMPTY, *view.kinh_gui)
        yield from self._frame((*opening, *addressed, view.tham_quyen or EMPTY, *view.can_cu))
        yield from self._blocks(view.noi_dung)
        yield from self._frame((*view.noi_nhan, *view.quyen_han, view.ho_ten or EMPTY, *view.lien_he))
        attached = view.van_ban_kem_theo
        if attached is not None:
            yield from self._frame((attached.ten_loai, attached.trich_yeu, attached.kem_theo))
            yield from self._blocks(attached.noi_dung)
        for appendix in view.phu_luc:
            yield from self._frame((appendix.so, appendix.tieu_de, appendix.kem_theo))
            yield from self._blocks(appendix.noi_dung)
        for note in view.chu_thich:
            for text in note.cac_doan:
                yield self._passage(text, Kind.NOTE, note=note.ma)

    def _frame(self, texts: Iterable[Text]) -> Iterator[Passage]:
        return (self._passage(text, Kind.FRAME) for text in texts if text)

    def _blocks(self, blocks: Iterable[Khoi]) -> Iterator[Passage]:
        for block in blocks:
            if block.kieu == BANG and block.bang is not None:
                yield from self._table(block.bang)
                continue
            kind = (
                Kind.HEADING
                if block.kieu in _HEADINGS
                else Kind.PARAGRAPH
                if block.kieu in _PARAGRAPHS
                else Kind.ITEM
            )
            so = block.so.plain if block.so.pieces else ''
            sign = f'Điều {so}.' if block.kieu.startswith('dieu') else so
            yield self._passage(block.noi_dung, kind, sign or ('+' if kind is Kind.ITEM else ''))

    def _passage(
        self, text: Text, kind: Kind, sign: str = '', cell: Cell | None = None, note: str = ''
    ) -> Passage:
        lead = f'{sign} ' if sign else ''
        where = Printed(text, len(lead), self.ho_so)
        pieces = text.pieces
        plain = pieces[0].text if len(pieces) == 1 else text.plain
        notes = tuple(_notes(text, len(lead))) if NoteRef in map(type, pieces) else ()
        return Passage(lead + plain, where, kind, sign, len(lead), cell, note, notes)

    def _table(self, table: Bang) -> Iterator[Passage]:
        covered: dict[tuple[int, int], bool] = {}
        for row, line in enumerate(table.hang):
            column = 0
            for cell in line.o:
                while covered.get((row, column)):
                    column += 1
                place = Cell(self.tables, row, column, cell.so_hang, cell.so_cot, line.dau)
                for down in range(cell.so_hang):
                    for right in range(cell.so_cot):
                        covered[row + down, column + right] = True
                for text in cell.noi_dung:
                    yield self._passage(text, Kind.CELL, cell=place)
                column += cell.so_cot
        self.tables += 1


def _notes(text: Text, offset: int) -> Iterator[tuple[int, str]]:
    """The notes that a text refers to, with their offsets where the text begins at one."""
    for piece in text.pieces:
        if isinstance(piece, NoteRef):
            yield offset, piece.key
        else:
            offset += len(piece.text)
