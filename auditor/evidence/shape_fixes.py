"""What a cell that fails a schema's check was meant to be, where the list or the column leaves no doubt."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.feed.table import Feed
from auditor.layouts import ShapeFailure

_COMMA = re.compile(r"-?[0-9]+,[0-9]{1,2}")
_EVERY_NUMBER = r"^(-?[0-9]+([.,][0-9]{1,2})?)?$"
"""RE2: a column of these alone has no thousands separators, so that comma and point both are decimal ones."""
_TAIL = re.compile(r"-?[0-9]{1,9}\.[0-9]{9,}")
_TAIL_DIGITS = 16
"""Significant digits from which a decimal fraction is one that a computer made."""
_ULPS = 4
"""Units in the last place a sum of a few prices may be off."""


def fixes_of(failure: ShapeFailure, feed: Feed) -> list[str | None] | None:
    """The text meant, per failing cell (None where it is not certain); None where no check of this kind has any.

    Spelling of a list, another case or blanks; a decimal comma among decimal points; the tail of a binary fraction.
    """
    column = failure.column
    if column is None:
        return None
    if failure.check in ("spelled", "allowed"):
        values = failure.statistics.get("choices") or failure.statistics.get("allowed") or ()
        known = values_by_fold(values)
        return [listed(text, known) for text in _texts(failure, feed)]
    if failure.check == "number":
        texts = pc.utf8_trim_whitespace(feed.array(column.position))
        proven = bool(pc.all(pc.match_substring_regex(texts, _EVERY_NUMBER)).as_py())
        return [number_meant(text, proven=proven) for text in _texts(failure, feed)]
    return None


def _texts(failure: ShapeFailure, feed: Feed) -> list[str]:
    column = failure.column
    assert column is not None
    rows = pa.array(np.asarray(failure.rows, np.int64))
    found: list[str] = pc.utf8_trim_whitespace(feed.array(column.position).take(rows)).to_pylist()
    return found


def fold(text: str) -> str:
    """A list value without case and blanks: what two spellings of it have in common."""
    return re.sub(r"\s+", "", text).lower()


def values_by_fold(values: Sequence[str]) -> dict[str, str | None]:
    """Folded text → the list's own spelling; None where the list has several (``mW``, ``MW``)."""
    known: dict[str, str | None] = {}
    for value in values:
        key = fold(value)
        known[key] = value if known.get(key, value) == value else None
    return known


def listed(text: str, known: dict[str, str | None]) -> str | None:
    """The list value that ``text`` spells otherwise; None for none, or several, or a number torn apart (``1 1``)."""
    return known.get(fold(text)) if any(character.isalpha() for character in text) else None


def number_meant(text: str, *, proven: bool) -> str | None:
    """``19.99`` of ``19,99`` (where the column has ``proven`` its separators) or of ``19.989999999999998``."""
    if proven and _COMMA.fullmatch(text):
        return text.replace(",", ".")
    if _TAIL.fullmatch(text) and len(re.sub(r"^-?0*\.?0*|\.", "", text)) >= _TAIL_DIGITS:
        value = float(text)
        short = round(value, 2)
        if abs(value - short) <= _ULPS * math.ulp(value):
            return f"{short:.2f}"
    return None
