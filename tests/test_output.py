"""Saving to out/: what is ours is replaced, what is a person's is left, nothing is written in vain."""

from __future__ import annotations

import errno
import json
import os
import stat
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pytest

from baocao.errors import BaoCaoError, ExitCode, Level
from baocao.output import Journal, OutputFolder, Saved, Status, exit_code
from baocao.output.files import DISK, Disk, Files
from baocao.output.lock import FlockGrip, Lock, MsvcrtGrip
from baocao.output.record import Record

A, B, C = b'text A', b'text B', b'text C'
PERSON = b'text of a person'
DOC = PurePosixPath('thang_6/bc.docx')


def sealed(data: bytes) -> bool | None:
    return data in (A, B, C) if data.startswith(b'text') else None


def save(
    root: Path,
    data: bytes,
    doc: PurePosixPath = DOC,
    inputs: dict[str, str] | None = None,
    files: Files = DISK,
) -> Saved:
    with OutputFolder(root, files=files, is_untouched=sealed) as folder:
        return folder.save(doc, data, inputs or {'data/bc.yaml': data.hex()})


def finished(root: Path, data: bytes) -> Saved | None:
    with OutputFolder(root, is_untouched=sealed) as folder:
        return folder.finished(DOC, {'data/bc.yaml': data.hex()})


def shown(root: Path) -> dict[str, bytes]:
    """What a person sees in the folder: files by their names; the state of the program is left out."""
    names = (p.relative_to(root) for p in root.rglob('*') if p.is_file() and not p.is_symlink())
    return {str(n): (root / n).read_bytes() for n in names if n.parts[0] != '.baocao'}


def everything(root: Path) -> dict[str, tuple[int, int, int]]:
    paths = [root, *root.rglob('*')]
    return {str(p): (p.lstat().st_ino, p.lstat().st_mtime_ns, p.lstat().st_ctime_ns) for p in paths}


def journal(root: Path) -> Path:
    """The file that holds the records."""
    return root / '.baocao' / 'nhat-ky'


def code_of(error: pytest.ExceptionInfo[BaoCaoError]) -> str:
    [finding] = error.value.findings
    assert finding.level is Level.CHAN
    return finding.code


def test_new_then_updated_then_unchanged(tmp_path: Path) -> None:
    root = tmp_path / 'sâu' / 'out'
    assert save(root, A) == Saved(root / 'thang_6' / 'bc.docx', Status.MOI)
    assert save(root, B).status is Status.CAP_NHAT
    before = everything(root)
    assert save(root, B).status is Status.KHONG_DOI
    assert everything(root) == before
    assert shown(root) == {'thang_6/bc.docx': B}


def test_the_word_of_each_status() -> None:
    words = ["mới", "cập nhật", "không đổi", "đã có người sửa", "đã thay bản sửa"]
    assert [s.value for s in Status] == words


def test_a_finished_document_need_not_be_made_again(tmp_path: Path) -> None:
    assert finished(tmp_path, A) is None
    made = save(tmp_path, A)
    before = everything(tmp_path)
    assert finished(tmp_path, A) == Saved(made.path, Status.KHONG_DOI)
    assert finished(tmp_path, B) is None
    assert everything(tmp_path) == before
    made.path.unlink()
    assert finished(tmp_path, A) is None


def test_other_inputs_with_the_same_text_are_noted_and_the_document_is_not_touched(tmp_path: Path) -> None:
    made = save(tmp_path, A, inputs={'data/bc.yaml': '1'})
    before = everything(tmp_path)[str(made.path)]
    assert save(tmp_path, A, inputs={'data/bc.yaml': '2'}).status is Status.KHONG_DOI
    assert everything(tmp_path)[str(made.path)] == before
    with OutputFolder(tmp_path, is_untouched=sealed) as folder:
        assert folder.finished(DOC, {'data/bc.yaml': '2'})


