"""Drop-downs: for every column the lists its cells may be chosen from, and which of them holds in which row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.feed.table import IntArray
from auditor.feed.template.areas import base
from auditor.feed.template.book import CELL_LIMIT, Book, Reference, distinct
from auditor.feed.template.coverage import Spans, covered
from auditor.feed.template.list_formula import Formula, UnknownError, parse
from auditor.feed.template.model import Place, ValueList
from auditor.feed.template.parts_xml import Validation
from auditor.feed.template.references import References
from auditor.model import Text

COMBINATION_LIMIT = 5_000
"""Different combinations of inputs one drop-down is resolved for; rows with others are not judged."""
ANSWER_LIMIT = 100_000
"""Combinations all drop-downs of a workbook are resolved for together."""
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
        """types: product types the template knows, tried where the feed has no rows to take them from."""
        self._book = book
        self._rows: IntArray = book.feed.row_numbers
        self._references = References(book)
        self._types, self._type_column = tuple(types), type_column
        self._known: dict[tuple[Place, bool], ValueList | None] = {}
        self._answers, self._cells = ANSWER_LIMIT, TOTAL_LIMIT
        self._combined: dict[tuple[int, ...], tuple[IntArray, list[dict[int, str]]]] = {}

    def columns(self, validations: Sequence[Validation]) -> dict[int, Choices]:
        """Column position → its drop-downs."""
        lists = [one for one in validations if one.kind == "list" and one.formula1]
        found = covered(lists, self._book)
        return {position: self._choices(stated) for position, stated in found.items()}

    def _choices(self, stated: Sequence[tuple[Validation, Spans]]) -> Choices:
        out = Choices()
        numbered = _Numbered(out.lists)
        which = np.full(len(self._rows), -1, np.int32)
        for validation, spans in stated:
            lists, own = self._resolved(validation)
            out.closed |= validation.closed
            out.suggested |= not validation.closed
            moved = np.array([*(numbered.number(one) for one in lists), -1], np.int32)[own]
            for begin, end in spans:
                which[begin:end] = moved[begin:end]
        out.which = None if len(out.lists) == 1 and not (which < 0).any() else which
        return out

    def _resolved(self, one: Validation) -> tuple[list[ValueList], IntArray]:
        """The lists of one validation and, per row, which of them (-1: none)."""
        nothing = np.full(len(self._rows), -1, np.int32)
        single = self._single(one)
        if single is not None:
            return [single], np.zeros_like(nothing)
        try:
            formula = parse(one.formula1, self._book.feed.sheet, base(one.areas)[0])
        except UnknownError:
            return [], nothing
        codes, combinations = self._inputs(formula)
        self._answers -= len(combinations)
        if self._answers < 0:
            self._book.note(_TOO_MUCH)
            return [], nothing
        numbered = _Numbered([])
        answers = np.full(len(combinations) + 1, -1, np.int32)
        for index, inputs in enumerate(combinations):
            found = self._list(self._references.reference(formula, inputs), one)
            if found is not None:
                answers[index] = numbered.number(found)
        return numbered.lists, answers[codes]

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

    def _inputs(self, formula: Formula) -> tuple[IntArray, list[dict[int, str]]]:
        """(per row which combination, -1 beyond the limit; the combinations as column → text)."""
        key = formula.inputs
        if key not in self._combined:
            self._combined[key] = self._combine(key) if len(self._rows) else self._supposed(key)
        return self._combined[key]

    def _combine(self, key: tuple[int, ...]) -> tuple[IntArray, list[dict[int, str]]]:
        feed = self._book.feed
        codes = np.zeros(len(self._rows), np.int64)
        for position in key:
            if position < len(feed.columns):
                own = pc.dictionary_encode(feed.array(position))
                codes = codes * max(len(own.dictionary), 1) + np.asarray(own.indices, np.int64)
                codes = np.unique(codes, return_inverse=True)[1].astype(np.int64)
        _, first, codes = np.unique(codes, return_index=True, return_inverse=True)
        shown = first[:COMBINATION_LIMIT]
        texts = {
            position: feed.array(position).take(pa.array(shown)).to_pylist()
            if position < len(feed.columns)
            else [""] * len(shown)
            for position in key
        }
        combinations = [{position: texts[position][at] for position in key} for at in range(len(shown))]
        return np.where(codes < len(shown), codes, -1).astype(np.int32), combinations

    def _supposed(self, key: tuple[int, ...]) -> tuple[IntArray, list[dict[int, str]]]:
        """For a blank template: one row of its first product type."""
        empty = np.empty(0, np.int32)
        if not key:
            return empty, [{}]
        if key != (self._type_column,):
            return empty, []
        return empty, [{self._type_column: kind} for kind in self._types[:1]]


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


def _has_blank(cells: pa.Array, reference: Reference) -> bool:
    filled = int(pc.sum(pc.greater(pc.binary_length(pc.utf8_trim_whitespace(cells)), 0)).as_py() or 0)
    return filled < reference.area.size


__all__ = ["Choices", "Lists"]
