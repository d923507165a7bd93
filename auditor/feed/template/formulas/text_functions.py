"""Functions of texts: LEFT, RIGHT, MID, SUBSTITUTE, FIND, SEARCH, TRIM."""

from __future__ import annotations

from auditor.feed.template.formulas import values as v
from auditor.feed.template.formulas.calling import Cells, Function, count, first_problem, limited, strict
from auditor.feed.template.formulas.values import TEXT_LIMIT, VALUE, Problem, Unknown, Value


def edge(right: bool) -> Function:
    """LEFT or RIGHT."""

    def made(_: Cells, values: tuple[Value, ...]) -> Value:
        text = v.text(values[0])
        length = count(values[1]) if len(values) > 1 else 1
        if not isinstance(text, str):
            return text
        if not isinstance(length, int):
            return length
        if length < 0:
            return VALUE
        return (text[-length:] if length else "") if right else text[:length]

    return strict(made)


def mid(_: Cells, values: tuple[Value, ...]) -> Value:
    """MID: ``count`` characters from a 1-based start."""
    text, start, length = v.text(values[0]), count(values[1]), count(values[2])
    if not isinstance(text, str):
        return text
    if not isinstance(start, int):
        return start
    if not isinstance(length, int):
        return length
    return VALUE if start < 1 or length < 0 else text[start - 1 : start - 1 + length]


def substitute(cells: Cells, values: tuple[Value, ...]) -> Value:
    """SUBSTITUTE, of all occurrences or the n-th; with regard to case."""
    text, old, new = (v.text(value) for value in values[:3])
    if not (isinstance(text, str) and isinstance(old, str) and isinstance(new, str)):
        return first_problem((text, old, new))
    cells.spend(len(text) >> 6)
    if len(values) > 3:
        return _nth(text, old, new, count(values[3]))
    if old and len(text) + text.count(old) * (len(new) - len(old)) > TEXT_LIMIT:
        return VALUE
    return text.replace(old, new) if old else text


def _nth(text: str, old: str, new: str, which: int | Problem | Unknown) -> Value:
    if not isinstance(which, int):
        return which
    if which < 1:
        return VALUE
    at = -1
    for _ in range(which if old else 0):
        at = text.find(old, at + 1 if at < 0 else at + len(old))
        if at < 0:
            return text
    return limited(text[:at] + new + text[at + len(old) :]) if old else text


def find(exact: bool) -> Function:
    """FIND (with regard to case) or SEARCH (without; its wildcards are not worked out)."""

    def made(_: Cells, values: tuple[Value, ...]) -> Value:
        wanted, text = v.text(values[0]), v.text(values[1])
        start = count(values[2]) if len(values) > 2 else 1
        if not (isinstance(wanted, str) and isinstance(text, str)):
            return first_problem((wanted, text))
        if not isinstance(start, int):
            return start
        if not exact:
            wanted, text = wanted.lower(), text.lower()
            if v.wild(wanted):
                return Unknown("SEARCH with wildcards")
        if not 1 <= start <= len(text) + 1:
            return VALUE
        at = text.find(wanted, start - 1)
        return float(at + 1) if at >= 0 else VALUE

    return strict(made)


def trim(text: str) -> Value:
    """TRIM: no blanks at the edges, single ones inside."""
    return " ".join(part for part in text.split(" ") if part)
