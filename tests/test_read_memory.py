"""Hostile sizes: what a file claims or repeats costs no memory."""

from __future__ import annotations

import resource
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from workbook_parts import MAIN, parts, row, sheet_xml, strings_xml, workbook, zipped

from auditor.feed.read import open_source, read_source
from auditor.model import FeedError

ROOT = Path(__file__).resolve().parents[1]
ONE = row(1, '<c r="A1"><v>1</v></c>')


def refusal(path):
    with pytest.raises(FeedError) as caught:
        read_source(path)
    problem = caught.value.problem
    assert problem.en.endswith(".")
    assert problem.zh.endswith("。")
    return problem.en


def written(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def child(code, path):
    """(what the code printed, peak MiB) of Python code run on ``path`` in a process of its own."""
    program = "import resource, sys\nfrom auditor.feed.read import read_source\n"
    program += "from auditor.model import FeedError\n"
    program += "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\npath = sys.argv[1]\ntry:\n"
    program += textwrap.indent(textwrap.dedent(code), "    ")
    program += "\nexcept FeedError as e:\n    print('refused:', e)\n"
    program += "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (60, 60)),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    *said, peak = done.stdout.split("\n")[:-1]
    return "\n".join(said), int(peak)


SHAPE = "s = read_source(path).sheets[0]; print(len(s.rows), len(s.columns))"


def test_far_cells_and_lying_counts_cost_nothing(tmp_path):
    rows = row(1, '<c r="A1" t="s"><v>0</v></c>') + row(1_048_576, '<c r="XFD1048576"><v>1</v></c>')
    xml = sheet_xml(rows).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>', 1)
    made = parts({"S": xml}, strings=strings_xml("<t>x</t>", count=4_000_000_000))
    said, peak = child(SHAPE, written(tmp_path, "a.xlsx", zipped(dict(made))))
    assert said == "2 16384"
    assert peak < 60


def test_one_far_column_in_a_tall_sheet_costs_little(tmp_path):
    rows = "".join(f'<row r="{r}"><c r="A{r}"><v>{r}</v></c></row>' for r in range(1, 50_001))
    rows = rows.replace('<c r="A7">', '<c r="A7"><v>7</v></c><c r="XFD7">', 1)
    said, peak = child(SHAPE, workbook(tmp_path / "a.xlsx", rows))
    assert said == "50000 16384"
    assert peak < 200


def test_an_endless_attribute_is_refused(tmp_path):
    xml = sheet_xml("").replace("<sheetData>", '<sheetData x="' + "a" * (40 << 20) + '">')
    made = dict(parts({"S": xml}))
    said, peak = child(SHAPE, written(tmp_path, "a.xlsx", zipped(made)))
    assert "endless" in said
    assert peak < 120


def test_millions_of_styles_stay_small(tmp_path):
    xfs = "".join(f'<xf numFmtId="{k % 50}" fontId="{k}"/>' for k in range(300_000))
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs count="300000">{xfs}</cellXfs></styleSheet>'
    said, peak = child(
        SHAPE, workbook(tmp_path / "a.xlsx", row(1, '<c r="A1" s="299999"><v>1</v></c>'), styles=styles)
    )
    assert said == "1 1"
    assert peak < 120


def test_a_dense_giant_is_refused(tmp_path):
    """80 columns with 17 cells each, spread over a million rows that exist."""
    letters = [f"{a}{b}" for a in "ABCD" for b in "ABCDEFGHIJKLMNOPQRST"]
    rows = "".join(row(r, *(f'<c r="{x}{r}"><v>1</v></c>' for x in ["A", *letters])) for r in range(1, 18))
    rows += "".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(18, 800_000))
    said, peak = child(SHAPE, workbook(tmp_path / "a.xlsx", rows))
    assert "too many cells" in said
    assert peak < 700


def test_a_stray_row_of_ten_thousand_fields_stays_small(tmp_path):
    lines = ["a\tb\tc"] + [f"{k}\tx\ty" for k in range(50_000)]
    lines[30_000] += "\tz" * 10_000
    said, peak = child(SHAPE + "\nprint(s.ragged)", written(tmp_path, "a.txt", "\n".join(lines).encode()))
    assert said == "50001 10003\n[30001]"
    assert peak < 300


def test_a_line_without_end_of_delimiters_is_refused(tmp_path):
    path = written(tmp_path, "a.csv", b"a,b,c\n1,2,3\n" + b"," * 50_000 + b"x\n")
    assert "Row 3 has 50,001 cells" in refusal(path)


def test_repeats_of_an_ods_are_bounded(tmp_path):
    prefix = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{prefix}:{name}:1.0"' for name in ("office", "table", "text"))

    def ods(inner):
        body = f'<office:spreadsheet><table:table table:name="S">{inner}</table:table></office:spreadsheet>'
        body = f"<office:document-content {names}><office:body>{body}</office:body></office:document-content>"
        made = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": body}
        return written(tmp_path, "a.ods", zipped(made))

    filled = "<table:table-cell {}><text:p>x</text:p></table:table-cell>"
    wide = '<table:table-cell table:number-columns-repeated="16384"/>'
    blank = f'<table:table-row table:number-rows-repeated="{{}}">{wide}</table:table-row>'
    path = ods(
        blank.format(1_000_000) + f"<table:table-row>{filled.format('')}</table:table-row>" + blank.format(40)
    )
    sheet = read_source(path).sheets[0]
    assert (sheet.rows.tolist(), len(sheet.columns)) == ([1_000_001], 1)
    many = filled.format('table:number-columns-repeated="16000"')
    path = ods(f'<table:table-row table:number-rows-repeated="1048576">{many}</table:table-row>')
    assert "too many cells" in refusal(path)
    path = ods(
        f'<table:table-row table:number-rows-repeated="999999999">{filled.format("")}</table:table-row>'
    )
    assert refusal(path)


def test_opening_a_refused_file_is_a_feed_error_too(tmp_path):
    with pytest.raises(FeedError, match="empty"), open_source(written(tmp_path, "a.csv", b"")):
        pass
