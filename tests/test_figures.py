"""References to figures: what each field prints, and what is said where there is nothing to print."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import AGENCY, decision, office, report, rows

from baocao.models import FIELDS
from baocao.models.fields import RESERVED
from baocao.text import Ref

FIGURES = """\
chi_tieu:
  - nhom: Kinh tế
  - ma: tang
    ten: Tốc độ tăng trưởng
    cau: Tăng ${va} (trong đó, dịch vụ ${dich_vu})
    chi_so:
      va:
        ke_hoach: 11,47%
        thuc_hien: 8,31%
        cung_ky: 9,5%
      dich_vu:
        ke_hoach: 13,36%
        thuc_hien: 14,1%
        cung_ky: 8,13%
  - ma: thu
    ten: Tổng thu
    cau: Thu ${ke_hoach.hdnd}, tỉnh ${ke_hoach.tinh}
    ke_hoach:
      hdnd: 4.402 tỷ đồng
      tinh: 4.366 tỷ đồng
    thuc_hien:
      9_thang: 2.915,4 tỷ đồng
      uoc_nam: 3.981,809 tỷ đồng
    cung_ky:
      nam: 4.024,1 tỷ đồng
    cong_bo:
      so_cung_ky: 98,95%
      so_hdnd:
        9_thang: 66,2%
    nguon: Chi cục Thuế
  - ma: bhyt
    ten: Tỷ lệ bao phủ bảo hiểm y tế
    cau: Bao phủ ${ke_hoach}
    ke_hoach: 96%
    thuc_hien: 96,2%
    cung_ky: 96,2%
  - ma: viec
    ten: Việc làm
    cau: Việc làm ${ke_hoach}
    ke_hoach: 6.000 lao động
    thuc_hien: 6.350 lao động
    cung_ky: 5.000 lao động
  - ma: loi
    ten: Ổn định
    cau: Giữ ${ke_hoach}
    ke_hoach: vững ổn định
so_lieu:
  giai_ngan:
    thuc_hien: 396,617 tỷ đồng
    tong_so: 528,547 tỷ đồng
  don:
    gom:
      khieu_nai:
        thuc_hien: 22 vụ
        tong_so: 23 vụ
      to_cao:
        thuc_hien: 16 vụ
        tong_so: 16 vụ
  viec_giao:
    thuc_hien: 361 nhiệm vụ
    gom:
      xong: 277 nhiệm vụ
      dang_lam: 84 nhiệm vụ
  ocop:
    gom:
      ba_sao: 05 sản phẩm
      bon_sao: 03 sản phẩm
  chi:
    thuc_hien: 1.650,350 tỷ đồng
  dan_so:
    thuc_hien: 1.200 người
    cung_ky: 900 người
    pham_vi: xã mới
    pham_vi_cung_ky: xã cũ
  dan_so_cu:
    thuc_hien: 1.200 người
    cung_ky: 900 người
    pham_vi: xã mới
    pham_vi_cung_ky: xã cũ
    so_sanh_duoc: đã cộng lại theo địa giới mới
