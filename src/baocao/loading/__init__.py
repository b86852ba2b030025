"""Sources -> models; pydantic errors -> findings with line and column. What reads batch files is loaded when asked for."""

from typing import TYPE_CHECKING

from baocao.deferred import deferred
from baocao.loading.ho_so import Giao, HoSo, NguonGiao, split_path
from baocao.loading.load import DRAFTED, check, load
from baocao.loading.own_papers import entry_of
from baocao.loading.registers import number_key
from baocao.loading.task_papers import file_key

if TYPE_CHECKING:
    from baocao.loading.crossing import Crossing, Plan, Planned, plan
    from baocao.loading.leads import Lead
    from baocao.loading.units import Unit

__getattr__ = deferred(
    __name__,
    {'crossing': ('Crossing', 'Plan', 'Planned', 'plan'), 'leads': ('Lead',), 'units': ('Unit',)},
)

__all__ = [
    'DRAFTED',
    'Crossing',
    'Giao',
    'HoSo',
    'Lead',
    'NguonGiao',
    'Plan',
    'Planned',
    'Unit',
    'check',
    'entry_of',
    'file_key',
    'load',
    'number_key',
    'plan',
    'split_path',
]
