"""Formula text cut into tokens (ECMA-376 part 1, 18.17.2). Linear in the length of the formula."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

LENGTH_LIMIT = 16_384
"""Characters of a formula that is read; spreadsheet programs stop at 8,192."""

Kind = Literal["text", "number", "error", "slot", "name", "operator", "end"]


class FormulaError(Exception):
    """A formula that is not understood; ``reason`` names what, in a word or two."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Token(NamedTuple):
    """One token. text: as written, texts without their quotes. sheet: of a reference or name, "" where not stated."""

    kind: Kind
    text: str
    sheet: str = ""


SLOT = "\0"
"""Stands for a reference in the shape of a formula; XML cannot hold it."""

_SHEET = r"(?:'(?P<quoted>(?:[^']|'')+)'!|(?P<bare>[^\W\d][\w.]*)!)?"
_ONE = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_PLACES = re.compile(
    r'"[^"]*"|\'[^\']*\''
    rf"|(?<![\w.\\$#])((?:{_ONE}(?::{_ONE})?|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?[0-9]{{1,7}}:\$?[0-9]{{1,7}}))"
    r"(?![\w.(\[!])"
)
_TOKEN = re.compile(
    r"[ \t\r\n\u00a0]*(?:"
    r'"(?P<text>(?:[^"]|"")*)"'
    rf"|{_SHEET}(?:"
    r"(?P<error>#(?:REF!|N/A|VALUE!|NAME\?|NUM!|NULL!|DIV/0!|SPILL!|CALC!|FIELD!|BLOCKED!|UNKNOWN!|GETTING_DATA))"
    r"|(?P<slot>\0)"
    r"|(?P<name>(?:[^\W\d]|\\)[\w.?\\]*+(?![\[!]))"
    r")"
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)"
    r"|(?P<operator><>|<=|>=|[-+*/^&=<>%(),;{}:@])"
    r"|(?P<end>\Z))"
)


def shape(formula: str) -> tuple[str, tuple[str, ...]]:
    """A formula with each of its references replaced by SLOT, and the references in order.

    The formulas of a template repeat a few shapes thousands of times. Raises FormulaError.
    """
    if len(formula) > LENGTH_LIMIT or SLOT in formula:
        raise FormulaError("a formula of extreme length" if SLOT not in formula else "unreadable formula")
    places: list[str] = []

    def slot(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0]
        places.append(found[1])
        return SLOT

    return _PLACES.sub(slot, formula), tuple(places)


def tokens(formula: str) -> list[Token]:
    """The tokens of a shape (without its ``=``), the last one of kind ``end``. Raises FormulaError."""
    found: list[Token] = []
    at = 0
    while not found or found[-1].kind != "end":
        match = _TOKEN.match(formula, at)
        if match is None:
            raise FormulaError(_reason(formula, at))
        kind: Kind = match.lastgroup  # type: ignore[assignment]
        text = match[kind]
        sheet = (match["quoted"] or match["bare"] or "").replace("''", "'")
        if "[" in sheet:
            raise FormulaError("another workbook")
        found.append(Token(kind, text.replace('""', '"') if kind == "text" else text, sheet))
        at = match.end()
    return found


def _reason(formula: str, at: int) -> str:
    rest = formula[at : at + 80].lstrip()
    if rest.startswith("["):
        return "another workbook"
    if re.match(r"[\w.]+\[", rest):
        return "a table reference"
    return "unreadable formula"
