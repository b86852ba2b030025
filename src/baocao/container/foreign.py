"""Files that are no zip, told by their first bytes: who sees the kind named knows which file was taken by mistake."""

from __future__ import annotations

from typing import Final

#: first bytes of a compound file, the Office files before 2007 and those with a password (MS-CFB 2.2)
OLE_MARK: Final = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
RTF: Final = "tệp RTF"

_ENCRYPTED_STREAM: Final = 'EncryptedPackage'.encode('utf-16-le')
_BY_MARK: Final = (
    (b'{\\rtf', RTF),
    (b'%PDF-', "tệp PDF"),
    (b'7z\xbc\xaf\x27\x1c', "tệp nén 7-Zip"),
    (b'Rar!', "tệp nén RAR"),
    (b'\x1f\x8b', "tệp nén gzip"),
    (b'\x89PNG', "tệp ảnh PNG"),
    (b'\xff\xd8\xff', "tệp ảnh JPEG"),
)


def head_of(data: bytes) -> bytes:
    """The first bytes, without a byte order mark and blanks."""
    return data[:4096].removeprefix(b'\xef\xbb\xbf').lstrip()


def kind_of(head: bytes) -> str | None:
    """What a file is that begins so; None where it is not recognised."""
    return next((kind for mark, kind in _BY_MARK if head.startswith(mark)), None)


def is_encrypted(data: bytes) -> bool:
    """True where a file is an Office file with a password (MS-OFFCRYPTO 2.3.4.4)."""
    return data.startswith(OLE_MARK) and _ENCRYPTED_STREAM in data
