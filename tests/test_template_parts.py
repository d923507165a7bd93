import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_parts import MAIN, STRICT, parts, row, sheet_xml

from auditor.feed.read import OpenSource, open_source
from auditor.feed.template import parts_xml
from auditor.feed.template.areas import Area, area, areas, base
from auditor.feed.template.paints import Paint, colour
from auditor.feed.template.parts import read_parts
from auditor.model import FeedError

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
CELLS = row(1, '<c r="A1" t="inlineStr"><is><t>sku</t></is></c>')
STYLES = (
    '<styleSheet xmlns="{ns}"><cellXfs><xf numFmtId="0"/></cellXfs><dxfs count="3"><dxf/>'
    '<dxf><fill><patternFill patternType="solid"><fgColor rgb="FFFFFFFF"/>'
    '<bgColor rgb="ff808080"/></patternFill></fill></dxf>'
    '<dxf><font><color indexed="8"/></font><border><left><color rgb="FFFF0000"/></left>'
    '<right><color rgb="FF00FF00"/></right>'
    "</border></dxf></dxfs></styleSheet>"
)
AFTER = (
    '<conditionalFormatting sqref="B4:B9 B20:B30"><cfRule type="expression" dxfId="2" priority="7" stopIfTrue="1">'
    "<formula>AND(A4&lt;&gt;&quot;&quot;,LEN(B4)=0)</formula></cfRule>"
    '<cfRule type="cellIs" operator="between" dxfId="1" priority="8"><formula>1</formula><formula>2</formula></cfRule>'
    "</conditionalFormatting>"
    '<dataValidations count="2"><dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="B4:B1048576" '
    'promptTitle="T" prompt="P"><formula1>INDIRECT("x"&amp;$A4)</formula1></dataValidation>'
    '<dataValidation type="textLength" operator="lessThanOrEqual" errorStyle="warning" showErrorMessage="1" sqref="C4">'
    "<formula1>64</formula1></dataValidation></dataValidations>"
)
EXTENSIONS = (
    f'<extLst><ext xmlns:x14="{X14}" xmlns:xm="{XM}"><x14:dataValidations><x14:dataValidation type="list" '
    'showErrorMessage="1"><x14:formula1><xm:f>Lists!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>D4 D6</xm:sqref>'
    "</x14:dataValidation></x14:dataValidations><x14:conditionalFormattings><x14:conditionalFormatting>"
    '<x14:cfRule type="expression" priority="2"><xm:f>D4=Lists!$A$1</xm:f><x14:dxf><fill><patternFill>'
    '<bgColor rgb="FFC0C0C0"/></patternFill></fill></x14:dxf></x14:cfRule><xm:sqref>D4:D9</xm:sqref>'
    "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
)
NAMES = (
    '<definedNames><definedName name="pt.size" hidden="1">Lists!$A$1:$A$3</definedName>'
    '<definedName name="here" localSheetId="0">"&amp;"</definedName>'
    '<definedName name="lost" localSheetId="9">1</definedName></definedNames>'
)


def opened(made: dict[str, str | bytes]) -> OpenSource:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in made.items():
            target.writestr(name, content)
    return OpenSource("t.xlsm", data.getvalue(), None)


def package(after: str = AFTER + EXTENSIONS, namespace: str = MAIN) -> dict[str, str | bytes]:
    made: dict[str, str | bytes] = dict(
        parts(
            {"Template": sheet_xml(CELLS, namespace, after), "Lists": sheet_xml(CELLS, namespace)},
            styles=STYLES.format(ns=namespace),
        )
    )
    made["xl/workbook.xml"] = str(made["xl/workbook.xml"]).replace("</workbook>", NAMES + "</workbook>")
    return made


