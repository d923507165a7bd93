"""``auditor audit``: feeds named one by one, folders of clients, manifests."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.command import (
    ConfigOption,
    EncodingOption,
    FailOn,
    LangOption,
    NoColorOption,
    carry_out,
    codes_of,
    formats_of,
    report_language,
)


def audit(
    paths: Annotated[list[Path], typer.Argument(help="Feeds, or folders that hold feeds.", metavar="PATH")],
    out: Annotated[Path, typer.Option("--out", help="Folder the reports go to.")] = Path("reports"),
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            help="Reports to write, comma-separated: xlsx, json, csv, annotated (a marked copy of the feed), "
            "sarif and junit (for build pipelines).",
        ),
    ] = "xlsx",
    audit_sheet: Annotated[
        bool,
        typer.Option("--audit-sheet/--no-audit-sheet", help="Put a list of the findings into marked copies."),
    ] = True,
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

    Reports are new files named after the feed (FEED.audit.xlsx); the feed itself is never changed. A marked copy
    (FEED.annotated.xlsx) is the feed's own workbook with coloured cells and notes; auditor strip takes them out again.
    """
    from auditor.catalogs.local import LocalRun, Order

    chosen = formats_of(formats, "annotated", "sarif", "junit")
    if not audit_sheet:
        chosen = tuple("annotated-cells" if name == "annotated" else name for name in chosen)
    order = Order(
        paths=tuple(paths),
        out=out,
        formats=chosen,
        config=config,
        encoding=encoding,
        language=report_language(lang),
        select=codes_of(select, "--select"),
        ignore=codes_of(ignore, "--ignore"),
        unmask=unmask,
    )
    raise typer.Exit(carry_out(LocalRun(order=order), fail_on, quiet=quiet, no_color=no_color))