def test_the_mode_of_a_replaced_file_stays(tmp_path: Path) -> None:
    path = save(tmp_path, A).path
    path.chmod(0o640)
    assert save(tmp_path, B).status is Status.CAP_NHAT
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_the_record_can_be_read_by_people_and_is_the_same_for_the_same_run(tmp_path: Path) -> None:
    texts = []
    for root in (tmp_path / 'a', tmp_path / 'b'):
        save(root, A, inputs={'b': '2', 'a': '1'})
        texts.append(journal(root).read_text(encoding='utf-8'))
    assert texts[0] == texts[1]
    [line] = texts[0].splitlines()
    place, _, record = line[9:].partition('\t')
    assert json.loads(place) == 'thang_6/bc.docx'
    content = json.loads(record)
    assert content['ma_bam_moi'] == sha256(A).hexdigest()
    assert list(content['dau_vao'].items()) == [('a', '1'), ('b', '2')]


# --- a person's work -------------------------------------------------------------------------------------


def edited(path: Path) -> None:
    path.write_bytes(PERSON)


def resaved(path: Path) -> None:
    path.with_name('~WRD0001.tmp').write_bytes(b'text A, zipped anew by Word')
    path.with_name('~WRD0001.tmp').replace(path)


def replaced_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / 'giu.txt').write_bytes(PERSON)


def replaced_by_symlink(path: Path) -> None:
    outside = path.parents[2] / 'ngoai.docx'
    outside.write_bytes(PERSON)
    path.unlink()
    path.symlink_to(outside)


def made_read_only(path: Path) -> None:
    path.chmod(0o444)


def replaced_by_fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def opened_in_word(path: Path) -> None:
    path.with_name('~$bc.docx').write_bytes(b'nguoi')


def opened_in_libreoffice(path: Path) -> None:
    path.with_name('.~lock.bc.docx#').write_bytes(b'nguoi')


@pytest.mark.parametrize(
    ('reviewer', 'code'),
    [
        (edited, 'BN201'),
        (resaved, 'BN201'),
        (opened_in_word, 'BN202'),
        (opened_in_libreoffice, 'BN202'),
        (made_read_only, 'BN204'),
        (replaced_by_folder, 'BN205'),
        (replaced_by_symlink, 'BN205'),
        (replaced_by_fifo, 'BN205'),
    ],
)
@pytest.mark.parametrize('state', ['kept', 'lost', 'broken'])
def test_what_a_person_did_is_left_and_the_new_text_goes_beside(
    tmp_path: Path, reviewer: Callable[[Path], None], code: str, state: str
) -> None:
    root = tmp_path / 'out'
    path = save(root, A).path
    reviewer(path)
    if state == 'lost':
        journal(root).unlink()
    elif state == 'broken':
        journal(root).write_bytes(journal(root).read_bytes()[:40])
    person = [p for p in tmp_path.rglob('*') if '.baocao' not in p.parts and p not in path.parents]
    before = {str(p): (everything(p)[str(p)], p.read_bytes() if p.is_file() else b'') for p in person}

    saved = save(root, B)

    assert saved.path == path and saved.status is Status.DA_CO_NGUOI_SUA
    assert saved.beside == path.with_name("bc (bản mới).docx")
    assert saved.beside.read_bytes() == B
    [finding] = saved.findings
    assert (finding.code, finding.level, finding.span.file) == (code, Level.CANH_BAO, str(path))
    assert "bc (bản mới).docx" in finding.problem
    assert exit_code(saved.findings) is ExitCode.EDITED_DRAFT
    after = {str(p): (everything(p)[str(p)], p.read_bytes() if p.is_file() else b'') for p in person}
    assert after == before

    quiet = everything(root)
    assert save(root, B) == saved
    assert finished(root, B) == saved
    assert everything(root) == quiet


def test_a_deleted_document_is_made_again(tmp_path: Path) -> None:
    save(tmp_path, A).path.unlink()
    assert save(tmp_path, A).status is Status.MOI
    assert shown(tmp_path) == {'thang_6/bc.docx': A}


def test_a_renamed_document_stays_and_a_new_one_is_made(tmp_path: Path) -> None:
    path = save(tmp_path, A).path
    path.rename(path.with_name('góp ý.docx'))
    assert save(tmp_path, B).status is Status.MOI
    assert shown(tmp_path) == {'thang_6/bc.docx': B, 'thang_6/góp ý.docx': A}


