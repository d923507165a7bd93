"""The roll-up of a run over many clients: a workbook for people, JSON and CSV for programs."""

from auditor.report.rollup.stored import read_rollup
from auditor.report.rollup.write import write_rollup

__all__ = ["read_rollup", "write_rollup"]
