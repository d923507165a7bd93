"""Two runs compared, and how errors went over time: for people on the terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from auditor.catalogs.history.diff import Difference, FeedChanges
from auditor.catalogs.history.retention import Pruned
from auditor.catalogs.history.trend import Point, Trend
from auditor.catalogs.records import Change
from auditor.changes import KINDS, LABELS
from auditor.model import SEVERITY_NAMES, Language, Severity, Text
from auditor.report.facts import stamp
from auditor.report.rule_pages import STYLES
from auditor.report.terminal import CODE, COLUMN, MESSAGE, ROW, SYMBOLS
from auditor.report.xlsx.texts import clean

FORMAT, VERSION = "auditor.diff", 1
MOST_NAMED = 8

BETWEEN = Text("{older} ({old_date}) → {newer} ({new_date})", "{older}（{old_date}）→ {newer}（{new_date}）")
CHANGE = Text("change", "变化")
TOTAL = Text("total", "合计")
PLACE = Text("feed", "文件")
SKU = Text("SKU", "SKU")
NOTHING = Text("No finding came or went.", "没有问题新增或消失。")
NEW_FEEDS = Text("Never audited before: {names}", "此前未审核过：{names}")
RENAMED = Text("Renamed: {names}", "已改名：{names}")
UNREAD = Text("Not audited now, so not compared: {names}", "本次未能审核，未参与比较：{names}")
ABSENT = Text("Not among the files of this run: {names}", "本次运行中没有的文件：{names}")
RULES = Text(
    "Rules that changed in between, so their findings may: {names}",
    "期间有变化的规则，其问题可能随之变化：{names}",
)
SETTINGS = Text("Other settings than then: {names}", "设置与当时不同：{names}")
GONE = Text(
    "Removed: {files:,} files ({size:,.1f} MB), {runs:,} runs, {audits:,} audits, {findings:,} findings.",
    "已删除：{files:,} 个文件（{size:,.1f} MB）、{runs:,} 次运行、{audits:,} 次审核、{findings:,} 条问题记录。",
)
WOULD_GO = Text(
    "Would be removed: {files:,} files ({size:,.1f} MB), {runs:,} runs, {audits:,} audits, {findings:,} findings.",
    "将删除：{files:,} 个文件（{size:,.1f} MB）、{runs:,} 次运行、{audits:,} 次审核、{findings:,} 条问题记录。",
)
NO_EARLIER = Text(
    "This is the first run of its history: there is nothing to compare it with yet.",
    "这是历史库中的首次运行，暂无可比较的记录。",
)
NOT_WRITTEN = Text(
    "The reports are written; the history is not: {why}", "报告已生成，但历史记录未写入：{why}"
)
EVERYTHING = Text("All clients", "全部客户")
RUN = Text("run (UTC)", "运行（UTC）")
FEEDS = Text("feeds", "文件")
ACCEPTED = Text("accepted", "已接受")
CAME = Text("came", "新增")
WENT = Text("went", "消失")
GAP = 2
"""Blanks between columns."""
BAR_WIDTH = 12
LEAST_BAR = 3
"""Signs of a bar that still say something; a narrower console goes without."""
MORE = Text("… and {count:,} more", "……另有 {count:,} 个")


def show_difference(
    found: Difference, listed: Sequence[Change], console: Console, language: Language
) -> None:
    """Print counts, what a person should know of the comparison, and the findings ``listed``."""
    said = BETWEEN.format(
        older=found.older.name,
        newer=found.newer.name,
        old_date=stamp(found.older.started),
        new_date=stamp(found.newer.started),
    )
    console.print()
    _line(console, said(language), "bold")
    console.print(_counts(found, language))
    for line in remarks(found, language):
        _line(console, line, "dim")
    if listed:
        console.print()
        console.print(_findings(listed, language))
        totals = found.totals()
        left = sum(totals[kind] for kind in {one.kind for one in listed}) - len(listed)
        if left > 0:
            _line(console, MORE.format(count=left)(language), "dim")
    elif not sum(count for kind, count in found.totals().items() if kind in ("new", "back", "fixed")):
        _line(console, NOTHING(language))


def remarks(found: Difference, language: Language) -> list[str]:
    """What a person should know before trusting the counts."""
    compared = [one for one in found.feeds if one.status == "audited"]
    lists = (
        (NEW_FEEDS, [one.path for one in compared if one.first]),
        (RENAMED, [f"{one.renamed_from} → {one.path}" for one in compared if one.renamed_from]),
        (UNREAD, [one.path for one in found.feeds if one.status != "audited"]),
        (ABSENT, [path for _, path in found.absent]),
        (SETTINGS, [one.path for one in compared if one.settings_changed]),
        (RULES, list(found.rules)),
    )
    return [said.format(names=_named(names, language))(language) for said, names in lists if names]


def difference_as_json(found: Difference, listed: Iterable[Change], language: Language) -> dict[str, Any]:
    """The comparison for programs; its shape is ``docs/diff.schema.json``."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "older": {"run": found.older.name, "started": found.older.started.isoformat()},
        "newer": {"run": found.newer.name, "started": found.newer.started.isoformat()},
        "counts": found.counts(),
        "feeds": [_feed(one, language) for one in found.feeds],
        "absent": [{"client": client, "path": path} for client, path in found.absent],
        "rules_changed": list(found.rules),
        "changes": [
            {
                "kind": one.kind,
                "severity": Severity(one.severity).word,
                "code": one.code,
                "title": one.message(language),
                "client": one.client,
                "path": one.path,
                "sku": one.sku,
                "field": one.field,
                "row": one.row,
                "column": one.column or None,
                "fingerprint": one.fingerprint,
            }
            for one in listed
        ],
    }


