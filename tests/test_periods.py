"""Reporting periods: as typed, in words, and the days of their data by rule and by the office's own calendar."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from office import AGENCY, office, report

from baocao.quy_dinh import LICH_BAO_CAO, KyHan, MocNgay, parse_day_mark, window
from baocao.vietnamese import PERIOD_KEY, PERIOD_PATTERN, BadPeriod, Ky, parse_period, period_of_key

NAM, QUY_1 = Ky('nam'), Ky('quy', 1)


@pytest.mark.parametrize(
    ('typed', 'key', 'words'),
    [
        ('tháng 2', 'thang_2', "tháng 02 năm 2023"),
        ('Tháng 03', 'thang_3', "tháng 3 năm 2023"),
        ('tháng 12', 'thang_12', "tháng 12 năm 2023"),
        ('quý III', 'quy_3', "Quý III năm 2023"),
        ('Quý  4', 'quy_4', "Quý IV năm 2023"),
        ('6 tháng', '6_thang', "6 tháng đầu năm 2023"),
        ('06 tháng đầu năm', '6_thang', "6 tháng đầu năm 2023"),
        ('9 tháng', '9_thang', "9 tháng đầu năm 2023"),
        ('năm', 'nam', "năm 2023"),
        ('Cả năm', 'nam', "năm 2023"),
    ],
)
def test_a_period_is_read_and_worded(typed: str, key: str, words: str) -> None:
    ky = parse_period(typed)
    assert (ky.ma, ky.words(2023)) == (key, words)
    assert re.search(PERIOD_PATTERN, typed) and re.fullmatch(PERIOD_KEY, key)
    assert period_of_key(key) == period_of_key(f'uoc_{key}') == ky
    assert parse_period(ky.short) == ky


@pytest.mark.parametrize(
    'typed', ['', 'quý V', 'tháng 13', 'tháng 0', '3 tháng', '9 tháng đầu năm 2023', '2023']
)
def test_what_is_no_period_is_refused(typed: str) -> None:
    assert not re.search(PERIOD_PATTERN, typed)
    with pytest.raises(BadPeriod, match='không phải là kỳ báo cáo'):
        parse_period(typed)


@pytest.mark.parametrize(
    ('ky', 'since', 'until'),
    [
        (Ky('thang', 1), '2022-12-15', '2023-01-14'),
        (Ky('thang', 3), '2023-02-15', '2023-03-14'),
        (QUY_1, '2022-12-15', '2023-03-14'),
        (Ky('quy', 4), '2023-09-15', '2023-12-14'),
        (Ky('6_thang'), '2022-12-15', '2023-06-14'),
        (Ky('9_thang'), '2022-12-15', '2023-09-14'),
        (NAM, '2022-12-15', '2023-12-14'),
    ],
)
def test_the_windows_of_the_rules(ky: Ky, since: str, until: str) -> None:
    found = window(ky, 2023)
    assert found is not None
    assert (found.tu.isoformat(), found.den.isoformat(), found.han_nop) == (since, until, None)


def test_no_window_before_its_rule() -> None:
    assert window(NAM, 2018) is None
    assert window(Ky('9_thang'), 2022) is None
    assert all(entry.nguon and entry.hieu_luc_tu for entry in LICH_BAO_CAO)


def test_the_calendar_of_the_office_goes_first_while_it_holds() -> None:
    own = KyHan(('nam',), MocNgay(1), MocNgay(31), MocNgay(20), "NĐ", datetime.date(2026, 1, 1))
    found = window(NAM, 2026, [own])
    assert found is not None
    assert [day and day.isoformat() for day in (found.tu, found.den, found.han_nop)] == [
        '2026-01-01',
        '2026-12-31',
        '2026-12-20',
    ]
    assert window(NAM, 2025, [own]) == window(NAM, 2025)
    assert window(QUY_1, 2026, [own]) == window(QUY_1, 2026)


@pytest.mark.parametrize(
    ('typed', 'day'),
    [
        ('14', '2024-02-14'),
        ('31', '2024-02-29'),
        ('15 tháng trước', '2024-01-15'),
        ('5 Tháng sau', '2024-03-05'),
    ],
)
def test_a_day_is_seen_from_its_month(typed: str, day: str) -> None:
    mark = parse_day_mark(typed)
    assert mark is not None and mark.of(2024, 2).isoformat() == day
    assert parse_day_mark(str(mark)) == mark


def test_years_turn_at_both_ends() -> None:
    assert MocNgay(15, -1).of(2023, 1) == datetime.date(2022, 12, 15)
    assert MocNgay(5, 1).of(2023, 12) == datetime.date(2024, 1, 5)
    assert parse_day_mark('32') is parse_day_mark('cuối tháng') is None


# in a paper


def said(
    root: Path, text: str, ky: str | None = '9 tháng', agency: str = AGENCY
) -> str | list[tuple[str, str]]:
    """What an opening paragraph prints, or what is found."""
    paper = office(root, report(mo_dau=f'|\n{text}', ky_bao_cao=ky), agency)
    found = paper.findings()
    if found:
        return [(f.code, f.remedy) for f in found]
    return paper.view().noi_dung[0].noi_dung.plain.replace('\N{NO-BREAK SPACE}', ' ')


OWN = (
    AGENCY
    + """\
