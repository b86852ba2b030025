"""A batch in a cluster: byte for byte what this process makes, by a shared folder and by value, whatever the workers do."""

from __future__ import annotations

import functools
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster

from baocao.batch import parcel as parcels
from baocao.batch import run as batches
from baocao.batch.jobs import Job, find
from baocao.batch.parcel import parcel
from baocao.batch.run import Options
from baocao.batch.work import Drafting, Made, Refused, Root
from baocao.errors import BaoCaoError
from baocao.executors import Dask, Serial, Work
from baocao.executors.carried import Unpacked
from baocao.executors.station import Origin
from baocao.mau import NAMES
from baocao.mau.files import folder_of_program
from tests.batch_deeds import BAD, put
from tests.batch_office import drafts, leftovers, make, run

UNITS = 10
SAMPLES = Path(__file__).parents[1] / 'data'


@pytest.fixture(scope='module')
def cluster() -> Iterator[LocalCluster]:
    """Two workers in a folder of their own, each a process with a nurse that starts it again."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address='127.0.0.1:0') as running:
        yield running


@pytest.fixture
def address(cluster: LocalCluster) -> str:
    end = time.monotonic() + 30
    while len(cluster.scheduler_info['workers']) < 2:  # one may have been killed
        assert time.monotonic() < end
        time.sleep(0.05)
    return str(cluster.scheduler_address)


@pytest.fixture(scope='module')
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a template of its own, and a paper that is refused."""
    data = make(tmp_path_factory.mktemp('office') / 'data', UNITS)
    (data / 'xa-001/so-lieu.yaml').write_text('chi_tieu:\n  - ma: thu\n    ke_hoach: mot nghin\n')
    own(data / 'mau')
    return data


def own(folder: Path) -> Path:
    """A folder with a copy of a template of the program, and one that is misnamed."""
    folder.mkdir(parents=True)
    template = folder_of_program().path / 'van-ban-co-ten-loai.docx'
    shutil.copy(template, folder)
    (folder / 'cong_van.docx').write_bytes(b'private')
    return folder


@pytest.fixture(scope='module')
def undisturbed(office: Path) -> Path:
    """What this process alone makes of the office."""
    out = office.parent / 'undisturbed'
    code, said = run(office, '-o', out, '--tien-trinh', '0')
    assert code == 1, said
    assert len(drafts(out)) == UNITS - 1
    return out


def told(out: Path) -> dict[str, bytes]:
    """Drafts and reports by name."""
    found = [p for p in out.rglob('*') if p.is_file() and '.baocao' not in p.parts]
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in found}


def state(out: Path) -> dict[Path, tuple[int, bytes]]:
    return {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in out.rglob('*') if p.is_file()}


# The same, byte for byte -----------------------------------------------------------------------------------------


def test_any_executor_makes_the_same_files_and_none_makes_them_again(
    address: str, office: Path, undisturbed: Path, tmp_path: Path
) -> None:
    ways = {
        'serial': ('--tien-trinh', '0'),
        'processes': ('--tien-trinh', '2'),
        'folder': ('--cum', address),
        'value': ('--cum', address, '--gui-du-lieu'),
    }
    for way in ('processes', 'folder', 'value'):
        out = tmp_path / way
        assert run(office, '-o', out, *ways[way])[0] == 1
        assert told(out) == told(undisturbed), way
        before = state(out)
        for again in ways.values() if way == 'value' else (ways['serial'],):
            assert run(office, '-o', out, *again)[0] == 1
            after = {p: s for p, s in state(out).items() if p in before}
            assert after == before, f'{way}, then {again}'
        assert drafts(out) == drafts(undisturbed)


