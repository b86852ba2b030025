"""Sources -> models: a paper with all it names, and every fault of it as a finding with its place."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from baocao.errors import BaoCaoError, Finding, Span
from baocao.loading.citable import number_of, texts_to_cite
from baocao.loading.doubts import doubted
from baocao.loading.faults import finding
from baocao.loading.figures import disagreeing
from baocao.loading.ho_so import Giao, HoSo, NguonGiao
from baocao.loading.registers import check_register
from baocao.loading.sheets import SheetTables, read_sheets
from baocao.loading.task_papers import file_key, papers_counted
from baocao.loading.validate import M, validate
from baocao.models import (
    CongVan,
    CoQuan,
    GiayMoi,
    QuyetDinh,
    SoLieu,
    VanBan,
    VanBanCoTenLoai,
)
from baocao.models.fields import AGENCY_CODE, short
from baocao.quy_dinh import THE_LOAI, TheLoai, beyond, find, suggest
from baocao.source import Source
from baocao.workspace import Workspace, kind_of

if TYPE_CHECKING:
    from baocao.loading.crossing import Crossing

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


def load(workspace: Workspace, relative: PurePosixPath, crossing: Crossing | None = None) -> HoSo:
    """The paper at this place of the workspace, validated, with its agency and figures; with a `crossing` for one
    unit and period of a batch file.

    Raises BaoCaoError with all findings of all files it names, where any of them stops.
    """
    findings: list[Finding] = []
    source = workspace.source(relative)
    the_loai, van_ban = _paper(workspace, relative, crossing is not None, findings)
    used = [relative]
    sources = {'': source}
    unit = crossing.unit if crossing is not None else None
    if crossing is not None and van_ban is not None:
        van_ban = _crossed(van_ban, crossing)
    issuer = unit.co_quan_ban_hanh if unit is not None else None
    co_quan = _agency(workspace, source, issuer, sources, used, findings)
    so_lieu: dict[str, SoLieu] = {}
    for key, place in _figures(workspace, relative, crossing):
        figures = workspace.source(place)
        used.append(place)
        sources[key] = figures
        if model := _once(workspace, 'so_lieu', place, SoLieu, findings):
            so_lieu[key] = model
    findings += _same_codes(so_lieu, sources)
    citable = texts_to_cite(workspace, relative, sources, findings)
    used += citable.used
    task_papers = papers_counted(workspace, relative, sources, _whole)
    used += task_papers.used
    if van_ban is not None and crossing is None:
        van_ban = number_of(workspace, relative, van_ban, source, used, findings)
    giao = _handed_out(workspace, crossing, sources, findings)
    sheets = read_sheets(workspace, relative, van_ban, findings) if van_ban else SheetTables()
    if van_ban is None or the_loai is None or co_quan is None or any(f.level.stops for f in findings):
        raise BaoCaoError(*findings)
    return HoSo(
        van_ban,
        the_loai,
        co_quan,
        so_lieu,
        sources,
        {
            **workspace.hashes(tuple(dict.fromkeys(used))),
            **sheets.hashes,
            **({crossing.name: crossing.hash} if crossing is not None else {}),
            **(giao.tu.ho_so.inputs if giao else {}),
        },
        tuple(findings),
        citable.texts,
        citable.refused,
        sheets,
        task_papers,
        unit,
        giao,
    )


def paper_of(workspace: Workspace, place: PurePosixPath, findings: list[Finding]) -> VanBan | None:
    """The model of a paper, read once; None with its faults where it has any."""
    return _paper(workspace, place, True, findings)[1]


def _paper(
    workspace: Workspace, place: PurePosixPath, is_shared: bool, findings: list[Finding]
) -> tuple[TheLoai | None, VanBan | None]:
    """The type and the model of a paper, read once where it is the form of many."""
    if not is_shared or ('van_ban', place) not in workspace.kept:
        source = workspace.source(place)
        told = list(source.findings)
        the_loai, reader = _reader(source, told)
        found = the_loai, validate(reader, source, told) if reader else None, tuple(told)
        if is_shared:
            workspace.kept['van_ban', place] = found
    else:
        found = workspace.kept['van_ban', place]
    findings += found[2]
    return found[0], found[1]


def _crossed(van_ban: VanBan, crossing: Crossing) -> VanBan:
    """The paper for its unit and period."""
    issuer = crossing.unit.co_quan_ban_hanh if crossing.unit is not None else None
    changes: dict[str, object] = {
        'co_quan_ban_hanh': issuer,
        'ky_bao_cao': crossing.ky,
        'ngay_ban_hanh': crossing.ngay_ban_hanh,
    }
    changes = {key: value for key, value in changes.items() if value is not None}
    return van_ban.model_copy(update=changes) if changes else van_ban


def _figures(
    workspace: Workspace, relative: PurePosixPath, crossing: Crossing | None
) -> Iterator[tuple[str, PurePosixPath]]:
    """The figures files of a paper by file key: those beside it, and those of its unit."""
    for place in workspace.figures_beside(relative):
        yield place.name, place
    folder = crossing.folder if crossing is not None else None
    if folder is not None and folder != relative.parent:
        for place in workspace.figures_in(folder):
            yield f'{folder.name}/{place.name}', place


def _handed_out(
    workspace: Workspace,
    crossing: Crossing | None,
    sources: dict[str, Source],
    findings: list[Finding],
) -> Giao | None:
    """The tasks that a crossing gives its unit; None where it gives none."""
    if crossing is None or crossing.asked is None or crossing.unit is None:
        return None
    from baocao.loading.units import leads_in, tasks_for  # few papers hand out tasks

    asked, giver = crossing.asked, PurePosixPath(crossing.asked.tu)
    if ('giao', giver) not in workspace.kept:
        try:
            workspace.kept['giao', giver] = NguonGiao(file_key(giver.stem), load(workspace, giver))
        except BaoCaoError as error:
            workspace.kept['giao', giver] = error
    found = workspace.kept['giao', giver]
    if isinstance(found, BaoCaoError):
        findings += found.findings
        return None
    assert isinstance(found, NguonGiao)
    leads = leads_in(workspace, giver, findings)
    sources.update({found.key_of(key): source for key, source in found.ho_so.sources.items()})
    return Giao(found, tasks_for(asked, crossing.unit, leads), asked.tinh_den)


def check(workspace: Workspace, relative: PurePosixPath) -> tuple[Finding, ...]:
    """All findings of one figures file, agency file or register by itself."""
    source = workspace.source(relative)
    findings: list[Finding] = []
    kind = kind_of(source)
    if kind in ('dot_soan', 'don_vi'):
        return _check_batch(workspace, relative, kind)
    if kind in ('van_ban_dan', 'so_dang_ky'):
        findings += source.findings
        check_register(source, findings)
    elif kind == 'co_quan':
        _once(workspace, kind, relative, CoQuan, findings)
    else:
        _once(workspace, 'so_lieu', relative, SoLieu, findings)
    return tuple(findings)


def _check_batch(workspace: Workspace, relative: PurePosixPath, kind: str) -> tuple[Finding, ...]:
    """All findings of a batch file or of a list of units."""
    from baocao.loading.crossing import plan  # an office has few of them
    from baocao.models import DanhSachDonVi

    if kind == 'dot_soan':
        return plan(workspace, relative).findings
    source = workspace.source(relative)
    findings = list(source.findings)
    validate(DanhSachDonVi, source, findings)
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
    issuer: str | None,
    sources: dict[str, Source],
    used: list[PurePosixPath],
    findings: list[Finding],
) -> CoQuan | None:
    """The agency that the paper names, or the unit that issues it (`issuer`); None with findings where it cannot be had.

    A code that is none is a fault of the paper's own model, and is never looked for in the folder.
    """
    code = issuer or paper.value().get('co_quan_ban_hanh')
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
