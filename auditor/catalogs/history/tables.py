"""The tables of the history.

A finding takes one row per stretch of audits of its feed in which it stood unchanged (``spans``): a million findings
that stay are a million rows, however many nights pass, and any two runs are compared by one pass over them.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

HEAD = "0001"
"""The newest migration: what this program reads and writes."""


class Moment(sa.types.TypeDecorator[dt.datetime]):
    """An aware datetime, kept as milliseconds since 1970 in UTC: the same in every database."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        """Datetime → milliseconds."""
        return None if value is None else round(value.timestamp() * 1000)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> dt.datetime | None:
        """Milliseconds → datetime in UTC."""
        return None if value is None else dt.datetime.fromtimestamp(value / 1000, dt.UTC)


NAMES = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""SQLite numbers rows by itself in plain INTEGER columns only."""


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


rulesets = sa.Table(
    "rulesets",
    NAMES,
    sa.Column("id", Key, primary_key=True),
    sa.Column("digest", sa.String(64), nullable=False, unique=True),
)
"""Each distinct state of all rules that a run was made with."""

rule_versions = sa.Table(
    "rule_versions",
    NAMES,
    sa.Column("ruleset_id", Key, sa.ForeignKey(rulesets.c.id, ondelete="CASCADE"), primary_key=True),
    sa.Column("code", sa.String(16), primary_key=True),
    sa.Column("severity", sa.SmallInteger, nullable=False),
    sa.Column("digest", sa.String(16), nullable=False),
)

runs = sa.Table(
    "runs",
    NAMES,
    sa.Column("id", Key, primary_key=True),
    sa.Column("name", sa.String(80), nullable=False, unique=True),
    sa.Column("started", Moment, nullable=False),
    sa.Column("finished", Moment),
    sa.Column("version", sa.String(40), nullable=False),
    _words("arguments"),
    sa.Column("ruleset_id", Key, sa.ForeignKey(rulesets.c.id), nullable=False),
    sqlite_autoincrement=True,
)
"""Runs are ordered by id, never by the clock, which may go backwards."""

feeds = sa.Table(
    "feeds",
    NAMES,
    sa.Column("id", Key, primary_key=True),
    sa.Column("client", sa.Text, nullable=False, index=True),
    sa.Column("path", sa.Text, nullable=False),
)
"""``path``: as last seen, for people."""

places = sa.Table(
    "places",
    NAMES,
    sa.Column("client", sa.Text, primary_key=True),
    sa.Column("place", sa.Text, primary_key=True),
    sa.Column("feed_id", Key, sa.ForeignKey(feeds.c.id, ondelete="CASCADE"), nullable=False, index=True),
)
"""Which feed a place (a path within its client) means: a feed that was renamed has several."""

audits = sa.Table(
    "audits",
    NAMES,
    sa.Column("id", Key, primary_key=True),
    sa.Column("run_id", Key, sa.ForeignKey(runs.c.id, ondelete="CASCADE"), nullable=False),
    sa.Column("feed_id", Key, sa.ForeignKey(feeds.c.id, ondelete="CASCADE"), nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    _words("renamed_from"),
    sa.Column("status", sa.String(16), nullable=False),
    _words("reason_en"),
    _words("reason_zh"),
    sa.Column("sha256", sa.String(64), nullable=False, server_default=""),
    sa.Column("size", sa.BigInteger, nullable=False, server_default="0"),
    _words("layout"),
    _words("marketplace"),
    _words("language"),
    _number("rows"),
    _number("errors"),
    _number("warnings"),
    _number("infos"),
    _number("accepted"),
    _number("appeared"),
    _number("gone"),
    sa.Column("settings_hash", sa.String(64), nullable=False, server_default=""),
    sa.Column("version", sa.String(40), nullable=False, server_default=""),
    sa.Column("seconds", sa.Float, nullable=False, server_default="0"),
    sa.Column("digest", sa.String(32), nullable=False, server_default=""),
    sa.Column("same", sa.Boolean, nullable=False, server_default=sa.false()),
    _words("sketch"),
    _words("reports"),
    sa.UniqueConstraint("run_id", "feed_id"),
    sa.Index("ix_audits_feed_id_run_id", "feed_id", "run_id"),
    sqlite_autoincrement=True,
)
"""What became of a feed in a run. ``appeared``, ``gone``: findings, against the feed's audit before. ``digest``: of
its findings; ``same``: as at the audit before. ``sketch``: of its products. ``reports``: their paths, one a line."""

spans = sa.Table(
    "spans",
    NAMES,
    sa.Column("feed_id", Key, sa.ForeignKey(feeds.c.id, ondelete="CASCADE"), primary_key=True),
    sa.Column("fingerprint", sa.BigInteger, primary_key=True),
    sa.Column("since", sa.BigInteger, primary_key=True),
    sa.Column("until", sa.BigInteger),
    sa.Column("severity", sa.SmallInteger, nullable=False),
    sa.Column("accepted", sa.Boolean, nullable=False),
    sa.Column("code", sa.String(16), nullable=False),
    _words("field"),
    _words("sku"),
    sa.Column("row", sa.Integer),
    sa.Column("letter", sa.String(8)),
    sqlite_with_rowid=False,
)
"""``since``: the first audit that found it so; ``until``: the first audit that did not any more (NULL: it stands).
``row``, ``letter``: where it stood last. Texts of cells are not kept."""
