"""What the history knows of a client's feeds, as a value that travels to whoever audits them.

The reports of a run need the comparison while they are written, in a worker that has no way to the database.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from auditor.catalogs.history.connect import History
from auditor.catalogs.history.identity import Described, KnownFeed, Match, matched
from auditor.catalogs.history.tables import audits, feeds, places, runs, spans
from auditor.changes import ACCEPTED, BACK, GONE_SCHEMA, NEW, STILL, Changes, keys_of
from auditor.feed.table import BoolArray, IntArray

ENDED, OPEN, TAKEN = 0, 1, 2
"""A finding that is fixed, one that stands, one that stands and is accepted."""

STATES = pa.schema([("feed", pa.int64()), ("state", pa.int8()), *GONE_SCHEMA])
_CHUNK = 50_000


@dataclass(frozen=True)
class Known:
    """The feeds of one client and their findings (STATES), as of their last audits."""

    feeds: tuple[KnownFeed, ...]
    states: pa.Table

    def matched(self, files: Sequence[Described]) -> list[Match]:
        """The feed of each of the client's files."""
        return matched(files, self.feeds)

    def changes(
        self, match: Match, fingerprints: pa.Array, severities: IntArray, accepted: BoolArray
    ) -> Changes:
        """How an audit's findings (hexadecimal fingerprints, aligned arrays) stand against the feed's last audit."""
        keys = keys_of(fingerprints)
        feed = match.feed if match.feed and match.feed.since else None
        mine = self.states.filter(pc.equal(self.states["feed"], feed.id if feed else -1))
        known, states = mine["fingerprint"].to_numpy(), mine["state"].to_numpy()
        order = np.argsort(known, kind="stable")
        at = np.searchsorted(known[order], keys)
        place = order[np.minimum(at, len(order) - 1)] if len(order) else np.zeros(len(keys), np.int64)
        there = np.zeros(len(keys), dtype=bool)
        before = np.full(len(keys), -1, np.int8)
        if len(order):
            there = known[place] == keys
            before[there] = states[place[there]]
        kinds = np.select(
            [accepted, before == OPEN, before == TAKEN, before == ENDED], [ACCEPTED, STILL, BACK, BACK], NEW
        ).astype(np.int8)
        left = (states != ENDED) & ~np.isin(known, keys)
        return Changes(
            since=feed.since if feed else "",
            moment=dt.datetime.fromtimestamp(feed.moment, dt.UTC) if feed else None,
            kinds=kinds,
            severities=np.asarray(severities, np.int8),
            gone=mine.filter(pa.array(left)).select(GONE_SCHEMA.names),
            renamed_from=match.renamed_from if feed else "",
        )

    def write(self, path: Path) -> None:
        """Keep it in an Arrow file."""
        stated = json.dumps([{**asdict(one), "places": sorted(one.places)} for one in self.feeds])
        table = self.states.replace_schema_metadata({b"feeds": stated.encode()})
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as out:
            out.write_table(table)

    @staticmethod
    def read(path: Path | BinaryIO) -> Known:
        """What ``write`` kept, from a path or an open file. Raises OSError or pyarrow.ArrowInvalid."""
        with pa.OSFile(str(path), "rb") if isinstance(path, Path) else path as source:
            table = pa.ipc.open_file(source).read_all()
        stated = json.loads(table.schema.metadata[b"feeds"])
        return Known(
            tuple(
                KnownFeed(**{**one, "places": frozenset(one["places"]), "sketch": tuple(one["sketch"])})
                for one in stated
            ),
            table.replace_schema_metadata(None),
        )


def nothing_known() -> Known:
    """Of a client without history."""
    return Known((), STATES.empty_table())


def known_of(history: History, client: str) -> Known:
    """What the history knows of ``client``'s feeds. Raises HistoryError."""
    with history.reading() as connection:
        found = known_feeds(connection, client)
        return Known(tuple(found), _states(connection, client))


def known_feeds(connection: Connection, client: str) -> list[KnownFeed]:
    """The feeds of a client, each as of its last audit."""
    mine = sa.select(feeds.c.id).where(feeds.c.client == client)
    last = (
        sa.select(audits.c.feed_id, sa.func.max(audits.c.id).label("id"))
        .where(audits.c.digest != "", audits.c.feed_id.in_(mine))
        .group_by(audits.c.feed_id)
        .subquery()
    )
    rows = connection.execute(
        sa.select(
            feeds.c.id,
            feeds.c.path,
            audits.c.layout,
            audits.c.marketplace,
            audits.c.sketch,
            audits.c.sha256,
            audits.c.same,
            runs.c.name,
            runs.c.started,
        )
        .join_from(feeds, last, last.c.feed_id == feeds.c.id, isouter=True)
        .join(audits, audits.c.id == last.c.id, isouter=True)
        .join(runs, runs.c.id == audits.c.run_id, isouter=True)
        .where(feeds.c.client == client)
        .order_by(feeds.c.id)
    ).all()
    lead: dict[int, set[str]] = {}
    for place, feed_id in connection.execute(
        sa.select(places.c.place, places.c.feed_id).where(places.c.client == client)
    ):
        lead.setdefault(feed_id, set()).add(place)
    return [
        KnownFeed(
            id=row.id,
            path=row.path,
            places=frozenset(lead.get(row.id, ())),
            layout=row.layout or "",
            marketplace=row.marketplace or "",
            sketch=tuple(int(value, 16) for value in (row.sketch or "").split()),
            sha256=row.sha256 or "",
            since=row.name or "",
            moment=row.started.timestamp() if row.started else 0.0,
            settled=bool(row.same),
        )
        for row in rows
    ]


def _states(connection: Connection, client: str) -> pa.Table:
    """STATES of all feeds of the client."""
    of_client = spans.c.feed_id.in_(sa.select(feeds.c.id).where(feeds.c.client == client))
    details = [spans.c.code, spans.c.severity, spans.c.sku, spans.c.field, spans.c.row, spans.c.letter]
    stands = sa.select(
        spans.c.feed_id, sa.case((spans.c.accepted, TAKEN), else_=OPEN), spans.c.fingerprint, *details
    ).where(of_client, spans.c.until.is_(None))
    later = spans.alias()
    ended = (
        sa.select(spans.c.feed_id, sa.literal(ENDED), spans.c.fingerprint)
        .where(of_client, spans.c.until.is_not(None))
        .where(
            ~sa.exists().where(
                later.c.feed_id == spans.c.feed_id,
                later.c.fingerprint == spans.c.fingerprint,
                later.c.until.is_(None),
            )
        )
        .distinct()
    )
    parts = [
        pa.table(list(zip(*rows, strict=True)), schema=STATES)
        for rows in connection.execute(stands).partitions(_CHUNK)
    ]
    blank = [None] * (len(STATES) - 3)
    parts += [
        pa.table([*zip(*rows, strict=True), *([value] * len(rows) for value in blank)], schema=STATES)
        for rows in connection.execute(ended).partitions(_CHUNK)
    ]
    return pa.concat_tables(parts) if parts else STATES.empty_table()
