"""Rendered pages: Word files -> PDF through LibreOffice -> the text of each page with places."""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

HTML = '{http://www.w3.org/1999/xhtml}'


@dataclass(frozen=True)
class Line:
    """A line of a page: its text and the height of its lower edge above the foot of the page, in points."""

    text: str
    height: float


def render(drafts: Iterable[Path], folder: Path, suite: str) -> list[list[list[Line]]]:
    """The pages of each draft as lines from the top down, made in one run of the office program."""
    drafts = list(drafts)
    profile = (folder / 'profile').absolute()
    subprocess.run(
        [
            *(suite, '--headless', '--norestore', f'-env:UserInstallation={profile.as_uri()}'),
            *('--convert-to', 'pdf', '--outdir', str(folder)),
            *map(str, drafts),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return [pages(folder / f'{draft.stem}.pdf') for draft in drafts]


def pages(pdf: Path) -> list[list[Line]]:
    """The lines of each page of a PDF, as poppler lays them out."""
    done = subprocess.run(['pdftotext', '-bbox-layout', str(pdf), '-'], check=True, capture_output=True)
    root = etree.fromstring(done.stdout)
    return [_lines(page) for page in root.iter(f'{HTML}page')]


def sizes(pdf: Path) -> list[tuple[int, int]]:
    """The width and height of each page of a PDF in millimetres."""
    done = subprocess.run(['pdftotext', '-bbox-layout', str(pdf), '-'], check=True, capture_output=True)
    found = etree.fromstring(done.stdout).iter(f'{HTML}page')
    return [(_millimetres(page.get('width', '0')), _millimetres(page.get('height', '0'))) for page in found]


def _millimetres(points: str) -> int:
    return round(float(points) / 72 * 25.4)


def _lines(page: etree._Element) -> list[Line]:
    height = float(page.get('height', '0'))
    found = []
    for line in page.iter(f'{HTML}line'):
        text = ' '.join(word.text or '' for word in line.iter(f'{HTML}word'))
        found.append(Line(unicodedata.normalize('NFC', text), height - float(line.get('yMax', '0'))))
    return sorted(found, key=lambda line: -line.height)


def plain(page: list[Line]) -> str:
    """The text of a page without any space: a font without Vietnamese letters tears words apart."""
    return '\n'.join(bare(line.text) for line in page)


def bare(text: str) -> str:
    """A text without its spaces."""
    return ''.join(text.split())
