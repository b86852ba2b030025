"""The seal of a draft: a digest of all its other parts in a custom property, so that an edit is known for sure.

The digest looks at names and contents, never at the zip around them: order, dates and deflater do not matter. What
stands before or behind the zip in the file does.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Mapping
from io import BytesIO

#: The part that holds the seal, and the only one that the digest leaves out.
PART = 'docProps/custom.xml'

_PROPERTY = 'baocao'
_DOMAIN = b'baocao seal 2\n'
# ISO 29500-1, 22.3: user-defined properties carry this format id, and their ids begin at 2.
_FORMAT_ID = '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}'
_FOUND = re.compile(rb'\bname\s*=\s*["\']baocao["\'][^<]{0,200}<[^<]{0,100}>\s*(sha256:[0-9a-f]{64})\s*<')

# A draft of 10,000 tasks stays far below these; what is above them was not written by this program.
_MAX_FILE = 64 << 20
_MAX_UNPACKED = 256 << 20
_MAX_DIRECTORY = 1 << 20
_MAX_MEMBERS = 2000

#: bytes of the last record of a zip, without its comment
_END = 22


def part_digest(content: bytes) -> bytes:
    """The digest of one part, 32 bytes; of parts that many drafts share it is made once."""
    return hashlib.sha256(content).digest()


def digest(digests: Mapping[str, bytes]) -> str:
    """`sha256:` and 64 hex digits over the names and the digests of all parts but PART, in the order of their names."""
    total = hashlib.sha256(_DOMAIN)
    for name in sorted(digests):
        if name == PART:
            continue
        encoded = name.encode('utf-8', 'surrogatepass')
        total.update(struct.pack('>Q', len(encoded)))
        total.update(encoded)
        total.update(digests[name])
    return f'sha256:{total.hexdigest()}'


def make(digests: Mapping[str, bytes]) -> bytes:
    """The content of PART (ISO 29500-1, 22.3) with one property that seals all the other parts.

    The digests given must be those of the final parts, with the content type and the relationship of PART in them.
    """
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{_FORMAT_ID}" pid="2" name="{_PROPERTY}">'
        f'<vt:lpwstr>{digest(digests)}</vt:lpwstr></property></Properties>'
    ).encode('ascii')


def is_untouched(docx: bytes) -> bool | None:
    """True where the file's own digest fits all its other parts, False where it does not: a person or a
    program changed it. None where the file is no readable zip, carries no digest, or is larger than any
    draft. Never raises, whatever the bytes are.
    """
    import zipfile  # not needed to make a seal, and slow to load

    try:
        parts, doubled = _read(docx)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, RuntimeError, ValueError):
        return None
    except Exception:  # zlib.error, struct.error and whatever else a crafted zip brings out of the library
        return None
    found = _FOUND.search(parts.get(PART, b''))
    if found is None:
        return None
    if not docx.startswith(b'PK\x03\x04') or _end(docx) != len(docx):
        return False  # bytes before or behind the zip are somebody's, whatever they are
    digests = {name: part_digest(content) for name, content in parts.items()}
    return not doubled and found.group(1).decode('ascii') == digest(digests)


def _end(docx: bytes) -> int:
    """Where the zip ends, its comment with it."""
    at = docx.rfind(b'PK\x05\x06')
    return at + _END + int.from_bytes(docx[at + _END - 2 : at + _END], 'little')


def _read(docx: bytes) -> tuple[dict[str, bytes], bool]:
    """The members by name, and whether a name came twice. Raises ValueError past the limits."""
    import zipfile

    end = docx.rfind(b'PK\x05\x06')
    if len(docx) > _MAX_FILE or end < 0:
        raise ValueError('no zip of ours')
    # The directory's size comes first: the library would read hundreds of thousands of forged entries.
    if struct.unpack_from('<I', docx, end + 12)[0] > _MAX_DIRECTORY:
        raise ValueError('directory too long')
    parts: dict[str, bytes] = {}
    doubled = False
    left = _MAX_UNPACKED
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        members = archive.infolist()
        if len(members) > _MAX_MEMBERS:
            raise ValueError('too many members')
        for member in members:
            if member.is_dir() and not member.file_size:
                continue
            with archive.open(member) as stream:
                content = stream.read(left + 1)
            left -= len(content)
            if left < 0:
                raise ValueError('too large')
            doubled = doubled or member.filename in parts
            parts[member.filename] = content
    return parts, doubled
