"""The functions and operators the templates use, for single values.

A function that is not here is not known; so is a result that spreadsheet programs disagree on.
"""

from __future__ import annotations

from collections.abc import Callable

from auditor.feed.template.book import Reference
from auditor.feed.template.formulas import range_functions as r
from auditor.feed.template.formulas import text_functions as t
from auditor.feed.template.formulas import values as v
from auditor.feed.template.formulas.calling import (
    Cells,
    Function,
    count,
    first_problem,
    limited,
    strict,
    texts,
)
from auditor.feed.template.formulas.values import NA, NUMBER, VALUE, WIDE, Problem, Unknown, Value


def _join(_: Cells, values: tuple[Value, ...]) -> Value:
    parts = [v.text(value) for value in values]
    problem = first_problem(tuple(parts))
    return problem if problem is not None else limited("".join(map(str, parts)))


def _arithmetic(operation: Callable[[float, float], Value]) -> Function:
    def made(_: Cells, values: tuple[Value, ...]) -> Value:
        one, two = v.number(values[0]), v.number(values[1])
        problem = first_problem((one, two))
        if problem is not None:
            return problem
        assert isinstance(one, float) and isinstance(two, float)  # noqa: PT018
        try:
            result = operation(one, two)
        except OverflowError:
            return NUMBER
        if isinstance(result, (float, int)) and not abs(result) < 1e308:
            return NUMBER
        return result

    return strict(made)


def _power(base: float, exponent: float) -> Value:
    if base == 0 and exponent <= 0:
        return NUMBER if exponent == 0 else v.DIVISION
    result = base**exponent
    return NUMBER if isinstance(result, complex) else float(result)


def _signed(_: Cells, values: tuple[Value, ...]) -> Value:
    one = v.number(values[0])
    return -one if isinstance(one, float) else one


def _percent(_: Cells, values: tuple[Value, ...]) -> Value:
    one = v.number(values[0])
    return one / 100 if isinstance(one, float) else one


def _compare(test: Callable[[int], bool]) -> Function:
    def made(_: Cells, values: tuple[Value, ...]) -> Value:
        order = v.compared(values[0], values[1])
        return test(order) if isinstance(order, int) else order

    return made


def _equal(_: Cells, values: tuple[Value, ...]) -> Value:
    return v.equal(values[0], values[1])


def _unequal(_: Cells, values: tuple[Value, ...]) -> Value:
    result = v.equal(values[0], values[1])
    return not result if isinstance(result, bool) else result


def _not(_: Cells, values: tuple[Value, ...]) -> Value:
    result = v.truth(values[0])
    return not result if isinstance(result, bool) else result


def _if(_: Cells, values: tuple[Value, ...]) -> Value:
    condition, *branches = values
    result = v.truth(condition)
    chosen = [*branches, False, False][:2] if len(branches) == 1 else branches
    if isinstance(result, Unknown):
        same = type(chosen[0]) is type(chosen[1]) and chosen[0] == chosen[1]
        return chosen[0] if same and not isinstance(chosen[0], Reference) else result
    if isinstance(result, Problem):
        return result
    return chosen[0 if result else 1]


def _if_error(only: Problem | None) -> Function:
    def made(_: Cells, values: tuple[Value, ...]) -> Value:
        wrong = isinstance(values[0], Problem) and only in (None, values[0])
        return values[1] if wrong else values[0]

    return made


def _is(test: Callable[[Value], bool]) -> Function:
    def made(_: Cells, values: tuple[Value, ...]) -> Value:
        if isinstance(values[0], Unknown):
            return values[0]
        if isinstance(values[0], Reference):
            return WIDE
        return test(values[0])

    return made


def _is_error(test: Callable[[Value], bool]) -> Function:
    """Questions about errors: a range of several cells that is there is none (``ISERROR(INDIRECT(…))``)."""
    plain = _is(test)

    def made(cells: Cells, values: tuple[Value, ...]) -> Value:
        wide = isinstance(values[0], Reference) or values[0] == WIDE
        return False if wide else plain(cells, values)

    return made


