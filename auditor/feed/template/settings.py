"""The settings row of a template: its pairs, the product types it was made for, and the aliases of its values."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

import orjson

from auditor.feed.table import Feed
from auditor.layouts import Grid, settings_of

SIZE_LIMIT = 32 << 20
"""Characters of one encoded setting; real ones stay below 600,000."""
BULKY = frozenset({"attributeSettings"})
"""Settings that are taken apart here and not kept as text."""


def settings(feed: Feed) -> dict[str, str]:
    """Key → decoded value of the feed's settings row and of its marker cells (``TemplateType=…``)."""
    grid = Grid(feed.headers, feed.sheet)
    return {**grid.marked, **settings_of(grid)} if grid.marker else {}


def stated_types(found: Mapping[str, str]) -> tuple[str, ...]:
    """The product types of ``ptds``, as stated (``SHIRT``)."""
    text = _decoded(found.get("ptds", ""))
    return tuple(part.strip() for part in text.decode("utf-8", "replace").split(",") if part.strip())


def aliases(found: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Attribute path → display text → machine value, of ``attributeSettings``; empty where it is damaged."""
    try:
        listed = orjson.loads(_decoded(found.get("attributeSettings", "")) or b"[]")
    except orjson.JSONDecodeError:
        return {}
    known: dict[str, dict[str, str]] = {}
    for one in listed if isinstance(listed, list) else ():
        if not isinstance(one, dict):
            continue
        path, pairs = one.get("attribute"), one.get("aliases")
        if isinstance(path, str) and isinstance(pairs, dict):
            known[path] = {shown: value for shown, value in pairs.items() if isinstance(value, str)}
    return known


def _decoded(text: str) -> bytes:
    """Base64 without its padding, as the settings row writes it; empty for anything else."""
    if len(text) > SIZE_LIMIT:
        return b""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""
