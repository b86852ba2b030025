"""Part 3: one command for one paper, start of Python included, beside a minimal script of the same libraries.

CPU time, user and system, of the child process (and of its own children), each run into a fresh output folder, in turn.
Compiled modules (.pyc) are there for both, and the compiled templates that our command keeps in the user's cache folder:
the first round, which is not counted, writes them. `cold` is our command without kept templates.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from .aims import Notes
from .peer_templates import script_template
from .rounds import Times
from .table import Table
from .workloads import Workload

COLUMNS = ('script ms', 'ours ms', 'ours / script', 'cold ms', 'python ms')
#: what the command that pip installs runs
COMMAND = ('-c', 'from baocao.cli import main; main()', 'soan')
SCRIPT = Path(__file__).parents[1] / 'peer_script.py'


def measure(work: Workload, rounds: int, folder: Path) -> dict[str, Times]:
    """The CPU times of the script, of ours with and without kept templates, and of a Python that does nothing."""
    template = folder / 'script.docx'
    template.write_bytes(script_template())
    source = str(work.paper.path)
    found: dict[str, list[float]] = {'script': [], 'ours': [], 'cold': [], 'python': []}
    for number in range(rounds + 1):
        out = folder / f'out-{work.label}-{number}'
        commands = {
            'script': (str(SCRIPT), source, str(template), str(out / 'script.docx')),
            'ours': (*COMMAND, source, '-o', str(out)),
            'cold': (*COMMAND, source, '-o', str(out / 'cold')),
            'python': ('-c', ''),
        }
        for name, command in commands.items():
            seconds = spent(command, out / 'cache' if name == 'cold' else folder / 'cache')
            if number:
                found[name].append(seconds)
        made = len(list(out.rglob('*.docx')))
        assert made == 3, f'{work.label}: {made} documents instead of three'
    return {name: Times(tuple(values)) for name, values in found.items()}


def spent(command: Sequence[str], cache: Path) -> float:
    """The CPU seconds of a Python process with these arguments and this folder for what programs keep. Raises
    CalledProcessError where it fails."""
    environment = {k: v for k, v in os.environ.items() if k != 'PYTHONDONTWRITEBYTECODE'}
    environment['XDG_CACHE_HOME'] = str(cache)
    child = subprocess.Popen(
        [sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, child.args)
    return usage.ru_utime + usage.ru_stime


def row(work: Workload, times: dict[str, Times], table: Table, notes: Notes) -> None:
    """Add a workload to the table of this part, and what it says of the aims to the notes."""
    share = times['ours'].over(times['script'])
    notes.note('oneshot', work.label, share.median)
    table.add(
        work.label,
        {
            **{f'{name} ms': f'{times[name].ms:.0f}' for name in times},
            'ours / script': str(share),
        },
    )


def imports(paper: Path, folder: Path, least_ms: float = 4.0) -> None:
    """Print what the start of `baocao soan` imports, by the time that each package takes for itself."""
    command = ['-X', 'importtime', *COMMAND, str(paper), '-o', str(folder / 'out-imports')]
    told = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True).stderr
    own: dict[str, float] = {}
    for line in told.splitlines():
        if line.startswith('import time:') and line[12:].split('|')[0].strip().isdigit():
            micros, _, name = line[12:].split('|')
            pieces = name.strip().split('.')
            package = '.'.join(pieces[:2]) if pieces[0] == 'baocao' else pieces[0]
            own[package] = own.get(package, 0.0) + int(micros) / 1000
    print(f'all imports: {sum(own.values()):.0f} ms')
    for package, ms in sorted(own.items(), key=lambda pair: -pair[1]):
        if ms >= least_ms:
            print(f'{ms:8.1f} ms  {package}')
