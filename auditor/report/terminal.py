"""The summary on the terminal: verdict, counts, the worst findings, where the report is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from auditor.changes import LABELS, Changes
from auditor.engine import Audit
from auditor.feed.inspect import Inspection
from auditor.model import Language, Severity, Text
from auditor.report.facts import accepted_findings, layout_title, stamp
from auditor.report.masking import veil_of
from auditor.report.rule_pages import STYLES
from auditor.report.tally import tally
from auditor.report.verdict import counted, verdict
from auditor.report.xlsx.texts import clean

VERDICT_STYLES = {"stop": "bold red", "look": "bold yellow", "go": "bold green"}
LONGEST_HEADER = 24
SYMBOLS: dict[Severity, str] = {Severity.ERROR: "x", Severity.WARNING: "!", Severity.INFO: "i"}
"""Plain letters: they survive every console's code page."""

ROW = Text("row", "行")
COLUMN = Text("column", "列")
CODE = Text("rule", "规则")
MESSAGE = Text("what is wrong", "问题说明")
REPORT = Text("Report: ", "报告：")
MEANING = Text("field", "字段")
CERTAINTY = Text("known by", "识别依据")
FILLED = Text("filled", "非空")
UNKNOWN = Text("not understood", "未识别")
SINCE = Text("Since {date}: {what}", "自 {date} 以来：{what}")
FIRST = Text("Not audited before: everything is new.", "此前未审核过：所有问题均为新增。")
NO_CHANGE = Text("nothing was found, then as now", "两次均未发现问题")


def show(
    audit: Audit, console: Console, language: Language, reports: Sequence[Path], worst: int = 10
) -> None:
    """Print the summary of one audit; no colour unless ``console`` has one to give."""
    counts = tally(audit)
    said = verdict(audit, counts)
    feed = audit.feed
    console.print()
    place = f"{feed.path}" + (f" · {feed.sheet}" if feed.sheet else "")
    _line(console, f"{place} · {layout_title(feed.layout)(language)}", "bold")
    _line(console, said.sentence(language), VERDICT_STYLES[said.state])
    listed = [counted(one.findings, one.severity)(language) for one in counts.severities if one.findings]
    if listed:
        _line(console, Text(" · ", " · ")(language).join(listed))
        console.print()
        console.print(_worst(audit, language, worst))
        if counts.total > worst:
            more = counts.total - worst
            _line(console, Text(f"… and {more:,} more", f"…… 另有 {more:,} 个")(language), "dim")
    if audit.changes:
        _line(console, change_line(audit.changes, language), "bold")
    for note in accepted_findings(counts.accepted):
        _line(console, note(language), "dim")
    for status in audit.statuses:
        if status.state == "crashed":
            _line(console, f"{status.code}: {status.reason(language)}", "bold red")
    for path in reports:
        _line(console, f"{REPORT(language)}{path}")


def change_line(changes: Changes, language: Language) -> str:
    """``Since 2026-03-01 04:00 UTC: 2 new · 1 came back · 20 still there · 3 fixed``."""
    if changes.first or changes.moment is None:
        return FIRST(language)
    said = [f"{count:,} {LABELS[kind](language)}" for kind, count in changes.totals().items() if count]
    listed = " · ".join(said) or NO_CHANGE(language)
    return SINCE.format(date=stamp(changes.moment), what=listed)(language)


def _line(console: Console, text: str, style: str = "") -> None:
    """One line, never cut and never wrapped: a path must stay whole."""
    console.print(Styled(clean(text), style=style), soft_wrap=True)


def _worst(audit: Audit, language: Language, worst: int) -> Table:
    found = audit.findings.take(np.flatnonzero(audit.findings.open))
    order = np.argsort(-found.severities.astype(np.int64), kind="stable")[:worst]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("", no_wrap=True)
    table.add_column(ROW(language), justify="right", no_wrap=True)
    table.add_column(COLUMN(language), overflow="fold")
    table.add_column(CODE(language), no_wrap=True)
    table.add_column(MESSAGE(language), overflow="fold", ratio=1)
    for _, part in found.take(order).chunks(language, veil_of(audit.feed)):
        names = ("severity", "row", "column", "header", "code", "message")
        for severity, row, letter, header, code, message in zip(*(part[name] for name in names), strict=True):
            grade = Severity[severity.upper()]
            name = " ".join(header.split())
            name = name if len(name) <= LONGEST_HEADER else name[: LONGEST_HEADER - 1] + "…"
            table.add_row(
                Styled(SYMBOLS[grade], style=STYLES[grade]),
                "" if row is None else str(row),
                Styled(clean(f"{letter or ''} {name}".strip())),
                Styled(code, style=STYLES[grade]),
                Styled(clean(message)),
            )
    return table


def show_inspection(seen: Inspection, console: Console, language: Language) -> None:
    """Print how a feed is read: the facts, then a line per column."""
    lines = seen.lines(language)
    first_column = len(lines) - len(seen.columns) - len(seen.notes)
    for line in lines[:first_column]:
        _line(console, line)
    console.print()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(COLUMN(language), no_wrap=True)
    table.add_column("", overflow="fold", max_width=44)
    table.add_column(MEANING(language), no_wrap=True)
    table.add_column(CERTAINTY(language))
    table.add_column(FILLED(language), justify="right", no_wrap=True)
    for column, line in zip(seen.columns, lines[first_column:], strict=False):
        parts = line.split("\t")
        sure = parts[3] if len(parts) > 3 else ""
        table.add_row(
            column.letter,
            Styled(clean(" ".join(column.header.split())[:80])),
            column.key or Styled(UNKNOWN(language), style="dim"),
            sure,
            f"{column.filled:,}",
        )
    console.print(table)
    for note in seen.notes:
        _line(console, note(language))
