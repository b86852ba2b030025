"""Hostile surroundings of a whole batch: edits before and during it, an `out/` that goes away, garbage, odd names, secrets."""

from __future__ import annotations

import importlib
import json
import os
import random
import shutil
import zipfile
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from baocao.executors import Serial
from tests.batch_office import PAPER, drafts, leftovers, make, run, unit
from tests.office import AGENCY

UNITS = 8
COMMAND = importlib.import_module('baocao.cli.soan_hang_loat')


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make(tmp_path / 'data', UNITS)


class Disturbed(Serial):
    """Does the deed when all is drafted and nothing is saved yet."""

    def __init__(self, deed: Callable[[], object]) -> None:
        self._deed = deed

    def run(self, work: Any, jobs: Iterable[Any]) -> Iterator[Any]:
        yield from list(super().run(work, jobs))
        self._deed()


def run_disturbed(
    monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object], *args: str | Path
) -> tuple[int, str]:
    with monkeypatch.context() as patched:
        patched.setattr(COMMAND, '_executor', lambda *_: Disturbed(deed))
        return run(*args, '--tien-trinh', '0')


def resave(path: Path) -> None:
    """What Word leaves: the parts in another order, a paragraph more."""
    with zipfile.ZipFile(path) as package:
        parts = [(name, package.read(name)) for name in reversed(package.namelist())]
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as package:
        for name, text in parts:
            package.writestr(name, text.replace(b'</w:body>', b'<w:p/></w:body>'))


def edit_in_seven_ways(out: Path) -> dict[Path, bytes]:
    """Each unit's draft meets another person; what must stay as it is."""
    draft = [out / f'xa-{i:03}/bao-cao.docx' for i in range(UNITS)]
    resave(draft[0])
    one = bytearray(draft[1].read_bytes())
    one[-1] ^= 1
    draft[1].write_bytes(one)
    draft[2].write_bytes(b'')
    shutil.copyfile(draft[7], draft[3])
    os.utime(draft[4], (1, 1))
    aside = draft[5].with_suffix('.aside')
    draft[5].rename(aside)
    aside.rename(draft[5])
    draft[6].unlink()
    draft[6].mkdir()
    (draft[6] / 'theirs').write_bytes(b'theirs')
    return {path: path.read_bytes() for path in (*draft[:4], draft[6] / 'theirs')}


