"""`baocao soan`: papers of files and folders, drafted into the output folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from baocao.cli import options
from baocao.cli.words import Command
from baocao.container import Deflater
from baocao.errors import BaoCaoError, ExitCode
from baocao.output import exit_code as disk_code
from baocao.pipeline import Drafted, Signing, draft_all
from baocao.report import drafted_json, drafted_text, finding_text, summary_text, to_json
from baocao.rows import finding_record
from baocao.vietnamese import BadDate, parse_date


@click.command(cls=Command, short_help="Soạn văn bản từ tệp hoặc thư mục dữ liệu.")
@click.argument('paths', nargs=-1, required=True, metavar="TỆP_HOẶC_THƯ_MỤC…")
@options.out
@options.mau
@click.option(
    '--trinh-ky',
    is_flag=True,
    help="Soạn bản sạch để trình ký, nằm cạnh bản dự thảo; bị từ chối khi văn bản còn lỗi.",
)
@click.option(
    '--so', 'number', metavar="SỐ", help="Số văn bản, ghi cùng --trinh-ky và --ngay cho một văn bản."
)
@click.option(
    '--ngay', 'day', metavar="NGÀY", help="Ngày ban hành, ví dụ: 05/3/2026; được giữ trong sổ đăng ký."
)
@options.comment
@options.nen
@click.option('--json', 'as_json', is_flag=True, help="In kết quả dạng JSON, mỗi văn bản một dòng.")
def soan(
    paths: tuple[str, ...],
    out: str,
    mau: str | None,
    trinh_ky: bool,
    number: str | None,
    day: str | None,
    comment: bool,
    nen: str,
    as_json: bool,
) -> int:
    """Soạn văn bản Word từ tệp dữ liệu.

    Thư mục được đọc cả thư mục con; tệp số liệu và hồ sơ cơ quan được nhận ra và đọc kèm theo.
    Bản dự thảo đã có người sửa không bao giờ bị ghi đè.
    """
    signing = _signing(paths, trinh_ky, number, day)
    if signing and comment:
        raise click.UsageError("--nhan-xet chỉ dùng cho bản dự thảo, không dùng cùng --trinh-ky.")
    deflater = options.deflater(nen)
    rows: list[Drafted] = []
    try:
        for row in _made(paths, Path(out), mau, signing, comment, deflater):
            rows.append(row)
            _show(row, as_json)
    except BaoCaoError as error:
        for finding in error.findings:
            click.echo(
                to_json(finding_record(finding)) if as_json else finding_text(finding), err=not as_json
            )
        return disk_code(error.findings) or ExitCode.FINDINGS
    if not as_json:
        click.echo(summary_text(rows))
    return outcome(rows)


def _signing(paths: tuple[str, ...], asked: bool, number: str | None, day: str | None) -> Signing | None:
    """What the options ask for; a fault of usage where they do not fit."""
    if number is None and day is None:
        return Signing() if asked else None
    if not asked:
        raise click.UsageError("--so và --ngay chỉ dùng cùng --trinh-ky.")
    if number is None or day is None:
        raise click.UsageError("Ghi cả --so và --ngay, ví dụ: --so 145 --ngay 05/3/2026.")
    if not re.fullmatch(r'0*[1-9][0-9]{0,5}', number):
        raise click.UsageError(f"Số «{number}» không dùng được: chỉ viết số, ví dụ: --so 145.")
    try:
        date = parse_date(day)
    except BadDate as bad:
        raise click.UsageError(f"Ngày «{day}»: {bad.problem} {bad.remedy}") from None
    if date.full is None:
        raise click.UsageError(f"Ngày «{day}» chưa đủ ngày, tháng, năm. Viết đủ, ví dụ: --ngay 05/3/2026.")
    from baocao.issuing import paper_count

    if paper_count(paths) != 1:
        raise click.UsageError("--so và --ngay dùng cho một văn bản: chỉ ghi tên một tệp văn bản.")
    return Signing(int(number), date)


def _made(
    paths: tuple[str, ...],
    out: Path,
    mau: str | None,
    signing: Signing | None,
    comment: bool,
    deflater: Deflater,
) -> Iterator[Drafted]:
    if signing is None:
        return draft_all(paths, out, mau, comment, deflater)
    from baocao.issuing import issue_all

    return issue_all(paths, out, signing, mau, deflater)


def _show(row: Drafted, as_json: bool) -> None:
    if as_json:
        click.echo(drafted_json(row))
        return
    click.echo(drafted_text(row))
    for finding in row.findings:
        click.echo(finding_text(finding), err=True)


def outcome(rows: list[Drafted]) -> ExitCode:
    """The exit code of a run: a disk fault, then faults of the data, then an edited draft left alone."""
    asked = disk_code(f for row in rows for f in row.findings)
    if asked is ExitCode.DISK:
        return asked
    if any(row.saved is None or any(f.level.is_fault for f in row.findings) for row in rows):
        return ExitCode.FINDINGS
    return asked or ExitCode.GOOD
