"""Packages edited in place: untouched parts keep their compressed bytes, touched sheets everything but the edits."""

import io
import struct
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from auditor.feed.read import read_source
from auditor.model import FeedError
from auditor.ooxml import Book, CellEdit, SheetEdits, archive
from auditor.ooxml.markup import Splice, escaped, outline, segments, spliced, unescaped
from auditor.ooxml.sheet import rewritten

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{MAIN}">'


def workbook() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("Feed")
    bold = book.add_format({"bold": True, "num_format": "0.00"})
    for row in range(30):
        sheet.write_row(row * 2, 1, [f"text {row}", row, "=1+1", row / 3], bold if row % 2 else None)
    sheet.write_comment("B1", "kept")
    book.add_worksheet("Other").write("A1", "elsewhere")
    book.close()
    return buffer.getvalue()


def edited(data: bytes, edits: SheetEdits, sheet: str = "Feed") -> tuple[bytes, dict]:
    book = Book(data)
    book.edit(book.sheet(sheet).part, edits)
    target = io.BytesIO()
    journals = book.write(target)
    return target.getvalue(), journals


def raw_parts(data: bytes) -> dict[str, bytes]:
    """The compressed bytes of each part."""
    found = archive.Archive(data)
    return {member.key: bytes(found.packed(member)) for member in found.members}


def values(data: bytes, sheet: str = "Feed") -> dict[str, object]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        cell.coordinate: cell.value
        for row in book[sheet].iter_rows()
        for cell in row
        if cell.value is not None
    }


def rewrite(xml: str, cells: dict, size: int = 7, **more) -> tuple[str, SheetEdits]:
    """The sheet with edits, fed in pieces of ``size`` bytes."""
    edits = SheetEdits(cells=cells, **more)
    data = xml.encode()
    pieces = iter([data[i : i + size] for i in range(0, len(data), size)])
    stretches = list(rewritten(edits, pieces))
    assert b"".join(old for old, _ in stretches) == data
    return b"".join(old if new is None else new for old, new in stretches).decode(), edits


def test_untouched_parts_are_copied_and_edits_read_back():
    data = workbook()
    cells = {
        1: {1: CellEdit(text="=danger & <more>\n"), 2: CellEdit(number="12.5"), 7: CellEdit(text="new")},
        2: {0: CellEdit(text="a row that was not there")},
        3: {1: CellEdit(remove=True), 3: CellEdit(text="formula stays")},
        500: {3: CellEdit(number="7")},
    }
    edits = SheetEdits(cells=cells)
    after, journals = edited(data, edits)
    before, now = raw_parts(data), raw_parts(after)
    assert list(before) == list(now)
    assert (
        [key for key in before if before[key] != now[key]] == ["xl/worksheets/sheet1.xml"] == list(journals)
    )
    expected = values(data) | {"B1": "=danger & <more>\n", "C1": 12.5, "H1": "new", "D500": 7}
    expected |= {"A2": "a row that was not there"}
    del expected["B3"]
    assert values(after) == expected
    assert edits.declined == [(3, 3)]
    assert edits.created == [(1, 7), (2, 0), (500, 3)]
    with zipfile.ZipFile(io.BytesIO(after)) as container:
        assert container.testzip() is None


def test_a_written_text_is_no_formula():
    after, _ = edited(workbook(), SheetEdits(cells={1: {1: CellEdit(text="=1+1")}}))
    book = openpyxl.load_workbook(io.BytesIO(after))
    assert book["Feed"]["B1"].data_type == "s" or book["Feed"]["B1"].value == "=1+1"
    with zipfile.ZipFile(io.BytesIO(after)) as container:
        assert b'<c r="B1" t="inlineStr"><is>' in container.read("xl/worksheets/sheet1.xml")


def test_styles_are_derived_with_everything_else_kept():
    data = workbook()
    book = Book(data)
    styles = book.styles
    cells = {
        r: {c: CellEdit(restyle=lambda s: styles.filled(s, "FFC7BA")) for c in (1, 4, 9)} for r in (1, 3, 4)
    }
    book.edit(book.sheet("Feed").part, SheetEdits(cells=cells))
    target = io.BytesIO()
    journals = book.write(target)
    assert sorted(journals) == ["xl/styles.xml", "xl/worksheets/sheet1.xml"]
    feed = openpyxl.load_workbook(target)["Feed"]
    assert {feed[place].fill.fgColor.rgb for place in ("B1", "E1", "J1", "B3", "E3", "J3", "B4", "J4")} == {
        "FFFFC7BA"
    }
    assert feed["B3"].font.b
    assert feed["B3"].number_format == "0.00"
    assert not feed["B1"].font.b
    assert values(target.getvalue()) == values(data)


def test_journals_undo_exactly():
    data = workbook()
    cells = {
        r: {c: CellEdit(text="x", restyle=lambda s: s + 1) for c in range(0, 9, 2)} for r in range(1, 70, 3)
    }
    after, journals = edited(data, SheetEdits(cells=cells))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        for part, journal in journals.items():
            content = new.read(part)
            back = spliced(content, [Splice(at, at + size, text) for at, size, text in journal.edits])
            assert back == old.read(part)


