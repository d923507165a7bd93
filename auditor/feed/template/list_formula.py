"""The parser of the small language in which drop-downs say where their list stands; see
:mod:`auditor.feed.template.references`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from auditor.feed.guard import COLUMN_LIMIT, ROW_LIMIT
from auditor.feed.template.areas import area, column_position
from auditor.feed.template.book import Reference

FORMULA_LIMIT = 8_192
"""Characters, as in Excel."""
DEPTH_LIMIT = 64

_TOKEN = re.compile(
    r"\s*(?:"
    r'(?P<text>"(?:[^"]|"")*")|'
    r"(?P<number>\d+(?:\.\d+)?)(?![\w.!:])|"
    r"(?P<range>(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
    r"(?:\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}))(?![\w.(])|"
    r"(?P<name>[^\W\d][\w.]*)|"
    r"(?P<sign><>|<=|>=|[=<>(),&])"
    r")"
)
_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})")


class UnknownError(ValueError):
    """The formula is not part of the language, or its value is an error."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: of the row that is looked at (``row`` is then the distance to the formula's own), or fixed."""

    sheet: str
    row: int
    position: int
    fixed: bool


Node = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula. inputs: positions of the main sheet's columns whose cell in the same row it reads."""

    node: Node
    inputs: tuple[int, ...]


def parse(text: str, sheet: str, base_row: int) -> Formula:
    """A list formula whose relative references are relative to ``base_row``. Raises UnknownError."""
    if len(text) > FORMULA_LIMIT:
        raise UnknownError
    parser = _Parser(text.removeprefix("="), sheet, base_row)
    node = parser.expression()
    if parser.kind:
        raise UnknownError
    return Formula(node, tuple(sorted(parser.inputs)))


class _Parser:
    """Recursive descent; comparison binds weaker than ``&``."""

    def __init__(self, text: str, sheet: str, base_row: int) -> None:
        self._text, self._sheet, self._base = text, sheet, base_row
        self._at = self._depth = 0
        self.kind = self.token = ""
        self.inputs: set[int] = set()
        self._next()

    def _next(self) -> None:
        found = _TOKEN.match(self._text, self._at)
        if found is None:
            if self._text[self._at :].strip():
                raise UnknownError
            self.kind = self.token = ""
            return
        self._at = found.end()
        self.kind, self.token = str(found.lastgroup), found.group(str(found.lastgroup))

    def _take(self, sign: str) -> None:
        if self.token != sign or self.kind != "sign":
            raise UnknownError
        self._next()

    def expression(self) -> Node:
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            raise UnknownError
        left = self._joined()
        while self.kind == "sign" and self.token in ("=", "<>", "<", ">", "<=", ">="):
            sign = self.token
            self._next()
            left = ("compare", sign, left, self._joined())
        self._depth -= 1
        return left

    def _joined(self) -> Node:
        left = self._single()
        while self.kind == "sign" and self.token == "&":
            self._next()
            left = ("join", left, self._single())
        return left

    def _single(self) -> Node:
        kind, token = self.kind, self.token
        self._next()
        if kind == "text":
            return ("value", token[1:-1].replace('""', '"'))
        if kind == "number":
            return ("value", float(token))
        if kind == "range":
            return self._range(token)
        if kind == "name":
            return self._named(token)
        if (kind, token) == ("sign", "("):
            inner = self.expression()
            self._take(")")
            return inner
        raise UnknownError

    def _named(self, name: str) -> Node:
        if self.token != "(" or self.kind != "sign":
            return ("value", name.upper() == "TRUE") if name.upper() in ("TRUE", "FALSE") else ("name", name)
        self._next()
        arguments: list[Node] = []
        while not (self.kind == "sign" and self.token == ")"):
            if arguments:
                self._take(",")
            empty = self.kind == "sign" and self.token in (",", ")")
            arguments.append(("value", "") if empty else self.expression())
        self._next()
        if name.upper() == "INDEX" and len(arguments) == 2 and arguments[1] == ("call", "ROW", ()):
            return self._same_row(arguments[0])
        return ("call", name.upper(), tuple(arguments))

    def _same_row(self, column: Node) -> Node:
        """``INDEX($E:$E, ROW())``: the cell of column E in the same row."""
        if column[0] != "range" or column[1].sheet != self._sheet or column[1].area.top != 1:
            raise UnknownError
        self.inputs.add(column[1].area.left)
        return ("cell", Cell(self._sheet, 0, column[1].area.left, fixed=False))

    def _range(self, token: str) -> Node:
        sheet, mark, where = token.rpartition("!")
        sheet = sheet.strip("'").replace("''", "'") if mark else self._sheet
        found = _CELL.fullmatch(where)
        if found is None:
            cells = area(where)
            if cells is None:
                raise UnknownError
            return ("range", Reference(sheet, cells))
        row, position = int(found[4]), column_position(found[2])
        if not (0 < row <= ROW_LIMIT and position < COLUMN_LIMIT):
            raise UnknownError
        if found[3] or sheet.casefold() != self._sheet.casefold():
            return ("cell", Cell(sheet, row, position, fixed=True))
        if row != self._base:
            raise UnknownError  # a cell of another row
        self.inputs.add(position)
        return ("cell", Cell(self._sheet, 0, position, fixed=False))
