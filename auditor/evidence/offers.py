"""What each file of a run offers under which number: SKU, GTIN, ASIN, customized or not, live or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence.case import Evidence
from auditor.evidence.identifiers import IdType, id_types, identifiers
from auditor.evidence.records import among, distinct_words, parents
from auditor.evidence.scope import Ground, Inside
from auditor.feed.table import BoolArray, Feed, IntArray

ObjectArray = np.ndarray[Any, np.dtype[np.object_]]

INVENTORY = frozenset({"all_listings_report", "active_listings_report", "open_listings_report"})
"""Reports that hold the listings that exist."""
ORDERS = frozenset({"order_report"})
DEAD = re.compile(
    r"inactiv|inaktiv|inattiv|inactif|incomplete|unvollständig|blocked|closed|suppress|deleted|非在售|不可售|停售|停止|非活动"
)
ASIN = "^B0[0-9A-Z]{8}$"
AMAZON_FULFILS = re.compile(r"^(?:amazon|afn\b|fba\b)|亚马逊配送|亚马逊物流")


@dataclass(frozen=True, kw_only=True)
class Offers:
    """The rows of one feed, as parallel arrays of length n.

    skus, asins, brands, titles: object arrays of str (``""`` where none; ASINs in capitals, also those in the
    identifier column). gtins: int64, −1 where there is no valid one. inside: int8 of Inside. dead: the listing is
    inactive. fba: the marketplace fulfils it. parent: the row only holds variations together.
    """

    feed: Feed
    skus: ObjectArray
    gtins: IntArray
    asins: ObjectArray
    brands: ObjectArray
    titles: ObjectArray
    inside: IntArray
    denied: BoolArray
    dead: BoolArray
    fba: BoolArray
    parent: BoolArray

    @cached_property
    def custom(self) -> BoolArray:
        """Rows that are or may be customizable."""
        return np.asarray(self.inside > Inside.NO)

    def keys(self, field: str) -> ObjectArray:
        """The ASINs, or the GTINs as 14 digits (object array of str, ``""`` where none)."""
        if field == "asin":
            return self.asins
        digits = pc.utf8_lpad(pa.array(np.maximum(self.gtins, 0)).cast(pa.large_string()), 14, "0")
        found = np.array(digits.to_numpy(zero_copy_only=False), dtype=object)
        found[self.gtins < 0] = ""
        return found

    def with_asin(self, asins: set[str]) -> BoolArray:
        """One bool per row: its ASIN is one of ``asins``."""
        return among(pa.array(self.asins, pa.large_string()), asins)

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return PurePath(self.feed.path).name


def offers(evidence: Evidence) -> Offers:
    """The offers of a feed."""
    count = len(evidence.feed.cells)
    gtins = np.full(count, -1, np.int64)
    for one in reversed(evidence.once(identifiers)):
        gtins = np.where(one.gtins >= 0, one.gtins, gtins)
    return Offers(
        feed=evidence.feed,
        skus=_texts(evidence, "sku"),
        gtins=gtins,
        asins=_asins(evidence),
        brands=_texts(evidence, "brand"),
        titles=_texts(evidence, "title"),
        inside=evidence.scope.inside,
        denied=np.asarray(evidence.scope.evidence == Ground.FLAG_SAYS_NO),
        dead=says(evidence, "status", DEAD),
        fba=says(evidence, "fulfillment_channel", AMAZON_FULFILS),
        parent=parents(evidence),
    )


def offers_of_run(evidence: Evidence) -> Iterator[Offers]:
    """The offers of every feed of the run that has SKUs, the audited one first."""
    for feed in (evidence.feed, *evidence.run.others(evidence.feed)):
        if feed.find("sku") and (feed is evidence.feed or feed.layout not in ORDERS):
            yield evidence.of(feed, offers)


def says(evidence: Evidence, field: str, words: re.Pattern[str]) -> BoolArray:
    """One bool per row: a column of ``field`` holds one of ``words`` (asked in lower case, once per distinct text)."""
    mask = np.zeros(len(evidence.feed.cells), bool)
    for column in evidence.feed.find(field):
        texts, places = distinct_words(evidence.feed, column)
        mask |= np.array([bool(words.search(text)) for text in texts], bool)[places]
    return mask


def asin_identifiers(evidence: Evidence) -> ObjectArray:
    """The ASIN that a row gives in the identifier column (by its type or its form), ``""`` where it gives none."""
    found = np.full(len(evidence.feed.cells), "", dtype=object)
    stated = id_types(evidence.feed)
    possible = (stated == IdType.ASIN) | (stated == IdType.UNKNOWN)
    for one in evidence.once(identifiers):
        upper = pc.utf8_upper(one.digits.cleaned)
        mask = (
            np.asarray(pc.match_substring_regex(upper, ASIN))[one.ids] & possible & (found == "").astype(bool)
        )
        texts = np.asarray(upper.to_numpy(zero_copy_only=False), dtype=object)
        found[mask] = texts[one.ids[mask]]
    return found


def _asins(evidence: Evidence) -> ObjectArray:
    column = evidence.column("asin")
    if column is None:
        return asin_identifiers(evidence)
    upper = pc.utf8_upper(pc.utf8_trim_whitespace(evidence.feed.array(column)))
    found = np.array(upper.to_numpy(zero_copy_only=False), dtype=object)
    blank = np.asarray(pc.equal(upper, ""))
    if blank.any():
        found[blank] = asin_identifiers(evidence)[blank]
    return found


def _texts(evidence: Evidence, field: str) -> ObjectArray:
    column = evidence.column(field)
    return evidence.texts_of(column) if column else np.full(len(evidence.feed.cells), "", dtype=object)
