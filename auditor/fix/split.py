"""Cutting a feed into parts within limits, families whole, every row in exactly one part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from auditor.feed.table import Feed, IntArray
from auditor.fix.families import families
from auditor.model import FeedError, Text


@dataclass(frozen=True, slots=True)
class Limits:
    """What a part may hold at most: data rows, and bytes of the file; None = no limit."""

    rows: int | None = None
    bytes: int | None = None


def parts(feed: Feed, limits: Limits, sizes: IntArray) -> list[list[int]]:
    """Spreadsheet row numbers of each part, in the file's order; parts are filled family by family.

    sizes: int64 bytes of each row by position, then those of what every part repeats (headers). Raises FeedError
    where one family alone is beyond a limit.
    """
    family = families(feed)
    count = int(family.max()) + 1 if len(family) else 0
    rows = np.bincount(family, minlength=count)
    weight = np.bincount(family, weights=sizes[:-1], minlength=count).astype(np.int64)
    room = None if limits.bytes is None else limits.bytes - int(sizes[-1])
    _check(feed, family, Limits(limits.rows, room), rows, weight)
    place = _placed(rows.tolist(), weight.tolist(), Limits(limits.rows, room))
    part = np.array(place, np.int64)[family] if count else np.empty(0, np.int64)
    numbers = feed.row_numbers
    return [numbers[part == one].tolist() for one in range(max(place, default=-1) + 1)]


def _placed(rows: Sequence[int], weights: Sequence[int], limits: Limits) -> list[int]:
    """The part of each family, in order: the present one while there is room."""
    place, part, held, filled = [], 0, 0, 0
    for count, weight in zip(rows, weights, strict=True):
        full = limits.rows is not None and held + count > limits.rows
        full |= limits.bytes is not None and filled + weight > limits.bytes
        if full and held:
            part, held, filled = part + 1, 0, 0
        place.append(part)
        held, filled = held + count, filled + weight
    return place


def _check(feed: Feed, family: IntArray, limits: Limits, rows: IntArray, weights: IntArray) -> None:
    """FeedError where a family does not fit into any part."""
    for sizes, limit in ((rows, limits.rows), (weights, limits.bytes)):
        if limit is None or not (sizes > limit).any():
            continue
        first = int(np.flatnonzero(family == int((sizes > limit).argmax()))[0])
        count = int((family == family[first]).sum())
        raise FeedError(
            Text(
                "Row {row:,} and the {count:,} rows that belong together with it (one product with its variations) do "
                "not fit into one part; allow larger parts.",
                "第 {row:,} 行及与其同属一个商品的共 {count:,} 行无法放入同一份文件；请放宽每份的上限。",
            ).format(row=int(feed.row_numbers[first]), count=count)
        )
