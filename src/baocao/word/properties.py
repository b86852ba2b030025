"""Document properties, written by us: no template code, no names of people who edited the template."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from baocao.word import assembly, package
from baocao.word.wordml import XML_HEAD
from baocao.word.xml import parse

CORE, APP = 'docProps/core.xml', 'docProps/app.xml'
_CORE_RELATION = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties'
_CORE_TYPE = 'application/vnd.openxmlformats-package.core-properties+xml'
_APP_TYPE = 'application/vnd.openxmlformats-officedocument.extended-properties+xml'
_CP = 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties'
_DC = 'http://purl.org/dc/elements/1.1/'
_TERMS = 'http://purl.org/dc/terms/'
_XSI = 'http://www.w3.org/2001/XMLSchema-instance'
_EXTENDED = 'http://schemas.openxmlformats.org/officeDocument/2006/extended-properties'
_THUMBNAIL = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail'


def title(path: Path, name: str) -> str:
    """The title that a Word file carries, '' where it has none. Raises BaoCaoError where it cannot be read."""
    parts = package.read_package(path, name).parts
    return (parse(parts[CORE]).findtext(f'{{{_DC}}}title') or '').strip() if CORE in parts else ''


def prepare(parts: dict[str, bytes]) -> None:
    """Take the template's own properties out and make room for ours."""
    for kind in (
        _CORE_RELATION,
        assembly.office('extended-properties'),
        assembly.office('custom-properties'),
        _THUMBNAIL,
    ):
        assembly.drop(parts, '', kind)
    assembly.add(parts, CORE, b'', _CORE_TYPE)
    assembly.relate(parts, '', _CORE_RELATION, CORE)
    app = f'<Properties xmlns="{_EXTENDED}"><Application>baocao</Application></Properties>'
    assembly.add(parts, APP, XML_HEAD + app.encode(), _APP_TYPE)
    assembly.relate(parts, '', assembly.office('extended-properties'), APP)


def core(properties: Any) -> bytes:
    """docProps/core.xml of a view's properties; without a full date, without dates. None gives the language only.

    Raises ValueError where a text holds characters that XML cannot carry.
    """
    root = etree.Element(
        f'{{{_CP}}}coreProperties', nsmap={'cp': _CP, 'dc': _DC, 'dcterms': _TERMS, 'xsi': _XSI}
    )
    if properties is not None:
        for name, text in (
            ('title', properties.tieu_de),
            ('subject', properties.chu_de),
            ('creator', properties.tac_gia),
        ):
            if text:
                etree.SubElement(root, f'{{{_DC}}}{name}').text = text
    etree.SubElement(root, f'{{{_DC}}}language').text = 'vi-VN'
    if properties is not None and properties.ngay is not None:
        year, month, day = properties.ngay
        for name in ('created', 'modified'):
            element = etree.SubElement(root, f'{{{_TERMS}}}{name}', {f'{{{_XSI}}}type': 'dcterms:W3CDTF'})
            element.text = f'{year:04d}-{month:02d}-{day:02d}T00:00:00Z'
    return assembly.written(root)
