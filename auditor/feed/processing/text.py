"""The text report: counts, a blank line, then one line per error (and its descendants with other columns)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.feed.processing.model import ProcessingReport, Verdict
from auditor.feed.processing.words import COLUMNS, COUNTS, SUMMARY_TITLES, severity_of
from auditor.feed.table import Sheet
from auditor.layouts import squash
from auditor.model import Severity, Text

HEAD_ROWS = 40
"""Existing rows looked at for the column heads."""
LEAST_COLUMNS = frozenset({"code", "message"})
"""What a line must tell; with these goes a SKU or a record number."""


def read_lines(sheet: Sheet, path: str) -> ProcessingReport | None:
    """The report in a text file's table; None where it is none.

    A report without a single error has counts alone.
    """
    rows = sheet.head(HEAD_ROWS)
    counts = counts_in(rows)
    head = next(((number, columns) for number, cells in rows if (columns := _columns(cells))), None)
    titled = any(squash(cell).startswith(SUMMARY_TITLES) for _, cells in rows[:3] for cell in cells)
    if head is None:
        return (
            ProcessingReport(path=path, kind="text", verdicts=(), counts=counts) if titled or counts else None
        )
    number, columns = head
    verdicts, unread = _verdicts(sheet, number, columns)
    return ProcessingReport(path=path, kind="text", verdicts=verdicts, counts=counts, notes=_notes(unread))


def counts_in(rows: Sequence[tuple[int, Sequence[str]]]) -> dict[str, int]:
    """Counts stated as ``label … number`` in these rows."""
    found: dict[str, int] = {}
    for _, cells in rows:
        filled = [cell.strip() for cell in cells if cell.strip()]
        key = COUNTS.get(squash(filled[0])) if len(filled) > 1 else None
        value = whole(filled[-1]) if key else None
        if key and value is not None:
            found.setdefault(key, value)
    return found


def whole(text: str) -> int | None:
    """A whole number of at most nine digits, ``12.0`` included (a spreadsheet's way); None for anything else."""
    digits = text.strip().removesuffix(".0")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else None


def code_of(text: str) -> str:
    """A code as written, without the ``.0`` a spreadsheet adds to numbers."""
    number = whole(text)
    return text.strip() if number is None else str(number)


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """What each column of a head row holds → its position; empty where the row is no head."""
    found: dict[str, int] = {}
    for position, cell in enumerate(cells):
        name = COLUMNS.get(squash(cell))
        if name:
            found.setdefault(name, position)
    return found if found.keys() >= LEAST_COLUMNS and found.keys() & {"sku", "record"} else {}


def _verdicts(sheet: Sheet, head: int, columns: Mapping[str, int]) -> tuple[tuple[Verdict, ...], int]:
    """The verdicts below row ``head``, and how many lines say neither code nor message."""
    first = int((sheet.rows <= head).sum())
    texts = {name: sheet.columns[position].slice(first).to_pylist() for name, position in columns.items()}
    count = len(sheet.rows) - first
    blank = [""] * count
    found: list[Verdict] = []
    unread = 0
    for record, sku, code, severity, message, attribute, category in zip(
        *(texts.get(name, blank) for name in _ORDER), strict=True
    ):
        if not code.strip() and not message.strip():
            unread += 1
            continue
        stated = whole(record)
        found.append(
            Verdict(
                code=code_of(code),
                severity=severity_of(severity) if severity.strip() else Severity.ERROR,
                message=message.strip(),
                sku=sku.strip(),
                record=-1 if stated is None else stated,
                attributes=_names(attribute),
                category=category.strip(),
            )
        )
    return tuple(found), unread


_ORDER = ("record", "sku", "code", "severity", "message", "attribute", "category")


def _names(text: str) -> tuple[str, ...]:
    """Attribute names of one cell: several are separated by commas or semicolons."""
    parts = text.replace(";", ",").split(",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _notes(unread: int) -> tuple[Text, ...]:
    if not unread:
        return ()
    return (
        Text(
            "{count:,} lines of the report say neither code nor message and were left out.",
            "报告中有 {count:,} 行既没有代码也没有说明，已略过。",
        ).format(count=unread),
    )
