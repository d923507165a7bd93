"""The Feed sheet: the audited sheet itself, every violating cell filled, offending words set off, a status in front."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from auditor.feed.table import IntArray
from auditor.model import Language, Severity
from auditor.report.xlsx import words
from auditor.report.xlsx.marks import Marks, note_texts, noted
from auditor.report.xlsx.plan import FRONT, Plan
from auditor.report.xlsx.styles import Styles
from auditor.report.xlsx.texts import Pen, clean, needs_care, width_of, widths_of
from auditor.wording import Veil

BLOCK = 5_000
"""Rows turned into Python strings at a time."""

LOOKED_AT = 2_000
"""Rows that decide the column widths."""

NARROWEST, WIDEST = 8, 44
LINE_HEIGHT = 15.0
SLACK = 1.1
"""Room that breaking lines between words takes."""
MOST_LINES = 8
"""A violating cell that needs more is cut at its edge, like every other long text."""
STATUS_WIDTH, CODES_WIDTH, ROW_WIDTH = 13, 20, 8


@dataclass(kw_only=True)
class FeedSheet:
    """Writes the pages of one feed. ``notes_left_out`` and ``pen.cut`` say afterwards what the limits cost."""

    plan: Plan
    marks: Marks
    styles: Styles
    language: Language
    veil: Veil
    pen: Pen
    notes_per_sheet: int
    notes: int = 0
    notes_left_out: int = 0
    widths: list[int] = field(default_factory=list)

    def write(self, sheets: list[Any]) -> None:
        """Fill ``sheets``, one per page of the plan."""
        self.widths = self._column_widths()
        page_of_mark, place_of_mark = self._mark_places()
        for page, sheet in enumerate(sheets):
            self._frame(sheet)
            self._headers(sheet)
            here = np.flatnonzero(page_of_mark == page)
            chosen = noted(self.marks, here, self.notes_per_sheet)
            self.notes += len(chosen)
            self.notes_left_out += len(here) - len(chosen)
            last = self._rows(sheet, page)
            self._notes(sheet, chosen, place_of_mark)
            sheet.autofilter(self.plan.filter_place, 0, last, FRONT + self.plan.columns - 1)

    def _mark_places(self) -> tuple[IntArray, IntArray]:
        """Page and sheet row of each mark; page −1 where it stands on no sheet."""
        plan, marks = self.plan, self.marks
        pages = np.full(len(marks), -1, np.int32)
        places = np.zeros(len(marks), np.int32)
        if len(plan.rows):
            index = np.minimum(np.searchsorted(plan.rows, marks.rows), len(plan.rows) - 1)
            on = (plan.rows[index] == marks.rows) & (marks.columns < plan.columns)
            pages[on], places[on] = plan.pages[index[on]], plan.places[index[on]]
        if plan.label_header >= 0:
            heads = (marks.rows < 0) & (marks.columns >= 0) & (marks.columns < plan.columns)
            pages[heads], places[heads] = 0, plan.header_places[plan.label_header]
        return pages, places

    def _column_widths(self) -> list[int]:
        """Wide enough for nearly all cells and for the header, within bounds."""
        plan, widths = self.plan, []
        sample = pa.array(plan.rows[:LOOKED_AT])
        for column in plan.feed.columns[: plan.columns]:
            texts = plan.feed.array(column).take(sample)
            sizes = widths_of(texts)
            sizes = sizes[sizes > 0]
            body = int(np.quantile(sizes, 0.98)) if len(sizes) else 0
            if column.position in self.veil.columns:
                body = min(body, 12)
            words_of_header = [width_of(word) for word in column.header.split()] or [0]
            header = max(max(words_of_header) + 4, min(sum(words_of_header) // 2 + 4, 24))
            widths.append(max(NARROWEST, min(WIDEST, max(body + 2, min(header, 26)))))
        return widths

    def _frame(self, sheet: Any) -> None:
        """Widths, frozen panes, no headings of the spreadsheet's own, no green triangles."""
        plan = self.plan
        sheet.set_column(0, 0, STATUS_WIDTH)
        sheet.set_column(1, 1, CODES_WIDTH)
        sheet.set_column(2, 2, ROW_WIDTH)
        for position, width in enumerate(self.widths):
            sheet.set_column(FRONT + position, FRONT + position, width)
        sheet.freeze_panes(plan.filter_place + 1, FRONT)
        sheet.hide_row_col_headers()
        sheet.hide_gridlines(0)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(plan.letters_place, plan.filter_place)
        sheet.set_comments_author("auditor")

    def _headers(self, sheet: Any) -> None:
        """Column letters, then the feed's own header rows, then sample rows."""
        plan, styles = self.plan, self.styles
        columns = plan.feed.columns[: plan.columns]
        for position, column in enumerate(columns):
            sheet.write_string(plan.letters_place, FRONT + position, column.letter, styles.edge)
        for corner in range(FRONT):
            sheet.write_blank(plan.letters_place, corner, None, styles.corner)
        sheet.write_string(plan.letters_place, 0, plan.feed.sheet or words.FEED(self.language), styles.corner)
        for index in range(len(plan.header_places)):
            self._header_row(sheet, index)
        for corner, label_text in enumerate((words.STATUS, words.CODES)):
            sheet.write_string(plan.filter_place, corner, label_text(self.language), styles.head)
        if not plan.header_places:
            sheet.write_string(plan.filter_place, 2, words.ROW(self.language), styles.head)
        self._samples(sheet)

    def _header_row(self, sheet: Any, index: int) -> None:
        """One of the feed's own header rows; findings about a column as a whole fill its label."""
        plan, marks, styles = self.plan, self.marks, self.styles
        place, (number, cells) = plan.header_places[index], plan.feed.headers[index]
        label = index == plan.label_header
        fitting, clipped = (
            (styles.head, styles.head_clipped)
            if label
            else (styles.other_header, styles.other_header_clipped)
        )
        lines = 2 if label else 1
        about_columns = np.flatnonzero((marks.rows < 0) & (marks.columns >= 0)) if label else ()
        marked = {int(marks.columns[mark]): Severity(int(marks.worst[mark])) for mark in about_columns}
        sheet.set_row(place, lines * LINE_HEIGHT)
        sheet.write_number(place, 2, number, styles.edge)
        for position in range(plan.columns):
            text = cells[position] if position < len(cells) else ""
            style = fitting if width_of(text) <= lines * self.widths[position] else clipped
            own = styles.header_with(marked[position]) if position in marked else style
            self.pen.text(sheet, place, FRONT + position, text, own)

    def _samples(self, sheet: Any) -> None:
        """Sample rows of the template, greyed: they keep their place and are said not to be audited."""
        feed, style = self.plan.feed, self.styles.sample
        source = next((one for one in feed.source.sheets if one.name == feed.sheet), None)
        for number, place in self.plan.sample_places if source else ():
            index = int(np.searchsorted(source.rows, number))  # type: ignore[union-attr]
            sheet.set_row(place, LINE_HEIGHT)
            sheet.write_string(place, 0, words.EXAMPLE_ROW(self.language), style)
            sheet.write_number(place, 2, number, self.styles.edge)
            for position, column in enumerate(source.columns[: self.plan.columns]):  # type: ignore[union-attr]
                text = str(column[index].as_py()) if index < len(column) else ""
                shown = self.veil.mask(text) if position in self.veil.columns else text
                self.pen.text(sheet, place, FRONT + position, shown, style if shown else None)

    def _rows(self, sheet: Any, page: int) -> int:
        """All rows of one page; returns the last sheet row used."""
        plan, marks = self.plan, self.marks
        begin, end = np.searchsorted(plan.pages, [page, page + 1])
        last = max(plan.filter_place, *(place for _, place in plan.sample_places), 0)
        for start in range(int(begin), int(end), BLOCK):
            stop = min(start + BLOCK, int(end))
            rows = plan.rows[start:stop]
            first_marks = np.searchsorted(marks.rows, rows).tolist()
            last_marks = np.searchsorted(marks.rows, rows, side="right").tolist()
            self._block(sheet, rows, plan.places[start:stop], first_marks, last_marks)
            last = int(plan.places[stop - 1])
        return max(last, plan.filter_place)

    def _block(
        self, sheet: Any, rows: IntArray, places: IntArray, first_marks: list[int], last_marks: list[int]
    ) -> None:
        """Some rows: violating cells are taken out, written one by one, the others in one go."""
        marks, count = self.marks, self.plan.columns
        columns, looks, careful = self._texts(rows)
        columns_of_marks, worst = marks.columns, marks.worst
        numbers = self.plan.feed.row_numbers[rows].tolist()
        heights = self._heights(rows, first_marks, last_marks)
        plain, edge = self.styles.plain, self.styles.edge
        write, write_number, set_row = sheet.write_string, sheet.write_number, sheet.set_row
        fine = words.FINE(self.language)
        positions = range(FRONT, FRONT + count)
        for i, place in enumerate(places.tolist()):
            first, last = first_marks[i], last_marks[i]
            set_row(place, heights[i])
            write_number(place, 2, numbers[i], edge)
            taken: list[tuple[int, int, str]] = []
            for mark in range(first, last):
                position = int(columns_of_marks[mark])
                if 0 <= position < count:
                    taken.append((mark, position, columns[position][i]))
                    columns[position][i] = ""
            if first == last:
                write(place, 0, fine, plain)
            else:
                self._status(sheet, place, first, last, int(worst[first:last].max()))
            for position, texts, look in zip(positions, columns, looks, strict=True):
                text = texts[i]
                if text:
                    if position in careful:
                        self.pen.text(sheet, place, position, text, look[i])
                    else:
                        write(place, position, text, look[i])
            for mark, position, text in taken:
                self._violating(sheet, place, position, text, mark)

    def _texts(self, rows: IntArray) -> tuple[list[list[str]], list[list[Any]], frozenset[int]]:
        """The texts of ``rows`` per column, personal ones masked; their formats; the sheet columns that need care."""
        feed, veil = self.plan.feed, self.veil
        taken = pa.array(rows)
        columns: list[list[str]] = []
        looks: list[list[Any]] = []
        careful = set()
        formats = np.array([self.styles.plain, self.styles.clipped], dtype=object)
        for position in range(self.plan.columns):
            texts = feed.array(position).take(taken)
            if needs_care(texts):
                careful.add(FRONT + position)
            looks.append(formats[(widths_of(texts) > self.widths[position]).astype(np.intp)].tolist())
            listed = texts.to_pylist()
            columns.append([veil.mask(text) for text in listed] if position in veil.columns else listed)
        return columns, looks, frozenset(careful)

    def _status(self, sheet: Any, place: int, first: int, last: int, worst: int) -> None:
        """Status and broken rules in front of a row with findings."""
        severity = Severity(worst)
        sheet.write_string(place, 0, words.LABELS[severity](self.language), self.styles.status(severity))
        sheet.write_string(place, 1, self.marks.codes(first, last), self.styles.plain)

    def _violating(self, sheet: Any, place: int, position: int, text: str, mark: int) -> None:
        """A violating cell: filled in its worst severity's colour, its offending words set off."""
        severity = Severity(int(self.marks.worst[mark]))
        lines = width_of(text) * SLACK / self.widths[position]
        styles = self.styles.filled(severity) if lines <= MOST_LINES else self.styles.filled_clipped(severity)
        spans = [] if position in self.veil.columns else self.marks.spans(mark, len(text))
        if not spans:
            self.pen.text(sheet, place, FRONT + position, text, styles[0])
            return
        pieces: list[tuple[str, Any]] = []
        at = 0
        for start, end in spans:
            if start > at:
                pieces.append((text[at:start], self.pen.plain))
            pieces.append((text[start:end], self.styles.marked))
            at = end
        if at < len(text):
            pieces.append((text[at:], self.pen.plain))
        self.pen.marked(sheet, place, FRONT + position, pieces, styles)

    def _heights(self, rows: IntArray, first_marks: list[int], last_marks: list[int]) -> list[float]:
        """One line for rows without findings; enough lines for the violating cells of the others, within bounds."""
        marks = self.marks
        heights = np.ones(len(rows))
        begin, end = first_marks[0], last_marks[-1]
        for position in np.unique(marks.columns[begin:end]):
            mine = begin + np.flatnonzero(marks.columns[begin:end] == position)
            mine = mine[marks.rows[mine] >= 0]
            if not len(mine) or not 0 <= position < self.plan.columns:
                continue
            texts = self.plan.feed.array(int(position)).take(pa.array(marks.rows[mine]))
            lines = np.ceil(widths_of(texts) * SLACK / self.widths[position])
            lines[lines > MOST_LINES] = 1
            np.maximum.at(heights, np.searchsorted(rows, marks.rows[mine]), lines)
        return [LINE_HEIGHT * lines for lines in heights.tolist()]

    def _notes(self, sheet: Any, chosen: IntArray, places: IntArray) -> None:
        """What is wrong and what to do, on the cell itself; findings about a row sit on its status."""
        for mark, text in note_texts(self.marks, chosen, self.language, self.veil).items():
            position = int(self.marks.columns[mark])
            lines = sum(1 + width_of(line) // 52 for line in text.split("\n"))
            sheet.write_comment(
                int(places[mark]),
                FRONT + position if position >= 0 else 0,
                clean(text),
                {"width": 330, "height": min(24 + 14 * lines, 420), "font_size": 9},
            )
