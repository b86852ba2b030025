"""The columns of typed tables: which they are, how their cells stand, how wide they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from baocao import models
from baocao.models import VanBan
from baocao.regexes import regex

#: cells that hold nothing in a column of numbers
NOTHING = ('', '-', '–', '…', '...', 'x', 'X')
_ALIGN = {"trái": 'o_chu', "giữa": 'o_giua', "phải": 'o_so'}
_NUMBER = regex(r'[<>≤≥~]?\s*[+-]?\d[\d.,]*(?:\s*-\s*\d[\d.,]*)?\s*[%‰]?')
_TIME = regex(r'(?:\d{1,2}/)?\d{1,2}/\d{4}|(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?')
#: heads of columns that are centred: ordinals, units
_CENTRED_HEADS = ('tt', 'stt', 'số tt', 'số thứ tự', "đvt", "đơn vị", "đơn vị tính")
#: in letters of a table: the text of a page by its paper and whether it lies; the most and the least that a column
#: asks for, the most that its head asks for, and what stands beside the letters
_PAGES = {('A4', False): 70, ('A4', True): 107, ('A3', False): 107, ('A3', True): 159}
_WIDEST, _NARROWEST, _HEAD, _ROOM = 40, 3, 14, 2


class Column(Struct, frozen=True):
    """A column of the grid: its kind of cell ('' where its content decides), its own share of the width."""

    head: str
    kind: str = ''
    share: int | None = None


def leaves(columns: tuple[models.Cot, ...]) -> Iterator[Column]:
    """The columns of the grid, left to right, those under shared heads among them."""
    for column in columns:
        if column.cot_con:
            yield from leaves(column.cot_con)
        else:
            yield Column(column.ten, _ALIGN.get(column.can or '', ''), column.rong)


def kind_of(column: Column, texts: Sequence[str]) -> str:
    """The kind of a column's cells: as asked, centred for ordinals, units and dates, right for numbers, else left."""
    if column.kind:
        return column.kind
    if ' '.join(column.head.split()).casefold().strip('.') in _CENTRED_HEADS:
        return 'o_giua'
    filled = [text.strip() for text in texts if text.strip() not in NOTHING]
    if filled and all(_TIME.fullmatch(text) for text in filled):
        return 'o_giua'
    return 'o_so' if filled and all(_NUMBER.fullmatch(text) for text in filled) else 'o_chu'


def page_of(van_ban: VanBan, path: str) -> int:
    """The letters that a line of the page at a path holds: appendices may lie, or be of another size."""
    root, _, rest = path.partition('.')
    if root != 'phu_luc':
        return _PAGES['A4', False]
    appendix = van_ban.phu_luc[int(rest.partition('.')[0])]
    return _PAGES[appendix.kho, appendix.huong == "ngang"]


def widths(
    columns: Sequence[Column], texts: Sequence[Sequence[str]], kinds: Sequence[str], page: int
) -> tuple[int, ...]:
    """The shares of the width by the texts of each column: those asked for (1 where others ask); else the best
    where they fit a line of `page` letters; else every column keeps its longest word whole as far as possible, and
    the longest texts get the rest."""
    if any(c.share for c in columns):
        return tuple(c.share or 1 for c in columns)
    least, wanted, best = [], [], []
    for column, own in zip(columns, texts, strict=True):
        word = max((len(word) for text in (column.head, *own) for word in text.split()), default=0)
        longest = max((len(text) for text in own), default=0)
        least.append(max(_NARROWEST, min(_WIDEST, word)) + _ROOM)
        wanted.append(max(least[-1], min(_WIDEST, longest) + _ROOM))
        best.append(max(wanted[-1], min(_HEAD, len(column.head)) + _ROOM))
    if sum(best) <= page:  # what is left goes to columns of text
        text_columns = [width if kind == 'o_chu' else 0 for width, kind in zip(best, kinds, strict=True)]
        return _grown(best, text_columns, page - sum(best))
    more = [high - low for low, high in zip(least, wanted, strict=True)]
    return _grown(least, more, max(0, page - sum(least)))


def _grown(least: Sequence[int], claims: Sequence[int], spare: int) -> tuple[int, ...]:
    """The widths in tenths, each with its part of what is to spare."""
    total = sum(claims) or 1
    return tuple(10 * w + 10 * spare * claim // total for w, claim in zip(least, claims, strict=True))
