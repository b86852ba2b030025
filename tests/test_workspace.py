"""The office folder: its root, the kinds of its files, and that nothing outside it is ever read."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from office import AGENCY, FIGURES, decision, office, report

from baocao.errors import BaoCaoError
from baocao.loading import load
from baocao.source import read
from baocao.workspace import Found, Workspace, data_files, kind_of, open_paths


def put(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding='utf-8')


def papers(found: Found) -> list[str]:
    return [str(relative) for _, relative in found.papers]


def failed(found: Found) -> list[tuple[str, str]]:
    return [(Path(name).name, error.findings[0].code) for name, error in found.failed]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `data` with one agency; the working folder is the one above it."""
    put(tmp_path / 'data', {'co-quan/ubnd.yaml': AGENCY})
    monkeypatch.chdir(tmp_path)
    return tmp_path / 'data'


# the root


def test_the_root_is_the_nearest_folder_that_holds_the_agencies(data: Path) -> None:
    put(data, {'2023/quy-1/a.yaml': report(), 'huyen/co-quan/h.yaml': AGENCY, 'huyen/2023/b.yaml': report()})
    found = open_paths(('data',))
    assert papers(found) == ['2023/quy-1/a.yaml', '2023/b.yaml']
    assert [w.root for w, _ in found.papers] == [data, data / 'huyen']
    assert [w.shown(r) for w, r in found.papers] == ['data/2023/quy-1/a.yaml', 'data/huyen/2023/b.yaml']


