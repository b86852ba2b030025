"""The shared fragment: a Word file with one table, a row per kind of block, its sample paragraphs beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from lxml import etree
from msgspec import Struct

from baocao.errors import BaoCaoError, Level
from baocao.view.model import KINDS, Khoi
from baocao.word import assembly, package, safety
from baocao.word.blocks import Samples, build
from baocao.word.expressions import Scope
from baocao.word.faults import Faults
from baocao.word.names import shape_of, suggestion
from baocao.word.nodes import Nodes
from baocao.word.parts import PartCompiler, fragment_xml, has_instruction
from baocao.word.places import Area, paragraph_text
from baocao.word.styles import Styles, remap_styles, used_styles
from baocao.word.tags import TARGET
from baocao.word.values import KHOI_SLOT, Filters, Slot
from baocao.word.wordml import BODY, TBL, TC, TR, P, R, local, remove, value, w
from baocao.word.xml import XmlFault, parse

#: elements that need other parts of their file, or that would number or change by themselves
REFUSED = {
    'numPr': "đánh số tự động",
    'drawing': "hình",
    'pict': "hình",
    'object': "đối tượng nhúng",
    'hyperlink': "siêu liên kết",
    'footnoteReference': "chú thích",
    'endnoteReference': "chú thích",
    'commentReference': "nhận xét",
    'commentRangeStart': "nhận xét",
    'bookmarkStart': "dấu trang",
    'sdt': "ô nội dung (content control)",
    'tbl': "bảng lồng",
    'fldChar': "trường tự động",
    'fldSimple': "trường tự động",
    'ins': "sửa đổi đang theo dõi",
    'del': "sửa đổi đang theo dõi",
    'sectPr': "ngắt phần",
}
#: samples see the block and nothing else
_SCOPE = Scope({'khoi': (Slot(KHOI_SLOT), shape_of(Khoi))})


class Around(Struct, frozen=True):
    """What of a template the samples are compiled for: styles, namespaces, the style of note references, the width
    of the page's text in twips, and the filters of its tags."""

    styles: Styles
    namespaces: dict[str | None, str]
    note_style: str
    page_width: int
    filters: Filters


def compile_fragment(
    path: Path, around: Around, faults: Faults, spare: Path | None, called: Callable[[Path], str]
) -> Samples:
    """The samples of the fragment for a template. Faults are collected.

    Kinds of block that the fragment does not have are taken from the `spare` one with a doubt, so that a fragment
    copied from an older version still serves; without a spare one they are faults. `called` names the files.
    """
    own = Faults(called(path))
    kinds, lacking = _kinds(path, around, own, tuple(KINDS))
    if lacking and spare is not None and spare != path:
        _tell_stand_ins(lacking, own)
        other = Faults(called(spare))
        kinds |= _kinds(spare, around, other, lacking)[0]
        own.extend(*other.found)
    else:
        for kind in lacking:
            own.add(
                'MB253',
                Area.FRAGMENT.value,
                f"Tệp đoạn mẫu thiếu loại khối «{kind}» ({KINDS[kind]}).",
                f"Hãy thêm một hàng: ô đầu ghi {kind}, ô sau là đoạn mẫu của loại đó.",
            )
    faults.extend(*own.found)
    return Samples(MappingProxyType(kinds))


def _tell_stand_ins(kinds: tuple[str, ...], faults: Faults) -> None:
    faults.add(
        'MB253',
        Area.FRAGMENT.value,
        f"Tệp đoạn mẫu chưa có {len(kinds)} loại khối: {', '.join(kinds)}; các loại này được in theo đoạn mẫu có sẵn.",
        "Muốn đổi kiểu chữ của chúng thì chép các hàng đó từ tệp đoạn mẫu mới sang tệp này.",
        level=Level.CANH_BAO,
    )


def _kinds(
    path: Path, around: Around, faults: Faults, wanted: tuple[str, ...]
) -> tuple[dict[str, Nodes], tuple[str, ...]]:
    """The nodes of the wanted kinds, and which of them the file has no row for; none where it cannot be read."""
    try:
        found = package.read_package(path, faults.name)
        faults.extend(*(f for f in safety.check_template(found, faults.name) if f.level.stops))
        parts = dict(found.parts)
        root = parse(parts[found.main_part])
        sheet = assembly.related(parts, found.main_part, assembly.office('styles'))
        own_styles = Styles(parse(parts[sheet[0]]) if sheet and sheet[0] in parts else None)
        compiler = PartCompiler(
            root, Area.FRAGMENT, found.main_part, around.styles, around.note_style, faults
        )
        if compiler.read():
            return _Reader(compiler, own_styles, around, faults).kinds(wanted)
        compiler.check_names(_SCOPE, Samples(None, in_fragment=True), around.filters)
    except BaoCaoError as error:
        faults.extend(*error.findings)
    except (XmlFault, ValueError):
        faults.add(
            'MB252', Area.FRAGMENT.value, "Không đọc được tệp đoạn mẫu.", "Hãy mở tệp bằng Word và lưu lại."
        )
    return {}, ()


