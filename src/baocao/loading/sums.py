"""Done and total, parts and total: what does not add up is said with the sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from baocao.errors import Finding, Level
from baocao.loading.told import Loc, Told
from baocao.models import SoLieuKhac, ThanhPhan, value_of
from baocao.vietnamese import Kind, Quantity, format_number, period_of_key, scale


def pairs(at: Told, loc: Loc, figure: ThanhPhan) -> Iterator[Finding]:
    """Done and total that do not belong together."""
    for key, total in (figure.tong_so or {}).items():
        done = value_of(figure.thuc_hien, period_of_key(key).ma)
        if done is None:
            continue
        factor = scale(done[1].unit, total.unit)
        if factor != 1 or done[1].kind is not Kind.ONE or total.kind is not Kind.ONE:
            yield at.said(
                'SL031',
                Level.CHAN,
                (*loc, 'tong_so', key),
                f"«{done[1].text}» và «{total.text}» không ghép được thành một cặp.",
                "Ghi hai số cùng đơn vị, ví dụ: thuc_hien: 22 vụ, tong_so: 23 vụ.",
            )
        elif done[1].numbers[0].decimal > total.numbers[0].decimal:
            yield at.said(
                'SL030',
                Level.CANH_BAO,
                (*loc, 'thuc_hien', done[0]),
                f"Đã thực hiện {done[1].text}, nhiều hơn tổng số {total.text}.",
                "Kiểm tra lại hai số này.",
            )


def sums(at: Told, loc: Loc, figure: SoLieuKhac) -> Iterator[Finding]:
    """The totals of a figure against the sums of its parts."""
    if not figure.gom:
        return
    for field, total in (('thuc_hien', figure.thuc_hien), ('tong_so', figure.tong_so)):
        for key, whole in (total or {}).items():
            parts = {code: getattr(part, field) for code, part in figure.gom.items()}
            yield from _sum(at, (*loc, field, key), key, whole, parts)


def _sum(
    at: Told, loc: Loc, key: str, whole: Quantity, parts: Mapping[str, Mapping[str, Quantity] | None]
) -> Iterator[Finding]:
    """A total against the sum of its parts in one period."""
    ky = period_of_key(key).ma
    found = {code: value_of(values, ky) for code, values in parts.items()}
    lacking = [code for code, value in found.items() if value is None]
    if lacking:
        if len(lacking) < len(found):
            yield at.said(
                'SL035',
                Level.CANH_BAO,
                loc,
                f"Thành phần {', '.join(f'«{code}»' for code in lacking)} chưa có số kỳ «{ky}» nên không cộng được.",
                "Ghi đủ các thành phần của kỳ này.",
            )
        return
    values = [value[1] for value in found.values() if value is not None]
    if whole.kind is not Kind.ONE or any(value.kind is not Kind.ONE for value in values):
        return
    factors = [scale(value.unit, whole.unit) for value in values]
    terms = [v.numbers[0].decimal * f for v, f in zip(values, factors, strict=True) if f is not None]
    if len(terms) < len(values):
        yield at.said(
            'SL036',
            Level.CANH_BAO,
            loc,
            f"Các thành phần không cùng đơn vị với «{whole.text}» nên không cộng được.",
            "Ghi các thành phần cùng đơn vị với số chung.",
        )
    elif sum(terms) != whole.numbers[0].decimal:
        shown = ' + '.join(value.numbers[0].text for value in values)
        places = max(number.decimals for number in (whole.numbers[0], *(v.numbers[0] for v in values)))
        total = sum(terms, Decimal(0)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        yield at.said(
            'SL028',
            Level.LOI,
            loc,
            f"Số chung ghi {whole.text}, nhưng các thành phần cộng lại là {shown} = {format_number(total)}.",
            "Sửa số chung hoặc thành phần ghi sai; bỏ dòng số chung thì chương trình tự cộng.",
        )
