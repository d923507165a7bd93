"""Writing a run into the history: as its feeds are done, one transaction per client, so that a killed run loses nothing
of what it had.
"""

from __future__ import annotations

import datetime as dt
import secrets
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from auditor import __version__
from auditor.catalogs.history.connect import History
from auditor.catalogs.history.found import Found, found_in, no_findings, read_findings
from auditor.catalogs.history.identity import Described, Match, described, matched, whole_path
from auditor.catalogs.history.known import known_feeds
from auditor.catalogs.history.merge import merge
from auditor.catalogs.history.rulesets import current_rules, ruleset_id
from auditor.catalogs.history.tables import audits, feeds, places, runs
from auditor.catalogs.records import FeedRecord, RunRecord
from auditor.model import Text

Reader = Callable[[str], pa.Table]
"""Path of a findings file → its findings (FINDINGS_SCHEMA)."""

BACKWARDS = Text(
    "The clock of this machine ({now}) is behind the last run of the history ({before}); the run is recorded after it, "
    "but its date is wrong.",
    "本机时钟（{now}）早于历史库中上次运行的时间（{before}）；本次运行按顺序记录，但日期有误。",
)
UNREADABLE = Text(
    "The findings of {path} could not be read back and are not in the history ({why}).",
    "无法读回 {path} 的问题清单，未写入历史库（{why}）。",
)


def run_name(started: dt.datetime) -> str:
    """A name for a run that began at ``started`` (aware): sortable, and no other run has it."""
    return f"{started.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"


@dataclass(kw_only=True)
class Recording:
    """A run on its way into the history; made by ``begin``."""

    history: History
    run_id: int
    name: str
    notices: list[Text]
    """What a person should know: a clock that went backwards, findings that could not be read."""
    read: Reader = read_findings

    def add(self, records: Sequence[FeedRecord]) -> None:
        """Record feeds; those of one client belong together in one call. Recorded ones are left as they are.

        Skipped files are no feeds and are not recorded. Raises HistoryError.
        """
        kept = sorted((one for one in records if one.status != "skipped"), key=lambda one: one.client)
        for client, group in groupby(kept, key=lambda one: one.client):
            mine = list(group)
            with self.history.writing(1 + zlib.crc32(client.encode()) % 0x7FFFFFFE) as connection:
                self._add_client(connection, client, mine)

    def finish(self, finished: dt.datetime | None = None) -> None:
        """The run is whole and can be compared with. Raises HistoryError."""
        moment = finished or dt.datetime.now(dt.UTC)
        with self.history.writing() as connection:
            connection.execute(sa.update(runs).where(runs.c.id == self.run_id).values(finished=moment))

    def _findings(self, record: FeedRecord) -> Found | None:
        if record.status != "audited":
            return None
        if not record.findings:
            return found_in(no_findings()) if not sum(record.counts.values()) else None
        try:
            return found_in(self.read(record.findings))
        except (OSError, pa.ArrowInvalid) as error:
            self.notices.append(UNREADABLE.format(path=record.path, why=str(error)))
            return None

    def _add_client(self, connection: Connection, client: str, records: Sequence[FeedRecord]) -> None:
        recorded = set(
            connection.execute(sa.select(audits.c.path).where(audits.c.run_id == self.run_id)).scalars()
        )
        records = [one for one in records if one.path not in recorded]
        files = [described(one) for one in records]
        matches = matched(files, known_feeds(connection, client))
        taken = _recorded_feeds(connection, self.run_id)
        for record, file, match in zip(records, files, matches, strict=True):
            mine = match if match.feed is None or match.feed.id not in taken else Match(None)
            feed_id = _feed(connection, client, file, mine)
            self._audit(connection, feed_id, record, mine, self._findings(record))

    def _audit(
        self, connection: Connection, feed_id: int, record: FeedRecord, match: Match, found: Found | None
    ) -> None:
        values = {
            "run_id": self.run_id,
            "feed_id": feed_id,
            **_values(record),
            "renamed_from": match.renamed_from,
        }
        if record.status == "audited" and found is None:
            values["status"] = "crashed"
        made = sa.insert(audits).values(values).returning(audits.c.id)
        audit_id = connection.execute(made).scalar_one()
        if found is None:
            return
        digest = found.digest()
        own: dict[str, object] = {"digest": digest, "same": True}
        if digest != _last_digest(connection, feed_id, audit_id):
            merged = merge(connection, feed_id, audit_id, found)
            own.update(same=False, appeared=merged.appeared, gone=merged.gone)
        connection.execute(sa.update(audits).where(audits.c.id == audit_id).values(own))


