"""Traps of the rules on services, extras and units among the choices."""

from __future__ import annotations

import pytest

from tests.option_case import audited, one_field, one_list


class TestGiftPackaging:
    @pytest.mark.parametrize(
        ("label", "values", "title"),
        [
            ("Box size", ["Large gift box", "Small gift box"], "Custom Gift Box"),
            ("Box", ["Walnut gift box", "Oak gift box"], "Engraved Wooden Box for Rings"),
            ("Card design", ["Birthday card", "Thank you card"], "Custom Greeting Card"),
            ("Packing", ["No gift box", "Standard"], "Custom Necklace"),
            ("Icon design", ["Gift box", "Balloon"], "Custom Sticker"),
        ],
    )
    def test_clean(self, label: str, values: list[str], title: str) -> None:
        assert "OP222" not in {code for code, _ in one_list(label, values, title)}

    def test_packaging_that_comes_with_the_product_does_not_make_it_packaging(self) -> None:
        found = one_list("Packing", ["Gift box", "Plain bag"], "Necklace with Gift Box")
        assert ("OP222", "warning") in found

    def test_gift_message_printed_on_the_product(self) -> None:
        assert "OP222" not in one_field("Gift message engraved on the back")
        assert "OP222" in one_field("Gift message")

    @pytest.mark.parametrize(
        ("policy", "found"),
        [("error", ("OP222", "error")), ("warning", ("OP222", "warning")), ("allow", None)],
    )
    def test_policy(self, policy: str, found: tuple[str, str] | None) -> None:
        got = one_list("Packing", ["Gift wrapping", "Plain"], gift_packaging_policy=policy)
        assert {one for one in got if one[0] == "OP222"} == ({found} if found else set())

    @pytest.mark.parametrize(
        ("language", "value"),
        [
            ("de", "Geschenkverpackung"),
            ("fr", "Papier cadeau"),
            ("es", "Caja de regalo"),
            ("it", "Confezione regalo"),
            ("ja", "ギフトラッピング"),
            ("zh", "精美礼盒"),
        ],
    )
    def test_languages(self, language: str, value: str) -> None:
        assert ("OP222", "warning") in one_list("X", [value, "Standard"], "Tasse", language)


class TestSpeed:
    @pytest.mark.parametrize(
        ("label", "values"),
        [
            ("Design", ["Gold Rush", "Polar Express"]),
            ("Style", ["Express", "Classic"]),
            ("Bag", ["Overnight bag", "Tote"]),
            ("Express", ["Love", "Joy", "Hope"]),
            ("Production", ["Standard", "No rush"]),
        ],
    )
    def test_clean(self, label: str, values: list[str]) -> None:
        assert "OP224" not in {code for code, _ in one_list(label, values)}

    @pytest.mark.parametrize(
        ("language", "value"),
        [
            ("en", "Rush processing"),
            ("de", "Expressversand"),
            ("fr", "Livraison express"),
            ("es", "Envío urgente"),
            ("it", "Spedizione espressa"),
            ("ja", "特急仕上げ"),
            ("zh", "加急制作"),
        ],
    )
    def test_languages(self, language: str, value: str) -> None:
        assert ("OP224", "error") in one_list("Service", [value, "Standard"], "X", language)

    def test_label_of_one_word_beside_speeds(self) -> None:
        assert ("OP224", "error") in one_list("Express", ["Standard (5 days)", "2 days"])

    def test_instructions_that_tell_the_time(self) -> None:
        assert "OP224" not in one_field("Name", instruction="Processing time is 3 days.")
        assert "OP224" not in one_field("Name", instruction="We cannot offer rush production.")
        assert "OP224" in one_field("Name", instruction="Write RUSH ORDER to have it made first.")


