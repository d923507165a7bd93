"""Offers: what belongs together, and when a sale runs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.market import days, is_upload, name_of, prices, stocks
from auditor.feed.table import BoolArray, Column, Feed
from auditor.feed.template.model import State
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.listing import SUPPLEMENT

UNIFIED = "product_type_template"


@rule(
    "MP801",
    Severity.ERROR,
    tier=2,
    clause=SUPPLEMENT,
    title=Text("Quantity without fulfilment channel", "填了数量却没有配送渠道"),
    message=Text(
        "A quantity needs the fulfilment channel beside it; '{column}' is blank.",
        "填写数量时必须同时填写配送渠道；“{column}”为空。",
    ),
    variants={
        "emptied": Text(
            "The template wants '{column}' empty only because this row's fulfilment channel is blank.",
            "模板要求“{column}”留空，仅因该行的配送渠道为空。",
        )
    },
    advice=Text("Enter DEFAULT if you ship the product yourself.", "如由您自行发货，请填写 DEFAULT。"),
    needs=("quantity", "fulfillment_channel"),
    replaces=("TP901", "TP902"),
    examples=(
        Example(
            bad={"sku": ["A1", "A2"], "fulfillment_channel": ["", " "], "quantity": ["5", "0"]},
            good={"sku": ["A1", "A2"], "fulfillment_channel": ["DEFAULT", ""], "quantity": ["5", ""]},
            cells=((0, "fulfillment_channel"), (1, "fulfillment_channel")),
            layout=UNIFIED,
        ),
        Example(
            bad={"sku": ["杯-1"], "fulfillment_channel": [""], "quantity": ["5"]},
            good={"sku": ["杯-1"], "fulfillment_channel": ["DEFAULT"], "quantity": ["5"]},
            cells=((0, "fulfillment_channel"),),
            layout=UNIFIED,
            language="zh",
        ),
    ),
)
def quantity_without_channel(evidence: Evidence) -> Iterator[Hits]:
    """The product-type templates refuse a quantity whose channel is not stated (error 99022).

    Older templates and plain loaders take a quantity without channel as the seller's own stock. Where the template
    greys out quantity and handling time for want of a channel, that is a note there: emptying them would be no cure.
    """
    feed = evidence.feed
    for stock in evidence.once(stocks):
        column = stock.columns.get("fulfillment_channel")
        if column is None or not _stated_by_path(feed.layout, column):
            continue
        missing = stock.filled("quantity") & ~feed.filled(column)
        yield Hits(
            rows=np.flatnonzero(missing), columns=column.position, arguments={"column": name_of(column)}
        )
        for name in ("quantity", "handling_time"):
            if name in stock.columns and missing.any():
                yield _emptied(feed, stock.columns[name], missing)


def _emptied(feed: Feed, column: Column, missing: BoolArray) -> Hits:
    """Filled cells that the template's own rules want empty in rows without a channel."""
    states = feed.template.states if feed.template else None
    greyed = np.zeros(len(missing), bool)
    if states is not None:
        greyed = missing & feed.filled(column) & (states.column(column.position) == State.MUST_BE_EMPTY)
    return Hits(
        rows=np.flatnonzero(greyed),
        columns=column.position,
        variant="emptied",
        severity=Severity.INFO,
        arguments={"column": name_of(column)},
    )


def _stated_by_path(layout: str, column: Column) -> bool:
    """True in the templates with attribute paths, whole or as blocks of an older template."""
    return "#" in column.name or (layout == UNIFIED and not column.name)


