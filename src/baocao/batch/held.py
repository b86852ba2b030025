"""What the parent of a batch holds of each paper: seventeen bytes, more only where something is to be said of it."""

from __future__ import annotations

from array import array

from baocao.rows import Row, RowStatus

_STATUSES = tuple(RowStatus)


class Held:
    """What is held of each paper: how it stands, digests of what it was made from (0: it has not come yet) and of what
    it claims (0: nothing); its row itself where it is more than what is kept of it."""

    def __init__(self, count: int) -> None:
        self._status = bytearray(count)
        self.made_from = array('Q', bytes(8 * count))
        self.claims = array('Q', bytes(8 * count))
        self.rows: dict[int, Row] = {}

    def status(self, number: int) -> RowStatus:
        """How a paper stands."""
        return _STATUSES[self._status[number]]

    def come(self, number: int, row: Row, made_from: int, claims: int, whole: bool) -> Row:
        """Hold a row; as a `whole` where the journal does not tell all of it."""
        self._status[number] = _STATUSES.index(row.status)
        self.made_from[number], self.claims[number] = made_from, claims
        self.rows.pop(number, None)
        if whole:
            self.rows[number] = row
        return row
