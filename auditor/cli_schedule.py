"""``auditor schedule`` writes files for the machine's scheduler; ``auditor job`` is what they run: one at a time."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from auditor.command import EXIT_NOT_AUDITED, refuse
from auditor.command_parse import parsed, run

PASS_ON = {"allow_interspersed_args": False}
"""Options after the command's name are the command's."""
UNSCHEDULED = ("schedule", "job", "watch", "init", "demo")


class Scheduler(StrEnum):
    """Whose files are written."""

    auto = "auto"
    cron = "cron"
    systemd = "systemd"
    windows = "windows"


def schedule(
    ctx: typer.Context,
    command: Annotated[
        list[str],
        typer.Argument(help="The command to run, e.g. -- audit clients/ --out reports", metavar="COMMAND"),
    ],
    scheduler: Annotated[
        Scheduler, typer.Option("--for", help="Whose files to write (auto: this machine's scheduler).")
    ] = Scheduler.auto,
    at: Annotated[str, typer.Option("--at", help="Time of day, by this machine's clock.")] = "02:30",
    days: Annotated[str, typer.Option("--days", help="daily, or days such as mon-fri or mon,thu.")] = "daily",
    name: Annotated[str, typer.Option("--name", help="Name of the job.")] = "feed-audit",
    out: Annotated[Path, typer.Option("--out", help="Folder the files go to.")] = Path("schedule"),
) -> None:
    """Write what the machine's own scheduler needs to run a command every night: cron, systemd or Windows.

    Nothing is installed: the command that does it is shown. The job runs in the current folder; while one run of it
    goes on, another is left out.
    """
    from auditor.catalogs.schedule import Job, days_of, how_to_install, kind_here, time_of, write_job
    from auditor.model import FeedError
    from auditor.report.files import ReportError

    _checked(ctx, command)
    try:
        when, on = time_of(at), days_of(days)
    except ValueError as error:
        raise typer.BadParameter(f"{error}.") from None
    kind = kind_here() if scheduler is Scheduler.auto else scheduler.value
    program = (sys.executable, "-m", "auditor", "job", name, *command)
    try:
        job = Job(name=name, command=program, folder=Path.cwd(), at=when, days=on)
        files = write_job(job, kind, out.resolve())
    except FeedError as error:
        raise typer.BadParameter(error.problem.en) from None
    except ReportError as error:
        refuse(str(out), error.problem.en)
        raise typer.Exit(EXIT_NOT_AUDITED) from None
    typer.echo(f"Written: {', '.join(str(file) for file in files)}")
    typer.echo("To install it:")
    for line in how_to_install(job, kind, files):
        typer.echo(f"  {line}")
    if any(one.startswith(("http", "smtp")) for one in command if "@" in one or "/" in one):
        refuse("", "The files hold the address for notices; keep them private, or state env:NAME instead.")


def job(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Name of the job.")],
    command: Annotated[list[str], typer.Argument(help="The command to run.", metavar="COMMAND")],
) -> None:
    """Run a command unless an earlier run of the same job in the same folder still goes on (exit code 3)."""
    from contextlib import ExitStack

    from auditor.catalogs.lock import BusyError, Lock

    with ExitStack() as stack:
        try:
            stack.enter_context(Lock(_jobs_folder(name), "lock"))
        except BusyError:
            refuse("", f"The job {name} still runs; this run is left out.")
            raise typer.Exit(EXIT_NOT_AUDITED) from None
        except OSError as error:
            refuse("", f"The job {name} cannot be locked ({error.strerror}); it runs all the same.")
        run(ctx, command)


def _checked(ctx: typer.Context, command: list[str]) -> None:
    """Parse ``command`` as the program would; usage errors are raised as there."""
    if command[0] in UNSCHEDULED or parsed(ctx, command) is None:
        raise typer.BadParameter(
            f"{command[0]} is no command to schedule; e.g. -- audit clients/ --out reports"
        )


def _jobs_folder(name: str) -> Path:
    """Where a job's lock lies: in the user's cache folder, apart for each name and folder it runs in."""
    import hashlib

    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    mark = hashlib.sha256(os.fsencode(f"{name}\n{Path.cwd()}")).hexdigest()[:16]
    return Path(base) / "auditor" / "jobs" / mark
