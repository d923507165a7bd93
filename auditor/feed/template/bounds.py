"""Excel's own validations of length, number and date (other marketplaces use them) as limits of a column."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence

from auditor.feed.template.book import Book
from auditor.feed.template.coverage import covered, everywhere
from auditor.feed.template.model import Limit, LimitKind, Place
from auditor.feed.template.parts_xml import Validation

KINDS: dict[str, LimitKind] = {
    "textLength": "length",
    "whole": "integer",
    "decimal": "decimal",
    "date": "date",
}
LIMITS_PER_COLUMN = 4
WIDEST = 1e15
"""Bounds beyond it say only that a number is wanted."""

_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")


def validation_limits(book: Book, validations: Sequence[Validation]) -> dict[int, list[Limit]]:
    """Column position → limits that hold in every data row; those of some rows only are left out."""
    found: dict[int, list[Limit]] = defaultdict(list)
    count = len(book.feed.cells)
    bounding = [one for one in validations if one.kind in KINDS]
    for position, stated in covered(bounding, book).items():
        for one, spans in stated:
            limit = _limit(one, book.feed.sheet) if everywhere(spans, count) else None
            if limit and len(found[position]) < LIMITS_PER_COLUMN:
                found[position].append(limit)
    return found


def _limit(one: Validation, sheet: str) -> Limit | None:
    """The bounds a validation states as plain numbers; None where they are formulas or exclude a middle."""
    first, second = _constant(one.formula1), _constant(one.formula2)
    if first is None or one.operator in ("notEqual", "notBetween"):
        return None
    kind = KINDS[one.kind]
    step = 1.0 if kind in ("length", "integer") else 0.0
    least: float | None = None
    most: float | None = None
    if one.operator == "between":
        # "Between 0 and 0" is what a writer without bounds leaves behind: only the kind is meant.
        least, most = (first, second) if first or second else (None, None)
    elif one.operator == "equal":
        least = most = first
    elif one.operator in ("greaterThan", "greaterThanOrEqual"):
        least = first
    else:
        most = first - step if one.operator == "lessThan" else first
    return Limit(
        kind=kind,
        least=least if least is not None and abs(least) <= WIDEST else None,
        most=most if most is not None and abs(most) <= WIDEST else None,
        above=one.operator == "greaterThan",
        closed=one.closed,
        place=Place(sheet, str(one.areas[0])),
    )


def _constant(text: str) -> float | None:
    text = text.strip().removeprefix("=")
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None
