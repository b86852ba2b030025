"""The conventions of the package (ISO 29500-2): part names, relationships, content types."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct

from baocao.word.xml import CONTENT_TYPES, RELATIONSHIPS

TYPES_PART: Final = '[Content_Types].xml'
ROOT_RELATIONSHIPS: Final = '_rels/.rels'
OFFICE_DOCUMENT: Final = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'
STRICT_DOCUMENT: Final = 'http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument'
MAIN_TYPE: Final = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
RELATIONSHIPS_TYPE: Final = 'application/vnd.openxmlformats-package.relationships+xml'

# A scheme, or two slashes of either kind (a host, a UNC share): not a name inside the package.
_OUTSIDE = re.compile(r'\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|[\\/]{2})')


class Relationship(Struct, frozen=True):
    """A relationship of a part. `part` is the full name of an internal target that is in the package, empty
    where the target is external, looks like an address, or is absent."""

    id: str
    type: str
    target: str
    external: bool
    part: str

    @property
    def kind(self) -> str:
        """The last word of the type: `image`, `hyperlink`, `footnotes`."""
        return self.type.rstrip('/').rpartition('/')[2]

    @property
    def leads_outside(self) -> bool:
        """True where the target is outside the package, whether or not the file admits it."""
        return self.external or is_outside(self.target)


def is_outside(target: str) -> bool:
    """True for addresses and shares: `http:...`, `file:...`, `C:...`, `//host`, `\\\\host`."""
    return _OUTSIDE.match(target) is not None


def relationships_name(part: str) -> str:
    """The part that holds the relationships of a part; of the package itself for an empty name."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, '_rels', f'{base}.rels')


def source_of(name: str) -> str | None:
    """The part to which a part of relationships belongs (empty: the package); None for any other part."""
    folder, base = posixpath.split(name)
    if posixpath.basename(folder) != '_rels' or not base.endswith('.rels'):
        return None
    return posixpath.join(posixpath.dirname(folder), base.removesuffix('.rels'))


def resolve(source: str, target: str) -> str:
    """The name of the part that a relative or absolute target means; it may lie outside (`../x`) or be absent.

    A target of only a fragment means the source itself.
    """
    path = unquote(target.partition('#')[0])
    if not path:
        return source
    if path.startswith('/'):
        return posixpath.normpath(path).lstrip('/')
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))


def folded(names: Iterable[str]) -> dict[str, str]:
    """Names by their folded form: part names are equal without regard to case (ISO 29500-2, 6.2.2.3)."""
    return {n.casefold(): n for n in names}


def read_relationships(root: etree._Element, source: str, names: Mapping[str, str]) -> Iterator[Relationship]:
    """The relationships in the order of the part; `names` are the parts of the package as `folded` gives them.

    A missing attribute gives an empty text.
    """
    for element in root.iter(f'{{{RELATIONSHIPS}}}Relationship'):
        target = element.get('Target') or ''
        external = (element.get('TargetMode') or '').lower() == 'external'
        inside = target and not external and not is_outside(target)
        part = names.get(resolve(source, target).casefold(), '') if inside else ''
        yield Relationship(element.get('Id') or '', element.get('Type') or '', target, external, part)


def read_types(root: etree._Element, names: Iterable[str]) -> dict[str, str]:
    """The content type of each of the parts; empty where the package names none."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for element in root.iter(f'{{{CONTENT_TYPES}}}Default', f'{{{CONTENT_TYPES}}}Override'):
        content_type = (element.get('ContentType') or '').strip()
        if element.tag.endswith('}Default'):
            defaults.setdefault((element.get('Extension') or '').casefold(), content_type)
        else:
            overrides.setdefault((element.get('PartName') or '').lstrip('/').casefold(), content_type)
    types: dict[str, str] = {}
    for name in names:
        if name != TYPES_PART:
            key = name.casefold()
            extension = posixpath.basename(key).rpartition('.')[2]
            types[name] = overrides.get(key) or defaults.get(extension, '')
    return types


def is_xml(name: str, content_type: str) -> bool:
    """True where a part is XML by its type or by its name."""
    kind = content_type.partition(';')[0].strip().lower()
    return name.lower().endswith(('.xml', '.rels')) or kind.endswith(('+xml', '/xml'))
