"""Styles of a template: found by name, imported from the shared fragment, resolved to what they look like."""

from __future__ import annotations

import copy

from lxml import etree
from msgspec import Struct

from baocao.word.wordml import RPR, W, bare, local, value, w

FOOTNOTE_TEXT, FOOTNOTE_REFERENCE = 'footnote text', 'footnote reference'
COMMENT_TEXT, COMMENT_REFERENCE = 'annotation text', 'annotation reference'
_DEFAULT_HALF_POINTS = 20
_DEEPEST = 64


class Look(Struct, frozen=True):
    """What matters for measuring a text: size in points, weight, capitals."""

    points: float
    bold: bool
    caps: bool


class Styles:
    """The style sheet of one Word file. Names are matched without regard to case, as Word does."""

    def __init__(self, root: etree._Element | None) -> None:
        self.root = etree.Element(w('styles'), nsmap={'w': W}) if root is None else root
        self.changed = root is None
        self.by_id: dict[str, etree._Element] = {}
        self.id_of: dict[tuple[str, str], str] = {}
        self.default: str | None = None
        for style in self.root.findall(w('style')):
            self._index(style)

    def _index(self, style: etree._Element) -> None:
        ident, kind = style.get(w('styleId')) or '', style.get(w('type')) or 'paragraph'
        self.by_id[ident] = style
        self.id_of.setdefault((kind, (value(style, 'name') or ident).casefold()), ident)
        if kind == 'paragraph' and style.get(w('default')) in ('1', 'true', 'on'):
            self.default = ident

    def name(self, ident: str | None) -> str:
        """The name of a style by its id; '' where there is none."""
        style = self.by_id.get(ident or '')
        return '' if style is None else value(style, 'name') or ''

    def data(self) -> bytes:
        """The style sheet as XML."""
        return etree.tostring(self.root, xml_declaration=True, encoding='UTF-8', standalone=True)

    def require_note_styles(self) -> tuple[str, str]:
        """The ids of the styles of a note's text and of its reference, added where the file lacks them."""
        text = self._ensure(
            'paragraph',
            FOOTNOTE_TEXT,
            'FootnoteText',
            '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/>'
            '<w:jc w:val="both"/></w:pPr><w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>',
        )
        reference = self._ensure(
            'character',
            FOOTNOTE_REFERENCE,
            'FootnoteReference',
            '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
        )
        return text, reference

    def require_comment_styles(self) -> tuple[str, str]:
        """The ids of the styles of a comment's text and of its reference, added where the file lacks them."""
        text = self._ensure(
            'paragraph',
            COMMENT_TEXT,
            'CommentText',
            '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/>'
            '</w:pPr><w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>',
        )
        reference = self._ensure(
            'character',
            COMMENT_REFERENCE,
            'CommentReference',
            '<w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>',
        )
        return text, reference

    def _ensure(self, kind: str, name: str, ident: str, properties: str) -> str:
        found = self.id_of.get((kind, name))
        if found:
            return found
        ident = self._free(ident)
        based = f'<w:basedOn w:val="{self.default}"/>' if kind == 'paragraph' and self.default else ''
        self._add(
            etree.fromstring(
                f'<w:style xmlns:w="{W}" w:type="{kind}" w:styleId="{ident}"><w:name w:val="{name}"/>{based}'
                f'<w:uiPriority w:val="99"/><w:unhideWhenUsed/>{properties}</w:style>'
            )
        )
        return ident

    def _free(self, ident: str) -> str:
        number, free = 1, ident
        while free in self.by_id:
            number += 1
            free = f'{ident}{number}'
        return free

    def _add(self, style: etree._Element) -> None:
        self.root.append(style)
        self._index(style)
        self.changed = True

    def adopt(self, other: Styles, ident: str) -> str:
        """The id here of another file's style: the one of the same name, or a copy with all it leans on."""
        style = other.by_id.get(ident)
        if style is None:
            return ident
        kind, name = style.get(w('type')) or 'paragraph', other.name(ident) or ident
        found = self.id_of.get((kind, name.casefold()))
        if found is not None:
            return found
        fresh = etree.fromstring(bare(copy.deepcopy(style), {}))
        fresh.set(w('styleId'), self._free(ident))
        fresh.attrib.pop(w('default'), '')
        self._add(fresh)
        for link in ('basedOn', 'link', 'next'):
            element = fresh.find(w(link))
            if element is not None:
                element.set(w('val'), self.adopt(other, element.get(w('val')) or ''))
        return fresh.get(w('styleId')) or ident

    def look(self, paragraph_style: str | None, rpr: etree._Element | None) -> Look:
        """Size, weight and capitals of a run: its own properties, its style, its paragraph's style, defaults."""
        layers = [rpr] if rpr is not None else []
        layers += self._chain(value(rpr, 'rStyle')) if rpr is not None else []
        layers += self._chain(paragraph_style or self.default)
        defaults = self.root.find(f'{w("docDefaults")}/{w("rPrDefault")}/{RPR}')
        layers += [defaults] if defaults is not None else []
        size = next((v for layer in layers if (v := value(layer, 'sz'))), None)
        half = float(size) if size and size.isdigit() else _DEFAULT_HALF_POINTS
        return Look(half / 2, _on(layers, 'b'), _on(layers, 'caps'))

    def bases(self, ident: str | None) -> list[etree._Element]:
        """The style and all that it leans on, nearest first; no chain that people make is longer than _DEEPEST."""
        found: dict[str, etree._Element] = {}
        while ident and ident not in found and ident in self.by_id and len(found) < _DEEPEST:
            found[ident] = self.by_id[ident]
            ident = value(found[ident], 'basedOn')
        return list(found.values())

    def _chain(self, ident: str | None) -> list[etree._Element]:
        return [p for style in self.bases(ident) if (p := style.find(RPR)) is not None]

    def numbered(self, ident: str) -> bool:
        """True where the style carries list numbering, which has no home in another file; 0 is none (17.9.18)."""
        return any(value(style, 'pPr', 'numPr', 'numId') not in (None, '0') for style in self.bases(ident))


def _on(layers: list[etree._Element], name: str) -> bool:
    for layer in layers:
        found = layer.find(w(name))
        if found is not None:
            return found.get(w('val')) not in ('0', 'false', 'off')
    return False


def remap_styles(element: etree._Element, mapping: dict[str, str]) -> None:
    """Write the mapped ids into every style reference under the element."""
    for reference in element.iter(w('pStyle'), w('rStyle')):
        ident = reference.get(w('val')) or ''
        reference.set(w('val'), mapping.get(ident, ident))


def used_styles(element: etree._Element) -> list[str]:
    """The ids of the styles that the element's paragraphs and runs refer to, in order, each once."""
    found = (e.get(w('val')) or '' for e in element.iter() if local(e) in ('pStyle', 'rStyle'))
    return list(dict.fromkeys(found))
