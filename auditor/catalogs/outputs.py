"""Write the reports and the findings file of one audit to a local folder or an address."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from auditor.catalogs.findings_file import write_findings
from auditor.catalogs.plan import PlannedFile
from auditor.catalogs.work import Work
from auditor.engine import Audit
from auditor.feed.places import is_url, joined, put
from auditor.model import FeedError, Language
from auditor.report import FORMATS, report_name
from auditor.report.files import ReportError

FINDINGS = "findings"
"""Folder below the run folder that holds the Arrow files, one per feed."""


@dataclass(frozen=True, kw_only=True)
class Outputs:
    """Where one unit's reports go. stage: a local folder for what is on its way to an address."""

    work: Work
    stage: Path

    def write(self, audit: Audit, file: PlannedFile, language: Language) -> tuple[tuple[str, ...], str]:
        """The reports written, and the findings file. Raises ReportError."""
        unit, asked = self.work.unit, self.work.asked
        reports = []
        for name in asked.formats:
            title = report_name(file.stem, name, Path(file.path))
            local = self._local(unit.folder, title)
            written = FORMATS[name](audit, local, language, unmask=asked.unmask)
            reports.append(self._placed(written, unit.folder))
        folder = joined(self.work.state, FINDINGS, Path(unit.folder).name if unit.client else "")
        local = self._local(folder, f"{file.stem}.arrow")
        findings = self._placed(write_findings(audit, local, unmask=asked.unmask), folder)
        return tuple(reports), findings

    def _local(self, folder: str, name: str) -> Path:
        return self.stage / name if is_url(folder) else Path(folder) / name

    def _placed(self, written: Path, folder: str) -> str:
        """Where a written file is in the end: there, or at its address."""
        if not is_url(folder):
            return str(written)
        target = joined(folder, written.name)
        try:
            put(written, target)
        except FeedError as error:
            raise ReportError(error.problem) from None
        finally:
            written.unlink(missing_ok=True)
        return target
