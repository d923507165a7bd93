"""The command line: it maps words to calls and outcomes to exit codes, and decides nothing else.

Nothing heavy is imported before a command needs it, so that ``auditor --help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from auditor import __version__
from auditor.cli_audit import audit
from auditor.cli_compare import compare
from auditor.cli_history import diff, history, prune
from auditor.cli_mend import fix, split
from auditor.cli_schedule import PASS_ON, job, schedule
from auditor.cli_settings import accept, init
from auditor.cli_strip import strip
from auditor.cli_watch import watch
from auditor.command import (
    EXIT_USAGE,
    ConfigOption,
    EncodingOption,
    FailOn,
    LangOption,
    NoColorOption,
    carry_out,
    codes_of,
    console_for,
    explain_code,
    inspect_feed,
    report_language,
    settings_of,
    show_clauses_of,
)

COMMANDS = (
    "audit",
    "demo",
    "inspect",
    "compare",
    "init",
    "accept",
    "fix",
    "split",
    "strip",
    "diff",
    "history",
    "prune",
    "watch",
    "schedule",
    "rules",
    "explain",
)

app = typer.Typer(
    name="auditor",
    help="Audits bulk inventory flat files of customizable products before you upload them.",
    epilog="Exit codes: 0 clean, 1 findings at or above --fail-on, 2 usage, 3 a file could not be audited, "
    "4 a rule crashed.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"auditor {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Audits bulk inventory flat files of customizable products before you upload them."""


app.command()(audit)


@app.command()
def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder the report goes to.")] = Path("reports"),
    lang: LangOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Audit a sample feed that comes with the program."""
    from auditor.catalogs.local import LocalRun, Order
    from auditor.catalogs.samples import sample_folder

    order = Order(
        paths=(sample_folder() / "customization_sheet.xlsx",), out=out, language=report_language(lang) or "en"
    )
    raise typer.Exit(carry_out(LocalRun(order=order), FailOn.never, quiet=False, no_color=no_color))


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(help="A feed.")],
    as_json: Annotated[bool, typer.Option("--json", help="Machine-readable.")] = False,
    config: ConfigOption = None,
    encoding: EncodingOption = "",
    lang: LangOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Show how a feed is read: sheet, header rows, encoding, marketplace, and what each column means."""
    inspect_feed(
        file,
        settings_of(config, file),
        encoding,
        report_language(lang) or "en",
        console_for(no_color),
        as_json,
    )


app.command()(compare)


app.command()(init)
app.command()(accept)
app.command()(fix)
app.command()(split)
app.command()(strip)
app.command()(diff)
app.command()(history)
app.command()(prune)
app.command()(watch)
app.command(context_settings=PASS_ON)(schedule)
app.command(context_settings=PASS_ON, hidden=True)(job)


@app.command()
def rules(
    sentence: Annotated[
        str, typer.Argument(metavar="[S20]", help="With --clause: only this sentence of the terms.")
    ] = "",
    lang: LangOption = None,
    select: Annotated[str, typer.Option("--select", help="Only these rules or families.")] = "",
    clause: Annotated[
        bool,
        typer.Option("--clause", help="By sentence of the terms: which rules watch it, what stays unseen."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Machine-readable.")] = False,
    no_color: NoColorOption = False,
) -> None:
    """List the rules: code, severity, what each forbids; with --clause, by sentence of the terms."""
    from auditor.rules import all_rules

    if clause or sentence:
        show_clauses_of(sentence, console_for(no_color), report_language(lang) or "en")
        return
    codes = codes_of(select, "--select")
    chosen = [rule for rule in all_rules() if not codes or rule.code in codes or rule.family in codes]
    if as_json:
        import orjson

        from auditor.rules.describe import rule_as_json

        typer.echo(orjson.dumps([rule_as_json(rule) for rule in chosen], option=orjson.OPT_INDENT_2).decode())
        return
    from auditor.report.rule_pages import show_rules

    show_rules(chosen, console_for(no_color), report_language(lang) or "en")


@app.command()
def explain(
    code: Annotated[
        str, typer.Argument(help="A rule code, e.g. OP201, or a code of a processing report, e.g. 8541.")
    ],
    lang: LangOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Explain one rule (what it forbids, why, the clause, an example of each side), or a code of the marketplace."""
    explain_code(code, console_for(no_color), report_language(lang) or "en")


def main() -> None:
    """Entry point: UTF-8 output unless PYTHONIOENCODING says otherwise, settings problems as one sentence."""
    stated = os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # What the encoding cannot show becomes a question mark: no output is worth a crash.
            stream.reconfigure(encoding=stated or "utf-8", errors="replace")
    from auditor.model import SettingsError

    try:
        app()
    except SettingsError as error:
        typer.echo(str(error), err=True)
        sys.exit(EXIT_USAGE)


if __name__ == "__main__":
    main()
