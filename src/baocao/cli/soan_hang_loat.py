"""`baocao soan-hang-loat`: all papers of folders and batch files in one run."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from baocao.batch import Batch, Options
from baocao.cli import options
from baocao.cli.progress import Progress
from baocao.cli.words import Command
from baocao.errors import BaoCaoError, ExitCode
from baocao.executors import Executor, Processes, Serial, processes_worth
from baocao.output import exit_code as disk_code
from baocao.output import exit_code_of
from baocao.report import batch_text, finding_text, to_json
from baocao.rows import Across, Row, RowStatus, Tally, finding_record
from baocao.rows import to_json as row_json

#: papers whose drafts of an earlier run are looked at by child processes, and the seconds for some of them
_THOUSANDS, _LOOKING = 1000, 120.0


@click.command(
    cls=Command, name='soan-hang-loat', short_help="Soạn hàng trăm văn bản một lượt, không sót, không ghi đè."
)
@click.argument('paths', nargs=-1, required=True, metavar="TỆP_ĐỢT_HOẶC_THƯ_MỤC…")
@options.out
@options.mau
@click.option(
    '--soan-lai', 'again', is_flag=True, help="Soạn lại cả những văn bản mà dữ liệu và mẫu không đổi."
)
@click.option(
    '--thay-the',
    'replace_edited',
    is_flag=True,
    help="Thay cả bản đã có người sửa bằng bản mới; bản của người sửa được chép vào out/.baocao/luu trước.",
)
@options.comment
@options.nen
@click.option(
    '--tien-trinh',
    'count',
    type=click.IntRange(0, 256),
    metavar="SỐ",
    help="Số tiến trình cùng soạn (mặc định: theo số nhân của máy và số văn bản); 0 là soạn lần lượt.",
)
@click.option(
    '--gioi-han',
    'limit',
    type=click.FloatRange(1, 3600),
    default=15.0,
    metavar="GIÂY",
    help="Thời gian nhiều nhất cho một văn bản (mặc định: 15); quá thì bỏ riêng văn bản đó.",
)
@click.option(
    '--cum',
    'cluster',
    metavar="ĐỊA_CHỈ",
    help="Soạn trên cụm máy Dask, ví dụ: tcp://10.0.0.5:8786; cần: pip install baocao[cum].",
)
@click.option(
    '--gui-du-lieu',
    'carry',
    is_flag=True,
    help="Chỉ đi với --cum: gửi dữ liệu sang các máy trong cụm, khi các máy không có thư mục dùng chung.",
)
@click.option('--json', 'as_json', is_flag=True, help="In kết quả dạng JSON, mỗi văn bản một dòng.")
def soan_hang_loat(
    paths: tuple[str, ...],
    out: str,
    mau: str | None,
    again: bool,
    replace_edited: bool,
    comment: bool,
    nen: str,
    count: int | None,
    limit: float,
    cluster: str | None,
    carry: bool,
    as_json: bool,
) -> int:
    """Soạn mọi văn bản của thư mục, hoặc của tệp đợt: một văn bản cho từng đơn vị, từng kỳ.

    Văn bản hỏng không làm dừng các văn bản khác. Văn bản không đổi được bỏ qua, bản đã có người sửa được giữ nguyên.
    Lần chạy bị ngắt thì chạy lại lệnh cũ để làm tiếp. Kết quả: out/ket-qua.html và out/ket-qua.jsonl.
    """
    if cluster is not None and count is not None:
        raise click.UsageError("--cum và --tien-trinh không dùng cùng nhau.")
    if carry and cluster is None:
        raise click.UsageError("--gui-du-lieu chỉ dùng cùng --cum.")
    options.deflater(nen)
    asked = Options(mau, comment, nen, again, replace_edited, carry)
    try:
        with Batch(paths, Path(out), asked) as batch:
            across = _run(batch, count, limit, cluster, as_json)
            page = batch.tell(across, "Kết quả soạn hàng loạt")
            if not as_json:
                click.echo(batch_text(batch.tally, page), nl=False)
            return outcome(batch.tally)
    except BaoCaoError as error:
        for finding in error.findings:
            click.echo(
                to_json(finding_record(finding)) if as_json else finding_text(finding), err=not as_json
            )
        return disk_code(error.findings) or ExitCode.FINDINGS


def _run(
    batch: Batch, count: int | None, limit: float, cluster: str | None, as_json: bool
) -> tuple[Across, ...]:
    """Make all papers, telling each as it is done; what disagrees between them."""
    with Progress(batch.total, sys.stderr) as progress:
        for row in batch.unchanged(_looker(batch.total, count)):
            progress.skip()
            _show(row, as_json)
        if waiting := batch.waiting:
            for row in batch.made(_executor(len(waiting), count, limit, cluster)):
                progress.step()
                _show(row, as_json)
    across = tuple(batch.across())
    for one in across:
        _show(one, as_json)
    return across


def _show(row: Row | Across, as_json: bool) -> None:
    if as_json:
        click.echo(row_json(row))


def _looker(papers: int, count: int | None) -> Executor:
    """Who looks at what an earlier run left: child processes for thousands of papers, else this process."""
    if papers < _THOUSANDS or count == 0:
        return Serial()
    return Processes(count or processes_worth(papers), _LOOKING)


def _executor(jobs: int, count: int | None, limit: float, cluster: str | None) -> Executor:
    """Who does the work: a cluster, this process by itself, or child processes.

    Raises BaoCaoError where the cluster cannot be had.
    """
    if cluster is not None:
        from baocao.executors.dask import Dask  # an extra, and slow to load

        return Dask(cluster, limit=limit)
    if count == 0:
        return Serial()
    return Processes(count or processes_worth(jobs), limit)


def outcome(tally: Tally) -> ExitCode:
    """The exit code of a batch: a disk fault, then faults of the data, then an edited draft left alone."""
    asked = exit_code_of(tally.by_code.keys())
    if asked is ExitCode.DISK:
        return asked
    if tally.by_status.get(RowStatus.HONG) or tally.faults:
        return ExitCode.FINDINGS
    return asked or ExitCode.GOOD
