"""The numbering grammar of customization columns: rendered in many ways, read back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.meaning import understand
from schemas.numbering import read


def keys(header: str) -> list[str]:
    return [meaning.key for meaning in understand(header.split(";"))]


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("customization1_label", "custom_label_1"),
        ("customization1_type", "custom_type_1"),
        ("customization1_instructions", "custom_instruction_1"),
        ("customization1_option3", "option_value_1_3"),
        ("customization1_option3_price", "option_price_1_3"),
        ("customization_option1_value2", "option_value_1_2"),
        ("Customization 1 Option 3 Surcharge", "option_price_1_3"),
        ("customization1_option3_thumbnail_url", "option_thumbnail_1_3"),
        ("customization1_max_chars", "custom_max_chars_1"),
        ("customization1_font2_url", "font_url_1_2"),
        ("customization1_color2_hex", "color_hex_1_2"),
        ("customization1_preview_image_url", "preview_image_url_1"),
        ("customization2_x", "area_x_2"),
        ("Option 2 Name", "custom_label_2"),
        ("Option 2 Values", "option_value_2"),
        ("Custom Field 2 Label", "custom_label_2"),
        ("personalization_2_instructions", "custom_instruction_2"),
        ("定制选项1值", "option_value_1"),
        ("定制选项1名称", "custom_label_1"),
        ("定制项2说明", "custom_instruction_2"),
        ("定制项1选项2加价", "option_price_1_2"),
        ("Champ 1 libellé", "custom_label_1"),
        ("Personalisierung 1 Option 2 Aufpreis", "option_price_1_2"),
        ("カスタマイズ1選択肢2", "option_value_1_2"),
        ("オプション1 名称", "custom_label_1"),
        ("オプション1 選択肢", "option_value_1"),
        ("Personalización 2 tipo", "custom_type_2"),
        ("定制选项二名称", "custom_label_2"),
        ("定制项①选项③", "option_value_1_3"),
        ("Text Line 2 Max Characters", "custom_max_chars_2"),
        ("Customization Option 1 Value 2", "option_value_1_2"),
        ("Customization Option 1 Price", "option_price_1"),
        ("Option Name 2", "custom_label_2"),
        ("customization_1_option_1_label", "option_value_1_1"),
        ("Font Options", "font_name_1"),
        ("Personalizzazione 1 istruzioni", "custom_instruction_1"),
    ],
)
def test_numbered_headers(header, key):
    assert keys(header) == [key]


@pytest.mark.parametrize(
    "header",
    [
        "Optional",
        "Quantity",
        "Name",
        "Value",
        "Color 1",
        "Width",
        "Font",
        "Customer",
        "Options trading",
        "1",
        "Type 2",
    ],
)
def test_other_headers_are_left_alone(header):
    assert not any(key.startswith(("custom_", "option_", "area_", "color_option")) for key in keys(header))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Option;Valeurs", ["custom_label_1", "option_value_1"]),
        (
            "Option;Valeurs;Option;Valeurs",
            ["custom_label_1", "option_value_1", "custom_label_2", "option_value_2"],
        ),
        ("SKU;Option 1;Option 2", ["sku", "option_value_1", "option_value_2"]),
        (
            "SKU;Option 1;Option 1 Price;Option 2;Option 2 Price",
            ["sku", "option_value_1_1", "option_price_1_1", "option_value_1_2", "option_price_1_2"],
        ),
        (
            "SKU;选项1;选项1加价;选项2;选项2加价",
            ["sku", "option_value_1_1", "option_price_1_1", "option_value_1_2", "option_price_1_2"],
        ),
        (
            "Customization 1 label;Option 1;Option 2;Customization 2 label;Option 1;Option 2",
            [
                "custom_label_1",
                "option_value_1_1",
                "option_value_1_2",
                "custom_label_2",
                "option_value_2_1",
                "option_value_2_2",
            ],
        ),
        (
            "Option 1 Name;Option 1;Option 2 Name;Option 2",
            ["custom_label_1", "option_value_1", "custom_label_2", "option_value_2"],
        ),
        ("Personnalisation;Choix;Choix", ["custom_label_1", "option_value_1_1", "option_value_1_2"]),
        ("Option;Valeur 1;Valeur 2", ["custom_label_1", "option_value_1_1", "option_value_1_2"]),
        ("SKU;Valeurs", ["sku", ""]),
        ("SKU;Personalization", ["sku", ""]),
        ("SKU;选项;选项值", ["sku", "custom_label_1", "option_value_1"]),
        ("SKU;选项", ["sku", "option_value_1"]),
        ("Option;Valeurs;Supplément", ["custom_label_1", "option_value_1", "option_price_1"]),
        ("Engraving Text;Max Characters", ["custom_label_1", "custom_max_chars_1"]),
        (
            "Text 1 Label;Text 2 Label;Text 2 Max Characters",
            ["custom_label_1", "custom_label_2", "custom_max_chars_2"],
        ),
        ("Opzione 1;Valori 1", ["custom_label_1", "option_value_1"]),
        ("Option Name 1;Option Values 1", ["custom_label_1", "option_value_1"]),
    ],
)
def test_neighbours_settle_bare_headers(header, expected):
    assert keys(header) == expected


def test_variations_of_rows_with_parents_are_no_customizations():
    assert keys("sku;parent_sku;option1_name;option1_value") == [
        "sku",
        "parent_sku",
        "variation_name_1",
        "variation_value_1",
    ]
    assert keys("sku;parent_sku;Option 1 Name;Option 1 Values")[2:] == ["custom_label_1", "option_value_1"]
    assert keys("sku;parent_sku;Customization 1 Label;Customization 1 Option 1")[2:] == [
        "custom_label_1",
        "option_value_1_1",
    ]


def test_sureness():
    sure = [
        m.sure
        for m in understand(["customization1_label", "Customization 1 type", "Option", "Valeurs", "sku"])
    ]
    assert sure[:2] == ["exact", "normalised"]
    assert sure[-1] == "exact"


numbers = st.integers(1, 60)
GROUPS = [
    "customization",
    "personalization",
    "Customisation ",
    "定制项",
    "カスタマイズ",
    "Personalisierung ",
    "Custom Field ",
]
LISTS = ["option", "Option ", "选项", "オプション", "Opción ", "opzione_"]
LEAVES = {
    "option_price": [
        "price",
        "Surcharge",
        "加价",
        "Aufpreis",
        "追加料金",
        "supplément",
        "recargo",
        "sovrapprezzo",
    ],
    "option_thumbnail": ["thumbnail_url", "缩略图", "vignette"],
}
SINGLE = {
    "custom_label": ["label", "Name", "名称", "libellé", "Bezeichnung", "etiqueta", "ラベル"],
    "custom_type": ["type", "类型", "Typ", "tipo", "タイプ"],
    "custom_instruction": ["instructions", "说明", "Anweisung", "説明", "istruzioni"],
    "custom_max_chars": ["max_chars", "Character Limit", "最大字符数", "最大文字数"],
    "custom_required": ["required", "必填", "Pflicht", "obligatoire"],
}
joints = st.sampled_from(["", " ", "_", "-", " / ", ": "])


@given(numbers, numbers, st.sampled_from(GROUPS), st.sampled_from(LISTS), joints, joints)
def test_group_and_option_numbers_are_read_back(n, m, group, listed, one, two):
    reading = read(f"{group}{n}{one or '_'}{listed}{two if listed.isascii() else ''}{m}")
    assert reading is not None
    assert (reading.field, reading.repeat, reading.option) == ("option_value", n, m)


@given(numbers, numbers, st.sampled_from(GROUPS), st.sampled_from(LISTS), joints, st.data())
def test_prices_and_pictures_are_read_back(n, m, group, listed, joint, data):
    field = data.draw(st.sampled_from(sorted(LEAVES)))
    leaf = data.draw(st.sampled_from(LEAVES[field]))
    reading = read(f"{group}{n}_{listed}{m}{joint}{leaf}")
    assert reading is not None
    assert (reading.field, reading.repeat, reading.option, reading.undecided) == (field, n, m, "")


@given(numbers, st.sampled_from([*GROUPS, *LISTS]), joints, st.data())
def test_single_attributes_are_read_back(n, group, joint, data):
    field = data.draw(st.sampled_from(sorted(SINGLE)))
    leaf = data.draw(st.sampled_from(SINGLE[field]))
    reading = read(f"{group}{n}{joint}{leaf}")
    assert reading is not None
    assert (reading.field, reading.repeat, reading.option) == (field, n, 0)


@given(numbers, numbers, st.sampled_from(["value", "值", "Valeur ", "Wert ", "値"]))
def test_list_and_value_numbers_are_read_back(n, m, value):
    reading = read(f"customization_option{n}_{value}{m}")
    assert reading is not None
    assert (reading.field, reading.repeat, reading.option) == ("option_value", n, m)


@given(st.text(max_size=30))
def test_any_text_is_read_or_left(text):
    reading = read(text)
    assert reading is None or reading.repeat >= 0
    assert len(understand([text, text, "sku"])) == 3
