"""Contradictions inside a listing: what counts as stated, what as a contradiction, and in which units."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.attributes import KINDS, contradict, load_tables, only, read_tables, whole
from auditor.text.lexicon import LEXICON_LANGUAGES, LexiconError
from auditor.text.money import amount, surcharge
from auditor.text.quantities import counts, differ, measured, phones
from auditor.text.sentences import denied, sentence_at, sentence_bounds
from tests.demand_case import found


def listing(title: str, language: str = "en", **cells: str) -> list[str]:
    columns = {"sku": ["A1"], "is_customizable": ["Yes"], "title": [title]}
    return found({**columns, **{name: [cell] for name, cell in cells.items()}}, "CP032", language=language)


class TestTitles:
    @pytest.mark.parametrize(
        ("title", "cells", "language"),
        [
            ("Rose Gold Bar Necklace", {"color": "Gold"}, "en"),
            ("Choose your colour Red Mug", {"color": "Blue"}, "en"),
            ("Red Heart Mug", {"color": "White"}, "en"),
            ("Golden Retriever Mug", {"color": "White"}, "en"),
            ("Black Cat Mug", {"color": "White"}, "en"),
            ("Red Wine Glass", {"color": "Clear"}, "en"),
            ("Red and Blue Mug", {"color": "Green"}, "en"),
            ("Red Mug", {"color": "Red/Blue"}, "en"),
            ("Mug for Black Tea Lovers", {"color": "White"}, "en"),
            ("Custom Mug, Navy Blue", {"color": "Blue"}, "en"),
            ("Stainless Tumbler", {"material": "Stainless Steel"}, "en"),
            ("Wooden Sign", {"material": "Oak"}, "en"),
            ("Wine Glass", {"material": "Crystal"}, "en"),
            ("Leather Keychain with Metal Ring", {"material": "Leather"}, "en"),
            ("Silver Anniversary Leather Wallet", {"material": "Faux Leather"}, "en"),
            ("Mug 15 oz", {"size": "443 ml"}, "en"),
            ("Bottle 500 ml", {"size": "16 oz"}, "en"),
            ("Sign 8x10 inch", {"size": "20 cm"}, "en"),
            ("Set of 4 Coasters", {"number_of_items": "1"}, "en"),
            ("iPhone 14 / iPhone 15 Case", {"model_name": "iPhone 13"}, "en"),
            ("红心马克杯", {"color": "白色"}, "zh"),
            ("定制马克杯 颜色可选 红色杯子", {"color": "白色"}, "zh"),
            ("Tasse motif coeur rouge", {"color": "Blanc"}, "fr"),
        ],
    )
    def test_clean(self, title: str, cells: dict[str, str], language: str) -> None:
        assert listing(title, language, **cells) == []

    @pytest.mark.parametrize(
        ("title", "cells", "language"),
        [
            ("Personalized Red Mug", {"color": "Blue"}, "en"),
            ("Custom Mug - Red", {"color": "Blue"}, "en"),
            ("Red Ceramic Coffee Mug 11 oz", {"color": "Dark Blue"}, "en"),
            ("Ceramic Mug", {"material": "Stainless Steel"}, "en"),
            ("Oak Sign", {"material": "Walnut"}, "en"),
            ("Mug 15 oz", {"size": "11 oz"}, "en"),
            ("Necklace 18 inch", {"size": "40 cm"}, "en"),
            ("Set of 4 Coasters", {"number_of_items": "6"}, "en"),
            ("Case for iPhone 14 Pro", {"model_name": "iPhone 15 Pro"}, "en"),
            ("定制红色马克杯", {"color": "黑色"}, "zh"),
            ("Rote Tasse", {"color": "Blau"}, "de"),
            ("Tasse en céramique rouge personnalisée", {"color": "Bleu"}, "fr"),
            ("Taza roja personalizada", {"color": "Azul"}, "es"),
            ("Tazza rossa personalizzata", {"color": "Blu"}, "it"),
            ("赤マグカップ 名入れ", {"color": "青"}, "ja"),
        ],
    )
    def test_found(self, title: str, cells: dict[str, str], language: str) -> None:
        assert listing(title, language, **cells) == ["warning"]

    def test_parents_state_nothing(self) -> None:
        assert listing("Personalized Red Mug", color="Blue", parentage="parent") == []

    def test_bullet_that_names_the_property(self) -> None:
        assert listing("Sign", material="Glass", bullet_1="Material: solid oak wood. Made by hand.") == [
            "warning"
        ]
        assert listing("Sign", material="Glass", bullet_1="Looks like oak wood") == []


def options(label: str, value: str, **cells: str) -> list[str]:
    columns = {"sku": ["A1"], "parent_sku": ["P"], "custom_label_1": [label], "option_value_1": [value]}
    return found({**columns, **{name: [cell] for name, cell in cells.items()}}, "CP033")


@pytest.mark.parametrize(
    ("label", "value", "cells", "count"),
    [
        ("Color", "Red|Blue|Green", {"color": "Red"}, 2),
        ("Choose your colour", "Red|Blue", {"color": "Red"}, 1),
        ("Thread color", "Red|Blue", {"color": "Red"}, 0),
        ("Lid color", "Red|Blue", {"color": "Red"}, 0),
        ("Text colour", "Red|Blue", {"color": "Red"}, 0),
        ("Color", "Red|Blue", {"color": ""}, 0),
        ("Color", "Red|Blue", {"color": "Red", "parent_sku": ""}, 0),
        ("Size", "11 oz|15 oz", {"size": "325 ml"}, 1),
        ("Size", "Small|Large", {"size": "Medium"}, 0),
    ],
)
def test_options_of_a_child(label: str, value: str, cells: dict[str, str], count: int) -> None:
    assert len(options(label, value, **cells)) == count


class TestTables:
    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"colour": {"red": {"en": ["red"]}, "blue": {"en": ["Red"]}}}, "red and blue"),
            ({"colour": {"red": {"xx": ["red"]}}}, "no language"),
            ({"colour": {"red": {"en": [True]}}}, "not text"),
            ({"colours": {}}, "unknown sections"),
        ],
    )
    def test_mistakes_are_named(self, changes: dict[str, Any], says: str) -> None:
        with pytest.raises(LexiconError, match=says):
            read_tables({"colour": {}, "material": {}, **changes})

    @pytest.mark.parametrize("kind", KINDS)
    def test_every_value_has_words_in_every_language(self, kind: str) -> None:
        table = load_tables()[kind]
        for language in LEXICON_LANGUAGES:
            assert set(table.related) == set(table.words[language].values()), language

    @pytest.mark.parametrize("kind", KINDS)
    def test_contradiction_goes_both_ways(self, kind: str) -> None:
        names = list(load_tables()[kind].related)
        for first in names:
            assert not contradict(kind, first, first)
            for second in names:
                assert contradict(kind, first, second) == contradict(kind, second, first)

    def test_exact_value_of_several(self) -> None:
        oak = only("material", "solid oak wood", ("en",))
        assert oak is not None
        assert oak.name == "oak"
        assert only("material", "oak and glass", ("en",)) is None
        assert whole("colour", "Red Heart", ("en",)) is None


class TestQuantities:
    @pytest.mark.parametrize(
        ("first", "second", "different"),
        [("15 oz", "443 ml", False), ("11 oz", "325ml", False), ("15 oz", "11 oz", True), ("20 inch", "50 cm", False),
         ("8 oz", "227 kg", True), ("10 cm", "10 ml", False)],
    )  # fmt: skip
    def test_units(self, first: str, second: str, different: bool) -> None:
        assert differ(measured(first)[0], measured(second)[0]) is different

    @pytest.mark.parametrize("text", ["8 x 10 inch", "8x10 in", "10-12 cm", "3 in 1", "30oz/20oz"])
    def test_no_single_size(self, text: str) -> None:
        assert len(measured(text)) != 1

    @given(st.integers(1, 900))
    def test_same_number_in_two_units_differs_and_in_one_does_not(self, number: int) -> None:
        ounces, millilitres = measured(f"{number} oz")[0], measured(f"{number} ml")[0]
        assert differ(ounces, millilitres)
        assert not differ(ounces, ounces)

    @pytest.mark.parametrize(
        ("text", "number"),
        [("set of 4", 4), ("4 pack", 4), ("4er-set", 4), ("lot de 4", 4), ("juego de 4", 4), ("set da 4", 4),
         ("4件套", 4), ("4枚セット", 4), ("4 stuck", 4)],
    )  # fmt: skip
    def test_counts(self, text: str, number: int) -> None:
        assert [count for count, _ in counts(text)] == [number]

    def test_phones(self) -> None:
        assert [name for name, _ in phones("case for iphone 15 pro max and galaxy s24+")] == [
            "iphone 15 pro max",
            "galaxy s24 plus",
        ]


class TestMoney:
    @pytest.mark.parametrize(
        ("text", "value"),
        [("12.99", 12.99), ("$5", 5), ("1.299,00 €", 1299), ("1,299.00", 1299), ("-3", -3), ("+ 2,50 EUR", 2.5),
         ("1,000", 1000), ("¥50", 50), ("free", None), ("", None), ("5 of 6", None)],
    )  # fmt: skip
    def test_amounts(self, text: str, value: float | None) -> None:
        assert amount(text) == value

    @pytest.mark.parametrize(
        ("text", "value"),
        [("Large (+$5.00)", 5), ("Gravur (+ 2,50 €)", 2.5), ("豪华(+¥50)", 50), ("Plain (-$2)", -2), ("Size 5", None),
         ("A - 5", None), ("Gold +5 €", 5)],
    )  # fmt: skip
    def test_surcharges(self, text: str, value: float | None) -> None:
        assert surcharge(text) == value

    @given(st.decimals(0, 99999, places=2))
    def test_two_notations_say_the_same(self, value: Any) -> None:
        english = f"{value:,.2f}"
        continental = english.replace(",", " ").replace(".", ",").replace(" ", ".")
        assert amount(english) == amount(continental) == float(value)


class TestSentences:
    def test_bounds(self) -> None:
        text = "One mug. It is not red! Blue?"
        assert sentence_at(text, text.index("red")).strip() == "It is not red"
        assert sentence_at("第一。不是现货。", 4) == "不是现货"

    @given(st.text(max_size=60), st.integers(0, 59))
    def test_a_place_lies_in_its_sentence(self, text: str, place: int) -> None:
        start, end = sentence_bounds(text, place)
        assert 0 <= start <= end <= len(text)

    @pytest.mark.parametrize(
        "text", ["not red", "kein Rot", "pas rouge", "sin rojo", "non rosso", "不是红色", "赤ではない"]
    )
    def test_denials(self, text: str) -> None:
        assert denied(text)
        assert not denied("red rot rouge rojo rosso")
