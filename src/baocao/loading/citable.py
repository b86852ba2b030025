"""What a paper may cite by code, and the number under which it was issued itself.

Registers are read only for papers that use them, so that a folder of many papers costs no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from msgspec import Struct, field

from baocao.errors import Finding, Level
from baocao.loading.faults import finding
from baocao.loading.own_papers import Refusal, from_paper, text_of
from baocao.loading.registers import issued, to_cite, twice
from baocao.models import VanBan, VanBanDan
from baocao.regexes import regex
from baocao.source import Source
from baocao.workspace import ISSUED, Workspace

#: a citation in the text of a file, whatever stands around it
_CITED = regex(r'\$\{\s*vb\s*\.\s*([a-z0-9_]+)')

_BROKEN: Refusal = (
    "sổ đăng ký văn bản đã ban hành có lỗi nên không tra được.",
    f"Chạy «baocao ra-soat» với tệp {ISSUED} để xem lỗi và sửa.",
)


class Citable(Struct):
    """The texts that a paper may cite by code, what is wrong with other codes that it uses, the files used."""

    texts: dict[str, VanBanDan] = field(default_factory=dict)
    refused: dict[str, tuple[str, str]] = field(default_factory=dict)
    used: list[PurePosixPath] = field(default_factory=list)


def texts_to_cite(
    workspace: Workspace, paper: PurePosixPath, sources: Mapping[str, Source], findings: list[Finding]
) -> Citable:
    """What the paper and the files read with it may cite: the registers beside it and at the root, and, for
    codes that these lack, the office's own papers. Faults of the registers are added to the findings."""
    found = Citable()
    codes = sorted({code for source in sources.values() for code in _CITED.findall(source.text)})
    if not codes:
        return found
    for place in workspace.registers(paper):
        register = to_cite(workspace, place, findings)
        if register is None:
            continue
        found.used.append(place)
        for code in register.texts.keys() & found.texts.keys():
            findings.append(twice(workspace.source(place), code, register.at[code], "một sổ khác"))
        found.texts = {**register.texts, **found.texts}
    for code in codes:
        if code not in found.texts:
            cited = _own(workspace, paper, code, found.used)
            if isinstance(cited, VanBanDan):
                found.texts[code] = cited
            elif cited is not None:
                found.refused[code] = cited
    return found


def _own(
    workspace: Workspace, paper: PurePosixPath, code: str, used: list[PurePosixPath]
) -> VanBanDan | Refusal | None:
    """The office's own paper of a code: one that was issued, or one whose file has its number and date; why it
    cannot be cited; None where there is none."""
    register = issued(workspace)
    if register is None:
        return _BROKEN
    entries = [entry for entry in register.by_code.get(code, ()) if entry.tep != str(paper)]
    places = [place for place in workspace.papers_named(code) if place != paper] if not entries else []
    if len(entries) + len(places) > 1:
        listed = ", ".join([*(e.tep for e in entries), *map(str, places)][:5])
        return (
            f"có nhiều văn bản mang mã này: {listed}.",
            "Ghi «ma» khác nhau ở các văn bản đó, dẫn bằng mã ấy.",
        )
    if entries:
        used.append(ISSUED)
        return text_of(workspace, code, entries[0], used)
    if not places:
        return None
    entry = from_paper(workspace, places[0])
    if isinstance(entry, tuple):
        return entry
    used.append(places[0])
    return text_of(workspace, code, entry, used)


def number_of(
    workspace: Workspace,
    paper: PurePosixPath,
    van_ban: VanBan,
    source: Source,
    used: list[PurePosixPath],
    findings: list[Finding],
) -> VanBan:
    """The paper with the number and date under which it was issued, where its own file has none; a number or
    date of its own that is another is a fault. The register is added to the files used where it has the paper."""
    day = van_ban.ngay_ban_hanh
    register = issued(workspace)
    if register is None and (van_ban.so is None or day is None or day.full is None):
        problem = f"Sổ {workspace.shown(ISSUED)} có lỗi nên không biết văn bản này đã được cấp số hay chưa."
        findings.append(finding('DL120', source, source.span(()), problem, _BROKEN[1], Level.CANH_BAO))
    entry = register.by_file.get(str(paper)) if register else None
    if entry is None:
        return van_ban
    used.append(ISSUED)
    changes: dict[str, object] = {}
    if van_ban.so is None:
        changes['so'] = entry.so
    elif van_ban.so != entry.so:
        findings.append(_differs(workspace, source, 'so', str(van_ban.so), str(entry.so)))
    if day is not None and not day.first_day <= entry.ngay.first_day <= day.last_day:
        findings.append(_differs(workspace, source, 'ngay_ban_hanh', str(day), str(entry.ngay)))
    elif day is None or day.full is None:
        changes['ngay_ban_hanh'] = entry.ngay
    return van_ban.model_copy(update=changes) if changes else van_ban


def _differs(workspace: Workspace, source: Source, key: str, own: str, issued: str) -> Finding:
    return finding(
        'DL117',
        source,
        source.span((key,)),
        f"«{key}» ở đây là {own}, trong khi {workspace.shown(ISSUED)} ghi văn bản này đã ban hành với {issued}.",
        "Xóa dòng này để lấy theo sổ, hoặc sửa cho khớp.",
        Level.LOI,
    )
