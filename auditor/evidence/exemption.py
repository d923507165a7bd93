"""Which rows declare that they need no product number: by type, by the exemption column, by the settings."""

from __future__ import annotations

import numpy as np

from auditor.evidence.case import Evidence
from auditor.evidence.identifiers import IdType, id_types
from auditor.evidence.records import distinct_words
from auditor.evidence.scope import FALSE_WORDS
from auditor.feed.table import BoolArray, Column


def declared_exempt(evidence: Evidence) -> BoolArray:
    """One bool per row: the row itself declares a GTIN exemption."""
    feed = evidence.feed
    mask: BoolArray = id_types(feed) == IdType.EXEMPT
    for column in feed.find("gtin_exempt"):
        words, places = distinct_words(feed, column)
        mask |= np.array([bool(word) and word not in FALSE_WORDS for word in words], bool)[places]
    return mask


def declaring_column(evidence: Evidence) -> Column | None:
    """The column in which exemptions are declared: the type column where it says so, else the exemption column."""
    types = evidence.column("gtin_type")
    if types is not None and bool((id_types(evidence.feed) == IdType.EXEMPT).any()):
        return types
    return evidence.column("gtin_exempt") or types


def exempt_brands(evidence: Evidence) -> BoolArray:
    """One bool per row: the settings record an exemption for the row's brand, category and marketplace."""
    recorded = evidence.settings.gtin_exemptions
    brand, kind = evidence.column("brand"), evidence.column("product_type")
    count = len(evidence.feed.cells)
    if not recorded or brand is None:
        return np.zeros(count, bool)
    brands, of_brand = distinct_words(evidence.feed, brand)
    kinds, of_kind = distinct_words(evidence.feed, kind) if kind else ([""], np.zeros(count, np.int32))
    marketplace = evidence.feed.marketplace
    answers = np.zeros((len(brands), len(kinds)), bool)
    for one in recorded:
        if not one.marketplace or marketplace in ("", one.marketplace):
            named = np.array([word == one.brand.strip().lower() for word in brands], bool)
            answers |= named[:, None] & np.array([category_fits(one.category, word) for word in kinds], bool)
    granted: BoolArray = answers[of_brand, of_kind]
    return granted


def category_fits(recorded: str, category: str) -> bool:
    """Whether a recorded category covers a row's; where one of them is left open it does."""
    one, two = (word.casefold().replace("_", " ").strip() for word in (recorded, category))
    return not one or not two or one in two or two in one
