"""`baocao luoc-do`: the JSON Schema that lets an editor suggest and check what a clerk types."""

from __future__ import annotations

from pathlib import Path

import click

from baocao.cli.words import Command
from baocao.errors import BaoCaoError, ExitCode
from baocao.output import exit_code as disk_code
from baocao.report import finding_text
from baocao.schema import write

#: the usual folder of the data, where the samples look for the schema
DATA = Path('data')
NAME = 'luoc-do.json'


@click.command(
    cls=Command, name='luoc-do', short_help="Viết lược đồ để trình soạn thảo gợi ý và kiểm tra khi gõ."
)
@click.option(
    '-o', 'file', metavar="TỆP", help="Tệp nhận lược đồ (mặc định: data/luoc-do.json, hoặc luoc-do.json)."
)
def luoc_do(file: str | None) -> int:
    """Viết lược đồ JSON của các tệp dữ liệu.

    VS Code cùng phần mở rộng YAML đọc lược đồ này để gợi ý tên dòng, giải thích và báo lỗi ngay khi gõ.
    """
    path = Path(file) if file else (DATA / NAME if DATA.is_dir() else Path(NAME))
    try:
        changed = write(path)
    except BaoCaoError as error:
        for finding in error.findings:
            click.echo(finding_text(finding), err=True)
        return disk_code(error.findings) or ExitCode.FINDINGS
    click.echo(f"{'Đã viết' if changed else 'Không đổi'}: {path}")
    click.echo(f"Dòng đầu của tệp dữ liệu cạnh nó ghi: # yaml-language-server: $schema={path.name}")
    return ExitCode.GOOD
