"""What the commands share: options' words, consoles, carrying an order out, exit codes.

Nothing heavy is imported before it is needed, so that ``auditor --help`` answers at once.
"""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from auditor.catalogs.local import LocalRun, Order, Outcome
    from auditor.config import Settings
    from auditor.model import Language, Severity

EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_NOT_AUDITED = 3
EXIT_CRASHED = 4


class FailOn(StrEnum):
    """From which severity on the exit code is 1."""

    error = "error"
    warning = "warning"
    info = "info"
    never = "never"
    new_error = "new-error"
    new_warning = "new-warning"

    @property
    def fresh(self) -> bool:
        """True where only findings count that were not there at the last audit."""
        return self in (FailOn.new_error, FailOn.new_warning)

    @property
    def severity(self) -> Severity:
        """The severity meant; of ``never`` there is none."""
        from auditor.model import Severity

        return Severity[self.value.removeprefix("new-").upper()]


class Lang(StrEnum):
    """Language of the reports."""

    en = "en"
    zh = "zh"


LangOption = Annotated[
    Lang | None,
    typer.Option(
        "--lang", help="Language of every output (default: auditor.toml, then the feed's, then English)."
    ),
]
ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config", help="Settings file (default: the nearest auditor.toml above the feed).", dir_okay=False
    ),
]
EncodingOption = Annotated[
    str,
    typer.Option(
        "--encoding", help="Encoding of text files, if the detected one is wrong (e.g. gb18030, cp932)."
    ),
]
NoColorOption = Annotated[bool, typer.Option("--no-color", help="No colours.")]


def carry_out(run: LocalRun, fail_on: FailOn, *, quiet: bool, no_color: bool) -> int:
    """Carry the order out, show what happened, and say the exit code."""
    from auditor.report.progress import ProgressLine

    console = console_for(no_color)
    outcomes: list[Outcome] = []
    with ProgressLine(quiet=quiet, no_color=no_color, language=run.order.language or "en") as line:
        run.progress = line.tell
        for outcome in run.outcomes():
            outcomes.append(outcome)
            if not quiet:
                line.pause()
                show(outcome, console)
    for refusal in dict.fromkeys(run.refusals):
        refuse(refusal.path, refusal.problem(run.order.language or "en"))
    for outcome in outcomes:
        for code, problem in outcome.audit.problems.items():
            typer.echo(f"{outcome.audit.feed.path}: rule {code} crashed.\n{problem}", err=True)
    return exit_code(outcomes, bool(run.refusals), fail_on)


def compare_with(order: Order, report: Path, *, quiet: bool, no_color: bool) -> int:
    """Compare the order's feed with a processing report, show what came of it, and say the exit code."""
    from auditor.catalogs.compare import compare_files
    from auditor.report.compared.terminal import show_comparison
    from auditor.report.progress import ProgressLine

    with ProgressLine(quiet=quiet, no_color=no_color, language=order.language or "en") as line:
        done = compare_files(order, report, line.tell)
    comparison = done.comparison
    if comparison and not quiet:
        show_comparison(comparison, console_for(no_color), done.language, done.reports, unmask=order.unmask)
    for refusal in dict.fromkeys(done.refusals):
        refuse(refusal.path, refusal.problem(order.language or "en"))
    for code, problem in comparison.audit.problems.items() if comparison else ():
        typer.echo(f"{order.paths[0]}: rule {code} crashed.\n{problem}", err=True)
    if comparison and comparison.audit.crashed:
        return EXIT_CRASHED
    if done.refusals or not comparison:
        return EXIT_NOT_AUDITED
    return EXIT_FINDINGS if comparison.missed_errors else 0


def inspect_feed(
    file: Path, settings: Settings, encoding: str, language: Language, console: Console, as_json: bool
) -> None:
    """Show how a feed is read, for people or as JSON."""
    from auditor.feed.inspect import inspection
    from auditor.feed.load import load_to_inspect
    from auditor.model import FeedError

    try:
        feed = load_to_inspect(file, encoding=encoding or None, hint=settings.feed_hint(str(file)))
    except FeedError as error:
        refuse(str(file), error.problem(language))
        raise typer.Exit(EXIT_NOT_AUDITED) from None
    seen = inspection(feed)
    if as_json:
        import orjson

        typer.echo(orjson.dumps(seen.as_json(), option=orjson.OPT_INDENT_2).decode())
        return
    from auditor.report.terminal import show_inspection

    show_inspection(seen, console, language)


