"""What a SARIF report says once: the tool with its rules, the run, the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from auditor.engine import Audit
from auditor.model import Language, Rule, Severity
from auditor.report.pipeline import as_uri, left_out, relative_path
from auditor.report.tally import tally
from auditor.report.verdict import verdict
from auditor.report.xlsx.texts import clean
from auditor.rules import FAMILIES

LEVELS: Mapping[str, str] = {"error": "error", "warning": "warning", "info": "note"}
"""Our severities → SARIF levels (§3.27.10)."""
RANKS: Mapping[str, str] = {"error": "error", "warning": "warning", "info": "recommendation"}
"""Our severities → GitHub's ``problem.severity``."""
KINDS: Mapping[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "html": "text/html",
    "text": "text/csv",
}
"""Kinds of feeds → media types."""
TAGS: Mapping[Language, str] = {"en": "en", "zh": "zh-CN"}


def head(audit: Audit, language: Language, created: dt.datetime, dropped: int) -> dict[str, Any]:
    """A SARIF run without its results. dropped: findings that were left out."""
    path = relative_path(audit.feed.path)
    return {
        "tool": {
            "driver": {
                "name": "auditor",
                "fullName": "bulk-feed-auditor",
                "version": audit.version,
                "semanticVersion": audit.version,
                "language": TAGS[language],
                "rules": [_rule(rule, audit, language) for rule in audit.rules],
            }
        },
        "language": TAGS[language],
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": f"auditor/{clean(path)}/"},
        "originalUriBaseIds": {
            "%SRCROOT%": {"description": {"text": "The folder the audit was started in."}}
        },
        "artifacts": [_artifact(audit, path)],
        "invocations": [_invocation(audit, language, created, dropped)],
    }


def _rule(rule: Rule, audit: Audit, language: Language) -> dict[str, Any]:
    severity = audit.settings.severity_of(rule.code, rule.severity)
    state = {status.code: status.state for status in audit.statuses}.get(rule.code, "ran")
    clause = rule.clause(language) or rule.clause.en
    parts = [("", rule.title(language)), *_help(rule, clause, language)]
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.replace("-", "_").split("_")),
        "shortDescription": {"text": rule.title(language)},
        "fullDescription": {"text": " ".join(rule.why.split()) or rule.title(language)},
        "help": {
            "text": "\n\n".join(f"{label}: {said}" if label else said for label, said in parts),
            "markdown": "\n\n".join(
                f"**{label}**: {said}" if label else f"**{said}**" for label, said in parts
            ),
        },
        "defaultConfiguration": {"level": _level(severity), "enabled": state in ("ran", "crashed")},
        "properties": {
            "tags": [rule.family, FAMILIES[rule.family](language)]
            if rule.family in FAMILIES
            else [rule.family],
            "problem.severity": RANKS[severity.word],
        },
    }


def _help(rule: Rule, clause: str, language: Language) -> list[tuple[str, str]]:
    """Label and text of what helps, as far as the rule states it."""
    zh = language == "zh"
    found = [
        ("条款" if zh else "Clause", clause),
        ("处理方法" if zh else "What to do", rule.advice(language)),
        ("原因(英文)" if zh else "Why", " ".join(rule.why.split())),
    ]
    return [(label, said) for label, said in found if said]


def _level(severity: Severity) -> str:
    return LEVELS[severity.word]


def _artifact(audit: Audit, path: str) -> dict[str, Any]:
    source = audit.feed.source
    artifact: dict[str, Any] = {
        "location": {"uri": as_uri(path), "uriBaseId": "%SRCROOT%"},
        "length": source.size,
        "mimeType": KINDS[source.kind],
        "hashes": {"sha-256": source.sha256},
        "roles": ["analysisTarget"],
    }
    if source.encoding:
        artifact["encoding"] = source.encoding
    return artifact


def _invocation(audit: Audit, language: Language, created: dt.datetime, dropped: int) -> dict[str, Any]:
    numbers = {rule.code: number for number, rule in enumerate(audit.rules)}
    crashed, silent = [], []
    for status in audit.statuses:
        if status.state == "ran":
            continue
        about = {"id": status.code, "index": numbers[status.code]}
        said = {"text": clean(status.reason(language)) or status.state}
        if status.state == "crashed":
            crashed.append({"level": "error", "message": said, "associatedRule": about})
        else:
            silent.append({"level": "note", "message": said, "associatedRule": about})
    if dropped:
        crashed.append({"level": "warning", "message": {"text": left_out(dropped)(language)}})
    return {
        "executionSuccessful": not audit.crashed,
        "endTimeUtc": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "toolExecutionNotifications": crashed,
        "toolConfigurationNotifications": silent,
        "properties": {"verdict": clean(verdict(audit, tally(audit)).sentence(language))},
    }
