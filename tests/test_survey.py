"""Looking through Word files, texts and data: each file by itself, each folder as a whole, comments in copies."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree
from office import office, report

from baocao.cli.main import main
from baocao.container import pack
from baocao.errors import Level
from baocao.survey import Looked, survey
from baocao.word import read_document

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
WRONG = "Giải quyết khiếu nại 22/23 vụ, đạt 92,3%."
RIGHT = "Giải quyết khiếu nại 22/23 vụ, đạt 95,65%."


def _docx(*paragraphs: str) -> bytes:
    body = ''.join(f'<w:p><w:r><w:t xml:space="preserve">{p}</w:t></w:r></w:p>' for p in paragraphs)
    namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
    relations = 'http://schemas.openxmlformats.org/package/2006/relationships'
    kind = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'
    main_type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
    )
    parts = {
        '[Content_Types].xml': types,
        '_rels/.rels': f'<Relationships xmlns="{relations}"><Relationship Id="r" Type="{kind}" '
        'Target="word/document.xml"/></Relationships>',
        'word/document.xml': f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>',
    }
    return pack({name: text.encode() for name, text in parts.items()}, ('[Content_Types].xml',))


@dataclass(frozen=True)
class Ran:
    exit_code: int
    output: str


def _run(*arguments: object, command: str = 'ra-soat') -> Ran:
    """Run a command of the program in this process."""
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), pytest.raises(SystemExit) as left:
        main([command, *map(str, arguments)])
    return Ran(int(left.value.code or 0), shown.getvalue())


def _codes(rows: list[Looked]) -> list[str]:
    return [f.code for row in rows for f in row.findings]


@pytest.mark.parametrize('name', ['bao-cao.docx', 'bao-cao.txt'])
def test_a_file_of_anybody_is_checked_at_its_place(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(_docx("BÁO CÁO", WRONG) if path.suffix == '.docx' else f'BÁO CÁO\n{WRONG}'.encode())
    (row,) = survey((str(path),))
    (found,) = row.findings
    assert (found.code, found.level) == ('SL201', Level.LOI)
    assert "22/23 = 95,7%" in found.problem
    assert (
        found.span.place == "đoạn 2"
        if path.suffix == '.docx'
        else (found.span.line, found.span.column) == (2, 36)
    )


def test_a_folder_holds_files_of_all_kinds_but_no_templates_and_copies(tmp_path: Path) -> None:
    (tmp_path / 'mau').mkdir()
    for place in ('a.docx', 'mau/b.docx', '~$a.docx', 'a.nhan-xet.docx', 'a.nhan-xet-2.docx', '.c.docx'):
        (tmp_path / place).write_bytes(_docx(WRONG))
    (tmp_path / 'd.txt').write_text(RIGHT, 'utf-8')
    assert [Path(row.name).name for row in survey((str(tmp_path),))] == ['a.docx', 'd.txt']


def test_what_disagrees_between_papers_of_one_folder_is_told_once(tmp_path: Path) -> None:
    plan = "QUYẾT ĐỊNH\nVề giao chỉ tiêu\nCăn cứ Nghị định số 59/2020/NĐ-CP ngày 01/7/2019 của Chính phủ;"
    (tmp_path / 'mot').mkdir()
    (tmp_path / 'mot/a.txt').write_text("Theo Nghị định số 59/2019/NĐ-CP của Chính phủ.", 'utf-8')
    (tmp_path / 'mot/b.txt').write_text(plan, 'utf-8')
    rows = list(survey((str(tmp_path),)))
    assert _codes(rows) == ['SL261', 'SL267']
    assert [row.is_folder for row in rows] == [False, False, True]
    (tmp_path / 'hai').mkdir()
    (tmp_path / 'mot/b.txt').rename(tmp_path / 'hai/b.txt')
    assert _codes(list(survey((str(tmp_path),)))) == ['SL261']


def test_a_file_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / 'a.docx').write_bytes(b'PK\x03\x04 broken')
    (tmp_path / 'b.docx').write_bytes(_docx(WRONG))
    rows = list(survey((str(tmp_path),)))
    assert [len(row.findings) for row in rows] == [1, 1]
    assert rows[0].findings[0].level is Level.CHAN


def test_the_findings_of_a_secret_paper_tell_nothing_of_its_text(tmp_path: Path) -> None:
    path = tmp_path / 'a.docx'
    path.write_bytes(_docx("TỐI MẬT", "BÁO CÁO", WRONG))
    result = _run(str(path))
    assert 'SL201' in result.output
    for words in ("khiếu nại", '22/23', '92,3', '95,7'):
        assert words not in result.output


def test_comments_stand_on_the_words_in_a_copy_that_replaces_nothing(tmp_path: Path) -> None:
    path = tmp_path / 'a.docx'
    data = _docx("BÁO CÁO", WRONG)
    path.write_bytes(data)
    result = _run(str(path), '--nhan-xet')
    copy = tmp_path / 'a.nhan-xet.docx'
    assert result.exit_code == 1 and str(copy) in result.output
    assert path.read_bytes() == data
    assert _commented(copy.read_bytes()) == [("92,3%", "Lỗi SL201")]
    written = copy.read_bytes()
    _run(str(path), '--nhan-xet')
    assert copy.read_bytes() == written
    copy.write_bytes(written + b'\0')  # a person's
    _run(str(path), '--nhan-xet')
    assert copy.read_bytes() == written + b'\0'
    assert (tmp_path / 'a.nhan-xet-2.docx').read_bytes() == written


def _commented(data: bytes) -> list[tuple[str, str]]:
    """The words under each comment, and how the comment begins."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read('word/document.xml'))
        comments = etree.fromstring(archive.read('word/comments.xml'))
    found = []
    for comment in comments:
        key = comment.get(f'{W}id')
        words, inside = '', False
        for element in body.iter():
            if element.tag == f'{W}commentRangeStart' and element.get(f'{W}id') == key:
                inside = True
            elif element.tag == f'{W}commentRangeEnd' and element.get(f'{W}id') == key:
                inside = False
            elif element.tag == f'{W}t' and inside:
                words += element.text or ''
        found.append((words, ''.join(comment.itertext()).partition(':')[0]))
    return found


