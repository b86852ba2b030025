"""What a task is called where it is listed: its heading, else the first sentence of its text."""

from __future__ import annotations

import re

from baocao.loading.task_walk import Assigned
from baocao.markup import Reference, parse_prose
from baocao.text import Text
from baocao.vietnamese import fold
from baocao.view.numbering import DIVISIONS
from baocao.view.writer import stripped

#: stands for a reference, and in no text that people type
_REFERENCE = '\N{OBJECT REPLACEMENT CHARACTER}'

#: a dot after a word, and the sign that follows
_DOT = re.compile(r'(\S+)\.\s+(\S)')
_CLOSING = '”"»’)]'
_OPENING = '“"«‘([-'


def title_of(task: Assigned) -> str | None:
    """The title of a task without marks, notes and ending mark, empty where it has no text; None where the title
    refers to something, which would be named wrongly in another text."""
    node = task.node
    headings = (node.tieu_de, *(getattr(node, key) for key in DIVISIONS))
    heading = next(filter(None, headings), None)
    blocks, _ = parse_prose(heading or node.noi_dung or '', '', _referred)
    texts = [stripped(block.text).plain for block in blocks]
    title = ' '.join(texts) if heading else first_sentence(texts[0]) if texts else ''
    return None if _REFERENCE in title else title


def _referred(reference: Reference) -> Text:
    return Text.glue(_REFERENCE)


def first_sentence(text: str) -> str:
    """The first sentence of a paragraph without its dot; all of it where no sentence surely ends before. A dot ends
    none after an abbreviation (`TP.`, `Q.`, `v.v.`) or a short number."""
    flat = ' '.join(text.split())
    for found in _DOT.finditer(flat):
        if _ends(found[1].rstrip(_CLOSING)) and _begins(found[2]):
            return flat[: found.end(1)]
    return flat


def _ends(word: str) -> bool:
    """True for a whole word or a year: an abbreviation ends in a capital or has no vowel."""
    if word[-1:].isdigit():
        return len(word) > 3
    return word[-1:].islower() and bool(set(fold(word)) & set('aeiouy'))


def _begins(sign: str) -> bool:
    return sign.isupper() or sign in _OPENING
