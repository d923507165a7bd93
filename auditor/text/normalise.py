"""Normalisation before every match, and the way back to the text as written.

NFKC, case folding, no zero-width or bidirectional controls, single spaces, ASCII quotes and dashes, and no accents on
Latin letters (never on kana: decomposition would lose dakuten).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

CodeArray = np.ndarray[Any, np.dtype[np.integer[Any]]]
BoolArray = np.ndarray[Any, np.dtype[np.bool_]]

_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_QUOTES = {**dict.fromkeys("‘’‚‛′´", "'"), **dict.fromkeys("“”„‟″", '"')}
_ASCII_FORMS = {**_DASHES, **_QUOTES}
_CODES = 0x110000
_HALF_WIDTH_MARKS = "\uff9e\uff9f"

_PRICE_SUFFIX = re.compile(
    r"\s*[(\[]?\s*(?:\+\s*(?:us\$|[$€£¥]|usd|eur|gbp|jpy|rmb|cny)?\s?\d+(?:[.,]\d+)*\s*"
    r"(?:[$€£¥元円]|usd|eur|gbp|jpy|rmb|cny|美元|美金|欧元|英镑|日元|人民币|euros?|dollars?|ドル|ユーロ)?"
    r"|(?:us\$|[$€£¥]|usd|eur|gbp|jpy)\s?\d+(?:[.,]\d+)*)\s*[)\]]?\s*$"
)
_NUMBERING = re.compile(
    r"^(?:\(?\d{1,2}[.):、]|[a-z][):、]|\(\d{1,2}\)|[a-z]\.(?=\s\S)|\d [-–](?= [^\W\d_]))\s*(?=\S)"
)
_TICKS = re.compile(r"[✓✔☑❌✗✘❎✅☐☒]\ufe0f?")
_EDGES = " .!-*,;:\"'?。！？•·"


def _is_latin(character: str) -> bool:
    return unicodedata.name(character, "").startswith("LATIN")


@lru_cache(maxsize=65536)
def fold(piece: str) -> str:
    """The normalised form of one character with the combining marks that follow it; ``""`` when it vanishes."""
    out: list[str] = []
    for character in unicodedata.normalize("NFKC", piece).casefold():
        if character in _ASCII_FORMS:
            out.append(_ASCII_FORMS[character])
            continue
        category = unicodedata.category(character)
        if category in ("Cf", "Cs") or character in "\ufe0e\ufe0f":
            continue
        if character.isspace() or category == "Cc":
            out.append(" ")
            continue
        base = unicodedata.normalize("NFD", character)[0]
        if base != character and _is_latin(base):
            out.append(base)
        elif not (unicodedata.combining(character) and out and _is_latin(out[-1])):
            out.append(character)
    return "".join(out)


def _joins_previous(character: str) -> bool:
    return unicodedata.combining(character) != 0 or character in _HALF_WIDTH_MARKS


def normalised_with_map(text: str) -> tuple[str, list[int]]:
    """The normalised text, and for each of its characters the index in ``text`` it comes from."""
    pieces: list[tuple[int, str]] = []
    for place, character in enumerate(text):
        if pieces and not character.isascii() and _joins_previous(character):
            start, piece = pieces[-1]
            pieces[-1] = (start, piece + character)
        else:
            pieces.append((place, character))
    out: list[str] = []
    places: list[int] = []
    for start, piece in pieces:
        for character in fold(piece):
            if character == " " and (not out or out[-1] == " "):
                continue
            out.append(character)
            places.append(start)
    if out and out[-1] == " ":
        out.pop()
        places.pop()
    return "".join(out), places


def normalised(text: str) -> str:
    """``text`` normalised; see the module."""
    if text.isascii() and text.isprintable():
        return (
            " ".join(text.lower().split(" "))
            if "  " not in text and text == text.strip()
            else " ".join(text.lower().split())
        )
    return normalised_with_map(text)[0]


def original_span(text: str, places: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Offsets in ``text`` of the normalised slice ``start:end`` (not empty), with the marks that belong to it."""
    first, last = places[start], places[end - 1] + 1
    while last < len(text) and _joins_previous(text[last]):
        last += 1
    return first, last


def clean_option(text: str) -> str:
    """A choice as it is compared: normalised, without price suffix, numbering, ticks and edge punctuation."""
    cleaned = _TICKS.sub("", normalised(text)).strip()
    cleaned = _PRICE_SUFFIX.sub("", cleaned)
    if len(cleaned) > 3 or cleaned[:1].isdigit():
        cleaned = _NUMBERING.sub("", cleaned)
    return cleaned.strip(_EDGES).strip()


# ---- the same on arrays of code points -------------------------------------------------------------------------

ONE_TO_ONE, EXPANDS, JOINS = 0, 1, 2
"""Ways of a code point: folded alone to one character, folded alone to none or several, folded with its neighbour."""

_folded = np.arange(_CODES, dtype=np.uint32)
_ways = np.full(_CODES, -1, dtype=np.int8)


def fold_codes(codes: CodeArray) -> tuple[CodeArray, CodeArray]:
    """Code points folded one to one (uint32), and the way of each (int8, see ``ONE_TO_ONE``)."""
    if codes.dtype == np.uint8:
        return _fold_bytes(codes)
    ways = _ways[codes]
    if (ways < 0).any():
        _learn_ways(np.unique(codes[ways < 0]).tolist())
        ways = _ways[codes]
    return _folded[codes], ways


def _learn_ways(codes: list[int]) -> None:
    for code in codes:
        character = chr(code)
        form = fold(character)
        if _joins_previous(character):
            _ways[code] = JOINS
        elif len(form) == 1:
            _ways[code], _folded[code] = ONE_TO_ONE, ord(form)
        else:
            _ways[code] = EXPANDS


def _fold_bytes(codes: CodeArray) -> tuple[CodeArray, CodeArray]:
    """``fold_codes`` of ASCII, a byte each: translating bytes is ten times as fast as indexing arrays."""
    if (_ways[:128] < 0).any():
        _learn_ways(list(range(128)))
    folded = codes.tobytes().translate(_folded[:256].astype(np.uint8).tobytes())
    ways = codes.tobytes().translate(np.maximum(_ways[:256], 0).astype(np.uint8).tobytes())
    return np.frombuffer(folded, np.uint8).copy(), np.frombuffer(ways, np.int8)


def _token_table() -> BoolArray:
    table = np.zeros(_CODES, dtype=bool)
    for first, last in ((0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2AF)):
        table[first : last + 1] = True
    table[[0xAA, 0xBA]] = True
    table[0x1E00:0x1F00] = True
    for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50):  # Arabic, Persian, Devanagari, Bengali, Thai digits
        table[zero : zero + 10] = True
    return table


TOKEN = _token_table()
"""bool per code point: Latin letters and decimal digits, the characters a word may not be cut at."""

TOKEN_BYTES = TOKEN.tobytes()
"""The same for single characters: ``TOKEN_BYTES[ord(c)]`` is 1 or 0."""
