"""The sample template that states its own requirements: what its findings say, and that other programs read it."""

from __future__ import annotations

from collections.abc import Mapping

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from auditor.cli import app
from auditor.config import load_settings
from auditor.engine import audit
from auditor.feed.load import load_feed
from auditor.model import Language
from sample_feeds.build import FOLDER
from sample_feeds.signs_mugs import FLATTENED, SIGNS_AND_MUGS

SAID: Mapping[tuple[str, str], tuple[str, str]] = {
    ("TP901", "Q16"): (
        "'Material' is required in this row, but blank (see the conditional formats of Template!Q:Q).",
        "本行“Material”为必填，却为空（见 Template!Q:Q 的条件格式）。",
    ),
    ("TP902", "Y18"): (
        "The template greys out 'Are batteries included?' in this row, but it holds 'No' (see the conditional formats "
        "of Template!Y:Y).",
        "模板已将本行的“Are batteries included?”置灰（应留空），却填写了“No”（见 Template!Y:Y 的条件格式）。",
    ),
    ("TP903", "V20"): (
        "'Capacity' does not exist for this row's product type; '15' will be dropped (see the conditional formats of "
        "Template!V:V).",
        "“Capacity”不适用于本行的商品类型；“15”将被忽略（见 Template!V:V 的条件格式）。",
    ),
    ("TP904", "S21"): (
        "'Wall Tape' is not in the list of 'Mounting Type'. Nearest: “Wall Mount” (see Dropdown Lists!L4:L6, name "
        "SIGNAGEmounting_typemarketplace_idATVPDKIKX0DER1.value).",
        "“Wall Tape”不在“Mounting Type”的列表中。最接近的：“Wall Mount”（见 Dropdown Lists!L4:L6，名称 "
        "SIGNAGEmounting_typemarketplace_idATVPDKIKX0DER1.value）。",
    ),
    ("TP905", "Q32"): (
        "'Bamboo' is not among the suggested values of 'Material'. Nearest: none; the list has “Ceramic”, “Enamel”, "
        "“Glass”, “Stoneware” (see Dropdown Lists!I4:I7, name "
        "DRINKING_CUPmaterialmarketplace_idATVPDKIKX0DERlanguage_tagen_US1.value).",
        "“Bamboo”不在“Material”的建议值之内。最接近的：无；列表中有“Ceramic”、“Enamel”、“Glass”、“Stoneware”"
        "（见 Dropdown Lists!I4:I7，名称 DRINKING_CUPmaterialmarketplace_idATVPDKIKX0DERlanguage_tagen_US1.value）。",
    ),
    ("TP906", "S23"): (
        "The list of 'Mounting Type' spells 'wall mount' as “Wall Mount” (see Dropdown Lists!L4:L6, name "
        "SIGNAGEmounting_typemarketplace_idATVPDKIKX0DER1.value).",
        "“wall mount”在“Mounting Type”的列表中写作“Wall Mount”（见 Dropdown Lists!L4:L6，名称 "
        "SIGNAGEmounting_typemarketplace_idATVPDKIKX0DER1.value）。",
    ),
    ("TP907", "B24"): (
        "'KEYCHAIN' is no product type of this template. It has: DRINKING_CUP, SIGNAGE (see Dropdown Lists!A4:A5, "
        "name product_type1.value).",
        "“KEYCHAIN”不是此模板中的商品类型。可用类型：DRINKING_CUP, SIGNAGE（见 Dropdown Lists!A4:A5，名称 "
        "product_type1.value）。",
    ),
    ("TP908", "L25"): (
        "'Model Name' has 33 characters; 1 to 30 are accepted (see Data Definitions!F15).",
        "“Model Name”有 33 个字符；应为 1–30 个（见 Data Definitions!F15）。",
    ),
    ("TP908", "V34"): (
        "'Capacity' takes a number > 0, without currency sign or thousands separator, not 'eleven' (see Data "
        "Definitions!F26).",
        "“eleven”不是“Capacity”可接受的数字：> 0，不带货币符号和千位分隔符（见 Data Definitions!F26）。",
    ),
    ("TP909", "W38"): (
        "'Capacity Unit' is blank, but the number it belongs to is filled (see Data Definitions!F27).",
        "对应的数值已填写，但“Capacity Unit”为空（见 Data Definitions!F27）。",
    ),
    ("TP909", "W39"): (
        "'Capacity Unit' says 'Fluid Ounces', but the number it belongs to is blank (see Data Definitions!F27).",
        "“Capacity Unit”填写了“Fluid Ounces”，但没有对应的数值（见 Data Definitions!F27）。",
    ),
    ("TP911", "A40"): (
        "'LH-CU-045' stands in more than one row of 'SKU'.",
        "“LH-CU-045”在“SKU”列中重复出现。",
    ),
    ("TP910", ""): (
        "Another program saved this workbook and lost the template’s own rules: 0 of 34 columns still have the "
        "conditional formats that say what is required (see the conditional formats of Template!A:AH). Only the sheet "
        "of definitions was used, which knows less.",
        "该工作簿被其他程序保存过，模板自带的规则已丢失：34 列中只有 0 列仍保留说明必填项的条件格式"
        "（见 Template!A:AH 的条件格式）。仅依据数据定义工作表判断，其内容较少。",
    ),
}
"""(rule, cell) → what its finding says in English and in Chinese."""


