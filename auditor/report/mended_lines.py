"""A repair on the terminal: counts before and after, what was done by rule, and cell by cell where asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from auditor.feed.table import column_letter
from auditor.model import SEVERITY_NAMES, Language, Text
from auditor.report.mended import Change, Mended, visible
from auditor.report.rule_pages import STYLES
from auditor.report.xlsx.texts import clean

LONGEST = 60
MOST_REFUSED = 10
CELL = Text("cell", "单元格")
BEFORE = Text("before", "修改前")
AFTER = Text("after", "修改后")
RULE = Text("rule", "规则")
FIXED = Text("cells fixed", "已修改单元格")
NOT_DONE = Text("left as they are", "保持原样")
SEVERITY = Text("findings", "问题")
NOTHING = Text("Nothing to fix: no rule proposes a change here.", "无需修改：没有可自动修改的内容。")
LEFT = Text("Left as it is: {cell} ({code}), because {reason}.", "未修改：{cell}（{code}），原因：{reason}。")
MORE = Text("… and {count:,} more left as they are", "……另有 {count:,} 处未修改")
WRITTEN = Text("Corrected copy: ", "修正后的文件：")
REPORT = Text("Report: ", "报告：")
UNTOUCHED = Text("Nothing was written.", "未写入任何文件。")
EMPTY = "∅"


def show_mended(
    mended: Mended, console: Console, language: Language, *, diff: bool, rows: int | None = None
) -> None:
    """Print what was done. diff: every changed cell too. rows: data rows kept, where only some were."""
    place = mended.path + (f" · {mended.sheet}" if mended.sheet else "")
    _line(console, place, "bold")
    if diff and mended.done:
        console.print(_diff(mended.done, language))
    if mended.changes:
        console.print(_by_rule(mended, language))
    else:
        _line(console, NOTHING(language))
    console.print(_counts(mended, language))
    if rows is not None:
        _line(console, Text(f"Rows kept: {rows:,}", f"保留行数：{rows:,}")(language))
    for change in mended.left[:MOST_REFUSED]:
        said = LEFT.format(cell=_cell(change), code=change.code, reason=change.reason)
        _line(console, said(language), "dim")
    if len(mended.left) > MOST_REFUSED:
        _line(console, MORE.format(count=len(mended.left) - MOST_REFUSED)(language), "dim")


def show_written(copy: Path | None, reports: Sequence[Path], console: Console, language: Language) -> None:
    """Print where the files are."""
    _line(console, f"{WRITTEN(language)}{copy}" if copy else UNTOUCHED(language))
    for path in reports:
        _line(console, f"{REPORT(language)}{path}")


def _cell(change: Change) -> str:
    return f"{column_letter(change.column)}{change.row}"


def _diff(changes: Sequence[Change], language: Language) -> Table:
    table = _table(CELL(language), BEFORE(language), AFTER(language), RULE(language))
    for change in changes:
        before, after = _window(change.before, change.after)
        table.add_row(
            _cell(change),
            Styled(before, style="red"),
            Styled(after, style="green"),
            change.code,
        )
    return table


def _by_rule(mended: Mended, language: Language) -> Table:
    table = _table(RULE(language), FIXED(language), NOT_DONE(language))
    for code, done, left in mended.by_rule():
        table.add_row(code, f"{done:,}", f"{left:,}")
    return table


def _counts(mended: Mended, language: Language) -> Table:
    table = _table(SEVERITY(language), BEFORE(language), AFTER(language))
    for severity, before in mended.before.items():
        after = mended.after.get(severity, 0)
        table.add_row(
            Styled(SEVERITY_NAMES[severity](language), style=STYLES[severity]), f"{before:,}", f"{after:,}"
        )
    return table


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def _window(before: str, after: str) -> tuple[str, str]:
    """Both texts around the place where they differ, what nobody sees written out."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    begin = max(start - LONGEST // 3, 0)
    return _shown(before, begin), _shown(after, begin)


def _shown(text: str, begin: int) -> str:
    if not text:
        return EMPTY
    part = text[begin : begin + LONGEST]
    whole = ("…" if begin else "") + part + ("…" if begin + LONGEST < len(text) else "")
    return visible(whole)


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(Styled(clean(text), style=style), soft_wrap=True)
