"""pydantic's errors as findings: by type and context, never by their English text."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from baocao.errors import Finding, Level, Span
from baocao.models import Khung
from baocao.models.fields import short
from baocao.source import Source
from baocao.vietnamese import fold

Loc = Sequence[str | int]


def existing(source: Source, loc: Loc) -> tuple[str | int, ...]:
    """The longest beginning of a location that the file really has (short forms leave out a level)."""
    loc = tuple(loc)
    while loc and source.find(loc) is None:
        loc = loc[:-1]
    return loc


def finding(
    code: str, source: Source, span: Span, problem: str, remedy: str, level: Level = Level.CHAN
) -> Finding:
    """A finding in a source, with the line it stands in."""
    return Finding(code, level, span, problem, remedy, source.excerpt(span))


#: pydantic error type -> code, problem, remedy; {ten} is the field, {gia_tri} the value, {du_kien} what fits.
_SENTENCES: Mapping[str, tuple[str, str, str]] = {
    'missing': ('DL030', "Thiếu {ten}.", "Thêm dòng «{khoa}: …» vào đây. {mo_ta}"),
    'extra_forbidden': ('DL031', "Không có mục nào tên là «{khoa}» ở đây.", "{goi_y}"),
    'string_type': (
        'DL032',
        "{ten} phải là chữ, nhưng đang là {dang}.",
        "Viết nội dung ngay sau «{khoa}:». {mo_ta}",
    ),
    'list_type': (
        'DL033',
        "{ten} phải là danh sách, nhưng đang là {dang}.",
        "Viết mỗi ý một dòng, mở đầu bằng «- ».",
    ),
    'dict_type': ('DL034', "{ten} phải là các dòng «tên: nội dung», nhưng đang là {dang}.", "{mo_ta}"),
    'too_short': ('DL006', "{ten} chưa có nội dung.", "Viết ít nhất một dòng. {mo_ta}"),
    'literal_error': ('DL007', "{ten} không nhận giá trị «{gia_tri}».", "{mo_ta}"),
}
_SENTENCES = {
    **_SENTENCES,
    **dict.fromkeys(('tuple_type', 'set_type', 'iterable_type'), _SENTENCES['list_type']),
    **dict.fromkeys(
        ('model_type', 'model_attributes_type', 'mapping_type', 'dataclass_type'), _SENTENCES['dict_type']
    ),
}
_ANY = ('DL035', "{ten} có giá trị không hợp lệ: «{gia_tri}».", "{mo_ta}")


def to_finding(error: ErrorDetails, model: type[BaseModel], source: Source) -> Finding:
    """One pydantic error as a finding: by its type and context, placed by walking its location."""
    loc = tuple(p for p in error['loc'] if p != '[key]')
    context = error.get('ctx', {})
    on_key = error['type'] == 'extra_forbidden' or '[key]' in error['loc']
    known = existing(source, loc)
    if error['type'] == 'missing':
        known = existing(source, loc[:-1])
    span = source.span(known, key=on_key)
    if error['type'] == 'baocao':
        code, problem, remedy = (str(context[k]) for k in ('code', 'problem', 'remedy'))
        named = _title(loc)
        return finding(code, source, span, f"{named}: {problem}" if named else problem, remedy)
    code, problem, remedy = _SENTENCES.get(error['type'], _ANY)
    if error.get('input') is None and error['type'] not in ('missing', 'extra_forbidden'):
        code, problem, remedy = (
            'DL006',
            "{ten} để trống.",
            "Nhập nội dung, hoặc xóa cả dòng nếu không dùng đến.",
        )
    words = {
        'ten': _title(loc) or "Chỗ này",
        'khoa': next((str(p) for p in reversed(loc) if isinstance(p, str)), ''),
        'mo_ta': _description(loc) or "Sửa lại giá trị theo hướng dẫn sử dụng.",
        'gia_tri': short(error.get('input', '')),
        'dang': _shape(error.get('input')),
        'goi_y': _near_key(loc, model),
    }
    return finding(code, source, span, problem.format_map(words).strip(), remedy.format_map(words).strip())


def _shape(value: Any) -> str:
    if value is None:
        return "chỗ trống"
    if isinstance(value, str):
        return f"chữ «{short(value)}»"
    if isinstance(value, list | tuple):
        return "một danh sách"
    return "một nhóm dòng «tên: nội dung»"


def _models(model: type[BaseModel] = Khung) -> Iterator[type[BaseModel]]:
    for child in model.__subclasses__():
        yield child
        yield from _models(child)


def _field(loc: Loc) -> tuple[str, str, str] | None:
    """Key, title and description of the field that a location ends in; one word means one thing everywhere."""
    for part in reversed(loc):
        if not isinstance(part, str):
            continue
        for model in _models():
            if info := model.model_fields.get(part):
                return part, info.title or part, info.description or ''
    return None


def _title(loc: Loc) -> str:
    found = _field(loc)
    if not found:
        return ''
    index = next((f" thứ {p + 1}" for p in loc[::-1][:1] if isinstance(p, int)), '')
    return f"«{found[1]}» ({found[0]}){index}"


def _description(loc: Loc) -> str:
    found = _field(loc)
    return found[2] if found else ''


def _near_key(loc: Loc, model: type[BaseModel]) -> str:
    """Did-you-mean for an unknown key: among the keys of the model it stands in."""
    allowed = _keys_at(loc[:-1], model)
    wrong = fold(str(loc[-1])).replace(' ', '_').replace('-', '_').replace('đ', 'd')
    near = difflib.get_close_matches(wrong, allowed, 1, 0.6)
    if near:
        return f"Có phải là «{near[0]}»?"
    return f"Các tên dùng được ở đây: {', '.join(allowed)}." if allowed else "Xóa dòng này."


def _keys_at(loc: Loc, model: type[BaseModel]) -> list[str]:
    """The keys of the model that stands at a location."""
    current: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, str) and current is not None and part in current.model_fields:
            current = next(iter(_inner(current.model_fields[part].annotation)), None)
    return list(current.model_fields) if current is not None else []


def _inner(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models inside a type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, '__args__', ()):
        yield from _inner(argument)
