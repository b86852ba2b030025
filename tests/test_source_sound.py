"""Statements that are plainly sound are read in one step: the scan that judges every sign reads them alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baocao.source import scan as room
from baocao.source.scan import scan
from baocao.source.sound import sound
from baocao.source.traps import Statement

DATA = Path(__file__).parents[1] / 'data'
SAMPLES = sorted(DATA.rglob('*.yaml'))

PARTS = (
    '- ', '  ', '    ', '\t', 'key: ', 'a-b: ', '9_thang: ', 'key:', 'noi_dung: |', 'noi_dung: >', '- |', '|-', 'a',
    'Văn bản', '(x)', '$', '< 5', '\u00a0', '“x”', '"x"', "'y'", '"x', '#', ' #x', '  # x', ': ', ':', '：', 'x: y',
    '-', '?', '*b*', '[a, b]', '{a: b}', '|', '> ', '&a ', '!t ', '---', '...', '%YAML', '', '+ y', '"a\\"b"',
)  # fmt: skip
LINE = st.builds(lambda indent, parts: ' ' * indent + ''.join(parts), st.sampled_from((0, 0, 2, 2, 4)),
                 st.lists(st.sampled_from(PARTS), max_size=4))  # fmt: skip


def slowly(lines: tuple[str, ...]) -> tuple[Statement, ...]:
    """The statements, every one of them judged sign by sign."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, 'sound', lambda lines, at: None)
        return scan(lines)


@given(st.lists(LINE, min_size=1, max_size=8).map(tuple))
def test_any_lines_are_read_alike(lines: tuple[str, ...]) -> None:
    assert scan(lines) == slowly(lines)


@pytest.mark.parametrize('path', SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_read_alike_wherever_a_line_is_broken(path: Path) -> None:
    lines = path.read_text(encoding='utf-8').split('\n')[:150]
    assert scan(tuple(lines)) == slowly(tuple(lines))
    for at in range(0, len(lines), 7):
        for broken in (' ' + lines[at], lines[at].replace(': ', ':'), lines[at] + ' #1', lines[at][1:]):
            changed = (*lines[max(0, at - 3) : at], broken, *lines[at + 1 : at + 6])
            assert scan(changed) == slowly(changed), changed


def test_nearly_every_statement_of_the_samples_takes_the_short_way() -> None:
    found = [
        sound(lines, statement.first) is not None
        for path in SAMPLES
        for lines in [tuple(path.read_text(encoding='utf-8').split('\n'))]
        for statement in scan(lines)
    ]
    assert sum(found) > 0.95 * len(found)
