"""The rows of tables of targets: their names, plans, results, percentages, changes and judgements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from baocao.checks.model import Paper, Spot, once
from baocao.checks.reading.context import FIGURES
from baocao.checks.reading.grid import Entry, Grid, grids
from baocao.checks.reading.tokens import Sort, Token, read
from baocao.checks.reading.words import words_of
from baocao.regexes import regex


class Value(NamedTuple):
    """A figure of a cell with the unit of its row; `sign` is 1 or -1 where the cell says tăng or giảm, else 0."""

    token: Token
    spot: Spot
    sign: int = 0

    @property
    def shown(self) -> str:
        """The figure as it stands in the cell."""
        return ' '.join(self.spot.text.split())


class Row(NamedTuple):
    """A row: its name with the words of it, what stands in the columns that are understood, their heads by field.

    `per` is True where the unit is one of something (tạ/ha), `deep` where a dash makes it a part of a row above.
    """

    name: Entry
    words: tuple[str, ...]
    plan: tuple[Value, ...]
    done: tuple[Value, ...]
    rate: tuple[Value, ...]
    change: tuple[Value, ...]
    judged: Entry | None
    table: int
    heads: Mapping[str, str]
    per: bool
    deep: bool


#: what a column holds -> what its head says, what it must not say
_HEADS: Mapping[str, tuple[str, str]] = {
    'unit': (r'đơn\s+vị(?:\s+tính)?$|(?<!\w)ĐVT', r'chủ\s+trì|thực\s+hiện'),
    'rate': (
        r'so\s+(?:với\s+)?(?:kế\s+hoạch|KH|dự\s+toán)|%\s*(?:kế\s+hoạch|KH|dự\s+toán)|(?:TH|thực\s+hiện)[^/]{0,12}/\s*(?:KH|kế\s+hoạch)',
        r'cùng\s+kỳ|năm\s+trước',
    ),
    'change': (r'so\s+(?:với\s+)?(?:cùng\s+kỳ|năm\s+trước)|(?:tăng|giảm).*cùng\s+kỳ', r'kế\s+hoạch|(?<!\w)KH(?!\w)'),
    'judged': (r'đánh\s+giá', r'%'),
    'plan': (r'kế\s+hoạch|(?<!\w)KH(?!\w)|dự\s+toán|chỉ\s+tiêu\s+giao', r'thực\s+hiện|%|so\s+với|cùng\s+kỳ|năm\s+trước'),
    'done': (
        r'thực\s+hiện|(?<!\w)TH(?!\w)|kết\s+quả',
        r'kế\s+hoạch|(?<!\w)KH(?!\w)|%|so\s+với|cùng\s+kỳ|năm\s+trước|đánh\s+giá|(?:đơn\s+vị|cơ\s+quan|người|thời\s+gian)\s+thực',
    ),
    'name': (r'chỉ\s+tiêu|nội\s+dung|tiêu\s+chí|danh\s+mục', r'giao|kế\s+hoạch|thực\s+hiện|%'),
}  # fmt: skip
_SHAPES = {
    field: (regex(wanted, re.IGNORECASE), regex(barred, re.IGNORECASE))
    for field, (wanted, barred) in _HEADS.items()
}


@once
def target_rows(paper: Paper) -> tuple[Row, ...]:
    """The rows of every table that has a column of names and one of results, in reading order."""
    return tuple(row for at, grid in enumerate(grids(paper)) for row in _rows(grid, at))


@lru_cache(maxsize=256)
def _columns(heads: tuple[tuple[int, str], ...]) -> Mapping[str, int]:
    """The columns by what they hold; what two columns hold is left out. The tables of one form have the same heads."""
    found: dict[str, int] = {}
    for field, (wanted, barred) in _SHAPES.items():
        columns = [c for c, head in heads if wanted.search(head) and not barred.search(head)]
        columns = [c for c in columns if c not in found.values()]
        if len(columns) == 1:
            found[field] = columns[0]
    return found


def _rows(grid: Grid, table: int) -> Iterator[Row]:
    columns = _columns(tuple(grid.heads.items()))
    if 'name' not in columns or 'done' not in columns:
        return
    heads = {field: grid.heads[column] for field, column in columns.items()}
    for line in grid.rows:
        cells = {field: line.get(column) for field, column in columns.items()}
        name = cells['name']
        if name is None or name.is_blank or name.cell.columns > 1:
            continue
        bracket = _UNIT_IN_NAME.search(name.text) if ')' in name.text else None
        unit = cells.get('unit')
        said, slash, _ = (unit.text if unit else bracket[1] if bracket else _unit_of_head(heads)).partition(
            '/'
        )
        yield Row(
            name,
            _words_of_name(_after_sign(name)),
            _values(cells.get('plan'), said),
            _values(cells.get('done'), said),
            _values(cells.get('rate'), '%'),
            _values(cells.get('change'), '%' if '%' in heads.get('change', '') else ''),
            cells.get('judged'),
            table,
            heads,
            bool(slash),
            name.passage.sign in ('-', '–', '—', '+', '•'),
        )


def _after_sign(name: Entry) -> str:
    """The words of a name without the number or the dash that leads it."""
    own = name.passage.text
    return own[name.passage.start :] if name.text == own.strip(' *_') else name.text


_UNIT_IN_NAME = regex(r'\s*\(([^()\d]{1,20})\)\s*$')


@lru_cache(maxsize=1024)
def _words_of_name(name: str) -> tuple[str, ...]:
    """The words of a name without its unit; the tables of one form have the same names."""
    return tuple(word for word, _ in worded(_UNIT_IN_NAME.sub('', name)))


def _unit_of_head(heads: Mapping[str, str]) -> str:
    found = _UNIT_IN_NAME.search(heads['done'])
    return found[1] if found else ''


_SAID = regex(
    r'\s*(?:(tăng|\+)|(giảm|-|−))?(?:\s*(?:dưới|trên|không quá|tối thiểu|tối đa))?\W*', re.IGNORECASE
)


_DIGIT = regex(r'\d')
_PIECES = regex(r'[;\n]')


def _values(entry: Entry | None, unit: str) -> tuple[Value, ...]:
    """The figures of a cell; none where it holds other words."""
    if entry is None or entry.is_blank or _DIGIT.search(unit):
        return ()
    found: list[Value] = []
    for piece in (entry.text,) if entry.value is not None else _PIECES.split(entry.text):
        tokens = read(piece)
        if (
            len(tokens) == 1
            and not tokens[0].unit
            and not tokens[0].noun
            and not piece[tokens[0].end :].strip()
        ):
            tokens = _with_unit(piece, tokens[0], unit)
        if len(tokens) != 1 or tokens[0].sort not in FIGURES:
            return ()
        token = tokens[0]
        sign = _sign(piece[: token.start])
        if sign is None or piece[token.stop :].strip(' .*)'):
            return ()
        found.append(Value(token, _spot(entry, piece, token), sign))
    return tuple(found)


def _sign(lead: str) -> int | None:
    """1 or -1 where the words before a figure say tăng or giảm, 0 where they say neither; None for other words."""
    said = _SAID.fullmatch(lead) if lead else None
    if lead and said is None:
        return None
    return 1 if said and said[1] else -1 if said and said[2] else 0


def _with_unit(piece: str, token: Token, unit: str) -> tuple[Token, ...]:
    """The numerals of a piece of a cell that holds nothing but an amount, read with the unit of its row."""
    typed = _unit_typed(unit) if token.sort is Sort.AMOUNT and token.text == piece else None
    if typed is None:
        return read(f'{piece.rstrip()} {unit}'.rstrip())
    end, stop = (token.end + offset - 1 for offset in (typed.end, typed.stop))
    text = token.text + typed.text[1:]
    return (
        token._replace(end=end, stop=stop, text=text, unit=typed.unit, noun=typed.noun, scale=typed.scale),
    )


@lru_cache(maxsize=256)
def _unit_typed(unit: str) -> Token | None:
    """The amount `1` with a unit behind it, as which any other amount reads the unit; None where the unit makes it no
    amount (1 giờ)."""
    tokens = read(f'1 {unit}'.rstrip())
    return tokens[0] if len(tokens) == 1 and tokens[0].sort is Sort.AMOUNT else None


def _spot(entry: Entry, piece: str, token: Token) -> Spot:
    at = entry.passage.text.find(piece)
    if at < 0:
        return entry.spot
    return Spot(entry.passage, at + token.start, min(at + token.end, len(entry.passage.text)))


_WORD = regex(r'\d+(?:[.,]\d+)*|[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]+')


def worded(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int]]:
    """The words and numerals of a part of a text, made alike, each with the offset where it ends."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        word = match[0]
        for alike in (word.lstrip('0'),) if word[0].isdigit() else words_of(word):
            yield alike, match.end()
