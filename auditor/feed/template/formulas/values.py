# ruff: noqa: PLR0911  errors, unknown values and results each have their way out
"""Values of formulas as spreadsheet programs have them: blank, number, text, truth, error; and what is not known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.feed.template.book import Reference

TEXT_LIMIT = 32_767
"""Characters a text may have; longer results are ``#VALUE!``."""
MATCH_LIMIT = 255
"""Characters of a text that can be looked for in a range."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Problem:
    """An error value such as ``#N/A``."""

    code: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that could not be found out, and why."""

    reason: str


WIDE = Unknown("a range where one value is needed")
NA, VALUE, REF, NAME, DIVISION, NUMBER = (
    Problem(code) for code in ("#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NUM!")
)

Value = float | str | bool | Problem | Unknown | Reference | None
"""None: a blank cell. bool before float: a truth is no number to compare with."""


def number(value: Value) -> float | Problem | Unknown:
    """As arithmetic takes it: blank 0, truth 0 or 1, text that reads as a plain number that number."""
    if value is None:
        return 0.0
    if isinstance(value, (bool, float)):
        return float(value)
    if isinstance(value, str):
        return numeral(value)
    return WIDE if isinstance(value, Reference) else value


def numeral(text: str) -> float | Problem | Unknown:
    """The number a text reads as; ``#VALUE!`` for words; not known for dates, money, percentages and the like."""
    stripped = text.strip(" ")
    if _NUMBER.fullmatch(stripped):
        return float(stripped)
    if any("0" <= character <= "9" for character in stripped) and not stripped[:1].isalpha():
        return Unknown("a text that may be a date or an amount") if _maybe(stripped) else VALUE
    return VALUE


_ODD = re.compile(
    r"[-+0-9.,:/ %$€£¥()'’ ]+(?:[eE][+-]?[0-9]+)?(?:[ap]m)?|[0-9]{1,4}[-/ .]\w{3,12}.*", re.IGNORECASE
)


def _maybe(text: str) -> bool:
    return len(text) <= MATCH_LIMIT and _ODD.fullmatch(text) is not None


def text(value: Value) -> str | Problem | Unknown:
    """As ``&`` takes it: numbers in General format, truths as TRUE and FALSE."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return shown(value)
    return WIDE if isinstance(value, Reference) else value


def shown(value: float) -> str:
    """A number as General format shows it inside a text: at most 15 digits."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    if 1e-9 < abs(value) < 1e-4:
        return f"{value:.20f}".rstrip("0")[: 20 + 2]
    return f"{value:.15g}".replace("e", "E")


def truth(value: Value) -> bool | Problem | Unknown:
    """As IF takes it: numbers but 0 are true, blank is false, the texts TRUE and FALSE are truths."""
    if value is None:
        return False
    if isinstance(value, (bool, float)):
        return bool(value)
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower(), VALUE)
    return WIDE if isinstance(value, Reference) else value


def fires(value: Value) -> bool | Unknown:
    """Whether a conditional format with this result applies; an error does not."""
    if isinstance(value, (Unknown, Reference)):
        return value if isinstance(value, Unknown) else WIDE
    return value is not None and not isinstance(value, (str, Problem)) and bool(value)


def compared(left: Value, right: Value) -> int | Problem | Unknown:
    """-1, 0 or 1: numbers before texts before truths, texts without regard to case, blank like what it meets."""
    for one in (left, right):
        if isinstance(one, Unknown):
            return one
        if isinstance(one, Reference):
            return WIDE
    if isinstance(left, Problem):
        return left
    if isinstance(right, Problem):
        return right
    if left is None and right is None:
        return 0
    if left is None:
        left = _blank_like(right)
    elif right is None:
        right = _blank_like(left)
    first, second = _rank(left), _rank(right)
    if first != second:
        return -1 if first < second else 1
    if isinstance(left, str) and isinstance(right, str):
        return _texts(left.lower(), right.lower())
    return (left > right) - (left < right)  # type: ignore[operator]


def equal(left: Value, right: Value) -> bool | Problem | Unknown:
    """``left = right``; the order of two texts need not be known for it."""
    if isinstance(left, str) and isinstance(right, str):
        return left == right or left.lower() == right.lower()
    order = compared(left, right)
    return order if isinstance(order, (Problem, Unknown)) else order == 0


def _rank(value: Value) -> int:
    return 3 if isinstance(value, bool) else 2 if isinstance(value, str) else 1


def _blank_like(other: Value) -> Value:
    if isinstance(other, bool):
        return False
    return "" if isinstance(other, str) else 0.0


def _texts(left: str, right: str) -> int | Unknown:
    """Order of two lower-case texts where every program agrees on it: letters and digits of English."""
    if left == right:
        return 0
    if not left or not right:
        return -1 if not left else 1
    if left.isascii() and right.isascii() and left.isalnum() and right.isalnum():
        return -1 if left < right else 1
    return Unknown("the order of two texts")


def wild(pattern: str) -> bool:
    """True where a text to look for has wildcards (or an escape of one)."""
    return "*" in pattern or "?" in pattern or "~" in pattern


def matches(pattern: str, candidate: str) -> bool:
    """Wildcards ``*`` and ``?``, escaped by ``~``; both in lower case. Product of the lengths at most."""
    parts: list[tuple[str, bool]] = []
    at = 0
    while at < len(pattern):
        if pattern[at] == "~" and at + 1 < len(pattern) and pattern[at + 1] in "*?~":
            parts.append((pattern[at + 1], False))
            at += 2
        else:
            parts.append((pattern[at], pattern[at] in "*?"))
            at += 1
    here = there = 0
    star, mark = -1, 0
    while there < len(candidate):
        if here < len(parts) and parts[here] == ("*", True):
            star, mark = here, there
            here += 1
        elif here < len(parts) and (parts[here] == ("?", True) or parts[here] == (candidate[there], False)):
            here += 1
            there += 1
        elif star >= 0:
            mark += 1
            here, there = star + 1, mark
        else:
            return False
    return all(part == ("*", True) for part in parts[here:])
