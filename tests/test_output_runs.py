"""Real processes: killed, interrupted, terminated, two at once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from baocao.errors import BaoCaoError
from baocao.output import OutputFolder

pytestmark = pytest.mark.skipif(os.name == 'nt', reason='signals of POSIX')

# Writes eight documents again and again, each text whole only from BEGIN to END.
WRITER = '''
import signal, sys, time
from pathlib import Path, PurePosixPath
from baocao.errors import BaoCaoError
from baocao.output import OutputFolder
from baocao.output.files import Disk

def stop(number, frame):
    raise SystemExit(143)

class Slow(Disk):
    def write(self, handle, data):
        done = super().write(handle, data[:70_000])
        time.sleep(float(sys.argv[3]))
        return done

signal.signal(signal.SIGTERM, stop)
with OutputFolder(Path(sys.argv[1]), files=Slow(), is_untouched=lambda data: None) as folder:
    print('ready', flush=True)
    for turn in range(int(sys.argv[2])):
        for n in range(8):
            text = b'BEGIN ' + (b'%d,%d ' % (turn, n)) * 30_000 + b' END'
            folder.save(PurePosixPath(f'thang/bc_{n}.docx'), text, {'turn': str(turn)})
'''

# Saves groups of documents and a report again and again, replacing what a person edited.
GROUPS = '''
import sys, time
from pathlib import Path, PurePosixPath
from baocao.output import Item, OutputFolder
from baocao.output.files import Disk

class Slow(Disk):
    def write(self, handle, data):
        done = super().write(handle, data[:70_000])
        time.sleep(float(sys.argv[3]))
        return done

def text(name, turn):
    return b'BEGIN ' + (b'%s,%d ' % (name, turn)) * 30_000 + b' END'

with OutputFolder(Path(sys.argv[1]), files=Slow(), is_untouched=lambda data: None, replace_edited=True) as folder:
    print('ready', flush=True)
    for turn in range(int(sys.argv[2])):
        places = [PurePosixPath(f'thang/bc_{n}.docx') for n in range(8)]
        folder.save_all([Item(p, text(b'%d' % n, turn), {'turn': str(turn)}) for n, p in enumerate(places)])
        folder.put_report('thang/ket-qua.html', [b'BEGIN ', *[b'r,%d ' % turn] * 30_000, b' END'])
'''

HOLDER = '''
import os, sys, time
from pathlib import Path
from baocao.output import OutputFolder
with OutputFolder(Path(sys.argv[1])):
    if os.fork() == 0:
        print(os.getpid(), flush=True)  # by now the child has let go of the lock that it inherited
        time.sleep(60)
        os._exit(0)
    time.sleep(60)
'''


@contextmanager
def running(script: str, *args: object) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, '-c', script, *map(str, args)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    line = process.stdout.readline().strip()
    if not line:
        process.kill()
        raise AssertionError(process.communicate()[1])
    return line


def check_whole(root: Path) -> list[Path]:
    documents = sorted(root.glob('thang/*.docx'))
    kept = (root / '.baocao' / 'luu').rglob('*.docx')
    for path in [*documents, *kept, *root.glob('thang/*.html')]:
        data = path.read_bytes()
        unit = data.split(b' ')[1]
        assert data == b'BEGIN ' + (unit + b' ') * 30_000 + b' END', path
    return documents


def test_kill_9_at_random_moments(tmp_path: Path) -> None:
    chance = random.Random(30)
    for _ in range(6):
        with running(WRITER, tmp_path, 1000, 0.001) as process:
            first_line(process)
            time.sleep(chance.uniform(0.02, 0.4))
            process.send_signal(signal.SIGKILL)
            assert process.wait(10) == -signal.SIGKILL
        check_whole(tmp_path)
    with running(WRITER, tmp_path, 2, 0) as process:
        assert first_line(process) == 'ready'
        assert process.wait(20) == 0
    assert len(check_whole(tmp_path)) == 8
    assert list(tmp_path.rglob('*.tmp')) == []
    assert list(tmp_path.rglob('*bản mới*')) == []


def test_kill_9_at_random_moments_of_groups_that_replace_what_a_person_edits(tmp_path: Path) -> None:
    chance = random.Random(6)
    written: set[bytes] = set()
    for turn in range(8):
        with running(GROUPS, tmp_path, 1000, 0.001) as process:
            first_line(process)
            time.sleep(chance.uniform(0.02, 0.4))
            process.send_signal(signal.SIGKILL)
            assert process.wait(10) == -signal.SIGKILL
        check_whole(tmp_path)
        edited = tmp_path / 'thang' / f'bc_{turn % 3}.docx'
        if (
            edited.exists() and edited.read_bytes() not in written
        ):  # else no run came so far since the last edit
            text = b'BEGIN ' + b'person,%d ' % turn * 30_000 + b' END'
            edited.write_bytes(text)
            written.add(text)
    with running(GROUPS, tmp_path, 2, 0) as process:
        assert first_line(process) == 'ready'
        assert process.wait(20) == 0
    assert len(check_whole(tmp_path)) == 8
    assert len(list(tmp_path.glob('thang/*'))) == 9
    assert list(tmp_path.rglob('*.tmp')) == []
    kept = {p.read_bytes() for p in (tmp_path / '.baocao' / 'luu').rglob('*.docx')}
    assert written and kept == written


@pytest.mark.parametrize(('number', 'code'), [(signal.SIGINT, -signal.SIGINT), (signal.SIGTERM, 143)])
def test_a_stopped_run_leaves_whole_files_and_nothing_else(tmp_path: Path, number: int, code: int) -> None:
    with running(WRITER, tmp_path, 1000, 0.05) as process:
        first_line(process)
        time.sleep(0.4)
        start = time.monotonic()
        process.send_signal(number)
        assert process.wait(5) == code
        assert time.monotonic() - start < 5
    assert check_whole(tmp_path)
    assert list(tmp_path.rglob('*.tmp')) == []
    with OutputFolder(tmp_path):
        pass


def test_a_second_run_leaves_and_a_killed_one_needs_no_unlocking(tmp_path: Path) -> None:
    with running(HOLDER, tmp_path) as process:
        worker = int(first_line(process))
        try:
            with pytest.raises(BaoCaoError) as error, OutputFolder(tmp_path):
                pass
            assert error.value.findings[0].code == 'HT201'
            process.send_signal(signal.SIGKILL)
            process.wait(10)
            os.kill(worker, 0)  # the worker outlives its parent, and still does not keep anybody out
            with OutputFolder(tmp_path):
                pass
        finally:
            os.kill(worker, signal.SIGKILL)


def test_a_size_limit_is_told_like_a_full_disk(tmp_path: Path) -> None:
    script = '''
import resource, sys
from pathlib import Path, PurePosixPath
from baocao.errors import BaoCaoError
from baocao.output import OutputFolder
with OutputFolder(Path(sys.argv[1]), is_untouched=lambda data: None) as folder:
    folder.save(PurePosixPath('a.docx'), b'old', {})
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    try:
        folder.save(PurePosixPath('a.docx'), b'x' * 200_000, {})
    except BaoCaoError as error:
        print(error.findings[0].code)
'''
    with running(script, tmp_path) as process:
        assert first_line(process) == 'HT202'
    assert (tmp_path / 'a.docx').read_bytes() == b'old'
    assert list(tmp_path.rglob('*.tmp')) == []
