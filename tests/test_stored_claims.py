"""Claims that were stored are worth the living ones: equal conflicts, findings and excuses, or a clear refusal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from doi_chieu import FAMILIES, cases
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from mutations import of_span
from samples import PAPERS, printed_prose, sample_names

from baocao.checks import Claims, Conflict, Excuse, Paper, collect, compare, restore, sift, store
from baocao.errors import Span
from baocao.mau import Templates
from baocao.pipeline import Document, draft
from baocao.prose import Prose, read_plain

SOURCES = Path(__file__).parents[2] / 'shared/seeds'


def _kept(claims: Claims) -> Claims:
    return restore(store(claims, ()))[0]


def _told(conflicts: Sequence[Conflict]) -> list[Any]:
    """All that anybody is told of conflicts, in order."""
    return [
        (
            c.finding,
            c.code,
            c.level,
            c.problem,
            c.remedy,
            [(s.text, s.start, s.end, s.passage.where.span(s.start, s.end)) for s in c.spots],
        )
        for c in conflicts
    ]


def _same(papers: Sequence[Paper]) -> int:
    """Holds what the stored claims of papers say against what the living ones say; how much that is."""
    claims = [collect(paper) for paper in papers]
    living = _told(compare(claims))
    assert _told(compare([_kept(own) for own in claims])) == living
    assert _told(compare([_kept(_kept(own)) for own in claims])) == living
    mixed = [_kept(own) if i % 2 else own for i, own in enumerate(claims)]
    assert _told(compare(mixed)) == living
    return len(living)


@pytest.fixture(scope='module')
def drafts() -> dict[str, Document]:
    """The samples as they are drafted from their data."""
    templates = Templates()
    return {name: draft(*PAPERS[name], templates) for name in sample_names()}


def _changed(prose: Prose, most: int) -> list[Prose]:
    """Papers that differ from one by a digit, at places spread over it."""
    digits = [
        (at, i) for at, p in enumerate(prose.passages) for i, c in enumerate(p.text) if c in '0123456789'
    ]
    spread = digits[len(digits) // 2 % 3 :: max(1, len(digits) // most)]
    changed = (m.of(prose) for at, i in spread for m in of_span(prose.passages, at, i, i + 1))
    return [Prose(p.name, tuple(map(replace, p.passages))) for p in changed]  # no two papers share a passage


@pytest.mark.parametrize('name', sample_names())
def test_a_sample_disagrees_with_a_changed_copy_alike(name: str, drafts: dict[str, Document]) -> None:
    prose = drafts[name].checked.prose
    for other in _changed(prose, 12):
        _same([Paper(prose), Paper(other)])


def test_the_samples_together_disagree_alike(drafts: dict[str, Document]) -> None:
    papers = [document.checked for document in drafts.values()]
    _same(papers)
    _same([Paper(printed_prose(name)) for name in drafts])
    assert _same([*papers, *(Paper(other) for p in papers for other in _changed(p.prose, 4))]) > 0


@pytest.mark.parametrize('family', FAMILIES)
def test_texts_of_one_folder_disagree_alike(family: str) -> None:
    for case in cases(family):
        _same([Paper(read_plain(text, f'{i}.txt')) for i, text in enumerate((case.text, *case.others))])


@pytest.mark.skipif(not SOURCES.is_dir(), reason='the source papers do not lie beside the checkout')
def test_the_sources_disagree_alike() -> None:
    texts = {path.name: path.read_text(encoding='utf-8') for path in sorted(SOURCES.glob('*.txt'))}
    papers = [Paper(read_plain(text, name)) for name, text in texts.items()]
    assert _same(papers) == len(compare([collect(paper) for paper in papers])) > 0
    assert sum(_same(pair) for pair in combinations(papers, 2)) > 0


OFFICE = """\
ỦY BAN NHÂN DÂN
THÀNH PHỐ MINH CHÂU
Số: {number}/KH-UBND
Minh Châu, ngày 09 tháng 02 năm 2023
{kind}
Phát triển kinh tế - xã hội năm 2023
"""
SENTENCES = (
    "Tổng thu ngân sách nhà nước trên địa bàn thành phố năm 2023 là {a}.981,8{b} tỷ đồng.",
    "Tốc độ tăng giá trị sản xuất công nghiệp (GTSX) năm 2023 là {a},{b}7%, vượt kế hoạch.",
    "- Giá trị sản xuất nông nghiệp năm 2023 đạt {a}.67{b} tỷ đồng; vượt kế hoạch",
    "Tạo việc làm mới cho {a}.35{b} lao động năm 2023, không đạt kế hoạch.",
    "Thực hiện Nghị quyết số 2{a}/NQ-HĐND ngày 2{b}/12/2022 của Hội đồng nhân dân thành phố Minh Châu về kế hoạch phát triển"
    " kinh tế - xã hội năm 2023.",
    "Căn cứ Nghị định số 59/201{a}/NĐ-CP ngày 01/{b}/2019 của Chính phủ quy định chi tiết một số điều của Luật Phòng, chống"
    " tham nhũng",
    "Thực hiện Kế hoạch số 3{a}/KH-UBND ngày 1{b}/02/2023 của UBND thành phố Minh Châu.",
    "Xây dựng 04 xã An Đông, Bình Lộc, Tân H{o}i và Vĩnh An đạt chuẩn; 0{a} xã khó khăn.",
    "Các xã được khen: An Phú, B{o}nh Lộc, Tân Hội, Vĩnh An.",
)
_SENTENCE = st.builds(
    str.format, st.sampled_from(SENTENCES), a=st.integers(1, 9), b=st.integers(1, 9), o=st.sampled_from("ộợì")
)
_TEXT = st.builds(
    lambda number, kind, lines: OFFICE.format(number=number, kind=kind) + '\n'.join(lines),
    st.integers(30, 32),
    st.sampled_from(("KẾ HOẠCH", "BÁO CÁO")),
    st.lists(_SENTENCE, min_size=1, max_size=9),
)


@given(st.lists(_TEXT, min_size=2, max_size=5))
def test_any_papers_disagree_alike(texts: list[str]) -> None:
    _same([Paper(read_plain(text, f'{i}.txt')) for i, text in enumerate(texts)])


ONE = OFFICE.format(number=31, kind="BÁO CÁO") + SENTENCES[0].format(a=3, b=4)
OTHER = OFFICE.format(number=31, kind="BÁO CÁO") + SENTENCES[0].format(a=3, b=9)


def test_an_excuse_of_the_day_before_covers_what_disagrees_today() -> None:
    excuse = Excuse('SL242', "tổng thu  ngân sách", Span('1.yaml', 12, 5), '  - ma: SL242', used=True)
    idle = Excuse('SL262', '', Span('1.yaml', 15, 5))
    living = collect(Paper(read_plain(ONE, '1.txt')))
    claims, excuses = restore(store(living, (excuse, idle)))
    assert excuses == (excuse, idle)
    others = collect(Paper(read_plain(OTHER, '2.txt')))
    found = compare([claims, others])
    assert [c.code for c in found] == ['SL242']
    assert sift(found, excuses) == ((), (idle,))
    assert _told(sift(found, (idle,))[0]) == _told(compare([living, others]))


def test_equal_claims_are_equal_bytes() -> None:
    data = store(collect(Paper(read_plain(ONE, '1.txt'))), ())
    assert store(collect(Paper(read_plain(ONE, '1.txt'))), ()) == data
    assert store(*restore(data)) == data


def test_a_paper_that_claims_nothing_is_stored_too() -> None:
    claims, excuses = restore(store(collect(Paper(read_plain("Kính gửi các xã.", '1.txt'))), ()))
    assert excuses == ()
    assert compare([claims, collect(Paper(read_plain(ONE, '2.txt')))]) == ()


@given(st.data())
def test_damaged_claims_are_refused(data: st.DataObject) -> None:
    whole = store(collect(Paper(read_plain(ONE, '1.txt'))), ())
    at = data.draw(st.integers(0, len(whole) - 1))
    bad = data.draw(
        st.sampled_from(
            (
                whole[:at],
                whole[at + 1 :],
                whole[:at] + bytes((whole[at] ^ 1,)) + whole[at + 1 :],
                whole + b' ',
            )
        )
    )
    with pytest.raises(ValueError, match=r'claims'):
        restore(bad)


@given(st.binary(max_size=60))
@example(b'')
@example(b'baocao-claims 1\n')
@example(b'baocao-claims 1\n\x78\x01\x03\x00\x00\x00\x00\x01')
def test_what_holds_no_claims_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r'claims'):
        restore(data)


def test_stored_claims_are_no_larger_than_what_the_samples_print(drafts: dict[str, Document]) -> None:
    sizes = {n: len(store(collect(d.checked), d.excuses)) for n, d in drafts.items()}
    assert max(sizes.values()) < 20_000
    assert sizes['tp-quang-ngai-2023.bao-cao-9-thang'] < 4_000
    assert sizes['xa-tinh-khe-2026.giay-moi-hoi-nghi-trien-khai'] < 200


def test_what_disagrees_is_told_in_the_order_of_the_papers() -> None:
    places = ("MINH CHÂU", "HÒA AN", "TÂN HỘI", "VĨNH AN", "BÌNH LỘC", "AN PHÚ")
    papers = [text.replace("MINH CHÂU", place) for text in (ONE, OTHER) for place in places]
    claims = [_kept(collect(Paper(read_plain(text, f'{i}.txt')))) for i, text in enumerate(papers)]
    found = [c.finding.span.file for c in compare(claims) if c.code == 'SL242']
    assert found == [f'{len(places) + i}.txt' for i in range(len(places))]


#: digits as letters of names
LETTERS = str.maketrans('0123456789', 'bcdghklmnp')


def test_a_folder_of_many_lists_tells_those_that_differ_by_one_name() -> None:
    lists = [f"Các xã A{i}, B{i}, C{i} và Hà Đông đạt chuẩn.".translate(LETTERS) for i in range(300)]
    odd = lists[250].replace("Hà Đông", "Hà Đồng")
    claims = [collect(Paper(read_plain(text, f'{i}.txt'))) for i, text in enumerate([*lists, odd])]
    (conflict,) = compare(claims)
    assert [s.passage.where.span(s.start, s.end).file for s in conflict.spots] == ['300.txt', '250.txt']
