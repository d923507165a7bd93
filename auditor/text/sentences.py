"""Sentences of running text, and whether one denies what it mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"(?<=[.!?])\s+|[。！？!?；;\n\r]+|\s[•·▪|]\s|<br\s*/?>|</?p>|</?li>", re.IGNORECASE)
_DENIES = re.compile(
    r"n't\b|\b(?:no|not|never|without|cannot|unable|kein\w*|nicht|ohne|nie|sans|pas|aucune?|jamais|sin|no|nunca"
    r"|non|senza|mai|nessun\w*)\b|不|无|無|没|未|非|ません|ない|(?<!み)なし|不可|できず",
    re.IGNORECASE,
)


def sentence_bounds(text: str, place: int) -> tuple[int, int]:
    """Offsets of the sentence of ``text`` that holds the character at ``place``."""
    start, end = 0, len(text)
    for match in _END.finditer(text):
        if match.start() < place and match.end() <= place:
            start = match.end()
        elif match.start() >= place:
            end = match.start()
            break
    return start, end


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of every sentence of ``text`` that holds anything."""
    start = 0
    for match in _END.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def sentence_at(text: str, place: int) -> str:
    """The sentence of ``text`` that holds the character at ``place``."""
    return text[slice(*sentence_bounds(text, place))]


def denied(sentence: str) -> bool:
    """Whether a sentence holds a word that denies, in any of the seven languages."""
    return bool(_DENIES.search(sentence))
