"""Tables: columns with heads of one or two rows, rows as people type them, or a range of a spreadsheet."""

from __future__ import annotations

import re
from typing import Annotated, Any, Self

from pydantic import WithJsonSchema, model_validator

from baocao.models.fields import (
    Dong,
    Fate,
    Khung,
    VanXuoi,
    choice,
    fault,
    short,
    text_as_item,
    text_of,
    truong,
)
from baocao.models.forms import any_of, needs, not_together, rules, typed
from baocao.models.validators import After, Before
from baocao.regexes import regex

#: the widest, the longest and the largest table that is taken
MOST_COLUMNS = 40
MOST_ROWS = 5000
MOST_CELLS = 60_000

#: a spreadsheet's name: a file beside the paper, in no other folder
_SHEET_FILE = regex(r'[^\\/:*?"<>|\x00-\x1f]{1,120}\.xlsx', re.IGNORECASE)
_RANGE = regex(r'[A-Za-z]{1,3}[1-9][0-9]{0,6}:[A-Za-z]{1,3}[1-9][0-9]{0,6}')


def _whole(least: int, most: int, example: str) -> Before:
    def check(value: Any) -> int:
        text = text_of(value).strip()
        if re.fullmatch(r'[0-9]{1,4}', text) and least <= int(text) <= most:
            return int(text)
        raise fault(
            'DL021',
            f"«{short(text)}» không phải là số nguyên từ {least} đến {most}.",
            f"Viết một số, ví dụ: {example}.",
        )

    return Before(check)


def _whole_form(least: int, most: int, example: str) -> WithJsonSchema:
    rule = f"Viết một số nguyên từ {least} đến {most}, ví dụ: {example}."
    numbers = '|'.join(str(number) for number in range(least, most + 1))
    shape = rf'^\s*(?=[0-9]{{1,4}}\s*$)0*(?:{numbers})\s*$'
    return typed(rule, shape, type=['string', 'integer'], minimum=least, maximum=most)


_DoRong = Annotated[int, _whole(1, 100, '3'), _whole_form(1, 100, '3')]
_SoHangDau = Annotated[int, _whole(0, 5, '2'), _whole_form(0, 5, '2')]


_SHEET_RULE = "Đặt tệp .xlsx cạnh tệp văn bản và chỉ ghi tên tệp, ví dụ: bieu-1.xlsx."
_RANGE_RULE = "Viết ô đầu và ô cuối, ví dụ: A1:F20; bỏ dòng này thì lấy cả trang tính."


_SHEET_FORM = typed(
    _SHEET_RULE,
    r'^(?!\.)[^\\/:*?"<>|\x00-\x1f]{1,120}\.[xX][lL][sS][xX]$',
    ('bieu-1.xlsx', 'phu-luc.xlsx'),
    type=['string'],
)
_RANGE_FORM = typed(_RANGE_RULE, rf'^\s*(?:{_RANGE.pattern})\s*$', ('A1:F20', 'A1:H40'), type=['string'])


def _sheet_file(value: str) -> str:
    if not _SHEET_FILE.fullmatch(value) or value.startswith('.'):
        raise fault(
            'DL022',
            f"«{short(value)}» không phải là tên tệp bảng tính dùng được.",
            _SHEET_RULE,
        )
    return value


def _range(value: str) -> str:
    if not _RANGE.fullmatch(value.strip()):
        raise fault('DL023', f"«{short(value)}» không phải là vùng ô của bảng tính.", _RANGE_RULE)
    return value.strip().upper()


_TO_CHILDREN = "Chuyển các dòng đó xuống từng cột trong «cot_con»."


class Cot(Khung, title="Cột"):
    """A column, or (with `cot_con`) a head over several columns."""

    model_config = rules(not_together(_TO_CHILDREN, ('rong', 'can'), 'cot_con'))

    ten: Dong = truong("Tên cột", "Chữ ở đầu cột.")
    rong: _DoRong | None = truong(
        "Rộng", "Độ rộng so với các cột khác, ví dụ: 3 là rộng gấp ba cột ghi 1.", Fate.CHOOSES, default=None
    )
    can: Annotated[str, After(choice("trái", "giữa", "phải"))] | None = truong(
        "Căn", "«trái», «giữa» hoặc «phải»; bỏ trống thì cột số căn phải, cột chữ căn trái.",
        Fate.CHOOSES, default=None,
    )  # fmt: skip
    cot_con: tuple[CotViet, ...] = truong(
        "Cột con", "Các cột dưới một đầu cột chung.", Fate.CHOOSES, default=()
    )

    @model_validator(mode='after')
    def _one_kind(self) -> Self:
        own = [key for key in ('rong', 'can') if getattr(self, key) is not None]
        if self.cot_con and own:
            raise fault(
                'DL092',
                f"Đầu cột chung «{short(self.ten)}» có cột con nên không nhận {', '.join(own)}.",
                _TO_CHILDREN,
            )
        return self


CotViet = Annotated[Cot, Before(text_as_item('ten'))]


