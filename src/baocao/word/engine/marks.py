"""The marks of a skeleton: `<?s N?>` for value N, `<?c N?>` for a border of block N; within tags other signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

MARK = re.compile(r'<\?([cs]) (\d+)\?>|\ue000([cs])(\d+)\ue001')


class Unsettled(Exception):
    """The part must be written as a whole, finished and parsed in every render."""


def written(kind: str, number: int, in_tag: bool) -> str:
    """A mark."""
    return f'\ue000{kind}{number}\ue001' if in_tag else f'<?{kind} {number}?>'


def marks(root: etree._Element, kind: str) -> Iterator[tuple[etree._Element, str, str]]:
    """The marks of a kind: the element around, the name of the attribute ('' in content), the number."""
    for item in root.iter():
        if isinstance(item, etree._ProcessingInstruction):
            parent = item.getparent()
            if item.target == kind and parent is not None:
                yield parent, '', item.text or ''
        elif isinstance(item.tag, str):
            for name, value in item.attrib.items():
                for mark in MARK.finditer(str(value)):
                    if mark.group(3) == kind:
                        yield item, str(name), mark.group(4)
