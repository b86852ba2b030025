"""What the styles of a file say of its paragraphs and runs: headings, numbering, hidden text, bold, centred."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree
from msgspec import Struct

from baocao.word.styles import Styles
from baocao.word.wordml import PPR, RPR, value, w

_OFF = ('0', 'false', 'off', 'none')
_BODY_LEVEL = 9  # 17.3.1.20: no heading
_VAL = w('val')


class Look(Struct, frozen=True):
    """What a style, with all that it leans on, says of a paragraph; None where it says nothing."""

    level: int | None = None
    number: str | None = None
    depth: str | None = None
    jc: str | None = None
    hidden: bool = False
    bold: bool = False
    contents: bool = False  # a line of a table of contents


@dataclass
class Looks:
    """The styles of one file, each resolved once."""

    styles: Styles
    _known: dict[str, Look] = field(default_factory=dict)

    def of(self, paragraph: etree._Element) -> Look:
        """The look of a paragraph: its own properties before those of its style."""
        properties = paragraph.find(PPR)
        style = value(properties, 'pStyle')
        look = self.style(style if style in self.styles.by_id else self.styles.default)
        if properties is None or len(properties) <= (style is not None):
            return look
        return Look(
            level=_level(value(properties, 'outlineLvl'), look.level),
            number=value(properties, 'numPr', 'numId') or look.number,
            depth=value(properties, 'numPr', 'ilvl') or look.depth,
            jc=value(properties, 'jc') or look.jc,
            hidden=look.hidden,
            bold=look.bold,
            contents=look.contents,
        )

    def style(self, ident: str | None) -> Look:
        """The look of a style; that of an unknown one says nothing."""
        if ident is None or ident not in self.styles.by_id:
            return Look()
        if ident not in self._known:
            self._known[ident] = self._resolve(ident)
        return self._known[ident]

    def hides(self, properties: etree._Element, inherited: bool) -> bool:
        """True where a run is hidden (17.3.2.41): by its properties, else by its style or the paragraph's."""
        own = _switch(properties, 'vanish')
        return inherited or self.style(value(properties, 'rStyle')).hidden if own is None else own

    def is_bold(self, properties: etree._Element, inherited: bool) -> bool:
        """True where a run is set in bold: by its properties, else by its style or the paragraph's."""
        own = _switch(properties, 'b')
        return inherited or self.style(value(properties, 'rStyle')).bold if own is None else own

    def _resolve(self, ident: str) -> Look:
        chain = self.styles.bases(ident)

        def first(*path: str) -> str | None:
            return next((v for style in chain if (v := value(style, *path)) is not None), None)

        def on(name: str) -> bool:
            found = (_switch(p, name) for style in chain if (p := style.find(RPR)) is not None)
            return next((v for v in found if v is not None), False)

        names = [self.styles.name(style.get(w('styleId'))).casefold() for style in chain]
        heading = next((n for n in names if n.startswith('heading ') and n[8:].isdigit()), '')
        return Look(
            level=_level(first('pPr', 'outlineLvl'), min(int(heading[8:10]), 9) - 1 if heading else None),
            number=first('pPr', 'numPr', 'numId'),
            depth=first('pPr', 'numPr', 'ilvl'),
            jc=first('pPr', 'jc'),
            hidden=on('vanish'),
            bold=on('b'),
            contents=any(n.startswith('toc ') for n in names),
        )


def _switch(properties: etree._Element, name: str) -> bool | None:
    found = properties.find(w(name))
    return None if found is None else (found.get(_VAL) or '') not in _OFF


def _level(own: str | None, inherited: int | None) -> int | None:
    if own is None or len(own) > 1 or not own.isdigit():
        return inherited
    return None if int(own) == _BODY_LEVEL else int(own)
