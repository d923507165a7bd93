"""Functions of ranges and places."""

from __future__ import annotations

from auditor.feed.guard import COLUMN_LIMIT, ROW_LIMIT
from auditor.feed.table import column_letter
from auditor.feed.template.areas import Area
from auditor.feed.template.book import Reference
from auditor.feed.template.formulas.calling import Cells, Function, count, strict
from auditor.feed.template.formulas.values import REF, VALUE, Unknown, Value


def address(_: Cells, values: tuple[Value, ...]) -> Value:
    """ADDRESS in A1 form."""
    row, column = count(values[0]), count(values[1])
    kind = count(values[2]) if len(values) > 2 and values[2] is not None else 1
    if len(values) > 3:
        return Unknown("ADDRESS with a sheet or in R1C1 form")
    if not isinstance(row, int) or not isinstance(column, int) or not isinstance(kind, int):
        return next(one for one in (row, column, kind) if not isinstance(one, int))
    if not (1 <= row <= ROW_LIMIT and 1 <= column <= COLUMN_LIMIT and 1 <= kind <= 4):
        return VALUE
    letters = column_letter(column - 1)
    return f"{'$' if kind in (1, 3) else ''}{letters}{'$' if kind in (1, 2) else ''}{row}"


def row(_: Cells, values: tuple[Value, ...]) -> Value:
    """ROW of a range."""
    one = values[0]
    if not isinstance(one, Reference):
        return VALUE
    return float(one.area.top) if one.area.top == one.area.bottom else Unknown("ROW of several rows")


def column(_: Cells, values: tuple[Value, ...]) -> Value:
    """COLUMN of a range."""
    one = values[0]
    if not isinstance(one, Reference):
        return VALUE
    return (
        float(one.area.left + 1) if one.area.left == one.area.right else Unknown("COLUMN of several columns")
    )


def size(rows: bool) -> Function:
    """ROWS or COLUMNS."""

    def made(_: Cells, values: tuple[Value, ...]) -> Value:
        one = values[0]
        if not isinstance(one, Reference):
            return VALUE
        area = one.area
        return float(area.bottom - area.top + 1 if rows else area.right - area.left + 1)

    return strict(made)


def part(_: Cells, values: tuple[Value, ...]) -> Value:
    """INDEX of a range: one of its cells, or a whole row or column of it."""
    source, row = values[0], count(values[1]) if len(values) > 1 else 0
    column = count(values[2]) if len(values) > 2 else None
    if not isinstance(source, Reference) or len(values) > 3:
        return Unknown("INDEX of what is no single range")
    if not isinstance(row, int) or not (column is None or isinstance(column, int)):
        return row if not isinstance(row, int) else column
    area = source.area
    if column is None and area.top == area.bottom and area.left != area.right:
        row, column = 1, row
    column = (0 if area.left != area.right else 1) if column is None else column
    if row < 0 or column < 0:
        return VALUE
    if row > area.bottom - area.top + 1 or column > area.right - area.left + 1:
        return REF
    top, bottom = (area.top + row - 1,) * 2 if row else (area.top, area.bottom)
    left, right = (area.left + column - 1,) * 2 if column else (area.left, area.right)
    return Reference(source.sheet, Area(top, left, bottom, right), source.name)


def offset(_: Cells, values: tuple[Value, ...]) -> Value:
    """OFFSET: a range moved and resized."""
    source = values[0]
    if not isinstance(source, Reference):
        return VALUE
    area = source.area
    height, width = area.bottom - area.top + 1, area.right - area.left + 1
    sizes = [*values[1:], None, None][:4]
    counts = [count(value) for value in sizes]
    wrong = next((one for one in counts if not isinstance(one, int)), None)
    if wrong is not None:
        return wrong
    down, across = int(counts[0]), int(counts[1])  # type: ignore[arg-type]
    height = int(counts[2]) if sizes[2] is not None else height  # type: ignore[arg-type]
    width = int(counts[3]) if sizes[3] is not None else width  # type: ignore[arg-type]
    top, left = area.top + down, area.left + across
    if height < 1 or width < 1:
        return Unknown("OFFSET to a range of negative size") if height and width else REF
    if top < 1 or left < 0 or top + height - 1 > ROW_LIMIT or left + width > COLUMN_LIMIT:
        return REF
    return Reference(source.sheet, Area(top, left, top + height - 1, left + width - 1), source.name)
