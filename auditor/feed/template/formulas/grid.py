"""The cells of a sheet as values of formulas, and indices over ranges; everything bounded by the filled cells."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from auditor.feed.table import Damage, IntArray, Sheet
from auditor.feed.template.areas import Area
from auditor.feed.template.formulas.values import Problem, Unknown, Value, matches, numeral

_NUMBERS = (Damage.NUMBER, Damage.SCIENTIFIC, Damage.FLOAT_TAIL, Damage.DATE)
KEPT_LIMIT = 3_000_000
"""Cells of one sheet whose values are kept for the next formula."""
Key = tuple[int, float | str]
"""A value by what a lookup compares: numbers (1), texts in lower case (2), truths (3)."""


def key(value: Value) -> Key | None:
    """None for blanks, errors and what is not known: nothing finds them."""
    if isinstance(value, bool):
        return 3, float(value)
    if isinstance(value, float):
        return 1, value
    return (2, value.lower()) if isinstance(value, str) else None


class Grid:
    """The typed cells of ``sheet``. A blank cell is None; columns are made when first asked for."""

    def __init__(self, sheet: Sheet) -> None:
        self.name = sheet.name
        self.rows = np.asarray(sheet.rows, dtype=np.int64)
        self.width = len(sheet.columns)
        self._sheet = sheet
        self._coded: OrderedDict[int, tuple[IntArray, list[Value]]] = OrderedDict()
        self._listed: OrderedDict[int, list[Value]] = OrderedDict()
        marks = sheet.damages
        order = np.argsort(marks.columns, kind="stable")
        self._order = order
        self._ends = np.searchsorted(marks.columns[order], np.arange(self.width + 1))

    def coded(self, column: int) -> tuple[IntArray, list[Value]]:
        """(int32 code per existing row, the value of each code; code 0 is blank) of a column position."""
        if column not in self._coded:
            self._coded[column] = self._code(column)
            _trim(self._coded, len(self.rows))
        self._coded.move_to_end(column)
        return self._coded[column]

    def listed(self, column: int) -> list[Value]:
        """The values of a column position, one per existing row."""
        if column >= self.width:
            return []
        if column not in self._listed:
            codes, values = self.coded(column)
            self._listed[column] = [values[code] for code in codes.tolist()]
            _trim(self._listed, len(self.rows))
        self._listed.move_to_end(column)
        return self._listed[column]

    def value(self, row: int, column: int) -> Value:
        """One cell."""
        if column >= self.width:
            return None
        at = int(np.searchsorted(self.rows, row))
        if at == len(self.rows) or self.rows[at] != row:
            return None
        codes, values = self.coded(column)
        return values[int(codes[at])]

    def span(self, area: Area) -> tuple[int, int]:
        """The existing rows of an area: first position, and the one after the last."""
        low, high = np.searchsorted(self.rows, [area.top, area.bottom + 1])
        return int(low), int(high)

    def cells(self, area: Area) -> Iterator[tuple[int, int, Value]]:
        """(row, column, value) of the existing cells of an area, row by row, blank ones of those rows too."""
        low, high = self.span(area)
        columns = [self.listed(c) for c in range(area.left, min(area.right + 1, self.width))]
        for at in range(low, high):
            row = int(self.rows[at])
            for k, listed in enumerate(columns):
                yield row, area.left + k, listed[at]

    def _code(self, column: int) -> tuple[IntArray, list[Value]]:
        texts = _flat(self._sheet.columns[column]).dictionary_encode()
        values: list[Value] = [None, *(text or None for text in texts.dictionary.to_pylist())]
        codes = np.asarray(texts.indices).astype(np.int32) + 1
        blank = next((k for k, value in enumerate(values) if k and value is None), 0)
        if blank:
            codes[codes == blank] = 0
        marks = self._sheet.damages
        these = self._order[self._ends[column] : self._ends[column + 1]]
        if not len(these):
            return codes, values
        places = np.searchsorted(self.rows, marks.rows[these])
        kinds = marks.kinds[these]
        numeric = np.isin(kinds, _NUMBERS)
        if numeric.any():
            raws = _flat(marks.raws.take(pa.array(these[numeric]))).dictionary_encode()
            codes[places[numeric]] = np.asarray(raws.indices) + len(values)
            values += [_stored(raw) for raw in raws.dictionary.to_pylist()]
        rest = ~numeric
        for place, kind in zip(places[rest].tolist(), kinds[rest].tolist(), strict=True):
            values.append(_marked(kind, values[codes[place]]))
            codes[place] = len(values) - 1
        return codes, values


class Index:
    """The values of a range, for exact lookups. places: key → first place, 0-based along a single row or column;
    counts: key → how many cells. size: cells of the range, filled: those that are not blank.
    """

    def __init__(self, cells: Iterable[tuple[int, Value]], size: int) -> None:
        self.places: dict[Key, int] = {}
        self.counts: dict[Key, int] = {}
        self.unknown: Unknown | None = None
        self.problem: Problem | None = None
        self.size = size
        self.filled = 0
        self._numerals: dict[float, int] | None = None
        for place, value in cells:
            if value is None:
                continue
            self.filled += 1
            if isinstance(value, Unknown):
                self.unknown = value
            elif isinstance(value, Problem):
                self.problem = self.problem or value
            elif (one := key(value)) is not None:
                self.places.setdefault(one, place)
                self.counts[one] = self.counts.get(one, 0) + 1

    def wild(self, pattern: str) -> int | None:
        """The first place whose text matches a pattern with wildcards (lower case)."""
        return next(
            (p for (rank, text), p in self.places.items() if rank == 2 and matches(pattern, str(text))), None
        )

    def numerals(self) -> dict[float, int]:
        """How many texts read as each number."""
        if self._numerals is None:
            self._numerals = {}
            for (rank, text), many in self.counts.items():
                read = numeral(text) if rank == 2 and isinstance(text, str) else None
                if isinstance(read, float):
                    self._numerals[read] = self._numerals.get(read, 0) + many
        return self._numerals


def _trim(kept: OrderedDict[int, Any], rows: int) -> None:
    while len(kept) > 1 and len(kept) * rows > KEPT_LIMIT:
        kept.popitem(last=False)


def _stored(raw: str) -> Value:
    try:
        value = float(raw)
    except ValueError:
        return Unknown("a date in an unusual form")
    return value if math.isfinite(value) else Problem("#NUM!")


def _marked(kind: int, shown: Value) -> Value:
    if kind == Damage.BOOLEAN:
        return shown == "TRUE"
    if kind == Damage.ERROR:
        return Problem(str(shown))
    if kind == Damage.FORMULA_WITHOUT_VALUE:
        return Unknown("a formula without a stored value")
    if shown is None:
        return ""
    stored = numeral(shown) if isinstance(shown, str) else shown
    return stored if isinstance(stored, float) and shown == _plain(stored) else shown


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _flat(column: Any) -> pa.Array:
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if isinstance(column, pa.ChunkedArray):
        column = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    return column
