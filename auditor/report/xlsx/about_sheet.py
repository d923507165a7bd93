"""The About sheet: everything that is needed to repeat the run and to know what the report left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from auditor.engine import Audit
from auditor.model import Language, Text
from auditor.report.facts import changed_settings, read_facts, stamp
from auditor.report.xlsx import words
from auditor.report.xlsx.styles import Styles
from auditor.report.xlsx.texts import Pen, width_of

LABEL_WIDTH, VALUE_WIDTH = 36, 100
LINE_HEIGHT = 16.0


@dataclass(kw_only=True)
class AboutSheet:
    """Writes label and value, section by section."""

    audit: Audit
    styles: Styles
    language: Language
    pen: Pen
    limits: Sequence[Text]
    created: dt.datetime
    _at: int = 0

    def write(self, sheet: Any) -> None:
        """Fill the sheet."""
        audit, language = self.audit, self.language
        sheet.set_column(0, 0, LABEL_WIDTH)
        sheet.set_column(1, 1, VALUE_WIDTH)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        self._section(sheet, words.RUN)
        self._pair(sheet, words.VERSION, f"bulk-feed-auditor {audit.version}")
        self._pair(sheet, words.RUN_DATE, stamp(self.created))
        self._pair(sheet, words.HASH, audit.feed.source.sha256)
        self._pair(sheet, words.SETTINGS_FILE, audit.settings_path or words.NO_SETTINGS(language))
        self._pair(sheet, words.SETTINGS_HASH, audit.settings.fingerprint())
        self._pair(sheet, words.WORD_LISTS, ", ".join(audit.languages))
        self._section(sheet, words.WHAT_WAS_READ)
        for label, value in read_facts(audit, language):
            self._pair(sheet, Text(label, label), value)
        self._understood(sheet)
        changed = changed_settings(audit)
        if changed:
            self._section(sheet, words.CHANGED)
            for key, value in changed:
                self._pair(sheet, Text(key, key), value)
        self._listed(sheet, words.READER_NOTES, (*audit.feed.source.notes, *audit.feed.notes))
        self._listed(sheet, words.LIMITS, self.limits)

    def _understood(self, sheet: Any) -> None:
        if self.audit.feed.reasons:
            self._section(sheet, words.HOW_UNDERSTOOD)
            for key, reason in self.audit.feed.reasons.items():
                self._pair(sheet, words.REASONS.get(key, Text(key, key)), reason(self.language))

    def _section(self, sheet: Any, title: Text) -> None:
        self._at += 1 if self._at else 0
        sheet.write_string(self._at, 0, title(self.language), self.styles.section)
        sheet.write_blank(self._at, 1, None, self.styles.section)
        sheet.set_row(self._at, 22)
        self._at += 1

    def _pair(self, sheet: Any, label: Text, value: str) -> None:
        self.pen.text(sheet, self._at, 0, label(self.language), self.styles.label)
        self.pen.text(sheet, self._at, 1, value, self.styles.wrap)
        self._height(sheet, value)

    def _listed(self, sheet: Any, title: Text, lines: Sequence[Text]) -> None:
        if lines:
            self._section(sheet, title)
            for line in dict.fromkeys(line(self.language) for line in lines):
                sheet.write_string(self._at, 0, "•", self.styles.label)
                self.pen.text(sheet, self._at, 1, line, self.styles.wrap)
                self._height(sheet, line)

    def _height(self, sheet: Any, value: str) -> None:
        lines = sum(1 + int(width_of(line) * 1.05) // VALUE_WIDTH for line in value.split("\n"))
        sheet.set_row(self._at, LINE_HEIGHT * min(lines, 10))
        self._at += 1
