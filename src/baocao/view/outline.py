"""The outline of a paper flattened into blocks: numbers, headings, items, tasks, targets, lead-ins, closings."""

from __future__ import annotations

from baocao.errors import Level
from baocao.markup import ProseBlock
from baocao.models import Muc
from baocao.text import Text
from baocao.view.labels import SIGNS, Label
from baocao.view.model import Khoi
from baocao.view.targets import no_letter_left, target_blocks, unknown_target
from baocao.view.tasks import NONE, Duty, duty_blocks, merged, own_duty
from baocao.view.writer import Writer, stripped

#: kind of a heading block by the style of its number
_HEADINGS = {
    'I.': 'muc_la_ma',
    '1.': 'muc_so',
    '1.1.': 'muc_so_kep',
    'a)': 'muc_chu',
    '(1)': 'muc_so',
    '-': 'muc_gach',
    '+': 'muc_gach',
}

#: kind of an item that has no heading
_ITEMS = {'-': 'gach', '+': 'cong'}


def dieu_blocks(writer: Writer, nodes: tuple[Muc, ...]) -> list[Khoi]:
    """The Điều of a decision, numbered from 1, each with what stands below it (Điều 13 and Phụ lục I, Mục V)."""
    blocks: list[Khoi] = []
    for i, node in enumerate(nodes):
        path = f'dieu.{i}'
        number = _number(writer, path)
        _no_number_of_its_own(writer, node, path)
        _no_part(writer, node, path)
        own = _prose(writer, node.noi_dung, f'{path}.noi_dung')
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
        blocks += _below(writer, node, path, NONE)
    return blocks


def outline_blocks(writer: Writer, nodes: tuple[Muc, ...]) -> list[Khoi]:
    """The outline of a plan, report or directive: Phần, or headings from I. on (Phụ lục I, Mục V, row 6b)."""
    blocks: list[Khoi] = []
    parts = sum(1 for node in nodes if node.phan)
    if 0 < parts < len(nodes):
        at = next(i for i, node in enumerate(nodes) if not node.phan)
        writer.report(
            'DL053',
            Level.CHAN,
            f'bo_cuc.{at}',
            "Mục này không phải là Phần, trong khi các mục khác là Phần.",
            "Đặt mục này vào «muc_con» của một Phần, hoặc viết nó thành «- phan: …».",
        )
        return blocks
    for i, node in enumerate(nodes):
        path = f'bo_cuc.{i}'
        if not node.phan:
            blocks += _node(writer, node, path, NONE)
            continue
        _no_number_of_its_own(writer, node, path)
        if node.tieu_de:
            writer.report(
                'DL069',
                Level.CHAN,
                f'{path}.tieu_de',
                "Mục này vừa là Phần (phan) vừa có tiêu đề (tieu_de).",
                "Giữ «phan» và chuyển «tieu_de» xuống «muc_con», hoặc bỏ một trong hai dòng.",
            )
        title = stripped(writer.title(node.phan, f'{path}.phan')).upper()
        blocks.append(Khoi('phan', title, _number(writer, path)))
        blocks += _prose(writer, node.noi_dung, f'{path}.noi_dung')
        blocks += _below(writer, node, path, NONE)
    return blocks


def _number(writer: Writer, path: str) -> Text:
    """The number of a node as it is printed."""
    label = writer.numbers.labels[path]
    return Text.glue(label.text) if label else Text()


def heading(writer: Writer, value: str, path: str) -> Text:
    """The text of a heading, without a typed mark at its end."""
    return stripped(writer.line(value, path))


def _no_number_of_its_own(writer: Writer, node: Muc, path: str) -> None:
    if node.so:
        writer.report(
            'DL054',
            Level.CHAN,
            f'{path}.so',
            "Số của Phần và Điều do chương trình đánh theo thứ tự.",
            "Xóa dòng «so» này.",
        )


def _no_part(writer: Writer, node: Muc, path: str) -> None:
    if node.phan:
        writer.report(
            'DL055',
            Level.CHAN,
            f'{path}.phan',
            "Phần chỉ đứng ở cấp cao nhất của «bo_cuc».",
            "Đổi «phan» thành «tieu_de».",
        )


def _prose(writer: Writer, value: str | None, path: str) -> list[Khoi]:
    return [block(b) for b in writer.prose(value, path)] if value else []


def block(prose: ProseBlock) -> Khoi:
    """A paragraph or item of prose as a block."""
    sign = {'gach': '-', 'cong': '+'}.get(prose.kind, '')
    return Khoi(prose.kind, prose.text, Text.glue(sign))


def _node(writer: Writer, node: Muc, path: str, inherited: Duty) -> list[Khoi]:
    """A node with all that stands below it."""
    _no_part(writer, node, path)
    return _opening(writer, node, path, _label(writer, path)) + _below(writer, node, path, inherited)


def _below(writer: Writer, node: Muc, path: str, inherited: Duty) -> list[Khoi]:
    """What follows the opening of a node: causes, task, lead-in, targets, children, closing."""
    blocks = _prose(writer, node.nguyen_nhan, f'{path}.nguyen_nhan')
    for i, ma in enumerate(node.chi_tieu_lien_quan):
        if not any(c.ma == ma for _, _, c in writer.ho_so.targets()):
            unknown_target(writer, f'{path}.chi_tieu_lien_quan.{i}', ma)
    off = node.phan_cong is not None
    if node.phan_cong_chung:
        inherited = merged(
            inherited, own_duty(writer, node.phan_cong_chung, f'{path}.phan_cong_chung', inherited)
        )
    own = own_duty(writer, node, path, inherited)
    leaf = not node.muc_con and not node.chi_tieu
    if off and (own or node.phan_cong_chung):
        writer.report(
            'DL056',
            Level.CHAN,
            f'{path}.phan_cong',
            "Mục này vừa ghi «phan_cong: không» vừa ghi phân công.",
            "Bỏ một trong hai.",
        )
    elif not off and (own or (leaf and inherited)):
        blocks += duty_blocks(writer, merged(inherited, own), node, path)
    blocks += _prose(writer, node.loi_dan, f'{path}.loi_dan')
    if node.chi_tieu:
        blocks += target_blocks(writer, node, path)
    passed = NONE if off else inherited
    for i, child in enumerate(node.muc_con):
        blocks += _node(writer, child, f'{path}.muc_con.{i}', passed)
    return blocks + _prose(writer, node.loi_ket, f'{path}.loi_ket')


def _label(writer: Writer, path: str) -> Label | None:
    """The number of a node, None where it is switched off."""
    label = writer.numbers.labels[path]
    if label is not None and not label.text:
        no_letter_left(writer, path)
    return label


def _opening(writer: Writer, node: Muc, path: str, label: Label | None) -> list[Khoi]:
    """The heading or the first paragraph of a node with its number, and its other paragraphs."""
    prose = writer.prose(node.noi_dung, f'{path}.noi_dung') if node.noi_dung else ()
    number = Text.glue(label.text) if label else Text()
    if node.tieu_de:
        title = heading(writer, node.tieu_de, f'{path}.tieu_de')
        kind = _HEADINGS.get(label.style, 'muc_tron') if label else 'muc_tron'
        if kind == 'muc_la_ma':
            title = title.upper()
        return [Khoi(kind, title, number), *map(block, prose)]
    if prose and (label is None or prose[0].kind == 'doan'):
        if label is None:
            return [block(b) for b in prose]
        kind = _ITEMS.get(label.text, 'khoan')
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
