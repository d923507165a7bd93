"""A comparison on the terminal: the sentence, the counts, the worst that only the marketplace saw."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from auditor.feed.processing.codes import BEFORE_NAMES, CERTAINTY_NAMES, Code
from auditor.model import Language, Severity, Text
from auditor.report.compared import facts
from auditor.report.compared.lines import HEADS, Lines
from auditor.report.compared.model import Comparison
from auditor.report.masking import veil_of
from auditor.report.rule_pages import ADVICE, COLON, STYLES
from auditor.report.terminal import REPORT, SYMBOLS, VERDICT_STYLES
from auditor.report.xlsx.texts import clean

WORST = 10
WITHOUT_CODE = Text("(no code)", "（无代码）")


def show_comparison(
    comparison: Comparison,
    console: Console,
    language: Language,
    reports: Sequence[Path],
    *,
    unmask: bool = False,
) -> None:
    """Print the summary of a comparison."""
    lines = Lines(
        comparison=comparison, language=language, veil=veil_of(comparison.audit.feed, unmask=unmask)
    )
    state, said = facts.sentence(comparison)
    console.print()
    _line(console, f"{comparison.audit.feed.path} · {comparison.report.path}", "bold")
    _line(console, said(language), VERDICT_STYLES[state])
    _line(console, facts.stated(comparison, language), "dim")
    _line(console, " · ".join(f"{label(language)} {number:,}" for label, number in facts.counts(comparison)))
    if comparison.theirs_only:
        console.print()
        console.print(_worst(lines))
        more = len(comparison.theirs_only) - WORST
        if more > 0:
            _line(console, Text(f"… and {more:,} more", f"…… 另有 {more:,} 个")(language), "dim")
    for note in facts.notes(comparison):
        _line(console, note(language), "dim")
    for path in reports:
        _line(console, f"{REPORT(language)}{path}")


def _worst(lines: Lines) -> Table:
    """The first of what only the marketplace reports, with the meaning of each code."""
    language = lines.language
    table = Table(
        title=facts.GROUPS["only_theirs"](language), title_justify="left", box=None, pad_edge=False,
        padding=(0, 2, 0, 0),
    )  # fmt: skip
    table.add_column("", no_wrap=True)
    table.add_column(HEADS["row"](language), justify="right", no_wrap=True)
    table.add_column(HEADS["column"](language), overflow="fold")
    table.add_column(HEADS["sku"](language), overflow="fold")
    table.add_column(HEADS["their_code"](language), no_wrap=True)
    table.add_column(HEADS["their_message"](language), overflow="fold", ratio=1)
    for line in islice(lines.theirs_only(), WORST):
        grade = Severity[line["their_severity"].upper()]
        said = " ".join(line["their_message"].split())
        table.add_row(
            Styled(SYMBOLS[grade], style=STYLES[grade]),
            "" if line["row"] is None else str(line["row"]),
            Styled(clean(line["column"] or line["header"])),
            Styled(clean(line["sku"])),
            Styled(clean(line["their_code"]) or WITHOUT_CODE(language), style=STYLES[grade]),
            Styled(clean(said if len(said) <= 160 else said[:159] + "…")),
        )
    return table


def show_code(code: str, meaning: Code, console: Console, language: Language) -> None:
    """What is known about one of the marketplace's codes."""
    console.print(f"{code}  {meaning.title(language)}", style="bold", soft_wrap=True)
    console.print(Text("A code of the marketplace's processing reports.", "平台处理报告中的代码。")(language))
    console.print()
    lines = [
        (ADVICE, meaning.advice(language)),
        (HEADS["before"], BEFORE_NAMES[meaning.before](language)),
        (HEADS["rules"], ", ".join(meaning.rules) or Text("none", "无")(language)),
        (HEADS["certainty"], CERTAINTY_NAMES[meaning.certainty](language)),
    ]
    for title, body in lines:
        console.print(f"{title(language)}{COLON(language)}{body}", soft_wrap=True)


def _line(console: Console, text: str, style: str = "") -> None:
    """One line, never cut and never wrapped."""
    console.print(Styled(clean(text), style=style), soft_wrap=True)
