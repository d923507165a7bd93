"""A feed's findings into the spans of the history, inside the database: a few statements, whatever their number."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.csv
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from auditor.catalogs.history.found import SCHEMA, Found
from auditor.catalogs.history.tables import spans

MANY = 20_000
"""Rows from which PostgreSQL's planner is told about them at once."""

_TEMPORARY = sa.MetaData()
incoming = sa.Table(
    "incoming",
    _TEMPORARY,
    sa.Column("fingerprint", sa.BigInteger, primary_key=True),
    sa.Column("severity", sa.SmallInteger, nullable=False),
    sa.Column("accepted", sa.Boolean, nullable=False),
    sa.Column("code", sa.String(16), nullable=False),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("sku", sa.Text, nullable=False),
    sa.Column("row", sa.Integer),
    sa.Column("letter", sa.String(8)),
    prefixes=["TEMPORARY"],
    sqlite_with_rowid=False,
)
_MOVING = ("row", "letter")


@dataclass(frozen=True)
class Merged:
    """Findings that were not there at the feed's audit before, and those that are not there any more."""

    appeared: int
    gone: int


def merge(connection: Connection, feed_id: int, audit_id: int, found: Found) -> Merged:
    """Make ``found`` the present state of the feed; the caller holds the transaction."""
    _load(connection, found)
    try:
        return _merged(connection, feed_id, audit_id)
    finally:
        incoming.drop(connection)


def _merged(connection: Connection, feed_id: int, audit_id: int) -> Merged:
    current = (spans.c.feed_id == feed_id) & spans.c.until.is_(None)
    same = incoming.c.fingerprint == spans.c.fingerprint
    differs = (incoming.c.severity != spans.c.severity) | (incoming.c.accepted != spans.c.accepted)
    ends = sa.update(spans).values(until=audit_id)
    gone = connection.execute(ends.where(current, ~sa.exists().where(same))).rowcount
    changed = connection.execute(ends.where(current, sa.exists().where(same, differs))).rowcount
    moved = sa.or_(*(spans.c[name].is_distinct_from(incoming.c[name]) for name in _MOVING))
    connection.execute(
        sa.update(spans).values({name: incoming.c[name] for name in _MOVING}).where(current, same, moved)
    )
    names = [column.name for column in incoming.c]
    fresh = sa.select(sa.literal(feed_id), sa.literal(audit_id), *incoming.c).where(
        ~sa.exists().where(same, current)
    )
    added = connection.execute(sa.insert(spans).from_select(["feed_id", "since", *names], fresh)).rowcount
    if added > MANY and connection.dialect.name == "postgresql":
        connection.execute(sa.text("ANALYZE spans"))
    return Merged(appeared=added - changed, gone=gone)


def _load(connection: Connection, found: Found) -> None:
    incoming.create(connection)
    raw: Any = connection.connection.dbapi_connection
    names = ", ".join(SCHEMA.names)
    if connection.dialect.name == "sqlite":
        into = f"INSERT INTO incoming ({names}) VALUES ({', '.join('?' * len(SCHEMA))})"
        for batch in found.batches():
            columns = [column.to_pylist() for column in batch.columns]
            raw.cursor().executemany(into, zip(*columns, strict=True))
        return
    with raw.cursor() as cursor:
        with cursor.copy(f"COPY incoming ({names}) FROM STDIN (FORMAT csv)") as copy:
            for batch in found.batches():
                copy.write(_as_csv(batch))
        cursor.execute("ANALYZE incoming")


def _as_csv(batch: pa.RecordBatch) -> bytes:
    """A batch as PostgreSQL reads CSV: values quoted, nulls bare."""
    out = io.BytesIO()
    style = pyarrow.csv.WriteOptions(include_header=False, quoting_style="all_valid")
    pyarrow.csv.write_csv(batch, out, style)
    return out.getvalue()
