"""The command that takes the marks of an audit out of a workbook: ``auditor strip``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.command import EXIT_NOT_AUDITED, LangOption, refuse, report_language


def strip(
    file: Annotated[Path, typer.Argument(help="A marked copy (FEED.annotated.xlsx).", dir_okay=False)],
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Folder the workbook goes to (default: a new file beside the copy)."),
    ] = None,
    lang: LangOption = None,
) -> None:
    """Take colours, notes and the Audit sheet of a marked copy out again.

    A copy as it was written becomes exactly the workbook it was made of. In a copy that a spreadsheet program has saved
    since, everything of ours is taken out and your changes stay.

    Exit codes: 0 done, 2 usage, 3 the file could not be read, holds no marks, or the result not be written.
    """
    from auditor.model import FeedError, Text
    from auditor.report.annotate.strip import strip_file, stripped_name
    from auditor.report.files import ReportError

    language = report_language(lang) or "en"
    if file.suffix.lower() not in (".xlsx", ".xlsm"):
        refuse(
            str(file),
            Text(
                "Only workbooks (.xlsx, .xlsm) carry marks; name the marked copy, FEED.annotated.xlsx.",
                "只有工作簿（.xlsx、.xlsm）带有审核标注；请指定标注副本 FEED.annotated.xlsx。",
            )(language),
        )
        raise typer.Exit(EXIT_NOT_AUDITED)
    target = (out or file.parent) / stripped_name(file)
    number = 2
    while target.exists():
        target = target.with_name(f"{Path(stripped_name(file)).stem} ({number}){file.suffix}")
        number += 1
    try:
        written, exact = strip_file(file, target)
    except (FeedError, ReportError) as error:
        refuse(str(file), error.problem(language))
        raise typer.Exit(EXIT_NOT_AUDITED) from None
    said = (
        Text("exactly the workbook that was marked", "与标注前的工作簿完全一致")
        if exact
        else Text("the marks are taken out, your changes kept", "标注已去除，您的修改已保留")
    )
    typer.echo(f"{written}: {said(language)}")
