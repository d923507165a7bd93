"""Brand names compared: cells that name nobody, spellings of one name, names of one house."""

from __future__ import annotations

import re

import numpy as np

from auditor.evidence.case import Evidence
from auditor.evidence.records import distinct_words
from auditor.feed.table import BoolArray, IntArray

NOBODY = frozenset(
    "|generic|unbranded|no brand|n/a|na|none|handmade|does not apply|无品牌|无|通用|ohne marke|keine marke|sans marque"
    "|générique|generique|sin marca|genérico|generico|senza marca|ノーブランド|ノーブランド品".split("|")
)
"""Brand cells that name no brand (lower case)."""


def folded(brand: str) -> str:
    """A brand name without what does not tell brands apart: case and runs of blanks."""
    return " ".join(brand.casefold().split())


def same_house(first: str, second: str) -> bool:
    """One name is part of the other (*Acme* and *Acme Kids*), or they differ in signs only, or one is no name."""
    one, two = (re.sub(r"[\W_]+", " ", name).split() for name in (first, second))
    if not one or not two:
        return True
    joined = "".join(one), "".join(two)
    return joined[0] in joined[1] or joined[1] in joined[0]


def brand_places(evidence: Evidence) -> tuple[list[str], IntArray]:
    """The distinct brands of a feed, folded, and each row's place among them (int32); ``""`` where none is given."""
    column = evidence.column("brand")
    if column is None:
        return [""], np.zeros(len(evidence.feed.cells), np.int32)
    words, places = distinct_words(evidence.feed, column)
    return [folded(word) for word in words], places


def third_party(evidence: Evidence) -> BoolArray:
    """One bool per row: the brand is neither the seller's own nor nobody's; all False where no own brand is stated."""
    own = {folded(brand) for brand in evidence.settings.own_brands}
    if not own:
        return np.zeros(len(evidence.feed.cells), bool)
    brands, places = brand_places(evidence)
    return np.array([brand not in NOBODY and brand not in own for brand in brands], bool)[places]


def decorated(evidence: Evidence) -> BoolArray:
    """One bool per row: the brand is one of the authentic goods the seller decorates."""
    authentic = {folded(brand) for brand in evidence.settings.authentic_base_brands}
    brands, places = brand_places(evidence)
    return np.array([brand in authentic for brand in brands], bool)[places]
