"""How an account stands in a program: by the settings, else by an accounts list that is part of the run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from auditor.config import Settings
from auditor.feed.table import Feed
from auditor.layouts import squash
from auditor.text.program_status import ProgramState, marketplaces_of, program_of, state_of

Program = Literal["custom", "handmade"]
State = Literal["approved", "pending", "refused", "not_enrolled", "unknown"]

ACCOUNTS_LIST = "accounts_list"
"""The layout whose rows say how accounts stand; such a file is not audited itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedApproval:
    """One row of an accounts list. marketplaces: two letters each, empty where the row names none (all of them)."""

    account: str
    marketplaces: tuple[str, ...]
    program: Program
    state: ProgramState
    path: str
    row: int
    """Spreadsheet row number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """The answer. ``unknown``: nobody says; ``elsewhere``: approved, but not for this marketplace."""

    state: State
    source: Literal["settings", "accounts_list", "nowhere"] = "nowhere"
    elsewhere: bool = False
    where: str = ""
    """File and row of the accounts list."""


def listed_approvals(feed: Feed) -> tuple[ListedApproval, ...]:
    """The rows of an accounts list; rows without a readable status are left out."""
    columns = {name: feed.find(name) for name in ("account", "country", "program", "program_status")}
    texts = {
        name: [text.strip() for text in feed.array(found[0]).to_pylist()] if found else [""] * len(feed.cells)
        for name, found in columns.items()
    }
    found = []
    for place, number in enumerate(feed.row_numbers.tolist()):
        state = state_of(texts["program_status"][place])
        if state is not None:
            found.append(
                ListedApproval(
                    account=texts["account"][place],
                    marketplaces=marketplaces_of(texts["country"][place]),
                    program=program_of(texts["program"][place]),
                    state=state,
                    path=feed.path,
                    row=number,
                )
            )
    return tuple(found)


def standing(
    settings: Settings,
    listed: Iterable[ListedApproval],
    path: str,
    marketplace: str,
    program: Program = "custom",
) -> Standing:
    """The settings speak first; a list counts for the account whose name the feed's path carries, or its only one."""
    name = "program_approval" if program == "custom" else "handmade_approval"
    approval = getattr(settings, name)
    if name in settings.model_fields_set and "status" in approval.model_fields_set:
        covered = not approval.marketplaces or marketplace in ("", *approval.marketplaces)
        state: State = {"approved": "approved", "applied": "pending"}.get(approval.status, "not_enrolled")  # type: ignore[assignment]
        return Standing(state=state, source="settings", elsewhere=state == "approved" and not covered)
    return _by_list([one for one in listed if one.program == program], path, marketplace)


def _by_list(listed: list[ListedApproval], path: str, marketplace: str) -> Standing:
    account = _account_of(path, {one.account for one in listed})
    mine = [one for one in listed if account is not None and one.account == account]
    here = [one for one in mine if not one.marketplaces or marketplace in ("", *one.marketplaces)]
    states = {one.state for one in here}
    if len(states) == 1:
        return Standing(state=here[0].state, source="accounts_list", where=_where(here[0]))
    if not here and any(one.state == "approved" for one in mine):
        return Standing(state="approved", source="accounts_list", elsewhere=True, where=_where(mine[0]))
    return Standing(state="unknown")


def _where(one: ListedApproval) -> str:
    return f"{PurePath(one.path).name}:{one.row}"


def _account_of(path: str, accounts: set[str]) -> str | None:
    """The account a feed belongs to: the longest name that is part of its path, or the only one there is."""
    parts = [squash(part) for part in PurePath(path).parts]
    named = [a for a in accounts if len(squash(a)) >= 2 and any(squash(a) in part for part in parts)]
    if named:
        return max(named, key=lambda name: len(squash(name)))
    return next(iter(accounts)) if len(accounts) == 1 else None
