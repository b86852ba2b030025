"""The ways of signing: the abbreviations before a name of authority or a post.

Source: Decree 30/2020/NĐ-CP, Điều 13 (who may sign) and Phụ lục I, Phần I, Mục II, khoản 7 (how it is
written). Slashes (T/M, K/T) are the Party's way of writing, not the state's.
"""

from __future__ import annotations

import unicodedata

from msgspec import Struct

from baocao.vietnamese.letters import tone_key


class HinhThucKy(Struct, frozen=True):
    """A way of signing: the abbreviation with its dot, its name in lower case, the rule, and its article."""

    ky_hieu: str
    ten: str
    quy_tac: str
    nguon: str


_PHU_LUC = "Phụ lục I, Phần I, Mục II, khoản 7 Nghị định số 30/2020/NĐ-CP"

HINH_THUC_KY: tuple[HinhThucKy, ...] = (
    HinhThucKy(
        'TM.',
        "thay mặt",
        "Ký thay mặt tập thể: ghi “TM.” trước tên tập thể lãnh đạo hoặc tên cơ quan, tổ chức.",
        f"khoản 2 Điều 13; {_PHU_LUC}",
    ),
    HinhThucKy(
        'Q.',
        "quyền",
        "Được giao quyền cấp trưởng: ghi “Q.” trước chức vụ của người đứng đầu cơ quan, tổ chức.",
        _PHU_LUC,
    ),
    HinhThucKy(
        'KT.',
        "ký thay",
        "Ký thay người đứng đầu: ghi “KT.” trước chức vụ của người đứng đầu. "
        "Cấp phó được giao phụ trách hoặc điều hành ký như cấp phó ký thay cấp trưởng.",
        f"khoản 1 Điều 13; {_PHU_LUC}",
    ),
    HinhThucKy(
        'TL.',
        "thừa lệnh",
        "Ký thừa lệnh: ghi “TL.” trước chức vụ của người đứng đầu cơ quan, tổ chức. "
        "Người được ký thừa lệnh được giao lại cho cấp phó ký thay.",
        f"khoản 4 Điều 13; {_PHU_LUC}",
    ),
    HinhThucKy(
        'TUQ.',
        "thừa ủy quyền",
        "Ký thừa ủy quyền: ghi “TUQ.” trước chức vụ của người đứng đầu cơ quan, tổ chức. "
        "Việc ủy quyền phải bằng văn bản, có thời hạn và nội dung; người được ủy quyền không ủy quyền lại.",
        f"khoản 3 Điều 13; {_PHU_LUC}",
    ),
)


def find(name: str) -> HinhThucKy | None:
    """The way of signing by its abbreviation (with or without the dot, any case) or name; None otherwise.

    `T/M` and `K/T` are not found: they belong to documents of the Party.
    """
    typed = unicodedata.normalize('NFC', name[:60]).strip()
    for hinh_thuc in HINH_THUC_KY:
        bare = hinh_thuc.ky_hieu.removesuffix('.')
        if typed.upper() in (bare, hinh_thuc.ky_hieu) or tone_key(typed) == tone_key(hinh_thuc.ten):
            return hinh_thuc
    return None
