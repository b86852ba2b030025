"""One figures file, several papers: one result changed, and every sentence, count, table cell and judgement follows."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from msgspec import Struct

from baocao.loading import load
from baocao.text import Text
from baocao.view import build
from baocao.workspace import Workspace

DATA = Path(__file__).parents[1] / 'data'
FOLDER = 'tp-quang-ngai-2023'
YEAR, NINE_MONTHS, DECISION = 'bao-cao-kiem-diem', 'bao-cao-9-thang', 'quyet-dinh-nhiem-vu-giai-phap'

#: a result of the file: key of the period and value, on a line of its own
RESULT = re.compile(
    r'^ +(?:thuc_hien|nam|uoc_nam|9_thang): (?P<value>(?:khoảng )?[0-9][0-9.,]*)', re.MULTILINE
)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Text):
        yield value.plain.replace('\N{NO-BREAK SPACE}', ' ')
    elif isinstance(value, Struct):
        for one in value.__struct_fields__:
            yield from _texts(getattr(value, one))
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner)


class City:
    """The sample city with its figures, which a test may change."""

    def __init__(self, root: Path) -> None:
        shutil.copytree(DATA / 'co-quan', root / 'co-quan')
        shutil.copytree(DATA / FOLDER, root / FOLDER)
        shutil.copy(DATA / 'van-ban-dan.yaml', root)
        self.root = root
        self.figures = root / FOLDER / 'so-lieu.yaml'

    def change(self, code: str, old: str, new: str) -> City:
        """Replace the value that stands first behind a code."""
        text = self.figures.read_text(encoding='utf-8')
        at = text.index(f'{code}:' if f'  {code}:\n' in text else f'ma: {code}\n')
        place = text.index(old, at)
        self.figures.write_text(text[:place] + new + text[place + len(old) :], encoding='utf-8')
        return self

    def lines(self, paper: str) -> list[str]:
        return list(_texts(build(load(Workspace(self.root, ''), PurePosixPath(f'{FOLDER}/{paper}.yaml')))[0]))

    def codes(self, paper: str) -> list[str]:
        found = build(load(Workspace(self.root, ''), PurePosixPath(f'{FOLDER}/{paper}.yaml')))[1]
        return [f.code for f in found]

    def line(self, paper: str, start: str) -> str:
        (found,) = (line for line in self.lines(paper) if line.startswith(start))
        return found


@pytest.fixture
def city(tmp_path: Path) -> City:
    return City(tmp_path)


def changed(city: City, paper: str, before: list[str]) -> dict[str, str]:
    """The texts of a paper that are other than before."""
    after = city.lines(paper)
    assert len(after) == len(before)
    return {old: new for old, new in zip(before, after, strict=True) if old != new}


def test_a_result_of_nine_months_changes_sentence_rates_count_and_row(city: City) -> None:
    before = {paper: city.lines(paper) for paper in (YEAR, NINE_MONTHS, DECISION)}
    city.change('viec_lam', '4.720', '6.120')
    assert changed(city, YEAR, before[YEAR]) == changed(city, DECISION, before[DECISION]) == {}
    assert changed(city, NINE_MONTHS, before[NINE_MONTHS]) == {
        "So với kế hoạch cả năm, trong 16 chỉ tiêu chủ yếu có 01 chỉ tiêu vượt kế hoạch, 01 chỉ tiêu đạt kế hoạch; "
        "còn 14 chỉ tiêu chưa nêu đánh giá (chi tiết tại Phụ lục). Một số kết quả chính:":
        "So với kế hoạch cả năm, trong 16 chỉ tiêu chủ yếu có 02 chỉ tiêu vượt kế hoạch, 01 chỉ tiêu đạt kế hoạch; "
        "còn 13 chỉ tiêu chưa nêu đánh giá (chi tiết tại Phụ lục). Một số kết quả chính:",
        "Tạo việc làm mới và tăng thêm việc làm cho 4.720 lao động, đạt 78,67% kế hoạch năm, tăng 4,61% so với "
        "cùng kỳ năm 2022.":
        "Tạo việc làm mới và tăng thêm việc làm cho 6.120 lao động, đạt 102% kế hoạch năm, tăng 35,64% so với "
        "cùng kỳ năm 2022.",
        "4.720": "6.120",
        "78,67": "102",
        "tăng 4,61%": "tăng 35,64%",
        "Chưa nêu đánh giá": "Vượt",
    }  # fmt: skip


def test_a_result_of_the_year_changes_sentence_counts_lists_and_what_contradicts_it(city: City) -> None:
    before = {paper: city.lines(paper) for paper in (YEAR, NINE_MONTHS, DECISION)}
    assert city.codes(YEAR) == []
    city.change('tang_truong', '8,31%', '11,62%')
    assert changed(city, NINE_MONTHS, before[NINE_MONTHS]) == changed(city, DECISION, before[DECISION]) == {}
    follows = changed(city, YEAR, before[YEAR])
    assert len(follows) == 2
    (count,) = (new for new in follows.values() if 'chỉ tiêu phát triển' in new)
    assert count.endswith(
        "trong số 16 chỉ tiêu phát triển kinh tế - xã hội chủ yếu của năm, có 03 chỉ tiêu vượt kế hoạch, 01 chỉ tiêu "
        "đạt kế hoạch, 01 chỉ tiêu không đạt kế hoạch (tổng thu NSNN trên địa bàn); còn 11 chỉ tiêu chưa nêu đánh giá."
    )
    assert any(
        new.startswith("Kinh tế thành phố (VA) tăng trưởng với tốc độ 11,62%") for new in follows.values()
    )
    # the paper still lists growth among what was not done: that is said, not changed
    assert city.codes(YEAR) == ['SL052']


def test_a_part_changes_its_rate_the_total_and_the_rate_of_the_total(city: City) -> None:
    city.change('khieu_nai', 'nam: 22', 'nam: 20')
    sentence = city.line(YEAR, "Cả năm triển khai 05 cuộc thanh tra")
    assert (
        "Khiếu nại giải quyết được 20/23 vụ, đạt 86,96%; tố cáo giải quyết được 16/16 vụ, đạt 100% "
        "(tính chung khiếu nại, tố cáo đã giải quyết 36/39 vụ, đạt 92,31%)"
    ) in sentence


def test_a_part_of_the_capital_changes_text_and_footnote(city: City) -> None:
    before = city.lines(YEAR)
    city.change('giai_ngan', '240,672', '250,672')
    new = [*changed(city, YEAR, before).values()]
    assert len(new) == 2
    assert "giải ngân được 406,617/528,547 tỷ đồng, đạt 76,93% kế hoạch vốn" in new[0]
    assert "ước giải ngân 250,672/352,542 tỷ đồng, đạt 71,10% KHV giao" in new[1]


def test_a_judgement_changes_its_word_in_the_sentence(city: City) -> None:
    city.change('viec_lam', 'khoảng 6.350', '6.000')
    assert "thành phố có 6.000 lao động được giải quyết việc làm, đạt kế hoạch đề ra" in city.line(
        YEAR, "Phòng, chống các dịch bệnh"
    )


def test_a_judgement_by_hand_changes_both_count_and_table(city: City) -> None:
    by_hand = "    danh_gia:\n      muc: đạt\n      ly_do: Sở Xây dựng đã thẩm định\n      ky: 9_thang\n"
    city.change('do_thi_hoa', '    ke_hoach: 50,6%\n', f'    ke_hoach: 50,6%\n{by_hand}')
    lines = city.lines(NINE_MONTHS)
    assert "01 chỉ tiêu vượt kế hoạch, 02 chỉ tiêu đạt kế hoạch; còn 13 chỉ tiêu" in ' '.join(lines)
    assert lines.count("Đạt") == 2
    assert city.codes(NINE_MONTHS) == []


def test_no_result_of_the_file_is_printed_from_anywhere_else(city: City) -> None:
    """Each result in turn is made another number: some paper says so, and none goes on saying what it said."""
    text = city.figures.read_text(encoding='utf-8')
    before = city.lines(YEAR) + city.lines(NINE_MONTHS)
    places = list(RESULT.finditer(text))
    assert len(places) > 50
    for place in places[:: len(places) // 12]:
        start, end = place.span('value')
        digit = str((int(text[end - 1]) + 1) % 10)
        city.figures.write_text(text[: end - 1] + digit + text[end:], encoding='utf-8')
        try:
            after = city.lines(YEAR) + city.lines(NINE_MONTHS)
        finally:
            city.figures.write_text(text, encoding='utf-8')
        assert after != before, text[start : end + 20]
