"""Marked copies: nothing lost, nothing but the marks added, everything taken out again."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.model import FeedError, Severity
from auditor.ooxml import Book
from auditor.report.annotate.marks import Line, Marks
from auditor.report.annotate.overlay import RANGES, overlay_for
from tests.annotated_books import BOOKS, SHEET, bare_book, threaded_book, xlsxwriter_book
from tests.annotated_checks import (
    READERS,
    check_all,
    check_parts,
    check_sheet,
    check_stripped,
    marked,
    marks_for,
    stripped,
    table_sheet,
)

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl.*")
"""openpyxl tells what it does not keep; these tests are about what we keep."""

REAL = Path(__file__).resolve().parents[2] / "shared" / "real_feeds"
SAMPLES = Path(__file__).resolve().parents[1] / "sample_feeds"


def mark(*places: tuple[int, int], note: str = "our note", severity: Severity = Severity.ERROR) -> Marks:
    return Marks(
        sheet=SHEET,
        severities=dict.fromkeys(places, severity),
        notes=dict.fromkeys(places, note),
        lines=tuple(Line(severity, p, "X", "h", "=1+1", "m", "", "", "XX101") for p in places),
    )


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
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        tmp_path / "out",
        tmp_path / "a.xlsx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    check_all((tmp_path / "out" / "a.xlsx").read_bytes(), marks_for(SHEET, 12, 8))


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


def test_marked_twice_is_stripped_twice() -> None:
    data = xlsxwriter_book()
    once = marked(data, mark((2, 1), (50, 3)))
    twice = marked(once, mark((2, 1), (3, 2)))
    check_stripped(once, twice)
    check_stripped(data, stripped(twice)[0])


def test_notes_and_fills_as_read_by_openpyxl() -> None:
    after = marked(xlsxwriter_book(), mark((3, 1), (5, 2), (60, 4), note="=1+1 & <b>\nline"))
    book = openpyxl.load_workbook(io.BytesIO(after))
    assert book.sheetnames == ["Audit", SHEET, "Lists", "Far"]
    feed = book[SHEET]
    assert feed["B3"].comment.text == "a note\nof the seller\n\n———— Feed audit ————\n=1+1 & <b>\nline"
    assert feed["B3"].comment.author == "Seller"
    assert feed["B4"].comment.text == "another"
    assert feed["C5"].comment.text == feed["E60"].comment.text == "=1+1 & <b>\nline"
    assert {feed[place].fill.fgColor.rgb for place in ("B3", "C5", "E60")} == {"FFFFC7BA"}
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
    assert feed["B3"].comment.text == "our note"


def test_merged_cells_show_the_mark() -> None:
    after = marked(xlsxwriter_book(), mark((3, 8), (4, 9)))
    feed = openpyxl.load_workbook(io.BytesIO(after))[SHEET]
    assert feed["H2"].fill.fgColor.rgb == "FFFFC7BA"
    assert feed["H2"].comment.text == "our note\n\nour note"


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


class TestSavedByAProgram:
    """A program that saves the copy rewrites every part; our marks are still told from the seller's."""

    def resaved(self, *, sheet: bool = True) -> bytes:
        after = marked(xlsxwriter_book(), mark((3, 1), (5, 2), (60, 4)), sheet=sheet)
        book = openpyxl.load_workbook(io.BytesIO(after))
        book[SHEET]["C5"].value = "mended"
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    @pytest.mark.parametrize("sheet", [True, False])
    def test_marks_go_and_changes_stay(self, sheet: bool) -> None:
        back, exact = stripped(self.resaved(sheet=sheet))
        assert not exact
        book = openpyxl.load_workbook(io.BytesIO(back))
        assert book.sheetnames == [SHEET, "Lists", "Far"]
        feed = book[SHEET]
        assert feed["C5"].value == "mended"
        assert feed["B3"].comment.text == "a note\nof the seller"
        assert feed["B4"].comment.text == "another"
        assert feed["C5"].comment is None
        assert feed["E60"].comment is None
        colours = {cell.fill.fgColor.rgb for line in feed.iter_rows() for cell in line if cell.fill.fill_type}
        assert "FFFFC7BA" not in colours
        rules = [rule for area in feed.conditional_formatting for rule in area.rules]
        assert not [rule for rule in rules if "auditor" in "".join(rule.formula)]
        assert rules
        assert "local" in book["Lists"].defined_names

    def test_fills_come_back_while_the_record_is_there(self) -> None:
        after = marked(xlsxwriter_book(), mark((5, 2)))
        book = Book(after)
        styles = book.original("xl/styles.xml")
        with zipfile.ZipFile(io.BytesIO(after)) as container:
            made = {name: container.read(name) for name in container.namelist()}
        made["xl/styles.xml"] = styles.replace(b"<cellXfs", b"\n<cellXfs")
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as container:
            for name, content in made.items():
                container.writestr(name, content)
        back, exact = stripped(buffer.getvalue())
        assert not exact
        feed = openpyxl.load_workbook(io.BytesIO(back))[SHEET]
        assert feed["C5"].fill.fgColor.rgb == "FFFFFF00"
        assert not any("customXml/item2" in name for name in zipfile.ZipFile(io.BytesIO(back)).namelist())

    def test_without_marks(self) -> None:
        with pytest.raises(FeedError, match="no marks"):
            stripped(xlsxwriter_book())


def test_damaged_records_are_not_trusted() -> None:
    after = marked(bare_book(), mark((1, 0)))
    with zipfile.ZipFile(io.BytesIO(after)) as container:
        made = {name: container.read(name) for name in container.namelist()}
    name = next(n for n in made if n.startswith("customXml/item") and "Props" not in n)
    for wrong in (
        b"<annotations",
        made[name].replace(b"</part>", b"!</part>"),
        made[name].replace(b'sha256="', b'sha256="0'),
    ):
        made[name] = wrong
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as container:
            for part, content in made.items():
                container.writestr(part, content)
        back, exact = stripped(buffer.getvalue())
        assert not exact
        assert [sheet.name for sheet in Book(back).sheets] == [SHEET]
