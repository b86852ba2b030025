"""The JSON Schema of the data files, for editors: made of the models, so that it never says anything else.

Draft 7 with the words of the YAML language server (`errorMessage`), the one that the YAML extension of VS Code
reads best. It may let through what only our own checks can judge, and never refuses what the models take (only
a bare `null` or `~`, which we read as text, is nothing to an editor). The forms of the fields stand beside their
validators, in `baocao.models`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.loading import DRAFTED
from baocao.models import CacVanBanDan, CoQuan, DanhSachDonVi, DotSoan, SoDangKy, SoLieu
from baocao.models.fields import fields_of
from baocao.models.forms import Schema
from baocao.output import disk_fault, renew
from baocao.quy_dinh import THE_LOAI, TheLoai, pattern
from baocao.schema.maker import Maker

#: what tells a schema of this program from any other file
MARK = "Do baocao viết ra; lệnh «baocao luoc-do» viết lại tệp này."
DRAFT = 'http://json-schema.org/draft-07/schema#'

#: models of the files that are no papers, by the root key that tells them, in the order they are looked for
KINDS: Mapping[str, type[BaseModel]] = {
    'chi_tieu': SoLieu,
    'so_lieu': SoLieu,
    'ten_tren_van_ban': CoQuan,
    'van_ban_dan': CacVanBanDan,
    'van_ban_da_ban_hanh': SoDangKy,
    'dot_soan': DotSoan,
    'don_vi': DanhSachDonVi,
}

_PAPER = 'loai'


def text() -> str:
    """The schema of all data files as JSON, the same each time."""
    return json.dumps(schema(), ensure_ascii=False, indent=1, sort_keys=False) + '\n'


def write(path: Path) -> bool:
    """Write the schema of all data files; False where it stands there already.

    Raises BaoCaoError where the file is another's, or the disk refuses; the file then stands as it was.
    """
    after = text().encode()
    if not path.parent.is_dir():
        remedy = "Tạo thư mục đó trước, hoặc chọn chỗ khác sau -o."
        raise BaoCaoError(
            Finding('HT221', Level.CHAN, Span(str(path)), "Chưa có thư mục chứa tệp này.", remedy)
        )
    try:
        before = path.read_bytes() if path.exists() else None
    except OSError as error:
        raise BaoCaoError(disk_fault(error, path)) from error
    if before == after:
        return False
    if before is not None and MARK.encode() not in before:
        raise BaoCaoError(
            Finding(
                'HT220',
                Level.CHAN,
                Span(str(path)),
                "Tệp này không phải là lược đồ do baocao viết, nên được giữ nguyên.",
                "Chọn tên khác sau -o, ví dụ: baocao luoc-do -o data/luoc-do.json",
            )
        )
    renew(path, before, after, keep=False)
    return True


def schema() -> Schema:
    """The schema of all data files: which part of it holds is told by `loai` or by the root key."""
    made = Maker()
    chosen: list[Schema] = []
    for reader in dict.fromkeys(DRAFTED.values()):
        kinds = {_PAPER: {'type': 'string', 'pattern': pattern(_read_by(reader))}}
        chosen.append({'if': {'required': [_PAPER], 'properties': kinds}, 'then': made.reference(reader)})
    keys = [_PAPER, *KINDS]
    for at, (key, model) in enumerate(KINDS.items(), 1):
        told = {'required': [key], 'not': {'anyOf': [{'required': [k]} for k in keys[:at]]}}
        chosen.append({'if': told, 'then': made.reference(model)})
    named = {key: _named(key, model) for key, model in KINDS.items()}
    unknown = {
        'properties': named,
        'required': [_PAPER],
        'errorMessage': "Tệp văn bản phải có dòng «loai:»; tệp khác nhận ra bằng một trong các dòng: "
        f"{', '.join(named)}.",
    }
    return {
        '$schema': DRAFT,
        '$comment': MARK,
        'title': "Tệp dữ liệu của baocao",
        'type': 'object',
        'properties': {_PAPER: _types()},
        'allOf': [{'if': {'anyOf': [{'required': [k]} for k in keys]}, 'else': unknown}, *chosen],
        'definitions': made.definitions,
    }


def _read_by(reader: type[BaseModel]) -> list[TheLoai]:
    return [the_loai for the_loai in THE_LOAI if DRAFTED.get(the_loai.ten) is reader]


def _types() -> Schema:
    """The types that can be written after `loai`."""
    said = {'errorMessage': f"Viết một tên loại soạn được: {', '.join(DRAFTED)}."}
    drafted = pattern(the_loai for the_loai in THE_LOAI if the_loai.ten in DRAFTED)
    return {
        'title': "Loại văn bản",
        'description': "Tên loại theo Điều 7 Nghị định 30/2020/NĐ-CP.",
        'anyOf': [{'enum': list(DRAFTED), **said}, {'type': ['string'], 'pattern': drafted, **said}],
    }


def _named(key: str, model: type[BaseModel]) -> Schema:
    """The words of a root key, without what stands below it."""
    field = fields_of(model)[key]
    return {
        'title': field.title,
        'description': f"{model.model_config.get('title')}: {field.description}",
        'anyOf': [{}],
    }
