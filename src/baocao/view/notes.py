"""Footnotes: their paragraphs, and whether each is referred to once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any, get_type_hints

from msgspec import Struct

from baocao.errors import Level
from baocao.text import Data, Text
from baocao.view.model import ChuThich, View
from baocao.view.writer import Writer

#: fields that are printed as they stand, and what a person may have meant by marks in them
_AS_THEY_STAND = (
    'ten_tren_van_ban',
    'co_quan_chu_quan',
    'viet_tat',
    'dia_danh',
    'lien_he',
    'don_vi_soan_thao',
    'chuc_vu',
    'ho_ten',
)
_MEANT = re.compile(r'\$\{|\[\^[\w-]+\]|\*\*', re.ASCII)

_SIGNS = {'gach': '- ', 'cong': '+ '}


def notes(writer: Writer) -> tuple[ChuThich, ...]:
    """The footnotes of a paper with their paragraphs, in the order of the data."""
    done = []
    for key, value in writer.ho_so.van_ban.chu_thich.items():
        path = f'chu_thich.{key}'
        texts: list[Text] = []
        for prose in writer.prose(value, path):
            sign = _SIGNS.get(prose.kind, '')
            texts.append(Text.glue(sign) + prose.text if sign else prose.text)
            for inner in prose.text.notes:
                writer.report(
                    'DL065',
                    Level.CHAN,
                    path,
                    f"Trong chú thích lại có chú thích [^{inner}].",
                    "Đưa nội dung đó vào ngay chú thích này.",
                )
        done.append(ChuThich(key, tuple(texts)))
    return tuple(done)


def check(writer: Writer, texts: Iterable[Text]) -> None:
    """Every reference has its note, every note is referred to once in these texts; each fault at its place in the
    data."""
    known = writer.ho_so.van_ban.chu_thich
    for key, path, at in writer.references:
        if key not in known:
            writer.report_at(
                'DL041',
                Level.CHAN,
                (path, at, len(key) + 3),
                f"Chú thích [^{key}] được dẫn nhưng không có nội dung.",
                f"Thêm «{key}: |» cùng nội dung vào «chu_thich», hoặc xóa chỗ dẫn này.",
            )
    count = Counter(key for text in texts for key in text.notes) if known else {}
    for key in known:
        if not count[key]:
            writer.report(
                'DL042',
                Level.LOI,
                f'chu_thich.{key}',
                f"Chú thích «{key}» không được dẫn ở đâu nên không được in.",
                f"Viết [^{key}] vào chỗ cần dẫn, hoặc xóa chú thích này.",
            )
        elif count[key] > 1:
            again = [(p, at, len(k) + 3) for k, p, at in writer.references if k == key]
            writer.report_at(
                'DL043',
                Level.LOI,
                again[-1],
                f"Chú thích [^{key}] được dẫn {count[key]} lần, nên in ra {count[key]} chú thích giống nhau.",
                "Giữ một chỗ dẫn, hoặc tách thành các chú thích khác nhau.",
            )


def check_plain(writer: Writer, texts: Iterable[Text]) -> None:
    """Marks, references and notes typed where a value of these texts is printed as it stands are said."""
    seen: set[str] = set()
    for piece in (piece for text in texts for piece in text.pieces if isinstance(piece, Data)):
        typed = piece.text
        if ('*' in typed or '$' in typed or '[' in typed) and piece.path not in seen and _MEANT.search(typed):
            fields_of = [part for part in piece.path.rpartition(':')[2].split('.') if not part.isdigit()]
            if fields_of[-1] in _AS_THEY_STAND or piece.path == 'co_quan:ten':
                seen.add(piece.path)
                writer.report(
                    'DL071',
                    Level.CANH_BAO,
                    piece.path,
                    f"Chỗ này in đúng chữ đã gõ, nên «{typed}» in ra cả các dấu.",
                    "Bỏ dấu sao, ${…} và [^…] ở đây.",
                )


def printed(view: View) -> list[Text]:
    """All texts of a view outside its notes, in the order of its fields."""
    return texts_of(*(getattr(view, name) for name in _holders(View) if name != 'chu_thich'))


def texts_of(*values: Any) -> list[Text]:
    """All texts of values of the View, in the order of its fields."""
    found: list[Text] = []
    _gather(values, found)
    return found


def _gather(value: Any, found: list[Text]) -> None:
    kind: Any = type(value)
    if kind is Text:
        found.append(value)
    elif kind is tuple:
        for item in value:
            _gather(item, found)
    else:
        for name in _holders(kind):
            inner = getattr(value, name)
            if type(inner) is Text:
                found.append(inner)
            elif inner is not None:
                _gather(inner, found)


@cache
def _holders(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a part of the View that may hold texts; none of a plain value."""
    if not issubclass(kind, Struct):
        return ()
    return tuple(name for name, hint in get_type_hints(kind).items() if hint not in (str, int, bool))
