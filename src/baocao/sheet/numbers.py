"""Number formats of spreadsheets -> the text of a number as it is shown, with Vietnamese signs.

The codes are those of ISO/IEC 29500-1, 18.8.31. A dot of a code is the decimal sign, printed as a comma.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

#: digits that a spreadsheet keeps of a number; those behind are noise of binary fractions
DIGITS = 15
#: digits that a cell without a format shows
_GENERAL = 10
#: numbers beyond are no figures of an office
_LONGEST = 30

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"'
    r'|\\(?P<escaped>.)'
    r'|(?P<space>[_*].)'
    r'|\[(?P<bracket>[^\]]*)\]'
    r'|(?P<general>General)'
    r'|(?P<digits>[0#?][0#?,.]*|\.[0#?]+)'
    r'|(?P<percent>%)'
    r'|(?P<at>@)'
    r'|(?P<plain>[-+():$!^&\'~{}<>= \u00a0]|[^\x00-\x7f])',
    re.IGNORECASE | re.DOTALL,
)
_DIGITS = re.compile(r'(?P<whole>[0#?]?[0#?,]*?)(?P<scale>,*)(?:\.(?P<places>[0#?]*)(?P<late>,*))?')
_COLOUR = re.compile(r'(black|blue|cyan|green|magenta|red|white|yellow|color ?\d{1,2})', re.IGNORECASE)


class UnknownFormat(Exception):
    """A format that is not among those understood."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A literal text, or what stands for the value: `general`, `digits` with their code, `at` (the text)."""

    kind: str
    text: str


def number_text(number: Decimal, code: str) -> str:
    """The number as the format shows it; empty where the format hides it. Raises UnknownFormat."""
    sections = _sections(code)
    value = number
    if number < 0 and len(sections) > 1:
        section, value = sections[1], -number
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    else:
        section = sections[0]
    pieces = _pieces(section)
    places = [p for p in pieces if p.kind in ('general', 'digits', 'at')]
    if len(places) > 1:
        raise UnknownFormat
    with localcontext() as context:
        context.prec = 400
        value *= 100 ** sum(p.kind == 'percent' for p in pieces)
        body = [p.text if p.kind in ('literal', 'percent') else _placed(abs(value), p) for p in pieces]
    shown = ''.join(body)
    return f'-{shown}' if value < 0 and places and re.search('[1-9]', shown) else shown


def text_text(text: str, code: str) -> str:
    """A text as the fourth section of the format shows it; as it stands where there is none."""
    sections = _sections(code)
    if len(sections) < 4:
        return text
    try:
        return ''.join(text if p.kind == 'at' else p.text for p in _pieces(sections[3]))
    except UnknownFormat:
        return text


def general_text(number: Decimal) -> str:
    """The number without a format: as many decimals as a cell shows, none of them noise."""
    with localcontext() as context:
        context.prec = 400
        whole = max(1, number.adjusted() + 1)
        places = max(0, _GENERAL - whole) if abs(number) >= Decimal('0.0001') else _LONGEST
        if whole > _LONGEST or (number and number.adjusted() < -_LONGEST):
            return f'{number:.{DIGITS - 1}E}'.replace('.', ',')
        plain = f'{_rounded(number, places):f}'
    if '.' in plain:
        plain = plain.rstrip('0').rstrip('.')
    return '0' if plain == '-0' else plain.replace('.', ',')


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[str, ...]:
    """The parts between the `;` that are not quoted."""
    found = ['']
    for part in re.findall(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]|.', code, re.DOTALL):
        if part == ';':
            found.append('')
        else:
            found[-1] += part
    return tuple(found)


@lru_cache(maxsize=256)
def _pieces(section: str) -> tuple[_Piece, ...]:
    """What a section is made of. Raises UnknownFormat."""
    found = []
    at = 0
    while at < len(section):
        token = _TOKEN.match(section, at)
        if token is None:
            raise UnknownFormat
        at = token.end()
        kind, text = str(token.lastgroup), token[str(token.lastgroup)]
        if kind == 'bracket':
            kind, text = 'literal', _bracket(text)
        if kind == 'space':
            continue
        found.append(_Piece('literal' if kind in ('quoted', 'escaped', 'plain') else kind, text))
    return tuple(found)


def _bracket(text: str) -> str:
    """The currency sign of `[$₫-42A]`, nothing for a colour or a language. Raises UnknownFormat for conditions."""
    if text.startswith('$'):
        return text[1:].partition('-')[0]
    if _COLOUR.fullmatch(text):
        return ''
    raise UnknownFormat


def _placed(value: Decimal, piece: _Piece) -> str:
    if piece.kind != 'digits':
        return general_text(value)
    form = _DIGITS.fullmatch(piece.text)
    if form is None:
        raise UnknownFormat
    if value.adjusted() >= _LONGEST:
        raise UnknownFormat
    whole, places = form['whole'], form['places'] or ''
    value = _rounded(value.scaleb(-3 * len(form['scale'] + (form['late'] or ''))), len(places))
    before, _, after = f'{value:f}'.partition('.')
    before = before.lstrip('0').rjust(whole.count('0'), '0')
    least = len(places.rstrip('#?'))
    after = after[:least] + after[least:].rstrip('0')
    if ',' in whole:
        before = re.sub(r'(?<=\d)(?=(?:\d{3})+$)', '.', before)
    return before + (f',{after}' if after else '')


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
