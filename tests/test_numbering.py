"""Numbers before any text: labels by path, and where the items with a code stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import FIGURES, decision, office, report

from baocao.view.numbering import Numbering, number


def numbers(root: Path, paper: str, figures: str | None = None) -> Numbering:
    return number(office(root, paper, figures=figures).load())


def ways(found: Numbering) -> dict[str, str]:
    """Each code with the way down to it."""
    return {
        code: ' > '.join(f'{s.word} {s.number}'.strip() or '-' for s in place.steps)
        for code, place in found.places.items()
    }


def labels(found: Numbering) -> dict[str, str]:
    return {path: label.text if label else '' for path, label in found.labels.items()}


def test_the_way_down_to_items_of_an_outline(tmp_path: Path) -> None:
    paper = report("""\
        - tieu_de: A
          ma: a
        - tieu_de: B
          ma: b
          muc_con:
            - tieu_de: x
            - tieu_de: C
              ma: c
              muc_con:
                - noi_dung: D
                  ma: d
                  muc_con:
                    - noi_dung: E
                      ma: e""")
    assert ways(numbers(tmp_path, paper)) == {
        'a': 'Mục I',
        'b': 'Mục II',
        'c': 'Mục II > khoản 2',
        'd': 'Mục II > khoản 2 > điểm a',
        'e': 'Mục II > khoản 2 > điểm a > -',
    }


def test_the_way_down_through_parts_and_deeper_styles(tmp_path: Path) -> None:
    paper = report("""\
        - phan: P
        - phan: Q
          ma: q
          kieu_danh_so: I. 1. 1.1. (1)
          muc_con:
            - tieu_de: A
              muc_con:
                - tieu_de: B
                  muc_con:
                    - noi_dung: x
                    - noi_dung: C
                      ma: c
                      muc_con:
                        - noi_dung: D
                          ma: d""")
    assert ways(numbers(tmp_path, paper)) == {
        'q': 'Phần II',
        'c': 'Phần II > Mục I > khoản 1 > điểm 1.2',
        'd': 'Phần II > Mục I > khoản 1 > điểm 1.2 > điểm 1',
    }


def test_the_way_down_in_a_decision_its_attached_text_and_its_appendices(tmp_path: Path) -> None:
    paper = decision(
        """\
        - Ban hành
        - noi_dung: Giao việc
          ma: giao_viec
          muc_con:
            - noi_dung: x
              ma: khoan_mot
              muc_con:
                - a
                - noi_dung: b
                  ma: diem_b""",
        van_ban_kem_theo="""
            loai: quy chế
            trich_yeu: Làm việc
            bo_cuc:
              - chuong: Quy định chung
                muc_con:
                  - tieu_de: Phạm vi
                  - tieu_de: Đối tượng
                    ma: doi_tuong
                    muc_con:
                      - noi_dung: y
                        ma: khoan_doi_tuong
              - chuong: Thi hành
                ma: thi_hanh
                muc_con:
                  - muc: Một
                    muc_con:
                      - tieu_de: Ba
                        ma: dieu_ba
                  - muc: Hai
                    ma: muc_hai
                    muc_con:
                      - tieu_muc: Nhỏ
                        ma: tieu_muc
                        muc_con:
                          - tieu_de: Bốn
              - chuong: Cuối
                muc_con:
                  - muc: Một nữa
                    ma: mot_nua
                    muc_con:
                      - tieu_de: Năm
                        ma: dieu_nam""",
        phu_luc="""
            - tieu_de: Biểu
              ma: bieu
              muc_con:
                - tieu_de: Mục đầu
                  ma: trong_bieu
            - tieu_de: Biểu hai
              ma: bieu_hai
              noi_dung: z""",
    )
    found = numbers(tmp_path, paper)
    assert ways(found) == {
        'giao_viec': 'Điều 2',
        'khoan_mot': 'Điều 2 > khoản 1',
        'diem_b': 'Điều 2 > khoản 1 > điểm b',
        'doi_tuong': 'Chương I > Điều 2',
        'khoan_doi_tuong': 'Chương I > Điều 2 > khoản 1',
        'thi_hanh': 'Chương II',
        'dieu_ba': 'Chương II > Mục 1 > Điều 3',
        'muc_hai': 'Chương II > Mục 2',
        'tieu_muc': 'Chương II > Mục 2 > Tiểu mục 1',
        'mot_nua': 'Chương III > Mục 1',
        'dieu_nam': 'Chương III > Mục 1 > Điều 5',
        'bieu': 'Phụ lục I',
        'trong_bieu': 'Phụ lục I > Mục I',
        'bieu_hai': 'Phụ lục II',
    }
    assert {found.places[code].text for code in ('giao_viec', 'diem_b')} == {''}
    assert found.places['dieu_ba'].text == 'van_ban_kem_theo'
    assert found.places['bieu'].text == found.places['trong_bieu'].text == 'phu_luc.0'


def test_an_appendix_alone_has_no_number_and_those_sent_apart_are_counted(tmp_path: Path) -> None:
    one = report(phu_luc='\n- tieu_de: A\n  ma: a\n  noi_dung: x')
    assert ways(numbers(tmp_path, one)) == {'a': 'Phụ lục'}
    two = report(
        phu_luc='\n- tieu_de: A\n  ma: a\n  gui_rieng: có\n- tieu_de: B\n  ma: b\n  gui_rieng: không\n  noi_dung: x'
    )
    assert ways(numbers(tmp_path, two)) == {'a': 'Phụ lục I', 'b': 'Phụ lục II'}


def test_numbers_set_by_hand_and_none(tmp_path: Path) -> None:
    paper = report("""\
        - tieu_de: A
          kieu_danh_so: 1. -
          muc_con:
            - noi_dung: x
              so: "4."
            - noi_dung: y
              ma: y
            - noi_dung: z
              so: không
              ma: z
              muc_con:
                - noi_dung: gạch
                  ma: gach
            - noi_dung: t
              ma: t""")
    assert ways(numbers(tmp_path, paper)) == {
        'y': 'Mục I > khoản 5',
        'z': 'Mục I > -',
        'gach': 'Mục I > - > -',
        't': 'Mục I > khoản 6',
    }


def test_the_heads_of_groups_are_counted_with_the_children(tmp_path: Path) -> None:
    paper = report("""\
        - tieu_de: A
          chi_tieu: Tất  cả
          muc_con:
            - noi_dung: con
              ma: con
        - tieu_de: B
          chi_tieu: thu
          muc_con:
            - noi_dung: con
              ma: sau""")
    found = numbers(tmp_path, paper, FIGURES)
    assert [label.text for label in found.groups['bo_cuc.0']] == ['1.', '2.']
    assert labels(found)['bo_cuc.0.muc_con.0'] == '3.'
    assert ways(found) == {'con': 'Mục I > khoản 3', 'sau': 'Mục II > khoản 1'}


def test_a_group_without_targets_takes_no_number(tmp_path: Path) -> None:
    figures = f"{FIGURES}  - nhom: Trống\n"
    paper = report('- tieu_de: A\n  chi_tieu: tất cả\n  muc_con:\n    - x')
    assert labels(numbers(tmp_path, paper, figures))['bo_cuc.0.muc_con.0'] == '3.'


def test_more_groups_than_letters_are_said(tmp_path: Path) -> None:
    figures = 'chi_tieu:\n' + ''.join(
        f'  - nhom: N{i}\n  - ma: c{i}\n    cau: "Đạt ${{ke_hoach}}"\n    ke_hoach: 5%\n' for i in range(24)
    )
    paper = report('- tieu_de: A\n  kieu_danh_so: a)\n  chi_tieu: tất cả')
    found = office(tmp_path, paper, figures=figures).findings()
    assert [(f.code, f.span.line, f.span.column) for f in found] == [('DL057', 11, 15)]


@pytest.mark.parametrize('style', ['1.', '(1)', 'a)', 'I.'])
def test_the_same_codes_are_remembered_once(tmp_path: Path, style: str) -> None:
    paper = report(f"""\
        - tieu_de: A
          ma: a
          kieu_danh_so: "{style}"
          muc_con:
            - noi_dung: x
              ma: a""")
    found = numbers(tmp_path, paper)
    assert found.places['a'].path == 'bo_cuc.0'
    assert found.twice == [('bo_cuc.0.muc_con.0', 'a', 'bo_cuc.0')]
