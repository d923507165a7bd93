"""The commands that make new versions of a feed: ``auditor fix`` and ``auditor split``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.command import (
    EXIT_CRASHED,
    EXIT_FINDINGS,
    EXIT_NOT_AUDITED,
    ConfigOption,
    EncodingOption,
    FailOn,
    LangOption,
    NoColorOption,
    codes_of,
    console_for,
    refuse,
    report_language,
    settings_of,
)

if TYPE_CHECKING:
    from auditor.command import Lang
    from auditor.fix.mend import Repair, Request

LISTS = ("xlsx", "csv", "json")


Unsafe = Annotated[bool, typer.Option("--unsafe", help="Make the changes too that somebody should look at.")]
Select = Annotated[
    str, typer.Option("--select", help="Only what these rules or families propose, e.g. FF712,ID.")
]
Diff = Annotated[bool, typer.Option("--diff", help="Show cell, before, after and rule; write no copy.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say how much would change; write nothing.")]
OnlyRows = Annotated[
    bool,
    typer.Option(
        "--only-rows-with-findings",
        help="Leave out the rows without findings; headers and parents of the kept rows stay.",
    ),
]
Formats = Annotated[
    str,
    typer.Option(
        "--format",
        help="Beside the copy: xlsx (a report of it with a list of changes; the default), csv, json (the list of "
        "changes).",
    ),
]
FailOnOption = Annotated[
    FailOn,
    typer.Option("--fail-on", help="Severity still found in the copy from which the exit code is 1."),
]
Unmask = Annotated[bool, typer.Option("--unmask", help="Show personal data instead of masking it.")]
Feed = Annotated[Path, typer.Argument(help="A feed.")]


def fix(
    file: Feed,
    out: Annotated[Path, typer.Option("--out", help="Folder the corrected copy goes to.")] = Path("reports"),
    unsafe: Unsafe = False,
    select: Select = "",
    diff: Diff = False,
    dry_run: DryRun = False,
    only_rows: OnlyRows = False,
    formats: Formats = "",
    config: ConfigOption = None,
    lang: LangOption = None,
    fail_on: FailOnOption = FailOn.error,
    encoding: EncodingOption = "",
    unmask: Unmask = False,
    no_color: NoColorOption = False,
) -> None:
    """Write a corrected copy of a feed, in its own format, and audit it again.

    Only what is certain is changed: stray blanks and hidden characters, damage done by the spreadsheet, list values in
    another spelling, decimal commas among points, a product ID type that contradicts a valid number, repeated options
    and search words, HTML. What would lead to another finding is left as it is and said. The copy is a new file
    (FEED.fixed.csv); the feed itself is never changed.

    Exit codes: 0 done, 1 findings at or above --fail-on are left in the copy, 2 usage, 3 the file could not be read or
    the copy not be written, 4 a rule crashed.
    """
    from auditor.fix.mend import Request

    request = Request(
        path=file,
        settings=settings_of(config, file),
        settings_path=_settings_path(config, file),
        encoding=encoding,
        select=codes_of(select, "--select"),
        unsafe=unsafe,
        only_rows=only_rows,
        unmask=unmask,
    )
    if fail_on.fresh:
        raise typer.BadParameter(
            "--fail-on new-… needs a history; it belongs to auditor audit and auditor diff."
        )
    writes = not (diff or dry_run)
    lists = (out, _lists(formats, dry_run=dry_run, written=writes))
    raise typer.Exit(
        _exit_code(_mend(request, out if writes else None, lists, lang, diff, no_color), fail_on)
    )


def _settings_path(config: Path | None, file: Path) -> str:
    from auditor.config import discover

    return str(config or discover(file) or "")


def _mend(
    request: Request,
    folder: Path | None,
    lists: tuple[Path, tuple[str, ...]],
    lang: Lang | None,
    diff: bool,
    no_color: bool,
) -> Repair:
    """Repair, write the copy to ``folder`` (None: no copy) and the ``lists`` to theirs, and show what was done."""
    from auditor.fix.mend import repaired
    from auditor.model import FeedError
    from auditor.report.files import ReportError
    from auditor.report.mended_lines import show_mended, show_written

    language = report_language(lang) or request.settings.language or "en"
    try:
        repair = repaired(request)
        if lang is None and request.settings.language is None and repair.before.feed.language == "zh":
            language = "zh"
        copy = None if folder is None or repair.empty else repair.write(folder)
        reports = repair.write_lists(*lists, language, copy)
    except (FeedError, ReportError) as error:
        refuse(str(request.path), error.problem(language))
        raise typer.Exit(EXIT_NOT_AUDITED) from None
    console = console_for(no_color)
    show_mended(repair.mended, console, language, diff=diff, rows=repair.rows if request.only_rows else None)
    show_written(copy, reports, console, language)
    return repair


def _lists(formats: str, *, dry_run: bool, written: bool) -> tuple[str, ...]:
    """What is written beside the copy; BadParameter names what is unknown."""
    chosen = tuple(dict.fromkeys(part.strip().lower() for part in formats.split(",") if part.strip()))
    wrong = [name for name in chosen if name not in LISTS]
    if wrong:
        raise typer.BadParameter(f"{', '.join(wrong)} is no format here; known: {', '.join(LISTS)}.")
    if dry_run:
        return ()
    return chosen or (("xlsx",) if written else ())


def _exit_code(repair: Repair, fail_on: FailOn) -> int:
    if repair.crashed:
        for result in (repair.before, repair.after):
            for code, problem in result.problems.items():
                typer.echo(f"{result.feed.path}: rule {code} crashed.\n{problem}", err=True)
        return EXIT_CRASHED
    if fail_on is not FailOn.never and repair.after.failing(fail_on.severity):
        return EXIT_FINDINGS
    return 0


def split(
    file: Feed,
    out: Annotated[Path, typer.Option("--out", help="Folder the parts go to.")] = Path("reports"),
    rows: Annotated[
        int | None,
        typer.Option("--rows", min=1, help="Most data rows of a part (default: the marketplace's limit)."),
    ] = None,
    size: Annotated[
        int | None,
        typer.Option("--bytes", min=1, help="Most bytes of a part (default: the marketplace's limit)."),
    ] = None,
    config: ConfigOption = None,
    lang: LangOption = None,
    encoding: EncodingOption = "",
) -> None:
    """Cut a feed into parts that a marketplace takes in one upload.

    Each part repeats the header rows; a product with its variations is never torn apart. Text files keep every byte of
    their rows, workbooks everything but the rows left out. The parts are new files (FEED.part-1.txt).

    Exit codes: 0 done, 2 usage, 3 the file could not be read or split, or a part not be written.
    """
    from auditor.fix.cut import cut
    from auditor.fix.split import Limits
    from auditor.model import FeedError
    from auditor.report.files import ReportError

    settings = settings_of(config, file)
    language = report_language(lang) or settings.language or "en"
    try:
        parts = cut(file, settings, Limits(rows, size), encoding)
        paths = parts.write(out)
    except (FeedError, ReportError) as error:
        refuse(str(file), error.problem(language))
        raise typer.Exit(EXIT_NOT_AUDITED) from None
    for path, numbers, data in zip(paths, parts.rows, parts.data, strict=True):
        typer.echo(f"{path}: {_said(len(numbers), len(data), language)}")


def _said(rows: int, size: int, language: str) -> str:
    if language == "zh":
        return f"{rows:,} 行，{size:,} 字节"
    return f"{rows:,} row{'' if rows == 1 else 's'}, {size:,} bytes"
