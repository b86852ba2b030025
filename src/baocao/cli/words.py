"""click in Vietnamese: help pages, usage faults, exit code 2."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import click


class _Words(click.Command):
    """A command whose help page speaks Vietnamese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = ' '.join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="Cách dùng: ")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [
            "[TÙY CHỌN]" if piece == self.options_metavar else piece
            for piece in super().collect_usage_pieces(ctx)
        ]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        rows = [r for p in options if (r := p.get_help_record(ctx)) is not None]
        if rows:
            with formatter.section("Tùy chọn"):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện hướng dẫn này."
        return option


class Command(_Words):
    """One command of the office."""


class Group(_Words, click.Group):
    """The commands of the office; says what to type next when called alone.

    `later` names the module of each command, which is read when the command is asked for: a command that answers
    at once is one that gets used.
    """

    command_class = Command

    def __init__(self, *args: Any, later: Mapping[str, str] = MappingProxyType({}), **more: Any) -> None:
        super().__init__(*args, **more)
        self.later = later

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.later)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = self.later.get(cmd_name)
        if module is None:
            return None
        found = getattr(importlib.import_module(module), cmd_name.replace('-', '_'))
        assert isinstance(found, click.Command)
        return found

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["LỆNH …"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                rows.append((name, command.get_short_help_str(90)))
        with formatter.section("Các lệnh"):
            formatter.write_dl(rows)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            wrong = args[0]
            near = difflib.get_close_matches(wrong, self.list_commands(ctx), 1, 0.5)
            hint = f"Có phải là «{near[0]}»?" if near else "Gõ «baocao --help» để xem các lệnh."
            raise click.UsageError(f"Không có lệnh «{wrong}». {hint}", ctx) from None


def usage_sentence(error: click.UsageError) -> str:
    """What is wrong with the arguments and how to mend it, by the type of the fault."""
    match error:
        case click.NoSuchOption():
            near = (
                f"Có phải là «{error.possibilities[0]}»?"
                if error.possibilities
                else "Xem các tùy chọn ở --help."
            )
            return f"Không có tùy chọn «{error.option_name}». {near}"
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else "tham số"
            return f"Thiếu {name}. Ví dụ: baocao soan data/"
        case click.BadOptionUsage():
            return f"Tùy chọn «{error.option_name}» dùng chưa đúng: cần một giá trị đi kèm, hoặc không nhận giá trị."
        case click.BadParameter():
            name = error.param.human_readable_name if error.param else "tham số"
            if isinstance(error.param, click.Option):
                name = max(error.param.opts, key=len)  # as it is typed, not as the code calls it
            return f"Giá trị của {name} không dùng được. Xem cách viết ở --help."
        case click.BadArgumentUsage():
            return "Tham số thừa hoặc thiếu. Xem cách viết ở --help."
    message = error.format_message()
    return message if not message.isascii() else "Lệnh viết chưa đúng. Xem cách viết ở --help."


def run(group: Group, args: Sequence[str] | None) -> int:
    """Run the command line; faults of usage are said in Vietnamese and give 2."""
    try:
        result = group.main(
            args=list(args) if args is not None else None, prog_name='baocao', standalone_mode=False
        )
        return int(result) if isinstance(result, int) else 0
    except click.UsageError as error:
        click.echo(f"Lỗi: {usage_sentence(error)}", err=True)
        if error.ctx is not None:
            click.echo(f"Gõ «{error.ctx.command_path} --help» để xem hướng dẫn.", err=True)
        return 2
