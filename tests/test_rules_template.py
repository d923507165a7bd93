"""Rules on the Amazon Custom template, the inventory behind it, and full updates; their traps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import pytest

from auditor.config import settings_from
from auditor.engine import audit
from auditor.evidence import Run
from auditor.feed.table import Feed
from auditor.rules import all_rules
from tests.feeds import CUSTOM, make_feed

HYGIENE = ("FF712", "FF714")
"""Stray blanks, and what could not be checked: rules of their own, tested elsewhere."""
RULES = [rule for rule in all_rules() if rule.family in ("FF", "TP") and rule.code not in HYGIENE]


def findings(feed: Feed, others: Sequence[Feed] = ()) -> pd.DataFrame:
    result = audit(feed, settings_from({}), run=Run((feed, *others)), rules=RULES)
    assert not result.crashed, result.problems
    return result.table("en")


def codes(feed: Feed, others: Sequence[Feed] = ()) -> list[tuple[str, str | None, str | None]]:
    """(code, row index or None, column key) in the order of the report."""
    table = findings(feed, others)
    rows = [None if pd.isna(row) else int(row) - int(feed.row_numbers[0]) for row in table["row"]]
    return list(zip(table["code"], rows, table["field"], strict=True))


def sheet(columns: Mapping[str, Sequence[str]], layout: str = "customization_sheet") -> Feed:
    return make_feed(columns, layout=layout)


class TestCustomTemplate:
    def test_left_out_component_is_allowed(self) -> None:
        feed = sheet(
            {"sku": ["A", "B"], "custom_label_1": ["Name", ""], "custom_max_chars_1": ["20", ""]}, CUSTOM
        )
        starred = tuple(replace(c, required=True) for c in feed.columns)
        assert codes(feed.replaced(columns=starred)) == []

    def test_half_filled_component_is_not(self) -> None:
        feed = sheet(
            {"sku": ["A", "B"], "custom_label_1": ["Name", ""], "custom_max_chars_1": ["20", "20"]}, CUSTOM
        )
        starred = tuple(replace(c, required=True) for c in feed.columns)
        assert codes(feed.replaced(columns=starred)) == [("FF704", 1, "custom_label_1")]

    def test_later_options_may_stay_blank(self) -> None:
        columns = {
            "sku": ["A"],
            "custom_label_1": ["Size"],
            "option_value_1_1": ["S"],
            "option_value_1_2": [""],
        }
        feed = sheet(columns, CUSTOM)
        starred = tuple(replace(c, required=True) for c in feed.columns)
        assert codes(feed.replaced(columns=starred)) == []

    def test_emoji_counts_twice(self) -> None:
        assert codes(sheet({"sku": ["A"], "custom_label_1": ["x" * 97 + "😀"]}, CUSTOM)) == []
        assert [
            c for c, _, _ in codes(sheet({"sku": ["A"], "custom_label_1": ["x" * 98 + "😀"]}, CUSTOM))
        ] == ["FF706"]

    def test_limits_of_the_template_bind_the_template_only(self) -> None:
        columns = {
            "sku": ["A"],
            "custom_label_1": ["x" * 120],
            "custom_max_chars_1": ["500"],
            "area_x_1": ["10"],
        }
        assert codes(sheet(columns)) == []

    @pytest.mark.parametrize(
        "link",
        ["https://x.example/a.jpg?width=400", "https://x.example/a.PNG", "https://x.example/a.b/c.jpg#1"],
    )
    def test_query_strings_are_no_endings(self, link: str) -> None:
        assert codes(sheet({"sku": ["A"], "preview_image_url_1": [link]}, CUSTOM)) == []

    @pytest.mark.parametrize(
        "link",
        [
            "https://x.example/a.jpeg",
            "https://x.example/a",
            "www.x.example/a.jpg",
            "https://x.example/a b.jpg",
        ],
    )
    def test_addresses_the_template_refuses(self, link: str) -> None:
        assert [c for c, _, _ in codes(sheet({"sku": ["A"], "preview_image_url_1": [link]}, CUSTOM))] == [
            "FF707"
        ]

    def test_whole_numbers(self) -> None:
        feed = sheet({"sku": list("ABCDE"), "area_x_1": ["120", "１２０", "120.0", "1,5", "12 px"]}, CUSTOM)
        table = findings(feed)
        assert table["code"].tolist() == ["FF708"] * 4
        assert [None if pd.isna(fix) else fix for fix in table["fix"]] == ["120", "120", None, None]


class TestInventory:
    def test_without_a_report_nothing_is_said(self) -> None:
        assert codes(sheet({"sku": ["A"], "custom_label_1": ["Name"]}, CUSTOM)) == []

    def test_another_upload_file_is_no_report(self) -> None:
        other = sheet({"sku": ["B"], "quantity": ["0"]}, "price_and_quantity")
        assert codes(sheet({"sku": ["A"], "custom_label_1": ["Name"]}, CUSTOM), [other]) == []

    def test_blank_quantity_is_stock_elsewhere(self) -> None:
        report = sheet({"sku": ["A"], "quantity": [""], "status": ["Active"]}, "all_listings_report")
        assert codes(sheet({"sku": ["A"], "custom_label_1": ["Name"]}, CUSTOM), [report]) == []

    def test_one_live_report_is_enough(self) -> None:
        reports = [
            sheet({"sku": ["A"], "status": ["Inactive"]}, "all_listings_report"),
            sheet({"sku": ["A"], "status": ["Active"]}, "all_listings_report"),
        ]
        assert codes(sheet({"sku": ["A"], "custom_label_1": ["Name"]}, CUSTOM), reports) == []


class TestFullUpdate:
    def test_partial_update_and_delete_wipe_nothing(self) -> None:
        feed = sheet(
            {"sku": ["A", "B", "C"], "record_action": ["PartialUpdate", "Delete", "Edit (Partial Update)"],
             "is_customizable": ["yes"] * 3, "customization_template": [""] * 3},
            "custom_flat_file",
        )  # fmt: skip
        assert codes(feed) == []

    def test_plain_products_have_nothing_to_lose(self) -> None:
        columns = {
            "sku": ["A"],
            "title": ["Mug"],
            "record_action": ["Update"],
            "customization_template": [""],
        }
        assert codes(sheet(columns, "custom_flat_file")) == []
