"""How far a run has come, told once in a while in a log."""

from __future__ import annotations

import io

import pytest

from baocao.cli.progress import Progress, duration


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_log_gets_a_line_now_and_then_with_rate_and_time_left() -> None:
    out, clock = io.StringIO(), Clock()
    with Progress(10_065, out, clock) as progress:
        progress.skip(65)
        for second in range(1, 21):
            clock.now = float(second)
            progress.step(125)
    assert out.getvalue().splitlines() == [
        "Đã xong 1.315/10.065 văn bản (13%), 125 văn bản/giây, còn 1 phút 10 giây.",
        "Đã xong 2.565/10.065 văn bản (25%), 125 văn bản/giây, còn 1 phút 00 giây.",
    ]


def test_what_was_skipped_is_no_rate() -> None:
    out, clock = io.StringIO(), Clock()
    progress = Progress(100, out, clock)
    clock.now = 20.0
    progress.skip(50)
    assert out.getvalue() == "Đã xong 50/100 văn bản (50%).\n"


def test_slow_rates_have_a_decimal() -> None:
    out, clock = io.StringIO(), Clock()
    progress = Progress(100, out, clock)
    clock.now = 10.0
    progress.step(15)
    assert ", 1,5 văn bản/giây, còn 57 giây." in out.getvalue()


@pytest.mark.parametrize(
    ('seconds', 'said'),
    [
        (0, "0 giây"),
        (59, "59 giây"),
        (60, "1 phút 00 giây"),
        (3600, "1 giờ 00 phút"),
        (5000, "1 giờ 23 phút"),
    ],
)
def test_durations(seconds: int, said: str) -> None:
    assert duration(seconds) == said


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_one_moving_line() -> None:
    out, clock = Terminal(), Clock()
    with Progress(4, out, clock) as progress:
        for second in range(1, 5):
            clock.now = float(second)
            progress.step()
    said = out.getvalue()
    assert said.count('\n') == 1
    assert "4/4" in said
    assert "văn bản/giây" in said
