"""The zip around an Office file, written with the same bytes every time."""

from __future__ import annotations

from collections.abc import Mapping

from baocao.container.deflating import Deflater, Packed, standard
from baocao.container.records import (
    CENTRAL,
    CENTRAL_MARK,
    DEFLATED,
    END,
    END_MARK,
    LOCAL,
    LOCAL_MARK,
    UTF8,
)


def pack(
    parts: Mapping[str, bytes | Packed], first: tuple[str, ...] = (), deflater: Deflater | None = None
) -> bytes:
    """A zip of the parts: those of `first` at its head, the others by name. Same parts and deflater (zlib at level 6
    where none is given), same bytes.

    No clock, no system, no extra fields: date 1980-01-01 00:00, version 2.0, made on system 0.
    """
    deflater = deflater or standard()
    names = [n for n in first if n in parts] + sorted(n for n in parts if n not in first)
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name in names:
        part = parts[name]
        packed = part if isinstance(part, Packed) else deflater.packed(part)
        raw = name.encode('utf-8')
        flags = 0 if raw.isascii() else UTF8
        common = (20, flags, DEFLATED, 0, 0x21, packed.crc, len(packed.deflated), packed.size, len(raw), 0)
        header = LOCAL.pack(LOCAL_MARK, *common) + raw
        directory.append(CENTRAL.pack(CENTRAL_MARK, 20, *common, 0, 0, 0, 0, offset) + raw)
        body += (header, packed.deflated)
        offset += len(header) + len(packed.deflated)
    listing = b''.join(directory)
    end = END.pack(END_MARK, 0, 0, len(names), len(names), len(listing), offset, 0)
    return b''.join((*body, listing, end))
