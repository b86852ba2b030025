"""The tables that a paper takes from spreadsheets beside it, each range read once.

What reads spreadsheets is imported where a paper names one: most name none.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace
from pydantic import BaseModel

from baocao.errors import BaoCaoError, Finding, Span
from baocao.loading.faults import existing, finding
from baocao.models import Bang, VanBan
from baocao.models.bang import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from baocao.models.fields import short
from baocao.source import Source
from baocao.workspace import Workspace

if TYPE_CHECKING:
    from baocao.sheet import Sheet

#: what names a table of a spreadsheet: file, sheet (None: the first), area (None: all that is used)
SheetKey = tuple[str, str | None, str | None]
#: different ranges that one paper may take
MOST_RANGES = 100


class SheetTables(Struct, frozen=True):
    """The sheets by what names them; `names` are the files as the user types them, by their plain names;
    `hashes` those of the files by their place in the root."""

    by_key: Mapping[SheetKey, Sheet] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)

    def of(self, bang: Bang) -> Sheet:
        """The sheet of a table that is taken from a file."""
        return self.by_key[key_of(bang)]

    def place(self, path: str) -> Span | None:
        """The place of a path such as `bieu-1.xlsx:2.B7`; None where it leads into no spreadsheet."""
        if not self.names:
            return None
        file, _, rest = path.rpartition(':')
        if file not in self.names:
            return None
        number, _, at = rest.partition('.')
        known = (s for k, s in self.by_key.items() if k[0] == file and str(s.number) == number)
        title = next((s.title for s in known), '')
        from baocao.sheet import place_of

        return Span(self.names[file], place=place_of(title, at))


def key_of(bang: Bang) -> SheetKey:
    """What names the range of a table that is taken from a file."""
    return bang.tu_tep or '', bang.trang_tinh, bang.vung


def cell_path(bang: Bang, number: int, at: str) -> str:
    """The path of a cell, which leads back to its file, sheet and place."""
    return f'{bang.tu_tep}:{number}.{at}'


def read_sheets(
    workspace: Workspace, paper: PurePosixPath, van_ban: VanBan, findings: list[Finding]
) -> SheetTables:
    """The sheets of all tables of a paper that name a file; what is wrong with them is added to the findings."""
    source = workspace.source(paper)
    if 'tu_tep' not in source.text and '\\' not in source.text:  # an escape may spell the key
        return SheetTables()
    from baocao import sheet

    sheets: dict[SheetKey, Sheet] = {}
    names: dict[str, str] = {}
    hashes: dict[str, str] = {}
    failed: set[SheetKey] = set()
    for loc, bang in _tables(van_ban):
        key = key_of(bang)
        if key in sheets or key in failed:
            continue
        if len(sheets) + len(failed) >= MOST_RANGES:
            findings.append(_too_many(source, loc))
            break
        found = workspace.beside(paper, key[0])
        if found is None:
            findings.append(_missing(workspace, paper, source, loc, key[0]))
            failed.add(key)
            continue
        names[key[0]] = workspace.shown(found)
        try:
            data = workspace.sheet_bytes(found)
            hashes[str(found)] = sha256(data).hexdigest()
            sheets[key] = sheet.read(
                data,
                names[key[0]],
                key[1],
                key[2],
                most_columns=MOST_COLUMNS,
                most_rows=MOST_ROWS,
                most_cells=MOST_CELLS,
            )
            new = sheets[key].findings
        except BaoCaoError as error:
            failed.add(key)
            new = error.findings
        findings += [f for f in (_asked(f, source, loc) for f in new) if f not in findings]
    return SheetTables(sheets, names, hashes)


def _tables(value: object, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Bang]]:
    """Every table that names a file, with its location, in the order of the fields."""
    below: Iterable[tuple[str | int, object]] = ()
    if type(value) is tuple:
        below = enumerate(value)
    elif isinstance(value, dict):
        below = value.items()
    elif isinstance(value, Bang):
        if value.tu_tep is not None:
            yield loc, value
    elif isinstance(value, BaseModel):
        below = vars(value).items()
    for key, inner in below:
        if inner and type(inner) is not str:
            yield from _tables(inner, (*loc, key))


def _asked(found: Finding, source: Source, loc: tuple[str | int, ...]) -> Finding:
    """A finding about the sheet or the area that was asked for, at the line that asks for it."""
    from baocao import sheet

    wrong = 'trang_tinh' if found.code == sheet.SHEET else 'vung' if found.code in sheet.AREA else ''
    if not wrong:
        return found
    span = source.span(existing(source, (*loc, wrong)))
    if source.find((*loc, wrong)) is None:
        span = source.span(existing(source, (*loc, 'tu_tep')))
    problem = f"Tệp {found.span.file}: {found.problem[0].lower()}{found.problem[1:]}"
    return replace(found, span=span, problem=problem, excerpt=source.excerpt(span))


def _missing(
    workspace: Workspace, paper: PurePosixPath, source: Source, loc: tuple[str | int, ...], name: str
) -> Finding:
    known = workspace.sheets_beside(paper)
    near = difflib.get_close_matches(name.casefold(), [n.casefold() for n in known], 1)
    listed = f" Các tệp .xlsx ở đó: {', '.join(known[:8])}." if known else ""
    remedy = (
        f"Có phải là «{next(n for n in known if n.casefold() == near[0])}»?"
        if near
        else f"Chép tệp đó vào cùng thư mục với văn bản này.{listed}"
    )
    span = source.span(existing(source, (*loc, 'tu_tep')))
    return finding('DL130', source, span, f"Không có tệp «{short(name)}» cạnh tệp văn bản.", remedy)


def _too_many(source: Source, loc: tuple[str | int, ...]) -> Finding:
    return finding(
        'DL145',
        source,
        source.span(existing(source, (*loc, 'tu_tep'))),
        f"Văn bản lấy bảng từ hơn {MOST_RANGES} vùng ô khác nhau.",
        "Tách văn bản, hoặc gộp các bảng trong tệp bảng tính.",
    )
