"""xls, ods, HTML tables and Excel 2003 XML."""

from __future__ import annotations

import datetime
import struct

import pytest
import python_calamine
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import LineBreak, P, S

from auditor.feed.biff import _globals, rk_value
from auditor.feed.biff_strings import read_shared
from auditor.feed.read import read_source
from auditor.feed.table import Damage
from auditor.model import FeedError


def cells(sheet):
    return {(n, j): text for n, texts in sheet.head(10**6) for j, text in enumerate(texts) if text}


def damages(sheet):
    marks = sheet.damages
    return {
        (int(r), int(c)): (Damage(int(k)), raw)
        for r, c, k, raw in zip(marks.rows, marks.columns, marks.kinds, marks.raws.to_pylist(), strict=True)
    }


def style(code):
    return xlwt.easyxf(num_format_str=code)


@pytest.fixture
def xls(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Vorlage ä")
    sheet.write(2, 0, "SKU é 中")
    sheet.write(2, 1, 9780201379624)
    sheet.write(2, 2, 123, style("00000"))
    sheet.write(2, 3, 9780201379624, style("0.00E+00"))
    sheet.write(2, 4, datetime.date(2023, 3, 15), style("yyyy-mm-dd"))
    sheet.write(2, 5, True)
    sheet.write(2, 6, xlwt.Formula("1+1"))
    sheet.write(2, 7, 12.5)
    sheet.write_rich_text(2, 8, ["Best ", ("Mom", xlwt.easyfont("bold true"))])
    sheet.row(2).set_cell_error(9, 0x2A)
    sheet.write(2, 10, -3)
    book.add_sheet("Lists").visibility = 1
    path = tmp_path / "a.xls"
    book.save(str(path))
    return path


def test_xls_cells_have_the_texts_and_damages_of_xlsx(xls):
    source = read_source(xls)
    assert source.kind == "xls"
    assert [(s.name, s.state) for s in source.sheets] == [("Vorlage ä", "visible"), ("Lists", "hidden")]
    sheet = source.sheets[0]
    found, marks = cells(sheet), damages(sheet)
    texts = ["SKU é 中", "9780201379624", "00123", "9.78E+12", "2023-03-15", "TRUE"]
    assert [found[3, j] for j in range(6)] == texts
    assert (found[3, 7], found[3, 8], found[3, 9], found[3, 10]) == ("12.5", "Best Mom", "#N/A", "-3")
    assert [marks[3, j][0] for j in (1, 2, 3, 4, 5, 6, 7, 9, 10)] == [
        Damage.NUMBER,
        Damage.NUMBER,
        Damage.SCIENTIFIC,
        Damage.DATE,
        Damage.BOOLEAN,
        Damage.FORMULA,
        Damage.NUMBER,
        Damage.ERROR,
        Damage.NUMBER,
    ]
    assert marks[3, 2][1] == "123"
    assert (3, 0) not in marks


def test_many_xls_texts_cross_record_borders(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    texts = [
        f"{'中é' if k % 3 == 0 else 'ab'} {k} " + ("x" if k % 2 else "ж") * (k % 700) for k in range(3000)
    ]
    for k, text in enumerate(texts):
        sheet.write(k, 0, text)
    path = tmp_path / "a.xls"
    book.save(str(path))
    assert read_source(path).sheets[0].columns[0].to_pylist() == texts


def test_xls_agrees_with_another_reader(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    numbers = [0, 1, -1, 0.1, 1e-9, 1234567.89, 2**29, -(2**29), 536870912, 99.99, 1e15, 3.14159265358979]
    for k, number in enumerate(numbers):
        sheet.write(k, 0, number)
    path = tmp_path / "a.xls"
    book.save(str(path))
    other = python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()
    assert [float(t) for t in read_source(path).sheets[0].columns[0].to_pylist()] == [
        float(r[0]) for r in other
    ]


@pytest.mark.parametrize(
    ("packed", "value"),
    [(0x3FF00000, 1.0), (0x3FF00001, 0.01), (0x004B5646, 1234321), (0x004B5647, 12343.21), (0xFFFFFFFE, -1)],
)
def test_packed_numbers(packed, value):
    assert rk_value(packed) == pytest.approx(value, abs=0)


def test_a_string_split_inside_its_letters_continues_with_its_own_flag():
    first = struct.pack("<II", 1, 1) + struct.pack("<HB", 4, 0) + b"ab"
    second = b"\1" + "中文".encode("utf-16-le")
    assert read_shared([first, second]) == ["ab中文"]
    assert read_shared([struct.pack("<II", 9, 0xFFFFFFFF) + struct.pack("<HB", 1, 0) + b"a"]) == ["a"]


def test_a_protected_xls_is_refused():
    stream = struct.pack("<HHHHI", 0x0809, 8, 0x0600, 5, 0) + struct.pack("<HHH", 0x2F, 2, 1)
    with pytest.raises(FeedError, match="password"):
        _globals(stream + b"\0\0" * 8)


def ods(path):
    document = OpenDocumentSpreadsheet()
    hidden = Style(name="h", family="table")
    hidden.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(hidden)
    table = Table(name="Feed")
    table.addElement(TableRow(numberrowsrepeated=2))
    row = TableRow()

    def cell(text, **attributes):
        made = TableCell(**attributes)
        if text is not None:
            made.addElement(P(text=text))
        row.addElement(made)
        return made

    cell("SKU é")
    cell("00123", valuetype="float", value="123")
    cell(None, numbercolumnsrepeated=2)
    cell("15.03.2023", valuetype="date", datevalue="2023-03-15")
    cell("TRUE", valuetype="boolean", booleanvalue="true")
    cell("2", valuetype="float", value="2", formula="of:=1+1")
    cell("#N/A", valuetype="string", stringvalue="", formula="of:=NA()")
    cell("x", numbercolumnsrepeated=2)
    paragraph = P(text="a")
    paragraph.addElement(S(c=2))
    paragraph.addText("b")
    paragraph.addElement(LineBreak())
    paragraph.addText("c")
    cell(None).addElement(paragraph)
    row.addElement(CoveredTableCell())
    cell("9.78E+12", valuetype="float", value="9780201379624")
    table.addElement(row)
    document.spreadsheet.addElement(table)
    other = Table(name="Lists", stylename=hidden)
    document.spreadsheet.addElement(other)
    document.save(path)


def test_ods_gives_the_displayed_texts(tmp_path):
    path = tmp_path / "a.ods"
    ods(path)
    source = read_source(path)
    assert (source.kind, [(s.name, s.state) for s in source.sheets]) == (
        "ods",
        [("Feed", "visible"), ("Lists", "hidden")],
    )
    sheet = source.sheets[0]
    assert sheet.head(1) == [
        (
            3,
            [
                "SKU é",
                "00123",
                "",
                "",
                "15.03.2023",
                "TRUE",
                "2",
                "#N/A",
                "x",
                "x",
                "a  b\nc",
                "",
                "9.78E+12",
            ],
        )
    ]
    assert damages(sheet) == {
        (3, 1): (Damage.NUMBER, "123"),
        (3, 4): (Damage.DATE, "2023-03-15"),
        (3, 5): (Damage.BOOLEAN, "true"),
        (3, 6): (Damage.FORMULA, "of:=1+1"),
        (3, 7): (Damage.ERROR, "of:=NA()"),
        (3, 12): (Damage.SCIENTIFIC, "9780201379624"),
    }


def test_a_protected_ods_is_refused(tmp_path):
    import zipfile

    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<m:manifest xmlns:m='x'><m:encryption-data/></m:manifest>")
        package.writestr("content.xml", b"\1\2\3")
    with pytest.raises(FeedError, match="password"):
        read_source(path)


HTML = """<html><head><meta charset="utf-8"></head><body><p>Report</p><table>
<tr><th>SKU</th><th colspan=2>Title &amp; more</th></tr>
<tr><td rowspan="2">A1</td><td> Tasse <b>f&uuml;r</b>
  V&auml;ter<br>neu</td><td>1</td></tr>
<tr></tr><tr><td>x<table><tr><td>inner</td></tr></table></td><td></td><td>2</td></tr>
</table><table><tr><td>second</td></tr></table></body></html>"""


def test_an_html_table_named_xls(tmp_path):
    path = tmp_path / "export.xls"
    path.write_text(HTML, encoding="utf-8")
    source = read_source(path)
    assert source.kind == "html"
    assert "web page" in source.notes[0].en
    assert source.sheets[0].head(4) == [
        (1, ["SKU", "Title & more", ""]),
        (2, ["A1", "Tasse für Väter\nneu", "1"]),
        (4, ["xinner", "", "2"]),
    ]
    assert source.sheets[1].head(1) == [(1, ["second"])]


def test_an_html_table_in_utf16_and_in_a_stated_encoding(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes("<table><tr><td>é中</td></tr></table>".encode("utf-16"))
    assert cells(read_source(path).sheets[0]) == {(1, 0): "é中"}
    path.write_bytes(
        "<html><meta charset=gb2312><table><tr><td>定制马克杯</td></tr></table>".encode("gb2312")
    )
    assert cells(read_source(path).sheets[0]) == {(1, 0): "定制马克杯"}


XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="z"><NumberFormat ss:Format="00000"/></Style></Styles>
<Worksheet ss:Name="Feed"><Table><Row ss:Index="3"><Cell><Data ss:Type="String">A &amp; B</Data></Cell>
<Cell ss:Index="4" ss:StyleID="z"><Data ss:Type="Number">123</Data></Cell>
<Cell><Data ss:Type="Boolean">1</Data></Cell><Cell ss:Formula="=1+1"><Data ss:Type="Number">2</Data></Cell>
<Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell><Data ss:Type="DateTime">2023-03-15T00:00:00.000</Data></Cell>
<Cell><html:Data ss:Type="String"/></Cell></Row><Row/></Table></Worksheet></Workbook>"""


def test_excel_2003_xml(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text(XML)
    sheet = read_source(path).sheets[0]
    assert sheet.name == "Feed"
    assert sheet.head(2) == [(3, ["A & B", "", "", "00123", "TRUE", "2", "#N/A", "2023-03-15"])]
    assert [mark[0] for mark in damages(sheet).values()] == [
        Damage.NUMBER,
        Damage.BOOLEAN,
        Damage.FORMULA,
        Damage.ERROR,
        Damage.DATE,
    ]
    path.write_text(XML.replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "b">]><Workbook', 1))
    with pytest.raises(FeedError, match="entities"):
        read_source(path)
