"""Several integer columns as one: comparing one number per row is ten times as fast as comparing rows."""

from __future__ import annotations

import numpy as np

from auditor.feed.table import IntArray


def combined(*columns: IntArray) -> IntArray:
    """int64, equal exactly where all ``columns`` (integer arrays of one length) are equal, and ordered as they are.

    Raises OverflowError where the ranges of the columns multiply to more than 63 bits.
    """
    keys = np.zeros(len(columns[0]), np.int64)
    span = 1
    for column in columns:
        if not len(column):
            return keys
        low, high = int(column.min()), int(column.max())
        span *= high - low + 1
        if span >= 2**63:
            raise OverflowError("the columns' ranges do not fit into one number")
        keys = keys * (high - low + 1) + (column.astype(np.int64) - low)
    return keys


def distinct(*columns: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """The distinct rows of several integer columns.

    Returns (first, inverse, counts): where each distinct row first stands, the number of the distinct row of every row,
    and how often each occurs; distinct rows in the order of their values.
    """
    _, first, inverse, counts = np.unique(
        combined(*columns), return_index=True, return_inverse=True, return_counts=True
    )
    return first, inverse.reshape(-1), counts
