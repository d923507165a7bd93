"""Reports: writers by format name. Each joins findings with the rules' texts in one language and makes a new file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from auditor.engine import Audit
from auditor.model import Language


class Writer(Protocol):
    """Writes the report of one audit and returns the path really written (another name when the target is locked).

    unmask: show personal data. created: the time the report states. Raises ``files.ReportError``.
    """

    def __call__(
        self,
        audit: Audit,
        target: Path,
        language: Language,
        *,
        unmask: bool = False,
        created: dt.datetime | None = None,
    ) -> Path:
        """Write it."""


def _late(module: str, **options: bool) -> Writer:
    """The writer of ``module`` with ``options`` of its own, imported when it is first needed."""

    def write(
        audit: Audit,
        target: Path,
        language: Language,
        *,
        unmask: bool = False,
        created: dt.datetime | None = None,
    ) -> Path:
        writer = cast("Writer", partial(import_module(module).write, **options))
        return writer(audit, target, language, unmask=unmask, created=created)

    return write


FORMATS: Mapping[str, Writer] = {
    "xlsx": _late("auditor.report.xlsx"),
    "json": _late("auditor.report.json_report"),
    "csv": _late("auditor.report.csv_report"),
    "sarif": _late("auditor.report.sarif"),
    "junit": _late("auditor.report.junit_report"),
    "annotated": _late("auditor.report.annotate"),
    "annotated-cells": _late("auditor.report.annotate", audit_sheet=False),
}
"""Format name → writer. ``annotated-cells``: the marked copy without the sheet "Audit"."""


def report_name(stem: str, name: str, feed: Path) -> str:
    """The file name of a report in format ``name`` about ``feed``; a marked copy keeps the workbook's own suffix."""
    if name.startswith("annotated"):
        return f"{stem}.annotated{'.xlsm' if feed.suffix.lower() == '.xlsm' else '.xlsx'}"
    return f"{stem}.audit.junit.xml" if name == "junit" else f"{stem}.audit.{name}"
