"""Files whose every line is plainly sound are read in one walk: scan and parser read them alike, and say nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from baocao.source import examine as room
from baocao.source.compose import DEPTH_CAP
from baocao.source.direct import direct
from baocao.source.examine import Examined, examine
from baocao.source.place import Lines

DATA = Path(__file__).parents[1] / 'data'
SAMPLES = sorted(DATA.rglob('*.yaml'))

PARTS = (
    '- ', '- - ', 'key: ', 'muc: ', '9_thang: ', 'a-b: ', 'key:', 'key: |', 'muc: |-', '- |', 'a', 'Văn bản', '(x)',
    '$', ';', '; x', '< 5', '${x}', '“x”', '"x"', "'y '", '"ế"', '"', ' #x', '# x', ': ', ':', 'x: y', '-', '[a, b]', '{}', '>',
    '&a ', '---', '...', '', ' ', '+ y', 'x  ', 'ñaâ', 'hoa\u0300', '\u200b', '\u00a0', '\t', 'a.b: ', '<<: ', 'ma ng',
)  # fmt: skip
LINE = st.builds(lambda indent, parts: ' ' * indent + ''.join(parts), st.sampled_from((0, 0, 2, 2, 2, 4, 4, 6)),
                 st.lists(st.sampled_from(PARTS), max_size=3))  # fmt: skip
SOUND = st.sampled_from((
    'k{}:', '- k{}:', '- chữ', 'k{}: 1,5', '- k{}: "số"', 'k{}: |', '- |', '- - x', '# lời', '', '- k{}: |-',
))  # fmt: skip
SOUND_LINE = st.builds(lambda indent, line: ' ' * indent + line, st.sampled_from((0, 2, 4, 6)), SOUND)


def slowly(text: str) -> Examined:
    """What scan and parser make of a text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, 'direct', lambda lines: None)
        return examine(Lines('a.yaml', text))


def read_alike(text: str) -> None:
    assert examine(Lines('a.yaml', text)) == slowly(text), text


@given(st.lists(LINE, min_size=1, max_size=8), st.sampled_from(('\n', '')))
@example(['a:', '- b', 'c: d'], '')
@example(['a: |', '  b', '    ', '  ', ' # c', 'd: e'], '\n')
@example(['a: |', '  b', '', ''], '')
@example(['a: |', '  b', '   '], '\n')
@example(['a: b', 'a: c'], '\n')
@example(['a:', '  - b: c', '    d:', '    - e', '  -', '    f: g'], '\n')
@example(['a: Cao ®¼ng nµy', 'b: Thñ t­íng'], '\n')
def test_any_lines_are_read_alike(lines: list[str], end: str) -> None:
    read_alike('\n'.join(lines) + end)


@given(st.lists(SOUND_LINE, min_size=1, max_size=10))
def test_lines_that_are_sound_alone_are_read_alike_together(lines: list[str]) -> None:
    read_alike('\n'.join(line.format(at) for at, line in enumerate(lines)) + '\n')


@pytest.mark.parametrize('path', SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_read_alike_wherever_a_line_is_broken(path: Path) -> None:
    lines = path.read_text(encoding='utf-8').split('\n')[:120]
    read_alike('\n'.join(lines))
    for at in range(0, len(lines), 9):
        line = lines[at]
        for broken in ('', ' ' + line, line[1:], line + ' ', line + ' #1', line.replace(': ', ':')):
            read_alike('\n'.join((*lines[max(0, at - 12) : at], broken, *lines[at + 1 : at + 9])))


def test_a_file_is_read_alike_up_to_the_deepest_level() -> None:
    for depth in range(DEPTH_CAP - 1, DEPTH_CAP + 2):
        read_alike('\n'.join(' ' * at + 'k:' for at in range(depth)) + ' x\n')


def test_nearly_all_samples_take_the_short_way() -> None:
    found = [direct(Lines(path.name, path.read_text(encoding='utf-8'))) is not None for path in SAMPLES]
    assert sum(found) > 0.9 * len(found)


@pytest.mark.parametrize(
    'text',
    ['', '# x\n', 'a: b: c\n', 'a:\n', 'a: \n', 'a: b\n  c\n', '- a\n', 'a: b\n c: d\n', 'a: b\na: c\n', 'a: [b]\n',
     'a: "b\\n"\n', 'a: b # c\n', 'a: |\n', 'a: |\n  b\n c\n', 'a: |\n  b', 'a:\tb\n', 'a: b\u200b\n', 'a: hoa\u0300\n',
     'a.b: c\n', 'a: *b\n', '---\na: b\n', 'a:\n  - b\n  c: d\n'],
)  # fmt: skip
def test_what_needs_a_closer_look_is_left_to_it(text: str) -> None:
    assert direct(Lines('a.yaml', text)) is None
