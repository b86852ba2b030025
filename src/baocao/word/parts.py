"""One part compiled: checked, joined, laid out, taken apart, built."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from baocao.word import front, tags
from baocao.word.blocks import Material, Samples, build
from baocao.word.expressions import Scope
from baocao.word.faults import Faults
from baocao.word.fields import declared
from baocao.word.layout import Layout
from baocao.word.nodes import Node
from baocao.word.places import Area, area_name
from baocao.word.program import Program
from baocao.word.sites import Formats, Runs
from baocao.word.styles import Styles
from baocao.word.tags import TARGET, Tag
from baocao.word.values import Filters
from baocao.word.wordml import (
    BODY,
    ENDNOTE,
    FOOTNOTE,
    FTR,
    HDR,
    PPR,
    SDT_CONTENT,
    TBL,
    TC,
    TR,
    XML_HEAD,
    P,
    W,
    bare,
    own,
    remove,
    w,
)

_CONTAINERS = {P, BODY, TC, TR, TBL, HDR, FTR, FOOTNOTE, ENDNOTE, SDT_CONTENT}


class PartCompiler:
    """Compiles one part of one file; keeps what its instructions stand for."""

    def __init__(
        self, root: etree._Element, area: Area, part: str, styles: Styles, note_style: str, faults: Faults
    ) -> None:
        self.root, self.area, self.part, self.faults = root, area, part, faults
        self.name = area_name(area, part)
        self.styles, self.note_style = styles, note_style
        self.tags: tuple[Tag, ...] = ()
        self.written: tuple[tuple[front.Written, str], ...] = ()

    def read(self) -> bool:
        """Check and join the tags; False where the part could not be read through."""
        if self.root.nsmap.get('w') != W:
            self.faults.add(
                'MB214',
                self.name,
                "Phần này không theo dạng WordprocessingML thông dụng (Transitional).",
                "Hãy mở mẫu bằng Word và lưu lại thành .docx.",
            )
            return False
        found = front.check(self.root, self.area, self.part, self.faults)
        if found.stops:
            self.written = () if found.torn else found.written
            return False
        tree = tags.join(found, self.name, self.faults)
        if tree is None:
            return False
        self.root, self.tags = tree.root, tree.tags
        return True

    def check_names(self, scope: Scope, samples: Samples, filters: Filters) -> None:
        """Find the faults inside the tags of a part that could not be read through, so that all are told."""
        site = Formats(self.styles, {}, self.note_style).of(None, None)
        found = tuple(
            Tag(t.text[:2], t.text[2 + len(t.letter) : -2].strip().strip('-').strip(), place, t.letter)
            for t, place in self.written
        )
        sites = {i: site for i, (t, _) in enumerate(self.written) if t.letter in ('', 'r')}
        xml = ''.join(f'<?{TARGET} t{number}?>' for number in range(len(found)))
        build(xml, Material(found, sites, (), (), {}), scope, samples, filters, self.faults)

    def prepare(self, namespaces: dict[str | None, str], page_width: int) -> tuple[Runs, Layout]:
        """The tools that take this part apart."""
        return Runs(Formats(self.styles, namespaces, self.note_style)), Layout(self.styles, page_width)

    def material(self, runs: Runs, layout: Layout) -> Material:
        """What the instructions stand for, once all of them are in place."""
        numbers: dict[etree._Element, int] = {}
        parents: dict[int, tuple[int, str]] = {}
        for item in self.root.iter(etree.ProcessingInstruction):
            parent = item.getparent()
            if not isinstance(item, etree._ProcessingInstruction) or item.target != TARGET:
                continue
            if (item.text or '')[0] != 't' or parent is None:
                continue
            number = int((item.text or '')[1:])
            name = str(parent.tag).rpartition('}')[2]
            parents[number] = (numbers.setdefault(parent, len(numbers)), name)
            if parent.tag not in _CONTAINERS:
                self.faults.add(
                    'MB212',
                    self.tags[number].place,
                    f"Sau khi nối, thẻ rơi vào <w:{name}>, nơi không in được.",
                    "Hãy gõ lại thẻ trong một đoạn văn thường.",
                    self.tags[number].shown,
                )
        return Material(
            self.tags,
            dict(runs.sites),
            tuple(runs.items),
            tuple(layout.nodes),
            parents,
            frozenset(runs.quiet),
        )

    def laid_out(self, namespaces: dict[str | None, str], page_width: int) -> tuple[Runs, Layout]:
        """The part taken apart: runs and rules of its paragraphs as instructions, its tables guarded."""
        runs, layout = self.prepare(namespaces, page_width)
        above, _ = layout.rules(self.root)
        for paragraph in list(self.root.iter(P)):
            if paragraph in above or has_instruction(paragraph):
                runs.take_apart(paragraph)
            if paragraph in above:
                layout.measure(paragraph, above[paragraph])
        layout.guard(self.root)
        return runs, layout

    def program(
        self,
        scope: Scope,
        samples: Samples,
        filters: Filters,
        page_width: int,
        ending: Node | None,
        sections: Callable[[etree._Element], Node] | None = None,
    ) -> Program:
        """The part as a program. `ending` is written last inside the root, for the notes; `sections` makes of
        the body's last section mark what prints it and the sections after it."""
        runs, layout = self.laid_out(dict(self.root.nsmap), page_width)
        if ending is not None:
            self.root.append(layout.instruction(ending))
        last = self.root.find(f'{BODY}/{w("sectPr")}')
        if sections is not None and last is not None:
            last.addprevious(layout.instruction(sections(last)))
            remove(last)
        material = self.material(runs, layout)
        keeps = self.area not in (Area.FOOTNOTES, Area.ENDNOTES)
        xml = etree.tostring(self.root, encoding='unicode')
        xml = XML_HEAD.decode() + (declared(xml) if keeps else xml)
        nodes = build(xml, material, scope, samples, filters, self.faults)
        return Program(self.part, self.name, self.area is Area.BODY, nodes, page_width, keeps)


def has_instruction(paragraph: etree._Element) -> bool:
    """True where a tag prints in this paragraph (its own, not a text box's)."""
    for item in own(paragraph, etree.ProcessingInstruction):  # type: ignore[arg-type]
        parent = item.getparent()
        if parent is not None and parent.tag != PPR:
            return True
    return False


def fragment_xml(cell: etree._Element, namespaces: dict[str | None, str]) -> str:
    """The content of a cell as it stands inside a part with these namespaces."""
    return ''.join(bare(child, namespaces) for child in cell if child.tag != f'{{{W}}}tcPr')
