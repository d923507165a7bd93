"""How the findings of a feed stand against what was known of it before: new, back, still there, accepted, fixed.

A finding is known by its fingerprint (SKU, field, rule, value). Where several findings of a feed share one, they are
told apart by counting: of three equal ones where there were two, one is new.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from auditor.feed.table import Feed, IntArray
from auditor.model import Severity, Text

Keys = np.ndarray[Any, np.dtype[np.int64]]

NEW, BACK, STILL, ACCEPTED, FIXED = range(5)
KINDS = ("new", "back", "still", "accepted", "fixed")
"""In the order in which they are told; positions are the numbers of ``Changes.kinds``."""

LABELS: Mapping[str, Text] = {
    "new": Text("new", "新增"),
    "back": Text("came back", "重新出现"),
    "still": Text("still there", "仍存在"),
    "accepted": Text("accepted", "已接受"),
    "fixed": Text("fixed", "已解决"),
}

GONE_SCHEMA = pa.schema(
    [
        ("fingerprint", pa.int64()),
        ("code", pa.string()),
        ("severity", pa.int8()),
        ("sku", pa.string()),
        ("field", pa.string()),
        ("row", pa.int32()),
        ("column", pa.string()),
    ]
)
"""Findings that are fixed; row and column are where they stood last."""

SKETCH_SIZE = 64
SKETCH_FIELDS = ("sku", "listing_id", "order_item_id", "asin", "fnsku", "gtin", "title")
"""What a row is known by, best first."""

_STEP = 0x9E3779B97F4A7C15
"""Odd, so that the n-th of equal fingerprints gets a key of its own (2^64 divided by the golden ratio)."""


@dataclass(frozen=True, kw_only=True)
class Changes:
    """How one feed stands against its last audit.

    kinds: int8, one per finding in the order of ``Audit.findings``, positions in KINDS (never FIXED). gone: the fixed
    ones, GONE_SCHEMA.
    """

    since: str
    """Name of the run compared with; empty where the feed was never audited before."""
    moment: dt.datetime | None
    """When that run began."""
    kinds: IntArray
    severities: IntArray
    """int8, of the findings, aligned with ``kinds``."""
    gone: pa.Table
    renamed_from: str = ""
    """The path of the feed in that run, where it was another one."""

    @property
    def first(self) -> bool:
        """True where there is nothing to compare with."""
        return not self.since

    def counts(self) -> dict[str, dict[str, int]]:
        """Kind → severity word → findings; every kind is there, severities only where there are any."""
        found: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
        for number, kind in enumerate(KINDS):
            values = (
                self.gone["severity"].to_numpy() if number == FIXED else self.severities[self.kinds == number]
            )
            for severity in sorted(Severity, reverse=True):
                count = int((values == int(severity)).sum())
                if count:
                    found[kind][severity.word] = count
        return found

    def totals(self) -> dict[str, int]:
        """Kind → findings."""
        return {kind: sum(counts.values()) for kind, counts in self.counts().items()}

    def fresh(self, at: Severity) -> int:
        """New findings and ones that came back which weigh at least ``at``."""
        fresh = np.isin(self.kinds, (NEW, BACK))
        return int((fresh & (self.severities >= int(at))).sum())


def keys_of(fingerprints: pa.Array | pa.ChunkedArray) -> Keys:
    """int64 keys of hexadecimal fingerprints; the second of two equal ones gets another key than the first."""
    values = fingerprints.to_numpy(zero_copy_only=False)
    if not len(values):
        return np.empty(0, np.int64)
    numbers = np.frombuffer(bytes.fromhex("".join(values)), dtype=">u8").astype(np.uint64)
    nth = pd.Series(numbers).groupby(numbers, sort=False).cumcount().to_numpy().astype(np.uint64)
    return (numbers + nth * np.uint64(_STEP)).view(np.int64)


def key_text(key: int) -> str:
    """A key as 16 hexadecimal digits: the fingerprint itself, but for the second and later of equal ones."""
    return f"{key & 0xFFFFFFFFFFFFFFFF:016x}"


def sketch_of(feed: Feed) -> tuple[int, ...]:
    """The SKETCH_SIZE smallest hashes (positive, 63 bits) of distinct SKUs, or of what else rows are known by."""
    for field in SKETCH_FIELDS:
        for column in feed.find(field):
            texts = feed.cells[column.position].str.strip().unique()
            texts = np.array([text for text in texts if text], dtype=object)
            if len(texts):
                hashes = pd.util.hash_array(texts, categorize=False) >> np.uint64(1)
                return tuple(int(value) for value in np.sort(hashes)[:SKETCH_SIZE])
    return ()


def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Share of products that two feeds have in common of all they have, 0 to 1, estimated from their sketches."""
    if not one or not other:
        return 0.0
    both = sorted({*one, *other})[: min(SKETCH_SIZE, max(len(one), len(other)))]
    first, second = set(one), set(other)
    return sum(value in first and value in second for value in both) / len(both)
