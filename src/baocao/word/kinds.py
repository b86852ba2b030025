"""What a file is that is no .docx: a clerk who sees the kind named knows which button to press."""

from __future__ import annotations

import re
from typing import Final

from baocao.container import RTF, head_of, kind_of

_SAVE_AS_DOCX: Final = (
    "Mở tệp bằng Word (hoặc LibreOffice), chọn «Lưu thành» (Save As), kiểu Word Document (*.docx), "
    "rồi dùng tệp vừa lưu."
)
_NEEDS_WORD: Final = "Dùng một tệp văn bản Word có đuôi .docx."

_ODF: Final = (
    ('opendocument.text', "tệp OpenDocument (.odt)", True),
    ('opendocument.spreadsheet', "bảng tính OpenDocument (.ods)", False),
    ('opendocument.presentation', "tệp trình chiếu OpenDocument (.odp)", False),
    ('epub', "sách điện tử EPUB", False),
)
#: words in the content type of the main part, the first that fits
_BY_TYPE: Final = (
    ('ms-word.template.macroEnabled', "tệp mẫu Word có macro (.dotm)", True),
    ('ms-word.document.macroEnabled', "văn bản Word có macro (.docm)", True),
    ('wordprocessingml.template', "tệp mẫu Word (.dotx)", True),
    ('spreadsheetml', "bảng tính Excel (.xlsx)", False),
    ('ms-excel', "bảng tính Excel (.xlsm, .xlsb)", False),
    ('presentationml', "tệp trình chiếu PowerPoint (.pptx)", False),
    ('ms-powerpoint', "tệp trình chiếu PowerPoint (.pptm)", False),
    ('ms-visio', "bản vẽ Visio", False),
)
_HTML = re.compile(rb'<!doctype\s+html|<html[\s>]', re.IGNORECASE)
_FLAT = re.compile(rb'schemas\.microsoft\.com/office/(?:2006/xmlPackage|word/2003/wordml)')


def of_bytes(data: bytes) -> tuple[str, str] | None:
    """The kind and the remedy for bytes that are neither a zip nor OLE; None where nothing is recognised."""
    head = head_of(data)
    if kind := kind_of(head):
        return kind, remedy(kind == RTF)
    if head[:13].lower() == b'mime-version:':
        return "trang web lưu thành một tệp (.mht)", remedy(True)
    if _FLAT.search(head):
        return "văn bản Word dạng một tệp XML (.xml)", remedy(True)
    if _HTML.search(head):
        return "trang web (HTML)", remedy(True)
    return None


def of_mimetype(mimetype: bytes) -> tuple[str, str] | None:
    """The kind and the remedy for a zip with a `mimetype` member; None where it is unknown."""
    text = mimetype[:200].decode('ascii', 'replace')
    return next(((kind, remedy(ok)) for word, kind, ok in _ODF if word in text), None)


def of_content_type(content_type: str) -> tuple[str, str] | None:
    """The kind and the remedy for a main part of another kind of Office file; None for any other type."""
    return next(((kind, remedy(ok)) for word, kind, ok in _BY_TYPE if word in content_type), None)


def remedy(convertible: bool) -> str:
    """What to do with a file of another kind."""
    return _SAVE_AS_DOCX if convertible else _NEEDS_WORD
