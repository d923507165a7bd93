"""The notation of word-list entries.

``word`` at token boundaries (plural endings of the language allowed; CJK: anywhere) · ``word*`` any ending ·
``*word`` any beginning (German compounds) · ``=word`` the whole value · ``/re/`` a regular expression on the
normalised text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, cast

import regex

from auditor.text.normalise import TOKEN_BYTES, fold, normalised

LEAST_LITERAL = 3
"""Shortest Latin text worth looking for before a regular expression is tried."""


class Kind(IntEnum):
    """How an entry matches."""

    WORD = 0
    PREFIX = 1
    SUFFIX = 2
    WHOLE = 3
    REGEX = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of one group: its normalised core (the pattern's source for ``/re/``) and plural endings."""

    kind: Kind
    core: str
    plurals: tuple[str, ...] = ()


def parse_entry(written: str, plurals: tuple[str, ...] = ()) -> Entry:
    """An entry as written in a word list; ValueError when nothing is left of it or the expression is invalid."""
    if len(written) > 2 and written.startswith("/") and written.endswith("/"):
        source = "".join(_bare(c) for c in unicodedata.normalize("NFKC", written[1:-1]))
        try:
            compile_regex(source)
        except regex.error as problem:
            raise ValueError(f"{written!r}: {problem}") from problem
        return Entry(Kind.REGEX, source)
    kind, core = Kind.WORD, written
    if written.startswith("="):
        kind, core = Kind.WHOLE, written[1:]
    elif written.startswith("*"):
        kind, core = Kind.SUFFIX, written[1:]
    elif written.endswith("*"):
        kind, core = Kind.PREFIX, written[:-1]
    core = normalised(core)
    if not core:
        raise ValueError(f"{written!r} is empty")
    inflects = kind in (Kind.WORD, Kind.SUFFIX) and TOKEN_BYTES[ord(core[-1])] and not core[-1].isdigit()
    return Entry(kind, core, plurals if inflects else ())


def _bare(character: str) -> str:
    r"""A Latin letter without its accent (case kept: ``\S`` is not ``\s``)."""
    folded = fold(character)
    if character.isascii() or len(folded) != 1 or not folded.isascii():
        return character
    return folded.upper() if character.isupper() else folded


def compile_regex(source: str) -> Any:
    """A compiled pattern of the ``regex`` module."""
    return regex.compile(source, regex.IGNORECASE | regex.VERSION0)


def required_literals(source: str) -> tuple[str, ...]:
    """Lower-case texts of which every match of ``source`` contains at least one; empty when none are evident."""
    return max(_requirements(source), key=lambda texts: (min(map(_telling, texts)), -len(texts)), default=())


class Expression:
    """A compiled pattern that is only run on texts that hold everything it requires."""

    __slots__ = ("_needed", "_pattern", "pattern")

    def __init__(self, source: str) -> None:
        self.pattern = source
        self._pattern = compile_regex(source)
        self._needed = _requirements(source)

    def finditer(self, text: str) -> Iterable[Any]:
        """Matches in a normalised text."""
        if all(any(literal in text for literal in texts) for texts in self._needed):
            return cast("Iterable[Any]", self._pattern.finditer(text))
        return ()

    def fullmatch(self, text: str) -> Any:
        """The match of the whole of a normalised text, or None."""
        return self._pattern.fullmatch(text)


def _requirements(source: str) -> list[tuple[str, ...]]:
    """Sets of lower-case literals; every match of ``source`` contains one of each set.

    Plain characters outside classes count, and groups of alternatives that each hold some; the answer is safe, not
    complete.
    """
    whole = _alternatives(source)
    if len(whole) > 1:
        either = _one_of_each(whole)
        return [either] if either else []
    runs, run, place = [], "", 0
    choices: list[tuple[str, ...]] = []
    while place < len(source):
        piece, step = _piece(source, place)
        optional = source[place + step : place + step + 1] in ("?", "*", "{")
        if len(piece) == 1 and not optional:
            run += piece[0]
        else:
            runs.append(run)
            run = ""
            if len(piece) > 1 and not optional:
                choices.append(piece)
        place += step
    best = max([*runs, run], key=len)
    found: list[tuple[str, ...]] = [(best,)] if len(best) >= LEAST_LITERAL or not best.isascii() else []
    found += [c for c in choices if all(len(t) > LEAST_LITERAL or _wide(t) for t in c)]
    return [tuple(text.lower() for text in texts) for texts in found]


