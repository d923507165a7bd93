"""xlsx workbooks: exact texts, damages, odd but legal ways of writing them."""

from __future__ import annotations

import pytest
import xlsxwriter
from workbook_parts import (
    MAIN,
    RELATIONS,
    STRICT,
    parts,
    row,
    sheet_xml,
    strings_xml,
    styles_xml,
    workbook,
    zipped,
)

from auditor.feed.read import open_source, read_source
from auditor.feed.table import Damage
from auditor.model import FeedError


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


def read_rows(tmp_path, rows, **more):
    return read_source(workbook(tmp_path / "a.xlsx", rows, **more)).sheets[0]


FAST_AND_SLOW = pytest.mark.parametrize("spoil", ["", "<!-- x -->"], ids=["fast", "parser"])
"""A comment is outside the fast grammar, so that the same cells go through the XML parser."""


@FAST_AND_SLOW
def test_every_kind_of_cell_gets_its_text_and_damage(tmp_path, spoil):
    rows = spoil + row(
        2,
        '<c r="A2" t="s"><v>0</v></c>',
        '<c r="B2"><v>9780201379624</v></c>',
        '<c r="C2" s="1"><v>123</v></c>',
        '<c r="D2" s="2"><v>9780201379624</v></c>',
        '<c r="E2"><v>19.989999999999998</v></c>',
        '<c r="F2" s="3"><v>45000</v></c>',
        '<c r="G2" t="b"><v>1</v></c>',
        '<c r="H2" t="e"><v>#N/A</v></c>',
        '<c r="I2" t="e" cm="1" vm="2"><f>A1#</f><v>#SPILL!</v></c>',
        '<c r="J2"><f>1+1</f><v>2</v></c>',
        '<c r="K2" t="str"><f>A2&amp;"x"</f><v>SKUx</v></c>',
        '<c r="L2"><f>SUM(A1)</f></c>',
        '<c r="M2"><f>SUM(A1)</f><v></v></c>',
        '<c r="N2" t="str"><f>IF(1,"","")</f><v></v></c>',
        '<c r="O2" t="inlineStr"><is><t xml:space="preserve"> in </t></is></c>',
        '<c r="P2" t="d"><v>2024-05-06</v></c>',
        '<c r="Q2" s="1"/>',
        '<c r="R2"><f t="shared" ref="R2:R3" si="0">B2*2</f><v>4</v></c>',
        '<c r="S2"><f t="shared" si="0"/><v>5</v></c>',
        '<c r="T2"><f t="array" ref="T2">B2*2</f><v>6</v></c>',
        '<c t="b" r="U2"><v>0</v></c>',
        '<c r="V2" t="s" s="1"><v>1</v></c>',
    )
    sheet = read_rows(
        tmp_path,
        rows,
        strings=strings_xml("<t>SKU</t>", "<t>9.78E+12</t>"),
        styles=styles_xml("00000", "0.00E+00", "yyyy-mm-dd"),
    )
    found, marks = cells(sheet), damages(sheet)
    texts = "SKU,9780201379624,00123,9.78E+12,19.99,2023-03-15,TRUE,#N/A,#SPILL!,2,SKUx"
    texts += ",,,, in ,2024-05-06,,4,5,6,FALSE,9.78E+12"
    assert [found.get((2, j), "") for j in range(22)] == texts.split(",")
    assert {column: mark for (_, column), mark in marks.items()} == {
        1: (Damage.NUMBER, "9780201379624"),
        2: (Damage.NUMBER, "123"),
        3: (Damage.SCIENTIFIC, "9780201379624"),
        4: (Damage.FLOAT_TAIL, "19.989999999999998"),
        5: (Damage.DATE, "45000"),
        6: (Damage.BOOLEAN, "1"),
        7: (Damage.ERROR, "#N/A"),
        8: (Damage.ERROR, "=A1#"),
        9: (Damage.FORMULA, "=1+1"),
        10: (Damage.FORMULA, '=A2&"x"'),
        11: (Damage.FORMULA_WITHOUT_VALUE, "=SUM(A1)"),
        12: (Damage.FORMULA_WITHOUT_VALUE, "=SUM(A1)"),
        13: (Damage.FORMULA, '=IF(1,"","")'),
        15: (Damage.DATE, "2024-05-06"),
        17: (Damage.FORMULA, "=B2*2"),
        18: (Damage.FORMULA, ""),
        19: (Damage.FORMULA, "=B2*2"),
        20: (Damage.BOOLEAN, "0"),
    }


