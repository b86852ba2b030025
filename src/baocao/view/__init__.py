"""Model -> View: numbering, targets, tasks, periods, wording."""

from baocao.view.build import build
from baocao.view.frame import symbol
from baocao.view.model import KINDS, ChuThich, Khoi, ThuocTinh, View
from baocao.view.words import FIELDS

__all__ = ['FIELDS', 'KINDS', 'ChuThich', 'Khoi', 'ThuocTinh', 'View', 'build', 'symbol']
