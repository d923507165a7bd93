"""Stock and condition of an offer: quantity, handling time, the note a used article needs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.market import (
    Offer,
    by_amazon,
    entry,
    is_upload,
    limit,
    name_of,
    stocks,
    texts_at,
)
from auditor.evidence.records import machine_words, words_starting
from auditor.feed.table import BoolArray, Column
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.listing import SUPPLEMENT

UNIFIED = "product_type_template"
USED_NUMBERS = ("1", "2", "3", "4", "5", "6", "7", "8")
"""Conditions of the Inventory Loader: 1 to 4 used, 5 to 8 collectible, 10 refurbished, 11 new."""


@rule(
    "MP807",
    Severity.ERROR,
    tier=2,
    clause=SUPPLEMENT,
    title=Text("Quantity on a row fulfilled by Amazon", "亚马逊配送的商品填写了数量"),
    message=Text(
        "The channel of this row is Amazon's own; '{column}' must stay blank.",
        "该行由亚马逊配送，“{column}”必须留空。",
    ),
    advice=Text(
        "Clear the cell: Amazon counts its own stock. A quantity here can switch the offer to your own shipping.",
        "请清空该单元格：库存由亚马逊统计。填写数量可能使商品转为自行配送。",
    ),
    needs=("fulfillment_channel", ("quantity", "handling_time")),
    fix="unsafe",
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "fulfillment_channel": ["AMAZON_NA", "amazon_na"],
                "quantity": ["5", ""],
                "handling_time": ["", "2"],
            },
            good={
                "sku": ["A1", "A2"],
                "fulfillment_channel": ["AMAZON_NA", "DEFAULT"],
                "quantity": ["", "5"],
                "handling_time": [" ", "2"],
            },
            cells=((0, "quantity"), (1, "handling_time")),
            layout=UNIFIED,
        ),
        Example(
            bad={"sku": ["杯-1"], "fulfillment_channel": ["AMAZON_EU"], "quantity": ["0"]},
            good={"sku": ["杯-1"], "fulfillment_channel": ["AMAZON_EU"], "quantity": [""]},
            cells=((0, "quantity"),),
            layout="custom_flat_file",
            language="zh",
        ),
    ),
)
def quantity_fulfilled_by_amazon(evidence: Evidence) -> Iterator[Hits]:
    """Amazon keeps count of what lies in its own stores; a blank quantity is right there, a filled one is refused.

    A warning where it sells from its stores of another country: less is known of those.
    """
    if not is_upload(evidence):
        return
    for stock in evidence.once(stocks):
        channel = stock.columns.get("fulfillment_channel")
        if channel is None:
            continue
        theirs = by_amazon(evidence, channel)
        remote = theirs & _remote(evidence, channel)
        for name in ("quantity", "handling_time"):
            for mask, severity in ((theirs & ~remote, None), (remote, Severity.WARNING)):
                rows = np.flatnonzero(mask & stock.filled(name))
                if len(rows):
                    column = stock.columns[name]
                    yield Hits(
                        rows=rows,
                        columns=column.position,
                        severity=severity,
                        arguments={"column": name_of(column)},
                        fixes=[""] * len(rows),
                    )


def _remote(evidence: Evidence, channel: Column) -> BoolArray:
    """Rows sold from Amazon's stores of another country (``AMAZON_UK_RAFN``)."""
    words, places = machine_words(evidence.feed, channel)
    return np.array([word.endswith("_rafn") for word in words], bool)[places]


