"""Workbooks repaired in place: only the cells concerned change, or rows go and what belongs to the others follows."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

from auditor.feed.load import load_feed
from auditor.feed.template.areas import area
from auditor.fix.compare import same_rows
from auditor.fix.ranges import Moved, shifted
from auditor.fix.workbook import WorkbookEditor, _moved_area, _moved_notes
from auditor.ooxml.markup import spliced
from tests.fix_case import changes, mend, written

HEAD = ["sku", "item_name", "brand", "product_id", "price", "note"]
ROWS = [
    ["A-1", "Mug ", "Acme", 885909950805, 19.99, "=1+1"],
    ["A-2", "Tasse\u00a0Opa", "Acme", None, 20, ""],
    ["A-3", "<b>Cup</b>", "Acme", None, 7.5, "x"],
    ["A-4", "Plate", "Acme", None, 7.5, "x"],
]


def workbook(rows: list[list[object]] = ROWS) -> bytes:
    """Drop-downs, conditional formats, notes, links, merged cells, a hidden sheet, styles and a defined name."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False})
    sheet, hidden = book.add_worksheet("Products"), book.add_worksheet("Lists")
    hidden.hide()
    hidden.write_column(0, 0, ["Acme", "Other"])
    bold = book.add_format({"bold": True, "bg_color": "#FFFF00"})
    whole = book.add_format({"num_format": "0"})
    sheet.write_row(0, 0, HEAD, bold)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str) and value.startswith("="):
                sheet.write_formula(number, column, value, None, 2)
            elif isinstance(value, str):
                sheet.write_string(number, column, value, bold if column == 1 else None)
            elif value is not None:
                sheet.write_number(number, column, value, whole if column == 3 else None)
    sheet.data_validation("C2:C1000", {"validate": "list", "source": "=Lists!$A$1:$A$2"})
    sheet.conditional_format("A2:F1000", {"type": "no_blanks", "format": bold})
    sheet.write_comment("B2", "first"), sheet.write_comment("B4", "third")
    sheet.write_url("F4", "https://example.org/", None, "x")
    sheet.merge_range("H4:I5", "merged")
    book.define_name("Brands", "=Lists!$A$1:$A$2")
    book.close()
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def cells(data: bytes) -> list[list[object]]:
    return [
        list(row) for row in openpyxl.load_workbook(io.BytesIO(data))["Products"].iter_rows(values_only=True)
    ]


def test_only_the_cells_concerned_change(tmp_path: Path) -> None:
    data = workbook()
    repair = mend(written(tmp_path, "feed.xlsx", data))
    assert changes(repair) == [
        (2, 1, "FF712", "Mug"),
        (3, 1, "FF712", "Tasse Opa"),
        (4, 1, "LI609", "Cup"),
    ]
    old, new = parts(data), parts(repair.data)
    assert [name for name in old if old[name] != new[name]] == ["xl/worksheets/sheet1.xml"]
    assert list(old) == list(new)
    expected = cells(data)
    expected[1][1], expected[2][1], expected[3][1] = "Mug", "Tasse Opa", "Cup"
    assert cells(repair.data) == expected
    book = openpyxl.load_workbook(io.BytesIO(repair.data))
    assert book["Products"]["B2"].font.bold
    assert book["Products"]["B2"].comment.text == "first"


def test_numbers_and_texts(tmp_path: Path) -> None:
    path = written(tmp_path, "feed.xlsx", workbook())
    feed = load_feed(path)
    editor = WorkbookEditor(feed, path.read_bytes())
    data = editor.changed({(2, 3): "0885909950805", (2, 4): "19.98", (3, 1): "", (5, 0): "007"})
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Products"]
    assert (sheet["D2"].value, sheet["D2"].number_format) == ("0885909950805", "@")
    assert sheet["E2"].value == 19.98
    assert sheet["B3"].value is None
    assert (sheet["A5"].value, sheet["A5"].number_format) == ("007", "@")
    assert sheet["F2"].value == "=1+1"


