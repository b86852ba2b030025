"""Tables that a paper takes from spreadsheets: from the file beside it to the View and the Word file."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest
from judges import judge
from office import Office, office, report
from openpyxl.styles import Alignment, Font
from workbook import saved, workbook

from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.mau import Templates
from baocao.pipeline import draft
from baocao.text import Data, Mark
from baocao.view.model import Bang


def made(root: Path, book: Any, lines: str = '', name: str = 'bieu-1.xlsx') -> Office:
    """An office whose paper takes a table from a workbook beside it."""
    more = ''.join(f'\n    {line}' for line in lines.splitlines())
    found = office(root, report(f'- tieu_de: Tình hình\n  bang:\n    tu_tep: bieu-1.xlsx{more}'))
    (root / '2023' / name).write_bytes(book if isinstance(book, bytes) else saved(book))
    return found


def budget() -> Any:
    """A workbook with a head of two rows, a row of column numbers and two rows."""
    cells = {'A1': "TT", 'B1': "Chỉ tiêu", 'C1': "Thu", 'C2': "Kế hoạch", 'D2': "Thực hiện"}
    cells |= {'A3': "A", 'B3': "B", 'C3': "(1)", 'D3': "(2=1x1)", 'A4': "1", 'B4': "Thuế **x** ${y}"}
    book = workbook({**cells, 'C4': 1250.5, 'D4': 1300, 'B5': "Cộng", 'C5': 7, 'D5': 8}, {'C4': '#,##0.0'})
    page = book.active
    for merged in ('A1:A2', 'B1:B2', 'C1:D1'):
        page.merge_cells(merged)
    page['B5'].font = Font(bold=True)
    page['A4'].alignment = Alignment(horizontal='center')
    return book


def table(found: Office) -> Bang:
    return next(b.bang for b in found.view().noi_dung if b.bang is not None)


def test_the_table_has_heads_column_numbers_and_kinds_of_cells(tmp_path: Path) -> None:
    bang = table(made(tmp_path, budget(), 'hang_dau: 2'))
    assert [row.dau for row in bang.hang] == [True, True, True, False, False]
    assert [[(o.noi_dung[0].plain, o.kieu, o.so_cot, o.so_hang) for o in row.o] for row in bang.hang[:2]] == [
        [("TT", 'o_dau_bang', 1, 2), ("Chỉ tiêu", 'o_dau_bang', 1, 2), ("Thu", 'o_dau_bang', 2, 1)],
        [("Kế hoạch", 'o_dau_bang', 1, 1), ("Thực hiện", 'o_dau_bang', 1, 1)],
    ]
    assert [o.kieu for o in bang.hang[2].o] == ['o_so_cot'] * 4
    assert [(o.noi_dung[0].plain, o.kieu) for o in bang.hang[3].o] == [
        ("1", 'o_giua'),
        ("Thuế **x** ${y}", 'o_chu'),
        ("1.250,5", 'o_so'),
        ("1300", 'o_so'),
    ]
    assert [o.noi_dung[0].pieces[0].marks for o in bang.hang[4].o[1:3]] == [Mark.BOLD, Mark.NONE]  # type: ignore[union-attr]


def test_the_head_is_one_row_unless_said(tmp_path: Path) -> None:
    book = workbook({'A1': "TT", 'B1': "Tên", 'A2': 1, 'B2': 2})
    assert [r.dau for r in table(made(tmp_path, book)).hang] == [True, False]
    assert [r.dau for r in table(made(tmp_path, book, 'hang_dau: 0')).hang] == [False, False]


@pytest.mark.parametrize(
    ('row', 'is_head'),
    [
        (["A", "B", 1, 2], True),
        (["(1)", "(2)", "(3)", "(4)=(3)/(2)"], True),
        ([1, 2, 3, "4=2*3"], True),
        ([1, 2, 3, 5], False),
        ([1, "Thu", 2, 3], False),
        ([10, 11, 12, 13], False),
        (["A", "B", "C", "D"], False),
    ],
)
def test_a_row_of_column_numbers_under_the_head_belongs_to_it(
    tmp_path: Path, row: list[Any], is_head: bool
) -> None:
    cells = {f'{c}1': f"Cột {c}" for c in 'ABCD'} | {f'{c}3': "x" for c in 'ABCD'}
    cells |= {f'{c}2': value for c, value in zip('ABCD', row, strict=True)}
    second = table(made(tmp_path, workbook(cells))).hang[1]
    assert second.dau is is_head
    assert ('o_so_cot' in {o.kieu for o in second.o}) is is_head


def test_columns_are_wide_enough_for_their_figures(tmp_path: Path) -> None:
    book = workbook({'A1': "Tên", 'B1': "Thu", 'A2': "Xã", 'B2': 1234567890}, {'B2': '#,##0'})
    book.active.column_dimensions['B'].width = 3
    assert table(made(tmp_path, book)).rong[1] == len("1.234.567.890") + 2


def test_every_piece_leads_to_its_cell(tmp_path: Path) -> None:
    found = made(tmp_path, budget(), 'hang_dau: 2')
    ho_so = found.load()
    pieces = [p for row in table(found).hang for o in row.o for p in o.noi_dung[0]]
    assert len(pieces) > 10 and all(isinstance(p, Data) for p in pieces)
    by_text = {p.text: ho_so.place(p.path) for p in pieces if isinstance(p, Data)}
    assert by_text["Cộng"] == Span('2023/bieu-1.xlsx', place="trang tính «Biểu 1», ô B5")
    assert by_text["Thu"].place == "trang tính «Biểu 1», ô C1"
    piece = next(p for p in pieces if isinstance(p, Data))
    assert ho_so.excerpt(piece.path, ho_so.place(piece.path)) == ''


def test_the_file_is_among_the_inputs_of_the_draft(tmp_path: Path) -> None:
    first = made(tmp_path, workbook({'A1': "a", 'A2': "b"})).load().inputs
    second = made(tmp_path, workbook({'A1': "a", 'A2': "c"})).load().inputs
    assert set(first) == set(second) and '2023/bieu-1.xlsx' in first
    assert first['2023/bieu-1.xlsx'] != second['2023/bieu-1.xlsx']


def test_a_name_of_other_unicode_form_is_found(tmp_path: Path) -> None:
    found = office(tmp_path, report('- tieu_de: Tình hình\n  bang:\n    tu_tep: biểu.xlsx'))
    other = unicodedata.normalize('NFD', 'biểu.xlsx')
    (tmp_path / '2023' / other).write_bytes(saved(workbook({'A1': "a", 'A2': "b"})))
    assert len(table(found).hang) == 2


def told(found: Office) -> Finding:
    """The one finding that stops the paper."""
    with pytest.raises(BaoCaoError) as error:
        found.build()
    assert len(error.value.findings) == 1, error.value
    return error.value.findings[0]


def at(found: Office, text: str) -> tuple[int, int]:
    """Line and column of a text of the paper."""
    lines = (found.root / found.paper).read_text(encoding='utf-8').splitlines()
    line = next(i for i, one in enumerate(lines) if text in one)
    return line + 1, lines[line].index(text) + 1


def test_a_missing_file_is_told_at_its_line(tmp_path: Path) -> None:
    found = made(tmp_path, workbook({'A1': "a"}), name='bieu-01.xlsx')
    one = told(found)
    assert (one.code, one.span.line, one.span.column) == ('DL130', *at(found, 'bieu-1.xlsx'))
    assert one.remedy == "Có phải là «bieu-01.xlsx»?"


@pytest.mark.parametrize(
    ('line', 'code', 'word'),
    [
        ('trang_tinh: Bieu 1', 'DL136', 'Bieu 1'),
        ('vung: D1:E9', 'DL138', 'D1:E9'),
        ('vung: A1:ZZZ9', 'DL137', 'A1:ZZZ9'),
        ('hang_dau: 2', 'DL144', '2'),
    ],
)
def test_what_was_asked_for_in_vain_is_told_at_its_line(
    tmp_path: Path, line: str, code: str, word: str
) -> None:
    found = made(tmp_path, workbook({'A1': "a", 'A2': "b"}), line)
    one = told(found)
    assert (one.code, one.span.line) == (code, at(found, line)[0])
    assert one.span.column == at(found, line)[1] + line.index(word, 5)


def test_a_faulty_file_stops_and_a_doubtful_cell_makes_a_draft(tmp_path: Path) -> None:
    assert told(made(tmp_path, b'a,b')).span.file == '2023/bieu-1.xlsx'
    findings = made(tmp_path, workbook({'A1': "a", 'A2': '=1+1'})).build()[1]
    assert [(f.code, f.level, f.span.place) for f in findings] == [
        ('DL139', Level.LOI, "trang tính «Biểu 1», ô A2")
    ]


def test_one_file_is_read_once_for_many_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from baocao import sheet

    count = []
    real = sheet.read
    monkeypatch.setattr(sheet, 'read', lambda *a, **k: count.append(1) or real(*a, **k))
    same = '- tieu_de: Mục\n  bang:\n    tu_tep: bieu-1.xlsx'
    found = office(tmp_path, report(f'{same}\n{same}\n{same}\n    vung: A1:A2'))
    (tmp_path / '2023/bieu-1.xlsx').write_bytes(saved(workbook({'A1': "a", 'A2': "b"})))
    found.load()
    assert len(count) == 2


def test_too_many_ranges_are_refused(tmp_path: Path) -> None:
    items = [f'- tieu_de: Mục\n  bang:\n    tu_tep: b.xlsx\n    vung: A1:A{i}' for i in range(2, 104)]
    found = office(tmp_path, report('\n'.join(items)))
    (tmp_path / '2023/b.xlsx').write_bytes(saved(workbook({'A1': "a", 'A2': "b"})))
    assert told(found).code == 'DL145'


def test_papers_without_sheets_never_load_the_library() -> None:
    code = (
        'import sys, baocao.cli, baocao.loading, baocao.view\n'
        'assert not any(m.startswith("openpyxl") for m in sys.modules)'
    )
    done = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_table_stands_in_the_word_file(tmp_path: Path) -> None:
    found = made(tmp_path, budget(), 'ten: Thu ngân sách\ndon_vi: triệu đồng\nhang_dau: 2\nghi_chu: Nguồn.')
    document = draft(found.workspace, found.paper, Templates())
    assert document.findings == ()
    assert document.data == draft(found.workspace, found.paper, Templates()).data
    file = tmp_path / 'x.docx'
    file.write_bytes(document.data)
    body = zipfile.ZipFile(file).read('word/document.xml').decode()
    for text in ("Thuế **x** ${y}", "1.250,5", "(2=1x1)", "Cộng", "Thu ngân sách"):
        assert text in body
    assert body.count('<w:tblHeader') == 3
    judge([file])
