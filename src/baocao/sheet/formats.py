"""Number formats of Excel, printed the Vietnamese way (ISO 29500-1, 18.8.31).

What is shown in Excel is printed: as many decimals, grouped or not, the words around the number. Dots group
thousands, a comma opens the decimals; a negative number carries a minus where only a colour would tell it on paper.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from msgspec import Struct

from baocao.sheet.codes import Form, Section, Token, parse
from baocao.sheet.days import day_text

#: Excel keeps fifteen digits of a number, and shows eleven characters of one without a format.
_KEPT, _GENERAL = Context(prec=15, rounding=ROUND_HALF_UP), 11
_WIDE = Context(prec=1500, rounding=ROUND_HALF_UP)

#: a longer number is no figure of an office: it is shown as a power of ten
_LONGEST = 30

_SPACES = re.compile('[ \u00a0]+')
_TORN = re.compile(' (?=[%‰])')
_TORN_MINUS = re.compile('^- +')

_form = lru_cache(maxsize=512)(parse)


class Shown(Struct, frozen=True):
    """A value as it is shown; `is_known` is false where its format cannot be told and it was shown plainly."""

    text: str
    is_known: bool = True
    is_number: bool = True


def show(value: Decimal, code: str, since_1904: bool = False) -> Shown:
    """The number as a format code shows it; a format that is unknown or does not fit shows it plainly."""
    form = _form(code)
    value = _KEPT.plus(value)
    section, by_place = _section(form, value)
    if section is None:
        return Shown(general(value), False)
    kind = section.kind
    if kind == 'date':
        text = day_text(section.tokens, value, since_1904)
        return Shown(general(value), False) if text is None else Shown(text, is_number=False)
    if kind == 'unknown':
        return Shown(general(value), False)
    text, is_zero = _filled(section, abs(value))
    if sum(c.isdigit() for c in text) > _LONGEST:
        return Shown(general(value), False)
    if is_zero and value:  # it is shown as nothing but zero
        return show(Decimal(0), code, since_1904) if by_place else Shown(_tidy(text))
    if value < 0 and text.strip():  # a section may show nothing at all
        is_said = section.condition is not None and text.lstrip().startswith('-')
        if by_place:
            text = _negative(text, form.numbers[0], section)
        elif not is_said:
            text = f'-{text.strip()}'
        text = _TORN_MINUS.sub('-', text.strip())
    return Shown(_tidy(text))


def show_text(text: str, code: str) -> str:
    """The text of a cell as a format code shows it: words may stand around it."""
    section = _form(code).text
    if section is None:
        return text
    words = ''.join(text if t.kind == 'text' else t.text for t in section.tokens)
    return words.strip()


def general(value: Decimal) -> str:
    """The number as Excel shows one without a format, but as a power of ten only where it is too long to read:
    no dots between thousands."""
    if not value:
        return '0'
    if abs(value.adjusted()) > _LONGEST:
        return f'{value:.{_KEPT.prec - 1}E}'.replace('.', ',')
    places = max(0, _GENERAL - 1 - max(1, value.adjusted() + 1))
    rounded = _rounded(value, places)
    if not rounded:
        rounded = Context(prec=_GENERAL, rounding=ROUND_HALF_UP).plus(value)
    whole, _, decimals = f'{abs(rounded):f}'.partition('.')
    decimals = decimals.rstrip('0')
    return ('-' if rounded < 0 else '') + whole + (f',{decimals}' if decimals else '')


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), context=_WIDE)


def _section(form: Form, value: Decimal) -> tuple[Section | None, bool]:
    """The section that shows a number, and whether its place alone says that the number is negative."""
    sections = form.numbers
    if not sections:
        return None, False
    if any(s.condition for s in sections):
        return next((s for s in sections if s.holds(value)), sections[-1]), False
    if len(sections) > 2 and not value:
        return sections[2], False
    if len(sections) > 1 and value < 0:
        return sections[1], True
    return sections[0], False


def _filled(section: Section, value: Decimal) -> tuple[str, bool]:
    """The tokens of a section with the digits of a number, and whether only zeros are shown of it."""
    tokens = section.tokens
    if section.kind in ('general', 'text'):
        number = general(value)
        return ''.join(number if t.kind in ('general', 'text') else t.text for t in tokens), number == '0'
    point = next((i for i, t in enumerate(tokens) if t.kind == 'point'), len(tokens))
    whole = [i for i, t in enumerate(tokens) if t.kind == 'digit' and i < point]
    decimal = [i for i, t in enumerate(tokens) if t.kind == 'digit' and i > point]
    if not whole and not decimal:
        return ''.join(t.text for t in tokens if t.kind in ('literal', 'percent')), False
    value = value.scaleb(2 * sum(t.kind == 'percent' for t in tokens), _WIDE)
    value = value.scaleb(
        -3 * sum(t.kind == 'comma' and _scales(i, whole) for i, t in enumerate(tokens)), _WIDE
    )
    rounded = _rounded(value, len(decimal))
    digits, _, decimals = f'{rounded:f}'.partition('.')
    places = _whole_digits(tokens, whole, '' if digits == '0' else digits)
    kept = max((n for n, i in enumerate(decimal, 1) if tokens[i].text == '0'), default=0)
    decimals = decimals[:kept] + decimals[kept:].rstrip('0')
    if not whole:
        places[point] = digits
    if decimals:
        first = whole[0] if whole else point
        places[first] = places[first] if any(places.values()) else '0'
        places[point] = f"{places.get(point, '')},{decimals}"
    out = ''.join(
        places.get(i, t.text if t.kind in ('literal', 'percent') else '') for i, t in enumerate(tokens)
    )
    return out, not rounded


def _scales(at: int, whole: list[int]) -> bool:
    """True for a comma behind the last digit before the point, which stands for a thousand."""
    return not whole or at > whole[-1]


def _whole_digits(tokens: tuple[Token, ...], whole: list[int], digits: str) -> dict[int, str]:
    """What stands at each place for a digit before the point: all of them at the first where nothing but
    commas stands between, else one by one from the last, the first taking what is left."""
    if not whole:
        return {}
    least = next((len(whole) - n for n, i in enumerate(whole) if tokens[i].text == '0'), 0)
    digits = digits.rjust(least, '0')
    between = tokens[whole[0] : whole[-1]]
    if all(t.kind in ('digit', 'comma') for t in between):
        grouped = any(t.kind == 'comma' for t in between)
        return {whole[0]: _grouped(digits) if grouped else digits}
    places: dict[int, str] = {}
    for i in reversed(whole[1:]):
        places[i], digits = digits[-1:], digits[:-1]
    places[whole[0]] = digits
    return places


def _grouped(digits: str) -> str:
    head = len(digits) % 3
    parts = ([digits[:head]] if head else []) + [digits[i : i + 3] for i in range(head, len(digits), 3)]
    return '.'.join(parts)


def _negative(text: str, positive: Section, section: Section) -> str:
    """What the section of negative numbers shows, with a minus where nothing but a colour stands for it."""
    words = ''.join(t.text for t in section.tokens if t.kind == 'literal')
    if '(' in words and ')' in words:
        return text
    if '-' in words or "−" in words or _letters(section) != _letters(positive):
        return text
    return f'-{text.strip()}'


def _letters(section: Section) -> str:
    return ''.join(c for t in section.tokens if t.kind == 'literal' for c in t.text if c.isalpha())


def _tidy(text: str) -> str:
    """One space for several, none before the signs of per cent."""
    text = _SPACES.sub(' ', text).strip()
    return _TORN.sub('', text)
