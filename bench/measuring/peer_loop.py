"""The script that an office would write at its best: docxtpl over all units, for the forms of the batch.

`python bench/measuring/peer_loop.py BATCH TEMPLATES OUT --processes 2`. The words stand in the templates. For each unit it
reads the agency and the figures with PyYAML's C loader, works out the sums, rates and changes that the forms call,
and prints each form with a `DocxTemplate` of its own, as docxtpl's documentation does. It knows the figures by name, and
trusts them: nothing is validated or checked.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import yaml
from docxtpl import DocxTemplate

PERIOD = 'quy_3'
NBSP = '\N{NO-BREAK SPACE}'
MEASURES = (' tỷ đồng', ' triệu đồng', ' ha')


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument('batch', type=Path)
    parser.add_argument('templates', type=Path)
    parser.add_argument('out', type=Path)
    parser.add_argument('--processes', type=int, default=2)
    options = parser.parse_args()
    units = read(options.batch / 'don-vi.yaml')['don_vi']
    work = partial(papers_of, options.batch, options.templates, options.out)
    if options.processes < 2:
        for unit in units:
            work(unit)
        return
    with Pool(options.processes) as pool:
        for _ in pool.imap_unordered(work, units, chunksize=4):
            pass


def papers_of(batch: Path, templates: Path, out: Path, unit: Mapping[str, str]) -> None:
    """Write the papers of a unit, one for each template."""
    agency = read(batch.parent / 'co-quan' / f'{unit["co_quan_ban_hanh"]}.yaml')
    context = context_of(agency, read(batch / unit['ma'] / 'so-lieu.yaml'))
    (out / unit['ma']).mkdir(parents=True, exist_ok=True)
    for path in sorted(templates.glob('*.docx')):
        printed(path, context).save(out / unit['ma'] / f'{path.stem}-iii.docx')


def printed(path: Path, context: Mapping[str, Any]) -> DocxTemplate:
    """A paper that is to be saved."""
    template = DocxTemplate(path)
    template.render(context, autoescape=True)
    return template


def read(path: Path) -> Any:
    with path.open(encoding='utf-8') as file:
        return yaml.load(file, yaml.CSafeLoader)


def context_of(agency: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """What the templates print for a unit."""
    name = agency['dia_danh']
    targets = [target for target in data['chi_tieu'] if 'ma' in target]
    levels = [level(target) for target in targets]
    context = {
        'ten': name,
        'ten_hoa': name.upper(),
        'ten_lien': name.replace(' ', NBSP),
        'chi_tieu_tong': f'{len(targets):02}',
        'chi_tieu_dat_va_vuot': f'{sum(1 for found in levels if found in ("Đạt", "Vượt")):02}',
        'hang': [
            row(i, target, found) for i, (target, found) in enumerate(zip(targets, levels, strict=True), 1)
        ],
    }
    for target in targets:
        code, now = target['ma'], target['thuc_hien'][PERIOD]
        context |= {
            code: now,
            f'{code}_ke_hoach': target['ke_hoach'],
            f'{code}_ty_le': f'{rate(now, target["ke_hoach"])}%',
            f'{code}_tang_giam': change(now, target['cung_ky'][PERIOD]),
        }
    for code, figure in data['so_lieu'].items():
        context |= sums(code, figure['gom'])
    return {key: glued(value) if isinstance(value, str) else value for key, value in context.items()}


def glued(text: str) -> str:
    """A figure that stays on one line with its unit of measure."""
    return text.replace(' ', NBSP, 1) if text.endswith(MEASURES) else text


def row(number: int, target: Mapping[str, Any], found: str) -> dict[str, str]:
    plan, now = target['ke_hoach'], target['thuc_hien'][PERIOD]
    percents = now.endswith('%')
    cells = (
        str(number),
        target['ten'],
        unit_of(plan),
        bare(plan),
        bare(now),
        '' if percents else rate(now, plan),
        change(now, target['cung_ky'][PERIOD]),
        found,
    )
    return {f'o{i}': cell for i, cell in enumerate(cells)}


def level(target: Mapping[str, Any]) -> str:
    """How a target stands before the end of the year: what does not reach its plan yet is not judged."""
    now, plan = number(target['thuc_hien'][PERIOD]), number(target['ke_hoach'])
    if now == plan:
        return "Đạt"
    less_is_better = target.get('chieu') == 'giảm'
    return "Vượt" if (now < plan) == less_is_better else "Chưa nêu đánh giá"


def sums(code: str, parts: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The sum of a figure and its parts; with a total, how much was done, and what is left."""
    done = [part['thuc_hien'][PERIOD] for part in parts.values()]
    if 'tong_so' not in next(iter(parts.values())):
        return {code: total(done), **{f'{code}_{name}': text for name, text in zip(parts, done, strict=True)}}
    whole = [part['tong_so'][PERIOD] for part in parts.values()]
    left = with_unit(sum(map(number, whole)) - sum(map(number, done)), whole[0])
    pairs = zip(parts, done, whole, strict=True)
    return {
        code: f'{bare(total(done))}/{total(whole)}',
        f'{code}_ty_le': f'{rate(total(done), total(whole))}%',
        f'{code}_con_lai': left,
        **{f'{code}_{name}': f'{bare(a)}/{b}' for name, a, b in pairs},
    }


def total(texts: list[str]) -> str:
    return with_unit(sum(map(number, texts)), texts[0])


def with_unit(value: Decimal | int, like: str) -> str:
    """A number with the decimals and the unit of another; a whole one has two digits at least."""
    places = len(bare(like).partition(',')[2])
    return written(Decimal(value), places).zfill(2) + like[len(bare(like)) :]


def rate(one: str, base: str) -> str:
    return written(number(one) / number(base) * 100, 2).removesuffix(',00')


def change(now: str, then: str) -> str:
    if now.endswith('%'):
        difference, amount = number(now) - number(then), ''
        amount = f'{written(abs(difference), 1)} điểm{NBSP}%'
    else:
        difference = number(now) / number(then) * 100 - 100
        amount = f'{written(abs(difference), 2).removesuffix(",00")}%'
    if not any(letter in '123456789' for letter in amount):
        return "không đổi"
    return f'{"tăng" if difference > 0 else "giảm"} {amount}'


def bare(text: str) -> str:
    """A figure without its unit."""
    return text.removesuffix('%').partition(' ')[0]


def unit_of(text: str) -> str:
    return '%' if text.endswith('%') else text.partition(' ')[2]


def number(text: object) -> Decimal:
    return Decimal(bare(str(text)).replace('.', '').replace(',', '.'))


def written(value: Decimal, places: int) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f'{rounded:,}'.translate(str.maketrans('.,', ',.'))


if __name__ == '__main__':
    main()
