"""Workbooks that carry what a marked copy must not lose, and workbooks written in odd but legal ways."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from tests.workbook_parts import MAIN, PACKAGE, RELATIONS, STRICT, parts, row, sheet_xml, styles_xml, zipped

SHEET = "Feed"


def png() -> io.BytesIO:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + body)


def xlsxwriter_book() -> bytes:
    """Validations, conditional formats (also in the extension list), names, hidden sheets, merges, pictures, charts,
    notes, tables, sparklines, header pictures, protection, outlines.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet(SHEET)
    look = book.add_format(
        {"bold": True, "num_format": "0.00", "border": 1, "bg_color": "#FFFF00", "locked": False}
    )
    sheet.write_row(0, 0, ["sku", "title", "price", "stock", "note", "sum"], look)
    for number in range(1, 40):
        sheet.write_row(number, 0, [f"A-{number}", f"Mug & cup <{number}>", number / 4, number], look)
        sheet.write_formula(number, 5, f"=C{number + 1}*D{number + 1}", look, number)
    sheet.data_validation("E2:E100", {"validate": "list", "source": ["a", "b"]})
    sheet.data_validation("D2:D100", {"validate": "list", "source": "=Lists!$A$1:$A$3"})
    red = book.add_format({"bg_color": "#FF0000"})
    sheet.conditional_format("A1:Z1000", {"type": "no_blanks", "format": red})
    sheet.conditional_format("C2:C40", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("D2:D40", {"type": "3_color_scale"})
    sheet.merge_range("H2:J4", "merged", look)
    sheet.insert_image("L2", "p.png", {"image_data": png()})
    sheet.set_header("&C&G", {"image_center": "p.png", "image_data_center": png()})
    sheet.write_comment("B3", "a note\nof the seller", {"author": "Seller"})
    sheet.write_comment("B4", "another")
    sheet.add_table("N2:P8", {"columns": [{"header": h} for h in ("x", "y", "z")]})
    sheet.add_sparkline("G2", {"range": "C2:D2"})
    sheet.autofilter("A1:F40")
    sheet.freeze_panes(1, 1)
    sheet.protect("secret")
    sheet.set_row(20, 30, None, {"level": 1})
    sheet.write_url("K3", "https://example.com", string="out")
    lists = book.add_worksheet("Lists")
    lists.write_column("A1", ["a", "b", "c"])
    lists.hide()
    book.add_worksheet("Far").very_hidden()
    book.define_name("options", "=Lists!$A$1:$A$3")
    book.define_name("Lists!local", "=Lists!$A$1")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Feed!$C$2:$C$9"})
    sheet.insert_chart("R2", chart)
    book.set_custom_property("Checked", "no")
    book.close()
    return with_parts(
        buffer.getvalue(),
        {
            "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 not touched",
            "customXml/item1.xml": b"<a xmlns='urn:x'/>",
            "xl/printerSettings/printerSettings1.bin": b"\0\1\2",
        },
    )


def openpyxl_book() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    for number in range(1, 30):
        sheet.append([f"A-{number}", "text", number, None, "定制"])
        sheet.cell(number, 3).fill = PatternFill("solid", fgColor="00FF00")
    sheet["B2"].comment = Comment("a note", "Seller")
    checks = DataValidation("list", formula1='"a,b"')
    checks.add("D1:D30")
    sheet.add_data_validation(checks)
    sheet.merge_cells("G1:H9")
    book.create_sheet("Second")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_parts(data: bytes, extra: dict[str, bytes]) -> bytes:
    """A workbook with further parts nobody knows."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as container:
        for name, content in extra.items():
            container.writestr(name, content)
    return buffer.getvalue()


def threaded_book() -> bytes:
    """A threaded comment in B2 with its placeholder note, a plain note in C2."""
    book = openpyxl.Workbook()
    book.active.title = SHEET
    for number in range(1, 9):
        book.active.append([number, "text", "more"])
    book.active["B2"].comment = Comment("[Threaded comment] placeholder", "tc={1}")
    book.active["C2"].comment = Comment("plain", "Seller")
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as container:
        made = {name: container.read(name) for name in container.namelist()}
    made["xl/threadedComments/threadedComment1.xml"] = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        b'<threadedComment ref="B2" dT="2026-01-01T00:00:00.00" personId="{2}" id="{1}">'
        b"<text>hi</text></threadedComment>"
        b"</ThreadedComments>"
    )
    kind = b"http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    relation = b'<Relationship Id="rIdT" Type="%b" Target="../threadedComments/threadedComment1.xml"/>' % kind
    name = "xl/worksheets/_rels/sheet1.xml.rels"
    made[name] = made[name].replace(b"</Relationships>", relation + b"</Relationships>")
    return zipped(made)


def bare_book() -> bytes:
    """No styles, no dimension, rows and cells without places, no content types to speak of."""
    cells = "<row><c t='inlineStr'><is><t>sku</t></is></c><c><v>1</v></c></row><row><c><v>2</v></c></row>"
    return zipped(parts({SHEET: sheet_xml(cells)}))


def strict_book() -> bytes:
    made = parts({SHEET: sheet_xml(row(1, '<c r="A1"><v>1</v></c>'), STRICT)}, styles=styles_xml("0.0"))
    relation = RELATIONS.replace(
        "http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument"
    )
    return zipped({n: x.replace(MAIN, STRICT).replace(RELATIONS, relation) for n, x in made.items()})


def prefixed_book() -> bytes:
    """Every element with a prefix, single quotes, absolute and odd targets, the relationship prefix on the element."""
    rows = "<x:row r='1'><x:c r='A1' s='0'><x:v>1</x:v></x:c><x:c r='C1'/></x:row><x:row r='4'/>"
    sheet = (
        f"<x:worksheet xmlns:x='{MAIN}'><x:dimension ref='A1:C4'/><x:sheetData>{rows}</x:sheetData>"
        "<x:conditionalFormatting sqref='A1:D9'><x:cfRule type='expression' priority='3'>"
        "<x:formula>TRUE</x:formula></x:cfRule></x:conditionalFormatting>"
        "<x:extLst><x:ext uri='{1}'/></x:extLst></x:worksheet>"
    )
    styles = (
        f"<x:styleSheet xmlns:x='{MAIN}'><x:fonts><x:font/></x:fonts><x:fills><x:fill><x:patternFill/></x:fill>"
        "</x:fills>"
        "<x:borders><x:border/></x:borders><x:cellXfs><x:xf><x:alignment horizontal='left'/></x:xf></x:cellXfs>"
        "<x:dxfs/></x:styleSheet>"
    )
    made = parts({SHEET: sheet}, styles=styles)
    made["xl/workbook.xml"] = (
        f"<x:workbook xmlns:x='{MAIN}'><x:bookViews><x:workbookView activeTab='0'/></x:bookViews><x:sheets>"
        f"<x:sheet xmlns:q='{RELATIONS}' name='{SHEET}' sheetId='7' q:id='rId1'/></x:sheets><x:definedNames>"
        f"<x:definedName name='a' localSheetId='0'>{SHEET}!$A$1</x:definedName></x:definedNames></x:workbook>"
    )
    made["xl/_rels/workbook.xml.rels"] = (
        f"<p:Relationships xmlns:p='{PACKAGE}'><p:Relationship Id='rId1' Type='{RELATIONS}/worksheet' "
        f"Target='/xl/worksheets/../worksheets/sheet1.xml'/><p:Relationship Id='rT' Type='{RELATIONS}/styles' "
        "Target='./styles.xml'/></p:Relationships>"
    )
    return zipped(made)


BOOKS = {
    "xlsxwriter": xlsxwriter_book,
    "openpyxl": openpyxl_book,
    "threaded": threaded_book,
    "bare": bare_book,
    "strict": strict_book,
    "prefixed": prefixed_book,
}
