"""Bytes of a workbook -> the shown part of one of its sheets."""

from __future__ import annotations

import difflib
import warnings
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.sheet.grid import Grid, Place, Value
from baocao.sheet.model import Align, Sheet, place_of
from baocao.sheet.package import MAX_ELEMENTS, broken, fault, open_package
from baocao.sheet.structure import Box, Broken, Named, box_of, name_of, sheets_of, structure_of
from baocao.sheet.values import clean, shown_value

#: codes of the findings about the sheet and the area that were asked for
SHEET: Final = 'DL136'
AREA: Final = frozenset(('DL137', 'DL138'))
#: findings of one kind that are told of one sheet
_MANY: Final = 20
_CHOOSE: Final = "Ghi rõ vùng ô cần lấy, ví dụ: «vung: A1:F20», hoặc tách thành nhiều bảng."
_ALIGN: Final[dict[str, Align]] = {
    'left': 'left',
    'center': 'center',
    'centerContinuous': 'center',
    'right': 'right',
}


def read(
    data: bytes,
    name: str,
    sheet: str | None = None,
    area: str | None = None,
    *,
    most_columns: int,
    most_rows: int,
) -> Sheet:
    """The shown part of an area (None: all that is used) of a sheet (None: the first that people see).

    Raises BaoCaoError: DL131 to DL138, DL143. `name` is the file as the user types it.
    """
    parts = open_package(data, name)
    try:
        chosen = _chosen(sheets_of(parts), sheet, name)
        structure = structure_of(parts[chosen.part])
    except Broken:
        raise broken(name) from None
    box = _area(area, name) if area else structure.used
    if box is None:
        raise fault(
            'DL138',
            name,
            f"Trang tính «{chosen.title}» không có gì.",
            "Kiểm tra lại tên trang tính (trang_tinh), hoặc nhập bảng vào trang tính này rồi lưu lại.",
        )
    told = _Told(name, chosen.title)
    grid = Grid(structure, box)
    _check_size(grid, name, most_columns, most_rows)
    values = _values(data, chosen, _merged(grid, told), told)
    used = grid.used(values)
    if used is None and not told.findings:
        raise fault(
            'DL138',
            name,
            f"Phần lấy vào bảng của trang tính «{chosen.title}» không có ô nào có nội dung.",
            "Kiểm tra lại vùng ô (vung) và tên trang tính (trang_tinh).",
        )
    if area is None and used is not None and used != box:
        grid = _merged(Grid(structure, used), told)
    _tell_hidden(grid, told)
    return Sheet(chosen.title, chosen.number, grid.widths(), grid.filled(values), told.findings)


def _merged(grid: Grid, told: _Told) -> Grid:
    """The grid with its merged cells. Raises BaoCaoError where they overlap."""
    grid.merge()
    if grid.overlap:
        problem = "Các ô gộp ở đây chồng lên nhau."
        told.add(
            'DL143', Level.CHAN, grid.overlap, problem, "Mở tệp bằng Excel, bỏ gộp ô rồi gộp lại từng vùng."
        )
        raise BaoCaoError(*told.findings)
    return grid


def _area(area: str, name: str) -> Box:
    try:
        return box_of(area)
    except Broken:
        problem = f"Vùng {area} nằm ngoài trang tính."
        raise fault(
            'DL137', name, problem, "Sửa lại ô đầu và ô cuối của vùng, ví dụ: «vung: A1:F20»."
        ) from None


def _chosen(sheets: tuple[Named, ...], title: str | None, name: str) -> Named:
    if title is None:
        return next((s for s in sheets if s.visible), sheets[0])
    wanted = ' '.join(title.split()).casefold()
    known = {' '.join(s.title.split()).casefold(): s for s in reversed(sheets)}
    if wanted in known:
        return known[wanted]
    near = difflib.get_close_matches(wanted, known, 1)
    listed = ", ".join(f"«{s.title}»" for s in sheets[:8]) + (", …" if len(sheets) > 8 else "")
    remedy = f"Có phải là «{known[near[0]].title}»? " if near else ""
    raise fault(
        SHEET, name, f"Tệp không có trang tính «{title}».", f"{remedy}Các trang tính đang có: {listed}."
    )


def _check_size(grid: Grid, name: str, most_columns: int, most_rows: int) -> None:
    """Raises BaoCaoError where the area is no table of a paper."""
    columns, rows = len(grid.columns), len(grid.rows)
    if columns > most_columns or rows > most_rows:
        raise fault(
            'DL137',
            name,
            f"Bảng lấy từ tệp có {columns} cột, {rows} hàng, quá {most_columns} cột hoặc {most_rows} hàng.",
            _CHOOSE,
        )
    if not columns or not rows:
        raise fault(
            'DL138',
            name,
            "Tất cả các hàng hoặc các cột của vùng này đang bị ẩn.",
            "Mở tệp bằng Excel, cho hiện các hàng và cột đó rồi lưu lại.",
        )


