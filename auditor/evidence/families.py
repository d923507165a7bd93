"""Variation families: who is whose parent, and what tells the children of one apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence.case import Evidence
from auditor.evidence.market import FAMILIES
from auditor.evidence.records import Action, actions, among, distinct_words, machine_words, meaning_of
from auditor.feed.table import BoolArray, Column, Feed, IntArray
from auditor.packs import load_words

LONGEST_PART = 60
"""A longer word is no name of attributes written as one."""


@dataclass(frozen=True, kw_only=True)
class Family:
    """The rows of a feed as members of families; arrays of one entry per row unless said otherwise.

    parent, child: bool, by the parentage column or, where that is blank, by a parent SKU. group: int32, number of the
    parent SKU named, −1 for none. names: the distinct parent SKUs named (object array). rows: int32 per name, the first
    row with that SKU, −1 where the file has none. elsewhere: bool per name, another file of the run has it. changing:
    rows that delete nothing.
    """

    parent: BoolArray
    child: BoolArray
    group: IntArray
    names: np.ndarray[tuple[int], np.dtype[np.object_]]
    rows: IntArray
    elsewhere: BoolArray
    changing: BoolArray
    named_by: Column | None

    def parent_rows(self) -> IntArray:
        """int32 per row: the row of its parent, −1 where there is none in the file."""
        found = np.full(len(self.group), -1, np.int32)
        member = self.group >= 0
        found[member] = self.rows[self.group[member]]
        return found


def fullest(feed: Feed, field: str) -> Column | None:
    """The column of ``field`` with most filled cells: templates repeat a field per marketplace."""
    found = feed.find(field)
    return max(found, key=lambda column: int(feed.filled(column).sum())) if found else None


def family(evidence: Evidence) -> Family | None:
    """The families of a feed, None where the file has no SKUs or does not say who belongs to whom."""
    feed = evidence.feed
    keys, named, stated = feed.find("sku"), fullest(feed, "parent_sku"), fullest(feed, "parentage")
    if feed.layout not in FAMILIES or not keys or not (named or stated):
        return None
    count = len(feed.cells)
    said = meaning_of(feed, stated, "parentage") if stated else np.full(count, "", dtype=object)
    group, names, rows = np.full(count, -1, np.int32), pa.array([], pa.large_string()), np.empty(0, np.int32)
    if named:
        skus = pc.utf8_trim_whitespace(feed.array(keys[0]))
        texts = pc.utf8_trim_whitespace(feed.array(named))
        encoded = pc.dictionary_encode(pc.if_else(pc.equal(texts, ""), pa.scalar(None, texts.type), texts))
        group = np.asarray(pc.fill_null(encoded.indices, -1)).astype(np.int32)
        names = encoded.dictionary
        rows = np.asarray(pc.fill_null(pc.index_in(names, value_set=skus), -1)).astype(np.int32)
    parent = np.asarray(said == "parent", dtype=bool)
    return Family(
        parent=parent,
        child=np.asarray(said == "child", dtype=bool) | ((group >= 0) & ~parent),
        group=group,
        names=np.array(names.to_pylist(), dtype=object),
        rows=rows,
        elsewhere=_elsewhere(evidence, names, rows < 0),
        changing=evidence.once(actions) != Action.DELETE,
        named_by=named,
    )


def _elsewhere(evidence: Evidence, names: pa.Array, unknown: BoolArray) -> BoolArray:
    """True per name that another file of the run has; asked of those the file itself does not know."""
    found = np.zeros(len(names), dtype=bool)
    if not unknown.any():
        return found
    asked = names.filter(pa.array(unknown))
    for other in evidence.run.others(evidence.feed):
        for column in other.find("sku", "parent_sku"):
            known = pc.utf8_trim_whitespace(other.array(column)).cast(names.type)
            found[unknown] |= np.asarray(pc.is_in(asked, value_set=known))
    return found


def named_parents(evidence: Evidence, skus: pa.Array) -> BoolArray:
    """True per SKU that a row of the run calls its parent."""
    found = np.zeros(len(skus), dtype=bool)
    for feed in evidence.run.feeds if len(skus) else ():
        for column in feed.find("parent_sku"):
            called = pc.utf8_trim_whitespace(feed.array(column)).unique().cast(skus.type)
            found |= np.asarray(pc.is_in(skus, value_set=called))
    return found


@lru_cache(maxsize=4096)
def theme_fields(theme: str) -> tuple[tuple[str, ...], bool]:
    """``color/size``, ``sizename-colorname`` → the fields named, in order, and whether it names nothing else."""
    theme = theme.partition("(")[0]
    for mark in ("/", ",", "&", "+", "|", "、", " und ", " and ", " et "):
        theme = theme.replace(mark, "-")
    parts = ["".join(c for c in part if c.isalpha()) for part in theme.split("-")]
    fields = [_fields_of(part) for part in parts if part]
    return tuple(dict.fromkeys(field for found in fields for field in found)), all(fields)


def _fields_of(part: str) -> tuple[str, ...]:
    """The field a word names, or the fields of several written as one (``sizecolor``); empty where one is unknown."""
    known = load_words().meanings("theme")
    if part in known:
        return (known[part],)
    if len(part) > LONGEST_PART:
        return ()
    for end in range(len(part) - 1, 2, -1):
        if part[:end] in known and (rest := _fields_of(part[end:])):
            return (known[part[:end]], *rest)
    return ()


def themes(evidence: Evidence) -> tuple[list[str], IntArray] | None:
    """Distinct themes and each row's place among them (−1: none); a child without one takes its parent's."""
    column = fullest(evidence.feed, "variation_theme")
    if column is None:
        return None
    words, places = machine_words(evidence.feed, column)
    given = np.where(np.array([bool(word) for word in words], dtype=bool)[places], places, -1)
    people = evidence.once(family)
    if people is not None:
        above = people.parent_rows()
        inherit = (given < 0) & (above >= 0)
        given[inherit] = given[above[inherit]]
    return words, given.astype(np.int32)


@dataclass(frozen=True, kw_only=True)
class Theme:
    """Children of one theme. columns: those of the attributes it names, as far as they are understood.

    whole: nothing it names is left out. rows: bool per row of the feed.
    """

    columns: tuple[Column, ...]
    whole: bool
    rows: BoolArray


def by_theme(evidence: Evidence) -> tuple[Theme, ...]:
    """The children of a feed, theme by theme."""
    people, told = evidence.once(family), evidence.once(themes)
    if people is None or told is None:
        return ()
    words, places = told
    kinds: dict[tuple[tuple[str, ...], bool], int] = {}
    # sorted, so that no file can name more kinds than there are sets of fields
    named = [(tuple(sorted(fields)), whole) for fields, whole in map(theme_fields, words)]
    kind = np.array([kinds.setdefault(one, len(kinds)) for one in named], np.int32)[places]
    children = people.child & people.changing & (places >= 0)
    found = []
    for (fields, whole), number in kinds.items():
        known = [column for field in fields if (column := fullest(evidence.feed, field))]
        columns = tuple(sorted(known, key=lambda column: column.position))
        rows = children & (kind == number)
        if columns and rows.any():
            found.append(Theme(columns=columns, whole=whole and len(columns) == len(fields), rows=rows))
    return tuple(found)


def codes_of(feed: Feed, column: Column) -> tuple[IntArray, int]:
    """int32 per row, the same for texts equal but for case and edge blanks, and the code of blanks (−1: none)."""
    words, places = distinct_words(feed, column)
    return places, words.index("") if "" in words else -1


def skus_among(evidence: Evidence, layouts: frozenset[str]) -> BoolArray:
    """Rows whose SKU stands in another file of the run with one of ``layouts``."""
    keys = evidence.feed.find("sku")
    found = np.zeros(len(evidence.feed.cells), dtype=bool)
    if keys:
        skus = pc.utf8_trim_whitespace(evidence.feed.array(keys[0]))
        for other in evidence.run.others(evidence.feed):
            for column in other.find("sku") if other.layout in layouts else ():
                known = set(pc.utf8_trim_whitespace(other.array(column)).unique().to_pylist()) - {""}
                found |= among(skus, known)
    return found
