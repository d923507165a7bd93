"""Flipkart listing template: header row, then rows of types, examples and explanations, then data."""

from __future__ import annotations

from . import checks
from .common import labels_to_keys
from .layout import Found, Grid, Layout, column, schema

SIGNS = frozenset({"flipkartserialnumber", "sellerskuid"})
EXPLANATIONS = 3
OWN = labels_to_keys(
    """
MRP (INR) = list_price
Your selling price (INR) = price
Procurement SLA (DAY) = handling_time
Fullfilment by = fulfillment_channel
Flipkart Product Link = product_url
Listing Status = status
EAN/UPC = gtin
Model Name = model_name
Seller SKU ID = sku
"""
)


def recognise(grid: Grid) -> Found | None:
    """The headers ``Flipkart Serial Number`` and ``Seller SKU ID`` in one row."""
    for number, _ in grid.rows:
        if grid.squashed[number] >= SIGNS:
            typed = any("Single - " in cell for cell in grid.row(number + 1))
            return Found(
                score=91,
                label_row=number,
                data_row=number + (EXPLANATIONS if typed else 0) + 1,
                english=f"row {number} holds Flipkart Serial Number and Seller SKU ID",
                chinese=f"第 {number} 行含有 Flipkart Serial Number 和 Seller SKU ID",
            )
    return None


LAYOUT = Layout(
    name="flipkart_template",
    title_en="Flipkart listing template",
    title_zh="Flipkart 商品模板",
    own=OWN,
    recognise=recognise,
    schema=schema(
        "flipkart_template",
        {
            "sku": column(checks.required(), checks.length(64), present=True),
            "price": column(checks.number(0)),
            "list_price": column(checks.number(0)),
            "quantity": column(checks.integer(0)),
        },
    ),
)
