"""Writes a roll-up: workbook, JSON, CSV."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from auditor.catalogs.records import ChangeCount, FeedRecord, RunRecord
from auditor.feed.places import is_url, joined, put
from auditor.model import FeedError, Language, Rule, Text
from auditor.report.csv_report import guarded
from auditor.report.facts import stamp
from auditor.report.files import ReportError, write_file
from auditor.report.moment import moment
from auditor.report.rollup import words
from auditor.report.rollup.facts import RollUp, facts_of
from auditor.report.rollup.links import format_of, relative
from auditor.report.rollup.lists import Lists
from auditor.report.rollup.sheets import Sheets
from auditor.report.rollup.stored import write_json
from auditor.report.rollup.summary import SummarySheet
from auditor.report.xlsx.book import opened
from auditor.report.xlsx.styles import Styles
from auditor.report.xlsx.texts import Pen
from auditor.rules import all_rules, by_code

NAME = "rollup"
STREAMED_LINES = 20_000
"""Lines of all lists from which rows go to disk as they are written."""
WHAT = Text("The roll-up", "汇总")
CSV_COLUMNS = (
    "client", "path", "status", "reason", "layout", "marketplace", "language", "rows", "error", "warning", "info",
    "accepted", "worst_rule", "bytes", "seconds", "peak_mib", "cached", "reports",
)  # fmt: skip


def write_rollup(
    run: RunRecord,
    changes: Iterable[ChangeCount],
    out: Path | str,
    language: Language,
    *,
    since: dt.datetime | None = None,
    created: dt.datetime | None = None,
) -> list[str]:
    """Write ``rollup.xlsx``, ``rollup.json`` and ``rollup.csv`` into ``out``; the paths (or addresses) written.

    out: the folder or address that the run's reports are in; links are relative to it. changes: against the run that
    began at ``since``; empty where nothing is known of one, and then nothing is said of it. created: the time that is
    stated. Raises ReportError.
    """
    rolled = facts_of(run, changes, since)
    rules = by_code(all_rules())
    place, time = str(out), moment(created)
    fills: dict[str, Callable[[Path], None]] = {
        "xlsx": lambda path: _write_workbook(rolled, path, language, rules, place, time),
        "json": lambda path: write_json(rolled, path, language, rules, place, time),
        "csv": lambda path: _write_csv(rolled, path, language, place),
    }
    if not is_url(place):
        return [str(write_file(Path(out) / f"{NAME}.{name}", fill, WHAT)) for name, fill in fills.items()]
    written = []
    with tempfile.TemporaryDirectory(prefix="auditor-") as stage:
        for name, fill in fills.items():
            local = write_file(Path(stage) / f"{NAME}.{name}", fill, WHAT)
            written.append(joined(place, local.name))
            try:
                put(local, written[-1])
            except FeedError as error:
                raise ReportError(error.problem) from None
    return written


def _write_csv(rolled: RollUp, path: Path, language: Language, out: str) -> None:
    """One line per file, as the run had them; UTF-8 with BOM, commas, CRLF."""
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(CSV_COLUMNS)
        for record in rolled.run.feeds:
            writer.writerow([guarded(value) for value in _csv_line(record, language, out)])


def _csv_line(record: FeedRecord, language: Language, out: str) -> tuple[object, ...]:
    counts = record.counts
    read = record.status != "skipped"
    worst = min(
        record.codes,
        key=lambda code: (-record.severities.get(code, 0), -record.codes[code], code),
        default="",
    )
    return (
        record.client,
        record.path,
        record.status,
        record.reason(language),
        record.layout,
        record.marketplace,
        record.language,
        record.rows if read else "",
        *(counts.get(word, "") for word in ("error", "warning", "info", "accepted")),
        worst,
        record.size if read else "",
        record.seconds if read else "",
        record.peak_mib if read else "",
        ("yes" if record.cached else "no") if read else "",
        " | ".join(relative(report, out) for report in record.reports),
    )


def _write_workbook(
    rolled: RollUp, path: Path, language: Language, rules: dict[str, Rule], out: str, created: dt.datetime
) -> None:
    many = len(rolled.clients) + len(rolled.order) + len(rolled.skipped) > STREAMED_LINES
    with opened(path, words.TITLE, language, created, streamed=many) as book:
        styles = Styles(book, language)
        lists = Lists(styles=styles, language=language, pen=Pen(plain=styles.plain))
        sheets = Sheets(
            rolled=rolled, rules=rules, lists=lists, language=language, out=out, formats=_formats(rolled.run)
        )
        _fill(book, sheets, created)


def _fill(book: Any, sheets: Sheets, created: dt.datetime) -> None:
    """All sheets in their order."""
    fills: list[tuple[Text, str, Callable[[Any], None]]] = [
        (words.SUMMARY, "#232F3E", SummarySheet(sheets=sheets).write),
        (words.CLIENTS, "#D92B00", sheets.clients),
        (words.RULES, "#FFA500", sheets.rules_list),
        (words.FEEDS, "#0B5CAD", sheets.feeds),
        (words.CHANGES, "#1E7B34", sheets.changes),
        (words.FAILED, "#5F6B7A", sheets.failed),
        (words.SKIPPED, "#C9CED6", sheets.skipped),
        (words.LOAD, "#C9CED6", sheets.load),
        (words.ABOUT, "#C9CED6", lambda sheet: _about(sheet, sheets, created)),
    ]
    if not sheets.rolled.compared:
        fills = [one for one in fills if one[0] is not words.CHANGES]
    made = [(book.add_worksheet(name(sheets.language)), colour, fill) for name, colour, fill in fills]
    for sheet, colour, fill in made:
        sheet.set_tab_color(colour)
        fill(sheet)
    made[0][0].activate()


def _about(sheet: Any, sheets: Sheets, created: dt.datetime) -> None:
    """What is needed to repeat the run."""
    rolled, lists, language = sheets.rolled, sheets.lists, sheets.language
    run = rolled.run
    facts = [
        (words.RUN, run.name),
        (words.STARTED, stamp(run.started)),
        (words.FINISHED, stamp(run.finished) if run.finished else words.INTERRUPTED(language)),
        (words.COMMAND, f"auditor {run.arguments}" if run.arguments else ""),
        (words.WORK, f"{rolled.seconds:,.0f} s"),
        (words.COMPARED_WITH, stamp(rolled.since) if rolled.since else ""),
        (words.VERSION, f"bulk-feed-auditor {run.version} · {stamp(created)}"),
    ]
    columns = ((Text("", ""), 34), (Text("", ""), 100))
    lists.prepare(sheet, columns)
    sheet.hide_gridlines(2)
    lines = [(label(language), value) for label, value in facts if value]
    for row, line in enumerate(lines):
        lists.pen.text(sheet, row, 0, line[0], lists.styles.label)
        lists.pen.text(sheet, row, 1, line[1], lists.styles.wrap)


def _formats(run: RunRecord) -> tuple[str, ...]:
    """The kinds of report that the run has, in the order in which they are first met."""
    return tuple(dict.fromkeys(format_of(report) for record in run.feeds for report in record.reports))
