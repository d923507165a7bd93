"""The annotated workbook: a summary by code and by SKU, and the product sheet with status columns and notes.

All addresses are those of the copy, whose product sheet is shifted by its status columns and holds failing rows only;
so a cell is named by its SKU and its column's machine name, never by its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from auditor.feed.hint import FeedHint
from auditor.feed.processing.messages import Said, said_in
from auditor.feed.processing.model import ProcessingReport, Verdict
from auditor.feed.processing.notes import Notes, notes_of
from auditor.feed.processing.tables import Line, Table, label_of, lines_of, numbered_tables, references
from auditor.feed.processing.text import code_of, counts_in, whole
from auditor.feed.read import OpenSource
from auditor.feed.recognise import recognise
from auditor.feed.sheet_slow import place
from auditor.feed.status_columns import is_status_name, status_count
from auditor.feed.table import Feed, column_letter
from auditor.model import Severity, Text

COUNT_ORDER = ("processed", "successful", "partly", "failed", "warned")
"""The five counts of the summary, in its order."""


def annotated_sheet(opened: OpenSource) -> str:
    """The product sheet that begins with status columns; empty where there is none."""
    for name, _ in opened.names:
        for _, cells in opened.head(name).head(12):
            if any(is_status_name(cell) for cell in cells[:3]):
                return name
    return ""


def read_annotated(opened: OpenSource, sheet: str) -> ProcessingReport:
    """The report in a workbook whose product sheet is ``sheet``."""
    copy = _Copy.of(opened, sheet)
    tables: list[Table] = []
    counts: dict[str, int] = {}
    for name, _ in opened.names:
        if name == sheet or tables:
            continue
        lines = lines_of(opened.read(name))
        tables = list(numbered_tables(lines))
        counts = _counts(lines)
    codes = {line[3]: code_of(line[1]) for table in tables for line in table.lines}
    found: list[Verdict] = []
    seen: set[tuple[int, int]] = set()
    for table in tables:
        if table.by_sku:
            found += [copy.verdict(line, table.severity, seen) for line in table.lines]
    listed = len(found)
    found += copy.noted(codes, seen)
    return ProcessingReport(
        path=opened.path,
        kind="annotated",
        verdicts=tuple(found),
        counts=counts,
        notes=_notes(listed, len(found), sum(_stated(table) for table in tables)),
    )


def _counts(lines: Sequence[Line]) -> dict[str, int]:
    """The counts above the tables: by their words, else by their order."""
    pairs = []
    for line in lines[:12]:
        filled = [cell for cell in line if cell]
        if len(filled) == 2 and whole(filled[0]) is None and (number := whole(filled[1])) is not None:
            pairs.append(number)
    if len(pairs) == len(COUNT_ORDER):
        return dict(zip(COUNT_ORDER, pairs, strict=True))
    return counts_in(lines[:12])


def _stated(table: Table) -> int:
    """How many verdicts a table by code counts; 0 for one by SKU."""
    return 0 if table.by_sku else sum(whole(line[5]) or 0 for line in table.lines)


def _notes(listed: int, total: int, stated: int) -> tuple[Text, ...]:
    found: list[Text] = []
    if stated > total:
        found.append(
            Text(
                "The report counts {stated:,} verdicts by code, but names cells for {total:,} only.",
                "报告按代码统计有 {stated:,} 条结果，但只指出了 {total:,} 条所在的单元格。",
            ).format(stated=stated, total=total)
        )
    if listed == total:
        return tuple(found)
    return (
        *found,
        Text(
            "{count:,} of the {total:,} verdicts stand in notes of cells only, not in the list by SKU.",
            "{total:,} 条结果中有 {count:,} 条只写在单元格批注中，未列入按 SKU 的清单。",
        ).format(count=total - listed, total=total),
    )


@dataclass(kw_only=True)
class _Copy:
    """The product sheet of the report: what its addresses mean in the uploaded file."""

    feed: Feed
    shift: int
    notes: Notes
    skus: Mapping[int, str]
    """Spreadsheet row of the copy → SKU."""

    @classmethod
    def of(cls, opened: OpenSource, sheet: str) -> _Copy:
        feed = recognise(opened, FeedHint(sheet=sheet), lenient=True)
        columns = feed.find("sku")
        texts = feed.array(columns[0]).to_pylist() if columns else []
        numbers = np.asarray(feed.row_numbers).tolist()
        return cls(
            feed=feed,
            shift=status_count(feed.columns),
            notes=notes_of(opened.workbook, sheet) if opened.workbook else {},
            skus={row: sku.strip() for row, sku in zip(numbers, texts, strict=False)},
        )

    def verdict(self, line: Line, heading: Severity | None, seen: set[tuple[int, int]]) -> Verdict:
        """The verdict of one line of the list by SKU; its cells are added to ``seen``."""
        cells = [cell for one in references(line[4]) if (cell := place(one))]
        seen.update(cells)
        names = [name for _, position in cells if (name := self._name(position))]
        label = label_of(line[4])
        letters = [self._letter(position) for _, position in cells]
        sku = line[5] or next((self.skus[row] for row, _ in cells if self.skus.get(row)), "")
        return Verdict(
            code=code_of(line[1]),
            severity=self._severity(line[3], cells) or heading or Severity.ERROR,
            message=line[3],
            sku=sku,
            record=-1 if sku else 0,
            attributes=tuple(dict.fromkeys(names or ([label] if label else []))),
            column=", ".join(dict.fromkeys(letter for letter in letters if letter)),
            category=line[2],
        )

    def noted(self, codes: Mapping[str, str], seen: set[tuple[int, int]]) -> list[Verdict]:
        """Verdicts of notes on data cells that no line of the list names."""
        found: list[Verdict] = []
        for (row, position), text in sorted(self.notes.items()):
            if (row, position) in seen or row not in self.skus or position < self.shift:
                continue
            found += [self._noted(row, position, said, codes) for said in said_in(text)]
        return found

    def _noted(self, row: int, position: int, said: Said, codes: Mapping[str, str]) -> Verdict:
        name = self._name(position)
        return Verdict(
            code=codes.get(said.message, ""),
            severity=said.severity or Severity.ERROR,
            message=said.message,
            sku=self.skus[row],
            attributes=(name,) if name else (),
            column=self._letter(position),
        )

    def _severity(self, message: str, cells: Sequence[tuple[int, int]]) -> Severity | None:
        """What the notes of these cells say: of this message, else of any."""
        said = [one for cell in cells for one in said_in(self.notes.get(cell, "")) if one.severity]
        exact = [one.severity for one in said if one.message == message]
        return max((one for one in exact or [s.severity for s in said] if one), default=None)

    def _name(self, position: int) -> str:
        if not self.shift <= position < len(self.feed.columns):
            return ""
        column = self.feed.columns[position]
        return column.name or column.header.strip()

    def _letter(self, position: int) -> str:
        return column_letter(position - self.shift) if position >= self.shift else ""
