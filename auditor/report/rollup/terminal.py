"""The summary of a run over many files on the terminal: files by status, the verdict, the worst clients."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from auditor.catalogs.summing import Sums
from auditor.model import SEVERITY_NAMES, Language, Severity, Text
from auditor.report.rollup.sentences import client_name, run_verdict
from auditor.report.terminal import REPORT, VERDICT_STYLES
from auditor.report.xlsx.texts import clean

WORST = 10
STATUSES: Mapping[str, Text] = {
    "audited": Text("audited", "已审核"),
    "refused": Text("could not be audited", "无法审核"),
    "crashed": Text("with crashed rules", "规则执行失败"),
    "killed": Text("lost with their worker", "工作进程终止"),
    "timeout": Text("took too long", "超时"),
    "skipped": Text("skipped", "已跳过"),
}
UNCHANGED = Text("{count:,} unchanged since an earlier run", "{count:,} 个自上次运行后未变化")
MORE = Text("… and {count:,} more clients with findings", "…… 另有 {count:,} 个客户存在问题")
CLIENT = Text("client", "客户")
COUNT = Text("files", "文件")
FAILED = Text("not audited", "未审核")


def show_run(console: Console, language: Language, sums: Sums, outputs: Sequence[str]) -> None:
    """Print files by status, the verdict, the worst clients, where everything is. Nothing is cut."""
    statuses = sums.statuses
    clients = sum(1 for name in sums.by_client if name)
    parts = [_files(sum(statuses.values()), clients)(language)]
    parts += [f"{statuses[name]:,} {said(language)}" for name, said in STATUSES.items() if statuses[name]]
    if sums.cached:
        parts.append(UNCHANGED.format(count=sums.cached)(language))
    verdict = run_verdict(sums)
    console.print()
    _line(console, " · ".join(parts), "bold")
    _line(console, verdict.sentence(language), VERDICT_STYLES[verdict.state])
    worst = sums.worst(len(sums.by_client))
    if worst:
        console.print()
        console.print(_clients(worst[:WORST], language))
    if len(worst) > WORST:
        _line(console, MORE.format(count=len(worst) - WORST)(language), "dim")
    for path in outputs:
        _line(console, f"{REPORT(language)}{path}")


def _files(count: int, clients: int) -> Text:
    """How many files of how many clients; files named one by one have none."""
    files = f"{count:,} file{'' if count == 1 else 's'}"
    if not clients:
        return Text(files, f"共 {count:,} 个文件")
    return Text(
        f"{files} of {clients:,} client{'' if clients == 1 else 's'}",
        f"{clients:,} 个客户，共 {count:,} 个文件",
    )


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
        table.add_row(Styled(clean(client_name(name)(language))), *cells)
    return table


def _line(console: Console, text: str, style: str = "") -> None:
    """One line, never cut and never wrapped."""
    console.print(Styled(clean(text), style=style), soft_wrap=True)
