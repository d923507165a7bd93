"""Two runs compared inside the database: one pass over the spans of the feeds that the newer run audited.

Each feed is compared with its last audit up to the older run, so that a file which was refused that night is compared
with the night before. A feed that could not be audited in the newer run is named and not counted: nothing of it is
fixed. The same holds for a feed that the newer run did not have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from auditor.catalogs.history.chosen import RunInfo
from auditor.catalogs.history.connect import History
from auditor.catalogs.history.rulesets import changed_rules
from auditor.catalogs.history.tables import audits, feeds, spans
from auditor.catalogs.records import Change
from auditor.changes import KINDS, key_text
from auditor.model import Severity, Text

Counts = dict[str, dict[str, int]]
"""Kind → severity word → findings."""


@dataclass(frozen=True, kw_only=True)
class FeedChanges:
    """One feed of the newer run."""

    feed_id: int
    client: str
    path: str
    status: str
    reason: Text
    first: bool
    """Never audited up to the older run."""
    renamed_from: str
    settings_changed: bool
    counts: Counts = field(default_factory=lambda: {kind: {} for kind in KINDS})


@dataclass(frozen=True, kw_only=True)
class Difference:
    """The newer run against the older one."""

    older: RunInfo
    newer: RunInfo
    feeds: tuple[FeedChanges, ...]
    absent: tuple[tuple[str, str], ...]
    """(client, path) of feeds that the older run audited and the newer one did not have."""
    rules: tuple[str, ...]
    """Codes of rules that are not the same in both."""

    def counts(self) -> Counts:
        """All feeds together."""
        total: Counts = {kind: {} for kind in KINDS}
        for feed in self.feeds:
            for kind, by_severity in feed.counts.items():
                for word, count in by_severity.items():
                    total[kind][word] = total[kind].get(word, 0) + count
        return total

    def totals(self) -> dict[str, int]:
        """Kind → findings."""
        return {kind: sum(counts.values()) for kind, counts in self.counts().items()}

    def fresh(self, at: Severity) -> int:
        """New findings and ones that came back which weigh at least ``at``."""
        counts = self.counts()
        return sum(counts[kind].get(one.word, 0) for kind in ("new", "back") for one in Severity if one >= at)


def difference(history: History, older: RunInfo, newer: RunInfo) -> Difference:
    """Compare two runs. Raises HistoryError."""
    with history.reading() as connection:
        pairs = _pairs(older.id, newer.id)
        found = {row.feed_id: row for row in connection.execute(_feeds_of(newer.id, pairs))}
        made = {feed_id: _feed_changes(row) for feed_id, row in found.items()}
        stand = _stand(pairs).subquery()
        kind = _kind(stand)
        count = (
            sa.select(stand.c.feed_id, kind.label("kind"), stand.c.severity, sa.func.count().label("n"))
            .where(kind.is_not(None))
            .group_by(stand.c.feed_id, kind, stand.c.severity)
        )
        for feed_id, name, severity, number in connection.execute(count):
            made[feed_id].counts[name][Severity(severity).word] = number
        return Difference(
            older=older,
            newer=newer,
            feeds=tuple(sorted(made.values(), key=lambda one: (one.client, one.path))),
            absent=_absent(connection, older.id, newer.id),
            rules=changed_rules(connection, older.ruleset_id, newer.ruleset_id),
        )


def changes(
    history: History,
    older: RunInfo,
    newer: RunInfo,
    kinds: Sequence[str] = ("new", "back", "fixed"),
    most: int | None = None,
) -> Iterator[Change]:
    """The findings behind the counts, worst first within each kind, at most ``most`` of each kind. Raises HistoryError.

    Their messages are the titles of their rules: texts of cells are not in the history.
    """
    titles = _titles()
    ranked = _ranked(older.id, newer.id, kinds).subquery()
    within = ranked.c.rank <= most if most is not None else sa.true()
    order = {kind: number for number, kind in enumerate(kinds)}
    sorted_so = (sa.case(order, value=ranked.c.kind), ranked.c.rank)
    with history.reading() as connection:
        for row in connection.execute(sa.select(ranked).where(within).order_by(*sorted_so)):
            yield _change(row, titles)


def _ranked(older: int, newer: int, kinds: Sequence[str]) -> sa.Select[Any]:
    """The spans that tell of the findings of ``kinds``, with ``rank``: worst first within each kind."""
    stand = _stand(_pairs(older, newer)).subquery()
    kind = _kind(stand)
    found = sa.select(stand, kind.label("kind")).where(kind.in_(kinds)).cte("found")
    # Worked out once: PostgreSQL, which cannot guess how many there are, would do it again for every feed.
    found = found.prefix_with("MATERIALIZED")
    worst = (spans.c.severity.desc(), feeds.c.client, audits.c.path, spans.c.row, spans.c.fingerprint)
    rank = sa.func.row_number().over(partition_by=found.c.kind, order_by=worst).label("rank")
    return (
        sa.select(spans, found.c.kind, feeds.c.client, audits.c.path, rank)
        .join_from(found, spans, _is_shown(found))
        .join(feeds, feeds.c.id == found.c.feed_id)
        .join(audits, (audits.c.feed_id == found.c.feed_id) & (audits.c.run_id == newer))
    )


def _is_shown(found: sa.CTE) -> sa.ColumnElement[bool]:
    """The span that tells of a finding: where it stands now, else where it stood before."""
    same = (spans.c.feed_id == found.c.feed_id) & (spans.c.fingerprint == found.c.fingerprint)
    return same & (spans.c.since == found.c.shown)


def _change(row: Any, titles: dict[str, Text]) -> Change:
    return Change(
        client=row.client,
        path=row.path,
        kind=row.kind,
        code=row.code,
        severity=row.severity,
        fingerprint=key_text(row.fingerprint),
        sku=row.sku,
        field=row.field,
        row=row.row,
        column=row.letter or "",
        message=titles.get(row.code, Text(row.code, row.code)),
    )


def _titles() -> dict[str, Text]:
    from auditor.rules import all_rules

    return {rule.code: rule.title for rule in all_rules()}


def _pairs(older: int, newer: int) -> sa.CTE:
    """feed_id, b: its audit in the newer run; a: its last audit up to the older run, 0 where there is none."""
    last = (
        sa.select(audits.c.feed_id, sa.func.max(audits.c.run_id).label("run_id"))
        .where(audits.c.run_id <= older, audits.c.digest != "")
        .group_by(audits.c.feed_id)
        .subquery()
    )
    before, now = audits.alias("before"), audits.alias("now")
    return (
        sa.select(
            now.c.feed_id,
            now.c.id.label("b"),
            sa.func.coalesce(before.c.id, 0).label("a"),
            before.c.settings_hash.label("settings_before"),
            before.c.path.label("path_before"),
        )
        .join_from(now, last, last.c.feed_id == now.c.feed_id, isouter=True)
        .join(before, (before.c.feed_id == last.c.feed_id) & (before.c.run_id == last.c.run_id), isouter=True)
        .where(now.c.run_id == newer, now.c.digest != "")
        .cte("pairs")
    )


def _at(audit: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """True for a span that holds at ``audit``."""
    return (spans.c.since <= audit) & (spans.c.until.is_(None) | (spans.c.until > audit))


def _stand(pairs: sa.CTE) -> sa.Select[Any]:
    """One row per finding of the paired feeds: state before and now (1 open, 2 accepted, NULL absent), seen earlier."""
    before, now = _at(pairs.c.a), _at(pairs.c.b)
    state = sa.case((spans.c.accepted, 2), else_=1)

    def told(column: sa.ColumnElement[Any], name: str) -> sa.Label[Any]:
        """As it is now, else as it was before."""
        present, past = sa.func.max(sa.case((now, column))), sa.func.max(sa.case((before, column)))
        return sa.func.coalesce(present, past).label(name)

    return (
        sa.select(
            spans.c.feed_id,
            spans.c.fingerprint,
            sa.func.max(sa.case((before, state))).label("before"),
            sa.func.max(sa.case((now, state))).label("now"),
            sa.func.max(sa.case((spans.c.since <= pairs.c.a, 1))).label("earlier"),
            told(spans.c.severity, "severity"),
            told(spans.c.since, "shown"),
        )
        .join(pairs, pairs.c.feed_id == spans.c.feed_id)
        .group_by(spans.c.feed_id, spans.c.fingerprint)
    )


def _kind(stand: sa.Subquery) -> sa.ColumnElement[str | None]:
    """The kind of a finding; NULL where it is in neither audit."""
    before, now = stand.c.before, stand.c.now
    return sa.case(
        (now.is_(None) & before.is_not(None), "fixed"),
        (now.is_(None), sa.null()),
        (now == 2, "accepted"),
        (before == 1, "still"),
        (before == 2, "back"),
        (stand.c.earlier.is_not(None), "back"),
        else_="new",
    )


def _feeds_of(newer: int, pairs: sa.CTE) -> sa.Select[Any]:
    return (
        sa.select(audits, feeds.c.client, pairs.c.a, pairs.c.settings_before, pairs.c.path_before)
        .join_from(audits, feeds, feeds.c.id == audits.c.feed_id)
        .join(pairs, pairs.c.feed_id == audits.c.feed_id, isouter=True)
        .where(audits.c.run_id == newer)
    )


def _feed_changes(row: Any) -> FeedChanges:
    compared = bool(row.a)
    return FeedChanges(
        feed_id=row.feed_id,
        client=row.client,
        path=row.path,
        status=row.status,
        reason=Text(row.reason_en, row.reason_zh),
        first=row.a == 0,
        renamed_from=row.path_before if compared and row.renamed_from else "",
        settings_changed=compared and row.settings_before != row.settings_hash,
    )


def _absent(connection: Connection, older: int, newer: int) -> tuple[tuple[str, str], ...]:
    there = sa.select(audits.c.feed_id).where(audits.c.run_id == newer)
    rows = connection.execute(
        sa.select(feeds.c.client, audits.c.path)
        .join_from(audits, feeds, feeds.c.id == audits.c.feed_id)
        .where(audits.c.run_id == older, audits.c.feed_id.not_in(there))
        .order_by(feeds.c.client, audits.c.path)
    )
    return tuple((row.client, row.path) for row in rows)
