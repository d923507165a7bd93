"""What the file as a whole puts at stake."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.keys import distinct
from auditor.evidence.records import distinct_words
from auditor.feed.table import IntArray
from auditor.model import Example, Hits, Severity, Text, Told
from auditor.rules.clauses import LOSS
from auditor.rules.declare import summary_rule
from auditor.rules.program import WHOLE_FILE

NAMED = 6
"""Behaviours a message names; the rest is counted."""


@summary_rule(
    "CP040",
    Severity.INFO,
    tier=1,
    clause=LOSS,
    title=Text("What this file puts at risk", "本文件导致失去定制功能的风险"),
    message=Text(
        "SKUs that do what the terms prohibit: {count} ({reason}). Misuse can end the custom features for good.",
        "有 {count} 个 SKU 存在条款禁止的行为（{reason}）。滥用可能导致永久失去定制功能。",
    ),
    advice=Text("Correct these errors before you upload anything.", "请先更正这些错误，再上传文件。"),
    examples=(
        Example(
            bad={
                "sku": ["A1", "A1", "A2"],
                "title": ["Custom Mug", "", "Custom Cup"],
                "custom_label_1": ["Gift wrap", "Engrave it?", "Color"],
                "option_value_1_1": ["Yes", "Yes", "Red"],
                "option_value_1_2": ["No", "No", "Blue"],
            },
            good={
                "sku": ["A1"],
                "title": ["Custom Mug"],
                "custom_label_1": ["Color"],
                "option_value_1_1": ["Red"],
                "option_value_1_2": ["Blue"],
            },
            cells=((0, ""),),
        ),
        Example(
            bad={
                "sku": ["A1"],
                "title": ["定制马克杯"],
                "custom_label_1": ["礼盒"],
                "option_value_1": ["是|否"],
            },
            good={
                "sku": ["A1"],
                "title": ["定制马克杯"],
                "custom_label_1": ["颜色"],
                "option_value_1": ["红|蓝"],
            },
            cells=((0, ""),),
            language="zh",
        ),
    ),
)
def feature_at_risk(evidence: Evidence, told: Told) -> Iterator[Hits]:
    """The marketplace takes the custom features away from accounts, not from single cells.

    One note per file: how many SKUs have errors of tier 1 that nobody accepted, and how many show each behaviour (SKUs
    are counted, not findings; rows without a SKU count for themselves).
    """
    tiers = np.array([rule.tier for rule in told.rules] + [0])
    mine = (told.rows >= 0) & (told.severities == Severity.ERROR) & (tiers[told.numbers] == 1)
    if not mine.any():
        return
    products = _products(evidence)[told.rows[mine]]
    first, _, _ = distinct(told.numbers[mine], products)
    numbers, counts = np.unique(told.numbers[mine][first], return_counts=True)
    order = np.lexsort((numbers, -counts))
    named = [(told.rules[int(numbers[i])].title, int(counts[i])) for i in order[:NAMED]]
    yield Hits(
        rows=WHOLE_FILE,
        columns=-1,
        arguments={"count": len(np.unique(products)), "reason": _behaviours(named, len(order) - len(named))},
    )


def _products(evidence: Evidence) -> IntArray:
    """int64 per row: one number per SKU, and one per row without a SKU."""
    rows = np.arange(len(evidence.feed.cells), dtype=np.int64)
    column = evidence.column("sku")
    if column is None:
        return rows
    words, places = distinct_words(evidence.feed, column)
    blank = np.array([not word for word in words] or [True], dtype=bool)
    return np.where(blank[places], rows + len(words), places)


def _behaviours(named: list[tuple[Text, int]], more: int) -> Text:
    en = "; ".join(f"{title.en}: {count}" for title, count in named)
    zh = "；".join(f"{title.zh}：{count}" for title, count in named)
    return Text(f"{en}; {more} more", f"{zh}；另有 {more} 种") if more > 0 else Text(en, zh)
