"""What a batch keeps of each paper beside its record, so that an unchanged one is neither drafted nor forgotten.

Everything here may be lost: a paper whose entry is not there, or is not of its record, is drafted again.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256

import msgspec
from msgspec import Struct

from baocao.errors import Finding
from baocao.output import Journal
from baocao.rows import Row

#: the journals of results, and of what papers claim
RESULTS, CLAIMS = 'da-tinh', 'doi-chieu'

_JSON = msgspec.json.Encoder(order='deterministic')


class Kept(Struct, frozen=True):
    """A row as it was told, the footprint of its paper as a digest, and the digest of what the paper claims (empty:
    nothing)."""

    row: Row
    footprint: str
    claims: str = ''


class Compared(Struct, frozen=True):
    """What was found between the papers of a group, by the digests of their claims."""

    claims: tuple[int, ...]
    findings: tuple[Finding, ...]


class Keeping:
    """The journals of one `out/`: of results, and of what papers claim, which is large and rarely read."""

    def __init__(self, journal: Journal, claims: Journal) -> None:
        self._journal = journal
        self._claims = claims
        self._kept = msgspec.json.Decoder(Kept)
        self._compared = msgspec.json.Decoder(Compared)

    def of(self, place: str) -> Kept | None:
        """What was kept of the paper at a place; None where nothing was, or it cannot be read."""
        data = self._journal.get(place)
        try:
            return self._kept.decode(data) if data is not None else None
        except msgspec.MsgspecError:
            return None

    def claims_of(self, place: str) -> bytes:
        """The stored claims of the paper at a place; empty where there are none."""
        return b64decode(self._claims.get(place) or b'')

    def compared(self, group: str) -> Compared | None:
        """What was found last between the papers of a group."""
        data = self._journal.get(f'\0{group}')
        try:
            return self._compared.decode(data) if data is not None else None
        except msgspec.MsgspecError:
            return None

    def keep(self, entries: Sequence[tuple[str, Kept, bytes]]) -> None:
        """Keep papers with their claims. Raises OSError where the disk refuses."""
        self.silence([place for place, _, claims in entries if not claims])
        self._claims.append([(place, b64encode(claims)) for place, _, claims in entries if claims])
        self._journal.append([(place, _JSON.encode(kept)) for place, kept, _ in entries])

    def silence(self, places: Sequence[str]) -> None:
        """Erase what papers claimed that claim nothing any more, since they have become secret, what was told of them,
        and all that was found between papers, which may tell it too and is compared again. Raises OSError where the
        disk refuses."""
        silenced = [place for place in places if self._claims.get(place)]
        if silenced:
            compared = [key for key in self._journal.all_keys() if key.startswith('\0')]
            self._journal.erase([*silenced, *compared])
            self._claims.erase(silenced)

    def keep_compared(self, group: str, compared: Compared) -> None:
        """Keep what was found between the papers of a group. Raises OSError where the disk refuses."""
        self._journal.append([(f'\0{group}', _JSON.encode(compared))])

    def state(self) -> str:
        """The digest of what the last report told; empty where there was none."""
        return (self._journal.get('\0\0') or b'').decode('ascii', 'replace')

    def keep_state(self, state: str) -> None:
        """Keep the digest of what the report tells. Raises OSError where the disk refuses."""
        self._journal.append([('\0\0', state.encode())])


def digest_of(footprint: Mapping[str, str]) -> str:
    """The digest of a footprint."""
    return sha256(_JSON.encode(dict(footprint))).hexdigest()
