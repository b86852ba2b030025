"""Values as the bytes of a part, at sites that are known when the template is compiled."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from docxtpl import InlineImage, RichText, RichTextParagraph
from markupsafe import escape
from msgspec import Struct

from baocao.word.engine.bounds import weight
from baocao.word.wordml import in_text

#: bytes of what XML may not hold; 0xEF begins U+FFFE and U+FFFF
_DOUBTED: Final = bytes(b for b in range(32) if b not in b'\t\n\r') + b'\xef'
#: bytes of a value that need a closer look, in the content of elements and elsewhere
_SPECIAL_IN_TEXT: Final = b'&<>\t\n\r' + _DOUBTED
_SPECIAL: Final = _SPECIAL_IN_TEXT + b'"\''
#: what XML 1.0 does not allow
_FORBIDDEN = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_AMPERSAND = re.compile(r'&(?:(amp|lt|gt|quot|apos);|(?!#[0-9]+;|#x[0-9a-fA-F]+;))', re.IGNORECASE)
_LINE: Final = '</w:t><w:br/><w:t xml:space="preserve">'
_BREAK = re.compile('[\n\t\a\f]')


class NeedsParse(Exception):
    """A value brings XML of its own, or breaks a line where the template does not tell how: the part must be
    written as a whole and parsed."""


class Unsupported(Exception):
    """A value of a kind that only Python code with docxtpl can make; the text names the kind."""


class Breaks(Struct, frozen=True):
    """What stands for `\\n`, `\\t`, `\\a` (new paragraph) and `\\f` (new page) in a value printed at one site."""

    line: str
    tab: str
    paragraph: str
    page: str

    def put(self, text: str) -> str:
        """The text with its breaks, as docxtpl's `resolve_listing` writes them."""
        return _BREAK.sub(lambda m: self.of(m.group()), text)

    def of(self, sign: str) -> str:
        """What stands for one sign."""
        return {'\n': self.line, '\t': self.tab, '\a': self.paragraph, '\f': self.page}[sign]


def breaks(run: str, paragraph: str, is_wrapped: bool = False) -> Breaks:
    """The breaks in a run with these `w:rPr` and in a paragraph with these `w:pPr` ('' for none).

    In a run that a link or a control wraps, a new paragraph would tear the XML: it becomes a new line there.
    """
    begin = f'<w:r>{run}<w:t xml:space="preserve">'
    if is_wrapped:
        tab = f'</w:t></w:r><w:r>{run}<w:tab/></w:r>{begin}'
        return Breaks(_LINE, tab, _LINE, _LINE)
    return Breaks(
        _LINE,
        f'</w:t></w:r><w:r>{run}<w:tab/></w:r>{begin}',
        f'</w:t></w:r></w:p><w:p>{paragraph}{begin}',
        f'</w:t></w:r></w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p>{paragraph}{begin}',
    )


#: outside of text a break is only white space
INERT: Final = Breaks('\n', '\t', '', '')


def permitted(text: str) -> str:
    """The text without what XML 1.0 cannot hold: control characters go, half a surrogate becomes U+FFFD."""
    return _FORBIDDEN.sub(lambda m: '\ufffd' if '\ud800' <= m.group() <= '\udfff' else '', text)


def referred(text: str) -> str:
    """The text with every `&` a reference that XML knows: `&AMP;`, which a filter has made of `&amp;`, is meant as
    that, and a bare `&` is one."""
    return _AMPERSAND.sub(lambda m: f'&{m.group(1).lower()};' if m.group(1) else '&amp;', text)


def printable(value: Any) -> Any:
    """The value, if it may be printed. Raises Unsupported for docxtpl's objects, Excess for huge containers."""
    if isinstance(value, str):
        return value
    if isinstance(value, (RichText, RichTextParagraph, InlineImage)) or _is_subdocument(value):
        raise Unsupported(type(value).__name__)
    if isinstance(value, (list, tuple, dict, set, frozenset)):
        weight(value)
    return value


def _is_subdocument(value: Any) -> bool:
    kind = type(value)
    return kind.__name__ == 'Subdoc' and kind.__module__.startswith('docxtpl')


def escaping(at: Breaks | None) -> Callable[[Any], bytes]:
    """The function that prints a value, escaped, at a site; None where its breaks are not known."""
    in_attribute = at == INERT
    special, escaped = (
        (_SPECIAL, lambda text: str(escape(text))) if in_attribute else (_SPECIAL_IN_TEXT, in_text)
    )

    def emit(value: Any) -> bytes:
        if type(value) is str:
            try:
                raw = value.encode()
            except UnicodeEncodeError:
                return _finish(escaped(value), at)
            if raw.translate(None, special) is raw:  # the very object where nothing was taken out
                return raw
            return _finish(escaped(value), at)
        if type(value) is int:
            return b'%d' % value
        value = printable(value)
        if hasattr(value, '__html__'):
            return _finish(str(escape(value)), at, True)
        return _finish(escaped(str(value)), at)

    return emit


def raw(at: Breaks | None) -> Callable[[Any], bytes]:
    """The function that prints a value as it is, at a site where the template has turned escaping off."""

    def emit(value: Any) -> bytes:
        return _finish(str(printable(value)), at, True)

    return emit


def _finish(text: str, at: Breaks | None, brings_xml: bool = False) -> bytes:
    """Escaped text as bytes, with its breaks. Raises NeedsParse."""
    if brings_xml:
        bare = text.replace('&#34;', '').replace('&#39;', '').replace('&#x27;', '')
        if '<' in bare or '&#' in bare or (at == INERT and ('"' in bare or "'" in bare)):
            raise NeedsParse
        text = referred(text).replace('>', '&gt;')  # `]]>` is no text of XML
    if _BREAK.search(text):
        if at is None:
            raise NeedsParse
        text = at.put(text)
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        return permitted(text).encode()
    return raw if raw.translate(None, _DOUBTED) is raw else permitted(text).encode()


def either(escaped: Callable[[Any], bytes], plain: Callable[[Any], bytes]) -> Callable[[bool, Any], bytes]:
    """The function for a site where only the render tells whether text is escaped."""

    def emit(autoescape: bool, value: Any) -> bytes:
        return escaped(value) if autoescape else plain(value)

    return emit
