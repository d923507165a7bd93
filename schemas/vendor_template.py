"""Vendor item template (``TemplateType=Dynamic``): labels in row 3, paths in row 4, requirement words in row 5."""

from __future__ import annotations

from .common import image_columns, origin, path_count, row_setting, settings_of
from .layout import Found, Grid, Layout, schema


def recognise(grid: Grid) -> Found | None:
    """Row 1 says ``TemplateType=Dynamic``."""
    if grid.marked.get("TemplateType", "").lower() != "dynamic":
        return None
    settings = settings_of(grid)
    name = row_setting(settings, "attributeRow") or next(
        (number for number, cells in grid.rows if path_count(cells) >= 3), 0
    )
    if not name:
        return None
    language = grid.marked.get("Locale", "")[:2].lower()
    return Found(
        score=97,
        label_row=row_setting(settings, "labelRow") or name - 1,
        name_row=name,
        data_row=row_setting(settings, "dataRow") or name + 3,
        required_row=name + 1,
        samples=True,
        english=f"row {grid.rows[0][0]} says TemplateType=Dynamic",
        chinese=f"第 {grid.rows[0][0]} 行写有 TemplateType=Dynamic",
        settings={"language": language, **origin(settings)},
    )


LAYOUT = Layout(
    name="vendor_template",
    title_en="Vendor item template",
    title_zh="供应商商品模板",
    recognise=recognise,
    schema=schema("vendor_template", image_columns()),
)
