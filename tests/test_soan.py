"""`baocao soan` and `ra-soat` as the clerk meets them: screens, files, exit codes."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).parents[1]
W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'

AGENCY = """\
ten: Ủy ban nhân dân xã An Phú
ten_tren_van_ban:
  - ỦY BAN NHÂN DÂN
  - XÃ AN PHÚ
viet_tat: UBND
dia_danh: An Phú
nguoi_ky:
  - chuc_vu: Chủ tịch
"""

REPORT = """\
loai: báo cáo
co_quan_ban_hanh: ubnd-xa-an-phu
nam: 2026
trich_yeu: Tình hình kinh tế - xã hội
bo_cuc:
  - tieu_de: Kết quả
    noi_dung: |
      {text}
noi_nhan:
  - UBND tỉnh (b/c)
  - "Lưu: VT"
nguoi_ky: Chủ tịch
"""


def office(folder: Path, **papers: str) -> Path:
    """An office folder with one agency and the papers given."""
    (folder / 'co-quan').mkdir(parents=True, exist_ok=True)
    (folder / 'co-quan/ubnd-xa-an-phu.yaml').write_text(AGENCY, encoding='utf-8')
    for name, text in papers.items():
        (folder / f'{name}.yaml').write_text(text, encoding='utf-8')
    return folder


def report(text: str = "Kinh tế ổn định.") -> str:
    return REPORT.replace('{text}', text)


def baocao(*args: object, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    import os

    done = subprocess.run(
        [sys.executable, '-c', 'from baocao.cli import main; main()', *map(str, args)],
        cwd=cwd,
        capture_output=True,
        env={**os.environ, **(env or {})},
    )
    return subprocess.CompletedProcess(
        done.args,
        done.returncode,
        done.stdout.decode('utf-8', 'replace'),
        done.stderr.decode('utf-8', 'replace'),
    )


def text_of(path: Path) -> str:
    """All text of a draft, a line a paragraph, notes after the body."""
    with zipfile.ZipFile(path) as archive:
        lines = []
        for part in ('word/document.xml', 'word/footnotes.xml'):
            for p in etree.fromstring(archive.read(part)).iter(f'{W}p'):
                lines.append(''.join(t.text or '' for t in p.iter(f'{W}t')))
    return '\n'.join(lines)


def test_alone_it_says_what_to_type_next(tmp_path: Path) -> None:
    done = baocao(cwd=tmp_path)
    assert done.returncode == 0
    assert 'baocao soan data/' in done.stdout


@pytest.mark.parametrize('args', [['--help'], ['soan', '--help'], ['ra-soat', '--help']])
def test_help_speaks_vietnamese(args: list[str], tmp_path: Path) -> None:
    done = baocao(*args, cwd=tmp_path)
    assert done.returncode == 0
    for english in ('Usage', 'Options', 'Commands', 'Show this', 'OPTIONS', 'ARGS'):
        assert english not in done.stdout


@pytest.mark.parametrize(
    'args', [['soann'], ['soan'], ['soan', '--xyz'], ['soan', '-o'], ['soan', 'x', '--json=1'], ['--abc']]
)
def test_a_wrong_command_is_explained_in_vietnamese(args: list[str], tmp_path: Path) -> None:
    done = baocao(*args, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("Lỗi: ")
    for english in ('Usage', 'Error', 'Missing', 'such', 'requires', 'option '):
        assert english not in done.stderr


def test_the_samples_are_drafted_and_a_second_run_touches_nothing(tmp_path: Path) -> None:
    shutil.copytree(ROOT / 'data', tmp_path / 'data')
    first = baocao('soan', 'data/', cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    drafts = sorted((tmp_path / 'out').rglob('*.docx'))
    assert [str(p.relative_to(tmp_path / 'out')) for p in drafts] == [
        'tinh-quang-ngai-2024/quyet-dinh-nhiem-vu-giai-phap.docx',
        'tp-hai-phong-2023/chi-thi-nhiem-vu-giai-phap.docx',
        'tp-quang-ngai-2023/bao-cao-9-thang.docx',
        'tp-quang-ngai-2023/bao-cao-kiem-diem.docx',
        'tp-quang-ngai-2023/quyet-dinh-nhiem-vu-giai-phap.docx',
        'tp-tra-vinh-2023/ke-hoach-phat-trien-kinh-te-xa-hoi.docx',
        'xa-tinh-khe-2026/cong-van-dang-ky-tap-huan.docx',
        'xa-tinh-khe-2026/giay-moi-hoi-nghi-trien-khai.docx',
        'xa-tinh-khe-2026/ke-hoach-dich-vu-cong-truc-tuyen.docx',
        'xa-tinh-khe-2026/quyet-dinh-quy-che-to-cong-nghe-so.docx',
        'xa-tinh-khe-2026/to-trinh-trang-bi-may-tinh.docx',
    ]
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in drafts}
    second = baocao('soan', 'data/', cwd=tmp_path, env={'PYTHONHASHSEED': '7', 'TZ': 'Asia/Ho_Chi_Minh'})
    assert second.returncode == 0
    assert "không đổi" in second.stdout
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in drafts} == before
    elsewhere = baocao('soan', 'data/', '-o', 'ra', cwd=tmp_path, env={'PYTHONHASHSEED': '1', 'TZ': 'UTC'})
    assert elsewhere.returncode == 0
    assert sorted(p.read_bytes() for p in (tmp_path / 'ra').rglob('*.docx')) == sorted(
        b for b, _ in before.values()
    )


def test_a_file_named_by_itself_lands_where_its_folder_would_put_it(tmp_path: Path) -> None:
    data = office(tmp_path / 'data')
    (data / 'quy-1').mkdir()
    (data / 'quy-1/bc.yaml').write_text(report(), encoding='utf-8')
    assert baocao('soan', 'data/quy-1/bc.yaml', cwd=tmp_path).returncode == 0
    assert (tmp_path / 'out/quy-1/bc.docx').exists()


def test_one_bad_paper_stops_no_other_and_every_fault_is_told_at_once(tmp_path: Path) -> None:
    bad = report().replace('trich_yeu:', 'trich_yêu:').replace('nam: 2026', 'nam: hai nghìn')
    office(tmp_path / 'data', a=report(), b=bad, c=report().replace('loai: báo cáo', 'loai: bao cao'))
    done = baocao('soan', 'data', cwd=tmp_path)
    assert done.returncode == 1
    assert (tmp_path / 'out/a.docx').exists()
    assert not (tmp_path / 'out/b.docx').exists()
    assert 'data/b.yaml:3:6: chặn DL013' in done.stderr
    assert 'data/b.yaml:4:1: chặn DL031' in done.stderr
    assert "«trich_yeu»" in done.stderr
    assert 'Cách sửa:' in done.stderr
    assert 'Traceback' not in done.stderr


def test_json_gives_the_same_findings(tmp_path: Path) -> None:
    office(tmp_path / 'data', a=report(), b=report().replace('nam: 2026', 'nam: hai nghìn'))
    done = baocao('soan', 'data', '--json', cwd=tmp_path)
    rows = {r['paper']: r for r in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 1
    assert rows['data/a.yaml']['status'] == "mới"
    finding = rows['data/b.yaml']['findings'][0]
    assert (finding['code'], finding['line'], finding['column']) == ('DL013', 3, 6)
    assert finding['problem'] and finding['remedy']


def test_an_edited_draft_is_left_alone(tmp_path: Path) -> None:
    office(tmp_path / 'data', bc=report())
    assert baocao('soan', 'data', cwd=tmp_path).returncode == 0
    draft = tmp_path / 'out/bc.docx'
    edited = io.BytesIO()
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(edited, 'w') as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace("ổn định".encode(), "rất ổn định".encode()))
    draft.write_bytes(edited.getvalue())
    shutil.rmtree(tmp_path / 'out/.baocao')
    (tmp_path / 'data/bc.yaml').write_text(report("Kinh tế tăng trưởng."), encoding='utf-8')
    done = baocao('soan', 'data', cwd=tmp_path)
    assert done.returncode == 4
    assert draft.read_bytes() == edited.getvalue()
    beside = tmp_path / 'out/bc (bản mới).docx'
    assert "tăng trưởng" in text_of(beside)
    assert beside.name in done.stdout


def test_an_untouched_draft_is_renewed_even_when_the_records_are_lost(tmp_path: Path) -> None:
    office(tmp_path / 'data', bc=report())
    assert baocao('soan', 'data', cwd=tmp_path).returncode == 0
    shutil.rmtree(tmp_path / 'out/.baocao')
    (tmp_path / 'data/bc.yaml').write_text(report("Kinh tế tăng trưởng."), encoding='utf-8')
    assert baocao('soan', 'data', cwd=tmp_path).returncode == 0
    assert "tăng trưởng" in text_of(tmp_path / 'out/bc.docx')


HOSTILE = [
    'A & B < C > D "E" \'F\'',
    '{{ 7*7 }} {% for x in y %} {# z #} {_{ }_} {%p if x %}',
    r'\\a \\f \\n %PDF',
    '<w:p><w:r><w:t>x</w:t></w:r></w:p> &amp; &#65; ]]>',
    '😀 👨‍👩‍👧 𝕬 ﷽',
    'Tiếng Việt',
    '=SUM(A1) @x +1 -1 ~x',
    '__class__ {{ view.__class__.__mro__ }} ${HOME}'.replace('${', r'\${'),
]


@pytest.mark.parametrize('text', HOSTILE)
def test_text_is_data_everywhere(text: str, tmp_path: Path) -> None:
    import unicodedata

    paper = (
        report(text + "[^a]")
        .replace("UBND tỉnh (b/c)", json.dumps(text, ensure_ascii=False))
        .replace("Tình hình kinh tế - xã hội", json.dumps(text, ensure_ascii=False))
    ) + f"chu_thich:\n  a: |\n    {text}\n"
    office(tmp_path / 'data', bc=paper)
    done = baocao('soan', 'data', cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    wanted = unicodedata.normalize('NFC', text).replace(r'\\', '\\').replace(r'\$', '$')
    got = text_of(tmp_path / 'out/bc.docx')
    assert got.count(wanted) == 4, got
    with zipfile.ZipFile(tmp_path / 'out/bc.docx') as archive:
        title = etree.fromstring(archive.read('docProps/core.xml')).findtext(
            '{http://purl.org/dc/elements/1.1/}title'
        )
    assert title is not None and wanted in title


@pytest.mark.parametrize(
    'raw',
    [
        b'',
        b'\xff\xfe' + 'loai: báo cáo'.encode('utf-16-le'),
        b'loai: b\xe1o c\xe1o\n',
        b'- a\n',
        b'loai: [\n' * 5000,
    ],
)
def test_files_that_cannot_be_read_are_told_calmly(raw: bytes, tmp_path: Path) -> None:
    office(tmp_path / 'data', tot=report())
    (tmp_path / 'data/hong.yaml').write_bytes(raw)
    done = baocao('soan', 'data', cwd=tmp_path)
    assert done.returncode == 1
    assert 'data/hong.yaml' in done.stderr
    assert 'Traceback' not in done.stderr + done.stdout
    assert (tmp_path / 'out/tot.docx').exists()


def test_yaml_traps_are_mended_and_the_former_text_is_kept(tmp_path: Path) -> None:
    broken = report().replace('  - "Lưu: VT"', "  - Lưu: VT, TCKH")
    office(tmp_path / 'data', bc=broken)
    assert baocao('soan', 'data', cwd=tmp_path).returncode == 1
    done = baocao('ra-soat', 'data', '--chua-yaml', cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    kept = list((tmp_path / 'data').glob('*.truoc-khi-chua'))
    assert [k.read_text(encoding='utf-8') for k in kept] == [broken]
    assert baocao('soan', 'data', cwd=tmp_path).returncode == 0
    assert "- Lưu: VT, TCKH." in text_of(tmp_path / 'out/bc.docx')


def test_checking_writes_nothing(tmp_path: Path) -> None:
    office(tmp_path / 'data', bc=report())
    before = sorted(tmp_path.rglob('*'))
    assert baocao('ra-soat', 'data', cwd=tmp_path).returncode == 0
    assert sorted(tmp_path.rglob('*')) == before


@pytest.mark.parametrize('encoding', ['ascii', 'cp437', 'cp1258', 'utf-8'])
def test_any_console_gets_an_answer(encoding: str, tmp_path: Path) -> None:
    office(tmp_path / 'data', bc=report().replace('nam: 2026', 'nam: hai'))
    done = baocao('soan', 'data', cwd=tmp_path, env={'PYTHONIOENCODING': encoding})
    assert done.returncode == 1
    assert 'data/bc.yaml:3:6' in done.stderr


def test_a_folder_in_use_is_left_with_3(tmp_path: Path) -> None:
    from baocao.output import OutputFolder

    office(tmp_path / 'data', bc=report())
    with OutputFolder(tmp_path / 'out'):
        done = baocao('soan', 'data', cwd=tmp_path)
    assert done.returncode == 3
    assert not (tmp_path / 'out/bc.docx').exists()


def test_a_folder_without_papers_is_no_success(tmp_path: Path) -> None:
    office(tmp_path / 'data')
    done = baocao('soan', 'data/co-quan', cwd=tmp_path)
    assert done.returncode == 1
    assert 'HT007' in done.stderr
    assert baocao('ra-soat', 'data/co-quan', cwd=tmp_path).returncode == 0


def test_a_command_reads_no_more_than_it_needs() -> None:
    code = (
        'import sys\nfrom baocao.cli import main\n'
        'try:\n    main(["--version"])\nexcept SystemExit:\n    pass\n'
        'print(sorted(m for m in ("pydantic", "lxml", "docx", "openpyxl", "babel") if m in sys.modules))'
    )
    done = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, encoding='utf-8')
    assert done.stdout.splitlines()[-1] == '[]', done.stdout + done.stderr


@pytest.mark.parametrize(
    ('args', 'code'), [(('--version',), 0), (('soan', 'none.yaml'), 1), (('không-có',), 2)]
)
def test_the_program_ends_with_the_code_and_all_the_words_of_its_command(
    args: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    def run(name: str) -> tuple[int, str, str]:
        command = [sys.executable, '-c', f'from baocao.cli import {name}; {name}()', *args]
        done = subprocess.run(command, capture_output=True, text=True, encoding='utf-8', cwd=tmp_path)
        return done.returncode, done.stdout, done.stderr

    assert run('program') == run('main')
    assert run('program')[0] == code
