"""Carry a plan out: lock the folder, go on where an interrupted run stopped, journal every answer."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from array import array
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from auditor.catalogs.earlier import Earlier
from auditor.catalogs.executors import Executor, Watch
from auditor.catalogs.journal import (
    RUNS,
    Head,
    Journal,
    Records,
    completed,
    finished,
    journals,
    new_name,
    prune,
    read_head,
)
from auditor.catalogs.lock import Lock
from auditor.catalogs.plan import Plan
from auditor.catalogs.records import FeedRecord, RunRecord
from auditor.catalogs.walk import STATE
from auditor.catalogs.work import Answer, Work
from auditor.feed.places import is_url, joined
from auditor.model import Text

BATCH = 500
"""Files left out that are journaled together."""
NOT_SET = (1 << 64) - 1
_DRAFT = re.compile(r"\.[0-9a-f]{12}\.tmp")

LOST = Text(
    "No worker gave an answer for this file; please report it.",
    "没有任何工作进程返回此文件的结果；请反馈该问题。",
)


def run_plan(
    plan: Plan,
    executor: Executor,
    *,
    watch: Watch = lambda *_: None,
    fresh: bool = False,
    known: Callable[[str], str] = lambda _: "",
) -> PlanRun:
    """The run of ``plan``: iterate it once for the records as they come, then ask it for ``record``.

    fresh: audit everything again, whatever earlier runs said. known: client → file of what the history knows of it.
    Raises BusyError, OSError when iterated.
    """
    return PlanRun(plan, executor, watch=watch, fresh=fresh, known=known)


class PlanRun:
    """One run. Every planned file and every one left out gets exactly one record.

    As a context manager it stays open, and its folder locked, until the block ends: a run that is killed while its
    roll-up is written goes on from there.
    """

    def __init__(
        self,
        plan: Plan,
        executor: Executor,
        *,
        watch: Watch,
        fresh: bool,
        known: Callable[[str], str] = lambda _: "",
    ) -> None:
        self.plan = plan
        self.state = state_folder(plan.out)
        self.resumed = False
        """An interrupted run goes on."""
        self._executor = executor
        self._watch = watch
        self._fresh = fresh
        self._of_history = known
        self._places = array("Q", [NOT_SET]) * plan.total
        self._finished: dt.datetime | None = None
        self._held: ExitStack | None = None
        self._journal: Journal | None = None
        self._head: Head | None = None
        self._path = Path()

    @property
    def record(self) -> RunRecord:
        """The run as a whole, in the order of the plan; complete when iteration has ended."""
        assert self._head is not None, "iterate first"
        places = array("Q", (place for place in self._places if place != NOT_SET))
        return RunRecord(
            name=self._head.name,
            started=self._head.started,
            finished=self._finished,
            feeds=Records(self._path, places),
            arguments=self._head.arguments,
        )

    def __iter__(self) -> Iterator[FeedRecord]:
        """The records as they come; each is on the disk before it is handed out."""
        with ExitStack() as own:
            stack = self._held or own
            stack.enter_context(Lock(self.state))
            journal, earlier = self._open()
            stack.callback(journal.close)
            yield from self._left_out(journal, earlier)
            yield from self._carried_out(journal, earlier)
            self._finished = completed(self._path)
            if self._finished is None:
                self._finished = dt.datetime.now(dt.UTC).replace(microsecond=0)
                journal.complete(self._finished)
            self._journal = journal
            if self._held is None:
                self._end()

    def __enter__(self) -> Self:
        """Hold the folder until the block ends: what is written there after the last record belongs to the run."""
        self._held = ExitStack()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        held, self._held = self._held, None
        try:
            if kind is None and self._journal is not None:
                self._end()
        finally:
            if held is not None:
                held.close()

    def _end(self) -> None:
        if self._journal is not None:
            self._journal.end(dt.datetime.now(dt.UTC))
        prune(self.state)

    def _open(self) -> tuple[Journal, Earlier]:
        known = journals(self.state)
        newest = known[0] if known else None
        head = read_head(newest) if newest and not finished(newest) else None
        if newest and not finished(newest):
            _remove_drafts(self.plan.out)
        if newest and head and head.digest == self.plan.digest() and not self._fresh:
            self._head, self._path, self.resumed = head, newest, True
            return Journal(newest), Earlier(known)
        started = dt.datetime.now(dt.UTC).replace(microsecond=0)
        name = new_name(started, newest.stem if newest else "")
        self._head = Head(
            name=name, started=started, digest=self.plan.digest(), arguments=self.plan.arguments
        )
        self._path = self.state / RUNS / f"{name}.jsonl"
        return Journal(self._path, self._head), Earlier(() if self._fresh else known)

    def _left_out(self, journal: Journal, earlier: Earlier) -> Iterator[FeedRecord]:
        one_by_one = iter(self.plan.left_out)
        while batch := list(islice(one_by_one, BATCH)):
            answers = [Answer(number=one.number, record=one.record()) for one in batch]
            new = [answer for answer in answers if not self._known(answer, earlier)]
            self._written(journal, new)
            yield from (answer.record for answer in answers)

    def _known(self, answer: Answer, earlier: Earlier) -> bool:
        """True when this run said the same of the file before it was interrupted."""
        found = earlier.find(answer.record.path, answer.record.client) if self.resumed else None
        if found is None or found[1] != self._path or _steady(found[0]) != _steady(answer):
            return False
        self._places[answer.number] = found[2]
        return True

    def _carried_out(self, journal: Journal, earlier: Earlier) -> Iterator[FeedRecord]:
        answers = self._executor.answers(self._works(earlier), self._watch)
        try:
            for answer in answers:
                if self._places[answer.number] == NOT_SET:
                    yield self._taken(journal, answer, earlier)
        finally:
            close = getattr(answers, "close", None)
            if close:
                close()
        for unit, file in self.plan.files():
            if self._places[file.number] == NOT_SET:
                lost = FeedRecord(path=file.path, client=unit.client, status="crashed", reason=LOST)
                yield self._taken(journal, Answer(number=file.number, record=lost), earlier)

    def _taken(self, journal: Journal, answer: Answer, earlier: Earlier) -> FeedRecord:
        """The record, journaled; one that this run journaled before it was interrupted is not written again."""
        if not self._known(answer, earlier):
            self._written(journal, [answer])
        return answer.record

    def _written(self, journal: Journal, answers: list[Answer]) -> None:
        if answers:
            for answer, place in zip(answers, journal.put(answers), strict=True):
                self._places[answer.number] = place

    def _works(self, earlier: Earlier) -> Iterator[Work]:
        """The units, the largest first: the last ones to finish are small."""
        state = joined(self.plan.out, STATE) if is_url(self.plan.out) else str(self.state)
        for unit in sorted(self.plan.units, key=lambda unit: -unit.size):
            known = {
                number: self._as_of_now(answer, earlier) for number, answer in earlier.of_unit(unit).items()
            }
            yield Work(
                unit=unit,
                asked=self.plan.asked,
                state=state,
                folder=os.getcwd(),
                earlier=known,
                known=self._of_history(unit.client),
            )

    def _as_of_now(self, answer: Answer, earlier: Earlier) -> Answer:
        """An answer of another run is marked as taken over; one of this run stays as it is."""
        found = earlier.find(answer.record.path, answer.record.client)
        if found and found[1] == self._path:
            return answer
        return replace(answer, record=replace(answer.record, cached=True))


def _steady(answer: Answer) -> FeedRecord:
    """The record without what two audits of one file may say differently."""
    return replace(answer.record, seconds=0.0, peak_mib=0.0)


def state_folder(out: str) -> Path:
    """Where the journal of runs into ``out`` is kept: in it, or in the user's cache folder for an address."""
    if not is_url(out):
        return Path(out) / STATE
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "auditor" / hashlib.sha256(out.encode()).hexdigest()[:16]


def _remove_drafts(out: str) -> None:
    """Half-written files of a run that was killed."""
    if is_url(out):
        return
    for folder, _, names in os.walk(out):
        for name in names:
            if _DRAFT.fullmatch(name):
                Path(folder, name).unlink(missing_ok=True)
