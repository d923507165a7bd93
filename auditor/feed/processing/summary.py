"""The older workbook: a sheet of counts and messages by code, and the template with two inserted columns and notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.feed.processing.messages import said_in
from auditor.feed.processing.model import ProcessingReport, Verdict
from auditor.feed.processing.notes import notes_of
from auditor.feed.processing.tables import CODE, Line, heading_severity, label_of, lines_of, references
from auditor.feed.processing.text import code_of, counts_in, whole
from auditor.feed.processing.words import SUMMARY_TITLES
from auditor.feed.read import OpenSource
from auditor.feed.sheet_slow import place
from auditor.feed.table import Sheet, column_letter
from auditor.layouts import squash, understand
from auditor.model import Severity, Text

WIDTH = 4
INSERTED = 2
"""Columns put in front of the products: attributes with errors, attributes with suggestions."""
HEAD_ROWS = 12
LEAST_UNDERSTOOD = 3


@dataclass(frozen=True, slots=True)
class _Kind:
    """One line of the summary: what went wrong how often. columns: letters in the report's template sheet."""

    code: str
    severity: Severity
    message: str
    attributes: tuple[str, ...]
    columns: tuple[str, ...]


def summary_sheet(opened: OpenSource) -> str:
    """The sheet titled as a summary of feed processing; empty where there is none."""
    for name, _ in opened.names:
        head = opened.head(name).head(HEAD_ROWS)
        if any(squash(cell).startswith(SUMMARY_TITLES) for _, cells in head for cell in cells):
            return name
    return ""


def read_summary(opened: OpenSource, sheet: str) -> ProcessingReport:
    """The report whose summary is ``sheet``."""
    lines = lines_of(opened.read(sheet), WIDTH)
    kinds = _kinds(lines)
    found: list[Verdict] = []
    for name, _ in opened.names:
        notes = notes_of(opened.workbook, name) if opened.workbook and name != sheet else {}
        if notes:
            template = _Template.of(opened.read(name))
            found += [v for at, text in sorted(notes.items()) for v in template.verdicts(at, text, kinds)]
    told = {verdict.code for verdict in found}
    silent = [kind for kind in kinds if kind.code not in told]
    found += [_unplaced(kind) for kind in silent]
    return ProcessingReport(
        path=opened.path,
        kind="summary",
        verdicts=tuple(found),
        counts=counts_in(lines[:HEAD_ROWS]),
        notes=_notes(silent),
    )


def _kinds(lines: Sequence[Line]) -> list[_Kind]:
    """The lines by code: code, message, attributes with columns, count."""
    found: list[_Kind] = []
    severity = Severity.ERROR
    for line in lines:
        code = code_of(line[0])
        if CODE.fullmatch(code) and line[1] and whole(line[3]) is not None and whole(line[1]) is None:
            letters = tuple(one for one in references(line[2]) if place(f"{one}1"))
            label = label_of(line[2])
            names = tuple(part.strip() for part in label.split(",") if part.strip())
            found.append(_Kind(code, severity, line[1], names, letters))
        else:
            severity = heading_severity(line) or severity
    return found


def _unplaced(kind: _Kind) -> Verdict:
    """A kind of error that no cell of the template shows."""
    letters = [_shifted(place(f"{one}1")) for one in kind.columns]
    return Verdict(
        code=kind.code,
        severity=kind.severity,
        message=kind.message,
        attributes=kind.attributes,
        column=", ".join(letter for letter in letters if letter),
    )


def _shifted(at: tuple[int, int] | None) -> str:
    return column_letter(at[1] - INSERTED) if at and at[1] >= INSERTED else ""


def _notes(silent: Sequence[_Kind]) -> tuple[Text, ...]:
    if not silent:
        return ()
    codes = ", ".join(dict.fromkeys(kind.code for kind in silent))
    return (
        Text(
            "The report does not say in which rows these codes occurred: {codes}.",
            "报告没有说明以下代码出现在哪些行：{codes}。",
        ).format(codes=codes),
    )


@dataclass(kw_only=True)
class _Template:
    """The product sheet of the report. names: per position of the sheet, the name of its column in the upload."""

    names: list[str]
    head: int
    """Last header row."""
    skus: dict[int, str]

    @classmethod
    def of(cls, sheet: Sheet) -> _Template:
        number, cells = _names_row(sheet)
        head = sheet.head(HEAD_ROWS)
        inserted = any(_is_inserted(cell) for row, one in head if row <= number for cell in one[:INSERTED])
        names = list(cells) if inserted else [""] * INSERTED + list(cells)
        place_of_sku = next((i for i, m in enumerate(understand(names)) if m.field == "sku"), -1)
        skus: dict[int, str] = {}
        if 0 <= place_of_sku < len(sheet.columns):
            texts = sheet.columns[place_of_sku].to_pylist()
            skus = {int(row): text.strip() for row, text in zip(sheet.rows, texts, strict=True)}
        return cls(names=names, head=number, skus=skus)

    def verdicts(self, at: tuple[int, int], text: str, kinds: Sequence[_Kind]) -> list[Verdict]:
        """What the note at ``at`` says, with the code of the message it repeats."""
        row, position = at
        messages = said_in(text)
        whole_note = next((kind for kind in kinds if kind.message == text), None)
        pairs = (
            [(whole_note, text)]
            if whole_note
            else [(_kind_of(m.message, kinds), m.message) for m in messages]
        )
        said = {one.message: one.severity for one in messages}
        below = row > self.head
        name = self.names[position].strip() if below and position < len(self.names) else ""
        return [
            Verdict(
                code=kind.code if kind else "",
                severity=kind.severity if kind else said.get(message) or Severity.ERROR,
                message=message,
                sku=self.skus.get(row, "") if below else "",
                record=-1 if below else 0,
                row=row if below else 0,
                attributes=(name,) if name else (),
                column=column_letter(position - INSERTED) if below and position >= INSERTED else "",
            )
            for kind, message in pairs
        ]


def _kind_of(message: str, kinds: Sequence[_Kind]) -> _Kind | None:
    """The kind whose example is this message, or begins or ends alike (examples are shortened)."""
    exact = next((kind for kind in kinds if kind.message == message), None)
    return exact or next(
        (kind for kind in kinds if message.startswith(kind.message) or kind.message.startswith(message)), None
    )


def _names_row(sheet: Sheet) -> tuple[int, list[str]]:
    """The last of the first rows whose cells are understood as columns: machine names stand below labels."""
    best: tuple[int, list[str]] = (0, [])
    for number, cells in sheet.head(HEAD_ROWS):
        understood = sum(1 for meaning in understand(cells) if meaning.field)
        if understood >= LEAST_UNDERSTOOD:
            best = number, cells
    return best


def _is_inserted(cell: str) -> bool:
    name = squash(cell)
    return (
        "attributeswitherrors" in name
        or "attributeswithothersuggestions" in name
        or name.endswith("suggestions")
    )
