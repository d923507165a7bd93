"""Rows of one SKU that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.feed.table import BoolArray, Column, Feed, IntArray
from auditor.layouts import CUSTOM_FIELDS
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule

MATCHES = Text(
    "All customizable products must be: (i) free of defects and match all associated listing information",
    "所有可定制商品均必须:(i) 没有瑕疵且与所有相关商品信息相符",
)
IDENTITY = ("title", "brand", "manufacturer", "gtin", "asin", "product_type", "parent_sku", "parentage")
"""Fields that stay the same in every row of a SKU, whatever else a row per component says."""
STATE = frozenset({"status", "listing_id", "open_date"})
"""What an export says about a listing, not what the listing says."""
ROW_PER_ITEM = frozenset(
    {"order_report", "fba_inventory", "all_listings_report", "active_listings_report", "open_listings_report"}
)
"""Exports in which a SKU may stand several times (once per order, country, condition)."""


@rule(
    "FF711",
    Severity.ERROR,
    tier=3,
    clause=MATCHES,
    title=Text(en="Duplicate SKU with conflicting cells", zh="重复 SKU 且内容冲突"),
    message=Text(
        en="SKU {sku} stands in {count} rows (first in row {row}), and '{column}' differs between them.",
        zh="SKU {sku} 出现在 {count} 行中（首次在第 {row} 行），且“{column}”不一致。",
    ),
    advice=Text(
        en="Keep the right row and delete the others, or give the other product a SKU of its own.",
        zh="请保留正确的一行并删除其余行，或为另一商品使用单独的 SKU。",
    ),
    needs=("sku",),
    replaces=("TP911",),
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2", "A1"],
                "title": ["Mug", "Cup", "Mug"],
                "price": ["9.99", "9.99", "12.99"],
            },
            good={"sku": ["A1", "A2", "A1"], "title": ["Mug", "Cup", "Mug"], "price": ["9.99", "12.99", ""]},
            cells=((0, "sku"), (2, "sku")),
        ),
        Example(
            bad={"sku": ["杯-1", "杯-1"], "title": ["马克杯", "保温杯"], "option_value_1": ["红", "蓝"]},
            good={
                "sku": ["杯-1", "杯-1"],
                "title": ["马克杯", "马克杯"],
                "option_value_1": ["红", "蓝"],
                "price": ["1", "2"],
            },
            cells=((0, "sku"), (1, "sku")),
            language="zh",
        ),
    ),
)
def duplicate_sku_conflict(evidence: Evidence) -> Iterator[Hits]:
    """Two rows that say different things of one SKU cannot both be right; exports with a row per component are."""
    feed = evidence.feed
    if feed.layout in ROW_PER_ITEM or evidence.has("order_id"):
        return
    column = feed.find("sku")[0]
    codes = _codes(feed, column)
    sizes = np.bincount(codes[codes >= 0], minlength=1)
    rows = np.flatnonzero((codes >= 0) & (sizes[np.maximum(codes, 0)] > 1))
    if not len(rows):
        return
    rows = rows[np.argsort(codes[rows], kind="stable")]
    starts = np.flatnonzero(np.diff(codes[rows], prepend=-1))
    differing = _first_conflict(feed, rows, starts, column.position)
    group = np.cumsum(np.isin(np.arange(len(rows)), starts)) - 1
    hit = differing[group] >= 0
    at = rows[hit]
    yield Hits(
        rows=at,
        columns=column.position,
        severity=Severity.WARNING if feed.layout == "generic_table" else None,
        arguments={
            "sku": pc.utf8_trim_whitespace(feed.array(column).take(pa.array(at))).to_pylist(),
            "count": sizes[codes[at]],
            "row": feed.row_numbers[rows[starts]][group[hit]],
            "column": [feed.columns[i].header or feed.columns[i].letter for i in differing[group[hit]]],
        },
    )


def _codes(feed: Feed, column: Column) -> IntArray:
    """int64 per row: the same number for the same trimmed text, −1 for blanks."""
    texts = pc.utf8_trim_whitespace(feed.array(column))
    filled = pc.if_else(pc.equal(texts, ""), pa.scalar(None, texts.type), texts)
    indices = pc.dictionary_encode(filled).indices
    codes: IntArray = np.asarray(pc.fill_null(indices, -1)).astype(np.int64)
    return codes


def _first_conflict(feed: Feed, rows: IntArray, starts: IntArray, key: int) -> IntArray:
    """Per SKU (``rows`` ordered by SKU, one start each): first column with two different filled texts, −1 for none.

    Where the rows of a SKU differ in customization columns they are one per component, and only what names the product
    counts.
    """
    places = pa.array(rows)
    custom = np.zeros(len(starts), bool)
    differs: dict[int, BoolArray] = {}
    for column in feed.columns:
        if column.position == key or not column.field or column.field in STATE:
            continue
        texts = feed.array(column).take(places)
        trimmed = pc.utf8_trim_whitespace(texts)
        codes = np.asarray(pc.fill_null(pc.dictionary_encode(trimmed).indices, -1)).astype(np.int64)
        blank = np.asarray(pc.equal(trimmed, ""))
        most = np.maximum.reduceat(np.where(blank, -1, codes), starts)
        least = np.minimum.reduceat(np.where(blank, len(codes) + 1, codes), starts)
        unlike = (most >= 0) & (least < most)
        if column.field in CUSTOM_FIELDS or column.field in ("variation_name", "variation_value"):
            custom |= unlike
        else:
            differs[column.position] = unlike
    found = np.full(len(starts), -1, np.int64)
    for position in sorted(differs, reverse=True):
        counts = differs[position] & ~(custom & (feed.columns[position].field not in IDENTITY))
        found[counts] = position
    return found
