"""Lists that ask for a tip or about the buyer or the shop."""

from __future__ import annotations

import pytest

from auditor.text.asked_besides import asks_besides
from auditor.text.matcher import Matcher
from auditor.text.units import counts_product, counts_units

MATCHERS = {language: Matcher((language,)) for language in ("en", "zh", "de", "fr", "es", "ja")}


@pytest.mark.parametrize(
    ("language", "label", "values", "expected"),
    [
        ("en", "Tip jar for the workshop", ["$4", "$6", "No tip"], True),
        ("en", "Tip", ["Round", "Chisel"], False),
        ("zh", "给师傅打赏", ["3元", "8元"], True),
        ("en", "Where you saw this", ["Pinterest", "A friend"], True),
        ("en", "Social icon", ["Instagram", "TikTok"], False),
        ("zh", "来源", ["抖音", "朋友推荐"], True),
        ("en", "Age", ["20-29", "30-39"], True),
        ("en", "Age", ["3", "4", "5"], False),
        ("en", "Kids age", ["02-04", "05-06"], False),
        ("de", "Erfahrung mit uns", ["gut", "schlecht"], True),
        ("ja", "当店のサービス", ["満足", "普通", "不満"], True),
    ],
)
def test_asks_besides(language: str, label: str, values: list[str], expected: bool) -> None:
    assert asks_besides(label, values, MATCHERS[language]) is expected


@pytest.mark.parametrize(
    ("language", "label", "values", "title", "expected"),
    [
        ("zh", "套餐", ["单件", "买两件"], "", True),
        ("es", "Unidades", ["30 uds", "60 uds"], "", True),
        ("de", "Zweite Tasse", ["nur eine", "zwei Tassen"], "", True),
        ("en", "Order", ["1 lantern", "2 lanterns"], "Custom Paper Lantern", True),
        ("en", "Order", ["1 lantern", "2 lanterns"], "", False),
        ("en", "Names", ["One name", "Two names"], "Custom Sign with Names", False),
        ("en", "Lines", ["2 lines", "3 lines"], "Custom Stamp 3 Lines", False),
        ("en", "Difficulty", ["250 pieces", "500 pieces"], "", False),
    ],
)
def test_units(language: str, label: str, values: list[str], title: str, expected: bool) -> None:
    assert counts_units(label, values, MATCHERS[language], title) is expected


def test_number_of_the_product() -> None:
    assert counts_product("Number of lanterns", "Custom Paper Lantern", MATCHERS["en"])
    assert not counts_product("Number of hearts", "Custom Paper Lantern", MATCHERS["en"])
