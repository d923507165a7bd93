"""Orders: which are closed and since when, and what their buyers chose and wrote."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence.case import Evidence
from auditor.evidence.offers import says
from auditor.evidence.records import among
from auditor.feed.table import BoolArray, BuyerChoice, ChoiceKind, Column, IntArray

DayArray = np.ndarray[Any, np.dtype[np.datetime64]]
"""datetime64[D]; NaT where there is no date."""
UNTIL_SHIPPED = 60
"""Days after purchase by which a customized product has surely been made and sent, where no ship date is given."""
_DONE = re.compile(
    r"^(?:(?:shipped|delivered|cancell?ed|completed?|refunded|returned|versandt|zugestellt|storniert|expédiée?|livrée?"
    r"|annulée?|enviado|entregado|cancelado|spedito|consegnato|annullato)\b|已发货|已送达|已取消|已完成|出荷済|発送済|配達済"
    r"|キャンセル)"
)
_VOID = re.compile(
    r"^(?:cancel|pending|refund|storniert|ausstehend|annul|en attente|cancelad|pendiente|in attesa|unfulfillable)"
    r"|取消|待处理|待付款|未付款|キャンセル|保留"
)
"""Orders that never came to anything, or are not paid yet."""
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
UNKNOWN_DAY = np.datetime64("NaT", "D")
_PAIR = re.compile(r"^\s*([^:：=\n]{1,60}?)\s*[:：=]\s*(\S.*?)\s*$")
_PARTS = re.compile(r"[\n;；|｜]+")


def closed(evidence: Evidence) -> BoolArray:
    """Rows whose order is shipped, delivered or cancelled and is not kept open by the settings."""
    feed, settings = evidence.feed, evidence.settings
    shipped = days(evidence, "ship_date")
    done = says(evidence, "order_status", _DONE) | (shipped <= np.datetime64(evidence.today, "D"))
    if settings.open_cases and feed.find("order_id"):
        orders = pc.utf8_trim_whitespace(feed.array(feed.find("order_id")[0]))
        done &= ~among(orders, frozenset(settings.open_cases))
    return done


def void(evidence: Evidence) -> BoolArray:
    """Rows whose order is cancelled, refunded or not paid yet."""
    return says(evidence, "order_status", _VOID)


def last_days(evidence: Evidence) -> tuple[DayArray, IntArray, BoolArray]:
    """Per row: the day it was closed (datetime64[D]; shipped, else bought), its age in days (0 where unknown), and
    whether the data should be gone: longer than the retention time after shipping, or UNTIL_SHIPPED after the purchase.
    """
    shipped, bought = days(evidence, "ship_date"), days(evidence, "purchase_date")
    last = np.where(np.isnat(shipped), bought, shipped)
    today = np.datetime64(evidence.today, "D")
    age = np.where(np.isnat(last), 0, (today - last).astype(np.int64))
    grace = np.where(np.isnat(shipped), UNTIL_SHIPPED, evidence.settings.retention_days_after_ship)
    return last, age, age > grace


def days(evidence: Evidence, field: str) -> DayArray:
    """datetime64[D] per row, NaT where there is no date; read once per distinct day."""
    column: Column | None = evidence.column(field)
    if column is None:
        return np.full(len(evidence.feed.cells), UNKNOWN_DAY)
    texts = pc.utf8_slice_codeunits(pc.utf8_trim_whitespace(evidence.feed.array(column)), 0, 10)
    encoded = pc.dictionary_encode(texts)
    distinct = np.array([day_of(text) for text in encoded.dictionary.to_pylist()], "datetime64[D]")
    found: DayArray = distinct[encoded.indices.to_numpy(zero_copy_only=False)]
    return found


def day_of(text: str) -> np.datetime64:
    """``2026-05-31``, ``31/05/2026``, ``5/31/2026``; where day and month could be swapped, the later date."""
    match = _DAY.match(text)
    if not match:
        return UNKNOWN_DAY
    if match[1]:
        choices = [(int(match[1]), int(match[2]), int(match[3]))]
    else:
        year = int(match[6]) + (2000 if len(match[6]) == 2 else 0)
        choices = [(year, int(match[5]), int(match[4])), (year, int(match[4]), int(match[5]))]
    found = [dt.date(*choice) for choice in choices if _exists(*choice)]
    return np.datetime64(max(found), "D") if found else UNKNOWN_DAY


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def buyer_choices(evidence: Evidence) -> tuple[BuyerChoice, ...]:
    """What buyers chose and wrote: from the order files beside the report and from its own column.

    A cell of the column is read as ``label: value`` lines where it has that form.
    """
    found: dict[BuyerChoice, None] = dict.fromkeys(evidence.feed.choices)
    for column in evidence.feed.find("buyer_customization"):
        rows = np.flatnonzero(evidence.feed.filled(column))
        for row, text in zip(
            rows.tolist(), evidence.feed.array(column).take(pa.array(rows)).to_pylist(), strict=True
        ):
            found.update(dict.fromkeys(BuyerChoice(row, *one) for one in parsed(text)))
    return tuple(found)


def parsed(text: str) -> list[tuple[ChoiceKind, str, str]]:
    """The parts of one cell as (kind, label, value); the label is empty where the cell gives none."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    pairs = [_PAIR.match(part) for part in parts]
    if not any(pairs):
        return [("text", "", text.strip())]
    return [
        ("pair", pair[1].strip(), pair[2].strip()) if pair else ("text", "", part.strip())
        for part, pair in zip(parts, pairs, strict=True)
    ]


def choices_columns(evidence: Evidence, rows: IntArray) -> IntArray:
    """Per row the column (int32 position, −1 where there is none) a finding about the buyer's words stands in.

    The cell that holds the words, else the link to them: both are personal data, so the words are masked in reports.
    """
    places = np.full(len(rows), -1, np.int32)
    for column in evidence.feed.find("customized_page", "customized_url"):
        places[:] = column.position
    for column in evidence.feed.find("buyer_customization"):
        filled = evidence.feed.filled(column)[rows]
        places = np.where(filled | (places < 0), np.int32(column.position), places)
    return places
