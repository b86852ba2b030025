"""What goes wrong in a tag, as findings: template, part, paragraph and tag."""

from __future__ import annotations

import re

from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from msgspec import Struct

from baocao.container import shown
from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.word.engine.bounds import MAX_TURNS, Excess
from baocao.word.engine.emitting import Unsupported
from baocao.word.engine.sandbox import EngineEnvironment

_MARKER = re.compile(r'<!--p(\d+)-->')
_OPENING = ('variable_begin', 'block_begin')
_CLOSING = ('variable_end', 'block_end')


class Tag(Struct, frozen=True):
    """A tag as Jinja reads it and where it stands."""

    text: str
    place: str


def tags_of(
    environment: EngineEnvironment, source: str, marked: str, places: tuple[str, ...], name: str
) -> list[Tag]:
    """The tags of a part in order. `name` is the place where the paragraph cannot be told. Raises
    TemplateSyntaxError with the line of the source."""
    texts = [text for text, _ in _scan(environment, source)]
    try:
        numbers = [number for _, number in _scan(environment, marked)]
    except TemplateSyntaxError:
        numbers = []
    if len(numbers) != len(texts):
        numbers = [-1] * len(texts)
    return [Tag(t, places[n] if 0 <= n < len(places) else name) for t, n in zip(texts, numbers, strict=True)]


def _scan(environment: EngineEnvironment, source: str) -> list[tuple[str, int]]:
    """Each tag with the number of the last paragraph marker before it."""
    found: list[tuple[str, int]] = []
    inside: list[str] | None = None
    number = -1
    for _, kind, value in environment.lex(source):
        if kind in _OPENING:
            inside = []
        if inside is not None:
            inside.append(value)
        if kind in _CLOSING and inside is not None:
            found.append((''.join(inside), number))
            inside = None
        elif kind == 'data':
            for marker in _MARKER.finditer(value):
                number = int(marker.group(1))
    return found


def finding(code: str, file: str, place: str, problem: str, remedy: str, tag: str = '') -> Finding:
    """A finding that stops."""
    return Finding(code, Level.CHAN, Span(file, place=place), problem, remedy, shown(tag))


def syntax_error(error: TemplateSyntaxError, file: str, place: str, tag: str = '') -> BaoCaoError:
    """A template that Jinja cannot read."""
    problem = f"Thẻ của mẫu sai cú pháp ({shown(error.message or '')})."
    remedy = "Sửa thẻ được nêu: thẻ mở phải có thẻ đóng, tên và dấu viết đúng lối docxtpl."
    return BaoCaoError(finding('MB410', file, place, problem, remedy, tag))


def render_error(error: Exception, file: str, place: str, tag: str) -> BaoCaoError:
    """What an expression of a template raised."""
    if isinstance(error, BaoCaoError):
        return error
    code, problem, remedy = _explained(error)
    return BaoCaoError(finding(code, file, place, problem, remedy, tag))


def _explained(error: Exception) -> tuple[str, str, str]:
    detail = shown(f'{type(error).__name__}: {error}')
    if isinstance(error, Excess):
        return (
            'MB412',
            f"Thẻ của mẫu đòi quá nhiều: {error}.",
            (f"Sửa thẻ cho gọn lại; một lần soạn được lặp, gọi {MAX_TURNS} lượt."),
        )
    if isinstance(error, SecurityError):
        return (
            'MB413',
            f"Thẻ dùng thứ không được phép trong mẫu ({shown(str(error))}).",
            ("Chỉ dùng tên dữ liệu, không dùng tên bắt đầu bằng gạch dưới của Python."),
        )
    if isinstance(error, Unsupported):
        return (
            'MB414',
            f"Giá trị là {error} của docxtpl; bộ máy này chỉ in chữ và số.",
            ("Đưa chữ thường vào dữ liệu, đặt định dạng trong mẫu; ảnh và văn bản con thì dùng docxtpl."),
        )
    if isinstance(error, UndefinedError):
        return (
            'MB416',
            f"Thẻ dùng giá trị không có trong dữ liệu ({detail}).",
            ("Bổ sung giá trị vào dữ liệu, hoặc sửa tên trong thẻ."),
        )
    if isinstance(error, TypeError) and 'no loader' in str(error):
        return (
            'MB417',
            "Mẫu gọi một mẫu khác (include, import, extends), điều không làm được trong tệp Word.",
            ("Chép phần cần dùng vào chính mẫu này."),
        )
    if isinstance(error, ZeroDivisionError):
        return (
            'MB411',
            "Không tính được thẻ: chia cho số 0.",
            "Kiểm tra số chia trong dữ liệu, hoặc dùng {% if %}.",
        )
    return (
        'MB411',
        f"Không tính được thẻ ({detail}).",
        "Kiểm tra thẻ được nêu và kiểu của giá trị trong dữ liệu.",
    )


def broken_xml(file: str, place: str, line: int, column: int) -> BaoCaoError:
    """A result that is no XML, since a value marked as safe is none."""
    problem = f"Phần này sau khi điền không còn là XML đúng (dòng {line}, cột {column})."
    remedy = "Bỏ «|safe», autoescape false hoặc Markup khỏi giá trị không phải XML đúng của Word."
    return BaoCaoError(finding('MB415', file, place, problem, remedy))
