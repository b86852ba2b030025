"""Groups of documents, drafts that are replaced on request, and the program's own reports."""

from __future__ import annotations

import errno
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pytest
from faulty_disk import Script, ScriptedDisk

from baocao.errors import BaoCaoError, Level
from baocao.output import Item, OutputFolder, Saved, Status, exit_code
from baocao.output.files import DISK, Disk, Files

A, B, C = b'text A', b'text B', b'text C'
PERSON = b'text of a person'
DOC = PurePosixPath('thang_6/bc.docx')


def sealed(data: bytes) -> bool | None:
    return data in (A, B, C) if data.startswith(b'text') else None


def opened(root: Path, files: Files = DISK, replace_edited: bool = False) -> OutputFolder:
    return OutputFolder(root, files=files, is_untouched=sealed, replace_edited=replace_edited)


def item(place: str, data: bytes) -> Item:
    return Item(PurePosixPath(place), data, {'data/bc.yaml': data.hex()})


def save_all(root: Path, *items: Item, files: Files = DISK) -> list[Saved | BaoCaoError]:
    with opened(root, files) as folder:
        return folder.save_all(items)


def words(outcomes: Sequence[Saved | BaoCaoError]) -> list[str]:
    """The status of each, or the code of what failed."""
    return [o.status.value if isinstance(o, Saved) else o.findings[0].code for o in outcomes]


def shown(root: Path) -> dict[str, bytes]:
    names = (p.relative_to(root) for p in root.rglob('*') if p.is_file() and not p.is_symlink())
    return {str(n): (root / n).read_bytes() for n in names if n.parts[0] != '.baocao'}


def kept(root: Path) -> dict[str, bytes]:
    """What stands in the folder of people's copies."""
    folder = root / '.baocao' / 'luu'
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob('*') if p.is_file()}


def everything(root: Path) -> dict[str, tuple[int, int, int]]:
    paths = [root, *root.rglob('*')]
    return {str(p): (p.lstat().st_ino, p.lstat().st_mtime_ns, p.lstat().st_ctime_ns) for p in paths}


# --- groups ----------------------------------------------------------------------------------------------


def test_a_group_tells_what_became_of_each_in_order(tmp_path: Path) -> None:
    save_all(tmp_path, item('a/1.docx', A), item('a/2.docx', A), item('b/3.docx', A))
    (tmp_path / 'b/3.docx').write_bytes(PERSON)
    (tmp_path / 'c.docx').mkdir()
    group = [item('a/1.docx', A), item('../x.docx', A), item('a/2.docx', B), item('b/3.docx', B)]
    group += [item('c.docx', B), item('d/4.docx', B)]
    outcomes = save_all(tmp_path, *group)
    assert words(outcomes) == ["không đổi", 'HT208', "cập nhật", "đã có người sửa", "đã có người sửa", "mới"]
    assert shown(tmp_path) == {
        'a/1.docx': A,
        'a/2.docx': B,
        'b/3.docx': PERSON,
        "b/3 (bản mới).docx": B,
        "c (bản mới).docx": B,
        'd/4.docx': B,
    }
    assert [o.findings[0].code for o in outcomes[3:5] if isinstance(o, Saved)] == ['BN201', 'BN205']
    before = everything(tmp_path)
    again = save_all(tmp_path, *group)
    assert words(again) == [
        "không đổi",
        'HT208',
        "không đổi",
        "đã có người sửa",
        "đã có người sửa",
        "không đổi",
    ]
    assert everything(tmp_path) == before


def test_an_empty_group_is_no_work(tmp_path: Path) -> None:
    with opened(tmp_path) as folder:
        before = everything(tmp_path)
        assert folder.save_all([]) == []
        assert everything(tmp_path) == before


def test_a_group_costs_one_sync_of_the_records_and_one_of_each_folder(tmp_path: Path) -> None:
    group = [item(f'{n % 3}/{n}.docx', A) for n in range(30)]
    save_all(tmp_path, *group)
    synced: list[str] = []

    class Counting(Disk):
        def sync(self, handle: int) -> None:
            synced.append('a file')
            super().sync(handle)

        def sync_folder(self, folder: Path) -> None:
            synced.append(folder.name)
            super().sync_folder(folder)

    assert (
        words(save_all(tmp_path, *(item(str(i.relative), B) for i in group), files=Counting()))
        == ["cập nhật"] * 30
    )
    assert synced == ['a file'] * 31 + ['.baocao', '0', '1', '2']


