"""What the fields of the models share: their fate, their kinds of text, the faults they report.

Every scalar reaches the models as text; the kinds below give it its type. A fault is a
`PydanticCustomError` whose context carries the code and both sentences of a finding, so that
`loading` never reads pydantic's English.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Annotated, Any

from msgspec import Struct
from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError, PydanticKnownError

from baocao.models.forms import Schema, typed
from baocao.models.validators import After, Before
from baocao.regexes import regex
from baocao.vietnamese import (
    DATE_PATTERN,
    FULL_DATE_PATTERN,
    BadDate,
    BadNumber,
    Ngay,
    Quantity,
    parse_date,
    parse_quantity,
    spelled,
)

#: First words of references that the program knows itself; no figure bears them.
RESERVED = ('muc', 'dieu', 'phu_luc', 'vb', 'nhiem_vu', 'chung', 'thuong_dung', 'ky', 'chi_tieu', 'don_vi')

#: The code of an agency, which is the name of its file; it names no folder.
AGENCY_CODE = re.compile(r'[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?')


class Fate(Enum):
    """Where a value goes; the no-silent-loss test compares what was printed with it."""

    PRINTED = 'printed'  # stands in the paper
    CHOOSES = 'chooses'  # decides a number, a line, a layout, and may be seen there in another form
    ASKED = 'asked'  # stands in the paper where a text refers to it with ${…}
    DATA = 'data'  # kept for other uses, printed nowhere


class Khung(BaseModel):
    """The frame of every model: unknown keys are faults, values never change.

    A model is built when it reads its first value, so that a command pays only for those that it reads.
    """

    model_config = ConfigDict(extra='forbid', frozen=True, arbitrary_types_allowed=True, defer_build=True)


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model, which is built if it was not yet: until then types may be mere names."""
    model.model_rebuild()
    return model.model_fields


def build_all() -> None:
    """Build every model that is loaded: for a process that is to read many papers, or to be forked for that."""
    waiting: list[type[BaseModel]] = [Khung]
    while waiting:
        model = waiting.pop()
        model.model_rebuild()
        waiting += model.__subclasses__()


def truong(title: str, description: str, fate: Fate = Fate.PRINTED, **more: Any) -> Any:
    """A field with the words that people read of it (errors, editors, glossary) and its fate."""
    return Field(title=title, description=description, json_schema_extra={'fate': fate.value}, **more)


def fault(code: str, problem: str, remedy: str) -> PydanticCustomError:
    """The error that a validator raises: `loading` makes a finding of it."""
    return PydanticCustomError('baocao', '{problem}', {'code': code, 'problem': problem, 'remedy': remedy})


def short(value: object, limit: int = 60) -> str:
    """A value as an error shows it."""
    text = ' '.join(str(value).split())
    return text if len(text) <= limit else text[: limit - 1] + '…'


def _filled(value: str) -> str:
    if not value.strip():
        raise fault('DL006', "Chưa có nội dung.", "Nhập nội dung, hoặc xóa cả dòng nếu không dùng đến.")
    return value


_BLANK_LINE = re.compile(r'\n[ \t]*\n')


def _one_paragraph(value: str) -> str:
    if '\n' in _filled(value).strip() and _BLANK_LINE.search(value.strip()):
        raise fault(
            'DL009',
            "Chỗ này chỉ nhận một đoạn, nhưng có dòng trống tách thành nhiều đoạn.",
            "Bỏ dòng trống giữa các dòng, hoặc chuyển phần sau sang «noi_dung».",
        )
    return value


class Choice(Struct, frozen=True):
    """A validator that takes one of the words, in any case, and returns it as listed."""

    words: tuple[str, ...]

    @property
    def remedy(self) -> str:
        """The sentence that lists the words."""
        return f"Chọn một trong: {', '.join(f'«{w}»' for w in self.words)}."

    @property
    def form(self) -> Schema:
        """What an editor may know of it."""
        listed = '|'.join(spelled(word) for word in self.words)
        return {
            'errorMessage': self.remedy,
            'pattern': rf'^\s*(?:{listed})\s*$',
            'words': self.words,
            'type': ['string'],
        }

    def __call__(self, value: str) -> str:
        for word in self.words:
            if ' '.join(value.split()).casefold() == word.casefold():
                return word
        raise fault('DL007', f"«{short(value)}» không phải là giá trị dùng được ở đây.", self.remedy)