def explain_code(code: str, console: Console, language: Language) -> None:
    """Explain one rule, or one code of the marketplace's processing reports."""
    from auditor.feed.processing.codes import code_table
    from auditor.report.rule_pages import show_rule
    from auditor.rules import all_rules, by_code

    known = by_code(all_rules())
    wanted = code.strip().upper().replace("-", "")
    theirs = code_table().get(wanted)
    if wanted in known:
        show_rule(known[wanted], console, language)
    elif theirs:
        from auditor.report.compared.terminal import show_code

        show_code(wanted, theirs, console, language)
    elif wanted.isdigit():
        refuse(
            code,
            "this code of the marketplace is not known here; the message in the processing report is all there is. "
            f"Known codes: {', '.join(sorted(code_table(), key=int))}.",
        )
        raise typer.Exit(EXIT_USAGE)
    else:
        close = ", ".join(c for c in known if c[:2] == wanted[:2])
        refuse(code, "there is no such rule. " + (f"Rules: {close}." if close else "See: auditor rules"))
        raise typer.Exit(EXIT_USAGE)


def exit_code(outcomes: list[Outcome], refused: bool, fail_on: FailOn) -> int:
    """The exit code of what happened: a crash weighs more than a refused file, that more than findings."""
    if any(outcome.audit.crashed for outcome in outcomes):
        return EXIT_CRASHED
    if refused:
        return EXIT_NOT_AUDITED
    if fail_on is not FailOn.never and any(o.audit.failing(fail_on.severity) for o in outcomes):
        return EXIT_FINDINGS
    return 0


def show(outcome: Outcome, console: Console) -> None:
    """One audited file on the terminal."""
    from auditor.report.terminal import show

    show(outcome.audit, console, outcome.language, outcome.reports)


def console_for(no_color: bool) -> Console:
    """Standard output without markup; without colour where asked or where it is no terminal."""
    from rich.console import Console

    return Console(no_color=no_color, highlight=False, markup=False, emoji=False, file=sys.stdout)


def refuse(path: str, sentence: str) -> None:
    """One sentence on standard error; the file is named unless the sentence names it."""
    named = not path or re.search(rf"(?<!\w){re.escape(path)}(?!\w)", sentence)
    typer.echo(sentence if named else f"{path}: {sentence}", err=True)


def report_language(lang: Lang | None) -> Language | None:
    """The language of reports as the option says; None: not stated."""
    return None if lang is None else ("zh" if lang is Lang.zh else "en")


def settings_of(config: Path | None, file: Path) -> Settings:
    """Settings of one file: the stated ones, else the nearest auditor.toml, else the defaults."""
    from auditor.config import Settings, discover, load_settings

    found = config or discover(file)
    return load_settings(found) if found else Settings()


def formats_of(text: str, *more: str) -> tuple[str, ...]:
    """Output formats of a comma-separated option: xlsx, json, csv, ``more``; BadParameter names what is unknown."""
    known = ("xlsx", "json", "csv", *more)
    chosen = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    wrong = [name for name in chosen if name not in known]
    if wrong or not chosen:
        raise typer.BadParameter(
            f"{', '.join(wrong) or 'nothing'} is no report format; known: {', '.join(known)}."
        )
    return chosen


def codes_of(text: str, option: str) -> tuple[str, ...]:
    """Rule codes of a comma-separated option; BadParameter names what is unknown."""
    codes = tuple(part.strip().upper().replace("-", "") for part in text.split(",") if part.strip())
    if not codes:
        return ()
    from auditor.rules import all_rules

    known = {rule.code for rule in all_rules()} | {rule.family for rule in all_rules()}
    wrong = [code for code in codes if code not in known]
    if wrong:
        raise typer.BadParameter(f"{option}: unknown rule or family {', '.join(wrong)}. See: auditor rules")
    return codes


def show_clauses_of(sentence: str, console: Console, language: Language) -> None:
    """The terms sentence by sentence with the rules that watch them; one sentence where it is named."""
    from auditor.report.clause_pages import show_clauses
    from auditor.rules import all_rules
    from auditor.rules.clause_map import BY_ID, CLAUSES

    wanted = sentence.strip().upper()
    if wanted and wanted not in BY_ID:
        refuse(sentence, f"the terms have no such sentence here; they are numbered {', '.join(BY_ID)}.")
        raise typer.Exit(EXIT_USAGE)
    show_clauses([BY_ID[wanted]] if wanted else CLAUSES, all_rules(), console, language)
