"""A template as docxtpl and python-docx see it: the sources of its living parts, and all that never changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.coreprops import CoreProperties
from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from lxml import etree
from msgspec import Struct

from baocao.container import unpack
from baocao.word.places import Area, area_name, paragraph_places
from baocao.word.wordml import BODY, P
from baocao.word.xml import HEAD, parse_own

#: the properties that docxtpl fills in
PROPERTIES = ('author', 'comments', 'identifier', 'language', 'subject', 'title')
_FOOTNOTES = 'application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml'
_MODIFIED = '{http://purl.org/dc/terms/}modified'
_BODY_TAG = re.compile(r'<w:body[^>]*>')
_DECLARATION = re.compile(r' xmlns(?::([^=]+))?="([^"]*)"')


class Source(Struct, frozen=True):
    """A living part: its source after `patch_xml`, the same with `<!--pN-->` before each paragraph, the places of
    these numbers, and the bytes around it. `opening` is its first tag and how it is written in the end."""

    part: str
    area: Area
    text: str
    marked: str
    places: tuple[str, ...]
    before: bytes = b''
    after: bytes = b''
    opening: tuple[str, str] = ('', '')

    @property
    def name(self) -> str:
        """What people call the part."""
        return area_name(self.area, self.part)


class Opened(Struct, frozen=True):
    """The sources, the sources of the properties by name, and the parts of the file as python-docx saves it, where
    each property of `properties` stands as `mark(name)` in the part `core`."""

    sources: tuple[Source, ...]
    properties: dict[str, str]
    core: str
    parts: dict[str, bytes]


def mark(name: str) -> str:
    """What stands for a property in the saved part."""
    return f'\ue000{name}\ue001'


def open_template(data: bytes, name: str) -> Opened:
    """The template opened. Raises what python-docx raises."""
    template = DocxTemplate(BytesIO(data))
    template.init_docx()
    sources = [_body(template)]
    for uri, area in ((template.HEADER_URI, Area.HEADER), (template.FOOTER_URI, Area.FOOTER)):
        for _, part in template.get_headers_footers(uri):
            root: etree._Element = parse_xml(part.blob)
            sources.append(
                _source(template, part.partname, area, root, template.xml_to_string(root), HEAD.encode())
            )
    if len(template.docx.sections):
        for part in template.docx.part.package.parts:
            if part.content_type == _FOOTNOTES:
                root = parse_own(part.blob)
                sources.append(
                    _source(template, part.partname, Area.FOOTNOTES, root, part.blob.decode('utf-8'))
                )
    core, properties = _properties(template)
    saved = BytesIO()
    template.docx.save(saved)
    parts = unpack(saved.getvalue(), name)
    return Opened(tuple(sources), properties, core, parts)


def _body(template: DocxTemplate) -> Source:
    root = template.docx._element
    text = template.get_xml()
    frame = deepcopy(root)
    frame.replace(frame.body, etree.Comment('body'))
    before, after = etree.tostring(frame, encoding='UTF-8', standalone=True).split(b'<!--body-->')
    found = _BODY_TAG.match(text)
    declared = found.group() if found else ''
    known = root.nsmap

    def needed(match: re.Match[str]) -> str:
        return '' if known.get(match.group(1)) == match.group(2) else match.group()

    opening = (declared, _DECLARATION.sub(needed, declared))
    return _source(template, template.docx.part.partname, Area.BODY, root, text, before, after, opening)


def _source(
    template: DocxTemplate,
    part: str,
    area: Area,
    root: etree._Element,
    text: str,
    before: bytes = b'',
    after: bytes = b'',
    opening: tuple[str, str] = ('', ''),
) -> Source:
    part = part.lstrip('/')
    patched = template.patch_xml(text)
    if '{' not in patched:
        return Source(part, area, patched, patched, (), before, after, opening)
    copy = deepcopy(root)
    places = paragraph_places(copy, area, part)
    named = [(p, places[p]) for p in copy.iter(P)]
    for number, (paragraph, _) in enumerate(named):
        paragraph.addprevious(etree.Comment(f'p{number}'))
    body = copy.find(BODY)
    marked = template.patch_xml(etree.tostring(copy if body is None else body, encoding='unicode'))
    return Source(part, area, patched, marked, tuple(place for _, place in named), before, after, opening)


def _properties(template: DocxTemplate) -> tuple[str, dict[str, str]]:
    """The part of the properties and the sources of those with tags, which are marked; the others are set as
    docxtpl sets them. A template without properties gets python-docx's, but no date of today."""
    package = template.docx.part.package
    made = not any(r.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for r in package.rels.values())
    core: CoreProperties = template.docx.core_properties
    if made:
        for element in list(core._element.iter(_MODIFIED)):
            core._element.remove(element)
    found: dict[str, str] = {}
    for name in PROPERTIES:
        source = getattr(core, name)
        if '{' in source:
            found[name] = source
            setattr(core, name, mark(name))
        elif len(source) <= 255:  # python-docx refuses to write longer ones
            setattr(core, name, _jinja_text(source))
    return package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).partname.lstrip('/'), found


def _jinja_text(text: str) -> str:
    """Text as Jinja gives it back: line ends in one form, the last one gone."""
    text = re.sub(r'\r\n|\r', '\n', text)
    return text.removesuffix('\n')


def pieces(part: bytes, names: Iterator[str]) -> list[bytes]:
    """The part cut where the marks of the names stand: constants and names in turn."""
    found: list[bytes] = []
    wanted = {mark(name).encode(): name for name in names}
    pattern = b'|'.join(re.escape(m) for m in wanted)
    for piece in re.split(b'(' + pattern + b')', part):
        found.append(wanted[piece].encode() if piece in wanted else piece)
    return found
