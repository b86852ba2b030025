"""An office's own Word templates: listed, copied, checked without data, and drafted with."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree
from own_templates import (
    DECISION,
    LETTER,
    PAPERS,
    REPORT,
    TEMPLATES,
    W,
    changed,
    office,
    own,
    parts_of,
    words,
)
from test_soan import baocao

from baocao.errors import BaoCaoError, Finding, Level
from baocao.loading import DRAFTED
from baocao.mau import FRAGMENT, NAMES, SECTIONS, Templates, built_in, check, copy
from baocao.mau import TEMPLATES as BY_CLASS
from baocao.pipeline import draft
from baocao.view import FIELDS, KINDS
from baocao.workspace import open_paths

JUDGES = Path(__file__).parents[2] / 'shared/tools'
LAYOUTS = tuple(dict.fromkeys(BY_CLASS.values()))
PNG = base64.b64decode(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPj/HwADAgH/p4nr2QAAAABJRU5ErkJggg=='
)


def found(path: Path) -> list[Finding]:
    """The findings of one template or folder."""
    return [f for row in check([str(path)]) for f in row.findings]


def told(path: Path) -> list[tuple[str, Level, str]]:
    return [(f.code, f.level, f.span.place) for f in found(path)]


def drafted(
    folder: Path, paper: str, mau: Path | None = None, data: Path | None = None
) -> tuple[Path, list[Finding]]:
    """One paper drafted in memory and put into a file; its findings."""
    data = data or office(folder)
    ((workspace, relative),) = open_paths((str(data / f'2026/{paper}.yaml'),)).papers
    document = draft(workspace, relative, Templates(given=None if mau is None else str(mau)))
    made = folder / f'{paper}.docx'
    made.write_bytes(document.data)
    return made, list(document.findings)


# --- the list


def test_the_list_names_every_template_and_every_type_of_paper() -> None:
    rows = built_in()
    assert [row.name for row in rows] == list(NAMES)
    assert sorted(p.name for p in TEMPLATES.glob('*.docx')) == sorted(NAMES)
    assert all(row.what and row.serves for row in rows)
    served = [kind for row in rows if row.name in LAYOUTS for kind in row.serves]
    assert sorted(served) == sorted(DRAFTED)


def test_the_list_on_the_screen_and_as_json(tmp_path: Path) -> None:
    data = office(tmp_path)
    own(data / 'mau', 'quyet-dinh.docx')
    own(data / 'mau', 'cong-van.docx', name='Thu moi.docx')
    done = baocao('mau-van-ban', 'data', cwd=tmp_path)
    assert done.returncode == 0
    assert 'quyet-dinh.docx: Mẫu quyết định' in done.stdout
    assert 'báo cáo, tờ trình' in done.stdout
    assert 'data/mau/quyet-dinh.docx\n' in done.stdout
    assert 'data/mau/Thu moi.docx (tên tệp không phải tên của mẫu nào)' in done.stdout
    rows = [
        json.loads(line) for line in baocao('mau-van-ban', 'data', '--json', cwd=tmp_path).stdout.splitlines()
    ]
    assert [row['name'] for row in rows[:-1]] == list(NAMES)
    assert rows[0]['serves'] == ['quyết định']
    assert rows[-1] == {'folder': 'data', 'own': ['data/mau/Thu moi.docx', 'data/mau/quyet-dinh.docx']}


def test_every_field_that_a_template_prints_has_words() -> None:
    prints = {path for reader in BY_CLASS for path in Templates().of(reader).prints}
    names = {re.sub(r'^khoi\.\w+\.', 'khoi.', path.rpartition('/')[2]) for path in prints}
    assert names <= set(FIELDS)
    assert set(FIELDS) - names == set(SECTIONS)


# --- copies


def test_copies_are_made_and_never_overwrite(tmp_path: Path) -> None:
    folder = tmp_path / 'data/mau'
    assert [(row.path.name, row.made) for row in copy(folder)] == [(name, True) for name in NAMES]
    assert all((folder / n).read_bytes() == (TEMPLATES / n).read_bytes() for n in NAMES)
    (folder / FRAGMENT).write_bytes(b'cua toi')
    (folder / 'cong-van.docx').unlink()
    (folder / 'cong-van.docx').mkdir()
    (folder / 'phu-luc.docx').unlink()
    again = {row.path.name: row for row in copy(folder)}
    assert [name for name, row in again.items() if row.made] == ['phu-luc.docx']
    kept = {name: row.kept for name, row in again.items() if row.kept}
    assert {name: f.code for name, f in kept.items()} == {FRAGMENT: 'BN208', 'cong-van.docx': 'BN208'}
    assert (folder / FRAGMENT).read_bytes() == b'cua toi'


def test_copying_says_what_to_do_next_and_what_was_left(tmp_path: Path) -> None:
    first = baocao('mau-van-ban', '--chep', 'mau-cua-toi', cwd=tmp_path)
    assert first.returncode == 0 and first.stderr == ''
    assert first.stdout.count('đã chép') == len(NAMES)
    assert 'baocao mau-van-ban --kiem-tra mau-cua-toi' in first.stdout
    assert '--mau mau-cua-toi' in first.stdout
    assert baocao('mau-van-ban', '--chep', 'mau-cua-toi', cwd=tmp_path).returncode == 0
    (tmp_path / 'mau-cua-toi/quyet-dinh.docx').write_bytes(b'x')
    third = baocao('mau-van-ban', '--chep', 'mau-cua-toi', '--json', cwd=tmp_path)
    assert third.returncode == 4
    rows = [json.loads(line) for line in third.stdout.splitlines()]
    assert [f['code'] for row in rows for f in row['findings']] == ['BN208']
    assert not any(row['copied'] for row in rows)


def test_a_place_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / 'mau').write_text('x', encoding='utf-8')
    done = baocao('mau-van-ban', '--chep', 'mau', cwd=tmp_path)
    assert done.returncode == 5
    assert 'HT204' in done.stderr and 'Traceback' not in done.stderr


@pytest.mark.parametrize(
    'args',
    [['--chep'], ['--chep', 'a', 'b'], ['--chep', 'a', '--kiem-tra', 'b'], ['--kiem-tra'], ['khong-co']],
)
def test_wrong_uses_are_explained(args: list[str], tmp_path: Path) -> None:
    done = baocao('mau-van-ban', *args, cwd=tmp_path)
    assert done.returncode == 2 and done.stderr.startswith("Lỗi: ")
    assert list(tmp_path.iterdir()) == []


# --- the check without data


@pytest.mark.parametrize('name', NAMES)
def test_the_templates_of_the_program_pass(name: str) -> None:
    (row,) = check([str(TEMPLATES / name)])
    assert (row.role, row.findings) == (name, ())


def test_a_misspelt_name_is_found_with_its_place_and_not_a_second_time_as_missing(tmp_path: Path) -> None:
    one = found(own(tmp_path, 'quyet-dinh.docx', ('{{ trich_yeu }}', '{{ trich_yue }}')))
    assert [(f.code, f.span.place, f.excerpt) for f in one] == [
        ('MB230', "thân văn bản, đoạn 3", '{{ trich_yue }}')
    ]
    assert "«trich_yeu»" in one[0].remedy
    two = found(
        own(tmp_path, FRAGMENT, ('{{ khoi.so }} {{ khoi.noi_dung }}', '{{ khoi.so }} {{ khoi.noidung }}'))
    )
    assert {f.code for f in two} == {'MB231'}
    three = found(own(tmp_path, 'phu-luc.docx', ('phu_luc.tieu_de', 'phu_luc.tieude')))
    assert [f.code for f in three] == ['MB231']


REQUIRED = (
    (
        'ten_loai',
        '{{ ten_loai }}',
        "thân văn bản, đoạn 3",
        "Hãy thêm {{ ten_loai }} trên chỗ in «trich_yeu».",
    ),
    (
        'trich_yeu',
        '{{ trich_yeu }}',
        "thân văn bản, đoạn 2",
        "Hãy thêm {{ trich_yeu }} dưới chỗ in «ten_loai».",
    ),
    (
        'co_quan',
        '{{ dong }}',
        "thân văn bản, bảng 1, hàng 1, ô 1",
        "ba đoạn {%p for dong in co_quan %}, {{ dong }}, {%p endfor %}",
    ),
    ('so_ky_hieu', '{{ so_ky_hieu }}', "thân văn bản, bảng 1, hàng 2, ô 1, đoạn 5", "trên chỗ in «do_mat»"),
    (
        'dia_danh_ngay',
        '{{ dia_danh_ngay }}',
        "thân văn bản, bảng 1, hàng 2, ô 2",
        "vào thân văn bản, bảng 1, hàng 2, ô 2, như ở mẫu có sẵn",
    ),
    ('noi_dung', '{{p noi_dung }}', "thân văn bản, đoạn 10", "đoạn {{p noi_dung }} dưới chỗ in «can_cu»"),
    ('ho_ten', '{{ ho_ten }}', "thân văn bản, bảng 2, hàng 1, ô 2, đoạn 2", "{%p if ho_ten %}, {{ ho_ten }}"),
)


@pytest.mark.parametrize(('field', 'tag', 'place', 'remedy'), REQUIRED, ids=[r[0] for r in REQUIRED])
def test_a_frame_field_that_is_not_printed_is_a_fault_with_the_tag_to_add(
    field: str, tag: str, place: str, remedy: str, tmp_path: Path
) -> None:
    def without(parts: dict[str, bytes]) -> None:
        xml = parts['word/document.xml'].decode()
        start = xml.index(f'in {field} %}}') if tag == '{{ dong }}' else 0
        at = xml.index(tag, start)
        parts['word/document.xml'] = (xml[:at] + 'chữ' + xml[at + len(tag) :]).encode()

    path = changed(TEMPLATES / 'quyet-dinh.docx', tmp_path / 'quyet-dinh.docx', without)
    (one,) = [f for f in found(path) if f"«{field}»" in f.problem]
    assert (one.code, one.level) == ('MB261', Level.LOI)
    assert one.span.place.startswith(place)
    assert remedy in one.remedy


def test_a_letter_needs_no_type_and_a_decision_does(tmp_path: Path) -> None:
    assert told(own(tmp_path, 'cong-van.docx')) == []
    assert 'ten_loai' not in (TEMPLATES / 'cong-van.docx').name
    codes = [f.problem for f in found(own(tmp_path, 'cong-van.docx', name='quyet-dinh.docx'))]
    assert any('«ten_loai»' in problem for problem in codes)


OPTIONAL = ('du_thao', 'co_quan_chu_quan', 'do_khan', 'do_mat', 'tham_quyen', 'can_cu')


@pytest.mark.parametrize('field', OPTIONAL)
def test_an_optional_field_that_is_not_printed_is_a_doubt(field: str, tmp_path: Path) -> None:
    def without(parts: dict[str, bytes]) -> None:
        xml = parts['word/document.xml'].decode()
        xml = xml.replace(f'{{{{ {field} }}}}', 'chữ')
        xml = xml.replace(f'for dong in {field} %}}', 'for dong in kinh_gui %}')
        parts['word/document.xml'] = xml.encode()

    path = changed(TEMPLATES / 'quyet-dinh.docx', tmp_path / 'quyet-dinh.docx', without)
    (one,) = found(path)
    assert (one.code, one.level) == ('MB262', Level.CANH_BAO)
    assert one.problem.startswith(f"Mẫu không in «{field}» ({FIELDS[field]})")
    assert f'{field} %}}' in one.remedy
    assert baocao('mau-van-ban', '--kiem-tra', path, cwd=tmp_path).returncode == 0


def test_a_field_that_only_conditions_ask_for_is_not_printed(tmp_path: Path) -> None:
    assert [f.code for f in found(own(tmp_path, 'quyet-dinh.docx', ('{{ ho_ten }}', 'chữ')))] == ['MB261']


def test_sections_and_samples_are_checked_too(tmp_path: Path) -> None:
    appendix = found(own(tmp_path, 'phu-luc.docx', ('{{ phu_luc.tieu_de }}', 'chữ')))
    assert [(f.code, f.remedy) for f in appendix] == [
        ('MB261', "Hãy thêm {{ phu_luc.tieu_de }} dưới chỗ in «phu_luc.so».")
    ]
    text = found(own(tmp_path, 'van-ban-kem-theo.docx', ('for dong in co_quan %}', 'for dong in can_cu %}')))
    assert ["«co_quan»" in f.problem for f in text] == [True]
    sample = '+ Chỉ đạo thực hiện: {{ khoi.noi_dung }}'
    duty = found(own(tmp_path, FRAGMENT, (sample, '+ Chỉ đạo')))
    assert [(f.code, f.span.place) for f in duty] == [('MB261', "tệp đoạn mẫu, bảng 1, hàng 18, ô 2")]
    assert "«chi_dao»" in duty[0].problem
    number = found(own(tmp_path, FRAGMENT, ('{{ khoi.so }} {{ khoi.noi_dung }}', '{{ khoi.noi_dung }}')))
    assert {(f.code, f.level) for f in number} == {('MB262', Level.CANH_BAO)}
    assert "trước chỗ in «khoi.noi_dung»" in number[0].remedy


def test_all_faults_come_together_and_as_json(tmp_path: Path) -> None:
    path = own(
        tmp_path,
        'quyet-dinh.docx',
        ('{{ trich_yeu }}', '{{ trich_yue }}'),
        ('{{ ten_loai }}', 'QUYẾT ĐỊNH'),
        ('{{ du_thao }}', 'DỰ THẢO'),
    )
    done = baocao('mau-van-ban', '--kiem-tra', path, '--json', cwd=tmp_path)
    assert done.returncode == 1
    (row,) = map(json.loads, done.stdout.splitlines())
    assert row['role'] == 'quyet-dinh.docx'
    assert [f['code'] for f in row['findings']] == ['MB230', 'MB262', 'MB261']
    assert all(f['place'] and f['problem'] and f['remedy'] for f in row['findings'])


def test_a_torn_template_tells_its_fault_and_nothing_that_follows_from_it(tmp_path: Path) -> None:
    assert [f.code for f in found(own(tmp_path, 'quyet-dinh.docx', ('{{ ten_loai }}', '{{ ten_loai')))] == [
        'MB201'
    ]
    assert {f.code for f in found(own(tmp_path, 'phu-luc.docx', ('{{ phu_luc.tieu_de }}', '{{ phu')))} == {
        'MB201'
    }


@pytest.mark.parametrize('data', [b'', b'PK\x03\x04', b'khong phai Word', b'%PDF-1.4'])
def test_a_file_that_is_no_word_file(data: bytes, tmp_path: Path) -> None:
    (tmp_path / 'quyet-dinh.docx').write_bytes(data)
    done = baocao('mau-van-ban', '--kiem-tra', 'quyet-dinh.docx', 'khong-co.docx', cwd=tmp_path)
    assert done.returncode == 1
    assert 'quyet-dinh.docx: chặn MB' in done.stdout and 'khong-co.docx: chặn MB001' in done.stdout
    assert 'Traceback' not in done.stdout + done.stderr


def test_a_file_of_another_name_is_taken_for_what_it_is_nearest_to(tmp_path: Path) -> None:
    for layout in LAYOUTS:
        (row,) = check([str(own(tmp_path, layout, name='cua toi.docx'))])
        assert (row.role, row.findings) == (layout, ())
    in_folder = found(tmp_path)
    assert [(f.code, f.level, f.span.file) for f in in_folder] == [
        ('MB266', Level.CANH_BAO, f'{tmp_path.as_posix()}/cua toi.docx')
    ]


def test_a_folder_without_templates(tmp_path: Path) -> None:
    assert [(f.code, f.level) for f in found(tmp_path)] == [('MB265', Level.CHAN)]


# --- drafting with one's own


def test_the_folder_beside_the_agencies_is_used_for_the_files_it_has(tmp_path: Path) -> None:
    data = office(tmp_path)
    own(data / 'mau', 'quyet-dinh.docx', ("QUYẾT ĐỊNH:", "Quyết định như sau:"))
    done = baocao('soan', 'data', '--json', cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    rows = {row['paper'].rpartition('/')[2]: row for row in map(json.loads, done.stdout.splitlines())}
    assert {name: row['mau'] for name, row in rows.items() if row['mau']} == {
        'quyet-dinh.yaml': ['data/mau/quyet-dinh.docx']
    }
    assert "Quyết định như sau:" in words(tmp_path / 'out/2026/quyet-dinh.docx')
    records = (tmp_path / 'out/.baocao/nhat-ky').read_text(encoding='utf-8').splitlines()
    assert sorted('"mau/quyet-dinh.docx"' in text for text in records) == [False, False, False, True]
    own(data / 'mau', 'quyet-dinh.docx', ("QUYẾT ĐỊNH:", "Quyết định:"))
    again = baocao('soan', 'data', cwd=tmp_path)
    assert again.stdout.count("không đổi") >= 3
    assert "out/2026/quyet-dinh.docx (mẫu data/mau/quyet-dinh.docx)" in again.stdout
    assert "Quyết định:" in words(tmp_path / 'out/2026/quyet-dinh.docx')


def test_a_given_folder_goes_before_the_one_beside_the_agencies(tmp_path: Path) -> None:
    data = office(tmp_path)
    own(data / 'mau', 'quyet-dinh.docx', ("QUYẾT ĐỊNH:", "MỘT"))
    own(data / 'mau', FRAGMENT, ("Điều\N{NO-BREAK SPACE}", "Điều thứ "))
    own(tmp_path / 'rieng', 'quyet-dinh.docx', ("QUYẾT ĐỊNH:", "HAI"))
    made, findings = drafted(tmp_path, 'quyet-dinh', tmp_path / 'rieng', data)
    assert findings == []
    assert "HAI" in words(made) and "MỘT" not in words(made)
    assert any(line.startswith("Điều thứ 1.") for line in words(made))


def test_a_given_file_brings_what_lies_beside_it(tmp_path: Path) -> None:
    own(tmp_path / 'rieng', 'quyet-dinh.docx', ("QUYẾT ĐỊNH:", "HAI"), name='cua toi.docx')
    own(tmp_path / 'rieng', FRAGMENT, ("Điều\N{NO-BREAK SPACE}", "Điều thứ "))
    own(tmp_path / 'rieng', 'van-ban-kem-theo.docx', ("CỘNG HÒA", "C.H."))
    made, findings = drafted(tmp_path, 'quyet-dinh', tmp_path / 'rieng/cua toi.docx')
    assert findings == []
    assert "HAI" in words(made) and "C.H. XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words(made)
    assert any(line.startswith("Điều thứ 1.") for line in words(made))


def test_papers_that_a_given_file_is_not_for_are_told(tmp_path: Path) -> None:
    data = office(tmp_path, a=DECISION, b=LETTER, c=REPORT)
    own(tmp_path, 'cong-van.docx', ("V/v", "Về việc"), name='thu.docx')
    done = baocao('soan', 'data', '--mau', 'thu.docx', '--json', cwd=tmp_path)
    rows = {row['paper'].rpartition('/')[2]: row for row in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 0
    assert {n: [f['code'] for f in row['findings']] for n, row in rows.items()} == {
        'a.yaml': ['MB263'],
        'b.yaml': [],
        'c.yaml': ['MB263'],
    }
    assert rows['b.yaml']['mau'] == ['thu.docx'] and rows['a.yaml']['mau'] == []
    assert 'công văn' in rows['a.yaml']['findings'][0]['problem']
    for command in (['soan', data / '2026/a.yaml'], ['ra-soat', data / '2026/a.yaml']):
        alone = baocao(*command, '--mau', 'thu.docx', cwd=tmp_path)
        assert alone.returncode == 1 and 'MB264' in alone.stdout + alone.stderr


def test_a_given_fragment_serves_every_paper(tmp_path: Path) -> None:
    office(tmp_path)
    own(tmp_path / 'rieng', FRAGMENT, ('- {{ khoi.noi_dung }}', '– {{ khoi.noi_dung }}'))
    own(tmp_path / 'rieng', 'quyet-dinh.docx')
    done = baocao('soan', 'data', '--mau', 'rieng/khoi-noi-dung.docx', '--json', cwd=tmp_path)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and len(rows) == len(PAPERS)
    assert {tuple(row['mau']) for row in rows} == {('rieng/khoi-noi-dung.docx',)}


@pytest.mark.parametrize(('mau', 'code'), [('khong-co', 'HT001'), ('trong', 'MB265'), ('x.docx', 'MB032')])
def test_a_given_template_that_cannot_be_used(mau: str, code: str, tmp_path: Path) -> None:
    office(tmp_path)
    (tmp_path / 'trong').mkdir()
    (tmp_path / 'x.docx').write_bytes(b'khong phai Word')
    for command in ('soan', 'ra-soat'):
        done = baocao(command, 'data', '--mau', mau, cwd=tmp_path)
        assert done.returncode == 1
        assert code in done.stdout + done.stderr and 'Traceback' not in done.stderr
    assert not (tmp_path / 'out').exists()


def test_what_a_template_does_not_print_is_told_with_the_draft(tmp_path: Path) -> None:
    path = own(
        tmp_path,
        'quyet-dinh.docx',
        ('for dong in can_cu %}', 'for dong in kinh_gui %}'),
        ('{{ du_thao }}', ' '),
        ('{{p noi_dung }}', ' '),
    )
    _, findings = drafted(tmp_path, 'quyet-dinh', path)
    assert {(f.code, f.level) for f in findings} == {('MB304', Level.LOI)}
    assert [re.findall('«(.+?)»', f.problem)[0] for f in findings] == ['noi_dung', 'du_thao', 'can_cu']


def test_faults_of_a_template_stop_the_papers_that_use_it_and_no_other(tmp_path: Path) -> None:
    data = office(tmp_path)
    own(data / 'mau', 'quyet-dinh.docx', ('{{ trich_yeu }}', '{{ trich_yue }}'))
    done = baocao('soan', 'data', cwd=tmp_path)
    assert done.returncode == 1
    assert 'data/mau/quyet-dinh.docx, thân văn bản, đoạn 3: chặn MB230' in done.stderr
    assert sorted(p.name for p in (tmp_path / 'out/2026').iterdir()) == [
        'bao-cao.docx',
        'cong-van.docx',
        'giay-moi.docx',
    ]


def test_a_name_that_is_nearly_right_is_told_where_the_program_s_own_is_used(tmp_path: Path) -> None:
    data = office(tmp_path)
    own(data / 'mau', 'quyet-dinh.docx', name='Quyết định.docx')
    own(data / 'mau', 'cong-van.docx')
    own(data / 'mau', 'cong-van.docx', name='cong van.docx')
    _, findings = drafted(tmp_path, 'quyet-dinh', None, data)
    assert [(f.code, f.span.file.rpartition('/')[2]) for f in findings] == [('MB266', 'Quyết định.docx')]
    assert "quyet-dinh.docx" in findings[0].remedy
    assert drafted(tmp_path, 'cong-van', None, data)[1] == []


def test_an_older_copy_of_the_fragment_still_serves(tmp_path: Path) -> None:
    data, newest = office(tmp_path), list(KINDS)[-1]

    def without(parts: dict[str, bytes]) -> None:
        root = etree.fromstring(parts['word/document.xml'])
        for row in list(root.iter(f'{W}tr')):
            if row.find(f'{W}tc/{W}p/{W}r/{W}t').text == newest:
                row.getparent().remove(row)
        parts['word/document.xml'] = etree.tostring(root)

    changed(TEMPLATES / FRAGMENT, data / 'mau' / FRAGMENT, without)
    _, findings = drafted(tmp_path, 'bao-cao', None, data)
    assert [(f.code, f.level) for f in findings] == [('MB253', Level.CANH_BAO)]
    assert told(data / 'mau') == [('MB253', Level.CANH_BAO, 'tệp đoạn mẫu')]


def test_tracked_changes_are_refused(tmp_path: Path) -> None:
    path = own(tmp_path, 'quyet-dinh.docx', ('<w:r><w:t', '<w:ins w:id="1" w:author="a"><w:r><w:t'))
    changed(path, path, lambda parts: parts.update(_closed(parts)))
    with pytest.raises(BaoCaoError) as caught:
        drafted(tmp_path, 'quyet-dinh', path)
    assert {f.code for f in caught.value.findings} == {'MB059', 'MB208'}


def _closed(parts: dict[str, bytes]) -> dict[str, bytes]:
    xml = parts['word/document.xml'].decode()
    return {'word/document.xml': re.sub(r'(<w:ins .+?</w:r>)', r'\1</w:ins>', xml).encode()}


# --- what an office adds is kept


def picture(ident: str, number: int, floating: bool) -> str:
    """A picture of 2 cm, in the line or anchored to the page."""
    size = '<wp:extent cx="720000" cy="720000"/>'
    properties = f'<wp:docPr id="{number}" name="Biểu trưng {number}"/>'
    graphic = (
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{ident}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="720000" cy="720000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        '</pic:pic></a:graphicData></a:graphic>'
    )
    around = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    if not floating:
        inline = f'<wp:inline {around} distT="0" distB="0" distL="0" distR="0">'
        return f'<w:r><w:drawing>{inline}{size}{properties}{graphic}</wp:inline></w:drawing></w:r>'
    anchor = (
        f'<wp:anchor {around} distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    )
    return f'<w:r><w:drawing>{anchor}{size}<wp:wrapNone/>{properties}{graphic}</wp:anchor></w:drawing></w:r>'


RELATION = (
    '<Relationship Id="rIdLogo" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    'Target="media/logo.png"/></Relationships>'
)
HOTLINE = (
    '<w:p><w:pPr><w:pStyle w:val="NoiNhan"/></w:pPr><w:r><w:t>Đường dây nóng: 0255 000 000</w:t></w:r></w:p>'
)


def dressed(parts: dict[str, bytes]) -> None:
    """A logo in the line and one at the head of each page, a hotline, other margins, a renamed style, another font."""
    xml = parts['word/document.xml'].decode()
    national = xml.index('<w:p>', xml.index('<w:tc>'))
    xml = f'{xml[:national]}<w:p>{picture("rIdLogo", 1, False)}</w:p>{xml[national:]}'
    xml = xml.replace('<w:sectPr>', HOTLINE + '<w:sectPr>').replace('w:left="1701"', 'w:left="1985"')
    header = parts['word/header1.xml'].decode().replace('</w:p>', picture('rIdLogo', 2, True) + '</w:p>', 1)
    sheet = parts['word/styles.xml'].decode()
    for old, new in (
        ('w:val="Tên loại"', 'w:val="Kiểu tên loại của cơ quan"'),
        ('w:val="Đường kẻ"', 'w:val="Kẻ dưới"'),
        ('Times New Roman', 'Arial'),
    ):
        assert old in sheet
        sheet = sheet.replace(old, new)
    relations = parts['word/_rels/document.xml.rels'].decode()
    types = parts['[Content_Types].xml'].decode()
    parts |= {
        'word/document.xml': xml.encode(),
        'word/header1.xml': header.encode(),
        'word/styles.xml': sheet.encode(),
        'word/media/logo.png': PNG,
        'word/_rels/document.xml.rels': relations.replace('</Relationships>', RELATION).encode(),
        'word/_rels/header1.xml.rels': (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + RELATION
        ).encode(),
        '[Content_Types].xml': types.replace(
            '<Override', '<Default Extension="png" ContentType="image/png"/><Override', 1
        ).encode(),
    }


@pytest.mark.parametrize(
    ('source', 'paper'), [('quyet-dinh.docx', 'quyet-dinh'), ('van-ban-co-ten-loai.docx', 'bao-cao')]
)
def test_logo_hotline_margins_font_and_renamed_styles_are_kept(
    source: str, paper: str, tmp_path: Path
) -> None:
    data = office(tmp_path)
    mine = changed(TEMPLATES / source, data / 'mau' / source, dressed)
    assert told(mine) == []
    usual = words(drafted(tmp_path, paper, TEMPLATES / source, data)[0])
    made, findings = drafted(tmp_path, paper, None, data)
    assert findings == []
    assert sorted(words(made)) == sorted([*usual, "Đường dây nóng: 0255 000 000"])
    parts = parts_of(made)
    assert parts['word/media/logo.png'] == PNG
    assert (
        b'rIdLogo' in parts['word/_rels/document.xml.rels']
        and b'rIdLogo' in parts['word/_rels/header1.xml.rels']
    )
    body, header = parts['word/document.xml'], parts['word/header1.xml']
    assert body.count(b'<wp:inline') == 1 and header.count(b'<wp:anchor') == 1
    assert b'w:left="1985"' in body and b'Times New Roman' not in parts['word/styles.xml']
    numbers = re.findall(rb'<wp:docPr id="(\d+)"', body + header)
    assert len(set(numbers)) == len(numbers) == 2
    computed = re.search(rb'<w:pStyle w:val="DuongKe"/><w:ind w:left="(\d+)"', body)
    before = re.search(
        rb'<w:pStyle w:val="DuongKe"/><w:ind w:left="(\d+)"', parts_of(mine)['word/document.xml']
    )
    assert computed and before and computed[1] != before[1]


@pytest.mark.skipif(not JUDGES.is_dir(), reason='the outside judges are not at hand')
def test_the_judges_accept_a_draft_with_a_logo(tmp_path: Path) -> None:
    data = office(tmp_path)
    changed(TEMPLATES / 'quyet-dinh.docx', data / 'mau/quyet-dinh.docx', dressed)
    made, _ = drafted(tmp_path, 'quyet-dinh', None, data)
    for judge in ('docx_validate.py', 'docx_oracle.py'):
        done = subprocess.run(
            [sys.executable, str(JUDGES / judge), str(made)], capture_output=True, text=True, encoding='utf-8'
        )
        assert done.returncode == 0, done.stdout


def test_a_copy_of_every_template_drafts_the_same_text(tmp_path: Path) -> None:
    data = office(tmp_path)
    shutil.copytree(TEMPLATES, data / 'mau', ignore=shutil.ignore_patterns('*.py', '__pycache__'))
    for paper in PAPERS:
        own_made, findings = drafted(tmp_path, paper, None, data)
        assert findings == []
        mine = parts_of(own_made)['word/document.xml']
        usual, _ = drafted(tmp_path, paper, TEMPLATES, data)
        assert parts_of(usual)['word/document.xml'] == mine
