"""The command that sets findings beside the marketplace's own verdicts: ``auditor compare``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.command import (
    ConfigOption,
    EncodingOption,
    LangOption,
    NoColorOption,
    compare_with,
    formats_of,
    report_language,
)


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