def test_a_person_s_file_with_the_very_same_bytes(tmp_path: Path) -> None:
    path = save(tmp_path, A).path
    path.write_bytes(B)
    assert save(tmp_path, B).status is Status.KHONG_DOI
    assert shown(tmp_path) == {'thang_6/bc.docx': B}


def test_a_file_that_was_there_before_us(tmp_path: Path) -> None:
    (tmp_path / 'bc.docx').write_bytes(PERSON)
    saved = save(tmp_path, A, PurePosixPath('bc.docx'))
    assert shown(tmp_path) == {'bc.docx': PERSON, "bc (bản mới).docx": A}
    assert saved.status is Status.DA_CO_NGUOI_SUA


def test_the_file_beside_is_updated_while_nobody_edits_it_and_left_when_somebody_does(tmp_path: Path) -> None:
    path = save(tmp_path, A).path
    path.write_bytes(PERSON)
    save(tmp_path, B)
    save(tmp_path, C)
    assert shown(tmp_path) == {'thang_6/bc.docx': PERSON, "thang_6/bc (bản mới).docx": C}
    path.with_name("bc (bản mới).docx").write_bytes(b'edited too')
    saved = save(tmp_path, B)
    assert saved.beside == path.with_name("bc (bản mới 2).docx")
    assert shown(tmp_path) == {
        'thang_6/bc.docx': PERSON,
        "thang_6/bc (bản mới).docx": b'edited too',
        "thang_6/bc (bản mới 2).docx": B,
    }


def test_saving_resumes_when_the_edited_draft_is_gone(tmp_path: Path) -> None:
    path = save(tmp_path, A).path
    path.write_bytes(PERSON)
    beside = save(tmp_path, B).beside
    path.unlink()
    assert save(tmp_path, C).status is Status.MOI
    assert save(tmp_path, A).status is Status.CAP_NHAT
    assert beside and beside.read_bytes() == B


def test_a_new_text_that_a_person_moved_into_place_is_ours_again(tmp_path: Path) -> None:
    path = save(tmp_path, A).path
    path.write_bytes(PERSON)
    beside = save(tmp_path, B).beside
    assert beside
    beside.replace(path)
    assert save(tmp_path, C).status is Status.CAP_NHAT
    assert shown(tmp_path) == {'thang_6/bc.docx': C}


def test_a_document_that_is_named_like_a_file_beside_is_never_taken_for_one(tmp_path: Path) -> None:
    other = PurePosixPath("thang_6/bc (bản mới).docx")
    save(tmp_path, C, other)
    save(tmp_path, A).path.write_bytes(PERSON)
    saved = save(tmp_path, B)
    assert saved.beside and saved.beside.name == "bc (bản mới 2).docx"
    assert (tmp_path / other).read_bytes() == C


def test_an_edit_is_an_edit_by_any_clock(tmp_path: Path) -> None:
    path = save(tmp_path, A).path
    for year in (1280000000, 2230000000):
        os.utime(path, (year, year))
        assert save(tmp_path, B).status is Status.CAP_NHAT
        stamp = path.stat().st_mtime_ns
        path.write_bytes(b'text b')  # as long as ours, and with our time
        os.utime(path, ns=(stamp, stamp))
        assert save(tmp_path, C).status is Status.DA_CO_NGUOI_SUA
        assert path.read_bytes() == b'text b'
        path.unlink()
        save(tmp_path, A)


def test_lost_records_of_an_untouched_file_are_no_loss(tmp_path: Path) -> None:
    save(tmp_path, A)
    journal(tmp_path).unlink()
    assert save(tmp_path, B).status is Status.CAP_NHAT


def test_lost_records_of_a_file_that_cannot_prove_itself(tmp_path: Path) -> None:
    path = save(tmp_path, b'without a seal').path
    journal(tmp_path).unlink()
    assert save(tmp_path, B).status is Status.DA_CO_NGUOI_SUA
    assert path.read_bytes() == b'without a seal'


