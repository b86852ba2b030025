"""Excuses: findings of the figure checks that the drafter has looked at and lets stand."""

from __future__ import annotations

import re
from typing import Annotated

from baocao.models.fields import Dong, Fate, Khung, fault, short, truong
from baocao.models.forms import typed
from baocao.models.validators import After

_FINDING = r'SL2[0-9]{2}'
_FINDING_RULE = "Viết mã của phát hiện khi đối chiếu số liệu, từ SL201 đến SL299, ví dụ: SL211."


def _finding(value: str) -> str:
    if not re.fullmatch(_FINDING, value.strip()):
        raise fault('DL170', f"«{short(value)}» không phải là mã phát hiện chấp nhận được.", _FINDING_RULE)
    return value.strip()


class ChapNhan(Khung, title="Chấp nhận"):
    """A finding that is let stand: its code, words of the sentence, and the reason."""

    phat_hien: Annotated[
        str, After(_finding), typed(_FINDING_RULE, rf'^\s*{_FINDING}\s*$', ('SL211', 'SL241'))
    ] = truong("Phát hiện", "Mã của phát hiện, ví dụ: SL211.", Fate.DATA)
    cho: Dong | None = truong(
        "Chỗ", "Mấy chữ của câu có phát hiện; bỏ trống là mọi chỗ.", Fate.DATA, default=None
    )
    ly_do: Dong = truong("Lý do", "Vì sao số liệu như vậy là đúng.", Fate.DATA)
