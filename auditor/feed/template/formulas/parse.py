# ruff: noqa: PLR0911  errors, unknown values and results each have their way out
"""Formula text → tree, with bounds on its depth and on the number of its nodes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from auditor.feed.guard import COLUMN_LIMIT, ROW_LIMIT
from auditor.feed.template.areas import column_position
from auditor.feed.template.formulas.tokens import FormulaError, Token, shape, tokens
from auditor.feed.template.formulas.values import Problem

DEPTH_LIMIT = 80
"""Levels of nesting; spreadsheet programs stop at 64."""
NODE_LIMIT = 8_000

_PRECEDENCE = {
    **dict.fromkeys(("=", "<>", "<", ">", "<=", ">="), 1),
    "&": 2,
    **dict.fromkeys("+-", 3),
    **dict.fromkeys("*/", 4),
    "^": 5,
}
_PLACE = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)")


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant. value None: an argument left out."""

    value: float | str | bool | Problem | None


@dataclass(frozen=True, slots=True)
class Corner:
    """One corner of a reference as stated: row (1-based), column (0-based), and which of them are fixed by ``$``."""

    row: int
    column: int
    row_fixed: bool
    column_fixed: bool


@dataclass(frozen=True, slots=True)
class Range:
    """A cell (both corners the same) or a range, as stated."""

    first: Corner
    last: Corner
    single: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a formula's next reference goes. sheet: "" for the sheet the formula stands on."""

    number: int
    sheet: str


