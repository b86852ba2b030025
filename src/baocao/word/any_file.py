"""Any file that the checker may be given (.docx, .doc, .rtf, .txt) -> its prose."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final

from msgspec import Struct

from baocao.container import OLE_MARK, head_of, is_encrypted, kind_of
from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.prose import Prose, read_plain
from baocao.source.legacy import legacy
from baocao.word.convert import to_docx
from baocao.word.package import Package, read_bytes
from baocao.word.reader import read_document

#: suffixes of the files that are read
READABLE: Final = ('.docx', '.doc', '.rtf', '.txt')
_MAX_TEXT: Final = 5 << 20
#: the stream that every .doc since Word 97 has (MS-DOC 2.1.1), as its directory names it
_WORD_STREAM: Final = 'WordDocument'.encode('utf-16-le')
_SAVE_TEXT = "Mở tệp bằng Notepad, chọn «Lưu thành» (Save As), mục mã hóa (Encoding) chọn UTF-8, rồi lưu lại."


class AnyFile(Struct, frozen=True):
    """A file that was read: its prose, and the Word package that the places lead into (None for plain text)."""

    prose: Prose
    package: Package | None


def read_any(path: Path, name: str) -> AnyFile:
    """The prose of a file, chosen by its first bytes, by its suffix where these tell nothing.

    Raises BaoCaoError: what `reader.read_document` and `convert.to_docx` raise, HT011 for a file of another kind,
    HT014 for text that is not in Unicode, HT015 for a text too long.
    """
    data = read_bytes(path, name)
    head = head_of(data)
    if data.startswith(OLE_MARK) and not is_encrypted(data):
        if _WORD_STREAM not in data:
            raise _other(name, "tệp Office đời cũ không phải văn bản Word")
        data = to_docx(data, '.doc', name)
    elif head.startswith(b'{\\rtf'):
        data = to_docx(data, '.rtf', name)
    elif path.suffix.lower() == '.txt' and not data.startswith(b'PK\x03\x04') and kind_of(head) is None:
        return AnyFile(_in_unicode(read_plain(_text(data, name), name)), None)
    elif path.suffix.lower() not in ('.docx', '.doc') and not data.startswith(b'PK\x03\x04'):
        raise _other(name, kind_of(head) or (f"tệp có đuôi «{path.suffix}»" if path.suffix else "tệp lạ"))
    document = read_document(data, name)
    return AnyFile(_in_unicode(document.prose), document.package)


def _other(name: str, kind: str) -> BaoCaoError:
    problem = f"Đây là {kind}; ngoài tệp dữ liệu YAML, chương trình chỉ rà soát tệp {', '.join(READABLE)}."
    return _fault('HT011', name, problem, "Lưu văn bản thành tệp Word (.docx) rồi rà soát tệp đó.")


def _text(data: bytes, name: str) -> str:
    if len(data) > _MAX_TEXT:
        problem = f"Tệp chữ này lớn hơn giới hạn {_MAX_TEXT >> 20} MiB."
        raise _fault(
            'HT015', name, problem, "Kiểm tra xem có chọn nhầm tệp không; nếu đúng thì chia nhỏ tệp."
        )
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode('utf-16' if wide else 'utf-8-sig')
    except UnicodeDecodeError:
        old = legacy(data.decode('latin-1'))
        if old is not None and old.sure:
            raise _fault('HT014', name, old.problem, f"{old.remedy} {_SAVE_TEXT}") from None
        problem = "Tệp chữ này không dùng bảng mã UTF-8 hay UTF-16; đọc ra sẽ sai chữ."
        raise _fault('HT014', name, problem, f"{_SAVE_TEXT} Sau đó kiểm tra lại các chữ có dấu.") from None
    if '\0' in text:
        problem = "Tệp này có ký tự rỗng NUL (mã U+0000): tệp bị hỏng hoặc không phải tệp chữ."
        raise _fault('HT014', name, problem, f"Lấy lại tệp từ bản gốc. {_SAVE_TEXT}")
    return text.replace('\r\n', '\n').replace('\r', '\n')


def _in_unicode(prose: Prose) -> Prose:
    """The prose itself. Raises BaoCaoError (HT014) where its letters are those of an old encoding (TCVN3, VNI): in
    the fonts of that time they look right, but no word can be read."""
    old = legacy('\n'.join(passage.text for passage in prose.passages))
    if old is not None and old.sure:
        raise _fault('HT014', prose.name, old.problem, old.remedy)
    return prose


def _fault(code: str, name: str, problem: str, remedy: str) -> BaoCaoError:
    return BaoCaoError(Finding(code, Level.CHAN, Span(name), problem, remedy))
