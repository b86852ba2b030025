"""One template and one context, printed by docxtpl and by the engine, and where their parts differ."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from baocao.word.engine import Compiled, compile

_MODIFIED = '{http://purl.org/dc/terms/}modified'


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def canonical(name: str, data: bytes, without_date: bool = True) -> bytes:
    """An XML part in canonical form (C14N); docxtpl dates properties of a file that has none, so no date counts."""
    if not name.endswith(('.xml', '.rels')):
        return data
    root = etree.fromstring(data)
    for element in list(root.iter(_MODIFIED)) if without_date else ():
        root.remove(element)
    return etree.tostring(root, method='c14n')


def by_docxtpl(
    template: bytes, values: Mapping[str, Any], filters: Mapping[str, Callable[..., Any]] | None = None
) -> bytes:
    """What docxtpl makes of the template, text escaped."""
    tpl = DocxTemplate(io.BytesIO(template))
    env = Environment(autoescape=True)
    env.filters.update(filters or {})
    tpl.render(dict(values), env, autoescape=True)
    made = io.BytesIO()
    tpl.save(made)
    return made.getvalue()


def compiled(template: bytes, **options: Any) -> Compiled:
    """The template compiled by the engine."""
    with TemporaryDirectory() as folder:
        path = Path(folder, 'mau.docx')
        path.write_bytes(template)
        return compile(path, **options)


def differences(one: bytes, other: bytes) -> list[str]:
    """Where the parts of two files differ; [] where every part is the same in canonical form."""
    first, second = parts(one), parts(other)
    if set(first) != set(second):
        return [f'parts: {sorted(set(first) ^ set(second))}']
    found = []
    for name in first:
        a, b = canonical(name, first[name]), canonical(name, second[name])
        if a != b:
            at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
            start = max(0, at - 120)
            found.append(f'{name}:\n  docxtpl {a[start : at + 160]!r}\n  engine  {b[start : at + 160]!r}')
    return found


def twin(
    template: bytes, values: Mapping[str, Any], filters: Mapping[str, Callable[..., Any]] | None = None
) -> list[str]:
    """The differences between docxtpl's file and the engine's."""
    engine = compiled(template, filters=filters or {}).render(values)
    return differences(by_docxtpl(template, values, filters), engine)


def is_direct(template: bytes) -> bool:
    """True where every living part is written without a parse."""
    return all(part.program is not None for part in compiled(template)._parts)
