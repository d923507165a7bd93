"""Order exports: links that should be gone, and orders that may keep them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest

from auditor.config import settings_from
from auditor.engine import audit
from auditor.evidence.orders import day_of
from auditor.rules import all_rules
from tests.feeds import make_feed

RULES = [rule for rule in all_rules() if rule.code == "OR801"]
LINK = "https://caps.example/t/1"


def severities(more: dict[str, Sequence[str]], **stated: Any) -> list[str | None]:
    """Severity per row, None where nothing was found."""
    count = len(next(iter(more.values())))
    columns = {"order_id": [f"1-{n}" for n in range(count)], **more, "customized_url": [LINK] * count}
    feed = make_feed(columns, layout="order_report")
    result = audit(feed, settings_from({"today": "2026-06-01", **stated}), rules=RULES)
    assert not result.crashed, result.problems
    found = dict(zip(result.table("en")["row"], result.table("en")["severity"], strict=True))
    return [found.get(int(row)) for row in feed.row_numbers]


def test_age_decides_between_error_and_warning() -> None:
    assert severities({"ship_date": ["2026-05-02", "2026-05-01", "", "2026-06-09"]}) == [
        "warning",
        "error",
        None,
        None,
    ]


def test_retention_is_a_setting() -> None:
    assert severities({"ship_date": ["2026-05-30", "2026-06-01"]}, retention_days_after_ship=0) == [
        "error",
        "warning",
    ]


def test_unshipped_report_is_all_open() -> None:
    assert severities({"purchase_date": ["2024-01-01", "2026-05-30"]}) == [None, None]


def test_open_cases_keep_their_link() -> None:
    assert severities({"ship_date": ["2026-01-01", "2026-01-01"]}, open_cases=["1-1"]) == ["error", None]


def test_status_without_ship_date_counts_from_purchase() -> None:
    more = {
        "order_status": [
            "Shipped",
            "Cancelled",
            "Unshipped",
            "Pending",
            "已取消",
            "Shipped - Delivered to Buyer",
        ],
        "purchase_date": ["2026-01-01", "2026-05-20", "2026-01-01", "2026-01-01", "2026-01-01", "2026-04-20"],
    }
    assert severities(more) == ["error", "warning", None, None, "error", "warning"]


def test_closed_order_without_any_date() -> None:
    feed = make_feed({"order_status": ["Shipped"], "customized_page": [LINK]}, layout="order_report")
    table = audit(feed, settings_from({}), rules=RULES).table("en")
    assert table[["severity", "message"]].to_numpy().tolist() == [
        ["warning", "The order is closed; its customization link is still here."]
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-31", "2026-05-31"),
        ("31/05/2026", "2026-05-31"),
        ("5/31/2026", "2026-05-31"),
        ("03/04/26", "2026-04-03"),
        ("31.05.2026", "2026-05-31"),
        ("", None),
        ("soon", None),
        ("99/99/2026", None),
        ("2026-02-30", None),
    ],
)
def test_dates(text: str, day: str | None) -> None:
    found = day_of(text)
    assert pd.isna(found) if day is None else str(found) == day
