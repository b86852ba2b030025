"""How fast documents are made, beside others: `python bench/speed.py`. What each column means stands in bench/README.md.

Options: --quick (three papers, bodies x1 and x10, three rounds), --rounds N, --papers NAME,..., --times 1,10,50,
--parts engine,whole,oneshot,memory, --no-node, --node FOLDER (where `node_modules` lies), --imports (where the start
of the command goes, instead of the table).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from measuring import engines, memory, oneshot, whole
from measuring.node import Node, installed
from measuring.papers import NAMES, papers
from measuring.table import Table
from measuring.workloads import workloads

HERE = Path(__file__).parent
PARTS = ('engine', 'whole', 'oneshot', 'memory')
ONESHOT_PAPERS = ('giấy mời', 'kế hoạch xã', 'quyết định tỉnh')
QUICK_PAPERS = ('giấy mời', 'kế hoạch xã', 'quyết định tỉnh')


def main(arguments: list[str]) -> None:
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as folder:
        if options.imports:
            oneshot.imports(papers(options.papers[:1], [1], Path(folder))[0].path, Path(folder))
            return
        if 'engine' in options.parts:
            _engine(options, Path(folder, 'engine'))
        if 'whole' in options.parts:
            _whole(options, Path(folder, 'whole'))
        if 'oneshot' in options.parts:
            _oneshot(options, Path(folder, 'oneshot'))
        if 'memory' in options.parts:
            _memory(options, Path(folder, 'memory'))


def _engine(options: argparse.Namespace, folder: Path) -> None:
    peers = installed(options.node) if not options.no_node else ()
    print("Node: " + (', '.join(peers) or "not measured (no Node, or its libraries are not installed)"))
    if not engines.is_there():
        print("The engine (baocao.word.engine) is not there: its columns stay empty.")
    table = Table("Engine alone: mapping to .docx in memory", engines.columns())
    growing: dict[str, dict[int, float]] = {}
    found = papers(options.papers, options.times, folder)
    with Node(options.node) if peers else nullcontext() as node:
        for work in workloads(found, folder):
            measured = engines.measure(work, options.rounds, node, peers)
            engines.row(work, measured, table, growing.setdefault(work.paper.name, {}))


def _whole(options: argparse.Namespace, folder: Path) -> None:
    table = Table("Files to a checked document with controls, in one process", whole.COLUMNS)
    growing: dict[str, dict[int, float]] = {}
    for work in workloads(papers(options.papers, options.times, folder), folder):
        measured = whole.measure(work, options.rounds)
        whole.row(work, measured, table, growing.setdefault(work.paper.name, {}))


def _oneshot(options: argparse.Namespace, folder: Path) -> None:
    table = Table("One command for one paper", oneshot.COLUMNS)
    for work in workloads(papers([n for n in ONESHOT_PAPERS if n in options.papers], [1], folder), folder):
        oneshot.row(work, oneshot.measure(work, options.rounds, folder), table)


def _memory(options: argparse.Namespace, folder: Path) -> None:
    kinds = (*memory.OTHERS, *(engines.usable_deflaters() if engines.is_there() else ()))
    most = max(options.times)
    table = Table(f"Memory: peak with a body x{most} less peak with a body x1", memory.columns(kinds))
    works = {w.label: w for w in workloads(papers(options.papers, sorted({1, most}), folder), folder)}
    for name in options.papers:
        memory.row(works[f'{name} x1'], works[f'{name} x{most}'], kinds, table)


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
    parser.add_argument('--parts', type=listed, default=PARTS)
    parser.add_argument('--no-node', action='store_true')
    parser.add_argument('--node', type=Path, default=HERE)
    parser.add_argument('--imports', action='store_true')
    options = parser.parse_args(arguments)
    options.papers = options.papers or list(QUICK_PAPERS if options.quick else NAMES)
    options.times = [int(n) for n in options.times or (('1', '10') if options.quick else ('1', '10', '50'))]
    options.rounds = options.rounds or (3 if options.quick else 7)
    return options


if __name__ == '__main__':
    main(sys.argv[1:])
