"""What a label announces, what a choice names, what denies what, how many units, how fast."""

from __future__ import annotations

import pytest

from auditor.text.matcher import Matcher
from auditor.text.ordered_along import offer_of, role_of, second_product_in
from auditor.text.services import packs, sells_speed
from auditor.text.switches import denies
from auditor.text.units import counts_units
from auditor.text.yes_no import judge_list

MATCHERS = {lang: Matcher((lang, "en")) for lang in ("en", "zh", "de", "fr", "es", "it", "ja")}


@pytest.mark.parametrize(
    ("language", "label", "offer"),
    [
        ("en", "Add some of these to your cart", "along"),
        ("en", "People also bought", "along"),
        ("en", "Accessories engraving", ""),
        ("en", "Add your text to the order", ""),
        ("zh", "顺手一起拍", "along"),
        ("zh", "配件刻字", ""),
        ("de", "Gleich mitbestellen", "along"),
        ("fr", "Je voudrais aussi", "along"),
        ("es", "Compra también", "along"),
        ("it", "Acquistati insieme", "along"),
        ("ja", "あわせて注文", "along"),
        ("ja", "追加の文字", ""),
    ],
)
def test_what_a_label_announces(language: str, label: str, offer: str) -> None:
    assert offer_of(label, MATCHERS[language]) == offer


@pytest.mark.parametrize(
    ("language", "value", "role"),
    [
        ("en", "Silver keychain", "thing"),
        ("en", "Keychain engraving", "craft"),
        ("en", "Name on the mug", "craft"),
        ("fr", "Gravure sur la tasse", "craft"),
        ("it", "Cappello con nome", "thing"),
        ("zh", "背面刻字", "craft"),
        ("en", "Deluxe set 2", "craft"),
    ],
)
def test_the_head_decides_what_a_choice_is(language: str, value: str, role: str) -> None:
    assert role_of(value, MATCHERS[language]) == role


def test_only_an_announcement_makes_an_unknown_noun_a_product() -> None:
    matcher = MATCHERS["en"]
    under = {
        label: second_product_in("Moss terrarium", label, "Engraved Trowel", {}, matcher)
        for label in ("Add to your order", "Extras", "Scenery")
    }
    assert under["Extras"] is under["Scenery"] is None
    found = under["Add to your order"]
    assert found is not None
    assert not found.sure


@pytest.mark.parametrize(
    ("language", "label", "values", "expected"),
    [
        ("en", "Polish", ("Polished", "Unpolished"), True),
        ("en", "Style", ("Lined", "Unlined"), False),
        ("en", "Edge", ("Not rounded", "Bevelled"), False),
        ("de", "Nummer", ("nummeriert", "nicht nummeriert"), True),
        ("fr", "Bordure", ("ne pas broder", "broder"), True),
        ("es", "Flecos", ("teñido", "sin teñir"), True),
        ("zh", "抛光", ("抛光", "不抛光"), True),
        ("zh", "安装", ("免打孔", "打孔"), False),
        ("ja", "塗装", ("塗る", "塗らない"), True),
    ],
)
def test_a_word_beside_its_denial(language: str, label: str, values: tuple[str, str], expected: bool) -> None:
    assert denies(values, label, MATCHERS[language]) is expected


def test_a_lone_no_beside_several_choices_is_apart_from_a_bare_one() -> None:
    matcher = MATCHERS["en"]
    assert judge_list("Piping", ("No", "Cotton", "Satin"), matcher).lone == (0,)
    assert judge_list("Piping", ("No piping", "Cotton", "Satin"), matcher).lone == ()
    assert judge_list("Country", ("NO", "SE", "FI"), matcher).lone == ()
    assert judge_list("Piping", ("No", "Satin"), matcher).bare == (0,)


@pytest.mark.parametrize(
    ("language", "label", "values", "expected"),
    [
        ("en", "Turnaround", ("8 days", "3 days (+$9)"), True),
        ("en", "Turnaround", ("8 days",), False),
        ("en", "Ribbon", ("8 days", "3 days"), False),
        ("fr", "Transporteur", ("GLS", "Colissimo"), True),
        ("ja", "納期", ("通常", "最短"), True),
        ("zh", "发货速度", ("标准", "普通"), False),
    ],
)
def test_speeds_need_a_label_of_delivery(
    language: str, label: str, values: tuple[str, ...], expected: bool
) -> None:
    assert sells_speed(label, values, MATCHERS[language]) is expected


@pytest.mark.parametrize(
    ("language", "label", "expected"),
    [
        ("en", "Choose gift packaging", True),
        ("en", "Boxer name", False),
        ("it", "Astuccio", True),
        ("zh", "首饰盒颜色", True),
    ],
)
def test_labels_of_packaging(language: str, label: str, expected: bool) -> None:
    assert packs(label, MATCHERS[language]) is expected


def test_pairs_and_packs_are_units() -> None:
    matcher = MATCHERS["en"]
    assert counts_units("Amount", ("Single", "Pair"), matcher)
    assert counts_units("Amount", ("20 pack", "40 pack"), matcher)
    assert not counts_units("Pieces", ("120", "500"), matcher)