class TestSurvey:
    def test_kinds(self) -> None:
        columns = {
            "sku": ["A1", "A2", "A3", "A4"],
            "custom_label_1": [
                "Coupon code",
                "Leave a tip",
                "Subscribe to our newsletter",
                "How did you hear of us?",
            ],
        }
        table = audited(columns)
        messages = " ".join(table.loc[table["code"] == "OP241", "message"])
        for kind in ("a coupon code", "a tip or a donation", "a newsletter subscription"):
            assert kind in messages

    def test_spelling_confirmation_is_a_note(self) -> None:
        assert ("OP241", "info") in one_list("Check", ["I agree the spelling is as typed", "Check again"])

    @pytest.mark.parametrize("title", ["Tip Jar Sign", "Donation Box Label"])
    def test_products_that_print_the_words(self, title: str) -> None:
        assert "OP241" not in one_field("Tip jar text", title=title)

    @pytest.mark.parametrize(
        ("language", "label"),
        [
            ("de", "Gutscheincode"),
            ("fr", "Code promo"),
            ("es", "Cupón"),
            ("it", "Codice sconto"),
            ("ja", "クーポンコード"),
        ],
    )
    def test_languages(self, language: str, label: str) -> None:
        assert "OP241" in one_field(label, language=language)

    def test_french_first_name_is_no_gift_of_money(self) -> None:
        assert "OP241" not in one_field("Don Carlos", language="fr")


class TestExtras:
    @pytest.mark.parametrize(
        "label",
        [
            "Extra line of text",
            "Additional name",
            "Accessory color",
            "Extra pet",
            "Add a name",
            "Add-on design",
        ],
    )
    def test_labels_that_name_a_property(self, label: str) -> None:
        assert "OP221" not in one_field(label)

    @pytest.mark.parametrize(
        ("language", "label"),
        [
            ("de", "Zubehör"),
            ("fr", "Accessoires"),
            ("es", "Complemento"),
            ("it", "Accessori"),
            ("zh", "加购"),
            ("ja", "追加商品"),
        ],
    )
    def test_languages(self, language: str, label: str) -> None:
        assert "OP221" in one_field(label, language=language)

    def test_left_to_the_rule_on_second_products(self) -> None:
        found = one_list("Accessories", ["Extra charging cord", "Screen protector"], "Custom Phone Case")
        assert "OP221" not in {code for code, _ in found}

    def test_confirmed_by_the_seller(self) -> None:
        assert not one_list("Extras", ["A", "B"], field_purposes={"Extras": "the handle"})


class TestUnits:
    @pytest.mark.parametrize(
        ("label", "values", "title"),
        [
            ("Number of names", ["1", "2", "3"], "Custom Sign"),
            ("Number of pets", ["1", "2"], "Custom Portrait"),
            ("How many people?", ["1", "2"], "Custom Portrait"),
            ("Pieces", ["120 pieces", "500 pieces"], "Photo Puzzle"),
            ("Size", ["3 pieces", "5 pieces"], "Custom Canvas Wall Art"),
            ("Pieces", ["252 pieces", "500 pieces"], "Custom Gift"),
            ("Number of charms", ["1 pc", "2 pcs"], "Custom Bracelet"),
        ],
    )
    def test_clean(self, label: str, values: list[str], title: str) -> None:
        assert "OP223" not in {code for code, _ in one_list(label, values, title)}

    @pytest.mark.parametrize(
        ("label", "values", "language"),
        [
            ("Pack size", ["Single", "Pack of 3"], "en"),
            ("Second mug", ["One mug", "Two mugs"], "en"),
            ("Menge", ["1", "2"], "de"),
            ("Quantité", ["1", "2"], "fr"),
            ("Cantidad", ["1", "2"], "es"),
            ("Quantità", ["1", "2"], "it"),
            ("数量", ["1", "2"], "zh"),
            ("数量", ["1", "2"], "ja"),
            ("Angebot", ["1 Stück", "5 Stück"], "de"),
        ],
    )
    def test_found(self, label: str, values: list[str], language: str) -> None:
        assert ("OP223", "warning") in one_list(label, values, "X", language)

    def test_another_copy(self) -> None:
        assert ("OP223", "warning") in one_list("Copies", ["Original", "Extra copy"])
