"""What `${figure.field}` computes: percent of plan or total, change against the same period, what is left."""

from __future__ import annotations

from baocao.vietnamese import Quantity, format_number, pad_count, scale
from baocao.view.asked import Asked
from baocao.view.figure_sums import change, comparable, percent, shown
from baocao.view.figures import is_pair, result, same_period, total
from baocao.view.names import Printed, rounding
from baocao.view.times import plan_day


def plan_of(asked: Asked) -> Quantity | None:
    """The plan of the giver that is named, or the only one; None, reported, where there is no telling."""
    plans = {
        g: quantity for g, (_, quantity) in asked.figure.con_so.plans(plan_day(asked.writer.ho_so)).items()
    }
    giver = asked.words[1] if len(asked.words) > 1 else ''
    if giver in plans:
        return plans[giver]
    if not giver and len(plans) == 1:
        return next(iter(plans.values()))
    field = asked.words[0]
    listed = ', '.join(f'${{{asked.figure.name}.{field}.{known}}}' for known in plans if known)
    if not plans:
        asked.refuse('SL044', "số liệu này không có kế hoạch.", "Ghi «ke_hoach» của số này ở tệp số liệu.")
    elif giver:
        asked.refuse('SL044', f"không có kế hoạch của bên giao «{giver}».", f"Viết một trong: {listed}." if listed else
                     f"Viết ${{{asked.figure.name}.{field}}}.")  # fmt: skip
    else:
        asked.refuse('SL044', "kế hoạch do nhiều bên giao.", f"Viết một trong: {listed}.")
    return None


def share_of(asked: Asked) -> Printed | None:
    """The percent of the plan, of a pair the percent of the total."""
    ky = asked.period()
    done = asked.known(result(asked.figure.con_so, ky), 'thuc_hien', ky) if ky else None
    base = _base(asked, ky) if done and ky else None
    if done is None or base is None:
        return None
    share = percent(done.quantity, base)
    if share is None:
        asked.refuse(
            'SL043',
            f"không chia được «{done.quantity.text}» cho «{base.text}».",
            "Ghi hai con số cùng đơn vị; kế hoạch bằng lời thì dùng tỷ lệ công bố (cong_bo).",
        )
        return None
    decimals, forms = rounding(asked.name)
    return f'{shown(share, decimals)}%', 'ty_le', forms


def _base(asked: Asked, ky: str) -> Quantity | None:
    """What a result is a share of: the total of a pair, else the plan."""
    if is_pair(asked.figure.con_so) and len(asked.words) == 1:
        whole = asked.known(total(asked.figure.con_so, ky), 'tong_so', ky)
        return whole.quantity if whole else None
    return plan_of(asked)


def change_of(asked: Asked) -> Printed | None:
    """The change against the same period: percent, or percentage points of a rate."""
    ky = asked.period()
    con_so = asked.figure.con_so
    now = asked.known(result(con_so, ky), 'thuc_hien', ky) if ky else None
    then = asked.known(same_period(con_so, ky), 'cung_ky', ky) if now and ky else None
    if now is None or then is None:
        return None
    if not comparable(con_so):
        asked.refuse(
            'SL045',
            f"số cùng kỳ thuộc phạm vi khác («{con_so.pham_vi_cung_ky}») nên không so sánh được.",
            "Cộng lại số cùng kỳ theo phạm vi hiện nay, hoặc ghi «so_sanh_duoc: lý do» nếu vẫn so sánh được.",
        )
        return None
    decimals, forms = rounding(asked.name)
    worded = change(now.quantity, then.quantity, decimals)
    if worded is None:
        asked.refuse(
            'SL043',
            f"không so sánh được «{now.quantity.text}» với «{then.quantity.text}».",
            "Ghi hai con số cùng đơn vị, hoặc dùng tỷ lệ công bố (cong_bo).",
        )
        return None
    return worded, 'tang_giam', forms


def left_of(asked: Asked) -> Printed | None:
    """What is left of the total, or of the plan."""
    ky = asked.period()
    done = asked.known(result(asked.figure.con_so, ky), 'thuc_hien', ky) if ky else None
    base = _base(asked, ky) if done and ky else None
    if done is None or base is None:
        return None
    one, two = done.quantity, base
    share = percent(one, two)
    if share is None or share > 100 or scale(one.unit, two.unit) != 1:
        asked.refuse(
            'SL043',
            f"không tính được phần còn lại của «{two.text}» sau khi đã có «{one.text}».",
            "Viết thẳng nội dung cần in.",
        )
        return None
    left = format_number(
        two.numbers[0].decimal - one.numbers[0].decimal, max(one.numbers[0].decimals, two.numbers[0].decimals)
    )
    unit = two.text[two.spans[-1][1] :] or one.text[one.spans[-1][1] :]
    return f'{pad_count(left)}{unit}', 'con_lai', asked.name.forms
