"""What `${ky}` and `${ky.field}` print: the period of the paper in words, the days of its data, its deadline."""

from __future__ import annotations

from baocao.errors import Level
from baocao.quy_dinh import LICH_BAO_CAO
from baocao.vietnamese import FIRST_YEAR, LAST_YEAR, Ngay, short_date
from baocao.view.names import Name, Printed, close
from baocao.view.times import data_window
from baocao.view.writer import Writer

_FIELDS = ('nam', 'nam_truoc', 'cung_ky', 'con_lai', 'tu', 'den', 'han_nop')


def period(writer: Writer, name: Name) -> Printed | None:
    """The period of the paper, or what is asked of it; None, reported, where there is no telling."""
    van_ban = writer.ho_so.van_ban
    field = '.'.join(name.words[1:])
    ky = van_ban.ky_bao_cao
    if ky is None:
        problem = f"{name.shown}: văn bản chưa nói kỳ báo cáo."
        remedy = "Ghi «ky_bao_cao: năm» (hoặc tháng 3, quý III, 6 tháng, 9 tháng) ở đầu văn bản."
        writer.report_at('SL041', Level.CHAN, name.place, problem, remedy)
        return None
    told = ky.told(field, van_ban.nam)
    if told is not None:
        return told, field or 'ky', name.forms
    if field not in ('tu', 'den', 'han_nop'):
        near = close(field, _FIELDS)
        problem = f"{name.shown}: kỳ báo cáo không có phần nào tên là «{field}»."
        if field == 'con_lai':
            problem = f"{name.shown}: sau kỳ này không còn tháng nào trong năm."
        listed = ', '.join(f'${{ky.{known}}}' for known in _FIELDS)
        remedy = (
            f"Có phải là ${{ky.{near}}}?" if near and near != field else f"Viết một trong: ${{ky}}, {listed}."
        )
        writer.report_at('SL040', Level.CHAN, name.place, problem, remedy)
        return None
    window = data_window(writer.ho_so)
    days = {'tu': window.tu, 'den': window.den, 'han_nop': window.han_nop} if window else {}
    day = days.get(field)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        _unknown_day(writer, name, field, window is None)
        return None
    return short_date(Ngay(day.day, day.month, day.year)), field, name.forms


def _unknown_day(writer: Writer, name: Name, field: str, no_window: bool) -> None:
    ky = writer.ho_so.van_ban.ky_bao_cao
    short = ky.short if ky else ''
    problem = f"{name.shown}: chưa có lịch báo cáo cho kỳ «{short}» ở thời gian này."
    if not no_window:
        problem = (
            f"{name.shown}: hạn nộp báo cáo do văn bản yêu cầu báo cáo quy định, hồ sơ cơ quan chưa ghi "
            f"({LICH_BAO_CAO[0].nguon} chỉ nói kỳ số liệu)."
        )
    remedy = "Ghi «lich_bao_cao» ở hồ sơ cơ quan (ky, tu_ngay, den_ngay, han_nop, nguon, hieu_luc_tu)."
    writer.report_at('SL051', Level.CHAN, name.place, problem, remedy)
