"""A document that hangs, crashes its process, eats memory or meets a fault of ours costs only itself."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from baocao.batch import work
from baocao.pipeline import Document
from tests.batch_office import drafts, make, run

UNITS = 12
BAD = 'xa-005'


@pytest.fixture(scope='module')
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp('office') / 'data', UNITS)


@pytest.fixture(scope='module')
def undisturbed(office: Path) -> dict[str, str]:
    out = office.parent / 'undisturbed'
    assert run(office, '-o', out)[0] == 0
    return drafts(out)


def busy() -> None:
    """Never ends, and never lets another thread of Python run."""
    ctypes.PyDLL(None).sleep(60)


def hungry() -> None:
    """Takes more memory than a worker may."""
    held = []
    while True:
        held.append(bytearray(256 << 20))


def bug() -> None:
    raise RuntimeError('a fault of ours')


DEEDS: dict[str, tuple[Callable[[], object], str]] = {
    'sleeps': (lambda: time.sleep(60), 'HT250'),
    'holds the interpreter': (busy, 'HT250'),
    'ends its process': (lambda: os._exit(3), 'HT251'),
    'is killed': (lambda: os.kill(os.getpid(), signal.SIGKILL), 'HT251'),
    'breaks its process': (lambda: ctypes.string_at(0), 'HT251'),
    'eats memory': (hungry, 'HT252'),
    'meets a fault of ours': (bug, 'HT254'),
}


@pytest.mark.skipif(not hasattr(os, 'fork'), reason='the deed is put into forked children')
@pytest.mark.parametrize('name', DEEDS)
def test_it_costs_only_itself_and_is_named(
    office: Path, undisturbed: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    deed, code = DEEDS[name]
    draft = work.draft

    def wicked(workspace: Any, paper: Any, *rest: Any, **more: Any) -> Document:
        if BAD in str(paper):
            deed()
        return draft(workspace, paper, *rest, **more)

    monkeypatch.setattr(work, 'draft', wicked)
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
    monkeypatch.setattr(work, 'draft', draft)
    before = {p: p.stat().st_mtime_ns for p in out.rglob('*.docx')}
    assert run(office, '-o', out)[0] == 0
    assert drafts(out) == undisturbed
    assert all(p.stat().st_mtime_ns == when for p, when in before.items())


def test_a_slow_but_honest_paper_gets_more_time_on_request(
    office: Path, undisturbed: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = work.draft

    def slow(workspace: Any, paper: Any, *rest: Any, **more: Any) -> Document:
        if BAD in str(paper):
            time.sleep(1.5)
        return draft(workspace, paper, *rest, **more)

    monkeypatch.setattr(work, 'draft', slow)
    assert run(office, '-o', tmp_path / 'a', '--gioi-han', '1.2')[0] == 1
    assert run(office, '-o', tmp_path / 'b', '--gioi-han', '30')[0] == 0
    assert drafts(tmp_path / 'b') == undisturbed
