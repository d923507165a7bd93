"""What a processing report says: its verdicts and counts, whatever form they came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from auditor.model import Severity, Text

ReportKind = Literal["text", "summary", "annotated", "json"]
"""``text``: tab-delimited. ``summary``: the older workbook with a summary sheet. ``annotated``: the workbook whose
product sheet has status columns in front. ``json``: of a listings feed."""

KIND_NAMES: Mapping[ReportKind, Text] = {
    "text": Text("text report", "文本报告"),
    "summary": Text("workbook with a summary sheet", "带摘要工作表的工作簿"),
    "annotated": Text("annotated workbook", "带批注的工作簿"),
    "json": Text("JSON report", "JSON 报告"),
}

COUNT_NAMES: Mapping[str, Text] = {
    "processed": Text("records processed", "已处理记录"),
    "successful": Text("records successful", "成功记录"),
    "partly": Text("applied with other errors", "已应用但有其他错误"),
    "failed": Text("records with errors", "有错误的记录"),
    "warned": Text("records with warnings", "有警告的记录"),
}
"""Counts a report may state about itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One thing the marketplace said.

    code: as the report writes it, empty where it gives none. sku: empty where the report names none. record: number
    of the record in the upload, counted from 1; 0 = the header or the whole file; −1 = not stated. row: spreadsheet
    row of the uploaded file, 0 where not known. attributes: what the report calls the fields concerned (machine names
    or labels). column: letters in the uploaded file, used where no attribute is known. category: the report's own
    word for the kind of problem.
    """

    code: str
    severity: Severity
    message: str
    sku: str = ""
    record: int = -1
    attributes: tuple[str, ...] = ()
    column: str = ""
    row: int = 0
    category: str = ""

    @property
    def whole_file(self) -> bool:
        """True when it is about the file, not about a row."""
        return self.record == 0 or (self.record < 0 and not self.sku and not self.row)


@dataclass(frozen=True, kw_only=True)
class ProcessingReport:
    """A report as read.

    verdicts: in the order of the report. counts: key of COUNT_NAMES → number the report states. notes: what a person
    should know about the reading.
    """

    path: str
    kind: ReportKind
    verdicts: tuple[Verdict, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()
