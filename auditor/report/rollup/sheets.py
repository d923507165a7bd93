"""The lists of the workbook: clients, rules, files, changes, what was not audited, what was skipped, what took long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from auditor.catalogs.records import FeedRecord
from auditor.changes import LABELS
from auditor.model import Language, Rule, Severity, Text
from auditor.report.facts import layout_title, size_text
from auditor.report.rollup import words
from auditor.report.rollup.facts import ClientFacts, RollUp, RuleFacts, Top, kinds
from auditor.report.rollup.links import format_of, relative
from auditor.report.rollup.lists import Cell, Link, Lists, State, heat
from auditor.report.rollup.sentences import client_name
from auditor.report.xlsx.rules_sheet import general_advice

MOST_CLIENTS = 20_000
MOST_FEEDS = 20_000
MOST_SKIPPED = 10_000
MOST_FAILED = 20_000
"""Lines of one sheet; CSV and JSON hold all."""
HEAT = {"error": "#F4694B", "warning": "#FFA500", "info": "#9CC6EA", "failed": "#9AA5B1"}
WORDS = ("error", "warning", "info")
REPORT_WIDTH = 13

CLIENT_COLUMNS = (
    (words.CLIENT, 34), (words.STATE, 19), (words.ERRORS, 11), (words.WARNINGS, 12), (words.NOTES, 11),
    (words.FAILED, 13), (words.COUNT, 9), (words.AUDITED, 11), (words.SKIPPED, 10), (words.ROWS, 12),
    (words.ACCEPTED, 11), (words.WORST_RULE, 46),
)  # fmt: skip
HEATED = {2: "error", 3: "warning", 4: "info", 5: "failed"}
RULE_COLUMNS = (
    (words.RULE, 9), (words.RULE_TITLE, 46), (words.SEVERITY, 12), (words.CLIENTS, 10), (words.COUNT, 10),
    (words.FINDINGS, 12), (words.ADVICE, 76),
)  # fmt: skip
FEED_COLUMNS = (
    (words.CLIENT, 24), (words.FILE, 44), (words.ERRORS, 10), (words.WARNINGS, 11), (words.NOTES, 10),
    (words.ACCEPTED, 11), (words.ROWS, 10), (words.STATUS, 17), (words.LAYOUT, 26), (words.MARKETPLACE, 9),
)  # fmt: skip
FAILED_COLUMNS = (
    (words.CLIENT, 24),
    (words.FILE, 50),
    (words.STATUS, 18),
    (words.REASON, 84),
    (words.SIZE, 11),
)
SKIPPED_COLUMNS = ((words.CLIENT, 24), (words.FILE, 64), (words.REASON, 90))
LOAD_COLUMNS = (
    (words.CLIENT, 24),
    (words.FILE, 60),
    (words.SECONDS, 11),
    (words.MEMORY, 14),
    (words.ROWS, 12),
    (words.MEGABYTES, 12),
)


@dataclass(kw_only=True)
class Sheets:
    """Writes the lists of one roll-up. out: the folder or address that links are relative to."""

    rolled: RollUp
    rules: dict[str, Rule]
    lists: Lists
    language: Language
    out: str
    formats: tuple[str, ...]

    def clients(self, sheet: Any) -> None:
        """Clients × severity, worst first, coloured."""
        found = self.rolled.clients
        self.lists.write(sheet, CLIENT_COLUMNS, map(self._client, found), count=len(found), most=MOST_CLIENTS)
        for column, word in HEATED.items():
            values = [client.counts[word] for client in found[:MOST_CLIENTS]]
            heat(sheet, column, 1, values, HEAT[word])

    def _client(self, client: ClientFacts) -> Sequence[Cell]:
        counts = client.counts
        return (
            self.client_link(client.name),
            State(client.state),
            *(counts[word] for word in (*WORDS, "failed", "files", "audited", "skipped", "rows", "accepted")),
            self.titled(client.worst_code),
        )

    def client_link(self, name: str) -> Cell:
        """A client's name, leading to its first file."""
        text = client_name(name)(self.language)
        line = self.rolled.first_lines.get(name)
        if line is None or line >= MOST_FEEDS:
            return text
        return Link(f"'{words.FEEDS(self.language)}'!A{line + 2}", text, inside=True)

    def titled(self, code: str) -> str:
        """A rule's code and title."""
        return f"{code} {self.rules[code].title(self.language)}" if code in self.rules else code

    def rules_list(self, sheet: Any) -> None:
        """Rules by severity, clients, findings, with what to do."""
        found = self.rolled.rules
        self.lists.write(
            sheet, RULE_COLUMNS, map(self._rule, found), count=len(found), most=len(found), frozen=2
        )
        heat(sheet, 3, 1, [len(one.clients) for one in found], HEAT["warning"])

    def _rule(self, one: RuleFacts) -> Sequence[Cell]:
        rule = self.rules.get(one.code)
        return (
            one.code,
            rule.title(self.language) if rule else "",
            one.severity,
            len(one.clients),
            one.feeds,
            one.findings,
            general_advice(rule.advice(self.language)) if rule else "",
        )

    def feeds(self, sheet: Any) -> None:
        """Every file that is a feed, by client, with links to its reports."""
        run, order = self.rolled.run.feeds, self.rolled.order
        columns = (*FEED_COLUMNS, *((Text(name, name), REPORT_WIDTH) for name in self.formats))
        lines = (self._feed(run[int(place)]) for place in order[:MOST_FEEDS])
        self.lists.write(sheet, columns, lines, count=len(order), most=MOST_FEEDS, frozen=2)

    def _feed(self, record: FeedRecord) -> Sequence[Cell]:
        audited = bool(record.reports) or record.status == "audited"
        return (
            *self.named(record),
            *(record.counts.get(word, 0) if audited else None for word in (*WORDS, "accepted")),
            record.rows if audited else None,
            words.STATUSES[record.status](self.language),
            layout_title(record.layout)(self.language) if record.layout else "",
            record.marketplace,
            *(self.report(record, name) for name in self.formats),
        )

    def named(self, record: FeedRecord) -> tuple[str, str]:
        """Client and file."""
        return client_name(record.client)(self.language), record.path

    def report(self, record: FeedRecord, name: str = "") -> Cell:
        """The link to a report of one format (or the first one)."""
        for report in record.reports:
            if not name or format_of(report) == name:
                return Link(relative(report, self.out), format_of(report))
        return None

    def failed(self, sheet: Any) -> None:
        """Files that could not be audited, and why."""
        run, found = self.rolled.run.feeds, self.rolled.failed
        lines = (
            (
                *self.named(record),
                words.STATUSES[record.status](self.language),
                record.reason(self.language),
                size_text(record.size) if record.size else "",
            )
            for record in (run[place] for place in islice(found, MOST_FAILED))
        )
        self._or(sheet, FAILED_COLUMNS, lines, len(found), MOST_FAILED, words.ALL_READ)

    def skipped(self, sheet: Any) -> None:
        """Files that were skipped, and why."""
        run, found = self.rolled.run.feeds, self.rolled.skipped
        lines = (
            (*self.named(record), record.reason(self.language))
            for record in (run[place] for place in islice(found, MOST_SKIPPED))
        )
        self._or(sheet, SKIPPED_COLUMNS, lines, len(found), MOST_SKIPPED, words.NOTHING_SKIPPED)

    def _or(
        self,
        sheet: Any,
        columns: Sequence[tuple[Text, int]],
        lines: Iterator[Sequence[Cell]],
        count: int,
        most: int,
        none: Text,
    ) -> None:
        at = self.lists.write(sheet, columns, lines, count=count, most=most, frozen=2)
        if not count:
            self.lists.pen.text(sheet, at, 0, none(self.language), self.lists.styles.plain)

    def load(self, sheet: Any) -> None:
        """What took longest, then the largest files."""
        lists, at = self.lists, 0
        lists.prepare(sheet, LOAD_COLUMNS)
        for title, top in ((words.SLOWEST, self.rolled.slowest), (words.LARGEST, self.rolled.largest)):
            sheet.set_row(at, 24)
            lists.pen.text(sheet, at, 0, title(self.language), lists.styles.section)
            at = lists.rows(sheet, LOAD_COLUMNS, self._loads(top), at + 1) + 1

    def _loads(self, top: Top) -> Iterator[Sequence[Cell]]:
        for one in top:
            yield (
                *self.named(one),
                float(one.seconds),
                float(one.peak_mib) if one.peak_mib else None,
                one.rows,
                one.size / 1e6,
            )

    def changes(self, sheet: Any) -> None:
        """How findings stand against the earlier run, by client; most new errors first."""
        error = (Severity.ERROR,)
        found = sorted(
            (client for client in self.rolled.clients if client.changes),
            key=lambda one: (
                -kinds(one.changes, "new", error) - kinds(one.changes, "back", error),
                -kinds(one.changes, "new"),
                one.name,
            ),
        )
        new = LABELS["new"]
        columns = (
            (words.CLIENT, 34),
            (words.NEWLY_BROKEN, 14),
            *(
                (Text(f"{word.en}, {new.en}", f"{new.zh}{word.zh}"), 14)
                for word in (words.ERRORS, words.WARNINGS)
            ),
            (Text("all new", "全部新增"), 12),
            *((LABELS[kind], 13) for kind in ("back", "fixed", "still", "accepted")),
        )
        lines = (
            (
                self.client_link(one.name),
                words.YES(self.language) if one.newly_broken else "",
                kinds(one.changes, "new", error),
                kinds(one.changes, "new", (Severity.WARNING,)),
                *(kinds(one.changes, kind) for kind in ("new", "back", "fixed", "still", "accepted")),
            )
            for one in found
        )
        self.lists.write(sheet, columns, lines, count=len(found), most=MOST_CLIENTS)
        fresh = [kinds(one.changes, "new", error) for one in found[:MOST_CLIENTS]]
        heat(sheet, 2, 1, fresh, HEAT["error"])
