"""``python -m bench.history``: a million findings recorded, recorded again with changes, and compared, in seconds.

SQLite in a temporary folder; PostgreSQL at ``--postgres URL``, or on a server started for the purpose where one is
installed. Every figure is wall time of one run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa

from auditor.catalogs.history.chosen import chosen_run
from auditor.catalogs.history.connect import History, open_history
from auditor.catalogs.history.diff import changes, difference
from auditor.catalogs.history.found import no_findings
from auditor.catalogs.history.known import known_of
from auditor.catalogs.history.record import begin
from auditor.catalogs.records import FINDINGS_SCHEMA, FeedRecord

ROOT = Path(__file__).resolve().parents[1]
FEEDS = 50
T = TypeVar("T")
CODES = np.array(["OP201", "LI602", "ID102", "TX303", "MP117"])


def findings(seed: int, count: int, night: int) -> pa.Table:
    """``count`` findings of feed ``seed``; each night 2 % are others than the night before."""
    number = np.arange(count, dtype=np.uint64) + np.uint64(night * count // 50)
    prints = (number * np.uint64(0x9E3779B97F4A7C15)) ^ np.uint64(seed * 7919 + 1)
    table: dict[str, list[object]] = no_findings().to_pydict() | {
        "fingerprint": [f"{one:016x}" for one in prints.tolist()],
        "code": CODES[(number % np.uint64(5)).astype(int)].tolist(),
        "severity": (1 + number % np.uint64(3)).astype(np.int8).tolist(),
        "accepted": (number % np.uint64(50) == 0).tolist(),
        "row": (number + np.uint64(3 + night)).astype(np.int32).tolist(),
        "column": ["AB"] * count,
        "field": ["option_value_1_2"] * count,
        "sku": [f"SKU-{seed:03d}-{one}" for one in number.tolist()],
    }
    blank = [""] * count
    return pa.table(
        [pa.array(table[one.name] or blank, one.type) for one in FINDINGS_SCHEMA], schema=FINDINGS_SCHEMA
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=1_000_000)
    parser.add_argument("--feeds", type=int, default=FEEDS)
    parser.add_argument("--postgres", default="", help="Address of an empty database.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "history.sqlite")
        measure("SQLite", place, options.findings, options.feeds)
        print(f"SQLite    size {Path(place).stat().st_size / 1e6:8.0f} MB")
    if options.postgres:
        measure("PostgreSQL", options.postgres, options.findings, options.feeds)
        return
    sys.path.insert(0, str(ROOT))
    from tests.postgres_server import postgres_server, why_not

    if why_not():
        print(f"PostgreSQL: {why_not()}")
        return
    with postgres_server() as address:
        measure("PostgreSQL", address.format("postgres"), options.findings, options.feeds)


def measure(name: str, place: str, total: int, count: int) -> None:
    """Three nights, then every question."""
    with open_history(place) as history:
        for night in range(3):
            tables = {f"f{n}": findings(n, total // count, night) for n in range(count)}
            timed(
                name,
                f"record night {night + 1}",
                lambda tables=tables, night=night: _record(history, tables, night),
            )
        with history.reading() as connection:
            older, newer = chosen_run(connection, "last-1"), chosen_run(connection, "last")
        found = timed(name, "diff, counts", lambda: difference(history, older, newer))
        print(f"{name:10s}{found.totals()}")
        timed(name, "diff, listed", lambda: sum(1 for _ in changes(history, older, newer)))
        timed(name, "known of all", lambda: known_of(history, "bench"))


def _record(history: History, tables: dict[str, pa.Table], night: int) -> None:
    started = dt.datetime(2026, 1, 1 + night, tzinfo=dt.UTC)
    recording = begin(history, name=f"night-{night}", started=started, rules={}, read=tables.__getitem__)
    recording.add(
        [
            FeedRecord(path=f"/bench/{name}.csv", client="bench", status="audited", findings=name)
            for name in tables
        ]
    )
    recording.finish(started)


def timed(name: str, what: str, do: Callable[[], T]) -> T:
    """Do it and print the seconds."""
    began = time.perf_counter()
    result = do()
    print(f"{name:10s}{what:16s}{time.perf_counter() - began:7.2f} s", flush=True)
    return result


if __name__ == "__main__":
    main()
