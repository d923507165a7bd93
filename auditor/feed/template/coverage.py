"""Which data rows of which columns a validation covers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from auditor.feed.template.book import Book
from auditor.feed.template.parts_xml import Validation
from auditor.model import Text

SPAN_LIMIT = 1_000_000
"""Pairs of a range and a column that are looked at; real workbooks stay below 10,000."""
COLUMN_LIMIT = 500
"""Validations of one column that are used."""

Spans = list[tuple[int, int]]
"""Begin and end positions of data rows."""


def covered(validations: Sequence[Validation], book: Book) -> dict[int, list[tuple[Validation, Spans]]]:
    """Column position → the validations that cover some of its data rows, in the order of the file.

    Where the feed has no rows, every validation of the column.
    """
    rows, width = book.feed.row_numbers, len(book.feed.columns)
    found: dict[int, list[tuple[Validation, Spans]]] = defaultdict(list)
    left = SPAN_LIMIT
    for one in validations:
        own: dict[int, Spans] = defaultdict(list)
        bounds = np.array([(where.top, where.bottom + 1) for where in one.areas], np.int64)
        ends = np.searchsorted(rows, bounds)
        for where, (begin, end) in zip(one.areas, ends.tolist(), strict=True):
            left -= max(min(where.right + 1, width) - where.left, 1)
            if left < 0:
                break
            if begin < end or not len(rows):
                for position in range(where.left, min(where.right + 1, width)):
                    own[position].append((begin, end))
        for position, spans in own.items():
            if len(found[position]) < COLUMN_LIMIT:
                found[position].append((one, spans))
        if left < 0:
            book.note(
                Text(
                    "The workbook has more data validations than any real template; the rest of them was not used.",
                    "工作簿中的数据验证远多于任何真实模板；其余部分未采用。",
                )
            )
            break
    return found


def everywhere(spans: Spans, count: int) -> bool:
    """True where the spans cover all ``count`` rows."""
    reached = 0
    for begin, end in sorted(spans):
        if begin > reached:
            return False
        reached = max(reached, end)
    return reached >= count
