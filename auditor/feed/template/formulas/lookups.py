# ruff: noqa: PLR0911  errors, unknown values and results each have their way out
"""Looking values up in ranges: MATCH, VLOOKUP, HLOOKUP, COUNTIF and their kin; exact lookups only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from auditor.feed.template.areas import Area
from auditor.feed.template.book import Reference
from auditor.feed.template.formulas import values as v
from auditor.feed.template.formulas.calling import Cells, Function, count, first_problem
from auditor.feed.template.formulas.grid import Index, key
from auditor.feed.template.formulas.values import MATCH_LIMIT, NA, REF, VALUE, Problem, Unknown, Value

_SORTED = Unknown("a lookup in a sorted range")
_LONG = Unknown("a lookup of a text of more than 255 characters")
_CRITERION = re.compile(r"(<>|<=|>=|=|<|>)(.*)", re.DOTALL)

Alternatives = Callable[[Value], Iterable[str]]
"""The other spellings of a value that the marketplace takes for the same."""


def alone(_: Value) -> Iterable[str]:
    """No other spelling."""
    return ()


def spellings(aliases: Mapping[str, str]) -> Alternatives:
    """The other spellings of a value: its machine value, and all display texts with the same machine value."""
    machine = {shown.lower(): stored for shown, stored in aliases.items()}
    shown: dict[str, list[str]] = {}
    for display, stored in aliases.items():
        shown.setdefault(stored.lower(), []).append(display)

    def others(value: Value) -> Iterable[str]:
        if not isinstance(value, str):
            return ()
        stored = machine.get(value.lower(), value)
        return (stored, *shown.get(stored.lower(), ()))

    return others


def place(cells: Cells, wanted: Value, line: Reference) -> int | Problem | Unknown:
    """Where an exact lookup finds ``wanted`` in a single row or column, 0-based; ``#N/A`` where it does not."""
    index = cells.index(line)
    if isinstance(index, Unknown):
        return index
    if index.unknown is not None:
        return index.unknown
    if isinstance(wanted, str) and len(wanted) > MATCH_LIMIT:
        return _LONG
    if isinstance(wanted, str) and v.wild(wanted):
        cells.spend(len(index.places))
        found = index.wild(wanted.lower())
    else:
        sought = key(0.0 if wanted is None else wanted)
        found = index.places.get(sought) if sought is not None else None
    return NA if found is None else found


def _nearest(cells: Cells, wanted: Value, line: Reference, others: Alternatives) -> int | Problem | Unknown:
    found = place(cells, wanted, line)
    for other in others(wanted) if found == NA else ():
        found = place(cells, other, line)
        if found != NA:
            break
    return found


def match(others: Alternatives) -> Function:
    """MATCH with match type 0."""

    def made(cells: Cells, values: tuple[Value, ...]) -> Value:
        problem = first_problem(values)
        if problem is not None:
            return problem
        kind = count(values[2]) if len(values) > 2 else 1
        line = values[1]
        if not isinstance(kind, int):
            return kind
        if not isinstance(line, Reference):
            return NA
        if line.area.top != line.area.bottom and line.area.left != line.area.right:
            return NA
        if kind:
            return _SORTED
        found = _nearest(cells, values[0], line, others)
        return float(found + 1) if isinstance(found, int) else found

    return made


def table_lookup(down: bool) -> Callable[[Alternatives], Function]:
    """VLOOKUP (``down``) or HLOOKUP, with an exact match asked for."""

    def with_others(others: Alternatives) -> Function:
        def made(cells: Cells, values: tuple[Value, ...]) -> Value:
            problem = first_problem(values)
            if problem is not None:
                return problem
            wanted, table, which = values[0], values[1], count(values[2])
            near = v.truth(values[3]) if len(values) > 3 else True
            if not isinstance(which, int):
                return which
            if not isinstance(table, Reference):
                return VALUE
            if not isinstance(near, bool) or near:
                return _SORTED if isinstance(near, bool) else near
            area = table.area
            size = area.right - area.left + 1 if down else area.bottom - area.top + 1
            if which < 1:
                return VALUE
            if which > size:
                return REF
            found = _nearest(cells, wanted, Reference(table.sheet, _line(area, down)), others)
            if not isinstance(found, int):
                return found
            grid = cells.grid(table.sheet)
            if grid is None:
                return Unknown("a sheet that could not be read")
            if down:
                return grid.value(area.top + found, area.left + which - 1)
            return grid.value(area.top + which - 1, area.left + found)

        return made

    return with_others


def _line(area: Area, down: bool) -> Area:
    if down:
        return Area(area.top, area.left, area.bottom, area.left)
    return Area(area.top, area.left, area.top, area.right)


def count_if(others: Alternatives) -> Function:
    """COUNTIF. Where nothing is counted, the other spellings are tried."""

    def made(cells: Cells, values: tuple[Value, ...]) -> Value:
        problem = first_problem(values)
        if problem is not None:
            return problem
        if not isinstance(values[0], Reference):
            return VALUE
        found = _counted(cells, values[0], values[1])
        for other in others(values[1]) if found == 0 else ():
            found = _counted(cells, values[0], other)
            if found != 0:
                break
        return found

    return made


