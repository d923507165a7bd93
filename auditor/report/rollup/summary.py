"""The first sheet, which a manager can forward: the verdict, plain sentences, the worst of everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from auditor.changes import KINDS, LABELS
from auditor.model import Severity, Text
from auditor.report.facts import stamp
from auditor.report.rollup import words
from auditor.report.rollup.lists import LINE_HEIGHT, Cell, State
from auditor.report.rollup.sentences import client_name, good_to_know, in_short, run_verdict
from auditor.report.rollup.sheets import Sheets
from auditor.report.verdict import Verdict
from auditor.report.xlsx.book import paper
from auditor.report.xlsx.texts import lines_in, width_of

WIDTHS = (2, 30, 46, 15, 15, 15, 15, 2)
LEFT, RIGHT = 1, 6
"""First and last column of the tables (B to G)."""
WHOLE = sum(WIDTHS[LEFT : RIGHT + 1])
SHOWN = 10
"""Lines of each list; the other sheets have all."""


@dataclass(kw_only=True)
class SummarySheet:
    """Writes the sheet from top to bottom; ``_at`` is the next free row."""

    sheets: Sheets
    _at: int = 0

    def write(self, sheet: Any) -> None:
        """Fill the sheet."""
        for position, width in enumerate(WIDTHS):
            sheet.set_column(position, position, width)
        sheet.hide_gridlines(2)
        paper(sheet)
        rolled = self.sheets.rolled
        self._verdict(sheet, run_verdict(rolled.sums))
        self._sentences(sheet, words.IN_SHORT, in_short(rolled, self.sheets.rules))
        self._states(sheet)
        self._clients(sheet)
        self._rules(sheet)
        if rolled.compared:
            self._changes(sheet)
        self._failed(sheet)
        self._feeds(sheet)
        self._skipped(sheet)
        self._sentences(sheet, words.GOOD_TO_KNOW, good_to_know(rolled))
        self._sentences(sheet, words.HOW_TO_USE, words.GUIDE)

    def _say(self, text: Text) -> str:
        return text(self.sheets.language)

    def _wide(self, sheet: Any, text: str, style: Any) -> None:
        """A text across the whole width, as high as it needs."""
        sheet.set_row(self._at, LINE_HEIGHT * lines_in(text, WHOLE) + 3)
        sheet.merge_range(self._at, LEFT, self._at, RIGHT, "", style)
        self.sheets.lists.pen.text(sheet, self._at, LEFT, text, style)
        self._at += 1

    def _verdict(self, sheet: Any, said: Verdict) -> None:
        styles, run = self.sheets.lists.styles, self.sheets.rolled.run
        sheet.set_row(0, 22)
        self.sheets.lists.pen.text(
            sheet, 0, LEFT, f"{self._say(words.TITLE)}  ·  {stamp(run.started)}", styles.title
        )
        sentence = self._say(said.sentence)
        band = styles.verdict(said.state)
        sheet.set_row(1, 44 if width_of(sentence) <= 80 else 68)
        sheet.merge_range(1, LEFT, 1, RIGHT, "", band)
        self.sheets.lists.pen.text(sheet, 1, LEFT, sentence, band)
        sheet.set_row(2, 26)
        sheet.merge_range(2, LEFT, 2, RIGHT, "", styles.advice)
        self.sheets.lists.pen.text(sheet, 2, LEFT, self._say(said.advice), styles.advice)
        self._at = 3

    def _section(self, sheet: Any, title: str) -> None:
        self._at += 1
        style = self.sheets.lists.styles.section
        sheet.set_row(self._at, 24)
        for position in range(LEFT, RIGHT + 1):
            sheet.write_blank(self._at, position, None, style)
        sheet.write_string(self._at, LEFT, title, style)
        self._at += 1

    def _sentences(self, sheet: Any, title: Text, said: Iterable[Text]) -> None:
        lines = [self._say(one) for one in said]
        if lines:
            self._section(sheet, self._say(title))
        for line in lines:
            self._wide(sheet, line, self.sheets.lists.styles.wrap)

    def _table(
        self, sheet: Any, heads: Sequence[Text], lines: Iterable[Sequence[Cell]], spread: tuple[int, ...] = ()
    ) -> None:
        """Heads and lines over the columns B to G. spread: indices of cells, once per further column they take."""
        styles = self.sheets.lists.styles
        sheet.set_row(self._at, LINE_HEIGHT + 5)
        for index, position in enumerate(_positions(len(heads), spread)):
            style = styles.head if position < 3 or index in spread else styles.head_of_numbers
            self._spread(sheet, position, spread.count(index), style)
            sheet.write_string(self._at, position, self._say(heads[index]), style)
        for line in lines:
            self._at += 1
            self._line(sheet, line, spread)
        self._at += 1

    def _line(self, sheet: Any, line: Sequence[Cell], spread: tuple[int, ...]) -> None:
        lists = self.sheets.lists
        high = 1
        for index, position in enumerate(_positions(len(line), spread)):
            cell = line[index]
            text = cell if isinstance(cell, str) else getattr(cell, "text", "")
            width = sum(WIDTHS[position : position + spread.count(index) + 1])
            high = max(high, lines_in(text, width))
        sheet.set_row(self._at, LINE_HEIGHT * high)
        for index, position in enumerate(_positions(len(line), spread)):
            self._spread(sheet, position, spread.count(index), lists.styles.line_wrap)
            lists.cell(sheet, self._at, position, line[index], lists.styles.line_wrap)

    def _spread(self, sheet: Any, position: int, more: int, style: Any) -> None:
        if more:
            sheet.merge_range(self._at, position, self._at, position + more, "", style)

    def _more(self, sheet: Any, count: int, name: Text) -> None:
        if count > SHOWN:
            said = words.FURTHER.format(count=count - SHOWN, sheet=name)
            self._wide(sheet, self._say(said), self.sheets.lists.styles.muted)

    def _states(self, sheet: Any) -> None:
        states = self.sheets.rolled.states
        self._section(sheet, self._say(words.BY_STATE))
        lines = (
            (State(name), self._say(words.STATE_MEANINGS[name]), states[name])
            for name in words.STATES
            if states[name]
        )
        self._table(sheet, (words.STATE, words.MEANING, words.CLIENTS), lines)

    def _clients(self, sheet: Any) -> None:
        found = [one for one in self.sheets.rolled.clients if one.state == "stop" or one.counts["warning"]]
        self._section(sheet, self._say(words.WORST_CLIENTS))
        lines = (
            (
                self.sheets.client_link(one.name),
                self.sheets.titled(one.worst_code),
                *(one.counts[word] for word in ("error", "warning", "info", "failed")),
            )
            for one in found[:SHOWN]
        )
        heads = (words.CLIENT, words.WORST_RULE, words.ERRORS, words.WARNINGS, words.NOTES, words.FAILED)
        self._some(sheet, heads, lines, words.NOTHING_FOUND)
        self._more(sheet, len(found), words.CLIENTS)

    def _some(
        self,
        sheet: Any,
        heads: Sequence[Text],
        lines: Iterable[Sequence[Cell]],
        none: Text,
        spread: tuple[int, ...] = (),
    ) -> None:
        """The table, or a sentence where there is nothing to list."""
        listed = list(lines)
        if listed:
            self._table(sheet, heads, listed, spread)
        else:
            self._wide(sheet, self._say(none), self.sheets.lists.styles.muted)

    def _rules(self, sheet: Any) -> None:
        found = self.sheets.rolled.rules
        self._section(sheet, self._say(words.WORST_RULES))
        lines = (
            (
                one.code,
                self.sheets.titled(one.code).partition(" ")[2],
                one.severity,
                len(one.clients),
                one.feeds,
                one.findings,
            )
            for one in found[:SHOWN]
        )
        heads = (words.RULE, words.RULE_TITLE, words.SEVERITY, words.CLIENTS, words.COUNT, words.FINDINGS)
        self._some(sheet, heads, lines, words.NOTHING_FOUND)
        self._more(sheet, len(found), words.RULES)

    def _changes(self, sheet: Any) -> None:
        rolled = self.sheets.rolled
        title = words.WHAT_CHANGED_ONLY
        if rolled.since:
            title = words.WHAT_CHANGED.format(since=stamp(rolled.since))
        self._section(sheet, self._say(title))
        severities = sorted(Severity, reverse=True)
        heads = (words.FINDINGS, words.ERRORS, words.WARNINGS, words.NOTES)
        lines: Iterable[Sequence[Cell]] = (
            (self._say(LABELS[kind]), *(int(rolled.changes[kind, one]) for one in severities))
            for kind in KINDS
        )
        self._table(sheet, heads, lines, (0,))
        names = [self._say(client_name(one.name)) for one in rolled.newly_broken]
        if names:
            self._at += 1
            stop = self._say(Text(", ", "、"))
            listed = stop.join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
            lead = self._say(words.NEWLY_BROKEN) + self._say(Text(": ", "："))
            self._wide(sheet, lead + listed, self.sheets.lists.styles.wrap)
            self._more(sheet, len(names), words.CHANGES)

    def _failed(self, sheet: Any) -> None:
        rolled = self.sheets.rolled
        self._section(sheet, self._say(words.WHY_FAILED))
        records = (rolled.run.feeds[place] for place in islice(rolled.failed, SHOWN))
        lines = ((*self.sheets.named(one), self._say(one.reason)) for one in records)
        heads = (words.CLIENT, words.FILE, words.REASON)
        self._some(sheet, heads, lines, words.ALL_READ, (2, 2, 2))
        self._more(sheet, len(rolled.failed), words.FAILED)

    def _feeds(self, sheet: Any) -> None:
        rolled = self.sheets.rolled
        if not len(rolled.most_errors):
            return
        self._section(sheet, self._say(words.WORST_FEEDS))
        lines = (
            (
                *self.sheets.named(one),
                *(one.counts.get(word, 0) for word in ("error", "warning")),
                one.rows,
                self.sheets.report(one),
            )
            for one in islice(rolled.most_errors, SHOWN)
        )
        heads = (words.CLIENT, words.FILE, words.ERRORS, words.WARNINGS, words.ROWS, words.REPORT)
        self._table(sheet, heads, lines)
        self._more(sheet, rolled.feeds_with_errors, words.FEEDS)

    def _skipped(self, sheet: Any) -> None:
        reasons = self.sheets.rolled.reasons
        if not reasons:
            return
        self._section(sheet, self._say(words.WHY_SKIPPED))
        for reason, count in reasons.most_common(SHOWN):
            said = Text(f"{count:,} × {reason.en}", f"{count:,} × {reason.zh}")
            self._wide(sheet, self._say(said), self.sheets.lists.styles.wrap)
        self._more(sheet, len(reasons), words.SKIPPED)


def _positions(count: int, spread: Sequence[int]) -> list[int]:
    """The column of each cell, those of ``spread`` one wider for every time they are named."""
    places, at = [], LEFT
    for index in range(count):
        places.append(at)
        at += 1 + list(spread).count(index)
    return places
