"""What must hold of a marked copy, checked without the code that makes it.

``python -m tests.annotated_checks FOLDER`` marks every workbook below a folder and prints a table.
"""

from __future__ import annotations

import io
import random
import re
import sys
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
from lxml import etree

from auditor.feed.table import column_letter
from auditor.model import Severity
from auditor.ooxml import Book
from auditor.ooxml.archive import Archive
from auditor.report.annotate.fills import shade_of
from auditor.report.annotate.marks import Line, Marks
from auditor.report.annotate.package import annotate
from auditor.report.annotate.strip import strip
from tests.annotated_reading import READ, READERS, table_sheet

LEGACY = "legacyDrawing"
FEED = "Feed"
OURS = 'LEN("auditor")=7'
NOTE = "✖ Error · XX101\n‘=1+1’ & <b> 定制 _x0041_\n→ take it out"


def local(element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def marks_for(sheet: str, rows: int, columns: int, count: int = 90, seed: int = 0) -> Marks:
    """Marks in all severities on cells that exist and that do not."""
    chance = random.Random(seed)
    marks = Marks(sheet=sheet)
    lines = []
    for number in range(count):
        place = (chance.randrange(1, rows + 6), chance.randrange(columns + 3))
        severity = list(Severity)[number % 3]
        marks.severities[place] = severity
        if number % 5:
            marks.notes[place] = f"{NOTE} {number}"
        name = f"{column_letter(place[1])}{place[0]}"
        lines.append(Line(severity, place, name, "Header", "=value", "message", "advice", "", "XX101"))
    marks.lines = tuple(lines)
    return marks


def mark(*places: tuple[int, int], note: str = "our note", severity: Severity = Severity.ERROR) -> Marks:
    """Marks of one severity with the same note on the sheet of tests.annotated_books."""
    return Marks(
        sheet=FEED,
        severities=dict.fromkeys(places, severity),
        notes=dict.fromkeys(places, note),
        lines=tuple(Line(severity, p, "X", "h", "=1+1", "m", "", "", "XX101") for p in places),
    )


def marked(data: bytes, marks: Marks, language: str = "en", *, sheet: bool = True) -> bytes:
    target = io.BytesIO()
    annotate(data, marks, target, language, sheet=sheet)
    return target.getvalue()


def stripped(data: bytes) -> tuple[bytes, bool]:
    target = io.BytesIO()
    exact = strip(data, target)
    return target.getvalue(), exact


def check_parts(before: bytes, after: bytes, marks: Marks) -> tuple[list[str], list[str]]:
    """Only the parts concerned are touched; the others have their compressed bytes. Returns (touched, added)."""
    old, new = Archive(before), Archive(after)
    kept = [member.key for member in new.members if member.key in old.by_key]
    assert kept == [member.key for member in old.members]
    touched = [
        member.key
        for member in old.members
        if bytes(old.packed(member)) != bytes(new.packed(new.by_key[member.key]))
        or member.crc != new.by_key[member.key].crc
    ]
    book = Book(before)
    part = book.sheet(marks.sheet).part
    near = [part, *(r.target for r in book.relations(part) if r.kind in ("comments", "vmlDrawing"))]
    main = book.main.rpartition("/")
    allowed = {name.lower() for name in (*near, book.main, "[Content_Types].xml")}
    allowed |= {f"{main[0]}/_rels/{main[2]}.rels".lower()}
    allowed |= {"{}/_rels/{}.rels".format(*part.rpartition("/")[::2]).lower()}
    allowed |= {r.target.lower() for r in book.relations(book.main) if r.kind == "styles"}
    assert set(touched) <= allowed
    with zipfile.ZipFile(io.BytesIO(after)) as container:
        assert container.testzip() is None
    return touched, [member.key for member in new.members if member.key not in old.by_key]


def formats(data: bytes) -> list[tuple]:
    """(attributes without the fill, canonical content) of each cell format, and whether a fill is ours."""
    book = Book(data)
    part = next((r.target for r in book.relations(book.main) if r.kind == "styles"), "")
    if not part:
        return [({}, b"", False)]
    root = etree.fromstring(book.original(part, 1 << 28))
    fills = next((e for e in root if local(e) == "fills"), ())
    colours = [etree.tostring(fill) for fill in fills]
    found = []
    for xf in next(e for e in root if local(e) == "cellXfs"):
        fill = int(xf.get("fillId", 0))
        ours = fill < len(colours) and shade_of(colours[fill]) is not None
        plain = {k: v for k, v in xf.attrib.items() if k not in ("fillId", "applyFill")}
        found.append((plain, b"".join(etree.tostring(e, method="c14n") for e in xf), ours))
    return found


def check_sheet(before: bytes, after: bytes, marks: Marks) -> int:
    """The sheet is canonically the same but for fills, created cells, our formats and the box's element.

    Returns how many cells were created.
    """
    part = Book(before).sheet(marks.sheet).part
    old, new = (etree.fromstring(Book(data).original(part, 1 << 30)) for data in (before, after))
    styles = formats(before), formats(after)
    places = {_shown(place, old) for place in marks.severities}
    had = _cells(old)
    created = 0
    for place, cell in _cells(new).items():
        if place in had:
            _check_style(had[place], cell, styles, place in places)
        else:
            assert place in places
            assert len(cell) == 0
            assert styles[1][int(cell.get("s"))][2]
            created += 1
            row = cell.getparent()
            row.remove(cell)
    _without_ours(old, new)
    assert etree.tostring(new, method="c14n") == etree.tostring(old, method="c14n")
    return created


def _shown(place: tuple[int, int], root) -> str:
    """The cell itself, or the one that shows where it is merged."""
    row, column = place
    for element in (e for m in root if local(m) == "mergeCells" for e in m):
        left, top, right, bottom = openpyxl.utils.range_boundaries(element.get("ref"))
        if top <= row <= bottom and left - 1 <= column < right:
            return f"{column_letter(left - 1)}{top}"
    return f"{column_letter(column)}{row}"


def _cells(root) -> dict:
    """Cells by place; rows and cells that do not say where they are follow the one before."""
    found, number = {}, 0
    for row in (r for d in root if local(d) == "sheetData" for r in d if local(r) == "row"):
        number = int(row.get("r", number + 1))
        column = -1
        for cell in row:
            if local(cell) == "c":
                letters = re.sub(r"\d", "", cell.get("r", ""))
                column = openpyxl.utils.column_index_from_string(letters) - 1 if letters else column + 1
                found[f"{column_letter(column)}{number}"] = cell
    return found


def _check_style(old, new, styles, wanted: bool) -> None:
    before, after = int(old.get("s", 0)), int(new.get("s", 0))
    if not wanted:
        assert before == after
        return
    known = styles[0][before] if before < len(styles[0]) else styles[0][0]
    assert known[:2] == styles[1][after][:2]
    assert styles[1][after][2]
    for cell in (old, new):
        cell.attrib.pop("s", None)


def _without_ours(old, new) -> None:
    for formatting in [e for e in new if local(e) == "conditionalFormatting"]:
        if OURS in "".join(formatting.itertext()):
            new.remove(formatting)
    shift = None
    rules = [[e for e in root.iter() if local(e) == "cfRule" and e.get("priority")] for root in (old, new)]
    assert len(rules[0]) == len(rules[1])
    for first, second in zip(*rules, strict=True):
        difference = int(second.get("priority")) - int(first.get("priority"))
        assert shift in (None, difference)
        shift = difference
        second.set("priority", first.get("priority"))
    if not any(local(e) == LEGACY for e in old):
        for element in [e for e in new if local(e) == LEGACY]:
            new.remove(element)
    rows = {r.get("r") for d in old if local(d) == "sheetData" for r in d}
    for root in (old, new):
        for element in root:
            if local(element) == "dimension":
                element.attrib.pop("ref", None)
        for row in [r for d in root if local(d) == "sheetData" for r in d]:
            row.attrib.pop("spans", None)
            if len(row) == 0:
                row.text = None
            if row.get("r") not in rows:
                assert len(row) == 0
                row.getparent().remove(row)


def counts(data: bytes) -> dict[str, int]:
    """Data validations and conditional rules of all sheets, ours left out."""
    book = Book(data)
    found = {"validations": 0, "rules": 0}
    for sheet in book.sheets:
        if sheet.part:
            xml = book.original(sheet.part, 1 << 30)
            found["validations"] += len(re.findall(rb"<(?:\w+:)?dataValidation\s", xml))
            found["rules"] += len(re.findall(rb"<(?:\w+:)?cfRule\s", xml)) - xml.count(b'LEN("auditor")=7')
    return found


def check_stripped(before: bytes, after: bytes) -> None:
    """Taken out again: the same parts in the same order with the same bytes."""
    back, exact = stripped(after)
    assert exact
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(back)) as new:
        assert old.namelist() == new.namelist()
        assert all(old.read(name) == new.read(name) for name in old.namelist())


