"""Templates of the forms for docxtpl, as an office would make them: a finished paper with tags in place of what changes.

Each form is drafted by us with a tag wherever it calls a figure: the words stand in the template, the figures are
`{{ thu_ngan_sach_ty_le }}`. What differs by agency becomes a tag in every part of the file; the rows of the table are
one sample row in `{%tr for %}`. No condition and no loop stands in it that the form does not need.
"""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from baocao.container import pack
from baocao.loading import load
from baocao.mau import Templates
from baocao.view import build
from baocao.word.wordml import w
from baocao.workspace import open_paths

from . import units
from .peer_templates import _fill, _tag_row, _xml
from .texts import parts_of

NBSP = '\N{NO-BREAK SPACE}'
#: a call of a figure; those of the period, of appendices, items and texts are the same for all units
_CALL = re.compile(r'\$\{(?!ky\b|phu_luc\.|muc\.|vb\.)([\w.]+)\}')


def make(folder: Path) -> dict[str, Path]:
    """The template of each form by its name, written into a folder; the office they are drafted in lies there too."""
    office = units.make_plain(folder / 'office', 1)
    [unit] = units.units(1)
    found = {}
    for form in units.FORMS:
        path = office / unit.code / form.name
        path.write_text(_tagged(path.read_text(encoding='utf-8')), encoding='utf-8')
        parts = {name: _of_any_unit(part, unit) for name, part in parts_of(_drafted(path)).items()}
        parts['word/document.xml'] = _with_rows(parts['word/document.xml'])
        found[form.stem] = folder / f'{form.stem}.docx'
        found[form.stem].write_bytes(pack(parts))
    return found


def _tagged(text: str) -> str:
    """The text of a form whose calls of figures are tags."""
    return _CALL.sub(lambda m: '{{ ' + m[1].replace('.', '_') + ' }}', text)


def _drafted(path: Path) -> bytes:
    """The paper as a .docx without controls."""
    [(workspace, place)] = open_paths((str(path),)).papers
    ho_so = load(workspace, place)
    view, _ = build(ho_so)
    return Templates().of(type(ho_so.van_ban), workspace).render(view, sealed=False).data


def _of_any_unit(part: bytes, unit: units.Unit) -> bytes:
    """A part with tags in place of the names of its unit."""
    spellings = {'ten_hoa': unit.name.upper(), 'ten': unit.name, 'ten_lien': unit.name.replace(' ', NBSP)}
    for tag, name in spellings.items():
        part = part.replace(name.encode(), f'{{{{ {tag} }}}}'.encode())
    return part


def _with_rows(document: bytes) -> bytes:
    """The main part, whose table of targets has one sample row."""
    root = etree.fromstring(document)
    for table in root.iter(w('tbl')):
        if table.find(f'{w("tblPr")}/{w("tblBorders")}') is None:
            continue
        first, *others = [
            row for row in table.findall(w('tr')) if row.find(f'{w("trPr")}/{w("tblHeader")}') is None
        ]
        for row in others:
            table.remove(row)
        for i, cell in enumerate(first.findall(w('tc'))):
            _fill(cell, f'{{{{ hang.o{i} }}}}')
        text = _tag_row('tr for hang in hang') + _xml(first) + _tag_row('tr endfor')
        namespaces = ''.join(f' xmlns:{k}="{v}"' for k, v in root.nsmap.items())
        loop = etree.fromstring(f'<w:tbl{namespaces}>{text}</w:tbl>')
        place = table.index(first)
        table.remove(first)
        table[place:place] = list(loop)
    etree.cleanup_namespaces(root, keep_ns_prefixes=list(filter(None, root.nsmap)))
    return etree.tostring(root, xml_declaration=True, encoding='UTF-8', standalone=True)
