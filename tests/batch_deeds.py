"""Works for the tests of a batch in a cluster, in a module that the workers can import: one paper does something else."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from baocao.batch.jobs import Job
from baocao.batch.work import Drafting, Made, Refused

#: the folder of the unit whose paper does it
BAD = 'xa-003'


class Hanging(Drafting, frozen=True):
    """One paper never ends."""

    def start(self) -> Callable[[Job], Made | Refused]:
        make = super().start()

        def one(job: Job) -> Made | Refused:
            if BAD in str(job.paper):
                time.sleep(600)
            return make(job)

        return one


class Killing(Drafting, frozen=True):
    """One paper ends the worker that its process belongs to, the first time; the file `mark` says that it did."""

    mark: Path

    def start(self) -> Callable[[Job], Made | Refused]:
        make = super().start()

        def one(job: Job) -> Made | Refused:
            if BAD in str(job.paper) and not self.mark.exists():
                self.mark.touch()
                os.kill(os.getppid(), signal.SIGKILL)
                time.sleep(600)
            return make(job)

        return one
