"""A pool of worker processes on this machine; one that dies costs a file, never the run."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor.catalogs.executors import Watch
from auditor.catalogs.executors.attempts import unit_answers
from auditor.catalogs.executors.child import Child
from auditor.catalogs.work import Answer, Work

AHEAD = 64
"""Answers waiting to be fetched; workers pause beyond that, so that memory stays flat."""


def cores() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


@dataclass(kw_only=True)
class Pool:
    """``jobs`` worker processes; works are taken one after the other as workers become free."""

    jobs: int = field(default_factory=cores)

    def answers(self, works: Iterable[Work], watch: Watch) -> Iterator[Answer]:
        """Carry out every work."""
        shift = _Shift(iter(works), watch)
        threads = [
            threading.Thread(target=shift.serve, name=f"auditor-pool-{number}", daemon=True)
            for number in range(self.jobs)
        ]
        for thread in threads:
            thread.start()
        try:
            yield from shift.answers(len(threads))
        finally:
            shift.stop()
            for thread in threads:
                thread.join()


class _Shift:
    """One run of the pool: works to take, answers to fetch."""

    def __init__(self, works: Iterator[Work], watch: Watch) -> None:
        self._works = works
        self._watch = watch
        self._taking = threading.Lock()
        self._ready: queue.Queue[Answer | BaseException | None] = queue.Queue(AHEAD)
        self._stopped = threading.Event()
        self._children: list[Child] = []

    def answers(self, workers: int) -> Iterator[Answer]:
        while workers:
            one = self._ready.get()
            if one is None:
                workers -= 1
            elif isinstance(one, BaseException):
                raise one
            else:
                yield one

    def serve(self) -> None:
        """One worker's share, in a thread of this process."""
        child = Child()
        self._children.append(child)
        try:
            while (work := self._take()) is not None:
                for answer in unit_answers(work, child, self._watch):
                    self._put(answer)
                    if self._stopped.is_set():
                        return
        except Exception as problem:  # noqa: BLE001 - carried to the thread that iterates and raised there
            self._put(problem)
        finally:
            child.close()
            self._put(None)

    def stop(self) -> None:
        """End all workers at once."""
        self._stopped.set()
        for child in self._children:
            child.kill()

    def _take(self) -> Work | None:
        with self._taking:
            return None if self._stopped.is_set() else next(self._works, None)

    def _put(self, one: Answer | BaseException | None) -> None:
        while not self._stopped.is_set():
            try:
                self._ready.put(one, timeout=0.2)
            except queue.Full:
                continue
            return