@pytest.mark.parametrize(
    'damage',
    [
        b'',
        b'\xff\xfe',
        b'[1]',
        b'{"tep": 1}',
        b'[' * 100_000,
        b'{"tep": ' + b'9' * 5000 + b'}',
        b'null',
        b'{"ban_moi_cua": "", "ma_bam_truoc": null, "ma_bam_moi": "' + b'0' * 64 + b'"}',
    ],
)
@pytest.mark.parametrize('entry', [False, True])
def test_a_damaged_record_is_a_lost_record(tmp_path: Path, damage: bytes, entry: bool) -> None:
    path = save(tmp_path, A).path
    if entry:
        Journal(journal(tmp_path)).append([('thang_6/bc.docx', damage)])
    else:
        journal(tmp_path).write_bytes(damage)
    assert finished(tmp_path, A) is None
    path.write_bytes(PERSON)
    assert save(tmp_path, B).status is Status.DA_CO_NGUOI_SUA
    assert path.read_bytes() == PERSON


def test_a_record_survives_its_round_trip_and_nothing_else_does() -> None:
    record = Record('a\n"é.docx', '0' * 64, 'f' * 64, {'\udcff.yaml': '1'}, 'b.docx')
    assert Record.from_json(record.to_json(), record.place) == record
    content = json.loads(record.to_json())
    wrong = {'ma_bam_moi': 'G' * 64, 'ma_bam_truoc': 3, 'dau_vao': {'a': 1}, 'ban_moi_cua': None}
    for key, value in wrong.items():
        assert Record.from_json(json.dumps({**content, key: value}).encode(), record.place) is None


@pytest.mark.parametrize(
    ('name', 'lock'),
    [
        ('a.docx', '~$a.docx'),
        ('bao_cao.docx', '~$ao_cao.docx'),
        ('bao_cao1.docx', '~$o_cao1.docx'),
        ('bao_cao_thang.docx', '~$o_cao_thang.docx'),
        ('bao_cao_thang.docx', '~$bao_cao_thang.docx'),
    ],
)
def test_the_lock_files_of_word(tmp_path: Path, name: str, lock: str) -> None:
    place = PurePosixPath(name)
    save(tmp_path, A, place)
    (tmp_path / lock).write_bytes(b'')
    assert save(tmp_path, B, place).findings[0].code == 'BN202'
    (tmp_path / name).unlink()  # Word takes the file away for a moment while it saves
    assert save(tmp_path, C, place).findings[0].code == 'BN202'
    assert not (tmp_path / name).exists()
    (tmp_path / lock).unlink()
    assert save(tmp_path, C, place).status is Status.MOI


# --- while we run ----------------------------------------------------------------------------------------


class Meanwhile(Disk):
    """A disk on which a person acts just before the `nth` call of one operation."""

    def __init__(self, operation: str, act: Callable[[], object], nth: int = 1) -> None:
        super().__init__()
        self._operation, self._act, self._left = operation, act, nth

    def __getattribute__(self, name: str) -> object:
        found = object.__getattribute__(self, name)
        if name.startswith('_') or name != self._operation:
            return found

        def call(*args: object) -> object:
            self._left -= 1
            if self._left == 0:
                self._act()
            return found(*args)

        return call


def test_what_is_saved_while_we_write_wins(tmp_path: Path) -> None:
    path = save(tmp_path, A).path
    files = Meanwhile('open_new', lambda: path.write_bytes(PERSON))
    saved = save(tmp_path, B, files=files)
    assert saved.findings[0].code == 'BN207'
    assert shown(tmp_path) == {'thang_6/bc.docx': PERSON, "thang_6/bc (bản mới).docx": B}
    assert save(tmp_path, C).findings[0].code == 'BN201'


def test_what_appears_while_we_write_a_new_document_wins(tmp_path: Path) -> None:
    path = tmp_path / 'thang_6' / 'bc.docx'
    saved = save(tmp_path, A, files=Meanwhile('open_new', lambda: path.write_bytes(PERSON)))
    assert saved.findings[0].code == 'BN207'
    assert shown(tmp_path) == {'thang_6/bc.docx': PERSON, "thang_6/bc (bản mới).docx": A}


