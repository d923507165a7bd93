"""What all functions share: what they are given, and how errors and unknown values pass through them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from auditor.feed.template.book import Reference
from auditor.feed.template.formulas import values as v
from auditor.feed.template.formulas.grid import Grid, Index
from auditor.feed.template.formulas.values import NUMBER, TEXT_LIMIT, VALUE, Problem, Unknown, Value


class Cells(Protocol):
    """The workbook, as far as functions ask it."""

    def grid(self, sheet: str) -> Grid | None:
        """The cells of a sheet; None where it cannot be read."""
        ...

    def index(self, reference: Reference) -> Index | Unknown:
        """The cells of a single row or column by value."""
        ...

    def spend(self, steps: int) -> None:
        """Count work; raises when there was too much."""
        ...


Function = Callable[[Cells, tuple[Value, ...]], Value]


def first_problem(values: tuple[Value, ...]) -> Problem | Unknown | None:
    """What is not known goes before errors, the first error before the others."""
    found: Problem | None = None
    for value in values:
        if isinstance(value, Unknown):
            return value
        if found is None and isinstance(value, Problem):
            found = value
    return found


def strict(function: Function) -> Function:
    """``function``, asked only where no argument is an error or unknown."""

    def guarded(cells: Cells, values: tuple[Value, ...]) -> Value:
        problem = first_problem(values)
        return function(cells, values) if problem is None else problem

    return guarded


def texts(function: Callable[..., Value]) -> Function:
    """A function of texts."""

    def made(_: Cells, values: tuple[Value, ...]) -> Value:
        texts = [v.text(value) for value in values]
        return first_problem(tuple(texts)) or function(*texts)

    return strict(made)


def limited(text: str) -> Value:
    """A text, or ``#VALUE!`` where it is too long for a cell."""
    return text if len(text) <= TEXT_LIMIT else VALUE


def count(value: Value) -> int | Problem | Unknown:
    """A position or length: cut to a whole number."""
    found = v.number(value)
    if not isinstance(found, float):
        return found
    return int(found) if abs(found) < 1e9 else NUMBER
