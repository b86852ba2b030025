"""`baocao ra-soat`: looks through data without drafting; mends YAML traps on request."""

from __future__ import annotations

import click

from baocao.cli.words import Command
from baocao.errors import ExitCode, Finding
from baocao.pipeline import check_all, mend_all
from baocao.report import finding_record, finding_text, to_json


@click.command(cls=Command, name='ra-soat', short_help="Kiểm tra tệp dữ liệu mà không soạn văn bản.")
@click.argument('paths', nargs=-1, required=True, metavar="TỆP_HOẶC_THƯ_MỤC…")
@click.option(
    '--chua-yaml',
    is_flag=True,
    help="Chữa các lỗi gõ YAML chữa được ngay trong tệp; bản trước khi chữa được giữ lại.",
)
@click.option('--json', 'as_json', is_flag=True, help="In kết quả dạng JSON, mỗi phát hiện một dòng.")
def ra_soat(paths: tuple[str, ...], chua_yaml: bool, as_json: bool) -> int:
    """Kiểm tra tệp văn bản, tệp số liệu và hồ sơ cơ quan.

    Mọi lỗi của một tệp được nêu một lần, kèm dòng, cột và cách sửa.
    """
    found: list[Finding] = []
    if chua_yaml:
        found += _mend(paths, as_json)
    count = 0
    for _, findings in check_all(paths):
        count += 1
        found += findings
        for finding in findings:
            click.echo(to_json(finding_record(finding)) if as_json else finding_text(finding))
    faults = sum(1 for f in found if f.level.is_fault)
    if not as_json:
        doubts = len(found) - faults
        tail = f", {doubts} cảnh báo" if doubts else ""
        click.echo(f"Tổng kết: đã rà soát {count} tệp, {faults or 'không có'} lỗi{tail}.")
    return ExitCode.FINDINGS if faults else ExitCode.GOOD


def _mend(paths: tuple[str, ...], as_json: bool) -> list[Finding]:
    failed: list[Finding] = []
    for path, copy, changes, findings in mend_all(paths):
        failed += findings
        for finding in findings:
            click.echo(to_json(finding_record(finding)) if as_json else finding_text(finding))
        if not changes or as_json:
            continue
        click.echo(f"Đã chữa {len(changes)} chỗ trong {path}; bản trước khi chữa: {copy}")
        for change in changes:
            click.echo(f"  dòng {change.line}: {change.before.strip()}")
            click.echo(f"       thành: {change.after.strip()}")
    return failed
