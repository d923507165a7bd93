"""Listing Loader (``TemplateType=Offer``): offers on existing products, conditions as words."""

from __future__ import annotations

from . import checks
from .common import LOADER_ID_TYPES, marked_loader, offer_columns, report, sku_column
from .layout import Found, Grid, Layout, column, schema

_plain = report(
    ["sku", "gtin", "gtin_type", "condition"],
    score=77,
    english="row {row} holds the Listing Loader's headers",
    chinese="第 {row} 行是“商品信息加载器”的列标题",
    also=lambda found, texts: "conditiontype" in texts and bool({"operationtype", "leadtimetoship"} & texts),
)


def recognise(grid: Grid) -> Found | None:
    """``TemplateType=Offer`` or the loader's own headers."""
    return marked_loader(grid, "Offer") or _plain(grid)


LAYOUT = Layout(
    name="listing_loader",
    title_en="Listing Loader file",
    title_zh="商品信息加载文件",
    recognise=recognise,
    schema=schema(
        "listing_loader",
        {"sku": sku_column(), "gtin_type": column(checks.allowed(LOADER_ID_TYPES)), **offer_columns()},
    ),
)