class _Told:
    """Collects the findings of one sheet, no kind without end."""

    def __init__(self, name: str, title: str) -> None:
        self.name, self.title = name, title
        self.count: Counter[str] = Counter()
        self.found: list[Finding] = []

    def add(self, code: str, level: Level, at: str, problem: str, remedy: str) -> None:
        self.count[code] += 1
        if self.count[code] <= _MANY:
            place = place_of(self.title, at)
            self.found.append(Finding(code, level, Span(self.name, place=place), problem, remedy))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, with how many more there are of a kind."""
        rest = []
        for code, count in self.count.items():
            if count > _MANY:
                last = next(f for f in reversed(self.found) if f.code == code)
                problem = f"Ngoài {_MANY} ô đã nêu, còn {count - _MANY} ô khác có cùng lỗi."
                place = place_of(self.title)
                rest.append(Finding(code, last.level, Span(self.name, place=place), problem, last.remedy))
        return (*self.found, *rest)


def _values(data: bytes, chosen: Named, grid: Grid, told: _Told) -> dict[Place, Value]:
    """What the cells of a grid show, by row and column. Raises BaoCaoError where it cannot be told."""
    needed = grid.needed()
    reach = grid.box
    for (row, column), _, _ in grid.heads.values():
        reach = reach.around(Box(row, column, row, column))
    if (reach.bottom - reach.top) * (reach.right - reach.left) > MAX_ELEMENTS:
        raise fault('DL137', told.name, "Vùng lấy vào bảng trải quá rộng trên trang tính.", _CHOOSE)
    found = {}
    try:
        for place, cell in _cells(data, chosen.title, reach):
            if place in needed:
                found[place] = _value(cell, name_of(*place), told)
    except Exception:
        # openpyxl raises whatever a stranger's file makes it stumble over
        raise broken(told.name) from None
    for place in sorted(grid.structure.waiting & needed):
        told.add(
            'DL139',
            Level.LOI,
            name_of(*place),
            "Công thức ở ô này chưa có kết quả lưu trong tệp, nên ô in ra để trống.",
            "Mở tệp bằng Excel, chờ tính xong, lưu lại rồi soạn lại.",
        )
    return found


def _cells(data: bytes, title: str, reach: Box) -> Iterator[tuple[Place, Any]]:
    """The cells of a range that have a value, as openpyxl gives them, with row and column."""
    import openpyxl  # heavy, and most papers name no sheet

    with warnings.catch_warnings():
        warnings.simplefilter('ignore')  # what openpyxl cannot keep of a file is nothing that is shown
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            rows = book[title].iter_rows(reach.top, reach.bottom, reach.left, reach.right)
            for row, cells in enumerate(rows, reach.top):
                for column, cell in enumerate(cells, reach.left):
                    if cell.value is not None:
                        yield (row, column), cell
        finally:
            book.close()


def _value(cell: Any, at: str, told: _Told) -> Value:
    if cell.data_type == 'e':
        told.add(
            'DL140',
            Level.LOI,
            at,
            f"Ô này có giá trị lỗi {cell.value}.",
            "Sửa công thức trong Excel rồi lưu lại.",
        )
    code = str(cell.number_format or 'General')
    shown = shown_value(cell.value, code)
    if not shown.understood:
        told.add(
            'DL141',
            Level.CANH_BAO,
            at,
            f"Chưa hiểu định dạng «{clean(code)[:40]}» của ô này, nên ô in theo dạng thông thường.",
            "So với bảng tính; nếu khác thì đổi định dạng ô trong Excel thành số hoặc ngày thông thường.",
        )
    align = _ALIGN.get(str(cell.alignment.horizontal), '')
    return Value(shown.text, bool(cell.font.b), align, shown.is_number)


def _tell_hidden(grid: Grid, told: _Told) -> None:
    for label, names in zip(("hàng", "cột"), grid.hidden(), strict=True):
        if names:
            listed = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
            told.add(
                'DL142',
                Level.CANH_BAO,
                '',
                f"Trong phần lấy vào bảng có {len(names)} {label} đang ẩn ({listed}), không được in.",
                f"Nếu cần in thì mở tệp bằng Excel, cho hiện các {label} đó rồi lưu lại.",
            )
