"""A small office of many units for the tests of the batch, and the command run in a process of its own."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import time
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from baocao.cli import main
from tests.office import AGENCY

PAPER = """\
loai: báo cáo
co_quan_ban_hanh: ubnd
nam: 2026
ky_bao_cao: quý I
ngay_ban_hanh: 3/2026
trich_yeu: Tình hình thực hiện chỉ tiêu ${{ky}} tại {ten}
noi_dung: |
  Tổng thu ngân sách trên địa bàn {ten} trong ${{ky}} đạt ${{thu}}; kế hoạch năm là ${{thu.ke_hoach}}.
noi_nhan:
  - Như trên
nguoi_ky: Chủ tịch
"""

FIGURES = """\
chi_tieu:
  - ma: thu
    cau: Tổng thu đạt ${{ke_hoach}}
    ke_hoach: {plan} tỷ đồng
    thuc_hien:
      quy_1: {done} tỷ đồng
"""


def make(root: Path, count: int) -> Path:
    """The data folder of an office with as many units, a paper and a figures file each."""
    (root / 'co-quan').mkdir(parents=True)
    (root / 'co-quan/ubnd.yaml').write_text(AGENCY)
    for i in range(count):
        unit(root, i)
    return root


def unit(root: Path, i: int, done: int | None = None) -> Path:
    """One unit; its paper."""
    folder = root / f'xa-{i:03}'
    folder.mkdir(exist_ok=True)
    (folder / 'so-lieu.yaml').write_text(FIGURES.format(plan=100 + i, done=done or 10 + i))
    (folder / 'bao-cao.yaml').write_text(PAPER.format(ten=f'xã số {i:03}'))
    return folder / 'bao-cao.yaml'


def run(*args: str | Path) -> tuple[int, str]:
    """The command run here: its exit code and what it said."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            main(['soan-hang-loat', *map(str, args)])
        except SystemExit as end:
            return int(str(end.code or 0)), said.getvalue()
    return 0, said.getvalue()


class Running:
    """The command in a process of its own, in its own session; `log` takes what it says."""

    def __init__(self, args: Sequence[str | Path], log: Path) -> None:
        self.log = log
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if not self.pid:
            _become(args, log)

    def children(self) -> list[int]:
        """The processes that the command has started."""
        found = []
        for task in _read(f'/proc/{self.pid}/task/{self.pid}/children').split():
            found.append(int(task))
        return found

    def wait(self, seconds: float = 60) -> int:
        """The exit code, negative for the signal that ended it; AssertionError where it does not end in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.005)
        os.killpg(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        raise AssertionError(f'still running after {seconds} s: {self.log.read_text()}')


def _become(args: Sequence[str | Path], log: Path) -> None:
    code = 70
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        sys.stdout, sys.stderr = open(1, 'w', closefd=False), open(2, 'w', closefd=False)  # noqa: SIM115
        main(['soan-hang-loat', *map(str, args)])
    except SystemExit as end:
        code = int(str(end.code or 0))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def is_alive(pid: int) -> bool:
    """True for a process that runs, not for one that is dead and waits to be collected."""
    state = _read(f'/proc/{pid}/stat').rpartition(')')[2].split()
    return bool(state) and state[0] != 'Z'


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ''


def drafts(out: Path) -> dict[str, str]:
    """The hash of every Word file under `out`, by its place."""
    found = sorted(p for p in out.rglob('*.docx') if '.baocao' not in p.parts and p.is_file())
    return {p.relative_to(out).as_posix(): sha256(p.read_bytes()).hexdigest() for p in found}


def all_whole(out: Path) -> None:
    """AssertionError where a Word file is cut."""
    for path in out.rglob('*.docx'):
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None, path


def leftovers(out: Path) -> list[str]:
    """The temporary files under `out`."""
    return sorted(str(p) for p in out.rglob('.baocao-*.tmp'))
