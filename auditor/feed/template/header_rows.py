"""Header rows that state requirements and kinds beside the labels, as templates of other marketplaces have them.

Nothing is assumed about the marketplace: a row whose filled cells are mostly requirement words is a requirement row
(``Mandatory | Optional | …``), one whose cells are mostly descriptions of kinds is a row of types (``Alphanumeric,
50 characters - …``, ``Single - Positive_integer``, ``Numerical``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from auditor.feed.table import Feed, column_letter
from auditor.feed.template.definitions import REQUIREMENTS, requirement_of
from auditor.feed.template.model import Definition, Limit, LimitKind, Place, Requirement
from auditor.layouts import squash

LEAST_WORDS = 3
SHARE = 0.6
GROUP_LEAST = 2

_CHARACTERS = re.compile(
    r"(?:alphanumeric|url|text|string)\s*[,\-–]?\s*(?:limited to\s*)?([0-9][0-9,]{0,9})\s*characters",
    re.IGNORECASE,
)
_RANGE = re.compile(r"value range:\s*(-?[0-9.]+)\s*to\s*([0-9.]+)", re.IGNORECASE)
_KINDS: tuple[tuple[re.Pattern[str], LimitKind, float | None], ...] = (
    (re.compile(r"(?:single\s*-\s*)?positive_integer\b", re.IGNORECASE), "integer", 1.0),
    (re.compile(r"(?:single\s*-\s*)?non_negative_integer\b", re.IGNORECASE), "integer", 0.0),
    (re.compile(r"(?:single\s*-\s*)?integer\b", re.IGNORECASE), "integer", None),
    (
        re.compile(r"(?:single\s*-\s*)?(?:decimal|number|numerical|numeric|float)\b", re.IGNORECASE),
        "decimal",
        None,
    ),
)
_TYPED = re.compile(
    r"\s*(?:(?:single|multi|multiple)\s*-\s*\w+|alphanumeric\b|closed list\b|(?:decimal|number|url|date|dateonly|"
    r"datetime|boolean|text)\s*(?:[,\-–]|$)|dropdown$|numerical$|freetext$|free text$)",
    re.IGNORECASE,
)


@dataclass(kw_only=True)
class HeaderLaw:
    """What the header rows state, by column position."""

    definitions: dict[int, Definition] = field(default_factory=dict)
    limits: dict[int, list[Limit]] = field(default_factory=dict)


def header_law(feed: Feed) -> HeaderLaw:
    """The requirement row and the row of types among the feed's header rows."""
    law = HeaderLaw()
    labelled = sum(1 for column in feed.columns if column.header.strip())
    for number, cells in feed.headers:
        filled = [(at, cell) for at, cell in enumerate(cells[: len(feed.columns)]) if cell.strip()]
        if len(filled) < max(LEAST_WORDS, labelled // 2):
            continue
        if _share(filled, lambda cell: len(cell) < 60 and requirement_of(cell) is not None):
            for at, cell in filled:
                place = Place(feed.sheet, f"{column_letter(at)}{number}")
                law.definitions.setdefault(at, Definition(requirement=requirement_of(cell), place=place))
        elif _share(filled, lambda cell: _TYPED.match(cell) is not None):
            for at, cell in filled:
                limit = described(cell, Place(feed.sheet, f"{column_letter(at)}{number}"))
                if limit:
                    law.limits.setdefault(at, []).append(limit)
    if not law.definitions:
        law.definitions = _groups(feed)
    return law


def _share(filled: Sequence[tuple[int, str]], fits: Callable[[str], bool]) -> bool:
    return sum(1 for _, cell in filled if fits(cell)) >= SHARE * len(filled)


def described(cell: str, place: Place) -> Limit | None:
    """The limit a type description states: characters, or a number with or without a range."""
    text = cell.strip()
    found = _CHARACTERS.match(text)
    if found:
        return Limit(kind="length", most=float(found[1].replace(",", "")), place=place)
    for pattern, kind, least in _KINDS:
        if pattern.match(text):
            bounds = _RANGE.search(text)
            low, high = (float(bounds[1]), float(bounds[2])) if bounds else (least, None)
            return Limit(kind=kind, least=low, most=high, place=place)
    return None


def _groups(feed: Feed) -> dict[int, Definition]:
    """Requirement groups over the labels (``Required to sell …``, ``Recommended …``): a group's word stands in its
    first column and holds until the next filled cell; of several columns of one field the first is meant.
    """
    for number, cells in feed.headers:
        filled = [(at, cell) for at, cell in enumerate(cells[: len(feed.columns)]) if cell.strip()]
        stated = [_group_word(cell) for _, cell in filled]
        if sum(one is not None for one in stated) < GROUP_LEAST or len(filled) > len(feed.columns) // 3:
            continue
        ends = [at for at, _ in filled[1:]] + [len(feed.columns)]
        found: dict[int, Definition] = {}
        seen: set[str] = set()
        for (begin, _), end, word in zip(filled, ends, stated, strict=True):
            place = Place(feed.sheet, f"{column_letter(begin)}{number}")
            for column in feed.columns[begin:end] if word else ():
                again = column.name in seen and word == "required"
                if column.header.strip():
                    own = Definition(requirement="optional" if again else word, place=place)
                    found[column.position] = own
                seen.add(column.name)
        return found
    return {}


def _group_word(cell: str) -> Requirement | None:
    """What a group's heading says: by itself, or its first word (``Required to sell``)."""
    first = cell.split(" ")[0]
    if squash(cell) in REQUIREMENTS:
        return REQUIREMENTS[squash(cell)]
    return "conditional" if squash(first).startswith("conditional") else REQUIREMENTS.get(squash(first))
