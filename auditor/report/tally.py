"""Findings counted the ways a report shows them: by severity, rule, column and pattern."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from auditor.engine import Audit
from auditor.feed.table import IntArray
from auditor.findings import Findings
from auditor.model import Severity


@dataclass(frozen=True, kw_only=True)
class SeverityCount:
    """Findings, violating cells and rows of one severity. Findings about the whole file count in ``findings`` only."""

    severity: Severity
    findings: int
    cells: int
    rows: int


@dataclass(frozen=True, kw_only=True)
class RuleCount:
    """One rule's findings; ``severity`` is the worst of them, ``first`` the position of the first."""

    code: str
    severity: Severity
    findings: int
    rows: int
    first: int


@dataclass(frozen=True, kw_only=True)
class ColumnCount:
    """Findings in one physical column (position −1: about the whole file or a whole row)."""

    position: int
    errors: int
    warnings: int
    infos: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.errors + self.warnings + self.infos


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """The same rule broken by the same value in the same column: one cause, ``cells`` cells."""

    code: str
    column: int
    value: str
    severity: Severity
    cells: int
    first: int
    """Position of the first of its findings."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Every count of one audit; each list is ordered worst first, then most frequent first."""

    total: int
    rows: int
    """Rows with any finding."""
    cells: int
    """Cells with any finding."""
    severities: tuple[SeverityCount, ...]
    rules: tuple[RuleCount, ...]
    columns: tuple[ColumnCount, ...]
    patterns: tuple[Pattern, ...]
    """Those of at least two cells."""
    accepted: int = 0
    """Findings that somebody accepted; none of the other counts has them."""

    def of(self, severity: Severity) -> SeverityCount:
        """The counts of one severity."""
        return next(count for count in self.severities if count.severity == severity)


def tally(audit: Audit) -> Tally:
    """Count the findings of ``audit`` that nobody accepted; vectorised, a few passes over arrays."""
    everything = audit.findings
    places = np.flatnonzero(everything.open)
    found = everything if len(places) == len(everything) else everything.take(places)
    cells = cell_keys(found)
    in_cell = (found.rows >= 0) & (found.columns >= 0)
    return Tally(
        total=len(found),
        rows=_distinct(found.rows[found.rows >= 0]),
        cells=_distinct(cells[in_cell]),
        severities=tuple(
            SeverityCount(
                severity=severity,
                findings=int(mine.sum()),
                cells=_distinct(cells[mine & in_cell]),
                rows=_distinct(found.rows[mine & (found.rows >= 0)]),
            )
            for severity in sorted(Severity, reverse=True)
            for mine in (found.severities == severity,)
        ),
        rules=tuple(replace(one, first=int(places[one.first])) for one in _by_rule(found)),
        columns=_by_column(found),
        patterns=tuple(replace(one, first=int(places[one.first])) for one in _patterns(found, cells)),
        accepted=len(everything) - len(found),
    )


def cell_keys(found: Findings) -> np.ndarray[Any, np.dtype[np.int64]]:
    """One int64 per finding, equal for findings on the same cell, ascending with row and column."""
    return found.rows.astype(np.int64) * (len(found.feed.columns) + 1) + found.columns


def _distinct(values: np.ndarray[Any, Any]) -> int:
    return len(np.unique(values))


def _by_rule(found: Findings) -> tuple[RuleCount, ...]:
    counts = []
    for number in np.unique(found.codes):
        mine = np.flatnonzero(found.codes == number)
        rows = found.rows[mine]
        counts.append(
            RuleCount(
                code=found.rules[number].code,
                severity=Severity(int(found.severities[mine].max())),
                findings=len(mine),
                rows=_distinct(rows[rows >= 0]),
                first=int(mine[0]),
            )
        )
    return tuple(sorted(counts, key=lambda c: (-c.severity, -c.findings, c.code)))


def _by_column(found: Findings) -> tuple[ColumnCount, ...]:
    width = len(found.feed.columns) + 1
    per_severity = {
        severity: np.bincount(found.columns[found.severities == severity] + 1, minlength=width)
        for severity in Severity
    }
    counts = [
        ColumnCount(
            position=int(position) - 1,
            errors=int(per_severity[Severity.ERROR][position]),
            warnings=int(per_severity[Severity.WARNING][position]),
            infos=int(per_severity[Severity.INFO][position]),
        )
        for position in np.flatnonzero(sum(per_severity.values()))
    ]
    return tuple(sorted(counts, key=lambda c: (-c.errors, -c.warnings, -c.infos, c.position)))


def _patterns(found: Findings, cells: np.ndarray[Any, Any]) -> tuple[Pattern, ...]:
    """Groups of at least two cells; a cell that breaks a rule several times counts once."""
    values, texts = _value_numbers(found)
    here = np.flatnonzero(values >= 0)
    once = here[np.unique(cells[here] * len(found.rules) + found.codes[here], return_index=True)[1]]
    keys = values[once] * len(found.rules) + found.codes[once]
    kinds, first, member, counts = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    worst = np.zeros(len(kinds), np.int8)
    np.maximum.at(worst, member, found.severities[once])
    groups = np.flatnonzero(counts > 1)
    order = groups[np.lexsort((once[first[groups]], -counts[groups], -worst[groups]))]
    return tuple(
        Pattern(
            code=found.rules[found.codes[where]].code,
            column=int(found.columns[where]),
            value=texts[values[where]],
            severity=Severity(int(worst[group])),
            cells=int(counts[group]),
            first=int(where),
        )
        for group in order
        for where in (once[first[group]],)
    )


def _value_numbers(found: Findings) -> tuple[IntArray, _Texts]:
    """A number per finding, equal for equal texts of the same column (−1: no cell), and the texts by number."""
    numbers = np.full(len(found), -1, np.int64)
    parts: list[tuple[int, pa.Array]] = []
    so_far = 0
    for position in np.unique(found.columns[found.columns >= 0]):
        mine = np.flatnonzero((found.columns == position) & (found.rows >= 0))
        if len(mine):
            encoded = found.feed.array(int(position)).take(pa.array(found.rows[mine])).dictionary_encode()
            numbers[mine] = np.asarray(encoded.indices) + so_far
            parts.append((so_far, encoded.dictionary))
            so_far += len(encoded.dictionary)
    return numbers, _Texts(parts)


class _Texts:
    """Distinct texts of several columns under consecutive numbers, kept in Arrow until asked for."""

    def __init__(self, parts: list[tuple[int, pa.Array]]) -> None:
        self._starts = np.array([start for start, _ in parts], np.int64)
        self._parts = [part for _, part in parts]

    def __getitem__(self, number: int) -> str:
        part = int(np.searchsorted(self._starts, number, side="right")) - 1
        return str(self._parts[part][int(number) - int(self._starts[part])].as_py())
