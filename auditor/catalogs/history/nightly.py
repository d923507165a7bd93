"""The history beside a run over feeds: what was known goes to the workers, the run goes in, the comparison comes out.

A history that cannot be used never stops an audit: the reports are written, the sentence is kept in ``problem``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

from auditor.catalogs.history.chosen import RunInfo, finished_runs, run_of_id
from auditor.catalogs.history.connect import History, open_history
from auditor.catalogs.history.diff import Difference, changes, difference
from auditor.catalogs.history.errors import HistoryError, in_words
from auditor.catalogs.history.known import known_of
from auditor.catalogs.history.record import begin
from auditor.catalogs.history.retention import Pruned, prune
from auditor.catalogs.records import Change, ChangeCount, RunRecord
from auditor.feed.places import is_url, joined, put
from auditor.model import FeedError, Text

KNOWN = "known"
"""Folder, below that of the run's journal, of what workers are told of the history."""


class Night:
    """The history of one run; a context manager. compare: tell workers and say what changed."""

    def __init__(self, place: str, *, compare: bool, state: Path, shared: str = "") -> None:
        """Open the history at ``place`` (empty: none). state: folder of the run's journal; shared: where workers on
        other machines look for what is in it, where that is an address.
        """
        self.compare = compare
        self.problem: Text | None = None
        self.notices: list[Text] = []
        self.difference: Difference | None = None
        self.pruned: Pruned | None = None
        self._state, self._shared = state, shared
        self._history: History | None = None
        self._older: RunInfo | None = None
        if not place:
            return
        try:
            self._history = open_history(place)
            with self._history.reading() as connection:
                self._older = (finished_runs(connection) or [None])[-1]  # type: ignore[list-item]
        except HistoryError as error:
            self.problem = error.problem

    def __enter__(self) -> Self:
        """The night itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the history, remove what workers were told."""
        if self._history is not None:
            self._history.close()
        folder = self._state / KNOWN
        if folder.is_dir():
            for file in folder.glob("*.arrow"):
                file.unlink(missing_ok=True)
            if not any(folder.iterdir()):
                folder.rmdir()

    def known(self, client: str) -> str:
        """Where a worker finds what is known of ``client``; empty where nothing is to be compared."""
        if self._history is None or not self.compare or self.problem is not None:
            return ""
        name = hashlib.sha256(client.encode("utf-8", "surrogatepass")).hexdigest()[:24] + ".arrow"
        try:
            found = known_of(self._history, client)
            with in_words(self._history.place):
                (self._state / KNOWN).mkdir(parents=True, exist_ok=True)
                found.write(self._state / KNOWN / name)
                if is_url(self._shared):
                    put(self._state / KNOWN / name, joined(self._shared, KNOWN, name))
                    return joined(self._shared, KNOWN, name)
        except FeedError as error:
            self.problem = error.problem
            return ""
        return str((self._state / KNOWN / name).absolute())

    def record(self, run: RunRecord) -> None:
        """Record ``run`` and compare it with the last one before it."""
        if self._history is None or self.problem is not None:
            return
        try:
            recording = begin(
                self._history,
                name=run.name,
                started=run.started,
                arguments=run.arguments,
                version=run.version,
            )
            for _, group in groupby(run.feeds, key=lambda one: one.client):
                recording.add(list(group))
            recording.finish(run.finished)
            self.notices += recording.notices
            if self.compare and self._older is not None and self._older.id != recording.run_id:
                with self._history.reading() as connection:
                    newer = run_of_id(connection, recording.run_id)
                self.difference = difference(self._history, self._older, newer)
        except HistoryError as error:
            self.problem = error.problem

    def prune(self, out: Path | None, days: int) -> None:
        """Let runs and reports go that are older than ``days`` days."""
        if self._history is None or self.problem is not None:
            return
        try:
            self.pruned = prune(self._history, out, days, dry_run=False)
        except HistoryError as error:
            self.problem = error.problem

    def listed(self, most: int) -> list[Change]:
        """The worst findings that came or went, at most ``most`` of each kind; none where nothing was compared."""
        if self._history is None or self.difference is None:
            return []
        try:
            return list(changes(self._history, self.difference.older, self.difference.newer, most=most))
        except HistoryError as error:
            self.problem = error.problem
            return []

    def counts(self) -> Sequence[ChangeCount]:
        """The comparison as roll-ups take it; empty where there is none."""
        return change_counts(self.difference) if self.difference else ()


def change_counts(found: Difference) -> list[ChangeCount]:
    """Counts per client, kind and severity."""
    from auditor.model import Severity

    return [
        ChangeCount(client=feed.client, kind=kind, severity=int(Severity[word.upper()]), count=count)  # type: ignore[arg-type]
        for feed in found.feeds
        for kind, by_severity in feed.counts.items()
        for word, count in by_severity.items()
    ]
