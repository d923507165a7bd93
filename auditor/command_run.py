"""Carrying out a run over many files: choose who does it, show how it stands, sum up, say the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from auditor.command import EXIT_CRASHED, EXIT_FINDINGS, EXIT_NOT_AUDITED, FailOn, console_for, refuse
from auditor.command_history import Remembering, tell_night
from auditor.command_notify import Telling, announce, announce_failure

if TYPE_CHECKING:
    from auditor.catalogs.executors import Executor
    from auditor.catalogs.history.nightly import Night
    from auditor.catalogs.plan import Asked, Plan
    from auditor.catalogs.run import PlanRun
    from auditor.catalogs.summing import Sums
    from auditor.model import Language

EXIT_INTERRUPTED = 130
NOBODY = Telling()
OF_FOLDER = Remembering()


class ExecutorName(StrEnum):
    """Who carries a run out."""

    auto = "auto"
    here = "here"
    pool = "pool"
    dask = "dask"


ManifestOption = Annotated[
    str,
    typer.Option(
        "--manifest",
        help="A list of the files: csv with client,path[,marketplace,settings], or the rollup.json of an earlier run.",
    ),
]
ExecutorOption = Annotated[
    ExecutorName,
    typer.Option(
        "--executor",
        help="Who does a run over clients: this process (here), worker processes (pool), a Dask cluster (dask).",
    ),
]
JobsOption = Annotated[
    int, typer.Option("--jobs", help="Worker processes (default: one per processor).", min=0)
]
SchedulerOption = Annotated[
    str, typer.Option("--scheduler", help="Address of a Dask scheduler, e.g. tcp://host:8786.")
]
NoCacheOption = Annotated[
    bool, typer.Option("--no-cache", help="Audit every file again, also unchanged ones.")
]
TimeoutOption = Annotated[
    float, typer.Option("--timeout", help="Seconds a file may take (default: no limit).", min=0)
]
MemoryOption = Annotated[
    int,
    typer.Option(
        "--memory", help="MiB of memory a worker may have (it starts at about 200; default: no limit).", min=0
    ),
]


@dataclass(frozen=True, kw_only=True)
class Means:
    """How a run is carried out. jobs: 0 for as many as there are processors."""

    executor: ExecutorName = ExecutorName.auto
    jobs: int = 0
    scheduler: str = ""
    fresh: bool = False

    @property
    def stated(self) -> bool:
        """True when anything was asked for."""
        return self != Means()


def many(places: Sequence[str]) -> bool:
    """True where the places are a run over clients: an address, or a folder with feeds in folders below it."""
    from auditor.catalogs.paths import FEED_SUFFIXES
    from auditor.feed.places import is_url

    for place in places:
        if is_url(place):
            return True
        if os.path.isdir(place):
            for folder, below, names in os.walk(place):
                below[:] = [name for name in below if not name.startswith(".")]
                inside = os.path.normpath(folder) != os.path.normpath(place)
                feeds = sum(os.path.splitext(name)[1].lower() in FEED_SUFFIXES for name in names)
                if (feeds and inside) or feeds > _most_together():
                    return True
    return False


def _most_together() -> int:
    from auditor.catalogs.plan import MOST_TOGETHER

    return MOST_TOGETHER


def planned(places: Sequence[str], manifest: str, out: str, asked: Asked) -> Plan:
    """The plan for what was named. Raises SettingsError for a manifest that cannot be used."""
    from auditor.catalogs.discover import plan_of
    from auditor.catalogs.manifest import clients_of_manifest
    from auditor.catalogs.typed import as_typed

    clients = clients_of_manifest(manifest, out, asked) if manifest else ()
    plan = plan_of(places, out, asked, arguments=as_typed(sys.argv[1:]), clients=clients)
    if not manifest:
        return plan
    from dataclasses import replace

    return replace(plan, names=(*plan.names, manifest))


def executor_for(plan: Plan, means: Means) -> Executor:
    """Who carries ``plan`` out: a pool for several clients or where there are limits, else this process."""
    from auditor.catalogs.executors import Here
    from auditor.catalogs.executors.pool import Pool, cores

    jobs = means.jobs or cores()
    if means.scheduler or means.executor is ExecutorName.dask:
        from auditor.catalogs.executors.cluster import Cluster

        return Cluster(address=means.scheduler, jobs=jobs)
    limited = bool(plan.asked.timeout or plan.asked.memory)
    if limited and means.executor is ExecutorName.here:
        raise typer.BadParameter("--timeout and --memory need worker processes; leave out --executor here.")
    alone = jobs == 1 or len(plan.units) < 2
    if means.executor is ExecutorName.here or (means.executor is ExecutorName.auto and alone and not limited):
        return Here()
    return Pool(jobs=max(1, min(jobs, len(plan.units))))


def carry_out_plan(
    plan: Plan,
    means: Means,
    fail_on: FailOn,
    whom: Telling = NOBODY,
    remember: Remembering = OF_FOLDER,
    *,
    quiet: bool,
    no_color: bool,
) -> int:
    """Carry ``plan`` out, show what happened, tell ``whom`` it concerns, and say the exit code."""
    from auditor.catalogs.run import run_plan, state_folder
    from auditor.catalogs.summing import Sums

    executor = executor_for(plan, means)
    with ExitStack() as stack:
        night = stack.enter_context(remember.night(plan.out, state_folder(plan.out)))
        run = stack.enter_context(run_plan(plan, executor, fresh=means.fresh, known=night.known))
        sums = Sums()
        failed = _gone_through(run, sums, quiet=quiet, no_color=no_color)
        if failed:
            return announce_failure(whom, plan.out, failed, plan.asked.language or "en")
        night.record(run.record)
        written = _told(run, sums, night, whom, remember.retain, quiet=quiet, no_color=no_color)
        code = _exit_code(sums, fail_on, night)
        return code if written else max(code, EXIT_NOT_AUDITED)


def _gone_through(run: PlanRun, sums: Sums, *, quiet: bool, no_color: bool) -> int:
    """Iterate the run; the exit code where it did not come to its end, else 0."""
    from auditor.catalogs.executors.child import UnusableError
    from auditor.catalogs.lock import BusyError
    from auditor.model import FeedError

    plan = run.plan
    language: Language = plan.asked.language or "en"
    try:
        _iterated(run, sums, quiet=quiet, no_color=no_color, language=language)
    except (BusyError, FeedError) as error:
        refuse(plan.out, error.problem(language))
        return EXIT_NOT_AUDITED
    except UnusableError as error:
        refuse("", f"A worker cannot do this run: {error}.")
        return EXIT_NOT_AUDITED
    except OSError as error:
        refuse(plan.out, f"the run cannot be kept in {run.state} ({error.strerror or error}).")
        return EXIT_NOT_AUDITED
    except KeyboardInterrupt:
        refuse("", "Interrupted. Start the same command again to go on where it stopped.")
        return EXIT_INTERRUPTED
    return 0


def _told(
    run: PlanRun, sums: Sums, night: Night, whom: Telling, retain: int, *, quiet: bool, no_color: bool
) -> bool:
    """Roll-up, terminal, notices; what is too old goes last. False where the roll-up could not be written."""
    from auditor.feed.places import exists, is_url, joined
    from auditor.report.rollup.sentences import NOTHING_NEW

    plan = run.plan
    language: Language = plan.asked.language or sums.language
    kept = not sums.statuses["audited"] and exists(joined(plan.out, "rollup.json"))
    outputs = [] if kept else _rolled_up(run, night, language)
    if kept:
        refuse(plan.out, NOTHING_NEW(language))
    if not quiet:
        from auditor.report.rollup.terminal import show_run

        show_run(console_for(no_color), language, sums, outputs or [plan.out])
    for record in sums.failures:
        refuse(record.path, record.reason(language))
    hidden = sums.not_audited + sums.statuses["crashed"] - len(sums.failures)
    if hidden > 0:
        refuse("", f"… and {hidden:,} more files with problems; see {plan.out}.")
    if retain:
        night.prune(None if is_url(plan.out) else Path(plan.out), retain)
    tell_night(night, None if quiet else console_for(no_color), language)
    announce(whom, run.record, language, night.counts())
    return bool(outputs) or kept


def _iterated(run: PlanRun, sums: Sums, *, quiet: bool, no_color: bool, language: Language) -> None:
    from auditor.report.run_progress import RunProgress

    size = sum(unit.size for unit in run.plan.units)
    with RunProgress(run.plan.total, size, quiet=quiet, no_color=no_color, language=language) as progress:
        for record in run:
            sums.add(record)
            progress.took(
                record.client,
                rows=record.rows,
                size=record.size,
                errors=record.counts.get("error", 0),
                cached=record.cached,
            )


def _rolled_up(run: PlanRun, night: Night, language: Language) -> list[str]:
    """The files of the roll-up; none, and a sentence, where it could not be written."""
    from auditor.report.files import ReportError
    from auditor.report.rollup import write_rollup

    since = night.difference.older.started if night.difference else None
    try:
        return write_rollup(run.record, night.counts(), run.plan.out, language, since=since)
    except ReportError as error:
        refuse("", error.problem(language))
        return []


def _exit_code(sums: Sums, fail_on: FailOn, night: Night) -> int:
    """A history that could not be kept weighs as much as a file that could not be audited.

    Nothing is new in the first run of a history: there is nothing to compare it with.
    """
    if sums.crashed:
        return EXIT_CRASHED
    if sums.not_audited or night.problem is not None:
        return EXIT_NOT_AUDITED
    if fail_on.fresh:
        fresh = night.difference.fresh(fail_on.severity) if night.difference else 0
        return EXIT_FINDINGS if fresh else 0
    if fail_on is not FailOn.never and sums.failing(fail_on.severity):
        return EXIT_FINDINGS
    return 0


def local_if_file(place: str) -> str:
    """A ``file://`` address as the local path it is."""
    return place.removeprefix("file://") if place.startswith("file://") else place


def nothing_named() -> NoReturn:
    """Refuse a command line that names no file."""
    raise typer.BadParameter("name a feed, a folder or an address, or a list with --manifest.")
