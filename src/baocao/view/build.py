"""Model -> View: the whole paper as texts and blocks, with every finding of its content."""

from __future__ import annotations

from dataclasses import replace

from baocao.errors import BaoCaoError, Finding, Level
from baocao.loading import HoSo
from baocao.models import QuyetDinh, VanBanCoTenLoai
from baocao.vietnamese import Ngay, short_date
from baocao.view import frame, mentions, notes, references
from baocao.view.model import Khoi, View
from baocao.view.numbering import number
from baocao.view.outline import block, dieu_blocks, outline_blocks
from baocao.view.writer import Writer, ended, plain, stripped


def build(ho_so: HoSo) -> tuple[View, tuple[Finding, ...]]:
    """The View of a paper and its findings. Raises BaoCaoError with all of them where any stops."""
    writer = Writer(ho_so, number(ho_so), references.resolve)
    van_ban = ho_so.van_ban
    _check_time(writer)
    references.check_codes(writer)
    parents, lines = frame.agency_lines(ho_so)
    signed, name = frame.signature(writer)
    subject = stripped(writer.title(van_ban.trich_yeu, 'trich_yeu'))
    view = View(
        ten_loai=plain(ho_so.the_loai.ten.upper(), 'loai'),
        trich_yeu=subject,
        co_quan_chu_quan=parents,
        co_quan=lines,
        so_ky_hieu=frame.number_and_symbol(ho_so),
        dia_danh_ngay=frame.place_and_date(ho_so),
        du_thao=frame.draft_mark(van_ban),
        tham_quyen=frame.authority(writer),
        can_cu=frame.bases(writer),
        noi_dung=_closed(_body(writer)),
        noi_nhan=frame.recipients(writer),
        quyen_han=signed,
        ho_ten=name,
        chu_thich=notes.notes(writer),
        thuoc_tinh=frame.properties(ho_so, subject),
    )
    notes.check(writer, view)
    notes.check_plain(writer, view)
    mentions.check_appendices(writer, view)
    if any(f.level.stops for f in writer.findings):
        raise BaoCaoError(*ho_so.findings, *writer.findings)
    findings = (*ho_so.findings, *writer.findings)
    if view.du_thao is None and any(f.level.is_fault for f in findings):
        view = replace(
            view, du_thao=frame.DRAFT
        )  # a paper with a fault is a draft, whatever it says of itself
    return view, findings


def _body(writer: Writer) -> list[Khoi]:
    van_ban = writer.ho_so.van_ban
    if isinstance(van_ban, QuyetDinh):
        return dieu_blocks(writer, van_ban.dieu)
    if isinstance(van_ban, VanBanCoTenLoai):
        opening = [block(b) for b in writer.prose(van_ban.mo_dau, 'mo_dau')] if van_ban.mo_dau else []
        closing = [block(b) for b in writer.prose(van_ban.ket_thuc, 'ket_thuc')] if van_ban.ket_thuc else []
        return opening + outline_blocks(writer, van_ban.bo_cuc) + closing
    raise TypeError(type(van_ban).__name__)


def _closed(blocks: list[Khoi]) -> tuple[Khoi, ...]:
    """The body with `./.` at its end (B16) and its last block kept with the signature."""
    if not blocks:
        return ()
    last = blocks[-1]
    return (*blocks[:-1], replace(last, noi_dung=ended(last.noi_dung, './.'), giu_voi_sau=True))


def _check_time(writer: Writer) -> None:
    """The agency must have existed on the paper's own date, as far as it is known, and the date must be near
    the paper's year."""
    van_ban, agency = writer.ho_so.van_ban, writer.ho_so.co_quan
    day = van_ban.ngay_ban_hanh
    if day and abs(day.year - van_ban.nam) > 1:
        writer.report(
            'DL066',
            Level.CANH_BAO,
            'ngay_ban_hanh',
            f"Ngày ban hành thuộc năm {day.year}, trong khi văn bản nói về năm {van_ban.nam}.",
            "Kiểm tra lại «ngay_ban_hanh» và «nam».",
        )
    known = _known(day) if day else (van_ban.nam,)
    for bound, word in ((agency.hieu_luc_tu, "từ"), (agency.hieu_luc_den, "đến")):
        if bound is None:
            continue
        edge = _known(bound)[: len(known)]
        if known < edge if word == "từ" else known > edge:
            written = '/'.join(map(str, reversed(known)))
            writer.report(
                'DL067',
                Level.LOI,
                'co_quan_ban_hanh',
                f"Hồ sơ cơ quan này chỉ dùng {word} {short_date(bound)}, văn bản thuộc thời gian {written}.",
                "Dùng hồ sơ của cơ quan đang hoạt động ở thời gian đó.",
            )


def _known(day: Ngay) -> tuple[int, ...]:
    """Year, month and day as far as they are known, the greatest first."""
    parts = (day.year, day.month, day.day)
    return tuple(p for p in parts if p is not None)
