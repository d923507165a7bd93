"""Listing texts: which cells the listing guidelines are about, and questions put to Arrow arrays of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence.case import Evidence
from auditor.evidence.records import Action, actions
from auditor.evidence.text_cells import TextCells
from auditor.feed.table import BoolArray, IntArray

FOREIGN = frozenset(
    {
        "etsy_listings",
        "flipkart_template",
        "google_merchant",
        "noon_template",
        "shopify_products",
        "temu_template",
        "walmart_template",
    }
)
"""Layouts of other marketplaces, whose guidelines differ."""
NO_LISTING = frozenset({"fba_inventory", "order_report"})
"""Layouts that repeat titles without being a listing."""


def is_listing(evidence: Evidence) -> bool:
    """True when the file holds listings of this marketplace."""
    return evidence.feed.layout not in FOREIGN | NO_LISTING and not evidence.has("order_id")


def listing_cells(evidence: Evidence, *fields: str) -> TextCells:
    """Texts of ``fields`` that are (to be) listed: none in a foreign layout, none in rows that delete a listing."""
    cells = evidence.cells(*fields)
    if not is_listing(evidence):
        return cells.where(np.zeros(len(cells), dtype=bool))
    if not evidence.has("record_action"):
        return cells
    return cells.where(evidence.once(actions)[cells.rows] != Action.DELETE)


def distinct_texts(evidence: Evidence, cells: TextCells) -> tuple[IntArray, pa.Array]:
    """Ids (ascending int32) and texts of ``cells``, each once."""
    seen = np.zeros(len(evidence.corpus.texts), dtype=bool)
    seen[cells.ids] = True
    ids = np.flatnonzero(seen).astype(np.int32)
    if len(ids) == len(seen):
        return ids, evidence.corpus.texts
    return ids, evidence.corpus.texts.take(pa.array(ids))


def those(evidence: Evidence, cells: TextCells, question: Callable[[pa.Array], pa.Array]) -> TextCells:
    """The cells whose text ``question`` affirms (Arrow strings in, Arrow booleans out, each text once)."""
    ids, texts = distinct_texts(evidence, cells)
    answers = np.zeros(len(evidence.corpus.texts), dtype=bool)
    answers[ids] = np.asarray(question(texts))
    return cells.where(answers[cells.ids])


def measured(evidence: Evidence, cells: TextCells, measure: Callable[[pa.Array], pa.Array]) -> IntArray:
    """One int64 per cell: what ``measure`` says of its text (each text once)."""
    ids, texts = distinct_texts(evidence, cells)
    values = np.zeros(len(evidence.corpus.texts), dtype=np.int64)
    values[ids] = np.asarray(measure(texts))
    return values[cells.ids]


def characters(texts: pa.Array) -> pa.Array:
    """Characters of each text without blanks at the edges, an accented letter counted once."""
    trimmed = pc.utf8_trim_whitespace(texts)
    lengths = pc.utf8_length(trimmed).to_numpy(zero_copy_only=False).copy()
    # marks that combine are rare, and older Arrow versions leave them as they are
    places = np.flatnonzero(np.asarray(pc.match_substring_regex(trimmed, r"\p{M}")))
    for place, text in zip(places.tolist(), trimmed.take(pa.array(places)).to_pylist(), strict=True):
        lengths[place] = len(unicodedata.normalize("NFC", text))
    return pa.array(lengths)


def matching(pattern: str) -> Callable[[pa.Array], BoolArray]:
    """A question for ``those``: whether the RE2 ``pattern`` occurs."""
    return lambda texts: np.asarray(pc.match_substring_regex(texts, pattern))


def beyond_ascii(pattern: str) -> Callable[[pa.Array], BoolArray]:
    """The same for a pattern that only matches texts with a character beyond ASCII; the others are not read."""

    def ask(texts: pa.Array) -> BoolArray:
        answers = ~np.asarray(pc.string_is_ascii(texts))
        places = np.flatnonzero(answers)
        answers[places] = np.asarray(pc.match_substring_regex(texts.take(pa.array(places)), pattern))
        return answers

    return ask
