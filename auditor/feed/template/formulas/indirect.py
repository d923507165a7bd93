# ruff: noqa: PLR0911  errors, unknown values and results each have their way out
"""INDIRECT: from a text to the range it means. It leads to ranges and to names of ranges, never to formulas."""

from __future__ import annotations

import re

from auditor.feed.template.areas import Area
from auditor.feed.template.book import Book, Reference
from auditor.feed.template.formulas import parse as p
from auditor.feed.template.formulas import values as v
from auditor.feed.template.formulas.calling import first_problem
from auditor.feed.template.formulas.tokens import FormulaError
from auditor.feed.template.formulas.values import REF, Unknown, Value

_PLAIN_NAME = re.compile(r"[^\W\d][\w.]*")
_ROW_COLUMN = re.compile(r"[Rr][0-9]*(?:[Cc][0-9]*)?|[Cc][0-9]*")


def indirect(book: Book, sheet: str, values: tuple[Value, ...]) -> Value:
    """INDIRECT: the range that a text, or the defined name in it, means. sheet: where the formula stands."""
    problem = first_problem(values)
    if problem is not None:
        return problem
    stated = v.text(values[0])
    if not isinstance(stated, str):
        return stated
    if len(values) > 1 and v.truth(values[1]) is not True:
        if _PLAIN_NAME.fullmatch(stated) and not _ROW_COLUMN.fullmatch(stated):
            return _of_name(book, stated)
        return Unknown("INDIRECT in R1C1 form")
    if "[" in stated:
        return Unknown("a table reference")
    parsed = p.parsed(stated) if not stated.startswith("=") else FormulaError("")
    if isinstance(parsed, FormulaError):
        return REF
    if isinstance(parsed.tree, p.Slot) and isinstance(parsed.ranges[0], p.Range):
        return _stated(book, sheet, parsed.tree.sheet, parsed.ranges[0])
    if isinstance(parsed.tree, (p.Named, p.Slot)):
        return _of_name(book, stated.rpartition("!")[2])
    return REF


def _stated(book: Book, main: str, sheet: str, stated: p.Range) -> Value:
    first, last = stated.first, stated.last
    rows, columns = sorted((first.row, last.row)), sorted((first.column, last.column))
    known = {name.casefold(): name for name in book.sheet_names}
    name = known.get((sheet or main).casefold())
    if sheet and name is None:
        return REF
    return Reference(name or main, Area(rows[0], columns[0], rows[1], columns[1]))


def _of_name(book: Book, name: str) -> Value:
    found = book.reference(name)
    text = book.text_of(name)
    if found is None:
        return REF if text is None or "#REF!" in text else Unknown("INDIRECT to a name that is no range")
    parsed = p.parsed(text) if text is not None else None
    if isinstance(parsed, p.Formula) and isinstance(parsed.tree, p.Slot):
        one = parsed.ranges[0]
        corners = (one.first, one.last) if isinstance(one, p.Range) else ()
        if not all(corner.row_fixed and corner.column_fixed for corner in corners):
            return Unknown("a name that moves with the cell")
    return found