"""


def said(
    root: Path, text: str, ky: str | None = 'năm', figures: str = FIGURES, **more: str | None
) -> str | list[tuple[str, str]]:
    """What an opening paragraph prints, or codes and remedies of what is found."""
    paper = office(root, report(mo_dau=f'|\n{text}', ky_bao_cao=ky, **more), figures=figures)
    found = paper.findings()
    if found:
        return [(f.code, f.remedy) for f in found]
    return paper.view().noi_dung[0].noi_dung.plain.replace('\N{NO-BREAK SPACE}', ' ')


@pytest.mark.parametrize(
    ('typed', 'printed'),
    [
        # results
        ('${tang.va}', "8,31%"),
        ('${tang.va.thuc_hien}', "8,31%"),
        ('ước ${thu}', "ước 3.981,809 tỷ đồng"),
        ('${thu.uoc}', "ước 3.981,809 tỷ đồng"),
        ('${viec.uoc}', "6.350 lao động"),
        ('${thu.thuc_hien.9_thang}', "2.915,4 tỷ đồng"),
        ('${chi}', "1.650,350 tỷ đồng"),
        ('${chi|lam_tron_1}', "1.650,4 tỷ đồng"),
        ('${giai_ngan}', "396,617/528,547 tỷ đồng"),
        ('${giai_ngan.tong_so}', "528,547 tỷ đồng"),
        # parts and their sums
        ('${don.khieu_nai.thuc_hien} trên ${don.khieu_nai.tong_so}', "22 vụ trên 23 vụ"),
        ('${don.khieu_nai}, ${don.to_cao}, cộng ${don}', "22/23 vụ, 16/16 vụ, cộng 38/39 vụ"),
        ('${viec_giao}: ${viec_giao.xong}, ${viec_giao.dang_lam}', "361 nhiệm vụ: 277 nhiệm vụ, 84 nhiệm vụ"),
        ('${ocop}', "08 sản phẩm"),
        # plans
        ('${tang.va.ke_hoach}', "11,47%"),
        ('${thu.ke_hoach.tinh}', "4.366 tỷ đồng"),
        ('${loi.ke_hoach}', "vững ổn định"),
        ('${viec.cung_ky}', "5.000 lao động"),
        # rates: two decimals, rounded half up and once; a whole percent has none
        ('${giai_ngan.ty_le}', "75,04%"),
        ('${giai_ngan.ty_le|lam_tron_1}', "75,0%"),
        ('${giai_ngan.ty_le|phan_tram_0}', "75%"),
        ('${don.ty_le}', "97,44%"),
        ('${don.to_cao.ty_le}', "100%"),
        ('${don.to_cao.ty_le|phan_tram_1}', "100,0%"),
        ('${viec.ty_le}', "105,83%"),
        ('${thu.ty_le.tinh}, ${thu.ty_le.hdnd}', "91,20%, 90,45%"),
        ('${thu.cong_bo.so_cung_ky}', "98,95%"),
        # changes
        ('${viec.tang_giam}', "tăng 27%"),
        ('${thu.tang_giam}', "giảm 1,05%"),
        ('${thu.tang_giam|lam_tron_1}', "giảm 1,1%"),
        ('${tang.va.tang_giam}', "giảm 1,19 điểm %"),
        ('${tang.dich_vu.tang_giam|lam_tron_1}', "tăng 6,0 điểm %"),
        ('${bhyt.tang_giam}', "không đổi"),
        ('${dan_so_cu.tang_giam}', "tăng 33,33%"),
        # what is left, where it comes from
        ('${giai_ngan.con_lai}', "131,930 tỷ đồng"),
        ('${don.con_lai}', "01 vụ"),
        ('${thu.nguon}', "Chi cục Thuế"),
        # judgements
        ('${tang.danh_gia}, ${viec.danh_gia|viet_hoa_dau}', "không đạt, Vượt"),
        ('${loi.danh_gia}', "chưa đủ số liệu"),
        ('${chi_tieu.tong}', "05"),
        ('${chi_tieu.vuot}, ${chi_tieu.dat}, ${chi_tieu.dat_va_vuot}', "02, 0, 02"),
        ('${chi_tieu.khong_dat}, ${chi_tieu.co_ban_dat}, ${chi_tieu.chua_du_so_lieu}', "02, 0, 01"),
        ('${chi_tieu.khong_dat|danh_sach}', "tốc độ tăng trưởng, tổng thu"),
        ('${chi_tieu.vuot|danh_sach|viet_hoa_dau}', "Tỷ lệ bao phủ bảo hiểm y tế, việc làm"),
        (
            '${chi_tieu.tom_tat}',
            "có 02 chỉ tiêu vượt kế hoạch, 02 chỉ tiêu không đạt kế hoạch; còn 01 chỉ tiêu chưa nêu đánh giá",
        ),
        (
            '${chi_tieu.tom_tat|danh_sach}',
            "có 02 chỉ tiêu vượt kế hoạch, 02 chỉ tiêu không đạt kế hoạch (tốc độ tăng trưởng, tổng thu); "
            "còn 01 chỉ tiêu chưa nêu đánh giá",
        ),
        # signs
        (r'\${thu}', '${thu}'),
        ('**${chi}**', "1.650,350 tỷ đồng"),
        ('${ giai_ngan.ty_le | lam_tron_1 }', "75,0%"),
    ],
)
def test_what_a_reference_prints(tmp_path: Path, typed: str, printed: str) -> None:
    assert said(tmp_path, f'A {typed}') == f'A {printed}'


def test_the_period_of_the_paper_chooses_the_results(tmp_path: Path) -> None:
    text = 'Thu ${thu}, bằng ${thu.ty_le.hdnd}; cơ quan thuế: ${thu.cong_bo.so_hdnd}'
    assert said(tmp_path, text, '9 tháng') == "Thu 2.915,4 tỷ đồng, bằng 66,23%; cơ quan thuế: 66,2%"


def test_a_final_result_stands_before_its_estimate(tmp_path: Path) -> None:
    figures = FIGURES.replace("uoc_nam: 3.981,809", "uoc_nam: 3.981,809 tỷ đồng\n      nam: 3.982")
    assert said(tmp_path, '${thu.uoc}', figures=figures) == "3.982 tỷ đồng"


def test_before_the_end_of_the_year_nothing_is_missed(tmp_path: Path) -> None:
    assert said(tmp_path, '${thu.danh_gia}', '9 tháng') == "chưa đủ số liệu"
    figures = FIGURES.replace("9_thang: 2.915,4", "9_thang: 4.500")
    figures = figures.replace('      so_hdnd:\n        9_thang: 66,2%\n', '')
    assert said(tmp_path, '${thu.danh_gia}', '9 tháng', figures) == "vượt"


def test_a_reference_says_where_it_comes_from(tmp_path: Path) -> None:
    view = office(tmp_path, report(mo_dau='|\n${giai_ngan.ty_le}', ky_bao_cao='năm'), figures=FIGURES).view()
    (ref,) = view.noi_dung[0].noi_dung
    assert isinstance(ref, Ref)
    assert (ref.text, ref.figure, ref.field, ref.path) == ('75,04%', 'giai_ngan.ty_le', 'ty_le', 'mo_dau')


@pytest.mark.parametrize(
    ('typed', 'code', 'remedy'),
    [
        ('${giai_nga}', 'DL040', "Có phải là ${giai_ngan}?"),
        ('${va}', 'DL040', "Có phải là ${tang.va}?"),
        ('${tang}', 'SL040', "Viết một trong: ${tang.va}, ${tang.dich_vu}."),
        ('${tang.dich_vuu}', 'SL040', "Có phải là ${tang.dich_vu}?"),
        ('${don.khieu_naj}', 'SL040', "Có phải là ${don.khieu_nai}?"),
        ('${giai_ngan.ty_lee}', 'SL040', "Có phải là ${giai_ngan.ty_le}?"),
        ('${giai_ngan.xyz}', 'SL040', "Viết một trong: thuc_hien, uoc"),
        ('${giai_ngan.nguon.them}', 'SL040', "Viết một trong:"),
        ('${giai_ngan.danh_gia}', 'SL040', "Bỏ «danh_gia»"),
        ('${thu.cong_bo}', 'SL040', "Viết một trong: ${thu.cong_bo.so_cung_ky}"),
        ('${chi_tieu.dat_vuot}', 'SL040', "Có phải là ${chi_tieu.dat_va_vuot}?"),
        ('${chi_tieu}', 'SL040', "Viết ${chi_tieu.…} với một trong: tong"),
        ('${thu.thuc_hien.quy_5}', 'SL039', "Viết nam, 6_thang"),
        ('${loi}', 'SL042', "Ghi «thuc_hien» của «loi» ở tệp so-lieu.yaml, dòng «nam: …»"),
        ('${chi.tang_giam}', 'SL042', "Ghi «cung_ky» của «chi»"),
        ('${chi.nguon}', 'SL042', "Ghi «nguon»"),
        ('${thu.cong_bo.so_hdnd}', 'SL042', "Ghi «cong_bo», «so_hdnd», dòng «nam: …»."),
        ('${viec.tong_so}', 'SL042', "Ghi «tong_so»"),
        ('${chi.ty_le}', 'SL044', "Ghi «ke_hoach»"),
        ('${thu.ty_le}', 'SL044', "Viết một trong: ${thu.ty_le.hdnd}, ${thu.ty_le.tinh}."),
        ('${thu.ke_hoach.trung_uong}', 'SL044', "Viết một trong: ${thu.ke_hoach.hdnd}"),
        ('${viec.ty_le.tinh}', 'SL044', "Viết ${viec.ty_le}."),
        ('${dan_so.tang_giam}', 'SL045', "Cộng lại số cùng kỳ"),
        ('Thu ${thu}', 'SL046', "Viết ${thu.uoc}"),
        ('${chi_tieu.dat|danh_sach}', 'SL048', "Sửa lại câu, hoặc dùng ${chi_tieu.tom_tat|danh_sach}"),
        ('${chi|khong_co}', 'DL105', "Dùng một trong: hoa"),
        ('${chi_tieu.dat|danh_sac}', 'DL105', "Có phải là «danh_sach»?"),
        ('${Chi}', 'DL100', "Tên và dạng viết bằng chữ thường"),
    ],
)
def test_what_names_nothing_is_said(tmp_path: Path, typed: str, code: str, remedy: str) -> None:
    ((found, mend),) = said(tmp_path, typed)
    assert found == code and mend.startswith(remedy), mend


def test_a_paper_without_a_period_prints_plans_alone(tmp_path: Path) -> None:
    assert said(tmp_path, '${viec.ke_hoach}, ${chi_tieu.tong}', None) == "6.000 lao động, 05"
    for typed in ('${viec}', '${chi_tieu.dat}', '${viec.danh_gia}', '${viec.cong_bo.so_tinh}'):
        found = said(tmp_path, typed, None)
        assert [code for code, _ in found] == ['SL040' if 'cong_bo' in typed else 'SL041']


def test_the_place_of_a_finding_is_the_reference(tmp_path: Path) -> None:
    paper = office(tmp_path, report(mo_dau='|\nMột\n\nHai ${loi}', ky_bao_cao='năm'), figures=FIGURES)
    (found,) = paper.findings()
    assert paper.line(found.span.line)[found.span.column - 1 :] == '${loi}'


@pytest.mark.parametrize('word', ["ước", "Ước đến hết năm", "dự kiến", "phấn đấu", "khoảng"])
def test_a_paragraph_that_tells_an_estimate_is_left_alone(tmp_path: Path, word: str) -> None:
    assert said(tmp_path, f'{word} thu ${{thu}}') == f'{word} thu 3.981,809 tỷ đồng'
    ((code, _),) = said(tmp_path, f'{word} chi.\n\nThu ${{thu}}')
    assert code == 'SL046'


# plans that were adjusted

ADJUSTED = """\
chi_tieu:
  - ma: thu
    cau: Thu ${ke_hoach.hdnd}, tỉnh ${ke_hoach.tinh}
    ke_hoach:
      hdnd: 9 tỷ đồng
      tinh: 8 tỷ đồng
    dieu_chinh:
      - ngay: 10/10/2023
        ke_hoach:
          hdnd: 6 tỷ đồng
        theo: Nghị quyết số 40/NQ-HĐND
      - ngay: 31/7/2023
        ke_hoach:
          hdnd: 7 tỷ đồng
        theo: Nghị quyết số 31/NQ-HĐND
    thuc_hien:
      6_thang: 7 tỷ đồng
      nam: 7 tỷ đồng
