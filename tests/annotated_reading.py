"""Workbooks re-read with several readers, to compare what they say before and after."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import openpyxl
import python_calamine

from auditor.feed.read import OpenSource
from auditor.ooxml import Book


def calamine_values(data: bytes) -> dict[str, list]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = {}
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        cells = [(r, c, str(v)) for r, row in enumerate(rows) for c, v in enumerate(row) if v != ""]
        found[name] = cells
    return found


def openpyxl_values(data: bytes) -> dict[str, list]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    found = {}
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        found[sheet.title] = [
            (cell.coordinate, cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
    book.close()
    return found


def our_values(data: bytes) -> dict[str, list]:
    with OpenSource("a.xlsx", data, None) as opened:
        sheets = [opened.read(name) for name, _ in opened.names]
    return {
        sheet.name: [
            (int(row), position, text)
            for position, column in enumerate(sheet.columns)
            for row, text in zip(sheet.rows, column.to_pylist(), strict=True)
            if text
        ]
        for sheet in sheets
    }


READ = {"ours": our_values, "calamine": calamine_values, "openpyxl": openpyxl_values}
READERS = tuple(READ)


def table_sheet(data: bytes) -> tuple[str, int, int]:
    """Name, last row and last column of the sheet that looks like the feed."""
    book = Book(data)
    listed = [s for s in book.sheets if s.part and "worksheet" in s.part]
    chosen = next((s for s in listed if re.search("template|vorlage", s.name, re.I)), None)
    chosen = chosen or next((s for s in listed if s.state == "visible"), listed[0])
    values = calamine_values(data).get(chosen.name, [])
    rows = max((r for r, _, _ in values), default=5) + 1
    return chosen.name, min(rows, 60), min(max((c for _, c, _ in values), default=5) + 1, 60)


def resaved_by_libreoffice(office: str, folder: Path) -> bytes:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        folder / "out",
        folder / "a.xlsx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out" / "a.xlsx").read_bytes()