def test_no_document_takes_its_name_before_all_intents_are_on_the_disk(tmp_path: Path) -> None:
    script = Script()
    save_all(tmp_path, *(item(f'{n}.docx', A) for n in range(5)), files=ScriptedDisk(script))
    append = script.calls.index('open_append')
    renames = [n for n, call in enumerate(script.calls) if call == 'replace']
    new = [n for n, call in enumerate(script.calls) if call == 'open_new']
    assert len(renames) == len(new) == 5 and max(new) < append < min(renames)
    assert 'sync' in script.calls[append : min(renames)]


def test_two_texts_for_one_name_follow_each_other(tmp_path: Path) -> None:
    outcomes = save_all(tmp_path, item('a.docx', A), item('b.docx', A), item('a.docx', B))
    assert words(outcomes) == ["mới", "mới", "cập nhật"]
    assert shown(tmp_path) == {'a.docx': B, 'b.docx': A}


def test_a_group_is_what_its_documents_are_one_by_one(tmp_path: Path) -> None:
    group = [
        item(place, text) for text in (A, B, C) for place in ('a.docx', "a (bản mới).docx", 'b/c.docx', 'b')
    ]
    for root in (tmp_path / 'group', tmp_path / 'single'):
        save_all(root, item('a.docx', A), item('b/c.docx', A))
        (root / 'a.docx').write_bytes(PERSON)
    outcomes = save_all(tmp_path / 'group', *group)
    single = [outcome for one in group for outcome in save_all(tmp_path / 'single', one)]
    assert words(outcomes) == words(single)
    assert shown(tmp_path / 'group') == shown(tmp_path / 'single')
    assert shown(tmp_path / 'group')['a.docx'] == PERSON


def test_one_that_a_person_saves_meanwhile_is_left_and_the_others_are_written(tmp_path: Path) -> None:
    group = [item(f'{n}.docx', A) for n in range(4)]
    save_all(tmp_path, *group)

    class Meanwhile(Disk):
        def open_append(self, path: Path) -> int:
            (tmp_path / '1.docx').write_bytes(PERSON)
            return super().open_append(path)

    outcomes = save_all(tmp_path, *(item(f'{n}.docx', B) for n in range(4)), files=Meanwhile())
    assert words(outcomes) == ["cập nhật", "đã có người sửa", "cập nhật", "cập nhật"]
    assert isinstance(outcomes[1], Saved) and outcomes[1].findings[0].code == 'BN207'
    assert shown(tmp_path) == {'0.docx': B, '1.docx': PERSON, "1 (bản mới).docx": B, '2.docx': B, '3.docx': B}
    assert not list(tmp_path.rglob('*.tmp'))


def test_a_folder_that_may_not_be_written_costs_only_its_documents(tmp_path: Path) -> None:
    class ReadOnly(Disk):
        def open_new(self, path: Path) -> int:
            if path.parent.name == 'khoa_lai':
                raise PermissionError(errno.EACCES, 'no', str(path))
            return super().open_new(path)

    group = [item('khoa_lai/1.docx', A), item('2.docx', A), item('khoa_lai/3.docx', A)]
    assert words(save_all(tmp_path, *group, files=ReadOnly())) == ['HT203', "mới", 'HT203']
    assert shown(tmp_path) == {'2.docx': A}
    assert words(save_all(tmp_path, *group)) == ["mới", "không đổi", "mới"]


def test_a_document_that_is_too_large_for_the_disk_costs_only_itself(tmp_path: Path) -> None:
    class Small(Disk):
        def write(self, handle: int, data: memoryview) -> int:
            if len(data) > 50_000:
                raise OSError(errno.ENOSPC, 'full')
            return super().write(handle, data)

    outcomes = save_all(
        tmp_path, item('1.docx', A), item('2.docx', B * 10_000), item('3.docx', C), files=Small()
    )
    assert words(outcomes) == ["mới", 'HT202', "mới"]
    assert shown(tmp_path) == {'1.docx': A, '3.docx': C}
    assert not list(tmp_path.rglob('*.tmp'))


