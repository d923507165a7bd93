"""Marked copies: nothing lost, nothing but the marks added, everything taken out again."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.model import Severity
from auditor.ooxml import Book
from auditor.report.annotate.fills import colour_of, shade_of
from auditor.report.annotate.marks import Marks
from auditor.report.annotate.overlay import RANGES, overlay_for
from tests.annotated_books import BOOKS, SHEET, threaded_book, xlsxwriter_book
from tests.annotated_checks import (
    check_all,
    check_parts,
    check_sheet,
    check_stripped,
    mark,
    marked,
    marks_for,
)
from tests.annotated_reading import READERS, resaved_by_libreoffice, table_sheet

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl.*")
"""openpyxl tells what it does not keep; these tests are about what we keep."""

REAL = Path(__file__).resolve().parents[2] / "shared" / "real_feeds"
SAMPLES = Path(__file__).resolve().parents[1] / "sample_feeds"


ODD = ("bare", "strict", "prefixed")
"""Workbooks that other readers decline."""


@pytest.mark.parametrize("name", sorted(BOOKS))
def test_nothing_is_lost(name: str) -> None:
    data = BOOKS[name]()
    done = check_all(data, marks_for(SHEET, 12, 8), ["ours"] if name in ODD else READERS)
    assert done["cells"] >= 50
    assert done["created"]


def test_nothing_is_lost_from_a_workbook_of_libreoffice(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "a.xlsx").write_bytes(xlsxwriter_book())
    check_all(resaved_by_libreoffice(office, tmp_path), marks_for(SHEET, 12, 8))


@pytest.mark.skipif(not REAL.is_dir(), reason="the real feeds are not here")
def test_nothing_is_lost_from_real_workbooks() -> None:
    paths = [p for p in sorted(REAL.rglob("*")) if p.suffix.lower() in (".xlsx", ".xlsm")]
    assert paths
    for path in paths:
        data = path.read_bytes()
        sheet, rows, columns = table_sheet(data)
        marks = marks_for(sheet, rows, columns)
        after = marked(data, marks, "zh")
        check_parts(data, after, marks)
        check_sheet(data, after, marks)
        check_stripped(data, after)


PLACES = st.dictionaries(
    st.tuples(st.integers(1, 45), st.integers(0, 20)),
    st.tuples(st.sampled_from(list(Severity)), st.none() | st.text(min_size=1, max_size=30)),
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(places=PLACES, name=st.sampled_from(sorted(BOOKS)), sheet=st.booleans())
def test_marked_then_stripped_is_the_original(places: dict, name: str, sheet: bool) -> None:
    data = BOOKS[name]()
    marks = Marks(
        sheet=SHEET,
        severities={place: severity for place, (severity, _) in places.items()},
        notes={place: note for place, (_, note) in places.items() if note},
    )
    after = marked(data, marks, sheet=sheet)
    check_parts(data, after, marks)
    check_sheet(data, after, marks)
    check_stripped(data, after)


def test_notes_and_fills_as_read_by_openpyxl() -> None:
    after = marked(xlsxwriter_book(), mark((3, 1), (5, 2), (60, 4), note="=1+1 & <b>\nline"))
    book = openpyxl.load_workbook(io.BytesIO(after))
    assert book.sheetnames == ["Audit", SHEET, "Lists", "Far"]
    feed = book[SHEET]
    assert feed["B3"].comment.text == "a note\nof the seller\n\n———— Feed audit ————\n=1+1 & <b>\nline"
    assert feed["B3"].comment.author == "Seller"
    assert feed["B4"].comment.text == "another"
    assert feed["C5"].comment.text == feed["E60"].comment.text == "Feed audit:\n=1+1 & <b>\nline"
    assert {feed[place].fill.fgColor.rgb for place in ("B3", "C5")} == {"FFFFC7BA"}
    assert feed["E60"].fill.fgColor.rgb == "FFFEC7BA"
    assert feed["C5"].number_format == "0.00"
    assert feed["C5"].font.b
    assert feed["C5"].border.left.style == "thin"
    assert not feed["C5"].protection.locked
    assert feed["B5"].fill.fgColor.rgb == "FFFFFF00"
    assert feed.protection.sheet
    assert feed["F5"].value == "=C5*D5"


def test_the_audit_sheet_links_and_holds_no_formula() -> None:
    after = marked(xlsxwriter_book(), mark((3, 1)), "zh")
    book = openpyxl.load_workbook(io.BytesIO(after))
    sheet = book["审核"]
    assert sheet["D5"].value == "=1+1"
    with zipfile.ZipFile(io.BytesIO(after)) as container:
        assert b"<f>" not in container.read("xl/worksheets/audit1.xml")
    assert sheet["B5"].hyperlink.location == f"'{SHEET}'!B3"
    assert book.defined_names["options"].attr_text == "Lists!$A$1:$A$3"
    assert "local" in book["Lists"].defined_names
    assert book.active.title == SHEET
    plain = marked(xlsxwriter_book(), mark((3, 1)), sheet=False)
    assert openpyxl.load_workbook(io.BytesIO(plain)).sheetnames == [SHEET, "Lists", "Far"]


def test_threaded_comments_keep_their_placeholder() -> None:
    data = threaded_book()
    after = marked(data, mark((2, 1), (2, 2), (3, 1)))
    feed = openpyxl.load_workbook(io.BytesIO(after))[SHEET]
    assert feed["B2"].comment.text == "[Threaded comment] placeholder"
    assert feed["B2"].fill.fgColor.rgb == "FFFFC7BA"
    assert feed["C2"].comment.text.startswith("plain\n\n————")
    assert feed["B3"].comment.text == "Feed audit:\nour note"


def test_merged_cells_show_the_mark() -> None:
    after = marked(xlsxwriter_book(), mark((3, 8), (4, 9)))
    feed = openpyxl.load_workbook(io.BytesIO(after))[SHEET]
    assert feed["H2"].fill.fgColor.rgb == "FFFFC7BA"
    assert feed["H2"].comment.text == "Feed audit:\nour note\n\nour note"


class TestOverlay:
    def test_ours_come_first_and_the_others_keep_their_order(self) -> None:
        after = marked(xlsxwriter_book(), mark((3, 1), (4, 1), (7, 2)))
        xml = Book(after).original("xl/worksheets/sheet1.xml").decode()
        priorities = [int(p) for p in re.findall(r'cfRule [^>]*priority="(\d+)"', xml)]
        assert priorities[0] == 1
        assert sorted(priorities) == list(range(1, len(priorities) + 1))
        assert 'sqref="B3:B4 C7"' in xml
        feed = openpyxl.load_workbook(io.BytesIO(after))[SHEET]
        first = min(
            (r for rules in feed.conditional_formatting for r in rules.rules), key=lambda r: r.priority
        )
        assert first.dxf.fill.bgColor.rgb == "FFFFC7BA"
        assert first.dxf.font is None

    def test_only_cells_that_a_format_covers(self) -> None:
        tail = b"<a><conditionalFormatting sqref='C3:D4'><cfRule priority='1'/></conditionalFormatting></a>"
        marks = mark((3, 2), (5, 2), (4, 3))
        assert overlay_for(marks, tail).ranges == {Severity.ERROR: ("C3", "D4")}
        assert overlay_for(marks, tail.replace(b"cfRule", b"other")).ranges == {}
        pivot = tail.replace(b"<conditionalFormatting", b"<conditionalFormatting pivot='1'")
        assert overlay_for(marks, pivot).ranges == {}

    def test_capped(self) -> None:
        tail = b"<a><conditionalFormatting sqref='A:XFD'><cfRule priority='1'/></conditionalFormatting></a>"
        marks = mark(*((row * 2, 1) for row in range(1, RANGES + 11)))
        found = overlay_for(marks, tail)
        assert len(found.ranges[Severity.ERROR]) == RANGES
        assert found.left_out == 10


@given(number=st.integers(0, 63), severity=st.sampled_from(list(Severity)))
def test_shades_are_told_apart_and_from_other_colours(number: int, severity: Severity) -> None:
    fill = '<fill><patternFill patternType="solid"><fgColor rgb="FF{}"/></patternFill></fill>'
    assert shade_of(fill.format(colour_of(severity, number)).encode()) == number
    for other in ("FFC7CE", "FFFF00", "FFEB9C", "C6EFCE", "FFFFFF", "DDEBF7"):
        assert shade_of(fill.format(other).encode()) is None


def test_boxes_of_extended_notes_grow() -> None:
    before, after = xlsxwriter_book(), marked(xlsxwriter_book(), mark((3, 1), note="one\ntwo\nthree"))
    boxes = [
        re.search(
            r"<x:Anchor>([^<]*)</x:Anchor>.*?<x:Row>2</x:Row>", Book(data).original(part).decode(), re.DOTALL
        )
        for data in (before, after)
        for part in ("xl/drawings/vmlDrawing1.vml",)
    ]
    old, new = ([int(n) for n in box[1].split(",")] for box in boxes)
    assert new[6] > old[6] + 3
    assert new[:6] == old[:6]
