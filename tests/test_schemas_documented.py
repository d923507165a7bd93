"""What docs/customization-sheet.md promises is what the layout understands."""

import re
from pathlib import Path

import pytest

from schemas.meaning import understand

PAGE = (Path(__file__).parents[1] / "docs" / "customization-sheet.md").read_text(encoding="utf-8")
PRODUCT = {
    "sku": "sku", "is_customizable": "is_customizable", "product_type": "product_type", "item_name": "title",
    "brand": "brand", "manufacturer": "manufacturer", "part_number": "part_number", "product_id": "gtin",
    "product_id_type": "gtin_type", "bullet_point1": "bullet_1", "product_description": "description",
    "generic_keywords": "keywords", "standard_price": "price", "currency": "currency", "quantity": "quantity",
    "condition_type": "condition", "fulfillment_channel": "fulfillment_channel", "handling_time": "handling_time",
    "main_image_url": "main_image_url", "other_image_url1": "image_url_1", "update_delete": "record_action",
}  # fmt: skip


def key(*header):
    return [meaning.key for meaning in understand(header)]


def table(title):
    section = PAGE.split(f"## {title}\n")[1].split("\n## ")[0]
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows[1:] if "---" not in row[0]]


def rows_of(title):
    return [row for row in table(title) if row[0].startswith("`")]


@pytest.mark.parametrize(
    "row", [row for row in rows_of("The product") if "parent_sku" not in row[0]], ids=lambda r: r[0]
)
def test_product_columns_and_their_other_spellings(row):
    name = re.search(r"`([^`]+)`", row[0])[1]
    assert key(name) == [PRODUCT[name]]
    field = re.sub(r"_[0-9]+$", "", PRODUCT[name])
    for spelling in row[2].split(", ") if row[2] else []:
        (found,) = key(spelling)
        assert re.sub(r"_[0-9]+$", "", found) == field, spelling


def test_customization_columns():
    names = [
        name
        for row in rows_of("The customizations")
        for name in re.findall(r"`customization`\*n\*((?:`[a-z_]+`(?:\*m\*)?)+)", row[0])
    ]
    assert len(names) >= 18
    for name in names:
        header = "customization2" + name.replace("*m*", "3").replace("`", "")
        (meaning,) = understand([header])
        assert (meaning.sure, meaning.repeat, meaning.option) == ("exact", 2, 3 if "*m*" in name else 0), (
            header
        )
    assert key("customization2_min_chars", "customization2_max_lines") == [
        "custom_min_chars_2",
        "custom_max_lines_2",
    ]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (["customization1_option3"], "option_value_1_3"),
        (["Customization 1 Option 3"], "option_value_1_3"),
        (["定制项1选项3"], "option_value_1_3"),
        (["カスタマイズ1選択肢3"], "option_value_1_3"),
        (["定制项1选项3加价"], "option_price_1_3"),
        (["Option 1 Value 2"], "option_value_1_2"),
        (["Option 2 Name", "Option 2 Values"], "custom_label_2"),
        (["定制选项2名称", "定制选项2值"], "custom_label_2"),
        (["Champ 2 libellé"], "custom_label_2"),
        (["オプション2 名称"], "custom_label_2"),
    ],
)
def test_ways_of_numbering_the_page_names(headers, expected):
    assert all(header in PAGE for header in headers)
    assert key(*headers)[0] == expected