def test_no_room_for_all_intents_is_no_harm_and_each_is_tried_alone(tmp_path: Path) -> None:
    class Tight(Disk):
        """Room for two records and no more."""

        room = 600

        def open_append(self, path: Path) -> int:
            self.journal = super().open_append(path)
            return self.journal

        def write(self, handle: int, data: memoryview) -> int:
            if handle == getattr(self, 'journal', None) and data[8:9] in (b' ', b''):
                if len(data) > self.room:
                    super().write(handle, data[: self.room])
                    raise OSError(errno.ENOSPC, 'full')
                self.room -= len(data)
            return super().write(handle, data)

    group = [item(f'{n}.docx', A) for n in range(5)]
    said = words(save_all(tmp_path, *group, files=Tight()))
    assert 1 <= said.count("mới") < 5 and set(said) == {"mới", 'HT202'}
    assert shown(tmp_path) == {f'{n}.docx': A for n in range(5) if said[n] == "mới"}
    assert not list(tmp_path.rglob('*.tmp'))
    assert words(save_all(tmp_path, *group)) == ["không đổi" if w == "mới" else "mới" for w in said]


def test_what_was_saved_in_a_group_is_finished_and_recorded(tmp_path: Path) -> None:
    save_all(tmp_path, item('1.docx', A), item('2.docx', B))
    (tmp_path / '2.docx').write_bytes(PERSON)
    save_all(tmp_path, item('2.docx', C))
    folder = opened(tmp_path)  # without the lock, as those who only look
    asked: list[Mapping[str, str]] = []

    def hold(inputs: Mapping[str, str]) -> bool:
        asked.append(inputs)
        return True

    first = folder.unchanged(PurePosixPath('1.docx'), hold)
    assert first and (first[0], first[1].status) == ({'data/bc.yaml': A.hex()}, Status.KHONG_DOI)
    second = folder.unchanged(PurePosixPath('2.docx'), hold)
    assert second and (second[0], second[1].status) == ({'data/bc.yaml': C.hex()}, Status.DA_CO_NGUOI_SUA)
    assert folder.unchanged(PurePosixPath("2 (bản mới).docx"), hold) is None
    assert folder.unchanged(PurePosixPath('3.docx'), hold) is None
    assert folder.unchanged(PurePosixPath('1.docx'), lambda inputs: False) is None
    assert len(asked) == 2
    done = folder.finished(PurePosixPath('2.docx'), {'data/bc.yaml': C.hex()})
    assert done and (done.status, done.beside) == (Status.DA_CO_NGUOI_SUA, tmp_path / "2 (bản mới).docx")


def test_the_records_of_a_former_form_do_not_disturb(tmp_path: Path) -> None:
    old = tmp_path / '.baocao' / 'ghi-nhan'
    old.mkdir(parents=True)
    (old / f'{"0" * 64}.json').write_bytes(b'{"tep": "1.docx", "ma_bam_moi": ""}')
    (tmp_path / '1.docx').write_bytes(A)
    assert words(save_all(tmp_path, item('1.docx', B))) == ["cập nhật"]
    assert len(list(old.iterdir())) == 1


def test_the_records_stay_small_over_many_runs(tmp_path: Path) -> None:
    for turn in range(40):
        save_all(tmp_path, *(item(f'{n}.docx', b'%d' % turn * 300) for n in range(40)))
    assert (tmp_path / '.baocao' / 'nhat-ky').stat().st_size < 600_000
    assert len(shown(tmp_path)) == 40


# --- replacing what a person edited ----------------------------------------------------------------------


def replacing(root: Path, data: bytes, files: Files = DISK, place: PurePosixPath = DOC) -> Saved:
    with opened(root, files, replace_edited=True) as folder:
        return folder.save(place, data, {'data/bc.yaml': data.hex()})


def edited(root: Path, text: bytes = PERSON) -> Path:
    [saved] = save_all(root, item(str(DOC), A))
    assert isinstance(saved, Saved)
    saved.path.write_bytes(text)
    return saved.path


def copy_name(text: bytes = PERSON) -> str:
    return f'thang_6/bc ({sha256(text).hexdigest()[:12]}).docx'


