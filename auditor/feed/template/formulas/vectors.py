"""A value per row, as codes into the distinct values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from auditor.feed.table import IntArray
from auditor.feed.template.formulas.values import Value


@dataclass(frozen=True, slots=True)
class Vector:
    """A value per row: ``values[codes[row]]``. codes None: the same value in every row."""

    codes: IntArray | None
    values: list[Value]

    def gather(self, table: Any) -> Any:
        """``table`` (an array with one entry per value) by row; a scalar where every row is the same."""
        return table[0] if self.codes is None else table[self.codes]


def size_of(one: Vector) -> int:
    """Bytes, about."""
    lengths = [len(value) for value in one.values[:64] if isinstance(value, str)]
    return (
        200
        + (80 + max(lengths, default=0)) * len(one.values)
        + (0 if one.codes is None else one.codes.nbytes)
    )


def combined(vectors: list[Vector]) -> tuple[IntArray, list[list[int]]]:
    """(code of each row's combination, for each vector: which value each combination has)."""
    first = vectors[0]
    assert first.codes is not None
    if len(vectors) == 1:
        return first.codes, [list(range(len(first.values)))]
    codes: IntArray = first.codes
    size = len(first.values)
    chosen: list[IntArray] = [np.arange(size)]
    for one in vectors[1:]:
        assert one.codes is not None
        width = len(one.values)
        codes, distinct = _distinct(codes.astype(np.int64) * width + one.codes, size * width)
        chosen = [places[distinct // width] for places in chosen]
        chosen.append(distinct % width)
        size = len(distinct)
    return codes, [places.tolist() for places in chosen]


def _distinct(codes: IntArray, size: int) -> tuple[IntArray, IntArray]:
    """(codes numbered anew without gaps, which old code each new one was)."""
    if size > 4 * len(codes) + 1024:
        distinct, again = np.unique(codes, return_inverse=True)
        return again, distinct
    seen = np.zeros(size, np.bool_)
    seen[codes] = True
    numbers = np.cumsum(seen, dtype=np.int32) - 1
    return numbers[codes], np.flatnonzero(seen)


def compact(codes: IntArray, values: list[Value]) -> Vector:
    """Only the values that occur."""
    again, distinct = _distinct(codes, len(values))
    return vector(again, [values[code] for code in distinct.tolist()])


def vector(codes: IntArray, values: list[Value]) -> Vector:
    """Equal values become one; a single one needs no codes."""
    numbers: dict[tuple[type, Value], int] = {}
    new = [numbers.setdefault((type(value), value), len(numbers)) for value in values]
    kept = [value for _, value in numbers]
    if len(kept) <= 1:
        return Vector(None, kept or [None])
    size = np.uint8 if len(kept) <= 256 else np.uint16 if len(kept) <= 65_536 else np.int32
    made: IntArray = np.array(new, np.int32)[codes].astype(size)
    return Vector(made, kept)
