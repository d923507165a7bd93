"""The commands that write settings: ``auditor init`` drafts them, ``auditor accept`` adds decisions."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from auditor.command import EXIT_NOT_AUDITED, EncodingOption, codes_of, refuse


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


def accept(
    place: Annotated[
        Path,
        typer.Argument(help="The feed, or a report about it; with --baseline also a folder.", metavar="PATH"),
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why, in a few words; every report shows it.")],
    rule: Annotated[
        str,
        typer.Option(
            "--rule", help="The rule whose findings are accepted, e.g. OP220 (with --baseline: only these)."
        ),
    ] = "",
    sku: Annotated[
        str, typer.Option("--sku", help="The SKU concerned; leave out for a finding about the whole file.")
    ] = "",
    until: Annotated[
        datetime | None, typer.Option("--until", help="Last day it holds.", formats=["%Y-%m-%d"])
    ] = None,
    baseline: Annotated[
        bool,
        typer.Option(
            "--baseline",
            help="Accept every finding that stands today, until --until; only new ones count then.",
        ),
    ] = False,
) -> None:
    """Accept findings of one rule on one SKU, or all that stand today: they stay in the reports, marked, and count no
    longer. When the last day has passed, they count again.

    The decision is written to auditor.decisions.toml beside the settings that apply to the feed.
    """
    if baseline:
        _accept_all(place, rule, sku, reason, until)
        return
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
    if not sku.strip():
        typer.echo(
            f"It holds for what {code[0]} says of the whole file; a finding in a row needs its --sku too."
        )


def _accept_all(place: Path, rule: str, sku: str, reason: str, until: datetime | None) -> None:
    from auditor.catalogs.baseline import accept_standing
    from auditor.model import FeedError

    if sku:
        raise typer.BadParameter("--sku and --baseline do not go together.")
    if until is None:
        raise typer.BadParameter("--baseline needs --until: the last day on which old findings do not count.")
    try:
        done = accept_standing(place, codes_of(rule, "--rule"), reason, until.date())
    except FeedError as error:
        refuse(str(place), error.problem("en"))
        raise typer.Exit(EXIT_NOT_AUDITED) from None
    for path, count in done.written.items():
        typer.echo(f"{count:,} findings accepted until {until:%Y-%m-%d} in {path}.")
    if done.audited and not done.written:
        typer.echo("No finding counts today; nothing was written.")
    for record in done.refused:
        refuse(record.path, record.reason("en"))
    if done.refused:
        raise typer.Exit(EXIT_NOT_AUDITED)
