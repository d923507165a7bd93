"""When a report was made."""

from __future__ import annotations

import datetime as dt
import os


def moment(created: dt.datetime | None = None) -> dt.datetime:
    """``created``; else the time SOURCE_DATE_EPOCH states (reproducible builds); else now. UTC, whole seconds."""
    if created is None:
        stated = os.environ.get("SOURCE_DATE_EPOCH", "")
        created = (
            dt.datetime.fromtimestamp(int(stated), dt.UTC) if stated.isdigit() else dt.datetime.now(dt.UTC)
        )
    if created.tzinfo is None:
        created = created.replace(tzinfo=dt.UTC)
    return created.astimezone(dt.UTC).replace(microsecond=0)
