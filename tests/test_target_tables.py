"""The table of targets in a paper of a period: results, rates, changes, judgements; never a silent blank."""

from __future__ import annotations

from pathlib import Path

from office import office, report

FIGURES = """\
chi_tieu:
  - nhom: Kinh tế
  - ma: tang
    ten: Tăng trưởng
    cau: Tăng ${va} (trong đó, dịch vụ ${dich_vu})
    chi_so:
      va:
        ke_hoach: 11,47%
        thuc_hien: 8,31%
        cung_ky: 9,5%
      dich_vu:
        ten: Dịch vụ
        ke_hoach: 13,36%
  - ma: thu
    cau: Tổng thu đạt ${ke_hoach.hdnd}, tỉnh giao ${ke_hoach.tinh}
    ten: Tổng thu
    ke_hoach:
      hdnd: 4.402 tỷ đồng
      tinh: 4.366 tỷ đồng
    thuc_hien:
      uoc_nam: 3.981,809 tỷ đồng
    cong_bo:
      so_cung_ky: 98,95%
    nguon: Chi cục Thuế
  - nhom: Xã hội
  - ma: viec
    cau: Việc làm cho ${ke_hoach}
    ke_hoach: 6.000 lao động
    thuc_hien: 6.350 lao động
    cung_ky: 5.000 lao động
  - ma: sdd
    cau: |
      Suy dinh dưỡng: ${ke_hoach}
    ke_hoach: < 5%
    thuc_hien: 4,5%
  - ma: rac
    cau: Rác thải phường ${phuong}, xã ${xa}
    chi_so:
      phuong:
        ke_hoach: 97%
        thuc_hien: 98%
      xa:
        ke_hoach: 79%
  - ma: du_toan
    cau: Chi phấn đấu ${ke_hoach}
    ke_hoach: đạt dự toán
    thuc_hien: 1.650,350 tỷ đồng
    cong_bo:
      so_hdnd: 100,89%
      so_tinh: 114,74%
    nguon: Kho bạc
"""


def table(root: Path, figures: str = FIGURES, codes: str = "tất cả", **more: str | None) -> list[list[str]]:
    """The rows of the table, heads first."""
    lines: dict[str, str | None] = {'ky_bao_cao': 'năm', **more}
    paper = report(f'\n- tieu_de: A\n  bang_chi_tieu: {codes}', **lines)
    view = office(root, paper, figures=figures).view()
    (bang,) = (block.bang for block in view.noi_dung if block.bang is not None)
    return [
        ['; '.join(t.plain for t in cell.noi_dung).replace('\N{NO-BREAK SPACE}', ' ') for cell in hang.o]
        for hang in bang.hang
    ]


def test_a_paper_of_a_period_has_results_and_judgements(tmp_path: Path) -> None:
    assert table(tmp_path) == [
        [
            "TT",
            "Chỉ tiêu",
            "Đơn vị tính",
            "Kế hoạch năm 2023",
            "Thực hiện năm 2023",
            "So với kế hoạch (%)",
            "So với cùng kỳ năm trước",
            "Đánh giá",
        ],
        ["Kinh tế"],
        ["1", "Tăng trưởng", "%", "11,47", "8,31", "", "giảm 1,19 điểm %", "Không đạt"],
        ["", "- Dịch vụ", "%", "13,36", "Chưa có", "", "", ""],
        [
            "2",
            "Tổng thu",
            "tỷ đồng",
            "4.402; 4.366",
            "ước 3.981,809",
            "90,45; 91,20",
            "bằng 98,95%",
            "Không đạt",
        ],
        ["Xã hội"],
        ["3", "Việc làm cho", "lao động", "6.000", "6.350", "105,83", "tăng 27%", "Vượt"],
        ["4", "Suy dinh dưỡng", "%", "< 5", "4,5", "", "", "Đạt"],
        ["5", "Rác thải phường 97%, xã 79%", "", "", "98%; Chưa có", "", "", "Chưa nêu đánh giá"],
        ["6", "Chi", "tỷ đồng", "đạt dự toán", "1.650,350", "100,89; 114,74", "", "Vượt"],
    ]


def test_another_period_has_its_own_results(tmp_path: Path) -> None:
    figures = FIGURES.replace('uoc_nam: 3.981', '9_thang: 2.915,4 tỷ đồng\n      uoc_nam: 3.981')
    rows = table(tmp_path, figures, '[thu, viec]', ky_bao_cao='9 tháng')
    assert rows[0][4:] == [
        "Thực hiện 9 tháng đầu năm 2023",
        "So với kế hoạch (%)",
        "So với cùng kỳ năm trước",
        "Đánh giá",
    ]
    assert rows[1:] == [
        ["1", "Tổng thu", "tỷ đồng", "4.402; 4.366", "2.915,4", "66,23; 66,78", "", "Chưa nêu đánh giá"],
        ["2", "Việc làm cho", "lao động", "6.000", "Chưa có", "", "", "Chưa nêu đánh giá"],
    ]


def test_without_anything_to_compare_there_is_no_column_for_it(tmp_path: Path) -> None:
    rows = table(tmp_path, codes='[sdd]')
    assert rows[0][-3:] == ["Thực hiện năm 2023", "So với kế hoạch (%)", "Đánh giá"]
    assert rows[1] == ["1", "Suy dinh dưỡng", "%", "< 5", "4,5", "", "Đạt"]


def test_another_scope_is_not_compared_in_the_table(tmp_path: Path) -> None:
    figures = FIGURES.replace(
        'cung_ky: 5.000 lao động', 'cung_ky: 5.000 lao động\n    pham_vi_cung_ky: xã cũ'
    )
    assert len(table(tmp_path, figures, '[viec]')[0]) == 7
    figures = figures.replace(
        'pham_vi_cung_ky: xã cũ', 'pham_vi_cung_ky: xã cũ\n    so_sanh_duoc: đã cộng lại'
    )
    assert table(tmp_path, figures, '[viec]')[1][-2] == "tăng 27%"


def test_a_paper_without_a_period_has_plans_alone(tmp_path: Path) -> None:
    rows = table(tmp_path, codes='[viec, thu]', ky_bao_cao=None)
    assert rows == [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2023"],
        ["1", "Việc làm cho", "lao động", "6.000"],
        ["2", "Tổng thu", "tỷ đồng", "4.402; 4.366"],
    ]
