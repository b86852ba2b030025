"""The sample papers by the name of their folder and file, and what their drafts print."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from baocao.mau import Templates
from baocao.pipeline import draft
from baocao.prose import Prose
from baocao.word import read_document
from baocao.workspace import open_paths

ROOT = Path(__file__).parents[1]
_FOUND = open_paths((str(ROOT / 'data'),))
PAPERS = {f'{p.parent.name}.{p.stem}': (w, p) for w, p in _FOUND.papers}


def sample_names() -> list[str]:
    """The names of all samples, `folder.paper`."""
    return sorted(PAPERS)


@cache
def printed_prose(name: str) -> Prose:
    """The prose of the .docx that a sample is drafted to."""
    return read_document(draft(*PAPERS[name], Templates()).data, f'{name}.docx').prose
