"""What a paper of each form costs, ours and docxtpl's, in turn over all units in one process, and by stages.

Ours is `draft` over one office folder that is opened once; the stages are those of `whole`, each paper read anew from its
files. docxtpl's is what the loop does for a paper: reading the unit's files, working out the figures, printing to memory.
"""

from __future__ import annotations

import io
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from baocao.checks import Paper, check
from baocao.loading import load
from baocao.mau import Templates
from baocao.pipeline import draft
from baocao.view import build, prose_of
from baocao.workspace import open_paths

from . import peer_loop, units
from .offices import Office
from .rounds import Times
from .table import Table

STAGES = ('load', 'view', 'checks', 'render', 'plain')
_PEER = ('data', 'print')
COLUMNS = (
    *('docxtpl ms', 'ours ms', 'docxtpl / ours', *(f'{name} ms' for name in STAGES[:-1]), 'controls ms'),
    *(f'docxtpl {name} ms' for name in _PEER),
)


def measure(office: Office) -> dict[str, dict[str, Times]]:
    """The times of each form over the units of the office, but for the first, which warms up.

    Unit by unit, as the loop goes: what the forms of a unit share is read with the first of them.
    """
    templates = Templates()
    plain = office.folder / 'plain' / units.BATCH
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for workspace, place in open_paths((str(plain),)).papers:
        begun = time.process_time()
        draft(workspace, place, templates)
        spent = {'ours': time.process_time() - begun}
        code, form = place.parent.name, place.stem
        spent |= _stages(plain / code / place.name, templates) | _by_docxtpl(office, code, form)
        for name, seconds in spent.items() if code != units.Unit(1).code else ():
            found[form][name].append(seconds)
    return {
        form: {name: Times(tuple(values)) for name, values in spent.items()} for form, spent in found.items()
    }


def _stages(path: Path, templates: Templates) -> dict[str, float]:
    [(workspace, place)] = open_paths((str(path),)).papers
    clock = [time.process_time()]
    ho_so = load(workspace, place)
    clock.append(time.process_time())
    view, _ = build(ho_so)
    clock.append(time.process_time())
    check(Paper(prose_of(view, ho_so)), False)
    clock.append(time.process_time())
    template = templates.of(type(ho_so.van_ban), workspace)
    template.render(view)
    clock.append(time.process_time())
    template.render(view, sealed=False)
    clock.append(time.process_time())
    return {name: clock[i + 1] - clock[i] for i, name in enumerate(STAGES)}


def _by_docxtpl(office: Office, code: str, form: str) -> dict[str, float]:
    root = office.folder / 'office'
    begun = time.process_time()
    agency: Mapping[str, Any] = peer_loop.read(root / 'co-quan' / f'ubnd-{code}.yaml')
    context = peer_loop.context_of(agency, peer_loop.read(root / units.BATCH / code / 'so-lieu.yaml'))
    read = time.process_time()
    peer_loop.printed(office.folder / 'peer' / f'{form}.docx', context).save(io.BytesIO())
    ended = time.process_time()
    # the loop reads a unit once for all its forms
    data = (read - begun) / len(units.FORMS)
    return {'data': data, 'print': ended - read, 'docxtpl': data + ended - read}


def row(form: str, times: Mapping[str, Times], table: Table) -> None:
    """Add a form to the table."""
    table.add(
        form,
        {
            **{f'{name} ms': f'{times[name].ms:.1f}' for name in ('docxtpl', 'ours', *STAGES[:-1])},
            'docxtpl / ours': str(times['docxtpl'].over(times['ours'])),
            'controls ms': f'{times["render"].ms - times["plain"].ms:.1f}',
            **{f'docxtpl {name} ms': f'{times[name].ms:.1f}' for name in _PEER},
        },
    )