@pytest.mark.parametrize('state', ['kept', 'lost'])
def test_an_edited_draft_is_replaced_after_a_copy(tmp_path: Path, state: str) -> None:
    path = edited(tmp_path)
    path.chmod(0o640)
    if state == 'lost':
        (tmp_path / '.baocao' / 'nhat-ky').unlink()
    saved = replacing(tmp_path, B)
    copy = tmp_path / '.baocao' / 'luu' / copy_name()
    assert (saved.path, saved.status, saved.beside, saved.kept) == (path, Status.DA_THAY, None, copy)
    [finding] = saved.findings
    assert (finding.code, finding.level, finding.span.file) == ('BN230', Level.CANH_BAO, str(path))
    assert str(copy) in finding.problem and finding.remedy
    assert exit_code(saved.findings) is None
    assert shown(tmp_path) == {str(DOC): B} and kept(tmp_path) == {copy_name(): PERSON}
    assert stat.S_IMODE(copy.stat().st_mode) == stat.S_IMODE(path.stat().st_mode) == 0o640
    before = everything(tmp_path)
    assert replacing(tmp_path, B) == Saved(path, Status.KHONG_DOI)
    assert everything(tmp_path) == before
    assert replacing(tmp_path, C).status is Status.CAP_NHAT
    assert kept(tmp_path) == {copy_name(): PERSON}


def test_the_same_bytes_are_one_copy_and_a_copy_is_never_written_over(tmp_path: Path) -> None:
    path = edited(tmp_path)
    replacing(tmp_path, B)
    copy = tmp_path / '.baocao' / 'luu' / copy_name()
    before = everything(copy.parent)
    path.write_bytes(PERSON)
    assert replacing(tmp_path, C).kept == copy
    assert everything(copy.parent) == before
    copy.write_bytes(b'edited in its turn')
    path.write_bytes(PERSON)
    second = replacing(tmp_path, A).kept
    assert second and second.name == copy_name().removeprefix('thang_6/').replace(').', ' 2).')
    assert sorted(kept(tmp_path).values()) == sorted([PERSON, b'edited in its turn'])


def test_without_the_wish_nothing_is_replaced(tmp_path: Path) -> None:
    edited(tmp_path)
    assert words(save_all(tmp_path, item(str(DOC), B))) == ["đã có người sửa"]
    assert kept(tmp_path) == {}
    with opened(tmp_path, replace_edited=True) as folder:
        assert folder.edited(DOC)
        assert folder.finished(DOC, {'data/bc.yaml': B.hex()}) is None
    with opened(tmp_path) as folder:
        assert folder.finished(DOC, {'data/bc.yaml': B.hex()})


def open_in_word(path: Path) -> None:
    path.with_name('~$bc.docx').write_bytes(b'nguoi')


def read_only(path: Path) -> None:
    path.chmod(0o444)


def folder_in_the_way(path: Path) -> None:
    path.unlink()
    path.mkdir()


def link_in_the_way(path: Path) -> None:
    path.rename(path.with_name('that.docx'))
    path.symlink_to('that.docx')


@pytest.mark.parametrize(
    ('obstacle', 'code'),
    [(open_in_word, 'BN202'), (read_only, 'BN204'), (folder_in_the_way, 'BN205'), (link_in_the_way, 'BN205')],
)
def test_what_may_not_be_replaced_is_left_all_the_same(
    tmp_path: Path, obstacle: Callable[[Path], None], code: str
) -> None:
    path = edited(tmp_path)
    obstacle(path)
    before = shown(tmp_path)
    saved = replacing(tmp_path, B)
    assert (saved.status, saved.kept, saved.findings[0].code) == (Status.DA_CO_NGUOI_SUA, None, code)
    assert shown(tmp_path) == {**before, "thang_6/bc (bản mới).docx": B}
    assert kept(tmp_path) == {}


def test_an_edited_text_beside_is_not_replaced(tmp_path: Path) -> None:
    path = edited(tmp_path)
    save_all(tmp_path, item(str(DOC), B))
    path.with_name("bc (bản mới).docx").write_bytes(b'edited too')
    open_in_word(path)
    assert replacing(tmp_path, C).beside == path.with_name("bc (bản mới 2).docx")
    assert shown(tmp_path)["thang_6/bc (bản mới).docx"] == b'edited too'
    assert kept(tmp_path) == {}


