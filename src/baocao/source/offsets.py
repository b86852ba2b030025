"""Value offset <-> file offset: where a part of a value stands in the file, in every style of scalar."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import NamedTuple

from baocao.regexes import regex
from baocao.source.nodes import Scalar

Letters = list[tuple[str, int, int]]
"""Each letter of a value with the start and end of what was typed for it."""

_ESCAPE = regex(r'\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(\n[ \t]*)|(.))')
_NAMED = {
    '0': '\0', 'a': '\a', 'b': '\b', 't': '\t', '\t': '\t', 'n': '\n', 'v': '\v', 'f': '\f', 'r': '\r',
    'e': '\x1b', ' ': ' ', '"': '"', '/': '/', '\\': '\\', 'N': '\x85', '_': '\xa0', 'L': '\u2028', 'P': '\u2029',
}  # fmt: skip


class Runs(NamedTuple):
    """The letters of a value as runs: where each begins in the value, and start and end of what was typed for it. A run of
    several letters was typed as it is read; a letter that was typed otherwise is a run of its own."""

    at: list[int]
    starts: list[int]
    ends: list[int]
    length: int

    def letter(self, offset: int) -> tuple[int, int]:
        """Start and end of what was typed for a letter of the value."""
        run = bisect_right(self.at, offset) - 1
        start = self.starts[run] + offset - self.at[run]
        last = self.at[run + 1] if run + 1 < len(self.at) else self.length
        return start, self.ends[run] if offset + 1 == last else start + 1


def locate(text: str, scalar: Scalar, offset: int, length: int) -> tuple[int, int]:
    """Start and end in `text` of `length` letters at `offset` of the NFC value of a scalar.

    Where the way back is lost (a value that Unicode composes over several letters in rare scripts) the place
    of the whole scalar comes back.
    """
    return within(runs_of(text, scalar), scalar, offset, length)


def within(runs: Runs | None, scalar: Scalar, offset: int, length: int) -> tuple[int, int]:
    """The same for one who has the runs of the scalar already; None where the file cannot be followed."""
    if runs is None or offset > runs.length or length < 0 or offset < 0:
        return scalar.start, scalar.end
    if not runs.length:
        return scalar.start, scalar.start
    if offset == runs.length:
        end = runs.letter(offset - 1)[1]
        return end, end
    last = min(offset + length, runs.length) - 1
    start = runs.letter(offset)[0]
    return start, (start if length == 0 else max(start, runs.letter(last)[1]))


def runs_of(text: str, scalar: Scalar) -> Runs | None:
    """The letters of the NFC value with their places as runs; None where the file cannot be followed."""
    value = scalar.value or ''
    if (
        scalar.raw is None
        and scalar.style == '|'
        and (runs := _lines(text[scalar.start : scalar.end], scalar))
    ):
        return runs
    if not scalar.style and value and text[scalar.start : scalar.end] == value and '\n' not in value:
        return Runs([0], [scalar.start], [scalar.end], len(value))
    letters = letters_of(text, scalar)
    return None if letters is None else _runs(letters)


def _lines(source: str, scalar: Scalar) -> Runs | None:
    """The runs of a block whose lines stand in the file as they are read, but for their indent; None for any other."""
    value, (_, *lines) = scalar.value or '', source.split('\n')
    indent = next((len(line) - len(line.lstrip(' ')) for line in lines if line.strip(' ')), 0)
    if not value or not ''.join([f'{line[indent:]}\n' for line in lines]).startswith(value):
        return None
    at, starts, ends = [], [], []
    read, typed = 0, scalar.start + source.index('\n') + 1
    for line in lines:
        if read >= len(value):
            break
        begin = typed + min(indent, len(line))
        typed += len(line) + 1
        at.append(read)
        starts.append(begin)
        read = min(read + typed - begin, len(value))
        ends.append(begin + read - at[-1])
    return Runs(at, starts, ends, len(value))


def _runs(letters: Letters) -> Runs:
    at: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    plain = False  # the run so far is typed as it is read
    for offset, (_, start, end) in enumerate(letters):
        if plain and end == start + 1 and start == ends[-1]:
            ends[-1] = end
            continue
        at.append(offset)
        starts.append(start)
        ends.append(end)
        plain = end == start + 1
    return Runs(at, starts, ends, len(letters))


def letters_of(text: str, scalar: Scalar) -> Letters | None:
    """Every letter of the NFC value with its place; None where the file cannot be followed."""
    value = scalar.value or ''
    raw = scalar.raw if scalar.raw is not None else value
    source = text[scalar.start : scalar.end]
    if scalar.style in ('|', '>'):
        letters = _block(source, scalar.start, folded=scalar.style == '>')[: len(raw)]
    elif scalar.style:
        letters = _quoted(source[1:-1], scalar.start + 1, scalar.style)
    else:
        letters = _folded([(sign, scalar.start + n, scalar.start + n + 1) for n, sign in enumerate(source)])
    if ''.join(letter[0] for letter in letters) != raw:
        return None
    return letters if scalar.raw is None else _composed(letters, value)


def _composed(letters: Letters, value: str) -> Letters | None:
    """The letters after NFC: each group of a base and its marks is composed on its own."""
    result: Letters = []
    at = 0
    while at < len(letters):
        end = at + 1
        while end < len(letters) and unicodedata.category(letters[end][0])[0] == 'M':
            end += 1
        group = unicodedata.normalize('NFC', ''.join(letter[0] for letter in letters[at:end]))
        if len(group) == end - at and all(a == b[0] for a, b in zip(group, letters[at:end], strict=True)):
            result += letters[at:end]
        else:
            result += [(sign, letters[at][1], letters[end - 1][2]) for sign in group]
        at = end
    return result if ''.join(letter[0] for letter in result) == value else None


def _folded(letters: Letters) -> Letters:
    """Line folding of bare and quoted texts: one break is a space, more breaks are one fewer."""
    if all(letter[0] != '\n' for letter in letters):
        return letters
    result: Letters = []
    at = 0
    while at < len(letters):
        if letters[at][0] != '\n':
            result.append(letters[at])
            at += 1
            continue
        while result and result[-1][0] in ' \t' and result[-1][2] - result[-1][1] == 1:
            result.pop()
        breaks: Letters = []
        while at < len(letters) and letters[at][0] in ' \t\n' and letters[at][2] - letters[at][1] == 1:
            breaks += [letters[at]] if letters[at][0] == '\n' else []
            at += 1
        result += breaks[1:] or [(' ', breaks[0][1], breaks[0][2])]
    return result


def _quoted(source: str, start: int, quote: str) -> Letters:
    letters: Letters = []
    at = 0
    while at < len(source):
        end = at + 1
        sign = source[at]
        if quote == "'" and sign == "'":
            end = at + 2
        elif quote == '"' and sign == '\\' and (found := _ESCAPE.match(source, at)):
            end = found.end()
            code = found.group(1) or found.group(2) or found.group(3)
            if found.group(4) is not None:
                letters.append(('', start + at, start + end))
                at = end
                continue
            sign = chr(int(code, 16)) if code else _NAMED.get(found.group(5), found.group(5))
        letters.append((sign, start + at, start + end))
        at = end
    return [letter for letter in _fold_quoted(letters) if letter[0]]


def _fold_quoted(letters: Letters) -> Letters:
    """Folds typed line breaks only: an escaped one is two letters wide and stands for itself."""
    shielded = [
        (sign if end - start == 1 or sign != '\n' else '\ue000\n', start, end) for sign, start, end in letters
    ]
    return [(sign[-1:], start, end) for sign, start, end in _folded(shielded)]


def _block(source: str, start: int, folded: bool) -> Letters:
    lines, at, indent = [], source.find('\n') + 1, -1
    while 0 < at <= len(source):
        end = source.find('\n', at)
        end = len(source) if end < 0 else end
        line = source[at:end]
        if indent < 0 and line.strip(' '):
            indent = len(line) - len(line.lstrip(' '))
        lines.append((at, end))
        at = end + 1
    indent = max(indent, 0)
    result: Letters = []
    for number, (at, end) in enumerate(lines):
        begin = min(at + indent, end)
        result += [(source[n], start + n, start + n + 1) for n in range(begin, end)]
        result.append(('\n', start + end, start + end + 1))
        if folded:
            _fold_block(result, source, lines, number, indent)
    return result


def _fold_block(result: Letters, source: str, lines: list[tuple[int, int]], number: int, indent: int) -> None:
    """In a folded block the break between two lines of text is a space, or vanishes before empty lines."""

    def text_of(index: int) -> str:
        at, end = lines[index]
        return source[min(at + indent, end) : end]

    here = text_of(number)
    following = number + 1
    while following < len(lines) and not text_of(following):
        following += 1
    if not here or here[0] in ' \t' or following == len(lines) or text_of(following)[0] in ' \t':
        return
    if following == number + 1:
        result[-1] = (' ', *result[-1][1:])
    else:
        result.pop()
