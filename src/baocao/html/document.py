"""Rows -> the page, in pieces: counts, chart, papers that need somebody first, findings by code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from baocao.html.chart import chart
from baocao.html.gathering import PLACES, Folded, Gathered, Group, Section, gather
from baocao.html.looks import SCRIPT, STYLE, policy
from baocao.html.words import place, safe
from baocao.rows import Across, Row, RowStatus, Tally
from baocao.vietnamese import format_number

#: papers of a list that are shown unfolded, and places of a code
_OPEN, _FIRST = 50, 5
#: the anchor of the findings by code
_FOUND = 'phat-hien'


def page(
    rows: Callable[[], Iterable[Row | Across]], tally: Tally, title: str, when: str = ''
) -> Iterator[bytes]:
    """The page in pieces of UTF-8: one file that loads nothing. The rows are read once; the same rows make the same
    bytes, since no clock is read: `when` says in words when the batch ran, empty where it is not told."""
    found = gather(rows())
    yield _head(title, when, tally).encode()
    yield ''.join(chart(found.units)).encode()
    for section, lines in found.sections.items():
        yield from _papers(section, lines)
    yield from _across(found.across)
    yield from _codes(found)
    yield (
        '<footer>Trang này do chương trình baocao lập từ kết quả của đợt soạn; bản để máy đọc: ket-qua.jsonl.</footer>\n'
        f'<script>{SCRIPT}</script>\n</body></html>\n'
    ).encode()


def _head(title: str, when: str, tally: Tally) -> str:
    said = f'{format_number(tally.papers)} văn bản' + (f', {safe(when)}' if when else '')
    counts = ''.join(
        _number(tally.by_status[status], status.value, urgent, anchor)
        for status, urgent, anchor in (
            (RowStatus.MOI, False, ''),
            (RowStatus.CAP_NHAT, False, ''),
            (RowStatus.KHONG_DOI, False, ''),
            (RowStatus.DA_THAY, False, ''),
            (RowStatus.DA_CO_NGUOI_SUA, True, Section.SUA.anchor),
            (RowStatus.HONG, True, Section.HONG.anchor),
        )
        if tally.by_status[status] or status in (RowStatus.MOI, RowStatus.KHONG_DOI, RowStatus.HONG)
    )
    doubts = tally.by_level.total() - tally.faults
    return (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{safe(title)}</title>\n<style>{STYLE}</style></head>\n<body>\n'
        f'<header><h1>{safe(title)}</h1><p>{said}</p></header>\n'
        f'<ul class="dem">{counts}{_number(tally.faults, "lỗi", True, _FOUND)}{_number(doubts, "cảnh báo", False, _FOUND)}</ul>\n'
        '<p class="tim" id="tim" hidden><label>Tìm theo tên văn bản, đơn vị, kỳ, mã lỗi:<br>'
        '<input type="search"></label></p>\n'
    )


def _number(number: int, word: str, urgent: bool, anchor: str) -> str:
    """A count with its word, which leads to the list behind it where there is one."""
    mark = ' class="can"' if urgent and number else ''
    said = f'<a href="#{anchor}">{safe(word)}</a>' if anchor and number else safe(word)
    return f'<li{mark}><b>{format_number(number)}</b>{said}</li>\n'


def _papers(section: Section, lines: Folded) -> Iterator[bytes]:
    """A list of papers, folded where it is long and asks nothing of anybody."""
    if not lines.lines:
        return
    folded = section is Section.CON_LAI and lines.lines > _OPEN
    yield f'<section id="{section.anchor}"><h2>{section.value} ({format_number(lines.lines)})</h2>\n'.encode()
    if folded:
        yield "<details><summary>Mở danh sách</summary>\n".encode()
    yield (
        '<table class="ds"><thead><tr><th scope="col" class="c1">văn bản</th><th scope="col" class="c2">đơn vị</th>'
        '<th scope="col" class="c3">kỳ</th><th scope="col" class="c4">trạng thái</th><th scope="col">lỗi, cảnh báo'
        '</th></tr></thead><tbody>\n'
    ).encode()
    yield from lines.chunks()
    yield f'</tbody></table>{"</details>" if folded else ""}</section>\n'.encode()


def _across(lines: Folded) -> Iterator[bytes]:
    if not lines.lines:
        return
    yield (
        f'<section id="giua-cac-van-ban"><h2>Không khớp giữa các văn bản ({format_number(lines.lines)})</h2>\n'
        '<table><thead><tr><th scope="col">thư mục, đơn vị</th><th scope="col">chỗ không khớp</th></tr></thead><tbody>\n'
    ).encode()
    yield from lines.chunks()
    yield b'</tbody></table></section>\n'


def _codes(found: Gathered) -> Iterator[bytes]:
    """The findings by code: faults before doubts, the most frequent first."""
    if not found.groups:
        return
    yield f'<section id="{_FOUND}"><h2>Lỗi và cảnh báo theo loại</h2>\n'.encode()
    order = sorted(
        found.groups.items(), key=lambda one: (not one[1].first.level.is_fault, -one[1].number, one[0])
    )
    for code, group in order:
        yield ''.join(_code(code, group)).encode()
    yield b'</section>\n'


def _code(code: str, group: Group) -> Iterator[str]:
    papers = f' trong {format_number(group.papers)} văn bản' if group.papers else ''
    yield (
        f'<div class="ma" id="{safe(code)}"><h3>{safe(code)} ({safe(group.first.level.value)}): '
        f'{format_number(group.number)} chỗ{papers}</h3>\n'
        f'<p>{safe(group.first.problem)}</p><p class="sua">{safe(group.first.remedy)}</p>\n'
    )
    yield from _places(group, 0, _FIRST)
    if len(group.places) > _FIRST:
        yield f'<details><summary>{format_number(group.number - _FIRST)} chỗ nữa</summary>\n'
        yield from _places(group, _FIRST, PLACES)
        if group.number > PLACES:
            yield f'<p>… và {format_number(group.number - PLACES)} chỗ nữa, xem ket-qua.jsonl.</p>\n'
        yield '</details>\n'
    yield '</div>\n'


def _places(group: Group, start: int, end: int) -> Iterator[str]:
    """The places of some findings; the sentence where it is not that of the first."""
    yield f'<ol start="{start + 1}">\n'
    for finding in group.places[start:end]:
        own = '' if finding.problem == group.first.problem else f': {safe(finding.problem)}'
        yield f'<li>{safe(place(finding.span))}{own}</li>\n'
    yield '</ol>\n'
