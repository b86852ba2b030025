"""A batch that is killed, stopped, starved, or met by another: whole files, nothing lost, and the next run goes on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from baocao.pipeline import Document, draft
from tests.batch_office import Running, all_whole, drafts, is_alive, leftovers, make, run, unit

pytestmark = pytest.mark.skipif(not Path('/proc/self/stat').exists(), reason='needs /proc')

UNITS = 24


@pytest.fixture(scope='module')
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp('office') / 'data', UNITS)


@pytest.fixture(scope='module')
def undisturbed(office: Path) -> dict[str, str]:
    out = office.parent / 'undisturbed'
    code, said = run(office, '-o', out, '--tien-trinh', '2')
    assert code == 0, said
    found = drafts(out)
    assert len(found) == UNITS
    return found


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Makes each paper take so many seconds longer, so that a run is surely still going when it is met."""

    def slow(seconds: float) -> None:
        def slower(*args: Any, **kwargs: Any) -> Document:
            time.sleep(seconds)
            return draft(*args, **kwargs)

        monkeypatch.setattr('baocao.batch.work.draft', slower)

    return slow


def edit(path: Path) -> bytes:
    """What a person leaves in a draft."""
    edited = path.read_bytes() + b'edited by a person'
    path.write_bytes(edited)
    return edited


