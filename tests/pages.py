"""Rendered pages: Word files -> PDF through LibreOffice -> the text of each page with places."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader


@dataclass(frozen=True)
class Line:
    """A line of a page: its text and the height of its baseline above the foot of the page, in points."""

    text: str
    height: float


def render(drafts: Iterable[Path], folder: Path, suite: str) -> list[list[list[Line]]]:
    """The pages of each draft as lines from the top down, made in one run of the office program."""
    drafts = list(drafts)
    profile = (folder / 'profile').absolute()
    subprocess.run(
        [suite, '--headless', '--norestore', f'-env:UserInstallation={profile.as_uri()}', '--convert-to', 'pdf']
        + ['--outdir', str(folder), *map(str, drafts)],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return [pages(folder / f'{draft.stem}.pdf') for draft in drafts]


def pages(pdf: Path) -> list[list[Line]]:
    """The lines of each page of a PDF."""
    return [_lines(page) for page in PdfReader(pdf).pages]


def _lines(page: object) -> list[Line]:
    rows: dict[int, list[tuple[float, str]]] = {}

    def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
            x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
            rows.setdefault(round(y), []).append((x, text))

    page.extract_text(visitor_text=visit)  # type: ignore[attr-defined]
    return [
        Line(' '.join(''.join(t for _, t in sorted(found, key=lambda f: f[0])).split()), y)
        for y, found in sorted(rows.items(), reverse=True)
    ]


def plain(page: list[Line]) -> str:
    """The text of a page."""
    return '\n'.join(line.text for line in page)
