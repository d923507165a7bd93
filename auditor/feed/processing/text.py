"""The text report: counts, a blank line, then one line per error (and its descendants with other columns)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

from auditor.feed.encoding import decode
from auditor.feed.processing.model import ProcessingReport, Verdict
from auditor.feed.processing.words import COLUMNS, COUNTS, SEVERITIES, SUMMARY_TITLES, severity_of
from auditor.layouts import squash
from auditor.model import Severity, Text

HEAD_ROWS = 40
"""Lines looked at for the column heads."""
LEAST_COLUMNS = frozenset({"code", "message"})
"""What a line must tell; with these goes a SKU or a record number."""
USUAL_ORDER = ("record", "sku", "code", "severity", "message")
"""The columns of the report in the marketplace's order, for heads in words that are not known."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_CSV_LIMIT = 1 << 24

Rows = Sequence[Sequence[str]]


def read_text_report(data: bytes, path: str, encoding: str | None) -> ProcessingReport | None:
    """The report in the bytes of a text file; None where it is none. FeedError where it is not in ``encoding``.

    The marketplace's own reports are tab-delimited without quoting; comma, semicolon and bar occur in copies.
    """
    text = decode(data, encoding).data.decode("utf-8", "replace")
    lines = [line for line in _LINE_END.split(text) if line]
    for delimiter in "\t,;|":
        rows = [line.split(delimiter) for line in lines[:HEAD_ROWS]]
        if _head(rows) is not None:
            return read_rows(_split(text, lines, delimiter), path)
    return read_rows([line.split("\t") for line in lines], path)


def _split(text: str, lines: Sequence[str], delimiter: str) -> Rows:
    if delimiter == "\t":
        return [[_unquoted(cell) for cell in line.split("\t")] for line in lines]
    csv.field_size_limit(_CSV_LIMIT)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return [line.split(delimiter) for line in lines]


def _unquoted(cell: str) -> str:
    """A cell that a spreadsheet program put into quotes, without them."""
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if quoted else cell


def read_rows(rows: Rows, path: str) -> ProcessingReport | None:
    """The report in a table of texts; None where it is none. A report without a single error has counts alone."""
    first = rows[:HEAD_ROWS]
    counts = counts_in(first)
    head = _head(first)
    titled = any(squash(cell).startswith(SUMMARY_TITLES) for cells in first[:3] for cell in cells)
    if head is None:
        alone = counts or titled
        return ProcessingReport(path=path, kind="text", verdicts=(), counts=counts) if alone else None
    number, columns = head
    verdicts, unread = _verdicts(rows[number + 1 :], columns)
    return ProcessingReport(path=path, kind="text", verdicts=verdicts, counts=counts, notes=_notes(unread))


def _head(rows: Rows) -> tuple[int, Mapping[str, int]] | None:
    """(place of the head row, what each column holds → its position): by its words, else by the usual order."""
    for number, cells in enumerate(rows):
        if columns := _columns(cells):
            return number, columns
    for number, cells in enumerate(rows[1:]):
        if (
            len(cells) >= len(USUAL_ORDER)
            and whole(cells[0]) is not None
            and whole(cells[2]) is not None
            and squash(cells[3]) in SEVERITIES
        ):
            return number, {name: place for place, name in enumerate(USUAL_ORDER)}
    return None


def counts_in(rows: Rows) -> dict[str, int]:
    """Counts stated as ``label … number`` in these rows."""
    found: dict[str, int] = {}
    for cells in rows:
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


def _verdicts(rows: Rows, columns: Mapping[str, int]) -> tuple[tuple[Verdict, ...], int]:
    """The verdicts of these lines, and how many lines say neither code nor message."""
    places = [columns.get(name, -1) for name in _ORDER]
    found: list[Verdict] = []
    unread = 0
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        record, sku, code, severity, message, attribute, category = (
            cells[place] if 0 <= place < len(cells) else "" for place in places
        )
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
