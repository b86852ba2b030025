"""Checks of figures: what a paper says twice must agree, in our papers and in anybody's."""

from typing import TYPE_CHECKING

from baocao.checks.excuses import Excuse, sift
from baocao.checks.model import Conflict, Paper, Spot
from baocao.checks.run import Claims, check, collect, compare
from baocao.deferred import deferred

if TYPE_CHECKING:
    from baocao.checks.stored import restore, store

__getattr__ = deferred(__name__, {'stored': ('restore', 'store')})

__all__ = [
    'Claims', 'Conflict', 'Excuse', 'Paper', 'Spot', 'check', 'collect', 'compare', 'restore', 'sift', 'store'
]  # fmt: skip
