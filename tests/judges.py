"""The two outside judges of Word files, where they are at hand."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

JUDGES = Path(__file__).parents[2] / 'shared/tools'
_CALLS = (('docx_validate.py',), ('docx_oracle.py', '--strict'))


def judge(drafts: Iterable[Path]) -> None:
    """Fails with the words of a judge who finds fault with a draft; skips where the judges are not at hand."""
    if not JUDGES.is_dir():
        pytest.skip('the outside judges are not at hand')
    for path in drafts:
        for program, *options in _CALLS:
            done = subprocess.run(
                [sys.executable, str(JUDGES / program), *options, str(path)], capture_output=True, text=True
            )
            assert done.returncode == 0, f'{path.name}: {done.stdout}'
