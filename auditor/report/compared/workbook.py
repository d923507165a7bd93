"""The workbook of a comparison: a summary, then a sheet per group. All texts are data, never formulas or links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor import __version__
from auditor.model import Severity, Text
from auditor.report.compared import facts
from auditor.report.compared.lines import AGREED, CODES, HEADS, OURS_ONLY, THEIRS_ONLY, Line, Lines
from auditor.report.masking import masked_columns
from auditor.report.xlsx import words
from auditor.report.xlsx.book import opened, paper
from auditor.report.xlsx.styles import Styles
from auditor.report.xlsx.texts import Pen, lines_in

MOST_LINES = 1_000_000
"""Lines of one sheet; CSV and JSON hold all."""
STREAMED_LINES = 20_000
"""From here on rows go to disk as they are written."""
WIDTHS = {
    "row": 8, "column": 9, "header": 24, "sku": 18, "their_code": 11, "their_severity": 12, "their_message": 52,
    "our_code": 10, "our_severity": 12, "our_message": 52, "matched": 24, "meaning": 40, "advice": 48, "note": 30,
    "count": 9, "agreed": 12, "before": 16, "certainty": 22, "rules": 22,
}  # fmt: skip
LINE_HEIGHT = 15.0
VALUE_WIDTH = 100
MOST_TEXT_LINES = 6
CENTRED = frozenset({"row", "column", "count", "agreed"})
COLOURS = {"agreed": "#1E7B34", "only_theirs": "#D92B00", "only_ours": "#FFA500", "codes": "#232F3E"}
MORE = Text(
    "{count:,} more lines do not fit on a sheet; write the comparison as csv or json to see them.",
    "另有 {count:,} 行超出工作表容量；请输出 csv 或 json 查看。",
)
TITLE = Text("Comparison with the processing report", "与处理报告的比较")
FEED = Text("Feed", "商品文件")
REPORT = Text("Processing report", "处理报告")
STATES = Text("The report states", "报告自述")
CREATED = Text("Created", "生成时间")
NOTES = Text("Good to know", "说明")


def write_workbook(lines: Lines, path: Path, created: dt.datetime) -> None:
    """Make the workbook at ``path``. Raises OSError."""
    many = len(lines.comparison.placed) + len(lines.comparison.ours_only) > STREAMED_LINES
    with opened(path, TITLE, lines.language, created, streamed=many) as book:
        styles = Styles(book, lines.language)
        _Book(lines=lines, styles=styles, pen=Pen(plain=styles.plain), created=created).fill(book)


@dataclass(kw_only=True)
class _Book:
    lines: Lines
    styles: Styles
    pen: Pen
    created: dt.datetime

    def fill(self, book: Any) -> None:
        """All sheets, the summary first."""
        summary = book.add_worksheet(facts.SUMMARY(self.lines.language))
        summary.set_tab_color("#232F3E")
        self._summary(summary)
        groups: Sequence[tuple[str, tuple[str, ...], Iterator[Line], int]] = (
            ("agreed", AGREED, self.lines.agreed(), len(self.lines.comparison.pairs)),
            ("only_theirs", THEIRS_ONLY, self.lines.theirs_only(), len(self.lines.comparison.theirs_only)),
            ("only_ours", OURS_ONLY, self.lines.ours_only(), len(self.lines.comparison.ours_only)),
            ("codes", CODES, self.lines.codes(), len(self.lines.comparison.codes)),
        )
        for name, columns, group, count in groups:
            sheet = book.add_worksheet(facts.GROUPS[name](self.lines.language))
            sheet.set_tab_color(COLOURS[name])
            self._group(sheet, columns, group, count)
        summary.activate()

    def _summary(self, sheet: Any) -> None:
        comparison, language = self.lines.comparison, self.lines.language
        state, said = facts.sentence(comparison)
        styles, put = self.styles, self.pen.text
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, VALUE_WIDTH)
        paper(sheet)
        put(sheet, 0, 0, TITLE(language), styles.title)
        sheet.set_row(1, 34)
        sheet.merge_range(1, 0, 1, 1, "", styles.verdict(state))
        put(sheet, 1, 0, said(language), styles.verdict(state))
        left = self.styles.wrap
        facts_of = [
            (FEED(language), comparison.audit.feed.path),
            (REPORT(language), comparison.report.path),
            (STATES(language), facts.stated(comparison, language)),
            *((label(language), f"{number:,}") for label, number in facts.counts(comparison)),
            (CREATED(language), f"{self.created:%Y-%m-%d %H:%M} UTC · bulk-feed-auditor {__version__}"),
        ]
        row = 3
        for row, (label, value) in enumerate(facts_of, 3):
            sheet.set_row(row, LINE_HEIGHT * lines_in(value, VALUE_WIDTH))
            put(sheet, row, 0, label, styles.label)
            put(sheet, row, 1, value, left)
        notes = [*facts.notes(comparison), *masked_columns(self.lines.veil)]
        if notes:
            put(sheet, row + 2, 0, NOTES(language), styles.section)
        for place, note in enumerate(notes, row + 3):
            text = note(language)
            sheet.set_row(place, LINE_HEIGHT * lines_in(text, VALUE_WIDTH + 25))
            sheet.merge_range(place, 0, place, 1, "", left)
            put(sheet, place, 0, text, left)

    def _group(self, sheet: Any, columns: tuple[str, ...], lines: Iterator[Line], count: int) -> None:
        language, styles = self.lines.language, self.styles
        for position, key in enumerate(columns):
            sheet.set_column(position, position, WIDTHS[key])
        sheet.set_row(0, 2 * LINE_HEIGHT + 2)
        for position, key in enumerate(columns):
            self.pen.text(sheet, 0, position, HEADS[key](language), styles.head)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(min(count, MOST_LINES), 1), len(columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        paper(sheet)
        sheet.repeat_rows(0)
        for number, line in enumerate(lines, 1):
            if number > MOST_LINES:
                self.pen.text(sheet, number, 0, MORE.format(count=count - MOST_LINES)(language), styles.plain)
                return
            self._line(sheet, number, columns, line)

    def _line(self, sheet: Any, row: int, columns: tuple[str, ...], line: Line) -> None:
        styles = self.styles
        texts = {key: value for key in columns if isinstance(value := line[key], str) and value}
        heights = {key: lines_in(text, WIDTHS[key]) for key, text in texts.items()}
        lines = max((height for height in heights.values() if height <= MOST_TEXT_LINES), default=1)
        sheet.set_row(row, LINE_HEIGHT * lines)
        for position, key in enumerate(columns):
            value = line[key]
            if key.endswith("_severity") and value:
                grade = Severity[value.upper()]
                sheet.write_string(
                    row, position, words.LABELS[grade](self.lines.language), styles.status(grade)
                )
            elif isinstance(value, int):
                sheet.write_number(row, position, value, styles.line_centred)
            elif not value:
                sheet.write_blank(row, position, None, styles.line_wrap)
            else:
                plain = styles.line_centred if key in CENTRED else styles.line_wrap
                fits = heights[key] <= lines
                self.pen.text(sheet, row, position, value, plain if fits else styles.line_clipped)
