"""The summary of a run over many files on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from auditor.model import SEVERITY_NAMES, Language, Severity, Text
from auditor.report.terminal import REPORT
from auditor.report.xlsx.texts import clean

STATUSES: Mapping[str, Text] = {
    "audited": Text("audited", "已审核"),
    "refused": Text("could not be audited", "无法审核"),
    "crashed": Text("with crashed rules", "规则执行失败"),
    "killed": Text("lost with their worker", "工作进程终止"),
    "timeout": Text("took too long", "超时"),
    "skipped": Text("skipped", "已跳过"),
}
FILES = Text("{count:,} files of {clients:,} clients", "{clients:,} 个客户，共 {count:,} 个文件")
UNCHANGED = Text("{count:,} unchanged since an earlier run", "{count:,} 个自上次运行后未变化")
CLIENT = Text("client", "客户")
COUNT = Text("files", "文件")
FAILED = Text("not audited", "未审核")


def show_run(
    console: Console,
    language: Language,
    *,
    statuses: Mapping[str, int],
    clients: int,
    cached: int,
    worst: Sequence[tuple[str, Counter[str]]],
    outputs: Sequence[str],
) -> None:
    """Print files by status, the worst clients, where everything is. Nothing is cut."""
    parts = [FILES.format(count=sum(statuses.values()), clients=clients)(language)]
    parts += [f"{statuses[name]:,} {said(language)}" for name, said in STATUSES.items() if statuses.get(name)]
    if cached:
        parts.append(UNCHANGED.format(count=cached)(language))
    console.print()
    console.print(Styled(" · ".join(parts), style="bold"), soft_wrap=True)
    if worst:
        console.print()
        console.print(_clients(worst, language))
    for path in outputs:
        console.print(Styled(clean(f"{REPORT(language)}{path}")), soft_wrap=True)


def _clients(worst: Sequence[tuple[str, Counter[str]]], language: Language) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(CLIENT(language), overflow="fold")
    table.add_column(COUNT(language), justify="right")
    severities = sorted(Severity, reverse=True)
    for severity in severities:
        table.add_column(SEVERITY_NAMES[severity](language), justify="right")
    table.add_column(FAILED(language), justify="right")
    for name, counts in worst:
        numbers = [counts[severity.word] for severity in severities]
        cells = [f"{number:,}" for number in (counts["files"], *numbers, counts["failed"])]
        table.add_row(Styled(clean(name or "–")), *cells)
    return table
