"""Templates: loading what a workbook states, evaluating its conditional formats, beside openpyxl's load of the file.

``python -m bench.templates`` measures and prints; ``--write`` puts the table into docs/performance.md as well. Two
workbooks are made here: one as category templates of 2019–2025 are built (a type-by-field map asked five times per
cell), one as offer templates of 2025 and later (conditions behind defined names). Real ones in ``../shared`` are
measured where they are; the page has only their number and extremes. Seconds are CPU seconds without the imports.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "bench" / "data"
PAGE = ROOT / "docs" / "performance.md"
REAL = ROOT.parent / "shared" / "real_feeds"
BEGIN, END = "<!-- templates -->", "<!-- /templates -->"
OPENPYXL_LIMIT = 60
"""CPU seconds after which openpyxl's load is given up: whole-column merges cost it minutes."""


def main() -> None:
    """Measure and print, or measure one file for the process that asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ours", type=Path)
    parser.add_argument("--openpyxl", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    if options.ours:
        print(json.dumps(_ours(options.ours)))
    elif options.openpyxl:
        print(json.dumps(_openpyxl(options.openpyxl)))
    else:
        text = section(options.runs)
        print(text)
        if options.write:
            write(text)


def write(text: str) -> None:
    """Put the section into the page, in the place of an earlier one."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2] if rest else ""
    PAGE.write_text(f"{before.rstrip()}\n\n{BEGIN}\n{text}\n{END}\n{after.lstrip()}", encoding="utf-8")


