"""The footnotes part: found or added with everything that Word wants around it (17.11.10, 17.11.9, 17.15.1.78)."""

from __future__ import annotations

from lxml import etree

from baocao.word import assembly
from baocao.word.styles import Styles
from baocao.word.wordml import FOOTNOTE, W, local, w
from baocao.word.xml import parse

_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'
_SEPARATORS = ((-1, 'separator', 'separator'), (0, 'continuationSeparator', 'continuationSeparator'))
#: the children of w:settings that must stand after w:footnotePr (17.15.1.78, CT_Settings)
_AFTER_CHILDREN = (
    'endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping '
    'doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown '
    'smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator'
)
_AFTER = frozenset(_AFTER_CHILDREN.split())


def ensure(parts: dict[str, bytes], main: str) -> str:
    """The name of the footnotes part, added with separators where the template has none."""
    found = assembly.related(parts, main, assembly.office('footnotes'))
    name = found[0] if found and found[0] in parts else 'word/footnotes.xml'
    if name not in parts:
        notes = ''.join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" '
            f'w:lineRule="auto"/></w:pPr><w:r><w:{element}/></w:r></w:p></w:footnote>'
            for number, kind, element in _SEPARATORS
        )
        root = parse(f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'.encode())
        assembly.add(parts, name, assembly.written(root), f'{_TYPE}footnotes+xml')
        assembly.relate(parts, main, assembly.office('footnotes'), name)
        _settings(parts, main)
    return name


def first_number(root: etree._Element) -> int:
    """The first free id of a footnotes part; 1 where it holds separators only."""
    numbers = [int(n.get(w('id')) or 0) for n in root.iter(FOOTNOTE)]
    return max([0, *numbers]) + 1


def properties(style: str) -> bytes:
    """The paragraph properties of a note."""
    return f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'.encode()


def _settings(parts: dict[str, bytes], main: str) -> None:
    """Name the separators in the settings."""
    found = assembly.related(parts, main, assembly.office('settings'))
    name = found[0] if found and found[0] in parts else 'word/settings.xml'
    if name not in parts:
        assembly.add(parts, name, f'<w:settings xmlns:w="{W}"/>'.encode(), f'{_TYPE}settings+xml')
        assembly.relate(parts, main, assembly.office('settings'), name)
    root = parse(parts[name])
    for old in root.findall(w('footnotePr')):
        root.remove(old)
    place = next((i for i, child in enumerate(root) if local(child) in _AFTER), len(root))
    element = etree.Element(w('footnotePr'))
    for number, _, _ in _SEPARATORS:
        etree.SubElement(element, w('footnote'), {w('id'): str(number)})
    root.insert(place, element)
    parts[name] = assembly.written(root)


def ensure_styles(parts: dict[str, bytes], main: str, styles: Styles) -> None:
    """Write the style sheet back where it was changed; add it where the template has none."""
    if not styles.changed:
        return
    found = assembly.related(parts, main, assembly.office('styles'))
    if found and found[0] in parts:
        parts[found[0]] = styles.data()
        return
    assembly.add(parts, 'word/styles.xml', styles.data(), f'{_TYPE}styles+xml')
    assembly.relate(parts, main, assembly.office('styles'), 'word/styles.xml')
