"""What a template's conditional formats say of its cells: each rule worked out for all rows at once.

Rules apply in the order of their priority; of each cell the first true rule that states something counts, and a true
rule that stops ends the search. A rule that cannot be worked out leaves the cell unknown, unless all it could have
said is what the cell is found to be anyway.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from auditor.feed.table import BoolArray, Feed, IntArray, column_letter
from auditor.feed.template.areas import Area, base, column_position
from auditor.feed.template.book import Book
from auditor.feed.template.damages import damage
from auditor.feed.template.formulas.calculate import TOO_MUCH, Calculator
from auditor.feed.template.main_sheet import main_sheet
from auditor.feed.template.meanings import meaning
from auditor.feed.template.model import Place, State
from auditor.feed.template.needed import needed_sheets
from auditor.feed.template.parts import Parts
from auditor.feed.template.parts_xml import Rule
from auditor.model import Text

_AS_EXPRESSION = frozenset(
    "expression containsText notContainsText beginsWith endsWith containsBlanks notContainsBlanks containsErrors "
    "notContainsErrors timePeriod".split()
)
"""Kinds of rules that come with a formula saying the same."""
_OPERATORS = {
    "equal": "=",
    "notEqual": "<>",
    "lessThan": "<",
    "lessThanOrEqual": "<=",
    "greaterThan": ">",
    "greaterThanOrEqual": ">=",
}


_MAP_ROW = re.compile(r"VLOOKUP\(\s*\$([A-Z]{1,3})\$[0-9]+\s*,\s*\w+AttributePTDMap\b", re.IGNORECASE)
"""A rule that looks a field's name up in the type-by-field map: ``VLOOKUP($B$3,requiredAttributePTDMap,…``."""
COPIED = "a rule copied from another column"


class CellStates:
    """States of the main sheet's cells; see :class:`auditor.feed.template.model.States`. Columns are worked out when
    first asked for. rules: in the order of their priority.
    """

    def __init__(self, sheet: str, rows: IntArray, rules: Sequence[Rule], calculator: Calculator) -> None:
        self._sheet = sheet
        self._rows = rows
        self._rules = rules
        self._calculator = calculator
        self._columns: dict[int, IntArray] = {}
        self._unknown: dict[str, set[int]] = {}
        spans = [(one.left, one.right, number) for number, rule in enumerate(rules) for one in rule.areas]
        self._spans = np.array(spans, np.int32).reshape(-1, 3)

    @property
    def unknown(self) -> Mapping[str, int]:
        """Why rules could not be worked out → how many, of the columns asked for so far."""
        return {reason: len(rules) for reason, rules in self._unknown.items()}

    def column(self, position: int) -> IntArray:
        """int8 of State per row."""
        if position not in self._columns:
            self._columns[position] = self._states(position)
        return self._columns[position]

    def place(self, position: int) -> Place:
        """The ranges of the rules that speak of the column."""
        spoken = [
            one
            for rule in self._of(position)
            for one in rule.areas
            if one.left <= position <= one.right and meaning(rule.paint) is not State.SILENT
        ]
        if not spoken:
            return Place(self._sheet, f"{column_letter(position)}:{column_letter(position)}")
        top, bottom = min(one.top for one in spoken), max(one.bottom for one in spoken)
        return Place(self._sheet, str(Area(top, position, bottom, position)))

    def _of(self, position: int) -> list[Rule]:
        lefts, rights, numbers = self._spans.T
        found = np.unique(numbers[(lefts <= position) & (position <= rights)])
        return [self._rules[number] for number in found.tolist()]

    def _states(self, position: int) -> IntArray:
        states = np.full(len(self._rows), State.SILENT, np.int8)
        open_rows = np.ones(len(self._rows), np.bool_)
        doubts = np.zeros(len(self._rows), np.int32)
        for rule in self._of(position):
            stated = meaning(rule.paint)
            if stated is State.SILENT and not rule.stops:
                continue
            inside = open_rows & self._inside(rule, position)
            if not inside.any():
                continue
            if self._calculator.exhausted:
                doubts[open_rows] = -1
                self._unknown.setdefault(TOO_MUCH, set()).add(id(rule))
                break
            yes, unclear = self._fires(rule, position, inside)
            hit = inside & yes
            states[hit] = stated
            open_rows &= ~hit
            doubts[inside & unclear] |= 1 << stated
        result = doubts & ~(1 << states.astype(np.int32))
        states[result != 0] = State.UNKNOWN
        self._only_blank(states, position)
        return states

    def _inside(self, rule: Rule, position: int) -> BoolArray:
        inside = np.zeros(len(self._rows), np.bool_)
        for one in rule.areas:
            if one.left <= position <= one.right:
                inside |= (self._rows >= one.top) & (self._rows <= one.bottom)
        return inside

    def _fires(self, rule: Rule, position: int, inside: BoolArray) -> tuple[BoolArray, BoolArray]:
        formula, reason = _formula(rule)
        field = _MAP_ROW.search(formula)
        if field is not None and column_position(field[1]) != position:
            # pasted rows spread rules over columns whose names they do not look up: their answer is another field's
            reason = COPIED
        if not reason:
            yes, unclear, reason = self._calculator.fires(formula, base(rule.areas), position)
            if not (unclear & inside).any():
                return yes, unclear
        else:
            yes, unclear = np.zeros_like(inside), np.ones_like(inside)
        self._unknown.setdefault(reason, set()).add(id(rule))
        return yes, unclear

    def _only_blank(self, states: IntArray, position: int) -> None:
        """A red border on a filled cell asks for nothing: some templates paint it whatever the cell holds."""
        missing = states == State.REQUIRED_MISSING
        if not missing.any():
            return
        cell = f"{column_letter(position)}1"
        filled, unclear, _ = self._calculator.fires(f"LEN({cell})>0", (1, position), position)
        states[missing & filled] = State.FILLED
        states[missing & unclear] = State.FILLED


def load_states(
    parts: Parts, book: Book, feed: Feed, aliases: Mapping[int, Mapping[str, str]] | None = None
) -> tuple[CellStates | None, Text | None, Place | None]:
    """(the states, why the workbook's own rules cannot be used, where that shows).

    book: with the file still open; the sheets the rules need are read here. aliases: column position → display text →
    machine value. All three None: no conditional format states anything.
    """
    rules = sorted(parts.rules, key=lambda rule: rule.priority)
    wrong = damage(parts, book, rules)
    if wrong is not None:
        return None, *wrong
    if all(meaning(rule.paint) is State.SILENT for rule in rules):
        return None, None, None
    for sheet in needed_sheets(rules, parts.names, book):
        book.sheet(sheet)
    rows = feed.row_numbers
    return CellStates(feed.sheet, rows, rules, Calculator(book, main_sheet(book), rows, aliases)), None, None


def _formula(rule: Rule) -> tuple[str, str]:
    """(a formula that is true where the rule applies, why there is none)."""
    row, column = base(rule.areas)
    cell = f"{column_letter(column)}{row}"
    stated = [one for one in rule.formulas if one]
    if rule.kind in _AS_EXPRESSION and stated:
        return stated[0], ""
    if rule.kind == "cellIs" and len(stated) == 2 and rule.operator in ("between", "notBetween"):
        inside = f"AND({cell}>=({stated[0]}),{cell}<=({stated[1]}))"
        return (inside if rule.operator == "between" else f"NOT({inside})"), ""
    if rule.kind == "cellIs" and len(stated) == 1 and rule.operator in _OPERATORS:
        return f"{cell}{_OPERATORS[rule.operator]}({stated[0]})", ""
    return "", f"rule of kind {rule.kind[:40]}"