def test_a_document_opened_in_word_while_we_write(tmp_path: Path) -> None:
    path = save(tmp_path, A).path
    saved = save(tmp_path, B, files=Meanwhile('open_new', lambda: opened_in_word(path)))
    assert saved.findings[0].code == 'BN202'
    assert path.read_bytes() == A


class SharingViolation(Disk):
    """Windows: a file that Word holds open cannot be replaced."""

    def __init__(self, busy: Path) -> None:
        super().__init__()
        self._busy = busy

    def replace(self, source: Path, target: Path) -> None:
        if target == self._busy:
            raise PermissionError(
                errno.EACCES, 'The process cannot access the file', str(source), 32, str(target)
            )
        super().replace(source, target)


def test_a_sharing_violation_sends_the_text_beside(tmp_path: Path) -> None:
    path = save(tmp_path, A).path
    saved = save(tmp_path, B, files=SharingViolation(path))
    assert saved.findings[0].code == 'BN203'
    assert shown(tmp_path) == {'thang_6/bc.docx': A, "thang_6/bc (bản mới).docx": B}
    assert save(tmp_path, B).status is Status.CAP_NHAT


def test_a_passing_refusal_of_a_rename_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = Path.replace, []

    def replace(source: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) < 3:
            raise PermissionError(errno.EACCES, 'a scanner of viruses')
        return real(source, target)

    (tmp_path / 'a').write_bytes(A)
    monkeypatch.setattr(Path, 'replace', replace)
    Disk(pauses=(0.0, 0.0)).replace(tmp_path / 'a', tmp_path / 'b')
    assert (tmp_path / 'b').read_bytes() == A


def test_a_file_that_cannot_be_read_is_a_person_s(tmp_path: Path) -> None:
    path = save(tmp_path, A).path

    class Unreadable(Disk):
        def open_old(self, target: Path) -> int:
            if target == path:
                raise PermissionError(errno.EACCES, 'no', str(target))
            return super().open_old(target)

    saved = save(tmp_path, B, files=Unreadable())
    assert saved.findings[0].code == 'BN206'
    assert shown(tmp_path) == {'thang_6/bc.docx': A, "thang_6/bc (bản mới).docx": B}


def test_short_writes_are_carried_on(tmp_path: Path) -> None:
    class Slow(Disk):
        def write(self, handle: int, data: memoryview) -> int:
            return super().write(handle, data[:3])

    save(tmp_path, A * 10, files=Slow())
    assert shown(tmp_path) == {'thang_6/bc.docx': A * 10}


# --- the folder ------------------------------------------------------------------------------------------


@pytest.mark.parametrize('kind', ['file', 'loop', 'dangling', 'under a file', 'under a loop'])
def test_a_root_that_is_no_folder(tmp_path: Path, kind: str) -> None:
    root = tmp_path / 'out'
    if 'file' in kind:
        root.write_bytes(PERSON)
    else:
        root.symlink_to('nowhere' if kind == 'dangling' else 'out')
    with pytest.raises(BaoCaoError) as error, OutputFolder(root / 'sub' if 'under' in kind else root):
        pass
    assert code_of(error) == 'HT204'
    assert exit_code(error.value.findings) is ExitCode.DISK


def test_a_root_that_is_a_link_to_a_folder_is_the_user_s_wish(tmp_path: Path) -> None:
    (tmp_path / 'disk').mkdir()
    (tmp_path / 'out').symlink_to('disk')
    assert save(tmp_path / 'out', A).status is Status.MOI
    assert shown(tmp_path / 'disk') == {'thang_6/bc.docx': A}


