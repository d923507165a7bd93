"""Orders: links that should no longer be there, orders that do not fit the customized listing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.evidence.offers import INVENTORY
from auditor.evidence.orders import closed, last_days, void
from auditor.evidence.records import among
from auditor.evidence.scope import TRUE_WORDS
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import NO_CHINESE, rule

MADE_ON_DEMAND = Text(
    "they expect these products to be made-on-demand using the personal choices entered during the purchase process",
    NO_CHINESE,
)


@rule(
    "OR801",
    Severity.ERROR,
    tier=1,
    clause=Text(
        "you may use that Customization Data solely to fulfill that order, and may not retain it after the order has "
        "been fulfilled",
        NO_CHINESE,
    ),
    title=Text(en="Customization link kept after the order was fulfilled", zh="履约后仍保留定制链接"),
    message=Text(
        en="The order was closed (last date {date}, {count} days ago); its customization link is still here.",
        zh="该订单已完成（最后日期 {date}，{count} 天前），但仍保留定制链接。",
    ),
    variants={
        "undated": Text(
            en="The order is closed; its customization link is still here.",
            zh="该订单已完成，但仍保留定制链接。",
        )
    },
    advice=Text(
        en="Delete the link and the downloaded files of fulfilled orders; list orders you still need in open_cases.",
        zh="请删除已履约订单的链接和已下载的文件；仍需处理的订单请写入设置 open_cases。",
    ),
    needs=(("customized_url", "customized_page"),),
    fix="unsafe",
    examples=(
        Example(
            bad={
                "order_id": ["111-0000001-0000001", "111-0000002-0000002", "111-0000003-0000003"],
                "ship_date": ["2026-01-05T08:00:00+00:00", "2026-05-20", ""],
                "customized_url": [
                    "https://caps.example/t/1",
                    "https://caps.example/t/2",
                    "https://caps.example/t/3",
                ],
            },
            good={
                "order_id": ["111-0000001-0000001", "111-0000002-0000002", "111-0000003-0000003"],
                "ship_date": ["2026-01-05", "", ""],
                "customized_url": ["", "https://caps.example/t/2", "https://caps.example/t/3"],
            },
            cells=((0, "customized_url"), (1, "customized_url")),
            settings={"today": "2026-06-01"},
            layout="order_report",
        ),
        Example(
            bad={
                "order_id": ["302-0000001-0000001", "302-0000002-0000002"],
                "order_status": ["已发货", "未发货"],
                "purchase_date": ["2026-01-05", "2026-01-05"],
                "customized_page": ["https://a.example/c/1", "https://a.example/c/2"],
            },
            good={
                "order_id": ["302-0000001-0000001", "302-0000002-0000002"],
                "purchase_date": ["2026-01-05", "2026-01-05"],
                "customized_page": ["https://a.example/c/1", "https://a.example/c/2"],
            },
            cells=((0, "customized_page"),),
            settings={"today": "2026-06-01"},
            layout="order_report",
            language="zh",
        ),
    ),
)
def link_kept_after_fulfilment(evidence: Evidence) -> Iterator[Hits]:
    """A buyer's design may serve the one order only: once it is fulfilled the link and the files have to go."""
    done = evidence.once(closed)
    last, age, late = evidence.once(last_days)
    for column in evidence.feed.find("customized_url", "customized_page"):
        kept = done & evidence.feed.filled(column)
        for severity, mask in ((Severity.ERROR, late), (Severity.WARNING, ~late)):
            for variant, dated in (("", ~np.isnat(last)), ("undated", np.isnat(last))):
                rows = np.flatnonzero(kept & mask & dated)
                yield Hits(
                    rows=rows,
                    columns=column.position,
                    severity=severity,
                    variant=variant,
                    arguments={"date": np.datetime_as_string(last[rows]).tolist(), "count": age[rows]},
                    fixes=[""] * len(rows),
                )


