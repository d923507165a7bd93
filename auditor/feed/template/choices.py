"""Drop-downs: for every column the lists its cells may be chosen from, and which of them holds in which row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.feed.table import IntArray
from auditor.feed.template.areas import base
from auditor.feed.template.book import CELL_LIMIT, Book, Reference, distinct
from auditor.feed.template.coverage import Spans, covered
from auditor.feed.template.formulas.calculate import Calculator
from auditor.feed.template.main_sheet import main_sheet
from auditor.feed.template.model import Place, ValueList
from auditor.feed.template.parts_xml import Validation
from auditor.model import Text

FORMULA_LIMIT = 20_000
"""Columns times formulas that are worked out for the lists of one workbook."""
VALUE_LIMIT = 100_000
"""Values of a list that is still used."""
TOTAL_LIMIT = 4_000_000
"""Cells all lists of a workbook may have together; real templates stay below 100,000."""

_TOO_MUCH = Text(
    "The drop-downs of this workbook hold far more than any real template; not all of them were used.",
    "该工作簿的下拉列表内容远多于任何真实模板；未全部采用。",
)


@dataclass(kw_only=True)
class Choices:
    """The drop-downs of one column. lists, which: as in :class:`~auditor.feed.template.model.ColumnLaw`.

    closed, suggested: True where a drop-down of that kind stands on the column, resolved or not.
    """

    lists: list[ValueList] = field(default_factory=list)
    which: IntArray | None = None
    closed: bool = False
    suggested: bool = False


class Lists:
    """Resolves the list validations of the main sheet."""

    def __init__(self, book: Book, types: Sequence[str] = (), type_column: int = -1) -> None:
        """types: product types the template knows, the first of which is tried where the feed has no rows."""
        self._book = book
        self._rows: IntArray = book.feed.row_numbers
        self._supposed = {type_column: next(iter(types), "")} if type_column >= 0 else {}
        self._known: dict[tuple[Place, bool], ValueList | None] = {}
        self._left, self._cells = FORMULA_LIMIT, TOTAL_LIMIT

    def columns(self, validations: Sequence[Validation]) -> dict[int, Choices]:
        """Column position → its drop-downs."""
        lists = [one for one in validations if one.kind == "list" and one.formula1]
        found = covered(lists, self._book)
        return {position: self._choices(position, stated) for position, stated in found.items()}

    def _choices(self, position: int, stated: Sequence[tuple[Validation, Spans]]) -> Choices:
        out = Choices()
        numbered = _Numbered(out.lists)
        which = np.full(len(self._rows), -1, np.int32)
        for validation, spans in stated:
            lists, own = self._resolved(validation, position)
            out.closed |= validation.closed
            out.suggested |= not validation.closed
            moved = np.array([*(numbered.number(one) for one in lists), -1], np.int32)[own]
            for begin, end in spans:
                which[begin:end] = moved[begin:end]
        out.which = None if len(out.lists) == 1 and not (which < 0).any() else which
        return out

    def _resolved(self, one: Validation, position: int) -> tuple[list[ValueList], IntArray]:
        """The lists of one validation in one column and, per row, which of them (-1: none)."""
        single = self._single(one)
        if single is not None:
            return [single], np.zeros(len(self._rows), np.int32)
        self._left -= 1
        if self._left < 0:
            self._book.note(_TOO_MUCH)
            return [], np.full(len(self._rows), -1, np.int32)
        codes, ranges, _ = self._calculator.references(one.formula1, base(one.areas), position)
        numbered = _Numbered([])
        found = [self._list(reference, one) for reference in ranges]
        numbers = [-1 if values is None else numbered.number(values) for values in found]
        return numbered.lists, np.array([*numbers, -1], np.int32)[codes]

    @cached_property
    def _calculator(self) -> Calculator:
        """For the data rows; for a blank template one row of its first product type."""
        main = main_sheet(self._book)
        rows = self._rows
        if not len(rows):
            number = int(main.rows[-1]) + 1 if len(main.rows) else 1
            rows = np.array([number], np.int32)
            texts = [self._supposed.get(at, "") for at in range(len(main.columns))]
            columns = [
                pa.chunked_array([*_chunks(column), pa.array([text], pa.large_string())])
                for column, text in zip(main.columns, texts, strict=True)
            ]
            main = replace(main, rows=np.append(main.rows, rows), columns=tuple(columns))
        return Calculator(self._book, main, rows)

    def _single(self, one: Validation) -> ValueList | None:
        """A list that is the same for every row: written out, a plain name or a fixed range."""
        text = one.formula1.strip()
        constants = self._book.constants(text)
        if constants is not None:
            where = Place(self._book.feed.sheet, str(one.areas[0]))
            return ValueList(values=constants, closed=one.closed, place=where) if len(constants) else None
        own = f"'{self._book.feed.sheet}'!{text}" if text.startswith("$") else text
        return self._list(self._book.reference(own), one)

    def _list(self, reference: Reference | None, one: Validation) -> ValueList | None:
        """The list a range holds; each range is read once."""
        if reference is None:
            return None
        key = reference.place, one.closed
        if key not in self._known:
            self._known[key] = self._read(reference, one)
        return self._known[key]

    def _read(self, reference: Reference, one: Validation) -> ValueList | None:
        cells = self._book.values(reference)
        self._cells -= len(cells)
        if self._cells < 0:
            self._book.note(_TOO_MUCH)
            return None
        values = distinct(cells)
        if not 0 < len(values) <= VALUE_LIMIT or len(cells) >= CELL_LIMIT:
            return None
        # A spreadsheet that ignores blanks takes any entry where the range itself has blank cells.
        closed = one.closed and not (one.allows_blank and _has_blank(cells, reference))
        return ValueList(values=values, closed=closed, place=reference.place)


class _Numbered:
    """Lists, each once, by the order they were met in."""

    def __init__(self, lists: list[ValueList]) -> None:
        self.lists = lists
        self._index = {id(one): index for index, one in enumerate(lists)}

    def number(self, one: ValueList) -> int:
        """The index of ``one``, appended where it is new."""
        if id(one) not in self._index:
            self._index[id(one)] = len(self.lists)
            self.lists.append(one)
        return self._index[id(one)]


def _chunks(column: pa.Array | pa.ChunkedArray) -> list[pa.Array]:
    return column.chunks if isinstance(column, pa.ChunkedArray) else [column]


def _has_blank(cells: pa.Array, reference: Reference) -> bool:
    filled = int(pc.sum(pc.greater(pc.binary_length(pc.utf8_trim_whitespace(cells)), 0)).as_py() or 0)
    return filled < reference.area.size


__all__ = ["Choices", "Lists"]
