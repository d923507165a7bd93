"""The values of a cell that may hold a list: ``Red|Blue``, ``S, M, L``, ``红色、蓝色``."""

from __future__ import annotations

import re

Span = tuple[int, int]

_ONE = re.compile(r"[|｜\r\n]+")
_SEVERAL = re.compile(r"[|｜;；、\r\n]+|\s+/\s+")
_COMMA = re.compile(r",(?!\d{3}(?!\d))|，")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SIZE = re.compile(r"^\d[\d.,]*\s*(?:[x×*]\s*\d[\d.,]*\s*)*(?:[\"']|[a-zA-Z]{1,6})?$")
_CONNECTED = re.compile(r"^(?:and|or|und|oder|et|ou|y|o|e)\s", re.IGNORECASE)
_DECIMAL = re.compile(r"\d,\d")
_POLAR_PAIR = re.compile(
    r"^\s*(yes|no|y|n|ja|nein|oui|non|s[íiì]|true|false|on|off|with|without|是|否|有|无|要|不要|はい|いいえ|あり|なし)"
    r"\s*[/／]\s*(yes|no|y|n|ja|nein|oui|non|s[íiì]|true|false|on|off|with|without|是|否|有|无|要|不要|はい|いいえ|あり|なし)\s*$",
    re.IGNORECASE,
)
_EDGE = ' \t\r\n\u00a0\u3000•·▪◦‣"“”「」'
_LONGEST_PART = 28
"""A part longer than this is prose, not a choice in a comma list."""
_MOST_WORDS = 4


def split_values(text: str, *, one_expected: bool) -> list[Span]:
    """(start, end) character offsets of the values in a cell, edges trimmed; blank → [].

    one_expected: the column is one of a numbered series (one value per column), so only ``|`` and line breaks split.
    Otherwise also ``;``, ``、``, a slash between blanks, and commas where the cell evidently is a list.
    """
    pair = _POLAR_PAIR.match(text)
    if pair and not one_expected:
        return [pair.span(1), pair.span(2)]
    parts = _cut(text, (0, len(text)), _ONE if one_expected else _SEVERAL)
    if not one_expected and len(parts) == 1:
        commas = _cut(text, parts[0], _COMMA)
        if _is_list([text[start:end] for start, end in commas], text):
            parts = commas
    return parts


def _cut(text: str, span: Span, separator: re.Pattern[str]) -> list[Span]:
    start, stop = span
    out = []
    for match in separator.finditer(text, start, stop):
        out.append(_trimmed(text, start, match.start()))
        start = match.end()
    out.append(_trimmed(text, start, stop))
    return [(a, b) for a, b in out if b > a]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    if text[start : start + 2] in ("- ", "* ") or text[start : start + 1] in ("–", "—"):
        return _trimmed(text, start + 1, end)
    return start, end


def _is_list(parts: list[str], text: str) -> bool:
    """Whether parts between commas are choices rather than a sentence."""
    if len(parts) < 2 or _DECIMAL.search(_THOUSANDS.sub("", text)):
        return False
    if any(
        len(part) > _LONGEST_PART or len(part.split()) > _MOST_WORDS or not _balanced(part) for part in parts
    ):
        return False
    if len(parts) == 2 and not all(_SIZE.match(part) for part in parts):
        return _alike(parts[0], parts[1])
    if any(_CONNECTED.match(part) for part in parts):
        return False
    return len({_start(part) for part in parts}) == 1 or all(len(part.split()) <= 2 for part in parts)


def _start(part: str) -> str:
    """How a part begins: with a digit, a capital, or otherwise."""
    return "digit" if part[:1].isdigit() else "capital" if part[:1].isupper() else "other"


def _balanced(part: str) -> bool:
    return part.count("(") == part.count(")") and part.count("（") == part.count("）")


def _alike(first: str, second: str) -> bool:
    """Two parts that start alike in case and are about as long: ``Yes, No``, ``Rot,Blau``, ``是,否``."""
    if _start(first) != _start(second):
        return False
    words = len(first.split()), len(second.split())
    return max(words) <= 2 and abs(len(first) - len(second)) <= 10
