"""Text from data -> what may stand in the page, and the words that the page is made of."""

from __future__ import annotations

import re
from decimal import Decimal
from html import escape
from urllib.parse import quote

from baocao.errors import Span
from baocao.vietnamese import format_percent

#: signs that no page may hold, or that change the order in which others are read
_FORBIDDEN = re.compile(
    '[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]'
)
#: letters of one sentence that the page shows
_LONGEST = 400


def safe(text: str, longest: int = _LONGEST) -> str:
    """Text from data as it may stand between tags and in quoted attributes; what is very long is cut."""
    flat = re.sub(r'[\t\n\r]+', ' ', text)
    cut = flat if len(flat) <= longest else f'{flat[: longest - 1].rstrip()}…'
    return escape(_FORBIDDEN.sub('\N{REPLACEMENT CHARACTER}', cut))


def link(path: str) -> str:
    """The address, relative to the page, of a file of the same folder; it can never name another place of the net."""
    try:
        name = path.encode('utf-8', 'surrogateescape')
    except UnicodeEncodeError:
        name = path.encode('utf-8', 'replace')
    return f'./{quote(name)}'


def share(part: int, whole: int) -> str:
    """A share of a whole (above 0) in percent with one decimal: 33,3%."""
    return format_percent(Decimal(100 * part) / whole, 1)


def place(span: Span) -> str:
    """Where a finding stands: file and line, or the file and the words that say where inside a Word file."""
    if span.line:
        return f"{span.file}, dòng {span.line}"
    return f'{span.file}, {span.place}' if span.place else span.file
