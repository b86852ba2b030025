"""Figures that are hard to believe are said aloud."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from baocao.loading import check
from baocao.workspace import Workspace


def told(folder: Path, plans: str) -> list[tuple[str, int, int]]:
    """Code, line and column of what is found in a figures file with these plans."""
    text = f'chi_tieu:\n  - ma: thu\n    cau: Thu\n    ke_hoach:\n{plans}'
    (folder / 'so-lieu.yaml').write_text(text, encoding='utf-8')
    found = check(Workspace(folder, str(folder)), PurePosixPath('so-lieu.yaml'))
    assert not any(f.level.is_fault for f in found)
    return [(f.code, f.span.line, f.span.column) for f in found]


@pytest.mark.parametrize(
    ('first', 'second', 'expected'),
    [
        ('4.402 tỷ đồng', '4,366 tỷ đồng', [('SL006', 5, 13)]),
        ('4,402 tỷ đồng', '4.366 tỷ đồng', [('SL006', 6, 13)]),
        ('4.402 tỷ đồng', '4.366 tỷ đồng', []),
        ('4.402 tỷ đồng', '12 dự án', []),
        ('1.250%', '12%', [('SL004', 5, 13), ('SL006', 5, 13)]),
        ('90,5%', '12%', []),
    ],
)
def test_a_number_out_of_proportion_to_its_sibling(
    first: str, second: str, expected: list[tuple[str, int, int]], tmp_path: Path
) -> None:
    assert told(tmp_path, f'      hdnd: {first}\n      tinh: {second}\n') == expected
