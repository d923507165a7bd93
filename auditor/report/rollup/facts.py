"""What a run comes to, gathered in one pass over its records; memory grows with clients and feeds, not with skips."""

from __future__ import annotations

import datetime as dt
import heapq
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from functools import cached_property

import numpy as np

from auditor.catalogs.records import ChangeCount, FeedRecord, RunRecord
from auditor.catalogs.summing import Sums
from auditor.feed.table import IntArray
from auditor.model import Severity, Text

LISTED = 20
"""Feeds in each list of the worst, slowest, largest."""
MOST_REASONS = 500
"""Different reasons for skipping that are told apart; the rest count as others."""
OTHER_REASONS = Text("other reasons", "其他原因")


@dataclass(kw_only=True)
class RuleFacts:
    """One rule over all clients."""

    code: str
    severity: Severity = Severity.INFO
    findings: int = 0
    feeds: int = 0
    clients: set[str] = made(default_factory=set)


@dataclass(kw_only=True)
class ClientFacts:
    """One client. counts: as in ``Sums.by_client``. changes: (kind, severity) → findings."""

    name: str
    counts: Counter[str]
    worst_code: str = ""
    """The rule behind most of its findings of the highest severity it has."""
    changes: Counter[tuple[str, int]] = made(default_factory=Counter)

    @property
    def state(self) -> str:
        """``stop``: needs work before upload. ``look``: warnings. ``go``: ready. ``none``: nothing was audited."""
        if self.counts["error"] or self.counts["failed"]:
            return "stop"
        if self.counts["warning"]:
            return "look"
        return "go" if self.counts["audited"] else "none"

    @property
    def newly_broken(self) -> bool:
        """It has errors now, and none of its errors was there before.

        Not said of a client with a file that could not be audited: what was wrong in it before is not counted.
        """
        errors = {kind: self.changes[kind, Severity.ERROR] for kind in ("new", "back", "still", "fixed")}
        fresh = errors["new"] + errors["back"]
        return bool(fresh) and not errors["still"] + errors["fixed"] and not self.counts["failed"]


