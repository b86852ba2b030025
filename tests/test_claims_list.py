"""The hand-made list of claims speaks of what the samples print: each row is found in its draft, once."""

from __future__ import annotations

import dataclasses
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import pytest
from claims import HEADER, KINDS, LISTS, ROOT, Claim, claims, printed

from baocao.mau import Templates
from baocao.pipeline import draft
from baocao.workspace import open_paths

PAPERS = {
    f'{relative.parent.name}.{relative.stem}': (workspace, relative)
    for workspace, relative in open_paths((str(ROOT / 'data'),)).papers
}
#: what a claim needs at least, to be one: a numeral and something that it can disagree with
NEEDED = {'count': 1, 'citation': 1, 'order': 1}


@cache
def words(paper: str) -> str:
    return printed(draft(*PAPERS[paper], Templates()).data)


def faults(rows: tuple[Claim, ...], text: str) -> list[str]:
    """What is wrong with each row, as a line of its own."""
    found = []
    for row in rows:
        times = text.count(row.sentence)
        if times != 1:
            found.append(f'{row}: the sentence is printed {times} times')
        if row.span() is None:
            found.append(f'{row}: the numeral is not in the sentence')
    return found


def test_each_sample_has_a_list_and_each_list_a_sample() -> None:
    assert sorted(path.stem for path in LISTS.glob('*.tsv')) == sorted(PAPERS)


@pytest.mark.parametrize('paper', PAPERS)
def test_each_numeral_of_the_list_is_printed_where_it_says(paper: str) -> None:
    assert faults(claims(paper), words(paper)) == []


@pytest.mark.parametrize('paper', PAPERS)
def test_each_claim_of_the_list_is_whole(paper: str) -> None:
    rows = claims(paper)
    assert [str(row) for row in rows if row.kind not in KINDS] == []
    assert [str(row) for row in rows if not 12 <= len(row.sentence) <= 120] == []
    for id_ in {row.id for row in rows}:
        one = [row for row in rows if row.id == id_]
        assert len({(row.kind, row.why) for row in one}) == 1, id_
        assert len({row.place for row in one}) == len(one) >= NEEDED.get(one[0].kind, 2), id_


@pytest.mark.parametrize('paper', PAPERS)
def test_the_arithmetic_of_the_list_holds(paper: str) -> None:
    wrong = []
    rows = claims(paper)
    for id_ in dict.fromkeys(row.id for row in rows):
        one = [row for row in rows if row.id == id_]
        if not holds(one[0].kind, [value(row.numeral) for row in one if row.has_digits]):
            wrong.append(f'{one[0]}: {[row.numeral for row in one]}')
    assert wrong == []


def value(numeral: str) -> Decimal:
    """The value of a numeral as printed; a date counts as its digits."""
    return Decimal(re.sub(r'[./]', '', numeral).replace(',', '.'))


def holds(kind: str, values: list[Decimal]) -> bool:
    """Whether the values, in the order of the list, agree; always where the kind has no sum of its own."""
    if kind == 'sum':
        return values[0] == sum(values[1:])
    if kind == 'shares':
        return sum(values) == 100
    if kind == 'ratio' and len(values) == 3:
        done, total, percent = values
        return (100 * done / total).quantize(percent, ROUND_HALF_UP) == percent
    if kind == 'ratio':
        whole, *parts = [
            100 * amount / percent for amount, percent in zip(values[::2], values[1::2], strict=True)
        ]
        return abs(whole - sum(parts)) < 5
    return True


def test_a_row_that_is_no_longer_printed_is_named() -> None:
    row = Claim('huyen.bao-cao', 7, 'c01', 'sum', "có 12 xã đạt, 03 xã chưa đạt", '12', 1, 'why')
    assert faults((row,), "trong đó có 12 xã đạt, 03 xã chưa đạt.") == []
    (fault,) = faults((row,), "trong đó có 13 xã đạt, 03 xã chưa đạt.")
    assert 'huyen.bao-cao.tsv:7' in fault and "'12'" in fault and fault.endswith('printed 0 times')
    (fault,) = faults((dataclasses.replace(row, nth=2),), row.sentence)
    assert fault.endswith('the numeral is not in the sentence')


def test_a_numeral_is_never_a_part_of_a_longer_one() -> None:
    row = Claim('p', 2, 'c01', 'ratio', "đạt 1.220,5/220,51 tỷ đồng, 20% của 20.", '20', 2, 'why')
    assert row.span() == (len(row.sentence) - 3, len(row.sentence) - 1)
    assert dataclasses.replace(row, nth=3).span() is None
    assert dataclasses.replace(row, numeral='220', nth=1).span() is None


def test_a_broken_line_of_a_list_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr('claims.LISTS', tmp_path)
    (tmp_path / 'p.tsv').write_text(f'{HEADER}\nc01\tsum\tcó 12 xã\t12\t1\n', encoding='utf-8')
    with pytest.raises(ValueError, match=r'p\.tsv:2: six fields'):
        claims('p')
    (tmp_path / 'p.tsv').write_text('id\tkind\n', encoding='utf-8')
    with pytest.raises(ValueError, match='first line'):
        claims('p')
