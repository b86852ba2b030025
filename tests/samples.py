"""The sample papers by the name of their folder and file, and what their drafts print."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from baocao.loading import load
from baocao.prose import Prose
from baocao.view import build, prose_of
from baocao.workspace import open_paths

ROOT = Path(__file__).parents[1]
_FOUND = open_paths((str(ROOT / 'data'),))
PAPERS = {f'{p.parent.name}.{p.stem}': (w, p) for w, p in _FOUND.papers}


def sample_names() -> list[str]:
    """The names of all samples, `folder.paper`."""
    return sorted(PAPERS)


@cache
def printed_prose(name: str) -> Prose:
    """The prose of a sample."""
    ho_so = load(*PAPERS[name])
    return prose_of(build(ho_so)[0], ho_so)
