"""Letting old runs and reports go.

Everything of runs older than the days stated goes, but for the last finished run, whose feeds keep their last audit:
the next run has something to be compared with. A finding that is forgotten so and comes back counts as new.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from auditor.catalogs.history.connect import FOLDER, History
from auditor.catalogs.history.tables import audits, feeds, runs, spans
from auditor.catalogs.paths import OWN_MARK

FINDINGS = "findings"
"""Folder below FOLDER with the findings at rest of earlier runs."""


@dataclass(frozen=True, kw_only=True)
class Pruned:
    """What went, or would go."""

    runs: int
    audits: int
    findings: int
    """Spans of findings that no run left knows."""
    files: tuple[str, ...]
    size: int
    """Bytes of these files."""


class _TakeBackError(Exception):
    """Ends the transaction of a dry run."""


def prune(
    history: History, out: Path | None, days: int, *, dry_run: bool, now: dt.datetime | None = None
) -> Pruned:
    """Remove runs, and reports below ``out``, that are older than ``days`` days. Raises HistoryError.

    dry_run: say what would go and leave everything. Reports that a run left still names are kept, whatever their age;
    files that lie in the future are kept too.
    """
    moment = now or dt.datetime.now(dt.UTC)
    before = moment - dt.timedelta(days=days)
    counts: dict[str, int] = {}
    listed: set[str] = set()
    kept: set[str] = set()
    try:
        with history.writing() as connection:
            counts, listed = _forget(connection, before)
            kept = _reports(connection)
            if dry_run:
                raise _TakeBackError
    except _TakeBackError:
        pass
    files = (
        sorted({*_old(out, before), *_there(listed, before)} - kept)
        if out
        else sorted(_there(listed - kept, before))
    )
    size = sum(os.path.getsize(file) for file in files)
    if not dry_run:
        _remove(files, out)
        _shrink(history)
    return Pruned(**counts, files=tuple(files), size=size)


def _forget(connection: Connection, before: dt.datetime) -> tuple[dict[str, int], set[str]]:
    """Delete in the transaction that is open; counts, and the reports of what went."""
    last = sa.select(sa.func.max(runs.c.id)).where(runs.c.finished.is_not(None)).scalar_subquery()
    old = sa.select(runs.c.id).where(runs.c.started < before, runs.c.id != sa.func.coalesce(last, -1))
    old_ids = list(connection.execute(old).scalars())
    going = audits.c.run_id.in_(old_ids)
    every, other = audits.alias(), audits.alias()
    living = sa.select(other.c.feed_id).where(other.c.run_id.not_in(old_ids))
    base = (
        sa.select(sa.func.max(every.c.id))
        .where(every.c.digest != "", every.c.feed_id.in_(living))
        .group_by(every.c.feed_id)
    )
    gone = going & audits.c.id.not_in(base)
    listed = set(connection.execute(sa.select(audits.c.reports).where(gone)).scalars())
    removed = connection.execute(sa.delete(audits).where(gone)).rowcount
    lost = sa.delete(feeds).where(feeds.c.id.not_in(sa.select(audits.c.feed_id)))
    orphans = sa.select(sa.func.count()).select_from(spans)
    total = connection.execute(orphans).scalar_one()
    connection.execute(sa.delete(spans).where(spans.c.feed_id.not_in(sa.select(audits.c.feed_id))))
    connection.execute(lost)
    seen = sa.exists().where(
        audits.c.feed_id == spans.c.feed_id,
        audits.c.digest != "",
        audits.c.id >= spans.c.since,
        audits.c.id < spans.c.until,
    )
    connection.execute(sa.delete(spans).where(spans.c.until.is_not(None), ~seen))
    empty = sa.delete(runs).where(runs.c.id.in_(old_ids), runs.c.id.not_in(sa.select(audits.c.run_id)))
    counts = {
        "runs": connection.execute(empty).rowcount,
        "audits": removed,
        "findings": total - connection.execute(orphans).scalar_one(),
    }
    return counts, {path for lines in listed for path in lines.splitlines()}


def _reports(connection: Connection) -> set[str]:
    """The reports that a run left names."""
    listed = connection.execute(sa.select(audits.c.reports)).scalars()
    return {path for lines in listed for path in lines.splitlines()}


def _there(paths: set[str], before: dt.datetime) -> Iterator[str]:
    for path in paths:
        if os.path.isfile(path) and os.path.getmtime(path) < before.timestamp():
            yield path


def _old(out: Path, before: dt.datetime) -> Iterator[str]:
    """Our own files below ``out`` that are older; links are not followed."""
    findings = (out / FOLDER / FINDINGS).absolute()
    for folder, _, names in os.walk(out.absolute()):
        for name in names:
            path = Path(folder) / name
            kept = path.suffix == ".arrow" and findings in path.parents
            ours = OWN_MARK in path.suffixes[-2:-1] or kept
            if ours and not path.is_symlink() and path.stat().st_mtime < before.timestamp():
                yield str(path).replace(os.sep, "/")


def _remove(files: list[str], out: Path | None) -> None:
    """Delete, with the folders below ``out`` that are empty then; what cannot be deleted stays."""
    for file in files:
        try:
            os.unlink(file)
            folder = Path(file).parent
            while out is not None and out.absolute() in folder.parents and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent
        except OSError:
            continue


def _shrink(history: History) -> None:
    """Give the file's free room back to the disk; where another program reads it just now, next time."""
    if history.postgres:
        return
    try:
        with history.engine.connect() as connection:
            connection.connection.cursor().execute("VACUUM")
    except OperationalError:
        return
