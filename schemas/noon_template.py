"""noon item template: requirement row, type row, example row, label row, machine-name row, then data."""

from __future__ import annotations

from .common import image_columns
from .layout import Found, Grid, Layout, schema

SIGNS = frozenset({"family", "sellersku", "producttitle"})


def recognise(grid: Grid) -> Found | None:
    """The machine names ``family``, ``seller_sku``, ``product_title`` in one row."""
    for number, _ in grid.rows:
        if grid.squashed[number] >= SIGNS:
            requirement = next(
                (row for row, texts in grid.squashed.items() if row < number and "mandatory" in texts), 0
            )
            return Found(
                score=92,
                label_row=number - 1 if grid.row(number - 1) else number,
                name_row=number,
                data_row=number + 1,
                required_row=requirement,
                english=f"row {number} holds noon's field names (family, seller_sku, product_title)",
                chinese=f"第 {number} 行是 noon 的字段名(family、seller_sku、product_title)",
            )
    return None


LAYOUT = Layout(
    name="noon_template",
    title_en="noon item template",
    title_zh="noon 商品模板",
    recognise=recognise,
    schema=schema("noon_template", image_columns()),
)
