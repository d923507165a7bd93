"""What a cell was meant to be: list values, numbers, search terms; nothing where there is doubt."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.evidence.shape_fixes import listed, number_meant, values_by_fold
from auditor.rules.search_term_words import repeated


class TestValuesMeant:
    @pytest.mark.parametrize(
        ("text", "proven", "meant"),
        [
            ("19,99", True, "19.99"),
            ("19,99", False, None),
            ("1,299", True, None),
            ("1.299,00", True, None),
            ("19.989999999999998", False, "19.99"),
            ("0.30000000000000004", False, "0.30"),
            ("19.98765432101234", False, None),
            ("19.994999999999997", False, None),
            ("€ 19,99", True, None),
        ],
    )
    def test_numbers(self, text: str, proven: bool, meant: str | None) -> None:
        assert number_meant(text, proven=proven) == meant

    def test_lists(self) -> None:
        known = values_by_fold(["Light Blue", "mW", "MW", "Partial Update"])
        assert listed("light  blue", known) == "Light Blue"
        assert listed("LightBlue", known) == "Light Blue"
        assert listed("Mw", known) is None
        assert listed("Blue", known) is None
        assert listed("1 1", values_by_fold(["1", "11"])) is None


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("mom mug dad mug", "mom mug dad"),
        ("mug mug mug", None),
        ("Mom Gift, dad gift, mom  gift", "Mom Gift, dad gift"),
        ("a; a; bb; bb", "a; a; bb; bb"),
        ("马克杯 礼物 马克杯", "马克杯 礼物"),
        ("size 10 size 10", "size 10 10"),
        ("mug\ncup\nmug", "mug\ncup"),
        ("tea cup, cup tea", None),
    ],
)
def test_search_terms_without_repetition(text: str, fix: str | None) -> None:
    found = repeated(text)
    if text == "a; a; bb; bb":
        assert found is None
    else:
        assert (found.fix if found else None) == fix


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["mug", "Mug", "cup", "yo", "10", "for", ",", ";"]), max_size=12).map(" ".join)
)
def test_repetitions_are_gone_at_once(text: str) -> None:
    found = repeated(text)
    if found:
        assert repeated(found.fix) is None
        assert text[found.start : found.end].strip()
