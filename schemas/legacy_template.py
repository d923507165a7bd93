"""Older category templates (``TemplateType=Home``, ``Clothing`` …): two or three header rows."""

from __future__ import annotations

from .common import custom_columns, image_columns, marked_template, offer_columns, sku_column
from .layout import Found, Grid, Layout, schema

OTHER_KINDS = ("fptcustom", "unified", "dynamic", "inventoryloader", "offer", "priceinventory")
NAMES = ("itemsku", "sku")


def recognise(grid: Grid) -> Found | None:
    """Row 1 says ``TemplateType=…``; machine names in row 2 (until about 2012) or row 3."""
    kind = grid.marked.get("TemplateType", "")
    if not kind or kind.lower().startswith(OTHER_KINDS):
        return None
    rows = marked_template(grid, NAMES)
    if rows is None:
        return None
    label, name, data = rows
    return Found(
        score=94,
        label_row=label,
        name_row=name,
        data_row=data,
        english=f"row {grid.rows[0][0]} says TemplateType={kind}",
        chinese=f"第 {grid.rows[0][0]} 行写有 TemplateType={kind}",
    )


LAYOUT = Layout(
    name="legacy_template",
    title_en="Older category template",
    title_zh="旧版分类模板",
    recognise=recognise,
    schema=schema(
        "legacy_template", {"sku": sku_column(), **offer_columns(), **image_columns(), **custom_columns()}
    ),
)
