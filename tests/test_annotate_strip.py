"""Marks taken out again: exactly, and from copies that a program has saved since."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from auditor.model import FeedError
from auditor.ooxml import Book
from tests.annotated_books import SHEET, bare_book, xlsxwriter_book
from tests.annotated_checks import check_stripped, mark, marked, stripped
from tests.annotated_reading import resaved_by_libreoffice

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl.*")


def test_marked_twice_is_stripped_twice() -> None:
    data = xlsxwriter_book()
    once = marked(data, mark((2, 1), (50, 3)))
    twice = marked(once, mark((2, 1), (3, 2)))
    check_stripped(once, twice)
    check_stripped(data, stripped(twice)[0])


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
        assert not [colour for colour in colours if colour.startswith(("FFFFC7", "FFFEC7"))]
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


def test_marks_go_from_a_copy_saved_by_libreoffice(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "a.xlsx").write_bytes(marked(xlsxwriter_book(), mark((3, 1), (5, 2), (60, 4))))
    back, exact = stripped(resaved_by_libreoffice(office, tmp_path))
    assert not exact
    book = openpyxl.load_workbook(io.BytesIO(back))
    assert book.sheetnames == [SHEET, "Lists", "Far"]
    feed = book[SHEET]
    notes = {c.coordinate: c.comment.text for line in feed.iter_rows() for c in line if c.comment}
    assert notes == {"B3": "a note\nof the seller", "B4": "another"}
    assert not [
        c for line in feed.iter_rows() for c in line if c.fill.fgColor.rgb in ("FFFFC7BA", "FFFEC7BA")
    ]


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
