"""Runs of invented findings for the tests of the history."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa

from auditor.catalogs.history.connect import History
from auditor.catalogs.history.record import Recording, begin
from auditor.catalogs.records import FINDINGS_SCHEMA, FeedRecord
from auditor.model import Severity, Text

Finding = tuple[str, str] | tuple[str, str, int] | tuple[str, str, int, bool]
"""SKU, code, severity (error), accepted (False)."""
DAY = dt.datetime(2026, 3, 1, 4, tzinfo=dt.UTC)
RULES = {"OP201": (3, "a"), "ID102": (2, "b")}


def fingerprint(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def at_rest(found: Iterable[Finding]) -> pa.Table:
    """The findings file of an audit; rows as they come."""
    lines = []
    for row, (sku, code, *more) in enumerate(found):
        severity, accepted = [*more, *(int(Severity.ERROR), False)[len(more) :]]
        lines.append(
            {
                "fingerprint": fingerprint(sku, "title", code),
                "code": code,
                "severity": severity,
                "accepted": accepted,
                "sheet": "",
                "row": row + 2,
                "column": "B",
                "field": "title",
                "sku": sku,
                "value": "",
                "message_en": "",
                "message_zh": "",
            }
        )
    return pa.Table.from_pylist(lines, schema=FINDINGS_SCHEMA)


def feed(
    path: str, found: Sequence[Finding], *, client: str = "acme", **stated: object
) -> tuple[FeedRecord, pa.Table]:
    """A record of an audited feed and its findings."""
    counts = {one.word: 0 for one in Severity} | {"accepted": 0}
    for _, _, *more in found:
        severity, accepted = [*more, *(int(Severity.ERROR), False)[len(more) :]]
        counts["accepted" if accepted else Severity(severity).word] += 1
    skus = {sku for sku, *_ in found}
    sketch = tuple(sorted(int(fingerprint(sku)[:15], 16) for sku in skus))
    stated = {"sketch": sketch, "layout": "generic_table", "counts": counts, **stated}
    return FeedRecord(path=path, client=client, status="audited", findings=path, **stated), at_rest(found)


def refused(path: str, client: str = "acme") -> tuple[FeedRecord, pa.Table]:
    """A record of a feed that could not be read."""
    record = FeedRecord(
        path=path, client=client, status="refused", reason=Text("It is broken.", "文件已损坏。")
    )
    return record, at_rest(())


def run(
    history: History,
    name: str,
    *given: tuple[FeedRecord, pa.Table],
    day: int = 0,
    rules: Mapping[str, tuple[int, str]] = RULES,
    finished: bool = True,
) -> Recording:
    """Record a run."""
    tables = {record.path: table for record, table in given}
    started = DAY + dt.timedelta(days=day)
    recording = begin(history, name=name, started=started, rules=rules, read=tables.__getitem__)
    recording.add([record for record, _ in given])
    if finished:
        recording.finish(started + dt.timedelta(minutes=5))
    return recording
