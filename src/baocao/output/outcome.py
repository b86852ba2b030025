"""What is given to saving, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path, PurePosixPath

from msgspec import Struct

from baocao.errors import Finding


class Item(Struct, frozen=True):
    """One document to be saved: its place in the folder, its bytes, the hashes that it was made from."""

    relative: PurePosixPath
    data: bytes
    inputs: Mapping[str, str]


class Status(Enum):
    """What became of a document; the value is the word that people read."""

    MOI = "mới"
    CAP_NHAT = "cập nhật"
    KHONG_DOI = "không đổi"
    DA_CO_NGUOI_SUA = "đã có người sửa"
    DA_THAY = "đã thay bản sửa"


class Saved(Struct, frozen=True):
    """The result for one document. `beside` is the file with the new text where `path` was left alone, `kept` the
    copy of a person's file that the new text replaced; the one finding then says so."""

    path: Path
    status: Status
    beside: Path | None = None
    findings: tuple[Finding, ...] = ()
    kept: Path | None = None
