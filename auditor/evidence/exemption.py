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
    """One bool per row: the settings record an exemption for the row's brand."""
    mask = np.zeros(len(evidence.feed.cells), bool)
    brands = {exemption.brand.strip().lower() for exemption in evidence.settings.gtin_exemptions}
    for column in evidence.feed.find("brand") if brands else ():
        words, places = distinct_words(evidence.feed, column)
        mask |= np.array([word in brands for word in words], bool)[places]
    return mask
