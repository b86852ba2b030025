"""The docxtpl loop of equal ability: templates whose body is a loop over blocks, the text of each paper is data.

`python bench/measuring/peer_blocks.py MAPPINGS TEMPLATES OUT --processes 2`. It computes nothing: each paper is a JSON file
`UNIT/FORM.json` that it is given free of charge; it reads it, renders the form's template with a new `DocxTemplate`, saves.
"""

from __future__ import annotations

import argparse
import json
from functools import partial
from multiprocessing import Pool
from pathlib import Path

from docxtpl import DocxTemplate


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument('mappings', type=Path)
    parser.add_argument('templates', type=Path)
    parser.add_argument('out', type=Path)
    parser.add_argument('--processes', type=int, default=2)
    options = parser.parse_args()
    work = partial(papers_of, options.templates, options.out)
    folders = sorted(path for path in options.mappings.iterdir() if path.is_dir())
    if options.processes < 2:
        for folder in folders:
            work(folder)
        return
    with Pool(options.processes) as pool:
        for _ in pool.imap_unordered(work, folders, chunksize=4):
            pass


def papers_of(templates: Path, out: Path, folder: Path) -> None:
    """Write the papers of a unit, one for each mapping."""
    (out / folder.name).mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.glob('*.json')):
        template = DocxTemplate(templates / f'{path.stem}.docx')
        template.render(json.loads(path.read_bytes()), autoescape=True)
        template.save(out / folder.name / f'{path.stem}-iii.docx')


if __name__ == '__main__':
    main()
