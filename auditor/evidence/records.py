"""What a row of an upload does: create or replace, change in part, delete; and whether it is a parent.

Words of the templates' drop-downs in the marketplaces' languages; judged once per distinct text.
"""

from __future__ import annotations

import re
from enum import IntEnum

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence.case import Evidence
from auditor.feed.table import BoolArray, Column, Feed, IntArray

_DELETE = re.compile(r"delete|remove|lösch|supprim|elimin|borrar|删除|削除|^[dx]$")
_PARTIAL = re.compile(r"partial|partiel|parcial|parzial|teil|部分|一部|^edit\b")
_PARENT = re.compile(
    r"^(?:parent|parent sku|parente|eltern|übergeordnet.*|principal|padre|genitore|父|父体|父级|父商品|親|親商品)$"
)


class Action(IntEnum):
    """What a row asks the marketplace to do; a blank action is the full update it stands for."""

    FULL = 0
    PARTIAL = 1
    DELETE = 2


def _action(word: str) -> Action:
    if _DELETE.search(word):
        return Action.DELETE
    return Action.PARTIAL if _PARTIAL.search(word) else Action.FULL


def distinct_words(feed: Feed, column: Column) -> tuple[list[str], IntArray]:
    """The distinct texts of a column, trimmed and in lower case, and each row's place among them (int32)."""
    encoded = pc.dictionary_encode(pc.utf8_lower(pc.utf8_trim_whitespace(feed.array(column))))
    return encoded.dictionary.to_pylist(), encoded.indices.to_numpy(zero_copy_only=False).astype(np.int32)


def actions(evidence: Evidence) -> IntArray:
    """int8 of Action per row; rows without an action column are full updates."""
    column = evidence.column("record_action")
    if column is None:
        return np.full(len(evidence.feed.cells), Action.FULL, np.int8)
    words, places = distinct_words(evidence.feed, column)
    return np.array([_action(word) for word in words], np.int8)[places]


def parents(evidence: Evidence) -> BoolArray:
    """Rows that only hold variations together: said so, or named as the parent by another row."""
    feed = evidence.feed
    mask = np.zeros(len(feed.cells), dtype=bool)
    for column in feed.find("parentage"):
        words, places = distinct_words(feed, column)
        mask |= np.array([bool(_PARENT.match(word)) for word in words], bool)[places]
    keys, named = feed.find("sku"), feed.find("parent_sku")
    if keys and named:
        skus = pc.utf8_trim_whitespace(feed.array(keys[0]))
        called = pc.utf8_trim_whitespace(feed.array(named[0]))
        known = called.filter(pc.and_(pc.not_equal(called, ""), pc.not_equal(called, skus))).unique()
        mask |= np.asarray(pc.is_in(skus, value_set=known.cast(skus.type)))
    return mask


def among(texts: pa.Array, values: set[str] | frozenset[str]) -> BoolArray:
    """True per text that is one of ``values``."""
    return np.asarray(pc.is_in(texts, value_set=pa.array(sorted(values), texts.type)))
