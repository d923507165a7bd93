"""Traps of the rules on option lists: single and repeated choices, products, prices, purposes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.option_case import audited, one_field, one_list


class TestLists:
    def test_single_font_or_colour_of_a_text_is_fine(self) -> None:
        columns = {
            "sku": ["A1"],
            "custom_label_1": ["Name"],
            "font_name_1_1": ["Arial"],
            "color_option_1_1": ["Black"],
        }
        assert "OP250" not in set(audited(columns)["code"])

    @pytest.mark.parametrize("cell", ["Red or Blue", "See chart", "Red/Blue/Green", "S, M or L"])
    def test_cells_that_may_hold_several(self, cell: str) -> None:
        columns = {"sku": ["A1"], "custom_label_1": ["Colour"], "option_value_1": [cell]}
        assert "OP250" not in set(audited(columns)["code"])

    def test_choices_of_one_product_in_scattered_rows(self) -> None:
        columns = {
            "sku": ["A1", "B1", "A1", "B1"],
            "custom_label_1": ["Colour"] * 4,
            "option_value_1": ["Red", "Red", "Blue", "Blue"],
        }
        assert "OP250" not in set(audited(columns)["code"])

    def test_repetition_across_rows_of_a_sku_that_stands_twice(self) -> None:
        columns = {
            "sku": ["A1", "A1"],
            "custom_label_1": ["Colour", "Colour"],
            "option_value_1": ["Red|Blue"] * 2,
        }
        assert "OP251" not in set(audited(columns)["code"])

    def test_repetition_in_a_row_per_value(self) -> None:
        columns = {
            "sku": ["A1"] * 4,
            "custom_label_1": ["Colour"] * 4,
            "option_value_1": ["Red", "Blue", "Red", "Pink"],
        }
        table = audited(columns)
        assert table.loc[table["code"] == "OP251", "row"].tolist() == [4]

    @pytest.mark.parametrize(
        "values", [("A", "a"), ("Papa", "Papá"), ("Red (+$5)", "Red (+$3)"), ("No. 1", "No. 2")]
    )
    def test_choices_that_differ(self, values: tuple[str, str]) -> None:
        assert "OP251" not in {code for code, _ in one_list("Style", values)}

    def test_fix_takes_the_repetition_out_of_the_cell(self) -> None:
        columns = {"sku": ["A1"], "custom_label_1": ["Colour"], "option_value_1": ["Red | Blue | red | Pink"]}
        table = audited(columns)
        assert table.loc[table["code"] == "OP251", "fix"].tolist() == ["Red | Blue | Pink"]

    def test_fix_empties_a_numbered_cell_but_not_beside_a_price(self) -> None:
        columns = {
            "sku": ["A1", "A2"],
            "custom_label_1": ["Style", "Style"],
            "option_value_1_1": ["Plain", "Plain"],
            "option_value_1_2": ["Plain", "Plain"],
            "option_price_1_2": ["", "3"],
            "option_value_1_3": ["Fine", "Fine"],
        }
        table = audited(columns)
        fixes = table.loc[table["code"] == "OP251", "fix"].tolist()
        assert fixes == ["", None]


class TestProducts:
    @pytest.mark.parametrize(
        ("label", "values"),
        [
            ("Frame", ["Oak frame", "Black frame"]),
            ("Position", ["Front", "Back", "Sleeve"]),
            ("Icon", ["Mug", "Hat", "Candle"]),
            ("Colour", ["Red mug", "Blue mug"]),
            ("Size", ["11 oz mug", "15 oz mug"]),
            ("Name", ["Mug", "Cup"]),
        ],
    )
    def test_clean(self, label: str, values: list[str]) -> None:
        assert "OP253" not in {code for code, _ in one_list(label, values)}

    @pytest.mark.parametrize(
        ("language", "values"),
        [
            ("de", ["Tasse", "Kissen", "T-Shirt"]),
            ("fr", ["Mug", "Coussin"]),
            ("es", ["Taza", "Cojín"]),
            ("it", ["Tazza", "Cuscino"]),
            ("ja", ["マグカップ", "クッション"]),
            ("zh", ["马克杯", "抱枕"]),
        ],
    )
    def test_languages(self, language: str, values: list[str]) -> None:
        assert ("OP253", "warning") in one_list("X", values, "X", language)


def priced(
    label: str, prices: Sequence[str], base: str = "10", values: Sequence[str] = ()
) -> set[tuple[str, str]]:
    columns = {"sku": ["A1"], "price": [base], "custom_label_1": [label]}
    for number, price in enumerate(prices, 1):
        columns[f"option_value_1_{number}"] = [values[number - 1] if values else f"Kind {number}"]
        columns[f"option_price_1_{number}"] = [price]
    table = audited(columns)
    return {
        pair for pair in zip(table["code"], table["severity"], strict=True) if pair[0] in ("OP252", "OP254")
    }


class TestPrices:
    def test_surcharge_above_the_base_price(self) -> None:
        assert priced("Style", ["0", "10.01"]) == {("OP252", "warning")}
        assert priced("Style", ["0", "10.00"]) == set()

    def test_sizes_may_cost_more(self) -> None:
        assert priced("Size", ["0", "25"]) == {("OP252", "info")}

    def test_letters_are_paid_one_by_one(self) -> None:
        assert priced("Number of letters", ["1", "20"]) == set()

    def test_token_base_price(self) -> None:
        assert priced("Size", ["0", "0.50"], base="1.00") == {("OP252", "warning")}

    def test_equal_surcharges(self) -> None:
        assert priced("Style", ["5", "5"]) == {("OP252", "warning")}
        assert priced("Style", ["5", "0"]) == set()

    def test_limits_of_the_seller(self) -> None:
        columns = {
            "sku": ["A1"],
            "price": ["10"],
            "custom_label_1": ["Style"],
            "option_value_1": ["Plain|Fine (+$15)"],
        }
        assert "OP252" in set(audited(columns)["code"])
        table = audited(columns, settings={"price_rules": {"max_delta_ratio": 2}})
        assert "OP252" not in set(table["code"])

    def test_list_of_prices_in_one_cell(self) -> None:
        columns = {
            "sku": ["A1"],
            "price": ["10"],
            "custom_label_1": ["Style"],
            "option_value_1": ["Plain|Fine|Finest"],
            "option_price_1": ["0|5|25"],
        }
        table = audited(columns)
        assert table.loc[table["code"] == "OP252", ["column", "message"]].to_numpy().tolist() == [
            ["E", "The base price is 10, the choices of 'Style' add up to 25."]
        ]

    def test_negative_price(self) -> None:
        assert priced("Style", ["0", "-3"]) == {("OP254", "warning")}

    @pytest.mark.parametrize("value", ["50% cotton", "100% wool", "Discount Sign"])
    def test_percentages_that_are_no_discount(self, value: str) -> None:
        assert priced("Fabric", ["0", "0"], values=[value, "Linen"]) == set()

    @pytest.mark.parametrize(
        ("language", "value"),
        [
            ("en", "2nd item 20% off"),
            ("de", "10 % Rabatt"),
            ("fr", "10 % de remise"),
            ("es", "10% de descuento"),
            ("it", "Sconto 10%"),
            ("ja", "10%オフ"),
            ("zh", "满减优惠"),
        ],
    )
    def test_discount_in_words(self, language: str, value: str) -> None:
        assert ("OP254", "warning") in one_list("X", [value, "Standard"], "X", language)


class TestPurpose:
    @pytest.mark.parametrize(
        "label", ["Fur baby #1", "Text 1", "Line 2", "Customization 3", "Year", "Ink", "Oak or pine"]
    )
    def test_understood(self, label: str) -> None:
        assert "OP240" not in one_field(label)

    def test_asked_once_per_label(self) -> None:
        columns = {"sku": ["A1", "A2"], "custom_label_1": ["Zorblax", "Zorblax"]}
        table = audited(columns)
        asked = table[table["code"] == "OP240"]
        assert asked["row"].tolist() == [2]
        assert "2)" in asked["message"].iloc[0]

    def test_choices_explain_a_label(self) -> None:
        assert "OP240" not in {code for code, _ in one_list("Your wish", ["Front print", "Back print"])}
