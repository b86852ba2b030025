"""The zip around an Office file, written with the same bytes every time."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Packed:
    """A member as it will stand in the zip, so that parts which never change are deflated once."""

    crc: int
    size: int
    deflated: bytes


def deflate(content: bytes, level: int = 6) -> Packed:
    """The content packed by the standard zlib at a level from 0 to 9."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(zlib.crc32(content), len(content), packer.compress(content) + packer.flush())


def pack(parts: Mapping[str, bytes | Packed], first: tuple[str, ...] = (), level: int = 6) -> bytes:
    """A zip of the parts: those of `first` at its head, the others by name. Same parts and level, same bytes.

    No clock, no system, no extra fields: date 1980-01-01 00:00, version 2.0, made on system 0.
    """
    names = [n for n in first if n in parts] + sorted(n for n in parts if n not in first)
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name in names:
        part = parts[name]
        packed = deflate(part, level) if isinstance(part, bytes) else part
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