@FAST_AND_SLOW
def test_texts_are_exact(tmp_path, spoil):
    strings = strings_xml(
        "<t>a &amp; b &lt;c&gt; &#233; &#x4E2D;</t>",
        '<t xml:space="preserve">  two  </t>',
        '<r><t>Best </t></r><r><rPr><b/></rPr><t xml:space="preserve">Mom</t></r><rPh sb="0" eb="1"><t>ママ</t></rPh>',
        "<t>line_x000D_\nend _x005F_x0041_ _x0041_</t>",
        "<t><![CDATA[<b> & ]]>x</t>",
        "<t/>",
        "<t>a > b</t>",
        "<t>one\r\ntwo\rthree</t>",
    )
    rows = spoil + row(1, *(f'<c r="{"ABCDEFGH"[k]}1" t="s"><v>{k}</v></c>' for k in range(8)))
    sheet = read_rows(tmp_path, rows, strings=strings)
    assert sheet.head(1)[0][1] == [
        "a & b <c> é 中",
        "  two  ",
        "Best Mom",
        "line\r\nend _x0041_ A",
        "<b> & x",
        "",
        "a > b",
        "one\ntwo\nthree",
    ]


def test_inline_rich_text_entities_and_cdata(tmp_path):
    rows = row(
        1,
        '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>',
        '<c r="B1" t="inlineStr"><is><t>&quot;c&quot; &amp;amp;</t></is></c>',
        '<c r="C1" t="str"><v><![CDATA[1 < 2]]></v></c>',
        '<c r="D1" t="inlineStr"><is><t/></is></c>',
    )
    assert read_rows(tmp_path, rows).head(1)[0][1] == ["ab", '"c" &amp;', "1 < 2"]


def test_places_are_counted_where_references_are_missing(tmp_path):
    rows = (
        "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c/><c r='D3'><v>3</v></c><c><v>4</v></c></row>"
    )
    assert cells(read_rows(tmp_path, rows)) == {(1, 0): "1", (1, 1): "2", (3, 3): "3", (3, 4): "4"}


def test_prefixed_single_quoted_marked_and_strict_xml_reads_the_same(tmp_path):
    plain = row(3, '<c r="B3" t="inlineStr"><is><t>x</t></is></c>', '<c r="C3"><v>7</v></c>')
    prefixed = plain.replace("</", "</p:").replace("<", "<p:").replace("<p:/p:", "</p:")
    for xml in (
        sheet_xml(plain),
        sheet_xml(plain, STRICT),
        "\ufeff" + sheet_xml(plain),
        sheet_xml(plain).replace('"', "'"),
        f'<p:worksheet xmlns:p="{MAIN}"><p:sheetData>{prefixed}</p:sheetData></p:worksheet>',
        sheet_xml(plain).replace("><", ">\r\n  <"),
        sheet_xml(plain).replace("UTF-8", "ISO-8859-1"),
    ):
        path = tmp_path / "a.xlsx"
        path.write_bytes(zipped(dict(parts({"S": xml}))))
        assert cells(read_source(path).sheets[0]) == {(3, 1): "x", (3, 2): "7"}


def test_a_utf16_worksheet_is_read(tmp_path):
    xml = sheet_xml(row(1, '<c r="A1" t="inlineStr"><is><t>é中</t></is></c>')).replace("UTF-8", "UTF-16")
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped({**parts({"S": ""}), "xl/worksheets/sheet1.xml": xml.encode("utf-16")}))
    assert cells(read_source(path).sheets[0]) == {(1, 0): "é中"}


def test_relationship_targets_may_be_absolute_backslashed_or_of_another_case(tmp_path):
    made = parts({"S": sheet_xml(row(1, '<c r="A1"><v>1</v></c>'))})
    for target in ("/xl/worksheets/sheet1.xml", "WORKSHEETS\\Sheet1.xml", "../xl/worksheets/./sheet1.xml"):
        rels = {
            "xl/_rels/workbook.xml.rels": made["xl/_rels/workbook.xml.rels"].replace(
                "worksheets/sheet1.xml", target
            )
        }
        path = tmp_path / "a.xlsx"
        path.write_bytes(zipped({**made, **rels}))
        assert cells(read_source(path).sheets[0]) == {(1, 0): "1"}


