"""Judged targets over the units, drawn: a bar for each unit, or how the units spread where they are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from baocao.html.words import safe, share
from baocao.judgement import MucDanhGia
from baocao.vietnamese import format_number

#: units up to which each has a bar; the units with the lowest share that are named where there are more
BARS, LOWEST = 40, 10

#: how each judgement is filled: told apart without colour too, from dark to light, what is missed hatched
_FILLS = {
    MucDanhGia.VUOT.value: '#16395f',
    MucDanhGia.DAT.value: '#6f97c2',
    MucDanhGia.CO_BAN_DAT.value: '#c9d8e8',
    MucDanhGia.KHONG_DAT.value: 'url(#gach)',
    MucDanhGia.CHUA_DU_SO_LIEU.value: '#fff',
}
_MET = tuple(m.value for m in MucDanhGia if m.is_met)
_HATCH = (
    '<defs><pattern id="gach" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="5" height="5" fill="#fff"/><rect width="2.2" height="5" fill="#9c2a1e"/></pattern></defs>'
)
#: the grid of a drawing: the room for names, and for bars
_NAMES, _ROOM, _STEP = 210, 400, 22

Units = Mapping[str, Counter[str]]


def chart(units: Units) -> Iterator[str]:
    """The drawing with its numbers as tables; nothing where no target was judged."""
    judged = {name: found for name, found in units.items() if found.total()}
    if not judged:
        return
    whole: Counter[str] = Counter()
    for found in judged.values():
        whole.update(found)
    met = _met(whole)
    yield (
        f'<section id="chi-tieu"><h2>Chỉ tiêu được đánh giá</h2>\n<p>{format_number(len(judged))} đơn vị, '
        f'{format_number(whole.total())} chỉ tiêu được đánh giá; đạt và vượt {format_number(met)} ({share(met, whole.total())}). '
        'Mỗi đơn vị được tính một lần, theo văn bản của kỳ sau cùng.</p>\n'
    )
    if len(judged) <= BARS:
        yield from _bars(judged)
        yield '<details><summary>Số liệu của biểu đồ</summary>\n'
        yield from _table(list(judged), judged, "Số chỉ tiêu theo mức đánh giá")
        yield '</details>\n'
    else:
        yield from _spread(judged)
        lowest = sorted(judged, key=lambda name: (_met(judged[name]) / judged[name].total(), name))[:LOWEST]
        yield from _table(lowest, judged, f"{LOWEST} đơn vị có tỷ lệ đạt và vượt thấp nhất")
    yield '</section>\n'


def _met(found: Counter[str]) -> int:
    return sum(found[word] for word in _MET)


def _bars(judged: Units) -> Iterator[str]:
    """A bar for each unit, as long as the share of each judgement is; the numbers stand in it and behind it."""
    yield '<ul class="chu-giai">'
    for word, fill in _FILLS.items():
        yield (
            f'<li><svg width="16" height="12" aria-hidden="true">'
            f'<rect x=".5" y=".5" width="15" height="11" fill="{fill}" stroke="#333"/></svg> {safe(word)}</li>'
        )
    yield '</ul>\n'
    height = _STEP * len(judged) + 4
    yield _opened(height, "Biểu đồ: số chỉ tiêu của từng đơn vị theo mức đánh giá; số liệu ở bảng ngay dưới")
    for i, (name, found) in enumerate(judged.items()):
        yield from _bar(i * _STEP + 2, name, found)
    yield '</svg>\n'


def _bar(top: int, name: str, found: Counter[str]) -> Iterator[str]:
    middle = top + _STEP // 2 + 1
    yield f'<text x="{_NAMES - 8}" y="{middle}" text-anchor="end">{safe(name, 34)}</text>'
    whole, before = found.total(), 0
    for word, fill in _FILLS.items():
        if not found[word]:
            continue
        left, right = (_NAMES + _ROOM * n / whole for n in (before, before + found[word]))
        before += found[word]
        yield (
            f'<g><title>{safe(name)}: {safe(word)} {found[word]}</title><rect x="{left:.1f}" y="{top}" '
            f'width="{right - left:.1f}" height="{_STEP - 6}" fill="{fill}" stroke="#333" stroke-width=".7"/>'
        )
        if right - left > 22 and not fill.startswith('url'):
            ink = '#fff' if word == "vượt" else '#111'
            yield (
                f'<text x="{(left + right) / 2:.1f}" y="{middle}" text-anchor="middle" fill="{ink}">'
                f'{found[word]}</text>'
            )
        yield '</g>'
    yield f'<text x="{_NAMES + _ROOM + 8}" y="{middle}">{format_number(whole)}</text>\n'


def _spread(judged: Units) -> Iterator[str]:
    """How many units meet which share of their targets, in steps of ten percent; the last step holds all of them."""
    steps = Counter(_met(found) * 10 // found.total() for found in judged.values())
    names = [f"{low * 10} đến dưới {low * 10 + 10}%" for low in range(10)] + ["100%"]
    yield _opened(
        _STEP * len(names) + 4, "Biểu đồ: số đơn vị theo tỷ lệ chỉ tiêu đạt và vượt; số liệu ở cuối mỗi thanh"
    )
    most = max(steps.values())
    for low, name in enumerate(names):
        top, width = low * _STEP + 2, _ROOM * steps[low] / most
        middle = top + _STEP // 2 + 1
        yield (
            f'<text x="{_NAMES - 8}" y="{middle}" text-anchor="end">{name}</text>'
            f'<rect x="{_NAMES}" y="{top}" width="{width:.1f}" height="{_STEP - 6}" fill="#6f97c2" stroke="#333" '
            f'stroke-width=".7"/><text x="{_NAMES + width + 8:.1f}" y="{middle}">{format_number(steps[low])}</text>\n'
        )
    yield '</svg>\n<p class="ghi-chu">Số đơn vị theo tỷ lệ chỉ tiêu đạt và vượt.</p>\n'


def _opened(height: int, said: str) -> str:
    width = _NAMES + _ROOM + 70
    return f'<svg class="bieu-do" viewBox="0 0 {width} {height}" role="img" aria-label="{said}">{_HATCH}\n'


def _table(names: list[str], judged: Units, caption: str) -> Iterator[str]:
    heads = ''.join(f'<th scope="col">{safe(word)}</th>' for word in _FILLS)
    yield (
        f'<div class="cuon"><table class="so"><caption>{caption}</caption><thead><tr><th scope="col">đơn vị</th>{heads}'
        '<th scope="col">cộng</th><th scope="col">đạt và vượt</th></tr></thead><tbody>\n'
    )
    for name in names:
        found = judged[name]
        cells = ''.join(f'<td>{format_number(found[word])}</td>' for word in _FILLS)
        yield (
            f'<tr><th scope="row">{safe(name)}</th>{cells}<td>{format_number(found.total())}</td>'
            f'<td>{share(_met(found), found.total())}</td></tr>\n'
        )
    yield '</tbody></table></div>\n'
