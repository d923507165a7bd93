"""When an earlier answer still holds: content, settings, version, the client's other files, and sometimes the day."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from auditor import __version__
from auditor.catalogs.plan import Asked, PlannedFile
from auditor.config import Settings
from auditor.feed.places import exists
from auditor.packs import load_pack

DATED_FIELDS = ("order_id", "order_item_id", "ship_date", "purchase_date", "sale_end")
"""A feed with one of these is judged by the day it is audited on."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a file before it is audited."""

    file: PlannedFile
    sha256: str
    settings: Settings


def key_of(one: Known, together: Iterable[Known], asked: Asked) -> str:
    """SHA-256 over everything the answer for ``one`` depends on, but for the day (see :func:`lasting`)."""
    others = sorted(
        (other.file.path, other.sha256, _stated(other.settings)) for other in together if other is not one
    )
    parts = [
        __version__,
        one.file.path,
        one.file.stem,
        one.file.marketplace,
        one.sha256,
        _stated(one.settings),
        days_passed(one.settings),
        others,
        [asked.formats, asked.encoding, asked.language, asked.unmask, asked.since_last],
        one.file.beside,
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def lasting(key: str, fields: Iterable[str], settings: Settings) -> str:
    """The key under which an answer is kept: with the day where the feed has dates that are judged by it."""
    dated = any(name in DATED_FIELDS for name in fields)
    return f"{key}@{today(settings).isoformat()}" if dated else key


def holds(stored: str, key: str, settings: Settings) -> bool:
    """True when an answer kept as ``stored`` is the one for ``key`` today."""
    return bool(stored) and stored in (key, f"{key}@{today(settings).isoformat()}")


def today(settings: Settings) -> dt.date:
    """The day the audit is made for."""
    return settings.today or dt.date.today()


def _stated(settings: Settings) -> str:
    return settings.fingerprint()


def days_passed(settings: Settings) -> int:
    """How many of the days that settings and rule packs name have come: another number is another audit."""
    now = today(settings)
    named = [*_pack_days(), *_days(settings.model_dump(exclude_unset=True))]
    return sum(day < now for day in named) + sum(day <= now for day in named)


def _days(value: Any) -> Iterable[dt.date]:
    if isinstance(value, dt.date):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _days(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _days(one)


@cache
def _pack_days() -> tuple[dt.date, ...]:
    return tuple(
        day
        for entries in load_pack().limits.values()
        for entry in entries
        for day in (entry.valid_from, entry.valid_to)
        if day
    )


def still_there(places: Iterable[str]) -> bool:
    """True when every report and findings file of an earlier answer exists."""
    return all(exists(place) for place in places)
