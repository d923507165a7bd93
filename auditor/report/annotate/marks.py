"""What is put on a sheet: which cells, how severe, what their notes say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from auditor.engine import Audit
from auditor.findings import Findings
from auditor.model import Language, Severity
from auditor.report.masking import veil_of
from auditor.report.xlsx.marks import marks_of, note_texts, noted

Place = tuple[int, int]
"""Spreadsheet row number, column position (0-based)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as the Audit sheet lists it; ``place`` is None where it stands on no cell."""

    severity: Severity
    place: Place | None
    name: str
    """What the place is called (``C5``, ``C`` for a column)."""
    header: str
    value: str
    message: str
    advice: str
    fix: str
    code: str


@dataclass(kw_only=True)
class Marks:
    """Cells of one sheet with their severity, the notes of (some of) them, and the lines of the Audit sheet."""

    sheet: str
    severities: dict[Place, Severity] = field(default_factory=dict)
    notes: dict[Place, str] = field(default_factory=dict)
    lines: Sequence[Line] = ()
    lines_left_out: int = 0

    def by_row(self) -> dict[int, dict[int, Severity]]:
        """Row → column → severity."""
        rows: dict[int, dict[int, Severity]] = {}
        for (row, column), severity in self.severities.items():
            rows.setdefault(row, {})[column] = severity
        return rows

    def moved(self, places: dict[Place, Place]) -> Marks:
        """The same with some cells' marks on others: the worse severity wins, notes are joined."""
        severities: dict[Place, Severity] = {}
        notes: dict[Place, str] = {}
        for place, severity in self.severities.items():
            target = places.get(place, place)
            severities[target] = max(severity, severities.get(target, severity))
        for place, note in self.notes.items():
            target = places.get(place, place)
            notes[target] = f"{notes[target]}\n\n{note}" if target in notes else note
        return replace(self, severities=severities, notes=notes)


LINES = 20_000
"""Findings on the Audit sheet; a sheet may hold 65,530 links."""


def marks_of_audit(audit: Audit, language: Language, *, unmask: bool = False, lines: bool = True) -> Marks:
    """The open findings of an audit as marks; findings on a whole column stand on its header cell."""
    feed, everything = audit.feed, audit.findings
    found = everything.take(np.flatnonzero(everything.open)) if not everything.open.all() else everything
    veil = veil_of(feed, unmask=unmask)
    grouped = marks_of(found)
    on_cell = np.flatnonzero((grouped.columns >= 0) & (grouped.columns < 16_384))
    places = {int(number): _place(found, int(grouped.firsts[number])) for number in on_cell}
    most = audit.settings.report.notes_per_sheet
    texts = note_texts(grouped, noted(grouped, on_cell, most), language, veil)
    marks = Marks(sheet=feed.sheet)
    for number, place in places.items():
        if place is not None:
            severity = Severity(int(grouped.worst[number]))
            marks.severities[place] = max(severity, marks.severities.get(place, severity))
            if number in texts:
                marks.notes[place] = texts[number]
    if lines:
        order = np.argsort(-found.severities.astype(np.int64), kind="stable")
        chosen = found.take(order[:LINES])
        marks.lines_left_out = len(order) - len(chosen)
        marks.lines = tuple(
            line for part, table in chosen.chunks(language, veil) for line in _lines(part, table)
        )
    return marks


def _place(found: Findings, number: int) -> Place | None:
    """Where a finding is marked; None where no cell is meant."""
    row, column = int(found.rows[number]), int(found.columns[number])
    if column < 0:
        return None
    if row >= 0:
        return int(found.feed.row_numbers[row]), column
    header = found.feed.columns[column].header
    for header_row, texts in reversed(found.feed.headers):
        if column < len(texts) and texts[column] == header:
            return header_row, column
    return (found.feed.headers[-1][0], column) if found.feed.headers else None


def _lines(part: Findings, table: dict[str, list[object]]) -> Iterable[Line]:
    names = ("severity", "row", "column", "header", "value", "message", "advice", "fix", "code")
    for number, said in enumerate(zip(*(table[name] for name in names), strict=True)):
        severity, row, letter, *texts = said
        header, value, message, advice, fix, code = (str(text) if text is not None else "" for text in texts)
        yield Line(
            severity=Severity[str(severity).upper()],
            place=_place(part, number),
            name=f"{letter or ''}{row if row is not None else ''}",
            header=header,
            value=value,
            message=message,
            advice=advice,
            fix=fix,
            code=code,
        )
