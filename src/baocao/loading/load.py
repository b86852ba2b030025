"""Sources -> models: a paper with all it names, and every fault of it as a finding with its place."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import Struct, field

from baocao.errors import BaoCaoError, Finding, Span
from baocao.loading.citable import number_of, texts_to_cite
from baocao.loading.doubts import doubted
from baocao.loading.faults import existing, finding
from baocao.loading.figures import disagreeing
from baocao.loading.registers import check_register
from baocao.loading.sheets import SheetTables, read_sheets
from baocao.loading.task_papers import TaskPapers, papers_counted
from baocao.loading.validate import M, validate
from baocao.models import (
    ChiTieu,
    CongVan,
    CoQuan,
    GiayMoi,
    QuyetDinh,
    SoLieu,
    VanBan,
    VanBanCoTenLoai,
    VanBanDan,
)
from baocao.models.fields import AGENCY_CODE, short
from baocao.quy_dinh import THE_LOAI, TheLoai, beyond, find, suggest
from baocao.source import Scalar, Source
from baocao.workspace import Workspace, kind_of

#: The class that reads the papers of a sample layout of Phụ lục III, Mục II.
_BY_LAYOUT: Mapping[str, type[VanBan]] = {
    '1.2': QuyetDinh,
    '1.4': VanBanCoTenLoai,
    '1.5': CongVan,
    '1.7': GiayMoi,
}
#: The types drafted today, by the name of the Decree, and the class that reads each.
DRAFTED: Mapping[str, type[VanBan]] = {
    t.ten: reader for t in THE_LOAI for mau, reader in _BY_LAYOUT.items() if mau in t.mau
}


class HoSo(Struct, frozen=True):
    """A paper with all that it names.

    `so_lieu` maps the file key of each figures file to its model; `sources` maps file keys (empty for
    the paper itself) to sources, so that a path of the View (`key:loc`) finds its place. `inputs` are
    the hashes of all files used. `citable` are the texts that may be cited by code; `uncitable` says of other
    codes that the paper uses what is wrong and how to mend it. `sheets` are the tables that the paper takes
    from spreadsheets, `task_papers` the other papers whose tasks it counts. `findings` never stop.
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


def load(workspace: Workspace, relative: PurePosixPath) -> HoSo:
    """The paper at this place of the workspace, validated, with its agency and figures.

    Raises BaoCaoError with all findings of all files it names, where any of them stops.
    """
    findings: list[Finding] = []
    source = workspace.source(relative)
    findings += source.findings
    the_loai, reader = _reader(source, findings)
    van_ban = validate(reader, source, findings) if reader else None
    used = [relative]
    sources = {'': source}
    co_quan = _agency(workspace, source, sources, used, findings)
    so_lieu: dict[str, SoLieu] = {}
    for place in workspace.figures_beside(relative):
        figures = workspace.source(place)
        used.append(place)
        sources[place.name] = figures
        if model := _once(workspace, 'so_lieu', place, SoLieu, findings):
            so_lieu[place.name] = model
    findings += _same_codes(so_lieu, sources)
    citable = texts_to_cite(workspace, relative, sources, findings)
    used += citable.used
    task_papers = papers_counted(workspace, relative, sources, _whole)
    used += task_papers.used
    if van_ban is not None:
        van_ban = number_of(workspace, relative, van_ban, source, used, findings)
    sheets = read_sheets(workspace, relative, van_ban, findings) if van_ban else SheetTables()
    if van_ban is None or the_loai is None or co_quan is None or any(f.level.stops for f in findings):
        raise BaoCaoError(*findings)
    return HoSo(
        van_ban,
        the_loai,
        co_quan,
        so_lieu,
        sources,
        {**workspace.hashes(tuple(dict.fromkeys(used))), **sheets.hashes},
        tuple(findings),
        citable.texts,
        citable.refused,
        sheets,
        task_papers,
    )


def check(workspace: Workspace, relative: PurePosixPath) -> tuple[Finding, ...]:
    """All findings of one figures file, agency file or register by itself."""
    source = workspace.source(relative)
    findings: list[Finding] = []
    kind = kind_of(source)
    if kind in ('van_ban_dan', 'so_dang_ky'):
        findings += source.findings
        check_register(source, findings)
    elif kind == 'co_quan':
        _once(workspace, kind, relative, CoQuan, findings)
    else:
        _once(workspace, 'so_lieu', relative, SoLieu, findings)
    return tuple(findings)


def _once(
    workspace: Workspace, kind: str, place: PurePosixPath, model: type[M], findings: list[Finding]
) -> M | None:
    """The model of a file that papers share, read once for all of them; its findings are told with each."""
    if (kind, place) not in workspace.kept:
        source = workspace.source(place)
        told = list(source.findings)
        read = validate(model, source, told)
        if isinstance(read, SoLieu):
            told += [*doubted(read, source), *disagreeing(read, source)]
        workspace.kept[kind, place] = read, tuple(told)
    kept, known = workspace.kept[kind, place]
    findings += known
    return kept if isinstance(kept, model) else None


