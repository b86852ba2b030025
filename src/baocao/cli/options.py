"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from baocao.container import DEFLATERS, Deflater

F = TypeVar('F', bound=Callable[..., Any])


def out(command: F) -> F:
    """`-o`: the folder for the documents."""
    return click.option(
        '-o',
        'out',
        default='out',
        show_default=False,
        metavar="THƯ_MỤC",
        help="Thư mục nhận văn bản (mặc định: out).",
    )(command)


def mau(command: F) -> F:
    """`--mau`: templates of the office's own."""
    return click.option(
        '--mau',
        metavar="TỆP_HOẶC_THƯ_MỤC",
        help="Soạn bằng mẫu Word của cơ quan (không ghi thì dùng thư mục mau cạnh co-quan, nếu có).",
    )(command)


def comment(command: F) -> F:
    """`--nhan-xet`: what disagrees, as comments in the drafts."""
    return click.option(
        '--nhan-xet',
        'comment',
        is_flag=True,
        help="Ghi các chỗ số liệu mâu thuẫn thành nhận xét Word ngay trong bản dự thảo.",
    )(command)


def nen(command: F) -> F:
    """`--nen`: the way to deflate."""
    return click.option(
        '--nen',
        type=click.Choice(tuple(DEFLATERS)),
        default=next(iter(DEFLATERS)),
        show_choices=False,
        metavar="CÁCH_NÉN",
        help="Cách nén tệp: chuan (mặc định), nhanh (tệp bằng cỡ), rat-nhanh (tệp lớn hơn một ít). "
        "Hai cách sau cần cài thêm: pip install baocao[nhanh].",
    )(command)


def deflater(name: str) -> Deflater:
    """The deflater of a name that `--nen` takes; a fault of usage where its library is not installed."""
    try:
        return DEFLATERS[name]()
    except ImportError:
        raise click.UsageError(
            f"Chưa cài thư viện cho --nen {name}. Cài bằng lệnh: pip install baocao[nhanh]"
        ) from None
