"""The traceback of a fault of our own goes to a file; people see one calm line."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path

from baocao import __version__


def keep(trace: str) -> Path | None:
    """The file that holds a traceback; None where the disk refuses."""
    with (
        contextlib.suppress(OSError),
        tempfile.NamedTemporaryFile(
            'w',
            prefix='baocao-loi-',
            suffix='.log',
            delete=False,
            encoding='utf-8',
            errors='backslashreplace',
        ) as log,
    ):
        log.write(f'baocao {__version__}, Python {sys.version}\n{trace}')
        return Path(log.name)
    return None
