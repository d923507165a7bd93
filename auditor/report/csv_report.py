"""The CSV report: the findings columns, opened rightly by Excel, never able to run anything there."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from auditor.engine import Audit
from auditor.model import FINDINGS_COLUMNS, Language
from auditor.report.files import write_file
from auditor.report.masking import veil_of

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins with one of these may run as a formula in a spreadsheet; it gets an apostrophe in front."""


def write(
    audit: Audit,
    target: Path,
    language: Language,
    *,
    unmask: bool = False,
    created: dt.datetime | None = None,
) -> Path:
    """Write the findings as CSV: UTF-8 with BOM, commas, CRLF; otherwise as ``auditor.report.xlsx.write``."""
    del created

    def fill(path: Path) -> None:
        with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(FINDINGS_COLUMNS)
            for _, table in audit.findings.chunks(language, veil_of(audit.feed, unmask=unmask)):
                columns = [[guarded(value) for value in values] for values in table.values()]
                writer.writerows(zip(*columns, strict=True))

    return write_file(target, fill)


def guarded(value: object) -> object:
    """``value``, with an apostrophe in front of a text that a spreadsheet could take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value
