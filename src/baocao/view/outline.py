"""The outline of a paper flattened into blocks: numbers, headings, items, tasks, targets, lead-ins, closings."""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from baocao.errors import Level
from baocao.loading.task_walk import is_task
from baocao.markup import ProseBlock
from baocao.models import TASK_LINES, Muc, ThanMuc
from baocao.text import EMPTY, Text
from baocao.view.data_tables import task_table
from baocao.view.judged_counts import check_limit
from baocao.view.labels import SIGNS, Label
from baocao.view.model import BANG, Khoi
from baocao.view.numbering import DIVISIONS, division_of
from baocao.view.tables import table_blocks
from baocao.view.target_tables import target_table
from baocao.view.targets import no_letter_left, target_blocks, unknown_target
from baocao.view.tasks import NONE, Duty, duty_blocks, merged, own_duty
from baocao.view.unit_tasks import unit_blocks
from baocao.view.writer import Writer, ended, stripped

#: kind of a heading block by the style of its number
_HEADINGS = {
    'Điều': 'dieu_tieu_de',
    'I.': 'muc_la_ma',
    '1.': 'muc_so',
    '1.1.': 'muc_so_kep',
    'a)': 'muc_chu',
    '(1)': 'muc_so',
    '-': 'muc_gach',
    '+': 'muc_gach',
}

#: what a table begins with, and what it ends with
_TABLE_TOPS = ('ten_bang', 'don_vi_tinh', BANG)
_TABLE_ENDS = (BANG, 'ghi_chu_bang')

#: letters of a task that never fills more than a few lines
_SHORT = 300
#: kind of an item that has no heading
_ITEMS = {'-': 'gach', '+': 'cong'}


class _Above(Struct, frozen=True):
    """What a node inherits: the defaults of its task, and the divisions that may stand here."""

    duty: Duty = NONE
    divisions: tuple[str, ...] = ()


def dieu_blocks(writer: Writer, nodes: tuple[Muc, ...]) -> list[Khoi]:
    """The Điều of a decision, numbered from 1, each with what stands below it (Điều 13 and Phụ lục I, Mục V)."""
    blocks: list[Khoi] = []
    for i, node in enumerate(nodes):
        path = f'dieu.{i}'
        number = _number(writer, path)
        _no_number_of_its_own(writer, node, path)
        if kind := division_of(node):
            _division(writer, node, path, kind, _Above())
        own = paragraphs(writer, node.noi_dung, f'{path}.noi_dung')
        if node.tieu_de:
            blocks.append(Khoi('dieu_tieu_de', heading(writer, node.tieu_de, f'{path}.tieu_de'), number))
            blocks += own
        elif own and own[0].kieu == 'doan':
            blocks += [Khoi('dieu', own[0].noi_dung, number), *own[1:]]
        else:
            writer.report(
                'DL052',
                Level.CHAN,
                path,
                f"Điều {i + 1} chưa có nội dung.",
                "Viết «tieu_de» hoặc một đoạn văn ở «noi_dung» của Điều này.",
            )
        writer.openings[path] = tuple(own)
        blocks += _below(writer, node, path, _Above())
    return blocks


def root_blocks(writer: Writer, nodes: tuple[Muc, ...], path: str) -> list[Khoi]:
    """The outline of a plan, report, directive or attached text: Phần or Chương, or headings from I. on
    (Phụ lục I, Mục V, row 6b)."""
    return _nodes(writer, nodes, path, _Above(divisions=tuple(DIVISIONS)))


def holder_blocks(writer: Writer, node: ThanMuc, path: str) -> list[Khoi]:
    """What an appendix holds: paragraphs, targets, tables, its own outline."""
    above = _Above(divisions=tuple(DIVISIONS))
    return [*paragraphs(writer, node.noi_dung, f'{path}.noi_dung'), *_below(writer, node, path, above)]


def _number(writer: Writer, path: str) -> Text:
    """The number of a node as it is printed."""
    label = writer.numbers.labels[path]
    return Text.glue(label.text) if label else Text()


def _nodes(writer: Writer, nodes: tuple[Muc, ...], path: str, above: _Above) -> list[Khoi]:
    """Siblings: all divisions of one kind, or numbered items."""
    kinds = [division_of(node) for node in nodes]
    first = next((kind for kind in kinds if kind), None)
    if first is not None and any(kind != first for kind in kinds):
        other = next(i for i, kind in enumerate(kinds) if kind != first)
        word = DIVISIONS[first]
        writer.report(
            'DL053',
            Level.CHAN,
            f'{path}.{other}',
            f"Mục này không phải là {word}, trong khi các mục khác là {word}.",
            f"Đặt mục này vào «muc_con» của một {word}, hoặc viết nó thành «- {first}: …».",
        )
        return []
    blocks: list[Khoi] = []
    for i, (node, kind) in enumerate(zip(nodes, kinds, strict=True)):
        at = f'{path}.{i}'
        blocks += _node(writer, node, at, above) if kind is None else _division(writer, node, at, kind, above)
    return blocks