def test_identifier_shown_in_scientific_notation(tmp_path: Path) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Products")
    sheet.write_row(0, 0, ["sku", "item_name", "brand", "upc"])
    sheet.write_row(1, 0, ["A-1", "Mug", "Acme"])
    sheet.write_number(1, 3, 885909950805, book.add_format({"num_format": "0.00E+00", "bold": True}))
    book.close()
    repair = mend(written(tmp_path, "feed.xlsx", out.getvalue()))
    assert changes(repair) == [(2, 3, "ID104", "885909950805")]
    cell = openpyxl.load_workbook(io.BytesIO(repair.data))["Products"]["D2"]
    assert (cell.value, cell.number_format, cell.font.bold) == ("885909950805", "@", True)


def test_threaded_notes_follow_their_rows() -> None:
    head = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    )
    notes = [
        b'<threadedComment ref="%b" id="{1}"><text>x</text></threadedComment>' % ref for ref in (b"B2", b"B5")
    ]
    data = head + b"".join(notes) + b"</ThreadedComments>"
    moved = spliced(data, _moved_notes(data, {1: 1, 5: 2}.get))
    assert moved == head + notes[1].replace(b"B5", b"B2") + b"</ThreadedComments>"


def test_formulas_are_left_alone(tmp_path: Path) -> None:
    rows = [["A-1", '=CONCATENATE("Mug"," ")', "Acme", None, 5, ""], ["A-2", "Cup", "Acme", None, 5, ""]]
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Products")
    for number, row in enumerate([HEAD, *rows]):
        for column, value in enumerate(row):
            if isinstance(value, str) and value.startswith("="):
                sheet.write_formula(number, column, value, None, "Mug ")
            elif value is not None:
                sheet.write(number, column, value)
    book.close()
    repair = mend(written(tmp_path, "feed.xlsx", out.getvalue()))
    assert repair.empty
    assert [left.reason.en for left in repair.mended.left] == ["the cell holds a formula"]


def test_rows_go_and_the_rest_follows(tmp_path: Path) -> None:
    data = workbook()
    path = written(tmp_path, "feed.xlsx", data)
    kept = WorkbookEditor(load_feed(path), data).kept([4, 5])
    rows = cells(kept)
    assert [row[0] for row in rows] == ["sku", "A-3", "A-4"]
    book = openpyxl.load_workbook(io.BytesIO(kept))
    sheet = book["Products"]
    assert [(c.coordinate, c.comment.text) for row in sheet.iter_rows() for c in row if c.comment] == [
        ("B2", "third")
    ]
    assert sheet["F2"].hyperlink.target == "https://example.org/"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["H2:I3"]
    assert [str(area) for one in sheet.data_validations.dataValidation for area in one.sqref.ranges] == [
        "C2:C1000"
    ]
    assert book["Lists"].sheet_state == "hidden"
    old, new = parts(data), parts(kept)
    changed = {name for name in old if old[name] != new.get(name)}
    assert changed <= {
        "xl/worksheets/sheet1.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/calcChain.xml",
        "xl/sharedStrings.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
    }
    assert b"Opa" not in new["xl/sharedStrings.xml"]
    assert same_rows(load_feed(path), [4, 5], load_feed(written(tmp_path, "kept.xlsx", kept)))


def test_chain_of_formulas_goes_with_moved_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Products"
    for row in [HEAD, *ROWS]:
        sheet.append(row)
    sheet["B5"].comment = Comment("fourth", "me")
    book.save(tmp_path / "feed.xlsx")
    held = parts((tmp_path / "feed.xlsx").read_bytes())
    relation = (
        b'<Relationship Id="rId99" Target="calcChain.xml" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"/></Relationships>'
    )
    kind = (
        b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'spreadsheetml.calcChain+xml"/></Types>'
    )
    links = held["xl/_rels/workbook.xml.rels"]
    held["xl/_rels/workbook.xml.rels"] = links.replace(b"</Relationships>", relation)
    held["[Content_Types].xml"] = held["[Content_Types].xml"].replace(b"</Types>", kind)
    held["xl/calcChain.xml"] = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="F2" i="1"/></calcChain>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in held.items():
            package.writestr(name, content)
    path = written(tmp_path, "chained.xlsx", out.getvalue())
    kept = WorkbookEditor(load_feed(path), path.read_bytes()).kept([3, 5])
    new = parts(kept)
    assert "xl/calcChain.xml" not in new
    assert b"calcChain" not in new["[Content_Types].xml"] + new["xl/_rels/workbook.xml.rels"]
    sheet = openpyxl.load_workbook(io.BytesIO(kept))["Products"]
    assert [row[0].value for row in sheet.iter_rows()] == ["sku", "A-2", "A-4"]
    assert sheet["B3"].comment.text == "fourth"


