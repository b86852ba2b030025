"""Every figure, date and document number of the source papers stands in the draft of its sample."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from baocao.mau import Templates
from baocao.pipeline import draft
from baocao.workspace import open_paths

ROOT = Path(__file__).parents[1]
SOURCES = ROOT.parent / 'shared/seeds'
W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'

#: source -> sample
PAIRS = {
    '000-quyet-dinh-tp-quang-ngai-2023.txt': 'tp-quang-ngai-2023/quyet-dinh-nhiem-vu-giai-phap.yaml',
    '001-bao-cao-tp-quang-ngai-2023.txt': 'tp-quang-ngai-2023/bao-cao-kiem-diem.yaml',
    '002-chi-thi-tp-hai-phong-2023.txt': 'tp-hai-phong-2023/chi-thi-nhiem-vu-giai-phap.yaml',
    '003-quyet-dinh-tinh-quang-ngai-2024.txt': 'tinh-quang-ngai-2024/quyet-dinh-nhiem-vu-giai-phap.yaml',
    '004-ke-hoach-tp-tra-vinh-2023.txt': 'tp-tra-vinh-2023/ke-hoach-phat-trien-kinh-te-xa-hoi.yaml',
}
KINDS = {
    'document number': r'\d+(?:/\d{4})?\s*[/-][A-ZĐ][\w&Đ]*(?:[-/][A-ZĐ][\w&Đ]*)*',
    'date': r'\d{1,2}/\d{1,2}/\d{4}|\d{1,2}/\d{4}(?!/)',
    'figure': r'\d+(?:[.,]\d+)*(?:\s?-\s?\d+(?:[.,]\d+)*)?\s?[%‰]?',
}
#: what a source says that its sample says otherwise, each with the reason
OTHERWISE: dict[str, dict[str, str]] = {
    '000-quyet-dinh-tp-quang-ngai-2023.txt': {
        '59/2020/NĐ-CP': "of 01/7/2019, so its number is 59/2019/NĐ-CP",
        '2020': "in that number",
        '20/12/2021': "the conclusion speaks of the results of 2022",
        '09': "06 tháng, 09 tháng beside 6 tháng, 9 tháng",
    },
    '001-bao-cao-tp-quang-ngai-2023.txt': {
        '17/01/2022': "among the papers that direct the year 2023",
        '36': "22 and 16 are 38",
        '92,3%': "38 of 39 are 97,44%",
    },
    '004-ke-hoach-tp-tra-vinh-2023.txt': {'05': "05 năm beside 5 năm"},
}


def plain(text: str) -> str:
    text = unicodedata.normalize('NFC', text).replace('–', '-')
    text = re.sub(r'[\u00a0\u202f\u2007]', ' ', text)
    # long dates are compared in their short form
    return re.sub(r'ngày (\d{2}) tháng (\d{1,2}) năm (\d{4})', lambda d: f'{d[1]}/{d[2]}/{d[3]}', text)


def found(kind: str, text: str) -> set[str]:
    return {re.sub(r'\s', '', m) for m in re.findall(KINDS[kind], text)}


def draft_text(sample: str) -> str:
    ((workspace, relative),) = open_paths((str(ROOT / 'data' / sample),)).papers
    data = draft(workspace, relative, Templates()).data
    lines = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in ('word/document.xml', 'word/footnotes.xml'):
            for paragraph in etree.fromstring(archive.read(part)).iter(f'{W}p'):
                lines.append(''.join(t.text or '' for t in paragraph.iter(f'{W}t')))
    return '\n'.join(lines)


@pytest.mark.skipif(not SOURCES.is_dir(), reason='the source papers are not at hand')
@pytest.mark.parametrize('source', PAIRS)
@pytest.mark.parametrize('kind', KINDS)
def test_what_the_source_says_stands_in_the_draft(source: str, kind: str) -> None:
    said = found(kind, plain((SOURCES / source).read_text(encoding='utf-8')))
    printed = found(kind, plain(draft_text(PAIRS[source])))
    left_out = said - printed
    assert left_out - set(OTHERWISE.get(source, {})) == set()
