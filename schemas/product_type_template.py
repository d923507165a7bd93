"""Product-type template (2023 on): ``settings=`` row, labels, attribute paths, sample rows, then data."""

from __future__ import annotations

from .common import (
    custom_columns,
    image_columns,
    offer_columns,
    origin,
    path_count,
    row_setting,
    settings_of,
    sku_column,
)
from .layout import Found, Grid, Layout, schema

LEAST_PATHS = 3


def template_rows(grid: Grid) -> Found | None:
    """The rows of a template with attribute paths, from its settings or, where these are gone, from its content."""
    settings = settings_of(grid)
    name, label, data = (row_setting(settings, key) for key in ("attributeRow", "labelRow", "dataRow"))
    if name and path_count(grid.row(name)) >= 1:
        processed = settings.get("isProcessingSummary", "").lower() == "true"
        return Found(
            score=98,
            label_row=label or name,
            name_row=name,
            data_row=data or name + 1,
            samples=True,
            english=f"row {grid.rows[0][0]} states the template's settings "
            f"(labels in row {label}, names in row {name})",
            chinese=f"第 {grid.rows[0][0]} 行写有模板设置(标签在第 {label} 行,属性名在第 {name} 行)",
            settings={
                **origin(settings),
                "flavor": settings.get("flavor", ""),
                "processed": "1" if processed else "",
            },
        )
    for number, cells in grid.rows:
        if path_count(cells) >= LEAST_PATHS:
            above = grid.row(number - 1)
            labelled = len([cell for cell in above if cell.strip()]) >= LEAST_PATHS
            return Found(
                score=88,
                label_row=number - 1 if labelled else number,
                name_row=number,
                data_row=number + 1,
                english=f"row {number} holds attribute paths such as item_name#1.value",
                chinese=f"第 {number} 行是 item_name#1.value 形式的属性路径",
            )
    return None


def recognise(grid: Grid) -> Found | None:
    """Settings that state the rows, or a row of attribute paths; not the offer-only and vendor flavours."""
    if grid.marked.get("TemplateType", "").lower().startswith(("dynamic", "fptcustom")):
        return None
    found = template_rows(grid)
    return None if found is None or "price-quantity" in found.settings.get("flavor", "") else found


LAYOUT = Layout(
    name="product_type_template",
    title_en="Product-type template",
    title_zh="商品类型模板(新版)",
    recognise=recognise,
    own={
        "submissionstatus": "",
        "numberofattributeswitherrors": "",
        "numberofattributeswithothersuggestions": "",
    },
    schema=schema(
        "product_type_template",
        {"sku": sku_column(), **offer_columns(), **image_columns(), **custom_columns()},
    ),
)