def test_templates_named_by_a_relative_path_reach_workers_that_stand_elsewhere(
    address: str, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(tmp_path / 'here/của tôi')
    monkeypatch.chdir(tmp_path / 'here')
    for given in ('của tôi', 'của tôi/van-ban-co-ten-loai.docx'):
        outs = {}
        for way in (('--tien-trinh', '0'), ('--cum', address), ('--cum', address, '--gui-du-lieu')):
            out = tmp_path / f'out{len(outs)}'
            shutil.rmtree(out, ignore_errors=True)
            assert run(office, '-o', out, '--mau', given, *way)[0] == 1
            outs[way] = told(out)
        first, *others = outs.values()
        assert len(drafts(tmp_path / 'out0')) == UNITS - 1
        assert all(other == first for other in others)


# What travels ----------------------------------------------------------------------------------------------------


def drafting(*paths: Path, mau: str | None = None) -> tuple[Drafting, list[Job]]:
    found = find(tuple(map(str, paths)))
    return batches._drafting(found.roots, Options(mau=mau)), list(found.jobs)


def made(work: Work[Job, Made | Refused], jobs: list[Job]) -> dict[int, object]:
    """What becomes of each job in this process, by its number."""
    return {job.number: outcome for job, outcome in Serial().run(work, jobs)}


def test_what_is_carried_makes_the_papers_where_the_folder_is_gone(tmp_path: Path) -> None:
    """All samples, batch files among them: drafts, records, findings and claims."""
    data = tmp_path / 'data'
    shutil.copytree(SAMPLES, data)
    own(data / 'mau')
    work, jobs = drafting(data, mau=str(own(tmp_path / 'theirs')))
    chosen = [job for job in jobs if job.crossing is None or job.number % 5 == 0]
    assert any(job.crossing for job in chosen)
    expected = made(work, chosen)
    carried = parcel(work, jobs)
    data.rename(tmp_path / 'gone')
    (tmp_path / 'theirs').rename(tmp_path / 'theirs gone')
    with pytest.raises(BaoCaoError) as error:
        work.start()
    assert [f.code for f in error.value.findings] == ['HT255']
    assert made(carried, chosen) == expected


def test_of_other_templates_the_names_alone_travel_and_hidden_files_stay(tmp_path: Path) -> None:
    data = make(tmp_path / 'data', 2)
    own(data / 'mau')
    for name in ('.git/x.yaml', '.bí mật.yaml', 'ảnh.png', 'xa-000/~$bảng.xlsx'):
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_bytes(b'x')
    (tmp_path / 'outside.yaml').write_bytes(b'x')
    (data / 'xa-000/bảng.xlsx').write_bytes(b'sheet')
    carried = parcel(*drafting(data))
    unpacked = Unpacked(carried, tmp_path)
    folder = unpacked.work.roots[0].path
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob('*') if p.is_file()}
    units = {f'xa-00{n}/{name}.yaml' for n in range(2) for name in ('bao-cao', 'so-lieu')}
    templates = {'mau/van-ban-co-ten-loai.docx', 'mau/cong_van.docx'}
    assert files.keys() == units | templates | {'co-quan/ubnd.yaml', 'xa-000/bảng.xlsx'}
    assert 'cong_van.docx' not in NAMES
    assert files['mau/cong_van.docx'] == b''
    unpacked.close()


def test_a_paper_in_a_hidden_folder_travels_where_it_is_asked_for(tmp_path: Path) -> None:
    data = make(tmp_path / 'data', 1)
    (data / 'xa-000').rename(data / '.nháp')
    work, jobs = drafting(data / '.nháp')
    assert made(parcel(work, jobs), jobs) == made(work, jobs)


def refused(data: Path) -> tuple[str, str]:
    """The code and the place of what does not travel."""
    with pytest.raises(BaoCaoError) as error:
        parcel(*drafting(data))
    (finding,) = error.value.findings
    return finding.code, Path(finding.span.file).name


def test_links_out_of_the_root_are_refused_and_those_inside_followed(tmp_path: Path) -> None:
    data = make(tmp_path / 'data', 2)
    (tmp_path / 'secret.yaml').write_text('van_ban_dan: []\n')
    (data / 'trong.yaml').symlink_to('xa-000/so-lieu.yaml')
    work, jobs = drafting(data)
    assert made(parcel(work, jobs), jobs) == made(work, jobs)
    link = data / 'ra-ngoài.yaml'
    link.symlink_to('../secret.yaml')
    assert refused(data) == ('HT248', 'ra-ngoài.yaml')
    link.unlink()
    (data / 'xa-009').symlink_to(tmp_path)
    assert refused(data) == ('HT248', 'xa-009')


