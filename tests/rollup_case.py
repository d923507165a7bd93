"""Runs to roll up: three clients with everything that can happen, and agencies of any size."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

from auditor.catalogs.records import ChangeCount, FeedRecord, RunRecord
from auditor.model import Text

STARTED = dt.datetime(2026, 11, 24, 18, 15, tzinfo=dt.UTC)
SINCE = dt.datetime(2026, 11, 23, 18, 15, tzinfo=dt.UTC)
OTHER = Text("Its name ends in .pdf: that is no feed.", "文件名以 .pdf 结尾：不是可审核的文件。")
TORN = Text(
    "The workbook is damaged; open it in Excel and save it again.",
    "工作簿已损坏；请用 Excel 打开并重新保存。",
)
CODES = ("OP201", "OP204", "OP206", "ID102", "TX303", "LI602", "IP409", "FI101")


def audited(out: Path, client: str, name: str, **more: object) -> FeedRecord:
    given = {
        "path": f"clients/{client}/{name}.csv" if client else f"{name}.csv",
        "client": client,
        "status": "audited",
        "sha256": "0" * 64,
        "size": 12_345,
        "layout": "customization_sheet",
        "marketplace": "US",
        "language": "en",
        "rows": 120,
        "counts": {"error": 0, "warning": 0, "info": 0, "accepted": 0},
        "reports": (str(out / client / f"{name}.audit.xlsx"), str(out / client / f"{name}.audit.json")),
        "findings": str(out / ".auditor" / "findings" / client / f"{name}.arrow"),
        "settings_hash": "1" * 64,
        "seconds": 1.25,
        "peak_mib": 210.5,
        "sketch": (3, 5, 8),
    }
    return FeedRecord(**{**given, **more})  # type: ignore[arg-type]


def three(out: Path) -> RunRecord:
    """acme has errors, bolt a torn file and a warning, cora is ready; docs holds nothing to audit."""
    skipped = FeedRecord(path="clients/acme/price list.pdf", client="acme", status="skipped", reason=OTHER)
    feeds = (
        audited(
            out,
            "acme",
            "one",
            counts={"error": 7, "warning": 2, "info": 1, "accepted": 3},
            codes={"OP201": 7, "TX303": 2, "LI602": 1},
            severities={"OP201": 3, "TX303": 2, "LI602": 1},
        ),
        audited(out, "acme", "two", cached=True),
        skipped,
        audited(
            out,
            "bolt",
            "one",
            counts={"error": 0, "warning": 1, "info": 0, "accepted": 0},
            codes={"TX303": 1},
            severities={"TX303": 2},
        ),
        FeedRecord(path="clients/bolt/torn.xlsx", client="bolt", status="refused", reason=TORN, size=4),
        audited(out, "cora", "one"),
        FeedRecord(path="clients/docs/readme.pdf", client="docs", status="skipped", reason=OTHER),
    )
    return RunRecord(
        name="20261124T181500Z-3f2a",
        started=STARTED,
        finished=STARTED + dt.timedelta(minutes=2),
        feeds=feeds,
        arguments="audit clients --out reports",
    )


CHANGES = (
    ChangeCount(client="acme", kind="new", severity=3, count=2),
    ChangeCount(client="acme", kind="back", severity=3, count=5),
    ChangeCount(client="acme", kind="still", severity=2, count=2),
    ChangeCount(client="bolt", kind="fixed", severity=3, count=4),
    ChangeCount(client="bolt", kind="new", severity=2, count=1),
)


class Made(Sequence[FeedRecord]):
    """Records made when they are asked for, as those of a journal are read."""

    def __init__(self, out: Path, clients: int, feeds: int, skipped: int, seed: int = 1) -> None:
        self._out, self._clients, self._feeds, self._skipped, self._seed = out, clients, feeds, skipped, seed

    def __len__(self) -> int:
        return self._feeds + self._skipped

    @overload
    def __getitem__(self, wanted: int) -> FeedRecord: ...
    @overload
    def __getitem__(self, wanted: slice) -> Sequence[FeedRecord]: ...
    def __getitem__(self, wanted: int | slice) -> FeedRecord | Sequence[FeedRecord]:
        if isinstance(wanted, slice):
            return [self[place] for place in range(*wanted.indices(len(self)))]
        if not 0 <= wanted < len(self):
            raise IndexError(wanted)
        chance = random.Random(self._seed * 1_000_003 + wanted)
        client = f"client {chance.randrange(self._clients) if wanted >= self._clients else wanted:03d}"
        if wanted >= self._feeds:
            path = f"clients/{client}/pictures/{wanted}.jpg"
            return FeedRecord(path=path, client=client, status="skipped", reason=OTHER)
        if chance.random() < 0.05:
            status = chance.choice(("refused", "refused", "killed", "timeout", "crashed"))
            path = f"clients/{client}/feed_{wanted}.xlsx"
            return FeedRecord(path=path, client=client, status=status, reason=TORN, size=4_000)  # type: ignore[arg-type]
        codes = {code: chance.randrange(1, 400) for code in chance.sample(CODES, chance.randrange(5))}
        severities = {code: 1 + CODES.index(code) % 3 for code in codes}
        counts = {
            word: sum(number for code, number in codes.items() if severities[code] == grade)
            for grade, word in ((3, "error"), (2, "warning"), (1, "info"))
        }
        return audited(
            self._out,
            client,
            f"feed_{wanted}",
            codes=codes,
            severities=severities,
            counts={**counts, "accepted": 0},
            rows=chance.randrange(100, 20_000),
            seconds=round(chance.random() * 20, 3),
            size=chance.randrange(10_000, 9_000_000),
        )

    def __iter__(self) -> Iterator[FeedRecord]:
        return (self[place] for place in range(len(self)))


def agency(out: Path, clients: int, feeds: int, skipped: int = 0) -> RunRecord:
    return RunRecord(
        name="20261124T181500Z-3f2b",
        started=STARTED,
        finished=STARTED + dt.timedelta(minutes=7),
        feeds=Made(out, clients, feeds, skipped),
        arguments="audit clients --out reports",
    )


def changes_of(run: RunRecord) -> list[ChangeCount]:
    """Some for every tenth client."""
    names = sorted({record.client for record in run.feeds})
    return [
        ChangeCount(client=name, kind=kind, severity=3, count=1 + number % 40)
        for number, name in enumerate(names)
        for kind in (("new",) if number % 10 == 0 else ("fixed", "still") if number % 10 == 1 else ())
    ]
