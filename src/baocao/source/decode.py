"""Bytes of a file -> its text, or a finding that says how to save the file."""

from __future__ import annotations

import codecs

from baocao.errors import BaoCaoError, Finding, Level, Span

SIZE_CAP = 5 * 1024 * 1024
"""Bytes that one file may have: far beyond the longest paper, and still parsed within seconds."""

LINE_CAP = 400_000
"""Lines that one file may have; ten thousand tasks take about sixty thousand."""

_SAVE = "Mở tệp bằng phần mềm soạn thảo, chọn «Lưu thành» (Save As), mục bảng mã (Encoding) chọn UTF-8, rồi lưu lại."
_WIDE = (
    (codecs.BOM_UTF32_LE, 'UTF-32'),
    (codecs.BOM_UTF32_BE, 'UTF-32'),
    (codecs.BOM_UTF16_LE, 'UTF-16'),
    (codecs.BOM_UTF16_BE, 'UTF-16'),
)
_NOT_TEXT = {
    b'PK\x03\x04': "tệp Word, Excel hoặc tệp nén",
    b'\xd0\xcf\x11\xe0': "tệp Word hoặc Excel đời cũ",
    b'%PDF': "tệp PDF",
}


def decode(data: bytes, name: str) -> str:
    """The text of a file: UTF-8, with or without a byte order mark, every line break a line feed.

    A carriage return that is no line break stays in the text (the check of characters names it). Raises
    BaoCaoError where the file is too big, is no text, or is not in UTF-8.
    """
    if len(data) > SIZE_CAP:
        _refuse_size(len(data), name)
    body = data.removeprefix(codecs.BOM_UTF8)
    _refuse_other_kind(body, name)
    _refuse_wide(data, name)
    _refuse_nul(body, name)
    try:
        text = body.decode('utf-8')
    except UnicodeDecodeError as error:
        raise BaoCaoError(_bad_bytes(body, error, name)) from None
    text = text.replace('\r\n', '\n')
    text = text if '\n' in text else text.replace('\r', '\n')
    _refuse_lines(text, name)
    return text


def _refuse_size(size: int, name: str) -> None:
    shown = f'{size / 1048576:.1f}'.replace('.', ',')
    raise BaoCaoError(
        Finding(
            'YM001',
            Level.CHAN,
            Span(name),
            f"Tệp dài {shown} MB, quá mức {SIZE_CAP // 1048576} MB cho một tệp dữ liệu.",
            "Kiểm tra xem có chọn nhầm tệp không; nếu đúng tệp thì tách thành nhiều tệp nhỏ hơn.",
        )
    )


def _refuse_lines(text: str, name: str) -> None:
    if text.count('\n') > LINE_CAP:
        problem = (
            f"Tệp có {text.count(chr(10))} dòng, quá mức {LINE_CAP // 1000}.000 dòng cho một tệp dữ liệu."
        )
        remedy = "Kiểm tra xem có chọn nhầm tệp không; nếu đúng tệp thì tách thành nhiều tệp nhỏ hơn."
        raise BaoCaoError(Finding('YM019', Level.CHAN, Span(name), problem, remedy))


def _refuse_wide(data: bytes, name: str) -> None:
    """Two bytes a letter leave a zero beside nearly every Latin letter, with or without their mark."""
    kind = next((kind for mark, kind in _WIDE if data.startswith(mark)), '')
    head = data[:4096]
    pairs = len(head) // 2
    if not kind and pairs >= 2 and max(head[::2].count(0), head[1::2].count(0)) * 2 >= pairs:
        odd = head[1::2].count(0) - head[::2].count(0)
        kind = 'UTF-16' if abs(odd) * 4 >= pairs else ''
    if kind:
        problem = f"Tệp được lưu bằng bảng mã {kind}, không phải UTF-8."
        raise BaoCaoError(Finding('YM002', Level.CHAN, Span(name, 1, 1), problem, _SAVE))


def _refuse_other_kind(body: bytes, name: str) -> None:
    for mark, kind in _NOT_TEXT.items():
        if body.startswith(mark):
            remedy = "Chọn đúng tệp dữ liệu có đuôi .yaml; nội dung phải là chữ, mở được bằng Notepad."
            problem = f"Đây là {kind}, không phải tệp dữ liệu YAML."
            raise BaoCaoError(Finding('YM005', Level.CHAN, Span(name, 1, 1), problem, remedy))


def _refuse_nul(body: bytes, name: str) -> None:
    at = body.find(0)
    if at >= 0:
        count = body.count(0)
        more = f" (cả tệp có {count} ký tự như vậy)" if count > 1 else ""
        problem = f"Có ký tự rỗng NUL (mã U+0000){more}; tệp bị hỏng hoặc không phải tệp chữ."
        remedy = "Xóa ký tự này; nếu tệp hỏng thì lấy lại từ bản lưu gần nhất. Lưu tệp bằng bảng mã UTF-8."
        raise BaoCaoError(_at_byte('YM004', body, at, 1, name, problem, remedy))


def _bad_bytes(body: bytes, error: UnicodeDecodeError, name: str) -> Finding:
    byte = body[error.start]
    problem = (
        f"Từ chỗ này tệp không đúng bảng mã UTF-8 (byte 0x{byte:02X}); "
        "có thể tệp được lưu bằng bảng mã cũ (ANSI, Windows-1258, Latin-1)."
    )
    remedy = f"{_SAVE} Sau đó kiểm tra lại các chữ có dấu."
    return _at_byte('YM003', body, error.start, error.end - error.start, name, problem, remedy)


def _at_byte(code: str, body: bytes, at: int, width: int, name: str, problem: str, remedy: str) -> Finding:
    start = max(body.rfind(b'\n', 0, at), body.rfind(b'\r', 0, at)) + 1
    head = body[:at].replace(b'\r\n', b'\n').replace(b'\r', b'\n')
    column = len(body[start:at].decode('utf-8', 'replace')) + 1
    line = head.count(b'\n') + 1
    shown = body[start : start + 400].splitlines()[:1]
    excerpt = shown[0].decode('utf-8', 'replace') if shown else ''
    return Finding(code, Level.CHAN, Span(name, line, column, line, column + width), problem, remedy, excerpt)