def _whole(source: Source) -> VanBan | None:
    """The model of another paper, None where it has a fault, which is told with that paper."""
    _, reader = _reader(source, [])
    return validate(reader, source, []) if reader else None


def _reader(source: Source, findings: list[Finding]) -> tuple[TheLoai | None, type[VanBan] | None]:
    """The type of a paper and the class that reads it, chosen by `loai`; a finding where there is none."""
    name = source.value().get('loai')
    if not isinstance(name, str) or not name.strip():
        span = source.span(('loai',))
        findings.append(
            finding(
                'DL002',
                source,
                span,
                "«Loại văn bản» (loai) chưa có.",
                "Viết tên loại, ví dụ: loai: báo cáo.",
            )
        )
        return None, None
    the_loai = find(name)
    span = source.span(('loai',))
    if the_loai is None:
        reason = beyond(name)
        if reason is not None:
            findings.append(
                finding(
                    'DL081',
                    source,
                    span,
                    f"«{short(name)}» là {reason}, không theo Nghị định 30/2020/NĐ-CP.",
                    "Chương trình chỉ soạn văn bản hành chính; dùng một tên loại ở Điều 7 Nghị định 30/2020/NĐ-CP.",
                )
            )
            return None, None
        near = suggest(name)
        words = ", ".join(f"«{t.ten}»" for t in near)
        remedy = f"Có phải là {words}?" if near else "Dùng tên loại theo Điều 7 Nghị định 30/2020/NĐ-CP."
        findings.append(finding('DL003', source, span, f"Không có loại văn bản «{short(name)}».", remedy))
        return None, None
    reader = DRAFTED.get(the_loai.ten)
    if reader is None:
        drafted = ", ".join(DRAFTED)
        findings.append(
            finding(
                'DL004',
                source,
                span,
                f"Chưa soạn được loại văn bản «{the_loai.ten}».",
                f"Hiện soạn được: {drafted}.",
            )
        )
    return the_loai, reader


def _agency(
    workspace: Workspace,
    paper: Source,
    sources: dict[str, Source],
    used: list[PurePosixPath],
    findings: list[Finding],
) -> CoQuan | None:
    """The agency that the paper names, None with findings where it cannot be had.

    A code that is none is a fault of the paper's own model, and is never looked for in the folder.
    """
    code = paper.value().get('co_quan_ban_hanh')
    if not isinstance(code, str) or not AGENCY_CODE.fullmatch(code):
        return None
    place = workspace.agency(code)
    if place is None:
        known = workspace.agencies()
        near = difflib.get_close_matches(code, known, 1)
        folder = workspace.shown(PurePosixPath('co-quan'))
        remedy = (
            f"Có phải là «{near[0]}»?" if near else f"Tạo tệp {folder}/{short(code)}.yaml cho cơ quan này."
        )
        if known and not near:
            remedy += f" Đang có: {', '.join(known[:8])}."
        findings.append(
            finding(
                'DL005',
                paper,
                paper.span(('co_quan_ban_hanh',)),
                f"Không có hồ sơ cơ quan «{short(code)}» trong thư mục {folder}.",
                remedy,
            )
        )
        return None
    try:
        source = workspace.source(place)
    except BaoCaoError as error:
        findings += error.findings
        return None
    used.append(place)
    sources['co_quan'] = source
    if kind_of(source) != 'co_quan':
        findings += source.findings
        findings.append(
            finding(
                'DL017',
                source,
                source.span(()),
                "Tệp này không phải là hồ sơ cơ quan.",
                "Hồ sơ cơ quan cần có «ten_tren_van_ban» (các dòng tên cơ quan trên văn bản).",
            )
        )
        return None
    return _once(workspace, 'co_quan', place, CoQuan, findings)


def _same_codes(so_lieu: Mapping[str, SoLieu], sources: Mapping[str, Source]) -> Iterator[Finding]:
    first: dict[str, tuple[str, tuple[str | int, ...]]] = {}

    def span_of(key: str, loc: tuple[str | int, ...]) -> Span:
        return sources[key].span(loc, key=loc[0] == 'so_lieu')

    for key, model in so_lieu.items():
        places: list[tuple[str, tuple[str | int, ...]]] = [
            (chi_tieu.ma, ('chi_tieu', i, 'ma')) for i, chi_tieu in enumerate(model.chi_tieu) if chi_tieu.ma
        ]
        places += [(code, ('so_lieu', code)) for code in model.so_lieu]
        for code, loc in places:
            if code in first:
                span, before = span_of(key, loc), span_of(*first[code])
                used = f"{before.file}:{before.line}"
                yield finding(
                    'SL005',
                    sources[key],
                    span,
                    f"Mã chỉ tiêu «{code}» đã dùng ở {used}." if loc[0] == 'chi_tieu' else
                    f"Mã số liệu «{code}» đã dùng ở {used}.",
                    "Đặt mã khác cho một trong hai chỉ tiêu." if loc[0] == 'chi_tieu' else
                    "Đặt mã khác cho một trong hai số.",
                )  # fmt: skip
            first.setdefault(code, (key, loc))