def test_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = make(tmp_path / 'data', 2)
    size = sum(p.stat().st_size for p in data.rglob('*.yaml'))
    last = 'so-lieu.yaml'
    monkeypatch.setattr(parcels, 'MOST_BYTES', size - 1)
    assert refused(data) == ('HT247', last)
    monkeypatch.setattr(parcels, 'MOST_BYTES', size)
    parcel(*drafting(data))
    monkeypatch.setattr(parcels, 'MOST_FILES', 4)
    assert refused(data) == ('HT247', last)


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    data = make(tmp_path / 'data', 1)
    os.mkfifo(data / 'ống.yaml')
    work, jobs = drafting(data / 'xa-000')
    with pytest.raises(BaoCaoError) as error:
        parcel(work, jobs)
    assert [f.code for f in error.value.findings] == ['HT249']
    (data / 'ống.yaml').unlink()
    Path(os.fsdecode(os.fsencode(data) + b'/\xff.yaml')).write_bytes(b'x')
    with pytest.raises(BaoCaoError) as error:
        parcel(work, jobs)
    assert [f.code for f in error.value.findings] == ['HT249']
    str(error.value).encode()


# What workers do -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize('more', [(), ('--gui-du-lieu',)], ids=['folder', 'value'])
def test_a_killed_worker_costs_nothing(
    address: str,
    office: Path,
    undisturbed: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    more: tuple[str, ...],
) -> None:
    mark = tmp_path / 'killed'
    put(monkeypatch, 'kills its worker', mark)
    out = tmp_path / 'out'
    code, said = run(office, '-o', out, '--cum', address, *more)
    assert code == 1, said
    assert mark.exists()
    assert told(out) == told(undisturbed)


def test_a_paper_that_hangs_is_named_after_its_retry_and_the_others_are_done(
    address: str, office: Path, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / 'out'
    put(monkeypatch, 'sleeps')
    code, said = run(office, '-o', out, '--cum', address, '--gioi-han', '4')
    assert code == 1, said
    assert 'HT250' in said
    rows = [json.loads(line) for line in (out / 'ket-qua.jsonl').read_text(encoding='utf-8').splitlines()]
    assert [r['paper'].split('/')[-2] for r in rows if r['status'] == 'hỏng'] == ['xa-001', BAD]
    assert drafts(out) == {n: d for n, d in drafts(undisturbed).items() if BAD not in n}


# A cluster that cannot be used -----------------------------------------------------------------------------------


def calm(office: Path, out: Path, code: str, *args: str) -> None:
    """The command says the code without a traceback, and leaves `out/` free for the next run."""
    ended, said = run(office, '-o', out, *args)
    assert ended == 1, said
    assert code in said
    assert 'Traceback' not in said
    assert drafts(out) == {}
    assert leftovers(out) == []
    assert run(office, '-o', out, '--tien-trinh', '0')[0] == 1
    assert len(drafts(out)) == UNITS - 1


@pytest.mark.parametrize(
    'where', [('127.0.0.1', 'HT241'), ('tcp://127.0.0.1:1', 'HT242'), ('tls://127.0.0.1:1', 'HT256')]
)
def test_no_cluster_at_the_address(
    where: tuple[str, str], office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr('baocao.executors.dask.Dask', functools.partial(Dask, patience=0.3))
    calm(office, tmp_path / 'out', where[1], '--cum', where[0])


def test_no_certificate_where_it_is_told(office: Path, tmp_path: Path) -> None:
    told = {'distributed.comm.tls.ca-file': str(tmp_path / 'ca.pem')}
    with dask.config.set(told):
        calm(office, tmp_path / 'out', 'HT256', '--cum', 'tls://127.0.0.1:1')


def test_no_library(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, 'distributed', None)
    calm(office, tmp_path / 'out', 'HT240', '--cum', 'tcp://127.0.0.1:8786')


def test_workers_of_another_version(
    address: str, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Origin(f'{sys.version_info[0]}.{sys.version_info[1]}', '99')
    monkeypatch.setattr('baocao.executors.dask.origin', lambda: here)
    calm(office, tmp_path / 'out', 'HT245', '--cum', address)


def test_workers_that_do_not_see_the_folder(
    address: str, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / 'out'
    nowhere = Drafting((Root(tmp_path / 'nowhere', 'data', {}),), None, None, False, 'chuan')
    monkeypatch.setattr(batches, '_drafting', lambda *_: nowhere)
    ended, said = run(office, '-o', out, '--cum', address)
    assert ended == 1
    assert 'HT255' in said
    assert '--gui-du-lieu' in said
    assert drafts(out) == {}


def test_data_is_sent_to_a_cluster_only(office: Path, tmp_path: Path) -> None:
    code, said = run(office, '-o', tmp_path / 'out', '--gui-du-lieu')
    assert code == 2
    assert '--cum' in said
    assert not (tmp_path / 'out').exists()