def _division(writer: Writer, node: Muc, path: str, kind: str, above: _Above) -> list[Khoi]:
    """A Phần, Chương, Mục or Tiểu mục with all that stands below it (B09, B10)."""
    word = DIVISIONS[kind]
    if kind not in above.divisions:
        writer.report(
            'DL055',
            Level.CHAN,
            f'{path}.{kind}',
            f"{word} không đứng ở đây: thứ tự từ lớn đến nhỏ là {', '.join(DIVISIONS.values())}, "
            "và không nằm dưới mục có số.",
            f"Đổi «{kind}» thành «tieu_de».",
        )
        return []
    _no_number_of_its_own(writer, node, path)
    if node.tieu_de:
        writer.report(
            'DL069',
            Level.CHAN,
            f'{path}.tieu_de',
            f"Mục này vừa là {word} ({kind}) vừa có tiêu đề (tieu_de).",
            f"Giữ «{kind}» và chuyển «tieu_de» xuống «muc_con», hoặc bỏ một trong hai dòng.",
        )
    for other in DIVISIONS:
        if other != kind and getattr(node, other):
            writer.report(
                'DL091',
                Level.CHAN,
                f'{path}.{other}',
                f"Mục này vừa là {word} ({kind}) vừa là {DIVISIONS[other]} ({other}).",
                f"Chuyển «{other}» xuống «muc_con» của {word}, mỗi dòng một mục.",
            )
    title = stripped(writer.title(getattr(node, kind), f'{path}.{kind}')).upper()
    below = _Above(above.duty, above.divisions[above.divisions.index(kind) + 1 :])
    return [
        Khoi(kind, title, _number(writer, path)),
        *paragraphs(writer, node.noi_dung, f'{path}.noi_dung'),
        *_below(writer, node, path, below),
    ]


def heading(writer: Writer, value: str, path: str) -> Text:
    """The text of a heading, without a typed mark at its end."""
    return stripped(writer.line(value, path))


def _no_number_of_its_own(writer: Writer, node: Muc, path: str) -> None:
    if node.so:
        writer.report(
            'DL054',
            Level.CHAN,
            f'{path}.so',
            "Số của Phần, Chương, Mục và Điều do chương trình đánh theo thứ tự.",
            "Xóa dòng «so» này.",
        )


def closed(blocks: list[Khoi]) -> tuple[Khoi, ...]:
    """The blocks of a text with `./.` at its end (B16) and the last one kept with what follows."""
    if not blocks:
        return ()
    *others, last = together(blocks)
    if last.bang is not None:
        return (*others, _with_last_row_kept(last), Khoi('doan', Text.glue('./.'), giu_voi_sau=True))
    return (*others, replace(last, noi_dung=ended(last.noi_dung, './.'), giu_voi_sau=True))


def together(blocks: list[Khoi]) -> list[Khoi]:
    """The blocks, each kept on the page of the next one where it leads to it: a short task above who does it, the
    text above a table, a text that ends with a colon. A long task may end a page: it would leave a hole there."""
    done = list(blocks)
    for i, (block, after) in enumerate(pairwise(blocks)):
        plain = block.noi_dung.plain
        task = after.kieu in TASK_LINES and block.kieu not in TASK_LINES and len(plain) <= _SHORT
        table = after.kieu in _TABLE_TOPS and block.kieu not in _TABLE_ENDS
        if task or table or plain.endswith(':'):
            done[i] = replace(block, giu_voi_sau=True)
    return done


def _with_last_row_kept(block: Khoi) -> Khoi:
    """The block of a table whose last row stays with what follows, so that a signature never stands alone."""
    if block.bang is None or not block.bang.hang:
        return block
    *rows, last = block.bang.hang
    return replace(block, bang=replace(block.bang, hang=(*rows, replace(last, giu_voi_sau=True))))


def paragraphs(writer: Writer, value: str | None, path: str) -> list[Khoi]:
    """The paragraphs and items of a value of prose as blocks; none where it is absent."""
    return [block(b) for b in writer.prose(value, path)] if value else []


def block(prose: ProseBlock) -> Khoi:
    """A paragraph or item of prose as a block."""
    sign = {'gach': '-', 'cong': '+'}.get(prose.kind, '')
    return Khoi(prose.kind, prose.text, Text.glue(sign))


def _node(writer: Writer, node: Muc, path: str, above: _Above) -> list[Khoi]:
    """A numbered node with all that stands below it."""
    blocks = _opening(writer, node, path, _label(writer, node, path))
    writer.openings[path] = tuple(blocks)
    below = _Above(above.duty)
    first = blocks[0].noi_dung if blocks else EMPTY
    return blocks + _below(writer, node, path, below, first)