def section(runs: int) -> str:
    """The table, as Markdown."""
    DATA.mkdir(exist_ok=True)
    made = [
        (DATA / "template_map_600x214.xlsx", _map_template),
        (DATA / "template_names_8000x32.xlsx", _name_template),
    ]
    for path, build in made:
        if not path.exists():
            build(path)
    lines = [
        "## Templates",
        "",
        f"Command: `python -m bench.templates --write` (medians of {runs}, real templates once; CPU seconds without "
        "imports). Read: open, recognise, read the products. Law: everything the workbook states about its cells. "
        "States: its conditional formats, for every cell.",
        "",
        "| workbook | rules | read | law | states | openpyxl's load |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for path, _ in made:
        lines.append(_line(path.stem.replace("_", " "), _figures(path, runs)))
    real = [_figures(path, 1) for path in sorted(REAL.glob("*/*.xls[xm]"))] if REAL.exists() else []
    real = [one for one in real if one["rules"]]
    if real:
        for name, choose in (("median", statistics.median), ("slowest", max)):
            each = {
                key: choose([one[key] for one in real])
                for key in ("rules", "read", "law", "states", "openpyxl")
            }
            lines.append(_line(f"{len(real)} templates of marketplaces, {name} of each figure", each))
    return "\n".join(lines)


def _line(name: str, one: dict[str, float]) -> str:
    theirs = f"over {OPENPYXL_LIMIT}" if one["openpyxl"] >= OPENPYXL_LIMIT else f"{one['openpyxl']:.2f}"
    ours = " | ".join(f"{one[key]:.2f}" for key in ("read", "law", "states"))
    return f"| {name} | {one['rules']:.0f} | {ours} | {theirs} |"


def _figures(path: Path, runs: int) -> dict[str, float]:
    each = [_asked("--ours", path) for _ in range(runs)]
    one = {key: statistics.median(run[key] for run in each) for key in each[0]}
    one["openpyxl"] = _asked("--openpyxl", path)["openpyxl"]
    print(path.name, {key: round(value, 3) for key, value in one.items()}, file=sys.stderr)
    return one


def _asked(option: str, path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.templates", option, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode and option == "--openpyxl":
        return {"openpyxl": float(OPENPYXL_LIMIT)}
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _ours(path: Path) -> dict[str, float]:
    from auditor.feed.read import open_source
    from auditor.feed.recognise import recognise
    from auditor.feed.template.load import load_template
    from auditor.feed.template.parts import read_parts

    began = time.process_time()
    with open_source(path) as opened:
        feed = recognise(opened, None, lenient=True)
        read = time.process_time()
        template = load_template(opened, feed)
        law = time.process_time()
        rules = len(read_parts(opened, feed.sheet).rules)
    then = time.process_time()
    states = template.states if template else None
    if states is not None:
        for column in feed.columns:
            states.column(column.position)
    return {
        "rules": rules,
        "read": read - began,
        "law": law - read,
        "states": time.process_time() - then,
    }


def _openpyxl(path: Path) -> dict[str, float]:
    import openpyxl

    resource.setrlimit(resource.RLIMIT_CPU, (OPENPYXL_LIMIT, OPENPYXL_LIMIT))
    began = time.process_time()
    openpyxl.load_workbook(path)
    return {"openpyxl": time.process_time() - began}


def _map_template(path: Path, rows: int = 600, columns: int = 214) -> None:
    """A category template: fields × types in three blocks of a map, five rules a column."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet, table = book.add_worksheet("Template"), book.add_worksheet("AttributePTDMAP")
    fields = ["feed_product_type", "item_sku", "item_name", *(f"field_{k}" for k in range(3, columns))]
    types = ["cup", "plate", "bowl", "mug", "tray"]
    sheet.write_string(0, 0, "TemplateType=fptcustom")
    sheet.write_string(0, 1, "Version=2025.0101")
    table.write_row(0, 1, types)
    blocks = {"required": range(3, 40), "optional": range(40, 180), "preferred": range(180, 200)}
    line = 1
    for word, numbers in blocks.items():
        first = line + 1
        for k in numbers:
            table.write_string(line, 0, fields[k])
            table.write_row(line, 1, [int((k + t) % 7 != 0) for t in range(len(types))])
            line += 1
        book.define_name(f"{word}AttributePTDMap", f"=AttributePTDMAP!$A${first}:$F${line}")
    book.define_name("attributeMapFeedProductType", "=AttributePTDMAP!$A$1:$F$1")
    for k, field in enumerate(fields):
        sheet.write_string(1, k, field.replace("_", " ").title())
        sheet.write_string(2, k, field)
        _map_rules(book, sheet, k)
    for row in range(rows):
        for k in range(columns):
            if k == 0:
                sheet.write_string(3 + row, 0, types[row % len(types)])
            elif k == 1 or (row + k) % 3 == 0:
                sheet.write_string(3 + row, k, f"{fields[k]} {row * (k % 2)}")
    book.close()


def _map_rules(book: object, sheet: object, column: int) -> None:
    from xlsxwriter.utility import xl_col_to_name

    letter = xl_col_to_name(column)
    where = f"{letter}4:{letter}1048576"
    asked = {
        word: f"VLOOKUP(${letter}$3,{word}AttributePTDMap,MATCH($A4,attributeMapFeedProductType,0),FALSE)"
        for word in ("required", "optional", "preferred")
    }
    none = ",".join(f"IF(IFERROR({one},0)>0,0,1)" for one in asked.values())
    known = "IF(IFERROR(MATCH($A4,attributeMapFeedProductType,0),0)>0,1,0)"
    rules = [
        (f"=IF(LEN({letter}4)>0,1,0)", {"border": 1, "border_color": "#008000"}),
        *(
            (f"=IF({one}>0,1,0)", {"border": 1, "border_color": colour})
            for one, colour in zip(asked.values(), ("#FF0000", "#B8B8B8", "#FFA500"), strict=True)
        ),
        (f"=AND({none},{known})", {"bg_color": "#808080"}),
    ]
    for formula, paint in rules:
        options = {
            "type": "formula",
            "criteria": formula,
            "format": book.add_format(paint),
            "stop_if_true": True,
        }  # type: ignore[attr-defined]
        sheet.conditional_format(where, options)  # type: ignore[attr-defined]


def _name_template(path: Path, rows: int = 8_000, columns: int = 32) -> None:
    """An offer template: conditions behind defined names, as long as real ones."""
    import xlsxwriter
    from xlsxwriter.utility import xl_col_to_name

    book = xlsxwriter.Workbook(path)
    sheet, lists = book.add_worksheet("Template"), book.add_worksheet("Conditions List")
    lists.write_column(1, 0, ["DEFAULT", "AMAZON_NA"])
    book.define_name("CONDITION_LIST_0", "='Conditions List'!$A$2:$A$3")
    book.define_name("PTList0", '=Template!$B1="CUP"')
    fields = [
        "contribution_sku#1.value",
        "product_type#1.value",
        "fulfillment_availability#1.fulfillment_channel_code",
    ]
    fields += [f"field_{k}#1.value" for k in range(3, columns)]
    sheet.write_string(
        0, 0, "settings=feedType=256&attributeRow=5&labelRow=4&dataRow=7&contentLanguageTag=en_US"
    )
    for k, field in enumerate(fields):
        letter = xl_col_to_name(k)
        sheet.write_string(3, k, field.partition("#")[0].replace("_", " ").title())
        sheet.write_string(4, k, field)
        grey = "IF(COUNTIF(CONDITION_LIST_0, Template!$C1)>0,FALSE,TRUE)"
        some = f'OR(AND(AND({grey})),AND(OR(NOT(Template!${letter}1="{k}"))))'
        form = f'AND(AND(AND((AND({some},Template!$B1<>"")),1=1)),1=1)'
        book.define_name(f"form_rgPTList0field_{k}", f"={form}")
        book.define_name(f"reqPTList0field_{k}", f'=AND(NOT(LEN(Template!${letter}1)>0),Template!$B1<>"")')
        where = f"{letter}7:{letter}1048576"
        for formula, paint in (
            (f"=IF(PTList0,form_rgPTList0field_{k},0)", {"bg_color": "#808080"}),
            (f"=IF(LEN({letter}7)>0,1,0)", {"border": 1, "border_color": "#008000"}),
            (f"=IF(PTList0,reqPTList0field_{k},0)", {"border": 1, "border_color": "#FF0000"}),
        ):
            made = book.add_format(paint)
            sheet.conditional_format(
                where, {"type": "formula", "criteria": formula, "format": made, "stop_if_true": True}
            )
    for row in range(rows):
        channel = ("DEFAULT", "AMAZON_NA", "OTHER")[row % 3]
        sheet.write_row(6 + row, 0, [f"SKU-{row}", "CUP" if row % 5 else "HAT", channel])
        for k in range(3, columns):
            if (row + k) % 2:
                sheet.write_number(6 + row, k, row * k % 9973 + 0.5)
    book.close()


if __name__ == "__main__":
    main()
