"""Cell ranges: what stands in ``sqref`` attributes and where one range meets another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.feed.guard import COLUMN_LIMIT, ROW_LIMIT
from auditor.feed.table import column_letter

AREA_LIMIT = 4096
"""Ranges one ``sqref`` may list; the rest are not read."""

_AREA = re.compile(
    r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?"
    r"|\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})"
    r"|\$?([0-9]{1,7}):\$?([0-9]{1,7})"
)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both ends included. Rows are spreadsheet rows (1-based), columns positions (0-based)."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first = f"{column_letter(self.left)}{self.top}"
        last = f"{column_letter(self.right)}{self.bottom}"
        if self.top == 1 and self.bottom == ROW_LIMIT:
            return f"{column_letter(self.left)}:{column_letter(self.right)}"
        return first if first == last else f"{first}:{last}"

    @property
    def size(self) -> int:
        """Number of cells."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


def column_position(letters: str) -> int:
    """``A`` → 0, ``AA`` → 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def area(text: str) -> Area | None:
    """``$A$1:B2``, ``C3``, ``D:F`` or ``4:9``; None for anything else or a place outside a sheet."""
    found = _AREA.fullmatch(text)
    if found is None:
        return None
    left, top, right, bottom, first, last, high, low = found.groups()
    if left:
        rows = int(top), int(bottom or top)
        columns = column_position(left), column_position(right or left)
    elif first:
        rows, columns = (1, ROW_LIMIT), (column_position(first), column_position(last))
    else:
        rows, columns = (int(high), int(low)), (0, COLUMN_LIMIT - 1)
    if min(rows) < 1 or max(rows) > ROW_LIMIT or max(columns) >= COLUMN_LIMIT:
        return None
    return Area(min(rows), min(columns), max(rows), max(columns))


def areas(text: str) -> tuple[Area, ...]:
    """The ranges of a ``sqref``, separated by blanks; what is no range is left out."""
    found = (area(word) for word in text.split(None, AREA_LIMIT)[:AREA_LIMIT])
    return tuple(one for one in found if one is not None)


def base(ranges: tuple[Area, ...]) -> tuple[int, int]:
    """(row, column) relative references are relative to: the top left of the smallest rectangle around all."""
    return min(one.top for one in ranges), min(one.left for one in ranges)
