"""What was written where, out of what: one line for each document in the journal `out/.baocao/nhat-ky`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import TypeGuard

import msgspec
from msgspec import Struct, field

from baocao.output.files import Files
from baocao.output.journal import Journal

_JSON = json.JSONEncoder(ensure_ascii=False)
_HASH = re.compile(r'[0-9a-f]{64}')


class Record(Struct, frozen=True):
    """The last intent to write one document.

    `new` is the SHA-256 of the text that was to be written, `previous` that of ours before it (None: there
    was none): a crash leaves the one or the other on the disk, and both are ours. `inputs` are the hashes
    that the text was made from. `beside_of` names the document whose new text this is, where a person's
    file held that name.
    """

    place: str
    new: str
    previous: str | None = None
    inputs: Mapping[str, str] = field(default_factory=dict)
    beside_of: str = ''

    def to_json(self) -> bytes:
        """The record in one line that people can read; the same record gives the same bytes. The place is its key."""
        content = {
            'ban_moi_cua': self.beside_of,
            'ma_bam_truoc': self.previous,
            'ma_bam_moi': self.new,
            'dau_vao': {name: self.inputs[name] for name in sorted(self.inputs)},
        }
        # names of files may hold what is no UTF-8
        return _JSON.encode(content).encode('utf-8', 'surrogatepass')

    @classmethod
    def from_json(cls, data: bytes, place: str) -> Record | None:
        """The record of `place`; None where the bytes are no record."""
        try:
            content = msgspec.json.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return cls._with_surrogates(data, place)
        return cls._checked(content, place)

    @classmethod
    def _with_surrogates(cls, data: bytes, place: str) -> Record | None:
        """The record with names of files that are no Unicode, which the quick reader refuses."""
        try:
            content = json.loads(data.decode('utf-8', 'surrogatepass'))
        except (ValueError, RecursionError):
            return None
        return cls._checked(content, place)

    @classmethod
    def _checked(cls, content: object, place: str) -> Record | None:
        if not isinstance(content, dict):
            return None
        new, previous = content.get('ma_bam_moi'), content.get('ma_bam_truoc')
        inputs, beside_of = content.get('dau_vao'), content.get('ban_moi_cua')
        if (
            not _is_hash(new)
            or not (previous is None or _is_hash(previous))
            or not isinstance(beside_of, str)
        ):
            return None
        if not isinstance(inputs, dict) or not set(map(type, inputs.values())) <= {str}:
            return None
        return cls(place, new, previous, inputs, beside_of)


class Records:
    """The records of one `out/`, in a journal. The folder must stand, but for `read`, which else finds nothing."""

    def __init__(self, path: Path, files: Files) -> None:
        self._journal = Journal(path, files)

    def read(self, place: PurePosixPath) -> Record | None:
        """The record of a document; None where there is none, or it is damaged: all the same to the caller, who then
        asks the file itself. OSError where the disk does not tell just now."""
        data = self._journal.read(str(place))
        return None if data is None else Record.from_json(data, str(place))

    def are_none(self) -> bool:
        """True where no record can be read."""
        return not len(self._journal)

    def write(self, records: Iterable[Record]) -> None:
        """Put the records on the disk in one go; OSError where that fails, and the old ones stand."""
        self._journal.append((record.place, record.to_json()) for record in records)

    def compact(self) -> None:
        """Drop former records where they outweigh the last ones."""
        self._journal.compact()


def _is_hash(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _HASH.fullmatch(value) is not None
