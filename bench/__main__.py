"""``python -m bench``: every figure in its own process, beside its floor; writes docs/performance.md.

CPU seconds are user + system of the process (and its children), memory is the peak resident set. Each figure is the
median of the runs. The 2 % of violating cells are found by every rule switched on.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from math import isnan
from pathlib import Path

from bench import annotate, generate, templates

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "bench" / "data"
PAGE = ROOT / "docs" / "performance.md"

READ_FLOOR = "import pandas as pd, sys; pd.read_csv(sys.argv[1], sep='\\t', engine='pyarrow', dtype='str')"
CALAMINE_FLOOR = (
    "import sys, python_calamine as c; "
    "[0 for _ in c.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).iter_rows()]"
)
OUR_READ = "import sys; from auditor.feed.load import load_feed; load_feed(sys.argv[1])"
WITH_LANGUAGES = (
    "import sys; from auditor.evidence import Evidence; from auditor.cli import main; "
    "Evidence.languages = property(lambda _: ({})); main()"
)
"""The command line with the word lists of given languages, whatever the feed says."""
TWO, SEVEN = "'en', 'zh'", "'en', 'zh', 'de', 'fr', 'es', 'it', 'ja'"
IMPORTS = "import pandas, pandera.pandas, auditor.engine"


@dataclass(frozen=True)
class Figure:
    """Medians of one measured process."""

    name: str
    cpu: float
    wall: float
    peak: float
    """MiB."""


def main() -> None:
    """Generate, measure, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--workbook-rows", type=int, default=50_000)
    options = parser.parse_args()
    DATA.mkdir(exist_ok=True)
    text, book = DATA / f"feed_{options.rows}.txt", DATA / f"feed_{options.workbook_rows}.xlsx"
    if not text.exists():
        generate.write_text(text, options.rows)
    if not book.exists():
        generate.write_workbook(book, options.workbook_rows)
    with tempfile.TemporaryDirectory() as folder:
        figures = _figures(text, book, Path(folder), options.runs)
    page = _page(figures, text, book, options.runs)
    PAGE.write_text(page, encoding="utf-8")
    print(page)
    templates.write(templates.section(options.runs))
    annotate.write(annotate.section())


def _figures(text: Path, book: Path, folder: Path, runs: int) -> dict[str, Figure]:
    python = sys.executable
    options = ["audit", "--quiet", "--fail-on", "never", "--out", str(folder)]
    audit = [python, "-m", "auditor", *options]
    report = folder / f"{book.stem}.audit.xlsx"
    plan: dict[str, list[str]] = {
        "start": [python, "-c", IMPORTS],
        "help": [python, "-m", "auditor", "--help"],
        "read floor": [python, "-c", READ_FLOOR, str(text)],
        "read": [python, "-c", OUR_READ, str(text)],
        "json": [*audit, "--format", "json", str(text)],
        "json 2": [python, "-c", WITH_LANGUAGES.format(TWO), *options, "--format", "json", str(text)],
        "json 7": [python, "-c", WITH_LANGUAGES.format(SEVEN), *options, "--format", "json", str(text)],
        "book floor": [python, "-c", CALAMINE_FLOOR, str(book)],
        "book read": [python, "-c", OUR_READ, str(book)],
        "book json": [*audit, "--format", "json", str(book)],
        "xlsx": [*audit, "--format", "xlsx", str(book)],
    }
    figures = {name: _measure(name, command, runs) for name, command in plan.items()}
    cells = folder / "cells.pickle"
    subprocess.run(
        [python, "-m", "bench.rewrite", "--prepare", str(report), str(cells)], cwd=ROOT, check=True
    )
    figures["xlsx floor"] = _bare(
        [python, "-m", "bench.rewrite", str(cells), str(folder / "bare.xlsx")], runs
    )
    return figures


def _bare(command: list[str], runs: int) -> Figure:
    """CPU seconds as the process itself counts them: its writing without the loading of the prepared cells."""
    cpus = [
        float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
        for _ in range(runs)
    ]
    return Figure("xlsx floor", statistics.median(cpus), float("nan"), float("nan"))


def _measure(name: str, command: list[str], runs: int) -> Figure:
    cpus, walls, peaks = [], [], []
    for _ in range(runs):
        cpu, wall, peak = _once(command)
        cpus.append(cpu)
        walls.append(wall)
        peaks.append(peak)
    figure = Figure(name, statistics.median(cpus), statistics.median(walls), statistics.median(peaks))
    print(f"{name:12} {figure.cpu:7.2f} CPU s {figure.wall:7.2f} s {figure.peak:8.0f} MiB", file=sys.stderr)
    return figure


def _once(command: list[str]) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak MiB of one run of ``command``."""
    import time

    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    wall = time.perf_counter() - began
    return usage.ru_utime + usage.ru_stime, wall, _mebibytes(usage)


def _mebibytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _page(figures: dict[str, Figure], text: Path, book: Path, runs: int) -> str:
    rows = [
        ("imports alone (pandas, pandera, auditor)", "start", ""),
        ("`auditor --help`", "help", ""),
        (f"pandas `read_csv(engine='pyarrow', dtype=str)` of {text.name}", "read floor", ""),
        (f"our read of {text.name}", "read", "read floor"),
        (f"audit of {text.name} to JSON", "json", "read floor"),
        ("the same with the word lists of two languages", "json 2", "read floor"),
        ("the same with the word lists of seven languages", "json 7", "read floor"),
        (f"python-calamine's read of {book.name}, by rows", "book floor", ""),
        (f"our read of {book.name}", "book read", "book floor"),
        (f"audit of {book.name} to JSON", "book json", "book floor"),
        (f"audit of {book.name} to xlsx", "xlsx", ""),
        ("bare xlsxwriter write of what that report contains", "xlsx floor", ""),
    ]
    lines = [
        "# Performance",
        "",
        f"Command: `make bench` ({runs} runs each, medians; every figure is a process of its own, imports included).",
        f"Machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{platform.system()}.",
        f"{text.name}: tab-delimited, 40 columns, {text.stat().st_size / 1e6:.0f} MB; {book.name}: 40 columns; "
        "2 % of the cells violate a rule; every rule on.",
        "",
        "| what | CPU s | wall s | peak MiB | × its floor (CPU) |",
        "|---|---:|---:|---:|---:|",
    ]
    for title, name, floor in rows:
        figure = figures[name]
        ratio = f"{figure.cpu / figures[floor].cpu:.1f}" if floor else ""
        wall, peak = ("–", "–") if isnan(figure.wall) else (f"{figure.wall:.2f}", f"{figure.peak:.0f}")
        lines.append(f"| {title} | {figure.cpu:.2f} | {wall} | {peak} | {ratio} |")
    writing = figures["xlsx"].cpu - figures["book json"].cpu
    lines += [
        "",
        f"Writing the xlsx report takes {writing:.2f} CPU s more than writing JSON; the bare write of the same cells, "
        f"fills and notes takes {figures['xlsx floor'].cpu:.2f} "
        f"({figures['xlsx'].cpu / (figures['xlsx floor'].cpu + figures['book json'].cpu):.2f} × of bare write plus "
        "audit).",
        "",
    ]
    notes = ROOT / "bench" / "where_the_time_goes.md"
    if notes.exists():
        lines.append(notes.read_text(encoding="utf-8"))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