def test_killed_at_50_random_moments_it_loses_nothing_and_goes_on(
    office: Path,
    undisturbed: dict[str, str],
    tmp_path: Path,
    slowly: Callable[[float], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """kill -9 of the parent or of a worker, again and again on one `out/`, from which drafts are taken away."""
    chance = random.Random(2026)
    half_done = 0
    slowly(0.04)
    monkeypatch.setattr('baocao.batch.run._WAIT', 0.0)  # each draft is saved by itself
    out, log = tmp_path / 'out', tmp_path / 'log'
    edited: dict[str, bytes] = {}
    for turn in range(50):
        if turn % 10 == 0:
            shutil.rmtree(out, ignore_errors=True)
            edited.clear()
        else:
            _remove_some(out, edited, chance)
        running = Running([office, '-o', out, '--tien-trinh', '2'], log)
        _let_save(running, out, chance.randrange(10))
        time.sleep(chance.uniform(0, 0.05))
        workers = running.children()
        victim = chance.choice([running.pid, *workers]) if turn % 3 else running.pid
        if is_alive(victim):
            os.kill(victim, signal.SIGKILL)
        code = running.wait()
        assert code in (-signal.SIGKILL, 0, 4), log.read_text()
        _all_gone(workers)
        all_whole_but(out, edited)
        found = drafts(out) if out.exists() else {}
        half_done += code == -signal.SIGKILL and 0 < len(found) < UNITS
        for name, text in edited.items():
            assert (out / name).read_bytes() == text
        fresh = {n: d for n, d in found.items() if n not in edited and "bản mới" not in n}
        assert fresh.items() <= undisturbed.items()
        if fresh and turn % 10 == 4:
            name = chance.choice(sorted(fresh))
            edited[name] = edit(out / name)
    assert half_done >= 10  # the kills met runs that were at work
    code, said = run(office, '-o', out, '--tien-trinh', '2')
    assert code == (4 if edited else 0), said
    assert edited
    assert leftovers(out) == []
    found = drafts(out)
    for name, text in edited.items():
        assert (out / name).read_bytes() == text
        beside = name.replace('.docx', ' (bản mới).docx')
        assert found.pop(beside) == undisturbed[name]
        found[name] = undisturbed[name]
    assert found == undisturbed


def _let_save(running: Running, out: Path, count: int) -> None:
    """Let a run save so many drafts more, or come to its end."""
    before = len(list(out.rglob('*.docx')))
    while is_alive(running.pid) and len(list(out.rglob('*.docx'))) < before + count:
        time.sleep(0.002)


def _remove_some(out: Path, edited: dict[str, bytes], chance: random.Random) -> None:
    """Take away half of the drafts that nobody has edited, so that there is work again."""
    for path in sorted(out.rglob('*.docx')):
        if str(path.relative_to(out)) not in edited and chance.random() < 0.5:
            path.unlink()


def all_whole_but(out: Path, edited: dict[str, bytes]) -> None:
    """Every draft is whole; those that a person has edited are judged by their bytes."""
    for name in edited:
        (out / name).rename(out / f'{name}.aside')
    try:
        all_whole(out)
    finally:
        for name in edited:
            (out / f'{name}.aside').rename(out / name)


def _all_gone(pids: list[int]) -> None:
    end = time.monotonic() + 5
    while any(map(is_alive, pids)):
        assert time.monotonic() < end, 'orphans'
        time.sleep(0.01)


def test_a_killed_worker_costs_nothing(office: Path, undisturbed: dict[str, str], tmp_path: Path) -> None:
    running = Running([office, '-o', tmp_path / 'out', '--tien-trinh', '2'], tmp_path / 'log')
    killed = False
    while not killed and is_alive(running.pid):
        for worker in running.children()[:1]:  # one alone: the paper that it had gets one more try, not two
            os.kill(worker, signal.SIGKILL)
            killed = True
        time.sleep(0.01)
    assert running.wait() == 0, (tmp_path / 'log').read_text()
    assert killed
    assert drafts(tmp_path / 'out') == undisturbed


@pytest.mark.parametrize(('number', 'code'), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize('delay', [0.0, 0.1, 0.5])
def test_it_stops_within_five_seconds_and_leaves_no_orphans(
    office: Path,
    undisturbed: dict[str, str],
    tmp_path: Path,
    slowly: Callable[[float], None],
    number: signal.Signals,
    code: int,
    delay: float,
) -> None:
    slowly(0.2)
    out, log = tmp_path / 'out', tmp_path / 'log'
    running = Running([office, '-o', out, '--tien-trinh', '2'], log)
    workers = _at_work(running)
    time.sleep(delay)
    os.kill(running.pid, number)
    assert running.wait(5) == code, log.read_text()
    _all_gone(workers)
    assert 'Traceback' not in log.read_text()
    all_whole(out)
    assert run(office, '-o', out)[0] == 0
    assert drafts(out) == undisturbed
    assert leftovers(out) == []


def test_ctrl_c_in_a_terminal_reaches_the_whole_group(
    office: Path, tmp_path: Path, slowly: Callable[[float], None]
) -> None:
    slowly(0.2)
    log = tmp_path / 'log'
    running = Running([office, '-o', tmp_path / 'out', '--tien-trinh', '2'], log)
    workers = _at_work(running)
    os.killpg(running.pid, signal.SIGINT)
    assert running.wait(5) == 130
    _all_gone(workers)
    assert 'Traceback' not in log.read_text()


def _at_work(running: Running) -> list[int]:
    """The workers of a run, once both are there."""
    end = time.monotonic() + 30
    while len(workers := running.children()) < 2:
        assert time.monotonic() < end, running.log.read_text()
        time.sleep(0.005)
    return workers


def test_a_second_run_on_the_same_folder_says_so_and_leaves(office: Path, tmp_path: Path) -> None:
    out = tmp_path / 'out'
    first = Running([office, '-o', out, '--tien-trinh', '1'], tmp_path / 'log')
    while not (out / '.baocao/nhat-ky').exists():
        time.sleep(0.002)
    os.kill(first.pid, signal.SIGSTOP)
    try:
        code, said = run(office, '-o', out)
    finally:
        os.kill(first.pid, signal.SIGCONT)
    assert code == 3
    assert 'HT201' in said
    assert first.wait() == 0
    assert len(drafts(out)) == UNITS


def test_nothing_changed_nothing_written(office: Path, undisturbed: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / 'out'
    assert run(office, '-o', out)[0] == 0
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in sorted(out.rglob('*')) if p.is_file()}
    code, said = run(office, '-o', out)
    assert code == 0, said
    assert {
        p: (p.stat().st_mtime_ns, p.read_bytes()) for p in sorted(out.rglob('*')) if p.is_file()
    } == before


def test_what_changed_alone_is_made_again(tmp_path: Path) -> None:
    data = make(tmp_path / 'data', 6)
    out = tmp_path / 'out'
    assert run(data, '-o', out)[0] == 0
    before = {p: p.stat().st_mtime_ns for p in out.rglob('*.docx')}
    unit(data, 3, done=77)
    assert run(data, '-o', out)[0] == 0
    changed = [p.parent.name for p, when in before.items() if p.stat().st_mtime_ns != when]
    assert changed == ['xa-003']


@pytest.mark.parametrize('year', [2010, 2040])
def test_clocks_of_other_years_change_nothing(
    office: Path, undisturbed: dict[str, str], tmp_path: Path, year: int
) -> None:
    out = tmp_path / 'out'
    assert run(office, '-o', out)[0] == 0
    when = time.mktime((year, 1, 1, 0, 0, 0, 0, 0, 0))
    for path in out.rglob('*'):
        os.utime(path, (when, when))
    name = next(iter(undisturbed))
    text = edit(out / name)
    os.utime(out / name, (when, when))
    assert run(office, '-o', out, '--soan-lai')[0] == 4
    assert (out / name).read_bytes() == text


def test_lost_records_lose_no_edit(office: Path, undisturbed: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / 'out'
    assert run(office, '-o', out)[0] == 0
    first, second, *_ = undisturbed
    text = edit(out / first)
    shutil.rmtree(out / '.baocao')
    assert run(office, '-o', out)[0] == 4
    assert (out / first).read_bytes() == text
    assert drafts(out)[second] == undisturbed[second]


def test_a_read_only_draft_and_one_open_in_word_are_rows_of_their_own(tmp_path: Path) -> None:
    data = make(tmp_path / 'data', 4)
    out = tmp_path / 'out'
    assert run(data, '-o', out)[0] == 0
    for i in range(3):
        unit(data, i, done=90 + i)
    (out / 'xa-000/bao-cao.docx').chmod(0o444)
    (out / 'xa-001/~$ao-cao.docx').write_bytes(b'x')
    before = drafts(out)
    code, said = run(data, '-o', out)
    assert code == 4, said
    after = drafts(out)
    for name in ('xa-000/bao-cao.docx', 'xa-001/bao-cao.docx'):
        assert after[name] == before[name]
        assert name.replace('.docx', ' (bản mới).docx') in after
    assert after['xa-002/bao-cao.docx'] != before['xa-002/bao-cao.docx']


def test_a_bad_paper_stops_no_other(tmp_path: Path) -> None:
    data = make(tmp_path / 'data', 5)
    (data / 'xa-002/so-lieu.yaml').write_text('chi_tieu:\n  - ma: thu\n    ke_hoach: mot nghin\n')
    (data / 'xa-003/bao-cao.yaml').write_bytes(b'\xff\xfe\x00loai')
    code, said = run(data, '-o', tmp_path / 'out')
    assert code == 1
    assert len(drafts(tmp_path / 'out')) == 3
    assert 'xa-002/so-lieu.yaml' in said
    assert 'xa-003/bao-cao.yaml' in said


def test_a_full_disk_gives_rows_and_loses_nothing(
    office: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    """A file size limit stands for the full disk: every write beyond it fails."""
    import resource

    out = tmp_path / 'out'
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, hard))
    try:
        code, said = run(office, '-o', out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert code == 5, said
    assert 'HT202' in said
    assert drafts(out) == {}
    assert run(office, '-o', out)[0] == 0
    assert drafts(out) == undisturbed
    assert leftovers(out) == []


def test_symlinks_and_folders_in_the_way_are_left(
    office: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    out, elsewhere = tmp_path / 'out', tmp_path / 'elsewhere'
    elsewhere.mkdir()
    (elsewhere / 'theirs.docx').write_bytes(b'theirs')
    out.mkdir()
    names = sorted(undisturbed)
    (out / names[0]).parent.mkdir()
    (out / names[0]).symlink_to(elsewhere / 'theirs.docx')
    (out / names[1]).mkdir(parents=True)
    (out / Path(names[2]).parent).symlink_to(elsewhere)
    code, said = run(office, '-o', out)
    assert code in (4, 5), said
    assert (elsewhere / 'theirs.docx').read_bytes() == b'theirs'
    assert [p.name for p in elsewhere.iterdir()] == ['theirs.docx']
    assert drafts(out).items() >= {n: undisturbed[n] for n in names[3:]}.items()


def test_one_worker_or_more_give_the_same_files(
    office: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    for count in ('0', '1', '3'):
        out = tmp_path / count
        assert run(office, '-o', out, '--tien-trinh', count)[0] == 0
        assert drafts(out) == undisturbed
        assert (out / 'ket-qua.html').read_bytes() == (tmp_path / '0' / 'ket-qua.html').read_bytes()
        assert (out / 'ket-qua.jsonl').read_bytes() == (tmp_path / '0' / 'ket-qua.jsonl').read_bytes()


def test_an_edited_draft_is_replaced_on_request_after_a_copy(tmp_path: Path) -> None:
    data = make(tmp_path / 'data', 3)
    out = tmp_path / 'out'
    assert run(data, '-o', out)[0] == 0
    name = 'xa-001/bao-cao.docx'
    text = edit(out / name)
    unit(data, 1, done=55)
    code, said = run(data, '-o', out, '--thay-the')
    assert code == 0, said
    assert (out / name).read_bytes() != text
    copies = [p.read_bytes() for p in (out / '.baocao/luu').rglob('*.docx')]
    assert copies == [text]


def test_a_disk_that_refuses_what_was_compared_costs_no_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, out = make(tmp_path / 'data', 2), tmp_path / 'out'
    paper = data / 'xa-000/bao-cao.yaml'
    claim = "Cả năm có 120 hộ thoát nghèo trên địa bàn xã Minh Đông."
    for name, number in (('mot', '120'), ('hai', '130')):
        other = paper.read_text() + f'# {name}\n'
        other = other.replace('noi_dung: |\n', f'noi_dung: |\n  {claim.replace("120", number)}\n')
        (paper.parent / f'{name}.yaml').write_text(other)
    told = run(data, '-o', tmp_path / 'undisturbed')
    assert 'SL242' in told[1]

    def refuse(*_: object) -> None:
        raise OSError(28, 'No space left on device')

    monkeypatch.setattr('baocao.batch.keeping.Keeping.keep_compared', refuse)
    assert run(data, '-o', out)[0] == told[0]
    assert (out / 'ket-qua.jsonl').read_bytes() == (tmp_path / 'undisturbed/ket-qua.jsonl').read_bytes()