def _feed(one: FeedChanges, language: Language) -> dict[str, Any]:
    return {
        "client": one.client,
        "path": one.path,
        "status": one.status,
        "reason": one.reason(language),
        "first": one.first,
        "renamed_from": one.renamed_from or None,
        "settings_changed": one.settings_changed,
        "counts": one.counts,
    }


def _counts(found: Difference, language: Language) -> Table:
    table = _table()
    table.add_column(CHANGE(language), no_wrap=True)
    severities = sorted(Severity, reverse=True)
    for severity in severities:
        table.add_column(SEVERITY_NAMES[severity](language), justify="right")
    table.add_column(TOTAL(language), justify="right")
    counts = found.counts()
    for kind in KINDS:
        numbers = [counts[kind].get(severity.word, 0) for severity in severities]
        table.add_row(LABELS[kind](language), *(f"{number:,}" for number in (*numbers, sum(numbers))))
    return table


def _findings(listed: Sequence[Change], language: Language) -> Table:
    table = _table()
    table.add_column("", no_wrap=True)
    table.add_column(CHANGE(language), no_wrap=True)
    table.add_column(CODE(language), no_wrap=True)
    table.add_column(PLACE(language), overflow="fold")
    table.add_column(ROW(language), justify="right", no_wrap=True)
    table.add_column(COLUMN(language), no_wrap=True)
    table.add_column(SKU(language), overflow="fold")
    table.add_column(MESSAGE(language), overflow="fold", ratio=1)
    for one in listed:
        grade = Severity(one.severity)
        cells = (
            LABELS[one.kind](language),
            one.code,
            one.path,
            "" if one.row is None else str(one.row),
            one.column,
            one.sku,
            one.message(language),
        )
        table.add_row(Styled(SYMBOLS[grade], style=STYLES[grade]), *(Styled(clean(cell)) for cell in cells))
    return table


def _table() -> Table:
    return Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0))


def _named(names: Sequence[str], language: Language) -> str:
    shown = Text(", ", "、")(language).join(names[:MOST_NAMED])
    left = len(names) - MOST_NAMED
    return shown + (f" {MORE.format(count=left)(language)}" if left > 0 else "")


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(Styled(clean(text), style=style), soft_wrap=True)


def pruned_line(gone: Pruned, language: Language, *, dry_run: bool) -> str:
    """What went, in a sentence."""
    said = WOULD_GO if dry_run else GONE
    return said.format(
        files=len(gone.files),
        size=gone.size / 1e6,
        runs=gone.runs,
        audits=gone.audits,
        findings=gone.findings,
    )(language)


def show_trend(found: Trend, console: Console, language: Language) -> None:
    """Print a line per run with a bar of its errors and warnings, as wide as the console leaves room for."""
    console.print()
    _line(console, found.about or EVERYTHING(language), "bold")
    severities = sorted(Severity, reverse=True)
    labels = (RUN, FEEDS, *(SEVERITY_NAMES[one] for one in severities), ACCEPTED, CAME, WENT)
    heads = [label(language) for label in labels]
    rows = [_trend_cells(one) for one in found.points]
    room = console.width - sum(max(map(cell_len, cells)) + GAP for cells in zip(heads, *rows, strict=True))
    width = min(BAR_WIDTH, room) if room >= LEAST_BAR else 0
    table = _table()
    for number, head in enumerate(heads):
        table.add_column(head, justify="right" if number else "left", no_wrap=True)
    highest = max((one.errors + one.warnings for one in found.points), default=0)
    for one, cells in zip(found.points, rows, strict=True):
        bar = Styled("█" * _signs(one.errors, highest, width), style=STYLES[Severity.ERROR])
        bar.append("░" * _signs(one.warnings, highest, width), style=STYLES[Severity.WARNING])
        bar.truncate(width)
        table.add_row(*cells, *([bar] if width else []))
    console.print(table)


def _trend_cells(one: Point) -> list[str]:
    """Day and time, files, counts by severity, accepted, come, gone."""
    feeds = f"{one.feeds:,}" + (f" (+{one.refused:,} ✗)" if one.refused else "")
    numbers = (one.errors, one.warnings, one.infos, one.accepted, one.appeared, one.gone)
    return [stamp(one.started).removesuffix(" UTC"), feeds, *(f"{number:,}" for number in numbers)]


def _signs(count: int, highest: int, width: int) -> int:
    """Signs of a bar; one at least where there is anything."""
    return max(1, round(width * count / highest)) if count else 0


def trend_as_json(found: Trend) -> dict[str, Any]:
    """A trend for programs."""
    runs = [{**asdict(one), "started": one.started.isoformat()} for one in found.points]
    return {"format": "auditor.history", "version": VERSION, "about": found.about, "runs": runs}
