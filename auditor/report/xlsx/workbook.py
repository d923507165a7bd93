"""The Excel report: one workbook, opened, filled sheet by sheet, placed atomically."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from auditor.engine import Audit
from auditor.findings import Findings
from auditor.model import Language, Text
from auditor.report.files import write_file
from auditor.report.masking import veil_of
from auditor.report.mended import Mended
from auditor.report.moment import moment
from auditor.report.tally import Tally, tally
from auditor.report.verdict import verdict
from auditor.report.xlsx import plan as plans
from auditor.report.xlsx import words
from auditor.report.xlsx.about_sheet import AboutSheet
from auditor.report.xlsx.book import opened
from auditor.report.xlsx.changes_sheet import CHANGES, ChangesSheet
from auditor.report.xlsx.feed_sheet import FeedSheet
from auditor.report.xlsx.findings_sheet import FindingsSheet, sheet_count, worst_first
from auditor.report.xlsx.fixed_sheet import FIXED, FixedSheet
from auditor.report.xlsx.limits import limits_of
from auditor.report.xlsx.marks import marks_of
from auditor.report.xlsx.plan import Plan, page_name, plan_of
from auditor.report.xlsx.rules_sheet import RulesSheet
from auditor.report.xlsx.styles import Styles
from auditor.report.xlsx.summary import SummarySheet
from auditor.report.xlsx.texts import Pen
from auditor.wording import Veil

STREAMED_CELLS = 4_000_000
"""Cells from which rows are streamed to disk instead of kept in memory (about 150 bytes each)."""

FINDINGS_COLUMNS = 12


def write(
    audit: Audit,
    target: Path,
    language: Language,
    *,
    unmask: bool = False,
    created: dt.datetime | None = None,
    mended: Mended | None = None,
) -> Path:
    """Write the report of ``audit`` to ``target`` (or the next free name when that is locked); returns the real path.

    unmask: show personal data. created: the time the report states (default: SOURCE_DATE_EPOCH, then now). mended: the
    repair that ``audit`` judges the result of. Raises ReportError when the file cannot be written.
    """

    def fill(path: Path) -> None:
        _Job(
            audit=audit,
            language=language,
            veil=veil_of(audit.feed, unmask=unmask),
            created=moment(created),
            plan=plan_of(audit, language, plans.MOST_ROWS),
            counts=tally(audit),
            mended=mended,
        ).write(path)

    return write_file(target, fill)


def _open(found: Findings) -> Findings:
    """The findings that count: a cell whose findings were all accepted is not painted."""
    return found.take(np.flatnonzero(found.open)) if found.acceptances else found


@dataclass(frozen=True, kw_only=True)
class _Job:
    audit: Audit
    language: Language
    veil: Veil
    created: dt.datetime
    plan: Plan
    counts: Tally
    mended: Mended | None = None

    def write(self, path: Path) -> None:
        """Make the workbook at ``path``."""
        cells = len(self.plan.rows) * self.plan.columns + len(self.audit.findings) * FINDINGS_COLUMNS
        with opened(
            path,
            words.TITLE,
            self.language,
            self.created,
            streamed=cells > STREAMED_CELLS,
            version=self.audit.version,
        ) as book:
            self._fill(book)

    def _fill(self, book: Any) -> None:
        """All sheets in their order; Summary and About last, because they say what the others left out."""
        language, plan, audit = self.language, self.plan, self.audit
        needed = sheet_count(len(audit.findings), plans.MOST_ROWS)
        summary = book.add_worksheet(words.SUMMARY(language))
        findings = [book.add_worksheet(page_name(words.FINDINGS(language), page)) for page in range(needed)]
        feeds = [book.add_worksheet(page_name(plan.sheet, page)) for page in range(plan.sheets)]
        fixed = book.add_worksheet(FIXED(language)) if self.mended else None
        changes = book.add_worksheet(CHANGES(language)) if audit.changes else None
        rules, about = (book.add_worksheet(name(language)) for name in (words.RULES, words.ABOUT))
        for sheet, colour in ((summary, "#232F3E"), (findings[0], "#D92B00"), (feeds[0], "#FFA500")):
            sheet.set_tab_color(colour)
        styles = Styles(book, language)
        pen = Pen(plain=styles.plain)
        limits = self._data(findings, feeds, styles, pen)
        SummarySheet(
            audit=audit,
            counts=self.counts,
            verdict=verdict(audit, self.counts),
            plan=plan,
            styles=styles,
            language=language,
            veil=self.veil,
            pen=pen,
            limits=limits,
        ).write(summary, book)
        if self.mended:
            FixedSheet(mended=self.mended, styles=styles, language=language, pen=pen).write(fixed)
        if audit.changes:
            ChangesSheet(audit=audit, changes=audit.changes, styles=styles, language=language, pen=pen).write(
                changes
            )
        RulesSheet(audit=audit, counts=self.counts, styles=styles, language=language, pen=pen).write(rules)
        AboutSheet(
            audit=audit, styles=styles, language=language, pen=pen, limits=limits, created=self.created
        ).write(about)
        summary.activate()

    def _data(self, findings: list[Any], feeds: list[Any], styles: Styles, pen: Pen) -> list[Text]:
        """Findings and Feed; returns what their limits cost."""
        order = worst_first(self.audit.findings)
        FindingsSheet(
            found=self.audit.findings.take(order),
            kinds=self.audit.changes.kinds[order] if self.audit.changes else None,
            plan=self.plan,
            styles=styles,
            language=self.language,
            veil=self.veil,
            pen=pen,
            most_rows=plans.MOST_ROWS,
        ).write(findings)
        feed = FeedSheet(
            plan=self.plan,
            marks=marks_of(_open(self.audit.findings)),
            styles=styles,
            language=self.language,
            veil=self.veil,
            pen=pen,
            notes_per_sheet=self.audit.settings.report.notes_per_sheet,
        )
        feed.write(feeds)
        return limits_of(self.audit, self.plan, feed, len(findings), self.veil)
