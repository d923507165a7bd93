"""What a notice says: counts of files and findings, nothing of a feed; rule codes and SKUs only when asked for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from pathlib import Path
from typing import Any

from auditor.catalogs.records import ChangeCount, FeedRecord, RunRecord
from auditor.catalogs.summing import Sums
from auditor.changes import KINDS, LABELS
from auditor.model import Language, Severity, Text
from auditor.report.verdict import counted

CLIENTS = 5
CODES = 10
SKUS = 3
"""Clients, rules and, per rule, SKUs that are named."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """The facts of a notice."""

    run: str
    started: dt.datetime
    seconds: float
    files: int
    audited: int
    failed: int
    """Files that could not be audited."""
    severities: Mapping[str, int]
    clients: tuple[tuple[str, int, int], ...] = ()
    """The worst clients: name, errors, files that failed."""
    changes: Mapping[str, int] = made(default_factory=dict)
    """Kind → findings, where the run was compared with an earlier one."""
    codes: tuple[tuple[str, int, tuple[str, ...]], ...] = ()
    """Rule code, open findings, some SKUs; only where details were asked for."""
    problem: Text | None = None
    """Why the run did not come to its end; then there are no counts."""

    @property
    def state(self) -> str:
        """``failed`` where a file could not be audited, ``errors``, ``findings`` or ``clean``."""
        if self.failed or self.problem:
            return "failed"
        if self.severities.get("error"):
            return "errors"
        return "findings" if any(self.severities.values()) else "clean"

    def title(self, language: Language) -> str:
        """One line: what the run came to."""
        if self.problem:
            return self.problem(language)
        errors, failed = self.severities.get("error", 0), self.failed
        en = f"{errors:,} error{'s' * (errors != 1)} in {self.audited:,} audited file{'s' * (self.audited != 1)}"
        zh = f"已审核 {self.audited:,} 个文件，发现 {errors:,} 个错误"
        if failed:
            en += f"; {failed:,} could not be audited"
            zh += f"；{failed:,} 个文件无法审核"
        return Text(f"Feed audit: {en}", f"文件审核：{zh}")(language)

    def lines(self, language: Language) -> list[str]:
        """The rest, a line each."""
        if self.problem:
            return []
        zh = language == "zh"
        stop, colon = ("、", "：") if zh else (", ", ": ")
        found = stop.join(
            counted(self.severities.get(one.word, 0), one)(language) for one in sorted(Severity, reverse=True)
        )
        said = [Text(f"Findings: {found}", f"问题：{found}")(language)]
        if self.changes:
            against = stop.join(f"{count:,} {LABELS[kind](language)}" for kind, count in self.changes.items())
            said.append(Text(f"Since the last run: {against}", f"与上次相比：{against}")(language))
        for name, errors, failed in self.clients:
            words = counted(errors, Severity.ERROR)(language)
            if failed:
                words += stop + Text(f"{failed:,} not audited", f"{failed:,} 个文件无法审核")(language)
            said.append(f"{name}{colon}{words}")
        for code, count, skus in self.codes:
            said.append(f"{code}{colon}{count:,}" + (f" ({stop.join(skus)})" if skus else ""))
        when = f"{self.started:%Y-%m-%d %H:%M} UTC"
        said.append(
            Text(
                f"Run {self.run}, started {when}, {self.seconds:,.0f} s",
                f"任务 {self.run}，开始于 {when}，用时 {self.seconds:,.0f} 秒",
            )(language)
        )
        return said

    def text(self, language: Language) -> str:
        """Title and lines."""
        return "\n".join((self.title(language), *self.lines(language)))

    def as_json(self, language: Language) -> dict[str, Any]:
        """The generic payload of a webhook."""
        return {
            "format": "auditor.notice",
            "version": 1,
            "text": self.text(language),
            "state": self.state,
            "run": self.run,
            "started": self.started.isoformat(),
            "seconds": round(self.seconds, 1),
            "files": {"all": self.files, "audited": self.audited, "failed": self.failed},
            "findings": {one.word: self.severities.get(one.word, 0) for one in Severity},
            "changes": dict(self.changes),
            "clients": [{"name": n, "errors": e, "failed": f} for n, e, f in self.clients],
            "rules": [{"code": c, "count": n, "skus": list(skus)} for c, n, skus in self.codes],
        }


def failure(problem: Text) -> Notice:
    """The notice of a run that did not come to its end."""
    now = dt.datetime.now(dt.UTC)
    return Notice(
        run="", started=now, seconds=0, files=0, audited=0, failed=0, severities={}, problem=problem
    )


def notice_of(run: RunRecord, *, changes: Iterable[ChangeCount] = (), details: bool = False) -> Notice:
    """The notice of a run. changes: against an earlier run, of any clients. details: rule codes and SKUs too.

    The records are read once, one after the other.
    """
    sums = Sums()
    codes: Counter[str] = Counter()
    skus: dict[str, list[str]] = {}
    for record in run.feeds:
        sums.add(record)
        if details:
            codes.update(record.codes)
            _note_skus(record, skus)
    stand: Counter[str] = Counter()
    for one in changes:
        stand[one.kind] += one.count
    end = run.finished or dt.datetime.now(dt.UTC)
    worst = [(name, counts) for name, counts in sums.worst(CLIENTS + 1) if name][:CLIENTS]
    return Notice(
        run=run.name,
        started=run.started.astimezone(dt.UTC),
        seconds=max((end - run.started).total_seconds(), 0.0),
        files=len(run.feeds),
        audited=sums.statuses["audited"],
        failed=sums.not_audited + sums.statuses["crashed"],
        severities={one.word: sums.severities[one.word] for one in Severity},
        clients=tuple((name, counts["error"], counts["failed"]) for name, counts in worst),
        changes={kind: stand[kind] for kind in KINDS if stand[kind]},
        codes=tuple((code, count, tuple(skus.get(code, ()))) for code, count in codes.most_common(CODES)),
    )


def _note_skus(record: FeedRecord, skus: dict[str, list[str]]) -> None:
    """Add some SKUs per rule from a feed's findings file; a file that is gone adds none."""
    wanted = {code for code in record.codes if len(skus.get(code, ())) < SKUS}
    if not wanted or not record.findings or "://" in record.findings:
        return
    import pyarrow as pa

    from auditor.catalogs.findings_file import read_findings

    try:
        table = read_findings(Path(record.findings)).select(["code", "sku", "accepted"])
    except (OSError, pa.ArrowInvalid, KeyError):
        return
    for code, sku, accepted in zip(*(column.to_pylist() for column in table.columns), strict=True):
        named = skus.setdefault(code, [])
        if sku and not accepted and code in wanted and sku not in named and len(named) < SKUS:
            named.append(sku)
