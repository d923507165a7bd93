"""The Rules sheet: every rule with what became of it, how often it was broken, and the clause behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from auditor.engine import Audit
from auditor.model import Language, RuleStatus
from auditor.report.tally import Tally
from auditor.report.xlsx import words
from auditor.report.xlsx.book import paper
from auditor.report.xlsx.styles import Styles
from auditor.report.xlsx.texts import Pen, width_of

COLUMNS = (
    (words.CODE, 9),
    (words.RULE_TITLE, 44),
    (words.SEVERITY, 12),
    (words.STATUS, 11),
    (words.WHY, 40),
    (words.FOUND, 10),
    (words.CLAUSE, 60),
    (words.ADVICE, 60),
)
LINE_HEIGHT = 15.0


@dataclass(kw_only=True)
class RulesSheet:
    """Writes one row per rule, in catalogue order."""

    audit: Audit
    counts: Tally
    styles: Styles
    language: Language
    pen: Pen

    def write(self, sheet: Any) -> None:
        """Fill the sheet."""
        for position, (label, width) in enumerate(COLUMNS):
            sheet.set_column(position, position, width)
            sheet.write_string(0, position, label(self.language), self.styles.head)
        sheet.set_row(0, 20)
        sheet.freeze_panes(1, 1)
        paper(sheet)
        sheet.repeat_rows(0)
        found = {one.code: one.findings for one in self.counts.rules}
        for place, status in enumerate(self.audit.statuses, 1):
            self._row(sheet, place, status, found.get(status.code, 0))
        sheet.autofilter(0, 0, max(len(self.audit.statuses), 1), len(COLUMNS) - 1)

    def _row(self, sheet: Any, place: int, status: RuleStatus, found: int) -> None:
        language, wrap, put = self.language, self.styles.line_wrap, self.pen.text
        rule = self.audit.by_code[status.code]
        clause = rule.clause(language) or rule.clause.en
        texts = {
            0: rule.code,
            1: rule.title(language),
            3: words.STATES[status.state](language),
            4: status.reason(language),
            6: clause,
            7: general_advice(rule.advice(language)),
        }
        for column, text in texts.items():
            put(sheet, place, column, text, wrap)
        severity = self.audit.settings.severity_of(rule.code, rule.severity)
        sheet.write_string(place, 2, words.LABELS[severity](language), self.styles.status(severity))
        if status.state == "ran":
            sheet.write_number(place, 5, found, self.styles.number)
        lines = max(1 + int(width_of(text) * 1.08) // COLUMNS[column][1] for column, text in texts.items())
        sheet.set_row(place, LINE_HEIGHT * min(lines, 8))


def general_advice(advice: str) -> str:
    """Advice as it stands in the rule, its placeholders shown as an ellipsis."""
    parts = advice.split("{")
    return parts[0] + "".join("…" + part.partition("}")[2] for part in parts[1:])
