"""Migrations of the history; run by ``auditor.catalogs.history.connect`` when a history is opened."""
