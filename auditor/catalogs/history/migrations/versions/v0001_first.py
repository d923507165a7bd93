"""The first form of the history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make all tables."""
    _feeds()
    _runs()
    _audits()


def _feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", KEY, nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
    )
    op.create_index(op.f("ix_feeds_client"), "feeds", ["client"], unique=False)
    op.create_table(
        "places",
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("feed_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name=op.f("fk_places_feed_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("client", "place", name=op.f("pk_places")),
    )
    op.create_index(op.f("ix_places_feed_id"), "places", ["feed_id"], unique=False)
    op.create_table(
        "spans",
        sa.Column("feed_id", KEY, nullable=False),
        sa.Column("fingerprint", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("severity", sa.SmallInteger(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("field", sa.Text(), server_default="", nullable=False),
        sa.Column("sku", sa.Text(), server_default="", nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("letter", sa.String(length=8), nullable=True),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name=op.f("fk_spans_feed_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("feed_id", "fingerprint", "since", name=op.f("pk_spans")),
        sqlite_with_rowid=False,
    )


def _runs() -> None:
    op.create_table(
        "rulesets",
        sa.Column("id", KEY, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulesets")),
        sa.UniqueConstraint("digest", name=op.f("uq_rulesets_digest")),
    )
    op.create_table(
        "rule_versions",
        sa.Column("ruleset_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("severity", sa.SmallInteger(), nullable=False),
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["ruleset_id"], ["rulesets.id"], name=op.f("fk_rule_versions_ruleset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ruleset_id", "code", name=op.f("pk_rule_versions")),
    )
    op.create_table(
        "runs",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("finished", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("arguments", sa.Text(), server_default="", nullable=False),
        sa.Column("ruleset_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["ruleset_id"], ["rulesets.id"], name=op.f("fk_runs_ruleset_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        sa.UniqueConstraint("name", name=op.f("uq_runs_name")),
        sqlite_autoincrement=True,
    )


def _audits() -> None:
    op.create_table(
        "audits",
        sa.Column("id", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("feed_id", KEY, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("renamed_from", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason_en", sa.Text(), server_default="", nullable=False),
        sa.Column("reason_zh", sa.Text(), server_default="", nullable=False),
        sa.Column("sha256", sa.String(length=64), server_default="", nullable=False),
        sa.Column("size", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("layout", sa.Text(), server_default="", nullable=False),
        sa.Column("marketplace", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("rows", sa.Integer(), server_default="0", nullable=False),
        sa.Column("errors", sa.Integer(), server_default="0", nullable=False),
        sa.Column("warnings", sa.Integer(), server_default="0", nullable=False),
        sa.Column("infos", sa.Integer(), server_default="0", nullable=False),
        sa.Column("accepted", sa.Integer(), server_default="0", nullable=False),
        sa.Column("appeared", sa.Integer(), server_default="0", nullable=False),
        sa.Column("gone", sa.Integer(), server_default="0", nullable=False),
        sa.Column("settings_hash", sa.String(length=64), server_default="", nullable=False),
        sa.Column("version", sa.String(length=40), server_default="", nullable=False),
        sa.Column("seconds", sa.Float(), server_default="0", nullable=False),
        sa.Column("digest", sa.String(length=32), server_default="", nullable=False),
        sa.Column("same", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("sketch", sa.Text(), server_default="", nullable=False),
        sa.Column("reports", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name=op.f("fk_audits_feed_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_audits_run_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audits")),
        sa.UniqueConstraint("run_id", "feed_id", name=op.f("uq_audits_run_id_feed_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audits_feed_id_run_id", "audits", ["feed_id", "run_id"], unique=False)
