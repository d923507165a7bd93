"""One product with one list of choices or one field, audited by the rules on options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from auditor.config import settings_from
from auditor.engine import audit
from auditor.model import Rule
from auditor.rules import (
    options_extra_units,
    options_lists,
    options_prices,
    options_products,
    options_purpose,
    options_services,
)
from tests.feeds import make_feed

MODULES = (
    options_services,
    options_purpose,
    options_lists,
    options_extra_units,
    options_products,
    options_prices,
)
RULES = [value for module in MODULES for value in vars(module).values() if isinstance(value, Rule)]


def audited(
    columns: Mapping[str, Sequence[str]], language: str = "en", settings: Mapping[str, Any] | None = None
) -> pd.DataFrame:
    result = audit(make_feed(columns, language=language), settings_from(dict(settings or {})), rules=RULES)
    assert not result.crashed, result.problems
    result.table("zh")
    return result.table("en")


def one_list(
    label: str, values: Sequence[str], title: str = "Custom Mug", language: str = "en", **settings: Any
) -> set[tuple[str, str]]:
    """(code, severity) of the findings on one product with one list of choices."""
    columns = {"sku": ["A1"], "title": [title], "custom_label_1": [label]}
    columns |= {f"option_value_1_{n}": [value] for n, value in enumerate(values, 1)}
    table = audited(columns, language, settings)
    return set(zip(table["code"], table["severity"], strict=True))


def one_field(label: str, title: str = "Custom Mug", language: str = "en", instruction: str = "") -> set[str]:
    columns = {
        "sku": ["A1"],
        "title": [title],
        "custom_label_1": [label],
        "custom_instruction_1": [instruction],
    }
    return set(audited(columns, language)["code"])