_ONE_ROW = "Mỗi hàng của bảng là một dòng: các ô, «nhom» hoặc «tong»."


class HangBang(Khung, title="Hàng của bảng"):
    """A row: its cells divided by `|`; a group row and a total row are bold."""

    model_config = rules(
        any_of(_ONE_ROW, ('o',), ('nhom',), ('tong',)),
        not_together(_ONE_ROW, ('nhom', 'tong'), 'o'),
        not_together(_ONE_ROW, ('tong',), 'nhom'),
    )

    o: Dong | None = truong("Ô", "Các ô của hàng, cách nhau dấu |.", default=None)
    nhom: Dong | None = truong(
        "Hàng nhóm", "Hàng in đậm; một ô thì trải hết các cột, nhiều ô thì cách nhau dấu |.", default=None
    )
    tong: Dong | None = truong("Hàng tổng", "Hàng tổng, in đậm; các ô cách nhau dấu |.", default=None)

    @model_validator(mode='after')
    def _one_kind(self) -> HangBang:
        if sum(v is not None for v in (self.o, self.nhom, self.tong)) != 1:
            raise fault(
                'DL024',
                _ONE_ROW,
                "Tách thành từng hàng, ví dụ: «- 1 | Thu nội địa | 295» rồi «- tong: Cộng | 295».",
            )
        return self


_NO_TABLE = "Viết «cot» (các cột) và «hang» (các hàng), hoặc «tu_tep» (tệp bảng tính)."
_ONLY_OF_SHEETS = "Thêm «tu_tep: tên tệp .xlsx», hoặc xóa các dòng đó."


class Bang(Khung, title="Bảng"):
    """A table of the paper's own rows, or of a range of a spreadsheet."""

    model_config = rules(
        any_of(_NO_TABLE, ('cot', 'hang'), ('tu_tep',)),
        not_together("Bảng lấy từ tệp (tu_tep) không đi cùng dòng này.", ('cot', 'so_cot', 'hang'), 'tu_tep'),
        needs(_ONLY_OF_SHEETS, ('trang_tinh', 'vung', 'hang_dau'), 'tu_tep'),
    )

    ten: Dong | None = truong("Tên bảng", "Tên in trên bảng.", default=None)
    don_vi: Dong | None = truong("Đơn vị tính", "In bên phải, ngay trên bảng.", default=None)
    cot: tuple[CotViet, ...] = truong("Cột", "Các cột của bảng.", Fate.CHOOSES, default=())
    so_cot: Dong | None = truong(
        "Số cột",
        "Hàng số thứ tự cột dưới đầu bảng: «có», hoặc tự ghi, ví dụ: (1) | (2) | (3=2/1).",
        default=None,
    )
    hang: tuple[Annotated[HangBang, Before(text_as_item('o'))], ...] = truong(
        "Hàng", "Các hàng của bảng, mỗi hàng một dòng, các ô cách nhau dấu |.", Fate.CHOOSES, default=()
    )
    ghi_chu: VanXuoi | None = truong("Ghi chú", "Các đoạn in ngay dưới bảng.", default=None)
    tu_tep: Annotated[Dong, After(_sheet_file), _SHEET_FORM] | None = truong(
        "Từ tệp", "Tệp .xlsx đặt cạnh tệp văn bản; bảng lấy nguyên nội dung ở đó.", Fate.CHOOSES, default=None
    )
    trang_tinh: Dong | None = truong(
        "Trang tính", "Tên trang tính; bỏ trống là trang đầu tiên.", Fate.CHOOSES, default=None
    )
    vung: Annotated[str, After(_range), _RANGE_FORM] | None = truong(
        "Vùng", "Vùng ô lấy vào bảng, ví dụ: A1:F20.", Fate.CHOOSES, default=None
    )
    hang_dau: _SoHangDau | None = truong(
        "Hàng đầu",
        "Số hàng đầu bảng của trang tính, lặp lại ở mỗi trang; mặc định là 1.",
        Fate.CHOOSES,
        default=None,
    )

    @model_validator(mode='after')
    def _one_source(self) -> Bang:
        if self.tu_tep is not None:
            typed = [key for key in ('cot', 'so_cot', 'hang') if getattr(self, key)]
            if typed:
                raise fault(
                    'DL025',
                    f"Bảng lấy từ tệp (tu_tep) không đi cùng {', '.join(typed)}.",
                    "Bỏ các dòng đó, hoặc bỏ «tu_tep» và gõ bảng ngay tại đây.",
                )
            return self
        sheet = [key for key in ('trang_tinh', 'vung', 'hang_dau') if getattr(self, key) is not None]
        if sheet:
            raise fault(
                'DL026',
                f"{', '.join(sheet)} chỉ dùng khi bảng lấy từ tệp bảng tính.",
                _ONLY_OF_SHEETS,
            )
        if not self.cot or not self.hang:
            raise fault(
                'DL027',
                "Bảng chưa có cột hoặc chưa có hàng.",
                _NO_TABLE,
            )
        return self