@pytest.mark.parametrize('when', ['before', 'during'])
def test_seven_kinds_of_edits_are_kept_and_told(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    out, kept = tmp_path / 'out', {}
    assert run(data, '-o', out)[0] == 0
    old = drafts(out)
    for i in range(UNITS):
        unit(data, i, done=50 + i)
    if when == 'before':
        kept = edit_in_seven_ways(out)
        code, said = run(data, '-o', out)
    else:
        code, said = run_disturbed(monkeypatch, lambda: kept.update(edit_in_seven_ways(out)), data, '-o', out)
    assert code == 4, said
    assert len(kept) == 5
    assert {path: path.read_bytes() for path in kept} == kept
    rows = [json.loads(line) for line in (out / 'ket-qua.jsonl').read_text(encoding='utf-8').splitlines()]
    for i, row in enumerate(rows):
        touched = i in (0, 1, 2, 3, 6)
        assert row['status'] == ("đã có người sửa" if touched else "cập nhật")
        assert (row['beside'] == f'xa-{i:03}/bao-cao (bản mới).docx') is touched
        assert any(f['code'].startswith('BN') for f in row['findings']) is touched
    new = drafts(out)
    for name in ('xa-004/bao-cao.docx', 'xa-005/bao-cao.docx', 'xa-007/bao-cao.docx'):
        assert new[name] != old[name]
    assert leftovers(out) == []


@pytest.mark.parametrize('lost', ['', '.baocao'])
@pytest.mark.parametrize('way', ['removed', 'moved'])
def test_an_out_that_goes_away_is_one_calm_finding(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str, way: str
) -> None:
    out = tmp_path / 'out'
    gone = out / lost
    assert run(data, '-o', out)[0] == 0
    for i in range(UNITS):
        unit(data, i, done=60 + i)

    def deed() -> None:
        gone.rename(tmp_path / 'gone')
        if way == 'removed':
            shutil.rmtree(tmp_path / 'gone')

    code, said = run_disturbed(monkeypatch, deed, data, '-o', out)
    assert code == 5
    assert 'HT205' in said
    assert 'Traceback' not in said
    assert not gone.exists()
    assert run(data, '-o', out)[0] == 0
    assert len(drafts(out)) == UNITS


@pytest.mark.parametrize('kind', ['garbage', 'empty', 'another'])
def test_journals_of_garbage_cost_no_draft(data: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / 'out'
    assert run(data, '-o', out)[0] == 0
    before = drafts(out)
    texts = {'garbage': random.Random(6).randbytes(3000), 'empty': b'', 'another': b'00000000 "x"\t{}\n' * 99}
    for name in ('nhat-ky', 'da-tinh', 'doi-chieu'):
        (out / '.baocao' / name).write_bytes(texts[kind])
    assert run(data, '-o', out)[0] == 0
    assert drafts(out) == before


@pytest.mark.parametrize('name', ['nhat-ky', 'da-tinh', 'doi-chieu'])
def test_a_symlink_in_the_place_of_a_journal_is_not_followed(data: Path, tmp_path: Path, name: str) -> None:
    out, theirs = tmp_path / 'out', tmp_path / 'theirs'
    assert run(data, '-o', out)[0] == 0
    before = drafts(out)
    theirs.write_bytes(b'theirs')
    (out / '.baocao' / name).unlink()
    (out / '.baocao' / name).symlink_to(theirs)
    code, said = run(data, '-o', out)
    assert code in (0, 5)
    assert 'Traceback' not in said
    assert theirs.read_bytes() == b'theirs'
    assert drafts(out) == before


FORM = """\
loai: báo cáo
co_quan_ban_hanh: ubnd
nam: 2026
trich_yeu: Kết quả ${ky}
noi_dung: ${don_vi} báo cáo.
noi_nhan: ["Lưu: VT"]
nguoi_ky: Chủ tịch
"""

NAMES = ('../../x', 'CON', 'a/b', 'L' * 300, 'Xã Tịnh Khê', 'XÃ TỊNH KHÊ 2', 'xã tịnh khê 2', r'C:\x', 'x.',
         'a<>|?*"b', '.baocao', '~$x', '-rf', 'LPT¹', '..', 'con.txt')  # fmt: skip


def crossed(root: Path, units: str, pattern: str) -> Path:
    (root / 'co-quan').mkdir(parents=True)
    (root / 'co-quan/ubnd.yaml').write_text(AGENCY, encoding='utf-8')
    (root / 'bao-cao.yaml').write_text(FORM, encoding='utf-8')
    (root / 'don-vi.yaml').write_text(units, encoding='utf-8')
    (root / 'dot.yaml').write_text(
        'dot_soan:\n  - van_ban: bao_cao\n    don_vi: tất cả\n    ky_bao_cao:\n      - ky: quý I\n'
        f'        ngay_ban_hanh: 3/2026\n    ten_tep: {pattern}\n',
        encoding='utf-8',
    )
    return root / 'dot.yaml'


@pytest.mark.parametrize(
    'pattern',
    ['${don_vi}', '../${don_vi}', '/etc/${don_vi}', 'C:/${don_vi}', '.baocao/luu/${don_vi}', '${don_vi}/a'],
)
def test_hostile_names_stay_inside_and_apart(tmp_path: Path, pattern: str) -> None:
    units = 'don_vi:\n' + ''.join(
        f'  - ma: u{i}\n    ten: {json.dumps(n, ensure_ascii=False)}\n' for i, n in enumerate(NAMES)
    )
    above = tmp_path / 'above'
    out = above / 'out'
    code, said = run(crossed(tmp_path / 'data', units, pattern), '-o', out)
    assert code == 0, said
    found = drafts(out)
    assert len({name.casefold() for name in found}) == len(NAMES)
    assert [p.name for p in above.iterdir()] == ['out']
    assert list((out / '.baocao').rglob('*.docx')) == []
    for name in found:
        for part in name.split('/'):
            assert len(part.encode()) <= 255
            assert not set(part) & set('<>:"|?*\\')
            assert part.split('.')[0].rstrip(' ').upper() not in ('CON', 'LPT¹', '')
    assert any('Xã Tịnh Khê' in name for name in found)


def test_a_list_of_units_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    batch = crossed(tmp_path / 'data', 'don_vi:\n  - ma: a\n    ten: "Xã\u202e A"\n', '${don_vi}')
    code, said = run(batch, '-o', tmp_path / 'out')
    assert code == 1
    assert 'DL181' in said
    assert 'don-vi.yaml:3:' in said


def test_an_option_is_named_as_it_is_typed(data: Path, tmp_path: Path) -> None:
    code, said = run(data, '-o', tmp_path / 'out', '--gioi-han', '0')
    assert code == 2
    assert '--gioi-han' in said.splitlines()[0]


CITING = "Thực hiện Quyết định số 27/QĐ-UBND ngày 0{}/12/2022 của UBND tỉnh Bình Sơn."


def citing(day: int) -> str:
    """A paper that gives a decision this day."""
    head, _, tail = PAPER.format(ten='xã').partition('noi_dung: |\n')
    return f'{head}noi_dung: |\n  {CITING.format(day)}\nnoi_nhan{tail.partition("noi_nhan")[2]}'


def test_papers_of_one_unit_that_disagree_are_told_until_one_is_excused(tmp_path: Path) -> None:
    data, out = make(tmp_path / 'data', 2), tmp_path / 'out'
    one, other = data / 'xa-000/bao-cao.yaml', data / 'xa-000/hai.yaml'
    one.write_text(citing(1), encoding='utf-8')
    (data / 'xa-001/bao-cao.yaml').write_text(citing(2), encoding='utf-8')
    assert run(data, '-o', out)[0] == 0
    other.write_text(citing(2), encoding='utf-8')
    for again in (citing(2), citing(2).replace('Như trên', 'Như kính gửi')):
        other.write_text(again, encoding='utf-8')
        code, said = run(data, '-o', out)
        assert code == 1
        assert 'SL262' in said
    other.write_text(
        f'{citing(2)}chap_nhan:\n  - phat_hien: SL262\n    ly_do: đã đối chiếu\n', encoding='utf-8'
    )
    code, said = run(data, '-o', out)
    assert code == 0, said
    assert 'SL262' not in said


def test_a_paper_that_becomes_secret_leaves_nothing_in_the_journals(tmp_path: Path) -> None:
    data, out = make(tmp_path / 'data', 1), tmp_path / 'out'
    other = data / 'xa-000/hai.yaml'
    (data / 'xa-000/bao-cao.yaml').write_text(citing(1), encoding='utf-8')
    other.write_text(citing(2), encoding='utf-8')
    assert run(data, '-o', out)[0] == 1
    assert b'hai.docx' in (out / '.baocao/doi-chieu').read_bytes()
    assert '02/12/2022' in (out / '.baocao/da-tinh').read_text(encoding='utf-8')
    other.write_text(f'{citing(2)}do_mat: mật\n', encoding='utf-8')
    code, said = run(data, '-o', out, '--json')
    assert code == 0, said
    assert b'hai.docx' not in (out / '.baocao/doi-chieu').read_bytes()
    assert b64decode((out / '.baocao/doi-chieu').read_bytes().split(b'\t')[1])
    places = [out / '.baocao/da-tinh', out / '.baocao/nhat-ky', out / 'ket-qua.html', out / 'ket-qua.jsonl']
    for text in (said, *(p.read_text(encoding='utf-8') for p in places)):
        assert '27/QĐ-UBND' not in text
        assert '02/12/2022' not in text
    before = {p: p.stat().st_mtime_ns for p in out.rglob('*') if p.is_file()}
    assert run(data, '-o', out)[0] == 0
    assert {p: p.stat().st_mtime_ns for p in out.rglob('*') if p.is_file()} == before


def test_a_paper_that_becomes_secret_and_cannot_be_drafted_leaves_nothing_either(tmp_path: Path) -> None:
    data, out = make(tmp_path / 'data', 1), tmp_path / 'out'
    other = data / 'xa-000/hai.yaml'
    (data / 'xa-000/bao-cao.yaml').write_text(citing(1), encoding='utf-8')
    other.write_text(citing(2), encoding='utf-8')
    assert run(data, '-o', out)[0] == 1
    other.write_text(f'{citing(2)}do_mat: mật\nkhong_co_dong_nay: x\n', encoding='utf-8')
    code, said = run(data, '-o', out, '--json')
    assert code == 1, said
    assert b'hai.docx' not in (out / '.baocao/doi-chieu').read_bytes()
    places = [out / '.baocao/da-tinh', out / '.baocao/nhat-ky', out / 'ket-qua.html', out / 'ket-qua.jsonl']
    for text in (said, *(p.read_text(encoding='utf-8') for p in places)):
        assert '27/QĐ-UBND' not in text
        assert '02/12/2022' not in text
