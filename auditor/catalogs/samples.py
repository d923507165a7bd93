"""Where the sample feeds are: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def sample_folder() -> Path:
    """The folder of sample feeds (wheel: ``auditor/sample_feeds``; checkout and editable install: beside it)."""
    inside = PACKAGE / "sample_feeds"
    return inside if inside.is_dir() else PACKAGE.parent / "sample_feeds"
