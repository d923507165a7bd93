"""What a template states about its own cells, whatever marketplace wrote it: the law a feed is judged by.

Positions of columns are physical (0 = column A), as in :class:`auditor.feed.table.Column`; row-aligned arrays have one
entry per row of ``feed.cells``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal, Protocol

import numpy as np
import pyarrow as pa

from auditor.model import Text

IntArray = np.ndarray[Any, np.dtype[np.integer[Any]]]

Requirement = Literal["required", "conditional", "preferred", "optional"]
"""A field's standing as a definitions sheet words it; *conditional* alone never makes a finding."""

LimitKind = Literal["length", "integer", "decimal", "date", "bytes"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the law stands in the workbook: ``Data Definitions!G14``, with the defined name that leads there."""

    sheet: str
    cell: str = ""
    """A cell or range in A1 notation, without ``$``; empty for the sheet as a whole."""
    name: str = ""
    """The defined name, if one was followed."""

    def __str__(self) -> str:
        where = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        return f"{where} ({self.name})" if self.name else where


class State(IntEnum):
    """What the template's own conditional formats say of one cell, under the row's present inputs."""

    UNKNOWN = 0
    """A formula that decides could not be evaluated: never a finding."""
    SILENT = 1
    """No rule speaks of the cell."""
    OPTIONAL = 2
    PREFERRED = 3
    REQUIRED_MISSING = 4
    FILLED = 5
    NOT_APPLICABLE = 6
    """The field does not exist for this product type."""
    MUST_BE_EMPTY = 7
    """Greyed out under the present inputs."""


@dataclass(frozen=True, kw_only=True)
class Definition:
    """One field of the definitions sheet."""

    requirement: Requirement | None
    """None: the word in the sheet is none of the known ones."""
    place: Place
    accepted: str = ""
    """The Accepted Values prose."""
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class ValueList:
    """One list of values a cell may be chosen from."""

    values: pa.Array
    """large_string, distinct, in the order of the list, blanks left out."""
    closed: bool
    """True: the spreadsheet refuses other entries; False: suggestions."""
    place: Place


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A stated bound of one column: characters (``length``), UTF-8 ``bytes``, a number or a date between two bounds."""

    kind: LimitKind
    least: float | None = None
    most: float | None = None
    above: bool = False
    """``least`` itself is too little."""
    closed: bool = True
    """False: the spreadsheet only warns."""
    place: Place


@dataclass(frozen=True, kw_only=True)
class ColumnLaw:
    """Everything stated about one column."""

    position: int
    definition: Definition | None = None
    by_type: Mapping[str, Requirement] = field(default_factory=dict)
    """Product type (lower case) → requirement, from the product-type map; absent type: not applicable there."""
    map_place: Place | None = None
    lists: tuple[ValueList, ...] = ()
    which: IntArray | None = None
    """int32 per row: index into ``lists``; -1 where none applies or it could not be found out. None: list 0."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Display text → machine value; both are accepted."""
    limits: tuple[Limit, ...] = ()
    unit_of: int = -1
    """Position of the value column this column is the unit of; -1 for none."""


class States(Protocol):
    """The conditional formats of the main sheet, evaluated column by column on demand."""

    def column(self, position: int) -> IntArray:
        """int8 of :class:`State` per row of ``feed.cells``."""
        ...

    def place(self, position: int) -> Place:
        """The range of conditional formats that speaks of the column."""
        ...

    @property
    def unknown(self) -> Mapping[str, int]:
        """Why formulas could not be evaluated → how many."""
        ...


@dataclass(frozen=True, kw_only=True)
class Template:
    """The requirements a workbook carries for its own main sheet."""

    sheet: str
    settings: Mapping[str, str]
    """Key → value of the settings row, decoded."""
    columns: Mapping[int, ColumnLaw]
    product_types: frozenset[str]
    """Lower-case product types the template was made for; empty when it does not say."""
    product_type_place: Place | None
    product_type_column: int
    """Position of the product-type column, -1 without one."""
    states: States | None
    """None: no conditional formats that state requirements."""
    damaged: Text | None = None
    """Why the workbook's own rules cannot be used (flattened or cut by another program)."""
    damage_place: Place | None = None
    notes: tuple[Text, ...] = ()
