r"""RE2 prefilters made of expressions: what an expression matches, its loosened form matches too.

Arrow searches a column of texts with RE2 at once, which knows neither look-around nor letters beyond ASCII in ``\w``
and ``\b``. Without look-around and word boundaries an expression matches more, never less.
"""

from __future__ import annotations

import re
from functools import cache


def loosened(*expressions: re.Pattern[str]) -> str:
    """An RE2 pattern that is found in every text in which one of ``expressions`` is."""
    return "(?i)" + "|".join(_loose(one.pattern) for one in expressions)


@cache
def _loose(source: str) -> str:
    out, place, inside = [], 0, False
    while place < len(source):
        if not inside and re.match(r"\(\?(?:[=!]|<[=!])", source[place : place + 4]):
            place = _closing(source, place)
            continue
        piece = source[place : place + 2] if source[place] == "\\" else source[place]
        place += len(piece)
        if piece == "[" and not inside:
            inside = True
        elif piece == "]":
            inside = False
        out.append(_translated(piece, inside=inside))
    return "".join(out)


def _translated(piece: str, *, inside: bool) -> str:
    if piece in (r"\b", r"\B") and not inside:
        return ""
    if piece == r"\w":
        return r"\pL\pM\pN_" if inside else r"[\pL\pM\pN_]"
    if piece == r"\W":
        # inside a class the complement of several classes cannot be written: any character is more
        return r"\x{0}-\x{10FFFF}" if inside else r"[^\pL\pN_]"
    if piece == r"\s":
        return r"\s\pZ" if inside else r"[\s\pZ]"
    return piece


def _closing(source: str, start: int) -> int:
    """The place behind the group that opens at ``start``."""
    depth, place, inside = 0, start, False
    while place < len(source):
        character = source[place]
        if character == "\\":
            place += 2
            continue
        if inside:
            inside = character != "]"
        elif character == "[":
            inside = True
        elif character in "()":
            depth += 1 if character == "(" else -1
            if not depth:
                return place + 1
        place += 1
    return len(source)
