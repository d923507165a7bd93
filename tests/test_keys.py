"""Integer columns compared as one number."""

from __future__ import annotations

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from auditor.evidence.keys import combined, distinct

ROWS = st.lists(st.tuples(st.integers(-5, 5), st.integers(-1, 10**9), st.integers(0, 3)), max_size=30)


@given(ROWS)
def test_as_unique_over_rows(rows: list[tuple[int, int, int]]) -> None:
    columns = [np.array([row[i] for row in rows], np.int64) for i in range(3)]
    first, inverse, counts = distinct(*columns)
    found = [tuple(int(column[i]) for column in columns) for i in first]
    assert found == sorted(set(rows))
    assert [found[i] for i in inverse] == rows
    assert counts.tolist() == [rows.count(row) for row in found]


def test_too_wide_is_refused_not_folded() -> None:
    wide = np.array([0, 2**62], np.int64)
    with pytest.raises(OverflowError):
        combined(wide, wide)
