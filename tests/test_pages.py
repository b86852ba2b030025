"""The pages as LibreOffice lays them out, over many lengths of text."""

from __future__ import annotations

import pytest
from pages import Line, bare, plain, render
from test_soan import office

from baocao.mau import Templates
from baocao.pipeline import draft
from baocao.workspace import open_paths

PAPER = """\
loai: báo cáo
co_quan_ban_hanh: ubnd-xa-an-phu
nam: 2026
trich_yeu: Tình hình kinh tế - xã hội năm 2026
mo_dau: |
  Đoạn mở đầu của báo cáo.
bo_cuc:
  - tieu_de: Kết quả
    muc_con:
BODY
  - tieu_de: Phương hướng
    noi_dung: |
      Đoạn cuối cùng dài vừa phải để đứng cùng trang với chữ ký của người có thẩm quyền.
chu_thich:
  nguon: |
    NGUONSOLIEU do Chi cục Thống kê cung cấp.

    Đoạn thứ hai của chú thích.
noi_nhan:
  - UBND tỉnh (b/c)
  - Thường trực HĐND xã
  - Các phòng, ban
  - "Lưu: VT, VP"
nguoi_ky: Chủ tịch
"""

SENTENCE = (
    "Kinh tế của xã tiếp tục phát triển, đời sống Nhân dân được nâng lên, quốc phòng, an ninh được giữ vững. "
)
#: the height of the top margin, 20 mm below the upper edge of A4, in points above the foot
TOP = (297 - 20) / 25.4 * 72
#: bodies of these many items bring the end of the paper to every height of a page
LENGTHS = (1, *range(6, 19))


def paper(items: int) -> str:
    rows = []
    for i in range(items):
        note = ' THAMCHIEU[^nguon].' if i == items // 2 else ''
        rows.append(f'      - |\n        {SENTENCE * 2}{note}')
    return PAPER.replace('BODY', '\n'.join(rows))


@pytest.fixture(scope='module')
def rendered(tmp_path_factory: pytest.TempPathFactory, office_suite: str) -> dict[int, list[list[Line]]]:
    """The pages of a paper for each number of items."""
    folder = tmp_path_factory.mktemp('pages')
    office(folder / 'data', **{f'bc-{n}': paper(n) for n in LENGTHS})
    templates = Templates()
    drafts = []
    for workspace, relative in open_paths((str(folder / 'data'),)).papers:
        path = folder / f'{relative.stem}.docx'
        path.write_bytes(draft(workspace, relative, templates).data)
        drafts.append(path)
    drafts.sort(key=lambda p: int(p.stem.split('-')[1]))
    return dict(zip(LENGTHS, render(drafts, folder, office_suite), strict=True))


def test_the_lengths_bring_the_end_to_every_height(rendered: dict[int, list[list[Line]]]) -> None:
    assert len({len(pages) for pages in rendered.values()}) >= 3
    heights = [next(line.height for line in pages[-1] if 'TM.' in line.text) for pages in rendered.values()]
    assert max(heights) - min(heights) > 250


def test_the_signature_is_whole_and_never_alone(rendered: dict[int, list[list[Line]]]) -> None:
    for count, pages in rendered.items():
        holders = [
            i for i, page in enumerate(pages) if bare("CHỦ TỊCH") in plain(page) and 'TM.' in plain(page)
        ]
        assert holders == [len(pages) - 1], count
        last = plain(pages[-1])
        for whole in ("Nơi nhận:", "UBND tỉnh (b/c)", "Lưu: VT, VP."):
            assert bare(whole) in last, count
        assert bare("người có thẩm quyền./.") in bare(last), count


def test_nothing_follows_the_signature(rendered: dict[int, list[list[Line]]]) -> None:
    for count, pages in rendered.items():
        assert all(plain(page).strip() for page in pages), count


def test_page_one_has_no_number_and_the_others_have_theirs_on_top(
    rendered: dict[int, list[list[Line]]],
) -> None:
    for count, pages in rendered.items():
        assert all(line.height < TOP for line in pages[0]), count
        for number, page in enumerate(pages[1:], 2):
            assert page[0].text == str(number), count
            assert page[0].height > TOP, count


def test_a_footnote_stands_on_the_page_of_its_reference(rendered: dict[int, list[list[Line]]]) -> None:
    for count, pages in rendered.items():
        reference = [i for i, page in enumerate(pages) if 'THAMCHIEU' in plain(page)]
        note = [i for i, page in enumerate(pages) if 'NGUONSOLIEU' in plain(page)]
        assert reference == note and len(note) == 1, count


def test_a_heading_stands_with_what_follows_it(rendered: dict[int, list[list[Line]]]) -> None:
    for count, pages in rendered.items():
        for page in pages[:-1]:
            assert bare("II. PHƯƠNG HƯỚNG") not in plain(page).splitlines()[-1], count


def test_the_national_title_stays_on_one_line(rendered: dict[int, list[list[Line]]]) -> None:
    for pages in rendered.values():
        assert bare("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") in plain(pages[0])
