"""What templates state about their cells becomes a law: each quirk of real ones in a small workbook."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from template_books import FIELDS, Template, law, loaded, product_type_template, texts

from auditor.feed.inspect import inspection
from auditor.feed.load import load_feed, load_to_inspect
from auditor.model import FeedError

ROWS = [
    ["S1", "SIGN", "Oak sign", "b", "", "Wood", 2, "kg", "Delete Offer"],
    ["S2", "2-PLAY MAT", "Mat", "b", "", "Foam", 2, "", 9.5],
    ["S3", "LAMP", "Lamp", "b", "", "Brass", "", "", ""],
    ["S4", "", "Nothing", "b", "", "", "", "", ""],
]


def test_settings_product_types_and_aliases(tmp_path: Path) -> None:
    feed = loaded(product_type_template(ROWS), tmp_path)
    template = feed.template
    assert template is not None
    assert (feed.marketplace, feed.language, feed.skipped_rows) == ("US", "en", (6,))
    assert template.settings["contentLanguageTag"] == "en_US"
    assert template.product_types == {"sign", "2-play mat"}
    assert str(template.product_type_place) == "Dropdown Lists!F2:F3 (product_type1.value)"
    assert template.product_type_column == 1
    assert law(feed, 5).aliases == {"Rot": "red", "Blau": "blue"}


def test_product_types_of_settings_where_nothing_else_names_them(tmp_path: Path) -> None:
    book = product_type_template(ROWS)
    book.names, book.validations = {}, []
    feed = loaded(book, tmp_path)
    assert feed.template is not None
    assert feed.template.product_types == {"sign", "2-play mat"}


def test_definitions_bind_the_first_of_a_series(tmp_path: Path) -> None:
    feed = loaded(product_type_template(ROWS), tmp_path)
    wanted = {0: "required", 3: "required", 4: "optional", 5: "conditional"}
    found = {at: law(feed, at).definition for at in wanted}
    assert {at: one and one.requirement for at, one in found.items()} == wanted
    assert str(found[0] and found[0].place) == "Data Definitions!F4"
    assert law(feed, 0).limits[0].most == 40
    assert law(feed, 4).limits[0].most == 500


def test_product_type_map(tmp_path: Path) -> None:
    feed = loaded(product_type_template(ROWS), tmp_path)
    assert law(feed, 2).by_type == {"sign": "required", "2-play mat": "required"}
    assert law(feed, 5).by_type == {"sign": "required", "2-play mat": "optional"}
    assert str(law(feed, 5).map_place) == "AttributePTDMAP!A3:C3 (requiredAttributePTDMap)"


def test_lists_by_product_type(tmp_path: Path) -> None:
    feed = loaded(product_type_template(ROWS), tmp_path)
    special = law(feed, 5)
    assert [texts(special, number) for number in (0, 1)] == [["Wood", "Brass"], ["Rubber", "Foam"]]
    assert special.which is not None
    assert special.which.tolist() == [0, 1, -1, -1]
    assert special.lists[1].closed
    unit = law(feed, 7)
    assert (texts(unit), unit.lists[0].closed, unit.unit_of) == (["kg", "lb"], False, 6)
    assert unit.which is not None
    assert unit.which.tolist() == [0, -1, -1, -1]
    assert law(feed, 1).which is None


def test_blank_template_still_states_its_lists(tmp_path: Path) -> None:
    feed = loaded(product_type_template(), tmp_path)
    assert len(feed.cells) == 0
    assert texts(law(feed, 5)) == ["Wood", "Brass"]


def test_commands_are_no_suggestions(tmp_path: Path) -> None:
    book = product_type_template(ROWS)
    book.choose("I7:I99", ["Delete Offer"], closed=False)
    feed = loaded(book, tmp_path)
    assert law(feed, 8).lists == ()
    assert law(feed, 8).aliases["Delete Offer"].endswith("delete_ump_variant")


def test_cascade_by_lookup(tmp_path: Path) -> None:
    book = product_type_template([["S1", "SIGN", "", "Warm White", "", "", ""], ["S2", "SIGN", "", "odd"]])
    book.names["SIGNkind.WarmWhite.sub"] = "'Dropdown Lists'!$C$2:$C$3"
    inner = 'INDIRECT(B7&"kind."&VLOOKUP(D7,\'Dropdown Lists\'!$A$1:$B$16000,2,FALSE)&".sub")'
    book.choose("E7:E1048576", f'=IF(NOT(ISERROR({inner})),{inner},"List Not Available")', closed=False)
    feed = loaded(book, tmp_path)
    cascade = law(feed, 4)
    assert texts(cascade) == ["Wood", "Brass"]
    assert cascade.which is not None
    assert cascade.which.tolist() == [0, -1]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("'Dropdown Lists'!$C$2:$C$3", ["Wood", "Brass"]),
        (["Yes", "No"], ["Yes", "No"]),
        ("=INDIRECT($E$5)", ["kg", "lb"]),
        ("=INDIRECT(VLOOKUP(\"SIGN\",'Dropdown Lists'!$F:$G,2,FALSE))", None),
        ("=INDIRECT(\"'Dropdown Lists'!D2:D3\")", ["kg", "lb"]),
        ("=INDIRECT(INDEX($B:$B, ROW())&\"special1.value\")", ["Wood", "Brass"]),
        ("=nowhere", None),
        ("=round_a", None),
        ("=lost", None),
        ("=OFFSET('Dropdown Lists'!$C$2,0,0,3,1)", ["Wood", "Brass"]),
        ("=INDIRECT(B8&\"special1.value\")", None),
        ("=written_out", ["a, b", "c"]),
    ],
)  # fmt: skip
def test_list_sources(tmp_path: Path, source: str | list[str], expected: list[str] | None) -> None:
    book = product_type_template([ROWS[0]])
    book.validations = []
    book.names |= {
        FIELDS[4].replace("#", ""): "'Dropdown Lists'!$D$2:$D$3",
        "bullet_point_2": "'Dropdown Lists'!$D$2:$D$3",
        "round_a": "round_b",
        "round_b": "round_a",
        "lost": "'Dropdown Lists'!#REF!",
        "written_out": '{"a, b","c"}',
    }
    fields = list(FIELDS)
    if source == "=INDIRECT($E$5)":
        fields[4] = "bullet_point_2"
        rows = list(book.sheets["Template"])
        rows[4] = fields
        book.sheets["Template"] = rows
    book.choose("E7:E1048576", source)
    feed = loaded(book, tmp_path)
    lists = law(feed, 4).lists if feed.template and 4 in feed.template.columns else ()
    assert (lists[0].values.to_pylist() if lists else None) == expected
    assert feed.template is not None
    assert any("leads back" in note.en for note in feed.template.notes) == (source == "=round_a")


def test_closed_only_where_the_spreadsheet_refuses(tmp_path: Path) -> None:
    book = product_type_template([ROWS[0]])
    book.choose("C7:C99", "='Dropdown Lists'!$C$2:$C$3", error_type="warning")
    book.choose("D7:D99", "='Dropdown Lists'!$D$1:$D$4", ignore_blank=True)
    book.choose("E7:E99", "='Dropdown Lists'!$D$2:$D$3", ignore_blank=True)
    feed = loaded(book, tmp_path)
    assert [law(feed, at).lists[0].closed for at in (2, 3, 4)] == [False, False, True]


def test_bands_of_rows(tmp_path: Path) -> None:
    book = product_type_template(ROWS)
    book.choose("E7:E8", "='Dropdown Lists'!$C$2:$C$3")
    book.choose("E9", "='Dropdown Lists'!$D$2:$D$3", closed=False)
    feed = loaded(book, tmp_path)
    banded = law(feed, 4)
    assert banded.which is not None
    assert banded.which.tolist() == [0, 0, 1, -1]
    assert [one.closed for one in banded.lists] == [True, False]


def test_excels_own_validations(tmp_path: Path) -> None:
    book = product_type_template(ROWS)
    for cells, kind, criteria, value, more in (
        ("C7:C99", "length", "<=", 64, {}),
        ("D7:D99", "integer", ">=", 0, {}),
        ("E7:E99", "decimal", "between", (0, 9.5), {"error_type": "warning"}),
        ("I7:I8", "decimal", ">", 0, {}),
    ):
        bound = {"minimum": value[0], "maximum": value[1]} if isinstance(value, tuple) else {"value": value}
        book.validations.append((cells, {"validate": kind, "criteria": criteria, **bound, **more}))
    feed = loaded(book, tmp_path)
    found = [law(feed, at).limits[0] for at in (2, 3, 4)]
    assert [(one.kind, one.least, one.most, one.closed) for one in found] == [
        ("length", None, 64, True),
        ("integer", 0, None, True),
        ("decimal", 0, 9.5, False),
    ]
    assert str(found[0].place) == "Template!C7:C99"
    assert law(feed, 8).limits == (), "of some rows only"


def custom_flat_file(rows: list[list[object]], header: list[str], names: list[str]) -> Template:
    book = Template(hidden=())
    book.sheets = {
        "Template": [["TemplateType=fptcustom", "Version=2019.0501"], header, names, *rows],
        "Data Definitions": [
            ["Group Name", "Field Name", "Local Label Name", "Accepted Values", "Example", "Required?"],
            ["", "outer_material1 - outer_material2", "Material", "", "", "Required"],
            ["", "currency", "Currency", "", "GBP", "Optional"],
        ],
    }
    return book


def test_marketplace_of_the_templates_own_currency(tmp_path: Path) -> None:
    names = [
        "item_sku",
        "outer_material1",
        "outer_material2",
        "item_width",
        "item_width_unit_of_measure",
        "currency",
    ]
    book = custom_flat_file([["A", "x", "", 2, "cm"]], ["SKU", "M", "M", "W", "U", "Currency"], names)
    feed = loaded(book, tmp_path)
    assert feed.marketplace == "UK"
    assert "GBP" in feed.reasons["marketplace"].en
    assert [one and one.requirement for one in (law(feed, 1).definition, law(feed, 2).definition)] == [
        "required",
        "optional",
    ]
    assert law(feed, 4).unit_of == 3


def test_inspect_says_what_the_template_states(tmp_path: Path) -> None:
    seen = inspection(loaded(product_type_template(ROWS), tmp_path))
    english = "\n".join(one.en for one in seen.template)
    assert "2 required, 1 required under conditions" in english
    assert "2 with a closed list, 1 with suggested values" in english
    assert "made for 2-play mat, sign; in the rows: " in english
    assert "lamp × 1" in english
    assert any("必填 2 列" in one.zh for one in seen.template)
    assert all(one.en in seen.lines("en") and one.zh in seen.lines("zh") for one in seen.template)
    assert seen.as_json()["template"][0]["en"].startswith("The template states")


def test_inspect_shows_a_blank_template(tmp_path: Path) -> None:
    path = product_type_template().write(tmp_path / "blank.xlsm")
    with pytest.raises(FeedError):
        load_feed(path)
    shown = inspection(load_to_inspect(path))
    assert "No data rows; " in "\n".join(shown.lines("en"))
    assert "没有数据行" in "\n".join(shown.lines("zh"))
    headers = tmp_path / "headers.csv"
    headers.write_text("sku,price,quantity,title\n", "utf-8")
    with pytest.raises(FeedError):
        load_to_inspect(headers)


def test_files_without_a_law_have_none(tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    path.write_text("sku,price,quantity,title\nA,1,2,Mug\n", "utf-8")
    assert load_feed(path, lenient=True).template is None
    assert inspection(load_feed(path, lenient=True)).template == ()


def test_cost_grows_with_combinations_not_with_rows(tmp_path: Path) -> None:
    rows = [[f"S{n}", "SIGN" if n % 2 else "2-PLAY MAT", "t", "b", "", "Wood"] for n in range(3000)]
    path = product_type_template(rows).write(tmp_path / "many.xlsm")
    began = time.process_time()
    feed = load_feed(path)
    assert time.process_time() - began < 60, "it ends; how fast is measured in bench"
    which = law(feed, 5).which
    assert which is not None
    assert which.dtype == np.int32
    assert sorted(set(which.tolist())) == [0, 1]
