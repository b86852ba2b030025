"""Part 1: the engine alone, mapping -> .docx in memory, ours beside the others and the floors.

What is timed: docxtpl `DocxTemplate(path)`, `render(mapping, autoescape=True)`, `save` to memory; ours `render` of a
template compiled before (its compilation has a column of its own); docxtemplater `new PizZip(content)`, `new
Docxtemplater`, `render`, `generate`. The floor of a deflater packs the finished XML of the parts that the data changed
and copies the rest; `write` copies all of them packed.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from docxtpl import DocxTemplate

from baocao.container import DEFLATERS, Deflater, Packed, pack
from baocao.word import engine
from baocao.word.engine import Compiled

from . import dialects
from .aims import Notes
from .node import Node, NodeFailed
from .rounds import Times, Work, interleaved
from .table import Table
from .texts import canonical, paragraphs, parts_of
from .workloads import Workload

#: the library that is compared on every workload, and the largest body that the other ones are given
MAIN_PEER = 'docxtemplater'
LARGEST_FOR_OTHERS = 10


def measure(work: Workload, rounds: int, node: Node | None, peers: tuple[str, ...]) -> dict[str, Any]:
    """The times of all engines on a workload, the sizes of their documents; raises AssertionError where two
    documents differ."""
    by_docxtpl = docxtpl(work)
    assert paragraphs(by_docxtpl) == paragraphs(work.own), f'{work.label}: the text of docxtpl differs'
    works: dict[str, Work] = {'docxtpl': partial(docxtpl, work)}
    sizes = {'docxtpl': len(by_docxtpl)}
    deflaters = usable_deflaters()
    template = compiled(work)
    for name, deflater in deflaters.items():
        works[name] = partial(template.render, work.mapping, deflater=deflater)
        made = template.render(work.mapping, deflater=deflater)
        sizes[name] = len(made)
        assert_same_parts(work, made, by_docxtpl)
    works |= {'compile': partial(compiled, work), **floors(work, by_docxtpl, deflaters)}
    failed: dict[str, str] = {}
    for peer in peers if node is not None else ():
        if peer != MAIN_PEER and work.paper.times > LARGEST_FOR_OTHERS:
            continue
        assert node is not None
        try:
            sizes[peer] = load_peer(node, peer, work)
            works[peer] = partial(node.run, work.label + peer)
        except NodeFailed as fault:
            failed[peer] = str(fault)
    return {'times': interleaved(works, rounds), 'sizes': sizes, 'failed': failed}


def docxtpl(work: Workload) -> bytes:
    """The document of docxtpl."""
    template = DocxTemplate(work.template)
    template.render(work.mapping, autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def compiled(work: Workload) -> Compiled:
    """Our engine with the template of docxtpl, compiled."""
    return engine.compile(work.template, compat=True)


def usable_deflaters() -> dict[str, Deflater]:
    """Our deflaters by name, without those whose library is not installed."""
    found = {}
    for name, make in DEFLATERS.items():
        with suppress(ImportError):
            found[name] = make()
    return found


def assert_same_parts(work: Workload, made: bytes, by_docxtpl: bytes) -> None:
    """Raise AssertionError with the names of the XML parts that differ after canonicalisation."""
    ours, theirs = canonical(made), canonical(by_docxtpl)
    differing = sorted(n for n in ours.keys() | theirs.keys() if ours.get(n) != theirs.get(n))
    assert not differing, f'{work.label}: parts differ: {differing}'


def floors(work: Workload, document: bytes, deflaters: dict[str, Deflater]) -> dict[str, Work]:
    """Deflating and writing what the data changed, by deflater, and writing alone."""
    before, after = canonical(work.template.read_bytes()), canonical(document)
    changed = {name for name in after if before.get(name) != after[name]}
    parts = parts_of(document)
    found: dict[str, Work] = {}
    packed: dict[str, bytes | Packed] = {}
    for name, deflater in deflaters.items():
        packed = {n: deflater.packed(p) for n, p in parts.items()}
        mixed = {n: parts[n] if n in changed else p for n, p in packed.items()}
        found[f'floor {name}'] = partial(pack, mixed, (), deflater)
    found['write'] = partial(pack, packed)
    return found


#: how each library's template is made from docxtpl's
_TEMPLATES: dict[str, Callable[[bytes], bytes]] = {
    'docxtemplater': dialects.docxtemplater,
    'easy-template-x': dialects.easy_template_x,
    'docx-templates': dialects.docx_templates,
    'carbone': dialects.carbone,
}


def load_peer(node: Node, peer: str, work: Workload) -> int:
    """Give a library its template and data, let it print them until it is warm, compare the text; its size."""
    folder, key = work.template.parent, work.label + peer
    template, data = folder / f'{key}.docx', folder / f'{key}.json'
    template.write_bytes(_TEMPLATES[peer](work.template.read_bytes()))
    mapping = dialects.lines(paragraphs(work.own)) if peer == 'carbone' else dialects.flagged(work.mapping)
    data.write_text(json.dumps(mapping, ensure_ascii=False), encoding='utf-8')
    node.load(key, peer, template, data)
    node.warm(key, peer)
    made = node.save(key, folder / f'{key}.out.docx')
    assert paragraphs(made) == paragraphs(work.own), f'{work.label}: the text of {peer} differs'
    return len(made)


def columns() -> list[str]:
    """The columns of the table of this part."""
    by_deflater = (f'{sign} {name}' for name in DEFLATERS for sign in ('x', 'x floor', '%'))
    return ['docxtpl ms', 'ours ms', 'compile ms', *by_deflater, 'x write', 'bytes', *_TEMPLATES]


def row(work: Workload, found: dict[str, Any], table: Table, notes: Notes) -> None:
    """Add a workload to the table of this part, and what it says of the aims to the notes."""
    times: dict[str, Times] = found['times']
    sizes: dict[str, int] = found['sizes']
    ours, theirs = times['chuan'], times['docxtpl']
    cells: dict[str, str] = {
        'docxtpl ms': f'{theirs.ms:.1f}',
        'ours ms': f'{ours.ms:.2f}',
        'compile ms': f'{times["compile"].ms:.1f}',
        'x write': f'{theirs.over(times["write"]).median:.0f}',
        'bytes': str(sizes['docxtpl']),
        **dict.fromkeys(found['failed'], "cannot"),
        **{peer: str(times[peer].over(ours)) for peer in _TEMPLATES if peer in times},
    }
    for name in usable_deflaters():
        floor = theirs.over(times[f'floor {name}']).median
        ratio, share = theirs.over(times[name]), 100 * sizes[name] / sizes['docxtpl']
        cells |= {f'x {name}': str(ratio), f'x floor {name}': f'{floor:.1f}', f'% {name}': f'{share:.1f}'}
        notes.note(name, work.label, ratio.median, floor)
        notes.note(f'{name} bytes', work.label, share)
    if peer_times := times.get(MAIN_PEER):
        floor = peer_times.over(times['floor chuan']).median
        notes.note(MAIN_PEER, work.label, peer_times.over(ours).median, floor)
    table.add(work.label, cells)
