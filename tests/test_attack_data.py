"""What a hostile or sloppy paper may hold, and the answer it gets."""

from __future__ import annotations

import time
from pathlib import Path

from office import office, report


def test_thousands_of_faults_in_one_value_are_answered_at_once(tmp_path: Path) -> None:
    start = time.monotonic()
    made = office(
        tmp_path, report('- tieu_de: A\n  noi_dung: |\n    ' + '${a} ' * 20_000 + '[^zz] ' * 20_000)
    )
    codes = made.codes()
    assert time.monotonic() - start < 15
    assert codes.count('DL040') == 21
    assert codes.count('DL041') == 21


def test_a_note_after_a_caret_is_a_note(tmp_path: Path) -> None:
    made = office(
        tmp_path, report('- tieu_de: A\n  noi_dung: |\n    x^[^k] y\n') + 'chu_thich:\n  k: Ghi chú\n'
    )
    assert made.codes() == []
    assert [n for b in made.view().noi_dung for n in b.noi_dung.notes] == ['k']


def test_marks_where_none_are_read_are_said(tmp_path: Path) -> None:
    paper = report('- tieu_de: A', nguoi_ky='\n  chuc_vu: Chủ tịch\n  ho_ten: Trần **B**[^k]')
    made = office(tmp_path, paper)
    assert made.codes() == ['DL071']
