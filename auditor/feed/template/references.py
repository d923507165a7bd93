"""Which cells a drop-down's formula means, for one combination of inputs: the small language list formulas use.

INDIRECT of a text put together from cells (product type & attribute), VLOOKUP cascades, IF around them. Whatever is not
part of it yields None: the list is not known, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from auditor.feed.template.areas import Area
from auditor.feed.template.book import Book, Reference
from auditor.feed.template.list_formula import Cell, Formula, Node, UnknownError


class References:
    """Answers parsed formulas from a workbook's names and cells; tables that are looked up are read once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._tables: dict[tuple[str, Area], dict[str, list[str]]] = {}

    def reference(self, formula: Formula, inputs: Mapping[int, str]) -> Reference | None:
        """The cells the formula means where the row's cells are ``inputs``; None where that cannot be told."""
        try:
            found = self._value(formula.node, inputs)
        except (UnknownError, RecursionError):
            return None
        return found if isinstance(found, Reference) else None

    def _value(self, node: Node, inputs: Mapping[int, str]) -> Any:
        kind = node[0]
        if kind in ("value", "range"):
            return node[1]
        if kind == "cell":
            cell: Cell = node[1]
            return self._at(cell, inputs)
        if kind == "name":
            return self._known(self._book.reference(node[1]))
        if kind == "join":
            return _text(self._value(node[1], inputs)) + _text(self._value(node[2], inputs))
        if kind == "compare":
            return _compare(node[1], self._value(node[2], inputs), self._value(node[3], inputs))
        return self._call(node[1], node[2], inputs)

    def _at(self, cell: Cell, inputs: Mapping[int, str]) -> str:
        if cell.fixed:
            return self._book.cell(cell.sheet, cell.row, cell.position)
        return inputs[cell.position]

    def _call(self, name: str, arguments: tuple[Node, ...], inputs: Mapping[int, str]) -> Any:
        if name == "IF":
            chosen = 1 if _truth(self._value(arguments[0], inputs)) else 2
            if chosen >= len(arguments):
                raise UnknownError
            return self._value(arguments[chosen], inputs)
        if name in ("ISERROR", "ISNUMBER", "IFERROR", "ISNA", "IFNA"):
            return self._guarded(name, arguments, inputs)
        values = [self._value(one, inputs) for one in arguments]
        if name == "INDIRECT" and values:
            text = _text(values[0])
            return self._known(
                self._book.reference(text) or self._book.reference(f"'{self._book.feed.sheet}'!{text}")
            )
        if name == "VLOOKUP" and len(values) >= 3 and isinstance(values[1], Reference):
            return self._looked_up(_text(values[0]), values[1], int(_number(values[2])))
        function = _FUNCTIONS.get(name)
        if function is None:
            raise UnknownError
        try:
            return function(values)
        except (IndexError, TypeError):
            raise UnknownError from None

    def _guarded(self, name: str, arguments: tuple[Node, ...], inputs: Mapping[int, str]) -> Any:
        """Functions that look at an error instead of passing it on."""
        value, failed = None, not arguments
        try:
            value = self._value(arguments[0], inputs)
        except (UnknownError, IndexError):
            failed = True
        if name.startswith("IF"):
            return self._value(arguments[1], inputs) if failed else value
        return failed if name != "ISNUMBER" else not failed and isinstance(value, float)

    def _known(self, found: Reference | None) -> Reference:
        if found is None:
            raise UnknownError
        return found

    def _looked_up(self, key: str, table: Reference, column: int) -> str:
        where = (table.sheet, table.area)
        if where not in self._tables:
            rows: dict[str, list[str]] = {}
            for cells in self._book.block(table):
                rows.setdefault(cells[0].casefold(), cells)
            self._tables[where] = rows
        found = self._tables[where].get(key.casefold())
        if found is None or not 0 < column <= len(found) or not key:
            raise UnknownError
        return found[column - 1]


def _text(value: Any) -> str:
    if isinstance(value, Reference):
        raise UnknownError
    if isinstance(value, bool):
        return str(value).upper()
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _number(value: Any) -> float:
    if isinstance(value, Reference):
        raise UnknownError
    try:
        return float(value)
    except ValueError:
        raise UnknownError from None


def _truth(value: Any) -> bool:
    if isinstance(value, str | Reference):
        raise UnknownError
    return bool(value)


def _compare(sign: str, left: Any, right: Any) -> bool:
    one, two = _text(left).casefold(), _text(right).casefold()
    if sign in ("=", "<>"):
        return (one == two) == (sign == "=")
    a, b = _number(left), _number(right)
    return {"<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign]


def _left(values: list[Any]) -> str:
    return _text(values[0])[: int(_number(values[1])) if len(values) > 1 else 1]


def _substitute(values: list[Any]) -> str:
    text, old = _text(values[0]), _text(values[1])
    if len(values) > 3:
        raise UnknownError
    return text.replace(old, _text(values[2])) if old else text


_FUNCTIONS: Mapping[str, Callable[[list[Any]], Any]] = {
    "LEFT": _left,
    "VALUE": lambda values: _number(values[0]),
    "SUBSTITUTE": _substitute,
    "CONCATENATE": lambda values: "".join(map(_text, values)),
    "CONCAT": lambda values: "".join(map(_text, values)),
    "NOT": lambda values: not _truth(values[0]),
    "AND": lambda values: all(map(_truth, values)),
    "OR": lambda values: any(map(_truth, values)),
    "TRIM": lambda values: " ".join(_text(values[0]).split(" ")).strip(),
    "LOWER": lambda values: _text(values[0]).lower(),
    "UPPER": lambda values: _text(values[0]).upper(),
    "LEN": lambda values: float(len(_text(values[0]))),
}
