"""Progress of a run over many files: files done, rows per second, time left, the worst client so far.

A bar on a terminal, a plain line every few seconds elsewhere; both on standard error.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from auditor.model import Language, Text

EVERY = 10.0
"""Seconds between plain lines."""

LINE = Text(
    "{done:,} of {total:,} files, {rate:,.0f} rows/s, {left} left{worst}",
    "{done:,}/{total:,} 个文件，{rate:,.0f} 行/秒，剩余 {left}{worst}",
)
WORST = Text(", worst so far: {client} ({errors:,} errors)", "，目前问题最多：{client}（{errors:,} 个错误）")
UNKNOWN = Text("unknown time", "时间未知")


class RunProgress:
    """A context manager; ``took`` is told of every record. size: bytes of all files, which the time left is told by."""

    def __init__(self, total: int, size: int, *, quiet: bool, no_color: bool, language: Language) -> None:
        self._total, self._size = total, size
        self._language = language
        self._quiet = quiet
        self._errors: Counter[str] = Counter()
        self._done = self._rows = self._bytes = self._fresh_bytes = 0
        self._began = self._said = time.monotonic()
        self._bar: Progress | None = None
        if not quiet and sys.stderr.isatty():
            console = Console(stderr=True, no_color=no_color, highlight=False)
            self._bar = Progress(
                MofNCompleteColumn(),
                BarColumn(),
                TimeElapsedColumn(),
                TextColumn("{task.description}"),
                console=console,
                transient=True,
            )
            self._task = self._bar.add_task("", total=total)

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def took(self, client: str, *, rows: int, size: int, errors: int, cached: bool) -> None:
        """One file more has its record; ``size`` in bytes, ``cached``: it took no work."""
        self._done += 1
        self._bytes += size
        if not cached:
            self._rows += rows
            self._fresh_bytes += size
        if errors and client:
            self._errors[client] += errors
        now = time.monotonic()
        if self._bar:
            self._bar.update(self._task, completed=self._done, description=escape(self.line()))
        elif not self._quiet and now - self._said >= EVERY:
            self._said = now
            print(self.line(), file=sys.stderr, flush=True)

    def line(self) -> str:
        """How the run stands, in one line."""
        spent = max(time.monotonic() - self._began, 1e-9)
        worst = self._errors.most_common(1)
        return LINE.format(
            done=self._done,
            total=self._total,
            rate=self._rows / spent,
            left=self._left(spent),
            worst=WORST.format(client=worst[0][0], errors=worst[0][1]) if worst else "",
        )(self._language)

    def _left(self, spent: float) -> Text:
        if not self._fresh_bytes:
            return UNKNOWN
        seconds = round(max(0, self._size - self._bytes) * spent / self._fresh_bytes)
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        said = f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
        return Text(said, said)
