"""Run by Alembic: migrates over the connection it is handed, in the transaction that is open."""

from __future__ import annotations

from alembic import context

from auditor.catalogs.history.tables import NAMES

context.configure(
    connection=context.config.attributes["connection"], target_metadata=NAMES, render_as_batch=True
)
context.run_migrations()
