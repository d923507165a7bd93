"""The JSON report: a versioned copy for programs, written in pieces so that memory stays bounded.

Its shape is ``docs/audit.schema.json``.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import orjson

from auditor.changes import KINDS, Changes, key_text
from auditor.engine import Audit
from auditor.evidence.scope import Inside
from auditor.findings import Findings
from auditor.model import FINDINGS_COLUMNS, Language, Severity
from auditor.report.facts import scope_counts
from auditor.report.files import write_file
from auditor.report.masking import masked_columns, veil_of
from auditor.report.moment import moment
from auditor.report.tally import Tally, tally
from auditor.report.verdict import verdict
from auditor.wording import Veil

FORMAT = "auditor.audit"
VERSION = 1


def write(
    audit: Audit,
    target: Path,
    language: Language,
    *,
    unmask: bool = False,
    created: dt.datetime | None = None,
) -> Path:
    """Write ``audit`` as JSON; arguments, result and errors as in ``auditor.report.xlsx.write``."""
    veil = veil_of(audit.feed, unmask=unmask)

    def fill(path: Path) -> None:
        head = orjson.dumps(_head(audit, language, veil, moment(created)), option=orjson.OPT_INDENT_2)
        with path.open("wb") as file:
            file.write(head.rstrip(b"}\n ") + b',\n  "findings": [')
            comma, done = b"\n", 0
            for part, table in audit.findings.chunks(language, veil):
                columns = table.values()
                changes = _kinds(audit.changes, done, len(part))
                for values, accepted, change in zip(
                    zip(*columns, strict=True), _accepted(part), changes, strict=True
                ):
                    record = dict(zip(FINDINGS_COLUMNS, values, strict=True))
                    file.write(comma + _dumped({**record, "accepted": accepted, **change}))
                    comma = b",\n"
                done += len(part)
            file.write(b"\n  ]\n}\n")

    return write_file(target, fill)


def _kinds(changes: Changes | None, start: int, count: int) -> list[dict[str, str]]:
    """Per finding how it stands against the audit before; nothing where that was not asked."""
    if changes is None:
        return [{}] * count
    return [{"change": KINDS[kind]} for kind in changes.kinds[start : start + count].tolist()]


def _changes(changes: Changes) -> dict[str, Any]:
    """What came, went and stayed; the findings that are fixed are listed here."""
    return {
        "since": changes.since or None,
        "moment": changes.moment.isoformat() if changes.moment else None,
        "renamed_from": encodable(changes.renamed_from) or None,
        "counts": changes.counts(),
        "fixed": [
            {**one, "fingerprint": key_text(one["fingerprint"]), "severity": Severity(one["severity"]).word}
            for one in changes.gone.to_pylist()
        ],
    }


def _accepted(part: Findings) -> list[dict[str, Any] | None]:
    """Per finding the decision that accepted it, None where nobody did."""
    known = [
        {
            "reason": one.reason,
            "date": one.date.isoformat() if one.date else None,
            "until": one.until.isoformat() if one.until else None,
        }
        for one in part.acceptances
    ]
    return [known[number] if number >= 0 else None for number in part.accepted.tolist()]


def _dumped(record: dict[str, Any]) -> bytes:
    """One finding as a line."""
    try:
        return orjson.dumps(record)
    except orjson.JSONEncodeError:
        return orjson.dumps(
            {key: encodable(value) if isinstance(value, str) else value for key, value in record.items()}
        )


def encodable(text: str) -> str:
    """``text`` with lone surrogates (names of files that are not valid UTF-8 have them) replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _head(audit: Audit, language: Language, veil: Veil, created: dt.datetime) -> dict[str, Any]:
    counts = tally(audit)
    said = verdict(audit, counts)
    return {
        "format": FORMAT,
        "version": VERSION,
        "tool": {"name": "bulk-feed-auditor", "version": audit.version},
        "created": created.isoformat(),
        "language": language,
        "file": _file(audit, language),
        "settings": {"path": encodable(audit.settings_path), "sha256": audit.settings.fingerprint()},
        "verdict": {"state": said.state, "sentence": said.sentence(language)},
        "counts": _counts(counts),
        **({"changes": _changes(audit.changes)} if audit.changes else {}),
        "rules": [
            {
                "code": status.code,
                "title": audit.by_code[status.code].title(language),
                "state": status.state,
                "reason": status.reason(language),
                "count": status.count,
            }
            for status in audit.statuses
        ],
        "limits": [said(language) for said in masked_columns(veil)],
    }


def _file(audit: Audit, language: Language) -> dict[str, Any]:
    feed, source = audit.feed, audit.feed.source
    scope = scope_counts(audit)
    return {
        "path": encodable(feed.path),
        "sha256": source.sha256,
        "size": source.size,
        "kind": source.kind,
        "sheet": feed.sheet,
        "layout": feed.layout,
        "marketplace": feed.marketplace,
        "language": feed.language,
        "encoding": source.encoding,
        "header_rows": [number for number, _ in feed.headers],
        "rows": len(feed.cells),
        "columns": len(feed.columns),
        "columns_understood": sum(1 for column in feed.columns if column.field),
        "customizable_rows": {
            "yes": scope[Inside.YES],
            "maybe": scope[Inside.MAYBE],
            "no": scope[Inside.NO],
        },
        "notes": [note(language) for note in (*source.notes, *feed.notes)],
    }


def _counts(counts: Tally) -> dict[str, Any]:
    return {
        "findings": counts.total,
        "rows": counts.rows,
        "cells": counts.cells,
        "accepted": counts.accepted,
        "severity": {one.severity.word: one.findings for one in counts.severities},
        "rule": {one.code: one.findings for one in counts.rules},
    }