@rule(
    "MP802",
    Severity.ERROR,
    tier=2,
    clause=SUPPLEMENT,
    title=Text("Sale price without its dates", "促销价缺少日期"),
    message=Text(
        "A sale price needs a start and an end date; '{column}' is blank.",
        "填写促销价时必须同时填写开始和结束日期；“{column}”为空。",
    ),
    variants={
        "absent": Text(
            "A sale price needs a start and an end date; the file has no column for one of them.",
            "填写促销价时必须同时填写开始和结束日期；文件中缺少对应的列。",
        )
    },
    advice=Text("Enter both dates, or clear the sale price.", "请填写两个日期，或清空促销价。"),
    needs=("sale_price",),
    replaces=("TP901",),
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "sale_price": ["8.99", "8.99"],
                "sale_start": ["2026-05-01", ""],
                "sale_end": ["", ""],
            },
            good={
                "sku": ["A1", "A2"],
                "sale_price": ["8.99", ""],
                "sale_start": ["2026-05-01", ""],
                "sale_end": ["2026-12-31", ""],
            },
            cells=((0, "sale_end"), (1, "sale_start"), (1, "sale_end")),
            layout=UNIFIED,
        ),
        Example(
            bad={"sku": ["杯-1", "杯-2"], "sale_price": ["8.99", "7.99"]},
            good={"sku": ["杯-1"], "sale_price": [""]},
            cells=((0, "sale_price"), (1, "sale_price")),
            layout="listing_loader",
            language="zh",
        ),
    ),
)
def sale_price_without_dates(evidence: Evidence) -> Iterator[Hits]:
    """A sale price counts from a day to a day only; without both the row is refused (error 99022)."""
    if not is_upload(evidence):
        return
    for offer in evidence.once(prices):
        filled = offer.filled("sale_price")
        dates = [offer.columns[name] for name in ("sale_start", "sale_end") if name in offer.columns]
        for column in dates:
            rows = np.flatnonzero(filled & ~evidence.feed.filled(column))
            yield Hits(rows=rows, columns=column.position, arguments={"column": name_of(column)})
        if len(dates) < 2 and filled.any():
            rows = np.flatnonzero(filled)
            yield Hits(rows=rows, columns=offer.columns["sale_price"].position, variant="absent")


@rule(
    "MP803",
    Severity.ERROR,
    tier=2,
    clause=SUPPLEMENT,
    title=Text("Sale ends before it starts", "促销结束早于开始"),
    message=Text(
        "The sale ends on {second}, before it starts on {first}.",
        "促销于 {second} 结束，早于开始日期 {first}。",
    ),
    variants={
        "over": Text("The sale ended on {second} already.", "促销已于 {second} 结束。"),
    },
    advice=Text("Correct the dates, or clear the sale.", "请更正日期，或清空促销信息。"),
    needs=("sale_end",),
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "sale_price": ["8.99", "8.99"],
                "sale_start": ["2026-05-01", "2026-01-01"],
                "sale_end": ["2026-04-01", "2026-02-01"],
            },
            good={
                "sku": ["A1", "A2"],
                "sale_price": ["8.99", ""],
                "sale_start": ["2026-05-01", "2020-01-01"],
                "sale_end": ["31/12/2026", "2020-02-01"],
            },
            cells=((0, "sale_end"), (1, "sale_end")),
            settings={"today": "2026-03-01"},
            layout=UNIFIED,
        ),
        Example(
            bad={"sku": ["杯-1"], "sale_start": ["2026-05-01"], "sale_end": ["2026-04-30"]},
            good={"sku": ["杯-1"], "sale_start": ["2026-05-01"], "sale_end": ["2026-05-01"]},
            cells=((0, "sale_end"),),
            layout="listing_loader",
            language="zh",
        ),
    ),
)
def sale_ends_early(evidence: Evidence) -> Iterator[Hits]:
    """A sale that ends before it starts is refused; one that is over does nothing, which is a note.

    Dates of two readings (03/04) are compared only where the marketplace is known.
    """
    if not is_upload(evidence):
        return
    for offer in evidence.once(prices):
        column = offer.columns.get("sale_end")
        if column is None:
            continue
        ends = days(evidence, column)
        start = offer.columns.get("sale_start")
        starts = days(evidence, start) if start else np.full(len(ends), "NaT", "datetime64[D]")
        early = ends < starts
        over = (ends < np.datetime64(evidence.today)) & ~early & offer.filled("sale_price")
        for variant, mask, severity in (("", early, None), ("over", over, Severity.INFO)):
            rows = np.flatnonzero(mask)
            yield Hits(
                rows=rows,
                columns=column.position,
                variant=variant,
                severity=severity,
                arguments={
                    "first": np.datetime_as_string(starts[rows]).tolist(),
                    "second": np.datetime_as_string(ends[rows]).tolist(),
                },
            )
