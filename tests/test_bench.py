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

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / 'bench'))

import speed  # noqa: E402
from measuring import dialects, engines, growth, whole  # noqa: E402
from measuring.aims import Notes  # noqa: E402
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