@rule(
    "OR807",
    Severity.INFO,
    tier=1,
    clause=MADE_ON_DEMAND,
    title=Text(en="Order does not fit the customized listing", zh="订单与定制商品不符"),
    message=Text(
        en="The open order of {sku} carries no customization, but the SKU is customized.",
        zh="{sku} 的未完成订单没有定制数据，但该 SKU 为定制商品。",
    ),
    variants={
        "unknown": Text(
            en="{sku} was ordered with customization, but no inventory report of this run has this SKU.",
            zh="{sku} 的订单带有定制数据，但本次审核的库存报告中没有该 SKU。",
        )
    },
    advice=Text(
        en="Check that at least one component is required and live, and ask the buyer through Buyer-Seller Messaging.",
        zh="请检查至少一个组件为必填并已生效，并通过买卖家消息向买家确认。",
    ),
    needs=("sku", ("customized_url", "customized_page")),
    examples=(
        Example(
            bad={
                "order_id": ["111-0000001-0000001", "111-0000002-0000002", "111-0000003-0000003"],
                "sku": ["MUG-1", "MUG-1", "MUG-2"],
                "customized_url": ["https://caps.example/t/1", "", ""],
            },
            good={
                "order_id": ["111-0000001-0000001", "111-0000002-0000002", "111-0000003-0000003"],
                "sku": ["MUG-1", "MUG-1", "MUG-1"],
                "order_status": ["Unshipped", "Shipped", "Cancelled"],
                "customized_url": ["https://caps.example/t/1", "", ""],
            },
            cells=((1, "sku"),),
            layout="order_report",
        ),
        Example(
            bad={"order_id": ["302-0000001-0000001"], "sku": ["杯-1"], "customized_url": [""]},
            good={"order_id": ["302-0000001-0000001"], "sku": ["杯-2"], "customized_url": [""]},
            cells=((0, "sku"),),
            layout="order_report",
            language="zh",
            others=(
                (
                    "customization_sheet",
                    {
                        "sku": ["杯-1", "杯-2"],
                        "custom_label_1": ["刻字", "刻字"],
                        "custom_required_1": ["是", "否"],
                    },
                ),
            ),
        ),
    ),
)
def order_without_customization(evidence: Evidence) -> Iterator[Hits]:
    """A customized product is made from the buyer's choices: an order without any cannot be made.

    Only open orders are asked, for on closed ones the link has to be gone; cancelled and unpaid ones have none. A SKU
    all of whose components are optional may be ordered without. The other way round, an order with customization whose
    SKU stands in no inventory report of the run cannot be matched with a listing.
    """
    feed = evidence.feed
    column = feed.find("sku")[0]
    skus = pc.utf8_trim_whitespace(feed.array(column))
    linked = evidence.filled("customized_url", "customized_page", "buyer_customization")
    linked[[choice.row for choice in feed.choices]] = True
    by_orders = set(skus.filter(pa.array(linked)).to_pylist())
    known = (by_orders | evidence.run.customized_skus(feed)) - _optional_skus(evidence) - {""}
    rows = np.flatnonzero(among(skus, known) & ~linked & ~evidence.once(closed) & ~void(evidence))
    yield Hits(rows=rows, columns=column.position, arguments={"sku": skus.take(pa.array(rows)).to_pylist()})
    listed = _listed_skus(evidence)
    if listed:
        blank = np.asarray(pc.equal(skus, ""))
        rows = np.flatnonzero(linked & ~blank & ~among(skus, listed))
        yield Hits(
            rows=rows,
            columns=column.position,
            variant="unknown",
            arguments={"sku": skus.take(pa.array(rows)).to_pylist()},
        )


def _listed_skus(evidence: Evidence) -> set[str]:
    """SKUs of the inventory reports of the run."""
    listed: set[str] = set()
    for other in evidence.run.others(evidence.feed):
        if other.layout in INVENTORY and other.find("sku"):
            listed |= set(pc.utf8_trim_whitespace(other.array(other.find("sku")[0])).to_pylist())
    return listed - {""}


def _optional_skus(evidence: Evidence) -> set[str]:
    """SKUs that a file of the run customizes without any required component."""
    optional: set[str] = set()
    required: set[str] = set()
    for other in evidence.run.others(evidence.feed):
        if other.find("custom_required") and other.find("sku"):
            skus = pc.utf8_trim_whitespace(other.array(other.find("sku")[0]))
            must = np.zeros(len(skus), bool)
            for column in other.find("custom_required"):
                words = pc.utf8_lower(pc.utf8_trim_whitespace(other.array(column)))
                must |= np.asarray(pc.is_in(words, value_set=pa.array((*TRUE_WORDS, "required"), words.type)))
            required |= set(skus.filter(pa.array(must)).to_pylist())
            optional |= set(skus.to_pylist())
    return optional - required
