"""Model -> View: numbering, targets, tasks, periods, wording."""

from baocao.view.build import as_draft, build
from baocao.view.frame import symbol
from baocao.view.judged import judged
from baocao.view.model import KINDS, ChuThich, Khoi, ThuocTinh, View
from baocao.view.prose import prose_of
from baocao.view.words import FIELDS

__all__ = [
    'FIELDS',
    'KINDS',
    'ChuThich',
    'Khoi',
    'ThuocTinh',
    'View',
    'as_draft',
    'build',
    'judged',
    'prose_of',
    'symbol',
]
