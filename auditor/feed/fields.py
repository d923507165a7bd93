"""Delimited text taken apart with array arithmetic: exact for blank lines, ragged rows and well-formed quotes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.feed.cells import SPARSE, blanks, pieces
from auditor.feed.guard import CELL_LIMIT, COLUMN_LIMIT, refuse, too_many_cells
from auditor.feed.slices import cut
from auditor.feed.table import BoolArray, IntArray

_QUOTE, _LF, _CR = 34, 10, 13


class MalformedError(ValueError):
    """Quotes do not stand where quoted fields begin and end."""


@dataclass(frozen=True, kw_only=True)
class Fields:
    """Fields of a text in reading order, quotes of quoted ones excluded.

    starts, ends: byte offsets (int64). first: number of each record's first field; counts: fields per record.
    doubled: bool per field, it holds doubled quotes; quoted: bool per field. data: the UTF-8 bytes.
    origin: where ``data`` is a copy, the fields' (starts, ends) in the text itself, quotes of quoted ones included.
    """

    data: bytes
    starts: IntArray
    ends: IntArray
    first: IntArray
    counts: IntArray
    doubled: BoolArray
    quoted: BoolArray
    origin: tuple[IntArray, IntArray] | None = None

    def spans(self) -> tuple[IntArray, IntArray]:
        """Byte offsets (starts, ends) of the fields in the text, quotes of quoted ones included."""
        return self.origin or (self.starts - self.quoted, self.ends + self.quoted)


def split(data: bytes, delimiter: str, quoting: bool) -> Fields:
    """The fields of ``data``; with ``quoting``, MalformedError where quotes are not RFC 4180's."""
    window = np.frombuffer(data, np.uint8)
    is_end = window == _LF
    if b"\r" in data:
        returns = window == _CR
        lone = returns.copy()
        lone[:-1] &= ~is_end[1:]
        is_end |= lone
    bounds = np.flatnonzero(is_end | (window == ord(delimiter)))
    quotes = np.flatnonzero(window == _QUOTE) if quoting and b'"' in data else np.empty(0, np.int64)
    if len(quotes):
        bounds = bounds[np.searchsorted(quotes, bounds) % 2 == 0]
    line_end = is_end[bounds]
    if not len(bounds) or not line_end[-1] or bounds[-1] + 1 < len(data):
        bounds, line_end = np.append(bounds, len(data)), np.append(line_end, True)
    starts: IntArray = np.empty_like(bounds)
    starts[0], starts[1:] = 0, bounds[:-1] + 1
    ends: IntArray = bounds
    if b"\r\n" in data:
        crlf = line_end & (bounds > starts)
        crlf[crlf] = (window[bounds[crlf] - 1] == _CR) & (
            window[np.minimum(bounds[crlf], len(data) - 1)] == _LF
        )
        ends = bounds - crlf
    last = np.flatnonzero(line_end)
    first = np.empty_like(last)
    first[0], first[1:] = 0, last[:-1] + 1
    doubled = quoted = np.zeros(len(starts), np.bool_)
    if len(quotes):
        starts, ends, doubled, quoted = _unquoted(quotes, starts, ends)
    return Fields(
        data=data,
        starts=starts,
        ends=ends,
        first=first,
        counts=last - first + 1,
        doubled=doubled,
        quoted=quoted,
    )


def _unquoted(
    quotes: IntArray, starts: IntArray, ends: IntArray
) -> tuple[IntArray, IntArray, BoolArray, BoolArray]:
    """Fields without their quotes, and which hold doubled ones; every quote must be accounted for."""
    low, high = np.searchsorted(quotes, starts), np.searchsorted(quotes, ends)
    count = high - low
    quoted = count > 0
    first, last = low[quoted], high[quoted] - 1
    if (
        (count[quoted] % 2).any()
        or (quotes[first] != starts[quoted]).any()
        or (quotes[last] != ends[quoted] - 1).any()
        or int(count.sum()) != len(quotes)
    ):
        raise MalformedError
    inner = np.ones(len(quotes), np.bool_)
    inner[first] = inner[last] = False
    pairs = quotes[inner]
    if (pairs[1::2] != pairs[0::2] + 1).any():
        raise MalformedError
    return starts + quoted, ends - quoted, count > 2, quoted


def usual_count(counts: IntArray) -> int:
    """The most frequent number of fields among records of more than one field; 1 where there is none."""
    several = counts[counts > 1]
    return int(np.bincount(several).argmax()) if len(several) else 1


def table(fields: Fields) -> tuple[IntArray, tuple[pa.Array | pa.ChunkedArray, ...]]:
    """(record numbers from 1 of the records with any text, one large_string column per field place)."""
    sizes = fields.ends - fields.starts
    total = np.concatenate([[0], np.cumsum(sizes)])
    kept = np.flatnonzero(total[fields.first + fields.counts] > total[fields.first])
    first, counts = fields.first[kept], fields.counts[kept]
    places = _places(fields)
    filled = np.bincount(places[sizes > 0], minlength=int(fields.counts.max()))
    sparse = SPARSE if len(kept) > 64 * SPARSE else 0
    if len(kept) * int((filled > sparse).sum()) > CELL_LIMIT:
        raise too_many_cells("")
    buffer, blank = pa.py_buffer(fields.data), blanks(len(kept))
    few = np.flatnonzero((sizes > 0) & (filled[places] <= sparse))
    rare = np.split(
        few[np.argsort(places[few], kind="stable")], np.cumsum(np.where(filled <= sparse, filled, 0))[:-1]
    )
    columns: list[pa.Array | pa.ChunkedArray] = []
    for place in range(int(filled.nonzero()[0][-1]) + 1 if filled.any() else 0):
        if filled[place] <= sparse:
            these = rare[place]
            values = _column(buffer, fields.starts[these], fields.ends[these], fields.doubled[these])
            columns.append(pieces(blank, np.searchsorted(first, these, "right") - 1, values))
            continue
        has = counts > place
        at = np.where(has, first + place, first + counts - 1)
        starts = np.where(has, fields.starts[at], fields.ends[at])
        columns.append(_column(buffer, starts, fields.ends[at], fields.doubled[at] & has))
    return (kept + 1).astype(np.int32), tuple(columns)


def _places(fields: Fields) -> IntArray:
    """Each field's place in its record; FeedError where a record is wider than any sheet."""
    widest = int(fields.counts.max())
    if widest > COLUMN_LIMIT:
        raise refuse(
            "Row {row:,} has {count:,} cells, more than any spreadsheet can hold; check for a missing line break.",
            "第 {row:,} 行有 {count:,} 个单元格，超过任何表格软件的上限；请检查是否缺少换行。",
            row=int(fields.counts.argmax()) + 1,
            count=widest,
        )
    return np.arange(len(fields.starts)) - np.repeat(fields.first, fields.counts)


def _column(buffer: pa.Buffer, starts: IntArray, ends: IntArray, doubled: BoolArray) -> pa.Array:
    values = cut(buffer, starts, ends)
    if doubled.any():
        mask = pa.array(doubled)
        single = pc.replace_substring(values.filter(mask), '""', '"')
        values = pc.replace_with_mask(values, mask, single)
    return values
