"""The commands about the history: ``auditor diff``, ``auditor history``, ``auditor prune``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.command import (
    EXIT_FINDINGS,
    EXIT_NOT_AUDITED,
    FailOn,
    LangOption,
    NoColorOption,
    console_for,
    refuse,
    report_language,
)
from auditor.command_history import MOST_LISTED, HistoryOption, OutOption, opened

JsonOption = Annotated[bool, typer.Option("--json", help="Machine-readable.")]
FileOption = Annotated[
    Path | None, typer.Option("--write", help="Also write a workbook (.xlsx) or JSON file (.json).")
]


def diff(
    older: Annotated[
        str, typer.Argument(metavar="RUN", help="A run: its name or the beginning, last-1, or a date.")
    ] = "last-1",
    newer: Annotated[str, typer.Argument(metavar="RUN", help="The run compared with it.")] = "last",
    history: HistoryOption = "",
    out: OutOption = Path("reports"),
    every: Annotated[
        bool, typer.Option("--all", help="List every finding that came or went, and those that stayed.")
    ] = False,
    write: FileOption = None,
    as_json: JsonOption = False,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="new-error or new-warning: exit code 1 where there are any.")
    ] = FailOn.never,
    lang: LangOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Compare two runs: which findings are new, fixed, still there, came back, accepted.

    Each feed is compared with its last audit up to the older run. Moved rows, renamed files and re-ordered columns do
    not make old findings new.
    """
    if fail_on not in (FailOn.never, FailOn.new_error, FailOn.new_warning):
        raise typer.BadParameter("--fail-on of a comparison is new-error, new-warning or never.")
    from auditor.catalogs.history import diff as differ
    from auditor.catalogs.history.chosen import chosen_run
    from auditor.catalogs.history.shown import difference_as_json, show_difference
    from auditor.changes import KINDS
    from auditor.model import FeedError
    from auditor.report.files import ReportError

    _check_suffix(write)
    language = report_language(lang) or "en"
    kinds = KINDS if every else ("new", "back", "fixed")
    try:
        with opened(history, out, language) as found:
            with found.reading() as connection:
                both = chosen_run(connection, older), chosen_run(connection, newer)
            difference = differ.difference(found, *both)
            if write and write.suffix.lower() == ".xlsx":
                from auditor.catalogs.history.workbook import write_difference

                write_difference(difference, differ.changes(found, *both, kinds), write, language)
            if as_json or (write and write.suffix.lower() == ".json"):
                listed = differ.changes(found, *both, kinds)
                _put(difference_as_json(difference, listed, language), write, echo=as_json)
            if not as_json:
                most = None if every else MOST_LISTED
                some = list(differ.changes(found, *both, kinds, most))
                show_difference(difference, some, console_for(no_color), language)
    except (FeedError, ReportError) as error:
        refuse("", error.problem(language))
        raise typer.Exit(EXIT_NOT_AUDITED) from None
    if fail_on.fresh and difference.fresh(fail_on.severity):
        raise typer.Exit(EXIT_FINDINGS)


def history(
    about: Annotated[
        str, typer.Argument(metavar="[FEED|CLIENT]", help="A client's name, or a feed's path or its end.")
    ] = "",
    place: HistoryOption = "",
    out: OutOption = Path("reports"),
    most: Annotated[int, typer.Option("--runs", min=1, help="How many runs to show.")] = 30,
    write: FileOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Show how errors and warnings went over time: of everything, of a client, of a feed."""
    from auditor.catalogs.history.shown import show_trend, trend_as_json
    from auditor.catalogs.history.trend import trend
    from auditor.model import FeedError
    from auditor.report.files import ReportError

    _check_suffix(write)
    language = report_language(lang) or "en"
    try:
        with opened(place, out, language) as found:
            line = trend(found, about, most)
        if write and write.suffix.lower() == ".xlsx":
            from auditor.catalogs.history.workbook import write_trend

            write_trend(line, write, language)
        if as_json or (write and write.suffix.lower() == ".json"):
            _put(trend_as_json(line), write, echo=as_json)
    except (FeedError, ReportError) as error:
        refuse("", error.problem(language))
        raise typer.Exit(EXIT_NOT_AUDITED) from None
    if not as_json:
        show_trend(line, console_for(no_color), language)


def prune(
    retain: Annotated[int, typer.Option("--retain", metavar="DAYS", min=1, help="Keep what is younger.")],
    history: HistoryOption = "",
    out: OutOption = Path("reports"),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go, file by file.")] = False,
    lang: LangOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Remove reports and history that are older than a number of days.

    The last finished run stays, with the last audit of each of its feeds and every report it names.
    """
    from auditor.catalogs.history.retention import prune as let_go
    from auditor.catalogs.history.shown import pruned_line
    from auditor.model import FeedError

    language = report_language(lang) or "en"
    try:
        with opened(history, out, language) as found:
            gone = let_go(found, out if out.is_dir() else None, retain, dry_run=dry_run)
    except FeedError as error:
        refuse("", error.problem(language))
        raise typer.Exit(EXIT_NOT_AUDITED) from None
    console = console_for(no_color)
    if dry_run:
        for file in gone.files:
            console.print(file, soft_wrap=True)
    console.print(pruned_line(gone, language, dry_run=dry_run), soft_wrap=True)


def _check_suffix(write: Path | None) -> None:
    if write and write.suffix.lower() not in (".xlsx", ".json"):
        raise typer.BadParameter("--write: name a file that ends in .xlsx or .json.")


def _put(data: dict[str, object], write: Path | None, *, echo: bool) -> None:
    """JSON to standard output, or into the file. Raises ReportError."""
    import orjson

    from auditor.report.files import write_file

    text = orjson.dumps(data, option=orjson.OPT_INDENT_2)
    if write and write.suffix.lower() == ".json":
        write_file(write, lambda path: _fill(path, text + b"\n"))
    if echo:
        typer.echo(text.decode())


def _fill(path: Path, data: bytes) -> None:
    path.write_bytes(data)
