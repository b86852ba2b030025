"""A template of docxtpl's dialect compiled once, and the papers made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from jinja2 import TemplateSyntaxError, nodes
from msgspec import Struct
from msgspec.structs import replace

from baocao.container import Deflater, Packed, deflate, standard
from baocao.errors import BaoCaoError, Finding, Level
from baocao.word import front, package, safety
from baocao.word.engine import generating, told
from baocao.word.engine.bounds import Budget
from baocao.word.engine.generating import Program
from baocao.word.engine.marks import Unsettled
from baocao.word.engine.opening import Opened, Source, open_template, pieces
from baocao.word.engine.parts import Part, Properties
from baocao.word.engine.sandbox import EngineEnvironment, environment
from baocao.word.engine.shape import joined, printed, shape, split
from baocao.word.engine.told import Tag, tags_of
from baocao.word.faults import Faults
from baocao.word.package import Package
from baocao.word.places import Area
from baocao.word.wordml import P
from baocao.word.xml import parse

#: what safety says about good form, not about safety: docxtpl takes such templates
_FORM: Final = frozenset({'MB052', 'MB054', 'MB055', 'MB056', 'MB057', 'MB058', 'MB059', 'MB060'})
#: the front refuses these tags of docxtpl's, which the engine knows
_KNOWN: Final = 'MB211'


class Compiled(Struct, frozen=True):
    """A template compiled once. `findings` are what was found in it and does not stop."""

    name: str
    findings: tuple[Finding, ...]
    _constants: Mapping[str, Packed]
    _parts: tuple[Part, ...]
    _properties: Properties | None

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
        milder = compat and (finding.code in _FORM or finding.remedy == safety.LINK_REMEDY)
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
    parts: list[Part] = []
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


def _part(source: Source, name: str, environment: EngineEnvironment) -> Part:
    text = split(source.text)
    try:
        tags = tuple(tags_of(environment, text, source.marked, source.places, source.name))
    except TemplateSyntaxError as error:
        raise told.syntax_error(error, name, source.name) from None
    try:
        tree = generating.measured(environment, environment.parse(text))
        reference = cache(partial(generating.reference, environment, tree))
        program = _direct(source, tree, text, environment) if tags else None
        if program is None:
            reference()  # its faults are told now
    except TemplateSyntaxError as error:
        tag = tags[error.lineno - 1] if 0 < error.lineno <= len(tags) else Tag('', source.name)
        raise told.syntax_error(error, name, tag.place, tag.text) from None
    return Part(source, tags, program, reference)


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


def _compiled_properties(opened: Opened, name: str, environment: EngineEnvironment, once: bool) -> Properties:
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
    return Properties(opened.core, tuple(found), once)
