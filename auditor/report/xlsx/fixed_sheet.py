"""The Fixed sheet of a repaired feed: findings before and after, then every cell that was changed or could not be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from auditor.feed.table import column_letter
from auditor.model import Language, Text
from auditor.report.mended import Change, Mended, visible
from auditor.report.xlsx import words
from auditor.report.xlsx.book import paper
from auditor.report.xlsx.plan import MOST_ROWS
from auditor.report.xlsx.styles import Styles
from auditor.report.xlsx.texts import Pen

FIXED = Text("Fixed", "修正记录")
BEFORE = Text("Before", "修改前")
AFTER = Text("After", "修改后")
STATUS = Text("Outcome", "结果")
DONE = Text("fixed", "已修改")
LEFT = Text("left as it is: {reason}", "未修改：{reason}")
ORIGINAL = Text("Cell in the original", "原文件单元格")
MORE = Text("… and {count:,} more", "……另有 {count:,} 处")
COLUMNS = (
    (words.CELL, 12),
    (words.HEADER, 26),
    (BEFORE, 50),
    (AFTER, 50),
    (words.CODE, 10),
    (STATUS, 44),
)


@dataclass(kw_only=True)
class FixedSheet:
    """Writes what a repair did."""

    mended: Mended
    styles: Styles
    language: Language
    pen: Pen
    most_rows: int = MOST_ROWS

    def write(self, sheet: Any) -> None:
        """Fill the sheet."""
        language, styles = self.language, self.styles
        for position, (_, width) in enumerate(COLUMNS):
            sheet.set_column(position, position, width)
        paper(sheet)
        for position, label in enumerate((words.SEVERITY, BEFORE, AFTER)):
            sheet.write_string(0, position, label(language), styles.head)
        at = 1
        for severity, before in self.mended.before.items():
            sheet.write_string(at, 0, words.LABELS[severity](language), styles.status(severity))
            sheet.write_number(at, 1, before, styles.number)
            sheet.write_number(at, 2, self.mended.after.get(severity, 0), styles.number)
            at += 1
        at += 1
        for position, (label, _) in enumerate(COLUMNS):
            named = ORIGINAL if position == 0 and self.mended.rows_moved else label
            sheet.write_string(at, position, named(language), styles.head)
        head = at
        changes = self.mended.changes
        room = self.most_rows - head - 2
        for change in changes[:room]:
            at += 1
            self._row(sheet, at, change)
        sheet.autofilter(head, 0, max(at, head + 1), len(COLUMNS) - 1)
        sheet.freeze_panes(head + 1, 0)
        if len(changes) > room:
            self.pen.text(sheet, at + 1, 0, MORE.format(count=len(changes) - room)(language), styles.wrap)

    def _row(self, sheet: Any, at: int, change: Change) -> None:
        outcome = DONE if change.done else LEFT.format(reason=change.reason)
        texts = (
            f"{column_letter(change.column)}{change.row}",
            change.header,
            visible(change.before),
            visible(change.after) or words.BLANK(self.language),
            change.code,
            outcome(self.language),
        )
        for column, text in enumerate(texts):
            self.pen.text(sheet, at, column, text, self.styles.line_wrap)
