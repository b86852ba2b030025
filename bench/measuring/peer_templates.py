"""The templates of the others, made from the same pieces as ours: head, signature, styles, header and footer.

One for each paper, in docxtpl's dialect: its body is one loop with a sample paragraph for each kind of block that the
paper has (a template for that very paper, so nobody pays for kinds that are not there), its tables stand in it with
their heads, and their rows are printed by sample rows.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / 'templates'))

import build as ours  # noqa: E402
from _package import BOTTOM, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TOP, package, zipped  # noqa: E402
from _styles import BLOCKS, FRAME, SECTION_FRAME  # noqa: E402
from _wordml import loop, paragraph, shown_if  # noqa: E402

from baocao.models import CongVan, QuyetDinh, VanBan  # noqa: E402
from baocao.text import EMPTY  # noqa: E402
from baocao.view import View  # noqa: E402
from baocao.view.model import BANG, KINDS, Bang, Khoi  # noqa: E402
from baocao.word.wordml import w  # noqa: E402

from .mapping import row_kind, tables_of  # noqa: E402

stamps = ours.stamps
_OURS = '{{p noi_dung }}'
_STYLES = tuple({s.id: s for s in (*FRAME, *SECTION_FRAME, *BLOCKS)}.values())


#: the kinds of blocks that are no cells of tables
TEXT_KINDS = tuple(kind for kind in KINDS if not kind.startswith('o_'))


def docxtpl_template(kind: type[VanBan], view: View, document: bytes, kinds: tuple[str, ...] = ()) -> bytes:
    """The template of a paper in docxtpl's dialect, a .docx; `document` is the main part of our own without controls.
    Its bodies have a branch for the kinds of their blocks, and for the kinds that are asked for."""
    frame = ours.decision if kind is QuyetDinh else ours.letter if kind is CongVan else ours.named_type
    drawn = [
        t
        for t in etree.fromstring(document).iter(w('tbl'))
        if t.find(f'{w("tblPr")}/{w("tblBorders")}') is not None
    ]
    pairs = zip(drawn, tables_of(view), strict=True)
    tables = {f'{BANG}_{i}': _table(*pair) for i, pair in enumerate(pairs, 1)}
    more = tuple(Khoi(kind, EMPTY) for kind in kinds)
    body = frame().replace(
        paragraph('ThanVanBan', _OURS), _blocks('noi_dung', (*view.noi_dung, *more), tables)
    )
    if view.van_ban_kem_theo is not None:
        text = _blocks('van_ban_kem_theo.noi_dung', (*view.van_ban_kem_theo.noi_dung, *more), tables)
        own = ours.attached_text().replace(paragraph('ThanVanBan', '{{p van_ban_kem_theo.noi_dung }}'), text)
        body += shown_if('van_ban_kem_theo', _section_mark(False) + own)
    if view.phu_luc:
        blocks = [b for a in view.phu_luc for b in a.noi_dung]
        text = _blocks('phu_luc.noi_dung', (*blocks, *more), tables)
        own = ours.appendix().replace(paragraph('ThanVanBan', '{{p phu_luc.noi_dung }}'), text)
        mark = _section_mark(False)
        end = shown_if('phu_luc.ngang', _section_mark(True)) + shown_if('not phu_luc.ngang', mark)
        each = paragraph('Normal', '{%p for phu_luc in phu_luc %}') + own + end
        body += mark + each + paragraph('Normal', '{%p endfor %}')
    body += loop('chu_thich', 'FootnoteText')
    footer = ours.contact() if kind is CongVan else ''
    return zipped(package(body, "Mẫu để đo", _STYLES, first_footer=footer))


def script_template() -> bytes:
    """The template of `bench/peer_script.py`: the frame of a paper with a type, and five kinds of blocks."""
    kinds = ('muc_la_ma', 'muc_so', 'muc_chu', 'doan', 'gach')
    blocks = tuple(Khoi(kind, EMPTY) for kind in kinds)
    body = ours.named_type().replace(paragraph('ThanVanBan', _OURS), _blocks('noi_dung', blocks, {}))
    return zipped(package(body, "Mẫu để đo", _STYLES))


def _blocks(name: str, blocks: Iterable[Khoi], tables: dict[str, str]) -> str:
    """The loop over the blocks of a body, with a branch for each kind that is among them."""
    kinds = dict.fromkeys(b.kieu for b in blocks if b.bang is None)
    samples = {kind: ours.SAMPLES[kind] for kind in kinds} | (tables if any(b.bang for b in blocks) else {})
    branches = ''
    for i, (kind, sample) in enumerate(samples.items()):
        branches += (
            paragraph('ThanVanBan', f'{{%p {"elif" if i else "if"} khoi.kieu == "{kind}" %}}') + sample
        )
    end = paragraph('ThanVanBan', '{%p endif %}')
    tags = (f'{{%p for khoi in {name} %}}', '{%p endfor %}')
    begin, last = (paragraph('ThanVanBan', tag) for tag in tags)
    return begin + branches + end + last


def _table(drawn: etree._Element, table: Bang) -> str:
    """A table as our document draws it: its head as it is, and a sample row for each shape of its other rows."""
    rows = drawn.findall(w('tr'))
    samples: dict[str, etree._Element] = {}
    for row, element in zip(table.hang, rows, strict=True):
        if row.dau:
            continue
        drawn.remove(element)
        if samples.setdefault(row_kind(row), element) is element:
            for i, cell in enumerate(element.findall(w('tc'))):
                _fill(cell, f'{{{{ hang.o{i} }}}}')
    text = _tag_row('tr for hang in khoi.hang')
    for i, (kind, element) in enumerate(samples.items()):
        text += _tag_row(f'tr {"elif" if i else "if"} hang.kieu == "{kind}"') + _xml(element)
    text += _tag_row('tr endif') + _tag_row('tr endfor')
    return _xml(drawn).replace('</w:tbl>', text + '</w:tbl>')


def _fill(cell: etree._Element, tag: str) -> None:
    """A tag in place of the text of a cell's one paragraph."""
    [paragraph] = cell.findall(w('p'))
    for run in paragraph.findall(w('r')):
        paragraph.remove(run)
    etree.SubElement(etree.SubElement(paragraph, w('r')), w('t')).text = tag


def _tag_row(statement: str) -> str:
    """A row that holds a statement only."""
    return f'<w:tr><w:tc>{paragraph("OChu", "{%" + statement + " %}")}</w:tc></w:tr>'


def _xml(element: etree._Element) -> str:
    return re.sub(' xmlns:[a-z0-9]+="[^"]*"', '', etree.tostring(element, encoding='unicode'))


def _section_mark(wide: bool) -> str:
    """The last paragraph of a section: A4, upright or on its side, the header of the paper."""
    across, down = (PAGE_HEIGHT, PAGE_WIDTH) if wide else (PAGE_WIDTH, PAGE_HEIGHT)
    turned = ' w:orient="landscape"' if wide else ''
    return (
        '<w:p><w:pPr><w:pStyle w:val="DongAn"/><w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
        f'<w:headerReference w:type="first" r:id="rId6"/><w:pgSz w:w="{across}" w:h="{down}"{turned}/>'
        f'<w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}" w:header="510" '
        'w:footer="510" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr></w:pPr></w:p>'
    )
