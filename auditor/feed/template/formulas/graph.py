# ruff: noqa: PLR0911  errors, unknown values and results each have their way out
"""A formula bound to a column: references and names resolved, equal parts shared, so that each is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol

from auditor.feed.guard import COLUMN_LIMIT
from auditor.feed.template.areas import Area
from auditor.feed.template.book import Reference
from auditor.feed.template.formulas import functions, lookups
from auditor.feed.template.formulas import parse as p
from auditor.feed.template.formulas.calling import Function
from auditor.feed.template.formulas.lookups import Alternatives
from auditor.feed.template.formulas.tokens import FormulaError
from auditor.feed.template.formulas.values import REF, Unknown

DEPTH_LIMIT = 120
"""Levels of one formula with the names it uses put in."""
NODE_LIMIT = 400_000
"""Distinct parts of all formulas of a workbook; the largest real template has 30,000."""

Mode = Literal["value", "range"]
Operation = Literal["constant", "cell", "row", "range", "call", "single", "indirect", "unknown"]


class Node:
    """One part of a formula. extra: what the operation needs besides ``kids``; function: of a ``call``."""

    __slots__ = ("extra", "function", "kids", "number", "operation")

    def __init__(self, operation: Operation, extra: Any, kids: tuple[Node, ...], number: int) -> None:
        self.operation = operation
        self.extra = extra
        self.kids = kids
        self.number = number
        self.function: Function | None = None


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where a tree stands, and what its references are relative to."""

    ranges: tuple[p.Range | str, ...]
    row: int
    column: int
    at: int
    depth: int = 0


class Names(Protocol):
    """The defined names of a workbook."""

    def text_of(self, name: str) -> str | None:
        """What a name stands for, as stated."""
        ...

    def reference(self, text: str) -> Reference | None:
        """The cells a name or a stated range means."""
        ...


_Resolved = tuple[int, bool, int, int, bool, int]
"""Top row (or its distance from the row asked for), whether it is such a distance, left, and the same of the other
corner."""