class _Reader:
    def __init__(self, compiler: PartCompiler, own_styles: Styles, around: Around, faults: Faults) -> None:
        self.compiler, self.own_styles, self.around = compiler, own_styles, around
        self.faults, self.name = faults, Area.FRAGMENT.value
        self.runs, self.layout = compiler.prepare(around.namespaces, around.page_width)

    def kinds(self, wanted: tuple[str, ...]) -> tuple[dict[str, Nodes], tuple[str, ...]]:
        """The nodes of the wanted kinds and which of them have no row; rows that are unknown or doubled are found."""
        body = self.compiler.root.find(BODY)
        tables = [] if body is None else body.findall(TBL)
        if len(tables) != 1:
            self.faults.add(
                'MB252',
                self.name,
                f"Tệp đoạn mẫu phải có đúng một bảng, nhưng có {len(tables)}.",
                "Hãy để một bảng hai cột: ô đầu là tên loại khối, ô sau là đoạn mẫu.",
            )
            return {}, ()
        self.check_rows(tables[0])
        found: dict[str, etree._Element] = {}
        named: set[str] = set()
        for number, row in enumerate(tables[0].findall(TR), 1):
            cells = row.findall(TC)
            kind = _key(cells[0]) if cells else ''
            if kind not in KINDS and _is_header(row):
                continue
            named.add(kind)
            if self.accepted(kind, cells, number, found):
                found[kind] = cells[1]
        chosen = {kind: cell for kind, cell in found.items() if kind in wanted}
        for cell in tables[0].findall(f'{TR}/{TC}'):
            if cell not in chosen.values():
                remove(cell)  # tags that nobody prints are no part of the samples
        return self.built(chosen), tuple(kind for kind in wanted if kind not in named)

    def check_rows(self, table: etree._Element) -> None:
        """Tags between rows or cells have no meaning here."""
        for outer in (table, *table.findall(TR)):
            if any(isinstance(c, etree._ProcessingInstruction) and c.target == TARGET for c in outer):
                self.faults.add(
                    'MB256',
                    self.name,
                    "Tệp đoạn mẫu có thẻ {%tr … %} hoặc {%tc … %}.",
                    "Hãy bỏ thẻ đó; mỗi loại khối là một hàng cố định.",
                )

    def accepted(
        self, kind: str, cells: list[etree._Element], number: int, found: Mapping[str, object]
    ) -> bool:
        place = f"{self.name}, bảng 1, hàng {number}"
        if len(cells) != 2:
            self.faults.add(
                'MB252',
                place,
                f"Hàng này có {len(cells)} ô, không phải hai.",
                "Hãy để mỗi hàng hai ô: tên loại khối và đoạn mẫu.",
            )
        elif kind not in KINDS:
            self.faults.add(
                'MB254',
                place,
                f"Không có loại khối «{kind}».",
                f"Hãy sửa lại tên: {suggestion(kind, KINDS)}",
            )
        elif kind in found:
            self.faults.add('MB255', place, f"Loại khối «{kind}» có hai hàng.", "Hãy xóa bớt một hàng.")
        else:
            return self.plain(kind, cells[1], place)
        return False

    def plain(self, kind: str, cell: etree._Element, place: str) -> bool:
        """Samples hold paragraphs with text and tags; anything that needs other parts is refused."""
        refused = foreign(cell, self.own_styles)
        if refused:
            self.faults.add(
                'MB256',
                place,
                f"Đoạn mẫu của «{kind}» có thứ không dùng chung được: {', '.join(refused)}.",
                "Hãy chỉ để chữ và thẻ trong đoạn mẫu; số thứ tự in bằng {{ khoi.so }}.",
            )
        return not refused

    def built(self, cells: Mapping[str, etree._Element]) -> dict[str, Nodes]:
        for cell in cells.values():
            adopted = {i: self.compiler.styles.adopt(self.own_styles, i) for i in used_styles(cell)}
            remap_styles(cell, adopted)
            for paragraph in cell.iter(P):
                if has_instruction(paragraph):
                    self.runs.take_apart(paragraph)
                self.layout.keep_next(paragraph, KHOI_SLOT)
        material = self.compiler.material(self.runs, self.layout)
        samples = Samples(None, in_fragment=True)
        return {
            kind: build(
                fragment_xml(cell, self.around.namespaces),
                material,
                _SCOPE,
                samples,
                self.around.filters,
                self.faults,
                KHOI_SLOT + 1,
            )
            for kind, cell in cells.items()
        }


def foreign(content: etree._Element, styles: Styles, refused: Mapping[str, str] = REFUSED) -> list[str]:
    """What in the content needs other parts of its own file, or would number or change by itself, in words."""
    for off in [e for e in content.iter(w('numPr')) if value(e, 'numId') == '0']:
        remove(off)  # says that there is no number (17.9.18)
    found = {refused[local(e)] for e in content.iter() if local(e) in refused}
    if any(str(name).startswith(f'{{{R}}}') for e in content.iter(etree.Element) for name in e.attrib):
        found.add("liên kết tới phần khác của tệp")
    if any(styles.numbered(ident) for ident in used_styles(content)):
        found.add("kiểu có đánh số tự động")
    return sorted(found)


def _key(cell: etree._Element) -> str:
    first = cell.find(P)
    return '' if first is None else paragraph_text(first).strip()


def _is_header(row: etree._Element) -> bool:
    found = row.find(f'{w("trPr")}/{w("tblHeader")}')
    return found is not None and found.get(w('val')) not in ('0', 'false', 'off')