@dataclass(frozen=True, slots=True)
class Named:
    """A defined name."""

    name: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A function or an operator (``+``, ``=``, ``%``, ``neg`` …) with its operands. name: upper case."""

    name: str
    arguments: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Constants:
    """A list written out, ``{1,2;3,4}``, row by row."""

    rows: tuple[tuple[float | str | bool | Problem, ...], ...]


Tree = Literal | Slot | Named | Call | Constants


@dataclass(frozen=True, slots=True)
class Formula:
    """A tree with the references that go into its slots; a string where what looked like one is a name."""

    tree: Tree
    ranges: tuple[Range | str, ...]


@lru_cache(maxsize=16_384)
def parsed(formula: str) -> Formula | FormulaError:
    """A formula (with or without its ``=``), or why it is not understood."""
    try:
        outline, places = shape(formula.strip().removeprefix("="))
    except FormulaError as problem:
        return FormulaError(problem.reason)
    tree = _tree(outline)
    return tree if isinstance(tree, FormulaError) else Formula(tree, tuple(map(_range, places)))


@lru_cache(maxsize=4_096)
def _tree(outline: str) -> Tree | FormulaError:
    try:
        return _Parser(tokens(outline)).whole()
    except FormulaError as problem:
        return FormulaError(problem.reason)


class _Parser:
    def __init__(self, listed: list[Token]) -> None:
        self._tokens = listed
        self._at = 0
        self._depth = self._nodes = self._slots = 0

    def whole(self) -> Tree:
        tree = self._expression(1)
        if self._now().kind != "end":
            raise FormulaError("unreadable formula")
        return tree

    def _now(self) -> Token:
        return self._tokens[self._at]

    def _is(self, operator: str) -> bool:
        token = self._tokens[self._at]
        return token.kind == "operator" and token.text == operator

    def _take(self, operator: str) -> None:
        if not self._is(operator):
            raise FormulaError("unreadable formula")
        self._at += 1

    def _made(self, tree: Tree) -> Tree:
        self._nodes += 1
        if self._nodes > NODE_LIMIT:
            raise FormulaError("a formula of extreme length")
        return tree

    def _expression(self, least: int) -> Tree:
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            raise FormulaError("a formula nested too deep")
        left = self._operand()
        chain = 0
        while (token := self._now()).kind == "operator":
            power = _PRECEDENCE.get(token.text, 0)
            if power < least:
                break
            self._at += 1
            chain += 1
            if chain + self._depth > DEPTH_LIMIT and token.text != "&":
                raise FormulaError("a formula nested too deep")
            left = self._made(_joined(token.text, left, self._expression(power + 1)))
        self._depth -= 1
        return left

    def _operand(self) -> Tree:
        signs: list[str] = []
        while self._is("-") or self._is("+") or self._is("@"):
            signs.append(self._now().text)
            self._at += 1
        tree = self._primary()
        while self._is("%"):
            self._at += 1
            tree = self._made(Call("%", (tree,)))
            if self._nodes > DEPTH_LIMIT * 4:
                raise FormulaError("a formula nested too deep")
        if signs.count("-") % 2:
            tree = self._made(Call("NEG", (tree,)))
        elif "-" in signs:
            tree = self._made(Call("+", (Literal(0.0), tree)))
        return tree

    def _primary(self) -> Tree:
        token = self._now()
        self._at += 1
        if token.kind == "text":
            return self._made(Literal(token.text))
        if token.kind == "number":
            return self._made(Literal(float(token.text)))
        if token.kind == "error":
            return self._made(Literal(Problem(token.text)))
        if token.kind == "slot":
            self._slots += 1
            return self._made(Slot(self._slots - 1, token.sheet))
        if token.kind == "name":
            return self._named(token)
        if token.kind == "operator" and token.text == "(":
            tree = self._expression(1)
            self._take(")")
            return tree
        if token.kind == "operator" and token.text == "{":
            return self._constants()
        raise FormulaError("unreadable formula")

    def _named(self, token: Token) -> Tree:
        if not self._is("("):
            truth = {"TRUE": True, "FALSE": False}.get(token.text.upper()) if not token.sheet else None
            return self._made(Literal(truth) if truth is not None else Named(token.text, token.sheet))
        self._at += 1
        arguments: list[Tree] = []
        if not self._is(")"):
            arguments.append(self._argument())
            while self._is(","):
                self._at += 1
                arguments.append(self._argument())
        self._take(")")
        name = token.text.upper().removeprefix("_XLFN.").removeprefix("_XLWS.")
        return self._made(Call(name, tuple(arguments)))

    def _argument(self) -> Tree:
        return self._made(Literal(None)) if self._is(",") or self._is(")") else self._expression(1)

    def _constants(self) -> Tree:
        rows: list[list[float | str | bool | Problem]] = [[]]
        while True:
            tree = self._operand()
            if isinstance(tree, Call) and tree.name == "NEG" and isinstance(tree.arguments[0], Literal):
                inner = tree.arguments[0].value
                tree = Literal(-inner) if isinstance(inner, float) else tree
            if not isinstance(tree, Literal) or tree.value is None:
                raise FormulaError("unreadable formula")
            rows[-1].append(tree.value)
            if self._is("}"):
                self._at += 1
                return self._made(Constants(tuple(tuple(row) for row in rows)))
            if self._is(";"):
                rows.append([])
            elif not self._is(","):
                raise FormulaError("unreadable formula")
            self._at += 1


def _joined(operator: str, left: Tree, right: Tree) -> Tree:
    """A binary operation; a chain of ``&`` becomes one node, however long."""
    if operator == "&" and isinstance(left, Call) and left.name == "&":
        return Call("&", (*left.arguments, right))
    return Call(operator, (left, right))


@lru_cache(maxsize=65_536)
def _range(place: str) -> Range | str:
    """``$A$1:B2``, ``C3``, ``D:F`` or ``4:9``; the text itself where it lies outside a sheet."""
    first, _, last = place.partition(":")
    one, two = _corner(first), _corner(last or first)
    if one is None or two is None:
        return place
    if last and not first.strip("$0123456789"):
        one = Corner(one.row, 0, one.row_fixed, True)
        two = Corner(two.row, COLUMN_LIMIT - 1, two.row_fixed, True)
    elif last and not any(character.isdigit() for character in first):
        one = Corner(1, one.column, True, one.column_fixed)
        two = Corner(ROW_LIMIT, two.column, True, two.column_fixed)
    return Range(one, two, not last)


def _corner(text: str) -> Corner | None:
    """None for what lies outside a sheet (``ABCD1`` is a name)."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    dollar, letters, row_dollar, digits = found.groups()
    if not letters:
        row_dollar = dollar
    column = column_position(letters) if letters else 0
    row = int(digits) if digits else 1
    if column >= COLUMN_LIMIT or not 1 <= row <= ROW_LIMIT:
        return None
    return Corner(row, column, row_dollar == "$", dollar == "$")