def choice(*words: str) -> Choice:
    """The validator of a field that takes one of a few words."""
    return Choice(words)


_CODE = r'[a-z][a-z0-9_]{0,63}'
_CODE_FORM = regex(_CODE)
CODE_RULE = "Mã gồm chữ thường không dấu, chữ số và dấu gạch dưới, bắt đầu bằng chữ, ví dụ: tang_truong."


def _code(value: str) -> str:
    if not _CODE_FORM.fullmatch(value):
        raise fault('DL010', f"Mã «{short(value)}» không đúng quy ước.", CODE_RULE)
    return value


_RESERVED_RULE = f"Đặt mã khác; các chữ dành riêng: {', '.join(RESERVED)}."


def _figure_code(value: str) -> str:
    if _code(value) in RESERVED:
        raise fault('SL050', f"Mã «{value}» là chữ dành riêng cho tham chiếu.", _RESERVED_RULE)
    return value


def _giver(value: str) -> str:
    return _code(value) if value else value


_FILE_CODE_RULE = (
    "Mã cơ quan là tên tệp trong thư mục co-quan, bỏ đuôi .yaml: chữ thường không dấu, "
    "chữ số và gạch nối, ví dụ: ubnd-tp-quang-ngai."
)


def _file_code(value: str) -> str:
    if not AGENCY_CODE.fullmatch(value):
        raise fault('DL011', f"Mã cơ quan «{short(value)}» không đúng quy ước.", _FILE_CODE_RULE)
    return value


_NOTE_KEY = r'[A-Za-z0-9_-]{1,64}'
_NOTE_KEY_RULE = (
    "Mã gồm chữ không dấu, chữ số, gạch nối, ví dụ: giao-chi-tieu; trong câu viết [^giao-chi-tieu]."
)


def _note_key(value: str) -> str:
    if not re.fullmatch(_NOTE_KEY, value):
        raise fault('DL012', f"Mã chú thích «{short(value)}» không đúng quy ước.", _NOTE_KEY_RULE)
    return value


def text_of(value: Any) -> str:
    """The value where it is text; a list, a group of lines or an empty value is pydantic's `string_type`."""
    if isinstance(value, str):
        return value
    raise PydanticKnownError('string_type')


_YEAR = r'(19|20|21)[0-9]{2}'
_YEAR_RULE = "Viết năm bằng bốn chữ số, ví dụ: 2023."


def _year(value: Any) -> int:
    text = text_of(value)
    if re.fullmatch(_YEAR, text.strip()):
        return int(text)
    raise fault('DL013', f"«{short(text)}» không phải là năm.", _YEAR_RULE)


_COUNT = r'0*[1-9][0-9]{0,5}'
_COUNT_RULE = (
    "Chỉ viết số, ví dụ: 145; ký hiệu (như /QĐ-UBND) do chương trình viết. Chưa có số thì bỏ dòng này."
)


def _count(value: Any) -> int:
    text = text_of(value)
    if re.fullmatch(_COUNT, text.strip()):
        return int(text)
    if re.match(r'\s*[0-9]+\s*/\s*(19|20)[0-9]{2}(?![0-9])', text):
        raise fault(
            'DL082',
            f"Số «{short(text)}» có năm, là cách ghi số của văn bản quy phạm pháp luật.",
            "Văn bản hành chính không ghi năm sau số: chỉ viết số, ví dụ: 145. Văn bản quy phạm pháp luật soạn theo "
            "Luật Ban hành văn bản quy phạm pháp luật, không soạn ở đây.",
        )
    if re.match(r'\s*[0-9]+\s*-\s*[^\W\d_]+\s*/', text):
        raise fault(
            'DL083',
            f"Số «{short(text)}» viết theo lối văn bản của Đảng.",
            "Văn bản hành chính chỉ viết số, ví dụ: 145. Văn bản của Đảng soạn theo Quy định số 399-QĐ/TW, "
            "không soạn ở đây.",
        )
    raise fault('DL014', f"«{short(text)}» không phải là số thứ tự của văn bản.", _COUNT_RULE)


def _date(value: Any) -> Ngay:
    try:
        return parse_date(text_of(value))
    except BadDate as bad:
        raise fault('DL015', bad.problem, bad.remedy) from None