def test_a_workbook_without_relationships_is_read_by_the_usual_names(tmp_path):
    made = parts({"S": sheet_xml(row(1, '<c r="A1" t="s"><v>0</v></c>'))}, strings=strings_xml("<t>x</t>"))
    del made["_rels/.rels"], made["xl/_rels/workbook.xml.rels"]
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped(dict(made)))
    assert cells(read_source(path).sheets[0]) == {(1, 0): "x"}


def test_hidden_chart_and_missing_sheets(tmp_path):
    one = sheet_xml(row(1, '<c r="A1"><v>1</v></c>'))
    made = parts({"Data": one, "Lists": one, "Deep": one, "Chart": one, "Gone": one})
    book = made["xl/workbook.xml"].replace('name="Lists"', 'name="Lists" state="hidden"')
    made["xl/workbook.xml"] = book.replace('name="Deep"', 'name="Deep" state="veryHidden"')
    made["xl/_rels/workbook.xml.rels"] = made["xl/_rels/workbook.xml.rels"].replace(
        f'Id="rId4" Type="{RELATIONS}/worksheet"', f'Id="rId4" Type="{RELATIONS}/chartsheet"'
    )
    del made["xl/worksheets/sheet5.xml"]
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped(dict(made)))
    source = read_source(path)
    assert [(s.name, s.state) for s in source.sheets] == [
        ("Data", "visible"),
        ("Lists", "hidden"),
        ("Deep", "veryhidden"),
    ]
    assert len(source.notes) == 1
    assert "“Gone”" in source.notes[0].en
    assert "“Gone”" in source.notes[0].zh


def test_the_1904_date_system_is_respected(tmp_path):
    rows = row(1, '<c r="A1" s="1"><v>43538</v></c>')
    path = tmp_path / "a.xlsx"
    made = parts(
        {"S": sheet_xml(rows)}, styles=styles_xml("yyyy-mm-dd"), properties='<workbookPr date1904="1"/>'
    )
    path.write_bytes(zipped(dict(made)))
    assert cells(read_source(path).sheets[0]) == {(1, 0): "2023-03-15"}


def test_rows_out_of_order_and_repeated_cells(tmp_path):
    rows = row(5, '<c r="B5"><v>2</v></c>', '<c r="A5"><v>1</v></c>') + row(
        2, '<c r="A2"><v>3</v></c>', '<c r="A2"><v>4</v></c>'
    )
    sheet = read_rows(tmp_path, rows)
    assert sheet.rows.tolist() == [2, 5]
    assert cells(sheet) == {(2, 0): "4", (5, 0): "1", (5, 1): "2"}
    assert list(damages(sheet)) == [(2, 0), (5, 0), (5, 1)]


def test_blank_rows_and_columns_cost_nothing_and_numbers_never_drift(tmp_path):
    rows = row(3, '<c r="C3"><v>1</v></c>') + row(4) + row(900_000, '<c r="XFD900000"><v>2</v></c>')
    sheet = read_rows(tmp_path, rows)
    assert sheet.rows.tolist() == [3, 900_000]
    assert len(sheet.columns) == 16_384
    assert cells(sheet) == {(3, 2): "1", (900_000, 16_383): "2"}
    assert all(len(column) == 2 for column in sheet.columns)


def test_empty_sheets(tmp_path):
    made = parts({"A": f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>', "B": sheet_xml("")})
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped(dict(made)))
    assert [len(sheet.rows) for sheet in read_source(path).sheets] == [0, 0]


@pytest.mark.parametrize("number", ["5", "-1", "x", "99999999999"])
def test_a_string_number_outside_the_table_is_refused(tmp_path, number):
    with pytest.raises(FeedError, match="damaged"):
        read_rows(tmp_path, row(1, f'<c r="A1" t="s"><v>{number}</v></c>'), strings=strings_xml("<t>x</t>"))


def test_the_head_stops_early_and_agrees_with_the_whole(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Big")
        for r in range(3000):
            sheet.write_row(r + 1, 0, [f"SKU{r}", r, f"Title {r}"])
        book.add_worksheet("Small").write(0, 0, "x")
    with open_source(path) as opened:
        assert opened.names == (("Big", "visible"), ("Small", "visible"))
        head, whole = opened.head("Big", 12), opened.read("Big")
        assert head.head(20) == whole.head(12)
        assert damages(head) == {k: v for k, v in damages(whole).items() if k[0] <= 13}
        source = opened.source(whole)
    assert [s.name for s in source.sheets] == ["Big"]
    assert (source.kind, source.size) == ("xlsx", path.stat().st_size)
