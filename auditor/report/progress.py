"""A progress line on standard error: shown only on a terminal, only after two seconds, never in the way."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from auditor.model import Language, Text

PATIENCE = 2.0
"""Seconds before a bar appears."""


class ProgressLine:
    """Context manager; ``tell`` has the signature of ``catalogs.local.Progress``."""

    def __init__(self, *, quiet: bool, no_color: bool, language: Language) -> None:
        """Silent when ``quiet`` or when standard error is no terminal."""
        self._language = language
        console = Console(stderr=True, no_color=no_color, highlight=False)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._silent = quiet or not sys.stderr.isatty()
        self._began = time.monotonic()
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Nothing is shown yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self.pause()

    def tell(self, file: str, doing: Text, done: int, total: int) -> None:
        """Show what is being done to which file."""
        if self._silent or time.monotonic() - self._began < PATIENCE:
            return
        description = f"{doing(self._language)} {file}"
        if self._task is None:
            self._task = self._progress.add_task(description, total=total or None)
            self._progress.start()
        self._progress.update(self._task, description=description, completed=done, total=total or None)

    def pause(self) -> None:
        """Take the bar away so that something can be printed; the next ``tell`` shows it again."""
        if self._task is not None:
            self._progress.stop()
            self._progress.remove_task(self._task)
            self._task = None
