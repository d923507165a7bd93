"""The writers of comparisons: JSON and CSV here, the workbook in its own module."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from auditor import __version__
from auditor.model import Language
from auditor.report.compared import facts
from auditor.report.compared.lines import AGREED, OUR, OURS_ONLY, THEIR, THEIRS_ONLY, WHERE, Line, Lines
from auditor.report.compared.model import Comparison
from auditor.report.compared.workbook import write_workbook
from auditor.report.csv_report import guarded
from auditor.report.files import write_file
from auditor.report.json_report import encodable
from auditor.report.masking import masked_columns, veil_of
from auditor.report.moment import moment

FORMAT = "auditor.compare"
VERSION = 1
CSV_COLUMNS = ("group", *WHERE, *THEIR, *OUR, "matched", "meaning", "advice", "note")


def write_json(
    comparison: Comparison,
    target: Path,
    language: Language,
    *,
    unmask: bool = False,
    created: dt.datetime | None = None,
) -> Path:
    """Write ``comparison`` as JSON (docs/compare.schema.json), in pieces. Raises ReportError."""
    lines = lines_of(comparison, language, unmask=unmask)

    def fill(path: Path) -> None:
        head = orjson.dumps(_head(lines, moment(created)), option=orjson.OPT_INDENT_2)
        with path.open("wb") as file:
            file.write(head.rstrip(b"}\n "))
            for name, group in groups(lines):
                file.write(b',\n  "' + name.encode() + b'": [')
                comma = b"\n    "
                for line in group:
                    file.write(comma + orjson.dumps(_encodable(line)))
                    comma = b",\n    "
                file.write(b"\n  ]")
            file.write(b"\n}\n")

    return write_file(target, fill)


def write_csv(
    comparison: Comparison,
    target: Path,
    language: Language,
    *,
    unmask: bool = False,
    created: dt.datetime | None = None,
) -> Path:
    """Write ``comparison`` as one CSV table (UTF-8 with BOM, commas, CRLF), the group in front. Raises ReportError."""
    del created
    lines = lines_of(comparison, language, unmask=unmask)

    def fill(path: Path) -> None:
        with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(CSV_COLUMNS)
            for name, group in groups(lines):
                if name != "codes":
                    writer.writerows(
                        [name, *(guarded(line.get(key)) for key in CSV_COLUMNS[1:])] for line in group
                    )

    return write_file(target, fill)


def write_xlsx(
    comparison: Comparison,
    target: Path,
    language: Language,
    *,
    unmask: bool = False,
    created: dt.datetime | None = None,
) -> Path:
    """Write ``comparison`` as a workbook: Summary, Agreed, Only theirs, Only ours, Codes. Raises ReportError."""
    lines = lines_of(comparison, language, unmask=unmask)
    return write_file(target, lambda path: write_workbook(lines, path, moment(created)))


def lines_of(comparison: Comparison, language: Language, *, unmask: bool) -> Lines:
    """The lines of ``comparison`` with personal data masked unless ``unmask``."""
    return Lines(comparison=comparison, language=language, veil=veil_of(comparison.audit.feed, unmask=unmask))


def groups(lines: Lines) -> Iterator[tuple[str, Iterator[Line]]]:
    """(name, its lines) of every group, in the order of all outputs."""
    yield "agreed", lines.agreed()
    yield "only_theirs", lines.theirs_only()
    yield "only_ours", lines.ours_only()
    yield "codes", lines.codes()


def _head(lines: Lines, created: dt.datetime) -> dict[str, Any]:
    comparison, language = lines.comparison, lines.language
    feed, report = comparison.audit.feed, comparison.report
    return {
        "format": FORMAT,
        "version": VERSION,
        "tool": {"name": "bulk-feed-auditor", "version": __version__},
        "created": created.isoformat(),
        "language": language,
        "feed": _encodable({"path": feed.path, "sha256": feed.source.sha256, "sheet": feed.sheet}),
        "report": _encodable({"path": report.path, "kind": report.kind}) | {"counts": dict(report.counts)},
        "verdict": facts.sentence(comparison)[1](language),
        "counts": {
            "theirs": len(comparison.placed),
            "ours": len(comparison.audit.findings),
            "agreed": len(comparison.agreed),
            "only_theirs": len(comparison.theirs_only),
            "only_theirs_errors": comparison.missed_errors,
            "only_ours": len(comparison.ours_only),
            "repeated": comparison.repeated,
        },
        "unknown_skus": [encodable(sku) for sku in comparison.unknown_skus],
        "notes": [
            encodable(note(language)) for note in (*facts.notes(comparison), *masked_columns(lines.veil))
        ],
    }


def _encodable(line: Mapping[str, Any]) -> dict[str, Any]:
    return {key: encodable(value) if isinstance(value, str) else value for key, value in line.items()}


FORMATS: Mapping[str, Callable[..., Path]] = {"xlsx": write_xlsx, "json": write_json, "csv": write_csv}
"""Format name → writer."""

__all__ = ["AGREED", "CSV_COLUMNS", "FORMATS", "OURS_ONLY", "THEIRS_ONLY"]