@pytest.mark.parametrize('place', ['thang_6', '.baocao', '.baocao/nhat-ky', '.baocao/khoa'])
@pytest.mark.parametrize('kind', ['link', 'link inside', 'file', 'folder'])
def test_nothing_is_written_through_a_link_in_the_folder(tmp_path: Path, place: str, kind: str) -> None:
    root, outside = tmp_path / 'out', tmp_path / 'ngoai'
    outside.mkdir()
    (root / place).parent.mkdir(parents=True)
    (root / 'trong').mkdir()
    if kind.startswith('link'):
        (root / place).symlink_to(outside if kind == 'link' else root / 'trong')
    elif kind == 'file':
        (root / place).write_bytes(b'')
    else:
        (root / place).mkdir()
    if (kind == 'folder') == (place in ('thang_6', '.baocao')) and not kind.startswith('link'):
        assert save(root, A).status is Status.MOI
    else:
        with pytest.raises(BaoCaoError) as error:
            save(root, A)
        assert code_of(error) == 'HT206'
        assert error.value.findings[0].span.file == str(root / place)
    assert not list(outside.iterdir()) and not list((root / 'trong').iterdir())


@pytest.mark.parametrize(
    'place',
    [
        '../a.docx',
        '/tmp/a.docx',
        'a/../../b.docx',
        '',
        '.baocao/khoa',
        '.BAOCAO/x.docx',
        'C:/a.docx',
        'a\\b.docx',
        'a\x00.docx',
        '\ud800.docx',
    ],
)
def test_a_place_outside_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(BaoCaoError) as error:
        save(tmp_path / 'out', A, PurePosixPath(place))
    assert code_of(error) == 'HT208'
    assert shown(tmp_path / 'out') == {}
    assert [p.name for p in tmp_path.iterdir()] == ['out']


def test_a_name_that_is_too_long_for_the_disk(tmp_path: Path) -> None:
    with pytest.raises(BaoCaoError) as error:
        save(tmp_path, A, PurePosixPath('x' * 400 + '.docx'))
    assert code_of(error) == 'HT209'
    assert shown(tmp_path) == {}


def test_a_folder_that_disappears_while_we_run(tmp_path: Path) -> None:
    root = tmp_path / 'out'
    with OutputFolder(root, is_untouched=sealed) as folder:
        folder.save(DOC, A, {})
        root.rename(tmp_path / 'moved')
        with pytest.raises(BaoCaoError) as error:
            folder.save(DOC, B, {})
        assert code_of(error) == 'HT205'
        assert not root.exists()
        root.mkdir()  # another folder under the old name is not the one that is locked
        with pytest.raises(BaoCaoError) as error:
            folder.save(DOC, B, {})
        assert code_of(error) == 'HT205'
    assert list(root.iterdir()) == []
    assert shown(tmp_path / 'moved') == {'thang_6/bc.docx': A}


@pytest.mark.parametrize('operation', ['open_new', 'write', 'sync', 'replace'])
def test_a_folder_that_disappears_in_the_middle_of_a_save(tmp_path: Path, operation: str) -> None:
    root = tmp_path / 'out'
    save(root, A)
    files = Meanwhile(operation, lambda: root.rename(tmp_path / 'moved'))
    with pytest.raises(BaoCaoError) as error:
        save(root, B, files=files)
    assert code_of(error) == 'HT205'
    assert shown(tmp_path / 'moved')['thang_6/bc.docx'] == A
    assert not root.exists()


def test_a_subfolder_swapped_for_a_link_in_the_middle_of_a_save(tmp_path: Path) -> None:
    root, outside = tmp_path / 'out', tmp_path / 'ngoai'
    save(root, A)
    outside.mkdir()

    def swap() -> None:
        (root / 'thang_6').rename(root / 'cu')
        (root / 'thang_6').symlink_to(outside)

    with pytest.raises(BaoCaoError) as error:
        save(root, B, files=Meanwhile('sync', swap))
    assert code_of(error) == 'HT206'
    assert list(outside.iterdir()) == []