@pytest.mark.parametrize("size", [1, 7, 64, 100_000])
def test_odd_but_legal_markup(size):
    xml = (
        HEAD.replace("<worksheet xmlns=", "<x:worksheet xmlns:x=")
        + "<x:cols><x:col min='2' max='3' style='4'/></x:cols><x:sheetData>"
        + "<x:row><x:c t='inlineStr'><x:is><x:t>a</x:t></x:is></x:c><x:c s='1' ><x:v>2</x:v></x:c ></x:row>"
        + "<!-- </x:row></x:sheetData> --><x:row r='5' spans='1:1'><x:c r='A5'><x:v>1</x:v></x:c>"
        + "<x:c r='D5' t='inlineStr'><x:is><x:t><![CDATA[</x:c></x:row>]]></x:t></x:is></x:c></x:row ><x:row r='7'/>"
        + "</x:sheetData></x:worksheet>"
    )
    restyle = CellEdit(restyle=lambda s: s + 10)
    cells = {
        1: {0: restyle, 1: restyle, 2: restyle},
        3: {1: restyle},
        5: {1: restyle, 3: restyle},
        7: {0: restyle},
    }
    text, edits = rewrite(xml, cells, size)
    assert edits.created == [(1, 2), (3, 1), (5, 1), (7, 0)]
    root = etree.fromstring(text.encode())
    found = [[(c.get("r"), c.get("s")) for c in row] for row in root.iter(f"{{{MAIN}}}row")]
    assert found == [
        [(None, "10"), (None, "11"), ("C1", "14")],
        [("B3", "14")],
        [("A5", None), ("B5", "14"), ("D5", "10")],
        [("A7", "10")],
    ]
    assert "</x:c></x:row>]]>" in text
    assert root.find(f".//{{{MAIN}}}row[@r='5']").get("spans") == "1:2"


def test_empty_tables_and_dimensions():
    cells = {3: {2: CellEdit(text="x")}}
    text, _ = rewrite(HEAD + "<sheetData/></worksheet>", cells)
    assert '<sheetData><row r="3"><c r="C3"' in text
    text, _ = rewrite(HEAD + '<dimension ref="A1"/><sheetData></sheetData></worksheet>', cells)
    assert '<dimension ref="A1:C3"/>' in text
    text, _ = rewrite(HEAD + '<dimension ref="A1:D9"/><sheetData></sheetData></worksheet>', cells)
    assert '<dimension ref="A1:D9"/>' in text


def test_rows_move_up_and_lose_their_formulas():
    xml = (
        HEAD + '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
        '<row r="4" ht="20"><c s="1" r="A4"><f t="shared" ref="A4:A5" si="0">A1&lt;B1</f><v>3</v></c>'
        '<c r="B4"><f/></c></row>'
        "</sheetData></worksheet>"
    )
    text, _ = rewrite(xml, {4: {2: CellEdit(text="x")}}, move=lambda row: {1: 1, 4: 2}.get(row))
    assert '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" ht="20"><c s="1" r="A2"><v>3</v></c>' in text
    assert '<c r="B2"></c><c r="C2" t="inlineStr">' in text


@pytest.mark.parametrize(
    "body",
    [
        '<sheetData><row r="3"/><row r="2"/></sheetData>',
        "<sheetData><row r='2'><c r='B2'/><c r='A2'/></row></sheetData>",
        "<sheetData><row r='2'><c r='A2'>",
        "<cols/>",
    ],
)
def test_what_cannot_be_edited_is_refused(body):
    with pytest.raises(FeedError):
        rewrite(HEAD + body + "</worksheet>", {2: {2: CellEdit(text="x")}, 9: {1: CellEdit(text="y")}})
    with pytest.raises(FeedError):
        list(rewritten(SheetEdits(), iter([(HEAD + "<sheetData/></worksheet>").encode("utf-16")])))


def test_signed_workbooks_are_refused():
    buffer = io.BytesIO(workbook())
    with zipfile.ZipFile(buffer, "a") as container:
        container.writestr("_xmlsignatures/sig1.xml", "<a/>")
    with pytest.raises(FeedError, match="digitally signed"):
        Book(buffer.getvalue())


def odd_container(data: bytes) -> bytes:
    """The same workbook with data descriptors, zip64 fields, stored parts, another order, comments and a prefix."""

    class Forward(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data) -> int:
            self.data += data
            return len(data)

    target = Forward()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for number, info in enumerate(reversed(old.infolist())):
            content = old.read(info.filename)
            info.compress_type = number % 2 * zipfile.ZIP_DEFLATED
            info.comment = b"a comment"
            info.extra = struct.pack("<2H", 0xCAFE, 4) + b"abcd"
            with new.open(info, "w", force_zip64=number % 3 == 0) as file:
                file.write(content)
        new.comment = b"the end"
    return b"junk before" + bytes(target.data)


