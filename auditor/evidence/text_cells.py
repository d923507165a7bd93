"""Where texts stand: the cells of a field, and the values inside cells that hold several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.feed.table import BoolArray, IntArray
from auditor.text.lists import split_values


@dataclass(frozen=True, kw_only=True)
class TextCells:
    """Texts where they stand, as parallel arrays ordered by column, then row, then place in the cell.

    rows: int32 positions in ``feed.cells``. columns: int32 physical positions. ids: int32 into ``Corpus.texts``.
    starts, ends: int32 character offsets of the text inside its cell (0 and the cell's length unless the cell holds
    several values).
    """

    rows: IntArray
    columns: IntArray
    ids: IntArray
    starts: IntArray
    ends: IntArray

    def __len__(self) -> int:
        return len(self.rows)

    def where(self, mask: BoolArray | IntArray) -> TextCells:
        """Those for which ``mask`` holds (one bool per text cell, or indices)."""
        return TextCells(
            rows=self.rows[mask],
            columns=self.columns[mask],
            ids=self.ids[mask],
            starts=self.starts[mask],
            ends=self.ends[mask],
        )


@dataclass(frozen=True)
class Pieces:
    """The values of each distinct cell text of one column: ``words[i]`` holds pieces ``first[i]:first[i+1]``."""

    texts: pa.Array
    first: IntArray
    starts: IntArray
    ends: IntArray

    def cells(self, position: int, codes: IntArray, ids: IntArray) -> TextCells:
        """The text cells of a column: ``codes`` say which distinct text a row has, ``ids`` the id of each piece."""
        counts = np.diff(self.first)
        times = counts[codes]
        rows = np.repeat(np.arange(len(codes), dtype=np.int32), times)
        within = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
        piece = np.repeat(self.first[codes], times) + within
        return TextCells(
            rows=rows,
            columns=np.full(len(rows), position, np.int32),
            ids=ids[piece],
            starts=self.starts[piece],
            ends=self.ends[piece],
        )


def pieces_of(words: pa.Array, several: bool, *, single: bool) -> Pieces:
    """Blank cells have no piece; a list cell has one piece per value."""
    lengths = pc.utf8_length(words).to_numpy(zero_copy_only=False).astype(np.int32)
    filled = (lengths > 0) & ~np.asarray(pc.utf8_is_space(words))
    if not several:
        first = np.concatenate([[0], np.cumsum(filled)]).astype(np.int64)
        words = words if words.type == pa.large_string() else words.cast(pa.large_string())
        kept = words if filled.all() else words.filter(pa.array(filled))
        return Pieces(kept, first, np.zeros(len(kept), np.int32), lengths[filled])
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    first_piece = [0]
    for word in words.to_pylist():
        for start, end in split_values(word, one_expected=single):
            texts.append(word[start:end])
            starts.append(start)
            ends.append(end)
        first_piece.append(len(texts))
    return Pieces(
        pa.array(texts, pa.large_string()),
        np.array(first_piece, np.int64),
        np.array(starts, np.int32),
        np.array(ends, np.int32),
    )


def concatenated(found: Sequence[TextCells]) -> TextCells:
    """Several tables of text cells as one."""
    empty = np.empty(0, np.int32)
    if not found:
        return TextCells(rows=empty, columns=empty, ids=empty, starts=empty, ends=empty)
    return TextCells(
        rows=np.concatenate([f.rows for f in found]),
        columns=np.concatenate([f.columns for f in found]),
        ids=np.concatenate([f.ids for f in found]),
        starts=np.concatenate([f.starts for f in found]),
        ends=np.concatenate([f.ends for f in found]),
    )
