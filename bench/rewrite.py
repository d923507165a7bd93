"""The floor of a report: the same cells, fills and notes, written by xlsxwriter with nothing around it.

The report is read with openpyxl beforehand (``--prepare``). The measured process loads what was prepared, then writes;
it prints the CPU seconds of the writing alone, so that loading does not flatter the ratio.
"""

from __future__ import annotations

import pickle
import sys
import time
from pathlib import Path


def prepare(report: Path, target: Path) -> None:
    """Every cell of every sheet as (row, column, kind, payload, fill), and every note."""
    import openpyxl

    book = openpyxl.load_workbook(report, rich_text=True)
    sheets = []
    for sheet in book:
        cells = []
        for row in sheet.iter_rows():
            for cell in row:
                fill = cell.fill.fgColor.rgb if cell.has_style and cell.fill.fill_type else None
                note = cell.comment.text if cell.comment else None
                if cell.value is None and fill is None:
                    continue
                cells.append((cell.row - 1, cell.column - 1, _payload(cell.value), fill, note))
        sheets.append((sheet.title, cells))
    target.write_bytes(pickle.dumps(sheets))


def _payload(value: object) -> object:
    from openpyxl.cell.rich_text import CellRichText

    if isinstance(value, CellRichText):
        return ["" if part is None else str(part) for part in value]
    return value


def write(prepared: Path, target: Path) -> float:
    """Write what was prepared; returns the CPU seconds of writing, the import of xlsxwriter included."""
    sheets = pickle.loads(prepared.read_bytes())
    began = time.process_time()
    import xlsxwriter

    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False})
    formats: dict[str | None, object] = {None: None}
    red = book.add_format({"bold": True, "font_color": "red"})
    for title, cells in sheets:
        sheet = book.add_worksheet(title)
        for row, column, value, fill, note in cells:
            if fill not in formats:
                formats[fill] = book.add_format({"bg_color": f"#{str(fill)[-6:]}"})
            style = formats[fill]
            if isinstance(value, list) and len(value) > 1:
                parts = [
                    p for i, text in enumerate(value) if text for p in ((red, text) if i % 2 else (text,))
                ]
                sheet.write_rich_string(row, column, *parts, style)
            elif isinstance(value, str) and value.startswith("=HYPERLINK"):
                sheet.write_formula(row, column, value, style)
            elif isinstance(value, bool) or value is None:
                sheet.write_blank(row, column, None, style)
            elif isinstance(value, int | float):
                sheet.write_number(row, column, value, style)
            else:
                sheet.write_string(row, column, value[0] if isinstance(value, list) else str(value), style)
            if note:
                sheet.write_comment(row, column, note)
    book.close()
    return time.process_time() - began


def main() -> None:
    """``[--prepare] SOURCE TARGET``: a report into prepared cells, or prepared cells into a bare workbook."""
    source, target = Path(sys.argv[-2]), Path(sys.argv[-1])
    if "--prepare" in sys.argv:
        prepare(source, target)
        return
    print(f"{write(source, target):.3f}")


if __name__ == "__main__":
    main()
