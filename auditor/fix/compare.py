"""Whether a copy, read again, holds exactly what it was meant to hold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.feed.table import Feed
from auditor.fix.editor import Edits
from auditor.model import Text

NOT_THE_SAME = Text(
    "With fewer rows the file would be read differently than it is now; nothing was written. Save it anew from a "
    "spreadsheet program and try again.",
    "减少行数后文件的读取结果会与现在不同，未写入任何内容。请用表格软件重新保存该文件后重试。",
)


def same_but(before: Feed, after: Feed, edits: Edits) -> bool:
    """Whether ``after`` holds exactly the cells of ``before`` with ``edits`` made."""
    if not _alike(before, after) or not np.array_equal(before.row_numbers, after.row_numbers):
        return False
    wanted: dict[int, dict[int, str]] = {}
    for (row, position), text in edits.items():
        wanted.setdefault(position, {})[row] = text
    for column in before.columns:
        mine = before.array(column)
        changes = wanted.get(column.position, {})
        if changes:
            numbers = np.array(sorted(changes), np.int64)
            mask = np.zeros(len(mine), np.bool_)
            mask[np.searchsorted(before.row_numbers, numbers)] = True
            texts = pa.array([changes[row] for row in numbers.tolist()], mine.type)
            mine = pc.replace_with_mask(mine, pa.array(mask), texts)
        if not mine.equals(after.array(column)):
            return False
    return True


def _alike(before: Feed, after: Feed) -> bool:
    """Whether both are understood the same way: sheet, layout, and what every column means."""
    return (
        (before.sheet, before.layout) == (after.sheet, after.layout)
        and [column.key for column in before.columns] == [column.key for column in after.columns]
        and before.marketplace == after.marketplace
    )


def same_rows(feed: Feed, rows: Sequence[int], part: Feed) -> bool:
    """Whether ``part`` holds exactly the rows ``rows`` (spreadsheet numbers) of ``feed``."""
    places = pa.array(np.searchsorted(feed.row_numbers, rows))
    if len(part.row_numbers) != len(places) or part.layout != feed.layout:
        return False
    for column in feed.columns:
        mine = feed.array(column).take(places)
        if column.position < len(part.columns):
            if not mine.equals(part.array(column.position)):
                return False
        elif pc.any(pc.not_equal(mine, "")).as_py():
            return False
    return True
