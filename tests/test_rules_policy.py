"""Traps of the policy rules: what must stay silent, what is downgraded, where the evidence stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from auditor.config import settings_from
from auditor.engine import audit
from auditor.evidence import Run
from auditor.model import Rule
from auditor.rules import (
    base_products,
    free_items,
    options_extras,
    options_warranties,
    options_yes_no,
    program,
    refurbished,
    texts,
)
from tests.feeds import make_feed

RULES = [
    value
    for module in (
        base_products,
        refurbished,
        program,
        options_yes_no,
        options_extras,
        options_warranties,
        free_items,
        texts,
    )
    for value in vars(module).values()
    if isinstance(value, Rule)
]
APPROVED = {"program_approval": {"status": "approved"}}


def audited(
    columns: Mapping[str, Sequence[str]],
    language: str = "en",
    marketplace: str = "US",
    settings: Mapping[str, Any] = APPROVED,
    others: Sequence[Mapping[str, Sequence[str]]] = (),
) -> pd.DataFrame:
    feed = make_feed(columns, language=language, marketplace=marketplace)
    run = Run((feed, *(make_feed(other) for other in others)))
    result = audit(feed, settings_from(dict(settings)), run=run, rules=RULES)
    assert not result.crashed, result.problems
    result.table("zh")
    return result.table("en")


def custom(columns: Mapping[str, Sequence[str]], **how: Any) -> pd.DataFrame:
    """The findings for rows that are customizable without doubt."""
    count = len(next(iter(columns.values())))
    rows = {"sku": [f"S{i}" for i in range(count)], "is_customizable": ["Yes"] * count}
    return audited({**rows, **columns}, **how)


def codes(table: pd.DataFrame) -> set[str]:
    return set(table["code"])


def of(table: pd.DataFrame, code: str) -> list[tuple[str, str, str]]:
    """(severity, field, term) of the findings of one rule."""
    mine = table[table["code"] == code]
    return list(mine[["severity", "field", "term"]].itertuples(index=False, name=None))


def choices(label: str, *values: str, title: str = "Custom Mug", **how: Any) -> pd.DataFrame:
    """One option list, one value per column."""
    columns = {"title": [title], "custom_label_1": [label]}
    return custom(columns | {f"option_value_1_{i}": [v] for i, v in enumerate(values, 1)}, **how)


class TestCodes:
    @pytest.mark.parametrize(
        "code",
        [
            "WEARABLE_COMPUTER",
            "ComputerAddOn",
            "COMPUTER_COMPONENT",
            "NOTEBOOK",
            "VIDEO_GAME_ACCESSORIES",
            "SIGNAGE",
        ],
    )
    def test_codes_that_contain_a_banned_word(self, code: str) -> None:
        assert codes(custom({"product_type": [code]})) == set()

    @pytest.mark.parametrize("written", ["NOTEBOOK_COMPUTER", "NotebookComputer", "notebook computer"])
    def test_spelling_does_not_matter(self, written: str) -> None:
        assert of(custom({"product_type": [written]}), "CP010") == [("error", "product_type", written)]

    def test_unconfirmed_codes_only_warn(self) -> None:
        assert of(custom({"product_type": ["LAPTOP_COMPUTER"]}), "CP010")[0][0] == "warning"

    @pytest.mark.parametrize("node", ["541966", "172282", "20972797011", "20972814011", "16227133011"])
    def test_parent_nodes_and_games(self, node: str) -> None:
        assert codes(custom({"browse_node": [node]})) == set()

    def test_one_of_several_nodes(self) -> None:
        table = custom({"browse_node": ["541966;565108"]})
        assert table[["start", "end"]].values.tolist() == [[7, 13]]

    def test_nodes_belong_to_a_marketplace(self) -> None:
        assert codes(custom({"browse_node": ["565108"]}, marketplace="DE")) == set()

    @pytest.mark.parametrize(
        ("path", "found"),
        [
            ("Electronics > Computers & Tablets > Laptops", True),
            ("Video Games/Consoles", True),
            ("Computers & Accessories", False),
            ("Electronics > Computers > Laptop Sleeves", False),
            ("Furniture > Tables > Consoles", False),
            ("Office Products > Notebooks", False),
            ("Health > Vitamins > Tablets", False),
            ("Notebooks", False),
        ],
    )
    def test_last_part_of_a_path_under_a_fitting_parent(self, path: str, found: bool) -> None:
        assert ("CP010" in codes(custom({"category_path": [path]}))) == found

    def test_accessory_replaces_the_plain_finding(self) -> None:
        columns = {"title": ["Custom PS5 Skin Decal Sticker"], "product_type": ["VIDEO_GAME_CONSOLE"]}
        assert codes(custom(columns)) == {"CP015"}

    def test_out_of_scope_rows_are_left_alone(self) -> None:
        columns = {"sku": ["A"], "is_customizable": ["No"], "product_type": ["NOTEBOOK_COMPUTER"]}
        assert codes(audited(columns)) == set()


class TestTitles:
    @pytest.mark.parametrize(
        ("language", "title"),
        [
            ("en", "Personalized Laptop Sleeve for MacBook Pro 14"),
            ("en", "Engraved Wooden Tablet Stand"),
            ("en", "Farmhouse Console Table Custom Size"),
            ("en", "Personalized 10 PCS Wedding Favor Boxes"),
            ("en", "Custom Phone Case Hard PC Material"),
            ("en", "Custom LCD Writing Tablet for Kids with Name"),
            ("en", "Custom Memorial Tablet Granite Plaque"),
            ("en", "Custom Decal PS5"),
            ("de", "Holz-Tablett personalisiert mit Gravur"),
            ("de", "Personalisiertes Notizbuch A5 mit Namen"),
            ("fr", "Tablette de chocolat personnalisée avec photo"),
            ("es", "Altavoz portátil grabado con nombre"),
            ("it", "Tavolo consolle allungabile su misura"),
            ("zh", "定制手机壳 PC材质 硬壳"),
            ("zh", "定制皮质笔记本 A5记事本 刻名字"),
            ("ja", "名入れ iPad用ケース レザー"),
        ],
    )
    def test_accessories_and_other_meanings(self, language: str, title: str) -> None:
        assert codes(custom({"title": [title]}, language=language)) == set()

    def test_evidence_is_the_noun(self) -> None:
        title = "Custom Nintendo Switch OLED Console"
        row = custom({"title": [title]}).iloc[0]
        assert (row["code"], row["severity"]) == ("CP011", "error")
        assert title[row["start"] : row["end"]] == row["term"]

    def test_one_sign_of_hardware_warns(self) -> None:
        table = custom({"title": ["Custom Engraved Workstation Xeon"]})
        assert [severity for severity, _, _ in of(table, "CP011")] in (["warning"], [])

    def test_accessory_type_speaks_against_the_title(self) -> None:
        columns = {"title": ["Custom Gaming Laptop 15.6 inch i7"], "product_type": ["CARRYING_CASE_OR_BAG"]}
        assert of(custom(columns), "CP011")[0][0] == "warning"

    def test_a_title_alone_puts_a_row_in_doubt(self) -> None:
        columns = {"sku": ["A"], "title": ["Custom Gaming Laptop 15.6 inch i7"]}
        table = audited(columns)
        assert of(table, "CP011")[0][0] == "warning"
        assert codes(table) == {"CP003", "CP011"}


class TestRefurbished:
    @pytest.mark.parametrize("title", ["Renewed Faith Custom Wall Sign", "Refurbished Laptop Stand Custom"])
    def test_other_products(self, title: str) -> None:
        assert codes(custom({"title": [title]})) == set()

    def test_condition_of_a_laptop(self) -> None:
        columns = {"title": ["Custom Engraved Gaming Laptop i7"], "condition": ["Refurbished"]}
        assert ("error", "condition", "Refurbished") in of(custom(columns), "CP013")

    @pytest.mark.parametrize(
        ("bullet", "found"),
        [
            ("Certified refurbished, 90 days tested", True),
            ("Brand new, not refurbished", False),
            ("Can be used at school", False),
        ],
    )
    def test_bullets_of_a_laptop(self, bullet: str, found: bool) -> None:
        table = custom({"title": ["Custom Engraved Gaming Laptop i7"], "bullet_1": [bullet]})
        assert [s for s, field, _ in of(table, "CP013") if field == "bullet_1"] == ["warning"] * found


class TestProgram:
    def test_condition(self) -> None:
        values = [
            "",
            "New",
            "new",
            "11",
            "Neu",
            "全新",
            "UsedLikeNew",
            "used_very_good",
            "3",
            "Gebraucht - Sehr gut",
            "中古品",
        ]
        table = custom({"condition": values})
        assert table["value"].tolist() == values[6:]
        assert set(table["code"]) == {"CP031"}

    @pytest.mark.parametrize(
        ("settings", "severity"),
        [
            ({}, "info"),
            ({"program_approval": {"status": "none"}}, "error"),
            ({"program_approval": {"status": "approved", "marketplaces": ["DE"]}}, None),
            ({"program_approval": {"status": "approved", "marketplaces": ["US", "DE"]}}, None),
        ],
    )
    def test_approval(self, settings: dict[str, Any], severity: str | None) -> None:
        table = custom({"title": ["Custom Mug", "Custom Mug"]}, settings=settings)
        assert [s for s, _, _ in of(table, "CP001")] == ([severity] if severity else [])

    def test_handmade_has_its_own_approval(self) -> None:
        columns = {"product_type": ["GUILD_HOME"]}
        assert "CP001" not in codes(custom(columns, settings={"handmade_approval": {"status": "approved"}}))

    def test_doubtful_rows_are_counted_once(self) -> None:
        table = audited({"sku": [str(i) for i in range(9)], "title": ["Personalized Mug"] * 9})
        assert codes(table) == {"CP003"}
        assert len(table) == 1
        assert "only in the title: 9 (" in table["message"][0]
        assert "2, 3, 4, 5, 6 …" in table["message"][0]
        assert pd.isna(table["row"][0])

    @pytest.mark.parametrize(
        ("brand", "title", "found"),
        [
            ("Custom Ink", "Custom Ink Cotton Shirt", False),
            ("Custom Ink", "Custom Ink Custom Shirt", True),
            ("Acme", "Custom fit car mats", False),
            ("Acme", "Mug, not customizable", False),
        ],
    )
    def test_words_that_do_not_mean_it(self, brand: str, title: str, found: bool) -> None:
        assert ("CP003" in codes(audited({"sku": ["A"], "brand": [brand], "title": [title]}))) == found

    def test_stated_scope_raises_no_doubt(self) -> None:
        columns = {"sku": ["A"], "title": ["Personalized Mug"]}
        assert codes(audited(columns, settings={**APPROVED, "assume_custom": "yes"})) == set()

    def test_another_file_settles_it(self) -> None:
        other = {"sku": ["A"], "custom_label_1": ["Name"]}
        assert codes(audited({"sku": ["A"], "title": ["Personalized Mug"]}, others=[other])) == set()


class TestYesNo:
    @pytest.mark.parametrize(
        ("label", "values"),
        [
            ("Initial", ["A", "B", "N", "S", "Y"]),
            ("Size", ["S", "M", "L"]),
            ("Design", ["Yes Chef", "No. 1 Dad", "No. 7"]),
            ("Country", ["DE", "FR", "NO", "SE"]),
            ("Placement", ["Front", "Back", "No engraving"]),
            ("Frame", ["No frame", "Oak", "Black"]),
            ("Name", ["Ja", "Jana", "Jo"]),
            ("Design", ["Yes I Can", "Yes We Can"]),
        ],
    )
    def test_lists_that_are_no_question(self, label: str, values: list[str]) -> None:
        assert codes(choices(label, *values)) == set()

    @pytest.mark.parametrize(
        "values", [["不锈钢", "木质"], ["无边框", "有边框", "木框"], ["免费刻字", "双面刻字"]]
    )
    def test_chinese_words_that_begin_like_a_no(self, values: list[str]) -> None:
        assert codes(choices("材质", *values, title="定制杯", language="zh")) == set()

    @pytest.mark.parametrize(
        "cell", ["Yes|No", "Yes / No", "Yes, No", "Yes\nNo", "✓ Yes (+$5.00); ✗ No thanks", "1) Yes|2) No"]
    )
    def test_one_cell_with_both_answers(self, cell: str) -> None:
        table = custom({"custom_label_1": ["Engraving"], "option_value_1": [cell]})
        assert table["code"].tolist() == ["OP201"]
        start, end = table["start"][0], table["end"][0]
        assert cell[start:end] == table["term"][0]
        assert "Yes" in table["term"][0]
        assert "No" in table["term"][0]

    def test_one_column_per_value(self) -> None:
        table = choices("Engraving", "Yes", "No")
        assert of(table, "OP201") == [
            ("error", "option_value_1_1", "Yes"),
            ("error", "option_value_1_2", "No"),
        ]

    def test_one_row_per_value(self) -> None:
        columns = {
            "sku": ["A", "A", "B", "B"],
            "custom_label_1": ["Engraving", "Engraving", "Color", "Color"],
            "option_value_1": ["Yes", "No", "Red", "Blue"],
        }
        table = audited(columns)
        assert table["code"].tolist() == ["OP201", "OP201"]
        assert table["row"].tolist() == [2, 3]

    def test_one_row_per_value_under_the_first_row(self) -> None:
        columns = {
            "sku": ["A", "", "B", ""],
            "title": ["Custom Mug", "", "Custom Mug", ""],
            "custom_label_1": ["Engraving", "", "Color", ""],
            "option_value_1": ["Yes", "No", "Red", "Blue"],
        }
        assert audited(columns)["code"].tolist() == ["OP201", "OP201"]

    def test_two_lists_of_one_row_are_kept_apart(self) -> None:
        columns = {
            "custom_label_1": ["Engraving"],
            "option_value_1_1": ["Yes, on the front"],
            "option_value_1_2": ["Both sides"],
            "custom_label_2": ["Color"],
            "option_value_2_1": ["No color"],
            "option_value_2_2": ["Red"],
            "option_value_2_3": ["Blue"],
        }
        table = custom(columns)
        assert set(table["field"]) == {"option_value_1_1"}

    def test_toggle_severity_is_a_setting(self) -> None:
        table = choices("Lid", "With", "Without", settings={**APPROVED, "toggle_severity": "info"})
        assert {severity for severity, _, _ in of(table, "OP204")} == {"info"}

    def test_a_question_without_choices(self) -> None:
        columns = {"custom_label_1": ["Add gift box? (Y/N)"], "custom_type_1": ["Dropdown"]}
        assert [field for _, field, _ in of(custom(columns), "OP201")] == ["custom_label_1"]

    @pytest.mark.parametrize(
        ("columns", "found"),
        [
            ({"custom_label_1": ["Ribbon (Y/N)"], "custom_type_1": ["Text"]}, ["error"]),
            ({"custom_label_1": ["Would you like a ribbon?"], "custom_type_1": ["Text"]}, ["warning"]),
            (
                {
                    "custom_label_1": ["Would you like a ribbon?"],
                    "custom_type_1": ["Text"],
                    "custom_max_chars_1": ["3"],
                },
                ["error"],
            ),
            ({"custom_label_1": ["Text on front (write NO TEXT to leave empty)"]}, []),
            (
                {
                    "custom_label_1": ["Ribbon (Y/N)"],
                    "option_value_1_1": ["Red"],
                    "option_value_1_2": ["Blue"],
                },
                [],
            ),
            ({"custom_label_1": ["Photo (Y/N)"], "custom_type_1": ["Image upload"]}, []),
        ],
    )
    def test_text_fields(self, columns: dict[str, list[str]], found: list[str]) -> None:
        assert [severity for severity, _, _ in of(custom(columns), "OP205")] == found

    def test_system_columns_are_no_choices(self) -> None:
        assert codes(custom({"custom_label_1": ["Name"], "custom_required_1": ["Yes"]})) == set()


class TestExtras:
    @pytest.mark.parametrize(
        ("title", "label", "value"),
        [
            ("Custom Warranty Card Printing", "Headline", "Lifetime warranty"),
            ("Custom Necklace", "Metal", "Nickel-free silver"),
        ],
    )
    def test_products_that_print_it(self, title: str, label: str, value: str) -> None:
        assert codes(choices(label, value, "Plain text", title=title)) == set()

    def test_disclaimer_is_a_note(self) -> None:
        table = custom(
            {"custom_label_1": ["Name"], "custom_instruction_1": ["Engraving voids the warranty."]}
        )
        assert [s for s, _, _ in of(table, "OP211")] == ["info"]

    def test_spanish_safety_words(self) -> None:
        table = choices("Cierre", "Cierre seguro", "Seguro para niños", title="Pulsera", language="es")
        assert codes(table) == set()

    @pytest.mark.parametrize(
        ("title", "label", "values"),
        [
            ("Custom Engraved Charger", "Connector", ["USB-C charger", "Lightning charger"]),
            ("Custom Keychain", "Attachment", ["Keychain", "Clip"]),
            ("Custom Scented Candle", "Scent", ["Chocolate candle", "Flower"]),
            ("Custom Phone Case", "Color", ["Black and white", "Red"]),
            ("Custom Phone Case", "Design", ["Bear with Balloon", "Cats & Flowers"]),
            ("Custom Photo Gift", "Product", ["Mug", "Keychain", "Magnet"]),
            ("Custom Necklace", "Gift box", ["Standard", "Velvet pouch"]),
        ],
    )
    def test_the_product_itself_and_its_properties(self, title: str, label: str, values: list[str]) -> None:
        assert codes(choices(label, *values, title=title)) == set()

    def test_parts_stated_in_the_settings(self) -> None:
        settings = {**APPROVED, "component_map": {"gift set": ["pouch"]}}
        assert codes(choices("Extras", "Pouch", "Plain", title="Custom Gift Set", settings=settings)) == set()

    def test_second_product_in_a_list_cell(self) -> None:
        cell = "Red|Blue + keychain|Green"
        table = custom(
            {"title": ["Custom Phone Case"], "custom_label_1": ["Color"], "option_value_1": [cell]}
        )
        row = table[table["code"] == "OP220"].iloc[0]
        assert cell[row["start"] : row["end"]] == row["term"] == "keychain"
        assert "Custom Phone Case" in row["message"]

    def test_without_a_title_it_is_a_warning(self) -> None:
        table = custom(
            {"custom_label_1": ["Extras"], "option_value_1_1": ["Charger"], "option_value_1_2": ["Pouch"]}
        )
        assert {severity for severity, _, _ in of(table, "OP220")} == {"warning"}

    def test_refusals_are_no_products(self) -> None:
        table = choices("Extras", "No keychain", "Engraved keychain", title="Custom Phone Case")
        assert [term for _, _, term in of(table, "OP220")] == ["keychain"]

    @pytest.mark.parametrize(
        ("label", "value"),
        [
            ("Design", "Free Spirit"),
            ("Metal", "Lead free pewter"),
            ("Engraving", "Free engraving"),
            ("Phrase", "Born free"),
        ],
    )
    def test_other_meanings_of_free(self, label: str, value: str) -> None:
        assert codes(choices(label, value, "Plain", title="Custom Necklace")) == set()

    def test_german_gift_is_poison(self) -> None:
        table = choices("Motiv", "Vorsicht Gift", "Totenkopf", title="Blechschild", language="de")
        assert codes(table) == set()

    @pytest.mark.parametrize("text", ["Feel free to add emojis", "Free form text", "Hands-free use"])
    def test_free_wording_of_instructions(self, text: str) -> None:
        assert codes(custom({"custom_label_1": ["Name"], "custom_instruction_1": [text]})) == set()

    def test_coupons(self) -> None:
        asked = custom({"custom_label_1": ["Coupon code"]})
        assert codes(asked) == set(), "a field for a code is for OP241 to tell"
        told = custom({"custom_instruction_1": ["Use code SAVE20 for 10% off your next order"]})
        assert "OP231" in codes(told)


class TestTexts:
    @pytest.mark.parametrize(
        "text",
        [
            "Node.js Developer Mug",
            "St.John medal, model A.com2",
            "Upload logo.png or photo.jpg",
            "10.5 x 3.2 cm",
            "Dimensions 10-20-30",
            "since 2015-05-08, 06/15/2026",
            "EAN 4006381333931, order 123-4567890-1234567",
            "Sizes 100-110-120-130 cm",
        ],
    )
    def test_what_looks_like_an_address(self, text: str) -> None:
        assert codes(custom({"title": ["Custom Mug"], "bullet_1": [text]})) == set()

    def test_address_columns_are_no_texts(self) -> None:
        assert codes(custom({"preview_image_url_1": ["https://img.mugs.com/1.png"]})) == set()

    def test_listing_texts_of_plain_rows_count_too(self) -> None:
        columns = {
            "sku": ["A"],
            "is_customizable": ["No"],
            "bullet_1": ["Order at www.mugs-and-more.com today"],
        }
        assert of(audited(columns), "TX301") == [("error", "bullet_1", "www.mugs-and-more.com")]

    def test_an_email_address_is_no_web_address(self) -> None:
        table = custom({"custom_instruction_1": ["Send the logo to art@mugs.com"]})
        assert codes(table) & {"TX301", "TX302"} == {"TX302"}

    @pytest.mark.parametrize(
        ("title", "text", "severity"),
        [
            ("Custom Business Card", "e.g. anna@flowers.com", "info"),
            ("Custom Mug", "e.g. name@company.com", "info"),
            ("Custom Mug", "anna@flowers.com", "error"),
        ],
    )
    def test_sample_addresses(self, title: str, text: str, severity: str) -> None:
        table = custom({"title": [title], "custom_placeholder_1": [text]})
        assert [s for s, _, _ in of(table, "TX302")] == [severity]

    def test_sample_web_address(self) -> None:
        table = custom({"title": ["Custom Mug"], "custom_placeholder_1": ["www.yourcompany.com"]})
        assert [s for s, _, _ in of(table, "TX301")] == ["info"]

    def test_sample_number_of_a_pet_tag(self) -> None:
        columns = {"title": ["Custom Pet Tag"], "custom_placeholder_1": ["e.g. (212) 736-5000"]}
        assert [s for s, _, _ in of(custom(columns), "TX303")] == ["info"]

    def test_the_marketplace_decides_what_a_number_is(self) -> None:
        columns = {"bullet_1": ["Anrufen: 030 901820"]}
        assert codes(custom(columns, language="de", marketplace="DE")) == {"TX303"}

    @pytest.mark.parametrize(
        ("title", "label"),
        [
            ("Custom Pet ID Tag", "Phone number"),
            ("Personalized Luggage Tag", "Address"),
            ("Custom Business Cards", "Email"),
            ("Return Address Stamp", "Address line 1"),
            ("Medical ID Bracelet", "Emergency contact number"),
            ("Custom Phone Case", "Phone model"),
            ("Custom Phone Case", "Select your phone"),
            ("Custom Mug", "Name (max 12 characters)"),
        ],
    )
    def test_products_that_print_contact_data(self, title: str, label: str) -> None:
        assert codes(custom({"title": [title], "custom_label_1": [label]})) == set()

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Scan the code with your phone", False),
            ("Colours differ on phones and screens", False),
            ("Please provide your phone number", True),
            ("Email us your logo after the order", False),  # content by another way, TX305
            ("Phone number for delivery, thanks", True),
        ],
    )
    def test_instructions_that_ask_or_mention(self, text: str, found: bool) -> None:
        table = custom({"title": ["Custom Mug"], "custom_label_1": ["Name"], "custom_instruction_1": [text]})
        assert ("TX306" in codes(table)) == found

    def test_choices_collect_nothing(self) -> None:
        assert "TX306" not in codes(choices("Phone", "iPhone 14", "iPhone 15", title="Custom Grip"))

    def test_a_product_of_the_settings(self) -> None:
        columns = {"title": ["Custom Drone Plate"], "custom_label_1": ["Phone number"]}
        settings = {**APPROVED, "printable_products": ["drone plate"]}
        assert codes(custom(columns, settings=settings)) == set()
        assert codes(custom(columns)) == {"TX306"}

    def test_where_no_title_tells_it_is_a_warning(self) -> None:
        assert of(custom({"custom_label_1": ["Phone number"]}), "TX306")[0][0] == "warning"
