"""PyYAML's errors -> findings, by the kind of error and the text at its place, never by its English words."""

from __future__ import annotations

from bisect import bisect_right

import yaml

from baocao.errors import Finding
from baocao.source.place import Lines, shorten
from baocao.source.traps import SENTENCES, Statement

_MIXED = (
    "Dòng «{shown}» đứng cùng cột với các dòng trên nhưng khác loại: một bên là mục «-», một bên là khóa.",
    "Nếu là mục của danh sách thì thêm «- » ở đầu; nếu là khóa thì gõ thẳng cột với các khóa cùng cấp.",
)
_GENERIC = (
    "Từ «{shown}» trở đi không đọc được theo cách viết YAML.",
    "Đặt đoạn chữ của khóa này trong khối «|» (chữ ở các dòng dưới, lùi vào hai dấu cách), và kiểm tra "
    "dấu ngoặc, dấu nháy, dấu hai chấm ở dòng này và dòng trên.",
)
_AFTER_END = (
    "Sau khi dữ liệu đã hết vẫn còn «{shown}».",
    "Xóa phần thừa, hoặc xóa dòng «...», dấu ngoặc bao ngoài ở phía trên.",
)


def place_of(error: Exception, lines: Lines) -> tuple[str, int]:
    """The code of the fault and the offset in the text at which it is best shown."""
    if isinstance(error, yaml.reader.ReaderError):
        return 'YM037', min(error.position, len(lines.text))
    problem = getattr(error, 'problem_mark', None)
    context = getattr(error, 'context_mark', None)
    if problem is None:
        return 'YM037', context.index if context is not None else 0
    at = min(problem.index, len(lines.text))
    if context is not None:
        opening = lines.text[context.index : context.index + 1]
        at_end = not lines.text[at:].strip()
        if opening and opening in '"\'' and isinstance(error, yaml.scanner.ScannerError) and at_end:
            return 'YM028', context.index
        if opening and opening in '[{' and at_end:
            return 'YM029', context.index
        if (
            isinstance(error, yaml.scanner.ScannerError)
            and lines.position(at)[0] > lines.position(context.index)[0]
        ):
            return 'YM034', context.index
    elif isinstance(error, yaml.parser.ParserError):
        return 'YM043', at
    line, column = lines.position(at)
    head = lines.lines[line][:column]
    return ('YM035' if head and not head.strip(' -') else 'YM044' if not head else 'YM037'), at


def translate(code: str, at: int, lines: Lines, statements: tuple[Statement, ...]) -> Finding:
    """The finding for an error at an offset of the clerk's own text."""
    line, column = lines.position(at)
    text = lines.lines[line]
    shown = shorten(text[column:] or text)
    problem, remedy = _sentences(code)
    if code in ('YM035', 'YM044'):
        code, problem, remedy = _indentation(line, column, statements)
    elif not remedy.endswith('.'):
        remedy += '.'
    sign = text[column : column + 1]
    span = lines.on_line(line, column, max(1, len(text.rstrip()) - column))
    return lines.finding(code, span, problem.format(shown=shown or "(hết tệp)", sign=sign), remedy)


def _sentences(code: str) -> tuple[str, str]:
    return {'YM037': _GENERIC, 'YM043': _AFTER_END}.get(code) or SENTENCES.get(code, _GENERIC)


def _indentation(line: int, column: int, statements: tuple[Statement, ...]) -> tuple[str, str, str]:
    """Names the columns that the entries above allow."""
    allowed = siblings(line, statements)
    if column in allowed:
        return 'YM039', *_MIXED
    problem, remedy = SENTENCES['YM035']
    if allowed:
        remedy += ': ' + ' hoặc '.join(f'cột {n + 1} ({n} dấu cách)' for n in allowed)
    return 'YM035', problem, remedy + '.'


def siblings(line: int, statements: tuple[Statement, ...]) -> tuple[int, ...]:
    """The 0-based columns at which an entry on `line` would join the entries above it, ascending."""
    found: set[int] = set()
    limit: int | None = None
    for statement in reversed(statements[: bisect_right(statements, line - 1, key=lambda s: s.first)]):
        for column in reversed(statement.columns):
            if limit is None or column < limit:
                found.add(column)
                limit = column
        if limit == 0:
            break
    return tuple(sorted(found))
