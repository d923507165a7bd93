"""What a layout is: its name, its Pandera schema, the words only it uses, and how it is recognised."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandera.pandas as pa

from .checks import MaskCheck
from .fold import squash
from .meaning import Meaning, understand

Rows = Sequence[tuple[int, Sequence[str]]]
"""The first rows of a sheet: (spreadsheet row number, cell texts)."""


@dataclass(frozen=True)
class Grid:
    """The beginning of a sheet, as layouts look at it."""

    rows: Rows
    name: str = ""
    """Sheet name; empty for text files."""

    @cached_property
    def squashed(self) -> dict[int, frozenset[str]]:
        """Row number → squashed cell texts."""
        return {number: frozenset(map(squash, cells)) - {""} for number, cells in self.rows}

    def row(self, number: int) -> Sequence[str]:
        """The cells of a spreadsheet row; empty where the row has none."""
        return next((cells for at, cells in self.rows if at == number), ())

    @cached_property
    def marker(self) -> str:
        """The first filled row's cells joined, when it is a marker row of a marketplace template, else empty."""
        if not self.rows:
            return ""
        cells = [cell.strip() for cell in self.rows[0][1] if cell.strip()]
        joined = "\t".join(cells)
        return (
            joined
            if cells
            and (cells[0].startswith(("TemplateType=", "settings")) or "TemplateType=" in joined[:400])
            else ""
        )

    @cached_property
    def marked(self) -> Mapping[str, str]:
        """``TemplateType``, ``Version`` … of the marker row's ``key=value`` cells (settings cells left out)."""
        cells = self.rows[0][1] if self.rows and self.marker else ()
        pairs = (cell.strip().partition("=") for cell in cells if not cell.strip().startswith("settings"))
        return {key: value for key, mark, value in pairs if mark}


@dataclass(frozen=True, kw_only=True)
class Found:
    """A layout recognised in a sheet. Rows are spreadsheet rows; 0 = there is no such row.

    score: 0–100; a marker of the marketplace's own counts 90 and more, a known header row 60–85, a generic one
    20–58. data_row: first row of data. english, chinese: the evidence, as a sentence.
    """

    score: float
    label_row: int
    data_row: int
    name_row: int = 0
    english: str
    chinese: str
    required_row: int = 0
    """A row that says which columns are mandatory."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """``marketplace`` (two letters), ``language`` (ISO 639-1), ``processed`` (a processing report's copy) …"""
    samples: bool = False
    """True: rows between the header rows and the data are sample rows, not headers."""


Recogniser = Callable[[Grid], Found | None]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One feed layout. own: squashed header → column key, for words that mean something else elsewhere."""

    name: str
    title_en: str
    title_zh: str
    schema: pa.DataFrameSchema
    recognise: Recogniser
    own: Mapping[str, str] = field(default_factory=dict)
    group: Callable[[Grid, Found], list[Meaning]] | None = None
    """Reads the columns itself, where labels alone do not suffice."""
    marks_bind: bool = True
    """False: a required mark (``Label*``) binds only rows that use the component, which no schema can say."""

    def columns(self, grid: Grid, found: Found) -> list[Meaning]:
        """The meaning of every column of the sheet whose header rows ``found`` names."""
        if self.group:
            return self.group(grid, found)
        labels, names = list(grid.row(found.label_row)), list(grid.row(found.name_row))
        width = max(len(labels), len(names))
        labels += [""] * (width - len(labels))
        return understand(labels, names, self.own)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A file that is known and is not an inventory feed."""

    name: str
    english: str
    chinese: str
    recognise: Callable[[Grid], bool]


def column(
    *checks: MaskCheck, present: bool = False, unless: Mapping[str, Sequence[str]] | None = None
) -> pa.Column:
    """A schema column: text cells, ``checks``; present: a file without the column fails.

    unless: field → lower-case values of the same row that lift ``required`` (parent rows, delete rows).
    """
    return pa.Column(
        str,
        checks=list(checks),
        nullable=True,
        required=present,
        coerce=False,
        metadata={"unless": {name: tuple(values) for name, values in (unless or {}).items()}},
    )


def schema(name: str, columns: Mapping[str, pa.Column]) -> pa.DataFrameSchema:
    """A schema over column keys; a key that begins with ``^`` is a pattern for repeated fields."""
    for key, one in columns.items():
        one.name = key
        one.regex = key.startswith("^")
    return pa.DataFrameSchema(dict(columns), name=name, strict=False, coerce=False)
