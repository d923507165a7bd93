"""The Summary sheet: what a seller understands in ten seconds, and under it the counts that lead to the work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from auditor.engine import Audit
from auditor.model import Language, Text
from auditor.report.facts import read_facts
from auditor.report.tally import Pattern, RuleCount, Tally
from auditor.report.verdict import Verdict
from auditor.report.xlsx import words
from auditor.report.xlsx.book import paper
from auditor.report.xlsx.plan import Plan
from auditor.report.xlsx.styles import STRONG, Styles
from auditor.report.xlsx.texts import Pen, width_of
from auditor.wording import Veil

WIDTHS = (2, 21, 54, 20, 11, 11, 11, 2)
LEFT, RIGHT = 1, 6
"""First and last column of the tables (B to G)."""
CHART_COLUMN = 8
CHARTED = 10
SHOWN_PATTERNS = 25
SHOWN_COLUMNS = 40
LONGEST_VALUE = 300


@dataclass(kw_only=True)
class SummarySheet:
    """Writes the summary from top to bottom; ``_at`` is the next free row."""

    audit: Audit
    counts: Tally
    verdict: Verdict
    plan: Plan
    styles: Styles
    language: Language
    veil: Veil
    pen: Pen
    limits: Sequence[Text]
    _at: int = 0
    _first_rule: int = 0

    def write(self, sheet: Any, book: Any) -> None:
        """Fill the sheet."""
        for position, width in enumerate(WIDTHS):
            sheet.set_column(position, position, width)
        sheet.hide_gridlines(2)
        paper(sheet)
        self._verdict(sheet)
        self._severities(sheet)
        self._rules(sheet)
        self._patterns(sheet)
        self._columns(sheet)
        self._read(sheet)
        self._not_run(sheet)
        self._lines(sheet, words.LIMITS, self.limits)
        self._lines(sheet, words.HOW_TO_READ, words.GUIDE)
        self._chart(sheet, book)

    def _say(self, text: Text) -> str:
        return text(self.language)

    def _verdict(self, sheet: Any) -> None:
        name = self.audit.feed.path.replace("\\", "/").rsplit("/", 1)[-1]
        self.pen.text(sheet, 0, LEFT, f"{self._say(words.TITLE)}  ·  {name}", self.styles.title)
        sheet.set_row(0, 22)
        sentence = self._say(self.verdict.sentence)
        sheet.merge_range(1, LEFT, 1, RIGHT, "", self.styles.verdict(self.verdict.state))
        self.pen.text(sheet, 1, LEFT, sentence, self.styles.verdict(self.verdict.state))
        sheet.set_row(1, 44 if width_of(sentence) <= 72 else 68)
        sheet.merge_range(2, LEFT, 2, RIGHT, "", self.styles.advice)
        self.pen.text(sheet, 2, LEFT, self._say(self.verdict.advice), self.styles.advice)
        sheet.set_row(2, 26)
        self._at = 3

    def _section(self, sheet: Any, title: Text) -> None:
        self._at += 1
        for position in range(LEFT, RIGHT + 1):
            sheet.write_blank(self._at, position, None, self.styles.section)
        sheet.write_string(self._at, LEFT, self._say(title), self.styles.section)
        sheet.set_row(self._at, 22)
        self._at += 1

    def _heads(self, sheet: Any, *heads: Text) -> None:
        for position in range(LEFT, RIGHT + 1):
            index = position - LEFT
            text = self._say(heads[index]) if index < len(heads) else ""
            style = self.styles.head if position < 4 else self.styles.head_of_numbers
            sheet.write_string(self._at, position, text, style)
        self._at += 1

    def _severities(self, sheet: Any) -> None:
        self._section(sheet, words.BY_SEVERITY)
        blank = Text("", "")
        self._heads(sheet, words.SEVERITY, words.MEANING, blank, words.FOUND, words.CELLS, words.ROWS)
        for one in self.counts.severities:
            sheet.write_string(
                self._at, LEFT, self._say(words.LABELS[one.severity]), self.styles.status(one.severity)
            )
            sheet.write_string(self._at, 2, self._say(words.MEANINGS[one.severity]), self.styles.plain)
            for position, number in ((4, one.findings), (5, one.cells), (6, one.rows)):
                sheet.write_number(self._at, position, number, self.styles.number)
            self._at += 1
        sheet.write_string(self._at, LEFT, self._say(words.TOTAL), self.styles.total_label)
        for position in (2, 3):
            sheet.write_blank(self._at, position, None, self.styles.total)
        for position, number in ((4, self.counts.total), (5, self.counts.cells), (6, self.counts.rows)):
            sheet.write_number(self._at, position, number, self.styles.total)
        self._at += 1

    def _rules(self, sheet: Any) -> None:
        self._section(sheet, words.BY_RULE)
        self._heads(sheet, words.CODE, words.RULE_TITLE, words.SEVERITY, words.FOUND, words.ROWS, words.FIRST)
        self._first_rule = self._at
        for one in self.counts.rules:
            title = self._say(self.audit.by_code[one.code].title)
            sheet.write_string(self._at, LEFT, one.code, self.styles.plain)
            self._wrapped(sheet, 2, title)
            label = self._say(words.LABELS[one.severity])
            sheet.write_string(self._at, 3, label, self.styles.status(one.severity))
            sheet.write_number(self._at, 4, one.findings, self.styles.number)
            sheet.write_number(self._at, 5, one.rows, self.styles.number)
            self._link(sheet, one.first)
            self._at += 1
        if not self.counts.rules:
            self._remark(sheet, self._say(words.NOTHING_FOUND))

    def _patterns(self, sheet: Any) -> None:
        self._section(sheet, words.PATTERNS)
        patterns = self.counts.patterns
        if not patterns:
            self._remark(sheet, self._say(words.NO_PATTERNS))
            return
        self._heads(sheet, words.CODE, words.VALUE, words.HEADER, words.COLUMN, words.CELLS, words.FIRST)
        for one in patterns[:SHOWN_PATTERNS]:
            self._pattern(sheet, one)
        rest = patterns[SHOWN_PATTERNS:]
        if rest:
            cells = sum(one.cells for one in rest)
            self._remark(
                sheet,
                self._say(
                    Text(
                        f"{len(rest):,} further patterns ({cells:,} cells) are among the rows of Findings.",
                        f"其余 {len(rest):,} 组重复问题（{cells:,} 个单元格）见“问题清单”。",
                    )
                ),
            )

    def _pattern(self, sheet: Any, one: Pattern) -> None:
        column = self.audit.feed.columns[one.column]
        value = self.veil.mask(one.value) if one.column in self.veil.columns else one.value
        shown = " ".join(value.split())
        shown = shown if len(shown) <= LONGEST_VALUE else shown[:LONGEST_VALUE] + " …"
        sheet.write_string(self._at, LEFT, f"{words.SYMBOLS[one.severity]} {one.code}", self.styles.plain)
        self._wrapped(sheet, 2, shown or self._say(words.BLANK))
        self.pen.text(sheet, self._at, 3, column.header, self.styles.plain)
        sheet.write_string(self._at, 4, column.letter, self.styles.centred)
        sheet.write_number(self._at, 5, one.cells, self.styles.number)
        self._link(sheet, one.first)
        self._at += 1

    def _columns(self, sheet: Any) -> None:
        self._section(sheet, words.BY_COLUMN)
        if not self.counts.columns:
            self._remark(sheet, self._say(words.NOTHING_FOUND))
            return
        self._heads(sheet, words.COLUMN, words.HEADER, words.ERRORS, words.WARNINGS, words.NOTES, words.TOTAL)
        for one in self.counts.columns[:SHOWN_COLUMNS]:
            column = self.audit.feed.columns[one.position] if one.position >= 0 else None
            sheet.write_string(self._at, LEFT, column.letter if column else "–", self.styles.plain)
            self._wrapped(sheet, 2, column.header if column else self._say(words.WHOLE_FILE))
            for position, number in enumerate((one.errors, one.warnings, one.infos, one.total), 3):
                sheet.write_number(self._at, position, number, self.styles.number)
            self._at += 1
        rest = self.counts.columns[SHOWN_COLUMNS:]
        if rest:
            total = sum(one.total for one in rest)
            self._remark(
                sheet,
                self._say(
                    Text(
                        f"{len(rest):,} further columns with {total:,} findings.",
                        f"其余 {len(rest):,} 列共有 {total:,} 个问题。",
                    )
                ),
            )

    def _read(self, sheet: Any) -> None:
        self._section(sheet, words.WHAT_WAS_READ)
        for label, value in read_facts(self.audit, self.language):
            sheet.write_string(self._at, LEFT, label, self.styles.label)
            self.pen.text(sheet, self._at, 2, value, self.styles.plain)
            self._at += 1

    def _not_run(self, sheet: Any) -> None:
        self._section(sheet, words.NOT_RUN)
        reasons: dict[str, list[str]] = {}
        for status in self.audit.statuses:
            if status.state != "ran":
                reason = self._say(status.reason) or self._say(words.STATES[status.state])
                reasons.setdefault(reason, []).append(status.code)
        if not reasons:
            self._remark(sheet, self._say(words.ALL_RAN))
        for reason, codes in reasons.items():
            self._remark(sheet, f"{', '.join(codes)} – {reason}")

    def _lines(self, sheet: Any, title: Text, lines: Sequence[Text]) -> None:
        if lines:
            self._section(sheet, title)
            for line in lines:
                self._remark(sheet, self._say(line))

    def _remark(self, sheet: Any, text: str) -> None:
        """A sentence across the table's width."""
        sheet.merge_range(self._at, LEFT, self._at, RIGHT, "", self.styles.muted)
        self.pen.text(sheet, self._at, LEFT, text, self.styles.muted)
        sheet.set_row(self._at, 16.0 * (1 + int(width_of(text) * 0.92) // sum(WIDTHS[LEFT : RIGHT + 1])))
        self._at += 1

    def _wrapped(self, sheet: Any, position: int, text: str) -> None:
        """A text that may take up to three lines of its column."""
        lines = 1 + int(width_of(text) * 1.08) // WIDTHS[position]
        sheet.set_row(self._at, 16.0 * min(lines, 3))
        self.pen.text(sheet, self._at, position, text, self.styles.wrap)

    def _link(self, sheet: Any, finding: int) -> None:
        found = self.audit.findings
        address, name = self.plan.where(int(found.rows[finding]), int(found.columns[finding]))
        if address:
            formula = f'=HYPERLINK("#{address}","{name}")'
            sheet.write_formula(self._at, RIGHT, formula, self.styles.centred_link, name)
        elif name:
            sheet.write_string(self._at, RIGHT, name, self.styles.centred)

    def _chart(self, sheet: Any, book: Any) -> None:
        """The most important rules as bars in their severity's colour."""
        charted: tuple[RuleCount, ...] = self.counts.rules[:CHARTED]
        if not charted:
            return
        name = self._say(words.SUMMARY)
        last = self._first_rule + len(charted) - 1
        chart = book.add_chart({"type": "bar"})
        chart.add_series(
            {
                "name": self._say(words.FOUND),
                "categories": [name, self._first_rule, LEFT, last, LEFT],
                "values": [name, self._first_rule, 4, last, 4],
                "points": [{"fill": {"color": STRONG[one.severity][0]}} for one in charted],
                "data_labels": {"value": True},
                "gap": 40 if len(charted) > 3 else 150,
            }
        )
        title = Text("Findings by rule, worst first", "各规则问题数（最严重的在前）")
        chart.set_title({"name": self._say(title), "name_font": {"size": 12, "bold": True}, "overlay": False})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True, "line": {"none": True}, "major_tick_mark": "none"})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.set_size({"width": 460, "height": 90 + 26 * max(len(charted), 4)})
        chart.set_chartarea({"border": {"color": "#C9CED6"}})
        description = ", ".join(f"{one.code} {one.findings}" for one in charted)
        sheet.insert_chart(1, CHART_COLUMN, chart, {"description": description, "object_position": 3})
