"""The SARIF report (OASIS SARIF 2.1.0), for code scanning in build pipelines; written in pieces.

Cells of text feeds have regions (line and column); cells of workbooks have logical locations (``Sheet!C5``) and the row
as line: GitHub's documentation asks for a line in every result.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from auditor.engine import Audit
from auditor.findings import Findings
from auditor.model import FINDINGS_COLUMNS, Language
from auditor.report.files import write_file
from auditor.report.masking import veil_of
from auditor.report.moment import moment
from auditor.report.pipeline import Numbered, as_uri, relative_path, skus, worst
from auditor.report.sarif_head import LEVELS, head
from auditor.report.text_places import TextPlaces, text_places
from auditor.report.xlsx.texts import clean

FINGERPRINT = "auditor/v1"
"""Name of our fingerprint, stable when rows move and columns are re-ordered."""
GITHUB_FINGERPRINT = "primaryLocationLineHash"
"""The one fingerprint GitHub heeds; alike findings are numbered, as its own tools do."""


def write(
    audit: Audit,
    target: Path,
    language: Language,
    *,
    unmask: bool = False,
    created: dt.datetime | None = None,
) -> Path:
    """Write ``audit`` as SARIF; arguments, result and errors as in ``auditor.report.xlsx.write``."""
    findings, dropped = worst(audit)
    veil = veil_of(audit.feed, unmask=unmask)

    def fill(path: Path) -> None:
        opening = orjson.dumps(head(audit, language, moment(created), dropped), option=orjson.OPT_INDENT_2)
        with path.open("wb") as file:
            file.write(
                b'{\n"$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n"version": "2.1.0",\n'
            )
            file.write(b'"runs": [\n' + opening.rstrip(b"}\n ") + b',\n  "results": [')
            comma = b"\n"
            results = _Results(audit)
            for part, table in findings.chunks(language, veil):
                for result in results.of(part, table):
                    file.write(comma + orjson.dumps(result))
                    comma = b",\n"
            file.write(b"\n  ]\n}\n]\n}\n")

    return write_file(target, fill)


class _Results:
    """Findings as SARIF results."""

    def __init__(self, audit: Audit) -> None:
        self._uri = as_uri(relative_path(audit.feed.path))
        self._places = text_places(audit.feed)
        self._workbook = audit.feed.source.kind not in ("text", "html")
        self._numbers = {rule.code: number for number, rule in enumerate(audit.rules)}
        self._alike = Numbered()

    def of(self, part: Findings, table: dict[str, list[Any]]) -> Iterator[dict[str, Any]]:
        """One chunk: ``part`` and its rendered columns."""
        rows = zip(*(table[name] for name in FINDINGS_COLUMNS), strict=True)
        columns, accepted, about = part.columns.tolist(), part.accepted.tolist(), skus(part)
        texts = part.values().tolist() if self._places else [""] * len(part)
        for number, values in enumerate(rows):
            finding = dict(zip(FINDINGS_COLUMNS, values, strict=True))
            result = self._result(finding, columns[number], texts[number], about[number])
            if accepted[number] >= 0:
                reason = part.acceptances[accepted[number]].reason
                result["suppressions"] = [
                    {"kind": "external", "status": "accepted", "justification": clean(reason)}
                ]
            yield result

    def _result(self, finding: dict[str, Any], column: int, text: str, sku: str) -> dict[str, Any]:
        code, fingerprint = finding["code"], finding["fingerprint"]
        said = " ".join(part for part in (finding["message"], finding["advice"]) if part)
        more = {
            "cell": _cell(finding),
            "field": finding["field"],
            "header": finding["header"],
            "sku": sku,
            "fix": finding["fix"],
        }
        return {
            "ruleId": code,
            "ruleIndex": self._numbers[code],
            "level": LEVELS[finding["severity"]],
            "message": {"text": clean(said)},
            "locations": [self._location(finding, column, text)],
            "partialFingerprints": {
                FINGERPRINT: fingerprint,
                GITHUB_FINGERPRINT: f"{fingerprint}:{self._alike.next(int(fingerprint, 16))}",
            },
            "properties": {name: clean(value) for name, value in more.items() if value},
        }

    def _location(self, finding: dict[str, Any], column: int, text: str) -> dict[str, Any]:
        location: dict[str, Any] = {
            "physicalLocation": {
                "artifactLocation": {"uri": self._uri, "uriBaseId": "%SRCROOT%", "index": 0},
                "region": _region(self._places, finding, column, text),
            }
        }
        cell, sheet = _cell(finding), clean(finding["sheet"])
        if self._workbook and (cell or sheet):
            whole = "!".join(part for part in (sheet, cell) if part)
            kind = "cell" if finding["row"] and finding["column"] else ("row" if finding["row"] else "sheet")
            location["logicalLocations"] = [
                {"name": cell or sheet, "fullyQualifiedName": whole, "kind": kind}
            ]
        return location


def _region(places: TextPlaces | None, finding: dict[str, Any], column: int, text: str) -> dict[str, int]:
    """text: the cell as read, never shown."""
    row = finding["row"]
    if row is None:
        return {"startLine": 1}
    if places is None:
        return {"startLine": row}
    start, end = finding["start"], finding["end"]
    return places.region(row, column, text, None if start is None or end is None else (start, end))


def _cell(finding: dict[str, Any]) -> str:
    """``C5``, ``5`` for a whole row, ``C`` for a whole column, empty for the whole file."""
    return f"{finding['column'] or ''}{finding['row'] or ''}"
