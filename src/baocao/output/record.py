"""What was written where, out of what: a small JSON file for each document, in `out/.baocao/ghi-nhan/`."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TypeGuard

from msgspec import Struct, field

from baocao.output.files import Files, make_folder, read_file, write_over

_LIMIT = 16 << 20
TEMPORARY = re.compile(r'\.baocao-[0-9a-f]{16}-[0-9]+\.tmp')  # the names that temporary_name makes
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
        """The record as people can read it; the same record gives the same bytes."""
        content = {
            'tep': self.place,
            'ban_moi_cua': self.beside_of,
            'ma_bam_truoc': self.previous,
            'ma_bam_moi': self.new,
            'dau_vao': {name: self.inputs[name] for name in sorted(self.inputs)},
        }
        text = json.dumps(content, ensure_ascii=False, indent=2) + '\n'
        return text.encode('utf-8', 'surrogatepass')  # names of files may hold what is no UTF-8

    @classmethod
    def from_json(cls, data: bytes, place: str) -> Record | None:
        """The record of `place`; None where the bytes are no record of it."""
        try:
            content = json.loads(data.decode('utf-8', 'surrogatepass'))
        except (ValueError, RecursionError):
            return None
        if not isinstance(content, dict) or content.get('tep') != place:
            return None
        new, previous = content.get('ma_bam_moi'), content.get('ma_bam_truoc')
        inputs, beside_of = content.get('dau_vao'), content.get('ban_moi_cua')
        if (
            not _is_hash(new)
            or not (previous is None or _is_hash(previous))
            or not isinstance(beside_of, str)
        ):
            return None
        if not isinstance(inputs, dict) or not all(isinstance(v, str) for v in inputs.values()):
            return None
        return cls(place, new, previous, inputs, beside_of)


class Records:
    """The records of one `out/`. The folder must stand, but for `read`, which then finds nothing."""

    def __init__(self, folder: Path, files: Files) -> None:
        self._folder = folder
        self._files = files

    def read(self, place: PurePosixPath) -> Record | None:
        """The record of a document; None where there is none, or it is unreadable or damaged: all the same
        to the caller, who then asks the file itself."""
        try:
            data = read_file(self._files, self._path(place), _LIMIT)
        except OSError:
            return None
        return Record.from_json(data, str(place)) if len(data) <= _LIMIT else None

    def write(self, record: Record) -> None:
        """Put the record on the disk in one step; OSError where that fails, and the old one stands."""
        make_folder(self._files, self._folder)
        path = self._path(PurePosixPath(record.place))
        write_over(self._files, temporary_name(path), path, record.to_json())

    def _path(self, place: PurePosixPath) -> Path:
        return self._folder / f'{sha256(str(place).encode()).hexdigest()}.json'


def temporary_name(target: Path) -> Path:
    """The name, beside `target`, under which its new content is written first; it matches TEMPORARY."""
    mark = sha256(target.name.encode('utf-8', 'surrogateescape')).hexdigest()[:16]
    return target.with_name(f'.baocao-{mark}-{os.getpid()}.tmp')


def _is_hash(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _HASH.fullmatch(value) is not None
