"""How far a long run has come: one moving line on a terminal, a plain line now and then in a log."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

import click

from baocao.vietnamese import format_number

#: seconds between two lines in a log, and between two looks of the line on a terminal
_PAUSE, _BLINK = 10.0, 0.1


class Progress:
    """Counts what is done of `total`; `out` is where it is told, `clock` gives seconds."""

    def __init__(self, total: int, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total
        self._out = out
        self._clock = clock
        self._done = self._quick = self._held = 0
        self._start = self._last = clock()
        self._bar = (
            click.progressbar(
                length=total,
                label="Đang soạn",
                file=out,
                show_pos=True,
                show_eta=False,
                show_percent=False,
                width=24,
            )
            if out.isatty()
            else None
        )

    def __enter__(self) -> Progress:
        if self._bar is not None:
            self._bar.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.__exit__(kind, error, trace)

    def skip(self, count: int = 1) -> None:
        """Count what cost no time, so that the rate and the time left are those of the work."""
        self._quick += count
        self.step(count)

    def step(self, count: int = 1) -> None:
        """Count what is done."""
        self._done += count
        now = self._clock()
        if self._bar is not None:
            self._held += count
            if now - self._last >= _BLINK or self._done == self._total:
                self._bar.label = f"Đang soạn{self._pace(now)}"
                self._bar.update(self._held)
                self._last, self._held = now, 0
        elif now - self._last >= _PAUSE:
            self._last = now
            click.echo(self.line(now), file=self._out)

    def line(self, now: float) -> str:
        """How far the run is, as one line."""
        share = 100 * self._done // max(self._total, 1)
        done, total = format_number(self._done), format_number(self._total)
        return f"Đã xong {done}/{total} văn bản ({share}%){self._pace(now)}."

    def _pace(self, now: float) -> str:
        made, spent = self._done - self._quick, now - self._start
        if made < 2 or spent < 1:
            return ""
        rate = made / spent
        left = round((self._total - self._done) / rate)
        each = f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}".replace('.', ',')
        return f", {each} văn bản/giây, còn {duration(left)}"


def duration(seconds: int) -> str:
    """Seconds as people say them."""
    if seconds < 60:
        return f"{seconds} giây"
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} phút {rest:02d} giây"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} giờ {minutes:02d} phút"
