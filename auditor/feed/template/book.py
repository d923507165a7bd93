"""The workbook around a feed: its sheets, read when asked for, and the cells its defined names lead to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.feed.table import Feed, Sheet
from auditor.feed.template.areas import Area, area
from auditor.feed.template.model import Place
from auditor.feed.template.parts_xml import Name
from auditor.model import FeedError, Text

CELL_LIMIT = 200_000
"""Cells that are looked at of one range; the longest list of a real template has 16,000."""
NOTE_LIMIT = 20
FOLLOW_LIMIT = 16
"""Names that lead to names."""

_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^\s'!(),&=<>\"]+))!(.+)", re.DOTALL)
_CONSTANTS = re.compile(r"\{[^{}]*\}")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')


class Opened(Protocol):
    """An opened file, as far as it is asked here."""

    @property
    def names(self) -> Sequence[tuple[str, str]]:
        """(sheet name, visibility) in workbook order."""
        ...

    def head(self, name: str, rows: int = 12) -> Sheet:
        """The first existing rows of a sheet."""
        ...

    def read(self, name: str) -> Sheet:
        """A sheet, whole."""
        ...


@dataclass(frozen=True, slots=True)
class Reference:
    """A range of cells. name: the defined name that was followed to it, as the workbook spells it."""

    sheet: str
    area: Area
    name: str = ""

    @property
    def place(self) -> Place:
        """The same for people."""
        return Place(self.sheet, str(self.area), self.name)


class Book:
    """The sheets and defined names of one workbook, seen from ``feed``'s main sheet.

    Sheets are read once, when first asked for; a damaged one counts as empty and leaves a note. ``notes`` grows.
    """

    def __init__(self, opened: Opened, feed: Feed, names: Sequence[Name] = ()) -> None:
        self.feed = feed
        self.notes: list[Text] = []
        self._opened = opened
        self._names = {one.name.casefold(): one for one in names if not one.scope}
        self._names |= {one.name.casefold(): one for one in names if one.scope == feed.sheet}
        self._sheets: dict[str, Sheet | None] = {}
        self._virtual: dict[str, Reference] = {}

    @cached_property
    def sheet_names(self) -> tuple[str, ...]:
        """All sheets with cells, the main one too, in workbook order."""
        return tuple(name for name, _ in self._opened.names)

    @cached_property
    def _spelled(self) -> dict[str, str]:
        return {name.casefold(): name for name in self.sheet_names}

    def sheet(self, name: str) -> Sheet | None:
        """A sheet whole, whatever the case of its name; None where there is none or it cannot be read."""
        own = self._spelled.get(name.casefold())
        if own is None:
            return None
        if own not in self._sheets:
            try:
                self._sheets[own] = self._opened.read(own)
            except FeedError as problem:
                self._sheets[own] = None
                self.note(
                    Text(
                        "Sheet “{name}” could not be read, so what it states was not used: {why}",
                        "无法读取工作表“{name}”，其中的规定未被采用：{why}",
                    ).format(name=own, why=problem.problem)
                )
        return self._sheets[own]

    def head(self, name: str, rows: int = 12) -> list[tuple[int, list[str]]]:
        """The first existing rows of a sheet; empty where it cannot be read."""
        if name in self._sheets:
            sheet = self._sheets[name]
            return sheet.head(rows) if sheet else []
        if name not in self.sheet_names:
            return []
        try:
            return self._opened.head(name, rows).head(rows)
        except FeedError:
            return []

    def note(self, text: Text) -> None:
        """Remember something a person should know, once."""
        if len(self.notes) < NOTE_LIMIT and text not in self.notes:
            self.notes.append(text)

    def define(self, name: str, reference: Reference) -> None:
        """A name the workbook uses without defining it; a defined one goes before."""
        self._virtual.setdefault(name.casefold(), reference)

    def text_of(self, name: str) -> str | None:
        """What a defined name stands for, as stated; None for names that are not defined."""
        found = self._names.get(name.casefold())
        return found.text if found else None

    def reference(self, text: str) -> Reference | None:
        """The cells that a defined name or ``Sheet!A1:B2`` means; None for formulas, constants, lost places
        (``#REF!``), other workbooks and names that go in circles.
        """
        named, seen = "", set[str]()
        while len(seen) <= FOLLOW_LIMIT:
            found = _SHEET.fullmatch(text.strip())
            if found:
                sheet = self._spelled.get((found[1] or found[2]).replace("''", "'").casefold())
                cells = area(found[3])
                return Reference(sheet, cells, named) if sheet is not None and cells else None
            key = text.strip().casefold()
            if key in seen:
                self.note(
                    Text(
                        "The defined name “{name}” leads back to itself, so its values were not checked.",
                        "定义的名称“{name}”指向自身，因此未检查其取值。",
                    ).format(name=named)
                )
                return None
            seen.add(key)
            one = self._names.get(key)
            if one is None:
                return self._virtual.get(key)
            named, text = named or one.name, one.text.removeprefix("=")
        return None

    def constants(self, text: str) -> pa.Array | None:
        """The values of a list written out: ``"Yes,No"``, ``{"a","b"}`` or a name that stands for one; else None."""
        text = text.strip()
        if text.startswith('"') and _QUOTED.fullmatch(text):
            values = [part.strip() for part in text[1:-1].replace('""', '"').split(",")]
        elif _CONSTANTS.fullmatch(text):
            values = [one.replace('""', '"') for one in _QUOTED.findall(text)]
        else:
            own = self._names.get(text.casefold())
            stated = own.text.removeprefix("=").strip() if own else ""
            return self.constants(stated) if stated.startswith(('"', "{")) else None
        return distinct(pa.array(values, pa.large_string()))

    def values(self, reference: Reference) -> pa.Array:
        """large_string of the range's cells, row by row, blank ones as ``""``; at most CELL_LIMIT of them."""
        sheet = self.sheet(reference.sheet)
        if sheet is None:
            return pa.array([], pa.large_string())
        where = reference.area
        first, last = np.searchsorted(sheet.rows, [where.top, where.bottom + 1])
        columns = sheet.columns[where.left : where.right + 1]
        count = int(last - first)
        if not columns or not count:
            return pa.array([], pa.large_string())
        if count * len(columns) > CELL_LIMIT:
            self.note(
                Text(
                    "The range {place} is far longer than any real list; only its beginning was read.",
                    "区域 {place} 远长于任何真实列表；只读取了开头部分。",
                ).format(place=reference.place)
            )
            count = max(CELL_LIMIT // len(columns), 1)
        parts = [_plain(column.slice(int(first), count)) for column in columns]
        if len(parts) == 1:
            return parts[0]
        if count == 1:
            return pa.array([part[0].as_py() for part in parts[:CELL_LIMIT]], pa.large_string())
        rows = zip(*(part.to_pylist() for part in parts), strict=True)
        return pa.array([cell for row in rows for cell in row], pa.large_string())

    def block(self, reference: Reference) -> list[list[str]]:
        """The range's existing rows as lists of cell texts, cut where the sheet's columns end."""
        sheet = self.sheet(reference.sheet)
        if sheet is None:
            return []
        where = reference.area
        first, last = np.searchsorted(sheet.rows, [where.top, where.bottom + 1])
        columns = sheet.columns[where.left : where.right + 1]
        most = CELL_LIMIT // max(len(columns), 1)
        cut = [column.slice(int(first), min(int(last - first), most)).to_pylist() for column in columns]
        return [list(row) for row in zip(*cut, strict=True)]


def distinct(values: pa.Array) -> pa.Array:
    """The values once each, in order, blank ones left out."""
    filled = values.filter(pc.greater(pc.binary_length(pc.utf8_trim_whitespace(values)), 0))
    return pc.unique(filled)


def _plain(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """One contiguous large_string array."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
        if isinstance(column, pa.ChunkedArray):
            column = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    return column if column.type == pa.large_string() else column.cast(pa.large_string())
