"""Products made on demand, audited by the rules on what is offered and what the texts say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from auditor.config import settings_from
from auditor.engine import audit
from auditor.evidence import Run
from auditor.rules import all_rules
from tests.feeds import make_feed

CODES = "CP001 CP002 CP012 CP014 CP020 CP021 CP022 CP023 CP024 CP030 CP032 CP033 CP034 CP040".split()
RULES = [rule for rule in all_rules() if rule.code in CODES]


def audited(
    columns: Mapping[str, Sequence[str]],
    language: str = "en",
    marketplace: str = "US",
    others: Sequence[Mapping[str, Sequence[str]]] = (),
    **settings: Any,
) -> pd.DataFrame:
    feed = make_feed(columns, language=language, marketplace=marketplace)
    run = Run((feed, *(make_feed(other, layout="amazon_custom_template") for other in others)))
    settings = {"program_approval": {"status": "approved"}, **settings}
    result = audit(feed, settings_from(settings), run=run, rules=RULES)
    assert not result.crashed, result.problems
    result.table("zh")
    return result.table("en")


def found(columns: Mapping[str, Sequence[str]], code: str, **how: Any) -> list[str]:
    table = audited(columns, **how)
    return table.loc[table["code"] == code, "severity"].tolist()


def custom_text(field: str, text: str, **how: Any) -> Mapping[str, Sequence[str]]:
    columns = {"sku": ["A1"], "is_customizable": ["Yes"], "title": ["Custom Mug"], "custom_label_1": ["Name"]}
    return {**columns, field: [text]}
