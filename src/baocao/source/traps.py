"""What the line scan finds: statements of a file, their traps, and the sentences of each trap."""

from __future__ import annotations

from msgspec import Struct

from baocao.errors import Finding, Level
from baocao.source.place import Lines, shorten

_SHOWN_LINES = 6
_SHOWN_WIDTH = 400

SENTENCES: dict[str, tuple[str, str]] = {
    'YM020': (
        "Chỗ lùi đầu dòng hoặc khoảng cách sau dấu «:», «-» dùng phím Tab; YAML chỉ nhận dấu cách.",
        "Thay phím Tab bằng dấu cách (mỗi cấp hai dấu cách)",
    ),
    'YM021': (
        "Có khoảng trắng lạ ({shown}) ở chỗ phải là dấu cách thường; YAML không hiểu ký tự này.",
        "Xóa khoảng trắng lạ rồi gõ lại bằng dấu cách thường",
    ),
    'YM022': (
        "Sau «{shown}» là dấu hai chấm toàn khổ «：», không phải dấu hai chấm thường.",
        "Thay bằng dấu hai chấm thường và một dấu cách",
    ),
    'YM023': (
        "Thiếu dấu cách sau dấu hai chấm ở «{shown}», nên YAML đọc cả cụm là một đoạn chữ.",
        "Thêm một dấu cách sau dấu hai chấm",
    ),
    'YM024': (
        "Dùng dấu nháy cong bao quanh «{shown}»; YAML coi nháy cong là chữ, không phải dấu nháy.",
        "Nếu chỉ để bao giá trị thì dùng dấu nháy thẳng hoặc bỏ dấu nháy; nếu muốn in cả dấu nháy cong "
        "thì đặt trong khối «|»",
    ),
    'YM025': (
        "Trong đoạn chữ «{shown}» có dấu hai chấm đứng trước khoảng trống, YAML tưởng đó là một khóa mới.",
        "Đặt đoạn chữ trong dấu nháy hoặc trong khối «|»",
    ),
    'YM026': (
        "Đoạn chữ «{shown}» bắt đầu bằng dấu «{sign}», là dấu YAML dùng cho việc khác.",
        "Đặt đoạn chữ trong dấu nháy hoặc trong khối «|»",
    ),
    'YM027': (
        "Sau dấu nháy đóng còn chữ «{shown}»; YAML coi giá trị đã hết ở dấu nháy.",
        "Bao cả đoạn bằng loại dấu nháy khác, hoặc đặt trong khối «|»",
    ),
    'YM028': (
        "Dấu nháy {sign} mở ở «{shown}» không có dấu nháy đóng.",
        "Thêm dấu nháy đóng ở cuối đoạn chữ, hoặc bỏ dấu nháy và đặt đoạn chữ trong khối «|»",
    ),
    'YM029': (
        "Dấu ngoặc «{sign}» mở ở «{shown}» không có dấu ngoặc đóng.",
        "Thêm dấu ngoặc đóng; nếu đây là chữ thì đặt đoạn chữ trong dấu nháy hoặc trong khối «|»",
    ),
    'YM030': (
        "Sau dấu «{sign}» mở khối còn chữ «{shown}»; chữ của khối phải bắt đầu từ dòng dưới.",
        "Đưa chữ xuống dòng dưới, lùi vào hai dấu cách so với khóa",
    ),
    'YM031': (
        "«{shown}» bị YAML đọc là dấu mở khối chữ, không phải giá trị; chữ gõ ở đây sẽ mất.",
        "Đặt giá trị trong dấu nháy; nếu muốn mở khối chữ thì chỉ gõ «|»",
    ),
    'YM032': (
        "Dòng «{shown}» trong khối chữ lùi vào ít hơn dòng đầu của khối.",
        "Lùi dòng này thẳng cột với dòng đầu của khối",
    ),
    'YM033': (
        "Dòng trống ở đầu khối chữ có nhiều dấu cách hơn dòng chữ đầu tiên, YAML hiểu sai lề của khối.",
        "Xóa các dấu cách ở dòng trống",
    ),
    'YM034': (
        "Dòng «{shown}» không có khóa và dấu hai chấm, cũng không nằm trong khối chữ nào.",
        "Nếu là phần tiếp của đoạn văn phía trên thì mở khối «|» và lùi dòng này vào trong khối; "
        "nếu là mục mới thì viết dạng «khóa: giá trị» hoặc «- mục»",
    ),
    'YM035': (
        "Dòng «{shown}» lùi đầu dòng không khớp với các dòng ở trên.",
        "Gõ dòng này thẳng cột với các khóa cùng cấp",
    ),
    'YM036': (
        "Trong dấu nháy kép, dấu gạch chéo ngược ở «{shown}» là một mã không có trong YAML.",
        "Dùng dấu nháy đơn thay dấu nháy kép, hoặc gõ hai dấu «\\\\»",
    ),
    'YM038': (
        "Dòng «{shown}» bị YAML nối vào đoạn chữ phía trên, dấu gạch đầu dòng không còn là ý riêng.",
        "Đặt cả đoạn trong khối «|»",
    ),
    'YM045': (
        "Dòng «{shown}» là khóa, nhưng mục phía trên là một đoạn chữ nên không có khóa bên dưới được.",
        "Đặt phần chữ của mục dưới một khóa, ví dụ «- noi_dung: |», rồi gõ các khóa khác thẳng cột với khóa đó",
    ),
    'YM015': (
        "Dấu «?» ở đầu «{shown}» mở khóa phức hợp của YAML, dữ liệu này không dùng.",
        "Viết dạng «khóa: giá trị»; nếu dấu «?» là chữ thì đặt đoạn chữ trong dấu nháy",
    ),
    'YM016': (
        "Thiếu khóa trước dấu hai chấm ở «{shown}».",
        "Viết khóa trước dấu hai chấm; nếu đây là chữ thì đặt đoạn chữ trong dấu nháy",
    ),
    'YM050': (
        "Mục «{shown}» bị YAML tách thành khóa và giá trị ở dấu hai chấm, trong khi đây là một đoạn chữ.",
        "Đặt cả mục trong dấu nháy",
    ),
    'YM053': (
        "Từ dấu «#» trở đi, YAML bỏ mất chữ «{shown}».",
        "Nếu là nội dung thì đặt cả đoạn trong dấu nháy hoặc khối «|»; nếu là ghi chú thì để hai dấu cách "
        "trước và một dấu cách sau dấu «#»",
    ),
    'YM054': (
        "YAML coi «{shown}» là ghi chú và bỏ qua.",
        "Nếu là nội dung thì đặt cả giá trị trong dấu nháy; nếu là ghi chú thì để hai dấu cách trước và một dấu "
        "cách sau dấu «#»",
    ),
    'YM055': (
        "Khối chữ mở bằng «{shown}» không có dòng nào.",
        "Gõ chữ ở các dòng dưới, lùi vào hai dấu cách so với khóa; nếu không có nội dung thì xóa khóa này",
    ),
    'YM056': (
        "Khối «>» nối các dòng thành một, nên ý gạch đầu dòng «{shown}» mất dòng riêng.",
        "Thay dấu «>» bằng dấu «|»",
    ),
    'YM061': (
        "Mã «{shown}» là nửa ký tự (surrogate), không phải một chữ.",
        "Xóa mã này và gõ thẳng chữ cần viết",
    ),
}
"""Problem and remedy of each trap; `{shown}` is the text in doubt, `{sign}` the sign that misleads."""


