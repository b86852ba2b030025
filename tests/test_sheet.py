"""Spreadsheets as people see them: values, formats, merged and hidden cells, and files that cannot be read."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from openpyxl.styles import Alignment, Font
from workbook import SHEET_PART, repacked, saved, taken, texts, with_sheet, workbook

from baocao.container import MIB
from baocao.errors import BaoCaoError, Finding, Level
from baocao.sheet.values import shown_value


@pytest.mark.parametrize(
    ('value', 'code', 'text'),
    [
        (1250, '0', "1250"),
        (1250, 'General', "1250"),
        (0.1 + 0.2, 'General', "0,3"),
        (1 / 3, 'General', "0,333333333"),
        (1234567.891, 'General', "1234567,891"),
        (123456789012345, 'General', "123456789012345"),
        (0.00005, 'General', "0,00005"),
        (-0.0, 'General', "0"),
        (2.5, '0', "3"),
        (2.675, '0.00', "2,68"),
        (5, '0.00', "5,00"),
        (7000, '#,##0', "7.000"),
        (999, '#,##0', "999"),
        (1198.45, '#,##0.0', "1.198,5"),
        (1234567.5, '#,##0.00', "1.234.567,50"),
        (-1250, '#,##0', "-1.250"),
        (-0.4, '0', "0"),
        (0.125, '0.0%', "12,5%"),
        (0.125, '0%', "13%"),
        (-0.05, '0.0%', "-5,0%"),
        (11.5, '0.0 "tỷ đồng"', "11,5 tỷ đồng"),
        (11.5, '0.0\\ \\t\\ỷ', "11,5 tỷ"),
        (1250, '#,##0 [$₫-42A]', "1.250 ₫"),
        (1250, '[Red]#,##0', "1.250"),
        (-1250, '#,##0;[Red](#,##0)', "(1.250)"),
        (-1250, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', "(1.250)"),
        (0, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', "-"),
        (0, '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', "-"),
        (0, '#,###', ""),
        (5, '000', "005"),
        (5, '00', "05"),
        (1.5, '0.##', "1,5"),
        (2, '0.##', "2"),
        (1234567, '#,##0,', "1.235"),
        (12, '@', "12"),
        (3, ';;;', ""),
        (True, 'General', "ĐÚNG"),
        (False, '0', "SAI"),
        (None, '0.00', ""),
        ("1.250", '#,##0', "1.250"),
        ("x", '0;0;0;"<"@">"', "<x>"),
    ],
)
def test_values_stand_as_the_cell_shows_them(value: Any, code: str, text: str) -> None:
    shown = shown_value(value, code)
    assert (shown.text, shown.understood) == (text, True)


@pytest.mark.parametrize(
    ('value', 'code', 'text'),
    [
        (datetime(2023, 3, 5), 'mm-dd-yy', "05/3/2023"),
        (datetime(2023, 2, 5), 'dd/mm/yyyy', "05/02/2023"),
        (date(2023, 12, 25), 'd/m/yy;@', "25/12/2023"),
        (datetime(2023, 3, 5), 'mm/yyyy', "3/2023"),
        (datetime(2023, 3, 5), 'yyyy', "2023"),
        (datetime(2023, 3, 5), 'd-mmm', "05/3"),
        (datetime(2023, 3, 5, 8, 30), 'dd/mm/yyyy hh:mm', "05/3/2023 08:30"),
        (datetime(2023, 3, 5, 8, 30), '[$-42A]h:mm AM/PM', "08:30"),
        (time(14, 5, 9), 'h:mm:ss', "14:05:09"),
        (timedelta(hours=30, minutes=15), '[h]:mm', "30:15"),
    ],
)
def test_dates_stand_as_offices_write_them(value: Any, code: str, text: str) -> None:
    shown = shown_value(value, code)
    assert (shown.text, shown.understood) == (text, True)


@pytest.mark.parametrize(
    ('value', 'code', 'text'),
    [
        (0.5, '# ?/?', "0,5"),
        (1250, '0.00E+00', "1250"),
        (1e300, '0.00', "1,00000000000000E+300"),
        (2, '0' + '%' * 200, "2"),
        (datetime(2023, 3, 5), 'dddd', "05/3/2023"),
        (datetime(2350, 3, 5), 'dd/mm/yyyy', "05/3/2350"),
    ],
)
def test_an_unknown_format_falls_back_and_says_so(value: Any, code: str, text: str) -> None:
    shown = shown_value(value, code)
    assert (shown.text, shown.understood) == (text, False)


def test_a_sheet_is_read_as_it_stands() -> None:
    book = workbook(
        {'A1': "TT", 'B1': "Chỉ tiêu", 'C1': "Số", 'A2': 1, 'B2': "Thu\nnội địa", 'C2': 1250.25, 'D5': "  "},
        {'C2': '#,##0.0'},
    )
    page = book.active
    page['B1'].font = Font(bold=True)
    page['A2'].alignment = Alignment(horizontal='center')
    page.column_dimensions['B'].width = 30
    sheet = taken(saved(book))
    assert texts(sheet) == [["TT", "Chỉ tiêu", "Số"], ["1", "Thu\nnội địa", "1.250,3"]]
    assert (sheet.title, sheet.number, sheet.findings) == ("Biểu 1", 1, ())
    assert [c.at for c in sheet.rows[1]] == ['A2', 'B2', 'C2']
    assert [c.bold for c in sheet.rows[0]] == [False, True, False]
    assert [c.align for c in sheet.rows[1]] == ['center', '', '']
    assert [c.is_number for c in sheet.rows[1]] == [True, False, True]
    assert sheet.widths[1] == 30 and sheet.widths[0] < 15


def test_text_is_cleaned_but_not_changed() -> None:
    typed = unicodedata.normalize('NFD', "Hộ nghèo") + "_x000D_\n\u200bxã **A** ${b}\tc"
    sheet = taken(saved(workbook({'A1': typed})))
    assert texts(sheet) == [["Hộ nghèo\n\nxã **A** ${b} c"]] or texts(sheet) == [
        ["Hộ nghèo\nxã **A** ${b} c"]
    ]


def test_an_area_keeps_its_empty_cells_and_the_used_range_is_trimmed() -> None:
    data = saved(workbook({'B2': "a", 'C3': "b"}))
    assert texts(taken(data)) == [["a", ""], ["", "b"]]
    assert texts(taken(data, area='A1:C4')) == [["", "", ""], ["", "a", ""], ["", "", "b"], ["", "", ""]]
    assert texts(taken(data, area='B2:B2')) == [["a"]]


def test_merged_cells_cover_what_is_shown_of_them() -> None:
    book = workbook({'A1': "Đầu", 'A3': "x", 'B3': "y", 'C3': "z", 'D1': "w"})
    book.active.merge_cells('A1:C2')
    data = saved(book)
    sheet = taken(data)
    assert [(c.text, c.at, c.row_span, c.column_span) for c in sheet.rows[0]] == [
        ("Đầu", 'A1', 2, 3),
        ("w", 'D1', 1, 1),
    ]
    assert [c.at for c in sheet.rows[1]] == ['D2']
    clipped = taken(data, area='B2:D3')
    assert [(c.text, c.at, c.row_span, c.column_span) for c in clipped.rows[0]] == [
        ("Đầu", 'A1', 1, 2),
        ("", 'D2', 1, 1),
    ]


def test_hidden_rows_and_columns_are_left_out_and_told() -> None:
    book = workbook({'A1': "a", 'B1': "b", 'C1': "c", 'A2': "kín", 'A3': "d", 'C3': "e"})
    page = book.active
    page.column_dimensions['B'].hidden = True
    page.row_dimensions[2].hidden = True
    page.merge_cells('A1:B1')
    sheet = taken(saved(book))
    assert texts(sheet) == [["a", "c"], ["d", "e"]]
    assert sheet.rows[0][0].column_span == 1
    assert [(f.code, f.level) for f in sheet.findings] == [('DL142', Level.CANH_BAO)] * 2
    assert "(2)" in sheet.findings[0].problem and "(B)" in sheet.findings[1].problem


def test_the_first_sheet_that_people_see_is_taken_unless_one_is_named() -> None:
    book = workbook({'A1': "ẩn"}, title="Nháp")
    book.active.sheet_state = 'hidden'
    book.create_sheet("Biểu 2")['A1'] = "hai"
    data = saved(book)
    assert texts(taken(data)) == [["hai"]]
    assert texts(taken(data, "nháp")) == [["ẩn"]]
    assert taken(data).number == 2


def test_a_formula_without_a_value_and_an_error_are_told_with_their_cells() -> None:
    book = workbook({'A1': "a", 'A2': '=1+1', 'A3': '#N/A', 'A4': 0.5}, {'A4': '# ?/?'})
    book.active['A3'].data_type = 'e'
    sheet = taken(saved(book))
    assert texts(sheet) == [["a"], [""], ["#N/A"], ["0,5"]]
    assert {(f.code, f.level, f.span.place) for f in sheet.findings} == {
        ('DL139', Level.LOI, "trang tính «Biểu 1», ô A2"),
        ('DL140', Level.LOI, "trang tính «Biểu 1», ô A3"),
        ('DL141', Level.CANH_BAO, "trang tính «Biểu 1», ô A4"),
    }


def test_the_kept_value_of_a_formula_is_what_counts() -> None:
    cell = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'
    sheet = taken(with_sheet(f'<sheetData>{cell}</sheetData>'))
    assert (texts(sheet), sheet.findings) == ([["2"]], ())


def test_many_faults_of_one_kind_are_counted() -> None:
    book = workbook({f'A{i}': '=1' for i in range(1, 41)})
    found = taken(saved(book)).findings
    assert len(found) == 21 and "còn 20 ô khác" in found[-1].problem


def refused(data: bytes, *args: Any, **most: int) -> Finding:
    """The one finding of a file that cannot be read."""
    with pytest.raises(BaoCaoError) as error:
        taken(data, *args, **most)
    found = error.value.findings
    assert len(found) == 1, found
    assert found[0].level is Level.CHAN and found[0].span.file == 'bieu.xlsx'
    assert found[0].problem.endswith('.') and found[0].remedy.endswith(('.', '?'))
    return found[0]


def test_a_missing_sheet_is_named_with_those_that_are_there() -> None:
    found = refused(saved(workbook({'A1': "a"}, title="Biểu 1")), "Bieu 1")
    assert found.code == 'DL136'
    assert "Có phải là «Biểu 1»?" in found.remedy


@pytest.mark.parametrize('area', ['D4:F9', 'A100:B200', 'XFD1048576:XFD1048576'])
def test_an_empty_area_is_refused(area: str) -> None:
    assert refused(saved(workbook({'A1': "a"})), None, area).code == 'DL138'


def test_an_empty_sheet_is_refused() -> None:
    assert refused(saved(workbook({}))).code == 'DL138'


def test_an_area_beyond_the_sheet_or_too_large_is_refused() -> None:
    data = saved(workbook({'A1': "a", 'C9': "b"}))
    assert refused(data, None, 'A1:ZZZ3').code == 'DL137'
    assert refused(data, None, 'A1:B2000000').code == 'DL137'
    assert refused(data, None, 'A1:AO2').code == 'DL137'
    assert refused(data, most_rows=8).code == 'DL137'
    assert refused(data, most_columns=2).code == 'DL137'
    assert refused(data, most_cells=20).code == 'DL137'


_OLE = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(600)


@pytest.mark.parametrize(
    ('data', 'word'),
    [
        (_OLE, "(.xls)"),
        (_OLE + 'EncryptedPackage'.encode('utf-16-le'), "mật khẩu"),
        ("TT,Chỉ tiêu\n1,Thu\n".encode(), "(CSV)"),
        ("TT\tThu\n".encode('utf-16'), "(CSV)"),
        (b'', "tệp trống"),
        (b'%PDF-1.7', "PDF"),
        (b'\x1f\x8b\x08\x00', "gzip"),
        (b'<html><table>', "trang web"),
        (b'\x00\x01\x02', "không rõ loại"),
    ],
)
def test_another_kind_of_file_is_named(data: bytes, word: str) -> None:
    found = refused(data)
    assert found.code == 'DL132' and word in found.problem


@pytest.mark.parametrize(
    ('kind', 'word'),
    [
        ('application/vnd.ms-excel.sheet.macroEnabled.main+xml', ".xlsm"),
        ('application/vnd.ms-excel.sheet.binary.macroEnabled.main', ".xlsb"),
        ('application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml', ".docx"),
    ],
)
def test_another_office_file_is_named(kind: str, word: str) -> None:
    types = f'<Types><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>'
    found = refused(repacked(saved(workbook({'A1': 1})), {'[Content_Types].xml': types.encode()}))
    assert found.code == 'DL132' and word in found.problem


def test_an_ods_and_a_plain_zip_are_named() -> None:
    ods = repacked(saved(workbook({})), {'mimetype': b'application/vnd.oasis.opendocument.spreadsheet'})
    assert "(.ods)" in refused(ods).problem
    assert "(.zip)" in refused(repacked(saved(workbook({})), {'[Content_Types].xml': None})).problem


def test_a_file_too_large_is_refused_before_it_is_opened() -> None:
    assert refused(b'PK' + bytes(10 * MIB)).code == 'DL133'


def test_a_cut_file_and_a_lying_one_are_refused_in_words_of_excel() -> None:
    data = saved(workbook({'A1': "a"}))
    for wrong in (data[:-30], data + b'x'):
        found = refused(wrong)
        assert found.code == 'DL131' and "Excel" in found.remedy and "Word" not in found.remedy


def test_a_bomb_of_zeros_is_refused() -> None:
    data = repacked(saved(workbook({'A1': 1})), {'xl/media/x.bin': bytes(40 * MIB)})
    assert refused(data).code == 'DL131'


@pytest.mark.parametrize('part', [SHEET_PART, 'xl/styles.xml', 'xl/workbook.xml', 'x/anything.bin'])
def test_entities_are_refused_in_every_part(part: str) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
    assert refused(repacked(saved(workbook({'A1': 1})), {part: bomb})).code == 'DL134'
    wide = bomb.decode().encode('utf-16')
    assert refused(repacked(saved(workbook({'A1': 1})), {part: wide})).code == 'DL134'


def test_endless_nesting_is_refused() -> None:
    deep = '<a>' * 5000 + '</a>' * 5000
    assert refused(with_sheet(deep)).code == 'DL134'


@pytest.mark.parametrize(
    'xml',
    [
        '<sheetData><row r="1"><c r="A1"><v>một</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" s="999"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="x"><c r="A1"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="0"><c><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="B7"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A"/></mergeCells>',
        '<cols><col max="3"/></cols><sheetData/>',
        '<cols><col min="1" max="99999999" hidden="1"/></cols><sheetData/>',
        '<cols><col min="1" max="2" width="nan"/></cols><sheetData/>',
    ],
)
def test_what_makes_no_sense_is_refused_in_words(xml: str) -> None:
    assert refused(with_sheet(xml)).code == 'DL135'


def test_broken_parts_are_refused_in_words() -> None:
    data = saved(workbook({'A1': 1}))
    for part in ('_rels/.rels', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', SHEET_PART, 'xl/styles.xml'):
        assert refused(repacked(data, {part: b'<a>'})).code == 'DL135', part
    for part in ('_rels/.rels', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', SHEET_PART):
        assert refused(repacked(data, {part: None})).code == 'DL135', part


def test_merged_cells_over_the_whole_sheet_cost_nothing() -> None:
    row = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert texts(taken(with_sheet(row + merged))) == [["1"]]
    sheet = taken(with_sheet(row + merged), area='A1:C3')
    assert [(c.row_span, c.column_span) for r in sheet.rows for c in r] == [(3, 3)]
    assert refused(with_sheet(row + merged), None, 'XFC1048570:XFD1048576').code == 'DL137'


def test_overlapping_merged_cells_are_refused() -> None:
    row = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    merged = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>'
    found = refused(with_sheet(row + merged), None, 'A1:C3')
    assert (found.code, found.span.place) == ('DL143', "trang tính «Biểu 1», ô B2")


def test_a_number_without_end_is_no_traceback() -> None:
    row = f'<sheetData><row r="1"><c r="A1"><v>{"9" * 5000}</v></c></row></sheetData>'
    assert refused(with_sheet(row)).code == 'DL135'
    row = '<sheetData><row r="1"><c r="A1"><v>1e999</v></c></row></sheetData>'
    assert [f.code for f in taken(with_sheet(row)).findings] == ['DL141']


def test_rows_far_below_do_not_count_where_an_area_is_named() -> None:
    book = workbook({'A1': "a", 'A1048576': "z"})
    data = saved(book)
    assert texts(taken(data, area='A1:A1')) == [["a"]]
    assert refused(data).code == 'DL137'


def test_the_same_bytes_give_the_same_sheet() -> None:
    data = saved(workbook({'A1': "a", 'B2': 0.1}))
    assert taken(data) == taken(data)
