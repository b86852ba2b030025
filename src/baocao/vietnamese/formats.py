"""Named formats: what may follow the bar in `${ten|dang}` of the data and in the tags of the templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import localcontext
from types import MappingProxyType

from msgspec import Struct

from baocao.vietnamese.dates import long_date, month_year, parse_date, quarter, roman, short_date
from baocao.vietnamese.faults import shown
from baocao.vietnamese.letters import lower_first, upper_first
from baocao.vietnamese.numbers import MAX_DIGITS, BadNumber, So, format_number, pad_count, parse_number
from baocao.vietnamese.quantity import Kind, Quantity, parse_quantity
from baocao.vietnamese.words import in_words, ordinal_in_words, sum_in_words


class Format(Struct, frozen=True):
    """A format: its name in `${ten|name}`, words for people, and an example that its tests run.

    `apply` takes the text as typed and raises BadNumber or BadDate where the text does not fit.
    """

    name: str
    title: str
    description: str
    example_in: str
    example_out: str
    apply: Callable[[str], str]


def _one(text: str, kinds: tuple[Kind, ...] = (Kind.ONE, Kind.RANGE, Kind.PAIR)) -> Quantity:
    quantity = parse_quantity(text)
    if quantity.kind not in kinds:
        raise BadNumber(
            f"Dạng này chỉ dùng cho con số, nhưng đang là {shown(text)}.",
            "Bỏ dạng sau dấu |, hoặc ghi giá trị là một con số kèm đơn vị, ví dụ: 50,6%.",
        )
    return quantity


def _rounded(decimals: int) -> Callable[[str], str]:
    return lambda text: _one(text).with_numbers(lambda number: format_number(number.decimal, decimals))


def _percent(decimals: int, sign: str) -> Callable[[str], str]:
    def apply(text: str) -> str:
        quantity = _one(text)
        if not (quantity.unit.startswith(sign) or not quantity.unit):
            raise BadNumber(
                f"{shown(text)} không phải là số {sign}.", f"Dùng dạng này cho số {sign}, ví dụ: 50,6{sign}."
            )
        out = quantity.with_numbers(lambda number: format_number(number.decimal, decimals))
        return out if quantity.unit else out + sign

    return apply


def _grouped(text: str) -> str:
    return _one(text).with_numbers(lambda number: format_number(number.decimal, number.decimals))


def _padded(text: str) -> str:
    return _one(text).with_numbers(lambda number: pad_count(number.text))


def _worded(text: str) -> str:
    quantity = _one(text, (Kind.ONE,))
    worded = quantity.with_numbers(lambda number: in_words(number.decimal))
    return re.sub(r"\s*([%‰])", lambda sign: {"%": " phần trăm", "‰": " phần nghìn"}[sign[1]], worded)


_MONEY = {
    '': 1, 'đồng': 1, 'nghìn đồng': 10**3, 'ngàn đồng': 10**3, 'triệu đồng': 10**6, 'tỷ đồng': 10**9,
    'tỉ đồng': 10**9, 'nghìn tỷ đồng': 10**12, 'ngàn tỷ đồng': 10**12,
}  # fmt: skip


def _money(chan: bool) -> Callable[[str], str]:
    def apply(text: str) -> str:
        quantity = _one(text, (Kind.ONE,))
        unit = ' '.join(quantity.unit.casefold().split())
        if unit not in _MONEY or quantity.hedge:
            raise BadNumber(
                f"{shown(text)} không phải là một số tiền.",
                "Ghi một số kèm đơn vị đồng, ví dụ: 1.050.000.000 đồng.",
            )
        with localcontext() as exact:
            exact.prec = 2 * MAX_DIGITS
            dong = quantity.numbers[0].decimal * _MONEY[unit]
        return sum_in_words(dong, chan)

    return apply


def _whole(text: str, use: str) -> int:
    number: So = parse_number(text)
    if not number.is_whole or number.decimal != int(number.decimal):
        raise BadNumber(f"{shown(text)} không phải là số nguyên.", f"Ghi số nguyên để viết {use}, ví dụ: 3.")
    return int(number.decimal)


_ALL = (
    Format('hoa', "Chữ hoa", "Viết hoa tất cả các chữ.", "Quảng Ngãi", "QUẢNG NGÃI", lambda t: t.upper()),
    Format('thuong', "Chữ thường", "Viết thường tất cả các chữ.", "BÁO CÁO", "báo cáo", lambda t: t.lower()),
    Format(
        'viet_hoa_dau',
        "Hoa chữ đầu",
        "Viết hoa chữ cái đầu tiên.",
        "đạt kế hoạch",
        "Đạt kế hoạch",
        upper_first,
    ),
    Format(
        'viet_thuong_dau', "Thường chữ đầu", "Viết thường chữ cái đầu tiên.", "Ủy ban", "ủy ban", lower_first
    ),
    Format('hai_chu_so', "Hai chữ số", "Thêm số 0 trước số đếm từ 1 đến 9.", "5 xã", "05 xã", _padded),
    Format(
        'nhom_nghin', "Ngăn hàng nghìn", "Ngăn hàng nghìn bằng dấu chấm.", "1250 hộ", "1.250 hộ", _grouped
    ),
    Format('lam_tron_0', "Làm tròn đến đơn vị", "Không còn số thập phân.", "92,5%", "93%", _rounded(0)),
    Format(
        'lam_tron_1', "Làm tròn một số lẻ", "Còn một số thập phân.", "trên 92,25%", "trên 92,3%", _rounded(1)
    ),
    Format('lam_tron_2', "Làm tròn hai số lẻ", "Còn hai số thập phân.", "75,0391", "75,04", _rounded(2)),
    Format(
        'lam_tron_3',
        "Làm tròn ba số lẻ",
        "Còn ba số thập phân.",
        "1.650,35 tỷ đồng",
        "1.650,350 tỷ đồng",
        _rounded(3),
    ),
    Format('phan_tram_0', "Phần trăm", "Phần trăm không có số thập phân.", "75,5", "76%", _percent(0, '%')),
    Format(
        'phan_tram_1',
        "Phần trăm, một số lẻ",
        "Phần trăm với một số thập phân.",
        "11,47%",
        "11,5%",
        _percent(1, '%'),
    ),
    Format(
        'phan_tram_2',
        "Phần trăm, hai số lẻ",
        "Phần trăm với hai số thập phân.",
        "75,0391",
        "75,04%",
        _percent(2, '%'),
    ),
    Format(
        'phan_nghin_1',
        "Phần nghìn, một số lẻ",
        "Phần nghìn với một số thập phân.",
        "7,45",
        "7,5‰",
        _percent(1, '‰'),
    ),
    Format(
        'bang_chu',
        "Số bằng chữ",
        "Viết con số bằng chữ.",
        "1.010 hộ",
        "một nghìn không trăm mười hộ",
        _worded,
    ),
    Format(
        'tien_bang_chu',
        "Tiền bằng chữ",
        "Viết số tiền bằng chữ, đến đồng.",
        "1,05 tỷ đồng",
        "Một tỷ không trăm năm mươi triệu đồng",
        _money(False),
    ),
    Format(
        'tien_bang_chu_chan',
        "Tiền bằng chữ, chẵn",
        "Như tien_bang_chu, cuối thêm chữ chẵn.",
        "5.000 đồng",
        "Năm nghìn đồng chẵn",
        _money(True),
    ),
    Format(
        'thu_tu',
        "Thứ tự",
        "Viết thứ tự bằng chữ.",
        "4",
        "thứ tư",
        lambda t: ordinal_in_words(_whole(t, "thứ tự")),
    ),
    Format('la_ma', "Số La Mã", "Viết số La Mã.", "3", "III", lambda t: roman(_whole(t, "số La Mã"))),
    Format('quy', "Quý", "Viết tên quý.", "3", "Quý III", lambda t: quarter(_whole(t, "tên quý"))),
    Format(
        'ngay_dai',
        "Ngày viết đủ",
        "Viết đủ ngày, tháng, năm.",
        "5/3/2020",
        "ngày 05 tháng 3 năm 2020",
        lambda t: long_date(parse_date(t)),
    ),
    Format(
        'ngay_ngan',
        "Ngày viết gọn",
        "Viết ngày bằng số.",
        "5/3/2020",
        "05/3/2020",
        lambda t: short_date(parse_date(t)),
    ),
    Format(
        'thang_nam',
        "Tháng và năm",
        "Viết tháng và năm.",
        "2/2023",
        "tháng 02/2023",
        lambda t: month_year(parse_date(t)),
    ),
)

#: name -> format, in the order in which people are told of them.
FORMATS: Mapping[str, Format] = MappingProxyType({form.name: form for form in _ALL})
