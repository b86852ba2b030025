"""How much of a changed digit the checks of figures catch, over the samples: `python bench/mutations.py`.

Prints a table: the numerals of the hand-made list of claims (tests/material/claims), all numerals, the alarms on the
untouched paper. With `--missed` also each change of a claim that was not caught.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / 'tests'))

from claims import LISTS, claims  # noqa: E402
from mutations import alarms, caught, of_all, of_claim  # noqa: E402
from samples import printed_prose, sample_names  # noqa: E402


def main(show_missed: bool) -> None:
    total = [0, 0, 0, 0, 0]
    print(f'{"paper":62} {"claims":>13} {"numerals":>13} {"alarms":>6}')
    for name in sample_names():
        prose = printed_prose(name)
        listed = {m: c for c in claims(name) if c.has_digits for m in of_claim(prose, c)}
        found, missed = caught(prose, listed)
        every, _ = caught(prose, every_one := list(of_all(prose)))
        row = [len(found), len(listed), len(every), len(every_one), len(alarms(prose))]
        total = [a + b for a, b in zip(total, row, strict=True)]
        print(_line(name, row))
        if show_missed:
            for mutation in missed:
                claim = listed[mutation]
                print(f'    {claim.id} {claim.kind}: {mutation.around}')
    print(_line('all', total))


def _line(name: str, row: list[int]) -> str:
    share = [f'{a}/{b} {100 * a / max(b, 1):.1f}%' for a, b in (row[0:2], row[2:4])]
    return f'{name:62} {share[0]:>13} {share[1]:>13} {row[4]:>6}'


if __name__ == '__main__':
    assert LISTS.is_dir()
    main('--missed' in sys.argv)
