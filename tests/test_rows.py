"""Rows of a batch: JSON lines that tell all of them, counts of constant size, the table at the end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from baocao.errors import Finding, Level, Span
from baocao.report import batch_text
from baocao.rows import NAMED, Across, Row, RowStatus, Tally, to_json

FAULT = Finding('DL001', Level.CHAN, Span('a.yaml', 3, 2, 3, 9), "Thiếu số.", "Ghi số.", 'so: \ud800')
DOUBT = Finding('MB001', Level.CANH_BAO, Span('mau.docx', place="đoạn 2"), "Thẻ lạ.", "Bỏ thẻ.")


def _row(name: str, status: RowStatus, *findings: Finding, beside: str = '') -> Row:
    path = '' if status is RowStatus.HONG else f'{name}.docx'
    return Row(f'{name}.yaml', "Xã Đông", 'quy1', status, path, beside, findings, ('m.docx',), {'đạt': 2})


FAULT_TOLD = {
    'code': 'DL001',
    'level': 'chặn',
    'file': 'a.yaml',
    'line': 3,
    'column': 2,
    'end_line': 3,
    'end_column': 9,
    'place': None,
    'problem': "Thiếu số.",
    'remedy': "Ghi số.",
    'excerpt': 'so: \ud800',
}
DOUBT_TOLD = {
    'code': 'MB001',
    'level': 'cảnh báo',
    'file': 'mau.docx',
    'line': None,
    'column': None,
    'end_line': None,
    'end_column': None,
    'place': "đoạn 2",
    'problem': "Thẻ lạ.",
    'remedy': "Bỏ thẻ.",
    'excerpt': None,
}


@pytest.mark.parametrize('status', RowStatus)
def test_a_row_is_one_line_of_json_that_tells_all_of_it(status: RowStatus) -> None:
    row = _row('a\n"\ud800', status, FAULT, DOUBT, beside='b.docx')
    line = to_json(row)
    assert '\n' not in line
    line.encode()
    assert json.loads(line) == {
        'kind': 'paper',
        'paper': 'a\n"\ud800.yaml',
        'don_vi': "Xã Đông",
        'ky': 'quy1',
        'status': status.value,
        'path': row.path or None,
        'beside': 'b.docx',
        'mau': ['m.docx'],
        'chi_tieu': {'đạt': 2},
        'findings': [FAULT_TOLD, DOUBT_TOLD],
    }


def test_disagreement_is_one_line_of_json_that_tells_all_of_it() -> None:
    line = to_json(Across("Xã Đông", (FAULT, DOUBT)))
    assert '\n' not in line
    assert json.loads(line) == {'kind': 'across', 'name': "Xã Đông", 'findings': [FAULT_TOLD, DOUBT_TOLD]}


def test_a_tally_counts_all_and_names_few() -> None:
    tally = Tally()
    for i in range(57):
        tally.add(_row(f'{i:02}', RowStatus.HONG, FAULT))
    tally.add(_row('s', RowStatus.DA_CO_NGUOI_SUA, DOUBT, beside='s (2).docx'))
    tally.add(Across("Xã", (DOUBT,)))
    assert (tally.papers, tally.faults, tally.by_code['MB001']) == (58, 57, 2)
    assert len(tally.failed) == NAMED


def test_the_table_at_the_end_tells_what_needs_somebody() -> None:
    tally = Tally()
    for i in range(57):
        tally.add(_row(f'{i:02}', RowStatus.HONG, FAULT))
    tally.add(_row('s', RowStatus.DA_CO_NGUOI_SUA, DOUBT, beside='s (2).docx'))
    text = batch_text(tally, Path('out/ket-qua.html'))
    lines = text.splitlines()
    assert lines[:2] == ["đã có người sửa  1", "hỏng            57"]
    assert "  00.yaml: a.yaml:3:2 (Xã Đông, quy1): DL001: Thiếu số." in lines
    assert "  … và 37 văn bản nữa, xem out/ket-qua.html" in lines
    assert "  s.docx; bản mới: s (2).docx" in lines
    assert "  DL001 57  chặn: Thiếu số." in lines
    assert lines[-1] == "Tổng kết: soạn được 1/58 văn bản, 57 lỗi, 1 cảnh báo. Xem out/ket-qua.html"
