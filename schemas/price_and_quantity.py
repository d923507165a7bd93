"""Price & Quantity: the loader text file, its older template, and the offer-only flavour of the new template."""

from __future__ import annotations

from .common import marked_loader, meanings_of, offer_columns, sku_column
from .layout import Found, Grid, Layout, schema
from .product_type_template import template_rows

FIELDS = frozenset(
    {
        "sku", "price", "min_price", "max_price", "quantity", "fulfillment_channel", "handling_time", "currency",
        "sale_price", "sale_start", "sale_end", "business_price", "list_price", "merchant_shipping_group",
    }
)  # fmt: skip
LEAST = 3


def recognise(grid: Grid) -> Found | None:
    """``TemplateType=PriceInventory``, the ``seller-price-quantity`` flavour, or a header of offer fields only."""
    marked = marked_loader(grid, "PriceInventory", ("sku", "商品管理番号"))
    if marked is not None:
        return marked
    offer = template_rows(grid)
    if offer:
        return offer if "price-quantity" in offer.settings.get("flavor", "") else None
    return _plain(grid)


def _plain(grid: Grid) -> Found | None:
    for number, cells in grid.rows[:4]:
        filled = [cell for cell in cells if cell.strip()]
        found = [meaning.field for meaning in meanings_of(cells) if meaning.field]
        offer_only = len(found) == len(filled) >= LEAST and "sku" in found and set(found) <= FIELDS
        if offer_only and {"price", "quantity"} & set(found):
            return Found(
                score=80,
                label_row=number,
                data_row=number + 1,
                english=f"row {number} holds a SKU and nothing but prices, quantities and delivery fields",
                chinese=f"第 {number} 行只有 SKU、价格、数量和配送字段",
            )
    return None


LAYOUT = Layout(
    name="price_and_quantity",
    title_en="Price & Quantity file",
    title_zh="价格和数量文件",
    recognise=recognise,
    schema=schema("price_and_quantity", {"sku": sku_column(), **offer_columns()}),
)
