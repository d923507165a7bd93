"""Any sheet with one header row whose labels name fields: ERP and agency exports in seven languages."""

from __future__ import annotations

from collections.abc import Sequence

from .common import meanings_of
from .fields import ANCHORS, CUSTOM_FIELDS
from .layout import Found, Grid, Layout, schema
from .meaning import Meaning

LEAST_FIELDS = 2
LONGEST_LABEL = 120


def _strength(cells: Sequence[str], meanings: Sequence[Meaning]) -> float:
    """0 where the row is no header; otherwise how much of it is understood (20–58)."""
    filled = [cell for cell in cells if cell.strip()]
    understood = {meaning.key for meaning in meanings if meaning.key}
    fields = {meaning.field for meaning in meanings if meaning.field}
    if len(filled) < LEAST_FIELDS or not fields & ANCHORS or len(understood) < LEAST_FIELDS:
        return 0
    if max(map(len, filled)) > LONGEST_LABEL * 4 or sum(len(cell) > LONGEST_LABEL for cell in filled) > 2:
        return 0
    share = len(understood) / len(filled)
    if share < 0.1 and not fields & CUSTOM_FIELDS:
        return 0
    return 20 + 18 * share + min(len(understood), 10) * 2


def recognise(grid: Grid) -> Found | None:
    """The row among the first ones whose labels are understood best; a table of products needs an anchor column."""
    best: tuple[float, int] = (0, 0)
    for number, cells in grid.rows:
        strength = _strength(cells, meanings_of(cells))
        if strength > best[0]:
            best = (strength, number)
    strength, number = best
    if not number:
        return None
    return Found(
        score=strength,
        label_row=number,
        data_row=number + 1,
        english=f"row {number} holds labels that name product fields",
        chinese=f"第 {number} 行的列标题可以识别为商品字段",
    )


LAYOUT = Layout(
    name="generic_table",
    title_en="General table",
    title_zh="普通表格",
    recognise=recognise,
    schema=schema("generic_table", {}),
)
