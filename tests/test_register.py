"""The register of issued papers, written: whole or untouched, everything else letter by letter as it was."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import decision, office, report
from test_output_crash import Crash, Script, ScriptedDisk

from baocao.errors import BaoCaoError
from baocao.issuing import issue_all
from baocao.loading import check, entry_of, load
from baocao.models import SoDangKy, VanBanBanHanh
from baocao.output import IN_USE
from baocao.output.files import Disk
from baocao.output.lock import Lock
from baocao.pipeline import Signing
from baocao.register import LOCK, record_issue
from baocao.source import read
from baocao.vietnamese import parse_date
from baocao.view import build
from baocao.workspace import ISSUED, Workspace

REGISTER = """\
# của văn phòng
van_ban_da_ban_hanh:   # danh sách
  - ma: mot
    tep: 2023/mot.yaml
    loai: quyết định
    so: 1   # số đầu năm
    ky_hieu: QĐ-UBND
    ngay: 05/01/2023
    co_quan: ubnd
    trich_yeu: |
      Về việc
      giao chỉ tiêu
  # giữa hai dòng

  - tep: "2023/hai.yaml"
    loai: 'báo cáo'
    so: "02"
    ky_hieu: BC-UBND
    ngay: 06/01/2023
    co_quan: ubnd
    trich_yeu: Kết quả năm
# cuối sổ
"""


def entry(**changes: object) -> VanBanBanHanh:
    values = {
        'ma': 'ba',
        'tep': '2023/ba.yaml',
        'loai': "quyết định",
        'so': '3',
        'ky_hieu': 'QĐ-UBND',
        'ngay': '07/01/2023',
        'co_quan': 'ubnd',
        'trich_yeu': "Về việc thử",
        **changes,
    }
    return VanBanBanHanh.model_validate(values)


NEW = """\
  - ma: ba
    tep: 2023/ba.yaml
    loai: quyết định
    so: 3
    ky_hieu: QĐ-UBND
    ngay: 07/01/2023
    co_quan: ubnd
    trich_yeu: |
      Về việc thử
