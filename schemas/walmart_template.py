"""Walmart item template: label row, machine-name row (``productIdType``), a row of type descriptions, then data."""

from __future__ import annotations

from . import checks
from .common import image_columns, labels_to_keys
from .layout import Found, Grid, Layout, column, schema

SIGNS = frozenset({"sku", "productidtype", "productname"})
OWN = labels_to_keys(
    """
specProductType = product_type
shortDescription = description
fulfillmentCenterID = fulfillment_channel
"""
)


def recognise(grid: Grid) -> Found | None:
    """The machine names ``sku``, ``productIdType``, ``productName`` in one row."""
    for number, cells in grid.rows:
        if grid.squashed[number] >= SIGNS and "productIdType" in [cell.strip() for cell in cells]:
            described = any("Alphanumeric" in cell or "Closed List" in cell for cell in grid.row(number + 1))
            return Found(
                score=92,
                label_row=number - 1 if grid.row(number - 1) else number,
                name_row=number,
                data_row=number + (2 if described else 1),
                english=f"row {number} holds Walmart's machine names (sku, productIdType, productName)",
                chinese=f"第 {number} 行是 Walmart 的字段名(sku、productIdType、productName)",
            )
    return None


LAYOUT = Layout(
    name="walmart_template",
    title_en="Walmart item template",
    title_zh="Walmart 商品模板",
    own=OWN,
    recognise=recognise,
    schema=schema(
        "walmart_template",
        {
            "sku": column(checks.required(), checks.length(50), present=True),
            "price": column(checks.number(0)),
            **image_columns(),
        },
    ),
)
