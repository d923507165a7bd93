"""Distinct texts of a feed, encoded once: every later question is asked of a text, not of a cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.feed.table import BoolArray, Column, Feed, IntArray
from auditor.model import Hits, Severity
from auditor.text.lists import split_values
from auditor.text.spans import Spans

LIST_FIELDS = frozenset({"option_value", "font_name", "color_option"})
"""Fields whose cells may hold several values."""


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


@dataclass(frozen=True, kw_only=True)
class Matches:
    """Words found, where they stand: parallel arrays of length n.

    rows, columns: as in TextCells. ids: int32 text ids. starts, ends: int32 character offsets of the words inside the
    cell. part_starts: int32 offset of the value they belong to. terms: object array of str, the words as written.
    values: object array of str, the value (the whole cell, or the one value of a list) they stand in.
    """

    rows: IntArray
    columns: IntArray
    ids: IntArray
    starts: IntArray
    ends: IntArray
    part_starts: IntArray
    terms: np.ndarray[Any, np.dtype[np.object_]]
    values: np.ndarray[Any, np.dtype[np.object_]]

    def __len__(self) -> int:
        return len(self.rows)

    def where(self, mask: BoolArray | IntArray) -> Matches:
        """Those for which ``mask`` holds (a bool per match, or indices)."""
        return Matches(
            rows=self.rows[mask],
            columns=self.columns[mask],
            ids=self.ids[mask],
            starts=self.starts[mask],
            ends=self.ends[mask],
            part_starts=self.part_starts[mask],
            terms=self.terms[mask],
            values=self.values[mask],
        )

    def once(self) -> Matches:
        """The first match of each value, so that a value is reported once."""
        if not len(self):
            return self
        order = np.lexsort((self.starts, self.part_starts, self.rows, self.columns))
        keys = np.stack([self.columns[order], self.rows[order], self.part_starts[order]])
        first = np.ones(len(order), dtype=bool)
        first[1:] = (keys[:, 1:] != keys[:, :-1]).any(axis=0)
        return self.where(order[first])

    def hits(self, *, variant: str = "", severity: Severity | None = None, **arguments: Any) -> Hits:
        """Hits at the words; ``value`` and ``term`` are given as message arguments unless overridden."""
        return Hits(
            rows=self.rows,
            columns=self.columns,
            starts=self.starts,
            ends=self.ends,
            terms=list(self.terms),
            arguments={"value": self.values, "term": self.terms, **arguments},
            variant=variant,
            severity=severity,
        )


@dataclass(kw_only=True)
class Corpus:
    """All distinct texts of the chosen fields of one feed.

    texts: string array of distinct, non-blank texts (values of list cells are texts of their own).
    """

    feed: Feed
    texts: pa.Array
    by_column: dict[int, TextCells] = field(default_factory=dict)
    ranges: dict[int, slice] = field(default_factory=dict)
    """Column position → the ids of its field's texts, which are neighbours."""
    _spans: dict[str, Spans] = field(default_factory=dict)

    @classmethod
    def of(cls, feed: Feed, fields: frozenset[str]) -> Corpus:
        """Encode the cells of ``fields``: one pass over the cells, then only distinct texts are touched."""
        corpus_texts: list[pa.Array] = []
        corpus = cls(feed=feed, texts=pa.array([], pa.large_string()))
        offset = 0
        for name in sorted(fields):
            columns = feed.find(name)
            if not columns:
                continue
            texts = _encode_field(feed, columns, corpus.by_column, offset)
            corpus.ranges.update({c.position: slice(offset, offset + len(texts)) for c in columns})
            corpus_texts.append(texts)
            offset += len(texts)
        if corpus_texts:
            corpus.texts = pa.concat_arrays(corpus_texts)
        return corpus

    def text(self, number: int) -> str:
        """One text."""
        return str(self.texts[int(number)].as_py())

    def cells(self, *fields: str) -> TextCells:
        """All texts of ``fields``."""
        found = [self.by_column[c.position] for c in self.feed.find(*fields) if c.position in self.by_column]
        return found[0] if len(found) == 1 else _concatenate(found)

    def ids_of(self, *fields: str) -> IntArray:
        """Distinct text ids that occur in ``fields``, ascending int32."""
        seen = np.zeros(len(self.texts), dtype=bool)
        for column in self.feed.find(*fields):
            if column.position in self.by_column:
                seen[self.by_column[column.position].ids] = True
        return np.flatnonzero(seen).astype(np.int32)

    def learn(self, group: str, spans: Spans) -> None:
        """Remember where a word-list group matches; ``spans.texts`` are text ids."""
        self._spans[group] = spans

    def spans(self, group: str) -> Spans:
        """Where ``group`` matches, by text id; KeyError when no rule declared that it reads the group."""
        return self._spans[group]

    def matches(self, group: str, *fields: str) -> Matches:
        """Where ``group`` matches in ``fields``."""
        return self.place(self.spans(group), *fields)

    def place(self, spans: Spans, *fields: str) -> Matches:
        """Carry spans of texts to the cells of ``fields``: only cells that bear such a text are touched."""
        wanted = np.zeros(len(self.texts), dtype=bool)
        wanted[spans.texts] = True
        bearing = []
        for column in self.feed.find(*fields):
            cells = self.by_column.get(column.position)
            if cells is not None and wanted[self.ranges[column.position]].any():
                bearing.append(cells.where(np.flatnonzero(wanted[cells.ids])))
        return self.locate(spans, _concatenate(bearing))

    def locate(self, spans: Spans, cells: TextCells) -> Matches:
        """Carry spans of texts to the cells the texts stand in."""
        if not len(spans) or not len(cells):
            spans, cells = Spans.none(), cells.where(np.zeros(len(cells), bool))
        order = np.argsort(spans.texts, kind="stable")
        texts, first, counts = np.unique(spans.texts[order], return_index=True, return_counts=True)
        place = np.full(len(self.texts), -1, np.int32)
        place[texts] = np.arange(len(texts), dtype=np.int32)
        hit = np.flatnonzero(place[cells.ids] >= 0)
        text = place[cells.ids[hit]]
        times = counts[text]
        which = np.repeat(hit, times)
        within = np.arange(len(which)) - np.repeat(np.cumsum(times) - times, times)
        span = order[np.repeat(first[text], times) + within]
        ids = cells.ids[which]
        return Matches(
            rows=cells.rows[which],
            columns=cells.columns[which],
            ids=ids,
            starts=(cells.starts[which] + spans.starts[span]).astype(np.int32),
            ends=(cells.starts[which] + spans.ends[span]).astype(np.int32),
            part_starts=cells.starts[which],
            terms=spans.terms[span],
            values=self._values(ids),
        )

    def _values(self, ids: IntArray) -> np.ndarray[Any, np.dtype[np.object_]]:
        return (
            np.array(self.texts.take(pa.array(ids)).to_pylist(), dtype=object)
            if len(ids)
            else np.empty(0, object)
        )

    def ask(self, question: Callable[[str], bool], cells: TextCells) -> BoolArray:
        """One answer per text cell, the question put once per distinct text."""
        distinct, inverse = np.unique(cells.ids, return_inverse=True)
        answers = np.fromiter((question(t) for t in self._values(distinct)), dtype=bool, count=len(distinct))
        return answers[inverse]


