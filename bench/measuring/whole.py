"""Part 2: YAML files -> a checked .docx with its controls, in one process, beside a script of CSafeLoader and docxtpl.

Ours is `draft` over the office folder: workspace, data, models, view, checks, rendering, integrity. The script loads the
same YAML files with PyYAML's C loader and lets docxtpl print the mapping, which it is given free of charge: it validates
nothing, computes no numbers, figures or references, checks nothing, and writes no controls. Both write to memory.

Every run reads another text: the paper's file is rewritten before it (not timed) with a word of its own in each
paragraph, so that nothing kept from the run before can be of use but what different papers share.
"""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count, product

import yaml

from baocao.checks import Paper as Checked
from baocao.checks import check, sift
from baocao.loading import load
from baocao.mau import Templates
from baocao.pipeline import Document, draft, excuses_of
from baocao.view import build, prose_of
from baocao.workspace import open_paths

from .aims import Notes
from .engines import docxtpl
from .papers import Paper
from .rounds import Times
from .table import Table
from .texts import paragraphs
from .workloads import Workload

#: the stages of ours in their order; `plain` is rendering without controls
STAGES = ('open', 'load', 'view', 'checks', 'render', 'plain')
COLUMNS = (
    *('script ms', 'yaml ms', 'ours ms', 'script / ours'),
    *(f'{stage} ms' for stage in STAGES[:-1]),
    *('controls ms', 'bytes', 'controls bytes %'),
)
#: the last line of a paragraph in a text; lines with a key are not touched
_END = re.compile(r'^(?! *(?:- )?\w+: )(.*\w)\.$', re.MULTILINE)


def measure(work: Workload, rounds: int) -> dict[str, Times]:
    """The times of script and ours, of the script's YAML, and of the stages of ours, over the rounds."""
    templates, texts = Templates(), variants(work.paper.path.read_text(encoding='utf-8'))
    works: dict[str, Callable[[], Mapping[str, float]]] = {
        'script': lambda: {'script': seconds(partial(script, work))},
        'yaml': lambda: {'yaml': seconds(partial(read_yaml, work))},
        'ours': lambda: {'ours': seconds(partial(ours, work.paper, templates))},
        'stages': partial(stages, work, templates),
    }

    def renew() -> None:
        work.paper.path.write_text(next(texts), encoding='utf-8')

    return _rounds(works.values(), rounds, renew)


def measure_office(works: Sequence[Workload], rounds: int) -> dict[str, Times]:
    """The times of script and ours over all papers of an office, which ours opens once."""
    templates = Templates()
    paths = tuple(str(work.paper.path) for work in works)
    texts = [(w.paper.path, variants(w.paper.path.read_text(encoding='utf-8'))) for w in works]

    def by_script() -> dict[str, float]:
        return {'script': seconds(lambda: [len(script(work)) for work in works])}

    def by_ours() -> dict[str, float]:
        return {'ours': seconds(lambda: [len(d.data) for d in _drafts(paths, templates)])}

    def renew() -> None:
        for path, text in texts:
            path.write_text(next(text), encoding='utf-8')

    return _rounds((by_script, by_ours), rounds, renew)


def _rounds(
    works: Iterable[Callable[[], Mapping[str, float]]], rounds: int, renew: Callable[[], None]
) -> dict[str, Times]:
    """The times that works tell by name, all in turn in each round, each over renewed files; the first round is not
    counted."""
    found: dict[str, list[float]] = {}
    for number, work in product(range(rounds + 1), tuple(works)):
        renew()
        gc.collect()
        for name, spent in work().items():
            if number:
                found.setdefault(name, []).append(spent)
    return {name: Times(tuple(values)) for name, values in found.items()}


def _drafts(paths: tuple[str, ...], templates: Templates) -> Iterator[Document]:
    for workspace, place in open_paths(paths).papers:
        yield draft(workspace, place, templates)


def variants(text: str) -> Iterator[str]:
    """The text of a paper's file again and again, each time with another word at the end of its sentences that end a
    paragraph."""
    yield text
    for number in count():
        letters = [a + b for a, b in product('bcdhklmnst', ('oa', 'uê', 'ươ', 'iê'))]
        word = f'{letters[number % 40]}n {letters[number // 40 % 40]}ng'
        yield _END.sub(rf'\1 {word}.', text)


def script(work: Workload) -> bytes:
    """The document of the script."""
    read_yaml(work)
    return docxtpl(work)


def read_yaml(work: Workload) -> list[object]:
    """The data of all files of the paper, as PyYAML gives it."""
    found = []
    for name in work.inputs:
        with (work.paper.workspace.root / name).open(encoding='utf-8') as file:
            found.append(yaml.load(file, yaml.CSafeLoader))
    return found


def ours(paper: Paper, templates: Templates) -> bytes:
    """Our document, from the files on; only the templates are compiled before."""
    [document] = _drafts((str(paper.path),), templates)
    return document.data


def stages(work: Workload, templates: Templates) -> dict[str, float]:
    """The CPU seconds of each stage of ours."""
    clock = [time.process_time()]

    def mark() -> None:
        clock.append(time.process_time())

    [(workspace, place)] = open_paths((str(work.paper.path),)).papers
    mark()
    ho_so = load(workspace, place)
    mark()
    view, _ = build(ho_so)
    mark()
    sift(check(Checked(prose_of(view, ho_so)), False), excuses_of(ho_so))
    mark()
    template = templates.of(work.kind, workspace)
    template.render(view)
    mark()
    template.render(view, sealed=False)
    mark()
    return {name: clock[i + 1] - clock[i] for i, name in enumerate(STAGES)}


def seconds(run: Callable[[], object]) -> float:
    """The CPU seconds of a run."""
    begun = time.process_time()
    run()
    return time.process_time() - begun


def row(work: Workload, times: dict[str, Times], table: Table, notes: Notes) -> None:
    """Add a workload to the table of this part, and what it says of the aims to the notes."""
    ratio = times['script'].over(times['ours'])
    size, plain = _sizes(work)
    notes.note('whole', work.label, ratio.median)
    table.add(
        work.label,
        {
            **{f'{name} ms': f'{times[name].ms:.1f}' for name in ('script', 'yaml', 'ours', *STAGES[:-1])},
            'controls ms': f'{times["render"].ms - times["plain"].ms:.1f}',
            'script / ours': str(ratio),
            'bytes': str(size),
            'controls bytes %': f'{100 * (size - plain) / plain:.1f}',
        },
    )


def _sizes(work: Workload) -> tuple[int, int]:
    """The sizes of the document with and without controls, which print the same text: else AssertionError."""
    templates = Templates()
    [(workspace, place)] = open_paths((str(work.paper.path),)).papers
    view = build(load(workspace, place))[0]
    plain = templates.of(work.kind, workspace).render(view, sealed=False)
    sealed = draft(workspace, place, templates)
    assert paragraphs(sealed.data) == paragraphs(plain.data), f'{work.label}: controls change the text'
    return len(sealed.data), len(plain.data)


def office_row(times: dict[str, Times], table: Table, notes: Notes) -> None:
    """Add the papers of an office to the table."""
    ratio = times['script'].over(times['ours'])
    notes.note('whole', "all x1 together", ratio.median)
    cells = {f'{name} ms': f'{times[name].ms:.1f}' for name in ('script', 'ours')}
    table.add("all x1 together", {**cells, 'script / ours': str(ratio)})
