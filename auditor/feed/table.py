"""What reading yields: the sheets of a file as exact texts, and the Feed a layout makes of one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from auditor.feed.template.model import Template
from auditor.model import Text

IntArray = np.ndarray[Any, np.dtype[np.integer[Any]]]
BoolArray = np.ndarray[Any, np.dtype[np.bool_]]

FileKind = Literal["xlsx", "xls", "ods", "html", "text"]
Sureness = Literal["stated", "exact", "alias", "normalised", "guessed"]
"""How a column's field is known: by auditor.toml, by its machine name, by a known label, by a label after
normalisation, or from numbering and neighbours."""
ChoiceKind = Literal["option", "text", "image", "pair"]


class Damage(IntEnum):
    """What the spreadsheet did to a cell."""

    NUMBER = 1
    """A number where the text was meant: the cell is numeric."""
    SCIENTIFIC = 2
    """Shown in scientific notation (``9.78E+12``): digits may be gone."""
    FLOAT_TAIL = 3
    """A binary fraction tail (``19.989999999999998``)."""
    DATE = 4
    BOOLEAN = 5
    FORMULA = 6
    """A formula with a stored result."""
    FORMULA_WITHOUT_VALUE = 7
    ERROR = 8
    """``#N/A``, ``#REF!``, ``#SPILL!`` …"""