@pytest.mark.parametrize("namespace", [MAIN, STRICT])
def test_everything_is_read(namespace):
    found = read_parts(opened(package(namespace=namespace)), "Template")
    assert [(n.name, n.text, n.scope, n.hidden) for n in found.names] == [
        ("pt.size", "Lists!$A$1:$A$3", "", True),
        ("here", '"&"', "Template", False),
    ]
    first, second, third = found.validations
    assert (first.kind, first.formula1, first.closed) == ("list", 'INDIRECT("x"&$A4)', True)
    assert first.areas == (Area(4, 1, 1048576, 1),)
    assert (first.prompt_title, first.prompt, first.allows_blank) == ("T", "P", True)
    assert (second.kind, second.operator, second.formula1, second.closed) == (
        "textLength",
        "lessThanOrEqual",
        "64",
        False,
    )
    assert (third.formula1, third.areas) == ("Lists!$A$1:$A$3", (Area(4, 3, 4, 3), Area(6, 3, 6, 3)))
    required, between, grey = found.rules
    assert required.formulas == ('AND(A4<>"",LEN(B4)=0)',)
    assert required.areas == (Area(4, 1, 9, 1), Area(20, 1, 30, 1))
    assert (required.priority, required.stops, required.paint) == (
        7,
        True,
        Paint(font="000000", border="FF0000"),
    )
    assert (between.kind, between.formulas, between.paint.fill) == ("cellIs", ("1", "2"), "808080")
    assert (grey.formulas, grey.priority, grey.paint) == (("D4=Lists!$A$1",), 2, Paint(fill="C0C0C0"))
    assert found.notes == ()


def test_prefixed_and_utf16_sheets_say_the_same():
    plain = read_parts(opened(package(AFTER)), "Template")
    sheet = str(package(AFTER)["xl/worksheets/sheet1.xml"])
    prefixed = re.sub(r"<(/?)(?!\?)([a-zA-Z])", r"<\1x:\2", sheet).replace("xmlns=", "xmlns:x=")
    assert "<x:sheetData>" in prefixed
    for content in (
        prefixed,
        sheet.replace("UTF-8", "UTF-16").encode("utf-16"),
        sheet.replace("<sheetData>" + CELLS + "</sheetData>", "<sheetData/>"),
    ):
        made = package(AFTER) | {"xl/worksheets/sheet1.xml": content}
        again = read_parts(opened(made), "Template")
        assert (again.rules, again.validations, again.notes) == (plain.rules, plain.validations, ())


@pytest.mark.parametrize(
    "broken",
    ["<conditionalFormatting", "<conditionalFormatting sqref='A1'><cfRule></conditionalFormatting>", "&x;"],
)
def test_damage_is_a_note(broken):
    found = read_parts(opened(package(broken)), "Template")
    assert found.rules == ()
    assert len(found.notes) == 1
    assert "Excel" in found.notes[0].en


def test_more_than_any_template_is_a_note(monkeypatch):
    monkeypatch.setattr(parts_xml, "COUNT_LIMIT", 2)
    found = read_parts(opened(package()), "Template")
    assert len(found.notes) == 3
    assert len(found.validations) == 0
    assert "more" in found.notes[0].en


def test_text_has_no_parts(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("sku,price\na,1\n")
    with open_source(path) as text:
        assert read_parts(text, "").rules == ()


def test_areas():
    assert str(Area(4, 1, 9, 27)) == "B4:AB9"
    assert str(Area(4, 1, 4, 1)) == "B4"
    assert str(Area(1, 1, 1048576, 2)) == "B:C"
    assert area("$B$4:A2") == Area(2, 0, 4, 1)
    assert area("4:5") == Area(4, 0, 5, 16383)
    assert area("XFE1") is None
    assert area("A0") is None
    assert area("A1048577") is None
    assert area("A1:B") is None
    assert areas("A1  x B2:B3\nC1") == (Area(1, 0, 1, 0), Area(2, 1, 3, 1), Area(1, 2, 1, 2))
    assert base(areas("C9:C10 B4")) == (4, 1)


def test_colours():
    assert colour({"rgb": "FFff0000"}) == "FF0000"
    assert colour({"rgb": "F2F2F2"}) == "F2F2F2"
    assert colour({"indexed": "23"}) == "808080"
    assert colour({"theme": "1"}) == "000000"
    assert colour({"auto": "1"}) == colour({"rgb": "red"}) == colour({"theme": "7"}) == ""
    assert colour({"theme": "1", "tint": "0.5"}) == ""


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.integers(0, len(AFTER + EXTENSIONS)))
def test_any_damage_stays_inside(junk, at):
    whole = AFTER + EXTENSIONS
    content = sheet_xml(CELLS, after=whole[:at] + junk + whole[at:]).encode("utf-8", "replace")
    made = package() | {"xl/worksheets/sheet1.xml": content}
    try:
        found = read_parts(opened(made), "Template")
    except FeedError:
        return
    assert len(found.rules) <= 4
