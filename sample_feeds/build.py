"""Writes every sample feed and its expected findings: ``python -m sample_feeds.build`` (same bytes every time)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from .approvals import FOLDERS
from .choices import SHEET as CHOICES
from .customization import SHEETS
from .exports import EXPORTS
from .identifiers import SHEET as IDENTIFIERS
from .marketplace import MARKETPLACE
from .processing import REPORTS, UPLOAD
from .rights import SHEET as RIGHTS
from .sample import Cell, Finding, Formula, Sample
from .signs_mugs import BOOKS, book_bytes
from .templates import TEMPLATES

FOLDER = Path(__file__).resolve().parent
SAMPLES: tuple[Sample, ...] = (
    *SHEETS,
    *TEMPLATES,
    *EXPORTS,
    IDENTIFIERS,
    CHOICES,
    RIGHTS,
    UPLOAD,
    *FOLDERS,
    *MARKETPLACE,
    *BOOKS,
)
CSV = ("utf-8-sig", ",", "\r\n")
FORMS: dict[str, tuple[str, str, str]] = {
    "定制商品导出.csv": ("gb18030", ",", "\r\n"),
    "custom_template.txt": ("utf-16", "\t", "\r\n"),
    "orders.txt": ("cp1252", "\t", "\n"),
    "inventory_loader.txt": ("cp1252", "\t", "\r\n"),
    "export_fr.csv": ("cp1252", ";", "\r\n"),
}
"""Text samples: encoding, delimiter, line end; all others are ``CSV``."""
CREATED = datetime(2026, 1, 1)


def text_bytes(table: Sequence[Sequence[Cell]], encoding: str, delimiter: str, line_end: str) -> bytes:
    """A delimited text file; UTF-16 as Excel's "Unicode Text" writes it (little endian, with its mark)."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows(table)
    text = out.getvalue()
    return b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16" else text.encode(encoding)


def workbook_bytes(sheets: dict[str, list[list[Cell]]]) -> bytes:
    """A workbook; strings as text, numbers as numbers, formulas with their stored result."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": CREATED, "author": ""})
    for name, table in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                if isinstance(cell, Formula):
                    sheet.write_formula(row, column, cell.text, None, cell.value)
                elif isinstance(cell, str):
                    if cell:
                        sheet.write_string(row, column, cell)
                else:
                    sheet.write_number(row, column, cell)
        sheet.set_column(0, 3, 24)
    book.close()
    return out.getvalue()


def content(sample: Sample) -> bytes:
    """The bytes of a sample's file."""
    if sample in BOOKS:
        return book_bytes(sample)
    table = sample.table()
    if not sample.name.endswith(".xlsx"):
        return text_bytes(table, *FORMS.get(sample.name, CSV))
    if sample.name == "flat_file_mug.xlsx":
        hint = [["Fill in the sheet Template from row 4 on. Rows 1 to 3 are for the marketplace only."]]
        return workbook_bytes({"Instructions": [[*hint[0]]], "Template": table})
    return workbook_bytes({"Products": table})


def expected_json(findings: Sequence[Finding]) -> str:
    """Findings as the expectation files hold them: one line each."""
    keys = ("row", "column", "code", "severity")
    lines = [json.dumps(dict(zip(keys, one, strict=True)), ensure_ascii=False) for one in findings]
    return "[\n" + ",\n".join(f"  {line}" for line in lines) + "\n]\n" if lines else "[]\n"


def build(folder: Path = FOLDER) -> list[Path]:
    """Write all samples, their expectations and the processing reports; returns the files without expectations."""
    written = []
    for sample in SAMPLES:
        path = folder / sample.name
        expectation = folder / "expected" / f"{sample.name}.json"
        for target in (path, expectation):
            target.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(sample))
        expectation.write_text(expected_json(sample.planted()), encoding="utf-8")
        written.append(path)
    for name, made in REPORTS.items():
        path = folder / name
        path.write_bytes(made())
        written.append(path)
    return written


if __name__ == "__main__":
    for file in build():
        print(file)
