"""Cells as parallel arrays, on their way from a parser into a Sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pyarrow as pa

from auditor.feed.guard import CELL_LIMIT, COLUMN_LIMIT, ROW_LIMIT, too_many_cells
from auditor.feed.slices import EMPTY
from auditor.feed.table import BoolArray, Damage, Damages, IntArray, Sheet

State = Literal["visible", "hidden", "veryhidden"]

SPARSE = 16
"""A column with at most this many filled cells in a tall sheet is kept as pieces of one shared blank column."""


@dataclass(frozen=True, kw_only=True)
class Cells:
    """n cells of one sheet. rows, columns: int32 (row 1-based, column 0-based).

    index: integers, the position of each cell's text in texts (large_string). kinds: int8 of Damage, 0 where the cell
    is sound. raws: large_string, one for each damaged cell, in order.
    """

    rows: IntArray
    columns: IntArray
    index: IntArray
    texts: pa.Array
    kinds: IntArray
    raws: pa.Array


@dataclass
class CellList:
    """Cells collected one at a time, for the formats that have no vectorised reader."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    raws: list[str] = field(default_factory=list)

    def add(self, row: int, column: int, text: str, kind: int = 0, raw: str = "") -> None:
        """One cell; blank ones count only when damaged. FeedError beyond the limits of a sheet."""
        if not text and not kind:
            return
        if len(self.rows) >= CELL_LIMIT or column >= COLUMN_LIMIT or row > ROW_LIMIT:
            raise too_many_cells("")
        self.rows.append(row)
        self.columns.append(column)
        self.texts.append(text)
        self.kinds.append(kind)
        if kind:
            self.raws.append(raw)

    def cells(self) -> Cells:
        """What was collected; lone surrogates become ``?``."""
        return Cells(
            rows=np.array(self.rows, np.int32),
            columns=np.array(self.columns, np.int32),
            index=np.arange(len(self.rows)),
            texts=strings(self.texts),
            kinds=np.array(self.kinds, np.int8),
            raws=strings(self.raws),
        )


def strings(texts: Iterable[str]) -> pa.Array:
    """large_string array; texts no encoding can hold are made safe."""
    listed = list(texts)
    try:
        return pa.array(listed, pa.large_string())
    except (UnicodeEncodeError, pa.ArrowInvalid):
        return pa.array([t.encode("utf-8", "replace").decode() for t in listed], pa.large_string())


def joined(arrays: list[pa.Array]) -> pa.Array:
    """large_string arrays end to end."""
    return pa.concat_arrays(arrays) if arrays else pa.array([], pa.large_string())


def assemble(name: str, state: State, cells: Cells, ragged: IntArray | None = None) -> Sheet:
    """The Sheet of ``cells``: rows ascending, a cell given twice counts as given last.

    A row exists where a cell has text, or a formula without a stored value.
    """
    order, keep = _order(cells)
    raw_place = np.cumsum(cells.kinds > 0)[order] - 1
    rows, columns, kinds = cells.rows[order], cells.columns[order], cells.kinds[order]
    index = cells.index[order]
    lengths = text_lengths(cells.texts)[index]
    filled = keep & ((lengths > 0) | (kinds == Damage.FORMULA_WITHOUT_VALUE))
    marks = keep & (kinds > 0)
    found = rows[filled]
    fresh = np.ones(len(found), np.bool_)
    fresh[1:] = found[1:] != found[:-1]
    position = np.cumsum(fresh) - 1
    return Sheet(
        name=name,
        state=state,
        rows=found[fresh].astype(np.int32),
        columns=_columns(name, cells.texts, index[filled], position, columns[filled], int(fresh.sum())),
        damages=Damages(
            rows=rows[marks].astype(np.int32),
            columns=columns[marks].astype(np.int32),
            kinds=kinds[marks].astype(np.int8),
            raws=cells.raws.take(pa.array(raw_place[marks])).cast(pa.string())
            if marks.any()
            else pa.array([], pa.string()),
        ),
        ragged=ragged if ragged is not None else np.empty(0, np.int32),
    )


def text_lengths(texts: pa.Array) -> IntArray:
    """int64 byte lengths of a large_string array without nulls."""
    if not len(texts):
        return np.empty(0, np.int64)
    offsets = np.frombuffer(texts.buffers()[1], np.int64, len(texts) + 1, texts.offset * 8)
    return offsets[1:] - offsets[:-1]


def _order(cells: Cells) -> tuple[IntArray | slice, BoolArray]:
    """Positions by row and column, and which of them count (not given again later)."""
    key = cells.rows.astype(np.int64) * COLUMN_LIMIT + cells.columns
    keep = np.ones(len(key), np.bool_)
    if not len(key) or bool((key[1:] > key[:-1]).all()):
        return slice(None), keep
    order = np.argsort(key, kind="stable")
    keep[:-1] = key[order][1:] != key[order][:-1]
    return order, keep


def _columns(
    name: str, texts: pa.Array, index: IntArray, position: IntArray, columns: IntArray, height: int
) -> tuple[pa.Array | pa.ChunkedArray, ...]:
    """One column of ``height`` texts per column position; blank columns share one array."""
    if not height:
        return ()
    width = int(columns.max()) + 1
    counts = np.bincount(columns, minlength=width)
    sparse = SPARSE if height > 64 * SPARSE else 0
    if height * int((counts > sparse).sum()) > CELL_LIMIT:
        raise too_many_cells(name)
    pool = pa.concat_arrays([texts, EMPTY])
    blank = blanks(height)
    by_column = np.argsort(columns.astype(np.int16), kind="stable")
    ends = np.cumsum(counts)
    out: list[pa.Array | pa.ChunkedArray] = []
    for end, count in zip(ends.tolist(), counts.tolist(), strict=True):
        these = by_column[end - count : end]
        if not count:
            out.append(blank)
        elif count <= sparse:
            out.append(pieces(blank, position[these], pool.take(pa.array(index[these]))))
        else:
            taken = np.full(height, len(texts), np.int64)
            taken[position[these]] = index[these]
            out.append(pool.take(pa.array(taken)))
    return tuple(out)


def blanks(height: int) -> pa.Array:
    """``height`` empty strings (large_string)."""
    offsets = pa.py_buffer(np.zeros(height + 1, np.int64))
    return pa.Array.from_buffers(pa.large_string(), height, [None, offsets, pa.py_buffer(b"")])


def pieces(blank: pa.Array, places: IntArray, values: pa.Array) -> pa.Array | pa.ChunkedArray:
    """A column with ``values`` at ascending ``places`` and slices of the shared ``blank`` column between them."""
    if not len(places):
        return blank
    chunks, done = [], 0
    for k, place in enumerate(places.tolist()):
        chunks += [blank.slice(done, place - done), values.slice(k, 1)]
        done = place + 1
    chunks.append(blank.slice(done))
    return pa.chunked_array([chunk for chunk in chunks if len(chunk)], pa.large_string())
