"""Exported inventory: all listings, active listings, open listings. Columns vary, so headers are what counts."""

from __future__ import annotations

from .common import report
from .layout import Layout, schema

_OPEN_ONLY = frozenset(
    {
        "sku",
        "sellersku",
        "asin",
        "price",
        "quantity",
        "businessprice",
        "quantitypricetype",
        "progressivepricetype",
    }
)
_ADDED = ("minimumorderquantity", "sellremainder")


def _exported(found: set[str]) -> bool:
    return bool(found & {"open_date", "fulfillment_channel", "gtin_type"})


def _open(found: set[str], texts: frozenset[str]) -> bool:
    others = {text for text in texts if not text.startswith(("quantity", "progressive", *_ADDED))}
    return others <= _OPEN_ONLY


ALL = Layout(
    name="all_listings_report",
    title_en="All Listings report",
    title_zh="全部商品报告",
    recognise=report(
        ["sku", "listing_id", "status"],
        score=82,
        english="row {row} holds seller-sku, listing-id and status",
        chinese="第 {row} 行含有 seller-sku、listing-id 和 status",
        also=lambda found, texts: _exported(found),
    ),
    schema=schema("all_listings_report", {}),
)

ACTIVE = Layout(
    name="active_listings_report",
    title_en="Active Listings report",
    title_zh="在售商品报告",
    recognise=report(
        ["sku", "listing_id"],
        score=81,
        english="row {row} holds seller-sku and listing-id",
        chinese="第 {row} 行含有 seller-sku 和 listing-id",
        also=lambda found, texts: _exported(found) and "status" not in found,
    ),
    schema=schema("active_listings_report", {}),
)

OPEN = Layout(
    name="open_listings_report",
    title_en="Open Listings report",
    title_zh="可售商品报告",
    recognise=report(
        ["sku", "asin", "price", "quantity"],
        score=80,
        english="row {row} holds sku, asin, price and quantity only",
        chinese="第 {row} 行只有 sku、asin、price 和 quantity",
        also=_open,
    ),
    schema=schema("open_listings_report", {}),
)
