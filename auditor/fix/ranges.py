"""Drop-downs and conditional formats follow the rows they were made for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.feed.template.areas import Area, area, base
from auditor.ooxml import Splice
from auditor.ooxml.markup import QUOTED, attribute, with_attribute

_OPEN = re.compile(rb"<((?:\w+:)?(?:dataValidation|conditionalFormatting))(?=[\s/>])" + QUOTED + rb">")
_SQREF = re.compile(rb"(<(?:\w+:)?sqref\s*>)([^<]*)(?=</)")
_FORMULA = re.compile(rb"(<(?:\w+:)?(?:formula[12]?|f)\s*>)([^<]*)(?=</)")
_REFERENCE = re.compile(
    rb"\"[^\"]*\"|&quot;.*?&quot;|'[^']*'|(?<![\w.$])(\$?[A-Z]{1,3})([0-9]{1,7})(?![\w(.!])", re.DOTALL
)


class Moved:
    """Where rows go when only ``kept`` (ascending spreadsheet numbers) of the rows ``first`` to ``last`` stay."""

    def __init__(self, first: int, last: int, kept: Sequence[int]) -> None:
        self._first, self._last, self._kept = first, last, kept

    @property
    def _below(self) -> int:
        """The first row below the kept ones."""
        return self._first + len(self._kept)

    def area(self, one: Area) -> Area:
        """Where ``one`` goes; without any row left it is the row below the data."""
        if one.bottom < self._first or one.top > self._last:
            return one
        low, high = bisect_left(self._kept, one.top), bisect_right(self._kept, one.bottom)
        top = one.top if one.top < self._first else self._first + low
        bottom = one.bottom if one.bottom > self._last else self._first + high - 1
        if bottom < top:
            return replace(one, top=self._below, bottom=self._below)
        return replace(one, top=top, bottom=bottom)

    def splices(self, data: bytes) -> Iterator[Splice]:
        """The edits of what stands behind the rows of a sheet."""
        for found in _OPEN.finditer(data):
            end = found.end()
            if not found[0].endswith(b"/>"):
                close = data.find(b"</" + found[1], end)
                end = close if close >= 0 else end
            yield from self._block(data, found, end)

    def _block(self, data: bytes, opening: re.Match[bytes], end: int) -> Iterator[Splice]:
        """One drop-down or conditional format: its ranges, and its formulas where their anchor moves."""
        tag, inner = opening[0], _SQREF.search(data, opening.end(), end)
        stated = inner[2].decode() if inner else attribute(tag, "sqref") or ""
        ranges = [area(word) for word in stated.split()]
        known = tuple(one for one in ranges if one is not None)
        moved = tuple(self.area(one) for one in known)
        if not known or moved == known:
            return
        words = iter(moved)
        text = " ".join(
            word if one is None else str(next(words))
            for word, one in zip(stated.split(), ranges, strict=True)
        )
        if inner:
            yield Splice(*inner.span(2), text.encode())
        else:
            yield Splice(*opening.span(), with_attribute(tag, "sqref", text))
        by = base(moved)[0] - base(known)[0]
        if by:
            for formula in _FORMULA.finditer(data, opening.end(), end):
                yield Splice(*formula.span(2), shifted(formula[2], by))


def shifted(formula: bytes, by: int) -> bytes:
    """A formula (as XML) whose relative rows are ``by`` rows further down."""

    def one(found: re.Match[bytes]) -> bytes:
        row = int(found[2] or 0) + by
        return found[1] + b"%d" % row if found[1] and row > 0 else found[0]

    return _REFERENCE.sub(one, formula)