@pytest.mark.parametrize('operation', ['open_new', 'open_append', 'replace'])
def test_what_is_saved_between_copy_and_rename_is_left(tmp_path: Path, operation: str) -> None:
    """The copy would be of other bytes."""
    path = edited(tmp_path)

    class Meanwhile(Disk):
        def open_append(self, at: Path) -> int:
            if operation == 'open_append':
                path.write_bytes(b'saved meanwhile')
            return super().open_append(at)

        def open_new(self, at: Path) -> int:
            if operation == 'open_new' and at.parent.name == '.baocao':
                path.write_bytes(b'saved meanwhile')
            return super().open_new(at)

        def replace(self, source: Path, target: Path) -> None:
            super().replace(source, target)
            if operation == 'replace' and 'luu' in target.parts:
                path.unlink()
                path.write_bytes(b'saved meanwhile')

    saved = replacing(tmp_path, B, Meanwhile())
    assert (saved.status, saved.kept, saved.findings[0].code) == (Status.DA_CO_NGUOI_SUA, None, 'BN207')
    assert shown(tmp_path) == {str(DOC): b'saved meanwhile', "thang_6/bc (bản mới).docx": B}
    assert set(kept(tmp_path).values()) <= {PERSON}
    assert not list(tmp_path.rglob('*.tmp'))


@pytest.mark.parametrize('place', ['.baocao/luu', '.baocao/luu/thang_6'])
@pytest.mark.parametrize('kind', ['link', 'file'])
def test_no_copy_no_replacing(tmp_path: Path, place: str, kind: str) -> None:
    path = edited(tmp_path / 'out')
    (tmp_path / 'ngoai').mkdir()
    blocked = tmp_path / 'out' / place
    blocked.parent.mkdir(exist_ok=True)
    if kind == 'link':
        blocked.symlink_to(tmp_path / 'ngoai')
    else:
        blocked.write_bytes(b'')
    with pytest.raises(BaoCaoError) as error:
        replacing(tmp_path / 'out', B)
    [finding] = error.value.findings
    assert (finding.code, finding.span.file) == ('HT206', str(blocked))
    assert path.read_bytes() == PERSON
    assert list((tmp_path / 'ngoai').iterdir()) == []
    assert not list(tmp_path.rglob('*.tmp'))


def test_no_room_for_the_copy_no_replacing(tmp_path: Path) -> None:
    path = edited(tmp_path)

    class Full(Disk):
        def write(self, handle: int, data: memoryview) -> int:
            if bytes(data) == PERSON:
                super().write(handle, data[:5])
                raise OSError(errno.ENOSPC, 'full')
            return super().write(handle, data)

    with pytest.raises(BaoCaoError) as error:
        replacing(tmp_path, B, Full())
    assert error.value.findings[0].code == 'HT202'
    assert path.read_bytes() == PERSON and kept(tmp_path) == {}
    assert not list(tmp_path.rglob('*.tmp'))


def test_copies_and_what_else_stands_beside_them_are_never_cleared(tmp_path: Path) -> None:
    edited(tmp_path)
    replacing(tmp_path, B)
    mine = tmp_path / '.baocao' / 'luu' / 'thang_6' / '.baocao-0123456789abcdef-77.tmp'
    mine.write_bytes(b'?')
    before = kept(tmp_path)
    save_all(tmp_path, item(str(DOC), C))
    assert kept(tmp_path) == before and mine.exists()


def test_only_the_edited_one_of_a_group_is_kept(tmp_path: Path) -> None:
    save_all(tmp_path, *(item(f'{n}.docx', A) for n in range(3)))
    (tmp_path / '1.docx').write_bytes(PERSON)
    with opened(tmp_path, replace_edited=True) as folder:
        outcomes = folder.save_all([item(f'{n}.docx', B) for n in range(3)])
    assert words(outcomes) == ["cập nhật", "đã thay bản sửa", "cập nhật"]
    assert list(kept(tmp_path).values()) == [PERSON]


# --- reports ---------------------------------------------------------------------------------------------


def put(root: Path, *chunks: bytes, name: str = 'ket-qua.html', files: Files = DISK) -> Saved:
    with opened(root, files) as folder:
        return folder.put_report(name, iter(chunks))


