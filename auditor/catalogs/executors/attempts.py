"""A unit in a worker process until every file has an answer, however often the worker dies.

1. A worker that dies is replaced and the open files are tried again together: somebody may have ended it by hand.
2. When it dies again over the same file, that file is given up and said to be killed; the others go on together.
3. When it keeps dying, the rest is audited file by file: one that dies then costs itself alone.

A file over its time is given up at once. Over the memory limit the unit's files are tried one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from dataclasses import field as made

from auditor.catalogs.executors import Watch
from auditor.catalogs.executors.child import Child, EndedError
from auditor.catalogs.plan import PlannedFile
from auditor.catalogs.records import FeedRecord, Status
from auditor.catalogs.work import Answer, Work
from auditor.model import Text

PATIENCE = 3
"""Deaths of a unit's workers before its files are tried one by one."""

DIED = Text(
    "The worker that audited this file ended twice ({said}); most often the machine ran out of memory. The other files "
    "were audited.",
    "审核此文件的工作进程两次异常终止（{said}）；通常是内存不足。其他文件已审核。",
)
TOO_LONG = Text(
    "It took longer than the {limit:g} seconds allowed; raise --timeout or split the file.",
    "处理时间超过允许的 {limit:g} 秒；请调高 --timeout 或拆分文件。",
)
TOO_BIG = Text(
    "It needed more than the {limit:,} MiB of memory allowed; raise --memory or split the file.",
    "所需内存超过允许的 {limit:,} MiB；请调高 --memory 或拆分文件。",
)
NO_ANSWER = Text(
    "The worker gave no answer for this file; please report it.",
    "工作进程没有返回此文件的结果；请反馈该问题。",
)


@dataclass(kw_only=True)
class _Standing:
    """How a unit stands."""

    open: dict[int, PlannedFile]
    done: set[int] = made(default_factory=set)
    lost: set[int] = made(default_factory=set)
    strikes: Counter[int] = made(default_factory=Counter)
    deaths: int = 0
    alone: bool = False


def unit_answers(work: Work, child: Child, watch: Watch) -> Iterator[Answer]:
    """One answer for every file of ``work`` that is not done or lost already."""
    apart = work.done | work.lost
    standing = _Standing(
        open={file.number: file for file in work.unit.files if file.number not in apart},
        done=set(work.done),
        lost=set(work.lost),
    )
    while standing.open:
        try:
            for answer in child.carry_out(_next(work, standing), watch):
                if standing.open.pop(answer.number, None):
                    standing.done.add(answer.number)
                    yield answer
        except EndedError as end:
            yield from _judged(work, standing, end)
        else:
            if not standing.alone:
                yield from _given_up(work, standing, list(standing.open), "crashed", NO_ANSWER)


def _next(work: Work, standing: _Standing) -> Work:
    """What to try next: all that is open, or one file of it."""
    if not standing.alone:
        return replace(work, done=frozenset(standing.done), lost=frozenset(standing.lost))
    number = next(iter(standing.open))
    others = {file.number for file in work.unit.files} - {number}
    return replace(work, done=frozenset(), lost=frozenset(others))


def _judged(work: Work, standing: _Standing, end: EndedError) -> Iterator[Answer]:
    """What the end of a worker means for the unit: files given up, another way of trying."""
    hand = end.hand if end.hand in standing.open else None
    asked = work.asked
    if end.why == "timeout" and hand is not None:
        yield from _given_up(work, standing, [hand], "timeout", TOO_LONG.format(limit=asked.timeout))
        return
    if end.why == "memory":
        if hand is not None and (standing.alone or len(work.unit.files) - len(standing.lost) == 1):
            yield from _given_up(work, standing, [hand], "killed", TOO_BIG.format(limit=asked.memory))
        standing.alone = True
        return
    standing.deaths += 1
    reason = DIED.format(said=end.said)
    if standing.alone:
        yield from _given_up(work, standing, [next(iter(standing.open))], "killed", reason)
        return
    if hand is not None:
        standing.strikes[hand] += 1
        if standing.strikes[hand] > 1:
            yield from _given_up(work, standing, [hand], "killed", reason)
    standing.alone = standing.deaths >= PATIENCE


def _given_up(
    work: Work, standing: _Standing, numbers: list[int], status: Status, reason: Text
) -> Iterator[Answer]:
    for number in numbers:
        file = standing.open.pop(number)
        standing.lost.add(number)
        record = FeedRecord(
            path=file.path, client=work.unit.client, status=status, reason=reason, size=file.size
        )
        yield Answer(number=number, record=record)
