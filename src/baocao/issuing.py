"""From a draft to the text that is signed: clean, checked, with its number and date, which the register keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from baocao.container import Deflater
from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.loading import entry_of, load
from baocao.mau import Templates
from baocao.models import VanBanBanHanh
from baocao.output import OutputFolder, Saved, signing_name
from baocao.pipeline import Document, Drafted, Signing, draft, each_paper
from baocao.register import check_issue, record_issue
from baocao.view import build
from baocao.workspace import Workspace, open_paths


def paper_count(paths: Iterable[str]) -> int:
    """How many papers the arguments name, those that cannot be read among them."""
    found = open_paths(tuple(paths))
    return len(found.papers) + len(found.failed)


def issue_all(
    paths: Iterable[str],
    out: Path,
    signing: Signing,
    mau: str | None = None,
    deflater: Deflater | None = None,
) -> Iterator[Drafted]:
    """Every paper that the arguments name as a clean text to be signed, beside its draft; one that is refused
    stops no other.

    A number and a date, for one paper, are put into the register, so that other papers can cite it. `mau` is the
    file or folder of templates that the user asks for. Raises BaoCaoError as `draft_all` does.
    """
    return each_paper(paths, out, mau, partial(_save_clean, signing, deflater))


def _save_clean(
    signing: Signing,
    deflater: Deflater | None,
    workspace: Workspace,
    paper: PurePosixPath,
    templates: Templates,
    folder: OutputFolder,
    place: PurePosixPath,
) -> tuple[Document, Saved]:
    document = _clean(workspace, paper, templates, signing, folder.edited(place), deflater)
    entry = _entry(workspace, paper, signing)
    if entry is not None:
        check_issue(workspace, entry)
    saved = folder.save(signing_name(place), document.data, document.inputs)
    if entry is not None and saved.beside is None:
        record_issue(workspace, entry)
    return document, saved


def _clean(
    workspace: Workspace,
    paper: PurePosixPath,
    templates: Templates,
    signing: Signing,
    edited: Path | None,
    deflater: Deflater | None,
) -> Document:
    """The text to be signed. Raises BaoCaoError where faults stand, or a person's edits of the draft wait."""
    document = draft(workspace, paper, templates, signing, deflater=deflater)
    findings = list(document.findings)
    where = Span(workspace.shown(paper))
    faults = sum(1 for f in findings if f.level.is_fault)
    if faults:
        findings.append(
            Finding(
                'TT020',
                Level.CHAN,
                where,
                f"Văn bản còn {faults} lỗi nên chưa trình ký.",
                "Sửa các lỗi nêu trên rồi chạy lại.",
            )
        )
    if edited is not None:
        findings.append(
            Finding(
                'BN220',
                Level.CHAN,
                Span(str(edited)),
                "Bản dự thảo này đã có người sửa, mà các chỗ sửa chưa được đưa vào dữ liệu, nên chưa trình ký.",
                "Đưa các chỗ sửa vào tệp dữ liệu, chuyển tệp Word này sang thư mục khác, rồi chạy lại.",
            )
        )
    if any(f.level.stops for f in findings):
        raise BaoCaoError(*findings)
    return document


def _entry(workspace: Workspace, paper: PurePosixPath, signing: Signing) -> VanBanBanHanh | None:
    """What the register keeps of a paper that was given its number and date; None for any other."""
    if signing.so is None or signing.ngay is None:
        return None
    ho_so = signing.numbered(load(workspace, paper))
    subject = build(ho_so, for_signing=True)[0].trich_yeu.plain
    return entry_of(paper, ho_so.van_ban, ho_so.the_loai, ho_so.co_quan, subject)
