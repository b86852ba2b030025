"""The child process of `growth`: reads what to print from its input, prints by how many bytes its peak rose.

Linux only: the peak is set back by /proc/self/clear_refs, and free memory is given back to the system before.
"""

from __future__ import annotations

import ctypes
import gc
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from docxtpl import DocxTemplate

from baocao.container import DEFLATERS
from baocao.mau import Templates
from baocao.pipeline import draft
from baocao.word import engine
from baocao.workspace import open_paths


def main() -> None:
    orders = json.load(sys.stdin)
    kind, (warm, work) = orders['kind'], orders['works']
    ready(kind, warm)()
    run = ready(kind, work)
    del orders
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    Path('/proc/self/clear_refs').write_text('5')
    before = status('VmRSS')
    document = run()
    print(status('VmHWM') - before, len(document))


def status(name: str) -> int:
    """A line of the status of this process in bytes: VmRSS is resident memory, VmHWM its peak."""
    found = re.search(rf'{name}:\s+(\d+) kB', Path('/proc/self/status').read_text())
    assert found
    return int(found[1]) * 1024


def ready(kind: str, work: dict[str, Any]) -> Callable[[], bytes]:
    """What prints a paper, with everything loaded that does not count."""
    if kind == 'docxtpl':
        return lambda: docxtpl(work)
    if kind == 'script':
        return lambda: [read(path) for path in work['inputs']] and docxtpl(work)
    if kind == 'whole':
        templates = _templates
        return lambda: whole(work['path'], templates)
    template, deflater, mapping = (
        engine.compile(Path(work['template']), compat=True),
        DEFLATERS[kind](),
        work['mapping'],
    )
    return lambda: template.render(mapping, deflater=deflater)


_templates = Templates()


def whole(path: str, templates: Templates) -> bytes:
    [(workspace, place)] = open_paths((path,)).papers
    return draft(workspace, place, templates).data


def docxtpl(work: dict[str, Any]) -> bytes:
    template = DocxTemplate(work['template'])
    template.render(work['mapping'], autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def read(path: str) -> Any:
    with Path(path).open(encoding='utf-8') as file:
        return yaml.load(file, yaml.CSafeLoader)


if __name__ == '__main__':
    main()
