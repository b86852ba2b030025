"""Where the latest line of each key of a journal stands, in 16 bytes a key, however long the key is."""

from __future__ import annotations

from array import array
from bisect import bisect_left

#: bits of a place that tell the length of its line; the others tell its offset, up to a terabyte
_LENGTH = 24
_SHORTER = (1 << _LENGTH) - 1
_DIGEST = (1 << 64) - 1


class LineIndex:
    """Keys (bytes, known by a digest of 64 bits) to the offset and the length of a line, both in bytes.

    Two keys of one digest, which chance does not bring, take each other's place: whoever reads a line looks whether it
    is the key's own.
    """

    def __init__(self) -> None:
        self._digests = array('Q')  # in order
        self._places = array('Q')

    def __len__(self) -> int:
        return len(self._digests)

    def get(self, key: bytes) -> tuple[int, int] | None:
        """Offset and length of the key's line; None where it has none."""
        digest = _digest(key)
        at = bisect_left(self._digests, digest)
        if at == len(self._digests) or self._digests[at] != digest:
            return None
        return _unpacked(self._places[at])

    def put(self, key: bytes, offset: int, length: int) -> None:
        """Let the key's line be this one."""
        digest, place = _digest(key), offset << _LENGTH | length
        at = bisect_left(self._digests, digest)
        if at < len(self._digests) and self._digests[at] == digest:
            self._places[at] = place
        else:
            self._digests.insert(at, digest)
            self._places.insert(at, place)

    def drop(self, key: bytes) -> None:
        """Forget the key's line."""
        digest = _digest(key)
        at = bisect_left(self._digests, digest)
        if at < len(self._digests) and self._digests[at] == digest:
            del self._digests[at], self._places[at]

    def in_order(self) -> list[tuple[int, int]]:
        """Offset and length of each line, in the order of the file."""
        return [_unpacked(place) for place in sorted(self._places)]

    def taken(self) -> int:
        """The bytes of all lines, each with its line feed."""
        return sum(place & _SHORTER for place in self._places) + len(self._places)


def _digest(key: bytes) -> int:
    """Python's own hash, keyed anew in each process: nobody can choose two keys of one digest."""
    return hash(key) & _DIGEST


def _unpacked(place: int) -> tuple[int, int]:
    return place >> _LENGTH, place & _SHORTER
