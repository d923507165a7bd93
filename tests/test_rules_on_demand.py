"""Traps of the rules on approval elsewhere, hardware, nothing to choose, ready-made goods, fulfilment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.demand_case import audited, custom_text, found


class TestApprovalElsewhere:
    MUG: Mapping[str, Sequence[str]] = {"sku": ["A1"], "is_customizable": ["Yes"], "title": ["Custom Mug"]}

    @pytest.mark.parametrize(
        ("marketplace", "covered", "severities"),
        [("US", ["US"], []), ("US", ["DE"], ["error"]), ("", ["DE"], ["info"]), ("US", [], [])],
    )
    def test_marketplaces(self, marketplace: str, covered: list[str], severities: list[str]) -> None:
        approval = {"status": "approved", "marketplaces": covered}
        assert found(self.MUG, "CP002", marketplace=marketplace, program_approval=approval) == severities

    def test_currency_stands_for_a_marketplace(self) -> None:
        approval = {"status": "approved", "marketplaces": ["DE"]}
        for currency, severities in (("GBP", ["error"]), ("EUR", ["info"])):
            columns = {**self.MUG, "currency": [currency]}
            assert found(columns, "CP002", marketplace="", program_approval=approval) == severities

    def test_handmade_has_an_approval_of_its_own(self) -> None:
        columns = {**self.MUG, "product_type": ["GUILD_HOME"]}
        settings = {
            "program_approval": {"status": "approved", "marketplaces": ["DE"]},
            "handmade_approval": {"status": "approved", "marketplaces": ["US"]},
        }
        assert found(columns, "CP002", **settings) == []

    def test_no_approval_is_another_rule(self) -> None:
        table = audited(self.MUG, program_approval={"status": "none", "marketplaces": ["DE"]})
        assert set(table["code"]) & {"CP001", "CP002"} == {"CP001"}


def configured(title: str, **lists: Sequence[str]) -> list[str]:
    columns = {"sku": ["A1"], "title": [title]}
    for number, (label, values) in enumerate(lists.items(), 1):
        columns[f"custom_label_{number}"] = [label.replace("_", " ")]
        columns[f"option_value_{number}"] = ["|".join(values)]
    return found(columns, "CP012")


class TestHardware:
    def test_one_part_is_a_drive(self) -> None:
        assert configured("Custom USB Drive", Capacity=["16GB", "32GB"], Colour=["Red", "Blue"]) == []

    def test_sizes_of_memory_are_no_storage(self) -> None:
        assert configured("Custom Thing", RAM=["8GB", "16GB"]) == []

    def test_two_parts(self) -> None:
        assert configured("DIY Kit", RAM=["8GB", "16GB"], SSD=["512GB", "1TB"]) == ["error", "error"]

    def test_parts_in_one_list(self) -> None:
        values = ["i5 / 16GB RAM", "i7 / 32GB RAM"]
        columns = {"sku": ["A1"], "title": ["Gift"], "custom_label_1": ["Configuration"]}
        columns |= {f"option_value_1_{n}": [v] for n, v in enumerate(values, 1)}
        assert found(columns, "CP012") == ["error"]

    def test_phones_are_not_named(self) -> None:
        assert set(configured("Refurbished Smartphone", RAM=["8GB", "12GB"], Storage=["128GB", "256GB"])) == {
            "info"
        }

    def test_plugs_and_wooden_boxes(self) -> None:
        assert configured("Neon Sign", Power_supply=["US plug", "EU plug"], Storage=["Box", "Bag"]) == []

    @pytest.mark.parametrize(
        ("title", "language", "severities"),
        [
            ("Custom E-Reader Case", "en", []),
            ("Custom iPhone 14 PC Case", "en", []),
            ("Engraved Smartwatch", "en", ["info"]),
            ("Smartwatch Band Engraved", "en", []),
            ("Gravierte Smartwatch", "de", ["info"]),
            ("Liseuse personnalisée", "fr", ["info"]),
            ("Housse pour liseuse", "fr", []),
        ],
    )
    def test_borderline(self, title: str, language: str, severities: list[str]) -> None:
        columns = {"sku": ["A1"], "title": [title], "is_customizable": ["Yes"]}
        assert found(columns, "CP014", language=language) == severities

    def test_denied_by_a_person(self) -> None:
        columns = {"sku": ["A1"], "title": ["Engraved Smartwatch"], "is_customizable": ["Yes"]}
        assert found(columns, "CP014", decisions={"A1": {"CP014": "denied"}}) == ["error"]


class TestNothingToChoose:
    FLAGGED: Mapping[str, Sequence[str]] = {"sku": ["A1", "A2"], "is_customizable": ["Yes", "Yes"]}

    def test_without_customizations_in_sight_it_is_one_note(self) -> None:
        assert found(self.FLAGGED, "CP020") == ["info"]

    def test_settings_say_that_all_are_in_sight(self) -> None:
        assert found(self.FLAGGED, "CP020", custom_template_present=True) == ["error", "error"]

    def test_other_file_of_the_run(self) -> None:
        template = {"sku": ["A1"], "custom_label_1": ["Text"]}
        assert found(self.FLAGGED, "CP020", others=[template]) == ["error"]

    def test_handmade_keeps_them_elsewhere(self) -> None:
        columns = {**self.FLAGGED, "product_type": ["GUILD_HOME", "GUILD_HOME"]}
        assert found(columns, "CP020", custom_template_present=True) == []

    def test_rows_that_go_on_describing_a_product(self) -> None:
        columns = {
            "sku": ["A1", "A1"],
            "is_customizable": ["Yes", "Yes"],
            "custom_label_1": ["", "Text"],
        }
        assert found(columns, "CP020") == []


class TestReadyMade:
    @pytest.mark.parametrize(
        ("field", "text", "severities"),
        [
            ("bullet_1", "Ready to hang, ready to use", []),
            ("bullet_1", "Made from in-stock blanks", []),
            ("bullet_1", "Better than buying pre-made signs", []),
            ("bullet_1", "This is never off the shelf", []),
            ("bullet_1", "Ready to ship in 3 days after engraving", ["info"]),
            ("title", "Custom Mug - ready to ship", ["warning"]),
            ("bullet_1", "Pre-made item, shipped today", ["warning"]),
            ("handling_time", "0", ["warning"]),
            ("handling_time", "1", []),
        ],
    )
    def test_texts(self, field: str, text: str, severities: list[str]) -> None:
        assert found(custom_text(field, text), "CP021") == severities

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("de", "Tasse, sofort lieferbar"),
            ("fr", "Tasse prêt à expédier"),
            ("es", "Taza, entrega inmediata"),
            ("it", "Tazza, pronta consegna"),
            ("ja", "名入れマグカップ 即納"),
            ("zh", "定制马克杯 现货"),
        ],
    )
    def test_languages(self, language: str, text: str) -> None:
        assert found(custom_text("title", text), "CP021", language=language) == ["warning"]

    def test_words_of_the_seller(self) -> None:
        columns = custom_text("title", "Custom Mug - ready to ship")
        assert found(columns, "CP021", allow_stock_words=["ready to ship"]) == []


class TestFulfilment:
    @pytest.mark.parametrize(
        "value", ["AMAZON_NA", "AMAZON_EU", "AFN", "FBA", "Versand durch Amazon", "亚马逊配送"]
    )
    def test_amazon(self, value: str) -> None:
        assert found(custom_text("fulfillment_channel", value), "CP022") == ["error"]

    @pytest.mark.parametrize("value", ["DEFAULT", "MFN", "Merchant", "卖家自配送"])
    def test_merchant(self, value: str) -> None:
        assert found(custom_text("fulfillment_channel", value), "CP022") == []

    def test_only_the_title_speaks_of_customization(self) -> None:
        columns = {"sku": ["A1"], "title": ["Personalized Mug"], "fulfillment_channel": ["AMAZON_NA"]}
        assert found(columns, "CP022") == ["warning"]