class Graph:
    """Binds formulas. sheet: the main sheet. others: column position → the other spellings of its values."""

    def __init__(
        self,
        names: Names,
        sheet: str,
        others: Mapping[int, Alternatives],
        spend: Callable[[int], None] = lambda _: None,
    ) -> None:
        self.sheet = sheet
        self._names = names
        self._spend = spend
        self._read: set[str] = set()
        self._others = others
        self._nodes: dict[tuple[Any, ...], Node] = {}
        self._bound: dict[tuple[Any, ...], tuple[Node, bool]] = {}
        self._kept: dict[int, p.Tree] = {}
        self._column_used = False
        self._open: set[str] = set()

    def bind(self, formula: str, base: tuple[int, int], column: int, mode: Mode = "value") -> Node:
        """The node of ``formula``, stated for cell ``base`` (row, column), in ``column``."""
        self._open.clear()
        known = self._parsed(formula)
        if isinstance(known, FormulaError):
            return self.unknown(known.reason)
        return self._whole(known, _Scope(known.ranges, base[0], base[1], column), mode)

    def _parsed(self, formula: str) -> p.Formula | FormulaError:
        """Reading a formula for the first time is work."""
        if formula not in self._read:
            self._read.add(formula)
            self._spend(4 * len(formula))
        return p.parsed(formula)

    def unknown(self, reason: str) -> Node:
        """A node of which only the reason is known."""
        return self._node("constant", Unknown(reason))

    def _whole(self, known: p.Formula, scope: _Scope, mode: Mode) -> Node:
        """Bound once for all columns for which every reference resolves to the same."""
        self._kept.setdefault(id(known.tree), known.tree)
        places = tuple(
            self._resolved(one, scope) if not isinstance(one, str) else one for one in known.ranges
        )
        key = (id(known.tree), places, mode)
        for one in (key, (*key, scope.at)):
            if (found := self._bound.get(one)) is not None:
                self._column_used |= found[1]
                return found[0]
        before, self._column_used = self._column_used, False
        node = self._tree(known.tree, scope, mode)
        used = self._column_used
        self._bound[(*key, scope.at) if used else key] = (node, used)
        self._column_used = before or used
        return node

    def _node(self, operation: Operation, extra: Any = None, *kids: Node) -> Node:
        kind = type(extra) if operation == "constant" else None
        key = (operation, kind, extra, *(kid.number for kid in kids))
        node = self._nodes.get(key)
        if node is None:
            if len(self._nodes) >= NODE_LIMIT:
                operation, extra, kids = "constant", Unknown("formulas of extreme length"), ()
            node = self._nodes[key] = Node(operation, extra, kids, len(self._nodes))
        return node

    def _tree(self, tree: p.Tree, scope: _Scope, mode: Mode) -> Node:
        if scope.depth > DEPTH_LIMIT:
            return self.unknown("a formula nested too deep")
        if isinstance(tree, p.Literal):
            lost = tree.value == REF
            return self.unknown("#REF!") if lost else self._node("constant", tree.value)
        if isinstance(tree, p.Slot):
            return self._slot(tree, scope, mode)
        if isinstance(tree, p.Named):
            return self._named(tree.name, tree.sheet, scope, mode)
        if isinstance(tree, p.Constants):
            return self.unknown("a list of constants")
        return self._call(tree, replace(scope, depth=scope.depth + 1), mode)

    def _resolved(self, stated: p.Range, scope: _Scope) -> _Resolved:
        first, last = stated.first, stated.last
        left, right = (
            c.column if c.column_fixed else (c.column - scope.column + scope.at) % COLUMN_LIMIT
            for c in (first, last)
        )
        top, bottom = (c.row if c.row_fixed else c.row - scope.row for c in (first, last))
        if left > right:
            left, right = right, left
        return top, not first.row_fixed, left, bottom, not last.row_fixed, right

    def _slot(self, slot: p.Slot, scope: _Scope, mode: Mode) -> Node:
        stated = scope.ranges[slot.number]
        if isinstance(stated, str):
            return self._named(stated, slot.sheet, scope, mode)
        if not (stated.first.column_fixed and stated.last.column_fixed):
            self._column_used = True
        sheet = slot.sheet or self.sheet
        top, top_moves, left, bottom, bottom_moves, right = self._resolved(stated, scope)
        if mode == "value" and stated.single:
            if top_moves:
                return self._node("cell", (sheet, left, top))
            return self._node("single", None, self._range(sheet, Area(top, left, top, left)))
        if top_moves or bottom_moves:
            node = self._node("range", (sheet, top, top_moves, left, bottom, bottom_moves, right))
        else:
            node = self._range(sheet, Area(min(top, bottom), left, max(top, bottom), right))
        return node if mode == "range" else self._node("single", None, node)

    def _range(self, sheet: str, area: Area, name: str = "") -> Node:
        return self._node("constant", Reference(sheet, area, name))

    def _named(self, name: str, sheet: str, scope: _Scope, mode: Mode) -> Node:
        key = name.casefold()
        text = self._names.text_of(name)
        if text is None:
            known = self._names.reference(name)
            if known is None:
                return self.unknown("a name that is not defined")
            node = self._range(known.sheet, known.area, known.name or name)
            return node if mode == "range" else self._node("single", None, node)
        if key in self._open:
            return self.unknown("names that lead back to themselves")
        parsed = self._parsed(text)
        if isinstance(parsed, FormulaError):
            return self.unknown(parsed.reason)
        if scope.depth >= DEPTH_LIMIT:
            return self.unknown("a formula nested too deep")
        self._open.add(key)
        node = self._whole(parsed, _Scope(parsed.ranges, 1, 0, scope.at, scope.depth + 1), mode)
        self._open.discard(key)
        if mode == "range" and node.operation == "constant" and isinstance(node.extra, Reference):
            return self._range(node.extra.sheet, node.extra.area, name)
        return node

    def _call(self, tree: p.Call, scope: _Scope, mode: Mode) -> Node:
        name, arguments = tree.name, tree.arguments
        if name in functions.OPERATORS:
            kids = [self._tree(one, scope, "value") for one in arguments]
            if name in ("=", "<>") and any(self._spelled(kid) for kid in kids):
                return self._spelled_equal(name, kids)
            return self._made(name, functions.OPERATORS[name], kids)
        if name in ("AND", "OR"):
            return self._logical(name, arguments, scope)
        if name in ("ROW", "COLUMN") and not arguments:
            if name == "ROW":
                return self._node("row")
            self._column_used = True
            return self._node("constant", float(scope.at + 1))
        if name == "INDIRECT":
            return self._indirect(arguments, scope, mode)
        if name in lookups.LOOKUPS:
            return self._lookup(name, arguments, scope)
        if name not in functions.PLAIN:
            return self.unknown(f"function {name[:40]}")
        return self._plain(name, arguments, scope, mode)

    def _plain(self, name: str, arguments: tuple[p.Tree, ...], scope: _Scope, mode: Mode) -> Node:
        function, takes, least = functions.PLAIN[name]
        if takes.endswith("*"):
            takes = takes[:-1] + takes[-2] * max(len(arguments) - len(takes) + 1, 0)
        if not least <= len(arguments) <= len(takes):
            return self.unknown(f"function {name} with missing or surplus arguments")
        kids = [
            self._tree(one, scope, mode if kind == "x" else "range" if kind == "r" else "value")
            for one, kind in zip(arguments, takes, strict=False)
        ]
        node = self._made(name, function, kids)
        return (
            self._node("single", None, node) if name in functions.YIELDS_RANGES and mode == "value" else node
        )

    def _made(self, name: str, function: Function, kids: list[Node]) -> Node:
        node = self._node("call", name, *kids)
        node.function = node.function or function
        return node

    def _logical(self, name: str, arguments: tuple[p.Tree, ...], scope: _Scope) -> Node:
        direct = tuple(isinstance(one, p.Slot) for one in arguments)
        if not arguments:
            return self.unknown(f"function {name} with missing or surplus arguments")
        kids = []
        for one, cell in zip(arguments, direct, strict=True):
            stated = scope.ranges[one.number] if cell and isinstance(one, p.Slot) else None
            wide = isinstance(stated, p.Range) and not stated.single
            kids.append(self._tree(one, scope, "range" if wide else "value"))
        node = self._node("call", (name, direct), *kids)
        node.function = node.function or lookups.logical(name == "AND", direct)
        return node

    def _indirect(self, arguments: tuple[p.Tree, ...], scope: _Scope, mode: Mode) -> Node:
        if not 1 <= len(arguments) <= 2:
            return self.unknown("function INDIRECT with missing or surplus arguments")
        kids = [self._tree(one, scope, "value") for one in arguments]
        node = self._node("indirect", None, *kids)
        return self._node("single", None, node) if mode == "value" else node

    def _lookup(self, name: str, arguments: tuple[p.Tree, ...], scope: _Scope) -> Node:
        make, takes, least = lookups.LOOKUPS[name]
        if not least <= len(arguments) <= len(takes):
            return self.unknown(f"function {name} with missing or surplus arguments")
        kids = [
            self._tree(one, scope, "range" if kind == "r" else "value")
            for one, kind in zip(arguments, takes, strict=False)
        ]
        column = self._spelled(kids[1 if name == "COUNTIF" else 0])
        node = self._node("call", (name, column), *kids)
        node.function = node.function or make(self._others[column] if column else lookups.alone)
        return node

    def _spelled(self, node: Node) -> int:
        """The column whose values have other spellings, where ``node`` is such a cell; 0 for none."""
        if node.operation != "cell" or node.extra[0] != self.sheet:
            return 0
        column: int = node.extra[1]
        return column if column in self._others else 0

    def _spelled_equal(self, name: str, kids: list[Node]) -> Node:
        columns = tuple(self._spelled(kid) for kid in kids)
        node = self._node("call", (name, columns), *kids)
        if node.function is None:
            node.function = lookups.equal_spelled(
                name == "=", *(self._others[c] if c else lookups.alone for c in columns)
            )
        return node
