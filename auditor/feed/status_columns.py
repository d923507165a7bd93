"""A processing report's copy of a template: the status columns in front of the products are known and left out.

The marketplace answers an upload with a copy whose product sheet begins with ``::submission_status`` and two counts;
older copies begin with two counts that have a heading ("# of attributes with errors") but no machine name. They are no
product data; their cells are blanked, and the letters of all columns stay those of the file as opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from auditor.feed.table import Column, Damages, Sheet, column_letter
from auditor.layouts import squash
from auditor.model import Text

STATUS_NAMES = frozenset(
    {"submissionstatus", "numberofattributeswitherrors", "numberofattributeswithothersuggestions"}
)
"""Squashed machine names of the status columns."""
OLDER_HEADS = frozenset({"ofattributeswitherrors", "ofattributeswithsuggestions"})
"""Squashed headings of the columns in older copies."""
MARK = "::"
"""What their machine names begin with (``::record_action`` does too, hence the list)."""


def is_status_name(name: str) -> bool:
    """True for ``::submission_status`` and its companions."""
    return name.strip().startswith(MARK) and squash(name) in STATUS_NAMES


def status_count(columns: Sequence[Column]) -> int:
    """How many status columns stand in front of the others."""
    own = (is_status_name(c.name) or (not c.name and squash(c.header) in OLDER_HEADS) for c in columns)
    return next((place for place, status in enumerate(own) if not status), len(columns))


def without_status(
    sheet: Sheet, columns: tuple[Column, ...]
) -> tuple[Sheet, tuple[Column, ...], tuple[Text, ...]]:
    """Sheet and columns with leading status columns blanked and without meaning, and a note that says so."""
    count = status_count(columns)
    if not count:
        return sheet, columns, ()
    blank = pa.array([""] * len(sheet.rows), pa.large_string())
    kept = sheet.damages.columns >= count
    damages = Damages(
        rows=sheet.damages.rows[kept],
        columns=sheet.damages.columns[kept],
        kinds=sheet.damages.kinds[kept],
        raws=sheet.damages.raws.filter(pa.array(np.asarray(kept))),
    )
    bare = tuple(
        replace(column, field="", repeat=0, option=0, sure="exact", required=False)
        for column in columns[:count]
    )
    cleared = replace(sheet, columns=(*(blank,) * count, *sheet.columns[count:]), damages=damages)
    return cleared, (*bare, *columns[count:]), (_note(count),)


def _note(count: int) -> Text:
    last, first = column_letter(count - 1), column_letter(count)
    return Text(
        f"This is a processing report's copy of the feed. Columns A–{last} hold the marketplace's status and were left "
        f"out; letters are those of this file, so column {first} here is column A of the uploaded file. Rows that had "
        "no problem may be missing. Correct your own file and upload that one: in this copy every column is shifted.",
        f"这是处理报告附带的商品文件副本。A–{last} 列是平台的处理状态，未参与审核；列号以本文件为准，"
        f"即此处的 {first} 列对应上传文件的 A 列。没有问题的行可能不在其中。请在自己的原文件中修改并上传："
        "该副本的所有列都已错位。",
    )
