"""Whose GS1 licence a number belongs to, as far as the number itself tells.

The length of a GS1 company prefix differs from range to range; the table comes with ``biip`` (from GS1's published
list). Two numbers are of the same company when their first *n* digits are equal, *n* being that length. A prefix of 12
digits is a licence for one item: equal prefixes then prove nothing.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from auditor.feed.table import IntArray

ONE_ITEM = 12
"""Length of the "company prefix" of a number that was licensed alone."""
UNKNOWN = 0


def companies(thirteen: IntArray) -> tuple[IntArray, IntArray]:
    """Length of the company prefix (int8, 0 unknown) and the prefix as a number (int64) of 13-digit GTINs.

    thirteen: int64, 13-digit forms (of valid numbers; others give whatever their digits say). The table is asked once
    per distinct item, never per row.
    """
    bodies, places = np.unique(thirteen // 10, return_inverse=True)
    lengths = np.fromiter((_length(f"{body:012d}") for body in bodies.tolist()), np.int8, len(bodies))[places]
    return lengths, thirteen // 10 ** (13 - lengths.astype(np.int64))


def shown(length: int, prefix: int) -> str:
    """A company prefix as it is written, with its leading zeros."""
    return f"{prefix:0{length}d}"


@lru_cache(maxsize=200_000)
def _length(body: str) -> int:
    from biip.gs1_prefixes import GS1CompanyPrefix

    found = GS1CompanyPrefix.extract(body)
    return len(found.value) if found else UNKNOWN
