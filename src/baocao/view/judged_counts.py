"""Judgements as references: of one target, the counts, the lists and the sentence of all; what contradicts them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from baocao.errors import Level
from baocao.judgement import MucDanhGia
from baocao.markup import parse_inline
from baocao.vietnamese import Ky, lower_first, pad_count
from baocao.view.judged import Judged, proposed
from baocao.view.names import Name, Printed, close
from baocao.view.writer import Writer


def judgement_of(writer: Writer, name: Name) -> tuple[Printed | None] | None:
    """What `${target.danh_gia}` prints, in a tuple (holding None where the paper has no period, which is reported);
    None where the reference is no such one."""
    code, *field = name.words
    if field != ['danh_gia'] or not any(chi_tieu.ma == code for _, _, chi_tieu in writer.ho_so.targets()):
        return None
    ky = _period(writer, name)
    if ky is None:
        return (None,)
    found = next(one.muc.value for one in writer.judged if one.chi_tieu.ma == code)
    return ((found, 'danh_gia', name.forms),)


_COUNTS: Mapping[str, tuple[MucDanhGia, ...]] = {
    'tong': tuple(MucDanhGia),
    'vuot': (MucDanhGia.VUOT,),
    'dat': (MucDanhGia.DAT,),
    'dat_va_vuot': (MucDanhGia.VUOT, MucDanhGia.DAT),
    'co_ban_dat': (MucDanhGia.CO_BAN_DAT,),
    'khong_dat': (MucDanhGia.KHONG_DAT,),
    'chua_du_so_lieu': (MucDanhGia.CHUA_DU_SO_LIEU,),
}


def counted(writer: Writer, name: Name) -> Printed | None:
    """What `${chi_tieu.…}` prints: a count, the names behind it, or the sentence of all."""
    field = '.'.join(name.words[1:])
    if field != 'tom_tat' and field not in _COUNTS:
        near = close(field, [*_COUNTS, 'tom_tat'])
        listed = ', '.join((*_COUNTS, 'tom_tat'))
        remedy = (
            f"Có phải là ${{chi_tieu.{near}}}?" if near else f"Viết ${{chi_tieu.…}} với một trong: {listed}."
        )
        problem = f"{name.shown}: không có số đếm chỉ tiêu nào tên là «{field}»."
        writer.report_at('SL040', Level.CHAN, name.place, problem, remedy)
        return None
    if field == 'tong':
        count = sum(1 for _, _, chi_tieu in writer.ho_so.targets() if chi_tieu.nhom is None)
        return pad_count(str(count)), field, name.forms
    ky = _period(writer, name)
    if ky is None:
        return None
    every = writer.judged
    listing = name.forms[:1] == ('danh_sach',)
    forms = name.forms[1:] if listing else name.forms
    if field == 'tom_tat':
        return _summary(writer, name, every, listing), field, forms
    chosen = [one for one in every if one.muc in _COUNTS[field]]
    if not listing:
        return pad_count(str(len(chosen))), field, forms
    if not chosen:
        words = ' và '.join(muc.value for muc in _COUNTS[field])
        writer.report_at(
            'SL048',
            Level.CANH_BAO,
            name.place,
            f"{name.shown}: không có chỉ tiêu nào được đánh giá «{words}», nên danh sách in là «không có».",
            "Sửa lại câu, hoặc dùng ${chi_tieu.tom_tat|danh_sach} để câu tự đổi theo số liệu.",
        )
        return "không có", field, forms
    return names_of(writer, name, chosen), field, forms


def names_of(writer: Writer, name: Name, chosen: Iterable[Judged]) -> str:
    """The names of targets, divided by commas (semicolons where a name has one); a target without a name is
    reported."""
    found: list[str] = []
    for one in chosen:
        if one.chi_tieu.ten is None:
            line = writer.ho_so.place(one.path).line
            writer.report_at(
                'SL049',
                Level.CHAN,
                name.place,
                f"{name.shown}: chỉ tiêu «{one.chi_tieu.ma}» (dòng {line}) chưa có tên để nêu trong danh sách.",
                f"Ghi «ten: …» cho chỉ tiêu «{one.chi_tieu.ma}» ở tệp số liệu.",
            )
            continue
        text, faults = parse_inline(one.chi_tieu.ten, one.path)
        if faults:
            writer.report(
                'SL053',
                Level.CHAN,
                f'{one.path}.ten',
                "Tên chỉ tiêu có ${…}, nên không nêu được trong danh sách.",
                "Ghi thẳng tên ở «ten»; ${…} đặt trong «cau».",
            )
        plain = ' '.join(text.plain.split())
        found.append(plain if plain[1:2].isupper() else lower_first(plain))
    return ('; ' if any(',' in one for one in found) else ', ').join(found)


_SENTENCES = (
    ('vuot', "vượt kế hoạch"),
    ('dat', "đạt kế hoạch"),
    ('co_ban_dat', "cơ bản đạt kế hoạch"),
    ('khong_dat', "không đạt kế hoạch"),
)


def _summary(writer: Writer, name: Name, every: tuple[Judged, ...], listing: bool) -> str:
    """The clause that counts each judgement which is there, and says what is not judged."""
    parts: list[str] = []
    for field, words in _SENTENCES:
        chosen = [one for one in every if one.muc in _COUNTS[field]]
        if chosen:
            named = f" ({names_of(writer, name, chosen)})" if listing and field == 'khong_dat' else ''
            parts.append(f"{pad_count(str(len(chosen)))} chỉ tiêu {words}{named}")
    open_ones = sum(one.muc is MucDanhGia.CHUA_DU_SO_LIEU for one in every)
    if not parts:
        return "chưa chỉ tiêu nào được nêu đánh giá"
    said = f"có {', '.join(parts)}"
    return f"{said}; còn {pad_count(str(open_ones))} chỉ tiêu chưa nêu đánh giá" if open_ones else said


def _period(writer: Writer, name: Name) -> Ky | None:
    ky = writer.ho_so.van_ban.ky_bao_cao
    if ky is None:
        writer.report_at(
            'SL041',
            Level.CHAN,
            name.place,
            f"{name.shown}: văn bản chưa nói kỳ báo cáo nên không đánh giá được chỉ tiêu.",
            "Ghi «ky_bao_cao: năm» (hoặc 9 tháng, quý III …) ở đầu văn bản.",
        )
    return ky


def check_judgements(writer: Writer) -> None:
    """Judgements set by hand that the figures contradict: said, never changed."""
    ky = writer.ho_so.van_ban.ky_bao_cao
    for one in writer.judged:
        if one.by_hand is None or one.proposed is MucDanhGia.CHUA_DU_SO_LIEU or one.muc is one.proposed:
            continue
        if ky and one.muc is proposed(writer.ho_so, ky, one.chi_tieu, almost=True):
            continue
        writer.report(
            'SL047',
            Level.CANH_BAO,
            f'{one.path}.danh_gia.{one.by_hand[0]}.muc',
            f"Chỉ tiêu «{one.chi_tieu.ma}» được ghi là «{one.muc.value}», nhưng so kết quả kỳ «{ky.ma if ky else ''}» "
            f"với kế hoạch thì là «{one.proposed.value}».",
            "Giữ nguyên thì văn bản dùng mức đã ghi; nếu ghi nhầm thì sửa «muc», hoặc sửa kết quả.",
        )


def check_limit(writer: Writer, path: str, code: str) -> None:
    """A limit of the work that names a target which is met: the paper would contradict itself."""
    for one in writer.judged:
        if one.chi_tieu.ma == code and one.muc.is_met:
            writer.report(
                'SL052',
                Level.CANH_BAO,
                path,
                f"Mục này nêu hạn chế của chỉ tiêu «{code}», nhưng chỉ tiêu này được đánh giá là «{one.muc.value}».",
                "Sửa lời của mục, hoặc bỏ mã này khỏi «chi_tieu_lien_quan».",
            )
