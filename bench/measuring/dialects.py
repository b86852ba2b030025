"""The docxtpl templates told in the dialects of the Node libraries, and the data as they want it.

Statements stand alone in their paragraphs or rows, values are names with dots, so they can be rewritten one by one.
Dialects without comparisons get flags in the data (`la_doan`), lines become objects (`{dong: ...}`).
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from typing import Any

from .peer_templates import stamps

_TAG = re.compile(
    r'<w:tr><w:tc><w:p>(?:(?!</w:p>).)*?\{%tr (?P<row>[^%]+?) %\}.*?</w:tr>'
    r'|<w:p><w:pPr><w:pStyle w:val="(?P<style>\w+)"/></w:pPr><w:r><w:t xml:space="preserve">'
    r'\{%p (?P<p>[^%]+?) %\}</w:t></w:r></w:p>'
    r'|\{\{ (?P<value>[\w.]+) \}\}'
)
_FOR = re.compile(r'for (\w+) in ([\w.]+)')
#: the fields that a template asks for before it prints them
_OPTIONAL = (
    *('du_thao', 'tham_quyen', 'do_mat', 'do_khan', 'kinh_gui_mot', 'kinh_gui', 'ho_ten', 'lien_he'),
    *('so', 'ngang'),
)
_IF = re.compile(r'(?:el)?if (not )?([\w.]+)(?: == "(.+)")?')


def docxtemplater(template: bytes) -> bytes:
    """The template with `{#loop}` and `{/}`; around rows `{-w:tr loop}` in the first cell, `{/}` in the last."""
    return _rewritten(template, lambda: _Mustache('{{-w:tr {}}}'))


def easy_template_x(template: bytes) -> bytes:
    """The template as for docxtemplater, but around rows `{#loop [loopOver: "row"]}`."""
    return _rewritten(template, lambda: _Mustache('{{#{} [loopOver: "row"]}}'))


def docx_templates(template: bytes) -> bytes:
    """The template with `{FOR x IN y}`, `{IF x}`, `{INS x}`, expressions in JavaScript.

    It knows no IF within an IF in one cell of a table, so the stamps of secrecy and urgency are left out.
    """
    return _rewritten(template, _Commands, without=stamps())


def carbone(template: bytes) -> bytes:
    """A plainer template for carbone: all paragraphs of the document as one list, in one style, without tables."""
    tags = ''.join(_paragraph(f'{{d.doan[{i}].van:convCRLF}}', 'ThanVanBan') for i in ('i', 'i+1'))
    return _with_body(template, tags)


def lines(texts: list[str]) -> dict[str, Any]:
    """The data of the template of `carbone`."""
    return {'doan': [{'van': text} for text in texts]}


def flagged(data: dict[str, Any]) -> dict[str, Any]:
    """The mapping with flags for kinds and for what is there; lines are objects, the attached text is a list."""
    own = data['van_ban_kem_theo']
    shared = {name: data[name] for name in ('co_quan', 'co_quan_chu_quan')}
    attached = [{**shared, **own}] if own else []
    return dict(_flagged({**data, 'van_ban_kem_theo': attached}))


def _flagged(data: Any) -> Any:
    if isinstance(data, dict):
        flags = {flag(data[name]): True for name in ('kieu', 'do_mat', 'do_khan') if data.get(name)}
        for name in _OPTIONAL:
            if name in data:
                flags |= {there(name, absent): bool(data[name]) is not absent for absent in (False, True)}
        return {**{key: _flagged(value) for key, value in data.items()}, **flags}
    if isinstance(data, list):
        return [{'dong': item} if isinstance(item, str) else _flagged(item) for item in data]
    return data


def there(name: str, absent: bool) -> str:
    """The name of the flag that says that a field is there, or that it is absent."""
    return f'{"khong" if absent else "co"}_{name}'


def flag(word: str) -> str:
    """The name of the flag that stands for a word."""
    letters = unicodedata.normalize('NFD', word.lower().replace('đ', 'd'))
    return 'la_' + re.sub(r'\W+', '_', ''.join(c for c in letters if not unicodedata.combining(c)))


class _Mustache:
    """`{#x}` and `{/}`; inside a loop the fields of its item need no name before them."""

    def __init__(self, row: str) -> None:
        self.row, self.pending, self.last_value = row, '', 0
        self.out: list[str] = []

    def begin(self, statement: str, in_row: bool) -> str:
        opening = self.row if in_row else '{{#{}}}'
        if loop := _FOR.fullmatch(statement):
            return opening.format(_last(loop[2]))
        negated, name, word = _IF.fullmatch(statement).groups()  # type: ignore[union-attr]
        name = _last(name)
        if name == 'van_ban_kem_theo':
            return opening.format(name)
        return opening.format(flag(word) if word else there(name, bool(negated)))

    def end(self) -> str:
        return '{/}'

    def value(self, name: str) -> str:
        self.last_value = len(self.out)
        pending, self.pending = self.pending, ''
        return f'{pending}{{{_last(name)}}}'

    def paragraph(self, tag: str, style: str) -> str:
        return _paragraph(tag, style)

    def row_begin(self, tag: str) -> str:
        self.pending += tag
        return ''

    def row_end(self, tag: str) -> str:
        self.out[self.last_value] += tag
        return ''

    def all(self, text: str) -> str:
        """The whole part rewritten."""
        at = 0
        for found in _TAG.finditer(text):
            self.out.append(text[at : found.start()])
            self.out.append(self._one(found))
            at = found.end()
        return ''.join((*self.out, text[at:]))

    def _one(self, found: re.Match[str]) -> str:
        if name := found['value']:
            return self.value(name)
        if statement := found['row']:
            ended = self.row_end(self.end()) if statement.startswith(('el', 'end')) else ''
            return ended + (
                '' if statement.startswith('end') else self.row_begin(self.begin(statement, True))
            )
        statement, style = found['p'], found['style']
        ended = self.paragraph(self.end(), style) if statement.startswith(('el', 'end')) else ''
        if statement.startswith('end'):
            return ended
        return ended + self.paragraph(self.begin(statement, False), style)


class _Commands(_Mustache):
    """`{FOR x IN y}`, `{END-FOR x}`, `{IF x}`, `{END-IF}`, `{INS x}`; the item of a loop is `$x`."""

    def __init__(self) -> None:
        super().__init__('')
        self.open: list[str] = []

    def begin(self, statement: str, in_row: bool) -> str:
        if loop := _FOR.fullmatch(statement):
            begun = f'{{FOR {loop[1]} IN {self._name(loop[2])}}}'
            self.open.append(f'{{END-FOR {loop[1]}}}')
            return begun
        negated, name, word = _IF.fullmatch(statement).groups()  # type: ignore[union-attr]
        if name == 'van_ban_kem_theo':
            return self.begin(f'for {name} in {name}', in_row)
        self.open.append('{END-IF}')
        if word:
            return f"{{IF {self._name(name)} === '{word}'}}"
        scope, dot, last = name.rpartition('.')
        return f'{{IF {self._name(scope + dot + there(last, bool(negated)))}}}'

    def end(self) -> str:
        return self.open.pop()

    def value(self, name: str) -> str:
        return f'{{INS {self._name(name)}}}'

    def row_begin(self, tag: str) -> str:
        return f'<w:tr><w:tc>{self.paragraph(tag, "OChu")}</w:tc></w:tr>'

    def row_end(self, tag: str) -> str:
        return self.row_begin(tag)

    def _name(self, name: str) -> str:
        """A name with a dollar sign where it begins with the variable of a loop that is open."""
        loops = [tag[len('{END-FOR ') : -1] for tag in self.open if tag.startswith('{END-FOR')]
        first = name.partition('.')[0]
        if first == 'dong':
            return '$dong.dong'
        return f'${name}' if first in loops else name


def _last(name: str) -> str:
    return name.rpartition('.')[2]


def _paragraph(text: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _with_body(template: bytes, body: str) -> bytes:
    return _changed(
        template, lambda text: re.sub(r'(?<=<w:body>).*(?=<w:sectPr>)', body, text), ('word/document.xml',)
    )


def _rewritten(template: bytes, dialect: Callable[[], _Mustache], without: str = '') -> bytes:
    def change(text: str) -> str:
        return dialect().all(text.replace(without, '') if without else text)

    return _changed(template, change, ('word/document.xml', 'word/footer1.xml'))


def _changed(template: bytes, change: Callable[[str], str], names: tuple[str, ...]) -> bytes:
    """The template with the parts of these names changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()).encode() if name in names else data)
    return out.getvalue()
