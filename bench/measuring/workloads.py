"""What every part measures: a paper with its View, the same as a plain mapping, and the template of docxtpl for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from baocao.loading import load
from baocao.mau import Templates
from baocao.models import VanBan
from baocao.view import View, build

from .mapping import mapping_of
from .papers import Paper
from .peer_templates import docxtpl_template
from .texts import parts_of


@dataclass(frozen=True, slots=True)
class Workload:
    """A paper ready to be measured: `own` is our document without controls, `template` the file that docxtpl and our
    engine print `mapping` with, `inputs` the names of the YAML files that the paper is made of."""

    paper: Paper
    kind: type[VanBan]
    view: View
    mapping: dict[str, Any]
    own: bytes
    template: Path
    inputs: tuple[str, ...]

    @property
    def label(self) -> str:
        return self.paper.label


def workloads(found: Iterable[Paper], folder: Path, kinds: tuple[str, ...] = ()) -> Iterator[Workload]:
    """Each paper made ready, one after the other; the templates, with branches for these kinds besides those of the
    paper, are written into the folder."""
    templates = Templates()
    for paper in found:
        ho_so = load(paper.workspace, paper.place)
        kind, view = type(ho_so.van_ban), build(ho_so)[0]
        own = templates.of(kind, paper.workspace).render(view, sealed=False).data
        template = folder / f'{paper.label}.docx'
        template.write_bytes(docxtpl_template(kind, view, parts_of(own)['word/document.xml'], kinds))
        yield Workload(paper, kind, view, mapping_of(view), own, template, tuple(ho_so.inputs))
