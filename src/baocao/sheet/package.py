"""The package around a workbook: what is no .xlsx is named, and what could harm is refused before it is parsed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from baocao.container import MIB, OLE_MARK, Office, head_of, is_encrypted, kind_of, unpack
from baocao.errors import BaoCaoError, Finding, Level, Span

#: A table for a paper is some hundred kilobytes; the rest would be pictures.
MAX_FILE: Final = 10 * MIB
#: Cells, strings and styles of all parts together, far above the largest table that is taken.
MAX_ELEMENTS: Final = 2_000_000
MAX_DEPTH: Final = 64

XLSX: Final = Office(
    suffix='.xlsx',
    program="Excel",
    content="sổ bảng tính Excel",
    saved_as="Excel Workbook (*.xlsx)",
    smaller="chỉ giữ lại trang tính cần dùng, bỏ hình ảnh",
    code='DL131',
)
SAVE_AS: Final = (
    "Mở tệp bằng Excel, chọn «Lưu thành» (Save As), kiểu Excel Workbook (*.xlsx), rồi dùng tệp vừa lưu."
)
_NEEDS_EXCEL: Final = "Dùng một tệp bảng tính Excel có đuôi .xlsx."
_ZIP: Final = b'PK'

_BY_TYPE: Final = (
    (b'ms-excel.sheet.macroEnabled', "bảng tính Excel có macro (.xlsm)", SAVE_AS),
    (b'ms-excel.template.macroEnabled', "tệp mẫu Excel có macro (.xltm)", SAVE_AS),
    (b'ms-excel.sheet.binary', "bảng tính Excel dạng nhị phân (.xlsb)", SAVE_AS),
    (b'spreadsheetml.template', "tệp mẫu Excel (.xltx)", SAVE_AS),
    (b'wordprocessingml', "văn bản Word (.docx)", _NEEDS_EXCEL),
    (b'presentationml.presentation', "tệp trình chiếu PowerPoint (.pptx)", _NEEDS_EXCEL),
)
_MAIN: Final = b'spreadsheetml.sheet.main+xml'


def fault(code: str, name: str, problem: str, remedy: str) -> BaoCaoError:
    """The one fault of a whole file that ends its reading."""
    return BaoCaoError(Finding(code, Level.CHAN, Span(name), problem, remedy))


def broken(name: str) -> BaoCaoError:
    """The fault of a workbook whose parts do not fit together."""
    return fault(
        'DL135', name, "Không đọc được nội dung bảng tính: cấu trúc bên trong tệp không đúng chuẩn.", SAVE_AS
    )


def open_package(data: bytes, name: str) -> Mapping[str, bytes]:
    """The parts of a workbook, each checked. Raises BaoCaoError: DL131 to DL134."""
    if len(data) > MAX_FILE:
        raise too_large(name, len(data))
    if not data.startswith(_ZIP):
        raise _another_kind(name, *_kind_of_bytes(data))
    parts = unpack(data, name, XLSX)
    _check_kind(parts, name)
    _check_xml(parts, name)
    return parts


def too_large(name: str, size: int) -> BaoCaoError:
    """The fault of a file over MAX_FILE."""
    return fault(
        'DL133',
        name,
        f"Tệp bảng tính quá lớn ({size // MIB} MiB); giới hạn là {MAX_FILE // MIB} MiB.",
        "Chép phần bảng cần dùng sang một tệp .xlsx mới, không kèm hình ảnh.",
    )


def _another_kind(name: str, kind: str, remedy: str) -> BaoCaoError:
    return fault('DL132', name, f"Đây là {kind}, không phải bảng tính .xlsx.", remedy)


def _kind_of_bytes(data: bytes) -> tuple[str, str]:
    """What a file is that is no zip, and what to do with it."""
    if not data.strip(b'\0 \r\n\t'):
        return "tệp trống", _NEEDS_EXCEL
    if is_encrypted(data):
        return (
            "bảng tính có đặt mật khẩu",
            "Mở tệp bằng Excel, bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ làm việc) rồi lưu lại.",
        )
    if data.startswith(OLE_MARK):
        return "bảng tính Excel đời cũ (.xls)", SAVE_AS
    head = head_of(data)
    if kind := kind_of(head):
        return kind, _NEEDS_EXCEL
    if head.startswith(b'<'):
        return "trang web hoặc tệp XML được đổi tên thành .xlsx", SAVE_AS
    if b'\0' not in head or head.startswith((b'\xff\xfe', b'\xfe\xff')):
        return "tệp chữ (CSV) được đổi tên thành .xlsx", SAVE_AS
    return "tệp không rõ loại", _NEEDS_EXCEL


def _check_kind(parts: Mapping[str, bytes], name: str) -> None:
    mimetype = parts.get('mimetype', b'')
    if b'opendocument.spreadsheet' in mimetype[:200]:
        raise _another_kind(name, "bảng tính OpenDocument (.ods)", SAVE_AS)
    types = parts.get('[Content_Types].xml')
    if types is None:
        raise _another_kind(name, "tệp nén (.zip)", _NEEDS_EXCEL)
    for word, kind, remedy in _BY_TYPE:
        if word in types and _MAIN not in types:
            raise _another_kind(name, kind, remedy)
    if any(b'purl.oclc.org/ooxml' in c for p, c in parts.items() if p.endswith('workbook.xml')):
        raise _another_kind(name, "bảng tính kiểu «Strict Open XML Spreadsheet»", SAVE_AS)


class _Unsafe(Exception):
    """Ends a scan; carries the problem in Vietnamese."""


def _check_xml(parts: Mapping[str, bytes], name: str) -> None:
    """No part declares entities, nests without end or has elements without end.

    Any part can be read under any name, so all that begin like XML are looked at.
    """
    count = depth = 0

    def starts(_: str, __: dict[str, str]) -> None:
        nonlocal count, depth
        count += 1
        depth += 1
        if depth > MAX_DEPTH:
            raise _Unsafe("lồng nhau quá sâu")
        if count > MAX_ELEMENTS:
            raise _Unsafe(f"có hơn {MAX_ELEMENTS // 1_000_000} triệu phần tử")

    def ends(_: str) -> None:
        nonlocal depth
        depth -= 1

    def declares(*_: object) -> None:
        raise _Unsafe("khai báo DOCTYPE, là dấu hiệu của tệp phá hoại")

    for content in parts.values():
        if not content[:64].lstrip(b'\xef\xbb\xbf\xff\xfe\0 \r\n\t').startswith(b'<'):
            continue
        depth = 0
        parser = expat.ParserCreate()
        parser.StartElementHandler = starts
        parser.EndElementHandler = ends
        parser.StartDoctypeDeclHandler = declares
        try:
            parser.Parse(content, True)
        except _Unsafe as unsafe:
            raise fault(
                'DL134',
                name,
                f"Nội dung bên trong tệp {unsafe}.",
                "Không dùng tệp này; chép phần bảng cần dùng sang một tệp .xlsx mới bằng Excel.",
            ) from None
        except (expat.ExpatError, ValueError, LookupError):
            raise broken(name) from None
