"""A sheet that is one list: heads, frozen panes, a filter, rows as high as their texts, links, cuts that are said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from auditor.model import Language, Severity, Text
from auditor.report.rollup import words
from auditor.report.rollup.links import external
from auditor.report.xlsx import words as common
from auditor.report.xlsx.book import paper
from auditor.report.xlsx.styles import Styles
from auditor.report.xlsx.texts import Pen, lines_in

LINE_HEIGHT = 15.0
MOST_TEXT_LINES = 6
"""Lines of a row; a text that needs more is cut at the edge of its cell."""
MOST_LINKS = 60_000
"""Links of one sheet; Excel takes 65,530."""


@dataclass(frozen=True, slots=True)
class Link:
    """A report beside this workbook (relative), or with ``inside`` a place in it."""

    target: str
    text: str
    inside: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """A client's state, as in ``words.STATES``."""

    name: str


Cell = str | int | float | None | Severity | Link | State


@dataclass(kw_only=True)
class Lists:
    """Writes lists in one language; a heat column is coloured by its numbers."""

    styles: Styles
    language: Language
    pen: Pen

    def write(
        self,
        sheet: Any,
        columns: Sequence[tuple[Text, int]],
        lines: Iterable[Sequence[Cell]],
        *,
        count: int,
        most: int,
        frozen: int = 1,
    ) -> int:
        """Fill a sheet with at most ``most`` of ``count`` lines; the next free row.

        columns: head and width in characters. frozen: columns that stay in sight.
        """
        shown = min(count, most)
        self.prepare(sheet, columns)
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, max(shown, 1), len(columns) - 1)
        sheet.repeat_rows(0)
        row = self.rows(sheet, columns, islice(lines, shown), 0)
        if count > shown:
            said = words.CUT.format(shown=shown, count=count)(self.language)
            self.pen.text(sheet, row + 1, 0, said, self.styles.plain)
            row += 2
        return row

    def prepare(self, sheet: Any, columns: Sequence[tuple[Text, int]]) -> None:
        """Widths, paper, no green triangles."""
        for position, (_, width) in enumerate(columns):
            sheet.set_column(position, position, width)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        paper(sheet)

    def rows(
        self, sheet: Any, columns: Sequence[tuple[Text, int]], lines: Iterable[Sequence[Cell]], at: int
    ) -> int:
        """Heads at row ``at`` and the lines below; the next free row."""
        self._heads(sheet, columns, at)
        links, row = 0, at
        for row, line in enumerate(lines, at + 1):
            links += self._line(sheet, row, columns, line, links < MOST_LINKS)
        return row + 1

    def _heads(self, sheet: Any, columns: Sequence[tuple[Text, int]], at: int) -> None:
        lines = 1
        for head, width in columns:
            lines = max(lines, lines_in(head(self.language), max(width - 3, 1)))
        sheet.set_row(at, LINE_HEIGHT * lines + 5)
        for position, (head, _) in enumerate(columns):
            sheet.write_string(at, position, head(self.language), self.styles.head)

    def _line(
        self, sheet: Any, row: int, columns: Sequence[tuple[Text, int]], line: Sequence[Cell], linked: bool
    ) -> int:
        """Write one line; how many links it has."""
        texts = [cell.text if isinstance(cell, Link) else cell for cell in line]
        needs = [
            lines_in(text, width) if isinstance(text, str) else 1
            for text, (_, width) in zip(texts, columns, strict=True)
        ]
        high = max((one for one in needs if one <= MOST_TEXT_LINES), default=1)
        sheet.set_row(row, LINE_HEIGHT * high)
        links = 0
        for position, cell in enumerate(line):
            style = self.styles.line_wrap if needs[position] <= high else self.styles.line_clipped
            links += self.cell(sheet, row, position, cell, style, linked)
        return links

    def cell(self, sheet: Any, row: int, column: int, cell: Cell, style: Any, linked: bool = True) -> int:
        """Write one cell, texts in ``style``; 1 where it became a link."""
        styles, language = self.styles, self.language
        if isinstance(cell, Link):
            target = f"internal:{cell.target}" if cell.inside else external(cell.target)
            text = self.pen.ready(cell.text)
            if linked and target and not text.startswith("<r>"):
                sheet.write_url(row, column, target, styles.line_link_left, text)
                return 1
            self.pen.text(sheet, row, column, text, style)
        elif isinstance(cell, Severity):
            sheet.write_string(row, column, common.LABELS[cell](language), styles.status(cell))
        elif isinstance(cell, State):
            sheet.write_string(row, column, words.STATES[cell.name](language), styles.state(cell.name))
        elif isinstance(cell, int | float):
            sheet.write_number(
                row, column, cell, styles.line_decimal if isinstance(cell, float) else styles.line_number
            )
        else:
            self.pen.text(sheet, row, column, cell or "", style)
        return 0


def heat(sheet: Any, column: int, first: int, values: Sequence[int], colour: str) -> None:
    """Colour a column from ``first`` on: white at 0, ``colour`` at what nine in ten of the numbers above 0 stay below.

    The rule is Excel's own and follows the cells when they are sorted.
    """
    above = sorted(value for value in values if value > 0)
    if above:
        deepest = above[min(len(above) - 1, len(above) * 9 // 10)]
        sheet.conditional_format(
            first,
            column,
            first + len(values) - 1,
            column,
            {
                "type": "2_color_scale",
                "min_type": "num",
                "max_type": "num",
                "min_value": 0,
                "max_value": deepest,
                "min_color": "#FFFFFF",
                "max_color": colour,
            },
        )
