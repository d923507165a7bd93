"""Settings from far to near: the folder that is audited, the client, the feed.

Every ``auditor.toml`` from the audited folder down to the feed counts; the nearer one wins key by key (tables are
merged key by key too, lists are replaced whole). Two lists add up instead: ``[[feeds]]`` (the nearer entries are asked
first) and accepted findings. ``settings`` of the ``[[feeds]]`` entry that matches a file come last and win.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from auditor.config import FILE_NAME, Settings, settings_from
from auditor.decisions import FILE_NAME as DECISIONS_NAME
from auditor.decisions import read_decisions
from auditor.feed.places import is_url, read_url
from auditor.model import FeedError, SettingsError

LARGEST = 1 << 20
"""Bytes of a settings file."""


def cascaded(layers: Iterable[str], path: str) -> tuple[Settings, str]:
    """The settings that hold for the feed at ``path``, and the nearest file they come from (empty: none).

    ``layers``: settings files (paths or addresses), farthest first; a decisions file beside each counts too. Raises
    SettingsError naming the file and the key.
    """
    data: dict[str, Any] = {}
    nearest = ""
    for layer in layers:
        data = merged(data, _layer(layer))
        nearest = layer
    return for_feed(settings_from(data, nearest or FILE_NAME), path), nearest


def for_feed(settings: Settings, path: str) -> Settings:
    """``settings`` with those of the ``[[feeds]]`` entry that matches ``path``; SettingsError where these are wrong."""
    entry = settings.feed_entry(path)
    if entry is None or not entry.settings:
        return settings
    origin = f"[[feeds]] {entry.match}"
    settings_from({**entry.settings}, origin)
    return settings_from(merged(settings.model_dump(exclude_unset=True), entry.settings), origin)


def merged(far: Mapping[str, Any], near: Mapping[str, Any]) -> dict[str, Any]:
    """``far`` with ``near`` over it: tables key by key, lists replaced, ``feeds`` and ``accepted`` added up."""
    out = dict(far)
    for key, value in near.items():
        before = out.get(key)
        if isinstance(before, Mapping) and isinstance(value, Mapping):
            out[key] = merged(before, value)
        elif key == "feeds" and before:
            out[key] = [*value, *before]
        elif key == "accepted" and before:
            out[key] = [*before, *value]
        else:
            out[key] = value
    return out


def _layer(place: str) -> dict[str, Any]:
    """What one settings file and the decisions beside it state, each checked on its own."""
    data: dict[str, Any] = {}
    if not place.endswith(DECISIONS_NAME):
        data = _toml(place)
        settings_from(data, place)
    entries = _decisions(place)
    if entries:
        settings_from({"accepted": entries}, place)
        data["accepted"] = [*data.get("accepted", ()), *entries]
    return data


def _toml(place: str) -> dict[str, Any]:
    try:
        raw = read_url(place, LARGEST) if is_url(place) else Path(place).read_bytes()
        return tomllib.loads(raw.decode("utf-8-sig"))
    except FeedError as error:
        raise SettingsError(f"{place}: {error.problem.en}") from None
    except OSError as error:
        raise SettingsError(f"{place}: cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{place}: not valid TOML ({error}).") from None


def _decisions(place: str) -> list[dict[str, Any]]:
    if not is_url(place):
        return read_decisions(Path(place).with_name(DECISIONS_NAME))
    beside = place.rsplit("/", 1)[0] + "/" + DECISIONS_NAME
    try:
        entries = _toml(beside).get("accepted", [])
    except SettingsError:
        return []
    return list(entries)


def settings_name(names: Iterable[str]) -> str:
    """The settings file among the names of a folder: ``auditor.toml``, else the decisions file, else empty."""
    known = set(names)
    return next((name for name in (FILE_NAME, DECISIONS_NAME) if name in known), "")


def folder_of(place: str) -> str:
    """The folder of a path or address."""
    return place.rsplit("/", 1)[0] if is_url(place) else os.path.dirname(place)