def begin(
    history: History,
    *,
    name: str,
    started: dt.datetime,
    arguments: str = "",
    version: str = __version__,
    rules: Mapping[str, tuple[int, str]] | None = None,
    read: Reader = read_findings,
) -> Recording:
    """Enter a run (or go on with the one of that name, which was interrupted). Raises HistoryError.

    rules: as ``rulesets.versions_of`` tells them (default: those of this program).
    """
    notices: list[Text] = []
    with history.writing() as connection:
        known = connection.execute(sa.select(runs.c.id).where(runs.c.name == name)).scalar()
        if known is None:
            last = connection.execute(sa.select(runs.c.started).order_by(runs.c.id.desc()).limit(1)).scalar()
            if last is not None and started < last - dt.timedelta(minutes=5):
                notices.append(
                    BACKWARDS.format(now=f"{started:%Y-%m-%d %H:%M}", before=f"{last:%Y-%m-%d %H:%M}")
                )
            made = sa.insert(runs).values(
                name=name,
                started=started,
                version=version,
                arguments=arguments,
                ruleset_id=ruleset_id(connection, current_rules() if rules is None else rules),
            )
            known = connection.execute(made.returning(runs.c.id)).scalar_one()
    return Recording(history=history, run_id=int(known), name=name, notices=notices, read=read)


def record_run(history: History, run: RunRecord, read: Reader = read_findings) -> Recording:
    """Record a run that is over, whole. Raises HistoryError."""
    recording = begin(
        history, name=run.name, started=run.started, arguments=run.arguments, version=run.version, read=read
    )
    recording.add(run.feeds)
    recording.finish(run.finished)
    return recording


def _values(record: FeedRecord) -> dict[str, object]:
    counts = record.counts
    return {
        "path": record.path,
        "status": record.status,
        "reason_en": record.reason.en,
        "reason_zh": record.reason.zh,
        "sha256": record.sha256,
        "size": record.size,
        "layout": record.layout,
        "marketplace": record.marketplace,
        "language": record.language,
        "rows": record.rows,
        "errors": counts.get("error", 0),
        "warnings": counts.get("warning", 0),
        "infos": counts.get("info", 0),
        "accepted": counts.get("accepted", 0),
        "settings_hash": record.settings_hash,
        "version": record.version,
        "seconds": record.seconds,
        "sketch": " ".join(f"{value:x}" for value in record.sketch),
        "reports": "\n".join(whole_path(path) for path in record.reports),
    }


def _feed(connection: Connection, client: str, file: Described, match: Match) -> int:
    """The feed's number, made where it is new; its place leads to it from now on."""
    if match.feed is None:
        made = sa.insert(feeds).values(client=client, path=file.path).returning(feeds.c.id)
        feed_id = int(connection.execute(made).scalar_one())
    else:
        feed_id = match.feed.id
        if match.feed.path != file.path:
            connection.execute(sa.update(feeds).where(feeds.c.id == feed_id).values(path=file.path))
        if file.place in match.feed.places:
            return feed_id
    connection.execute(sa.delete(places).where(places.c.client == client, places.c.place == file.place))
    connection.execute(sa.insert(places).values(client=client, place=file.place, feed_id=feed_id))
    return feed_id


def _last_digest(connection: Connection, feed_id: int, audit_id: int) -> str:
    before = (
        sa.select(audits.c.digest)
        .where(audits.c.feed_id == feed_id, audits.c.id < audit_id, audits.c.digest != "")
        .order_by(audits.c.id.desc())
        .limit(1)
    )
    return str(connection.execute(before).scalar() or "")


def _recorded_feeds(connection: Connection, run_id: int) -> set[int]:
    return set(connection.execute(sa.select(audits.c.feed_id).where(audits.c.run_id == run_id)).scalars())