def test_a_text_takes_no_comments_and_says_so(tmp_path: Path) -> None:
    (tmp_path / 'a.txt').write_text(WRONG, 'utf-8')
    assert _codes(list(survey((str(tmp_path / 'a.txt'),), comment=True))) == ['SL201', 'HT016']


def test_hints_are_told_on_request_only(tmp_path: Path) -> None:
    text = "Đạt 95,65%; đạt 91,1%; đạt 75,04%; đạt 88,17%; đạt 68,27%. Giai đoạn 2021-2025, 2026 - 2030, 2031 – 2035."
    (tmp_path / 'a.txt').write_text(text, 'utf-8')
    assert _codes(list(survey((str(tmp_path / 'a.txt'),)))) == []
    hinted = [f for row in survey((str(tmp_path / 'a.txt'),), hints=True) for f in row.findings]
    assert {f.level for f in hinted} == {Level.GOI_Y} and 'SL283' in [f.code for f in hinted]
    assert _run(str(tmp_path / 'a.txt'), '--goi-y').exit_code == 0


def test_a_draft_with_comments_is_still_the_programs_own(tmp_path: Path) -> None:
    made = office(tmp_path, report('- |\n    ' + WRONG))
    arguments = (made.root / made.paper, '-o', tmp_path / 'out', '--nhan-xet')
    assert _run(*arguments, command='soan').exit_code == 1
    (draft,) = (tmp_path / 'out').rglob('*.docx')
    assert _commented(draft.read_bytes()) == [("92,3%", "Lỗi SL201")]
    for record in (tmp_path / 'out').glob('.baocao*'):  # records that are lost change nothing
        record.rename(tmp_path / record.name)
    paper = made.root / made.paper
    paper.write_text(paper.read_text('utf-8').replace('92,3%', '95,65%'), 'utf-8')
    assert _run(*arguments, command='soan').exit_code == 0
    assert [p.name for p in (tmp_path / 'out').rglob('*.docx')] == [draft.name]
    assert "95,65%" in ''.join(p.text for p in read_document(draft.read_bytes(), 'x').prose.passages)


def test_the_json_of_a_run_is_one_record_a_line(tmp_path: Path) -> None:
    (tmp_path / 'a.docx').write_bytes(_docx(WRONG))
    result = _run(str(tmp_path / 'a.docx'), '--nhan-xet', '--json')
    finding, copy = map(json.loads, result.output.splitlines())
    assert (finding['code'], finding['place'], '92,3%' in finding['excerpt']) == ('SL201', "đoạn 1", True)
    assert copy['copy'].endswith('a.nhan-xet.docx')


def test_the_figures_of_a_secret_data_file_are_not_told(tmp_path: Path) -> None:
    text = report(
        '- |\n    ' + "Giải quyết 2.217/2.319 vụ, đạt 92,3%; gồm 03 xã An Kín, An Lặng.", do_mat="mật"
    )
    made = office(tmp_path, text)
    result = _run(made.root / made.paper, '--json')
    records = [json.loads(line) for line in result.output.splitlines()]
    assert {'SL201', 'SL231'} <= {record['code'] for record in records}
    for words in ('2.217', '92,3', '95,6', "An Kín", "An Lặng"):
        assert words not in result.output
    assert all(record['line'] for record in records)
