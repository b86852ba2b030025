"""A document that hangs, crashes its process, eats memory or meets a fault of ours costs only itself."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.batch_deeds import BAD, put
from tests.batch_office import drafts, make, run

UNITS = 12


@pytest.fixture(scope='module')
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp('office') / 'data', UNITS)


@pytest.fixture(scope='module')
def undisturbed(office: Path) -> dict[str, str]:
    out = office.parent / 'undisturbed'
    assert run(office, '-o', out)[0] == 0
    return drafts(out)


#: the code that tells of each
CODES = {
    'sleeps': 'HT250',
    'holds the interpreter': 'HT250',
    'ends its process': 'HT251',
    'is killed': 'HT251',
    'breaks its process': 'HT251',
    'eats memory': 'HT252',
    'meets a fault of ours': 'HT254',
}


@pytest.mark.parametrize('deed', CODES)
def test_it_costs_only_itself_and_is_named(
    office: Path, undisturbed: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    code = CODES[deed]
    put(monkeypatch, deed)
    out = tmp_path / 'out'
    began = time.monotonic()
    limit = '2' if code == 'HT250' else '20'
    ended, said = run(office, '-o', out, '--tien-trinh', '2', '--gioi-han', limit)
    assert time.monotonic() - began < 20
    assert ended == 1
    assert code in said
    assert f'{BAD}/bao-cao.yaml' in said
    assert 'Traceback' not in said
    bad = f'{BAD}/bao-cao.docx'
    assert drafts(out) == {n: d for n, d in undisturbed.items() if n != bad}
    rows = [json.loads(line) for line in (out / 'ket-qua.jsonl').read_text(encoding='utf-8').splitlines()]
    assert [r['paper'].split('/')[-2] for r in rows if r['status'] == 'hỏng'] == [BAD]
    assert code in (out / 'ket-qua.html').read_text(encoding='utf-8')
    monkeypatch.undo()
    before = {p: p.stat().st_mtime_ns for p in out.rglob('*.docx')}
    assert run(office, '-o', out)[0] == 0
    assert drafts(out) == undisturbed
    assert all(p.stat().st_mtime_ns == when for p, when in before.items())


def test_a_slow_but_honest_paper_gets_more_time_on_request(
    office: Path, undisturbed: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(monkeypatch, 'is slow')
    assert run(office, '-o', tmp_path / 'a', '--gioi-han', '1.2')[0] == 1
    assert run(office, '-o', tmp_path / 'b', '--gioi-han', '30')[0] == 0
    assert drafts(tmp_path / 'b') == undisturbed