def _encode_field(
    feed: Feed, columns: Sequence[Column], by_column: dict[int, TextCells], offset: int
) -> pa.Array:
    """Distinct texts of one field, numbered from ``offset``; a field in one column is encoded only once."""
    encoded = []
    for column in columns:
        codes = pc.dictionary_encode(feed.array(column))
        pieces = _pieces(codes.dictionary, column.field in LIST_FIELDS, single=column.option > 0)
        encoded.append((column.position, codes.indices.to_numpy(zero_copy_only=False), pieces))
    pool = [pieces.texts for _, _, pieces in encoded]
    if len(pool) == 1 and columns[0].field not in LIST_FIELDS:
        texts, ids = pool[0], np.arange(len(pool[0]), dtype=np.int32)
    else:
        together = pc.dictionary_encode(pa.concat_arrays(pool))
        texts, ids = together.dictionary, together.indices.to_numpy(zero_copy_only=False)
    start = 0
    for position, codes, pieces in encoded:
        size = len(pieces.texts)
        by_column[position] = pieces.cells(position, codes, ids[start : start + size] + np.int32(offset))
        start += size
    return texts


@dataclass(frozen=True)
class _Pieces:
    """The values of each distinct cell text of one column: ``words[i]`` holds pieces ``first[i]:first[i+1]``."""

    texts: pa.Array
    first: IntArray
    starts: IntArray
    ends: IntArray

    def cells(self, position: int, codes: IntArray, ids: IntArray) -> TextCells:
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


def _pieces(words: pa.Array, several: bool, *, single: bool) -> _Pieces:
    """Blank cells have no piece; a list cell has one piece per value."""
    lengths = pc.utf8_length(words).to_numpy(zero_copy_only=False).astype(np.int32)
    filled = (lengths > 0) & ~np.asarray(pc.utf8_is_space(words))
    if not several:
        first = np.concatenate([[0], np.cumsum(filled)]).astype(np.int64)
        words = words if words.type == pa.large_string() else words.cast(pa.large_string())
        kept = words if filled.all() else words.filter(pa.array(filled))
        return _Pieces(kept, first, np.zeros(len(kept), np.int32), lengths[filled])
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
    return _Pieces(
        pa.array(texts, pa.large_string()),
        np.array(first_piece, np.int64),
        np.array(starts, np.int32),
        np.array(ends, np.int32),
    )


def _concatenate(found: Sequence[TextCells]) -> TextCells:
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