def _alternatives(source: str) -> list[str]:
    """The parts of ``source`` between the ``|`` outside groups and classes."""
    parts, start, place = [], 0, 0
    while place < len(source):
        step = 1
        if source[place] == "\\":
            step = 2
        elif source[place] == "[":
            step = max(_class_end(source, place) - place, 1)
        elif source[place] == "(":
            step = _group_end(source, place) - place
        elif source[place] == "|":
            parts.append(source[start:place])
            start = place + 1
        place += step
    return [*parts, source[start:]]


def _one_of_each(alternatives: list[str]) -> tuple[str, ...]:
    """Literals of which every match of one of ``alternatives`` holds at least one; empty where one needs none."""
    literals: list[str] = []
    for one in alternatives:
        needed = max(
            _requirements(one), key=lambda texts: (min(map(_telling, texts)), -len(texts)), default=()
        )
        if not needed:
            return ()
        literals += needed
    return tuple(dict.fromkeys(literals))


_EVERYWHERE = frozenset(
    {"for", "to", "the", "and", "you", "your", "our", "with", "of", "in", "is", "it", "we"}
)
"""Words nearly every text contains: looking for them first saves nothing."""


def _telling(text: str) -> int:
    """How much a literal tells: its letters, Chinese and Japanese ones twice, of words that do not stand everywhere."""
    words = [word for word in text.lower().split() if word not in _EVERYWHERE]
    return sum(len(word) * (2 if _wide(word) else 1) for word in words)


def _wide(text: str) -> bool:
    """Whether no letter is Latin: two such characters say as much as four Latin ones."""
    return not any(c.isascii() for c in text)


def _piece(source: str, place: int) -> tuple[tuple[str, ...], int]:
    """What stands at ``place``: ``(text,)`` a plain character, several texts a group of alternatives, ``()`` neither,
    and how long it is.
    """
    character = source[place]
    if character == "\\":
        following = source[place + 1 : place + 2]
        return (() if following.isalnum() else (following,)), 2
    if character == "[":
        return (), max(_class_end(source, place) - place, 1)
    if character == "(":
        end = _group_end(source, place)
        inside = source[place + 3 : end - 1]
        chosen = source.startswith("(?:", place) and "|" in inside
        return (_group_literals(inside) if chosen else ()), end - place
    if character == "{":
        return (), max(source.find("}", place) + 1 - place, 1)
    return (() if character in "^$.*+?})" else (character,)), 1


def _group_literals(inside: str) -> tuple[str, ...]:
    """Literals of a group of alternatives: the alternatives themselves where they are plain."""
    if not regex.search(r"[^\p{L}\d |'-]", inside):
        return tuple(inside.split("|"))
    needed = _one_of_each(_alternatives(inside))
    return needed if len(needed) > 1 else ()


def _group_end(source: str, start: int) -> int:
    depth, place = 0, start
    while place < len(source):
        if source[place] == "\\":
            place += 1
        elif source[place] == "[":
            place = _class_end(source, place) - 1
        elif source[place] in "()":
            depth += 1 if source[place] == "(" else -1
            if not depth:
                return place + 1
        place += 1
    return len(source)


def _class_end(source: str, start: int) -> int:
    place = start + 1
    while place < len(source) and (source[place] != "]" or place == start + 1):
        place += 2 if source[place] == "\\" else 1
    return place + 1
