"""The terms and the rules that watch them: ``auditor rules --clause`` and the pages docs/clauses*.md."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from auditor.model import SEVERITY_NAMES, Language, Rule, Text
from auditor.rules import by_code
from auditor.rules.clause import Clause
from auditor.rules.clause_map import CLAUSES

TITLE = Text("The terms, sentence by sentence", "条款逐句对照")
INTRODUCTION = Text(
    "Every sentence of the Customization Program Terms for Sellers, what a sheet can show of it, the rules that watch "
    "it, and what no sheet can show. What cannot be seen is not guessed: no finding there means nothing was looked at.",
    "《卖家定制计划条款》的每一句：表格能体现什么、由哪些规则检查，以及表格无法体现什么。"
    "无法看到的内容不会被猜测；此处没有问题只表示未作检查。",
)
SHOWS = Text("A sheet shows", "表格能体现")
UNSEEN = Text("No sheet shows", "表格无法体现")
WATCHED = Text("Rules", "规则")
NOT_BUILT = Text("not built yet", "尚未实现")


def show_clauses(
    clauses: Sequence[Clause], rules: Sequence[Rule], console: Console, language: Language
) -> None:
    """One paragraph per sentence on the terminal: quotation, what a sheet shows, rules, what it does not show."""
    known = by_code(rules)
    for clause in clauses:
        console.print(f"{clause.id}  “{quotation(clause, language)}”", style="bold")
        console.print(f"{SHOWS(language)}: {clause.shows(language)}")
        for code in clause.codes:
            if code in known:
                rule = known[code]
                console.print(f"  {code}  {SEVERITY_NAMES[rule.severity](language)}  {rule.title(language)}")
            else:
                console.print(f"  {code}  {NOT_BUILT(language)}")
        if clause.unseen(language):
            console.print(f"{UNSEEN(language)}: {clause.unseen(language)}")
        console.print()


def quotation(clause: Clause, language: Language) -> str:
    """The sentence in ``language``, in English where the Chinese copy has none."""
    return clause.quote(language) or clause.quote.en


def clauses_page(rules: Sequence[Rule], language: Language) -> list[str]:
    """The page as lines of Markdown, without the note on who wrote it."""
    lines = [f"# {TITLE(language)}", "", INTRODUCTION(language), ""]
    for clause in CLAUSES:
        lines += [f"## {clause.id}", "", f"> {quotation(clause, language)}", ""]
        lines.append(f"- **{SHOWS(language)}**: {clause.shows(language)}")
        lines.append(f"- **{WATCHED(language)}**: {', '.join(_links(clause, rules, language))}")
        if clause.unseen(language):
            lines.append(f"- **{UNSEEN(language)}**: {clause.unseen(language)}")
        lines.append("")
    return lines


def _links(clause: Clause, rules: Sequence[Rule], language: Language) -> list[str]:
    known = by_code(rules)
    page = "rules.zh.md" if language == "zh" else "rules.md"
    return [
        f"[{code}]({page}#{code.lower()}) {known[code].title(language)}"
        if code in known
        else f"{code} ({NOT_BUILT(language)})"
        for code in clause.codes
    ]