def check_all(before: bytes, marks: Marks, readers: Sequence[str] = READERS) -> dict[str, object]:
    """Everything above, re-read with ``readers``; figures for the table."""
    began = time.perf_counter()
    after = marked(before, marks)
    seconds = time.perf_counter() - began
    touched, added = check_parts(before, after, marks)
    created = check_sheet(before, after, marks)
    assert counts(before) == counts(after)
    for reader in readers:
        first, second = READ[reader](before), READ[reader](after)
        second.pop("Audit", None)
        assert first == second
    check_stripped(before, after)
    return {
        "parts": len(Archive(before).members),
        "touched": len(touched),
        "added": len(added),
        "cells": len(marks.severities),
        "created": created,
        **counts(before),
        "seconds": round(seconds, 3),
    }


def main() -> None:
    columns = ("parts", "touched", "added", "cells", "created", "validations", "rules", "seconds")
    print("| workbook |", " | ".join(columns), "|")
    print("|---" * (len(columns) + 1) + "|")
    for path in sorted(Path(sys.argv[1]).rglob("*")):
        if path.suffix.lower() in (".xlsx", ".xlsm"):
            data = path.read_bytes()
            sheet, rows, width = table_sheet(data)
            done = check_all(data, marks_for(sheet, rows, width))
            name = f"{path.parent.name}/{path.name}"
            print(f"| {name} |", " | ".join(str(done[c]) for c in columns), "|", flush=True)


if __name__ == "__main__":
    main()
