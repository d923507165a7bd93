"""A job for a machine's scheduler: what is run, where, when; and what no scheduler can carry."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from auditor.model import FeedError, Text

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Job:
    """A command and when it is run.

    name: ASCII, fit for file and unit names. command: program and arguments. folder: absolute, where it is run.
    days: numbers from Monday (0), ascending; all seven: every day. Raises FeedError for what cannot be scheduled.
    """

    name: str
    command: tuple[str, ...]
    folder: Path
    at: dt.time
    days: tuple[int, ...] = tuple(range(7))

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise FeedError(
                Text(
                    f"The name “{self.name}” will not do: use Latin letters, digits, dots, - and _, at most 64.",
                    f"名称“{self.name}”不可用：只能使用英文字母、数字、点、- 和 _，最多 64 个字符。",
                )
            )
        odd = next((part for part in (*self.command, str(self.folder)) if _CONTROL.search(part)), None)
        if odd is not None:
            raise FeedError(
                Text(
                    f"A scheduler cannot carry {odd!r}: it holds a line break or another control character.",
                    f"计划任务无法使用 {odd!r}：其中含有换行或其他控制字符。",
                )
            )

    @property
    def daily(self) -> bool:
        """True for every day of the week."""
        return len(self.days) == len(DAYS)


def time_of(text: str) -> dt.time:
    """``02:30`` → a time of day; ValueError for anything else."""
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", text.strip())
    if not found:
        raise ValueError("a time of day is written 02:30")
    try:
        return dt.time(int(found[1]), int(found[2]))
    except ValueError:
        raise ValueError("a time of day is written 02:30, from 00:00 to 23:59") from None


def days_of(text: str) -> tuple[int, ...]:
    """``mon-fri``, ``mon,thu``, ``sat-mon`` or ``daily`` → numbers from Monday (0); ValueError for anything else."""
    stated = text.strip().casefold()
    if stated in ("daily", ""):
        return tuple(range(7))
    chosen: set[int] = set()
    for part in stated.split(","):
        first, dash, last = (end.strip() for end in part.partition("-"))
        ends = [first, last] if dash else [first]
        if not all(end in DAYS for end in ends):
            raise ValueError(f"days are daily, or {', '.join(DAYS)} with commas and dashes: mon-fri")
        start, end = DAYS.index(ends[0]), DAYS.index(ends[-1])
        chosen |= {day % 7 for day in range(start, end + 1 + (7 if end < start else 0))}
    return tuple(sorted(chosen))
