"""A template of docxtpl's dialect compiled once, and the papers made from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from docx.oxml import parse_xml
from jinja2 import TemplateSyntaxError, nodes
from lxml import etree
from markupsafe import Markup

from baocao.container import Deflater, Packed, deflate, standard
from baocao.errors import BaoCaoError, Finding, Level
from baocao.word import front, package, safety
from baocao.word.engine import generating, settling, told
from baocao.word.engine.bounds import Budget, Excess
from baocao.word.engine.emitting import NeedsParse, permitted, referred
from baocao.word.engine.generating import Program
from baocao.word.engine.marks import Unsettled
from baocao.word.engine.opening import Opened, Source, open_template, pieces
from baocao.word.engine.sandbox import EngineEnvironment, environment
from baocao.word.engine.shape import joined, printed, shape, split
from baocao.word.engine.told import Tag, tags_of
from baocao.word.engine.values import resolved, unwrapped
from baocao.word.faults import Faults
from baocao.word.package import Package
from baocao.word.places import Area
from baocao.word.wordml import P
from baocao.word.xml import XmlFault, parse, parse_own

#: bytes of a part; Word itself gives up before
MAX_OUTPUT: Final = 256 << 20
#: about as many bytes are given to the deflater at a time
_BATCH: Final = 1 << 16
_BODY_TAG = re.compile(r'<w:body[^>]*>')
#: what safety says about good form, not about safety: docxtpl takes such templates
_FORM: Final = frozenset({'MB052', 'MB054', 'MB055', 'MB056', 'MB057', 'MB058', 'MB059', 'MB060'})
#: the front refuses these tags of docxtpl's, which the engine knows
_KNOWN: Final = 'MB211'


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that is written anew: its program (None where every render is parsed), and what makes the one for the
    parse, once."""

    source: Source
    tags: tuple[Tag, ...]
    program: Program | None
    reference: Callable[[], Program]

    def packed(self, values: Mapping[str, Any], budget: Budget, deflater: Deflater, file: str) -> Packed:
        """The part as a member. Raises BaoCaoError."""
        if self.program is not None:
            left = budget.left
            try:
                return deflater.pack(self.chunks(self.program, values, budget, file))
            except NeedsParse:
                budget.left = left
        return deflater.packed(self.parsed(values, budget, file))

    def chunks(
        self, program: Program, values: Mapping[str, Any], budget: Budget, file: str
    ) -> Iterator[bytes]:
        """The bytes of the part, in batches."""
        yield self.source.before
        size, count = 0, 16
        try:
            pieces = program.run(values, budget)
            while chunk := b''.join(islice(pieces, count)):
                size += len(chunk)
                if size > MAX_OUTPUT:
                    raise Excess(f"văn bản dài quá {MAX_OUTPUT >> 20} MiB")
                count = max(1, min(512, count * _BATCH // len(chunk)))
                yield chunk
        except NeedsParse:
            raise
        except Exception as error:
            raise self.told(program, error, file) from error
        yield self.source.after

    def parsed(self, values: Mapping[str, Any], budget: Budget, file: str) -> bytes:
        """The whole part, finished as docxtpl does it, but never repaired: what is no XML raises BaoCaoError."""
        reference = self.reference()
        found: list[str] = []
        size = 0
        try:
            for piece in reference.run(values, budget):
                size += len(piece)
                if size > MAX_OUTPUT:
                    raise Excess(f"văn bản dài quá {MAX_OUTPUT >> 20} MiB")
                found.append(piece)
        except Exception as error:
            raise self.told(reference, error, file) from error
        try:
            text = _finished(referred(joined(''.join(found))), self.source)
        except XmlFault as fault:
            raise told.broken_xml(file, self.source.name, fault.line, fault.column) from None
        return b''.join((self.source.before, text, self.source.after))

    def told(self, program: Program, error: Exception, file: str) -> BaoCaoError:
        """The error with the place and the text of its tag."""
        number = program.tag_of(error.__traceback__)
        tag = self.tags[number - 1] if 0 < number <= len(self.tags) else Tag('', self.source.name)
        return told.render_error(error, file, tag.place, tag.text)


def _finished(text: str, source: Source) -> bytes:
    """What docxtpl and python-docx make of a part when they save it. Raises XmlFault where it is no XML."""
    data, root = _sound(text)
    if source.area is Area.FOOTNOTES:
        return data
    if source.area is not Area.BODY:
        return etree.tostring(parse_xml(data), encoding='UTF-8')  # drops white space between elements
    settling.repair(root)
    settling.number(root)
    body = etree.tostring(root, encoding='unicode')
    return _BODY_TAG.sub(lambda _: source.opening[1], body, count=1).encode()


def _sound(text: str) -> tuple[bytes, etree._Element]:
    """The text with its breaks, and its tree. Raises XmlFault."""
    data = permitted(resolved(text)).encode()
    try:
        return data, parse_own(data)
    except XmlFault:
        if '\a' not in text and '\f' not in text:
            raise
    data = permitted(resolved(unwrapped(text))).encode()
    return data, parse_own(data)


@dataclass(frozen=True, slots=True)
class _Properties:
    """The part of the properties: its constants and, between them, programs.

    docxtpl escapes what it prints there and python-docx escapes it again: `&` reads `&amp;`. `once` does not.
    """

    part: str
    pieces: tuple[bytes | Program, ...]
    once: bool

    def packed(self, values: Mapping[str, Any], budget: Budget, deflater: Deflater, file: str) -> Packed:
        out: list[bytes] = []
        for piece in self.pieces:
            if isinstance(piece, bytes):
                out.append(piece)
                continue
            try:
                text = Markup(''.join(piece.run(values, budget)))
            except Exception as error:
                raise told.render_error(error, file, "thuộc tính của tệp", '') from error
            plain = text.unescape() if self.once else str(text)
            escaped = (
                plain.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;').replace('\r', '&#13;')
            )
            out.append(permitted(escaped).encode())
        return deflater.pack(out)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A template compiled once. `findings` are what was found in it and does not stop."""

    name: str
    findings: tuple[Finding, ...]
    _constants: Mapping[str, Packed]
    _parts: tuple[_Part, ...]
    _properties: _Properties | None

    def render(self, mapping: Mapping[str, Any], deflater: Deflater | None = None) -> bytes:
        """The .docx made from the values. Same values and deflater (zlib at level 6 where none is given), same
        bytes. Raises BaoCaoError, MB411 to MB417."""
        deflater, budget = deflater or standard(), Budget()
        parts: dict[str, bytes | Packed] = {**self._constants}
        for part in self._parts:
            parts[part.source.part] = part.packed(mapping, budget, deflater, self.name)
        if self._properties is not None:
            parts[self._properties.part] = self._properties.packed(mapping, budget, deflater, self.name)
        return package.write_package(parts, deflater)


def compile(
    path: Path | str, compat: bool = True, filters: Mapping[str, Callable[..., Any]] = MappingProxyType({})
) -> Compiled:
    """The template at a path.

    `compat`: what docxtpl would let pass is told in `findings`, an undefined name prints nothing. Without it
    such findings stop, and an undefined name stops the render. `filters` are Python functions that the tags may
    use besides Jinja's filters, as docxtpl's `jinja_env` gives them. Raises BaoCaoError.
    """
    path = Path(path)
    name = path.name
    data = package.read_bytes(path, name)
    found = package.read_package(data, name)
    findings = [*_safe(found, name, compat), *_front(found, name, compat)]
    stopping = [f for f in findings if f.level.stops]
    if stopping:
        raise BaoCaoError(*stopping)
    try:
        opened = open_template(data, name)
    except BaoCaoError:
        raise
    except Exception as error:  # python-docx raises whatever it meets
        problem = f"python-docx không mở được mẫu này ({type(error).__name__})."
        remedy = (
            "Mở mẫu bằng Word, chọn «Lưu thành» (Save As), kiểu Word Document (*.docx), rồi dùng tệp vừa lưu."
        )
        raise BaoCaoError(told.finding('MB418', name, '', problem, remedy)) from error
    return _compiled(opened, name, tuple(findings), environment(not compat, filters), compat)


def _safe(found: Package, name: str, compat: bool) -> Iterator[Finding]:
    """What safety finds; faults of form only warn in compat."""
    for finding in safety.check_template(found, name):
        is_link = finding.code == 'MB040' and "(loại hyperlink)" in finding.problem
        milder = compat and (finding.code in _FORM or is_link)
        yield replace(finding, level=Level.CANH_BAO) if milder else finding


def _front(found: Package, name: str, compat: bool) -> Iterator[Finding]:
    """What the strict compiler's front finds in the parts that docxtpl fills in."""
    faults = Faults(name)
    areas = {'header': Area.HEADER, 'footer': Area.FOOTER, 'footnotes': Area.FOOTNOTES}
    for part, area in (
        (found.main_part, Area.BODY),
        *((part, area) for kind, area in areas.items() for part in found.related(found.main_part, kind)),
    ):
        root = parse(found.parts[part])
        if any(front.has_tags(''.join(map(str, p.itertext()))) for p in root.iter(P)):
            front.check(root, area, part, faults)
    for finding in faults.found:
        if finding.code != _KNOWN:
            yield replace(finding, level=Level.CANH_BAO) if compat else finding


def _compiled(
    opened: Opened, name: str, findings: tuple[Finding, ...], environment: EngineEnvironment, compat: bool
) -> Compiled:
    parts: list[_Part] = []
    constants = dict(opened.parts)
    for source in opened.sources:
        part = _part(source, name, environment)
        if part.tags:
            parts.append(part)
            constants.pop(source.part, None)
        else:
            constants[source.part] = part.parsed({}, Budget(), name)
    properties = None
    if opened.properties:
        properties = _compiled_properties(opened, name, environment, once=not compat)
        constants.pop(opened.core)
    packed = {part: deflate(data, 9) for part, data in constants.items()}
    return Compiled(name, findings, MappingProxyType(packed), tuple(parts), properties)


def _part(source: Source, name: str, environment: EngineEnvironment) -> _Part:
    text = split(source.text)
    try:
        tags = tuple(tags_of(environment, text, source.marked, source.places, source.name))
    except TemplateSyntaxError as error:
        raise told.syntax_error(error, name, source.name) from None
    try:
        tree = generating.measured(environment, environment.parse(text))
        reference = cache(partial(generating.reference, environment, tree))
        program = _direct(source, tree, text, environment)
        if program is None:
            reference()  # its faults are told now
    except TemplateSyntaxError as error:
        tag = tags[error.lineno - 1] if 0 < error.lineno <= len(tags) else Tag('', source.name)
        raise told.syntax_error(error, name, tag.place, tag.text) from None
    return _Part(source, tags, program, reference)


def _direct(
    source: Source, tree: nodes.Template, text: str, environment: EngineEnvironment
) -> Program | None:
    try:
        found = shape(tree, text, source.area is Area.BODY, source.area in (Area.BODY, Area.FOOTNOTES))
    except Unsettled:
        return None
    if found.source != text:
        tree = generating.measured(environment, environment.parse(found.source))
    sites = {id(node): at for node, at in zip(printed(tree), found.sites, strict=True)}
    return generating.direct(environment, tree, sites, lambda data: joined(data).replace(*source.opening, 1))


def _compiled_properties(
    opened: Opened, name: str, environment: EngineEnvironment, once: bool
) -> _Properties:
    found: list[bytes | Program] = []
    for piece in pieces(opened.parts[opened.core], iter(opened.properties)):
        source = opened.properties.get(piece.decode(errors='replace'))
        if source is None:
            found.append(piece)
            continue
        try:
            tree = generating.measured(environment, environment.parse(source))
            found.append(generating.reference(environment, tree))
        except TemplateSyntaxError as error:
            raise told.syntax_error(error, name, "thuộc tính của tệp", source) from None
    return _Properties(opened.core, tuple(found), once)
