"""Files that marketplaces and sellers made, where they are at hand: read without fail, and as another reader does."""

from __future__ import annotations

from pathlib import Path

import pytest
import python_calamine

from auditor.feed.read import open_source, read_source
from auditor.feed.table import Damage

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "real_feeds"
FILES = sorted(
    p for p in FOLDER.rglob("*") if p.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt"}
)
WORKBOOKS = [p for p in FILES if p.suffix.lower().startswith(".xls")]

pytestmark = pytest.mark.skipif(not FILES, reason="the real files are not here")


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_real_file_is_read(path):
    source = read_source(path)
    assert source.notes == ()
    assert source.encoding_sure
    assert any(len(sheet.rows) for sheet in source.sheets)
    with open_source(path) as opened:
        for sheet in source.sheets:
            assert stripped(opened.head(sheet.name, 3)) == stripped(sheet)


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda p: p.name)
def test_real_workbooks_have_the_values_another_reader_sees(path):
    source, other = read_source(path), python_calamine.load_workbook(path)
    for sheet in source.sheets:
        theirs = other.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        marks = zip(sheet.damages.rows, sheet.damages.columns, sheet.damages.kinds, strict=True)
        dates = {(int(r), int(c)) for r, c, kind in marks if kind in (Damage.DATE, Damage.ERROR)}
        mine = dict(sheet.head(200))
        for number, values in enumerate(theirs[: max(mine, default=0)], 1):
            for column, value in enumerate(values):
                texts = mine.get(number, [])
                text = texts[column] if column < len(texts) else ""
                assert (number, column) in dates or same(text, value), (
                    sheet.name,
                    number,
                    column,
                    text,
                    value,
                )


def stripped(sheet):
    """The first three rows; the head alone may be narrower than the whole sheet."""
    return [(number, " \0".join(texts).rstrip(" \0")) for number, texts in sheet.head(3)]


def same(text, value):
    if isinstance(value, bool):
        return text == str(value).upper()
    if isinstance(value, (int, float)):
        return float(text.replace(",", "").rstrip("%") or "nan") == value
    return text.strip().replace("\r\n", "\n") == str(value).strip().replace("\r\n", "\n")
