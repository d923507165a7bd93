"""Conditional formats of the sheet that would paint over our fills: ours go on top, with a fill and nothing else.

A lower ``priority`` wins (ECMA-376, 18.3.1.10), also over rules in the extension list. Only cells that such a format
covers need ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from auditor.feed.table import IntArray, column_letter
from auditor.model import Severity
from auditor.ooxml.cells import column_position
from auditor.ooxml.markup import QUOTED, Element, Splice, masked
from auditor.report.annotate.marks import Marks

RANGES = 4_000
"""Ranges of ours on a sheet; spreadsheet programs grow slow with more."""
FORMULA = 'LEN("auditor")=7'
"""Always true, and recognisable."""

_RULE = re.compile(rb"<(?:[^\s:/>]+:)?cfRule(?=[\s/>])" + QUOTED + rb">")
_PRIORITY = re.compile(rb"\spriority\s*=\s*[\"']\s*(\d+)\s*[\"']")
_FORMAT = re.compile(rb"<(?:[^\s:/>]+:)?conditionalFormatting(?=[\s/>])(" + QUOTED + rb")>")
_REFERENCE = re.compile(rb"\ssqref\s*=\s*[\"']([^\"']*)[\"']")
_EXTENDED = re.compile(rb"<[^\s:/>]+:sqref>([^<]*)</")
_BEFORE = frozenset(
    {
        *("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter"),
        *("sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr"),
    }
)
"""Elements of a worksheet that stand before its conditional formats (ECMA-376, 18.3.1.99)."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, kw_only=True)
class Overlay:
    """Ranges to paint, per severity; ``left_out``: cells beyond RANGES, which the sheet's own formats may hide."""

    ranges: dict[Severity, tuple[str, ...]]
    left_out: int

    def splices(
        self, data: bytes, root: Element, prefix: bytes, styles: Callable[[Severity], int]
    ) -> list[Splice]:
        """The edits of the markup after the table; ``styles`` gives the differential format of a severity."""
        if not self.ranges:
            return []
        shown = masked(data)
        blocks = []
        for priority, severity in enumerate(sorted(self.ranges, reverse=True), 1):
            reference = " ".join(self.ranges[severity]).encode()
            formula = FORMULA.encode()
            blocks.append(
                b'<%bconditionalFormatting sqref="%b"><%bcfRule type="expression" dxfId="%d" priority="%d">'
                b"<%bformula>%b</%bformula></%bcfRule></%bconditionalFormatting>"
                % (
                    prefix,
                    reference,
                    prefix,
                    styles(severity),
                    priority,
                    prefix,
                    formula,
                    prefix,
                    prefix,
                    prefix,
                )
            )
        place = next((one.start for one in root.children if one.name not in _BEFORE), root.close)
        splices = [Splice(place, place, b"".join(blocks))]
        for rule in _RULE.finditer(shown):
            stated = _PRIORITY.search(rule[0])
            if stated:
                start, end = (rule.start() + at for at in stated.span(1))
                splices.append(Splice(start, end, b"%d" % (int(stated[1]) + len(blocks))))
        return splices


NONE = Overlay(ranges={}, left_out=0)


def overlay_for(marks: Marks, tail: bytes) -> Overlay:
    """What is to be painted on a sheet whose markup after the table is ``tail``."""
    areas = list(_covered(masked(tail))) if b"cfRule" in tail else []
    if not areas or not marks.severities or re.search(rb"\spivot\s*=\s*[\"'](?:1|true)", tail):
        # Formats of a pivot table are named by their priority elsewhere: they must not be shifted.
        return NONE
    places = np.array(sorted(marks.severities), np.int64).reshape(-1, 2)
    inside = np.zeros(len(places), np.bool_)
    for area in areas:
        low, high = np.searchsorted(places[:, 0], [area.top, area.bottom + 1])
        columns = places[low:high, 1]
        inside[low:high] |= (columns >= area.left) & (columns <= area.right)
    weights = np.array([marks.severities[r, c] for r, c in places.tolist()], np.int8)
    ranges: dict[Severity, tuple[str, ...]] = {}
    room, left_out = RANGES, 0
    for severity in sorted(Severity, reverse=True):
        runs = _runs(places[inside & (weights == severity)])
        left_out += sum(size for _, size in runs[room:])
        if runs[:room]:
            ranges[severity] = tuple(name for name, _ in runs[:room])
        room -= len(runs[:room])
    return Overlay(ranges=ranges, left_out=left_out)


def _covered(tail: bytes) -> Iterator[Area]:
    """The areas of the sheet's own conditional formats."""
    for element in _FORMAT.finditer(tail):
        stated = _REFERENCE.search(element[1])
        if stated:
            yield from areas_of(stated[1].decode("ascii", "replace"))
    if b":cfRule" in tail:
        for found in _EXTENDED.finditer(tail):
            yield from areas_of(found[1].decode("ascii", "replace"))


def areas_of(reference: str) -> Iterable[Area]:
    """``B2:C9 E1 4:5`` → the areas; what is no reference is left out."""
    for word in reference.replace("$", "").replace(",", " ").split():
        found = re.fullmatch(r"([A-Z]{0,3})(\d{0,7})(?::([A-Z]{0,3})(\d{0,7}))?", word)
        if not found:
            continue
        left, top = found[1], found[2]
        right, bottom = (found[3], found[4]) if ":" in word else (left, top)
        yield Area(
            int(top or 1),
            column_position(left or "A"),
            int(bottom or 1_048_576),
            column_position(right or "XFD"),
        )


def _runs(places: IntArray) -> list[tuple[str, int]]:
    """Cells as ranges down their columns, in sheet order, with how many cells each has."""
    if not len(places):
        return []
    order = np.lexsort((places[:, 0], places[:, 1]))
    rows, columns = places[order, 0], places[order, 1]
    breaks = np.flatnonzero((np.diff(columns) != 0) | (np.diff(rows) != 1)) + 1
    firsts, lasts = np.append(0, breaks), np.append(breaks, len(rows)) - 1
    found = sorted(zip(rows[firsts].tolist(), columns[firsts].tolist(), rows[lasts].tolist(), strict=True))
    return [(_name(column, top, bottom), bottom - top + 1) for top, column, bottom in found]


def _name(column: int, top: int, bottom: int) -> str:
    letter = column_letter(column)
    return f"{letter}{top}" if top == bottom else f"{letter}{top}:{letter}{bottom}"
