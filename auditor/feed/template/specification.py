"""The hidden specification sheet of item templates whose row 1 says ``ColHeader``: one column per attribute and product
type, rows for its XML name, container, requirement level and valid values.

Drop-downs of such templates name their list by product type and attribute (``Cups__Mugs_color``) without the workbook
defining that name; the list stands in this sheet.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow.compute as pc

from auditor.feed.table import Sheet, column_letter
from auditor.feed.template.areas import Area
from auditor.feed.template.book import Book, Reference
from auditor.feed.template.definitions import requirement_of
from auditor.feed.template.model import Definition, Place, Requirement
from auditor.layouts import squash

HEAD_ROWS = 60
SIGN = "colheader"
ROWS: Mapping[str, str] = {
    "attributexmlname": "name",
    "requirementlevel": "level",
    "containerxml": "container",
    "producttype": "type",
    "validvaluesheader": "list",
    "validvalues": "values",
}
_DROPPED = str.maketrans("", "", "&,-()°/\\'")
_CONTAINER = re.compile(r"\(([A-Za-z_][\w.]*)\)")


@dataclass(kw_only=True)
class Specification:
    """What the sheet states of the main sheet's columns, by position."""

    definitions: dict[int, Definition] = field(default_factory=dict)
    by_type: dict[int, dict[str, Requirement]] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)


def specification(book: Book) -> Specification:
    """The sheet's statements; the lists it holds become names of ``book``. Empty without such a sheet."""
    sheet, rows = _sheet(book)
    if sheet is None:
        return Specification()
    _define_lists(book, sheet, rows)
    return _Reader(book, sheet, rows).read()


def _sheet(book: Book) -> tuple[Sheet | None, dict[str, int]]:
    """The specification sheet and, by role, the index of its rows."""
    for name in book.sheet_names:
        head = book.head(name, 1) if name != book.feed.sheet else []
        if head and head[0][1] and squash(head[0][1][0]) == SIGN:
            sheet = book.sheet(name)
            labels = (
                [squash(text) for text in sheet.columns[0].slice(0, HEAD_ROWS).to_pylist()] if sheet else []
            )
            rows = {ROWS[label]: index for index, label in reversed(list(enumerate(labels))) if label in ROWS}
            if {"name", "level"} <= rows.keys():
                return sheet, rows
    return None, {}


def _define_lists(book: Book, sheet: Sheet, rows: Mapping[str, int]) -> None:
    if not {"list", "values"} <= rows.keys():
        return
    begin = rows["values"]
    first = int(sheet.rows[begin])
    for position, column in enumerate(sheet.columns[1:], 1):
        header = column[rows["list"]].as_py().strip()
        filled = np.flatnonzero(np.asarray(pc.binary_length(column.slice(begin))))
        if header and len(filled):
            where = Area(first, position, int(sheet.rows[begin + int(filled[-1])]), position)
            found = Reference(sheet.name, where, header)
            book.define(header.replace(" ", "_").translate(_DROPPED), found)
            book.define(header, found)


class _Reader:
    """Matches the sheet's columns with those of the main sheet: by container and name, else by name alone."""

    def __init__(self, book: Book, sheet: Sheet, rows: Mapping[str, int]) -> None:
        self._sheet, self._rows = sheet, rows
        self._columns: dict[tuple[str, str], list[int]] = defaultdict(list)
        containers = _containers([cells for _, cells in book.feed.headers], len(book.feed.columns))
        own = {(self._text(at, "container"), self._text(at, "name")) for at in range(1, len(sheet.columns))}
        for column in book.feed.columns:
            key = containers[column.position], column.name
            self._columns[key if key in own else ("", column.name)].append(column.position)
        self._levels = {
            (self._text(at, "type"), self._text(at, "name")): self._text(at, "level")
            for at in range(1, len(sheet.columns))
        }

    def _text(self, position: int, role: str) -> str:
        index = self._rows.get(role)
        return "" if index is None else self._sheet.columns[position][index].as_py().strip()

    def read(self) -> Specification:
        """All statements."""
        out = Specification()
        row = int(self._sheet.rows[self._rows["level"]])
        for at in range(1, len(self._sheet.columns)):
            kind, container = self._text(at, "type"), self._text(at, "container")
            requirement = requirement_of(self._text(at, "level"))
            if requirement == "required" and container:
                outer = requirement_of(self._levels.get((kind, container), ""))
                requirement = "required" if outer == "required" else "conditional"
            place = Place(self._sheet.name, f"{column_letter(at)}{row}")
            # Of several columns of one attribute (feature 1, feature 2 …) only the first must be filled.
            for number, position in enumerate(self._columns.get((container, self._text(at, "name")), ())):
                binding = "optional" if number and requirement == "required" else requirement
                if kind and binding:
                    out.by_type.setdefault(position, {})[kind.lower()] = binding
                    out.places.setdefault(position, place)
                elif not kind:
                    out.definitions[position] = Definition(requirement=binding, place=place)
        return out


def _containers(headers: Sequence[Sequence[str]], width: int) -> list[str]:
    """Per column the XML name of the compound it stands under (``Volume Capacity (volumeCapacity)``)."""
    found = [""] * width
    for cells in headers:
        marks = [(at, _CONTAINER.search(cell)) for at, cell in enumerate(cells[:width]) if cell.strip()]
        named = [(at, mark) for at, mark in marks if mark]
        if len(named) < max(3, len(marks) // 2):
            continue
        ends = [at for at, _ in marks[1:]] + [width]
        for (begin, mark), end in zip(marks, ends, strict=True):
            if mark:
                found[begin:end] = [mark[1]] * (end - begin)
        break
    return found
