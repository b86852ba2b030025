"""The papers that are measured: the samples of `data/`, as they are and with their bodies repeated.

`enlarged` repeats the body in the text of the YAML: the items of the outline, the Điều, the paragraphs of a text
without outline. What is named once in a paper (`ma`, notes) gets a name of its own in each copy, and what refers to
it inside the copy follows. The figures, the head and the signature stay as they are.
"""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from itertools import product
from pathlib import Path, PurePosixPath

import yaml

from baocao.workspace import Workspace, open_paths

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / 'tests'))

from samples import PAPERS  # noqa: E402

#: short names for the table, the smallest paper first
NAMES = {
    'giấy mời': 'xa-tinh-khe-2026.giay-moi-hoi-nghi-trien-khai',
    'tờ trình': 'xa-tinh-khe-2026.to-trinh-trang-bi-may-tinh',
    'công văn': 'xa-tinh-khe-2026.cong-van-dang-ky-tap-huan',
    'quy chế': 'xa-tinh-khe-2026.quyet-dinh-quy-che-to-cong-nghe-so',
    'báo cáo 9 tháng': 'tp-quang-ngai-2023.bao-cao-9-thang',
    'kế hoạch xã': 'xa-tinh-khe-2026.ke-hoach-dich-vu-cong-truc-tuyen',
    'kế hoạch': 'tp-tra-vinh-2023.ke-hoach-phat-trien-kinh-te-xa-hoi',
    'chỉ thị': 'tp-hai-phong-2023.chi-thi-nhiem-vu-giai-phap',
    'kiểm điểm': 'tp-quang-ngai-2023.bao-cao-kiem-diem',
    'quyết định': 'tp-quang-ngai-2023.quyet-dinh-nhiem-vu-giai-phap',
    'quyết định tỉnh': 'tinh-quang-ngai-2024.quyet-dinh-nhiem-vu-giai-phap',
}
#: the keys whose values are the body of a paper
_BODY = ('noi_dung', 'luu_y', 'bo_cuc', 'dieu')
_MADE = re.compile(r'^( *(?:- )?ma: *)([\w-]+) *$', re.MULTILINE)
_NOTE = re.compile(r'\[\^([\w-]+)\]')


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in an office folder: its name in the table, how many times its body stands in it, its files."""

    name: str
    times: int
    workspace: Workspace
    place: PurePosixPath

    @property
    def label(self) -> str:
        return f'{self.name} x{self.times}'

    @property
    def path(self) -> Path:
        return self.workspace.root / self.place


def papers(names: list[str], times: list[int], folder: Path) -> list[Paper]:
    """The papers of these names, each as many times enlarged, each in an office of its own under a folder, where the
    other papers are as they are."""
    found = []
    for name, n in product(sorted(names, key=list(NAMES).index), times):
        _, place = PAPERS[NAMES[name]]
        path = office(folder / f'{name} x{n}') / place
        path.write_text(enlarged(path.read_text(encoding='utf-8'), n), encoding='utf-8')
        [(workspace, paper)] = open_paths((str(path),)).papers
        found.append(Paper(name, n, workspace, paper))
    return found


def office(folder: Path) -> Path:
    """A copy of the samples under a folder."""
    shutil.copytree(ROOT / 'data', folder / 'data', ignore=shutil.ignore_patterns('*.json'))
    return folder / 'data'


def together(names: list[str], folder: Path) -> list[Paper]:
    """The papers of these names as they are, in one office."""
    data = office(folder)
    found = []
    for name in names:
        [(workspace, paper)] = open_paths((str(data / PAPERS[NAMES[name]][1]),)).papers
        found.append(Paper(name, 1, workspace, paper))
    return found


def enlarged(text: str, times: int) -> str:
    """The text of a paper's file with its body repeated."""
    root = yaml.compose(text, yaml.CSafeLoader)
    assert root is not None
    spots = sorted(_bodies(root, text), reverse=True)
    named = {m[2] for start, end in spots for m in _MADE.finditer(text[start:end])}
    notes = {m[1] for start, end in spots for m in _NOTE.finditer(text[start:end])}
    if 'chu_thich' in (values := dict(_pairs(root))):
        spots.append(_lines(values['chu_thich'], text))
    for start, end in sorted(spots, reverse=True):
        copies = [_renamed(text[start:end], named, notes, n) for n in range(times)]
        text = text[:start] + '\n'.join(copies) + text[end:]
    return text


def _bodies(root: yaml.Node, text: str) -> list[tuple[int, int]]:
    found = []
    for key, value in _pairs(root):
        if key in _BODY:
            found.append(_lines(value, text))
        elif key == 'van_ban_kem_theo':
            found += _bodies(value, text)
    return found


def _pairs(root: yaml.Node) -> list[tuple[str, yaml.Node]]:
    return [(key.value, value) for key, value in root.value]


def _lines(node: yaml.Node, text: str) -> tuple[int, int]:
    """The whole lines of a value that begins on a line of its own, or after a `|` the line before."""
    begin = node.start_mark.index
    start = (
        text.index('\n', begin) + 1 if isinstance(node, yaml.ScalarNode) else text.rindex('\n', 0, begin) + 1
    )
    return start, start + len(text[start : node.end_mark.index].rstrip()) + 1


def _renamed(body: str, named: set[str], notes: set[str], number: int) -> str:
    """A copy of the body whose own names end in its number; the first keeps them."""
    if not number:
        return body
    for name in named:
        body = re.sub(rf'(ma: *|\$\{{(?:muc|dieu)\.){name}\b', rf'\g<0>_{number}', body)
    for key in notes:
        body = re.sub(rf'(\[\^|^ +){key}(?=\]|:)', rf'\g<0>-{number}', body, flags=re.MULTILINE)
    return body
