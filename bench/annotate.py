"""A marked copy of 50,000 × 40 with 2 % marked cells, beside openpyxl's load, style, note and save of the same.

``python -m bench.annotate`` measures and prints: CPU seconds (user + system, without imports) and peak resident set,
each in a process of its own. ``--peer`` measures openpyxl as well (a minute).
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
NOTE = "✖ Error · OP201\n'Yes' is a yes/no value.\n→ Offer the real choices instead."


def main() -> None:
    """Measure all, or do one of the measured things."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--do", choices=("ours", "all-notes", "strip", "openpyxl", "nothing"))
    parser.add_argument("--peer", action="store_true")
    options = parser.parse_args()
    DATA.mkdir(exist_ok=True)
    book = DATA / f"feed_{ROWS}.xlsx"
    if not book.exists():
        generate.write_workbook(book, ROWS)
    target = DATA / "marked.xlsx"
    if options.do:
        _do(options.do, book, target)
        return
    for name in ("nothing", "ours", "all-notes", "strip", *(["openpyxl"] if options.peer else [])):
        print(f"{name:10}", _measured(name), flush=True)


def _measured(name: str) -> str:
    command = [sys.executable, "-m", "bench.annotate", "--do", name]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


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
    began, before = time.perf_counter(), time.process_time()
    if name == "openpyxl":
        _openpyxl(book, target, places)
    elif name == "strip":
        from auditor.report.annotate.strip import strip_file

        strip_file(target, DATA / "stripped.xlsx")
    elif name != "nothing":
        _ours(book, target, places, len(places) if name == "all-notes" else 5_000)
    wall = time.perf_counter() - began
    usage = resource.getrusage(resource.RUSAGE_SELF)
    peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    size = target.stat().st_size / 1e6 if target.exists() else 0
    print(f"{time.process_time() - before:.2f} CPU s, {wall:.2f} s, {peak:.0f} MiB, {size:.1f} MB written")


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
