"""The journal: one line an entry, the latest holds, no damage spreads, garbage goes."""

from __future__ import annotations

import errno
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest
from faulty_disk import Crash, Script, ScriptedDisk, VolatileDisk

from baocao.output import Journal
from baocao.output.files import Disk, Files
from baocao.output.line_index import LineIndex

KEYS = ['a.docx', "báo cáo\n\t\"quý\".docx", '\udcff.docx', '']


def entries(path: Path) -> dict[str, bytes]:
    """What a process that opens the journal anew finds."""
    journal = Journal(path)
    found = {key: journal.get(key) for key in journal.all_keys()}
    assert None not in found.values()
    return {key: value for key, value in found.items() if value is not None}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / 'nhat-ky'


def test_the_latest_entry_of_a_key_holds_and_outlives_the_process(path: Path) -> None:
    journal = Journal(path)
    assert journal.get('a.docx') is None
    journal.append([(key, b'{"n": 1}') for key in KEYS])
    journal.append([(KEYS[1], b'{"n": 2}'), (KEYS[1], b'{"n": 3}')])
    expected = {**dict.fromkeys(KEYS, b'{"n": 1}'), KEYS[1]: b'{"n": 3}'}
    assert {key: journal.get(key) for key in KEYS} == expected
    assert entries(path) == expected
    assert journal.all_keys() == Journal(path).all_keys() == [KEYS[0], KEYS[2], KEYS[3], KEYS[1]]
    assert journal.get('b.docx') is None


def test_a_group_is_one_write_and_one_sync(path: Path) -> None:
    script = Script()
    Journal(path, ScriptedDisk(script)).append([(str(n), b'{}') for n in range(500)])
    assert [c for c in script.calls if c in ('write', 'sync')] == ['write', 'sync']
    script = Script()
    Journal(path, ScriptedDisk(script), durable=False).append([('x', b'{}')])
    assert 'sync' not in script.calls and 'sync_folder' not in script.calls
    Journal(path, ScriptedDisk(script)).append([])
    assert 'x' in Journal(path).all_keys() and script.calls.count('write') == 1


def test_a_payload_is_one_line(path: Path) -> None:
    with pytest.raises(ValueError):
        Journal(path).append([('a', b'{}'), ('b', b'{\n}')])
    with pytest.raises(OSError) as error:
        Journal(path).append([('a', b'x' * (17 << 20))])
    assert error.value.errno == errno.EFBIG
    assert not path.exists()


def test_a_large_payload_is_read_back(path: Path) -> None:
    Journal(path, durable=False).append([('a', b'x' * 3_000_000), ('b', b'y' * 1_100_000), ('c', b'')])
    assert entries(path) == {'a': b'x' * 3_000_000, 'b': b'y' * 1_100_000, 'c': b''}


def test_what_another_process_appends_is_seen(path: Path) -> None:
    reader, writer = Journal(path), Journal(path)
    writer.append([('a', b'1')])
    assert reader.get('a') == b'1'
    writer.append([('a', b'2'), ('b', b'3')])
    assert (reader.get('a'), reader.get('b')) == (b'2', b'3')
    path.unlink()
    assert reader.get('a') is None
    Journal(path).append([('b', b'4')])
    assert (reader.get('a'), reader.get('b')) == (None, b'4')


def test_a_file_that_somebody_wrote_over_is_read_anew(path: Path) -> None:
    journal = Journal(path)
    journal.append([('a', b'11'), ('b', b'22')])
    other = path.with_name('other')
    Journal(other).append([('b', b'33'), ('a', b'44')])
    assert journal.get('a') == b'11'
    path.write_bytes(other.read_bytes())  # the same file of the same length with other lines
    assert (journal.get('a'), journal.get('b')) == (b'44', b'33')
    path.write_bytes(b'?' * path.stat().st_size)
    assert journal.get('a') is None and journal.all_keys() == []


