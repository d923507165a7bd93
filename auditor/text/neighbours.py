"""What stands beside a word of a title: whether *computer* names the product or describes *speakers*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from auditor.text.lexicon import load_lexicon
from auditor.text.matcher import Matcher

Span = tuple[int, int]
WordKind = Literal["base", "model", "unsure", "safe", "component", "modifier"]
"""base: generic (*laptop*) · model: a product line (*MacBook*) · unsure: has other meanings (*tower*) · safe: an
accessory or other allowed noun · component: such a noun that also is part of a device (*keyboard*) · modifier: a base
word that only describes another noun."""


@dataclass(frozen=True, slots=True, order=True)
class Word:
    """A word of the title: normalised offsets, what it is, and the category of product it names."""

    start: int
    end: int
    kind: WordKind
    category: str


KNOWN_GROUPS = ("head.beside", "custom.word", "refurb", "hardware.dim", "maker")
"""Groups whose words may stand beside the head noun without being the head themselves."""

_WORD = regex.compile(r"(?<!\d)[\p{L}\p{M}][\p{L}\p{M}'-]*")
_BREAK = regex.compile(r"(?<!\d),|,(?!\d)|[;|()\[\]:•!?。，；、/]|\s[-+&]\s")
_CJK = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー]")
_EDITION = regex.compile(r"(?:\s\w+)?\s(?:special |limited )?(?:edition|version|ausgabe)\b")
"""*Zelda Edition*, *Pro Disc Version*: whatever it is called, it stays the same product."""


def modifies(
    title: str,
    word: Word,
    words: Sequence[Word],
    matcher: Matcher,
    language: str,
    values: Sequence[Span],
) -> bool:
    """Whether a base word only describes another noun that stands beside it, or stands behind *for*.

    values: spans of hardware values, which may stand beside any head. Where the title has two kinds of hardware values,
    the product is a device and an unknown neighbour decides nothing.
    """
    normal = matcher.normal(title)
    if language in ("zh", "ja"):
        return _runs_on(title, normal, word, matcher)
    if _behind_preposition(title, normal, word, words, matcher):
        return True
    known = _known_spans(title, words, matcher, values)
    if load_lexicon(language).head == "initial":
        start = _phrase_start(title, normal, word.start, matcher)
        return _has_unknown(normal, start, word.start, known)
    end = _phrase_end(title, normal, word.end, matcher)
    return _has_unknown(normal, word.end, end, known)


def _runs_on(title: str, normal: str, word: Word, matcher: Matcher) -> bool:
    """Chinese and Japanese: the script goes on without a break, and not with a word known to follow heads."""
    if not _CJK.match(normal, word.end):
        return False
    follows = (
        "head.beside",
        "custom.word",
        "refurb",
        "safe.head",
        "component.head",
        "base.ambiguous",
        "compat.post",
    )
    return not any(
        start <= word.end < end for group in follows for start, end in matcher.normal_spans(group, title)
    )


def _behind_preposition(title: str, normal: str, word: Word, words: Sequence[Word], matcher: Matcher) -> bool:
    """A preposition of compatibility before the word, with a noun we may not know before that."""
    custom = matcher.normal_spans("custom.word", title)
    for start, end in matcher.normal_spans("compat.prep", title):
        if end > word.start:
            break
        if any(other.start <= start and end <= other.end for other in words):
            continue
        if _has_unknown(normal, 0, start, custom):
            return True
    return False


def _known_spans(title: str, words: Sequence[Word], matcher: Matcher, values: Sequence[Span]) -> list[Span]:
    known = [span for group in KNOWN_GROUPS for span in matcher.normal_spans(group, title)]
    return [*known, *values, *((word.start, word.end) for word in words)]


def _phrase_end(title: str, normal: str, place: int, matcher: Matcher) -> int:
    stop = _BREAK.search(normal, place)
    ends = [stop.start() if stop else len(normal)]
    for group in ("compat.prep", "phrase.end"):
        ends += [start for start, _ in matcher.normal_spans(group, title, exclude=False) if start >= place]
    return min(ends)


def _phrase_start(title: str, normal: str, place: int, matcher: Matcher) -> int:
    starts = [m.end() for m in _BREAK.finditer(normal, 0, place)]
    return max(starts, default=0)


def _has_unknown(normal: str, start: int, end: int, known: Sequence[Span]) -> bool:
    """Whether a word of two letters or more between the offsets is covered by none of the ``known`` spans."""
    for match in _WORD.finditer(normal, start, end):
        a, b = match.span()
        covered = b - a < 2 or any(x <= a < y or x < b <= y for x, y in known)
        if not covered and not _EDITION.match(normal, b):
            return True
    return False