"""


def written(root: Path, before: str | bytes | None, new: VanBanBanHanh) -> str:
    """The register after an entry was recorded, its line ends kept."""
    path = root / ISSUED
    if before is not None:
        path.write_bytes(before if isinstance(before, bytes) else before.encode())
    record_issue(Workspace(root, ''), new)
    return path.read_bytes().decode()


def entries(root: Path) -> list[VanBanBanHanh]:
    value = read((root / ISSUED).read_bytes(), 'so')
    return list(SoDangKy.model_validate(value.value()).entries)


def test_the_first_entry_makes_the_register(tmp_path: Path) -> None:
    made = written(tmp_path, None, entry())
    assert made.startswith('#') and made.endswith('van_ban_da_ban_hanh:\n' + NEW)
    assert not [p.name for p in tmp_path.iterdir() if p.name not in (str(ISSUED), LOCK)]
    assert check(Workspace(tmp_path, ''), ISSUED) == ()


def test_an_entry_is_added_behind_the_last(tmp_path: Path) -> None:
    made = written(tmp_path, REGISTER, entry())
    assert made == REGISTER.replace('# cuối sổ\n', NEW + '# cuối sổ\n')
    assert (tmp_path / 'so-dang-ky.yaml.ban-truoc').read_text(encoding='utf-8') == REGISTER


def test_the_entry_of_the_same_file_is_replaced(tmp_path: Path) -> None:
    made = written(tmp_path, REGISTER, entry(tep='2023/mot.yaml', ma='mot'))
    head, _, rest = REGISTER.partition('  - ma: mot\n')
    rest = rest.partition('      giao chỉ tiêu\n')[2]
    assert made == head + NEW.replace('ba', 'mot', 1).replace('/ba.', '/mot.') + rest
    made = written(tmp_path, REGISTER, entry(tep='2023/hai.yaml', ma=None))
    assert made.endswith(NEW.replace('- ma: ba\n    tep', '- tep').replace('/ba.', '/hai.') + '# cuối sổ\n')


@pytest.mark.parametrize(
    ('before', 'after'),
    [
        ('van_ban_da_ban_hanh: []  # chưa có\n', 'van_ban_da_ban_hanh:  # chưa có\n' + NEW),
        ('van_ban_da_ban_hanh:\n# trống\n', 'van_ban_da_ban_hanh:\n' + NEW + '# trống\n'),
        (REGISTER.rstrip('\n'), REGISTER.replace('# cuối sổ\n', NEW + '# cuối sổ\n')),
        (REGISTER.replace('# cuối sổ\n', '').rstrip('\n'), REGISTER.replace('# cuối sổ\n', NEW)),
        (
            REGISTER.replace('\n  ', '\n'),
            REGISTER.replace('# cuối sổ', NEW + '# cuối sổ').replace('\n  ', '\n'),
        ),
    ],
)
def test_registers_of_other_forms(tmp_path: Path, before: str, after: str) -> None:
    made = written(tmp_path, before, entry())
    assert made.split() == after.split()
    assert entries(tmp_path)[-1].tep == '2023/ba.yaml'


def test_line_ends_and_the_mark_of_a_windows_file_stay(tmp_path: Path) -> None:
    before = b'\xef\xbb\xbf' + REGISTER.replace('\n', '\r\n').encode()
    made = written(tmp_path, before, entry())
    assert made == '\ufeff' + REGISTER.replace('# cuối sổ\n', NEW + '# cuối sổ\n').replace('\n', '\r\n')


_WORDS = st.text(st.sampled_from("aăâđêôơư :#-'\"{}[]&*!|>%@,.?\\~0159/"), min_size=1, max_size=25).filter(
    lambda s: s.strip() and '${' not in s and '[^' not in s
)


@given(trich_yeu=_WORDS, loai=_WORDS, ky_hieu=_WORDS)
def test_any_words_come_back(
    tmp_path_factory: pytest.TempPathFactory, trich_yeu: str, loai: str, ky_hieu: str
) -> None:
    root = tmp_path_factory.mktemp('so')
    new = entry(trich_yeu=trich_yeu, loai=loai, ky_hieu=ky_hieu)
    try:
        written(root, REGISTER, new)
    except BaoCaoError:  # what the reader would not take as it was meant is refused before it is written
        assert (root / ISSUED).read_text(encoding='utf-8') == REGISTER
        return
    made = entries(root)[-1]
    assert [' '.join(v.split()) for v in (made.trich_yeu, made.loai, made.ky_hieu)] == [
        ' '.join(v.split()) for v in (trich_yeu, loai, ky_hieu)
    ]


# what is refused


def refused(root: Path, new: VanBanBanHanh, before: str = REGISTER) -> list[tuple[str, int, int]]:
    (root / ISSUED).write_text(before, encoding='utf-8')
    with pytest.raises(BaoCaoError) as told:
        record_issue(Workspace(root, ''), new)
    assert (root / ISSUED).read_text(encoding='utf-8') == before
    assert sorted(p.name for p in root.iterdir()) == [LOCK, str(ISSUED)]
    return [(f.code, f.span.line, f.span.column) for f in told.value.findings]


def test_a_number_is_given_once_in_a_year(tmp_path: Path) -> None:
    assert refused(tmp_path, entry(so='1')) == [('DL121', 6, 9)]
    for changes in (
        {'ngay': '07/01/2024'},
        {'loai': "kế hoạch", 'ky_hieu': 'KH-UBND'},
        {'co_quan': 'hdnd'},
        {'tep': '2023/mot.yaml'},
    ):
        written(tmp_path, REGISTER, entry(so='1', **changes))


def test_the_next_number_is_told(tmp_path: Path) -> None:
    (tmp_path / ISSUED).write_text(REGISTER, encoding='utf-8')
    with pytest.raises(BaoCaoError) as told:
        record_issue(Workspace(tmp_path, ''), entry(so='1'))
    (found,) = told.value.findings
    assert found.problem == "Số 01/QĐ-UBND năm 2023 đã cấp cho 2023/mot.yaml."
    assert found.remedy == "Dùng số khác; số tiếp theo trong năm là 2."


@pytest.mark.parametrize(
    ('before', 'expected'),
    [
        ('van_ban_da_ban_hanh: a\n', ('DL033', 1, 22)),
        (REGISTER.replace('so: 1 ', 'so: x '), ('DL014', 6, 9)),
        ('loai: báo cáo\n', ('DL031', 1, 1)),
        (REGISTER.replace('2023/hai', '2023/mot'), ('DL118', 15, 10)),
        (
            'van_ban_da_ban_hanh:\n  -\n    tep: a.yaml\n    loai: b\n    so: 1\n    ky_hieu: c\n'
            '    ngay: 05/01/2023\n    co_quan: d\n    trich_yeu: e\n',
            ('DL122', 3, 5),
        ),
    ],
)
def test_a_faulty_register_is_left_alone(tmp_path: Path, before: str, expected: tuple[str, int, int]) -> None:
    assert refused(tmp_path, entry(), before)[0] == expected


def test_another_run_holds_the_register(tmp_path: Path) -> None:
    held = Lock(tmp_path / LOCK)
    held.take()
    try:
        with pytest.raises(BaoCaoError) as told:
            record_issue(Workspace(tmp_path, ''), entry())
    finally:
        held.let_go()
    assert [f.code for f in told.value.findings] == [IN_USE]
    assert not (tmp_path / ISSUED).exists()
    record_issue(Workspace(tmp_path, ''), entry())


def test_a_register_saved_meanwhile_wins(tmp_path: Path) -> None:
    path = tmp_path / ISSUED

    class Slow(Disk):
        def open_new(self, name: Path) -> int:
            path.write_text('# saved meanwhile\n', encoding='utf-8')
            return super().open_new(name)

    for before in (REGISTER, None):
        path.unlink(missing_ok=True)
        if before:
            path.write_text(before, encoding='utf-8')
        with pytest.raises(BaoCaoError) as told:
            record_issue(Workspace(tmp_path, ''), entry(), Slow())
        assert [f.code for f in told.value.findings] == ['HT213']
        assert path.read_text(encoding='utf-8') == '# saved meanwhile\n'


# a disk that fails, a run that dies


@pytest.mark.parametrize('before', [REGISTER, None], ids=['there', 'new'])
@pytest.mark.parametrize('operation', ['open_new', 'write', 'sync', 'replace'])
def test_a_full_disk_leaves_the_register_as_it_was(
    operation: str, before: str | None, tmp_path: Path
) -> None:
    def fail(*args: object) -> int:
        raise OSError(errno.ENOSPC, 'full')

    disk = Disk()
    setattr(disk, operation, fail)
    if before:
        (tmp_path / ISSUED).write_text(before, encoding='utf-8')
    with pytest.raises(BaoCaoError) as told:
        record_issue(Workspace(tmp_path, ''), entry(), disk)
    assert told.value.findings[0].code == 'HT202'
    assert (tmp_path / ISSUED).exists() == bool(before)
    if before:
        assert (tmp_path / ISSUED).read_text(encoding='utf-8') == before
    assert not [p for p in tmp_path.iterdir() if p.suffix == '.tmp']
    record_issue(Workspace(tmp_path, ''), entry())
    assert entries(tmp_path)[-1].so == 3


@pytest.mark.parametrize('before', [REGISTER, None], ids=['there', 'new'])
def test_a_run_that_dies_anywhere_leaves_the_old_register_or_the_new(
    before: str | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def office_at(at: int, when: str) -> tuple[Path, Script]:
        root = tmp_path_factory.mktemp('chet')
        if before:
            (root / ISSUED).write_text(before, encoding='utf-8')
        script = Script(at, when)
        disk = ScriptedDisk(script)
        issue: Callable[[], object] = lambda: record_issue(Workspace(root, ''), entry(), disk)  # type: ignore[arg-type] # noqa: E731
        if at:
            with pytest.raises(Crash):
                issue()
        else:
            issue()
        return root, script

    whole, script = office_at(0, 'never')
    new = (whole / ISSUED).read_text(encoding='utf-8')
    count = len(script.calls)
    assert count >= 8
    for at in range(1, count + 1):
        for when in ('before', 'middle', 'after'):
            root, _ = office_at(at, when)
            path = root / ISSUED
            left = path.read_text(encoding='utf-8') if path.exists() else None
            assert left in (before, new), (at, when)
            record_issue(Workspace(root, ''), entry())
            assert path.read_text(encoding='utf-8') == new


# the paper and its entry


def test_the_entry_of_a_paper_and_its_redraft(tmp_path: Path) -> None:
    o = office(tmp_path, decision(so='12', ngay_ban_hanh='05/02/2023', tham_quyen="Chủ tịch", ma='giao'))
    ho_so = o.load()
    made = entry_of(o.paper, ho_so.van_ban, ho_so.the_loai, ho_so.co_quan, "Về việc\nthử")
    assert made.model_dump() == {
        **made.model_dump(),
        'ma': 'giao',
        'tep': '2023/vb.yaml',
        'loai': "quyết định",
        'so': 12,
        'ky_hieu': 'QĐ-UBND',
        'co_quan': 'ubnd',
        'tham_quyen': "Chủ tịch",
        'trich_yeu': "Về việc thử",
    }
    (tmp_path / o.paper).write_text(decision(), encoding='utf-8')
    workspace = Workspace(tmp_path, '')
    assert load(workspace, o.paper).van_ban.so is None
    record_issue(workspace, made)
    fresh = Workspace(tmp_path, '')
    assert load(fresh, o.paper).van_ban.so == 12
    assert load(workspace, PurePosixPath('2023/vb.yaml')).van_ban.so == 12


def test_the_subject_of_a_secret_paper_stays_in_it(tmp_path: Path) -> None:
    secret = decision(so='12', ngay_ban_hanh='05/02/2023', do_mat="mật", ma='kin')
    o = office(
        tmp_path, secret, files={'2023/dan.yaml': decision('- Theo ${vb.kin}', ngay_ban_hanh='3/2023')}
    )
    ho_so = o.load()
    made = entry_of(o.paper, ho_so.van_ban, ho_so.the_loai, ho_so.co_quan, "Về việc thử")
    assert "thử" not in made.trich_yeu
    record_issue(o.workspace, made)
    for place in (o.paper, ISSUED):
        other = load(Workspace(tmp_path, ''), PurePosixPath('2023/dan.yaml'))
        assert 'kin' not in other.citable and "độ mật" in other.uncitable['kin'][0], place
        (tmp_path / ISSUED).unlink(missing_ok=True)


@pytest.mark.parametrize(
    'paper',
    [
        decision(so='12', ngay_ban_hanh='05/02/2023'),
        report(loai="công văn", so='12', ngay_ban_hanh='05/02/2023', don_vi_soan_thao='TCKH'),
        report(so='12', ngay_ban_hanh='05/02/2023'),
    ],
)
def test_the_symbol_in_the_register_is_the_one_that_is_printed(tmp_path: Path, paper: str) -> None:
    o = office(tmp_path, paper)
    ho_so = o.load()
    made = entry_of(o.paper, ho_so.van_ban, ho_so.the_loai, ho_so.co_quan, "Về việc thử")
    assert o.build()[0].so_ky_hieu.plain == f'{made.so:02d}/{made.ky_hieu}'


def test_a_paper_that_is_issued_stands_in_the_register_as_it_is_printed(tmp_path: Path) -> None:
    paper = decision('- Giao', trich_yeu='|\nVề việc **giao**\nnhiệm vụ', ngay_ban_hanh='02/2023')
    o = office(
        tmp_path / 'data',
        paper,
        files={'2023/2-dan.yaml': decision('- Theo ${vb.vb}', so='9', ngay_ban_hanh='05/3/2023')},
    )
    (done,) = issue_all(
        (str(tmp_path / 'data/2023/vb.yaml'),), tmp_path / 'out', Signing(7, parse_date('05/02/2023'))
    )
    assert done.saved is not None and done.saved.path.exists(), done.findings
    (kept,) = entries(o.root)
    assert (kept.ma, kept.tep, kept.so) == ('vb', '2023/vb.yaml', 7)
    assert kept.trich_yeu.strip() == "Về việc giao nhiệm vụ"
    other = build(load(Workspace(o.root, ''), PurePosixPath('2023/2-dan.yaml')))[0].noi_dung[0].noi_dung.plain
    assert other.startswith(
        "Theo Quyết định số 07/QĐ-UBND ngày 05/02/2023 của Ủy ban nhân dân huyện Minh Long"
    )
    issued = list(
        issue_all(
            (str(tmp_path / 'data/2023/2-dan.yaml'),), tmp_path / 'out', Signing(7, parse_date('06/02/2023'))
        )
    )
    assert [f.code for f in issued[0].findings if f.level.stops] == ['DL121'], issued