@pytest.fixture(scope="module")
def tables() -> dict[Language, pd.DataFrame]:
    settings = load_settings(FOLDER / SIGNS_AND_MUGS.settings)
    audits = [audit(load_feed(FOLDER / one.name), settings) for one in (SIGNS_AND_MUGS, FLATTENED)]
    return {
        language: pd.concat([one.table(language) for one in audits], ignore_index=True)
        for language in ("en", "zh")
    }


def messages(table: pd.DataFrame) -> dict[tuple[str, str], str]:
    cells = [
        f"{column}{row}" if pd.notna(row) else ""
        for column, row in zip(table["column"], table["row"], strict=True)
    ]
    return dict(zip(zip(table["code"], cells, strict=True), table["message"], strict=True))


@pytest.mark.parametrize(("code", "cell"), SAID)
def test_what_is_said(tables: dict[Language, pd.DataFrame], code: str, cell: str) -> None:
    english, chinese = SAID[code, cell]
    assert messages(tables["en"])[code, cell] == english
    assert messages(tables["zh"])[code, cell] == chinese


def test_every_rule_of_the_template_is_shown_and_tells_what_to_do(
    tables: dict[Language, pd.DataFrame],
) -> None:
    for table in tables.values():
        own = table[table["code"].str.startswith("TP")]
        assert set(own["code"]) == {f"TP9{number:02d}" for number in range(1, 12)}
        assert own["advice"].str.len().min() > 5
        assert not own["message"].str.contains(r"[{}]|\.\.|。。|\) \(").any()


def test_most_rows_are_without_fault() -> None:
    rows = SIGNS_AND_MUGS.rows
    assert len(rows) >= 30
    assert sum(not row.planted for row in rows) / len(rows) >= 0.6


def test_another_reader_finds_the_law_in_the_workbook() -> None:
    book = openpyxl.load_workbook(FOLDER / SIGNS_AND_MUGS.name)
    sheet = book["Template"]
    hidden = {one.title for one in book.worksheets if one.sheet_state == "hidden"}
    assert hidden == {"Conditions List", "Dropdown Lists", "AttributePTDMAP"}
    assert {"requiredAttributePTDMap", "PTList0", "ApplicablePTList1", "CONDITION_LIST_0"} <= set(
        book.defined_names
    )
    choices = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert {bool(one.showErrorMessage) for one in choices} == {True, False}
    assert any("INDIRECT" in one.formula1 for one in choices)
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    fills = {rule.dxf.fill.bgColor.rgb for rule in rules if rule.dxf and rule.dxf.fill}
    edges = {rule.dxf.border.left.color.rgb for rule in rules if rule.dxf and rule.dxf.border}
    assert fills == {"FF000000", "FF808080"}
    assert edges == {"FF008000", "FFFF0000", "FFD4D4D4"}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "because of what other cells of the row hold: what stands in it is ignored"),
        ("zh", "请清空该单元格，或修改本行中使其置灰的单元格"),
    ],
)
def test_explain_reads_as_sentences(language: str, sentence: str) -> None:
    shown = CliRunner().invoke(app, ["explain", "TP902", "--lang", language]).stdout
    assert sentence in " ".join(shown.split())
    assert "{stated}" not in shown


def test_explain_tells_every_wording() -> None:
    shown = CliRunner().invoke(app, ["explain", "TP908"]).stdout
    assert shown.count("\nOr: ") == 7
