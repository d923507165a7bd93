"""Precision and recall of the rules on labelled cells.

``python -m bench.accuracy.measure [FILE.yaml …] [--list] [--json] [--write]`` audits each labelled cell as a row of a
small feed with the real engine and compares the codes found in it with the codes expected. A cell is judged as a whole:
any error or warning of the policy's families that neither ``expect`` nor ``may`` names is a false alarm, whichever rule
it comes from.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from auditor.config import Settings
from auditor.engine import audit
from auditor.feed.table import column_letter
from auditor.model import Rule, Severity
from auditor.rules import all_rules
from bench.accuracy.labelled import Cell, read, read_all
from bench.accuracy.page import PAGE, write_page
from bench.accuracy.score import CELL_HEADS, HEADS, Tally
from tests.feeds import make_feed

FOLDER = Path(__file__).resolve().parent / "labelled"

SHEETS = {
    "en": ("en", "US"),
    "zh": ("zh", "US"),
    "mixed": ("en", "US"),
    "de": ("de", "DE"),
    "fr": ("fr", "FR"),
    "es": ("es", "ES"),
    "it": ("it", "IT"),
    "ja": ("ja", "JP"),
}
"""Language of a set → language and marketplace of its feeds; a Chinese seller's file goes to the United States."""

FAMILIES = ("CP", "OP", "TX", "ID", "IP", "RP", "LI")
"""Families the labels speak of: a single cell shows nothing of a file's form or of orders."""

WHOLE_ROW = frozenset({"CP020", "CP024", "ID120"})
"""Findings about what a row lacks: a row made of one cell lacks nearly everything."""

ALWAYS = frozenset({"CP003", "CP040", "OP240", "TX312", "ID111", "ID125"})
"""Codes a single cell out of its file may always carry: purpose unclear, ownership not verifiable."""


def found_codes(
    cells: Sequence[Cell], language: str, marketplace: str, rules: Sequence[Rule]
) -> list[dict[str, str]]:
    """Code → severity per cell, of findings in its judged columns; the cells are rows of one feed."""
    keys = sorted({key for cell in cells for key in cell.columns}, key=_column_order)
    columns = {key: [cell.columns.get(key, "") for cell in cells] for key in keys}
    columns = {
        "sku": [f"S{number}" for number in range(len(cells))],
        "is_customizable": ["Yes"] * len(cells),
        **columns,
    }
    feed = make_feed(columns, language=language, marketplace=marketplace)
    result = audit(feed, Settings(), rules=rules)
    if result.problems:
        raise RuntimeError(next(iter(result.problems.values())))
    key_of_letter = {column_letter(position): key for position, key in enumerate(columns)}
    found: list[dict[str, str]] = [{} for _ in cells]
    frame = result.findings.table("en").dropna(subset="row")
    for row, letter, code, word in zip(
        frame["row"], frame["column"], frame["code"], frame["severity"], strict=True
    ):
        cell, key = cells[int(row) - 2], key_of_letter.get(letter, "")
        if code[:2] in FAMILIES and code not in ALWAYS and _speaks_of(cell, key, code):
            kept = found[int(row) - 2].get(code)
            found[int(row) - 2][code] = max(word, kept or word, key=lambda name: Severity[name.upper()])
    return found


def _speaks_of(cell: Cell, key: str, code: str) -> bool:
    """Whether a finding in column ``key`` is about the labelled cell."""
    if code in WHOLE_ROW:
        return code in cell.expect
    return key in cell.judged or (code in cell.expect and key in ("title", "sku", "is_customizable"))


def _column_order(key: str) -> tuple[int, ...]:
    return tuple(int(part) for part in key.split("_") if part.isdigit())


def measure(cells: Sequence[Cell], rules: Sequence[Rule]) -> Tally:
    """Audit the cells, one feed per language and kind, and compare."""
    notes = frozenset(rule.code for rule in rules if rule.severity is Severity.INFO)
    tally = Tally(notes, {rule.code: rule.tier for rule in rules})
    known = frozenset(rule.code for rule in rules)
    grouped: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        grouped[cell.lang, cell.kind].append(cell)
    for (lang, _), members in grouped.items():
        found = found_codes(members, *SHEETS[lang], rules)
        for cell, codes in zip(members, found, strict=True):
            tally.add(cell, codes, known)
    return tally


def show(tally: Tally, unbuilt: Iterable[str], listed: bool) -> None:
    """The tables on the terminal, and with ``listed`` every miss, false alarm and note."""
    print(f"{tally.cells} cells; not built yet: {', '.join(unbuilt) or 'nothing'}")
    head = "".join(f"{name:>10}" for name in HEADS)
    for table, scores in tally.tables.items():
        print(f"\n{table:<18}{head}")
        for name in sorted(scores):
            print(f"{name:<18}" + "".join(f"{text:>10}" for text in scores[name].row()))
    print(f"\n{'all':<18}" + "".join(f"{text:>10}" for text in tally.all.row()))
    print(f"\n{'cells':<18}" + "".join(f"{name:>19}" for name in CELL_HEADS))
    for name in sorted(tally.broken):
        print(f"{name:<18}" + "".join(f"{text:>19}" for text in tally.broken[name].row()))
    if listed:
        for title, lines in (
            ("misses", tally.all.missed),
            ("false alarms", tally.all.wrong),
            ("notes", tally.all.notes),
        ):
            print(f"\n{title} ({len(lines)}):")
            print("\n".join(f"  {line}" for line in sorted(lines)) or "  none")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the files named; by default all of ``bench/accuracy/labelled``."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy.measure", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--list", action="store_true", help="name every miss, false alarm and note")
    parser.add_argument("--json", action="store_true", help="machine-readable")
    parser.add_argument("--write", action="store_true", help=f"write docs/{PAGE.name}")
    wanted = parser.parse_args(arguments)
    cells = [cell for path in wanted.files for cell in read(path)] if wanted.files else read_all(FOLDER)
    rules = all_rules()
    unbuilt = sorted({code for cell in cells for code in cell.expect} - {rule.code for rule in rules})
    tally = measure(cells, rules)
    if wanted.json:
        print(json.dumps(tally.as_json(), ensure_ascii=False, indent=2))
    else:
        show(tally, unbuilt, wanted.list)
    if wanted.write:
        write_page(cells, tally, unbuilt)
    return 0


if __name__ == "__main__":
    sys.exit(main())
