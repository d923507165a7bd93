"""The Excel report."""

from auditor.report.xlsx.workbook import write

__all__ = ["write"]