def test_a_report_is_new_updated_unchanged(tmp_path: Path) -> None:
    assert put(tmp_path, b'<p>', b'1') == Saved(tmp_path / 'ket-qua.html', Status.MOI)
    (tmp_path / 'ket-qua.html').chmod(0o640)
    assert put(tmp_path, b'<p>', b'2').status is Status.CAP_NHAT
    assert stat.S_IMODE((tmp_path / 'ket-qua.html').stat().st_mode) == 0o640
    before = {name: what for name, what in everything(tmp_path).items() if not name.endswith('.baocao')}
    assert put(tmp_path, b'<', b'p>2').status is Status.KHONG_DOI
    assert {
        name: what for name, what in everything(tmp_path).items() if not name.endswith('.baocao')
    } == before
    assert shown(tmp_path) == {'ket-qua.html': b'<p>2'}
    assert put(tmp_path, name='ket-qua.jsonl').status is Status.MOI
    assert shown(tmp_path)['ket-qua.jsonl'] == b''


def test_a_report_that_a_person_changed_is_left_and_the_suffix_stays(tmp_path: Path) -> None:
    path = put(tmp_path, b'1').path
    path.write_bytes(PERSON)
    saved = put(tmp_path, b'2')
    assert saved.status is Status.DA_CO_NGUOI_SUA and saved.findings[0].code == 'BN201'
    assert saved.beside == tmp_path / "ket-qua (bản mới).html"
    put(tmp_path, b'3')
    assert shown(tmp_path) == {'ket-qua.html': PERSON, "ket-qua (bản mới).html": b'3'}
    assert not list(tmp_path.rglob('*.tmp'))


def test_a_report_that_a_person_changes_meanwhile_is_left(tmp_path: Path) -> None:
    path = put(tmp_path, b'1').path

    class Meanwhile(Disk):
        def open_append(self, at: Path) -> int:
            path.write_bytes(PERSON)
            return super().open_append(at)

    assert put(tmp_path, b'2', files=Meanwhile()).beside == tmp_path / "ket-qua (bản mới).html"
    assert shown(tmp_path) == {'ket-qua.html': PERSON, "ket-qua (bản mới).html": b'2'}


def test_a_report_that_cannot_be_told_to_its_end_leaves_the_former_one(tmp_path: Path) -> None:
    put(tmp_path, b'1')

    def broken() -> Iterator[bytes]:
        yield b'2'
        raise ZeroDivisionError

    with opened(tmp_path) as folder, pytest.raises(ZeroDivisionError):
        folder.put_report('ket-qua.html', broken())
    assert shown(tmp_path) == {'ket-qua.html': b'1'}
    assert not list(tmp_path.rglob('*.tmp'))


def test_documents_may_be_saved_while_a_report_is_told(tmp_path: Path) -> None:
    with opened(tmp_path) as folder:

        def rows() -> Iterator[bytes]:
            for n in range(3):
                yield folder.save(PurePosixPath(f'{n}.docx'), A, {}).status.value.encode()

        assert folder.put_report('ket-qua.jsonl', rows()).status is Status.MOI
    assert shown(tmp_path)['ket-qua.jsonl'].decode() == "mới" * 3


@pytest.mark.parametrize('name', ['../a.html', '/a.html', '', '.baocao/a.html', 'a\x00.html'])
def test_a_report_stays_in_the_folder(tmp_path: Path, name: str) -> None:
    with opened(tmp_path / 'out') as folder, pytest.raises(BaoCaoError) as error:
        folder.put_report(name, [b'x'])
    assert error.value.findings[0].code == 'HT208'
    assert [p.name for p in tmp_path.iterdir()] == ['out']


def test_a_long_report_needs_little_memory(tmp_path: Path) -> None:
    import tracemalloc

    tracemalloc.start()
    try:
        put(tmp_path, *(b'x' * 50_000 for _ in range(400)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (tmp_path / 'ket-qua.html').stat().st_size == 20_000_000
    assert peak < 22_000_000


def test_nothing_is_put_without_the_lock(tmp_path: Path) -> None:
    with opened(tmp_path) as folder:
        pass
    outcomes = folder.save_all([item('a.docx', A), item('b.docx', A)])
    assert words(outcomes) == ['HT205', 'HT205']
    with pytest.raises(BaoCaoError):
        folder.put_report('a.html', [b'x'])
    assert shown(tmp_path) == {}
    assert [p.name for p in tmp_path.iterdir()] == ['.baocao']
