"""Option lists: the choices a buyer is offered under one label, each distinct list judged once.

A list may lie in many columns of one row (``customization1_option1`` …), in one cell (``Red|Blue``), or in one column
over several rows of the same SKU (exports with a row per option).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from auditor.evidence.corpus import Corpus
from auditor.evidence.text_cells import TextCells, concatenated
from auditor.feed.table import BoolArray, Feed, IntArray

OPTION_FIELDS = ("option_value", "color_option", "font_name")


@dataclass(frozen=True, slots=True)
class OptionList:
    """One distinct list: its label, its declared type and its values, as written."""

    label: str
    kind: str
    """Text of the type column (``option``, ``dropdown`` …), empty when there is none."""
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OptionLists:
    """All lists of a feed.

    lists: the distinct ones. list_of: int32 per value cell, index into ``lists``. index_of: int32 per value cell, its
    place in the list. cells: the value cells (rows, columns, ids, starts, ends). group_of: int32 per value cell, one
    number per offered list (row or SKU × repeat).
    label_rows, label_columns: int32 per value cell, where the label stands (−1 where none).
    """

    corpus: Corpus
    lists: tuple[OptionList, ...]
    list_of: IntArray
    index_of: IntArray
    cells: TextCells
    group_of: IntArray
    label_rows: IntArray
    label_columns: IntArray

    def __len__(self) -> int:
        return len(self.lists)

    @cached_property
    def values(self) -> np.ndarray[Any, np.dtype[np.object_]]:
        """The value texts per value cell (object array of str)."""
        return self.corpus.texts_of(self.cells.ids)

    def labels(self, chosen: BoolArray) -> list[str]:
        """The label of each chosen value cell's list."""
        return [self.lists[i].label for i in self.list_of[chosen]]

    def pick(self, judge: Callable[[OptionList], Iterable[int]]) -> BoolArray:
        """One bool per value cell: ``judge`` is asked once per distinct list for the places it objects to."""
        return self.at([judge(one) for one in self.lists])

    def at(self, places: Sequence[Iterable[int]]) -> BoolArray:
        """One bool per value cell: it stands at one of the ``places`` of its list (one entry per distinct list)."""
        widest = 1 + max((len(one.values) for one in self.lists), default=0)
        chosen = [i * widest + place for i, mine in enumerate(places) for place in mine]
        keys = self.list_of.astype(np.int64) * widest + self.index_of
        return np.isin(keys, np.array(chosen, dtype=np.int64))

    def facts(self, ask: Callable[[OptionList], bool]) -> BoolArray:
        """One bool per value cell: ``ask`` of its list, once per distinct list."""
        answers = np.fromiter((ask(one) for one in self.lists), dtype=bool, count=len(self.lists))
        return answers[self.list_of] if len(self.lists) else np.zeros(0, bool)


def option_lists(feed: Feed, corpus: Corpus) -> OptionLists:
    """The option lists of a feed; work per row is vectorised, work per list is done once per distinct list."""
    cells, repeats, options = _values_with_repeat(feed, corpus)
    owners = owners_of(feed, corpus)
    label_ids, label_places, label_rows = _by_repeat(
        feed, corpus, "custom_label", repeats, cells.rows, owners
    )
    kind_ids, _, _ = _by_repeat(feed, corpus, "custom_type", repeats, cells.rows, owners)
    owner = owners[cells.rows]
    order = np.lexsort((cells.starts, options, cells.columns, cells.rows, repeats, label_ids, owner))
    cells = cells.where(order)
    repeats, label_ids, kind_ids, owner = repeats[order], label_ids[order], kind_ids[order], owner[order]
    label_columns, label_rows = label_places[order], label_rows[order]
    start = np.ones(len(cells), dtype=bool)
    if len(cells):
        start[1:] = (np.diff(owner) != 0) | (np.diff(repeats) != 0) | (np.diff(label_ids) != 0)
    group_of = (np.cumsum(start) - 1).astype(np.int32)
    heads = np.flatnonzero(start)
    index_of = (np.arange(len(cells)) - heads[group_of] if len(cells) else np.empty(0)).astype(np.int32)
    lists, list_of_group = _distinct(corpus, cells, heads, index_of, label_ids, kind_ids)
    return OptionLists(
        corpus=corpus,
        lists=lists,
        list_of=list_of_group[group_of] if len(cells) else np.empty(0, np.int32),
        index_of=index_of,
        cells=cells,
        group_of=group_of,
        label_rows=label_rows,
        label_columns=label_columns,
    )


