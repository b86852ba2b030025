"""Conflicts of figures in a paper: told with their line, marked on the draft, let stand with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims import printed
from office import office

from baocao.errors import Level
from baocao.mau import Templates
from baocao.pipeline import Document, Signing, draft
from baocao.survey import survey

PAPER = """\
loai: báo cáo
co_quan_ban_hanh: ubnd
nam: 2023
trich_yeu: Kết quả năm 2023
du_thao: không
noi_dung: |
  Giá trị sản xuất được 40.937 tỷ đồng, đạt {rate}% kế hoạch. Trong đó, dịch vụ được 16.480 tỷ đồng, đạt 95,38%
  kế hoạch; công nghiệp được 21.784 tỷ đồng, đạt 98,75% kế hoạch; nông nghiệp được 2.673 tỷ đồng, đạt 100,45% kế hoạch.
noi_nhan:
  - "Lưu: VT"
nguoi_ky: Chủ tịch
"""
EXCUSE = """\
chap_nhan:
  - phat_hien: SL203
    cho: {words}
    ly_do: Kế hoạch của các phần giao riêng.
"""


def _draft(root: Path, text: str, signing: Signing | None = None) -> Document:
    made = office(root, text)
    return draft(made.workspace, made.paper, Templates(), signing)


def test_a_conflict_is_told_with_its_line_and_marks_the_draft(tmp_path: Path) -> None:
    document = _draft(tmp_path, PAPER.format(rate='98,47'))
    (found,) = document.findings
    assert (found.code, found.level, found.span.line) == ('SL203', Level.LOI, 7)
    assert '98,47%' in found.excerpt[found.span.column - 1 :][:6]
    made = office(tmp_path / 'b', PAPER.format(rate='97,47'))
    assert draft(made.workspace, made.paper, Templates()).findings == ()
    assert "DỰ THẢO" in _words(document)


def test_an_excuse_with_its_reason_lets_the_conflict_stand(tmp_path: Path) -> None:
    document = _draft(tmp_path, PAPER.format(rate='98,47') + EXCUSE.format(words="đạt 98,47% kế hoạch"))
    assert document.findings == ()
    assert "DỰ THẢO" not in _words(document)


@pytest.mark.parametrize(('rate', 'words'), [('97,47', "đạt 97,47%"), ('98,47', "đạt 55% dự toán")])
def test_an_excuse_that_excuses_nothing_is_told_at_its_line(tmp_path: Path, rate: str, words: str) -> None:
    text = PAPER.format(rate=rate) + EXCUSE.format(words=words)
    unused = [f for f in _draft(tmp_path, text).findings if f.code == 'SL290']
    assert [(f.level, f.span.line) for f in unused] == [
        (Level.CANH_BAO, text.split('\n').index('chap_nhan:') + 2)
    ]
    assert words in unused[0].problem


def _words(document: Document) -> str:
    return printed(document.data)


CITING = """\
loai: {loai}
co_quan_ban_hanh: ubnd
nam: 2023
trich_yeu: Kết quả năm 2023
{body}
noi_nhan:
  - "Lưu: VT"
nguoi_ky: Chủ tịch
"""


@pytest.mark.parametrize(('excused', 'told'), [(False, ['SL267']), (True, [])])
def test_an_excuse_holds_between_the_papers_of_a_folder(
    tmp_path: Path, excused: bool, told: list[str]
) -> None:
    mine = "noi_dung: |\n  Theo Nghị định số 59/2019/NĐ-CP của Chính phủ, đã chuyển đổi 34 trường hợp."
    other = "noi_dung: |\n  Thực hiện Nghị định số 59/2020/NĐ-CP ngày 01/7/2019 của Chính phủ."
    if excused:
        mine += '\nchap_nhan:\n  - phat_hien: SL267\n    cho: 59/2019/NĐ-CP\n    ly_do: Đã đối chiếu bản gốc.'
    made = office(tmp_path, CITING.format(loai="báo cáo", body=mine))
    paper = made.root / made.paper
    (paper.parent / 'khac.yaml').write_text(CITING.format(loai="kế hoạch", body=other), 'utf-8')
    rows = list(survey((str(paper.parent),)))
    assert [f.code for row in rows if row.is_folder for f in row.findings] == told