@dataclass(frozen=True, kw_only=True)
class Damages:
    """Damaged cells of a sheet, as parallel arrays ordered by row, then column.

    rows: int32 spreadsheet row numbers (1-based). columns: int32 physical column positions (0-based).
    kinds: int8 of Damage. raws: str, what the file stores (the formula, the number as written).
    """

    rows: IntArray
    columns: IntArray
    kinds: IntArray
    raws: pa.Array

    @staticmethod
    def none() -> Damages:
        """No damage: text files, clean sheets."""
        return Damages(
            rows=np.empty(0, np.int32),
            columns=np.empty(0, np.int32),
            kinds=np.empty(0, np.int8),
            raws=pa.array([], pa.string()),
        )


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet (or the whole of a text file): exact texts, blank cells as ``""``, never null.

    rows: int32 ascending spreadsheet row numbers (1-based); rows without any filled cell are absent, so numbers
    never drift and a far-away cell costs nothing. columns: one string array of ``len(rows)`` per physical column,
    position 0 = column A, up to the last filled column. state: visibility as the workbook states it.
    ragged: row numbers whose cell count differs from most rows' (text files only; short rows above the table, such
    as a settings row, are not among them).
    """

    name: str
    state: Literal["visible", "hidden", "veryhidden"] = "visible"
    rows: IntArray
    columns: tuple[pa.Array | pa.ChunkedArray, ...]
    damages: Damages = field(default_factory=Damages.none)
    ragged: IntArray = field(default_factory=lambda: np.empty(0, np.int32))

    def head(self, count: int) -> list[tuple[int, list[str]]]:
        """The first ``count`` existing rows as (spreadsheet row number, cell texts)."""
        columns = [column.slice(0, count).to_pylist() for column in self.columns]
        return [(int(number), [c[i] for c in columns]) for i, number in enumerate(self.rows[:count])]


@dataclass(frozen=True, kw_only=True)
class Source:
    """A file as read: where it is, what it is, and its sheets in workbook order."""

    path: str
    """As given on the command line."""
    kind: FileKind
    size: int
    """Bytes."""
    sha256: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    """Python codec name of a text file."""
    encoding_sure: bool = True
    """False: guessed among several that fit."""
    delimiter: str = ""
    quoted: bool = False
    notes: tuple[Text, ...] = ()
    """What the reader noticed and a person should know (a name that lies about the kind, ragged rows …)."""


@dataclass(frozen=True, slots=True)
class BuyerChoice:
    """One thing a buyer chose (``option``), wrote (``text``) or uploaded (``image``: a file name);
    ``pair``: a label with a value, of which nobody says whether it was chosen or written.

    row: position in ``feed.cells`` of the order item it belongs to. label: what the field was called.
    """

    row: int
    kind: ChoiceKind
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One physical column and what it means."""

    position: int
    letter: str
    """The spreadsheet's own column letter."""
    header: str
    """What a person sees above the column (the label row where there are several header rows)."""
    name: str = ""
    """The machine name (attribute path, field name) where the layout has one."""
    field: str = ""
    """Canonical field; empty when the column was not understood."""
    repeat: int = 0
    """n of a repeated field: bullet 3, customization 2; 0 when not repeated."""
    option: int = 0
    """m of a doubly repeated field: option 7 of customization 2."""
    sure: Sureness = "exact"
    marketplace: str = ""
    """Two-letter marketplace a path selects, e.g. ``US``."""
    required: bool = False
    """Marked required by the file itself (``Label*``)."""

    @property
    def key(self) -> str:
        """The column key used by schemas and examples: ``bullet_3``, ``option_value_2_7``, ``sku``."""
        return "_".join([self.field, *(str(n) for n in (self.repeat, self.option) if n)])


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A recognised table.

    cells: frame of ``string[pyarrow]``, index = spreadsheet row numbers (name ``row``), columns = physical column
    positions 0..k-1; data rows only (no headers, sample rows or fully blank rows); blank cells are ``""``.
    headers: header rows as (spreadsheet row number, cell texts), top to bottom.
    """

    path: str
    sheet: str
    """Empty for text files."""
    source: Source
    layout: str
    """Name of the layout, e.g. ``product_type_template``."""
    cells: pd.DataFrame
    columns: tuple[Column, ...]
    headers: tuple[tuple[int, tuple[str, ...]], ...]
    marketplace: str = ""
    """Two letters (``US``, ``UK``, ``DE`` …) or empty when unknown."""
    language: str = ""
    """ISO 639-1 of the feed's texts, or empty when unknown."""
    skipped_rows: tuple[int, ...] = ()
    """Sample rows that were recognised and left out."""
    notes: tuple[Text, ...] = ()
    reasons: Mapping[str, Text] = field(default_factory=dict)
    """Why this sheet, layout, header row, marketplace, language: shown by ``auditor inspect``."""
    choices: tuple[BuyerChoice, ...] = ()
    """What buyers chose and wrote, from the files of customized orders beside an order report. Personal data."""
    template: Template | None = None
    """What the workbook itself states about its cells; None for text files and workbooks that state nothing."""

    @cached_property
    def row_numbers(self) -> IntArray:
        """int32 spreadsheet row numbers by position."""
        return self.cells.index.to_numpy(dtype=np.int32)

    @cached_property
    def damages(self) -> pd.DataFrame:
        """Damaged data cells: ``row`` (position in cells), ``column`` (position), ``kind``, ``raw``."""
        sheet = next((s for s in self.source.sheets if s.name == self.sheet), None)
        marks = sheet.damages if sheet else Damages.none()
        where = np.searchsorted(self.row_numbers, marks.rows)
        inside = where < len(self.row_numbers)
        inside[inside] = self.row_numbers[where[inside]] == marks.rows[inside]
        inside &= marks.columns < len(self.columns)
        return pd.DataFrame(
            {
                "row": where[inside].astype(np.int32),
                "column": marks.columns[inside].astype(np.int32),
                "kind": marks.kinds[inside],
                "raw": pd.Series(marks.raws.filter(pa.array(inside)).to_pylist(), dtype="str"),
            }
        )

    def find(self, *fields: str) -> tuple[Column, ...]:
        """The columns of any of ``fields``, in sheet order."""
        return tuple(column for column in self.columns if column.field in fields)

    def array(self, column: Column | int) -> pa.Array:
        """One column's texts as a single contiguous string array (row order of ``cells``)."""
        position = column if isinstance(column, int) else column.position
        texts = pa.array(self.cells[position], from_pandas=True)
        return texts if isinstance(texts, pa.Array) else _contiguous(texts)

    def filled(self, column: Column | int) -> BoolArray:
        """True where the cell holds more than blanks."""
        texts = self.array(column)
        filled: BoolArray = np.asarray(pc.binary_length(texts)).astype(bool)
        filled &= ~np.asarray(pc.utf8_is_space(texts), dtype=bool)
        return filled

    def replaced(self, **changes: Any) -> Feed:
        """A copy with ``changes``."""
        return replace(self, **changes)


def column_letter(position: int) -> str:
    """``0`` → ``A``, ``26`` → ``AA``."""
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _contiguous(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    if column.type != pa.large_string():
        column = column.cast(pa.large_string())
    if isinstance(column, pa.Array):
        return column
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def string_frame(columns: list[pa.Array | pa.ChunkedArray], rows: IntArray) -> pd.DataFrame:
    """The ``cells`` frame of a Feed from string arrays and spreadsheet row numbers.

    Every column becomes one contiguous ``large_string`` array, so that later questions need not join chunks again.
    """
    index = pd.Index(np.asarray(rows, dtype=np.int32), name="row")
    dtype = pd.StringDtype("pyarrow", na_value=np.nan)
    arrays = {
        position: pd.Series(
            pd.array(
                column.cast(pa.large_string()) if column.type != pa.large_string() else column, dtype=dtype
            ),
            index=index,
            copy=False,
        )
        for position, column in enumerate(columns)
    }
    frame = pd.DataFrame(arrays, index=index, copy=False)
    frame.columns = pd.RangeIndex(len(columns))
    return frame