def test_a_journal_cut_at_any_byte_keeps_all_whole_lines_and_takes_new_ones(path: Path) -> None:
    Journal(path).append([('a', b'{"n": 1}'), ('b', b'{"n": 2}')])
    kept = path.stat().st_size
    Journal(path).append([('a', b'{"n": 3}'), ('c', b'{"n": 4}')])
    whole = path.read_bytes()
    third = whole.index(b'\n', kept) + 1
    for size in range(kept, len(whole)):
        path.write_bytes(whole[:size])
        expected = {'a': b'{"n": 1}', 'b': b'{"n": 2}'}
        if size >= third:
            expected['a'] = b'{"n": 3}'
        assert entries(path) == expected, size
        journal = Journal(path)
        assert journal.get('a') == expected['a']
        journal.append([('d', b'{"n": 5}')])
        expected['d'] = b'{"n": 5}'
        assert {key: journal.get(key) for key in expected} == expected
        assert entries(path) == expected, size


def test_a_changed_byte_costs_one_entry_at_most(path: Path) -> None:
    whole = {'a': b'{"n": 1}', 'b': b'{"n": 2}', 'c': b'{"n": 3}'}
    Journal(path).append(whole.items())
    data = path.read_bytes()
    line = len(data) // 3
    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x20]) + data[at + 1 :])
        found = entries(path)
        spoilt = {'abc'[at // line], *('abc'[at // line + 1 : at // line + 2] if data[at] == 10 else '')}
        assert found.items() >= {key: value for key, value in whole.items() if key not in spoilt}.items(), at
        assert found.items() <= whole.items(), at


@pytest.mark.parametrize(
    'garbage',
    [
        b'',
        b'\n\n',
        b'\0' * 9000,
        b'\xff' * 100,
        b'PK\x03\x04' * 1000,
        b'{"a": 1}',
        b'x' * (40 << 20),
        b'0' * 8 + b' \t\n',
    ],
    ids=['empty', 'lines', 'nul', 'ff', 'zip', 'json', 'long', 'almost'],
)
def test_garbage_in_the_place_of_a_journal_is_an_empty_one(path: Path, garbage: bytes) -> None:
    path.write_bytes(garbage)
    journal = Journal(path)
    assert journal.all_keys() == [] and journal.get('a') is None
    journal.append([('a', b'1')])
    assert journal.get('a') == b'1' and entries(path) == {'a': b'1'}
    journal.compact()
    assert entries(path) == {'a': b'1'}
    if len(garbage) > 1 << 20:
        assert path.stat().st_size < 100


def folder(path: Path) -> None:
    path.mkdir()
    (path / 'giu.txt').write_bytes(b'mine')


def link(path: Path) -> None:
    path.with_name('ngoai').write_bytes(b'mine')
    path.symlink_to('ngoai')


def dangling(path: Path) -> None:
    path.symlink_to('ngoai')


def fifo(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.skipif(os.name == 'nt', reason='links and pipes of POSIX')
@pytest.mark.parametrize('thing', [folder, link, dangling, fifo])
def test_what_is_no_file_is_neither_read_nor_written(path: Path, thing: Callable[[Path], None]) -> None:
    thing(path)
    before = {str(p): p.read_bytes() for p in path.parent.rglob('*') if p.is_file()}
    journal = Journal(path)
    assert journal.get('a') is None and journal.all_keys() == []
    with pytest.raises(OSError):
        journal.append([('a', b'1')])
    journal.compact()
    assert {str(p): p.read_bytes() for p in path.parent.rglob('*') if p.is_file()} == before


def test_short_writes_are_carried_on(path: Path) -> None:
    class Slow(Disk):
        def write(self, handle: int, data: memoryview) -> int:
            return super().write(handle, data[:3])

    Journal(path, Slow()).append([('a', b'{"n": 1}'), ('b', b'{"n": 2}')])
    assert entries(path) == {'a': b'{"n": 1}', 'b': b'{"n": 2}'}


class FullAfter(Disk):
    """A disk with room for so many bytes; `can_cut` tells whether it takes written ones back."""

    def __init__(self, room: int, can_cut: bool) -> None:
        super().__init__()
        self.room, self.can_cut = room, can_cut

    def write(self, handle: int, data: memoryview) -> int:
        if not self.room:
            raise OSError(errno.ENOSPC, 'full')
        done = super().write(handle, data[: self.room])
        self.room -= done
        return done

    def cut(self, handle: int, size: int) -> None:
        if not self.can_cut:
            raise OSError(errno.EIO, 'no')
        super().cut(handle, size)


@pytest.mark.parametrize('can_cut', [True, False])
def test_a_disk_that_is_full_half_way_leaves_a_good_journal(path: Path, can_cut: bool) -> None:
    group = [('a', b'{"n": 2}'), ('c', b'{"n": 3}')]
    Journal(path).append([('a', b'{"n": 1}'), ('b', b'{"n": 1}')])
    before = path.read_bytes()
    for room in range(len(before)):
        path.write_bytes(before)
        disk = FullAfter(room, can_cut)
        journal = Journal(path, disk)
        with pytest.raises(OSError) as error:
            journal.append(group)
        assert error.value.errno == errno.ENOSPC
        if can_cut:
            assert path.read_bytes() == before
        assert journal.get('b') == b'{"n": 1}' and journal.get('a') in (b'{"n": 1}', b'{"n": 2}')
        disk.room = 10_000
        journal.append([('d', b'{"n": 4}')])
        assert (journal.get('d'), journal.get('b')) == (b'{"n": 4}', b'{"n": 1}')
        assert {'b': b'{"n": 1}', 'd': b'{"n": 4}'}.items() <= entries(path).items()


def grown(path: Path, files: Files | None = None) -> dict[str, bytes]:
    """A journal of much garbage and some life; what lives in it."""
    journal = Journal(path, files or Disk())
    for turn in range(3):
        journal.append([(f'{n}.docx', b'"%d %s"' % (turn, b'x' * 4000)) for n in range(60)])
    journal.append([('0.docx', b'"last"')])
    return {**{f'{n}.docx': b'"2 %s"' % (b'x' * 4000) for n in range(60)}, '0.docx': b'"last"'}


def test_garbage_goes_where_it_outweighs_what_lives(path: Path) -> None:
    lives = grown(path)
    size = path.stat().st_size
    journal = Journal(path)
    assert journal.get('1.docx') == lives['1.docx']
    journal.compact()
    assert path.stat().st_size * 2 < size
    assert {key: journal.get(key) for key in lives} == lives == entries(path)
    small = path.read_bytes()
    journal.compact()
    assert path.read_bytes() == small
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_compacting_leaves_out_what_proves_damaged(path: Path) -> None:
    lives = grown(path)
    journal = Journal(path)
    assert journal.all_keys()
    data = path.read_bytes()
    path.write_bytes(data.replace(b'"last"', b'"lost"'))
    journal.compact()
    assert {key: value for key, value in lives.items() if key != '0.docx'} == entries(path)


@pytest.mark.parametrize('when', ['before', 'middle', 'after'])
def test_a_crash_at_every_operation_of_compacting(path: Path, when: str) -> None:
    lives = grown(path)
    data = path.read_bytes()
    script = Script()
    Journal(path, ScriptedDisk(script)).compact()
    assert {'open_new', 'write', 'sync', 'close', 'replace'} <= set(script.calls)
    steps = [n for n, call in enumerate(script.calls, 1) if call != 'write' or n % 7 == 0]
    for at in steps:
        path.unlink()
        path.write_bytes(data)
        with pytest.raises(Crash):
            Journal(path, ScriptedDisk(Script(at, when))).compact()
        assert entries(path) == lives
        journal = Journal(path)
        journal.compact()
        journal.append([('new', b'1')])
        assert entries(path) == {**lives, 'new': b'1'}


@pytest.mark.parametrize('number', [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_an_error_at_every_operation_of_compacting_is_no_harm(path: Path, number: int) -> None:
    lives = grown(path)
    data = path.read_bytes()
    script = Script()
    Journal(path, ScriptedDisk(script)).compact()
    for at in [n for n, call in enumerate(script.calls, 1) if call != 'write' or n % 7 == 0]:
        path.unlink()
        path.write_bytes(data)
        journal = Journal(path, ScriptedDisk(Script(at, number=number)))
        journal.compact()
        assert {key: journal.get(key) for key in lives} == lives
        journal.append([('new', b'1')])
        assert entries(path) == {**lives, 'new': b'1'}
        assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize('survivor', ['nothing', 'all'])
def test_a_power_cut_after_compacting_loses_nothing(path: Path, survivor: str) -> None:
    lives = grown(path)
    disk = VolatileDisk()
    journal = Journal(path, disk)
    journal.compact()
    disk.power_off(keep_renames_of=path.parent.name if survivor == 'all' else '')
    assert entries(path) == lives
    journal = Journal(path, disk)
    journal.append([('new', b'1')])
    disk.power_off(keep_renames_of='')
    assert entries(path) == {**lives, 'new': b'1'}


def test_what_is_appended_after_compacting_outlives_a_power_cut(path: Path) -> None:
    lives = grown(path)
    disk = VolatileDisk()
    journal = Journal(path, disk)
    journal.append([('old', b'1')])
    journal.compact()
    journal.append([('new', b'2')])
    disk.power_off(keep_renames_of='')
    assert entries(path) == {**lives, 'old': b'1', 'new': b'2'}


def test_memory_holds_places_and_no_payloads(path: Path) -> None:
    import tracemalloc

    journal = Journal(path, durable=False)
    tracemalloc.start()
    try:
        for n in range(2000):
            journal.append([(f'thang_6/bao_cao_{n}.docx', b'"%s"' % (b'x' * 5000))])
        written, _ = tracemalloc.get_traced_memory()
        other = Journal(path)
        assert other.get('thang_6/bao_cao_7.docx')
        both, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert written < 2000 * 500 and both < 2000 * 1000
    assert peak < 8 << 20
    assert sys.getsizeof(other) < 1000


def test_what_is_erased_leaves_no_byte_and_the_rest_stands(tmp_path: Path) -> None:
    journal = Journal(tmp_path / 'j')
    journal.append([('a', b'"secret"'), ('b', b'"first"')])
    journal.append([('b', b'"second"')])
    journal.erase(['a', 'absent'])
    text = (tmp_path / 'j').read_bytes()
    assert b'secret' not in text
    assert b'first' not in text
    assert journal.get('a') is None
    assert journal.get('b') == b'"second"'
    journal.append([('a', b'"new"')])
    assert Journal(tmp_path / 'j').get('a') == b'"new"'


def test_a_line_that_no_program_of_ours_writes_hides_no_other(path: Path) -> None:
    """A line of more bytes than an entry may have, whole by its checksum."""
    Journal(path).append([('a', b'1')])
    body = b'"long"\t' + b'x' * (16 << 20)
    with path.open('ab') as file:
        file.write(b'%08x %s\n' % (crc32(body), body))
    Journal(path).append([('b', b'2')])
    assert entries(path) == {'a': b'1', 'b': b'2'}


def test_places_of_lines_are_found_by_their_keys() -> None:
    index, expected = LineIndex(), dict[bytes, tuple[int, int]]()
    chance = random.Random(5)
    for turn in range(5000):
        key = b'%d' % chance.randrange(900)
        if chance.random() < 0.2:
            index.drop(key)
            expected.pop(key, None)
        else:
            expected[key] = place = (turn << 20, chance.randrange(1 << 24))
            index.put(key, *place)
    assert len(index) == len(expected)
    assert {key: index.get(b'%d' % key) for key in range(1000)} == {
        key: expected.get(b'%d' % key) for key in range(1000)
    }
    assert index.in_order() == sorted(expected.values())
    assert index.taken() == sum(length + 1 for _, length in expected.values())
