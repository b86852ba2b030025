"""pydantic's errors as findings: by type and context, never by their English text."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from baocao.errors import Finding, Level, Span
from baocao.models.fields import fields_of, short
from baocao.source import Source
from baocao.vietnamese import fold

Loc = Sequence[str | int]


def existing(source: Source, loc: Loc) -> tuple[str | int, ...]:
    """The longest beginning of a location that the file really has (short forms leave out a level)."""
    return source.beginning(loc)


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

#: faults of a value that are another fault where a list or a group of lines stands in its place
_ONE_VALUE = ('DL007', 'DL035')


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
        named = _title(loc, model)
        return finding(code, source, span, f"{named}: {problem}" if named else problem, remedy)
    code, problem, remedy = _SENTENCES.get(error['type'], _ANY)
    if code in _ONE_VALUE and isinstance(error.get('input'), list | dict):
        code, problem, remedy = _SENTENCES['string_type']
    if error.get('input') is None and error['type'] not in ('missing', 'extra_forbidden'):
        code, problem, remedy = (
            'DL006',
            "{ten} để trống.",
            "Nhập nội dung, hoặc xóa cả dòng nếu không dùng đến.",
        )
    words = {
        'ten': _title(loc, model) or "Chỗ này",
        'khoa': next((str(p) for p in reversed(loc) if isinstance(p, str)), ''),
        'mo_ta': _description(loc, model) or "Sửa lại giá trị theo hướng dẫn sử dụng.",
        'gia_tri': short(error.get('input', '')),
        'dang': _shape(error.get('input')),
        'goi_y': _near_key(loc, model) if loc and on_key else '',
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


def _way(loc: Loc, model: type[BaseModel]) -> Iterator[tuple[int, str, FieldInfo | None, type[BaseModel]]]:
    """Each key on the way to a location, with its place, its field (None: unknown) and the model it stands in.

    Indices and the keys of dictionaries lead further without being fields.
    """
    current: type[BaseModel] | None = model
    in_dict = False
    for at, part in enumerate(loc):
        if current is None:
            return
        if isinstance(part, int) or in_dict:
            in_dict = False
            continue
        info = fields_of(current).get(part)
        yield at, part, info, current
        if info is None:
            return
        in_dict = _has_keys(info.annotation)
        current = next(iter(_inner(info.annotation)), None) or (current if in_dict else None)


def _has_keys(annotation: Any) -> bool:
    """True for a dictionary, also where it may be absent."""
    origin = getattr(annotation, '__origin__', annotation)
    arguments = getattr(annotation, '__args__', ())
    return origin is dict or (origin is not tuple and any(map(_has_keys, arguments)))


def _field(loc: Loc, model: type[BaseModel]) -> tuple[str, FieldInfo] | None:
    """The last field on the way to a location."""
    known = [(key, info) for _, key, info, _ in _way(loc, model) if info is not None]
    return known[-1] if known else None


def _title(loc: Loc, model: type[BaseModel]) -> str:
    found = _field(loc, model)
    if not found:
        return ''
    index = next((f" thứ {p + 1}" for p in loc[::-1][:1] if isinstance(p, int)), '')
    return f"«{found[1].title or found[0]}» ({found[0]}){index}"


def _description(loc: Loc, model: type[BaseModel]) -> str:
    found = _field(loc, model)
    return found[1].description or '' if found else ''


def _near_key(loc: Loc, model: type[BaseModel]) -> str:
    """Did-you-mean for an unknown key: among the keys of the model it stands in."""
    allowed = _keys_at(loc[:-1], model)
    wrong = fold(str(loc[-1])).replace(' ', '_').replace('-', '_').replace('đ', 'd')
    near = difflib.get_close_matches(wrong, allowed, 1, 0.6)
    if near:
        return f"Có phải là «{near[0]}»?"
    return f"Các tên dùng được ở đây: {', '.join(allowed)}." if allowed else "Xóa dòng này."


def _keys_at(loc: Loc, model: type[BaseModel]) -> list[str]:
    """The keys of the model that stands at a location; none where no model stands there."""
    last = next((m for at, _, _, m in _way((*loc, ''), model) if at == len(loc)), None)
    return list(fields_of(last)) if last is not None else []


def _inner(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models inside a type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, '__args__', ()):
        yield from _inner(argument)
