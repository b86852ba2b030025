"""What `${figure.field}` prints: results, plans, rates and changes, each computed once and never from a guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from baocao.errors import Level
from baocao.models import FIELDS
from baocao.regexes import regex
from baocao.vietnamese import Quantity
from baocao.view.asked import Asked
from baocao.view.figure_rates import change_of, left_of, plan_of, share_of
from baocao.view.figures import (
    Value,
    done_of_total,
    result,
    same_period,
    total,
)
from baocao.view.judged_counts import judgement_of
from baocao.view.names import Name, Printed, as_typed, close
from baocao.view.writer import Writer

#: words that say of a result that it is none yet
_NOT_FINAL = regex(r"(?<!\w)(?:ước|dự kiến|phấn đấu|khoảng)(?!\w)", re.IGNORECASE)


def figure(writer: Writer, name: Name) -> tuple[Printed | None] | None:
    """What a reference to a figure prints, in a tuple of its own (holding None where something is wrong, which is
    reported); None where its first word names no figure."""
    known = writer.figures
    for length in (2, 1):
        found = known.get('.'.join(name.words[:length]))
        if found is not None and len(name.words) >= length:
            return (_field(Asked(writer, name, found, name.words[length:])),)
    judged = judgement_of(writer, name)
    if judged is not None:
        return judged
    below = [full for full in known if full.startswith(f'{name.words[0]}.')]
    if not below:
        return None
    near = close('.'.join(name.words), below)
    listed = ', '.join(f'${{{full}}}' for full in below[:6])
    writer.report_at(
        'SL040',
        Level.CHAN,
        name.place,
        f"{name.shown} chưa nói số nào: «{name.words[0]}» có nhiều số.",
        f"Có phải là ${{{near}}}?" if near and len(name.words) > 1 else f"Viết một trong: {listed}.",
    )
    return (None,)


def _field(asked: Asked) -> Printed | None:
    field = asked.words[0] if asked.words else 'thuc_hien'
    making = _FIELDS.get(field)
    most = 2 if field in ('thuc_hien', 'cung_ky', 'ke_hoach', 'ty_le', 'con_lai', 'cong_bo') else 1
    if making is not None and len(asked.words) <= most:
        return making(asked)
    wrong = asked.words[0] if making is None else asked.words[most]
    names = [f for f in FIELDS if f in _FIELDS]
    parts = [full for full in asked.writer.figures if full.startswith(f'{asked.figure.name}.')]
    near = close(wrong, [*names, *(part.rpartition('.')[2] for part in parts)])
    remedy = f"Có phải là ${{{asked.figure.name}.{near}}}?" if near else f"Viết một trong: {', '.join(names)}"
    remedy = remedy if near else f"{remedy}; {as_typed(asked.name.shown)}"
    asked.refuse('SL040', f"số liệu «{asked.figure.name}» không có phần nào tên là «{wrong}».", remedy)
    return None


def _result(asked: Asked) -> Printed | None:
    """The result; of a pair done and total where only its name is given."""
    ky = asked.period()
    if ky is None:
        return None
    value = asked.known(result(asked.figure.con_so, ky), 'thuc_hien', ky)
    if value is not None and not asked.words:
        value = asked.known(done_of_total(asked.figure.con_so, ky), 'tong_so', ky)
    if value is None:
        return None
    if value.is_estimate:
        _say_estimate(asked, value)
    return value.quantity.text, 'thuc_hien', asked.name.forms


def _say_estimate(asked: Asked, value: Value) -> None:
    """An estimate that its paragraph does not tell as one."""
    path, at, _ = asked.name.place
    typed = asked.writer.ho_so.typed(path)
    start = typed.rfind('\n\n', 0, at) + 1
    end = typed.find('\n\n', at)
    paragraph = typed[start : end if end >= 0 else len(typed)]
    if _NOT_FINAL.search(paragraph):
        return
    asked.writer.report_at(
        'SL046',
        Level.CANH_BAO,
        asked.name.place,
        f"{asked.name.shown}: «{value.quantity.text}» là số ước, nhưng đoạn này không nói «ước».",
        f"Viết ${{{asked.figure.name}.uoc}} để in kèm chữ «ước», hoặc thêm chữ «ước» vào câu.",
    )


def _estimated(asked: Asked) -> Printed | None:
    """The result, with the word "ước" before it where it is an estimate."""
    ky = asked.period()
    value = asked.known(done_of_total(asked.figure.con_so, ky), 'thuc_hien', ky) if ky else None
    if value is None:
        return None
    text = f"ước {value.quantity.text}" if value.is_estimate else value.quantity.text
    return text, 'uoc', asked.name.forms


def _plan(asked: Asked) -> Printed | None:
    plan = plan_of(asked)
    return (plan.text, 'ke_hoach', asked.name.forms) if plan else None


def _simple(field: str, take: Callable[[Asked, str], Value | None]) -> Callable[[Asked], Printed | None]:
    def making(asked: Asked) -> Printed | None:
        ky = asked.period()
        value = asked.known(take(asked, ky), field, ky) if ky else None
        return (value.quantity.text, field, asked.name.forms) if value else None

    return making


def _published(asked: Asked) -> Printed | None:
    """An official rate as it was given."""
    rates = asked.figure.con_so.cong_bo
    key = asked.words[1] if len(asked.words) > 1 else ''
    if key not in rates:
        listed = ', '.join(f'${{{asked.figure.name}.cong_bo.{known}}}' for known in rates)
        asked.refuse(
            'SL040',
            f"không có tỷ lệ công bố nào tên là «{key}»." if key else "chưa nói tỷ lệ công bố nào.",
            f"Viết một trong: {listed}." if rates else "Ghi «cong_bo» của số này ở tệp số liệu.",
        )
        return None
    ky = asked.period()
    if ky is None:
        return None
    by_period: Mapping[str, Quantity] = rates[key]
    rate = by_period.get(ky, by_period.get(f'uoc_{ky}'))
    if rate is None:
        asked.refuse('SL042', f"chưa có tỷ lệ công bố kỳ «{ky}».", f"Ghi «cong_bo», «{key}», dòng «{ky}: …».")
        return None
    return rate.text, 'cong_bo', asked.name.forms


def _source(asked: Asked) -> Printed | None:
    if asked.figure.nguon is None:
        asked.refuse('SL042', "số liệu này chưa ghi nguồn.", "Ghi «nguon» của số này ở tệp số liệu.")
        return None
    return asked.figure.nguon, 'nguon', asked.name.forms


def _judged(asked: Asked) -> Printed | None:
    found = judgement_of(asked.writer, asked.name)
    if found is None:
        asked.refuse('SL040', "chỉ chỉ tiêu mới có đánh giá.", f"Bỏ «danh_gia»; {as_typed(asked.name.shown)}")
        return None
    return found[0]


_FIELDS: Mapping[str, Callable[[Asked], Printed | None]] = {
    'thuc_hien': _result,
    'uoc': _estimated,
    'ke_hoach': _plan,
    'cung_ky': _simple('cung_ky', lambda asked, ky: same_period(asked.figure.con_so, ky)),
    'tong_so': _simple('tong_so', lambda asked, ky: total(asked.figure.con_so, ky)),
    'ty_le': share_of,
    'tang_giam': change_of,
    'con_lai': left_of,
    'cong_bo': _published,
    'danh_gia': _judged,
    'nguon': _source,
}
