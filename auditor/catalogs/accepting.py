"""``auditor accept``: from a feed or a report to the decisions file that applies to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import orjson
import pyarrow.compute as pc

from auditor.catalogs.paths import OWN_MARK
from auditor.config import discover, load_settings
from auditor.decisions import FILE_NAME, Acceptance, add_decision
from auditor.feed.load import load_feed
from auditor.model import SettingsError


@dataclass(frozen=True)
class Accepted:
    """What was written where; new: there was no decision on this rule and SKU before."""

    path: Path
    new: bool


def accept(place: Path, rule: str, sku: str, reason: str, until: dt.date | None) -> Accepted:
    """Write the decision beside the settings that apply to ``place`` (a feed, or a report about it).

    Without settings it goes beside the feed. Raises SettingsError for a SKU the feed does not have, an empty reason, a
    day that has passed, a report whose feed is not known; FeedError for a feed that cannot be read.
    """
    if not reason.strip():
        raise SettingsError("--reason is empty; say in a few words why the finding is accepted.")
    if until is not None and until < dt.date.today():
        raise SettingsError(f"--until {until} has passed; name a day to come.")
    feed = _feed_of(place)
    settings = discover(feed)
    if sku:
        _check_sku(feed, sku, settings)
    target = (settings or feed).with_name(FILE_NAME)
    decision = Acceptance(
        rule=rule, sku=sku.strip(), reason=reason.strip(), date=dt.date.today(), until=until
    )
    return Accepted(target, add_decision(target, decision))


def _feed_of(place: Path) -> Path:
    """The feed a report is about (its JSON names it, also the JSON beside another report), or the path itself."""
    if not place.is_file():
        raise SettingsError(f"{place} does not exist; name a feed or a report of one.")
    if OWN_MARK not in place.suffixes[-2:-1]:
        return place
    report = place.with_suffix(".json")
    try:
        data = orjson.loads(report.read_bytes())
        feed = Path(data["file"]["path"])
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        raise SettingsError(
            f"{place} does not say where its feed is; name the feed itself, or write the JSON report too (--format "
            "xlsx,json)."
        ) from None
    found = next((path for path in (feed, place.parent / feed) if path.is_file()), None)
    if found is None:
        raise SettingsError(f"The feed {feed} of this report is not there any more; name the feed itself.")
    return found


def _check_sku(path: Path, sku: str, settings: Path | None) -> None:
    hint = load_settings(settings).feed_hint(str(path)) if settings else None
    feed = load_feed(path, hint=hint)
    columns = feed.find("sku")
    known = columns and pc.any(pc.equal(pc.utf8_trim_whitespace(feed.array(columns[0])), sku.strip())).as_py()
    if not known:
        raise SettingsError(f"{path} has no SKU {sku!r}; write it as it stands in the file.")
