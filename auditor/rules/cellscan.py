"""Looking over every cell of a feed cheaply: bytes first, texts only where a byte gives reason to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.feed.table import BoolArray, Column, Feed, IntArray

ObjectArray = np.ndarray[Any, np.dtype[np.object_]]


@dataclass(frozen=True, slots=True)
class Suspects:
    """Cells of one column worth reading: rows (int32 positions) and their texts (object array of str)."""

    column: Column
    rows: IntArray
    texts: ObjectArray

    def where(self, mask: BoolArray | IntArray) -> Suspects:
        """Those for which ``mask`` holds."""
        return Suspects(self.column, self.rows[mask], self.texts[mask])


def _bytes(array: pa.Array) -> tuple[IntArray, IntArray]:
    """(int64 offsets of length n+1, uint8 data) of a large_string array."""
    offsets = np.frombuffer(array.buffers()[1], np.int64)[array.offset : array.offset + len(array) + 1]
    data = array.buffers()[2]
    return offsets, np.frombuffer(data, np.uint8) if data is not None else np.empty(0, np.uint8)


def _cells(feed: Feed) -> Iterator[tuple[Column, pa.Array]]:
    for column in feed.columns:
        array = feed.array(column).cast(pa.large_string())
        if len(array):
            yield column, array


def beginning_with(feed: Feed, characters: str) -> Iterator[Suspects]:
    """Cells whose first character is one of ``characters`` (ASCII)."""
    wanted = np.zeros(256, bool)
    wanted[[ord(character) for character in characters]] = True
    for column, array in _cells(feed):
        offsets, data = _bytes(array)
        filled = np.flatnonzero(offsets[1:] > offsets[:-1])
        rows = filled[wanted[data[offsets[filled]]]]
        if len(rows):
            yield _taken(column, array, rows)


def matching(feed: Feed, pattern: str) -> Iterator[Suspects]:
    """Cells with a character beyond ASCII that match ``pattern`` (RE2); columns of plain ASCII are not read."""
    for column, array in _cells(feed):
        offsets, data = _bytes(array)
        if data[offsets[0] : offsets[-1]].max(initial=0) < 128:
            continue
        rows = np.flatnonzero(np.asarray(pc.match_substring_regex(array, pattern)))
        if len(rows):
            yield _taken(column, array, rows)


def _taken(column: Column, array: pa.Array, rows: IntArray) -> Suspects:
    texts = array.take(pa.array(rows)).to_numpy(zero_copy_only=False)
    return Suspects(column, rows.astype(np.int32), texts)


def distinct(texts: Iterable[str]) -> list[str]:
    """Each text once, in order."""
    return list(dict.fromkeys(texts))
