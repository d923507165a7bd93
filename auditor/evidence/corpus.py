"""Distinct texts of a feed, encoded once: every later question is asked of a text, not of a cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence.text_cells import TextCells, concatenated, pieces_of
from auditor.feed.table import BoolArray, Column, Feed, IntArray
from auditor.model import Hits, Severity
from auditor.text.spans import Spans

LIST_FIELDS = frozenset({"option_value", "font_name", "color_option"})
"""Fields whose cells may hold several values."""


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
        return found[0] if len(found) == 1 else concatenated(found)

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
        return self.locate(spans, concatenated(bearing))

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
            values=self.texts_of(ids),
        )

    def texts_of(self, ids: IntArray) -> np.ndarray[Any, np.dtype[np.object_]]:
        """The texts of ``ids`` as Python strings (object array)."""
        return (
            np.array(self.texts.take(pa.array(ids)).to_pylist(), dtype=object)
            if len(ids)
            else np.empty(0, object)
        )

    def ask(self, question: Callable[[str], bool], cells: TextCells) -> BoolArray:
        """One answer per text cell, the question put once per distinct text."""
        distinct, inverse = np.unique(cells.ids, return_inverse=True)
        answers = np.fromiter((question(t) for t in self.texts_of(distinct)), dtype=bool, count=len(distinct))
        return answers[inverse]


def _encode_field(
    feed: Feed, columns: Sequence[Column], by_column: dict[int, TextCells], offset: int
) -> pa.Array:
    """Distinct texts of one field, numbered from ``offset``; a field in one column is encoded only once."""
    encoded = []
    for column in columns:
        codes = pc.dictionary_encode(feed.array(column))
        pieces = pieces_of(codes.dictionary, column.field in LIST_FIELDS, single=column.option > 0)
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
