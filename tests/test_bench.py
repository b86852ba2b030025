"""The pieces of `bench/speed.py`, without its clock: papers, the templates of the others, what is compared."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from baocao.mau import Templates
from baocao.pipeline import draft
from baocao.workspace import open_paths

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / 'bench'))

import batch  # noqa: E402
import speed  # noqa: E402
from measuring import dialects, engines, growth, trees, units, whole  # noqa: E402
from measuring.aims import Notes  # noqa: E402
from measuring.offices import Office  # noqa: E402
from measuring.papers import NAMES, enlarged, papers  # noqa: E402
from measuring.rounds import Times, steepening  # noqa: E402
from measuring.texts import paragraphs, parts_of  # noqa: E402
from measuring.workloads import Workload, workloads  # noqa: E402


def workload(name: str, times: int, folder: Path) -> Workload:
    [work] = workloads(papers([name], [times], folder), folder)
    return work


@pytest.mark.parametrize('name', NAMES)
def test_a_paper_with_its_body_repeated_is_said_nothing_more_of(name: str, tmp_path: Path) -> None:
    templates = Templates()
    said = {}
    for paper in papers([name], [1, 10], tmp_path):
        document = draft(paper.workspace, paper.place, templates)
        said[paper.times] = sorted(f.code for f in document.findings)
        size = len(paragraphs(document.data))
        said[-paper.times] = [str(size)]
    assert said[10] == said[1]
    assert int(said[-10][0]) > int(said[-1][0]) + 8


@pytest.mark.parametrize('name', NAMES)
def test_a_paper_that_is_varied_for_each_run_is_said_nothing_more_of(name: str, tmp_path: Path) -> None:
    [paper] = papers([name], [1], tmp_path)
    texts = whole.variants(paper.path.read_text(encoding='utf-8'))
    first, second, third = (next(texts) for _ in range(3))
    assert len({first, second, third}) == 3
    before = draft(paper.workspace, paper.place, Templates()).findings
    paper.path.write_text(third, encoding='utf-8')
    [again] = papers([name], [1], tmp_path / 'again')
    again.path.write_text(third, encoding='utf-8')
    assert [f.code for f in draft(again.workspace, again.place, Templates()).findings] == [
        f.code for f in before
    ]


def test_names_and_notes_of_a_repeated_body_are_its_own() -> None:
    text = (
        'loai: báo cáo\nbo_cuc:\n  - tieu_de: Một\n    ma: mot\n    noi_dung: |\n      Xem ${muc.mot} ở đây[^so].\n'
        'chu_thich:\n  so: |\n    Chú thích.\nnguoi_ky: Chủ tịch\n'
    )
    data = yaml.safe_load(enlarged(text, 3))
    assert [item['ma'] for item in data['bo_cuc']] == ['mot', 'mot_1', 'mot_2']
    assert [item['noi_dung'].strip() for item in data['bo_cuc']] == [
        'Xem ${muc.mot} ở đây[^so].',
        'Xem ${muc.mot_1} ở đây[^so-1].',
        'Xem ${muc.mot_2} ở đây[^so-2].',
    ]
    assert list(data['chu_thich']) == ['so', 'so-1', 'so-2']
    assert data['nguoi_ky'] == 'Chủ tịch'


@pytest.mark.parametrize('name', NAMES)
def test_docxtpl_prints_our_text_and_our_engine_its_parts(name: str, tmp_path: Path) -> None:
    work = workload(name, 1, tmp_path)
    by_docxtpl = engines.docxtpl(work)
    assert paragraphs(by_docxtpl) == paragraphs(work.own)
    template = engines.compiled(work)
    for deflater in engines.usable_deflaters().values():
        made = template.render(work.mapping, deflater=deflater)
        engines.assert_same_parts(work, made, by_docxtpl)


def test_a_word_that_differs_is_noticed(tmp_path: Path) -> None:
    work = workload('giấy mời', 1, tmp_path)
    other = replace(work, mapping={**work.mapping, 'ho_ten': 'Người khác'})
    assert paragraphs(engines.docxtpl(other)) != paragraphs(work.own)
    with pytest.raises(AssertionError, match=r'document\.xml'):
        engines.assert_same_parts(work, engines.docxtpl(other), engines.docxtpl(work))


@pytest.mark.parametrize('name', NAMES)
def test_no_tag_of_docxtpl_is_left_in_the_templates_of_the_others(name: str, tmp_path: Path) -> None:
    template = workload(name, 1, tmp_path).template.read_bytes()
    for translate in (dialects.docxtemplater, dialects.easy_template_x, dialects.docx_templates):
        text = parts_of(translate(template))['word/document.xml'].decode()
        assert re.findall(r'\{%|\{\{|%\}|\}\}', text) == []
        assert text.count('{/') == len(re.findall(r'\{#|\{-w:tr', text))
        assert text.count('{FOR ') == text.count('{END-FOR ')
        assert text.count('{IF ') == text.count('{END-IF')


def test_growth_is_told_apart_from_the_fixed_part() -> None:
    assert steepening({1: 12.0, 10: 30.0, 50: 110.0}) == 1
    assert steepening({1: 12.0, 10: 30.0, 50: 190.0}) == 2
    assert steepening({1: 12.0, 10: 30.0}) is None
    assert steepening({1: 12.0, 10: 14.0, 50: 90.0}) is None


def test_aims_tell_what_was_missed_and_what_no_engine_could_reach(capsys: pytest.CaptureFixture[str]) -> None:
    notes = Notes()
    for label, value, floor in (('a', 12.0, 20.0), ('b', 9.0, 14.0), ('c', 4.0, 6.0)):
        notes.note('chuan', label, value, floor)
    notes.print()
    [row] = [line for line in capsys.readouterr().out.splitlines() if 'zlib 6' in line]
    assert row.split(' | ')[1:] == ['>= 10', '1 of 3', '9', '4 (c)', '1 of 2 |']


def test_a_ratio_is_the_median_of_the_rounds_with_its_spread() -> None:
    assert str(Times((2.0, 9.0, 4.0)).over(Times((1.0, 3.0, 1.0)))) == '3.00 (2.00-4.00)'


@pytest.mark.parametrize('part', [p for p in speed.PARTS if p != 'growth'])
def test_a_part_of_the_table_is_printed(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    if part == 'oneshot' and not hasattr(os, 'wait4'):
        pytest.skip('the CPU time of a child process is not told here')
    few = ('--papers', 'giấy mời', '--times', '1,2', '--rounds', '1', '--no-node')
    speed.main([*few, '--parts', part])
    told = capsys.readouterr().out
    assert len(re.findall('^## ', told, re.MULTILINE)) == 2
    rows = re.findall(r'^\| (giấy mời x\d) \| ([\d.]+) \| .+ \|$', told, re.MULTILINE)
    assert [label for label, _ in rows] == ['giấy mời x1', 'giấy mời x2'][: 1 if part == 'oneshot' else 2]
    assert all(float(ms) > 0 for _, ms in rows)


@pytest.mark.skipif(sys.platform != 'linux', reason='memory is measured by /proc')
def test_the_memory_of_a_document_is_more_for_a_larger_body(tmp_path: Path) -> None:
    small, large = workloads(papers(['kiểm điểm'], [1, 10], tmp_path), tmp_path)
    assert growth.peak('docxtpl', large, small) > growth.peak('docxtpl', small, small) + growth.MIB


def test_the_papers_of_made_units_are_said_nothing_of(tmp_path: Path) -> None:
    templates = Templates()
    papers_of_units = open_paths((str(units.make_plain(tmp_path, 12)),)).papers
    assert len(papers_of_units) == 12 * len(units.FORMS)
    said = {str(place): draft(workspace, place, templates).findings for workspace, place in papers_of_units}
    assert {place: found for place, found in said.items() if found} == {}


def test_a_unit_is_the_same_however_many_are_made() -> None:
    [first, second] = units.units(2)
    assert units.figures(first) == units.figures(units.units(40)[0])
    assert units.figures(first) != units.figures(second)
    every = units.units(3355)
    assert len({unit.name for unit in every}) == 3355


def test_the_batch_file_names_all_forms_and_the_units_their_agencies(tmp_path: Path) -> None:
    place = units.make(tmp_path, 3)
    crossings = yaml.safe_load(place.read_text(encoding='utf-8'))['dot_soan']
    assert [c['van_ban'] for c in crossings] == ['bao_cao_quy', 'cong_van_don_doc', 'to_trinh_kinh_phi']
    listed = yaml.safe_load((place.parent / 'don-vi.yaml').read_text(encoding='utf-8'))['don_vi']
    assert [unit['ma'] for unit in listed] == ['xa-0001', 'xa-0002', 'xa-0003']
    for unit in listed:
        agency = tmp_path / 'co-quan' / f'{unit["co_quan_ban_hanh"]}.yaml'
        assert yaml.safe_load(agency.read_text(encoding='utf-8'))['ten'].endswith(unit['ten'][3:])
        assert (place.parent / unit['ma'] / 'so-lieu.yaml').is_file()


@pytest.mark.skipif(not hasattr(os, 'wait4'), reason='the CPU time of a child process is not told here')
def test_the_loop_of_docxtpl_prints_the_papers_of_the_batch(tmp_path: Path) -> None:
    office = Office(tmp_path, 8, plain=True)
    office.make()
    for command in (office.ours(None), office.peer(2)):
        assert trees.run(command).cpu > 0
    office.assert_same_texts()
    [paper] = (office.peer_out / 'xa-0002').glob('bao-cao-quy*')
    paper.write_bytes((office.peer_out / 'xa-0001' / paper.name).read_bytes())
    with pytest.raises(AssertionError, match='xa-0002/bao-cao-quy'):
        office.assert_same_texts()
    paper.unlink()
    with pytest.raises(AssertionError, match='23 papers, expected 24'):
        office.assert_complete(office.peer_out)


@pytest.mark.skipif(sys.platform != 'linux', reason='memory is measured by /proc')
def test_the_memory_of_a_command_counts_its_children() -> None:
    child = 'held = bytearray(b"x" * 60_000_000); import time; time.sleep(1)'
    alone = trees.run([sys.executable, '-c', child], memory=True)
    parent = (
        f'import subprocess, sys; held = b"y" * 60_000_000; subprocess.run([sys.executable, "-c", {child!r}])'
    )
    both = trees.run([sys.executable, '-c', parent], memory=True)
    assert alone.peak > 60_000_000
    assert both.peak > 120_000_000
    with pytest.raises(trees.Failed, match='no such thing'):
        trees.run([sys.executable, '-c', 'import sys; print("no such thing", file=sys.stderr); sys.exit(3)'])


@pytest.mark.skipif(sys.platform != 'linux', reason='memory is measured by /proc')
def test_the_table_of_the_batch_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    batch.main(['--plain', '--units', '2', '--rounds', '1', '--parts', 'forms,speed,unchanged'])
    told = capsys.readouterr().out
    assert len(re.findall('^## ', told, re.MULTILINE)) == 4
    assert len(re.findall(r'^\| (?:ours|docxtpl [a-z-]+), round 1 \| 6 \| [\d.]+ ', told, re.MULTILINE)) == 4
    assert len(re.findall(r'^\| batch: .* of 1 ', told, re.MULTILINE)) == 4
