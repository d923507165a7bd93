"""The command line: it maps words to calls and outcomes to exit codes, and decides nothing else.

Nothing heavy is imported before a command needs it, so that ``auditor --help`` answers at once.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from auditor import __version__
from auditor.cli_mend import fix, split
from auditor.command import (
    EXIT_NOT_AUDITED,
    EXIT_USAGE,
    ConfigOption,
    EncodingOption,
    FailOn,
    LangOption,
    NoColorOption,
    carry_out,
    codes_of,
    compare_with,
    console_for,
    explain_code,
    formats_of,
    inspect_feed,
    refuse,
    report_language,
    settings_of,
    show_clauses_of,
)

COMMANDS = ("audit", "demo", "inspect", "compare", "init", "accept", "fix", "split", "rules", "explain")

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


@app.command()
def audit(
    paths: Annotated[list[Path], typer.Argument(help="Feeds, or folders that hold feeds.", metavar="PATH")],
    out: Annotated[Path, typer.Option("--out", help="Folder the reports go to.")] = Path("reports"),
    formats: Annotated[
        str, typer.Option("--format", help="Reports to write: xlsx, json, csv (comma-separated).")
    ] = "xlsx",
    config: ConfigOption = None,
    lang: LangOption = None,
    select: Annotated[
        str, typer.Option("--select", help="Only these rules or families, e.g. OP,ID102.")
    ] = "",
    ignore: Annotated[str, typer.Option("--ignore", help="Leave these rules or families out.")] = "",
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Severity from which the exit code is 1.")
    ] = FailOn.error,
    encoding: EncodingOption = "",
    unmask: Annotated[
        bool, typer.Option("--unmask", help="Show personal data instead of masking it.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but problems.")] = False,
    no_color: NoColorOption = False,
) -> None:
    """Audit feeds and write a report for each.

    Reports are new files named after the feed (FEED.audit.xlsx); the feed itself is never changed.
    """
    from auditor.catalogs.local import LocalRun, Order

    order = Order(
        paths=tuple(paths),
        out=out,
        formats=formats_of(formats),
        config=config,
        encoding=encoding,
        language=report_language(lang),
        select=codes_of(select, "--select"),
        ignore=codes_of(ignore, "--ignore"),
        unmask=unmask,
    )
    raise typer.Exit(carry_out(LocalRun(order=order), fail_on, quiet=quiet, no_color=no_color))


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


@app.command()
def compare(
    feed: Annotated[Path, typer.Argument(help="The feed as it was uploaded.", dir_okay=False)],
    report: Annotated[
        Path,
        typer.Argument(help="The marketplace's processing report: text, xlsx, xlsm or JSON.", dir_okay=False),
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder the comparison goes to.")] = Path("reports"),
    formats: Annotated[
        str, typer.Option("--format", help="Outputs to write: xlsx, json, csv (comma-separated).")
    ] = "xlsx",
    config: ConfigOption = None,
    lang: LangOption = None,
    encoding: EncodingOption = "",
    unmask: Annotated[
        bool, typer.Option("--unmask", help="Show personal data instead of masking it.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but problems.")] = False,
    no_color: NoColorOption = False,
) -> None:
    """Compare a feed's findings with the marketplace's processing report of it, cell by cell.

    Agreed, only theirs, only ours (FEED.compare.xlsx). The exit code is 1 when the report states an error that was
    not found here, else 0.
    """
    from auditor.catalogs.local import Order

    order = Order(
        paths=(feed,),
        out=out,
        formats=formats_of(formats),
        config=config,
        encoding=encoding,
        language=report_language(lang),
        unmask=unmask,
    )
    raise typer.Exit(compare_with(order, report, quiet=quiet, no_color=no_color))


@app.command()
def init(
    file: Annotated[Path, typer.Argument(help="A feed the auditor does not understand, or not well enough.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Where the draft goes (default: auditor.toml beside the feed)."),
    ] = None,
    encoding: EncodingOption = "",
) -> None:
    """Write a draft of auditor.toml that states layout, header row and columns of a feed."""
    from auditor.catalogs.drafts import write_draft
    from auditor.model import FeedError

    target = out or file.parent / "auditor.toml"
    try:
        written = write_draft(file, target, encoding=encoding)
    except FeedError as error:
        refuse(str(file), error.problem("en"))
        raise typer.Exit(EXIT_NOT_AUDITED) from None
    typer.echo(f"Draft written to {written}. Edit the columns, then run: auditor audit {file}")


@app.command()
def accept(
    place: Annotated[Path, typer.Argument(help="The feed, or a report about it.", metavar="FEED_OR_REPORT")],
    rule: Annotated[str, typer.Option("--rule", help="The rule whose findings are accepted, e.g. OP220.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, in a few words; every report shows it.")],
    sku: Annotated[
        str, typer.Option("--sku", help="The SKU concerned; leave out for a finding about the whole file.")
    ] = "",
    until: Annotated[
        datetime | None, typer.Option("--until", help="Last day it holds.", formats=["%Y-%m-%d"])
    ] = None,
) -> None:
    """Accept findings of one rule on one SKU: they stay in the reports, marked, and count no longer.

    The decision is written to auditor.decisions.toml beside the settings that apply to the feed.
    """
    from auditor.catalogs.accepting import accept as write_decision
    from auditor.model import FeedError

    code = codes_of(rule, "--rule")
    if len(code) != 1 or len(code[0]) != 5:
        raise typer.BadParameter("--rule: name one rule, e.g. OP220. See: auditor rules")
    try:
        done = write_decision(place, code[0], sku, reason, until.date() if until else None)
    except FeedError as error:
        refuse(str(place), error.problem("en"))
        raise typer.Exit(EXIT_NOT_AUDITED) from None
    typer.echo(f"{'Written to' if done.new else 'Replaced in'} {done.path}.")


app.command()(fix)
app.command()(split)


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
    """Entry point: UTF-8 output on every console, settings problems as one sentence."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from auditor.model import SettingsError

    try:
        app()
    except SettingsError as error:
        typer.echo(str(error), err=True)
        sys.exit(EXIT_USAGE)


if __name__ == "__main__":
    main()