@rule(
    "MP808",
    Severity.INFO,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Implausible quantity", "数量异常"),
    message=Text(
        "A quantity of {value} looks like a slip; more than {limit} is rarely meant.",
        "数量 {value} 疑似笔误；很少有超过 {limit} 的情况。",
    ),
    advice=Text("Check the quantity.", "请核对数量。"),
    needs=("quantity",),
    examples=(
        Example(
            bad={"sku": ["A1"], "quantity": ["8006013999999"]},
            good={"sku": ["A1", "A2"], "quantity": ["99999", ""]},
            cells=((0, "quantity"),),
            layout="price_and_quantity",
        ),
        Example(
            bad={"sku": ["杯-1"], "quantity": ["100000"]},
            good={"sku": ["杯-1"], "quantity": ["100"]},
            cells=((0, "quantity"),),
            layout=UNIFIED,
            language="zh",
        ),
    ),
)
def implausible_quantity(evidence: Evidence) -> Iterator[Hits]:
    """A product number or a price without its point in the quantity column sells what nobody has."""
    most = limit(evidence, "plausible_quantity")
    if most is None or not is_upload(evidence):
        return
    for stock in evidence.once(stocks):
        yield from _above(stock, "quantity", most, None)


def _above(stock: Offer, name: str, most: int, severity: Severity | None) -> Iterator[Hits]:
    rows = np.flatnonzero(stock.number(name) > most)
    if len(rows):
        column = stock.columns[name]
        arguments = {"value": texts_at(stock.feed, column, rows), "limit": most}
        yield Hits(rows=rows, columns=column.position, severity=severity, arguments=arguments)


@rule(
    "MP809",
    Severity.WARNING,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Handling time too long", "处理时间过长"),
    message=Text(
        "A handling time of {value} days is more than the usual maximum of {limit}.",
        "处理时间 {value} 天，超过通常的上限 {limit} 天。",
    ),
    advice=Text("Enter the days until you ship.", "请填写发货前所需天数。"),
    needs=("handling_time",),
    examples=(
        Example(
            bad={"sku": ["A1"], "handling_time": ["45"]},
            good={"sku": ["A1", "A2"], "handling_time": ["30", ""]},
            cells=((0, "handling_time"),),
            layout=UNIFIED,
        ),
        Example(
            bad={"sku": ["杯-1"], "handling_time": ["31"]},
            good={"sku": ["杯-1"], "handling_time": ["2"]},
            cells=((0, "handling_time"),),
            layout="listing_loader",
            language="zh",
        ),
    ),
)
def handling_time_too_long(evidence: Evidence) -> Iterator[Hits]:
    """Each category has a longest handling time, commonly 30 days; longer ones are refused."""
    found = entry(evidence, "handling_days")
    if found is None or not isinstance(found.value, int) or not is_upload(evidence):
        return
    for stock in evidence.once(stocks):
        yield from _above(stock, "handling_time", found.value, found.weight())


@rule(
    "MP810",
    Severity.WARNING,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Used article without a note", "二手商品缺少状况说明"),
    message=Text(
        "The condition is '{value}', and no note describes it.", "商品状况为“{value}”，但没有状况说明。"
    ),
    advice=Text("Describe the condition in the condition note.", "请在状况说明中描述商品的状况。"),
    needs=("condition",),
    absence=True,
    examples=(
        Example(
            bad={"sku": ["A1"], "condition": ["UsedLikeNew"], "condition_note": [""]},
            good={
                "sku": ["A1", "A2", "A3"],
                "condition": ["Used - Good", "New", ""],
                "condition_note": ["Small scratch on the lid", "", ""],
            },
            cells=((0, "condition"),),
            layout="listing_loader",
        ),
        Example(
            bad={"sku": ["杯-1"], "condition": ["2"]},
            good={"sku": ["杯-1"], "condition": ["11"]},
            cells=((0, "condition"),),
            layout="inventory_loader",
            language="zh",
        ),
    ),
)
def used_without_note(evidence: Evidence) -> Iterator[Hits]:
    """Buyers of used and collectible articles go by the note; the templates ask for one in prose only."""
    if not is_upload(evidence):
        return
    noted = evidence.filled("condition_note")
    for column in evidence.feed.find("condition"):
        words, places = machine_words(evidence.feed, column)
        numbers = USED_NUMBERS if evidence.feed.layout == "inventory_loader" else ()
        used = words_starting(words, "condition_starts", "used") | np.isin(words, numbers)
        rows = np.flatnonzero(used[places] & ~noted)
        arguments = {"value": texts_at(evidence.feed, column, rows)}
        yield Hits(rows=rows, columns=column.position, arguments=arguments)