def _below(writer: Writer, node: ThanMuc, path: str, above: _Above, first: Text = EMPTY) -> list[Khoi]:
    """What follows the opening of a node: causes, task, lead-in, targets, tables, children, closing.

    `first` is the heading or first paragraph of the node, which tables of tasks show.
    """
    inherited = above.duty
    if node.phan_cong_chung:
        inherited = merged(
            inherited, own_duty(writer, node.phan_cong_chung, f'{path}.phan_cong_chung', inherited)
        )
    blocks = _of_muc(writer, node, path, inherited, first) if isinstance(node, Muc) else []
    blocks += paragraphs(writer, node.loi_dan, f'{path}.loi_dan')
    if node.chi_tieu:
        blocks += target_blocks(writer, node, path)
    if node.bang:
        blocks += table_blocks(writer, node.bang, f'{path}.bang')
    if node.bang_chi_tieu:
        blocks += target_table(writer, node, path)
    if node.bang_nhiem_vu:
        blocks += task_table(writer, node, path)
    if node.nhiem_vu_cua_don_vi:
        blocks += unit_blocks(writer, node, path)
    off = isinstance(node, Muc) and node.phan_cong is not None
    passed = _Above(NONE if off else inherited, above.divisions)
    blocks += _nodes(writer, node.muc_con, f'{path}.muc_con', passed)
    return blocks + paragraphs(writer, node.loi_ket, f'{path}.loi_ket')


def _of_muc(writer: Writer, node: Muc, path: str, inherited: Duty, first: Text) -> list[Khoi]:
    """What only a node of the outline has: causes and its task."""
    blocks = paragraphs(writer, node.nguyen_nhan, f'{path}.nguyen_nhan')
    for i, ma in enumerate(node.chi_tieu_lien_quan):
        if not any(c.ma == ma for _, _, c in writer.ho_so.targets()):
            unknown_target(writer, f'{path}.chi_tieu_lien_quan.{i}', ma)
        check_limit(writer, f'{path}.chi_tieu_lien_quan.{i}', ma)
    off = node.phan_cong is not None
    own = own_duty(writer, node, path, inherited)
    if off and (own or node.phan_cong_chung):
        writer.report(
            'DL056',
            Level.CHAN,
            f'{path}.phan_cong',
            "Mục này vừa ghi «phan_cong: không» vừa ghi phân công.",
            "Bỏ một trong hai.",
        )
    elif is_task(node, bool(inherited)):
        duty = merged(inherited, own)
        blocks += duty_blocks(writer, duty, node, path)
        writer.tasks.append((path, first, duty.lines))
    return blocks


def _label(writer: Writer, node: Muc, path: str) -> Label | None:
    """The number of a node, None where it is switched off."""
    label = writer.numbers.labels[path]
    if label is not None and label.style == 'Điều':
        _no_number_of_its_own(writer, node, path)
    if label is not None and not label.text:
        no_letter_left(writer, path)
    return label


def _opening(writer: Writer, node: Muc, path: str, label: Label | None) -> list[Khoi]:
    """The heading or the first paragraph of a node with its number, and its other paragraphs."""
    prose = writer.prose(node.noi_dung, f'{path}.noi_dung') if node.noi_dung else ()
    number = Text.glue(label.text) if label else Text()
    if node.tieu_de:
        title = heading(writer, node.tieu_de, f'{path}.tieu_de')
        kind = _HEADINGS[label.style] if label else 'muc_tron'
        if kind == 'muc_la_ma':
            title = title.upper()
        return [Khoi(kind, title, number), *map(block, prose)]
    if prose and (label is None or prose[0].kind == 'doan'):
        if label is None:
            return [block(b) for b in prose]
        kind = 'dieu' if label.style == 'Điều' else _ITEMS.get(label.text, 'khoan')
        return [Khoi(kind, prose[0].text, number), *map(block, prose[1:])]
    if prose and label is not None and label.text in SIGNS:
        return [block(b) for b in prose]
    if prose:
        writer.report(
            'DL058',
            Level.CHAN,
            f'{path}.noi_dung',
            f"Mục được đánh số {label.text if label else ''} phải mở đầu bằng một đoạn văn, không phải gạch đầu dòng.",
            "Viết một đoạn mở đầu trước các gạch đầu dòng, hoặc thêm «tieu_de».",
        )
    elif label is not None and not (node.chi_tieu and node.so):
        writer.report(
            'DL059',
            Level.CHAN,
            path,
            "Mục này chưa có tiêu đề và nội dung.",
            "Thêm «tieu_de» hoặc «noi_dung».",
        )
    return []
