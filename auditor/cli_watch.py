"""``auditor watch``: audits each feed in a folder when it has stopped growing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.command import EXIT_CRASHED, EXIT_FINDINGS, EXIT_NOT_AUDITED, EXIT_USAGE, refuse
from auditor.command_parse import parsed

if TYPE_CHECKING:
    from auditor.catalogs.watching import Watcher

CLEAN, FINDINGS, REFUSED, CRASHED = "clean", "with findings", "could not be audited", "crashed"
OUTCOMES = {0: CLEAN, EXIT_FINDINGS: FINDINGS, EXIT_NOT_AUDITED: REFUSED, EXIT_CRASHED: CRASHED}
"""Exit codes of ``auditor audit`` → what became of the file; any other code, but wrong settings, is a crash."""
SAVED = 2.0
"""Seconds between two writings of what was audited; it is written at the end in any case."""
OWN_OPTIONS = ("--out", "--manifest", "--quiet", "-q")


def watch(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(help="The folder to watch, with all folders in it.")],
    options: Annotated[
        list[str] | None,
        typer.Argument(help="Options of auditor audit, e.g. -- --format json --lang zh", metavar="OPTION"),
    ] = None,
    out: Annotated[str, typer.Option("--out", help="Folder the reports go to.")] = "reports",
    interval: Annotated[float, typer.Option("--interval", min=0.05, help="Seconds between two looks.")] = 2.0,
    settle: Annotated[
        float, typer.Option("--settle", min=0.0, help="Seconds without change after which a file is whole.")
    ] = 5.0,
    once: Annotated[bool, typer.Option("--once", help="Audit what is there, then end.")] = False,
) -> None:
    """Audit each feed in a folder when it has stopped growing, until Ctrl-C.

    Every file is audited in a process of its own, so that none can harm the watch; files beside it are no evidence for
    it here, as they are for auditor audit FOLDER. Files audited earlier and not changed since are left alone; reports
    are never audited. Reports go into the same folders below --out that their feeds lie in.
    """
    from auditor.catalogs.lock import BusyError, Lock
    from auditor.catalogs.run import state_folder
    from auditor.catalogs.watching import MEMORY, Watcher, remember, remembered
    from auditor.report.files import ReportError

    chosen = _checked(ctx, folder, out, list(options or ()))
    state = state_folder(out)
    told: Counter[str] = Counter()
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with Lock(state, "watch.lock"):
            memory = state / MEMORY
            watcher = Watcher(str(folder), out, settle=settle, audited=remembered(memory))
            try:
                _look(watcher, memory, Path(out), chosen, told, interval=interval, once=once)
            finally:
                remember(memory, watcher.kept)
    except BusyError as error:
        refuse(out, error.problem.en)
        raise typer.Exit(EXIT_NOT_AUDITED) from None
    except ReportError as error:
        refuse(out, error.problem.en)
        raise typer.Exit(EXIT_NOT_AUDITED) from None
    except OSError as error:
        refuse(out, f"the watch cannot keep its memory in {state} ({error.strerror or error}).")
        raise typer.Exit(EXIT_NOT_AUDITED) from None
    except KeyboardInterrupt:
        once = False
    finally:
        signal.signal(signal.SIGTERM, before)
    _sum_up(told)
    worst = next(
        (code for code in (EXIT_CRASHED, EXIT_NOT_AUDITED, EXIT_FINDINGS) if told[OUTCOMES[code]]), 0
    )
    raise typer.Exit(worst if once else 0)


def _checked(ctx: typer.Context, folder: Path, out: str, options: list[str]) -> list[str]:
    """The options for every audit, parsed once as the program would; usage errors are raised as there."""
    if not folder.is_dir():
        raise typer.BadParameter(f"{folder} is no folder; name the folder that feeds arrive in.")
    if "://" in out:
        raise typer.BadParameter(f"{out} is an address; a watch writes to a folder.")
    own = next((one for one in options if one.split("=")[0] in OWN_OPTIONS), None)
    if own:
        raise typer.BadParameter(f"{own} belongs before the two dashes, or to watch itself.")
    found = parsed(ctx, ("audit", str(folder), *options))
    assert found is not None, "audit is a command"
    if list(found["paths"]) != [str(folder)]:
        raise typer.BadParameter(f"{found['paths'][-1]}: only options may stand after the two dashes.")
    return options


def _look(
    watcher: Watcher,
    memory: Path,
    out: Path,
    options: Sequence[str],
    told: Counter[str],
    *,
    interval: float,
    once: bool,
) -> None:
    """Look, audit what is ready, and look again."""
    from auditor.catalogs.watching import remember

    if not once:
        _say(f"Watching {watcher.folder}; end with Ctrl-C.")
    away, saved = False, time.monotonic()
    while True:
        for path in watcher.ready():
            state = watcher.state(path)
            code = _audited(path, _target(watcher, path, out), options)
            outcome = REFUSED if code == EXIT_USAGE else OUTCOMES.get(code, CRASHED)
            told[outcome] += 1
            _say(f"{path}: {outcome}")
            watcher.done(path, state, keep=code != EXIT_USAGE)
            if time.monotonic() - saved > SAVED:
                remember(memory, watcher.kept)
                saved = time.monotonic()
        if watcher.problem is not None and not away:
            refuse(watcher.folder, watcher.problem.en)
        away = watcher.problem is not None
        if once and not watcher.waiting:
            return
        time.sleep(interval)


def _target(watcher: Watcher, path: str, out: Path) -> Path:
    """The folder for a file's reports; one of its own where a file beside it would give them the same names."""
    target = out / os.path.dirname(os.path.relpath(path, watcher.folder))
    return target / os.path.basename(path) if watcher.has_namesake(path) else target


def _audited(path: str, target: Path, options: Sequence[str]) -> int:
    """Audit one file in a process of its own; its exit code. Interrupted, the process is ended as well."""
    command = [sys.executable, "-m", "auditor", "audit", path, "--out", str(target), "--quiet", *options]
    apart = {"creationflags": 0x200} if sys.platform == "win32" else {"start_new_session": True}
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, **apart)
    try:
        return int(process.wait())
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def _say(line: str) -> None:
    typer.echo(line)
    sys.stdout.flush()


def _sum_up(told: Counter[str]) -> None:
    files = sum(told.values())
    parts = ", ".join(f"{told[one]:,} {one}" for one in OUTCOMES.values() if told[one])
    _say(f"{files:,} file{'s' * (files != 1)} audited" + (f": {parts}." if parts else "."))
