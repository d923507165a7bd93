"""Rows that belong together: a parent with its children, and rows of one SKU or one product handle."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.feed.table import Column, Feed, IntArray

_KEYS = ("sku", "parent_sku", "handle")


def families(feed: Feed) -> IntArray:
    """int64 number of each row's family, by position; families are numbered in order of their first row.

    Rows that share a SKU, a handle, or are named as the parent of one another are one family. A row without any of
    these goes with the row above it.
    """
    count = len(feed.row_numbers)
    columns = feed.find(*_KEYS)
    if not count or not columns:
        return np.arange(count, dtype=np.int64)
    names = _names(feed, columns)
    chief = _joined(names, count)
    above = np.where((names < 0).all(axis=0), -1, np.arange(count))
    chief = chief[np.maximum(np.maximum.accumulate(above), 0)]
    _, first, inverse = np.unique(chief, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse.reshape(-1)]


def parents_of(feed: Feed, rows: IntArray) -> IntArray:
    """Positions of the rows whose SKU is named as the parent by one of ``rows`` (positions)."""
    parent, sku = feed.find("parent_sku"), feed.find("sku")
    if not parent or not sku:
        return np.empty(0, np.int64)
    named = pc.utf8_lower(pc.utf8_trim_whitespace(feed.array(parent[0]).take(rows)))
    named = pc.unique(named.filter(pc.not_equal(named, "")))
    own = pc.utf8_lower(pc.utf8_trim_whitespace(feed.array(sku[0])))
    return np.flatnonzero(np.asarray(pc.is_in(own, value_set=named)))


def _names(feed: Feed, columns: Sequence[Column]) -> IntArray:
    """(k, n) numbers of the rows' keys; SKUs and parents share theirs, handles have their own; −1 where blank."""
    texts = [pc.utf8_lower(pc.utf8_trim_whitespace(feed.array(column))) for column in columns]
    kinds = ["handle" if column.field == "handle" else "sku" for column in columns]
    keys = [
        pc.binary_join_element_wise(pa.scalar(kind, text.type), text, pa.scalar("\x1f", text.type))
        for kind, text in zip(kinds, texts, strict=True)
    ]
    ids = pc.dictionary_encode(pa.concat_arrays(keys)).indices.to_numpy(zero_copy_only=False)
    blank = np.stack([np.asarray(pc.equal(text, ""), dtype=bool) for text in texts])
    return np.where(blank, -1, ids.astype(np.int64).reshape(len(columns), -1))


def _joined(names: IntArray, count: int) -> IntArray:
    """Per row the least position of the rows it is connected with through equal names."""
    chief = np.arange(count, dtype=np.int64)
    while True:
        least = np.full(int(names.max()) + 2, count, np.int64)
        for ids in names:
            np.minimum.at(least, ids, np.where(ids >= 0, chief, count))
        better = np.minimum(chief, np.where(names >= 0, least[names], count).min(axis=0))
        better = np.minimum(better, better[better])
        if np.array_equal(better, chief):
            return chief
        chief = better
