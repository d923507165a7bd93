"""Counts of what was found against what was expected, per rule, family, language and kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bench.accuracy.labelled import Cell

TABLES = ("rule", "family", "language", "kind", "tier", "tier 1 by family", "tier 1 by language")


@dataclass
class Score:
    """Counts of one line of a table.

    right, missed: cells whose expected code was found or not. wrong: findings nobody expected, warnings and errors.
    right_errors, wrong_errors: those of them at the severity error. notes: unexpected findings of the severity info,
    which ask for a look and claim nothing.
    """

    right: int = 0
    right_errors: int = 0
    wrong_errors: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def expected(self) -> int:
        """How many cells should have been found."""
        return self.right + len(self.missed)

    @property
    def precision(self) -> float | None:
        """Share of the errors and warnings that are right; None without any."""
        return _share(self.right, self.right + len(self.wrong))

    @property
    def error_precision(self) -> float | None:
        """Share of the errors that are right; None without any."""
        return _share(self.right_errors, self.right_errors + self.wrong_errors)

    @property
    def recall(self) -> float | None:
        """Share of the expected that was found; None where nothing was expected."""
        return _share(self.right, self.expected)

    def row(self) -> list[str]:
        """Expected, right, missed, wrong, notes, precision, precision of errors, recall: as printed."""
        counts = (self.expected, self.right, len(self.missed), len(self.wrong), len(self.notes))
        return [*map(str, counts), *map(percent, (self.precision, self.error_precision, self.recall))]

    def as_json(self) -> dict[str, Any]:
        """The same, for machines."""
        return {
            "expected": self.expected,
            "right": self.right,
            "missed": len(self.missed),
            "wrong": len(self.wrong),
            "notes": len(self.notes),
            "precision": self.precision,
            "error_precision": self.error_precision,
            "recall": self.recall,
        }


@dataclass
class Cells:
    """How many cells that break a rule were told.

    named: by a rule of ``expect``. told: by one of ``expect`` or ``may``, which say the same in other words.
    """

    count: int = 0
    named: int = 0
    told: int = 0

    def row(self) -> list[str]:
        """Cells, named, told, and their shares: as printed."""
        shares = (_share(self.named, self.count), _share(self.told, self.count))
        return [str(self.count), str(self.named), str(self.told), *map(percent, shares)]


CELL_HEADS = ("cells", "named", "told", "by the named rule", "told at all")
HEADS = ("expected", "right", "missed", "wrong", "notes", "precision", "of errors", "recall")


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def percent(share: float | None) -> str:
    """``97.1%``, or a dash where there is nothing to divide."""
    return f"{share:.1%}" if share is not None else "–"


class Tally:
    """Scores by table and name, and one over all."""

    def __init__(self, native_notes: frozenset[str], tiers: Mapping[str, int]) -> None:
        """``native_notes``: codes whose own severity is info, for which a note is the finding. tiers: by code."""
        self.native_notes = native_notes
        self.tiers = tiers
        self.tables: dict[str, dict[str, Score]] = {name: defaultdict(Score) for name in TABLES}
        self.all = Score()
        self.cells = 0
        self.broken: dict[str, Cells] = defaultdict(Cells)

    def add(self, cell: Cell, found: Mapping[str, str], known: frozenset[str]) -> None:
        """Count one cell: ``found`` is code → severity word, ``known`` the codes that exist."""
        self.cells += 1
        self._tell(cell, {code for code, severity in found.items() if self._weighs(code, severity)})
        for code in sorted((cell.expect & known) | (set(found) - cell.may)):
            severity = found.get(code, "")
            weighty = self._weighs(code, severity)
            for score in self._scores(code, cell):
                self._count(score, f"{code} {severity or '—':<7} {cell}", cell, code, severity, weighty)

    def _weighs(self, code: str, severity: str) -> bool:
        return severity in ("error", "warning") or (severity == "info" and code in self.native_notes)

    def _tell(self, cell: Cell, weighty: set[str]) -> None:
        """Count a cell that breaks a rule, over all, and for tier 1 per family (of its first code) and language."""
        if cell.clean:
            return
        names = ["all"]
        if any(self.tiers.get(code) == 1 for code in cell.expect):
            names += ["tier 1", f"tier 1, {min(cell.expect)[:2]}", f"tier 1, {cell.lang}"]
        for name in names:
            one = self.broken[name]
            one.count += 1
            one.named += bool(weighty & cell.expect)
            one.told += bool(weighty & (cell.expect | cell.may))

    def _scores(self, code: str, cell: Cell) -> Iterator[Score]:
        names = {"rule": code, "family": code[:2], "language": cell.lang, "kind": cell.kind}
        tier = self.tiers.get(code, 0)
        names["tier"] = str(tier)
        if tier == 1:
            names |= {"tier 1 by family": code[:2], "tier 1 by language": cell.lang}
        yield self.all
        for table, name in names.items():
            yield self.tables[table][name]

    @staticmethod
    def _count(score: Score, line: str, cell: Cell, code: str, severity: str, weighty: bool) -> None:
        if code in cell.expect:
            if weighty:
                score.right += 1
                score.right_errors += severity == "error"
            else:
                score.missed.append(line)
        elif severity == "info":
            score.notes.append(line)
        else:
            score.wrong.append(line)
            score.wrong_errors += severity == "error"

    def as_json(self) -> dict[str, Any]:
        """Every table, and the lines of misses and false alarms."""
        return {
            "cells": self.cells,
            "all": self.all.as_json(),
            "broken": {name: vars(one) for name, one in sorted(self.broken.items())},
            **{table: {k: v.as_json() for k, v in sorted(s.items())} for table, s in self.tables.items()},
            "missed": sorted(self.all.missed),
            "wrong": sorted(self.all.wrong),
            "notes": sorted(self.all.notes),
        }
