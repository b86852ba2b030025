"""The statements of a file that are plainly sound, read in one step; all others are left to the scan, which judges
them sign by sign. What is read here, the scan would read alike."""

from __future__ import annotations

import re

from baocao.source import signs
from baocao.source.traps import Statement

#: spaces, dashes and perhaps a key, each with its one space
_HEAD = re.compile(r'( *)((?:- ){0,20})([a-z0-9_][a-z0-9_.-]*:(?: |$))?')
#: what may make a key of a text
_KEY_LIKE = re.compile('[:#：﹕꞉∶]')
_QUOTED = re.compile(r""""[^"\\]*"|'[^']*'""")

#: a statement, the column whose value stands below it, the indentation of the block that it ends with
Sound = tuple[Statement, int | None, int | None]


def sound(lines: tuple[str, ...], at: int) -> Sound | None:
    """The statement that begins on a line; None where anything about it needs a closer look."""
    line = lines[at]
    head = _HEAD.match(line)
    if head is None or not (head[2] or head[3]):
        return None
    indent, dashes, key = len(head[1]), len(head[2]), head[3]
    columns = tuple(range(indent, indent + dashes, 2))
    if key:
        columns = (*columns, indent + dashes)
    value = line[head.end() :]
    if not value:
        whole = key and not key.endswith(' ')
        return (Statement(at, at, columns), columns[-1], None) if whole else None
    if value in ('|', '|-'):
        return _block(lines, at, columns)
    if _QUOTED.fullmatch(value):
        return Statement(at, at, columns), None, None
    if not (value[0].isalnum() or value[0] in '($<'):
        return None
    if key:
        tricky = ': ' in value or ' #' in value or '\t' in value or value[-1] == ':'
    else:
        tricky = '\t' in value or _KEY_LIKE.search(value) is not None
    if tricky or not _ends(lines, at + 1, columns[-1]):
        return None
    return Statement(at, at, columns), None, None


def _ends(lines: tuple[str, ...], number: int, parent: int) -> bool:
    """True where the next line with content surely does not belong to a text of this parent."""
    for below in range(number, len(lines)):
        line = lines[below]
        rest = line.lstrip(' ')
        if rest.strip('\t '):
            return rest[0] == '#' or (len(line) - len(rest) <= parent and _is_plain(rest))
    return True


def _is_plain(rest: str) -> bool:
    """True where a line goes on after its spaces with no other kind of blank."""
    return rest[0] != '\t' and (rest[0].isascii() or not signs.ODD_BLANK.match(rest))


def _block(lines: tuple[str, ...], at: int, columns: tuple[int, ...]) -> Sound | None:
    """A block whose lines all stand at its indentation, or deeper."""
    if at + 1 == len(lines):
        return None
    rest = lines[at + 1].lstrip(' ')
    indent = len(lines[at + 1]) - len(rest)
    if indent <= columns[-1] or not rest or not _is_plain(rest):
        return None
    margin = ' ' * indent
    last = number = at + 1
    for number in range(at + 2, len(lines)):
        line = lines[number]
        if line.startswith(margin):
            last = number if line.strip(' ') else last
        elif line.strip(' '):
            rest = line.lstrip(' ')
            if len(line) - len(rest) > columns[-1] or not _is_plain(rest):
                return None
            break
    return Statement(at, last, columns), None, indent
