"""The main sheet put together again from what recognition made of it: header rows, rows left out, product rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from auditor.feed.table import Damages, Feed, IntArray, Sheet
from auditor.feed.template.book import Book

HEAD_ROWS = 12
"""Rows above the products that formulas refer to (``$B$3``)."""


def main_sheet(book: Book) -> Sheet:
    """The rows known of ``book.feed``'s sheet, ascending, with their damages; arrays are shared, not copied."""
    feed = book.feed
    width = len(feed.columns)
    data = feed.row_numbers
    first = int(data.min()) if len(data) else 1 << 30
    head: dict[int, Sequence[str]] = {row: cells for row, cells in feed.headers if row < first}
    head |= {row: cells for row, cells in book.head(feed.sheet, HEAD_ROWS) if row < first}
    left = next((one for one in feed.source.sheets if one.name == feed.sheet), None)
    if left is not None:
        known = set(head) | set(data.tolist())
        for row, cells in left.head(HEAD_ROWS):
            if row not in known:
                head[row] = cells
    top = sorted(row for row in head if row < first)
    rest = sorted(row for row in head if row > first)
    rows = np.array([*top, *data.tolist(), *rest], np.int32)
    order = np.argsort(rows, kind="stable")
    straight = bool((order[1:] > order[:-1]).all()) if len(order) else True
    columns = []
    for at in range(width):
        parts = [_texts(head, top, at), feed.array(at), _texts(head, rest, at)]
        column = pa.chunked_array([part for part in parts if len(part)], pa.large_string())
        columns.append(column if straight else column.take(pa.array(order)))
    return Sheet(
        name=feed.sheet, rows=rows[order], columns=tuple(columns), damages=_damages(feed, left, rows[order])
    )


def _texts(head: Mapping[int, Sequence[str]], rows: list[int], at: int) -> pa.Array:
    return pa.array([head[row][at] if at < len(head[row]) else "" for row in rows], pa.large_string())


def _damages(feed: Feed, left: Sheet | None, rows: IntArray) -> Damages:
    """Those of the rows and columns that are there."""
    if left is None or not len(rows):
        return Damages.none()
    marks = left.damages
    at = np.minimum(np.searchsorted(rows, marks.rows), len(rows) - 1)
    kept = (rows[at] == marks.rows) & (marks.columns < len(feed.columns))
    return Damages(
        rows=marks.rows[kept],
        columns=marks.columns[kept],
        kinds=marks.kinds[kept],
        raws=marks.raws.filter(pa.array(kept)),
    )
