"""Where each cell of the audited sheet stands in the Feed sheet.

In front of the data stand a status, the broken rules and the row number of the audited file; a row of its column
letters stands on top unless its first row is free. The spreadsheet's own headings are hidden, so that the only row
numbers and letters in sight are those of the audited file.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from auditor.engine import Audit
from auditor.feed.table import Feed, IntArray, column_letter
from auditor.model import Language
from auditor.report.xlsx import words

FRONT = 3
"""Columns in front of the data: status, broken rules, row number."""

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
"""Excel's limits."""


def page_name(name: str, page: int) -> str:
    """``Feed``; the pages after it are ``Feed (2)`` and so on."""
    return name if page == 0 else f"{name} ({page + 1})"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """rows: positions in ``feed.cells`` that are laid out, ascending; places: their 0-based sheet rows; pages: the
    Feed sheet each stands on (both int32, aligned with rows). header_places: 0-based sheet rows of the header rows,
    sample_places the same for sample rows as (spreadsheet row number, place).
    """

    feed: Feed
    sheet: str
    full: bool
    rows: IntArray
    places: IntArray
    pages: IntArray
    letters_place: int
    header_places: tuple[int, ...]
    label_header: int
    """Index of the header row that holds the labels; −1 where there is none."""
    sample_places: tuple[tuple[int, int], ...]
    columns: int
    """Columns laid out (all, unless the sheet is too wide)."""
    sheets: int

    @property
    def filter_place(self) -> int:
        """The row whose cells carry the filter buttons: the last header row."""
        return self.header_places[-1] if self.header_places else self.letters_place

    def where(self, row: int, column: int) -> tuple[str, str]:
        """The address of a finding: where it stands in this workbook (``'Feed'!E6``, empty when it stands nowhere) and
        what it is called in the audited file (``C5``). ``row`` and ``column`` are positions, −1 for none.
        """
        feed = self.feed
        letter = feed.columns[column].letter if column >= 0 else ""
        name = f"{letter}{int(feed.row_numbers[row])}" if row >= 0 else letter
        if column >= self.columns or (row < 0 and (column < 0 or self.label_header < 0)):
            return "", name
        if row < 0:
            return self._address(0, self.header_places[self.label_header], FRONT + column), name
        index = int(np.searchsorted(self.rows, row))
        if index >= len(self.rows) or self.rows[index] != row:
            return "", name
        at = FRONT + column if column >= 0 else 0
        return self._address(int(self.pages[index]), int(self.places[index]), at), name

    def _address(self, page: int, place: int, column: int) -> str:
        return f"'{page_name(self.sheet, page)}'!{column_letter(column)}{place + 1}"


def plan_of(audit: Audit, language: Language, most_rows: int = MOST_ROWS) -> Plan:
    """Lay the feed out: every row at its own number where that is possible, else one after the other."""
    feed = audit.feed
    numbers = feed.row_numbers
    full = len(numbers) * max(len(feed.columns), 1) <= audit.settings.report.full_feed_cells
    rows = np.arange(len(numbers)) if full else _with_findings(audit)
    heads = [number for number, _ in feed.headers]
    samples = [number for number in feed.skipped_rows if full]
    laid = [*heads, *samples, *(int(n) for n in numbers[rows][:1])]
    shift = 0 if laid and min(laid) > 1 else 1
    in_place = full and _ascending(heads, numbers) and (not len(numbers) or numbers[-1] + shift <= most_rows)
    if in_place:
        places = (numbers[rows] - 1 + shift).astype(np.int32)
        pages = np.zeros(len(rows), np.int32)
        header_places = tuple(number - 1 + shift for number in heads)
        sample_places = tuple((number, number - 1 + shift) for number in samples)
    else:
        top = 1 + len(heads)
        room = most_rows - top
        places = (top + np.arange(len(rows)) % room).astype(np.int32)
        pages = (np.arange(len(rows)) // room).astype(np.int32)
        header_places, sample_places = tuple(range(1, top)), ()
    return Plan(
        feed=feed,
        sheet=words.FEED(language),
        full=full,
        rows=rows.astype(np.int32),
        places=places,
        pages=pages,
        letters_place=0,
        header_places=header_places,
        label_header=_label_header(feed),
        sample_places=sample_places,
        columns=min(len(feed.columns), MOST_COLUMNS - FRONT),
        sheets=int(pages[-1]) + 1 if len(pages) else 1,
    )


def _with_findings(audit: Audit) -> IntArray:
    rows = np.unique(audit.findings.rows)
    return rows[rows >= 0]


def _ascending(heads: list[int], numbers: IntArray) -> bool:
    """True when the header rows stand above the data, as they do in every feed that is not broken."""
    return heads == sorted(set(heads)) and (not heads or not len(numbers) or heads[-1] < numbers[0])


def _label_header(feed: Feed) -> int:
    """The header row that agrees with most column headers."""
    headers = [column.header for column in feed.columns]
    agreeing = [
        sum(bool(cell.strip()) and cell == header for cell, header in zip(cells, headers, strict=False))
        for _, cells in feed.headers
    ]
    return int(np.argmax(agreeing)) if agreeing else -1
