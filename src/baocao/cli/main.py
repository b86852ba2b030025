"""The entry point: encodings, interruption, our own faults; the commands are in files of their own."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

import click

from baocao import __version__
from baocao.cli.words import Group, run
from baocao.errors import ExitCode

START = """\
baocao soạn văn bản hành chính từ tệp dữ liệu YAML, đúng thể thức Nghị định 30/2020/NĐ-CP.

Gõ tiếp một trong các lệnh sau:
  baocao soan data/           soạn mọi văn bản trong thư mục data, kết quả ở thư mục out
  baocao soan TỆP.yaml        soạn một văn bản
  baocao soan-hang-loat data/ soạn hàng trăm văn bản một lượt, cả các đợt gửi nhiều nơi
  baocao ra-soat data/        kiểm tra tệp dữ liệu mà không soạn
  baocao luoc-do              viết lược đồ để VS Code gợi ý và báo lỗi khi gõ
  baocao mau-van-ban          xem các mẫu Word, chép ra để sửa thành mẫu của cơ quan
  baocao --help               xem các lệnh
"""


#: new objects after which cycles are looked for
_COLLECT_AFTER = 50_000


class Terminated(BaseException):
    """SIGTERM: leaves through the same doors as Ctrl-C, so that nothing is left half-written."""


#: the commands, each in a file of its own
COMMANDS = {
    'soan': 'baocao.cli.soan',
    'soan-hang-loat': 'baocao.cli.soan_hang_loat',
    'ra-soat': 'baocao.cli.ra_soat',
    'luoc-do': 'baocao.cli.luoc_do',
    'mau-van-ban': 'baocao.cli.mau_van_ban',
}


@click.group(
    cls=Group,
    later=COMMANDS,
    invoke_without_command=True,
    help="Soạn văn bản hành chính từ tệp dữ liệu YAML.",
)
@click.version_option(
    __version__, '--version', prog_name='baocao', message='%(prog)s %(version)s', help="Hiện phiên bản."
)
@click.pass_context
def baocao(ctx: click.Context) -> int:
    """The group of all commands."""
    if ctx.invoked_subcommand is None:
        click.echo(START, nl=False)
    return 0


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; no traceback ever reaches the screen."""
    _speak_utf8()
    _start_fast()
    code: int
    try:
        with contextlib.suppress(ValueError, AttributeError):
            signal.signal(signal.SIGTERM, _terminate)
        code = run(baocao, args)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Đã dừng theo yêu cầu. Các văn bản đã soạn xong vẫn còn nguyên.", err=True)
        code = ExitCode.INTERRUPTED
    except Terminated:
        click.echo("Đã bị dừng từ bên ngoài. Các văn bản đã soạn xong vẫn còn nguyên.", err=True)
        code = ExitCode.TERMINATED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.GOOD
    except Exception:
        code = _our_bug()
    sys.exit(int(code))


def program() -> NoReturn:
    """`main`, then the end of the process at once: every file is closed and every lock let go by then, and taking
    all modules apart one by one would cost a tenth of a short command."""
    code: object = ExitCode.OUR_BUG
    try:
        main()
    except SystemExit as end:
        code = end.code
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass  # nobody reads any more
    os._exit(int(code) if isinstance(code, int) else ExitCode.OUR_BUG)


def _terminate(signum: int, frame: FrameType | None) -> None:
    raise Terminated


def _start_fast() -> None:
    """Spare a command what only a long-lived or open program needs.

    pydantic would look through all installed packages for plugins; the collector of cycles would go through all
    modules again and again while they are loaded, where next to nothing is left to be collected.
    """
    os.environ.setdefault('PYDANTIC_DISABLE_PLUGINS', '__all__')
    gc.set_threshold(_COLLECT_AFTER)


def _speak_utf8() -> None:
    """Vietnamese on every console: UTF-8 where nothing else is asked for, signs replaced where it cannot be."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = (stream.encoding or '').lower().replace('-', '')
            utf8 = encoding.startswith('utf') or stream.isatty() is False
            stream.reconfigure(encoding='utf-8' if utf8 else stream.encoding, errors='replace')


def _our_bug() -> int:
    """One calm line on the screen; the traceback goes to a log file."""
    import traceback

    from baocao import bug_log

    log = bug_log.keep(traceback.format_exc())
    where = f" Chi tiết ở tệp {log}." if log else ''
    click.echo(
        f"Chương trình gặp lỗi của chính nó, không phải lỗi dữ liệu.{where} Gửi tệp này cho người phụ trách.",
        err=True,
    )
    return ExitCode.OUR_BUG
