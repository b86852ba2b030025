"""Child processes that share a work: who gets which job, what is done about one that hangs, crashes or eats memory."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from pickle import HIGHEST_PROTOCOL, dumps
from typing import Generic

from baocao.executors.birth import uninterrupted
from baocao.executors.child import Child, Task
from baocao.executors.protocol import Failure, J, Kind, R, Work
from baocao.executors.serving import Bounds

#: seconds of work that lie with a child, so that it goes on while the parent is away, and the least and most jobs of it
_AHEAD, _LEAST, _MOST = 0.25, 2, 32

#: children that may die one after the other before any has begun to work
_STILLBORN = 8

#: seconds for a child to end by itself
_PATIENCE = 0.5


class Crew(Generic[J, R]):
    """At most `count` children, started as they are needed and kept from run to run until `end`.

    `method` is 'fork' or 'spawn'; None chooses: fork where it is safe.
    """

    def __init__(self, work: Work[J, R], count: int, bounds: Bounds, method: str | None = None) -> None:
        self._work = work
        self._count = max(1, count)
        self._bounds = bounds
        self._method = method
        self._children: list[Child] = []
        self._stillborn = 0
        self._average = _AHEAD / _LEAST

    def run(self, jobs: Iterable[J]) -> Iterator[tuple[J, R | Failure]]:
        """See `Executor.run`; the children stay where it ends well."""
        waiting = _Waiting(jobs)
        try:
            self._hand_out(waiting)
            while any(child.pending for child in self._children) or waiting:
                for child in self._speaking():
                    yield from self._hear(child, waiting)
                for child in [child for child in self._children if child.is_overdue()]:
                    yield from self._lose(child, waiting, Failure(Kind.HUNG, f"{self._bounds.limit:g} giây"))
                self._hand_out(waiting)
        except BaseException:
            self.end(patience=0.0)
            raise
        if waiting.error is not None:
            raise waiting.error

    def end(self, patience: float = _PATIENCE) -> None:
        """End all children, at once where there is no patience."""
        with uninterrupted():
            for child in self._children:
                child.dismiss()
            while self._children:
                self._children.pop().end(patience)

    def pids(self) -> list[int]:
        """The processes that run now."""
        return [child.pid for child in self._children]

    # Handing out -------------------------------------------------------------------------------------------

    def _hand_out(self, waiting: _Waiting[J]) -> None:
        while waiting.suspects and (child := self._fresh()):
            child.give(waiting.suspects.popleft())
        while (task := waiting.next()) is not None and (child := self._freest(task)):
            child.give(waiting.take())

    def _fresh(self) -> Child | None:
        """A new child, in the place of one that has nothing to do where there is no room; None where all are busy."""
        if len(self._children) >= self._count:
            idle = next((child for child in self._children if not child.pending), None)
            if idle is None:
                return None
            self._remove(idle)
        return self._start()

    def _freest(self, task: Task) -> Child | None:
        """The child that is to have the job, a new one where all others have something to do; None where the job has to
        wait."""
        window = min(max(_LEAST, round(_AHEAD / self._average)), _MOST)
        free = [
            child
            for child in self._children
            if not child.is_alone and len(child.pending) < window and child.takes(task)
        ]
        freest = min(free, key=lambda child: len(child.pending), default=None)
        if len(self._children) < self._count and (freest is None or freest.pending):
            return self._start() or freest
        return freest

    def _start(self) -> Child | None:
        """A new child; None, and no more children than now, where the system gives no further process."""
        with uninterrupted():
            try:
                child = Child(self._work, self._bounds, self._method)
            except OSError:
                if not self._children:
                    raise
                self._count = len(self._children)
                return None
            self._children.append(child)
            return child

    def _remove(self, child: Child, patience: float = _PATIENCE) -> Failure:
        """End a child and forget it; how it ended."""
        ending = child.end(patience)
        self._children.remove(child)
        return ending

    # Hearing -----------------------------------------------------------------------------------------------

    def _speaking(self) -> list[Child]:
        """The children of which something can be read, once there are any or one of them is overdue."""
        due = [when for child in self._children if (when := child.due) is not None]
        timeout = max(0.0, min(due) - time.monotonic()) if due else None
        spoken = wait([child.outcomes for child in self._children], timeout)
        return [child for child in self._children if child.outcomes in spoken]

    def _hear(self, child: Child, waiting: _Waiting[J]) -> Iterator[tuple[J, R | Failure]]:
        """What one message of a child brings; where there is none any more, what its end brings."""
        try:
            done = child.hear()
        except (EOFError, OSError):
            yield from self._lose(child, waiting, None)
            return
        if child.is_ready:
            self._stillborn = 0
        if done is None:
            return
        task, outcome, seconds = done
        if isinstance(outcome, Failure) and outcome.kind is Kind.MEMORY:
            self._remove(child, 0.0)  # it may still hold much of it
            waiting.again.extend(child.pending)
            failure = Failure(Kind.MEMORY, f"quá {self._bounds.memory >> 20} MiB")
            yield from _suspected(task, seconds, failure, waiting)
            return
        self._average += (max(seconds, 1e-6) - self._average) / 8
        self._hand_out(waiting)
        yield task.job, outcome

    def _lose(
        self, child: Child, waiting: _Waiting[J], failure: Failure | None
    ) -> Iterator[tuple[J, R | Failure]]:
        """End a child that hangs (`failure`), or that has ended: others do its jobs, but the one that it was at."""
        spent = child.spent()
        ending = self._remove(child, _PATIENCE if failure is None else 0.0)
        for task, outcome in child.last_words():
            yield task.job, outcome
        self._stillborn += not child.is_ready
        if self._stillborn >= _STILLBORN:
            raise RuntimeError(f'children end before they begin to work: {ending.detail}')
        running = child.running
        waiting.again.extend(task for task in child.pending if task is not running)
        if running is not None:
            yield from _suspected(running, spent, failure or ending, waiting)


def _suspected(
    task: Task, spent: float, failure: Failure, waiting: _Waiting[J]
) -> Iterator[tuple[J, Failure]]:
    """Let a job that took its child with it be tried once more; the second time that is its outcome."""
    if task.again:
        yield task.job, failure
    else:
        task.again, task.spent = True, spent
        waiting.suspects.append(task)


class _Waiting(Generic[J]):
    """Jobs that no child has: those that are tried again alone, those of children that ended, those to come.

    `error` is what the iterator of the jobs raised, as if it had ended: what was taken before is done first.
    """

    def __init__(self, jobs: Iterable[J]) -> None:
        self.suspects: deque[Task] = deque()
        self.again: deque[Task] = deque()
        self.error: Exception | None = None
        self._source: Iterator[J] | None = iter(jobs)

    def __bool__(self) -> bool:
        return bool(self.suspects) or self.next() is not None

    def next(self) -> Task | None:
        """The next job that any child may have."""
        if not self.again and self._source is not None:
            try:
                job = next(self._source)
                self.again.append(Task(job, dumps(job, HIGHEST_PROTOCOL)))
            except StopIteration:
                self._source = None
            except Exception as error:
                self._source, self.error = None, error
        return self.again[0] if self.again else None

    def take(self) -> Task:
        """The same, which is now somebody's."""
        return self.again.popleft()
