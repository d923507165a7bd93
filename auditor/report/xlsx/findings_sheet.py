"""The Findings sheet: one row per violating cell and rule, worst first, each with a link to its cell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from auditor.changes import KINDS, LABELS
from auditor.decisions import Acceptance
from auditor.feed.table import IntArray, column_letter
from auditor.findings import Findings
from auditor.model import Language, Severity, Text
from auditor.report.xlsx import words
from auditor.report.xlsx.book import paper
from auditor.report.xlsx.plan import FRONT, MOST_ROWS, Plan, page_name
from auditor.report.xlsx.styles import Styles
from auditor.report.xlsx.texts import Pen, width_of
from auditor.wording import Veil

COLUMNS = (
    (words.SEVERITY, 11),
    (words.CELL, 9),
    (words.ROW, 8),
    (words.COLUMN, 8),
    (words.HEADER, 22),
    (words.SKU, 18),
    (words.VALUE, 38),
    (words.WRONG, 52),
    (words.ADVICE, 48),
    (words.FIX, 22),
    (words.CLAUSE, 44),
    (words.CODE, 9),
)
LINE_HEIGHT = 15.0
MOST_LINES = 6
TALL = (6, 7, 8, 9, 10)
"""Columns that may make a row taller; the others are cut at their edge."""


def worst_first(found: Findings) -> IntArray:
    """The order of the findings that has errors first, otherwise as they stand in the sheet."""
    return np.argsort(-found.severities.astype(np.int64), kind="stable")


def sheet_count(total: int, most_rows: int = MOST_ROWS) -> int:
    """Findings sheets needed for ``total`` findings."""
    return max(1, -(-total // (most_rows - 1)))


@dataclass(kw_only=True)
class FindingsSheet:
    """Writes findings (already in the order wanted) over as many sheets as they need."""

    found: Findings
    plan: Plan
    styles: Styles
    language: Language
    veil: Veil
    pen: Pen
    most_rows: int = MOST_ROWS
    kinds: IntArray | None = None
    """How each finding stands against the audit before (positions in ``changes.KINDS``); None: not asked."""

    def write(self, sheets: list[Any]) -> None:
        """Fill ``sheets``; there are ``sheet_count`` of them."""
        room = self.most_rows - 1
        for page, sheet in enumerate(sheets):
            self._frame(sheet, min(room, max(len(self.found) - page * room, 0)))
        if not len(self.found):
            sheets[0].write_string(1, 0, words.NOTHING_FOUND(self.language), self.styles.plain)
        done = 0
        for part, table in self.found.chunks(self.language, self.veil):
            links = self._links(part)
            skus = self._skus(part)
            columns = [table[name] for name in _NAMES]
            rows = table["row"]
            for i, said in enumerate(zip(*columns, strict=True)):
                page, place = divmod(done + i, room)
                self._row(sheets[page], place + 1, (links[i], rows[i], skus[i]), said)
            for i in np.flatnonzero(part.accepted >= 0).tolist():
                page, place = divmod(done + i, room)
                self._decision(sheets[page], place + 1, part.acceptances[part.accepted[i]])
            if self.kinds is not None:
                for i, kind in enumerate(self.kinds[done : done + len(part)].tolist()):
                    page, place = divmod(done + i, room)
                    label = LABELS[KINDS[kind]](self.language)
                    sheets[page].write_string(
                        place + 1, len(self._columns) - 1, label, self.styles.line_centred
                    )
            done += len(part)

    @cached_property
    def _columns(self) -> tuple[tuple[Text, int], ...]:
        """The columns; those of decisions and of changes only where there are any."""
        decisions = ((words.ACCEPTED, 34),) if (self.found.accepted >= 0).any() else ()
        changes = ((words.CHANGE, 14),) if self.kinds is not None else ()
        return (*COLUMNS, *decisions, *changes)

    def _frame(self, sheet: Any, count: int) -> None:
        for position, (label, width) in enumerate(self._columns):
            sheet.set_column(position, position, width)
            sheet.write_string(0, position, label(self.language), self.styles.head)
        sheet.set_row(0, 20)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(count, 1), len(self._columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        paper(sheet)
        sheet.repeat_rows(0)

    def _row(
        self, sheet: Any, place: int, where: tuple[tuple[str, str], int | None, str], said: tuple[Any, ...]
    ) -> None:
        severity, letter, header, value, message, advice, fix, clause, code = said
        (address, name), row, sku = where
        styles = self.styles
        wrap, clipped, put = styles.line_wrap, styles.line_clipped, self.pen.text
        grade = Severity[severity.upper()]
        texts = {4: header, 5: sku, 6: value, 7: message, 8: advice, 9: fix, 10: clause, 11: code}
        needed = {column: _lines(text, COLUMNS[column][1]) for column, text in texts.items() if text}
        lines = max((needed[c] for c in TALL if needed.get(c, MOST_LINES + 1) <= MOST_LINES), default=1)
        sheet.set_row(place, LINE_HEIGHT * lines)
        sheet.write_string(place, 0, words.LABELS[grade](self.language), styles.status(grade))
        if address:
            sheet.write_formula(place, 1, f'=HYPERLINK("#{address}","{name}")', styles.line_link, name)
        elif name:
            sheet.write_string(place, 1, name, styles.line_centred)
        if row is not None:
            sheet.write_number(place, 2, row, styles.line_centred)
        if letter:
            sheet.write_string(place, 3, letter, styles.line_centred)
        for column, number in needed.items():
            put(sheet, place, column, texts[column], wrap if number <= lines else clipped)

    def _decision(self, sheet: Any, place: int, decision: Acceptance) -> None:
        """Who looks at the finding again sees that, when and why it was accepted."""
        dates = " – ".join(day.isoformat() for day in (decision.date, decision.until) if day)
        said = " · ".join(part for part in (words.ACCEPTED(self.language), dates, decision.reason) if part)
        self.pen.text(sheet, place, len(COLUMNS), said, self.styles.line_clipped)

    def _links(self, part: Findings) -> list[tuple[str, str]]:
        """Address in this workbook and name in the audited file, per finding."""
        plan, feed = self.plan, self.plan.feed
        if not len(plan.rows):
            return [plan.where(r, c) for r, c in zip(part.rows.tolist(), part.columns.tolist(), strict=True)]
        index = np.minimum(np.searchsorted(plan.rows, part.rows), len(plan.rows) - 1)
        on_sheet = (plan.rows[index] == part.rows) & (part.columns < plan.columns)
        letters = [column.letter for column in feed.columns]
        ours = _sheet_letters(len(feed.columns))
        names = [f"'{page_name(plan.sheet, page)}'!" for page in range(plan.sheets)]
        numbers = _numbers(part).tolist()
        found = zip(
            part.rows.tolist(),
            part.columns.tolist(),
            on_sheet.tolist(),
            plan.pages[index].tolist(),
            (plan.places[index] + 1).tolist(),
            numbers,
            strict=True,
        )
        return [
            (f"{names[page]}{ours[column]}{place}", f"{letters[column] if column >= 0 else ''}{number}")
            if on and row >= 0
            else plan.where(row, column)
            for row, column, on, page, place, number in found
        ]

    def _skus(self, part: Findings) -> list[str]:
        feed = self.plan.feed
        skus = feed.find("sku")
        if not skus or not len(feed.cells):
            return [""] * len(part)
        texts = feed.array(skus[0]).take(pa.array(np.maximum(part.rows, 0))).to_pylist()
        return [text if row >= 0 else "" for text, row in zip(texts, part.rows.tolist(), strict=True)]


_NAMES = ("severity", "column", "header", "value", "message", "advice", "fix", "clause", "code")


def _sheet_letters(columns: int) -> list[str]:
    """Letters in the Feed sheet by column position; the last one (position −1) is the status column."""
    return [*(column_letter(FRONT + position) for position in range(columns)), column_letter(0)]


def _numbers(part: Findings) -> IntArray:
    numbers = part.feed.row_numbers
    return numbers[np.maximum(part.rows, 0)] if len(numbers) else np.zeros(len(part), np.int32)


def _lines(text: str, width: int) -> int:
    if len(text) * 2 <= width:
        return 1
    return sum(1 + int(width_of(line) * 1.08) // width for line in text.split("\n"))
