"""What the loops of `peer_blocks.py` are given: a template for each form, and the mapping of each paper as JSON."""

from __future__ import annotations

import json
from functools import partial
from multiprocessing import Pool
from pathlib import Path

from baocao.loading import load
from baocao.mau import Templates
from baocao.view import build
from baocao.workspace import open_paths

from . import units
from .mapping import mapping_of
from .peer_templates import TEXT_KINDS, docxtpl_template
from .texts import parts_of

#: the loops by name: the kinds of blocks that their templates have a branch for, besides those of the form
KINDS = {'blocks': (), 'all-blocks': TEXT_KINDS}


def make(folder: Path, count: int) -> None:
    """Write `folder/NAME/FORM.docx` for each loop, and `folder/mappings/UNIT/FORM.json` for so many units."""
    batch = units.make_plain(folder / 'office', count)
    _make_templates(folder, batch / units.Unit(1).code)
    with Pool(2) as pool:
        work = partial(_make_mappings, folder / 'mappings')
        for _ in pool.imap_unordered(work, [batch / u.code for u in units.units(count)], chunksize=8):
            pass


def _make_templates(folder: Path, unit: Path) -> None:
    templates = Templates()
    for workspace, place in open_paths((str(unit),)).papers:
        ho_so = load(workspace, place)
        kind, view = type(ho_so.van_ban), build(ho_so)[0]
        own = templates.of(kind, workspace).render(view, sealed=False).data
        for name, kinds in KINDS.items():
            path = folder / name / f'{place.stem}.docx'
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(docxtpl_template(kind, view, parts_of(own)['word/document.xml'], kinds))


def _make_mappings(out: Path, unit: Path) -> None:
    (out / unit.name).mkdir(parents=True)
    for workspace, place in open_paths((str(unit),)).papers:
        text = json.dumps(mapping_of(build(load(workspace, place))[0]), ensure_ascii=False)
        (out / unit.name / f'{place.stem}.json').write_text(text, encoding='utf-8')
