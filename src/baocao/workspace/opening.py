"""What the arguments of a command name: papers in their workspaces, the files read with them, what cannot be used."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path, PurePosixPath

from msgspec import Struct

from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.source import Source
from baocao.workspace.files import AGENCIES, SUFFIXES, kind_of, yaml_files
from baocao.workspace.folder import Workspace


def root_of(path: Path) -> Path:
    """The nearest folder above a file that holds the agencies; the file's own folder where none does."""
    for folder in path.parents:
        if (folder / AGENCIES).is_dir():
            return folder
    return path.parent


class Found(Struct, frozen=True):
    """What the arguments of a command name: papers and the files read with them, in order, and the findings
    of what could not be used."""

    papers: tuple[tuple[Workspace, PurePosixPath], ...]
    failed: tuple[tuple[str, BaoCaoError], ...]
    others: tuple[tuple[Workspace, PurePosixPath], ...]


def data_files(paths: tuple[str, ...]) -> tuple[Path, ...]:
    """All YAML files that files and folders name, none twice."""
    found: dict[Path, Path] = {}
    for name in paths:
        given = Path(name)
        for path in yaml_files(given) if given.is_dir() else [given]:
            found.setdefault(Path(os.path.abspath(path)), path)
    return tuple(found.values())


def open_paths(paths: tuple[str, ...], papers_only: bool = True) -> Found:
    """The papers that files and folders name, each in its workspace, none twice.

    In a folder, papers are told from figures and agency files by their root key; a file that cannot be
    read or told is a failure of its own. A file named by itself must be a paper where `papers_only` is set.
    """
    roots: dict[Path, Workspace] = {}
    papers: dict[Path, tuple[Workspace, PurePosixPath]] = {}
    failed: dict[str, BaoCaoError] = {}
    others: dict[Path, tuple[Workspace, PurePosixPath]] = {}
    for name in paths:
        given = Path(name)
        folder = given.is_dir()
        listed = yaml_files(given) if folder else [given]
        for path in listed:
            absolute = Path(os.path.abspath(path))
            root = root_of(absolute)
            workspace = roots.setdefault(root, Workspace(root, shown_root(root)))
            relative = PurePosixPath(absolute.relative_to(root).as_posix())
            shown = workspace.shown(relative)
            try:
                if not folder and absolute.suffix.lower() not in SUFFIXES and absolute.exists():
                    raise BaoCaoError(not_yaml(shown))
                kind = kind_of(workspace.source(relative))
            except BaoCaoError as error:
                failed[shown] = error
                continue
            if kind == 'van_ban':
                papers[absolute] = (workspace, relative)
            elif kind is None or (papers_only and not folder):
                failed[shown] = BaoCaoError(not_a_paper(workspace.source(relative), shown, kind))
            else:
                others[absolute] = (workspace, relative)
        if not listed:
            failed[name] = BaoCaoError(empty_folder(name))
    named = {Path(os.path.abspath(name)) for name in paths}
    for workspace, relative in others.values():
        for form in forms_of(workspace, relative):
            if (path := workspace.root / form) not in named:
                papers.pop(path, None)
    if papers_only and others and not papers and not failed:
        failed[paths[0]] = BaoCaoError(no_paper(paths[0]))
    return Found(tuple(papers.values()), tuple(failed.items()), tuple(others.values()))


def shown_root(root: Path) -> str:
    """The name of a root as the user would type it from where he stands."""
    try:
        shown = os.path.relpath(root)
    except ValueError:
        shown = str(root)
    if shown.startswith('..' + os.sep + '..'):
        shown = str(root)
    return unicodedata.normalize('NFC', Path(shown).as_posix())


def forms_of(workspace: Workspace, tep: PurePosixPath) -> tuple[PurePosixPath, ...]:
    """The papers that a batch file crosses with units and periods: they are drafted by it, not by themselves. None for
    any other file."""
    crossings = workspace.source(tep).value().get('dot_soan')
    found: list[PurePosixPath] = []
    for crossing in crossings if isinstance(crossings, list) else ():
        code = crossing.get('van_ban') if isinstance(crossing, dict) else None
        if isinstance(code, str):
            found += workspace.papers_like(code, tep)
    return tuple(found)


def not_yaml(name: str) -> Finding:
    """The finding of a file that was named and has another suffix."""
    return Finding(
        'HT003',
        Level.CHAN,
        Span(name),
        "Tệp này không phải là tệp dữ liệu YAML.",
        "Đưa vào tệp có đuôi .yaml, hoặc thư mục chứa các tệp đó.",
    )


def not_a_paper(source: Source, name: str, kind: str | None) -> Finding:
    """The finding of a file of another kind, or of none, where a paper is needed."""
    if kind == 'so_lieu':
        return Finding(
            'HT004',
            Level.CHAN,
            Span(name),
            "Đây là tệp số liệu, không phải văn bản.",
            "Soạn tệp văn bản ở cùng thư mục; số liệu được đọc kèm theo.",
        )
    if kind == 'co_quan':
        return Finding(
            'HT005',
            Level.CHAN,
            Span(name),
            "Đây là hồ sơ cơ quan, không phải văn bản.",
            "Soạn tệp văn bản; hồ sơ cơ quan được đọc kèm theo.",
        )
    if kind in ('dot_soan', 'don_vi'):
        return Finding(
            'HT009',
            Level.CHAN,
            Span(name),
            "Đây là tệp đợt soạn hoặc danh sách đơn vị, không phải văn bản.",
            "Soạn cả đợt bằng lệnh: baocao soan-hang-loat TỆP_ĐỢT.yaml",
        )
    if kind in ('van_ban_dan', 'so_dang_ky'):
        return Finding(
            'HT008',
            Level.CHAN,
            Span(name),
            "Đây là sổ văn bản, không phải văn bản.",
            "Soạn tệp văn bản; sổ được đọc kèm theo khi văn bản dẫn ${vb.mã}.",
        )
    span = source.span(())
    return Finding(
        'DL001',
        Level.CHAN,
        Span(name, span.line or 1, span.column or 1),
        "Không nhận ra đây là loại tệp gì: tệp văn bản phải có dòng «loai:», tệp số liệu có «chi_tieu:», "
        "hồ sơ cơ quan có «ten_tren_van_ban:», sổ văn bản dẫn có «van_ban_dan:».",
        "Thêm dòng đó vào tệp, ví dụ: loai: báo cáo. Nếu tệp không dùng cho việc soạn thì chuyển sang thư mục khác.",
    )


def empty_folder(name: str) -> Finding:
    """The finding of a folder without data."""
    return Finding(
        'HT006',
        Level.CHAN,
        Span(name),
        "Thư mục này không có tệp .yaml nào.",
        "Kiểm tra lại tên thư mục, ví dụ: baocao soan data/",
    )


def no_paper(name: str) -> Finding:
    """The finding of a folder with data, but without a paper."""
    return Finding(
        'HT007',
        Level.CHAN,
        Span(name),
        "Ở đây chỉ có tệp số liệu, hồ sơ cơ quan hoặc sổ văn bản, không có văn bản nào để soạn.",
        "Chọn thư mục có tệp văn bản (tệp có dòng «loai:»), ví dụ: baocao soan data/",
    )
