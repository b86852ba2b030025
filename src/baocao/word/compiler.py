"""A Word template compiled once: everything that does not depend on a view is done here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from baocao import seal
from baocao.errors import BaoCaoError, Finding
from baocao.word import assembly, fields, notes, package, properties, safety
from baocao.word.blocks import Samples
from baocao.word.expressions import root_scope
from baocao.word.faults import Faults
from baocao.word.fragment import Around, compile_fragment
from baocao.word.layout import page_text_width, rule_share
from baocao.word.nodes import Node, Notes
from baocao.word.opc import is_xml
from baocao.word.parts import PartCompiler
from baocao.word.places import Area
from baocao.word.prints import printed
from baocao.word.program import Program
from baocao.word.render import Kept, Template
from baocao.word.section import Layout
from baocao.word.sections import SectionCompiler, sections_node
from baocao.word.sites import Formats
from baocao.word.styles import Styles
from baocao.word.values import FILTERS, Filters
from baocao.word.wordml import P, T, local
from baocao.word.xml import XmlFault, parse

_AREAS = (('header', Area.HEADER), ('footer', Area.FOOTER), ('endnotes', Area.ENDNOTES))
#: the seal is a custom property of the document (ISO 29500-1, 22.3)
SEAL_TYPE = 'application/vnd.openxmlformats-officedocument.custom-properties+xml'


class Examined(Struct, frozen=True):
    """A template looked at without any data: everything that was found, and the template as far as it could be
    compiled; None where its body could not be read through."""

    template: Template | None
    findings: tuple[Finding, ...]

    def usable(self) -> Template:
        """The template. Raises BaoCaoError with all findings that stop where there are any."""
        stopping = tuple(f for f in self.findings if f.level.stops)
        if self.template is None or stopping:
            raise BaoCaoError(*stopping)
        return self.template


def _file_name(path: Path) -> str:
    return path.name


def compile(
    path: Path,
    name: str,
    fragment: Path | None,
    view_type: type,
    filters: Filters = FILTERS,
    sections: Mapping[str, Path] = MappingProxyType({}),
    spare: Path | None = None,
    called: Callable[[Path], str] = _file_name,
) -> Template:
    """The template compiled for views of one class.

    `name` is how messages call the template. `fragment` is the shared file of sample paragraphs, None where
    the template prints no blocks; `spare` another one, whose samples stand in for the kinds of block that the
    first does not have. `sections` are the files that print the sections after the signature, each
    by the field of the view that holds them; `called` gives the name of these files in messages. `filters` are
    the only filters its tags may use, each str -> str (a Text is changed piece by piece). Raises BaoCaoError with
    all findings of template and fragment that stop.
    """
    return examine(path, name, fragment, view_type, filters, sections, spare, called).usable()


def examine(
    path: Path,
    name: str,
    fragment: Path | None,
    view_type: type,
    filters: Filters = FILTERS,
    sections: Mapping[str, Path] = MappingProxyType({}),
    spare: Path | None = None,
    called: Callable[[Path], str] = _file_name,
) -> Examined:
    """What `compile` would find, with all findings of template and fragment, those that do not stop among them."""
    faults = Faults(name)
    template: Template | None = None
    try:
        found = package.read_package(path, name)
        faults.extend(*safety.check_template(found, name))
        compiler = _Compiler(dict(found.parts), found.main_part, name, view_type, filters, faults)
        template = compiler.template(fragment, spare, sections, called)
    except BaoCaoError as error:
        faults.extend(*error.findings)
    except (XmlFault, ValueError):
        faults.add(
            'MB216',
            '',
            "Không đọc được cấu trúc của mẫu.",
            "Hãy mở mẫu bằng Word và lưu lại thành .docx.",
        )
    return Examined(template and replace(template, findings=faults.doubts), faults.found)


class _Compiler:
    def __init__(
        self,
        parts: dict[str, bytes],
        main: str,
        name: str,
        view_type: type,
        filters: Filters,
        faults: Faults,
    ) -> None:
        self.parts, self.main, self.name = parts, main, name
        self.view_type, self.filters, self.faults = view_type, filters, faults
        sheet = assembly.related(parts, main, assembly.office('styles'))
        self.styles = Styles(parse(parts[sheet[0]]) if sheet and sheet[0] in parts else None)
        self.text_style, self.reference_style = self.styles.require_note_styles()

    def template(
        self,
        fragment: Path | None,
        spare: Path | None,
        sections: Mapping[str, Path],
        called: Callable[[Path], str],
    ) -> Template | None:
        """Compile every part and gather the constants; None where the body could not be read through."""
        root = parse(self.parts[self.main])
        width = page_text_width(root)
        footnotes = notes.ensure(self.parts, self.main)
        around = Around(self.styles, dict(root.nsmap), self.reference_style, width, self.filters)
        samples = (
            Samples(None)
            if fragment is None
            else compile_fragment(fragment, around, self.faults, spare, called)
        )
        layouts = self.layouts(sections, around, samples, called)
        programs: list[Program] = []
        for part, area in self.areas(footnotes):
            part_root = root if area is Area.BODY else parse(self.parts[part])
            if area is Area.FOOTNOTES:
                first = notes.first_number(part_root)
            if area in (Area.BODY, Area.FOOTNOTES) or self.is_live(part_root):
                programs += self.program(part_root, part, area, samples, width, layouts)
        self.check_others({p for p, _ in self.areas(footnotes)})
        notes.ensure_styles(self.parts, self.main, self.styles)
        if not any(program.in_body for program in programs):
            return None
        properties.prepare(self.parts)
        drafts, memory = self.drafts()
        anew = {program.part for program in programs} | {properties.CORE, seal.PART, memory}
        keep = cache(Kept.of)  # most parts are the same in a draft and in a text to be signed
        return Template(
            self.name,
            self.view_type,
            MappingProxyType({name: keep(data) for name, data in drafts.items() if name not in anew}),
            MappingProxyType({name: keep(data) for name, data in self.parts.items() if name not in anew}),
            memory,
            tuple(programs),
            first_note=first,
            first_field=fields.first_free(self.stories()),
            prints=printed(programs),
        )

    def drafts(self) -> tuple[dict[str, bytes], str]:
        """The parts of a draft, with room for its seal and for the part that remembers, and the name of that part."""
        parts = dict(self.parts)
        assembly.add(parts, seal.PART, b'', SEAL_TYPE)
        assembly.relate(parts, '', assembly.office('custom-properties'), seal.PART)
        return parts, fields.add_memory(parts, self.main)

    def stories(self) -> Iterator[etree._Element]:
        """The roots of the parts that may hold bookmarks and controls."""
        return (
            parse(data) for name, data in self.parts.items() if name.startswith('word/') and is_xml(name, '')
        )

    def areas(self, footnotes: str) -> list[tuple[str, Area]]:
        """The parts that are filled in, the body first and the footnotes last."""
        found: dict[str, Area] = {self.main: Area.BODY}
        for kind, area in _AREAS:
            for part in assembly.related(self.parts, self.main, assembly.office(kind)):
                if part in self.parts:
                    found.setdefault(part, area)
        found.pop(footnotes, None)
        return [*found.items(), (footnotes, Area.FOOTNOTES)]

    def layouts(
        self,
        sections: Mapping[str, Path],
        around: Around,
        samples: Samples,
        called: Callable[[Path], str],
    ) -> dict[str, Layout]:
        """The layouts of the sections after the signature, by field of the view."""
        compiler = SectionCompiler(
            root_scope(self.view_type),
            around.styles,
            around.namespaces,
            around.note_style,
            samples,
            self.filters,
        )
        found = {
            field: compiler.layout(path, called(path), field, self.view_type, self.faults)
            for field, path in sections.items()
        }
        return {field: layout for field, layout in found.items() if layout is not None}

    def is_live(self, root: etree._Element) -> bool:
        """True where the part holds tags (also in places where they are faults) or rules."""
        for element in root.iter(etree.Element):
            if any('{{' in t or '{%' in t for t in (element.text or '', *map(str, element.attrib.values()))):
                return True
        for paragraph in root.iter(P):
            text = ''.join(t.text or '' for t in paragraph.iter(T))
            rule = rule_share(paragraph, self.styles)
            if rule is not None or any(sign in text for sign in ('{{', '{%', '{#', '}}', '%}')):
                return True
        return False

    def program(
        self,
        root: etree._Element,
        part: str,
        area: Area,
        samples: Samples,
        width: int,
        layouts: Mapping[str, Layout],
    ) -> list[Program]:
        compiler = PartCompiler(root, area, part, self.styles, self.reference_style, self.faults)
        scope = root_scope(self.view_type)
        if not compiler.read():
            compiler.check_names(scope, samples, self.filters)
            return []
        ending: Node | None = None
        if area is Area.FOOTNOTES:
            formats = Formats(self.styles, dict(compiler.root.nsmap), self.reference_style)
            ending = Notes(notes.properties(self.text_style), formats.of(None, self.text_style))
        closing: Callable[[etree._Element], Node] | None = None
        if area is Area.BODY and layouts:
            closing = partial(sections_node, layouts=layouts, parts=self.parts, main=self.main)
        return [compiler.program(scope, samples, self.filters, width, ending, closing)]

    def check_others(self, filled: set[str]) -> None:
        """Tags in parts that nobody fills in (comments, charts, diagrams) would reach the reader."""
        for part, data in self.parts.items():
            if part in filled or not part.startswith('word/') or not part.endswith('.xml'):
                continue
            for element in parse(data).iter(T, '{*}t', '{*}v'):
                text = ''.join(str(t) for t in element.itertext())
                if '{{' in text or '{%' in text:
                    self.faults.add(
                        'MB207',
                        part,
                        f"Thẻ nằm trong phần «{part}» ({local(element)}), nơi chương trình không điền chữ.",
                        "Hãy xóa thẻ khỏi nhận xét, biểu đồ hoặc hình đó.",
                        text[:80],
                    )