def _values_with_repeat(feed: Feed, corpus: Corpus) -> tuple[TextCells, IntArray, IntArray]:
    found, repeats, options = [], [], []
    for column in feed.find(*OPTION_FIELDS):
        cells = corpus.by_column.get(column.position)
        if cells is None:
            continue
        found.append(cells)
        # fonts and colours of customization n are lists of their own beside its options
        kind = OPTION_FIELDS.index(column.field)
        repeats.append(np.full(len(cells), column.repeat * len(OPTION_FIELDS) + kind, np.int32))
        options.append(np.full(len(cells), column.option, np.int32))
    empty = np.empty(0, np.int32)
    return (
        concatenated(found),
        np.concatenate(repeats) if repeats else empty,
        np.concatenate(options) if options else empty,
    )


def _by_repeat(
    feed: Feed, corpus: Corpus, field: str, repeats: IntArray, rows: IntArray, owners: IntArray
) -> tuple[IntArray, IntArray, IntArray]:
    """Text id, column and row (−1: none) of ``field`` in the same repeat, per value cell.

    A blank cell says the same as the cell above it, as long as the rows describe one product.
    """
    ids = np.full(len(rows), -1, np.int32)
    places = np.full(len(rows), -1, np.int32)
    origins = np.full(len(rows), -1, np.int32)
    for column in feed.find(field):
        cells = corpus.by_column.get(column.position)
        if cells is None:
            continue
        by_row = np.full(len(feed.cells), -1, np.int32)
        by_row[cells.rows] = cells.ids
        above = np.maximum.accumulate(np.where(by_row >= 0, np.arange(len(by_row)), -1))
        above[(above >= 0) & (owners[above] != owners)] = -1
        same = repeats // len(OPTION_FIELDS) == column.repeat
        origin = above[rows[same]]
        known = origin >= 0
        ids[same] = np.where(known, by_row[origin], -1)
        places[same] = np.where(known, column.position, -1)
        origins[same] = origin
    return ids, places, origins


def owners_of(feed: Feed, corpus: Corpus) -> IntArray:
    """int64 per row, what its lists belong to: the row, or, where a SKU goes on over rows, the SKU's first row."""
    columns = feed.find("sku")
    first = np.arange(len(feed.cells), dtype=np.int64)
    sku = corpus.by_column.get(columns[0].position) if columns else None
    if sku is None or not len(first):
        return first
    ids = np.full(len(feed.cells), -1, np.int64)
    ids[sku.rows] = sku.ids
    known = np.where(ids >= 0, first, -1)
    carried = np.maximum.accumulate(known)
    ids = np.where(carried >= 0, ids[np.maximum(carried, 0)], -1 - first)
    change = np.ones(len(ids), dtype=bool)
    change[1:] = ids[1:] != ids[:-1]
    owners: IntArray = np.maximum.accumulate(np.where(change, first, 0))
    return owners


def _distinct(
    corpus: Corpus, cells: TextCells, heads: IntArray, index_of: IntArray, labels: IntArray, kinds: IntArray
) -> tuple[tuple[OptionList, ...], IntArray]:
    """Distinct lists by a 64-bit hash of (label, kind, values in order); returns them and each group's list."""
    if not len(heads):
        return (), np.empty(0, np.int32)
    with np.errstate(over="ignore"):
        mixed = (cells.ids.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
        mixed *= (index_of.astype(np.uint64) * np.uint64(2) + np.uint64(1)) * np.uint64(0xBF58476D1CE4E5B9)
        total = np.add.reduceat(mixed, heads)
        total += (labels[heads] + 2).astype(np.uint64) * np.uint64(0x94D049BB133111EB)
        total ^= (kinds[heads] + 2).astype(np.uint64) * np.uint64(0xD6E8FEB86659FD93)
    _, first, list_of_group = np.unique(total, return_index=True, return_inverse=True)
    ends = np.append(heads[1:], len(cells))
    text = corpus.text
    lists = tuple(
        OptionList(
            label=text(labels[heads[g]]) if labels[heads[g]] >= 0 else "",
            kind=text(kinds[heads[g]]) if kinds[heads[g]] >= 0 else "",
            values=tuple(text(i) for i in cells.ids[heads[g] : ends[g]]),
        )
        for g in first
    )
    return lists, list_of_group.astype(np.int32)
