"""Word-list entries compiled into one automaton with its tables.

The automaton runs over *marked* text: normalised text in which the first letter or digit of every word is made another
character (``a`` → ``A``, ``7`` → a control character). A pattern marked the same way then only matches where a word
begins, so that ``art`` is never even looked at inside ``smart``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from ahocorasick_rs import AhoCorasick

from auditor.text.entries import Entry, Expression, Kind, required_literals
from auditor.text.lexicon import EXCLUSIONS
from auditor.text.normalise import TOKEN, TOKEN_BYTES, CodeArray


@dataclass(frozen=True, slots=True)
class Use:
    """One entry of one group behind a pattern; ``regex``: the number of the expression it only announces, or -1."""

    group: str
    kind: Kind
    core: str
    plurals: tuple[str, ...]
    regex: int = -1


@dataclass(frozen=True, kw_only=True)
class Patterns:
    """Compiled groups.

    automaton: over marked patterns. first: int64 CSR offsets, uses ``first[p]:first[p + 1]`` belong to pattern p;
    use_bounds: the same as Python numbers.
    uses: the entries. groups: names; group_of, kind_of, plural_of, regex_of: per use (plural_of indexes plural_sets).
    regexes: group → compiled expressions as (required literals, pattern). whole: group → whole values.
    """

    automaton: Any
    first: CodeArray
    use_bounds: tuple[int, ...]
    uses: tuple[Use, ...]
    groups: tuple[str, ...]
    group_of: CodeArray
    kind_of: CodeArray
    plural_of: CodeArray
    regex_of: CodeArray
    plural_sets: tuple[tuple[str, ...], ...]
    regexes: Mapping[str, tuple[tuple[tuple[str, ...], Expression], ...]]
    whole: Mapping[str, frozenset[str]]


def parent_group(name: str) -> str:
    """The group whose matches an exclusion group takes away from; any other name itself."""
    for ending in EXCLUSIONS:
        if name.endswith(ending):
            return name[: -len(ending)]
    return name


def mark_codes(codes: CodeArray) -> CodeArray:
    """A copy in which the first letter or digit of every word is marked (see the module)."""
    if codes.dtype == np.uint8:
        written = codes.tobytes()
        token = np.frombuffer(written.translate(TOKEN_BYTES[:256]), np.bool_)
        starts = token.copy()
        starts[1:] &= ~token[:-1]
        return np.where(starts, np.frombuffer(written.translate(_MARKED_BYTES), np.uint8), codes)
    token = TOKEN[codes]
    starts = token.copy()
    starts[1:] &= ~token[:-1]
    marked = codes.copy()
    letters = starts & (codes >= 97) & (codes <= 122)
    digits = starts & (codes >= 48) & (codes <= 57)
    marked[letters] -= 32
    marked[digits] -= 47
    return marked


_MARKED_BYTES = bytes(c - 32 if 97 <= c <= 122 else c - 47 if 48 <= c <= 57 else c for c in range(256))
_ASCII_WORD_START = re.compile("(?<![a-z0-9])[a-z0-9]")


def mark(text: str) -> str:
    """A normalised text marked (see the module)."""
    if text.isascii():
        return _ASCII_WORD_START.sub(lambda start: _marked(start[0]), text)
    out = list(text)
    inside = 0
    for place, character in enumerate(text):
        token = TOKEN_BYTES[ord(character)]
        if token and not inside:
            out[place] = _marked(character)
        inside = token
    return "".join(out)


def _marked(character: str) -> str:
    if "a" <= character <= "z":
        return chr(ord(character) - 32)
    return chr(ord(character) - 47) if "0" <= character <= "9" else character


def compile_patterns(groups: Mapping[str, Sequence[Entry]]) -> Patterns:
    """Compile the entries of several groups into one automaton."""
    uses: dict[str, list[Use]] = {}
    regexes: dict[str, list[tuple[tuple[str, ...], Expression]]] = {name: [] for name in groups}
    for name, entries in groups.items():
        for entry in entries:
            literals: tuple[str, ...] = (entry.core,)
            number = -1
            if entry.kind is Kind.REGEX:
                literals = required_literals(entry.core)
                number = len(regexes[name])
                regexes[name].append((literals, Expression(entry.core)))
            for literal in literals:
                for pattern in _spellings(entry.kind, literal):
                    use = Use(name, entry.kind, literal, entry.plurals, number)
                    if use not in uses.setdefault(pattern, []):
                        uses[pattern].append(use)
    flat = tuple(use for found in uses.values() for use in found)
    names = tuple(groups)
    index = {name: number for number, name in enumerate(names)}
    sets = tuple(dict.fromkeys(use.plurals for use in flat))
    first = np.concatenate([[0], np.cumsum([len(found) for found in uses.values()])]).astype(np.int64)
    return Patterns(
        automaton=AhoCorasick(list(uses)) if uses else None,
        first=first,
        use_bounds=tuple(first.tolist()),
        uses=flat,
        groups=names,
        group_of=np.array([index[use.group] for use in flat], np.int32),
        kind_of=np.array([use.kind for use in flat], np.int8),
        plural_of=np.array([sets.index(use.plurals) for use in flat], np.int32),
        regex_of=np.array([use.regex for use in flat], np.int32),
        plural_sets=sets,
        regexes={name: tuple(found) for name, found in regexes.items()},
        whole={
            name: frozenset(e.core for e in entries if e.kind is Kind.WHOLE)
            for name, entries in groups.items()
        },
    )


def _spellings(kind: Kind, literal: str) -> tuple[str, ...]:
    """Marked forms of a pattern: a suffix or a literal may also stand inside a word."""
    marked = mark(literal)
    if kind in (Kind.SUFFIX, Kind.REGEX):
        return tuple(dict.fromkeys((marked, literal[0] + marked[1:])))
    return (marked,)
