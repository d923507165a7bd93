"""Temu product template: labels in row 2, a reserved row, machine names ``t_1_…`` in row 4, data from row 5."""

from __future__ import annotations

from .common import image_columns, labels_to_keys
from .layout import Found, Grid, Layout, schema

LEAST = 3
_VARIATIONS = "\n".join(f"Variation Value {n} = variation_value_{n}" for n in range(1, 4))
_PRICES = "\n".join(
    f"Base Price - {money} = price\nList Price - {money} = list_price"
    for money in ("USD", "EUR", "GBP", "CAD", "AUD", "JPY", "CNY", "MXN")
)
OWN = labels_to_keys(
    f"""
Goods Id = -
Sku Id = -
Status = -
Details = -
Category = -
Category Name = category_path
Contribution Goods = parent_sku
Contribution SKU = sku
Update or Add = record_action
Customization processing technique = production_method
Shipping Template = merchant_shipping_group
SKU Images URL = image_url
{_PRICES}
{_VARIATIONS}
"""
)


def recognise(grid: Grid) -> Found | None:
    """A row of names that begin with ``t_1_``."""
    for number, cells in grid.rows:
        if sum(1 for cell in cells if cell.strip().startswith(("t_0_", "t_1_"))) >= LEAST:
            return Found(
                score=92,
                label_row=number - 2,
                data_row=number + 1,
                english=f"row {number} holds Temu's machine names (t_1_…)",
                chinese=f"第 {number} 行是 Temu 的字段名(t_1_…)",
            )
    return None


LAYOUT = Layout(
    name="temu_template",
    title_en="Temu product template",
    title_zh="Temu 商品模板",
    own=OWN,
    recognise=recognise,
    schema=schema("temu_template", image_columns()),
)
