"""Runs of a history: listing them, and finding the one that a person means."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from auditor.catalogs.history.errors import HistoryError
from auditor.catalogs.history.tables import runs
from auditor.model import Text


@dataclass(frozen=True, kw_only=True)
class RunInfo:
    """One run as the history knows it."""

    id: int
    name: str
    started: dt.datetime
    finished: dt.datetime | None
    version: str
    arguments: str
    ruleset_id: int


NO_SUCH = Text(
    "The history has no run “{wanted}”; name one of {names}, or say last, last-1 or a date such as {date}.",
    "历史库中没有运行“{wanted}”；请指定 {names} 之一，或使用 last、last-1、日期（如 {date}）。",
)
NONE_YET = Text(
    "The history has no finished run yet; it is filled by: auditor audit … --since-last.",
    "历史库中还没有完成的运行；运行 auditor audit … --since-last 后开始记录。",
)
SEVERAL = Text(
    "Several runs begin with “{wanted}”: {names}; write more of the name.",
    "有多个运行以“{wanted}”开头：{names}；请写出更多字符。",
)
TOO_FEW = Text(
    "The history has only {count} finished runs; {wanted} asks for an earlier one.",
    "历史库中只有 {count} 个完成的运行；{wanted} 指的是更早的一次。",
)


def finished_runs(connection: Connection) -> list[RunInfo]:
    """Runs that can be compared with, oldest first (in the order they were recorded)."""
    rows = connection.execute(sa.select(runs).where(runs.c.finished.is_not(None)).order_by(runs.c.id))
    return [RunInfo(**row._mapping) for row in rows]


def run_of_id(connection: Connection, run_id: int) -> RunInfo:
    """A run by its number, finished or not."""
    return RunInfo(**connection.execute(sa.select(runs).where(runs.c.id == run_id)).one()._mapping)


def chosen_run(connection: Connection, wanted: str) -> RunInfo:
    """The finished run that ``wanted`` means: ``last``, ``last-2``, a name or its beginning, or a date (the last run of
    that day, by the clock of this machine). Raises HistoryError.
    """
    every = finished_runs(connection)
    if not every:
        raise HistoryError(NONE_YET)
    word = wanted.strip()
    back = re.fullmatch(r"last(?:[-~](\d+))?", word, re.IGNORECASE)
    if back:
        number = int(back.group(1) or 0)
        if number >= len(every):
            raise HistoryError(TOO_FEW.format(count=len(every), wanted=word))
        return every[-1 - number]
    named = [run for run in every if run.name == word]
    of_day = [run for run in every if f"{run.started.astimezone():%Y-%m-%d}" == word]
    begin_so = [run for run in every if word and run.name.startswith(word)]
    if named or of_day:
        return (named or of_day)[-1]
    if len(begin_so) == 1:
        return begin_so[0]
    if begin_so:
        raise HistoryError(SEVERAL.format(wanted=word, names=_names(begin_so)))
    date = f"{every[-1].started.astimezone():%Y-%m-%d}"
    raise HistoryError(NO_SUCH.format(wanted=word, names=_names(every), date=date))


def _names(some: list[RunInfo], most: int = 5) -> str:
    return ", ".join(run.name for run in some[-most:])