def _full_date(value: Any) -> Ngay:
    day = _date(value)
    if day.full is None:
        raise fault('DL016', f"«{short(value)}» chưa đủ ngày, tháng, năm.", "Viết đủ, ví dụ: 30/6/2025.")
    return day


def _quantity(value: Any) -> Quantity:
    try:
        return parse_quantity(_filled(text_of(value)))
    except BadNumber as bad:
        raise fault('SL001', bad.problem, bad.remedy) from None


class ShortForm(Struct, frozen=True):
    """A validator for the short form: a text stands for a mapping with this one key."""

    key: str

    def __call__(self, value: Any) -> Any:
        return {self.key: value} if isinstance(value, str) else value


def text_as_item(key: str) -> ShortForm:
    """The validator of an item that a text may stand for."""
    return ShortForm(key)


def text_as_list(value: Any) -> Any:
    """The short form of a list with one item."""
    return [value] if isinstance(value, str) else value


def group_as_list(value: Any) -> Any:
    """The short form of a list with one item that is a group of lines."""
    return [value] if isinstance(value, dict) else value


#: what `_one_paragraph` takes: lines without a blank one between them
_PARAGRAPH = r'^\s*\S[^\n]*(?:\n[ \t]*[^ \t\n][^\n]*)*\s*$'
_DATE_RULE = "Viết ngày/tháng/năm, ví dụ: 05/3/2023, hoặc tháng/năm, ví dụ: 3/2023."
_FULL_DATE_RULE = "Viết đủ ngày/tháng/năm, ví dụ: 31/3/2023."

VanXuoi = Annotated[str, After(_filled), typed("Viết chữ, không để trống.", r'\S')]
Dong = Annotated[str, After(_one_paragraph), typed("Viết chữ trong một đoạn, không để trống.", _PARAGRAPH)]
Ma = Annotated[
    str,
    After(_code),
    typed(CODE_RULE, f'^{_CODE}$', ('tang_truong', 'nhiem_vu_1'), type=['string', 'boolean']),
]
MaSoLieu = Annotated[
    str,
    After(_figure_code),
    typed(f"{CODE_RULE} {_RESERVED_RULE}", f'^(?!(?:{"|".join(RESERVED)})$){_CODE}$', ('tang_truong', 'thu'),
          type=['string', 'boolean']),
]  # fmt: skip
MaBenGiao = Annotated[str, After(_giver), typed(CODE_RULE, f'^(?:{_CODE})?$')]
MaCoQuan = Annotated[
    str,
    After(_file_code),
    typed(_FILE_CODE_RULE, f'^{AGENCY_CODE.pattern}$', ('ubnd-tp-quang-ngai', 'so-tai-chinh')),
]
MaChuThich = Annotated[str, After(_note_key), typed(_NOTE_KEY_RULE, f'^{_NOTE_KEY}$')]
Nam = Annotated[
    int,
    Before(_year),
    typed(_YEAR_RULE, rf'^\s*{_YEAR}\s*$', type=['string', 'integer'], minimum=1900, maximum=2199),
]
SoVanBan = Annotated[
    int,
    Before(_count),
    typed(_COUNT_RULE, rf'^\s*{_COUNT}\s*$', type=['string', 'integer'], minimum=1, maximum=999_999),
]
NgayThang = Annotated[
    Ngay,
    Before(_date),
    typed(_DATE_RULE, DATE_PATTERN, ('05/3/2023', '3/2023'), type=['string']),
]
NgayDayDu = Annotated[
    Ngay,
    Before(_full_date),
    typed(_FULL_DATE_RULE, FULL_DATE_PATTERN, ('31/3/2023', '30/6/2025'), type=['string']),
]
LuongSo = Annotated[
    Quantity,
    Before(_quantity),
    typed("Viết số hoặc lời, ví dụ: 50,6% hoặc trên 7.000 tỷ đồng.", r'\S', ('50,6%', "trên 7.000 tỷ đồng")),
]
YES_NO = typed(
    "Viết «có» hoặc «không».",
    rf'^\s*(?:{spelled("có")}|{spelled("không")})\s*$',
    words=("có", "không"),
    type=['string'],
)


def yes_no(value: Any) -> bool:
    """True for «có», false for «không»."""
    word = ' '.join(text_of(value).split()).casefold()
    if word not in ("có", "không"):
        raise fault(
            'DL007', f"«{short(value)}» không phải là giá trị dùng được ở đây.", "Viết «có» hoặc «không»."
        )
    return word == "có"
