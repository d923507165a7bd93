"""Notices on the command line: where they go, and sending them when a run is over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.command import EXIT_CRASHED, refuse

if TYPE_CHECKING:
    from auditor.catalogs.notices import Place
    from auditor.catalogs.records import ChangeCount, RunRecord
    from auditor.model import Language

NotifyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--notify",
        metavar="ADDRESS",
        envvar="AUDITOR_NOTIFY",
        help="Send a summary when the run is over: https://… (Slack, Teams, others get JSON), "
        "smtp://user@host?from=A&to=B, or env:NAME; may be repeated (default: notify in auditor.toml).",
    ),
]
NotifyDetailsOption = Annotated[
    bool,
    typer.Option("--notify-details", help="Name rule codes and SKUs in the summary; by default only counts."),
]


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Who is told of a run, and how much."""

    places: Sequence[Place] = ()
    details: bool = False


def telling(
    named: Sequence[str] | None,
    config: Path | None,
    feeds: Sequence[str],
    *,
    details: bool,
    language: Language,
) -> Telling:
    """Who is to be told; BadParameter for an address that cannot be used.

    An environment variable that is not set is said and costs the notice, not the audit.
    """
    if not named and not _may_be_stated(config, feeds):
        return Telling(details=details)
    from auditor.catalogs.notices import AbsentError, NoticeError, places_of

    places: list[Place] = []
    stated = () if named else _stated(config, feeds)
    try:
        for one in named or stated:
            try:
                places += places_of((one,)) if named else places_of((), (one,))
            except AbsentError as error:
                refuse("", error.problem(language))
    except NoticeError as error:
        raise typer.BadParameter(error.problem(language)) from None
    return Telling(places=tuple(places), details=details)


def announce(whom: Telling, run: RunRecord, language: Language, changes: Iterable[ChangeCount] = ()) -> None:
    """Send the notice of ``run``; a notice that fails is a sentence on standard error.

    changes: how findings stand against an earlier run.
    """
    if not whom.places:
        return
    from auditor.catalogs.notices import notice_of, send

    notice = notice_of(run, changes=changes, details=whom.details)
    send(whom.places, notice, language, lambda sentence: refuse("", sentence))


def announce_failure(whom: Telling, out: str, code: int, language: Language) -> int:
    """Say that a run into ``out`` did not come to its end, unless a person interrupted it; ``code``, its exit code."""
    if not whom.places or code > EXIT_CRASHED:
        return code
    from auditor.catalogs.notices import failure, send
    from auditor.model import Text

    problem = Text(
        f"Feed audit: the run into {out} did not come to its end (exit code {code}); its messages say why.",
        f"文件审核：写入 {out} 的任务未能完成（退出代码 {code}）；原因见其输出信息。",
    )
    send(whom.places, failure(problem), language, lambda sentence: refuse("", sentence))
    return code


def _may_be_stated(config: Path | None, feeds: Sequence[str]) -> bool:
    return config is not None or any("://" not in place for place in feeds)


def _stated(config: Path | None, feeds: Sequence[str]) -> tuple[str, ...]:
    """What the settings that apply to the first place say; nothing where they cannot be used, which the run says."""
    from auditor.command import settings_of
    from auditor.model import SettingsError

    local = next((place for place in feeds if "://" not in place), ".")
    try:
        return settings_of(config, Path(local)).notify
    except SettingsError:
        return ()
