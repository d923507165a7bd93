"""What rows do to the listings behind them: SKUs not ready, wiped customizations."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.evidence.records import Action, actions, among, distinct_words, parents
from auditor.feed.table import Feed, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import NO_CHINESE, rule

GUIDE = Text("For more context and guidelines, see the Amazon Custom Listing Guide.", NO_CHINESE)
CUSTOM_TEMPLATE = "amazon_custom_template"
INVENTORY = frozenset({"all_listings_report", "active_listings_report", "open_listings_report"})
"""Reports that hold every listing that is live."""
_DEAD = re.compile(
    r"inactiv|inaktiv|inattiv|incomplete|unvollständig|blocked|closed|suppress|非在售|不可售|停售|停止"
)


@rule(
    "FF705",
    Severity.ERROR,
    tier=3,
    clause=GUIDE,
    title=Text(en="SKU not ready for customization", zh="SKU 不可启用定制"),
    message=Text(
        en="SKU {sku} is not in the inventory report: it is unknown or not live.",
        zh="库存报告中没有 SKU {sku}：该 SKU 不存在或未上架。",
    ),
    variants={
        "inactive": Text(en="SKU {sku} is not active ('{value}').", zh="SKU {sku} 未在售（“{value}”）。"),
        "empty": Text(en="SKU {sku} has a quantity of 0.", zh="SKU {sku} 的库存为 0。"),
        "parent": Text(
            en="SKU {sku} is a parent; only child or single SKUs can be customized.",
            zh="SKU {sku} 是父商品；只有子商品或独立 SKU 可以定制。",
        ),
    },
    advice=Text(
        en="Use live child or single SKUs with a quantity of at least 1.",
        zh="请使用在售且库存至少为 1 的子商品或独立 SKU。",
    ),
    needs=("sku",),
    examples=(
        Example(
            bad={"sku": ["A1", "A2", "A3", "A4"], "custom_label_1": ["Name"] * 4},
            good={"sku": ["A1", "A1", "A1", "A5"], "custom_label_1": ["Name"] * 4},
            cells=((1, "sku"), (2, "sku"), (3, "sku")),
            layout=CUSTOM_TEMPLATE,
            others=(
                (
                    "all_listings_report",
                    {
                        "sku": ["A1", "A2", "A3", "A5"],
                        "status": ["Active", "Inactive", "Active", "Active"],
                        "quantity": ["5", "5", "0", ""],
                    },
                ),
            ),
        ),
        Example(
            bad={"sku": ["杯-父"], "custom_label_1": ["刻字"]},
            good={"sku": ["杯-1"], "custom_label_1": ["刻字"]},
            cells=((0, "sku"),),
            layout=CUSTOM_TEMPLATE,
            language="zh",
            others=(("custom_flat_file", {"sku": ["杯-父", "杯-1"], "parentage": ["parent", "child"]}),),
        ),
    ),
)
def sku_not_ready(evidence: Evidence) -> Iterator[Hits]:
    """Customization attaches to live child or single SKUs with stock only (errors 1004, 1005); a report must say so."""
    feed = evidence.feed
    if feed.layout != CUSTOM_TEMPLATE:
        return
    column = feed.find("sku")[0]
    skus = pc.utf8_trim_whitespace(feed.array(column))
    open_rows = np.asarray(pc.not_equal(skus, ""))
    parent = open_rows & among(skus, _parent_skus(evidence))
    reports = [
        other for other in evidence.run.others(feed) if other.layout in INVENTORY and other.find("sku")
    ]
    answers = [_stock_of(skus, report) for report in reports]
    states = np.min([state for state, _ in answers], axis=0) if answers else np.zeros(len(skus), np.int8)
    words = np.full(len(skus), "", dtype=object)
    for _, said in answers:
        words = np.where(words == "", said, words)
    open_rows = open_rows & ~parent
    for variant, mask in (
        ("parent", parent),
        ("empty", open_rows & (states == 1)),
        ("inactive", open_rows & (states == 2)),
        ("", open_rows & (states == 3)),
    ):
        rows = np.flatnonzero(mask)
        arguments = {"sku": skus.take(pa.array(rows)).to_pylist(), "value": words[rows]}
        yield Hits(rows=rows, columns=column.position, variant=variant, arguments=arguments)


def _parent_skus(evidence: Evidence) -> frozenset[str]:
    """SKUs that a file of the run calls parents."""
    found: set[str] = set()
    for other in evidence.run.feeds:
        if other.find("sku") and other.find("parentage", "parent_sku"):
            mask = parents(Evidence(other, evidence.settings, run=evidence.run))
            found.update(
                pc.utf8_trim_whitespace(other.array(other.find("sku")[0])).filter(pa.array(mask)).to_pylist()
            )
    return frozenset(found - {""})


def _stock_of(skus: pa.Array, report: Feed) -> tuple[IntArray, np.ndarray[tuple[int], np.dtype[np.object_]]]:
    """Per SKU by one report: 0 live, 1 without stock, 2 inactive, 3 absent; and its status as written."""
    known = pc.utf8_trim_whitespace(report.array(report.find("sku")[0]))
    place = np.asarray(pc.fill_null(pc.index_in(skus, value_set=known.cast(skus.type)), -1))
    state = np.where(place < 0, 3, 0).astype(np.int8)
    said = np.full(len(skus), "", dtype=object)
    there = place >= 0
    for column in report.find("quantity"):
        none = np.asarray(
            pc.match_substring_regex(pc.utf8_trim_whitespace(report.array(column)), "^0+([.,]0+)?$")
        )
        state[there] = np.where(none[place[there]], 1, state[there])
    for column in report.find("status"):
        words, places = distinct_words(report, column)
        dead = np.array([bool(_DEAD.search(word)) for word in words], bool)[places]
        state[there] = np.where(dead[place[there]], 2, state[there])
        said[there] = np.array(words, dtype=object)[places[place[there]]]
    return state, said


@rule(
    "FF710",
    Severity.ERROR,
    tier=3,
    clause=GUIDE,
    title=Text(en="Full update wipes the customization", zh="完整更新会清除定制"),
    message=Text(
        en="A full update with a blank template name removes the customization of {sku}.",
        zh="定制模板名称为空时，完整更新会清除 {sku} 的定制内容。",
    ),
    advice=Text(
        en="Choose the partial update, or fill in the customization template name.",
        zh="请改用部分更新，或填写定制模板名称。",
    ),
    needs=("customization_template", "record_action"),
    custom_only=True,
    fix="unsafe",
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "record_action": ["Update", ""],
                "is_customizable": ["true", "true"],
                "customization_template": ["", " "],
            },
            good={
                "sku": ["A1", "A2"],
                "record_action": ["PartialUpdate", "Update"],
                "is_customizable": ["true", "true"],
                "customization_template": ["", "GuildCustomization"],
            },
            cells=((0, "record_action"), (1, "record_action")),
            layout="custom_flat_file",
        ),
        Example(
            bad={
                "sku": ["杯-1"],
                "record_action": ["创建或替换(完整更新)"],
                "is_customizable": ["是"],
                "customization_template": [""],
            },
            good={
                "sku": ["杯-1"],
                "record_action": ["编辑(部分更新)"],
                "is_customizable": ["是"],
                "customization_template": [""],
            },
            cells=((0, "record_action"),),
            layout="product_type_template",
            language="zh",
        ),
    ),
)
def full_update_wipes_customization(evidence: Evidence) -> Iterator[Hits]:
    """A full update erases what it leaves blank: with no template name the listing loses its customization."""
    feed = evidence.feed
    mask = (evidence.once(actions) == Action.FULL) & ~evidence.filled("customization_template")
    mask &= ~evidence.once(parents) & evidence.filled("sku")
    rows = np.flatnonzero(mask)
    partial = "partial_update" if feed.layout == "product_type_template" else "PartialUpdate"
    skus = evidence.column("sku")
    yield Hits(
        rows=rows,
        columns=feed.find("record_action")[0].position,
        arguments={"sku": evidence.texts_of(skus)[rows] if skus else ""},
        fixes=[partial] * len(rows),
    )
