"""A marked copy of 50,000 × 40 with 2 % marked cells, beside openpyxl's load, style, note and save of the same.

``python -m bench.annotate`` measures and prints: CPU seconds (user + system, without imports) and peak resident set,
each in a process of its own. ``--write`` puts the table into docs/performance.md as well.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

from bench import generate

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "bench" / "data"
ROWS, COLUMNS, SHARE = 50_000, 40, 0.02
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- marked copies -->", "<!-- /marked copies -->"
PLAN = {
    "nothing": "imports alone",
    "ours": "marked copy: fills, 5,000 notes, 20,000 lines on the Audit sheet",
    "all-notes": "the same with a note on every marked cell",
    "strip": "`auditor strip` of that",
    "openpyxl": "openpyxl: load, fills, 5,000 notes, save",
}
NOTE = "✖ Error · OP201\n'Yes' is a yes/no value.\n→ Offer the real choices instead."


def main() -> None:
    """Measure all, or do one of the measured things."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--do", choices=tuple(PLAN))
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.do:
        _do(options.do, _book(), DATA / "marked.xlsx")
        return
    text = section()
    print(text)
    if options.write:
        write(text)


def write(text: str) -> None:
    """Put the section into the page, in the place of an earlier one."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2] if rest else ""
    PAGE.write_text(f"{before.rstrip()}\n\n{BEGIN}\n{text}\n{END}\n{after.lstrip()}", encoding="utf-8")


def section() -> str:
    """The table, as Markdown."""
    book = _book()
    lines = [
        "## Marked copies",
        "",
        f"Command: `python -m bench.annotate --write` (one run each; CPU seconds without imports). {book.name}: "
        f"{ROWS:,} rows, {COLUMNS} columns, {int(ROWS * COLUMNS * SHARE):,} cells marked, "
        f"{book.stat().st_size / 1e6:.1f} MB.",
        "",
        "| what | CPU s | peak MiB | MB written |",
        "|---|---:|---:|---:|",
    ]
    for name, label in PLAN.items():
        command = [sys.executable, "-m", "bench.annotate", "--do", name]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
        lines.append(f"| {label} | {' | '.join(done)} |")
    return "\n".join(lines)


def _book() -> Path:
    DATA.mkdir(exist_ok=True)
    book = DATA / f"feed_{ROWS}.xlsx"
    if not book.exists():
        generate.write_workbook(book, ROWS)
    return book


def _places() -> list[tuple[int, int]]:
    chance = random.Random(1)
    count = int(ROWS * COLUMNS * SHARE)
    places: set[tuple[int, int]] = set()
    while len(places) < count:
        places.add((chance.randrange(2, ROWS + 2), chance.randrange(COLUMNS)))
    return sorted(places)


def _do(name: str, book: Path, target: Path) -> None:
    import openpyxl  # noqa: F401

    import auditor.report.annotate.strip  # noqa: F401

    places = _places()
    before = time.process_time()
    if name == "openpyxl":
        _openpyxl(book, target, places)
    elif name == "strip":
        from auditor.report.annotate.strip import strip_file

        strip_file(target, DATA / "stripped.xlsx")
    elif name != "nothing":
        _ours(book, target, places, len(places) if name == "all-notes" else 5_000)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    written = DATA / "stripped.xlsx" if name == "strip" else target
    size = written.stat().st_size / 1e6 if name != "nothing" else 0
    print(f"{time.process_time() - before:.2f} {peak:.0f} {size:.1f}")


def _ours(book: Path, target: Path, places: list[tuple[int, int]], notes: int) -> None:
    from auditor.model import Severity
    from auditor.report.annotate.marks import Line, Marks
    from auditor.report.annotate.package import annotate
    from auditor.report.sink import Sink

    data = book.read_bytes()
    kinds = tuple(Severity)
    marks = Marks(
        sheet=_first_sheet(data),
        severities={place: kinds[sum(place) % 3] for place in places},
        notes=dict.fromkeys(places[:notes], NOTE),
        lines=tuple(
            Line(Severity.ERROR, place, "A1", "header", "value", "message", "advice", "", "OP201")
            for place in places[:20_000]
        ),
    )
    with Sink(target) as file:
        annotate(data, marks, file, "en")


def _first_sheet(data: bytes) -> str:
    from auditor.ooxml import Book

    book = Book(data)
    name = next(sheet.name for sheet in book.sheets if sheet.part)
    book.close()
    return name


def _openpyxl(book: Path, target: Path, places: list[tuple[int, int]]) -> None:
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    opened = openpyxl.load_workbook(book)
    sheet = opened.worksheets[0]
    fill = PatternFill("solid", fgColor="FFC7BA")
    for number, (row, column) in enumerate(places):
        cell = sheet.cell(row, column + 1)
        cell.fill = fill
        if number < 5_000:
            cell.comment = Comment(NOTE, "Feed audit")
    opened.save(target)


if __name__ == "__main__":
    main()
