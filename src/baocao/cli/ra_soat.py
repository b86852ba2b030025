"""`baocao ra-soat`: looks through data without drafting; mends YAML traps on request."""

from __future__ import annotations

import click

from baocao.cli.words import Command
from baocao.errors import BaoCaoError, ExitCode, Finding, Level
from baocao.pipeline import mend_all
from baocao.report import finding_text, to_json
from baocao.rows import finding_record
from baocao.survey import Looked, survey


@click.command(cls=Command, name='ra-soat', short_help="Kiểm tra dữ liệu và đối chiếu số liệu trong văn bản.")
@click.argument('paths', nargs=-1, required=True, metavar="TỆP_HOẶC_THƯ_MỤC…")
@click.option(
    '--chua-yaml',
    is_flag=True,
    help="Chữa các lỗi gõ YAML chữa được ngay trong tệp; bản trước khi chữa được giữ lại.",
)
@click.option('--mau', metavar="TỆP_HOẶC_THƯ_MỤC", help="Rà soát cả việc in bằng mẫu Word này của cơ quan.")
@click.option('--goi-y', 'hints', is_flag=True, help="Nêu cả những chỗ chỉ chưa đều về cách viết số.")
@click.option(
    '--nhan-xet',
    'comment',
    is_flag=True,
    help="Ghi các phát hiện thành nhận xét Word vào một bản sao cạnh tệp .docx; bản gốc không đổi.",
)
@click.option('--json', 'as_json', is_flag=True, help="In kết quả dạng JSON, mỗi phát hiện một dòng.")
def ra_soat(
    paths: tuple[str, ...], chua_yaml: bool, mau: str | None, hints: bool, comment: bool, as_json: bool
) -> int:
    """Kiểm tra tệp dữ liệu, và đối chiếu số liệu trong mọi văn bản: YAML, Word (.docx, .doc), tệp chữ (.txt).

    Thư mục được đọc cả thư mục con; các văn bản trong cùng một thư mục còn được đối chiếu với nhau.
    Mọi lỗi của một tệp được nêu một lần, kèm chỗ có lỗi và cách sửa.
    """
    found: list[Finding] = []
    if chua_yaml:
        found += _mend(paths, as_json)
    names: set[str] = set()
    try:
        for looked in survey(paths, mau, hints, comment):
            names |= set() if looked.is_folder else {looked.name}
            found += _show(looked.findings, as_json)
            if looked.copy is not None:
                _show_copy(looked, as_json)
    except BaoCaoError as error:
        found += _show(error.findings, as_json)
    faults = sum(1 for f in found if f.level.is_fault)
    if not as_json:
        counts = [
            (sum(1 for f in found if f.level is level), level.value)
            for level in (Level.CANH_BAO, Level.GOI_Y)
        ]
        tail = ''.join(f", {count} {word}" for count, word in counts if count)
        click.echo(f"Tổng kết: đã rà soát {len(names)} tệp, {faults or 'không có'} lỗi{tail}.")
    return ExitCode.FINDINGS if faults else ExitCode.GOOD


def _show(findings: tuple[Finding, ...], as_json: bool) -> tuple[Finding, ...]:
    for finding in findings:
        click.echo(to_json(finding_record(finding)) if as_json else finding_text(finding))
    return findings


def _show_copy(looked: Looked, as_json: bool) -> None:
    record: dict[str, object] = {'file': looked.name, 'copy': str(looked.copy)}
    click.echo(to_json(record) if as_json else f"Bản kèm nhận xét: {looked.copy}")


def _mend(paths: tuple[str, ...], as_json: bool) -> list[Finding]:
    failed: list[Finding] = []
    for path, copy, changes, findings in mend_all(paths):
        failed += _show(findings, as_json)
        if not changes or as_json:
            continue
        click.echo(f"Đã chữa {len(changes)} chỗ trong {path}; bản trước khi chữa: {copy}")
        for change in changes:
            click.echo(f"  dòng {change.line}: {change.before.strip()}")
            click.echo(f"       thành: {change.after.strip()}")
    return failed
