"""The office's own papers as entries of the register of issued papers, and as texts that other papers cite."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from baocao.errors import BaoCaoError
from baocao.loading.validate import validate
from baocao.markup import Reference, parse_inline
from baocao.models import CoQuan, VanBan, VanBanBanHanh, VanBanDan
from baocao.models.fields import AGENCY_CODE
from baocao.quy_dinh import TheLoai, find
from baocao.text import Text
from baocao.vietnamese import parse_period, short_date, upper_first
from baocao.workspace import Workspace

#: what stands in the register for the subject of a secret paper, and why it is not cited by itself
SECRET = "(văn bản mật, không ghi trích yếu)"
_NOT_TOLD = (
    "văn bản này có độ mật nên trích yếu không được tự lấy sang văn bản khác.",
    "Ghi văn bản này vào van-ban-dan.yaml với nội dung được phép dẫn.",
)

#: why a paper cannot be cited, and how to mend it
Refusal = tuple[str, str]


def text_of(
    workspace: Workspace, code: str, entry: VanBanBanHanh, used: list[PurePosixPath]
) -> VanBanDan | Refusal:
    """An issued paper as a text to cite, with the name of its issuer; the agency file is added to the files used."""
    if entry.trich_yeu.strip() == SECRET:
        return _NOT_TOLD
    agency = _agency(workspace, entry.co_quan, used)
    if agency is None:
        return (
            f"không đọc được hồ sơ cơ quan «{entry.co_quan}» của văn bản đó.",
            f"Kiểm tra tệp của cơ quan «{entry.co_quan}» trong thư mục co-quan.",
        )
    try:
        return VanBanDan.model_validate(
            {
                'ma': code,
                'loai': entry.loai,
                'so': f'{entry.so:02d}/{entry.ky_hieu}',
                'ngay': short_date(entry.ngay),
                'co_quan': _issuer(entry, agency),
                'trich_yeu': entry.trich_yeu,
            }
        )
    except ValueError:  # a type or a name that no citation has
        return (
            f"{entry.tep} không dẫn được như một văn bản của cơ quan.",
            "Kiểm tra mã, loại và tên cơ quan của văn bản đó.",
        )


def _issuer(entry: VanBanBanHanh, agency: CoQuan) -> str:
    """The name of who issued a paper: the body, or its head by his post; the decisions of a body that one person
    leads are his (Điều 13)."""
    post = entry.tham_quyen
    if post is None and not agency.tap_the and _key(entry.loai) == "quyết định":
        post = agency.dung_dau.chuc_vu
    if post is None or _key(post) == _key(agency.ten):
        return agency.ten
    return f'{upper_first(post)} {agency.ten}'


def _key(text: str) -> str:
    return ' '.join(text.split()).casefold()


def _agency(workspace: Workspace, code: str, used: list[PurePosixPath]) -> CoQuan | None:
    place = workspace.agency(code) if AGENCY_CODE.fullmatch(code) else None
    if place is None:
        return None
    try:
        agency = validate(CoQuan, workspace.source(place), [])
    except BaoCaoError:
        return None
    if agency is not None:
        used.append(place)
    return agency


def from_paper(workspace: Workspace, place: PurePosixPath) -> VanBanBanHanh | Refusal:
    """A paper of the office as it would stand in the register; else what is wrong and how to mend it."""
    shown = workspace.shown(place)
    value = workspace.source(place).value()
    if value.get('do_mat') is not None:
        return _NOT_TOLD
    if value.get('so') is None or value.get('ngay_ban_hanh') is None:
        return f"văn bản {shown} chưa có số và ngày ban hành.", _ISSUE_FIRST
    the_loai = find(str(value.get('loai')))
    agency = _agency(workspace, str(value.get('co_quan_ban_hanh')), [])
    unit = value.get('don_vi_soan_thao')
    try:
        if the_loai is None or agency is None:
            raise ValueError(place)
        return VanBanBanHanh.model_validate(
            {
                'tep': str(place),
                'loai': the_loai.ten,
                'so': value['so'],
                'ky_hieu': symbol(the_loai, agency, unit if isinstance(unit, str) else None),
                'ngay': value['ngay_ban_hanh'],
                'co_quan': value.get('co_quan_ban_hanh'),
                'tham_quyen': value.get('tham_quyen'),
                'trich_yeu': _subject(value),
            }
        )
    except ValueError:  # also a fault of the model
        return f"số, ngày ban hành hoặc trích yếu của văn bản {shown} chưa đủ hay chưa đúng.", _ISSUE_FIRST


def _subject(value: Mapping[str, object]) -> str:
    """The subject of a paper as it is printed: without marks, its period in words."""

    def ref(reference: Reference) -> Text | None:
        first, _, field = reference.name.partition('.')
        try:
            told = parse_period(str(value.get('ky_bao_cao'))).told(field, int(str(value.get('nam'))))
        except ValueError:
            return None
        return Text.glue(told) if told and first == 'ky' else None

    return ' '.join(parse_inline(str(value.get('trich_yeu')), '', refs=ref)[0].plain.split())


_ISSUE_FIRST = (
    "Ghi đủ «so» và «ngay_ban_hanh» (ngày, tháng, năm) ở văn bản đó, hoặc dẫn sau khi nó được ban hành."
)


def symbol(the_loai: TheLoai, agency: CoQuan, unit: str | None = None) -> str:
    """The symbol behind the number: type and agency, or agency and drafting unit for a type without an
    abbreviation (Phụ lục I, Phần I, Mục II khoản 3)."""
    parts = (the_loai.viet_tat, agency.viet_tat) if the_loai.viet_tat else (agency.viet_tat, unit)
    return '-'.join(part.strip() for part in parts if part)


def entry_of(
    place: PurePosixPath, van_ban: VanBan, the_loai: TheLoai, agency: CoQuan, trich_yeu: str
) -> VanBanBanHanh:
    """The entry of a paper that has a number and a full date, for the register of issued papers.

    `trich_yeu` is the subject as printed, which is left out for a secret paper. The code is its own, or the
    name of its file where that is one.
    """
    code = van_ban.ma or place.stem.replace('-', '_')
    assert van_ban.so is not None and van_ban.ngay_ban_hanh is not None
    return VanBanBanHanh.model_validate(
        {
            'ma': code if re.fullmatch(r'[a-z][a-z0-9_]{0,63}', code) else None,
            'tep': str(place),
            'loai': the_loai.ten,
            'so': str(van_ban.so),
            'ky_hieu': symbol(the_loai, agency, getattr(van_ban, 'don_vi_soan_thao', None)),
            'ngay': short_date(van_ban.ngay_ban_hanh),
            'co_quan': van_ban.co_quan_ban_hanh,
            'tham_quyen': van_ban.tham_quyen,
            'trich_yeu': SECRET if van_ban.do_mat else ' '.join(trich_yeu.split()),
        }
    )
