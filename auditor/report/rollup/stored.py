"""``rollup.json``: the facts of a run for programs, and the run itself, to be read again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from auditor.catalogs.records import FeedRecord, RunRecord
from auditor.changes import KINDS
from auditor.model import FeedError, Language, Rule, Severity, Text
from auditor.report.json_report import encodable
from auditor.report.rollup.facts import ClientFacts, RollUp, RuleFacts
from auditor.report.rollup.links import relative
from auditor.report.rollup.sentences import good_to_know, in_short, run_verdict
from auditor.report.verdict import Verdict

FORMAT = "auditor.rollup"
VERSION = 1
ALWAYS = ("path", "client", "status")
NOT_OURS = Text(
    "This is no rollup.json of version {version} or earlier; name one that this program wrote.",
    "这不是版本 {version} 或更早的 rollup.json；请指定由本程序生成的文件。",
)
_EMPTY = FeedRecord(path="", client="", status="audited")
_USUAL = {name: getattr(_EMPTY, name) for name in FeedRecord.__dataclass_fields__}


def write_json(
    rolled: RollUp, path: Path, language: Language, rules: dict[str, Rule], out: str, created: dt.datetime
) -> None:
    """Write the roll-up as JSON (docs/rollup.schema.json), the files one by one, a line each. Raises OSError."""
    head = orjson.dumps(_head(rolled, language, rules, created), option=orjson.OPT_INDENT_2)
    with path.open("wb") as file:
        file.write(head.removesuffix(b"\n}") + b',\n  "feeds": [')
        comma = b"\n"
        for record in rolled.run.feeds:
            file.write(comma + _dumped(record, out, rolled.run.version))
            comma = b",\n"
        file.write(b"\n  ]\n}\n")


def read_rollup(path: Path) -> RunRecord:
    """The run that a ``rollup.json`` tells of. Raises FeedError where it is none, OSError where it cannot be read."""
    refused = FeedError(NOT_OURS.format(version=VERSION))
    try:
        stored = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError:
        raise refused from None
    if not isinstance(stored, dict) or stored.get("format") != FORMAT:
        raise refused
    try:
        if not 1 <= stored["version"] <= VERSION:
            raise refused
        run = stored["run"]
        finished = run["finished"]
        return RunRecord(
            name=run["name"],
            started=dt.datetime.fromisoformat(run["started"]),
            finished=dt.datetime.fromisoformat(finished) if finished else None,
            feeds=tuple(FeedRecord.from_json({"version": run["version"], **one}) for one in stored["feeds"]),
            arguments=run["arguments"],
            version=run["version"],
        )
    except (KeyError, TypeError, ValueError):
        raise refused from None


def _head(rolled: RollUp, language: Language, rules: dict[str, Rule], created: dt.datetime) -> dict[str, Any]:
    run = rolled.run
    said: Verdict = run_verdict(rolled.sums)
    head = {
        "format": FORMAT,
        "version": VERSION,
        "tool": {"name": "bulk-feed-auditor", "version": run.version},
        "created": created.isoformat(),
        "language": language,
        "run": {
            "name": run.name,
            "started": run.started.isoformat(),
            "finished": run.finished.isoformat() if run.finished else None,
            "arguments": run.arguments,
            "version": run.version,
        },
        "verdict": {"state": said.state, "sentence": said.sentence(language)},
        "sentences": [one(language) for one in (*in_short(rolled, rules), *good_to_know(rolled))],
        "totals": _totals(rolled),
        "clients": [_client(client, compared=rolled.compared) for client in rolled.clients],
        "rules": [_rule(one, language, rules) for one in rolled.rules],
        "skipped": [{"reason": reason(language), "files": n} for reason, n in rolled.reasons.most_common()],
    }
    if rolled.compared:
        head["changes"] = {
            "since": rolled.since.isoformat() if rolled.since else None,
            "counts": _kinds(rolled.changes),
            "newly_broken": [client.name for client in rolled.newly_broken],
        }
    return dict(_plain(head))


def _totals(rolled: RollUp) -> dict[str, Any]:
    sums, states = rolled.sums, rolled.states
    return {
        "clients": len(rolled.clients),
        "clients_by_state": {state: states[state] for state in ("stop", "look", "go", "none")},
        "files": sum(sums.statuses.values()),
        "files_by_status": dict(sorted(sums.statuses.items())),
        "files_with_errors": rolled.feeds_with_errors,
        "rows": sums.rows,
        "severity": _severities(sums.severities),
        "accepted": sums.severities["accepted"],
        "bytes": rolled.size,
        "seconds": round(rolled.seconds, 3),
    }


def _client(client: ClientFacts, *, compared: bool) -> dict[str, Any]:
    counts = client.counts
    said = {
        "client": client.name,
        "state": client.state,
        "files": counts["files"],
        "audited": counts["audited"],
        "not_audited": counts["failed"],
        "skipped": counts["skipped"],
        "rows": counts["rows"],
        "severity": _severities(counts),
        "accepted": counts["accepted"],
        "worst_rule": client.worst_code,
    }
    return {**said, "changes": _kinds(client.changes)} if compared else said


def _rule(one: RuleFacts, language: Language, rules: dict[str, Rule]) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": rules[one.code].title(language) if one.code in rules else "",
        "severity": one.severity.word,
        "clients": len(one.clients),
        "feeds": one.feeds,
        "findings": one.findings,
    }


def _severities(counts: Mapping[str, int]) -> dict[str, int]:
    return {one.word: counts.get(one.word, 0) for one in sorted(Severity, reverse=True)}


def _kinds(changes: Mapping[tuple[str, int], int]) -> dict[str, dict[str, int]]:
    """Kind → severity word → findings."""
    return {
        kind: {one.word: changes.get((kind, one), 0) for one in sorted(Severity, reverse=True)}
        for kind in KINDS
    }


def _dumped(record: FeedRecord, out: str, version: str) -> bytes:
    """A record as a line, without what is as always (or as for the whole run), with the links to its reports."""
    stored = {
        name: value
        for name, usual in _USUAL.items()
        if (value := getattr(record, name)) != usual or name in ALWAYS
    }
    stored.pop("version", None)
    if record.version != version:
        stored["version"] = record.version
    if record.reports:
        stored["links"] = [relative(report, out) for report in record.reports]
    try:
        return orjson.dumps(stored)
    except orjson.JSONEncodeError:
        return orjson.dumps(_plain(stored))


def _plain(value: Any) -> Any:
    """``value`` as JSON can hold it: lone surrogates of odd file names replaced."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, Text):
        return {"en": encodable(value.en), "zh": encodable(value.zh)}
    if isinstance(value, Mapping):
        return {encodable(str(key)): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
