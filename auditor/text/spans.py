"""Where words were found in distinct texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

IntArray = np.ndarray[Any, np.dtype[np.integer[Any]]]


@dataclass(frozen=True, kw_only=True)
class Spans:
    """Parallel arrays of length n, ordered by text, then start.

    texts: int32 index of the text. starts, ends: int32 character offsets in the text as written (not normalised).
    terms: object array of str, the words as written.
    """

    texts: IntArray
    starts: IntArray
    ends: IntArray
    terms: np.ndarray[Any, np.dtype[np.object_]]

    def __len__(self) -> int:
        return len(self.texts)

    @staticmethod
    def none() -> Spans:
        """Nothing found."""
        empty = np.empty(0, np.int32)
        return Spans(texts=empty, starts=empty, ends=empty, terms=np.empty(0, object))
