"""Excel reports written for a test and read back."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import openpyxl

from auditor.engine import Audit
from auditor.model import Language
from auditor.report import FORMATS
from auditor.report.xlsx import words

WHEN = dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC)


def written(audit: Audit, folder: Path, language: Language = "en", **more: Any) -> Path:
    return FORMATS["xlsx"](audit, folder / "feed.audit.xlsx", language, created=WHEN, **more)


def opened(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path, rich_text=True)


def table(book: openpyxl.Workbook, name: str) -> list[dict[str, Any]]:
    head, *rows = book[name].iter_rows()
    return [dict(zip([c.value for c in head], row, strict=True)) for row in rows]


def target(formula: str) -> tuple[str, str, str]:
    """Sheet, address and shown name of a HYPERLINK formula."""
    found = re.fullmatch(r"=HYPERLINK\(\"#'(.+)'!([A-Z]+[0-9]+)\",\"(.+)\"\)", formula)
    assert found, formula
    return found.groups()  # type: ignore[return-value]


def at(feed_sheet: Any, row: int, column: str) -> Any:
    """The Feed cell of an address of the audited file, found by the letters and numbers a person sees."""
    letters = {c.value: c.column for c in feed_sheet[1] if c.column > 3 and c.value}
    numbers = {r[2].value: r[2].row for r in feed_sheet.iter_rows(min_row=2) if r[2].value is not None}
    return feed_sheet.cell(numbers[row], letters[column])


def said_in(book: openpyxl.Workbook, sheet: str) -> str:
    return "\n".join(str(c.value) for row in book[sheet].iter_rows() for c in row if c.value is not None)


def check_links(audit: Audit, book: openpyxl.Workbook, language: Language = "en") -> int:
    """Every finding's link leads to the cell that holds its value; returns how many there are."""
    links = 0
    found = [
        row
        for name in book.sheetnames
        if name.startswith(words.FINDINGS(language))
        for row in table(book, name)
    ]
    assert len(found) == len(audit.findings)
    for row in found:
        formula = row[words.CELL(language)].value
        if not str(formula or "").startswith("="):
            assert row[words.ROW(language)].value is None
            continue
        sheet, address, name = target(formula)
        letter, number = row[words.COLUMN(language)].value or "", row[words.ROW(language)].value
        assert name == f"{letter}{number or ''}"
        value = row[words.VALUE(language)].value
        if value:
            assert str(book[sheet][address].value) == str(value)
        elif number and not letter:
            assert address.startswith("A")
        links += 1
    return links


def everything(path: Path) -> str:
    import zipfile

    with zipfile.ZipFile(path) as package:
        return "".join(package.read(name).decode("utf-8") for name in package.namelist())
