"""Pairs of columns: a value and its unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from auditor.feed.table import Feed

_ENDINGS = ("_unit_of_measure", "_unit_of_measurement", "_uom", "_unit")
_VALUES = ("", "_value", "_measure", "_amount")


def unit_pairs(feed: Feed) -> dict[int, int]:
    """Position of a unit column → position of the value it belongs to.

    A unit that serves several values (``package_dimensions_unit_of_measure``) has none of its own and is left out.
    """
    names: Mapping[str, int] = {
        column.name.casefold(): column.position for column in reversed(feed.columns) if column.name
    }
    often = Counter(column.name.casefold() for column in feed.columns)
    pairs: dict[int, int] = {}
    for column in feed.columns:
        name = column.name.casefold()
        neighbour = _neighbour(feed, column.position, name)
        if neighbour >= 0:
            pairs[column.position] = neighbour
        if often[name] > 1 or neighbour >= 0:
            continue
        value = next((names[one] for one in _values_of(name) if one in names and often[one] == 1), -1)
        if value >= 0 and value != column.position:
            pairs[column.position] = value
    return pairs


def _values_of(name: str) -> list[str]:
    """The names a unit's value may have: ``….unit`` → ``….value``, ``x_unit_of_measure`` → ``x``."""
    if name.endswith(".unit"):
        return [f"{name[:-5]}.value", name[:-5]]
    ending = next((one for one in _ENDINGS if name.endswith(one)), "")
    if not ending:
        return [f"{name[:-4]}measure"] if name.endswith("unit") else []
    stem, number = name[: -len(ending)], ""
    found = re.fullmatch(r"(.*?)([0-9]+)", stem)
    if found:
        stem, number = found[1], found[2]
    return [f"{stem}{value}{number}" for value in _VALUES]


def _neighbour(feed: Feed, position: int, name: str) -> int:
    """``measure`` and ``unit`` side by side under one compound heading (the names repeat under others)."""
    if name != "unit":
        return -1
    by_position = {column.position: column.name.casefold() for column in feed.columns}
    return position - 1 if by_position.get(position - 1) == "measure" else -1
