"""Requirement rows, rows of types, groups and specification sheets of other marketplaces' templates."""

from __future__ import annotations

from pathlib import Path

from template_books import Template, law, loaded, texts


def test_requirement_and_type_rows_of_other_marketplaces(tmp_path: Path) -> None:
    book = Template(main="Sheet1")
    book.sheets = {
        "Sheet1": [
            ["Mandatory", "Mandatory", "Optional", "Optional"],
            ["Dropdown", "Freetext", "Numerical", "Freetext"],
            ["Family", "SKU", "GTIN", "Product Title"],
            ["family", "seller_sku", "gtin", "product_title"],
            ["kitchen", "K1", 4006381333931, "Pan"],
        ]
    }
    book.validations.append(
        ("C5:C9", {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 0})
    )
    feed = loaded(book, tmp_path, "n.xlsx")
    assert feed.layout == "noon_template"
    stated = [law(feed, at).definition for at in range(4)]
    assert [one and one.requirement for one in stated] == ["required", "required", "optional", "optional"]
    assert str(stated[1] and stated[1].place) == "Sheet1!B1"
    assert [(one.kind, one.least, one.most) for one in law(feed, 2).limits] == [("decimal", None, None)]


def test_groups_type_descriptions_and_specification_sheet(tmp_path: Path) -> None:
    book = Template(main="Products", hidden=("Spec",))
    book.sheets = {
        "Products": [
            ["Version=5.0"],
            ["", "", "Required to sell", "", "", "", "Recommended to improve", "", "Optional"],
            ["", "", "Identifiers (ids)", "", "", "", "Depth (assembledDepth)", "", "Net (netContent)"],
            ["SKU", "Type", "ID type", "Name", "Feature", "Feature 1", "Measure", "Unit", "Colour"],
            ["sku", "specProductType", "productIdType", "productName", "feat", "feat", "measure", "unit", "color"],
            [
                "Alphanumeric, 50 characters - x", "Closed List", "Closed List - y", "Alphanumeric, 1,000 characters",
                "Alphanumeric, 9 characters", "Alphanumeric, 9 characters", "Decimal, Value range: 0 to 99 - z",
                "Closed List - u", "Closed List - c",
            ],
            ["W1", "Cups & Mugs", "GTIN", "Mug", "f", "", 3, "in", "Blue"],
        ],
        "Spec": [
            ["ColHeader", "sku", "ids_productIdType", "Cups_&_Mugs_color", "Cups_&_Mugs_assembledDepth_un", "t_color"],
            ["Attribute XML Name", "sku", "productIdType", "color", "unit", "color"],
            ["Requirement Level", "Required", "Required", "Recommended", "Required", "Required"],
            ["Container XML", "", "ids", "", "assembledDepth", ""],
            ["Product Type", "", "", "Cups & Mugs", "Cups & Mugs", "T-Shirts"],
            ["valid values header", "", "ids_productIdType", "Cups_&_Mugs_color", "Cups_&_Mugs_assembledDepth_un", ""],
            ["valid values", "", "GTIN", "Blue", "in", ""],
            ["", "", "UPC", "Red", "ft", ""],
        ],
    }  # fmt: skip
    book.choose("C7:C99", '=INDIRECT("ids_productIdType")')
    book.choose(
        "I7:I99", '=INDIRECT(IF($B7<>"",SUBSTITUTE(SUBSTITUTE(CONCATENATE($B7,"_",$I$5)," ","_"),"&",""),""))'
    )
    feed = loaded(book, tmp_path, "w.xlsx")
    assert feed.layout == "walmart_template"
    assert feed.template is not None
    stated = [feed.template.columns.get(at) for at in range(9)]
    assert [one and one.definition and one.definition.requirement for one in stated] == [
        "required", None, "conditional", "required", "required", "optional", "preferred", "preferred", "optional",
    ]  # fmt: skip
    assert law(feed, 8).by_type == {"cups & mugs": "preferred", "t-shirts": "required"}
    assert law(feed, 7).by_type == {"cups & mugs": "conditional"}
    assert texts(law(feed, 8)) == ["Blue", "Red"]
    assert law(feed, 2).lists[0].closed
    assert law(feed, 3).limits[0].most == 1000
    assert (law(feed, 6).limits[0].least, law(feed, 6).limits[0].most) == (0, 99)
    assert law(feed, 7).unit_of == 6


def test_labels_side_by_side_share_a_definition(tmp_path: Path) -> None:
    book = Template(hidden=())
    names = ["t_0_Goods Id", "t_1_Goods Name", "t_1_Bullet Point", "t_1_Bullet Point", "t_1_Goods Id"]
    labels = ["Goods Id", "Goods Name", "Bullet Point", "Bullet Point", "Goods Id"]
    book.sheets = {
        "Template": [["Results"], labels, ["Reserved line"], names, ["", "Mug", "b"]],
        "Data Definitions": [
            ["Group Name", "Field Name", "Local Label Name", "Definition and Use", "Example", "Required?"],
            ["", "t_0_goodsname", "Goods Name", "", "", "Required"],
            ["", "t_0_bulletpoint", "Bullet Point", "", "", "Required"],
            ["", "t_0_goodsid", "Goods Id", "", "", "Required"],
        ],
    }
    feed = loaded(book, tmp_path, "temu.xlsx")
    assert feed.layout == "temu_template"
    assert feed.template is not None
    found = {at: one.definition and one.definition.requirement for at, one in feed.template.columns.items()}
    assert found == {1: "required", 2: "required", 3: "optional"}
