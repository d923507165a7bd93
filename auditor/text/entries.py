"""The notation of word-list entries.

``word`` at token boundaries (plural endings of the language allowed; CJK: anywhere) · ``word*`` any ending ·
``*word`` any beginning (German compounds) · ``=word`` the whole value · ``/re/`` a regular expression on the
normalised text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import regex

from auditor.text.normalise import TOKEN_BYTES, fold, normalised


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
    """A Latin letter without its accent (case kept: ``\\S`` is not ``\\s``)."""
    folded = fold(character)
    if character.isascii() or len(folded) != 1 or not folded.isascii():
        return character
    return folded.upper() if character.isupper() else folded


def compile_regex(source: str) -> Any:
    """A compiled pattern of the ``regex`` module."""
    return regex.compile(source, regex.IGNORECASE | regex.VERSION0)


def required_literal(source: str) -> str:
    """A lower-case text that every match of ``source`` contains; ``""`` when none is evident.

    Only plain characters outside groups, classes and alternations count, so the answer is safe, not complete.
    """
    runs, run, depth, place = [], "", 0, 0
    while place < len(source):
        character = source[place]
        step, plain = 1, ""
        if character == "\\":
            step = 2
            following = source[place + 1 : place + 2]
            plain = following if not following.isalnum() else ""
        elif character == "[":
            step = max(_class_end(source, place) - place, 1)
        elif character in "()":
            depth += 1 if character == "(" else -1
        elif character == "|" and depth == 0:
            return ""
        elif character not in "^$.*+?{}|":
            plain = character
        elif character == "{":
            step = max(source.find("}", place) + 1 - place, 1)
        following = source[place + step : place + step + 1]
        if plain and depth == 0 and following not in ("?", "*", "{"):
            run += plain
        else:
            runs.append(run)
            run = ""
        place += step
    return max([*runs, run], key=len).lower()


def _class_end(source: str, start: int) -> int:
    place = start + 1
    while place < len(source) and (source[place] != "]" or place == start + 1):
        place += 2 if source[place] == "\\" else 1
    return place + 1
