"""What the rules of an audit propose to change, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import numpy as np

from auditor.engine import Audit
from auditor.feed.table import Damage
from auditor.fix.editor import FORMULA
from auditor.model import Text

FORM_FIRST = ("FF703", "FF712", "ID104")
"""Rules whose repair others build on: encoding, hidden characters, damaged numbers. The rest goes by code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFix:
    """A cell's text and what it becomes. row: spreadsheet number. column: physical position."""

    row: int
    column: int
    before: str
    after: str
    code: str

    @property
    def cell(self) -> tuple[int, int]:
        """(row, column)."""
        return self.row, self.column


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A proposal that was not carried out, and why."""

    fix: CellFix
    reason: Text


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which proposals are asked for. codes: rule codes or families, none = all. unsafe: those to look at as well."""

    codes: tuple[str, ...] = ()
    unsafe: bool = False
    seen: dict[tuple[int, int], set[str]] = field(default_factory=dict)
    """Texts a cell has had already: a proposal never leads back to one."""

    def takes(self, code: str, safety: str) -> bool:
        """Whether a rule's proposals are wanted."""
        named = not self.codes or code in self.codes or code[:2] in self.codes
        return named and (safety == "safe" or (self.unsafe and safety == "unsafe"))


def proposals(audit: Audit, wanted: Wanted, barred: Collection[CellFix] = ()) -> list[CellFix]:
    """One proposal per cell, in order of rows and columns; accepted findings are left as their seller wants them."""
    best: dict[tuple[int, int], tuple[tuple[int, str], CellFix]] = {}
    for fix in _all(audit, wanted):
        if fix in barred or fix.after in wanted.seen.get(fix.cell, ()):
            continue
        rank = (FORM_FIRST.index(fix.code) if fix.code in FORM_FIRST else len(FORM_FIRST), fix.code)
        if fix.cell not in best or rank < best[fix.cell][0]:
            best[fix.cell] = (rank, fix)
    return [best[cell][1] for cell in sorted(best)]


def _all(audit: Audit, wanted: Wanted) -> Iterable[CellFix]:
    """Every proposal of the rules that are wanted."""
    found, feed = audit.findings, audit.feed
    takes = np.array([wanted.takes(rule.code, rule.fix) for rule in found.rules], bool)
    mine = np.flatnonzero(takes[found.codes] & found.open & (found.rows >= 0) & (found.columns >= 0))
    some = found.take(mine)
    values = some.values()
    numbers = feed.row_numbers
    for i in range(len(some)):
        texts = some.sources[some.blocks[i]].hits.fixes
        after = texts[some.places[i]] if texts is not None else None
        if after is not None and after != values[i]:
            yield CellFix(
                row=int(numbers[some.rows[i]]),
                column=int(some.columns[i]),
                before=values[i],
                after=after,
                code=found.rules[some.codes[i]].code,
            )


def formulas(audit: Audit) -> set[tuple[int, int]]:
    """Cells (row, column) whose text is a formula's result: a new text would destroy the formula."""
    damages = audit.feed.damages
    mine = damages[damages["kind"].isin([Damage.FORMULA, Damage.FORMULA_WITHOUT_VALUE])]
    rows = audit.feed.row_numbers[mine["row"].to_numpy()].tolist()
    return set(zip(rows, mine["column"].tolist(), strict=True))


_FORMULA = re.compile(r"=|[-+@]\s*[A-Za-z][A-Za-z.]*[(|]")
LIVE = Text("a spreadsheet would run the text as a formula", "表格软件会将其作为公式执行")


def not_formulas(audit: Audit, fixes: Iterable[CellFix]) -> tuple[list[CellFix], list[Refused]]:
    """The fixes that neither overwrite a formula nor make one, and the others as refused."""
    live = formulas(audit)
    fine: list[CellFix] = []
    refused: list[Refused] = []
    for fix in fixes:
        if fix.cell in live:
            refused.append(Refused(fix=fix, reason=FORMULA))
        elif _FORMULA.match(fix.after) and not _FORMULA.match(fix.before):
            refused.append(Refused(fix=fix, reason=LIVE))
        else:
            fine.append(fix)
    return fine, refused
