"""Draws the page that README.md shows: `python docs/make_picture.py` (needs LibreOffice and poppler)."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from baocao.pipeline import Templates, draft
from baocao.workspace import open_paths

ROOT = Path(__file__).parents[1]
PAPER = 'data/tp-quang-ngai-2023/quyet-dinh-nhiem-vu-giai-phap.yaml'
PICTURE = ROOT / 'docs/quyet-dinh-trang-1.png'


def main() -> None:
    """Draft the sample decision, render it, keep its first page."""
    ((workspace, paper),) = open_paths((str(ROOT / PAPER),)).papers
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, 'page.docx')
        made.write_bytes(draft(workspace, paper, Templates()).data)
        profile = Path(folder, 'profile').as_uri()
        office = [
            'soffice',
            '--headless',
            f'-env:UserInstallation={profile}',
            '--convert-to',
            'pdf',
            '--outdir',
            folder,
        ]
        subprocess.run([*office, str(made)], check=True, capture_output=True)
        subprocess.run(
            [
                'pdftoppm',
                '-r',
                '80',
                '-f',
                '1',
                '-l',
                '1',
                '-singlefile',
                '-png',
                str(made.with_suffix('.pdf')),
                folder + '/page',
            ],
            check=True,
        )
        PICTURE.write_bytes(Path(folder, 'page.png').read_bytes())


if __name__ == '__main__':
    main()
