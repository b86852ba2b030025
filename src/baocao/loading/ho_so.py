"""A paper with all that it names, and the tasks of another paper that it hands out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from baocao.errors import Finding, Span
from baocao.loading.faults import existing
from baocao.loading.sheets import SheetTables
from baocao.loading.task_papers import TaskPapers
from baocao.models import ChiTieu, CoQuan, SoLieu, VanBan, VanBanDan
from baocao.quy_dinh import TheLoai
from baocao.source import Scalar, Source
from baocao.vietnamese import Ngay

if TYPE_CHECKING:
    from baocao.loading.leads import Lead
    from baocao.loading.units import Unit


class NguonGiao(Struct, frozen=True):
    """A paper whose tasks are handed out to many, by letters of their own; `made` is what was made of it once for all
    of them. `key` stands before its paths in those letters."""

    key: str
    ho_so: HoSo
    made: dict[str, Any] = field(default_factory=dict)

    def key_of(self, key: str) -> str:
        """The file key in a letter of a file of this paper."""
        return f'{self.key}/{key}' if key else self.key

    def path_of(self, path: str) -> str:
        """The path in a letter of a path of this paper."""
        key, _, rest = path.rpartition(':')
        return f'{self.key_of(key)}:{rest}'


class Giao(Struct, frozen=True):
    """The tasks that a paper hands out to its unit, in the order of the paper that gives them; `ngay` is the day on
    which they are judged, None where it is that of the paper itself."""

    tu: NguonGiao
    nhiem_vu: tuple[Lead, ...]
    ngay: Ngay | None = None


class HoSo(Struct, frozen=True):
    """A paper with all that it names.

    `so_lieu` maps the file key of each figures file to its model; `sources` maps file keys (empty for
    the paper itself) to sources, so that a path of the View (`key:loc`) finds its place. `inputs` are
    the hashes of all files used. `citable` are the texts that may be cited by code; `uncitable` says of other
    codes that the paper uses what is wrong and how to mend it. `sheets` are the tables that the paper takes
    from spreadsheets, `task_papers` the other papers whose tasks it counts; `don_vi` is the unit that it is written
    for, `giao` the tasks of another paper that it hands out. `findings` never stop.
    """

    van_ban: VanBan
    the_loai: TheLoai
    co_quan: CoQuan
    so_lieu: Mapping[str, SoLieu]
    sources: Mapping[str, Source]
    inputs: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    citable: Mapping[str, VanBanDan] = field(default_factory=dict)
    uncitable: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    sheets: SheetTables = field(default_factory=SheetTables)
    task_papers: TaskPapers = field(default_factory=TaskPapers)
    don_vi: Unit | None = None
    giao: Giao | None = None
    #: the paths whose places were asked for, each with its file and what of it the file really has
    known: dict[str, tuple[Source, tuple[str | int, ...]]] = field(default_factory=dict)

    @property
    def looks_up(self) -> bool:
        """True where other papers of the office were looked for by their codes."""
        asked = self.task_papers
        return bool(self.citable or self.uncitable or asked.papers or asked.refused)

    def targets(self) -> Iterator[tuple[str, int, ChiTieu]]:
        """Every line of every figures file: file key, place in the list, target or group head."""
        for key, model in self.so_lieu.items():
            for i, chi_tieu in enumerate(model.chi_tieu):
                yield key, i, chi_tieu

    def place(self, path: str, at: int | None = None, length: int = 1) -> Span:
        """The place of a path of the View, of the whole value or of a part of it."""
        if (cell := self.sheets.place(path)) is not None:
            return cell
        known = self.known.get(path)
        if known is None:
            key, loc = split_path(path)
            known = self.known[path] = self.sources[key], existing(self.sources[key], loc)
        source, own = known
        return source.span(own) if at is None else source.span_in(own, at, length)

    def typed(self, path: str) -> str:
        """The text that was typed at a path of the View; empty where no text stands there."""
        key, loc = split_path(path)
        source = self.sources.get(key)
        node = source.find(existing(source, loc)) if source and not self.sheets.place(path) else None
        return (node.value or '') if isinstance(node, Scalar) else ''

    def excerpt(self, path: str, span: Span) -> str:
        """The line of the file at a span of a path."""
        return '' if self.sheets.place(path) else self.sources[path.rpartition(':')[0]].excerpt(span)


def split_path(path: str) -> tuple[str, tuple[str | int, ...]]:
    """A path of the View as file key and location."""
    key, _, rest = path.rpartition(':')
    return key, tuple(int(p) if p.isdigit() else p for p in rest.split('.') if p)
