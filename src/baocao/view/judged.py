"""The targets of a paper judged: what is proposed, what was set by hand, the counts, the lists and the sentence of it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from baocao.errors import Level
from baocao.judgement import MucDanhGia, judge, judge_rate, so_far, together
from baocao.loading import HoSo
from baocao.markup import parse_inline
from baocao.models import ChiTieu, ConSo, DanhGia
from baocao.quy_dinh import thresholds
from baocao.vietnamese import Ky, lower_first, pad_count
from baocao.view.figures import done_of_total
from baocao.view.names import Name, Printed, close
from baocao.view.times import plan_day
from baocao.view.writer import Writer


@dataclass(frozen=True, slots=True)
class Judged:
    """A target with its place in the data, what is proposed of it, and what was set by hand for the period."""

    path: str
    chi_tieu: ChiTieu
    proposed: MucDanhGia
    by_hand: tuple[int, DanhGia] | None

    @property
    def muc(self) -> MucDanhGia:
        """How the target stands: what was set by hand is never changed."""
        return MucDanhGia(self.by_hand[1].muc) if self.by_hand else self.proposed


def judged(ho_so: HoSo, ky: Ky) -> tuple[Judged, ...]:
    """Every target of the files beside the paper, judged in a period."""
    return tuple(
        _judged(ho_so, ky, f'{key}:chi_tieu.{i}', chi_tieu)
        for key, i, chi_tieu in ho_so.targets()
        if chi_tieu.nhom is None
    )


def _judged(ho_so: HoSo, ky: Ky, path: str, chi_tieu: ChiTieu) -> Judged:
    hand = next(((i, one) for i, one in enumerate(chi_tieu.danh_gia) if (one.ky or 'nam') == ky.ma), None)
    return Judged(path, chi_tieu, proposed(ho_so, ky, chi_tieu, ho_so.co_quan.co_ban_dat == "có"), hand)


def proposed(ho_so: HoSo, ky: Ky, chi_tieu: ChiTieu, almost: bool) -> MucDanhGia:
    """What the table of `baocao.judgement` proposes for a target in a period."""
    figures: list[ConSo] = []
    givers: tuple[str, ...] = ()
    if chi_tieu.has_figures and not any(code in chi_tieu.chi_so for code in chi_tieu.danh_gia_theo):
        figures, givers = [chi_tieu], chi_tieu.danh_gia_theo
    else:
        deciding = chi_tieu.danh_gia_theo or _deciding(chi_tieu)
        figures = [chi_tieu.chi_so[code] for code in deciding if code in chi_tieu.chi_so]
    found = together(_of_figure(ho_so, ky, figure, givers, almost) for figure in figures)
    return found if ky.is_whole_year else so_far(found)


def _of_figure(ho_so: HoSo, ky: Ky, figure: ConSo, givers: tuple[str, ...], almost: bool) -> MucDanhGia:
    """One figure against its plans; where none of them is a number, against the official rates of them."""
    day = plan_day(ho_so)
    shares = thresholds(day or datetime.date(ho_so.van_ban.nam, 12, 31))
    value = done_of_total(figure, ky.ma)
    plans = [
        plan for g, (_, plan) in figure.plans(day).items() if plan.numbers and (not givers or g in givers)
    ]
    if value is not None and plans:
        chieu = figure.chieu or "tăng"
        return together(judge(plan, value.quantity, shares, chieu, almost) for plan in plans)
    names = [f'so_{giver}' for giver in givers] or [n for n in figure.cong_bo if not n.endswith('_cung_ky')]
    rates = [figure.cong_bo.get(name, {}) for name in names]
    told = [by_period.get(ky.ma, by_period.get(f'uoc_{ky.ma}')) for by_period in rates]
    return together(judge_rate(rate, shares, almost) for rate in told if rate is not None)


def _deciding(chi_tieu: ChiTieu) -> tuple[str, ...]:
    """The figures of a target that decide: all but the components, which stand behind "trong đó" in its sentence."""
    sentence = chi_tieu.cau or ''
    components: set[str] = set()
    for opening in re.finditer(r"(\()?\s*(?<!\w)trong đó(?!\w)", sentence, re.IGNORECASE):
        closing = re.compile(r'\)' if opening[1] else r'\.\s').search(sentence, opening.end())
        part = sentence[opening.end() : closing.start() if closing else len(sentence)]
        components |= {code.strip() for code in re.findall(r'\$\{\s*([a-z0-9_]+)', part)}
    return tuple(code for code in chi_tieu.chi_so if code not in components) or tuple(chi_tieu.chi_so)


def judgement_of(writer: Writer, name: Name) -> tuple[Printed | None] | None:
    """What `${target.danh_gia}` prints, in a tuple (holding None where the paper has no period, which is reported);
    None where the reference is no such one."""
    code, *field = name.words
    if field != ['danh_gia'] or not any(chi_tieu.ma == code for _, _, chi_tieu in writer.ho_so.targets()):
        return None
    ky = _period(writer, name)
    if ky is None:
        return (None,)
    found = next(one.muc.value for one in judged(writer.ho_so, ky) if one.chi_tieu.ma == code)
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
    every = judged(writer.ho_so, ky)
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
        plain = ' '.join(parse_inline(one.chi_tieu.ten, one.path)[0].plain.split())
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
    for one in judged(writer.ho_so, ky) if ky else ():
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
    ky = writer.ho_so.van_ban.ky_bao_cao
    for one in judged(writer.ho_so, ky) if ky else ():
        if one.chi_tieu.ma == code and one.muc.is_met:
            writer.report(
                'SL052',
                Level.CANH_BAO,
                path,
                f"Mục này nêu hạn chế của chỉ tiêu «{code}», nhưng chỉ tiêu này được đánh giá là «{one.muc.value}».",
                "Sửa lời của mục, hoặc bỏ mã này khỏi «chi_tieu_lien_quan».",
            )
