"""The quick way through delimited text: rectangular tables without blank lines, parsed by Arrow and verified."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from auditor.feed.table import IntArray

BLOCK = 4 << 20
"""Bytes parsed at a time; a longer record is left to the exact way."""

Columns = tuple[pa.ChunkedArray, ...]


def begins_with_quote(data: bytes, delimiter: str) -> bool:
    """True where some cell begins with a quotation mark."""
    if b'"' not in data:
        return False
    marks = (delimiter.encode(), b"\n", b"\r")
    return data.startswith(b'"') or any(mark + b'"' in data for mark in marks)


def well_formed(data: bytes, delimiter: str) -> bool:
    """True where every quotation mark opens a cell, closes one, or is doubled inside a quoted one (RFC 4180)."""
    window = np.frombuffer(data, np.uint8)
    quotes = np.flatnonzero(window == 34)
    if len(quotes) % 2:
        return False
    border = np.zeros(256, np.bool_)
    border[[10, 13, ord(delimiter)]] = True
    before = border[window[np.maximum(quotes[0::2] - 1, 0)]] | (quotes[0::2] == 0)
    after = border[window[np.minimum(quotes[1::2] + 1, len(data) - 1)]] | (quotes[1::2] == len(data) - 1)
    doubled = quotes[2::2] == quotes[1:-1:2] + 1
    return bool(before[:1].all() and after[-1:].all() and (doubled | (after[:-1] & before[1:])).all())


def read_rectangle(data: bytes, delimiter: str, quoting: bool) -> tuple[IntArray, Columns] | None:
    """(record numbers of the records with any text, large_string columns), or None where the exact way is needed.

    Declines ragged rows, blank lines, lone carriage returns, and (``quoting``) quotes that are not well-formed.
    """
    if (b"\r" in data and data.count(b"\r") != data.count(b"\r\n")) or (
        quoting and not well_formed(data, delimiter)
    ):
        return None
    width = _width(data, delimiter, quoting)
    if not 2 <= width <= 16_384:
        return None
    names = [str(place) for place in range(width)]
    try:
        table = csv.read_csv(
            pa.BufferReader(data),
            read_options=csv.ReadOptions(column_names=names, block_size=BLOCK),
            parse_options=csv.ParseOptions(
                delimiter=delimiter,
                quote_char='"' if quoting else False,
                double_quote=True,
                newlines_in_values=quoting,
                ignore_empty_lines=False,
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    return _without_blanks(table)


def _width(data: bytes, delimiter: str, quoting: bool) -> int:
    """Cells of the first record; 0 where it cannot be told cheaply."""
    line = data[: data.find(b"\n")] if b"\n" in data else data
    cells = line.count(delimiter.encode()) + 1
    if not quoting or b'"' not in line:
        return cells
    outside = b"".join(line.split(b'"')[0::2])
    return outside.count(delimiter.encode()) + 1 if line.count(b'"') % 2 == 0 else 0


def _without_blanks(table: pa.Table) -> tuple[IntArray, Columns]:
    """Leave out rows without any text and the blank columns at the end."""
    columns = list(table.columns)
    blank = np.flatnonzero(np.asarray(pc.equal(columns[0], "")))
    for column in columns[1:]:
        if not len(blank):
            break
        blank = blank[np.asarray(pc.equal(column.take(pa.array(blank)), ""))]
    rows = np.arange(1, table.num_rows + 1, dtype=np.int32)
    while columns and _is_blank(columns[-1]):
        columns.pop()
    if len(blank):
        keep = np.ones(table.num_rows, np.bool_)
        keep[blank] = False
        columns = [column.filter(pa.array(keep)) for column in columns]
        rows = rows[keep]
    return rows, tuple(columns)


def _is_blank(column: pa.ChunkedArray) -> bool:
    return all(pc.max(pc.binary_length(chunk)).as_py() in (0, None) for chunk in column.chunks)
