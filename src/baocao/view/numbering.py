"""The numbers of a paper, computed before any of its text is written, so that a text may name what comes later.

Numbers run through one text at a time (the paper itself, the text attached to a decision, each appendix):
Chương and Điều through all of it, Mục through a Chương, Tiểu mục through a Mục; other numbers begin anew
under each node (Phụ lục I, Phần I, Mục II khoản 6). The heads of groups of targets are counted with the
children of the node that prints them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from baocao.loading import HoSo
from baocao.models import ChiTieu, CongVan, Muc, QuyetDinh, ThanMuc, VanBan, VanBanCoTenLoai
from baocao.vietnamese import roman
from baocao.view.labels import BELOW_CHUONG, BELOW_DIEU, OUTLINE, SIGNS, Counter, Label, styles_below

#: what stands for all targets of the figures files
ALL = "tất cả"

#: divisions with a line of their own for the number, from the greatest; the words that people say for them
DIVISIONS = {'phan': "Phần", 'chuong': "Chương", 'muc': "Mục", 'tieu_muc': "Tiểu mục"}

#: the words that people say for what is numbered in the other styles
_WORDS = {'Điều': "Điều", 'I.': "Mục", '1.': "khoản", **DIVISIONS}


class Step(Struct, frozen=True):
    """One level on the way down to an item: the word for it and its bare number (`2`, `a`, `1.1`, `II`), empty
    where it has none."""

    word: str
    number: str


class Place(Struct, frozen=True):
    """Where an item with a code stands: its path, the text it stands in ('' for the paper itself, else the
    path of the attached text or the appendix), and the way down to it, the item itself last."""

    path: str
    text: str
    steps: tuple[Step, ...]


class Numbering(Struct, frozen=True):
    """The numbers of one paper.

    `labels` are those of nodes by path: None where a node has none, an empty text where the letters of the
    alphabet ran out. `groups` are those of the heads of groups that a node prints. `places` are the items by
    code; `twice` holds each further item of a code: its path, the code, the path of the first.
    """

    labels: dict[str, Label | None] = field(default_factory=dict)
    groups: dict[str, tuple[Label, ...]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    twice: list[tuple[str, str, str]] = field(default_factory=list)


def number(ho_so: HoSo) -> Numbering:
    """The numbers of a paper."""
    van_ban = ho_so.van_ban
    heads = sum(1 for _ in group_heads(c for _, _, c in ho_so.targets()))
    numbers = Numbering()
    if isinstance(van_ban, QuyetDinh):
        walk = _Walk(numbers, heads)
        for i, node in enumerate(van_ban.dieu):
            walk.dieu(node, f'dieu.{i}', i + 1)
        if text := van_ban.van_ban_kem_theo:
            walk = _Walk(numbers, heads, 'van_ban_kem_theo')
            walk.root(text.bo_cuc, 'van_ban_kem_theo.bo_cuc', text.kieu_danh_so)
    elif isinstance(van_ban, VanBanCoTenLoai | CongVan):
        _Walk(numbers, heads).root(van_ban.bo_cuc, 'bo_cuc', van_ban.kieu_danh_so)
    for i, appendix in enumerate(van_ban.phu_luc):
        path = f'phu_luc.{i}'
        walk = _Walk(numbers, heads, path)
        steps = (Step("Phụ lục", appendix_number(van_ban, i)),)
        walk.code(appendix, path, steps)
        walk.below(appendix, path, _Above(Counter(styles_below(appendix.kieu_danh_so, OUTLINE)), steps))
    return numbers


def appendix_number(van_ban: VanBan, place: int) -> str:
    """The number of an appendix by its place from 0; empty where it is the only one (Phụ lục I, Phần III)."""
    return roman(place + 1) if len(van_ban.phu_luc) > 1 else ''


def group_heads(targets: Iterable[ChiTieu]) -> Iterator[ChiTieu]:
    """The heads of the groups that have a target."""
    head: ChiTieu | None = None
    for chi_tieu in targets:
        if chi_tieu.nhom is None and head is not None:
            yield head
        head = chi_tieu if chi_tieu.nhom is not None else None


def asks_all(codes: tuple[str, ...]) -> bool:
    """True where a list of codes of targets stands for all of them, with the heads of their groups."""
    return len(codes) == 1 and is_all(codes[0])


def is_all(value: str) -> bool:
    """True for the words that stand for all targets, in any case."""
    return ' '.join(value.split()).casefold() == ALL


def division_of(node: Muc) -> str | None:
    """The key of the division that a node opens, None for a numbered item."""
    return next((key for key in DIVISIONS if getattr(node, key)), None)


class _Above(Struct, frozen=True):
    """What a node inherits: the counter of its level, and the way down to it."""

    counter: Counter
    steps: tuple[Step, ...] = ()


class _Walk:
    """Numbers one text. `heads` is the count of group heads of the figures, `text` as in Place."""

    def __init__(self, numbers: Numbering, heads: int, text: str = '') -> None:
        self.numbers, self.heads, self.text = numbers, heads, text
        self.running: dict[str, int] = {}

    def dieu(self, node: Muc, path: str, count: int) -> None:
        """An Điều of a decision."""
        label = Label(str(count), 'Điều', (count,))
        steps = self._labelled(node, path, label, ())
        self.below(node, path, _Above(Counter(styles_below(node.kieu_danh_so, BELOW_DIEU)), steps))

    def root(self, nodes: tuple[Muc, ...], path: str, styles: tuple[str, ...]) -> None:
        """The first level of a text."""
        self._siblings(nodes, path, _Above(Counter(styles_below(styles, OUTLINE))))

    def below(self, node: ThanMuc, path: str, above: _Above) -> None:
        """What stands below a node: the heads of groups of targets, then its children."""
        if node.chi_tieu and asks_all(node.chi_tieu):
            self.numbers.groups[path] = tuple(_next(above.counter) for _ in range(self.heads))
        self._siblings(node.muc_con, f'{path}.muc_con', above)

    def code(self, node: ThanMuc, path: str, steps: tuple[Step, ...]) -> None:
        """Remember where an item with a code stands."""
        if node.ma is None:
            return
        if node.ma in self.numbers.places:
            self.numbers.twice.append((path, node.ma, self.numbers.places[node.ma].path))
        else:
            self.numbers.places[node.ma] = Place(path, self.text, steps)

    def _siblings(self, nodes: tuple[Muc, ...], path: str, above: _Above) -> None:
        for i, node in enumerate(nodes):
            kind = division_of(node)
            if kind is None:
                self._item(node, f'{path}.{i}', above)
            else:
                self._division(node, f'{path}.{i}', kind, above)

    def _item(self, node: Muc, path: str, above: _Above) -> None:
        if above.counter.style == 'Điều':
            above.counter.count = self.running.get('Điều', 0)
        label = _label(node, above.counter)
        if above.counter.style == 'Điều':
            self.running['Điều'] = above.counter.count
        steps = self._labelled(node, path, label, above.steps)
        styles = styles_below(node.kieu_danh_so, above.counter.below)
        chain = label.chain if label else above.counter.chain
        self.below(node, path, _Above(Counter(styles, chain), steps))

    def _division(self, node: Muc, path: str, kind: str, above: _Above) -> None:
        label = Label(self._next_division(kind), kind)
        steps = self._labelled(node, path, label, above.steps)
        styles = styles_below(node.kieu_danh_so, OUTLINE if kind == 'phan' else BELOW_CHUONG)
        self.below(node, path, _Above(Counter(styles), steps))

    def _next_division(self, kind: str) -> str:
        kinds = list(DIVISIONS)
        for smaller in kinds[kinds.index(kind) + 1 :]:
            if smaller != 'chuong':
                self.running[smaller] = 0
        count = self.running[kind] = self.running.get(kind, 0) + 1
        return roman(count) if kind in ('phan', 'chuong') else str(count)

    def _labelled(
        self, node: Muc, path: str, label: Label | None, above: tuple[Step, ...]
    ) -> tuple[Step, ...]:
        """Remember the label of a node and, where it has a code, the way down to it, which is returned."""
        self.numbers.labels[path] = label
        steps = (*above, _step(label))
        self.code(node, path, steps)
        return steps


def _step(label: Label | None) -> Step:
    if label is None or label.style in SIGNS:
        return Step('', '')
    return Step(_WORDS.get(label.style, "điểm"), label.text.strip('().'))


def _label(node: Muc, counter: Counter) -> Label | None:
    if node.so is None:
        return _next(counter)
    return None if node.so.strip().casefold() == "không" else counter.given(node.so)


def _next(counter: Counter) -> Label:
    """The next number, an empty one where the letters of the alphabet run out."""
    try:
        return counter.next()
    except ValueError:
        return Label('', counter.style)
