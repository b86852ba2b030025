"""`baocao mau-van-ban`: lists, copies and checks Word templates."""

from __future__ import annotations

from pathlib import Path

import click

from baocao.cli.words import Command
from baocao.errors import BaoCaoError, ExitCode, Finding
from baocao.mau import FRAGMENT, NAMES, OWN, built_in, check, copy, own_files
from baocao.output import exit_code as disk_code
from baocao.report import (
    built_in_record,
    built_in_text,
    checked_record,
    checked_text,
    copied_record,
    copied_text,
    finding_text,
    to_json,
)
from baocao.rows import finding_record


@click.command(
    cls=Command, name='mau-van-ban', short_help="Xem, chép và kiểm tra mẫu Word dùng để soạn văn bản."
)
@click.argument('paths', nargs=-1, metavar="[TỆP_HOẶC_THƯ_MỤC…]")
@click.option(
    '--chep',
    'folder',
    metavar="THƯ_MỤC",
    help="Chép các mẫu có sẵn vào thư mục này để sửa thành mẫu của cơ quan; không ghi đè tệp nào.",
)
@click.option(
    '--kiem-tra',
    'checking',
    is_flag=True,
    help="Kiểm tra các tệp mẫu, hoặc mọi mẫu trong thư mục: tên viết sai, thẻ hỏng, phần còn thiếu.",
)
@click.option('--json', 'as_json', is_flag=True, help="In kết quả dạng JSON, mỗi mẫu một dòng.")
def mau_van_ban(paths: tuple[str, ...], folder: str | None, checking: bool, as_json: bool) -> int:
    """Xem các mẫu Word: mẫu có sẵn, và mẫu của cơ quan trong thư mục dữ liệu được nêu.

    Mẫu của cơ quan đặt trong thư mục mau, cạnh thư mục co-quan, và mang đúng tên mẫu có sẵn.
    """
    if folder is not None and (checking or paths):
        raise click.UsageError("--chep chỉ đi với một thư mục, ví dụ: baocao mau-van-ban --chep data/mau")
    if folder is not None:
        return _copy(folder, as_json)
    if checking:
        if not paths:
            raise click.UsageError(
                "Thiếu tệp mẫu cần kiểm tra. Ví dụ: baocao mau-van-ban --kiem-tra data/mau"
            )
        return _check(paths, as_json)
    return _list(paths, as_json)


def _list(paths: tuple[str, ...], as_json: bool) -> int:
    missing = [p for p in paths if not Path(p).is_dir()]
    if missing:
        raise click.UsageError(f"«{missing[0]}» không phải là một thư mục.")
    rows = built_in()
    if as_json:
        for row in rows:
            click.echo(to_json(built_in_record(row)))
        for path in paths:
            click.echo(to_json({'folder': path, 'own': [str(p) for p in own_files(Path(path))]}))
        return ExitCode.GOOD
    click.echo("Mẫu có sẵn:")
    for row in rows:
        click.echo(built_in_text(row))
    for path in paths:
        own = own_files(Path(path))
        click.echo(f"Mẫu của cơ quan trong {path}:" + ("" if own else " chưa có"))
        for file in own:
            click.echo(f"  {file}" + ("" if file.name in NAMES else " (tên tệp không phải tên của mẫu nào)"))
    click.echo(
        f"Muốn có mẫu riêng: baocao mau-van-ban --chep data/{OWN}\n"
        f"Kiểm tra mẫu riêng:  baocao mau-van-ban --kiem-tra data/{OWN}"
    )
    return ExitCode.GOOD


def _copy(folder: str, as_json: bool) -> int:
    kept: list[Finding] = []
    try:
        for row in copy(Path(folder)):
            kept += [row.kept] if row.kept else []
            click.echo(to_json(copied_record(row)) if as_json else copied_text(row))
    except BaoCaoError as error:
        for finding in error.findings:
            click.echo(
                to_json(finding_record(finding)) if as_json else finding_text(finding), err=not as_json
            )
        return disk_code(error.findings) or ExitCode.FINDINGS
    if not as_json:
        for finding in kept:
            click.echo(finding_text(finding), err=True)
        click.echo(_next(Path(folder)))
    return disk_code(kept) or ExitCode.GOOD


def _next(folder: Path) -> str:
    """What to do with the copies."""
    using = (
        "3. Soạn như thường lệ: mẫu trong thư mục mau cạnh thư mục co-quan được dùng luôn."
        if folder.name == OWN
        else f"3. Soạn bằng mẫu đó: baocao soan data/ --mau {folder}"
    )
    return (
        "Việc cần làm tiếp:\n"
        f"1. Mở tệp bằng Word, đổi phông, cỡ chữ, thêm dòng, biểu trưng; giữ nguyên các thẻ trong {{{{ }}}} và {{% %}}. "
        f"Chữ và kiểu của từng loại đoạn ở {FRAGMENT}. Tệp nào không sửa thì xóa đi.\n"
        f"2. Kiểm tra: baocao mau-van-ban --kiem-tra {folder}\n"
        f"{using}"
    )


def _check(paths: tuple[str, ...], as_json: bool) -> int:
    rows = []
    for row in check(paths):
        rows.append(row)
        if as_json:
            click.echo(to_json(checked_record(row)))
            continue
        for finding in row.findings:
            click.echo(finding_text(finding))
        click.echo(checked_text(row))
    faulty = any(f.level.is_fault for row in rows for f in row.findings)
    return ExitCode.FINDINGS if faulty else ExitCode.GOOD