def _counted(cells: Cells, where: Reference, criterion: Value) -> Value:
    index = cells.index(where)
    if isinstance(index, Unknown):
        return index
    if index.unknown is not None:
        return index.unknown
    if isinstance(criterion, Reference):
        return Unknown("a range where one value is needed")
    if not isinstance(criterion, str):
        return float(_alike(index, 0.0 if criterion is None else criterion))
    if len(criterion) > MATCH_LIMIT:
        return _LONG
    stated = _CRITERION.fullmatch(criterion)
    operator, wanted = (stated[1], stated[2]) if stated else ("=", criterion)
    if operator not in ("=", "<>"):
        return Unknown("COUNTIF with an order")
    if not wanted:
        blank = index.size - sum(index.counts.values()) + (0 if stated else index.counts.get((2, ""), 0))
        return float(blank if operator == "=" else index.size - blank)
    if v.wild(wanted):
        cells.spend(len(index.counts))
        pattern = wanted.lower()
        total = sum(
            n for (rank, one), n in index.counts.items() if rank == 2 and v.matches(pattern, str(one))
        )
    else:
        total = _alike(index, wanted)
    return float(total if operator == "=" else index.size - total)


def _alike(index: Index, wanted: Value) -> int:
    """How many cells equal ``wanted``; a number equals the text that reads as it, too."""
    if isinstance(wanted, str) and wanted.lower() in ("true", "false"):
        wanted = wanted.lower() == "true"
    read = v.numeral(wanted) if isinstance(wanted, str) else wanted
    if isinstance(read, float) and not isinstance(read, bool):
        return index.counts.get((1, read), 0) + index.numerals().get(read, 0)
    sought = key(wanted)
    return index.counts.get(sought, 0) if sought is not None else 0


def count_filled(cells: Cells, values: tuple[Value, ...]) -> Value:
    """COUNTA."""
    total = 0
    for value in values:
        if isinstance(value, Unknown):
            return value
        if isinstance(value, Reference):
            index = cells.index(value)
            if isinstance(index, Unknown):
                return index
            total += index.filled
        else:
            total += value is not None
    return float(total)


def count_blank(cells: Cells, values: tuple[Value, ...]) -> Value:
    """COUNTBLANK: blank cells and empty texts."""
    if not isinstance(values[0], Reference):
        return values[0] if isinstance(values[0], (Unknown, Problem)) else VALUE
    index = cells.index(values[0])
    if isinstance(index, Unknown):
        return index
    return index.unknown or float(index.size - index.filled + index.counts.get((2, ""), 0))


def logical(every: bool, direct: tuple[bool, ...]) -> Function:
    """AND (``every``) or OR. direct: which arguments are cells or ranges themselves, whose texts do not count."""

    def made(cells: Cells, values: tuple[Value, ...]) -> Value:
        problem = first_problem(values)
        if problem is not None:
            return problem
        found: list[bool] = []
        for value, cell in zip(values, direct, strict=True):
            if isinstance(value, Reference):
                wrong = _truths(cells, value, found)
                if wrong is not None:
                    return wrong
            elif not cell or not (value is None or isinstance(value, str)):
                one = v.truth(value)
                if not isinstance(one, bool):
                    return one
                found.append(one)
        if not found:
            return VALUE
        return all(found) if every else any(found)

    return made


def _truths(cells: Cells, where: Reference, found: list[bool]) -> Problem | Unknown | None:
    index = cells.index(where)
    if isinstance(index, Unknown):
        return index
    if index.unknown is not None or index.problem is not None:
        return index.unknown or index.problem
    found += [bool(one) for rank, one in index.counts if rank != 2]
    return None


def equal_spelled(equal: bool, left: Alternatives, right: Alternatives) -> Function:
    """``=`` or ``<>`` between values of which the marketplace takes several spellings for the same."""

    def made(_: Cells, values: tuple[Value, ...]) -> Value:
        result = v.equal(values[0], values[1])
        if result is False:
            result = any(v.equal(one, values[1]) is True for one in left(values[0])) or any(
                v.equal(values[0], one) is True for one in right(values[1])
            )
        return result if not isinstance(result, bool) or equal else not result

    return made


def _fixed(function: Function) -> Callable[[Alternatives], Function]:
    return lambda _: function


LOOKUPS: dict[str, tuple[Callable[[Alternatives], Function], str, int]] = {
    "MATCH": (match, "vrv", 2),
    "VLOOKUP": (table_lookup(True), "vrvv", 3),
    "HLOOKUP": (table_lookup(False), "vrvv", 3),
    "COUNTIF": (count_if, "rv", 2),
    "COUNTA": (_fixed(count_filled), "r", 1),
    "COUNTBLANK": (_fixed(count_blank), "r", 1),
}
"""Name → (what makes the function, how its arguments are taken (v: a value, r: a range), how many it needs)."""