def _is_number(value: Value) -> bool:
    return isinstance(value, float) and not isinstance(value, bool)


def _value(_: Cells, values: tuple[Value, ...]) -> Value:
    if isinstance(values[0], bool):
        return VALUE
    return v.number(values[0])


def _choose(_: Cells, values: tuple[Value, ...]) -> Value:
    which = count(values[0])
    if not isinstance(which, int):
        return which
    return values[which] if 1 <= which < len(values) else VALUE


OPERATORS: dict[str, Function] = {
    "&": strict(_join),
    "+": _arithmetic(lambda one, two: one + two),
    "-": _arithmetic(lambda one, two: one - two),
    "*": _arithmetic(lambda one, two: one * two),
    "/": _arithmetic(lambda one, two: one / two if two else v.DIVISION),
    "^": _arithmetic(_power),
    "NEG": strict(_signed),
    "%": strict(_percent),
    "=": _equal,
    "<>": _unequal,
    "<": _compare(lambda order: order < 0),
    ">": _compare(lambda order: order > 0),
    "<=": _compare(lambda order: order <= 0),
    ">=": _compare(lambda order: order >= 0),
}

PLAIN: dict[str, tuple[Function, str, int]] = {
    "NOT": (strict(_not), "v", 1),
    "IF": (_if, "vxx", 2),
    "IFERROR": (_if_error(None), "xx", 2),
    "IFNA": (_if_error(NA), "xx", 2),
    "LEN": (texts(lambda text: float(len(text.encode("utf-16-le", "replace")) // 2)), "v", 1),
    "EXACT": (texts(lambda one, two: one == two), "vv", 2),
    "LOWER": (texts(lambda text: text.lower()), "v", 1),
    "UPPER": (texts(lambda text: text.upper()), "v", 1),
    "TRIM": (texts(t.trim), "v", 1),
    "LEFT": (t.edge(False), "vv", 1),
    "RIGHT": (t.edge(True), "vv", 1),
    "MID": (strict(t.mid), "vvv", 3),
    "SUBSTITUTE": (strict(t.substitute), "vvvv", 3),
    "FIND": (t.find(True), "vvv", 2),
    "SEARCH": (t.find(False), "vvv", 2),
    "VALUE": (strict(_value), "v", 1),
    "CONCATENATE": (strict(_join), "v*", 1),
    "ISBLANK": (_is(lambda value: value is None), "v", 1),
    "ISERROR": (_is_error(lambda value: isinstance(value, Problem)), "v", 1),
    "ISERR": (_is_error(lambda value: isinstance(value, Problem) and value != NA), "v", 1),
    "ISNA": (_is_error(lambda value: value == NA), "v", 1),
    "ISNUMBER": (_is(_is_number), "v", 1),
    "ISTEXT": (_is(lambda value: isinstance(value, str)), "v", 1),
    "ISNONTEXT": (_is(lambda value: not isinstance(value, str)), "v", 1),
    "ISLOGICAL": (_is(lambda value: isinstance(value, bool)), "v", 1),
    "ADDRESS": (strict(r.address), "vvvvv", 2),
    "ROW": (strict(r.row), "r", 1),
    "COLUMN": (strict(r.column), "r", 1),
    "ROWS": (r.size(True), "r", 1),
    "COLUMNS": (r.size(False), "r", 1),
    "INDEX": (strict(r.part), "rvvv", 1),
    "OFFSET": (strict(r.offset), "rvvvv", 3),
    "CHOOSE": (_choose, "vx*", 2),
    "TRUE": (lambda _, __: True, "", 0),
    "FALSE": (lambda _, __: False, "", 0),
    "NA": (lambda _, __: NA, "", 0),
}
"""Name → (function, how its arguments are taken, how many it needs). v: a value, r: a range, x: as the whole result
is; ``*`` repeats the one before.
"""

YIELDS_RANGES = frozenset({"INDEX", "OFFSET", "INDIRECT"})
