"""Category flat file, ``TemplateType=fptcustom`` (``fptcustomlite``, ``fptcustomcustom``): three header rows."""

from __future__ import annotations

from . import checks
from .common import (
    DELETE_WORDS,
    GTIN_TYPES,
    PARENT_WORDS,
    custom_columns,
    image_columns,
    marked_template,
    offer_columns,
    origin,
    row_setting,
    settings_of,
    sku_column,
)
from .layout import Found, Grid, Layout, column, schema

NAMES = ("itemsku", "feedproducttype", "contributionskuvalue", "contributionsku1value")


def recognise(grid: Grid) -> Found | None:
    """Row 1 says ``TemplateType=fptcustom…``; labels in row 2, machine names in row 3, data from row 4."""
    kind = grid.marked.get("TemplateType", "")
    if not kind.lower().startswith("fptcustom"):
        return None
    settings = settings_of(grid)
    rows = marked_template(grid, NAMES)
    if row_setting(settings, "attributeRow") and row_setting(settings, "labelRow"):
        rows = (
            row_setting(settings, "labelRow"),
            row_setting(settings, "attributeRow"),
            row_setting(settings, "dataRow") or row_setting(settings, "attributeRow") + 1,
        )
    if rows is None:
        return None
    return Found(
        score=96,
        label_row=rows[0],
        name_row=rows[1],
        data_row=rows[2],
        english=f"row {grid.rows[0][0]} says TemplateType={kind}",
        chinese=f"第 {grid.rows[0][0]} 行写有 TemplateType={kind}",
        settings=origin(settings),
    )


LAYOUT = Layout(
    name="custom_flat_file",
    title_en="Category flat file (fptcustom)",
    title_zh="分类商品模板(fptcustom)",
    recognise=recognise,
    schema=schema(
        "custom_flat_file",
        {
            "sku": sku_column(),
            "title": column(
                checks.length(500),
                unless={"record_action": DELETE_WORDS, "parentage": PARENT_WORDS},
            ),
            "gtin_type": column(checks.allowed(GTIN_TYPES)),
            **offer_columns(),
            **image_columns(),
            **custom_columns(),
        },
    ),
)
