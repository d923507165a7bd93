"""A small audit with every kind of finding, for the tests of the report writers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from auditor.config import Settings, settings_from
from auditor.engine import Audit, audit
from auditor.feed.table import Feed
from auditor.model import Hits, Rule, Severity, Text
from tests.feeds import make_feed

COLUMNS: Mapping[str, Sequence[str]] = {
    "sku": ["A-1", "A-2", "A-3", "A-4", "A-5", "A-6"],
    "title": ["Custom laptop sleeve", "定制马克杯", "=1+1", "Mug www.shop.com now", "Mug", "Plain mug"],
    "is_customizable": ["true", "true", "true", "true", "", "false"],
    "option_value_1_1": ["Red", "Yes", "Yes", "Yes", "", ""],
    "price": ["9.99", "-1", "free", "5", "5", "5"],
    "buyer_email": ["jane@example.com", "", "", "bob@example.org", "", ""],
    "?Notes": ["", "", "", "", "", "0012"],
}
CODES = ("XX101", "XX102", "XX103", "XX104", "XX105")


def rule(
    code: str, severity: Severity, hits: Callable[[Any], Iterable[Hits]] | None, **declared: Any
) -> Rule:
    """A rule with texts of its own."""
    given: dict[str, Any] = {
        "message": Text("'{value}' is wrong in row {row}", "第 {row} 行的“{value}”有误"),
        "advice": Text("Take it out.", "请删除。"),
    }
    given.update(declared)
    return Rule(
        code=code,
        name=code.lower(),
        severity=severity,
        tier=1,
        clause=Text(f"clause of {code}", f"{code} 的条款"),
        title=Text(f"title of {code}", f"{code} 的标题"),
        why="because",
        check=hits,
        **given,
    )


def cells_hit(
    feed: Feed,
    field: str,
    rows: Sequence[int],
    spans: Sequence[tuple[int, int]] | None = None,
    **more: Any,
) -> Hits:
    """Hits on some rows of one field's first column, quoting each value."""
    column = feed.find(field)[0]
    values = feed.array(column).to_pylist()
    return Hits(
        rows=np.array(rows),
        columns=column.position,
        arguments={"value": [values[i] for i in rows], "row": [int(feed.row_numbers[i]) for i in rows]},
        starts=None if spans is None else np.array([s for s, _ in spans]),
        ends=None if spans is None else np.array([e for _, e in spans]),
        **more,
    )


def rules() -> list[Rule]:
    """Five rules: spans, patterns, personal data, the whole file, a column as a whole; one that cannot run."""
    whole = Text("The file is wrong.", "文件有误。")
    return [
        rule(
            "XX101",
            Severity.ERROR,
            lambda e: [
                cells_hit(e.feed, "title", [0, 3], [(7, 13), (4, 16)], terms=["laptop", "www.shop.com"]),
                cells_hit(e.feed, "title", [3], [(17, 20)], terms="now", fixes=["Mug"]),
                cells_hit(e.feed, "title", [2], [(0, 4)]),
            ],
        ),
        rule("XX102", Severity.WARNING, lambda e: [cells_hit(e.feed, "option_value", [1, 2, 3])]),
        rule(
            "XX103",
            Severity.ERROR,
            lambda e: [cells_hit(e.feed, "buyer_email", [0, 3], [(0, 4), (0, 3)], terms=["jane", "bob"])],
        ),
        rule(
            "XX104",
            Severity.INFO,
            lambda e: [
                Hits(rows=np.array([-1]), columns=-1),
                Hits(rows=np.array([-1]), columns=e.feed.find("price")[0].position),
                Hits(rows=np.array([4]), columns=-1),
            ],
            message=whole,
        ),
        rule("XX105", Severity.WARNING, lambda e: [cells_hit(e.feed, "title", [3])]),
        rule("XX106", Severity.ERROR, lambda e: [], needs=("gtin",)),
    ]


def audited(
    columns: Mapping[str, Sequence[str]] = COLUMNS,
    settings: Mapping[str, Any] | None = None,
    with_rules: Sequence[Rule] | None = None,
    **feed: Any,
) -> Audit:
    """The audit of ``columns``."""
    chosen: Settings = settings_from(dict(settings or {}))
    return audit(make_feed(columns, **feed), chosen, rules=rules() if with_rules is None else with_rules)
