"""Drop-downs: for every column the lists its cells may be chosen from, and which of them holds in which row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.feed.table import BoolArray, IntArray
from auditor.feed.template.areas import base
from auditor.feed.template.book import CELL_LIMIT, Book, Reference, distinct
from auditor.feed.template.list_formula import Formula, UnknownError, parse
from auditor.feed.template.model import Place, ValueList
from auditor.feed.template.parts_xml import Validation
from auditor.feed.template.references import References

COMBINATION_LIMIT = 5_000
"""Different combinations of inputs one drop-down is resolved for; rows with others are not judged."""
VALUE_LIMIT = 100_000
"""Values of a list that is still used."""


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
        self._combined: dict[tuple[int, ...], tuple[IntArray, list[dict[int, str]]]] = {}

    def columns(self, validations: Sequence[Validation]) -> dict[int, Choices]:
        """Column position → its drop-downs."""
        bands: dict[int, list[tuple[Validation, BoolArray | None]]] = defaultdict(list)
        width = len(self._book.feed.columns)
        for one in validations:
            if one.kind != "list" or not one.formula1:
                continue
            for position, rows in covered(one, self._rows, width).items():
                bands[position].append((one, rows))
        return {position: self._choices(stated) for position, stated in bands.items()}

    def _choices(self, stated: Sequence[tuple[Validation, BoolArray | None]]) -> Choices:
        out = Choices()
        numbered = _Numbered(out.lists)
        count = len(self._rows)
        which = np.full(count, -1, np.int32)
        for validation, rows in stated:
            if rows is not None and not rows.any() and count:
                continue
            lists, own = self._resolved(validation)
            out.closed |= validation.closed
            out.suggested |= not validation.closed
            moved = np.array([*(numbered.number(one) for one in lists), -1], np.int32)[own]
            which = moved if rows is None else np.where(rows, moved, which)
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
            cells = self._book.values(reference)
            values = distinct(cells)
            # A spreadsheet that ignores blanks takes any entry where the range itself has blank cells.
            gaps = one.allows_blank and len(cells) < CELL_LIMIT and _has_blank(cells, reference)
            usable = 0 < len(values) <= VALUE_LIMIT and len(cells) < CELL_LIMIT
            closed = one.closed and not gaps
            self._known[key] = (
                ValueList(values=values, closed=closed, place=reference.place) if usable else None
            )
        return self._known[key]

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


def covered(one: Validation, rows: IntArray, width: int) -> dict[int, BoolArray | None]:
    """Column position → data rows a validation covers (None: all of them)."""
    whole: set[int] = set()
    masks: dict[int, BoolArray] = {}
    for where in one.areas:
        begin, end = np.searchsorted(rows, [where.top, where.bottom + 1])
        positions = range(where.left, min(where.right + 1, width))
        if begin == 0 and end == len(rows):
            whole.update(positions)
        elif begin < end:
            for position in positions:
                masks.setdefault(position, np.zeros(len(rows), dtype=bool))[begin:end] = True
    found: dict[int, BoolArray | None] = dict.fromkeys(whole)
    for position, mask in masks.items():
        found.setdefault(position, None if mask.all() else mask)
    return found


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


__all__ = ["Choices", "Lists", "covered"]
