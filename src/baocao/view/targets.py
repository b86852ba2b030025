"""Targets: sentences with their figures, by group, numbered through the groups."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from baocao.errors import Level
from baocao.loading import HoSo
from baocao.markup import Reference
from baocao.models import ChiTieu, Khung, PhuLuc, ThanMuc
from baocao.models.fields import short
from baocao.text import Ref, Text
from baocao.vietnamese import FORMATS, BadDate, BadNumber
from baocao.view.labels import Counter
from baocao.view.model import Khoi
from baocao.view.numbering import ALL, asks_all, is_all
from baocao.view.times import plan_day
from baocao.view.writer import Writer, ended

Line = tuple[str, int, ChiTieu]


def target_blocks(writer: Writer, node: ThanMuc, path: str) -> list[Khoi]:
    """The targets that a node prints, under the heads of their groups (numbered with the node's children)."""
    lines = chosen(writer, node.chi_tieu, f'{path}.chi_tieu')
    counter = Counter((node.danh_so_chi_tieu,))
    labels = writer.numbers.groups.get(path, ())
    if not all(label.text for label in labels):
        no_letter_left(writer, f'{path}.chi_tieu')
    groups = iter(labels)
    last = max((i for i, (_, _, c) in enumerate(lines) if c.nhom is None), default=-1)
    blocks: list[Khoi] = []
    for i, (key, place, chi_tieu) in enumerate(lines):
        at = f'{key}:chi_tieu.{place}'
        if chi_tieu.nhom is not None:
            so = Text.glue(next(groups).text)
            blocks.append(Khoi('nhom_chi_tieu', writer.line(chi_tieu.nhom, f'{at}.nhom'), so))
            continue
        mark = '.' if i == last else node.dau_cuoi_dong
        sentence = ended(sentence_of(writer, chi_tieu, at), mark)
        blocks.append(Khoi('chi_tieu', sentence, Text.glue(counter.next().text)))
    return blocks


def no_letter_left(writer: Writer, path: str) -> None:
    """The letters of the alphabet ran out before this number."""
    writer.report(
        'DL057',
        Level.CHAN,
        path,
        "Hết chữ cái để đánh số điểm ở cấp này.",
        "Chia bớt sang mục khác, hoặc đổi kiểu đánh số, ví dụ «kieu_danh_so: (1)».",
    )


def chosen(writer: Writer, codes: tuple[str, ...], path: str) -> list[Line]:
    """The targets of these codes, or all of them with the heads of their groups; unknown codes are reported."""
    every = list(writer.ho_so.targets())
    if not any(c.nhom is None for _, _, c in every):
        writer.report(
            'SL010',
            Level.CHAN,
            path,
            "Không có chỉ tiêu nào để in tại đây.",
            "Ghi các chỉ tiêu vào tệp số liệu (so-lieu.yaml) cùng thư mục với văn bản này.",
        )
        return []
    if asks_all(codes):
        return list(_all(writer, every))
    known = {c.ma: (key, i, c) for key, i, c in every if c.ma}
    found: list[Line] = []
    for i, ma in enumerate(codes):
        if ma in known:
            found.append(known[ma])
        else:
            unknown_target(writer, f'{path}.{i}', ma)
    return found


def listed(ho_so: HoSo) -> set[str]:
    """The codes of the targets that some item of the paper prints in a list, and `tất cả` where one prints all."""
    found: set[str] = set()
    for node in _holders(ho_so.van_ban):
        found |= {ALL} if asks_all(node.chi_tieu) else set(node.chi_tieu)
    return found


def _holders(value: object) -> Iterator[ThanMuc]:
    """Every node and appendix that is printed, below a value of the model, in no order that counts."""
    if type(value) is tuple:
        for inner in value:
            if type(inner) is not str:
                yield from _holders(inner)
    elif isinstance(value, Khung) and not (isinstance(value, PhuLuc) and value.gui_rieng):
        if isinstance(value, ThanMuc):
            yield value
        for inner in vars(value).values():
            if inner and type(inner) is not str:
                yield from _holders(inner)


def _all(writer: Writer, every: list[Line]) -> Iterator[Line]:
    """Every line but the heads of groups that have no target, which are reported."""
    for (key, i, chi_tieu), after in zip(every, [*every[1:], None], strict=True):
        if chi_tieu.nhom is None or (after is not None and after[2].nhom is None):
            yield key, i, chi_tieu
            continue
        writer.report(
            'SL015',
            Level.CANH_BAO,
            f'{key}:chi_tieu.{i}.nhom',
            f"Nhóm chỉ tiêu «{short(chi_tieu.nhom)}» chưa có chỉ tiêu nào nên không được in.",
            "Ghi các chỉ tiêu của nhóm ngay dưới dòng này, hoặc xóa dòng nhóm.",
        )


def unknown_target(writer: Writer, path: str, ma: str) -> None:
    """A code of a target that no figures file has."""
    codes = [c.ma for _, _, c in writer.ho_so.targets() if c.ma]
    near = difflib.get_close_matches(ma, codes, 1)
    remedy = f"Có phải là «{near[0]}»?" if near else "Dùng mã có trong tệp số liệu, hoặc viết «tất cả»."
    if is_all(ma):
        remedy = "Viết «tất cả» một mình, hoặc chỉ liệt kê các mã."
    writer.report('SL011', Level.CHAN, path, f"Không có chỉ tiêu nào mang mã «{ma}».", remedy)


def sentence_of(writer: Writer, chi_tieu: ChiTieu, path: str) -> Text:
    """The sentence of a target with its plans; a figure that the sentence leaves out is reported."""
    day = plan_day(writer.ho_so)
    figures = {name: (place, quantity.text) for name, place, quantity in chi_tieu.figures(day)}
    if day is None:
        _say_undated(writer, chi_tieu, path)
    used: set[str] = set()

    def ref(reference: Reference) -> Text | None:
        bare, *forms = (part.strip() for part in reference.name.split('|'))
        if bare not in figures:
            return None
        used.add(bare)
        value = figures[bare][1]
        for form in forms:
            value = _formatted(writer, value, form, (f'{path}.cau', reference.offset, reference.length))
        return Text((Ref(value, f'{chi_tieu.ma}.{bare}', 'ke_hoach', '|'.join(forms)),))

    text = writer.line(chi_tieu.cau or '', f'{path}.cau', ref)
    for name, (place, value) in figures.items():
        if '${' in value or '[^' in value:
            writer.report(
                'SL016',
                Level.CHAN,
                '.'.join((path, *(p for p in place if p))),
                f"Số kế hoạch «{value}» có ${{…}} hoặc [^…], là dấu chỉ dùng được trong câu.",
                "Ghi thẳng con số ở đây; ${…} và [^…] đặt trong «cau».",
            )
        if name not in used:
            at = '.'.join((path, *(p for p in place if p)))
            writer.report(
                'SL012',
                Level.LOI,
                at,
                f"Số «{value}» không được in: câu chỉ tiêu không có ${{{name}}}.",
                f"Viết ${{{name}}} vào chỗ của số này trong «cau», hoặc xóa số nếu không dùng.",
            )
    return text


def _say_undated(writer: Writer, chi_tieu: ChiTieu, path: str) -> None:
    """A plan that was adjusted, in a paper that does not tell its time."""
    for place, figure in (('', chi_tieu), *((f'.chi_so.{c}', f) for c, f in chi_tieu.chi_so.items())):
        if figure.dieu_chinh:
            writer.report(
                'SL038',
                Level.CANH_BAO,
                f'{path}{place}.dieu_chinh',
                "Văn bản chưa có ngày ban hành và kỳ báo cáo nên in kế hoạch ban đầu, chưa điều chỉnh.",
                "Ghi «ngay_ban_hanh» hoặc «ky_bao_cao» ở văn bản.",
            )


def _formatted(writer: Writer, value: str, form: str, place: tuple[str, int, int]) -> str:
    known = FORMATS.get(form)
    if known is None:
        writer.report_at(
            'SL013',
            Level.CHAN,
            place,
            f"Không có cách viết số nào tên là «{form}».",
            f"Dùng một trong: {', '.join(FORMATS)}.",
        )
        return value
    try:
        return known.apply(value)
    except (BadNumber, BadDate) as bad:
        writer.report_at('SL014', Level.CHAN, place, bad.problem, bad.remedy)
        return value
