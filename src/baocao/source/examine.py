"""All findings of a text in one run: characters, traps of lines, faults of grammar, and nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import yaml
from msgspec import Struct
from msgspec.structs import replace

from baocao.errors import Finding, Span
from baocao.source import chars
from baocao.source.compose import Composer
from baocao.source.direct import direct
from baocao.source.nodes import Mapping, Node, Scalar, Sequence
from baocao.source.offsets import locate
from baocao.source.place import Lines
from baocao.source.scan import scan
from baocao.source.syntax import place_of, translate
from baocao.source.traps import Statement, finding

_TRIES = 25
_BUDGET = 12_000_000
SAME_CODE = 100
"""Findings of one code that are told of one file."""


class Examined(Struct, frozen=True):
    """The root (None where nothing could be composed) and every finding in the order of the file."""

    root: Node | None
    findings: tuple[Finding, ...]


def examine(lines: Lines, tab: int = 2, limit: int = SAME_CODE) -> Examined:
    """Reads a text for all its faults. Traps are mended in memory only to read on behind them.

    `tab` is the width a tab is taken for; `limit` the findings that one code may have.
    """
    if (sound := direct(lines)) is not None:
        return Examined(sound.root, _ordered([*_lettered(sound.lettered, lines)], limit))
    findings = _characters(lines)
    blocked = bool(findings)
    statements = scan(lines.lines, tab)
    for statement in statements:
        findings += [finding(trap, statement, lines) for trap in statement.traps]
    text = _Mended(lines, statements, blocked)
    root, faults = _compose(text, lines, statements, {f.span.line for f in findings if f.level.stops})
    findings += faults
    if not any(f.level.stops for f in findings) and not isinstance(root, Mapping):
        findings.append(_wrong_root(root, lines))
    return Examined(root, _ordered(findings, limit))


def _characters(lines: Lines) -> list[Finding]:
    """The characters that no file may hold, each once a line."""
    if lines.text.replace('\n', '').isprintable():  # none of them is, and this is told fast
        return []
    found: dict[tuple[int, str], int] = {}
    for match in chars.BLOCKING.finditer(lines.text):
        found.setdefault((lines.position(match.start())[0], match.group()), match.start())
    return [_odd(lines, chars.oddity(sign, at), at, at + 1) for (_, sign), at in found.items()]


def _odd(lines: Lines, odd: chars.Oddity, start: int, end: int) -> Finding:
    return lines.finding(odd.code, lines.span(start, end), odd.problem, odd.remedy, odd.level)


class _Mended:
    """The text that is parsed, with the way from its lines back to the lines of the file."""

    def __init__(self, lines: Lines, statements: tuple[Statement, ...], blocked: bool) -> None:
        self.original = lines
        self.texts: list[str] = []
        self.origin: list[int] = []
        at = 0
        for statement in statements:
            if statement.fixed is None:
                continue
            self._keep(at, statement.first)
            last = statement.last - statement.first
            for number, text in enumerate(statement.fixed):
                self.texts.append(text)
                shift = len(statement.fixed) - 1 - last
                self.origin.append(statement.first + min(max(number - max(shift, 0), 0), last))
            at = statement.last + 1
        self.untouched = not at and not blocked
        self._keep(at, len(lines.lines))
        if blocked:
            self.texts = [chars.BLOCKING.sub('_', text) for text in self.texts]
        self.lines = self._build()

    def _keep(self, start: int, end: int) -> None:
        self.texts += self.original.lines[start:end]
        self.origin += range(start, end)

    def _build(self) -> Lines:
        return self.original if self.untouched else Lines(self.original.name, '\n'.join(self.texts))

    def drop(self, at: int) -> bool:
        """Empties the line at an offset and the deeper lines below it; False where nothing was left there."""
        number = self.lines.position(at)[0]
        while number > 0 and not self.texts[number].strip(' \t'):
            number -= 1
        if not self.texts[number].strip(' \t'):
            return False
        indent = _indent(self.texts[number])
        self.texts[number] = ''
        for below in range(number + 1, len(self.texts)):
            if self.texts[below].strip(' \t') and _indent(self.texts[below]) <= indent:
                break
            self.texts[below] = ''
        self.untouched = False
        self.lines = self._build()
        return True

    def back(self, at: int) -> int:
        """The offset in the file for an offset in the parsed text."""
        if self.untouched:
            return at
        line, column = self.lines.position(at)
        origin = min(self.origin[line], len(self.original.lines) - 1)
        text = self.original.lines[origin]
        if text != self.texts[line]:
            column = min(column, max(len(text.rstrip()) - 1, 0))
        return self.original.starts[origin] + min(column, len(text))

    def moved(self, span: Span) -> Span:
        """A span of the parsed text as the span of the file."""
        if self.untouched or not span.line:
            return span
        start = self.back(self.lines.starts[span.line - 1] + span.column - 1)
        end = self.back(self.lines.starts[span.end_line - 1] + span.end_column - 1)
        return self.original.span(start, max(end, start + 1))


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(' '))


def _compose(
    text: _Mended, lines: Lines, statements: tuple[Statement, ...], told: set[int]
) -> tuple[Node | None, list[Finding]]:
    """The root and the findings of grammar and nodes; after a fault the place is left out and read on."""
    faults: list[Finding] = []
    tries = max(1, min(_TRIES, _BUDGET // (len(lines.text) + 1)))
    for _ in range(tries):
        composer = Composer(text.lines)
        root: Node | None = None
        error: Exception | None = None
        try:
            root = composer.run()
        except (yaml.YAMLError, ValueError, OverflowError) as caught:
            error = caught
        if error is None:
            break
        code, at = place_of(error, text.lines)
        fault = translate(code, text.back(at), lines, statements)
        if fault.span.line not in told:
            told.add(fault.span.line)
            faults.append(fault)
        if not text.drop(at):
            break
    nodes = [*composer.findings, *_scalars(root, text.lines)]
    for one in nodes:
        span = text.moved(one.span)
        faults.append(replace(one, span=span, excerpt=lines.excerpt(span)))
    return root, faults


def _scalars(root: Node | None, lines: Lines) -> Iterator[Finding]:
    """The oddities of every key and scalar, also those that an escape brought in. Single signs are looked for where
    the file holds an odd one, or where the value may hold another sign than the file."""
    odd = chars.may_be_odd(lines.text)
    pending: list[tuple[Node, bool]] = [(root, False)] if root is not None else []
    while pending:
        node, key = pending.pop()
        if isinstance(node, Scalar):
            value = node.value
            if value and not (value.isascii() and value.isprintable()):
                signs = odd or key or node.style == '"' or node.raw is not None
                if signs or not value.isascii():
                    yield from _scalar(node, value, key, lines, signs)
        elif isinstance(node, Sequence):
            pending += [(item, False) for item in node.items]
        else:
            for name, value_node in node.entries:
                pending += [(name, True), (value_node, False)]


def _lettered(nodes: Iterable[Scalar], lines: Lines) -> Iterator[Finding]:
    """The oddities of the texts of a sound file, none of which holds another sign than the file."""
    odd = chars.may_be_odd(lines.text)
    for node in nodes:
        yield from _scalar(node, node.value or '', False, lines, odd)


def _scalar(node: Scalar, value: str, key: bool, lines: Lines, signs: bool) -> Iterator[Finding]:
    """The oddities of one scalar; `signs` where it may hold single signs that are one."""
    for odd in chars.check(value, key) if signs else chars.check_encoding(value):
        start, end = locate(lines.text, node, odd.offset, odd.length)
        if odd.code in ('YM060', 'YM069') or key:
            start, end = node.start, node.end
        yield _odd(lines, odd, start, end)


def _wrong_root(root: Node | None, lines: Lines) -> Finding:
    if root is None or (isinstance(root, Scalar) and root.value is None):
        remedy = "Gõ dữ liệu vào tệp, mỗi dòng dạng «khóa: giá trị», ví dụ «loai: báo cáo»."
        return lines.finding('YM018', Span(lines.name, 1, 1, 1, 1), "Tệp không có dữ liệu.", remedy)
    what = "một danh sách" if isinstance(root, Sequence) else "một đoạn chữ"
    line, column = lines.position(root.start)
    return lines.finding(
        'YM006',
        lines.on_line(line, column, None),
        f"Cấp ngoài cùng của tệp là {what}, trong khi phải là các dòng «khóa: giá trị».",
        "Viết khóa ở đầu dòng, ví dụ «loai: báo cáo»; danh sách thì đặt dưới khóa của nó.",
    )


def _ordered(findings: list[Finding], limit: int) -> tuple[Finding, ...]:
    """By place; of the same fault many times over `limit` are told, the last with the count of the rest."""
    findings = sorted(dict.fromkeys(findings), key=lambda f: (f.span.line, f.span.column, f.code))
    totals = Counter(f.code for f in findings)
    seen: Counter[str] = Counter()
    kept: list[Finding] = []
    for one in findings:
        seen[one.code] += 1
        if seen[one.code] == limit < totals[one.code]:
            more = totals[one.code] - limit
            one = replace(one, problem=f"{one.problem} (Còn {more} chỗ nữa như vậy.)")
        if seen[one.code] <= limit:
            kept.append(one)
    return tuple(kept)
