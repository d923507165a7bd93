"""What a row of an upload does: create or replace, change in part, delete; and whether it is a parent.

Words of the templates' drop-downs in the marketplaces' languages; judged once per distinct text.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence.case import Evidence
from auditor.feed.table import BoolArray, Column, Feed, IntArray
from auditor.packs import load_words


class Action(IntEnum):
    """What a row asks the marketplace to do; a blank action is the full update it stands for."""

    FULL = 0
    PARTIAL = 1
    DELETE = 2


@cache
def _meanings(name: str) -> dict[str, str]:
    return load_words().meanings(name)


def _action(word: str) -> Action:
    whole = _meanings("action_words").get(word)
    meanings = (meaning for part, meaning in _meanings("action_contains").items() if part in word)
    return Action[(whole or next(meanings, "full")).upper()]


def distinct_words(feed: Feed, column: Column) -> tuple[list[str], IntArray]:
    """The distinct texts of a column, trimmed and in lower case, and each row's place among them (int32)."""
    encoded = pc.dictionary_encode(pc.utf8_lower(pc.utf8_trim_whitespace(feed.array(column))))
    return encoded.dictionary.to_pylist(), encoded.indices.to_numpy(zero_copy_only=False).astype(np.int32)


def machine_words(feed: Feed, column: Column) -> tuple[list[str], IntArray]:
    """As ``distinct_words``, but words of the template's own drop-down as the machine values they stand for."""
    words, places = distinct_words(feed, column)
    law = feed.template.columns.get(column.position) if feed.template else None
    if law is None or not law.aliases:
        return words, places
    known = {shown.strip().lower(): value.strip().lower() for shown, value in law.aliases.items()}
    return [known.get(word, word) for word in words], places


def meaning_of(feed: Feed, column: Column, name: str) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """What the column's words mean by list ``name`` of the drop-down words, ``""`` where unknown (object array)."""
    words, places = machine_words(feed, column)
    known = _meanings(name)
    return np.array([known.get(word, "") for word in words], dtype=object)[places]


def words_starting(words: list[str], name: str, meaning: str) -> BoolArray:
    """True per word that begins with one of those that list ``name`` has for ``meaning``."""
    starts = tuple(word for word, meant in _meanings(name).items() if meant == meaning)
    return np.array([word.startswith(starts) for word in words], dtype=bool)


def holds(word: str, name: str) -> bool:
    """True when the word contains one of list ``name``."""
    return any(part in word for part in _meanings(name))


def actions(evidence: Evidence) -> IntArray:
    """int8 of Action per row; rows without an action column are full updates."""
    column = evidence.column("record_action")
    if column is None:
        return np.full(len(evidence.feed.cells), Action.FULL, np.int8)
    words, places = machine_words(evidence.feed, column)
    return np.array([_action(word) for word in words], np.int8)[places]


def parents(evidence: Evidence) -> BoolArray:
    """Rows that only hold variations together: said so, or named as the parent by another row."""
    feed = evidence.feed
    mask = np.zeros(len(feed.cells), dtype=bool)
    for column in feed.find("parentage"):
        mask |= np.asarray(meaning_of(feed, column, "parentage") == "parent", dtype=bool)
    keys, named = feed.find("sku"), feed.find("parent_sku")
    if keys and named:
        skus = pc.utf8_trim_whitespace(feed.array(keys[0]))
        called = pc.utf8_trim_whitespace(feed.array(named[0]))
        known = called.filter(pc.and_(pc.not_equal(called, ""), pc.not_equal(called, skus))).unique()
        mask |= np.asarray(pc.is_in(skus, value_set=known.cast(skus.type)))
    return mask


def heeded(evidence: Evidence, rows: IntArray, columns: IntArray, *, absence: bool) -> BoolArray:
    """True per finding (rows: -1 for the whole file) that matters to what its row does.

    A row that deletes is read for its SKU only, so nothing else in it can be wrong. A partial update leaves out what is
    to stay as it is: what is missing there (``absence``) is no fault.
    """
    keep = np.ones(len(rows), dtype=bool)
    column = evidence.column("record_action")
    if column is None or not len(rows):
        return keep
    acts = np.where(rows >= 0, evidence.once(actions)[rows], Action.FULL)
    idle = acts == Action.DELETE
    if absence:
        idle |= acts == Action.PARTIAL
    if idle.any():
        read = [column.position, *(key.position for key in evidence.feed.find("sku"))]
        keep = ~idle | np.isin(columns, read)
    return keep


def among(texts: pa.Array, values: set[str] | frozenset[str]) -> BoolArray:
    """True per text that is one of ``values``."""
    return np.asarray(pc.is_in(texts, value_set=pa.array(sorted(values), texts.type)))