def test_odd_containers():
    data = odd_container(workbook())
    cells = {1: {1: CellEdit(text="changed")}}
    after, _ = edited(data, SheetEdits(cells=cells))
    before, now = raw_parts(data), raw_parts(after)
    assert list(before) == list(now)
    assert [key for key in before if before[key] != now[key]] == ["xl/worksheets/sheet1.xml"]
    with zipfile.ZipFile(io.BytesIO(after)) as container:
        assert container.testzip() is None
        assert container.comment == b"the end"
        assert {info.comment for info in container.infolist()} == {b"a comment"}
        assert container.infolist()[0].extra == struct.pack("<2H", 0xCAFE, 4) + b"abcd"
    assert values(after)["B1"] == "changed"


def test_large_numbers_go_into_zip64_fields(monkeypatch):
    monkeypatch.setattr(archive, "ZIP64_FROM", 700)
    monkeypatch.setattr(archive, "MEMBERS_ZIP64_FROM", 3)
    book = Book(workbook())
    target = io.BytesIO()
    book.write(target)
    monkeypatch.undo()
    with zipfile.ZipFile(target) as container:
        assert container.testzip() is None
    assert target.getvalue().count(b"PK\6\6") == 1
    assert values(target.getvalue()) == values(workbook())


def test_added_parts_and_relationships():
    book = Book(workbook())
    book.add("custom/a.bin", b"abc", "application/x-test")
    book.default_type("vml", "never added twice")
    identity = book.relate(book.main, "customXml", "custom/a.bin")
    target = io.BytesIO()
    book.write(target)
    again = Book(target.getvalue())
    relation = next(r for r in again.relations(again.main) if r.id == identity)
    assert (relation.kind, relation.target) == ("customXml", "custom/a.bin")
    assert again.original("custom/a.bin") == b"abc"
    assert b"never added" not in again.original("[Content_Types].xml")
    assert read_source_values(target.getvalue()) == read_source_values(workbook())


def read_source_values(data: bytes) -> list:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        path.write_bytes(data)
        return [(s.name, [c.to_pylist() for c in s.columns]) for s in read_source(path).sheets]


@given(st.text())
def test_escaped_text_comes_back(text):
    shown = etree.fromstring(b"<t>" + escaped(text) + b"</t>").text or ""
    back = openpyxl.utils.escape.unescape(shown)
    assert (
        back.encode("utf-8", "replace") == text.encode("utf-8", "replace").replace(b"?", b"?")
        or "\ufffd" in back
    )
    assert unescaped("&lt;&#65;&#x42;&nbsp;&amp;") == "<AB&nbsp;&"


ROWS = st.dictionaries(st.integers(1, 12), st.dictionaries(st.integers(0, 6), st.integers(0, 3)), max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, targets=ROWS, size=st.integers(1, 90))
def test_any_sheet_keeps_its_cells(rows, targets, size):
    xml = HEAD + "<sheetData>"
    for number, cells in sorted(rows.items()):
        inner = "".join(
            f'<c r="{chr(65 + c)}{number}" s="{s}"><v>{c}</v></c>' for c, s in sorted(cells.items())
        )
        xml += f'<row r="{number}">{inner}</row>' if inner else f'<row r="{number}"/>'
    xml += "</sheetData></worksheet>"
    edits = {
        r: {c: CellEdit(restyle=lambda s: s + 100) for c in cells} for r, cells in targets.items() if cells
    }
    text, done = rewrite(xml, edits, size)
    root = etree.fromstring(text.encode())
    found = {c.get("r"): (int(c.get("s")), "".join(c.itertext())) for c in root.iter(f"{{{MAIN}}}c")}
    expected = {
        f"{chr(65 + c)}{r}": (s + 100 * (c in targets.get(r, {})), str(c))
        for r, cells in rows.items()
        for c, s in cells.items()
    }
    created = {f"{chr(65 + c)}{r}": (100, "") for r, c in done.created}
    assert found == expected | created
    assert len(root.xpath("//*[local-name()='row']")) == len({*rows, *(r for r, c in targets.items() if c)})
    places = [(int(c.getparent().get("r")), c.get("r")) for c in root.iter(f"{{{MAIN}}}c")]
    assert places == sorted(places)


def test_outlines_and_overlaps():
    data = b"<a:r xmlns:a='x'><a:b k=\"a>b\"/><a:c> <d/></a:c></a:r>"
    root = outline(data, ("c",))
    assert [(e.name, data[e.start : e.end]) for e in root.children] == [
        ("b", b'<a:b k="a>b"/>'),
        ("c", b"<a:c> <d/></a:c>"),
    ]
    assert [e.name for e in root.children[1].children] == ["d"]
    with pytest.raises(ValueError, match="overlapping"):
        list(segments(b"abc", [Splice(0, 2, b""), Splice(1, 3, b"")]))
