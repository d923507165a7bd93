"""A Dask cluster: units travel as paths and addresses on shared storage, answers come back as plain data.

On each Dask worker the audit runs in a worker process of our own (``child``), so that a file that kills its process or
goes over a limit costs itself and not the Dask worker. When a Dask worker is lost, the scheduler gives its units to
another one.
"""

from __future__ import annotations

import json
import logging
import queue
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from auditor import __version__
from auditor.catalogs.executors import Watch
from auditor.catalogs.executors.attempts import unit_answers
from auditor.catalogs.executors.child import Child, UnusableError
from auditor.catalogs.executors.pool import cores
from auditor.catalogs.plan import PlannedFile
from auditor.catalogs.records import FeedRecord
from auditor.catalogs.work import Answer, Work
from auditor.model import FeedError, Text

AHEAD = 3
"""Units given to the scheduler per thread of the cluster: memory stays flat, nobody waits."""
CONNECT = 30
"""Seconds to wait for a scheduler."""

MISSING = Text(
    "--executor dask needs one more package; install it with: pip install distributed",
    "--executor dask 还需要一个软件包；请运行：pip install distributed",
)
AWAY = Text(
    "The Dask scheduler at {address} does not answer; check the address (tcp://host:8786) and that it runs.",
    "位于 {address} 的 Dask 调度器没有响应；请检查地址（tcp://主机:8786）以及调度器是否在运行。",
)
GONE = Text(
    "The connection to the Dask scheduler was lost; start the same command again to go on where it stopped.",
    "与 Dask 调度器的连接已断开；再次运行同一命令即可从中断处继续。",
)
STRANGE = Text(
    "The Dask workers do not have this program (no module {name}); install the same version there.",
    "Dask 工作进程中没有安装本程序（缺少模块 {name}）；请在其中安装相同版本。",
)
KILLED = Text(
    "Every Dask worker that took this file was lost; most often a machine ran out of memory.",
    "接手此文件的 Dask 工作进程均已丢失；通常是机器内存不足。",
)

_idle: queue.SimpleQueue[Child] = queue.SimpleQueue()


class ClusterError(FeedError):
    """The cluster cannot be used, or was lost; the sentence says what to do."""


def carried_out(stated: str, version: str) -> str:
    """The answers for one unit, on a Dask worker: work in and answers out as JSON.

    Raises UnusableError where the worker has another version of this program or does not see the folder.
    """
    if version != __version__:
        raise UnusableError(f"version {__version__} on the worker, {version} here")
    try:
        child = _idle.get_nowait()
    except queue.Empty:
        child = Child()
    try:
        answers = list(unit_answers(Work.from_json(json.loads(stated)), child, lambda *_: None))
    except UnusableError:
        child.close()
        raise
    _idle.put(child)
    return json.dumps([one.as_json() for one in answers])


@dataclass(kw_only=True)
class Cluster:
    """``address`` of a scheduler, or empty for a cluster of ``jobs`` workers on this machine."""

    address: str = ""
    jobs: int = 0

    def answers(self, works: Iterable[Work], watch: Watch) -> Iterator[Answer]:
        """Carry out every work. Raises ClusterError, UnusableError."""
        try:
            import distributed
        except ImportError:
            raise ClusterError(MISSING) from None
        for name in (
            "distributed",
            *(one for one in logging.root.manager.loggerDict if "distributed." in one),
        ):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        with ExitStack() as stack:
            yield from _spread(self._client(distributed, stack), iter(works))

    def _client(self, distributed: Any, stack: ExitStack) -> Any:
        if self.address:
            try:
                return stack.enter_context(distributed.Client(self.address, timeout=CONNECT))
            except (OSError, ValueError, TimeoutError):
                raise ClusterError(AWAY.format(address=self.address)) from None
        cluster = stack.enter_context(
            distributed.LocalCluster(
                n_workers=self.jobs or cores(), threads_per_worker=1, dashboard_address=None
            )
        )
        return stack.enter_context(distributed.Client(cluster))


def _spread(client: Any, works: Iterator[Work]) -> Iterator[Answer]:
    """Keep the cluster busy, a few units ahead; every unit is answered once."""
    from distributed import CancelledError, as_completed
    from distributed.scheduler import KilledWorker

    given: dict[str, Work] = {}
    waiting: Any = as_completed()  # type: ignore[no-untyped-call]

    def give(work: Work) -> None:
        future = client.submit(carried_out, json.dumps(work.as_json()), __version__, pure=False)
        given[future.key] = work
        waiting.add(future)

    def fill() -> None:
        most = AHEAD * max(1, sum(client.nthreads().values()))
        while len(given) < most and (work := next(works, None)) is not None:
            give(work)

    fill()
    for future in waiting:
        work = given.pop(future.key)
        try:
            answers = json.loads(future.result())
        except KilledWorker:
            yield from _smaller(work, give)
        except ModuleNotFoundError as error:
            raise ClusterError(STRANGE.format(name=error.name or "auditor")) from None
        except (CancelledError, OSError):
            raise ClusterError(GONE) from None
        else:
            yield from (Answer.from_json(one) for one in answers)
        future.release()
        fill()


def _smaller(work: Work, give: Any) -> Iterator[Answer]:
    """A unit that cost several Dask workers: its files one by one; a single file is given up."""
    open_files = [file for file in work.unit.files if file.number not in work.done | work.lost]
    if len(open_files) == 1:
        yield _killed(work, open_files[0])
        return
    from dataclasses import replace

    for file in open_files:
        others = {other.number for other in work.unit.files} - {file.number}
        give(replace(work, done=frozenset(), lost=frozenset(others)))


def _killed(work: Work, file: PlannedFile) -> Answer:
    record = FeedRecord(
        path=file.path, client=work.unit.client, status="killed", reason=KILLED, size=file.size
    )
    return Answer(number=file.number, record=record)
