"""``auditor accept --baseline``: what stands today is accepted until a day, finding by finding."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from auditor.catalogs.discover import plan_of
from auditor.catalogs.executors import Here
from auditor.catalogs.findings_file import read_findings
from auditor.catalogs.plan import Asked
from auditor.catalogs.records import FeedRecord
from auditor.catalogs.run import run_plan
from auditor.changes import key_text, keys_of
from auditor.config import discover
from auditor.decisions import FILE_NAME, Acceptance, add_baseline
from auditor.model import SettingsError


@dataclass
class Baseline:
    """Decisions file → findings accepted in it; files that were audited, and that could not be."""

    written: dict[Path, int] = field(default_factory=dict)
    audited: int = 0
    refused: list[FeedRecord] = field(default_factory=list)


def accept_standing(place: Path, rules: Sequence[str], reason: str, until: dt.date) -> Baseline:
    """Audit ``place`` (a feed or a folder) and accept every finding that counts, until ``until`` (the last day).

    rules: only these codes or families (empty: all). They are accepted by fingerprint: another value in the same cell
    is another finding. Raises SettingsError for an empty reason, a day that has passed, a file that cannot be written.
    """
    if not reason.strip():
        raise SettingsError("--reason is empty; say in a few words why the findings are accepted.")
    today = dt.date.today()
    if until < today:
        raise SettingsError(f"--until {until} has passed; name a day to come.")
    if not place.exists():
        raise SettingsError(f"{place} does not exist; name a feed or a folder.")
    done = Baseline()
    found: dict[Path, dict[str, set[str]]] = {}
    with tempfile.TemporaryDirectory(prefix="auditor-") as folder:
        for record in run_plan(plan_of((str(place),), folder, Asked(formats=())), Here()):
            if record.status == "audited":
                done.audited += 1
                target = (discover(Path(record.path)) or Path(record.path)).with_name(FILE_NAME)
                _gather(record, rules, found.setdefault(target, {}))
            elif record.status != "skipped":
                done.refused.append(record)
    for target, by_code in found.items():
        entries = [
            Acceptance(
                rule=code, fingerprints=tuple(sorted(keys)), reason=reason.strip(), date=today, until=until
            )
            for code, keys in sorted(by_code.items())
        ]
        if entries:
            add_baseline(target, entries, today)
            done.written[target] = sum(len(entry.fingerprints) for entry in entries)
    return done


def _gather(record: FeedRecord, rules: Sequence[str], into: dict[str, set[str]]) -> None:
    table = read_findings(Path(record.findings))
    keys = keys_of(table["fingerprint"])
    codes = table["code"].to_pylist()
    for place in np.flatnonzero(~np.asarray(table["accepted"])).tolist():
        code = codes[place]
        if not rules or code in rules or code[:2] in rules:
            into.setdefault(code, set()).add(key_text(int(keys[place])))
