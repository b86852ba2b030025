"""Parts that are known to make a whole, though the text opens them as a selection only (`trong đó`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from baocao.regexes import regex


class Partition(NamedTuple):
    """Names of the parts, each told by a pattern. `sure` is False where a further part may go unsaid; `needs` is what
    the list must also name to be whole."""

    parts: tuple[re.Pattern[str], ...]
    sure: bool
    reason: str
    needs: re.Pattern[str] | None = None


def _partition(reason: str, *patterns: str, sure: bool = True, needs: str = '') -> Partition:
    parts = tuple(regex(p) for p in patterns)
    return Partition(parts, sure, reason, regex(needs) if needs else None)


#: as of 2025; the order is that of certainty
PARTITIONS: tuple[Partition, ...] = (
    _partition(
        "the three sectors of the national accounts (Law on Statistics, QĐ 27/2018/QĐ-TTg); taxes on products are told apart",
        r'dịch\s+vụ|(?<!\w)dv(?!\w)',
        r'công\s+nghiệp|(?<!\w)cn(?!\w)',
        r'nông|(?<!\w)nlts(?!\w)',
        needs=r'xây\s+dựng|(?<!\w)xd(?!\w)',
    ),
    _partition(
        "the three sectors by their numbers",
        r'khu\s+vực\s+i(?!\w)',
        r'khu\s+vực\s+ii(?!\w)',
        r'khu\s+vực\s+iii(?!\w)',
    ),
    _partition("residents of towns and of the country", r'thành\s+thị', r'nông\s+thôn'),
    _partition("women and men", r'(?<!\w)nữ(?!\w)', r'(?<!\w)nam(?!\w)'),
    _partition("members of the Party (Điều lệ Đảng)", r'chính\s+thức', r'dự\s+bị'),
    _partition(
        "the yearly grades of members and officials (NĐ 90/2020/NĐ-CP)",
        r'xuất\s+sắc',
        r'hoàn\s+thành\s+tốt',
        r'(?<!không\s)hoàn\s+thành\s*(?:nhiệm\s+vụ|$)',
        r'không\s+hoàn\s+thành',
    ),
    _partition(
        "answers in a survey",
        r'rất\s+hài\s+lòng',
        r'(?<!rất\s)(?<!chưa\s)(?<!không\s)hài\s+lòng',
        r'(?:chưa|không)\s+hài\s+lòng',
    ),
    _partition("forest by origin (Law on Forestry)", r'rừng\s+tự\s+nhiên', r'rừng\s+trồng'),
    _partition(
        "land by its use (Law on Land)",
        r'đất\s+nông\s+nghiệp',
        r'phi\s+nông\s+nghiệp',
        r'chưa\s+sử\s+dụng',
    ),
    _partition(
        "what is settled, by its time limit (NĐ 61/2018/NĐ-CP, report forms)",
        r'(?:đúng|trước|trong)(?:\s+và\s+(?:trước|đúng))?\s+(?:thời\s+)?hạn',
        r'(?:quá|trễ|sau)\s+(?:thời\s+)?hạn',
    ),
    _partition("what is still open, by its time limit (the same)", r'chưa\s+(?:đến|tới)\s+hạn', r'quá\s+hạn'),
    _partition(
        "what came in, by its period (the same)",
        r'kỳ\s+trước|tồn\s+(?:đầu|trước)',
        r'tiếp\s+nhận|(?:phát\s+sinh|trong)\s+(?:mới|kỳ)|mới\s+phát\s+sinh',
    ),
    _partition(
        "projects and capital by origin", r'trong\s+nước', r'nước\s+ngoài|(?<!\w)fdi(?!\w)', sure=False
    ),
    _partition(
        "revenue (Law on the State Budget 2015, điều 5); crude oil and grants exist in few provinces",
        r'nội\s+địa',
        r'xuất(?:\s+khẩu)?\s*,?\s*nhập\s+khẩu',
        sure=False,
    ),
    _partition(
        "stars of OCOP products (QĐ 148/QĐ-TTg 2023): 3 to 5; those of five are few and told first",
        r'(?<!\d)0?4\s+sao',
        r'(?<!\d)0?3\s+sao',
        sure=False,
    ),
    _partition(
        "the levels of local government up to 2025; central offices may be told apart",
        r'cấp\s+tỉnh',
        r'cấp\s+huyện',
        r'cấp\s+xã',
        sure=False,
    ),
)

_PRODUCT = regex(r'grdp|gdp|tổng\s+sản\s+phẩm', re.IGNORECASE)
_TAXES = regex(r'thuế', re.IGNORECASE)


def partition_of(labels: Sequence[str]) -> Partition | None:
    """The partition whose every part is named by a row of its own; the rows' words are in small letters."""
    for partition in PARTITIONS:
        named = [[i for i, label in enumerate(labels) if part.search(label)] for part in partition.parts]
        if all(named) and len({rows[0] for rows in named}) == len(named):
            if partition.needs and not any(partition.needs.search(label) for label in labels):
                continue
            return partition
    return None


def lacks_taxes(lead: str, labels: Sequence[str], gap: Decimal) -> bool:
    """True where the whole is a gross product, of which the sectors leave out the taxes on products, and no row
    tells them. `gap` is what the sectors leave of the whole, as a share of it: these taxes are 2 to 25%."""
    if not Decimal('0.02') <= gap <= Decimal('0.25'):
        return False
    return bool(_PRODUCT.search(lead)) and not any(_TAXES.search(label) for label in labels)
