"""Model -> View: the whole paper as texts and blocks, with every finding of its content."""

from __future__ import annotations

from msgspec.structs import replace

from baocao.errors import BaoCaoError, Finding, Level
from baocao.loading import HoSo
from baocao.models import CongVan, GiayMoi, QuyetDinh, VanBanCoTenLoai
from baocao.vietnamese import short_date
from baocao.view import frame, mentions, notes, recipients, references, sections, signature
from baocao.view.data_tables import check_task_tables
from baocao.view.figures import figures_of
from baocao.view.invitation import invitation
from baocao.view.judged import Judged, judged
from baocao.view.judged_counts import check_judgements
from baocao.view.model import ChuThich, Khoi, View
from baocao.view.numbering import number
from baocao.view.outline import closed, dieu_blocks, paragraphs, root_blocks
from baocao.view.task_checks import check_states
from baocao.view.times import time_of, too_early, too_late
from baocao.view.writer import Task, Writer


def build(
    ho_so: HoSo, for_signing: bool = False, targets: tuple[Judged, ...] | None = None
) -> tuple[View, tuple[Finding, ...]]:
    """The View of a paper and its findings; one that goes to be signed bears no mark of a draft. `targets` are those
    of the paper where they were judged before.

    Raises BaoCaoError with all findings where any stops.
    """
    targets = judged(ho_so) if targets is None else targets
    writer = Writer(ho_so, number(ho_so), references.resolve, figures_of(ho_so), targets)
    van_ban = ho_so.van_ban
    _check_time(writer)
    references.check_codes(writer)
    parents, lines = frame.agency_lines(ho_so)
    signed, name = signature.signature(writer)
    subject = frame.subject(writer)
    secret, urgent = frame.urgency(van_ban)
    one, several = recipients.addressees(writer)
    view = View(
        ten_loai=frame.kind(ho_so),
        trich_yeu=subject,
        co_quan_chu_quan=parents,
        co_quan=lines,
        so_ky_hieu=frame.number_and_symbol(ho_so),
        dia_danh_ngay=frame.place_and_date(ho_so),
        du_thao=None if for_signing else frame.draft_mark(van_ban),
        tham_quyen=signature.authority(writer),
        can_cu=frame.bases(writer),
        do_mat=secret,
        do_khan=urgent,
        kinh_gui_mot=one,
        kinh_gui=several,
        noi_dung=closed(_body(writer)),
        noi_nhan=recipients.recipients(writer),
        quyen_han=signed,
        ho_ten=name,
        lien_he=frame.contact(ho_so),
        van_ban_kem_theo=sections.attached(writer),
        phu_luc=sections.appendices(writer),
        chu_thich=(*notes.notes(writer), *writer.borrowed.values()),
        thuoc_tinh=frame.properties(ho_so, subject),
    )
    check_task_tables(writer)
    check_states(writer)
    check_judgements(writer)
    printed = notes.printed(view)
    notes.check(writer, printed)
    notes.check_plain(writer, printed)
    mentions.check_appendices(writer, view)
    findings = tuple(dict.fromkeys((*ho_so.findings, *writer.findings)))
    if any(f.level.stops for f in findings):
        raise BaoCaoError(*findings)
    if not for_signing and any(f.level.is_fault for f in findings):
        view = as_draft(view)
    return view, findings


def tasks_of(ho_so: HoSo) -> tuple[tuple[Task, ...], dict[str, tuple[Khoi, ...]], tuple[ChuThich, ...]]:
    """The tasks of a paper as they are written in it, the heading and paragraphs of every node, and its footnotes.

    Raises BaoCaoError with all findings where any stops.
    """
    writer = Writer(ho_so, number(ho_so), references.resolve, figures_of(ho_so), judged(ho_so))
    _body(writer)
    sections.attached(writer)
    sections.appendices(writer)
    footnotes = notes.notes(writer)
    if any(f.level.stops for f in writer.findings):
        raise BaoCaoError(*writer.findings)
    return tuple(writer.tasks), writer.openings, footnotes


def as_draft(view: View) -> View:
    """The view with the mark of a draft: a paper with a fault is one, whatever it says of itself."""
    return view if view.du_thao is not None else replace(view, du_thao=frame.DRAFT)


def _body(writer: Writer) -> list[Khoi]:
    van_ban = writer.ho_so.van_ban
    match van_ban:
        case QuyetDinh():
            return dieu_blocks(writer, van_ban.dieu)
        case VanBanCoTenLoai() | CongVan():
            return [
                *paragraphs(writer, van_ban.mo_dau, 'mo_dau'),
                *paragraphs(writer, van_ban.noi_dung, 'noi_dung'),
                *root_blocks(writer, van_ban.bo_cuc, 'bo_cuc'),
                *paragraphs(writer, van_ban.ket_thuc, 'ket_thuc'),
            ]
        case GiayMoi():
            return invitation(writer, van_ban)
    raise TypeError(type(van_ban).__name__)


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
    bounds = (
        (agency.hieu_luc_tu, "từ", too_early(van_ban, agency.hieu_luc_tu)),
        (agency.hieu_luc_den, "đến", too_late(van_ban, agency.hieu_luc_den)),
    )
    for bound, word, beyond in bounds:
        if bound is not None and beyond:
            written = '/'.join(map(str, reversed(time_of(van_ban))))
            writer.report(
                'DL067',
                Level.LOI,
                'co_quan_ban_hanh',
                f"Hồ sơ cơ quan này chỉ dùng {word} {short_date(bound)}, văn bản thuộc thời gian {written}.",
                "Dùng hồ sơ của cơ quan đang hoạt động ở thời gian đó.",
            )
