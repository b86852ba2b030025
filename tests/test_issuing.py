"""`baocao soan --trinh-ky`: clean texts to be signed, numbers and dates that the register keeps, refusals."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from test_soan import baocao, office, report

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
SIGNED = "out/bc (trình ký).docx"


def text(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read('word/document.xml'))
    return '\n'.join(''.join(t.text or '' for t in p.iter(f'{W}t')) for p in root.iter(f'{W}p'))


def issue(folder: Path, *more: str, paper: str = 'bc.yaml') -> tuple[int, str]:
    done = baocao('soan', '--trinh-ky', *more, paper, cwd=folder)
    return done.returncode, done.stdout + done.stderr


def numbered(number: str = '12', day: str = '05/3/2026') -> tuple[str, ...]:
    return ('--so', number, '--ngay', day)


def test_a_text_to_be_signed_is_clean_and_leaves_room_for_number_and_date(tmp_path: Path) -> None:
    office(tmp_path, bc=report())
    assert baocao('soan', '.', cwd=tmp_path).returncode == 0
    draft = (tmp_path / 'out/bc.docx').read_bytes()
    code, _ = issue(tmp_path)
    assert code == 0
    made = text(tmp_path / SIGNED)
    assert "DỰ THẢO" in text(tmp_path / 'out/bc.docx') and "DỰ THẢO" not in made
    assert re.search(r'^Số:\s{6,}/BC-UBND$', made, re.MULTILINE)
    assert re.search(r'^An Phú, ngày\s{4,}tháng\s{4,}năm 2026$', made, re.MULTILINE)
    assert (tmp_path / 'out/bc.docx').read_bytes() == draft
    assert not (tmp_path / 'so-dang-ky.yaml').exists()


def test_a_text_to_be_signed_carries_no_mark_that_is_not_seen(tmp_path: Path) -> None:
    office(tmp_path, bc=report())
    issue(tmp_path)
    with zipfile.ZipFile(tmp_path / SIGNED) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    assert not any('custom' in name for name in names)
    for name, data in parts.items():
        for mark in (
            b'w:sdt',
            b'w:vanish',
            b'w:bookmarkStart',
            b'w:comment',
            b'custom.xml',
            b'w:ins ',
            b'w:del ',
        ):
            assert mark not in data, (name, mark)


def test_number_and_date_are_printed_kept_and_cited(tmp_path: Path) -> None:
    office(tmp_path, bc=report(), kh=report("Theo ${vb.bc}, rồi ${vb.bc}.").replace("báo cáo", "kế hoạch"))
    code, _ = issue(tmp_path, *numbered())
    assert code == 0
    made = text(tmp_path / SIGNED)
    assert "Số: 12/BC-UBND" in made and "ngày 05 tháng 3 năm 2026" in made.replace('\N{NO-BREAK SPACE}', ' ')
    register = (tmp_path / 'so-dang-ky.yaml').read_text(encoding='utf-8')
    for line in ("ma: bc", "tep: bc.yaml", "so: 12", "ky_hieu: BC-UBND", "ngay: 05/3/2026"):
        assert line in register
    later = baocao('soan', 'kh.yaml', cwd=tmp_path)
    assert later.returncode == 0, later.stderr
    cited = text(tmp_path / 'out/kh.docx').replace('\N{NO-BREAK SPACE}', ' ')
    assert "Theo Báo cáo số 12/BC-UBND ngày 05/3/2026 của Ủy ban nhân dân xã An Phú" in cited
    assert "rồi Báo cáo số 12/BC-UBND." in cited


def test_the_draft_of_an_issued_paper_keeps_its_number(tmp_path: Path) -> None:
    office(tmp_path, bc=report())
    issue(tmp_path, *numbered())
    assert baocao('soan', '.', cwd=tmp_path).returncode == 0
    assert "Số: 12/BC-UBND" in text(tmp_path / 'out/bc.docx')


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    office(tmp_path, bc=report())
    issue(tmp_path, *numbered())
    before = {p: p.read_bytes() for p in tmp_path.rglob('*') if p.is_file() and p.name != 'nhat-ky'}
    code, said = issue(tmp_path, *numbered())
    assert code == 0 and "không đổi" in said
    assert {p: p.read_bytes() for p in before} == before


def test_an_issued_paper_is_not_issued_again_under_another_number(tmp_path: Path) -> None:
    office(tmp_path, bc=report())
    issue(tmp_path, *numbered())
    kept = (tmp_path / SIGNED).read_bytes()
    code, said = issue(tmp_path, *numbered('13'))
    assert code == 1 and 'DL123' in said and "12/BC-UBND" in said
    assert (tmp_path / SIGNED).read_bytes() == kept


def test_a_number_is_given_once_a_year(tmp_path: Path) -> None:
    office(tmp_path, bc=report(), bc2=report("Khác."))
    issue(tmp_path, *numbered())
    code, said = issue(tmp_path, *numbered(), paper='bc2.yaml')
    assert code == 1 and 'DL121' in said and "13" in said
    assert not (tmp_path / "out/bc2 (trình ký).docx").exists()
    assert issue(tmp_path, *numbered('13'), paper='bc2.yaml')[0] == 0


def test_a_paper_with_a_fault_is_refused_and_the_others_are_made(tmp_path: Path) -> None:
    office(
        tmp_path, bc=report(), sai=report().replace('nguoi_ky:', 'chu_thich:\n  thua: |\n    Chữ.\nnguoi_ky:')
    )
    code, said = issue(tmp_path, paper='.')
    assert code == 1
    assert 'DL042' in said and 'TT020' in said
    assert (tmp_path / SIGNED).exists() and not (tmp_path / "out/sai (trình ký).docx").exists()


@pytest.mark.parametrize('more', [(), numbered()], ids=['blank', 'numbered'])
def test_an_edited_draft_that_nobody_read_back_forbids_signing(tmp_path: Path, more: tuple[str, ...]) -> None:
    office(tmp_path, bc=report())
    baocao('soan', '.', cwd=tmp_path)
    edited = tmp_path / 'out/bc.docx'
    edited.write_bytes(edited.read_bytes() + b' ')
    code, said = issue(tmp_path, *more)
    assert code == 1 and 'BN220' in said
    assert not (tmp_path / SIGNED).exists() and not (tmp_path / 'so-dang-ky.yaml').exists()


def test_a_signed_text_that_somebody_changed_is_left_alone(tmp_path: Path) -> None:
    office(tmp_path, bc=report())
    issue(tmp_path)
    path = tmp_path / SIGNED
    path.write_bytes(b'signed')
    code, said = issue(tmp_path, *numbered())
    assert code == 4 and path.read_bytes() == b'signed'
    assert "bc (trình ký) (bản mới).docx" in said


@pytest.mark.parametrize(
    ('options', 'sentence'),
    [
        (('--so', '5'), "--so và --ngay chỉ dùng cùng --trinh-ky"),
        (('--trinh-ky', '--so', '5'), "Ghi cả --so và --ngay"),
        (('--trinh-ky', '--ngay', '05/3/2026'), "Ghi cả --so và --ngay"),
        (('--trinh-ky', '--so', '5/BC', '--ngay', '05/3/2026'), "chỉ viết số"),
        (('--trinh-ky', '--so', '0', '--ngay', '05/3/2026'), "chỉ viết số"),
        (('--trinh-ky', '--so', '5', '--ngay', '31/02/2026'), "không có ngày 31"),
        (('--trinh-ky', '--so', '5', '--ngay', '3/2026'), "chưa đủ ngày, tháng, năm"),
    ],
)
def test_options_that_do_not_fit_are_said_in_vietnamese(
    tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    office(tmp_path, bc=report())
    done = baocao('soan', *options, 'bc.yaml', cwd=tmp_path)
    assert done.returncode == 2 and sentence in done.stderr
    assert not (tmp_path / 'out').exists()


def test_a_number_is_for_one_paper(tmp_path: Path) -> None:
    office(tmp_path, bc=report(), bc2=report())
    done = baocao('soan', '--trinh-ky', *numbered(), '.', cwd=tmp_path)
    assert done.returncode == 2 and "một văn bản" in done.stderr
    assert not (tmp_path / 'out').exists()


def test_a_date_far_from_the_year_of_the_paper_is_doubted(tmp_path: Path) -> None:
    office(tmp_path, bc=report())
    code, said = issue(tmp_path, *numbered(day='05/3/2029'))
    assert code == 0 and 'DL066' in said


def test_json_tells_what_became_of_it(tmp_path: Path) -> None:
    office(tmp_path, bc=report())
    done = baocao('soan', '--trinh-ky', '--json', 'bc.yaml', cwd=tmp_path)
    (row,) = map(json.loads, done.stdout.splitlines())
    assert row['status'] == "mới" and row['path'] == str(Path(SIGNED))


def test_the_bytes_do_not_depend_on_the_machine(tmp_path: Path) -> None:
    made = []
    for i, zone in enumerate(('UTC', 'Asia/Ho_Chi_Minh')):
        folder = office(tmp_path / str(i), bc=report())
        baocao('soan', '--trinh-ky', 'bc.yaml', cwd=folder, env={'TZ': zone, 'PYTHONHASHSEED': str(i)})
        made.append((folder / SIGNED).read_bytes())
    assert made[0] == made[1]
