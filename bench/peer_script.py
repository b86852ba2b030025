"""The minimal script that the one-shot command is measured against: click, pydantic, Babel, PyYAML, docxtpl.

`python bench/peer_script.py PAPER.yaml TEMPLATE.docx OUT.docx` does what an office's own script would do: reads the paper,
its agency and its figures, validates them with small models, writes the date and the numbers the Vietnamese way, numbers the
outline by its depth, prints. No places of faults, no references, no checks, no guard of edited files.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import yaml
from babel.dates import format_date
from babel.numbers import format_decimal
from docxtpl import DocxTemplate
from pydantic import BaseModel, Field

ROMAN = ('I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X')
KINDS = ('muc_la_ma', 'muc_so', 'muc_chu', 'gach')


class Item(BaseModel):
    tieu_de: str = ''
    phan: str = ''
    chuong: str = ''
    noi_dung: str = ''
    muc_con: list[Item | str] = Field(default_factory=list)


class Paper(BaseModel):
    loai: str
    co_quan_ban_hanh: str
    nam: int
    trich_yeu: str
    nguoi_ky: str
    so: int | None = None
    ngay_ban_hanh: str = ''
    mo_dau: str = ''
    noi_dung: str = ''
    toi_du: str = ''
    luu_y: str = ''
    thoi_gian: str = ''
    dia_diem: str = ''
    can_cu: list[str] = Field(default_factory=list)
    kinh_moi: list[str] = Field(default_factory=list)
    noi_nhan: list[str] = Field(default_factory=list)
    bo_cuc: list[Item | str] = Field(default_factory=list)
    dieu: list[Item | str] = Field(default_factory=list)


class Agency(BaseModel):
    ten: str
    ten_tren_van_ban: list[str]
    viet_tat: str
    dia_danh: str
    co_quan_chu_quan: list[str] = Field(default_factory=list)


def read(path: Path) -> Any:
    with path.open(encoding='utf-8') as file:
        return yaml.load(file, yaml.CSafeLoader)


def blocks(items: list[Item | str], depth: int = 0) -> list[dict[str, str]]:
    found = []
    for i, item in enumerate(items, 1):
        number = ROMAN[i - 1] if depth == 0 and i <= len(ROMAN) else str(i)
        if isinstance(item, str):
            found.append({'kieu': 'gach', 'so': '', 'noi_dung': joined(item)})
            continue
        title = item.tieu_de or item.phan or item.chuong
        if title:
            kind = KINDS[min(depth, len(KINDS) - 1)]
            found.append({'kieu': kind, 'so': f'{number}.', 'noi_dung': joined(title)})
        found += paragraphs(item.noi_dung)
        found += blocks(item.muc_con, depth + 1)
    return found


def paragraphs(text: str) -> list[dict[str, str]]:
    parts = text.split('\n\n') if text.strip() else []
    return [{'kieu': 'doan', 'so': '', 'noi_dung': joined(part)} for part in parts]


def joined(text: str) -> str:
    return ' '.join(text.split())


def written(day: str, year: int) -> str:
    numbers = [int(n) for n in day.split('/')] if day else []
    if len(numbers) == 3:
        return format_date(date(*reversed(numbers)), "'ngày' dd 'tháng' MM 'năm' y", locale='vi')
    return f"ngày     tháng     năm {year}"


def figures(path: Path) -> list[dict[str, str]]:
    found = []
    for target in read(path).get('chi_tieu', []) if path.exists() else []:
        for value in target.values():
            if isinstance(value, int | float):
                text = format_decimal(Decimal(str(value)), locale='vi')
                found.append({'kieu': 'gach', 'so': '', 'noi_dung': f'{target.get("ma")}: {text}'})
    return found


@click.command()
@click.argument('source', type=click.Path(path_type=Path, exists=True))
@click.argument('template', type=click.Path(path_type=Path, exists=True))
@click.argument('out', type=click.Path(path_type=Path))
def main(source: Path, template: Path, out: Path) -> None:
    paper = Paper.model_validate(read(source))
    profile = source.parents[1] / 'co-quan' / f'{paper.co_quan_ban_hanh}.yaml'
    agency = Agency.model_validate(read(profile))
    texts = (paper.mo_dau, paper.noi_dung, paper.toi_du, paper.thoi_gian, paper.dia_diem, paper.luu_y)
    document = DocxTemplate(template)
    document.render(
        {
            'co_quan_chu_quan': [name.upper() for name in agency.co_quan_chu_quan],
            'co_quan': [name.upper() for name in agency.ten_tren_van_ban],
            'so_ky_hieu': f'{paper.so or "     "}/{agency.viet_tat}',
            'dia_danh_ngay': f'{agency.dia_danh}, {written(paper.ngay_ban_hanh, paper.nam)}',
            'ten_loai': paper.loai.upper(),
            'trich_yeu': joined(paper.trich_yeu),
            'kinh_gui': paper.kinh_moi,
            'can_cu': paper.can_cu,
            'noi_dung': [
                *(block for text in texts for block in paragraphs(text)),
                *blocks(paper.bo_cuc),
                *blocks(paper.dieu),
                *figures(source.parent / 'so-lieu.yaml'),
            ],
            'noi_nhan': paper.noi_nhan,
            'quyen_han': [paper.nguoi_ky.upper()],
        },
        autoescape=True,
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    document.save(out)


if __name__ == '__main__':
    main()
