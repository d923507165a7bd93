# ruff: noqa: PLR0911  errors, unknown values and results each have their way out
"""Formulas worked out for many rows at once: distinct inputs once, then gathered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from auditor.feed.guard import ROW_LIMIT
from auditor.feed.table import BoolArray, IntArray, Sheet
from auditor.feed.template.areas import Area
from auditor.feed.template.book import Book, Reference
from auditor.feed.template.formulas import values as v
from auditor.feed.template.formulas.graph import Graph, Mode, Node
from auditor.feed.template.formulas.grid import Grid, Index
from auditor.feed.template.formulas.indirect import indirect
from auditor.feed.template.formulas.lookups import spellings
from auditor.feed.template.formulas.values import Unknown, Value
from auditor.feed.template.formulas.vectors import Vector, combined, compact, size_of, vector

WORK_LIMIT = 30_000_000
"""Steps (values worked out, cells looked at) spent on one workbook: some ten seconds."""
MEMORY_LIMIT = 128 << 20
"""Bytes of codes kept for later formulas."""
INDEX_LIMIT = 4_000_000
"""Cells of all indexed ranges together."""
LEVEL_LIMIT = 150
CALL = 150
"""Steps that asking for one formula in one column counts for."""

TOO_MUCH = "more work than any real template needs"
"""The reason given when the work limit is reached."""


class _ExhaustedError(Exception):
    """The work limit is reached."""


class Calculator:
    """Works formulas out for given rows of the main sheet.

    book: other sheets and names. main: the main sheet whole. rows: spreadsheet row numbers, any order. aliases:
    column position → display text → machine value; comparisons hold for either spelling.
    """

    def __init__(
        self,
        book: Book,
        main: Sheet,
        rows: IntArray,
        aliases: Mapping[int, Mapping[str, str]] | None = None,
    ) -> None:
        self.rows = np.asarray(rows, dtype=np.int64)
        self._book = book
        self._grids: dict[str, Grid | None] = {main.name.casefold(): Grid(main)}
        self._graph = Graph(
            book, main.name, {k: spellings(one) for k, one in (aliases or {}).items() if one}, self.spend
        )
        self._vectors: OrderedDict[int, Vector] = OrderedDict()
        self._bytes = 0
        self._places: dict[tuple[str, int], tuple[IntArray, BoolArray]] = {}
        self._indices: OrderedDict[tuple[str, Area], Index] = OrderedDict()
        self._indexed = 0
        self._left = WORK_LIMIT
        self._level = 0

    def values(self, formula: str, base: tuple[int, int], column: int) -> Vector:
        """The result per row of ``formula``, stated for cell ``base`` (row, column position), in ``column``."""
        return self._result(formula, base, column, "value")

    def fires(self, formula: str, base: tuple[int, int], column: int) -> tuple[BoolArray, BoolArray, str]:
        """(where a conditional format applies, where that is not known, why not) per row."""
        result = self.values(formula, base, column)
        answers = [v.fires(value) for value in result.values]
        shape = len(self.rows)
        yes = np.broadcast_to(result.gather(np.array([one is True for one in answers])), shape)
        unknown = np.array([isinstance(one, Unknown) for one in answers])
        reason = next((one.reason for one in answers if isinstance(one, Unknown)), "")
        return yes, np.broadcast_to(result.gather(unknown), shape), reason

    def references(
        self, formula: str, base: tuple[int, int], column: int
    ) -> tuple[IntArray, list[Reference], tuple[str, ...]]:
        """(int32 per row: index into the ranges, -1 for none or not known; the distinct ranges; why not known).

        For the list a cell may be chosen from: ``formula`` is a validation's.
        """
        result = self._result(formula, base, column, "range")
        found: list[Reference] = []
        numbers = np.full(len(result.values), -1, np.int32)
        reasons: dict[str, None] = {}
        for k, value in enumerate(result.values):
            if isinstance(value, Reference):
                numbers[k] = len(found)
                found.append(value)
            elif isinstance(value, Unknown):
                reasons[value.reason] = None
        codes = np.broadcast_to(np.asarray(result.gather(numbers), dtype=np.int32), len(self.rows))
        return codes, found, tuple(reasons)

    def grid(self, sheet: str) -> Grid | None:
        """The cells of a sheet; None where it does not exist or cannot be read."""
        name = sheet.casefold()
        if name not in self._grids:
            read = self._book.sheet(sheet)
            self._grids[name] = Grid(read) if read is not None else None
        return self._grids[name]

    def index(self, reference: Reference) -> Index | Unknown:
        """The cells of a range by value. FeedError never; work is counted."""
        key = (reference.sheet.casefold(), reference.area)
        if key in self._indices:
            self._indices.move_to_end(key)
            return self._indices[key]
        grid = self.grid(reference.sheet)
        if grid is None:
            return Unknown("a sheet that could not be read")
        area = reference.area
        low, high = grid.span(area)
        size = (high - low) * max(min(area.right + 1, grid.width) - area.left, 0)
        self.spend(size + 1)
        across = area.top == area.bottom and area.left != area.right
        first = area.left if across else area.top
        made = Index(_placed(grid.cells(area), across, first), area.size)
        self._indices[key] = made
        self._indexed += size
        while self._indexed > INDEX_LIMIT and len(self._indices) > 1:
            _, old = self._indices.popitem(last=False)
            self._indexed -= old.filled
        return made

    def spend(self, steps: int) -> None:
        """Count work; ends everything beyond the limit."""
        self._left -= steps
        if self._left < 0:
            raise _ExhaustedError

    @property
    def exhausted(self) -> bool:
        """True where nothing more is worked out."""
        return self._left < 0

    def _result(self, formula: str, base: tuple[int, int], column: int, mode: Mode) -> Vector:
        if self._left < 0:
            return Vector(None, [Unknown(TOO_MUCH)])
        try:
            self.spend(CALL)
            return self._vector(self._graph.bind(formula, base, column, mode))
        except _ExhaustedError:
            return Vector(None, [Unknown(TOO_MUCH)])
        finally:
            self._level = 0

    def _vector(self, node: Node) -> Vector:
        known = self._vectors.get(node.number)
        if known is not None:
            self._vectors.move_to_end(node.number)
            return known
        self._level += 1
        if self._level > LEVEL_LIMIT:
            self._level -= 1
            return Vector(None, [Unknown("a formula nested too deep")])
        made = self._work(node)
        self._level -= 1
        self._vectors[node.number] = made
        self._bytes += size_of(made)
        while self._bytes > MEMORY_LIMIT and len(self._vectors) > 1:
            self._bytes -= size_of(self._vectors.popitem(last=False)[1])
        return made

    def _work(self, node: Node) -> Vector:
        if node.operation == "constant":
            return Vector(None, [node.extra])
        if node.operation == "cell":
            return self._cell(*node.extra)
        if node.operation == "row":
            return vector(np.arange(len(self.rows)), [float(row) for row in self.rows.tolist()])
        if node.operation == "range":
            return self._moving(node.extra)
        kids = [self._vector(kid) for kid in node.kids]
        if node.operation == "single":
            return self._mapped(lambda values: self._single(values[0]), kids)
        if node.operation == "indirect":
            return self._mapped(lambda values: indirect(self._book, self._graph.sheet, values), kids)
        function = node.function
        assert function is not None
        return self._mapped(lambda values: function(self, values), kids)

    def _mapped(self, function: Callable[[tuple[Value, ...]], Value], kids: list[Vector]) -> Vector:
        """``function`` of the distinct combinations of the kids' values."""
        varying = [kid for kid in kids if kid.codes is not None]
        if not varying:
            self.spend(1)
            return Vector(None, [function(tuple(kid.values[0] for kid in kids))])
        codes, chosen = combined(varying)
        count = len(chosen[0])
        self.spend(count + (len(self.rows) >> 6))
        columns: list[Iterable[Value]] = []
        at = iter(zip(varying, chosen, strict=True))
        for kid in kids:
            if kid.codes is None:
                columns.append([kid.values[0]] * count)
            else:
                one, places = next(at)
                columns.append([one.values[place] for place in places])
        return vector(codes, [function(values) for values in zip(*columns, strict=True)])

    def _cell(self, sheet: str, column: int, distance: int) -> Vector:
        """A cell ``distance`` rows below the row asked for; beyond the last row it begins again at the first."""
        grid = self.grid(sheet)
        if grid is None:
            return Vector(None, [Unknown("a sheet that could not be read")])
        if column >= grid.width or not len(grid.rows):
            return Vector(None, [None])
        places, inside = self._rows_of(grid, distance)
        codes, values = grid.coded(column)
        return compact(np.where(inside, codes[places], 0), values)

    def _rows_of(self, grid: Grid, distance: int) -> tuple[IntArray, BoolArray]:
        key = (grid.name, distance)
        if key not in self._places:
            wanted = (self.rows + distance - 1) % ROW_LIMIT + 1
            places = np.minimum(np.searchsorted(grid.rows, wanted), len(grid.rows) - 1)
            if len(self._places) > 64:
                self._places.clear()
            self._places[key] = places, grid.rows[places] == wanted
        return self._places[key]

    def _moving(self, extra: tuple[str, int, bool, int, int, bool, int]) -> Vector:
        sheet, top, top_moves, left, bottom, bottom_moves, right = extra
        found: list[Value] = []
        self.spend(len(self.rows))
        for row in self.rows.tolist():
            ends = [
                (one + row - 1) % ROW_LIMIT + 1 if moves else one
                for one, moves in ((top, top_moves), (bottom, bottom_moves))
            ]
            found.append(Reference(sheet, Area(min(ends), left, max(ends), right)))
        return vector(np.arange(len(self.rows)), found)

    def _single(self, value: Value) -> Value:
        """The value of a range of one cell."""
        if not isinstance(value, Reference):
            return value
        area = value.area
        if area.top != area.bottom or area.left != area.right:
            return v.WIDE
        grid = self.grid(value.sheet)
        return grid.value(area.top, area.left) if grid else Unknown("a sheet that could not be read")


def _placed(cells: Iterable[tuple[int, int, Value]], across: bool, first: int) -> Iterable[tuple[int, Value]]:
    return (((column if across else row) - first, value) for row, column, value in cells)
