"""Inventory Loader: ``sku``, ``product-id``, ``product-id-type`` (1-4), ``item-condition`` (1-11), ``add-delete``."""

from __future__ import annotations

from . import checks
from .common import (
    LOADER_CONDITIONS,
    LOADER_ID_TYPES,
    image_columns,
    marked_loader,
    offer_columns,
    report,
    sku_column,
)
from .layout import Found, Grid, Layout, column, schema

_plain = report(
    ["sku", "gtin", "gtin_type", "record_action"],
    score=78,
    english="row {row} holds sku, product-id, product-id-type and add-delete",
    chinese="第 {row} 行含有 sku、product-id、product-id-type 和 add-delete",
    also=lambda found, texts: "adddelete" in texts and "listing_id" not in found and "itemname" not in texts,
)


def recognise(grid: Grid) -> Found | None:
    """``TemplateType=InventoryLoader`` or the loader's own headers."""
    return marked_loader(grid, "InventoryLoader") or _plain(grid)


LAYOUT = Layout(
    name="inventory_loader",
    title_en="Inventory Loader file",
    title_zh="库存加载文件",
    recognise=recognise,
    schema=schema(
        "inventory_loader",
        {
            "sku": sku_column(),
            "gtin_type": column(checks.allowed(LOADER_ID_TYPES)),
            "condition": column(checks.allowed(LOADER_CONDITIONS)),
            "record_action": column(checks.allowed(("a", "d", "x"))),
            **offer_columns(),
            **image_columns(),
        },
    ),
)
