"""Workers behind one small protocol: in this process, in child processes, or in a Dask cluster.

A worker is pure: it gets small jobs, gives back results, and writes nothing. This room knows nothing of papers.
"""

from typing import TYPE_CHECKING

from baocao.deferred import deferred
from baocao.executors.protocol import Executor, Failure, Kind, Work, attempt

if TYPE_CHECKING:
    from baocao.executors.carried import Carried, Movable
    from baocao.executors.dask import Dask
    from baocao.executors.processes import Processes, processes_worth
    from baocao.executors.serial import Serial

__all__ = [
    'Carried',
    'Dask',
    'Executor',
    'Failure',
    'Kind',
    'Movable',
    'Processes',
    'Serial',
    'Work',
    'attempt',
    'processes_worth',
]

#: a child needs none of these, and only a cluster needs all
__getattr__ = deferred(
    __name__,
    {
        'carried': ('Carried', 'Movable'),
        'dask': ('Dask',),
        'processes': ('Processes', 'processes_worth'),
        'serial': ('Serial',),
    },
)
