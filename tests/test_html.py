"""The page of a batch: whole, safe with any data, small in memory, and true to the rows."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from baocao.errors import Finding, Level, Span
from baocao.html import page
from baocao.rows import Across, Row, RowStatus, Tally

HOSTILE = '<script>alert("1")</script> \' & \u202egnp.exe\u2066 \x00\x1b[31m \ud800 </style> javascript:x'


def _finding(code: str = 'DL001', level: Level = Level.LOI, problem: str = "Thiếu số.") -> Finding:
    return Finding(code, level, Span('a/b.yaml', 3, 2), problem, "Ghi số.")


def _row(i: int, status: RowStatus = RowStatus.MOI, *findings: Finding, **targets: int) -> Row:
    judged = {word.replace('_', ' '): number for word, number in targets.items()}
    return Row(f'bc/{i}.yaml', f"Xã số {i}", 'quy1', status, f'bc/Báo cáo {i}.docx', '', findings, (), judged)


def _bytes(*rows: Row | Across, title: str = "Kết quả") -> bytes:
    tally = Tally()
    for row in rows:
        tally.add(row)
    return b''.join(page(lambda: rows, tally, title))


def _parsed(*rows: Row | Across, title: str = "Kết quả") -> html.HtmlElement:
    return html.document_fromstring(_bytes(*rows, title=title).decode())


def test_hostile_text_never_becomes_markup() -> None:
    finding = Finding(HOSTILE, Level.LOI, Span(HOSTILE, 1, 1), HOSTILE, HOSTILE)
    row = Row(HOSTILE, HOSTILE, HOSTILE, RowStatus.HONG, HOSTILE, HOSTILE, (finding,), (HOSTILE,), {'đạt': 1})
    raw = _bytes(row, Across(HOSTILE, (finding,)), title=HOSTILE)
    found = html.document_fromstring(raw.decode())
    assert len(found.findall('.//script')) == 1
    assert len(found.findall('.//style')) == 1
    assert not re.search('[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]', raw.decode())
    assert all(re.match(r'\./|#', a.get('href')) for a in found.iter('a'))
    assert not [a for node in found.iter() for a in node.attrib if a.startswith('on')]
    assert 'alert("1")' in found.text_content()


@pytest.mark.parametrize(
    'name', ["Báo cáo #1 100%.docx", 'a b/Đề án?x=1&y.docx', "tờ 'trình'.docx", 'C:x.docx']
)
def test_links_lead_to_the_files(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b'whole')
    row = Row('x.yaml', '', '', RowStatus.MOI, name, '', (), (), {})
    (link,) = _parsed(row).xpath('//table//th/a/@href')
    assert link.startswith('./')
    assert '#' not in link
    assert '?' not in link
    assert (tmp_path / unquote(link)).read_bytes() == b'whole'


def test_new_text_beside_an_edited_draft_is_linked() -> None:
    row = Row('a.yaml', '', '', RowStatus.DA_CO_NGUOI_SUA, 'a.docx', 'a (bản mới).docx', (), (), {})
    found = _parsed(row)
    assert './a%20%28b%E1%BA%A3n%20m%E1%BB%9Bi%29.docx' in found.xpath('//section[@id="sua"]//a/@href')


def test_nothing_is_loaded_and_only_our_script_may_run() -> None:
    found = _parsed(_row(1))
    assert not found.xpath('//@src | //link | //img | //iframe | //form')
    (policy,) = found.xpath('//meta[@http-equiv]/@content')
    assert policy.startswith("default-src 'none'")
    assert 'unsafe' not in policy
    assert not found.xpath('//@style')
    from base64 import b64encode
    from hashlib import sha256

    for tag in ('style', 'script'):
        (node,) = found.iter(tag)
        assert b64encode(sha256(node.text.encode()).digest()).decode() in policy


def test_same_rows_make_the_same_bytes() -> None:
    rows = [_row(i, RowStatus.MOI, _finding('DL002'), đạt=i, vượt=1) for i in range(60)]
    assert _bytes(*rows) == _bytes(*rows)


def test_papers_that_need_somebody_come_first_and_the_rest_is_folded() -> None:
    rows = [_row(i) for i in range(60)]
    rows += [
        _row(60, RowStatus.MOI, _finding()),
        _row(61, RowStatus.DA_CO_NGUOI_SUA),
        _row(62, RowStatus.HONG),
    ]
    found = _parsed(*rows)
    assert found.xpath('//section/@id') == ['hong', 'sua', 'loi', 'con-lai', 'phat-hien']
    assert len(found.xpath('//section[@id="con-lai"]/details//tbody/tr')) == 60
    assert len(found.xpath('//tbody/tr')) == len(rows)


def test_bars_are_as_long_as_the_counts() -> None:
    found = _parsed(_row(1, vượt=1, đạt=6, không_đạt=1), _row(2, đạt=5))
    cells = [[c.text_content() for c in row] for row in found.xpath('//table[@class="so"]/tbody/tr')]
    assert cells == [
        ["Xã số 1", '1', '6', '0', '1', '0', '8', '87,5%'],
        ["Xã số 2", '0', '5', '0', '0', '0', '5', '100,0%'],
    ]
    widths = {g[0].text: float(g[1].get('width')) for g in found.xpath('//svg[@role="img"]/g')}
    assert widths == {
        "Xã số 1: vượt 1": 50,
        "Xã số 1: đạt 6": 300,
        "Xã số 1: không đạt 1": 50,
        "Xã số 2: đạt 5": 400,
    }


def test_a_unit_with_several_papers_is_counted_once_by_the_last_period() -> None:
    first = Row('a.yaml', "Xã A", "quý I", RowStatus.MOI, 'a.docx', '', (), (), {"đạt": 1, "không đạt": 3})
    last = Row('a.yaml', "Xã A", "6 tháng", RowStatus.MOI, 'b.docx', '', (), (), {"đạt": 4})
    letter = Row('c.yaml', "Xã A", '', RowStatus.MOI, 'c.docx', '', (), (), {"không đạt": 1})
    text = _parsed(first, last, letter).text_content()
    assert "1 đơn vị, 4 chỉ tiêu được đánh giá; đạt và vượt 4" in text


def test_many_units_are_told_by_share_and_the_lowest_by_name() -> None:
    found = _parsed(*[_row(i, đạt=i % 11, không_đạt=10 - i % 11) for i in range(110)])
    texts = [t.text for t in found.xpath('//svg[@role="img"]/text')]
    assert texts[1::2] == ['10'] * 11
    assert texts[0::2][-1] == '100%'
    lowest = found.xpath('//table[@class="so"]/tbody/tr')
    assert [row[-1].text for row in lowest] == ['0,0%'] * 10


def test_findings_are_grouped_by_code_and_long_lists_cut() -> None:
    rows = [_row(i, RowStatus.HONG, _finding('YM001'), _finding('YM001')) for i in range(100)]
    found = _parsed(*rows, _row(100, RowStatus.MOI, _finding('SL001', Level.CANH_BAO)))
    assert [h.text for h in found.iter('h3')] == [
        "YM001 (lỗi): 200 chỗ trong 100 văn bản",
        "SL001 (cảnh báo): 1 chỗ trong 1 văn bản",
    ]
    group = found.get_element_by_id('YM001')
    assert len(group.xpath('./ol/li')) == 5
    assert len(group.xpath('./details/ol/li')) == 45
    assert "và 150 chỗ nữa" in group.text_content()


def test_an_empty_batch_is_a_whole_page() -> None:
    found = _parsed()
    assert "0 văn bản" in found.text_content()
    assert not found.xpath('//section')
    assert found.get('lang') == 'vi'


def test_a_batch_of_failures_tells_each_of_them() -> None:
    rows = [Row(f'{i}.yaml', '', '', RowStatus.HONG, '', '', (_finding(),), (), {}) for i in range(300)]
    found = _parsed(*rows)
    assert found.xpath('//section/@id') == ['hong', 'phat-hien']
    assert len(found.xpath('//section[@id="hong"]//tbody/tr')) == 300


def _many(count: int) -> Callable[[], Iterator[Row]]:
    def rows() -> Iterator[Row]:
        for i in range(count):
            found = (
                (_finding('SL001', Level.CANH_BAO, f"Số {i} không khớp."), _finding('DL001')) if i % 3 else ()
            )
            yield _row(i % 700, RowStatus.MOI, *found, đạt=3, không_đạt=1)

    return rows


def _peak_and_size(count: int) -> tuple[int, int]:
    tally = Tally()
    for row in _many(count)():
        tally.add(row)
    tracemalloc.start()
    try:
        size = sum(len(piece) for piece in page(_many(count), tally, "Kết quả"))
        return tracemalloc.get_traced_memory()[1], size
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_papers() -> None:
    few, _ = _peak_and_size(1000)
    many, size = _peak_and_size(10_000)
    assert many < few + 800_000
    assert size < 6_000_000


def test_each_anchor_stands_once_and_each_link_inside_the_page_finds_its_own() -> None:
    faults = (_finding('YM001'), _finding('SL001', Level.CANH_BAO))
    rows = [_row(1, RowStatus.HONG, *faults, đạt=1), _row(2, RowStatus.DA_CO_NGUOI_SUA), _row(3, không_đạt=2)]
    found = _parsed(*rows)
    anchors = found.xpath('//@id')
    assert len(anchors) == len(set(anchors))
    links = {link[1:] for link in found.xpath('//@href') if link.startswith('#')}
    assert {'hong', 'sua', 'phat-hien', 'YM001', 'SL001'} == links
    assert links <= set(anchors)
