"""The hand-made list of the numeric claims of the samples (tests/material/claims), and what a draft prints."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).parents[1]
LISTS = ROOT / 'tests/material/claims'
HEADER = 'id\tkind\tsentence\tnumeral\tnth\twhy'
KINDS = frozenset({'ratio', 'sum', 'shares', 'count', 'repeat', 'met', 'citation', 'order', 'names'})
NBSP = '\N{NO-BREAK SPACE}'
W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'


@dataclass(frozen=True, slots=True)
class Claim:
    """One numeral of one claim: the `nth` (from 1) of that value in a sentence which a paper prints once."""

    paper: str
    line: int
    id: str
    kind: str
    sentence: str
    numeral: str
    nth: int
    why: str

    @property
    def place(self) -> tuple[str, str, int]:
        """Where the numeral stands; equal for the rows of two claims that share a numeral."""
        return self.sentence, self.numeral, self.nth

    @property
    def has_digits(self) -> bool:
        """False for the names of aligned lists."""
        return any(c.isdigit() for c in self.numeral)

    def span(self) -> tuple[int, int] | None:
        """Start and end of the numeral in the sentence, never a part of a longer number; None where missing."""
        alone = rf'(?<!\d)(?<!\d[.,]){re.escape(self.numeral)}(?!\d|[.,]\d)'
        found = list(re.finditer(alone, self.sentence))
        return found[self.nth - 1].span() if self.nth <= len(found) else None

    def __str__(self) -> str:
        where = f'tests/material/claims/{self.paper}.tsv:{self.line}'
        return f'{where}: {self.id} {self.kind}, numeral {self.numeral!r} ({self.nth}) in {self.sentence!r}'


def claims(paper: str) -> tuple[Claim, ...]:
    """The rows of a paper, by its name `folder.paper`; raises where a row is not whole."""
    lines = (LISTS / f'{paper}.tsv').read_text(encoding='utf-8').splitlines()
    if lines[:1] != [HEADER]:
        raise ValueError(f'{paper}: the first line must be {HEADER!r}')
    return tuple(_row(paper, number, line) for number, line in enumerate(lines[1:], 2))


def _row(paper: str, number: int, line: str) -> Claim:
    fields = line.split('\t')
    if len(fields) != 6 or not all(fields):
        raise ValueError(f'{paper}.tsv:{number}: six fields are needed: {line!r}')
    id_, kind, sentence, numeral, nth, why = fields
    return Claim(paper, number, id_, kind, sentence, numeral, int(nth), why)


def printed(data: bytes) -> str:
    """The words of a .docx: a paragraph a line, a table row a line with ` | ` between its cells, then the notes;
    NFC, a no-break space, a line break and a tab as a space, no marks of notes."""
    lines: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in ('word/document.xml', 'word/footnotes.xml'):
            if part in archive.namelist():
                lines += _lines(etree.fromstring(archive.read(part)))
    return unicodedata.normalize('NFC', '\n'.join(lines)).replace(NBSP, ' ')


def _lines(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == f'{W}p':
            yield ''.join(_word(mark) for mark in child.iter(f'{W}t', f'{W}br', f'{W}tab'))
        elif child.tag == f'{W}tr':
            yield ' | '.join('\n'.join(_lines(cell)) for cell in child.iter(f'{W}tc'))
        else:
            yield from _lines(child)


def _word(mark: etree._Element) -> str:
    return mark.text or '' if mark.tag == f'{W}t' else ' '
