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
from auditor.command_history import HistoryOption, RetainOption, SinceOption, remembering
from auditor.command_notify import NotifyDetailsOption, NotifyOption, telling
from auditor.command_run import (
    ExecutorName,
    ExecutorOption,
    JobsOption,
    ManifestOption,
    Means,
    MemoryOption,
    NoCacheOption,
    SchedulerOption,
    TimeoutOption,
    carry_out_plan,
    local_if_file,
    many,
    nothing_named,
    planned,
)


def audit(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Feeds, folders of feeds, folders of clients, or addresses (s3://, gs://).",
            metavar="[PATH]...",
        ),
    ] = None,
    out: Annotated[str, typer.Option("--out", help="Folder (or address) the reports go to.")] = "reports",
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
    manifest: ManifestOption = "",
    executor: ExecutorOption = ExecutorName.auto,
    jobs: JobsOption = 0,
    scheduler: SchedulerOption = "",
    no_cache: NoCacheOption = False,
    timeout: TimeoutOption = 0.0,
    memory: MemoryOption = 0,
    since_last: SinceOption = False,
    history: HistoryOption = "",
    retain: RetainOption = 0,
    notify: NotifyOption = None,
    notify_details: NotifyDetailsOption = False,
) -> None:
    """Audit feeds and write a report for each.

    Reports are new files named after the feed (FEED.audit.xlsx); the feed itself is never changed. A marked copy
    (FEED.annotated.xlsx) is the feed's own workbook with coloured cells and notes; auditor strip takes them out again.

    A folder with folders of feeds is a run over clients: each folder of the first level is a client, whose files are
    audited together. An interrupted run goes on where it stopped; unchanged files are not audited again. Its findings
    are kept in a history; with --since-last the reports say what changed since the run before.
    """
    chosen = formats_of(formats, "annotated", "sarif", "junit")
    if not audit_sheet:
        chosen = tuple("annotated-cells" if name == "annotated" else name for name in chosen)
    places = tuple(paths or ())
    if not places and not manifest:
        nothing_named()
    means = Means(executor=executor, jobs=jobs, scheduler=scheduler, fresh=no_cache)
    whom = telling(notify, config, places, details=notify_details, language=report_language(lang) or "en")
    past = remembering(
        history,
        compare=since_last,
        retain=retain,
        fail_on=fail_on,
        narrowed=bool(select or ignore),
        config=config,
        places=places,
    )
    if means.stated or manifest or timeout or memory or whom.places or past.stated or many((*places, out)):
        from auditor.catalogs.plan import Asked

        asked = Asked(
            formats=chosen,
            config=str(config or ""),
            encoding=encoding,
            language=report_language(lang),
            select=codes_of(select, "--select"),
            ignore=codes_of(ignore, "--ignore"),
            unmask=unmask,
            since_last=past.compare,
            timeout=timeout,
            memory=memory,
        )
        plan = planned(places, manifest, local_if_file(out), asked)
        raise typer.Exit(carry_out_plan(plan, means, fail_on, whom, past, quiet=quiet, no_color=no_color))
    from auditor.catalogs.local import LocalRun, Order

    order = Order(
        paths=tuple(Path(place) for place in places),
        out=Path(out),
        formats=chosen,
        config=config,
        encoding=encoding,
        language=report_language(lang),
        select=codes_of(select, "--select"),
        ignore=codes_of(ignore, "--ignore"),
        unmask=unmask,
    )
    raise typer.Exit(carry_out(LocalRun(order=order), fail_on, quiet=quiet, no_color=no_color))
