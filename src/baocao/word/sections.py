"""The sections after the signature: appendices and the text of an indirect decision, each by a file of its own.

Each is a Word section (ISO 29500-1, 17.6): own paper and orientation, pages numbered from 1 (Decree 30/2020,
Phụ lục I, Phần III khoản 1 điểm đ). The mark of the paper's own section then moves into its last paragraph.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from baocao.errors import BaoCaoError
from baocao.word import assembly, package, safety
from baocao.word.blocks import Samples, build
from baocao.word.expressions import Scope
from baocao.word.faults import Faults
from baocao.word.fragment import REFUSED, foreign
from baocao.word.names import Kind, Shape, fields_of
from baocao.word.parts import PartCompiler, fragment_xml
from baocao.word.places import Area
from baocao.word.section import SECTION_SLOT, Layout, Sections
from baocao.word.styles import Styles, remap_styles, used_styles
from baocao.word.values import Filters, Slot
from baocao.word.wordml import BODY, R, W, bare, local, w
from baocao.word.xml import XmlFault, parse

#: a section may hold tables and its own section mark, which is read and left out
_REFUSED = {k: v for k, v in REFUSED.items() if k not in ('tbl', 'sectPr')}
_FOOTER_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml'


def sections_node(
    last: etree._Element, layouts: Mapping[str, Layout], parts: dict[str, bytes], main: str
) -> Sections:
    """What closes a body whose last section mark is `last`. An empty footer is added to the package where the
    first page of the paper has one, which the sections would otherwise take over (17.10.2)."""
    around = dict(last.nsmap)
    references = [copy.deepcopy(e) for e in last if local(e) in ('headerReference', 'footerReference')]
    for reference in references:
        if local(reference) == 'footerReference' and reference.get(w('type')) == 'first':
            reference.set(f'{{{R}}}id', _empty_footer(parts, main))
    return Sections(
        layouts,
        bare(last, around).encode(),
        ''.join(bare(r, around) for r in references).encode(),
        last.find(w('titlePg')) is not None,
    )


def _empty_footer(parts: dict[str, bytes], main: str) -> str:
    """The relationship id of a footer without text."""
    name = 'word/footer-trong.xml'
    empty = f'<w:ftr xmlns:w="{W}"><w:p/></w:ftr>'
    assembly.add(parts, name, assembly.written(parse(empty.encode())), _FOOTER_TYPE)
    return assembly.relate(parts, main, assembly.office('footer'), name)


class SectionCompiler:
    """Compiles the files of sections for one template: its styles, namespaces and samples."""

    def __init__(
        self,
        scope: Scope,
        styles: Styles,
        namespaces: dict[str | None, str],
        note_style: str,
        samples: Samples,
        filters: Filters,
    ) -> None:
        self.scope, self.styles, self.namespaces, self.note_style = scope, styles, namespaces, note_style
        self.samples, self.filters = samples, filters

    def layout(self, path: Path, name: str, field: str, view_type: type, faults: Faults) -> Layout | None:
        """The layout of the sections in a field of the view; None with findings where the file, which messages
        call `name`, cannot be read through."""
        own = Faults(name)
        found: Layout | None = None
        try:
            found = self._compiled(path, self._scope(field, view_type), own)
        except BaoCaoError as error:
            own.extend(*error.findings)
        except (XmlFault, ValueError):
            own.add(
                'MB258', Area.SECTION.value, "Không đọc được tệp mẫu này.", "Hãy mở tệp bằng Word và lưu lại."
            )
        faults.extend(*own.found)
        return found

    def _scope(self, field: str, view_type: type) -> Scope:
        shape = fields_of(view_type)[field]
        item = (
            shape.item if shape.kind is Kind.LIST and shape.item else Shape(shape.kind, record=shape.record)
        )
        return Scope({**self.scope.names, field: (Slot(SECTION_SLOT), item)})

    def _compiled(self, path: Path, scope: Scope, own: Faults) -> Layout | None:
        read = package.read_package(path, own.name)
        own.extend(*(f for f in safety.check_template(read, own.name) if f.level.stops))
        parts = dict(read.parts)
        root = parse(parts[read.main_part])
        sheet = assembly.related(parts, read.main_part, assembly.office('styles'))
        own_styles = Styles(parse(parts[sheet[0]]) if sheet and sheet[0] in parts else None)
        margins = _margins(root)
        compiler = PartCompiler(root, Area.SECTION, read.main_part, self.styles, self.note_style, own)
        if not compiler.read():
            compiler.check_names(scope, self.samples, self.filters)
            return None
        body = compiler.root.find(BODY)
        if body is None:
            raise ValueError('no body')
        for mark in body.findall(w('sectPr')):
            body.remove(mark)
        self._check(body, own_styles, own)
        adopted = {i: self.styles.adopt(own_styles, i) for i in used_styles(body)}
        remap_styles(body, adopted)
        runs, layout = compiler.laid_out(self.namespaces, 0)
        material = compiler.material(runs, layout)
        xml = fragment_xml(body, self.namespaces)
        nodes = build(xml, material, scope, self.samples, self.filters, own, SECTION_SLOT + 2)
        return Layout(nodes, margins)

    def _check(self, body: etree._Element, styles: Styles, own: Faults) -> None:
        """Find what needs other parts of its own file and so has no home in a draft."""
        refused = foreign(body, styles, _REFUSED)
        if refused:
            own.add(
                'MB257',
                Area.SECTION.value,
                f"Mẫu này có thứ không đưa vào văn bản được: {', '.join(refused)}.",
                "Hãy chỉ để chữ, thẻ và bảng trong mẫu này.",
            )


def _margins(root: etree._Element) -> tuple[int, int, int, int, int, int]:
    """The margins of the file's last section; those of the Decree where it has none."""
    found = root.find(f'{BODY}/{w("sectPr")}/{w("pgMar")}')
    standard = {'top': 1134, 'right': 851, 'bottom': 1134, 'left': 1701, 'header': 510, 'footer': 510}
    values = []
    for name, usual in standard.items():
        text = '' if found is None else found.get(w(name)) or ''
        values.append(int(text) if text.isdigit() else usual)
    return (values[0], values[1], values[2], values[3], values[4], values[5])
