"""How fast documents are made, beside others: `python bench/speed.py`. What each column means stands in bench/README.md.

Options: --quick (three papers, bodies x1 and x10, three rounds), --rounds N, --papers NAME,..., --times 1,10,50,
--parts engine,whole,oneshot,growth, --no-node, --node FOLDER (where `node_modules` lies), --all-kinds (templates of the
others with a branch for every kind of block, as ours have). Instead of the table: --imports (where the start of the command
goes), --profile (where the time of the first paper goes, ours and docxtpl's).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from measuring import engines, growth, oneshot, profiling, whole
from measuring.aims import Notes
from measuring.node import Node, installed
from measuring.papers import NAMES, papers, together
from measuring.peer_templates import TEXT_KINDS
from measuring.table import Table
from measuring.workloads import workloads

HERE = Path(__file__).parent
ONESHOT_PAPERS = ('giấy mời', 'kế hoạch xã', 'quyết định tỉnh')
QUICK_PAPERS = ('giấy mời', 'kế hoạch xã', 'quyết định tỉnh')


def main(arguments: list[str]) -> None:
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as folder:
        if options.imports:
            oneshot.imports(papers(options.papers[:1], [1], Path(folder))[0].path, Path(folder))
            return
        if options.profile:
            [work] = workloads(papers(options.papers[:1], options.times[-1:], Path(folder)), Path(folder))
            profiling.print_profile(work)
            return
        notes = Notes()
        for name in options.parts:
            PARTS[name](options, Path(folder, name), notes)
        notes.print()


def _engine(options: argparse.Namespace, folder: Path, notes: Notes) -> None:
    peers = installed(options.node) if not options.no_node else ()
    print("Node: " + (', '.join(peers) or "not measured (no Node, or its libraries are not installed)"))
    table = Table("Engine alone: mapping to .docx in memory", engines.columns())
    found = workloads(papers(options.papers, options.times, folder), folder, options.kinds)
    with Node(options.node) if peers else nullcontext() as node:
        for work in found:
            engines.row(work, engines.measure(work, options.rounds, node, peers), table, notes)


def _whole(options: argparse.Namespace, folder: Path, notes: Notes) -> None:
    table = Table("Files to a checked document with controls, in one process", whole.COLUMNS)
    for work in workloads(papers(options.papers, options.times, folder), folder, options.kinds):
        whole.row(work, whole.measure(work, options.rounds), table, notes)
    office = tuple(workloads(together(options.papers, folder / 'together'), folder, options.kinds))
    whole.office_row(whole.measure_office(office, options.rounds), table, notes)


def _oneshot(options: argparse.Namespace, folder: Path, notes: Notes) -> None:
    table = Table("One command for one paper", oneshot.COLUMNS)
    names = [name for name in ONESHOT_PAPERS if name in options.papers]
    for work in workloads(papers(names, [1], folder), folder):
        oneshot.row(work, oneshot.measure(work, options.rounds, folder), table, notes)


def _growth(options: argparse.Namespace, folder: Path, notes: Notes) -> None:
    table = Table(f"A body x{max(options.times)} beside a body x1", growth.columns())
    for name in options.papers:
        works = workloads(papers([name], options.times, folder / name), folder)
        growth.row({work.paper.times: work for work in works}, options.rounds, table, notes)


PARTS: dict[str, Callable[[argparse.Namespace, Path, Notes], None]] = {
    'engine': _engine,
    'whole': _whole,
    'oneshot': _oneshot,
    'growth': _growth,
}


def _options(arguments: list[str]) -> argparse.Namespace:
    def listed(text: str) -> list[str]:
        return text.split(',')

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument('--quick', action='store_true')
    parser.add_argument('--rounds', type=int)
    parser.add_argument('--papers', type=listed)
    parser.add_argument('--times', type=listed)
    parser.add_argument('--parts', type=listed, default=list(PARTS))
    parser.add_argument('--no-node', action='store_true')
    parser.add_argument('--node', type=Path, default=HERE)
    parser.add_argument('--all-kinds', dest='kinds', action='store_const', const=TEXT_KINDS, default=())
    parser.add_argument('--imports', action='store_true')
    parser.add_argument('--profile', action='store_true')
    options = parser.parse_args(arguments)
    unknown = {*(options.papers or ())} - NAMES.keys() | {*options.parts} - PARTS.keys()
    if unknown:
        parser.error(f'{", ".join(sorted(unknown))}: known are {", ".join((*NAMES, *PARTS))}')
    options.papers = options.papers or list(QUICK_PAPERS if options.quick else NAMES)
    options.times = [int(n) for n in options.times or (('1', '10') if options.quick else ('1', '10', '50'))]
    options.rounds = options.rounds or (3 if options.quick else 7)
    return options


if __name__ == '__main__':
    main(sys.argv[1:])