class Trap(Struct, frozen=True):
    """One trap: code, 0-based line and column, width in letters, and what its sentences show."""

    code: str
    line: int
    column: int
    width: int
    shown: str = ''
    sign: str = ''
    level: Level = Level.CHAN


class Statement(Struct, frozen=True):
    """An entry with the lines that belong to its value (0-based, inclusive).

    `columns` are the 0-based columns at which a sibling could stand. `fixed` are the lines that mean what
    the clerk typed; None where the statement is sound. `certain` says that the mend is safe to make
    unasked; an uncertain one only serves to read on and find the other faults.
    """

    first: int
    last: int
    columns: tuple[int, ...]
    traps: tuple[Trap, ...] = ()
    fixed: tuple[str, ...] | None = None
    certain: bool = True


def corrected(lines: tuple[str, ...]) -> str:
    """The corrected lines as the end of a remedy."""
    shown = [line if len(line) <= _SHOWN_WIDTH else line[: _SHOWN_WIDTH - 1] + '…' for line in lines]
    if len(shown) > _SHOWN_LINES:
        shown = [*shown[: _SHOWN_LINES - 1], '…']
    return ':\n' + '\n'.join(shown)


def finding(trap: Trap, statement: Statement, lines: Lines) -> Finding:
    """The trap in words, with the corrected lines where they are known."""
    problem, remedy = SENTENCES[trap.code]
    problem = problem.format(shown=shorten(trap.shown), sign=trap.sign)
    if statement.fixed is not None and statement.certain and any(map(str.strip, statement.fixed)):
        remedy += corrected(_around(trap, statement))
    else:
        remedy += '.'
    span = lines.on_line(trap.line, trap.column, max(trap.width, 1))
    return lines.finding(trap.code, span, problem, remedy, trap.level)


def _around(trap: Trap, statement: Statement) -> tuple[str, ...]:
    """The corrected lines; of a long value only the line of the trap and its neighbours."""
    fixed = statement.fixed or ()
    if len(fixed) <= _SHOWN_LINES:
        return fixed
    at = trap.line - statement.first + len(fixed) - (statement.last - statement.first + 1)
    return fixed[max(0, at - 1) : at + 2] if at > 1 else fixed
