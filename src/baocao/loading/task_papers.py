"""The other papers of the office whose tasks a paper counts: `${nhiem_vu.<mã>.…}` reads them where they stand.

Papers are looked through only for those that a text names, so that a folder of many papers costs no more.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from msgspec import Struct, field

from baocao.models import VanBan
from baocao.regexes import regex
from baocao.source import Source
from baocao.workspace import Workspace

#: a count of the tasks of another paper in the text of a file, whatever stands around it
_COUNTED = regex(r'\$\{\s*nhiem_vu\s*\.\s*([a-z][a-z0-9_]*)\s*\.')


class TaskPapers(Struct, frozen=True):
    """The papers by code whose tasks are counted; `refused` says of other codes that are used what is wrong and how
    to mend it. `used` are the files of the papers."""

    papers: Mapping[str, VanBan] = field(default_factory=dict)
    refused: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    used: tuple[PurePosixPath, ...] = ()


def file_key(code: str) -> str:
    """The file key of the paper of a code, which stands before the colon of a path."""
    return f'nhiem_vu/{code}'


def papers_counted(
    workspace: Workspace,
    paper: PurePosixPath,
    sources: dict[str, Source],
    read: Callable[[Source], VanBan | None],
) -> TaskPapers:
    """The papers that a paper with these sources counts tasks of; one beside it goes before those of other folders,
    which are those of other years. Their sources are added, by `file_key`; `read` gives the model of a source, None
    where it has a fault."""
    codes = sorted({code for source in sources.values() for code in _COUNTED.findall(source.text)})
    papers: dict[str, VanBan] = {}
    refused: dict[str, tuple[str, str]] = {}
    used: list[PurePosixPath] = []
    for code in codes:
        places = workspace.papers_like(code, paper)
        if len(places) != 1:
            refused[code] = _not_one(workspace, code, places)
            continue
        source = workspace.source(places[0])
        shown = workspace.shown(places[0])
        van_ban = None if any(f.level.stops for f in source.findings) else read(source)
        if source.value().get('do_mat') is not None:
            refused[code] = (
                f"văn bản {shown} có độ mật nên nhiệm vụ của nó không được tự đếm sang văn bản khác.",
                "Viết thẳng nội dung được phép nêu.",
            )
        elif van_ban is None:
            refused[code] = (
                f"văn bản {shown} có lỗi nên không đếm được nhiệm vụ của nó.",
                f"Chạy «baocao ra-soat» với tệp {shown} để xem lỗi và sửa.",
            )
        else:
            papers[code] = van_ban
            sources[file_key(code)] = source
            used.append(places[0])
    return TaskPapers(papers, refused, tuple(used))


def _not_one(workspace: Workspace, code: str, places: tuple[PurePosixPath, ...]) -> tuple[str, str]:
    if places:
        listed = ", ".join(map(workspace.shown, places[:5]))
        return (
            f"có nhiều văn bản mang mã «{code}»: {listed}.",
            "Ghi «ma» khác nhau ở các văn bản đó, đếm bằng mã ấy.",
        )
    likely = difflib.get_close_matches(code, [*workspace.codes], 5, 0.6)
    near = [other for other in likely if workspace.papers_named(other)]
    remedy = (
        f"Có phải là «{near[0]}»?"
        if near
        else f"Ghi «ma: {code}» ở tệp văn bản giao nhiệm vụ, hoặc bỏ mã này để đếm nhiệm vụ của chính văn bản."
    )
    return f"không có văn bản nào của cơ quan mang mã «{code}».", remedy
