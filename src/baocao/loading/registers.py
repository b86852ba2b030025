"""The two registers of an office: texts that papers cite, and its own papers that were issued."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from msgspec import Struct

from baocao.errors import BaoCaoError, Finding
from baocao.loading.faults import finding
from baocao.loading.validate import validate
from baocao.models import CacVanBanDan, SoDangKy, VanBanBanHanh, VanBanDan
from baocao.source import Source
from baocao.workspace import ISSUED, Workspace, kind_of


class ToCite(Struct, frozen=True):
    """A register of texts to cite by code, and the place of each in its list."""

    texts: Mapping[str, VanBanDan]
    at: Mapping[str, int]


class Issued(Struct, frozen=True):
    """The register of issued papers by code and by file."""

    by_code: Mapping[str, tuple[VanBanBanHanh, ...]]
    by_file: Mapping[str, VanBanBanHanh]


def to_cite(workspace: Workspace, place: PurePosixPath, findings: list[Finding]) -> ToCite | None:
    """A register of texts to cite, read once; its findings are told with each paper that uses it."""
    try:
        source = workspace.source(place)
    except BaoCaoError as error:
        findings += error.findings
        return None
    if ('register', place) not in workspace.kept:
        told = list(source.findings)
        workspace.kept['register', place] = (_by_code(source, told), tuple(told))
    register, known = workspace.kept['register', place]
    findings += known
    return register if isinstance(register, ToCite) else None


def _by_code(source: Source, findings: list[Finding]) -> ToCite | None:
    model = validate(CacVanBanDan, source, findings)
    if model is None:
        return None
    at: dict[str, int] = {}
    for i, text in enumerate(model.van_ban_dan):
        if text.ma in at:
            line = source.span(('van_ban_dan', at[text.ma], 'ma')).line
            findings.append(twice(source, text.ma, i, f"dòng {line}"))
        at.setdefault(text.ma, i)
    return ToCite({code: model.van_ban_dan[i] for code, i in at.items()}, at)


def issued(workspace: Workspace) -> Issued | None:
    """The register of issued papers, read once; an empty one where the office has none yet, None where it is
    faulty, which is told where the register itself is looked through."""
    if not workspace.has(ISSUED):
        return Issued({}, {})
    try:
        source = workspace.source(ISSUED)
    except BaoCaoError:
        return None
    if ('register', ISSUED) not in workspace.kept:
        model = validate(SoDangKy, source, [])
        workspace.kept['register', ISSUED] = _indexed(model) if model else None
    register = workspace.kept['register', ISSUED]
    return register if isinstance(register, Issued) else None


def _indexed(model: SoDangKy) -> Issued:
    by_code: dict[str, tuple[VanBanBanHanh, ...]] = {}
    for entry in model.entries:
        if entry.ma:
            by_code[entry.ma] = (*by_code.get(entry.ma, ()), entry)
    return Issued(by_code, {entry.tep: entry for entry in model.entries})


def check_register(source: Source, findings: list[Finding]) -> None:
    """The faults of one register by itself: of its form, codes and files that stand twice, numbers used twice."""
    if kind_of(source) == 'van_ban_dan':
        _by_code(source, findings)
        return
    register = validate(SoDangKy, source, findings)
    seen: dict[object, int] = {}
    for i, entry in enumerate(register.entries if register else ()):
        for key, name in ((entry.tep, 'tep'), (number_key(entry), 'so')):
            span = source.span(('van_ban_da_ban_hanh', i, name))
            if key in seen:
                what = f"Tệp «{entry.tep}»" if name == 'tep' else f"Số {entry.so:02d}/{entry.ky_hieu}"
                findings.append(
                    finding(
                        'DL118',
                        source,
                        span,
                        f"{what} đã ghi ở dòng {seen[key]}.",
                        "Giữ một dòng đúng; số chạy liên tục trong năm, mỗi số một văn bản.",
                    )
                )
            seen.setdefault(key, span.line)


def number_key(entry: VanBanBanHanh) -> tuple[str, str, int, int]:
    """What one number is given to once: agency, type, calendar year and number (Phụ lục I, Phần I, Mục II khoản 3)."""
    kind = ' '.join(entry.loai.split()).casefold()
    return entry.co_quan, kind, entry.ngay.year, entry.so


def twice(source: Source, code: str, i: int, first: str) -> Finding:
    return finding(
        'DL119',
        source,
        source.span(('van_ban_dan', i, 'ma')),
        f"Mã văn bản «{code}» đã dùng ở {first}.",
        "Đặt mã khác cho một trong hai văn bản.",
    )
