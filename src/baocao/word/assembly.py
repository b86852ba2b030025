"""Changes to the parts of a package: adding a part with its content type, relating it, finding related ones."""

from __future__ import annotations

from posixpath import dirname, relpath

from lxml import etree

from baocao.word.opc import TYPES_PART, relationships_name, resolve
from baocao.word.xml import CONTENT_TYPES, RELATIONSHIPS, R, parse


def written(root: etree._Element) -> bytes:
    """A part's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding='UTF-8', standalone=True)


def office(kind: str) -> str:
    """The relationship type of the office namespace."""
    return f'{R}/{kind}'


def related(parts: dict[str, bytes], source: str, kind: str) -> list[str]:
    """The parts that a part is related to by relationships of a type, in the order of the file."""
    data = parts.get(relationships_name(source))
    if data is None:
        return []
    found = []
    for relation in parse(data):
        if relation.get('Type') == kind and relation.get('TargetMode') != 'External':
            found.append(resolve(source, relation.get('Target') or ''))
    return found


def add(parts: dict[str, bytes], name: str, data: bytes, content_type: str) -> None:
    """Put a part with its content type, in place of one of that name."""
    parts[name] = data
    root = parse(parts[TYPES_PART])
    tag, path = f'{{{CONTENT_TYPES}}}Override', '/' + name
    for old in root.findall(tag):
        if old.get('PartName') == path:
            root.remove(old)
    etree.SubElement(root, tag, PartName=path, ContentType=content_type)
    parts[TYPES_PART] = written(root)


def drop(parts: dict[str, bytes], source: str, kind: str) -> None:
    """Remove the relationships of a type from a part, with the parts that they lead to."""
    gone = related(parts, source, kind)
    name = relationships_name(source)
    if name not in parts:
        return
    root = parse(parts[name])
    for relation in list(root):
        if relation.get('Type') == kind:
            root.remove(relation)
    parts[name] = written(root)
    types = parse(parts[TYPES_PART])
    for old in list(types):
        if (old.get('PartName') or '').lstrip('/') in gone:
            types.remove(old)
    parts[TYPES_PART] = written(types)
    for path in gone:
        parts.pop(path, None)
        parts.pop(relationships_name(path), None)


def relate(parts: dict[str, bytes], source: str, kind: str, target: str) -> str:
    """The id of the relationship of a type from a part (the package for '') to another, made where absent."""
    name = relationships_name(source)
    root = (
        parse(parts[name]) if name in parts else parse(f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode())
    )
    for old in root:
        inner = old.get('Type') == kind and old.get('TargetMode') != 'External'
        if inner and resolve(source, old.get('Target') or '') == target:
            return old.get('Id') or ''
    known = {r.get('Id') for r in root}
    number = 1
    while f'rId{number}' in known:
        number += 1
    etree.SubElement(
        root,
        f'{{{RELATIONSHIPS}}}Relationship',
        Id=f'rId{number}',
        Type=kind,
        Target=relpath(target, dirname(source) or '.'),
    )
    parts[name] = written(root)
    return f'rId{number}'
