"""What the marketplace asks on the day of the audit: limits of the rule pack, uploads, prices and dates as numbers."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence.case import Evidence
from auditor.evidence.records import machine_words, meaning_of, words_starting
from auditor.feed.table import BoolArray, Column, Feed
from auditor.packs import Entry, load_pack

FloatArray = np.ndarray[Any, np.dtype[np.float64]]
DayArray = np.ndarray[Any, np.dtype[np.datetime64]]

UPLOADS = frozenset(
    {
        "product_type_template",
        "custom_flat_file",
        "legacy_template",
        "inventory_loader",
        "listing_loader",
        "price_and_quantity",
    }
)
"""Layouts whose rows change listings of this marketplace; other tables only tell of them."""
INVENTORY = frozenset({"all_listings_report", "active_listings_report", "open_listings_report"})
"""Reports that hold the listings that exist."""
FAMILIES = UPLOADS | {"generic_table", "customization_sheet"}
"""Layouts whose rows may be asked how they belong together."""
_INDEX = re.compile(r"#([0-9]+)")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_LOCAL = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})(?:[T ].*)?")
_PLAIN, _COMMA, _POINT = r"^-?[0-9]+([.][0-9]+)?$", r"^-?[0-9]+,[0-9]+$", r"^-?[0-9]+[.][0-9]+$"


def is_upload(evidence: Evidence) -> bool:
    """True when the file changes listings of this marketplace."""
    return evidence.feed.layout in UPLOADS


def marketplace(evidence: Evidence) -> str:
    """Two letters: the feed's own, else the only one the settings name, else empty."""
    stated = evidence.settings.marketplaces
    return evidence.feed.marketplace or (stated[0] if len(stated) == 1 else "")


def entry(evidence: Evidence, name: str) -> Entry | None:
    """The pack's entry in force for the feed's marketplace on the day of the audit."""
    return load_pack().entry(name, marketplace(evidence), evidence.today)


def announced(evidence: Evidence, name: str) -> Entry | None:
    """The pack's entry in force on the day of the audit or, where none is yet, the next one to come."""
    known = load_pack().limits[name]
    coming = sorted(one.valid_from for one in known if one.valid_from and one.valid_from > evidence.today)
    found = (load_pack().entry(name, marketplace(evidence), day) for day in (evidence.today, *coming))
    return next((one for one in found if one), None)


def limit(evidence: Evidence, name: str) -> int | None:
    """The pack's number in force, None where there is none."""
    return load_pack().number(name, marketplace(evidence), evidence.today)


def listed(evidence: Evidence, name: str) -> tuple[str, ...]:
    """The pack's list in force, empty where there is none."""
    return load_pack().words(name, marketplace(evidence), evidence.today)


@dataclass
class Offer:
    """The columns that make one offer: those of one marketplace, or those without one."""

    feed: Feed
    columns: dict[str, Column] = field(default_factory=dict)
    """Field → column."""
    _known: dict[str, Any] = field(default_factory=dict)

    def number(self, name: str) -> FloatArray:
        """float64 per row, NaN where the cell is blank or no plain number, or there is no such column."""
        if name not in self._known:
            column = self.columns.get(name)
            blank = np.full(len(self.feed.cells), np.nan)
            self._known[name] = blank if column is None else amounts(self.feed, column)
        known: FloatArray = self._known[name]
        return known

    def filled(self, name: str) -> BoolArray:
        """Rows that fill the column; none where there is no such column."""
        column = self.columns.get(name)
        return np.zeros(len(self.feed.cells), bool) if column is None else self.feed.filled(column)


PRICES = ("price", "sale_price", "sale_start", "sale_end", "min_price", "max_price", "business_price")
STOCK = ("quantity", "fulfillment_channel", "handling_time", "restock_date")


def prices(evidence: Evidence) -> tuple[Offer, ...]:
    """The price columns, one Offer per marketplace and number of the attribute path."""
    return _grouped(evidence.feed, PRICES)


def stocks(evidence: Evidence) -> tuple[Offer, ...]:
    """The stock columns, one Offer per number of the attribute path."""
    return _grouped(evidence.feed, STOCK)


def _grouped(feed: Feed, fields: tuple[str, ...]) -> tuple[Offer, ...]:
    groups: dict[tuple[str, str], Offer] = {}
    for column in feed.find(*fields):
        index = _INDEX.search(column.name)
        key = (column.marketplace, index[1] if index else "")
        groups.setdefault(key, Offer(feed)).columns.setdefault(column.field, column)
    return tuple(groups.values())


def amounts(feed: Feed, column: Column) -> FloatArray:
    """Plain numbers of a column as float64, NaN elsewhere.

    A decimal comma counts where the column never uses a point, as in the layouts' own check of numbers.
    """
    encoded = pc.dictionary_encode(pc.utf8_trim_whitespace(feed.array(column)))
    texts = encoded.dictionary
    comma = pc.match_substring_regex(texts, _COMMA)
    if pc.any(comma).as_py() and not pc.any(pc.match_substring_regex(texts, _POINT)).as_py():
        texts = pc.if_else(comma, pc.replace_substring(texts, ",", "."), texts)
    plain = pc.match_substring_regex(texts, _PLAIN)
    values = np.asarray(pc.cast(pc.if_else(plain, texts, pa.scalar("nan", texts.type)), pa.float64()))
    spread: FloatArray = values[encoded.indices.to_numpy(zero_copy_only=False)]
    return spread


def days(evidence: Evidence, column: Column) -> DayArray:
    """Dates of a column as datetime64[D], NaT where the cell is blank, no date or of two readings.

    ``03/04/2026`` is read as the marketplace writes it: month first in the United States, day first elsewhere, and not
    at all where nobody knows the marketplace.
    """
    encoded = pc.dictionary_encode(pc.utf8_trim_whitespace(evidence.feed.array(column)))
    home = marketplace(evidence)
    read = [_day(text, home) for text in encoded.dictionary.to_pylist()]
    found: DayArray = np.array(read, dtype="datetime64[D]")[encoded.indices.to_numpy(zero_copy_only=False)]
    return found


def _day(text: str, home: str) -> dt.date | None:
    if iso := _ISO.fullmatch(text):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    local = _LOCAL.fullmatch(text)
    if local is None:
        return None
    first, second, year = int(local[1]), int(local[3]), int(local[4])
    if first == second or second > 12 or (first <= 12 and local[2] == "/" and home == "US"):
        return _date(year, first, second)
    if first > 12 or local[2] == "." or home:
        return _date(year, second, first)
    return None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def by_amazon(evidence: Evidence, column: Column) -> BoolArray:
    """Rows whose channel says that the marketplace stores and ships: a code such as AMAZON_NA, or words for it."""
    words, places = machine_words(evidence.feed, column)
    starts = words_starting(words, "channel_starts", "amazon")[places]
    fulfilled: BoolArray = starts | np.asarray(meaning_of(evidence.feed, column, "channel") == "amazon", bool)
    return fulfilled


def name_of(column: Column) -> str:
    """What a person calls the column."""
    return column.header.strip() or column.letter


def texts_at(feed: Feed, column: Column, rows: np.ndarray[Any, Any]) -> list[str]:
    """Trimmed texts of some rows of a column."""
    taken: list[str] = pc.utf8_trim_whitespace(feed.array(column).take(pa.array(rows))).to_pylist()
    return taken
