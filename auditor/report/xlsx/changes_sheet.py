"""The Changes sheet: what came, went and stayed since the feed's last audit, with every finding that did not stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from auditor.changes import BACK, KINDS, LABELS, NEW, Changes
from auditor.engine import Audit
from auditor.model import Language, Severity, Text
from auditor.report.facts import stamp
from auditor.report.xlsx import words
from auditor.report.xlsx.book import paper
from auditor.report.xlsx.plan import MOST_ROWS
from auditor.report.xlsx.styles import Styles
from auditor.report.xlsx.texts import Pen

CHANGES = Text("Changes", "变化")
SINCE = Text("Compared with the audit of {date} (run {run}).", "与 {date} 的审核（运行 {run}）比较。")
FIRST = Text(
    "This feed was not audited before: everything is new.", "此文件此前未被审核过：所有问题均为新增。"
)
RENAMED = Text("The file was called {path} then.", "当时文件名为 {path}。")
MEANINGS: Mapping[str, Text] = {
    "new": Text("not there at the audit before", "上次审核时没有"),
    "back": Text("was fixed or accepted once, and counts again", "曾经解决或接受，现再次出现"),
    "still": Text("there at the audit before, too", "上次审核时已存在"),
    "accepted": Text("accepted by somebody; does not count", "已被接受，不计入统计"),
    "fixed": Text("there at the audit before, and no more", "上次审核时存在，现已消失"),
}
WAS = Text("Row and column of a fixed finding are where it stood then.", "已解决问题的行和列为当时所在位置。")
MORE = Text("… and {count:,} more", "……另有 {count:,} 个")
COLUMNS = (
    (words.CHANGE, 18),
    (words.SEVERITY, 14),
    (words.CODE, 10),
    (words.ROW, 12),
    (words.COLUMN, 12),
    (words.SKU, 24),
    (words.HEADER, 28),
    (words.WRONG, 60),
)
Line = tuple[str, int, str, str, str, int | None, str]
"""Kind, severity, code, SKU, field or header, row, letter."""


@dataclass(kw_only=True)
class ChangesSheet:
    """Writes how the findings of an audit stand against the one before."""

    audit: Audit
    changes: Changes
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
        at = self._head(sheet)
        at = self._table(sheet, at + 1) + 1
        for position, (label, _) in enumerate(COLUMNS):
            sheet.write_string(at, position, label(language), styles.head)
        head, room = at, self.most_rows - at - 2
        total = int(np.isin(self.changes.kinds, (NEW, BACK)).sum()) + len(self.changes.gone)
        for number, line in enumerate(self._lines()):
            if number == room:
                sheet.write_string(at + 1, 0, MORE.format(count=total - room)(language), styles.plain)
                break
            at += 1
            self._line(sheet, at, line)
        sheet.autofilter(head, 0, max(at, head + 1), len(COLUMNS) - 1)
        sheet.freeze_panes(head + 1, 0)

    def _head(self, sheet: Any) -> int:
        """What was compared; the first free row."""
        changes = self.changes
        said = [FIRST]
        if changes.moment is not None and not changes.first:
            said = [SINCE.format(date=stamp(changes.moment), run=changes.since)]
        if changes.renamed_from:
            said.append(RENAMED.format(path=_short(changes.renamed_from, self.audit.feed.path)))
        if len(changes.gone):
            said.append(WAS)
        for at, text in enumerate(said):
            self.pen.text(sheet, at, 0, text(self.language), self.styles.plain)
        return len(said)

    def _table(self, sheet: Any, at: int) -> int:
        """Kinds by severity; the first free row."""
        language, styles = self.language, self.styles
        severities = sorted(Severity, reverse=True)
        labels = (words.CHANGE, words.TOTAL, *(words.LABELS[one] for one in severities), words.MEANING)
        for position, label in enumerate(labels):
            sheet.write_string(at, position, label(language), styles.head)
        for kind, counts in self.changes.counts().items():
            at += 1
            sheet.write_string(at, 0, LABELS[kind](language), styles.plain)
            numbers = (sum(counts.values()), *(counts.get(one.word, 0) for one in severities))
            for position, number in enumerate(numbers, start=1):
                sheet.write_number(at, position, number, styles.number)
            sheet.write_string(at, len(labels) - 1, MEANINGS[kind](language), styles.plain)
        return at + 1

    def _lines(self) -> Iterator[Line]:
        """New ones, ones that came back, fixed ones; worst first each."""
        found, kinds = self.audit.findings, self.changes.kinds
        feed = found.feed
        skus = feed.find("sku")
        for kind in (NEW, BACK):
            chosen = np.flatnonzero(kinds == kind)
            chosen = chosen[np.argsort(-found.severities[chosen].astype(int), kind="stable")]
            texts = [""] * len(chosen)
            if skus and len(feed.cells):
                rows = pa.array(np.maximum(found.rows[chosen], 0))
                texts = feed.array(skus[0]).take(rows).to_pylist()
            for place, sku in zip(chosen.tolist(), texts, strict=True):
                row, column = int(found.rows[place]), int(found.columns[place])
                yield (
                    KINDS[kind],
                    int(found.severities[place]),
                    found.rules[found.codes[place]].code,
                    sku if row >= 0 else "",
                    feed.columns[column].header if column >= 0 else "",
                    int(feed.row_numbers[row]) if row >= 0 else None,
                    feed.columns[column].letter if column >= 0 else "",
                )
        gone = self.changes.gone.sort_by([("severity", "descending"), ("row", "ascending")])
        for one in gone.to_pylist():
            yield (
                "fixed",
                one["severity"],
                one["code"],
                one["sku"],
                one["field"],
                one["row"],
                one["column"] or "",
            )

    def _line(self, sheet: Any, at: int, line: Line) -> None:
        kind, severity, code, sku, header, row, letter = line
        language, styles, grade = self.language, self.styles, Severity(severity)
        rule = self.audit.by_code.get(code)
        sheet.write_string(at, 0, LABELS[kind](language), styles.plain)
        sheet.write_string(at, 1, words.LABELS[grade](language), styles.status(grade))
        sheet.write_string(at, 2, code, styles.plain)
        if row is not None:
            sheet.write_number(at, 3, row, styles.line_centred)
        sheet.write_string(at, 4, letter, styles.line_centred)
        for position, text in enumerate((sku, header, rule.title(language) if rule else code), start=5):
            self.pen.text(sheet, at, position, text, styles.plain)


def _short(before: str, now: str) -> str:
    """The name a file had before; its whole path where only the folder is another one."""
    name = before.rsplit("/", 1)[-1]
    return before if name == Path(now).name else name