def test_leftovers_of_dead_runs_go_and_files_of_people_stay(tmp_path: Path) -> None:
    save(tmp_path, A)
    ours = '.baocao-0123456789abcdef-77.tmp'
    people = ['.baocao-0123456789abcdef-77.tmp.docx', 'x.tmp', '~WRD0001.tmp', '.baocao-ghi-chu.tmp']
    for folder in (tmp_path, tmp_path / 'thang_6', tmp_path / '.baocao'):
        for name in (ours, *people):
            (folder / name).write_bytes(b'?')
    outside = tmp_path.parent / f'{tmp_path.name}_ngoai'
    outside.mkdir()
    (outside / ours).write_bytes(b'?')
    (tmp_path / 'link').symlink_to(outside)
    with OutputFolder(tmp_path, is_untouched=sealed):
        pass
    left = [p.name for p in tmp_path.rglob('*.tmp*')]
    assert sorted(left) == sorted(people * 3)
    assert (outside / ours).exists()


# --- the lock --------------------------------------------------------------------------------------------


def test_two_runs_at_once(tmp_path: Path) -> None:
    with OutputFolder(tmp_path):
        with pytest.raises(BaoCaoError) as error, OutputFolder(tmp_path):
            pass
        assert code_of(error) == 'HT201'
        assert exit_code(error.value.findings) is ExitCode.OUT_IN_USE
    with OutputFolder(tmp_path):
        pass


def test_a_stale_lock_file_is_harmless(tmp_path: Path) -> None:
    (tmp_path / '.baocao').mkdir()
    (tmp_path / '.baocao' / 'khoa').write_bytes(b'99999')
    assert save(tmp_path, A).status is Status.MOI
    assert (tmp_path / '.baocao' / 'khoa').read_bytes() == b'99999'


class FakeSystem:
    """Both locking calls: they note what was asked and refuse with `number` where it is given."""

    LOCK_EX, LOCK_NB, LOCK_UN, LK_NBLCK, LK_UNLCK = 2, 4, 8, 2, 0

    def __init__(self, number: int = 0) -> None:
        self.number = number
        self.asked: list[tuple[int, ...]] = []

    def flock(self, fd: int, operation: int, /) -> None:
        self.asked.append((operation,))
        if self.number:
            raise OSError(self.number, 'refused')

    def locking(self, fd: int, mode: int, nbytes: int, /) -> None:
        self.asked.append((mode, nbytes))
        if self.number:
            raise OSError(self.number, 'refused')


@pytest.mark.parametrize('grip', [FlockGrip, MsvcrtGrip])
@pytest.mark.parametrize(
    ('number', 'code'),
    [
        (errno.EACCES, 'HT201'),
        (errno.EAGAIN, 'HT201'),
        (errno.EDEADLK, 'HT201'),
        (errno.ENOLCK, 'HT210'),
        (errno.ENOTSUP, 'HT210'),
        (errno.EIO, 'HT207'),
    ],
)
def test_a_refused_lock(tmp_path: Path, grip: type[FlockGrip], number: int, code: str) -> None:
    with pytest.raises(BaoCaoError) as error, OutputFolder(tmp_path, grip=grip(FakeSystem(number))):
        pass
    assert code_of(error) == code


def test_the_calls_of_the_twin_on_windows(tmp_path: Path) -> None:
    system = FakeSystem()
    with OutputFolder(tmp_path, grip=MsvcrtGrip(system), is_untouched=sealed) as folder:
        assert folder.save(DOC, A, {}).status is Status.MOI
    assert system.asked == [(2, 1), (0, 1)]


def test_a_forked_child_neither_holds_nor_frees_the_lock(tmp_path: Path) -> None:
    with OutputFolder(tmp_path, is_untouched=sealed) as folder:
        child = os.fork()
        if child == 0:
            try:
                folder.__exit__(None, None, None)
                folder.save(DOC, B, {})
            except BaoCaoError:
                os._exit(7)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
        with pytest.raises(BlockingIOError):
            Lock(tmp_path / '.baocao' / 'khoa').take()
    assert shown(tmp_path) == {}


def test_many_unchanged_documents_are_told_quickly(tmp_path: Path) -> None:
    places = [PurePosixPath(f'bc_{n}.docx') for n in range(100)]
    with OutputFolder(tmp_path, is_untouched=sealed) as folder:
        for place in places:
            folder.save(place, A, {'a': '1'})
        start = time.perf_counter()
        for place in places:
            assert folder.finished(place, {'a': '1'})
        assert time.perf_counter() - start < 1
