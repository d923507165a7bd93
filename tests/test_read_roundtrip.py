"""What other programs' writers put into a workbook comes back as it was."""

from __future__ import annotations

import datetime

import openpyxl
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbook_parts import (
    PACKAGE,
    RELATIONS,
    parts,
    row,
    sheet_xml,
    zipped,
)

from auditor.feed.read import read_source
from auditor.feed.table import Damage


def cells(sheet):
    """{(row, column): text} of the filled cells."""
    return {(n, j): text for n, texts in sheet.head(10**6) for j, text in enumerate(texts) if text}


def damages(sheet):
    """{(row, column): (kind, raw)} of the damaged cells."""
    marks = sheet.damages
    return {
        (int(r), int(c)): (Damage(int(k)), raw)
        for r, c, k, raw in zip(marks.rows, marks.columns, marks.kinds, marks.raws.to_pylist(), strict=True)
    }


SAFE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), min_size=1, max_size=40)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    table=st.lists(
        st.lists(st.one_of(st.none(), SAFE, st.integers(-(10**14), 10**14)), max_size=6),
        min_size=1,
        max_size=12,
    ),
    in_memory=st.booleans(),
)
def test_what_xlsxwriter_writes_is_read_back(tmp_path, table, in_memory):
    path = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": not in_memory}) as book:
        sheet = book.add_worksheet()
        for r, values in enumerate(table):
            for c, value in enumerate(values):
                if isinstance(value, str):
                    sheet.write_string(r, c, value)
                elif value is not None:
                    sheet.write_number(r, c, value)
    expected = {
        (r + 1, c): str(v) for r, values in enumerate(table) for c, v in enumerate(values) if v is not None
    }
    sheet = read_source(path).sheets[0]
    assert cells(sheet) == expected
    assert set(damages(sheet)) == {
        (r + 1, c) for r, values in enumerate(table) for c, v in enumerate(values) if isinstance(v, int)
    }


def test_what_openpyxl_writes_is_read_back(tmp_path):
    path = tmp_path / "o.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["SKU", 12.5, True, datetime.date(2024, 2, 29), "=A1", None, "é"])
    sheet["A3"] = 0.15
    sheet["A3"].number_format = "0%"
    book.save(path)
    read = read_source(path).sheets[0]
    assert cells(read) == {
        (1, 0): "SKU",
        (1, 1): "12.5",
        (1, 2): "TRUE",
        (1, 3): "2024-02-29",
        (1, 6): "é",
        (3, 0): "15%",
    }
    assert damages(read)[1, 4] == (Damage.FORMULA_WITHOUT_VALUE, "=A1")


def test_external_relationships_are_no_parts(tmp_path):
    made = parts({"S": sheet_xml(row(1, '<c r="A1"><v>1</v></c>'))})
    made["xl/_rels/workbook.xml.rels"] = made["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="e" Type="{RELATIONS}/externalLink" Target="http://x/y.xlsx" TargetMode="External"/>'
        "</Relationships>",
    )
    assert PACKAGE in made["xl/_rels/workbook.xml.rels"]
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped(dict(made)))
    assert cells(read_source(path).sheets[0]) == {(1, 0): "1"}