class Top:
    """The ``LISTED`` records with the largest values above zero; of equal ones the first."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, FeedRecord]] = []

    def offer(self, value: float, number: int, record: FeedRecord) -> None:
        """Take ``record`` if it is among the largest."""
        if value > 0:
            heapq.heappush(self._heap, (value, -number, record))
            if len(self._heap) > LISTED:
                heapq.heappop(self._heap)

    def __iter__(self) -> Iterator[FeedRecord]:
        """Largest first."""
        return (record for _, _, record in sorted(self._heap, key=lambda one: (-one[0], -one[1])))

    def __len__(self) -> int:
        return len(self._heap)


@dataclass(kw_only=True)
class RollUp:
    """The facts of a run. clients: worst first. rules: most severe first, then those that most clients break."""

    run: RunRecord
    since: dt.datetime | None
    """When the earlier run began that ``changes`` are counted against."""
    sums: Sums = made(default_factory=Sums)
    clients: list[ClientFacts] = made(default_factory=list)
    rules: list[RuleFacts] = made(default_factory=list)
    changes: Counter[tuple[str, int]] = made(default_factory=Counter)
    compared: bool = False
    most_errors: Top = made(default_factory=Top)
    slowest: Top = made(default_factory=Top)
    largest: Top = made(default_factory=Top)
    failed: array[int] = made(default_factory=lambda: array("q"))
    """Places in ``run.feeds`` of files that could not be audited."""
    skipped: array[int] = made(default_factory=lambda: array("q"))
    reasons: Counter[Text] = made(default_factory=Counter)
    """Reason → files skipped for it."""
    feeds_with_errors: int = 0
    size: int = 0
    seconds: float = 0.0
    """Of all files, added up."""
    _rows: list[array[int]] = made(default_factory=lambda: [array("q") for _ in range(5)])

    @property
    def newly_broken(self) -> list[ClientFacts]:
        """Clients that had no errors before and have some now."""
        return [client for client in self.clients if client.newly_broken]

    @property
    def states(self) -> Counter[str]:
        """State → clients."""
        return Counter(client.state for client in self.clients)

    @cached_property
    def order(self) -> IntArray:
        """Places in ``run.feeds`` of all files that were not skipped: by client as in ``clients``, then worst first."""
        places, clients, *keys = (np.array(one, np.int64) for one in self._rows)
        if not len(places):
            return places
        numbers = {name: rank for rank, name in enumerate(client.name for client in self.clients)}
        ranks = np.array([numbers[name] for name in self._names], np.int64)[clients]
        return np.asarray(places[np.lexsort((places, *(-key for key in reversed(keys)), ranks))])

    @cached_property
    def first_lines(self) -> dict[str, int]:
        """Client → the position in ``order`` of its first file."""
        lines, at = {}, 0
        for client in self.clients:
            if client.counts["files"]:
                lines[client.name] = at
                at += client.counts["files"]
        return lines

    @cached_property
    def _names(self) -> list[str]:
        return [name for name, _ in sorted(self._numbers.items(), key=lambda one: one[1])]

    _numbers: dict[str, int] = made(default_factory=dict)

    def take(self, number: int, record: FeedRecord) -> None:
        """Count one record."""
        self.sums.add(record)
        self.size += record.size
        if record.status == "skipped":
            self.skipped.append(number)
            known = record.reason in self.reasons or len(self.reasons) < MOST_REASONS
            self.reasons[record.reason if known else OTHER_REASONS] += 1
            return
        errors, failed = record.counts.get("error", 0), record.status != "audited"
        key = (number, self._numbers.setdefault(record.client, len(self._numbers)))
        for column, value in zip(
            self._rows, (*key, errors, failed, record.counts.get("warning", 0)), strict=True
        ):
            column.append(value)
        if failed:
            self.failed.append(number)
        self.feeds_with_errors += errors > 0
        self.seconds += record.seconds
        self.most_errors.offer(errors, number, record)
        self.slowest.offer(0 if record.cached else record.seconds, number, record)
        self.largest.offer(record.size, number, record)


def facts_of(run: RunRecord, changes: Iterable[ChangeCount] = (), since: dt.datetime | None = None) -> RollUp:
    """The facts of ``run``; ``changes``: against the run that began at ``since``, empty where none is known."""
    rolled = RollUp(run=run, since=since)
    rules: dict[str, RuleFacts] = {}
    codes: dict[str, Counter[tuple[int, str]]] = {}
    for number, record in enumerate(run.feeds):
        rolled.take(number, record)
        for code, count in record.codes.items():
            severity = record.severities.get(code, int(Severity.INFO))
            rule = rules.setdefault(code, RuleFacts(code=code))
            rule.severity = max(rule.severity, Severity(severity))
            rule.findings += count
            rule.feeds += 1
            rule.clients.add(record.client)
            codes.setdefault(record.client, Counter())[severity, code] += count
    rolled.rules = sorted(
        rules.values(), key=lambda one: (-one.severity, -len(one.clients), -one.findings, one.code)
    )
    by_client = {
        name: ClientFacts(name=name, counts=counts, worst_code=_worst(codes.get(name, Counter())))
        for name, counts in rolled.sums.ranked()
    }
    rolled.clients = list(by_client.values())
    for change in changes:
        rolled.compared = True
        rolled.changes[change.kind, change.severity] += change.count
        if change.client in by_client:
            by_client[change.client].changes[change.kind, change.severity] += change.count
    rolled.compared |= since is not None
    return rolled


def _worst(codes: Counter[tuple[int, str]]) -> str:
    if not codes:
        return ""
    return min(codes, key=lambda key: (-key[0], -codes[key], key[1]))[1]


def kinds(
    changes: Counter[tuple[str, int]], kind: str, severities: Sequence[Severity] = tuple(Severity)
) -> int:
    """Findings of one kind."""
    return sum(changes[kind, severity] for severity in severities)
