"""Rules on the terminal: ``auditor rules`` and ``auditor explain``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from rich.console import Console
from rich.table import Table

from auditor.model import SEVERITY_NAMES, Language, Rule, Severity, Text
from auditor.rules import FAMILIES
from auditor.rules.clause_map import clauses_of

EXAMPLE_ROWS = 12
"""Rows of an example that are shown; one has more than an upload may have."""

STYLES: Mapping[Severity, str] = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "yellow",
    Severity.INFO: "blue",
}

CODE = Text("code", "代码")
SEVERITY = Text("severity", "级别")
FORBIDS = Text("what it finds", "检查内容")
CLAUSE = Text("Clause", "条款")
WATCHES = Text("Sentences of the terms it watches", "对应条款句")
WHY = Text("Why", "原因")
WHY_ENGLISH = Text("Why", "原因（英文）")
COLON = Text(": ", "：")
MESSAGE = Text("Message", "提示")
OR = Text("Or", "或")
ADVICE = Text("What to do", "处理方法")
NEEDS = Text("Needs the columns", "需要的列")
SCOPE = Text("Judged on customizable rows only.", "仅检查可定制商品行。")
FIX = Text("Automatic fix", "自动修复")
BREAKS = Text("Breaks it", "违规示例")
KEEPS = Text("Keeps it", "合规示例")
FIXES: Mapping[str, Text] = {
    "none": Text("none", "无"),
    "safe": Text("safe", "安全"),
    "unsafe": Text("only when asked for", "需确认"),
}


def show_rules(rules: Sequence[Rule], console: Console, language: Language) -> None:
    """One table per family: code, severity, title."""
    for family, name in FAMILIES.items():
        members = [rule for rule in rules if rule.family == family]
        if not members:
            continue
        table = Table(title=f"{family} · {name(language)}", title_justify="left", box=None, pad_edge=False)
        table.add_column(CODE(language), no_wrap=True)
        table.add_column(SEVERITY(language), no_wrap=True)
        table.add_column(FORBIDS(language))
        for rule in members:
            table.add_row(
                rule.code, SEVERITY_NAMES[rule.severity](language), rule.title(language), style=None
            )
        console.print(table)
        console.print()


def show_rule(rule: Rule, console: Console, language: Language) -> None:
    """Everything a rule says of itself, with one example of each side."""
    console.print(f"{rule.code}  {rule.title(language)}", style="bold")
    console.print(SEVERITY_NAMES[rule.severity](language), style=STYLES[rule.severity])
    console.print()
    clause = rule.clause(language) or rule.clause.en
    lines = [(CLAUSE, f"“{clause}”")] if clause else []
    if watched := ", ".join(one.id for one in clauses_of(rule.code)):
        lines.append((WATCHES, watched))
    messages = [rule.message(language), *(one(language) for one in rule.variants.values())]
    lines.append((WHY_ENGLISH, unwrapped(rule.why)))
    lines += [(OR if number else MESSAGE, sentence(one)) for number, one in enumerate(messages)]
    lines.append((ADVICE, rule.advice(language)))
    if rule.needs:
        needs = [need if isinstance(need, str) else "/".join(need) for need in rule.needs]
        lines.append((NEEDS, ", ".join(needs)))
    lines.append((FIX, FIXES[rule.fix](language)))
    for title, body in lines:
        console.print(f"{title(language)}{COLON(language)}{body}")
    if rule.custom_only:
        console.print(SCOPE(language))
    for example in rule.examples[:1]:
        console.print()
        _show_example(BREAKS(language), example.bad, console)
        _show_example(KEEPS(language), example.good, console)


def unwrapped(why: str) -> str:
    """A docstring's paragraphs, each on one line."""
    return "\n\n".join(" ".join(one.split()) for one in why.split("\n\n"))


def sentence(message: str) -> str:
    """A message as it reads in general: where the law stands (``{stated}``) is known of a finding only."""
    return message.replace("{stated}", "")


def _show_example(title: str, columns: Mapping[str, Sequence[str]], console: Console) -> None:
    table = Table(title=title, title_justify="left")
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in islice(zip(*columns.values(), strict=True), EXAMPLE_ROWS):
        table.add_row(*row)
    console.print(table)