@pytest.mark.parametrize(
    ("stated", "moved"),
    [
        ("C4:C1000", "C4:C1000"),
        ("C4", "C6"),
        ("C5:C9", "C4:C5"),
        ("C9", "C5"),
        ("C7:C900", "C5:C900"),
        ("A1:B3", "A1:B3"),
        ("A1:B7", "A1:B4"),
        ("D11:D20", "D11:D20"),
        ("E10:E40", "E6:E40"),
        ("F:F", "F:F"),
    ],
)
def test_ranges_follow_their_rows(stated: str, moved: str) -> None:
    """Rows 4 to 10 held data, of which 5 and 9 stay as rows 4 and 5."""
    found = area(stated)
    assert found is not None
    assert str(Moved(4, 10, [5, 9]).area(found)) == moved


@pytest.mark.parametrize(
    ("formula", "shifted_by_two"),
    [
        ("INDIRECT($B7)", "INDIRECT($B9)"),
        ("AND(B$7=1,$B$7=2,C7&gt;LOG10(A1))", "AND(B$7=1,$B$7=2,C9&gt;LOG10(A3))"),
        ("IF(A7=\"A7\",Lists!B2,'T A7'!C3)", "IF(A9=\"A7\",Lists!B4,'T A7'!C5)"),
        ("attribute_1.A7&amp;AB12!C1", "attribute_1.A7&amp;AB12!C3"),
        ("&quot;B7&quot;=B7", "&quot;B7&quot;=B9"),
    ],
)
def test_relative_rows_shift(formula: str, shifted_by_two: str) -> None:
    assert shifted(formula.encode(), 2).decode() == shifted_by_two


@pytest.mark.filterwarnings("ignore:.* extension is not supported")
def test_rules_of_single_rows_follow_them(tmp_path: Path) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Products")
    for number, row in enumerate([HEAD[:3], *([f"A-{n}", f"Mug {n}", "Acme"] for n in range(2, 7))]):
        sheet.write_row(number, 0, row)
    sheet.data_validation("C4", {"validate": "list", "source": "=INDIRECT($A4)"})
    sheet.data_validation("C5:C6", {"validate": "list", "source": "=INDIRECT($A5)"})
    sheet.conditional_format(
        "B5:B6", {"type": "formula", "criteria": '=$A5="A-5"', "format": book.add_format()}
    )
    sheet.conditional_format(
        "B2:B900", {"type": "formula", "criteria": '=$A2="x"', "format": book.add_format()}
    )
    sheet.conditional_format("D5", {"type": "data_bar", "data_bar_2010": True})
    book.close()
    path = written(tmp_path, "feed.xlsx", out.getvalue())
    kept = WorkbookEditor(load_feed(path), path.read_bytes()).kept([2, 5])
    sheet = openpyxl.load_workbook(io.BytesIO(kept))["Products"]
    found = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert found == {"C4": "INDIRECT($A4)", "C3": "INDIRECT($A3)"}
    rules = {str(one.sqref): [rule.formula for rule in one.rules] for one in sheet.conditional_formatting}
    assert rules["B3"] == [['$A3="A-5"']]
    assert rules["B2:B900"] == [['$A2="x"']]
    assert b"<xm:sqref>D3</xm:sqref>" in parts(kept)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(
    ("text", "moved"),
    [("A5", "A3"), ("$A$5:C6", "$A$3:C4"), ("A2", ""), ("A1:B5", "A1:B3"), ("A:A", "A:A")],
)
def test_areas(text: str, moved: str) -> None:
    assert _moved_area(text, lambda row: {1: 1, 5: 3, 6: 4}.get(row)) == moved
