"""Hidden characters, colour codes, numbers of components, and what could not be checked; their traps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.config import settings_from
from auditor.engine import audit
from auditor.evidence import Run
from auditor.feed.table import Feed
from auditor.rules import all_rules
from auditor.rules.file_hygiene import _dirt
from tests.feeds import make_feed

CODES = ("FF709", "FF712", "FF713", "FF714")
RULES = [rule for rule in all_rules() if rule.code in CODES]


def table(
    columns: Mapping[str, Sequence[str]],
    settings: Mapping[str, Any] | None = None,
    others: Sequence[Feed] = (),
    **made: Any,
) -> pd.DataFrame:
    feed = make_feed(columns, **made)
    result = audit(feed, settings_from(dict(settings or {})), run=Run((feed, *others)), rules=RULES)
    assert not result.crashed, result.problems
    found = result.table("en")
    return found[found["code"] != "FF714"].reset_index(drop=True)


@pytest.mark.parametrize(
    ("field", "text", "clean"),
    [
        ("title", "Mug\u200b for Dad", "Mug for Dad"),
        ("title", "Mug\u202e for Dad", "Mug for Dad"),
        ("title", "Mug\u00a0for Dad", "Mug for Dad"),
        ("title", "Mug\nfor Dad", "Mug for Dad"),
        ("title", "Mug for Dad\n", "Mug for Dad"),
        ("title", "\ufeffMug", "Mug"),
        ("title", "So\u00adft", "Soft"),
        ("size", " 10 cm ", "10 cm"),
        ("gtin", '="0614141000012"', "0614141000012"),
        ("description", "Two\r\nlines\u0007", "Two\r\nlines"),
        ("title", "定制马克杯\u3000", "定制马克杯"),
    ],
)
def test_dirt_and_its_fix(field: str, text: str, clean: str) -> None:
    found = table({"sku": ["A1"], field: [text]})
    assert found[["code", "fix"]].to_numpy().tolist() == [["FF712", clean]]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("description", "Line one\nline two"),
        ("bullet_1", "Line one\nline two"),
        ("option_value_1", "Red\nBlue"),
        ("title", "Family 👨\u200d👩\u200d👧 Mug ❤\ufe0f"),
        ("title", "Flag 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f Mug"),
        ("title", "می\u200cخواهم"),
        ("title", "定制\u3000马克杯"),
        ("title", "Tasse personnalisÃ\u00a0e"),
        ("parent_sku", " "),
        ("title", '"Quoted" = words'),
    ],
)
def test_what_is_no_dirt(field: str, text: str) -> None:
    assert table({"sku": ["A1"], field: [text]}).empty


def test_blanks_in_running_texts_are_a_note() -> None:
    found = table({"sku": ["A1 "], "bullet_1": ["Keeps warm "], "?Remark": [" x"]})
    assert found.set_index("header")["severity"].to_dict() == {
        "sku": "warning",
        "bullet 1": "info",
        "Remark": "info",
    }


@given(
    st.text("a b\u00a0\u200b\u202e\n\t\ufeff定", max_size=12), st.sampled_from(["title", "description", ""])
)
def test_cleaning_is_done_once(text: str, field: str) -> None:
    found = _dirt(text, field)
    if found:
        assert _dirt(found[1], field) is None


@pytest.mark.parametrize(
    ("text", "fix"),
    [("#1af", "#11aaff"), ("navy", None), ("#12345", None), ("rgb(0, 0, 0)", None), ("#GGGGGG", None)],
)
def test_no_hex_code(text: str, fix: str | None) -> None:
    found = table({"sku": ["A1"], "color_hex_1_1": [text]})
    assert found["code"].tolist() == ["FF713"]
    assert (None if pd.isna(found["fix"][0]) else found["fix"][0]) == fix


def test_colour_names_have_a_column_of_their_own() -> None:
    assert table({"sku": ["A1"], "color_option_1_1": ["Navy"], "color_hex_1_1": ["000080"]}).empty


def choices(count: int) -> dict[str, Sequence[str]]:
    return {
        "sku": ["A1"],
        "custom_label_1": ["Color"],
        "option_value_1": ["|".join(f"T{n}" for n in range(count))],
    }


def test_limits_of_choices() -> None:
    assert table(choices(100)).empty
    found = table(choices(101))
    assert found["message"].tolist() == ["101 choices in this list; the limit is 100."]
    assert table(choices(101), {"component_limits": {"options": 200}}).empty
    assert len(table({**choices(21), "product_type": ["guild_home"]})) == 1


def test_limits_of_surfaces_and_customizations() -> None:
    surfaces = {
        **{f"custom_surface_{n}": [f"Side {n}"] for n in range(1, 7)},
        **{f"custom_label_{n}": [f"Text {n}"] for n in range(1, 7)},
    }
    assert table({"sku": ["A1"], **surfaces})["message"].tolist() == [
        "6 surfaces of this product; the limit is 5."
    ]
    crowded = {
        "custom_surface_1": ["Front"],
        **{f"custom_label_{n}": [f"Text {n}"] for n in range(1, 17)},
    }
    found = table({"sku": ["A1"], **crowded})
    assert found[["field", "message"]].to_numpy().tolist() == [
        ["custom_label_16", "16 customizations of this product; the limit is 15."]
    ]


def coverage(feed: Feed, *others: Feed) -> list[str]:
    found = audit(feed, run=Run((feed, *others)), rules=RULES).table("en")
    return found.loc[found["code"] == "FF714", "message"].tolist()


def test_another_file_of_the_run_may_cover_it() -> None:
    listing = make_feed({"sku": ["A1"], "title": ["Mug"], "is_customizable": ["Yes"]})
    form = make_feed({"sku": ["A1"], "custom_label_1": ["Name"]})
    plain = make_feed({"sku": ["A1"], "title": ["Mug"]})
    assert len(coverage(listing)) == 1
    assert "title" in coverage(form)[0]
    assert coverage(listing, form) == []
    assert coverage(form, listing) == []
    assert coverage(plain) == []