"""


@pytest.mark.parametrize(
    ('more', 'printed'),
    [
        ({'ngay_ban_hanh': '05/01/2023'}, "9 tỷ đồng"),
        ({'ngay_ban_hanh': '31/7/2023'}, "7 tỷ đồng"),
        ({'ngay_ban_hanh': '12/2023'}, "6 tỷ đồng"),
        ({'ky_bao_cao': '6 tháng'}, "9 tỷ đồng"),
        ({'ky_bao_cao': '9 tháng'}, "7 tỷ đồng"),
        ({'ky_bao_cao': 'năm'}, "6 tỷ đồng"),
        ({'ky_bao_cao': '9 tháng', 'ngay_ban_hanh': '11/10/2023'}, "6 tỷ đồng"),
    ],
)
def test_the_plan_of_the_day_is_printed(tmp_path: Path, more: dict[str, str], printed: str) -> None:
    paper = office(tmp_path, report('- tieu_de: A\n  chi_tieu: thu\n- B', **more), figures=ADJUSTED)
    assert rows(paper.view())[1][2] == f"Thu {printed}, tỉnh 8 tỷ đồng."


def test_the_judgement_follows_the_plan_of_the_day(tmp_path: Path) -> None:
    figures = ADJUSTED.replace("tinh: 8", "tinh: 7")
    text = '${thu.danh_gia}, ${thu.ty_le.hdnd}'
    assert said(tmp_path, text, figures=figures, ngay_ban_hanh='30/12/2023') == "đạt, 116,67%"
    assert said(tmp_path, text, figures=figures, ngay_ban_hanh='30/9/2023') == "đạt, 100%"
    assert said(tmp_path, text, figures=figures, ngay_ban_hanh='30/01/2023') == "không đạt, 77,78%"


def test_a_paper_without_a_time_says_that_it_prints_the_first_plan(tmp_path: Path) -> None:
    paper = office(tmp_path, decision('- noi_dung: A\n  chi_tieu: thu'), figures=ADJUSTED)
    assert paper.codes() == ['SL038']


# judgements set by hand, and which figures decide


def judged(
    root: Path, lines: str, ky: str = 'năm', agency: str = AGENCY, cau: str = 'Giảm ${ho} hộ, còn ${ty_le}'
) -> list[str] | str:
    """The judgement of one target with two figures, or what is found."""
    more = ''.join(f'    {line}\n' for line in lines.splitlines())
    figures = f'chi_tieu:\n  - ma: a\n    cau: {cau}\n{more}'
    paper = office(root, report(mo_dau='|\n${a.danh_gia}', ky_bao_cao=ky), agency, figures)
    found = paper.findings()
    return [f'{f.code} {f.problem}' for f in found] or paper.view().noi_dung[0].noi_dung.plain


POOR = """\
chi_so:
  ho:
    ke_hoach: 98
    thuc_hien: {ho}
  ty_le:
    ke_hoach: 0,98%
    chieu: giảm
    thuc_hien: {ty_le}"""


@pytest.mark.parametrize(
    ('ho', 'ty_le', 'muc'),
    [
        ('144 hộ', '0,92%', "vượt"),
        ('144 hộ', '0,98%', "đạt"),
        ('144 hộ', '1,2%', "không đạt"),
        ('90 hộ', '0,92%', "không đạt"),
        ('144 hộ', 'giảm mạnh', "chưa đủ số liệu"),
    ],
)
def test_every_figure_decides(tmp_path: Path, ho: str, ty_le: str, muc: str) -> None:
    assert judged(tmp_path, POOR.format(ho=ho, ty_le=ty_le)) == muc


@pytest.mark.parametrize(
    ('cau', 'muc'),
    [
        ('A ${ho} (trong đó ${ty_le})', "vượt"),
        ('A ${ho}; trong đó, B ${ty_le}', "vượt"),
        ('A ${ho} (trong đó, B), C ${ty_le}', "không đạt"),
        ('Trong đó ${ho}, ${ty_le}', "không đạt"),
    ],
)
def test_a_missed_component_does_not_make_a_target_missed(tmp_path: Path, cau: str, muc: str) -> None:
    assert judged(tmp_path, POOR.format(ho='144 hộ', ty_le='1,2%'), cau=cau) == muc


def test_the_clerk_says_which_figure_decides(tmp_path: Path) -> None:
    lines = POOR.format(ho='144 hộ', ty_le='1,2%')
    assert judged(tmp_path, f'danh_gia_theo: ho\n{lines}') == "vượt"
    assert judged(tmp_path, f'danh_gia_theo:\n  - ho\n  - ty_le\n{lines}') == "không đạt"


def test_of_several_givers_the_hardest_decides_unless_one_is_named(tmp_path: Path) -> None:
    lines = 'ke_hoach:\n  hdnd: 9 xã\n  tinh: 8 xã\nthuc_hien: 8 xã'
    cau = 'A ${ke_hoach.hdnd}, ${ke_hoach.tinh}'
    assert judged(tmp_path, lines, cau=cau) == "không đạt"
    assert judged(tmp_path, f'danh_gia_theo: tinh\n{lines}', cau=cau) == "đạt"


def test_where_plans_are_words_official_rates_of_them_decide(tmp_path: Path) -> None:
    lines = (
        'ke_hoach: đạt dự toán\nthuc_hien: 5 tỷ đồng\nnguon: Thuế\ncong_bo:\n  so_tinh: 102%\n  so_hdnd: {}'
    )
    assert judged(tmp_path, lines.format('99,9%'), cau='A ${ke_hoach}') == "không đạt"
    assert judged(tmp_path, lines.format('100%'), cau='A ${ke_hoach}') == "đạt"


ONE = 'ke_hoach: 100 hộ\nthuc_hien:\n  nam: {}\n  9_thang: {}'


@pytest.mark.parametrize(
    ('result', 'muc', 'expected'),
    [
        ('90 hộ', 'không đạt', "không đạt"),
        ('90 hộ', 'đạt', "ghi là «đạt», nhưng so kết quả kỳ «nam» với kế hoạch thì là «không đạt»"),
        ('120 hộ', 'không đạt', "ghi là «không đạt», nhưng so kết quả kỳ «nam» với kế hoạch thì là «vượt»"),
        ('96 hộ', 'cơ bản đạt', "cơ bản đạt"),
        ('90 hộ', 'cơ bản đạt', "ghi là «cơ bản đạt», nhưng"),
        ('ổn định', 'đạt', "đạt"),
    ],
)
def test_a_judgement_by_hand_is_kept_and_a_contradiction_said(
    tmp_path: Path, result: str, muc: str, expected: str
) -> None:
    lines = f'{ONE.format(result, "1 hộ")}\ndanh_gia:\n  muc: {muc}\n  ly_do: theo kết luận thẩm định'
    found = judged(tmp_path, lines, cau='A ${ke_hoach}')
    if isinstance(found, str):
        assert found == expected
    else:
        (one,) = found
        assert one.startswith('SL047') and expected in one
        paper = office(
            tmp_path,
            report(mo_dau='|\n${a.danh_gia}', ky_bao_cao='năm'),
            AGENCY,
            (tmp_path / '2023/so-lieu.yaml').read_text('utf-8'),
        )
        assert paper.build()[0].noi_dung[0].noi_dung.plain == muc


def test_a_judgement_by_hand_holds_for_its_period(tmp_path: Path) -> None:
    lines = f'{ONE.format("100 hộ", "50 hộ")}\ndanh_gia:\n  muc: không đạt\n  ly_do: chậm\n  ky: 9_thang'
    assert judged(tmp_path, lines, '9 tháng', cau='A ${ke_hoach}') == "không đạt"
    assert judged(tmp_path, lines, cau='A ${ke_hoach}') == "đạt"


def test_almost_met_is_proposed_where_the_office_uses_it(tmp_path: Path) -> None:
    lines = ONE.format('96 hộ', '1 hộ')
    assert judged(tmp_path, lines, cau='A ${ke_hoach}') == "không đạt"
    assert judged(tmp_path, lines, agency=AGENCY + 'co_ban_dat: có\n', cau='A ${ke_hoach}') == "cơ bản đạt"


def test_a_target_without_a_name_cannot_be_listed(tmp_path: Path) -> None:
    figures = FIGURES.replace('    ten: Tổng thu\n', '')
    ((code, remedy),) = said(tmp_path, '${chi_tieu.khong_dat|danh_sach}', figures=figures)
    assert (code, remedy) == ('SL049', "Ghi «ten: …» cho chỉ tiêu «thu» ở tệp số liệu.")


def test_a_name_holds_no_reference(tmp_path: Path) -> None:
    for reference in ('${ky}', '${chi_tieu.khong_dat|danh_sach}'):
        figures = FIGURES.replace('ten: Tổng thu', f'ten: Thu {reference}')
        found = said(tmp_path, '${chi_tieu.khong_dat|danh_sach}', figures=figures)
        assert found == [('SL053', "Ghi thẳng tên ở «ten»; ${…} đặt trong «cau».")]


def test_a_limit_of_a_target_that_is_met_is_said(tmp_path: Path) -> None:
    outline = '- tieu_de: Hạn chế\n  chi_tieu_lien_quan:\n    - tang\n    - viec\n    - loi'
    paper = office(tmp_path, report(outline, ky_bao_cao='năm'), figures=FIGURES)
    (found,) = paper.findings()
    assert (found.code, paper.line(found.span.line).strip()) == ('SL052', '- viec')
    assert office(tmp_path, report(outline), figures=FIGURES).findings() == ()


def test_a_summary_without_judgements_says_so(tmp_path: Path) -> None:
    figures = 'chi_tieu:\n  - ma: a\n    cau: A ${ke_hoach}\n    ke_hoach: tốt\n'
    assert (
        said(tmp_path, 'B: ${chi_tieu.tom_tat}', figures=figures) == "B: chưa chỉ tiêu nào được nêu đánh giá"
    )


def test_reserved_words_are_no_names_of_figures(tmp_path: Path) -> None:
    for word in RESERVED:
        found = said(tmp_path, 'A', figures=f'so_lieu:\n  {word}: 5 xã\n')
        assert [code for code, _ in found] == ['SL050']
    for word in FIELDS:
        found = said(tmp_path, 'A', figures=f'so_lieu:\n  x:\n    gom:\n      {word}: 5 xã\n')
        assert [code for code, _ in found] == ['SL023']
