"""Long random lives of an `out/`: people and runs in turn, with crashes, errors and lost records among them."""

from __future__ import annotations

import errno
import random
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pytest
from faulty_disk import Crash, Script, ScriptedDisk

from baocao.errors import BaoCaoError
from baocao.output import Item, OutputFolder, Saved
from baocao.output.files import DISK, Files

PLACES = [PurePosixPath(p) for p in ('1.docx', 'a/2.docx', 'a/3.docx', 'b/4.docx')]


def ours(number: int) -> bytes:
    """A text of the program that proves itself, as a sealed draft does."""
    body = b'ours %d ' % number * 40
    return sha256(body).hexdigest().encode() + body


def is_untouched(data: bytes) -> bool | None:
    if b'ours' not in data:
        return None
    return sha256(data[64:]).hexdigest().encode() == data[:64]


class Life:
    """One `out/` over many turns; `persons` are the texts of people that must still be somewhere."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.chance, self.turn = root, random.Random(seed), 0
        self.persons: dict[Path, bytes] = {}  # where each person left it
        self.written: set[bytes] = set()  # all texts of people, also those that they wrote over themselves
        self.older: set[bytes] = set()  # those that were replaced on request: they lie among the copies

    def documents(self) -> list[Path]:
        return sorted(p for p in self.root.rglob('*.docx') if '.baocao' not in p.parts)

    def edit(self) -> None:
        if documents := self.documents():
            path = self.chance.choice(documents)
            self.persons[path] = b'person %d ' % self.turn * self.chance.randint(1, 50)
            path.write_bytes(self.persons[path])
            self.written.add(self.persons[path])

    def move(self) -> None:
        if documents := self.documents():
            source, target = self.chance.choice(documents), self.root / 'a' / f'moved {self.turn}.docx'
            target.parent.mkdir(exist_ok=True)
            source.rename(target)
            if source in self.persons:
                self.persons[target] = self.persons.pop(source)

    def lose_records(self) -> None:
        (self.root / '.baocao' / 'nhat-ky').unlink(missing_ok=True)

    def damage_records(self) -> None:
        journal = self.root / '.baocao' / 'nhat-ky'
        if journal.exists() and (data := bytearray(journal.read_bytes())):
            for _ in range(3):
                data[self.chance.randrange(len(data))] ^= 1 << self.chance.randrange(8)
            journal.write_bytes(data[: self.chance.randint(len(data) // 2, len(data))])

    def run(self) -> None:
        trouble = self.chance.choice(['none', 'none', 'crash', 'error'])
        script = Script()
        if trouble == 'crash':
            script = Script(self.chance.randint(1, 150), self.chance.choice(['before', 'middle', 'after']))
        elif trouble == 'error':
            script = Script(
                self.chance.randint(1, 150),
                number=self.chance.choice([errno.EIO, errno.ENOSPC, errno.EACCES]),
            )
        with suppress(Crash, BaoCaoError):
            self.save(ScriptedDisk(script), self.chance.random() < 0.3)

    def save(self, files: Files, replace_edited: bool) -> None:
        places = self.chance.sample(PLACES, self.chance.randint(1, len(PLACES)))
        items = [
            Item(place, ours(self.chance.randint(self.turn - 1, self.turn)), {'a': str(self.turn)})
            for place in places
        ]
        with OutputFolder(
            self.root, files=files, is_untouched=is_untouched, replace_edited=replace_edited
        ) as folder:
            for outcome in folder.save_all(items):
                if isinstance(outcome, Saved):
                    assert is_untouched((outcome.beside or outcome.path).read_bytes())

    def check(self) -> None:
        kept = {p.read_bytes() for p in (self.root / '.baocao' / 'luu').rglob('*.docx')}
        for path, text in list(self.persons.items()):
            if path.read_bytes() != text:
                assert text in kept, path
                self.older.add(text)
                del self.persons[path]
        # where records were damaged, an older one may hold: then a text of ours is taken for a person's, never the reverse
        assert self.older <= kept
        assert all(is_untouched(text) for text in kept - self.written)
        for path in self.documents():
            assert path in self.persons or is_untouched(path.read_bytes()), path

    def live(self, turns: int) -> None:
        acts = [self.edit, self.move, self.lose_records, self.damage_records, *[self.run] * 6]
        for self.turn in range(1, turns):
            self.chance.choice(acts)()
            self.check()
        self.save(DISK, False)
        self.check()
        assert list(self.root.rglob('*.tmp')) == []


@pytest.mark.parametrize('seed', range(12))
def test_no_text_of_a_person_is_ever_lost_and_no_file_is_cut(tmp_path: Path, seed: int) -> None:
    Life(tmp_path, seed).live(60)
