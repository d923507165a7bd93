"""The history on the command line: its place, the night of a run, what is said of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.command import FailOn, refuse

if TYPE_CHECKING:
    from rich.console import Console

    from auditor.catalogs.history.connect import History
    from auditor.catalogs.history.nightly import Night
    from auditor.model import Language

NO_HISTORY = "none"
MOST_LISTED = 20
HistoryOption = Annotated[
    str,
    typer.Option(
        "--history",
        metavar="PLACE",
        envvar="AUDITOR_HISTORY",
        help="History of runs: a file, or postgresql://user@host/database; none: keep none (default: history in "
        "auditor.toml, then OUT/.auditor/history.sqlite).",
    ),
]
SinceOption = Annotated[
    bool,
    typer.Option("--since-last", help="Say what is new, fixed, still there or back since the last run."),
]
RetainOption = Annotated[
    int,
    typer.Option(
        "--retain",
        metavar="DAYS",
        min=0,
        help="Afterwards remove reports and history older than this (0: keep).",
    ),
]
OutOption = Annotated[
    Path, typer.Option("--out", help="Folder of the reports, whose history is meant unless --history says.")
]


@dataclass(frozen=True, kw_only=True)
class Remembering:
    """What is asked of the history of a run. place: as stated; empty for the one in the folder of the reports."""

    place: str = ""
    compare: bool = False
    retain: int = 0

    @property
    def stated(self) -> bool:
        """True when a history was asked for."""
        return bool(self.place and self.place != NO_HISTORY) or self.compare or bool(self.retain)

    def night(self, out: str, state: Path) -> Night:
        """The history of a run whose reports go to ``out`` and whose journal is in ``state``."""
        from auditor.catalogs.history.connect import FILE_NAME
        from auditor.catalogs.history.nightly import Night
        from auditor.catalogs.walk import STATE
        from auditor.feed.places import is_url, joined

        place = "" if self.place == NO_HISTORY else self.place or str(state / FILE_NAME)
        shared = joined(out, STATE) if is_url(out) else ""
        return Night(place, compare=self.compare, state=state, shared=shared)


def remembering(
    place: str,
    *,
    compare: bool,
    retain: int,
    fail_on: FailOn,
    narrowed: bool,
    config: Path | None,
    places: Sequence[str],
) -> Remembering:
    """What the options and auditor.toml ask; BadParameter where they contradict each other.

    narrowed: rules were left out on the command line. Such a run is kept only where a comparison or a place is asked
    for: for the nightly run's history everything that it did not look for would be fixed, and new the night after.
    """
    stated = place or stated_place(config, places)
    if narrowed and not (place or compare or fail_on.fresh or retain):
        stated = NO_HISTORY
    if stated == NO_HISTORY and (compare or fail_on.fresh or retain):
        raise typer.BadParameter("--since-last, --fail-on new-… and --retain need a history; leave out none.")
    return Remembering(place=stated, compare=compare or fail_on.fresh, retain=retain)


def stated_place(config: Path | None, places: Sequence[str]) -> str:
    """``history`` of auditor.toml: of the stated one, else of the one above the first feed; empty where none says."""
    from auditor.config import discover, load_settings
    from auditor.feed.places import is_url

    local = [Path(place) for place in places if not is_url(place)]
    found = config or (discover(local[0]) if local and local[0].exists() else None)
    return load_settings(found).history if found else ""


def opened(place: str, out: Path, language: Language, *, must_exist: bool = True) -> History:
    """The history of a command that only reads or prunes; exits with 3 and a sentence where there is none."""
    from auditor.catalogs.history.connect import default_place, open_history
    from auditor.catalogs.history.errors import HistoryError
    from auditor.command import EXIT_NOT_AUDITED

    named = place or stated_place(None, (str(Path.cwd()),)) or default_place(out)
    try:
        return open_history(named, must_exist=must_exist)
    except HistoryError as error:
        refuse("", error.problem(language))
        raise typer.Exit(EXIT_NOT_AUDITED) from None


def tell_night(night: Night, console: Console | None, language: Language) -> None:
    """Say what changed (on ``console``), and on standard error what went wrong with the history."""
    if console is not None and night.difference is not None:
        from auditor.catalogs.history.shown import show_difference

        show_difference(night.difference, night.listed(MOST_LISTED), console, language)
    elif console is not None and night.compare and night.problem is None:
        from auditor.catalogs.history.shown import NO_EARLIER

        console.print(NO_EARLIER(language), soft_wrap=True)
    if console is not None and night.pruned is not None:
        from auditor.catalogs.history.shown import pruned_line

        console.print(pruned_line(night.pruned, language, dry_run=False), soft_wrap=True)
    for notice in night.notices:
        refuse("", notice(language))
    if night.problem is not None:
        from auditor.catalogs.history.shown import NOT_WRITTEN

        refuse("", NOT_WRITTEN.format(why=night.problem)(language))