lich_bao_cao:
  - ky:
      - 9 tháng
      - năm
    tu_ngay: 15 tháng trước
    den_ngay: 10
    han_nop: 20
    nguon: Quyết định số 5/QĐ-UBND
    hieu_luc_tu: 01/01/2023
"""
)


@pytest.mark.parametrize(
    ('typed', 'printed'),
    [
        ('Trong ${ky}', "Trong 9 tháng đầu năm 2023"),
        ('${ky|viet_hoa_dau}', "9 tháng đầu năm 2023"),
        ('năm ${ky.nam}, năm ${ky.nam_truoc}', "năm 2023, năm 2022"),
        ('so với ${ky.cung_ky}', "so với cùng kỳ năm 2022"),
        ('nhiệm vụ ${ky.con_lai}', "nhiệm vụ 3 tháng cuối năm 2023"),
        ('từ ${ky.tu} đến ${ky.den}', "từ 15/12/2022 đến 14/9/2023"),
        ('${ky.den|ngay_dai}', "ngày 14 tháng 9 năm 2023"),
        (r'\${ky}', '${ky}'),
    ],
)
def test_what_a_period_prints(tmp_path: Path, typed: str, printed: str) -> None:
    assert said(tmp_path, typed) == printed


def test_the_office_sets_its_own_days(tmp_path: Path) -> None:
    assert (
        said(tmp_path, 'chốt ${ky.den}, gửi trước ${ky.han_nop}', agency=OWN)
        == "chốt 10/9/2023, gửi trước 20/9/2023"
    )


def test_a_title_words_the_period(tmp_path: Path) -> None:
    view = office(tmp_path, report(trich_yeu='Tình hình ${ky|viet_thuong_dau}', ky_bao_cao='quý III')).view()
    assert view.trich_yeu.plain.replace('\N{NO-BREAK SPACE}', ' ') == "Tình hình quý III năm 2023"


def test_another_paper_is_cited_with_its_period_in_words(tmp_path: Path) -> None:
    other = report(so='7', ngay_ban_hanh='20/9/2023', trich_yeu='Tình hình ${ky}', ky_bao_cao='9 tháng')
    paper = office(tmp_path, report(mo_dau='|\nTheo ${vb.kia}'), files={'2023/kia.yaml': other})
    assert "tình hình 9 tháng đầu năm 2023" in paper.view().noi_dung[0].noi_dung.plain


@pytest.mark.parametrize(
    ('typed', 'ky', 'code', 'remedy'),
    [
        ('${ky}', None, 'SL041', "Ghi «ky_bao_cao: năm»"),
        ('${ky.nam_truocc}', '9 tháng', 'SL040', "Có phải là ${ky.nam_truoc}?"),
        ('${ky.xyz}', '9 tháng', 'SL040', "Viết một trong: ${ky}, ${ky.nam}"),
        ('${ky.con_lai}', 'năm', 'SL040', "Viết một trong:"),
        ('${ky.han_nop}', '9 tháng', 'SL051', "Ghi «lich_bao_cao» ở hồ sơ cơ quan"),
        ('${ky|khong_co}', '9 tháng', 'DL105', "Dùng một trong: hoa"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, typed: str, ky: str | None, code: str, remedy: str) -> None:
    ((found, mend),) = said(tmp_path, typed, ky)
    assert found == code and mend.startswith(remedy)


@pytest.mark.parametrize('year', ['1900', '2199'])
def test_the_first_and_the_last_year_are_no_accident(tmp_path: Path, year: str) -> None:
    own = OWN.replace('01/01/2023', '01/01/1900').replace('han_nop: 20', 'han_nop: 5 tháng sau')
    text = '${ky}, ${ky.cung_ky}, ${ky.tu}, ${ky.han_nop}'
    paper = office(tmp_path, report(mo_dau=f'|\n{text}', ky_bao_cao='năm', nam=year), own)
    assert paper.codes() == ['SL051']
