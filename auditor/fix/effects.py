"""What a round of fixes did to the findings: which are new, and whose fault that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from auditor.engine import Audit
from auditor.evidence.keys import distinct
from auditor.fix.proposals import CellFix

Place = tuple[str, int, int]
"""(rule code, spreadsheet row or −1, column position or −1)."""


@dataclass(frozen=True, slots=True)
class Weight:
    """Findings at one place: how many, and the gravest."""

    count: int
    severity: int


def weights(audit: Audit) -> dict[Place, Weight]:
    """Findings by place, accepted ones included."""
    found = audit.findings
    if not len(found):
        return {}
    numbers = audit.feed.row_numbers
    rows = np.where(found.rows >= 0, numbers[np.maximum(found.rows, 0)] if len(numbers) else -1, -1)
    first, inverse, counts = distinct(found.codes, rows, found.columns)
    worst = np.zeros(len(first), np.int64)
    np.maximum.at(worst, inverse, found.severities.astype(np.int64))
    codes = [rule.code for rule in found.rules]
    places = (found.codes[first], rows[first], found.columns[first], counts, worst)
    return {
        (codes[code], row, column): Weight(count, severity)
        for code, row, column, count, severity in zip(*(one.tolist() for one in places), strict=True)
    }


def appeared(before: Mapping[Place, Weight], after: Mapping[Place, Weight]) -> list[Place]:
    """Places where more, or graver, is found than before."""
    nothing = Weight(0, 0)
    return [
        place
        for place, now in after.items()
        if now.count > (was := before.get(place, nothing)).count or now.severity > was.severity
    ]


def without_effect(
    fixes: Sequence[CellFix], before: Mapping[Place, Weight], after: Mapping[Place, Weight]
) -> list[CellFix]:
    """Fixes whose own finding stands as it stood."""
    nothing = Weight(0, 0)
    return [
        fix
        for fix in fixes
        if after.get((fix.code, *fix.cell), nothing).count >= before.get((fix.code, *fix.cell), nothing).count
    ]


def culprits(fixes: Sequence[CellFix], new: Sequence[Place], audit: Audit) -> dict[CellFix, str]:
    """Fixes to take back for the ``new`` findings → the code of one of these.

    Blamed are, in this order and only as far as anything is blamed: fixes of the very cell, of the row, of cells that
    now hold the same text in the column, of the column, all.
    """
    by_cell = {fix.cell: fix for fix in fixes}
    blamed = {by_cell[row, column]: code for code, row, column in new if (row, column) in by_cell}
    if blamed:
        return blamed
    for level in (_of_row, _of_text, _of_column):
        for place in new:
            blamed |= dict.fromkeys(level(fixes, place, audit), place[0])
        if blamed:
            return blamed
    return dict.fromkeys(fixes, new[0][0])


def _of_row(fixes: Sequence[CellFix], place: Place, audit: Audit) -> list[CellFix]:
    del audit
    return [fix for fix in fixes if fix.row == place[1]]


def _of_text(fixes: Sequence[CellFix], place: Place, audit: Audit) -> list[CellFix]:
    _, row, column = place
    if row < 0 or column < 0:
        return []
    position = int(np.searchsorted(audit.feed.row_numbers, row))
    text = str(audit.feed.array(column)[position].as_py()).strip().casefold()
    return [fix for fix in fixes if fix.column == column and fix.after.strip().casefold() == text]


def _of_column(fixes: Sequence[CellFix], place: Place, audit: Audit) -> list[CellFix]:
    del audit
    return [fix for fix in fixes if fix.column == place[2]]
