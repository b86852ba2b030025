"""Workers behind one small protocol: in this process, in child processes, or in a Dask cluster.

A worker is pure: it gets small jobs, gives back results, and writes nothing. This room knows nothing of papers.
"""

from typing import TYPE_CHECKING

from baocao.deferred import deferred
from baocao.executors.protocol import Executor, Failure, Kind, Work, attempt

if TYPE_CHECKING:
    from baocao.executors.processes import Processes, processes_worth
    from baocao.executors.serial import Serial

__all__ = ['Executor', 'Failure', 'Kind', 'Processes', 'Serial', 'Work', 'attempt', 'processes_worth']

#: a child of a cluster's worker needs none of these
__getattr__ = deferred(__name__, {'processes': ('Processes', 'processes_worth'), 'serial': ('Serial',)})
