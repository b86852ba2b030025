"""A View as a plain mapping (str, list, dict, bool), the data of every peer's template.

What a peer's dialect cannot say is said more plainly, for all alike: inline marks (bold, italic) are dropped, a note
stands as `[1]` in the text and its paragraphs at the end of the document. A row of a table has a key for each
cell, and `kieu` tells which of the template's sample rows prints it.
"""

from __future__ import annotations

from typing import Any

from baocao.text import NoteRef, Text
from baocao.view import View
from baocao.view.model import BANG, Bang, Hang, Khoi

#: the fields of the View that are lines, and those that are one text or none
_LINES = ('co_quan_chu_quan', 'co_quan', 'can_cu', 'kinh_gui', 'noi_nhan', 'quyen_han', 'lien_he')
_TEXTS = (
    *('ten_loai', 'trich_yeu', 'so_ky_hieu', 'dia_danh_ngay', 'du_thao', 'tham_quyen'),
    *('do_mat', 'do_khan', 'kinh_gui_mot', 'ho_ten'),
)


def mapping_of(view: View) -> dict[str, Any]:
    """The View as the templates of `peer_templates` want it."""
    flat = _Flat(view)
    return {
        **{name: flat.text(getattr(view, name)) for name in _TEXTS},
        **{name: flat.lines(getattr(view, name)) for name in _LINES},
        'noi_dung': flat.blocks(view.noi_dung),
        'van_ban_kem_theo': flat.attached(view),
        'phu_luc': flat.appendices(view),
        'chu_thich': flat.notes(view),
    }


def row_kind(row: Hang) -> str:
    """The name of the sample row that prints a row: the shape of its cells."""
    return '_'.join(f'{o.kieu[2:]}{o.so_cot}' for o in row.o)


def tables_of(view: View) -> list[Bang]:
    """The tables in the order in which their blocks are numbered."""
    sections = (view.noi_dung, *(a.noi_dung for a in view.phu_luc))
    return [b.bang for blocks in sections for b in blocks if b.bang is not None]


class _Flat:
    """Texts as strings; notes are numbered by `chu_thich`, tables in their order."""

    def __init__(self, view: View) -> None:
        self.numbers = {note.ma: i for i, note in enumerate(view.chu_thich, 1)}
        self.tables = 0

    def text(self, text: Text | None) -> str:
        if text is None:
            return ''
        return ''.join(f'[{self.numbers[p.key]}]' if isinstance(p, NoteRef) else p.text for p in text)

    def lines(self, texts: tuple[Text, ...]) -> list[str]:
        return [self.text(t) for t in texts]

    def blocks(self, blocks: tuple[Khoi, ...]) -> list[dict[str, Any]]:
        return [self.table(b.bang) if b.bang is not None else self.block(b) for b in blocks]

    def block(self, block: Khoi) -> dict[str, Any]:
        return {'kieu': block.kieu, 'so': self.text(block.so), 'noi_dung': self.text(block.noi_dung)}

    def table(self, table: Bang) -> dict[str, Any]:
        self.tables += 1
        rows = [self.row(row) for row in table.hang if not row.dau]
        return {'kieu': f'{BANG}_{self.tables}', 'hang': rows}

    def row(self, row: Hang) -> dict[str, Any]:
        cells = {f'o{i}': '\n'.join(self.lines(o.noi_dung)) for i, o in enumerate(row.o)}
        return {'kieu': row_kind(row), **cells}

    def attached(self, view: View) -> dict[str, Any] | None:
        if (text := view.van_ban_kem_theo) is None:
            return None
        names = ('ten_loai', 'trich_yeu', 'kem_theo')
        return {**{n: self.text(getattr(text, n)) for n in names}, 'noi_dung': self.blocks(text.noi_dung)}

    def appendices(self, view: View) -> list[dict[str, Any]]:
        names = ('so', 'tieu_de', 'kem_theo')
        return [
            {
                **{n: self.text(getattr(a, n)) for n in names},
                'ngang': a.ngang,
                'noi_dung': self.blocks(a.noi_dung),
            }
            for a in view.phu_luc
        ]

    def notes(self, view: View) -> list[str]:
        return [self.text(t) for note in view.chu_thich for t in note.cac_doan]
