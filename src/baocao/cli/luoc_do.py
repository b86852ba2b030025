"""`baocao luoc-do`: the JSON Schema that lets an editor suggest and check what a clerk types."""

from __future__ import annotations

from pathlib import Path

import click

from baocao.cli.words import Command
from baocao.errors import BaoCaoError, ExitCode
from baocao.output import exit_code as disk_code
from baocao.report import finding_text
from baocao.schema import write
from baocao.workspace import AGENCIES

#: the usual folder of the data, and the name under which its files look for the schema
DATA = 'data'
NAME = 'luoc-do.json'


@click.command(
    cls=Command, name='luoc-do', short_help="Viết lược đồ để trình soạn thảo gợi ý và kiểm tra khi gõ."
)
@click.option(
    '-o', 'file', metavar="TỆP", help="Tệp nhận lược đồ (mặc định: luoc-do.json trong thư mục dữ liệu)."
)
def luoc_do(file: str | None) -> int:
    """Viết lược đồ JSON của các tệp dữ liệu.

    VS Code cùng phần mở rộng YAML (Red Hat) đọc lược đồ này để gợi ý tên dòng, giải thích và báo lỗi ngay khi gõ.
    """
    path = Path(file) if file else _data_folder() / NAME
    if path.is_dir():
        path = path / NAME
    try:
        changed = write(path)
    except BaoCaoError as error:
        for finding in error.findings:
            click.echo(finding_text(finding), err=True)
        return disk_code(error.findings) or ExitCode.FINDINGS
    click.echo(f"{'Đã viết' if changed else 'Không đổi'}: {path}")
    click.echo(
        "Cách dùng: cài phần mở rộng YAML (Red Hat) của VS Code, rồi ghi dòng đầu của mỗi tệp dữ liệu:\n"
        f"  # yaml-language-server: $schema={path.name}      tệp cạnh lược đồ\n"
        f"  # yaml-language-server: $schema=../{path.name}   tệp trong thư mục con"
    )
    return ExitCode.GOOD


def _data_folder() -> Path:
    """`data` where it is there, else the nearest folder that holds the agencies, else where the clerk stands."""
    if Path(DATA).is_dir():
        return Path(DATA)
    here = Path.cwd()
    found = next((folder for folder in (here, *here.parents) if (folder / AGENCIES).is_dir()), here)
    return Path() if found == here else found
