"""Prices of an offer: which may stand above which."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.market import INVENTORY, UPLOADS, Offer, is_upload, prices, texts_at
from auditor.evidence.records import Action, actions
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.listing import SUPPLEMENT

UNIFIED = "product_type_template"


@rule(
    "MP804",
    Severity.ERROR,
    tier=2,
    clause=SUPPLEMENT,
    title=Text("Price outside its own limits", "价格超出自设上下限"),
    message=Text(
        "The price {value} is below the minimum price {limit}: the offer is taken down.",
        "价格 {value} 低于最低价 {limit}：商品会被下架。",
    ),
    variants={
        "above": Text(
            "The price {value} is above the maximum price {limit}: the offer is taken down.",
            "价格 {value} 高于最高价 {limit}：商品会被下架。",
        ),
        "crossed": Text(
            "The minimum price {value} is above the maximum price {limit}.",
            "最低价 {value} 高于最高价 {limit}。",
        ),
        "sale": Text(
            "The sale price {value} is below the minimum price {limit}: the offer is taken down.",
            "促销价 {value} 低于最低价 {limit}：商品会被下架。",
        ),
    },
    advice=Text("Correct the price or its limits.", "请更正价格或上下限。"),
    needs=(("min_price", "max_price"),),
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2", "A3", "A4"],
                "price": ["9.99", "30", "", "20"],
                "min_price": ["10", "10", "25", "15"],
                "max_price": ["20", "20", "20", "25"],
                "sale_price": ["", "", "", "14"],
                "sale_start": ["", "", "", "2026-01-01"],
                "sale_end": ["", "", "", "2027-01-01"],
            },
            good={
                "sku": ["A1", "A2", "A3"],
                "price": ["10", "20", "15"],
                "min_price": ["10", "10", ""],
                "max_price": ["20", "20", "n/a"],
                "sale_price": ["", "10", "7"],
                "sale_start": ["", "2026-01-01", "2026-01-01"],
                "sale_end": ["", "2027-01-01", "2027-01-01"],
            },
            cells=((0, "price"), (1, "price"), (2, "min_price"), (3, "sale_price")),
            layout=UNIFIED,
        ),
        Example(
            bad={"sku": ["杯-1"], "price": ["9,99"], "min_price": ["10,50"], "max_price": ["20,00"]},
            good={"sku": ["杯-1"], "price": ["9,99"], "min_price": ["9,99"], "max_price": ["20,00"]},
            cells=((0, "price"),),
            layout="price_and_quantity",
            language="zh",
        ),
    ),
)
def price_outside_limits(evidence: Evidence) -> Iterator[Hits]:
    """An offer whose price lies outside the seller's own minimum and maximum is deactivated."""
    if evidence.feed.layout not in UPLOADS | INVENTORY:
        return
    for offer in evidence.once(prices):
        price, least, most = (offer.number(name) for name in ("price", "min_price", "max_price"))
        sale = offer.number("sale_price")
        crossed = least > most
        for variant, field, limit, mask in (
            ("crossed", "min_price", "max_price", crossed),
            ("", "price", "min_price", (price < least) & ~crossed),
            ("above", "price", "max_price", (price > most) & ~crossed),
            ("sale", "sale_price", "min_price", (sale < least) & ~crossed & ~(price < least)),
        ):
            yield from _compared(offer, variant, field, limit, mask)


def _compared(offer: Offer, variant: str, field: str, limit: str, mask: BoolArray) -> Iterator[Hits]:
    rows = np.flatnonzero(mask)
    if len(rows):
        column, other = offer.columns[field], offer.columns[limit]
        arguments = {"value": texts_at(offer.feed, column, rows), "limit": texts_at(offer.feed, other, rows)}
        yield Hits(rows=rows, columns=column.position, variant=variant, arguments=arguments)


@rule(
    "MP805",
    Severity.ERROR,
    tier=2,
    clause=SUPPLEMENT,
    title=Text("Sale price not below the price", "促销价不低于原价"),
    message=Text(
        "The sale price {value} is not below the price {limit}.", "促销价 {value} 不低于价格 {limit}。"
    ),
    advice=Text("Lower the sale price, or clear it.", "请降低促销价，或将其清空。"),
    needs=("price", "sale_price"),
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "price": ["9.99"],
                "sale_price": ["9.99"],
                "sale_start": ["2026-01-01"],
                "sale_end": ["2027-01-01"],
            },
            good={
                "sku": ["A1", "A2"],
                "price": ["9.99", ""],
                "sale_price": ["9.98", "5"],
                "sale_start": ["2026-01-01", "2026-01-01"],
                "sale_end": ["2027-01-01", "2027-01-01"],
            },
            cells=((0, "sale_price"),),
            layout=UNIFIED,
        ),
        Example(
            bad={"sku": ["杯-1"], "price": ["9.99"], "sale_price": ["19.99"]},
            good={"sku": ["杯-1"], "price": ["19.99"], "sale_price": ["9.99"]},
            cells=((0, "sale_price"),),
            layout="listing_loader",
            language="zh",
        ),
    ),
)
def sale_price_not_lower(evidence: Evidence) -> Iterator[Hits]:
    """A sale price that is not lower is refused; a strike-through price nobody asked for misleads buyers.

    A price of zero is wrong by itself and another rule's business.
    """
    if not is_upload(evidence):
        return
    for offer in evidence.once(prices):
        sale = offer.number("sale_price")
        mask = (sale >= offer.number("price")) & (sale > 0)
        yield from _compared(offer, "", "sale_price", "price", mask)


@rule(
    "MP806",
    Severity.INFO,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Business price above the price", "企业价高于普通价格"),
    message=Text(
        "The business price {value} is above the price {limit}; it is not shown then.",
        "企业价 {value} 高于价格 {limit}，将不会显示。",
    ),
    advice=Text("Lower the business price, or clear it.", "请降低企业价，或将其清空。"),
    needs=("price", "business_price"),
    examples=(
        Example(
            bad={"sku": ["A1"], "price": ["9.99"], "business_price": ["10.49"]},
            good={"sku": ["A1", "A2"], "price": ["9.99", "9.99"], "business_price": ["9.99", ""]},
            cells=((0, "business_price"),),
            layout="open_listings_report",
        ),
        Example(
            bad={"sku": ["杯-1"], "price": ["9.99"], "business_price": ["19.99"]},
            good={"sku": ["杯-1"], "price": ["19.99"], "business_price": ["9.99"]},
            cells=((0, "business_price"),),
            layout="active_listings_report",
            language="zh",
        ),
    ),
)
def business_price_above_price(evidence: Evidence) -> Iterator[Hits]:
    """Business buyers are shown the lower of the two prices, so a higher business price has no effect."""
    if evidence.feed.layout not in UPLOADS | INVENTORY:
        return
    deleted = evidence.once(actions) == Action.DELETE
    for offer in evidence.once(prices):
        mask = (offer.number("business_price") > offer.number("price")) & ~deleted
        yield from _compared(offer, "", "business_price", "price", mask)