def test_the_root_is_the_same_whichever_way_a_paper_is_named(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(data, {'2023/a.yaml': report()})
    monkeypatch.chdir(data / '2023')
    for name in ('a.yaml', './a.yaml', '../2023/a.yaml', str(data / '2023/a.yaml'), '.', '..', '../../data/'):
        found = open_paths((name,))
        assert [(w.root, str(r)) for w, r in found.papers] == [(data, '2023/a.yaml')], name


def test_without_a_folder_of_agencies_the_paper_says_what_to_make(tmp_path: Path) -> None:
    put(tmp_path, {'a.yaml': report()})
    found = open_paths((str(tmp_path),))
    workspace = found.papers[0][0]
    assert workspace.root == tmp_path and workspace.agencies() == ()
    codes = office(tmp_path / 'x', agency=None).findings()
    assert [f.code for f in codes] == ['DL005']
    assert codes[0].remedy == "Tạo tệp co-quan/ubnd.yaml cho cơ quan này."


# kinds of files


def test_a_folder_is_told_apart_by_root_keys(data: Path) -> None:
    put(
        data,
        {
            '2023/a.yaml': report(),
            '2023/b.yml': decision(),
            '2023/C.YAML': report(),
            '2023/so-lieu.yaml': FIGURES,
            '2023/lạ.yaml': 'a: b\n',
            '2023/ghi-chu.txt': 'loai: báo cáo\n',
            '2023/.an.yaml': report(),
            '2023/~$a.yaml': report(),
            '.git/x.yaml': report(),
        },
    )
    found = open_paths(('data',))
    assert papers(found) == ['2023/C.YAML', '2023/a.yaml', '2023/b.yml']
    assert [str(r) for _, r in found.others] == ['2023/so-lieu.yaml', 'co-quan/ubnd.yaml']
    assert failed(found) == [('lạ.yaml', 'DL001')]
    assert [p.name for p in data_files(('data',))] == [
        'C.YAML',
        'a.yaml',
        'b.yml',
        'lạ.yaml',
        'so-lieu.yaml',
        'ubnd.yaml',
    ]


@pytest.mark.parametrize(
    ('name', 'code'),
    [
        ('2023/so-lieu.yaml', 'HT004'),
        ('co-quan/ubnd.yaml', 'HT005'),
        ('2023/la.yaml', 'DL001'),
        ('2023/khong-co.yaml', 'HT001'),
        ('2023/khong-co', 'HT001'),
        ('2023/ghi-chu.txt', 'HT003'),
        ('rong', 'HT006'),
    ],
)
def test_what_is_no_paper_is_said_where_it_is_named_by_itself(data: Path, name: str, code: str) -> None:
    put(data, {'2023/so-lieu.yaml': FIGURES, '2023/la.yaml': 'a: b\n', '2023/ghi-chu.txt': 'loai: báo cáo\n'})
    (data / 'rong').mkdir()
    found = open_paths((f'data/{name}',))
    assert found.papers == () and failed(found) == [(Path(name).name, code)]
    assert found.failed[0][0] == f'data/{name}' == found.failed[0][1].findings[0].span.file


def test_figures_and_agencies_may_be_named_where_not_only_papers_are_asked_for(data: Path) -> None:
    put(data, {'2023/so-lieu.yaml': FIGURES})
    found = open_paths(('data/2023/so-lieu.yaml', 'data/co-quan/ubnd.yaml'), papers_only=False)
    assert [str(r) for _, r in found.others] == ['2023/so-lieu.yaml', 'co-quan/ubnd.yaml']
    assert found.failed == ()


def test_an_empty_folder_is_said_although_another_one_is_not(data: Path) -> None:
    put(data, {'2023/a.yaml': report()})
    (data / 'rong').mkdir()
    found = open_paths(('data/2023', 'data/rong'))
    assert papers(found) == ['2023/a.yaml'] and failed(found) == [('rong', 'HT006')]


def test_a_broken_file_stops_no_good_paper_beside_it(data: Path) -> None:
    put(
        data,
        {'2023/a.yaml': report(), '2023/hong.yaml': 'loai: "báo cáo\nnam: [\n', '2023/so-lieu.yaml': FIGURES},
    )
    (data / '2023/nhi-phan.yaml').write_bytes(b'\xff\xfe\x00\x01\x00')
    found = open_paths(('data',))
    assert papers(found) == ['2023/a.yaml']
    assert sorted(name for name, _ in failed(found)) == ['hong.yaml', 'nhi-phan.yaml']
    assert all(f.code.startswith('YM') for _, error in found.failed for f in error.findings)


def test_a_file_is_found_once_however_often_it_is_named(data: Path) -> None:
    put(data, {'2023/a.yaml': report(), '2023/la.yaml': 'a: b\n'})
    names = ('data/2023/a.yaml', 'data', './data/2023/a.yaml', str(data / '2023/a.yaml'), 'data/2023/la.yaml')
    found = open_paths(names)
    assert papers(found) == ['2023/a.yaml'] and failed(found) == [('la.yaml', 'DL001')]
    assert [p.name for p in data_files(names)].count('a.yaml') == 1


def test_symlinks_that_lead_in_circles_end(data: Path) -> None:
    put(data, {'2023/a.yaml': report()})
    (data / '2023/vong').symlink_to(data)
    (data / '2023/tu-tro.yaml').symlink_to(data / '2023/tu-tro.yaml')
    found = open_paths(('data',))
    assert papers(found) == ['2023/a.yaml']
    assert failed(found) == [('tu-tro.yaml', 'HT001')]


def test_a_file_that_may_not_be_read_is_said(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(data, {'2023/a.yaml': report(), '2023/b.yaml': report()})
    whole = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == 'a.yaml':
            raise PermissionError(13, 'denied', str(path))
        return whole(path)

    monkeypatch.setattr(Path, 'read_bytes', refused)
    found = open_paths(('data',))
    assert papers(found) == ['2023/b.yaml'] and failed(found) == [('a.yaml', 'HT002')]


def test_a_folder_with_the_name_of_a_file_is_no_file(data: Path) -> None:
    (data / '2023/a.yaml').mkdir(parents=True)
    found = open_paths(('data/2023',))
    assert found.papers == () and failed(found) == [('2023', 'HT006')]


# agencies


@pytest.mark.parametrize(
    'code',
    [
        '../ubnd',
        '../co-quan/ubnd',
        '/etc/passwd',
        'UBND',
        'con/ubnd',
        '..',
        '.',
        'ubnd.yaml',
        'ủbnd',
        '-',
        'a' * 80,
    ],
)
def test_a_code_of_an_agency_names_no_path(tmp_path: Path, code: str) -> None:
    o = office(tmp_path, report(co_quan_ban_hanh=f'"{code}"'))
    (tmp_path / 'ubnd.yaml').write_text(AGENCY, encoding='utf-8')
    found = o.findings()
    assert [(f.code, f.span.line, f.span.column) for f in found] == [('DL011', 2, 19)]
    assert set(o.workspace.read_files) == {PurePosixPath('2023/vb.yaml')}


def test_an_agency_that_is_not_there_is_answered_with_the_nearest(tmp_path: Path) -> None:
    o = office(tmp_path, report(co_quan_ban_hanh='ubnb'))
    put(tmp_path, {'co-quan/so-tai-chinh.yml': AGENCY, 'co-quan/doc.txt': ''})
    (found,) = o.findings()
    assert (found.code, found.remedy) == ('DL005', "Có phải là «ubnd»?")
    (found,) = office(tmp_path, report(co_quan_ban_hanh='xyz')).findings()
    assert found.remedy == "Tạo tệp co-quan/xyz.yaml cho cơ quan này. Đang có: so-tai-chinh, ubnd."


def test_an_agency_file_may_end_in_yml(tmp_path: Path) -> None:
    o = office(tmp_path, report(co_quan_ban_hanh='so'))
    put(tmp_path, {'co-quan/so.yml': AGENCY})
    assert o.load().co_quan.viet_tat == 'UBND'


def test_a_file_of_another_kind_among_the_agencies_is_said_in_that_file(tmp_path: Path) -> None:
    (found,) = office(tmp_path, agency='ten: A\n').findings()
    assert (found.code, found.span.file, found.span.line) == ('DL017', 'co-quan/ubnd.yaml', 1)


def test_the_faults_of_an_agency_are_told_with_those_of_the_paper(tmp_path: Path) -> None:
    found = office(tmp_path, report(nam='23'), agency='ten: "A\n').findings()
    assert {(f.span.file, f.code[:2]) for f in found} == {('2023/vb.yaml', 'DL'), ('co-quan/ubnd.yaml', 'YM')}


@pytest.mark.parametrize(
    ('changes', 'bounds', 'codes'),
    [
        ({'nam': '2025'}, 'hieu_luc_den: 30/6/2025', []),
        ({'nam': '2026'}, 'hieu_luc_den: 30/6/2025', ['DL067']),
        ({'nam': '2025', 'ngay_ban_hanh': '30/6/2025'}, 'hieu_luc_den: 30/6/2025', []),
        ({'nam': '2025', 'ngay_ban_hanh': '01/7/2025'}, 'hieu_luc_den: 30/6/2025', ['DL067']),
        ({'nam': '2025', 'ngay_ban_hanh': '6/2025'}, 'hieu_luc_den: 30/6/2025', []),
        ({'nam': '2025', 'ngay_ban_hanh': '7/2025'}, 'hieu_luc_den: 30/6/2025', ['DL067']),
        ({'nam': '2025'}, 'hieu_luc_tu: 01/7/2025', []),
        ({'nam': '2024'}, 'hieu_luc_tu: 01/7/2025', ['DL067']),
        ({'nam': '2025', 'ngay_ban_hanh': '30/6/2025'}, 'hieu_luc_tu: 01/7/2025', ['DL067']),
        ({'nam': '2025', 'ngay_ban_hanh': '01/7/2025'}, 'hieu_luc_tu: 01/7/2025', []),
        ({'nam': '2023', 'ngay_ban_hanh': '05/1/2024'}, 'hieu_luc_tu: 01/1/2024', []),
    ],
)
def test_an_agency_is_used_only_while_it_exists(
    tmp_path: Path, changes, bounds: str, codes: list[str]
) -> None:
    o = office(tmp_path, report(**changes), agency=f'{AGENCY}{bounds}\n')
    found = o.findings()
    assert [f.code for f in found] == codes
    assert all(f.span.line == 2 and bounds.split()[1].lstrip('0')[-6:] in f.problem for f in found)


# figures


def test_all_figures_files_beside_a_paper_are_read_and_no_others(tmp_path: Path) -> None:
    o = office(tmp_path, report('- tieu_de: A\n  chi_tieu: tất cả'), figures=FIGURES)
    more = 'chi_tieu:\n  - ma: khac\n    cau: Khác ${ke_hoach}\n    ke_hoach: 5\n'
    put(
        tmp_path, {'2023/a-so-lieu.yml': more, '2024/so-lieu.yaml': FIGURES, '2023/con/so-lieu.yaml': FIGURES}
    )
    put(tmp_path, {'2023/van-ban-khac.yaml': report(), '2023/hong.yaml': 'chi_tieu: "'})
    ho_so = o.load()
    assert list(ho_so.so_lieu) == ['a-so-lieu.yml', 'so-lieu.yaml']
    assert set(ho_so.inputs) == {
        '2023/vb.yaml',
        'co-quan/ubnd.yaml',
        '2023/a-so-lieu.yml',
        '2023/so-lieu.yaml',
    }
    assert [c.ma for _, _, c in ho_so.targets() if c.ma] == ['khac', 'thu', 'tang', 'ngheo']


def test_a_code_of_a_target_stands_once_in_all_files_of_a_folder(tmp_path: Path) -> None:
    o = office(tmp_path, figures=FIGURES)
    put(
        tmp_path,
        {
            '2023/them.yaml': 'chi_tieu:\n  - ma: ngheo\n    cau: x\n  - ma: moi\n    cau: x\n  - ma: moi\n    cau: y\n'
        },
    )
    found = o.findings()
    assert [(f.code, f.span.file, f.span.line, f.span.column) for f in found] == [
        ('SL005', '2023/them.yaml', 2, 9),
        ('SL005', '2023/them.yaml', 6, 9),
    ]
    assert '2023/so-lieu.yaml:14' in found[0].problem and '2023/them.yaml:4' in found[1].problem


def test_each_file_is_read_once(tmp_path: Path) -> None:
    o = office(tmp_path, figures=FIGURES)
    first = o.workspace.source(o.paper)
    (tmp_path / '2023/vb.yaml').unlink()
    assert o.workspace.source(o.paper) is first
    with pytest.raises(BaoCaoError) as caught:
        Workspace(tmp_path, '').source(o.paper)
    assert [f.code for f in caught.value.findings] == ['HT001']


def test_other_papers_of_the_folder_are_not_read_for_figures(tmp_path: Path) -> None:
    o = office(tmp_path, figures=FIGURES)
    put(tmp_path, {'2023/khac.yaml': '# Của phòng khác\n' + report()})
    assert list(o.load().so_lieu) == ['so-lieu.yaml']
    assert {str(place) for place in o.workspace.read_files} == {
        '2023/vb.yaml',
        '2023/so-lieu.yaml',
        'co-quan/ubnd.yaml',
    }


@pytest.mark.parametrize(
    'text',
    [
        'ghi_chu: "một\n\nloai: hai"\nchi_tieu: []\n',
        "ghi_chu: 'một\nloai: hai'\nchi_tieu: []\n",
        'ghi_chu: [một,\nloai: hai]\nchi_tieu: []\n',
        'ghi_chu: {một: 1,\nloai: hai}\nchi_tieu: []\n',
        '{chi_tieu: [],\nloai: hai}\n',
        '- "một\nloai: hai"\n',
        '--- |\nloai: hai\n',
        '? một\nloai: hai\n',
        '  chi_tieu: []\nloai: hai\n',
    ],
)
def test_a_line_that_begins_with_the_type_belongs_to_a_paper_or_to_no_readable_file(text: str) -> None:
    try:
        source = read(text.encode(), 'x.yaml')
    except BaoCaoError:
        return
    assert kind_of(source) == 'van_ban'


def test_figures_beside_are_judged_once_and_told_with_every_paper(tmp_path: Path) -> None:
    doubtful = FIGURES.replace('11,47%', '11,47 %')
    o = office(tmp_path, report('- tieu_de: A\n  chi_tieu: tất cả'), figures=doubtful)
    put(tmp_path, {'2023/khac.yaml': report('- tieu_de: B\n  chi_tieu: tất cả')})
    first = o.load()
    other = load(o.workspace, PurePosixPath('2023/khac.yaml'))
    assert [f.code for f in first.findings] == [f.code for f in other.findings] == ['SL004']
    assert other.so_lieu['so-lieu.yaml'] is first.so_lieu['so-lieu.yaml']
    assert other.co_quan is first.co_quan
