"""Fulfilment channels are codes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.market import is_upload, listed, texts_at
from auditor.evidence.records import machine_words, meaning_of
from auditor.feed.table import Column
from auditor.model import Example, Hits, Severity, Text
from auditor.packs import Entry, load_pack
from auditor.rules.declare import rule
from auditor.rules.listing import SUPPLEMENT

UNIFIED = "product_type_template"


@rule(
    "MP811",
    Severity.ERROR,
    tier=2,
    clause=SUPPLEMENT,
    title=Text("Fulfilment channel is no code", "配送渠道不是代码"),
    message=Text(
        "'{value}' is no channel code; accepted here: {allowed}.",
        "“{value}”不是渠道代码；此处可填：{allowed}。",
    ),
    variants={
        "region": Text(
            "The channel '{value}' belongs to another region; accepted here: {allowed}.",
            "渠道“{value}”属于其他区域；此处可填：{allowed}。",
        )
    },
    advice=Text(
        "Enter DEFAULT if you ship the product yourself, or the code of Amazon's stores in your region.",
        "自行发货请填写 DEFAULT；亚马逊配送请填写所在区域的代码。",
    ),
    needs=("fulfillment_channel",),
    replaces=("TP904", "TP905"),
    fix="unsafe",
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2", "A3"],
                "fulfillment_channel": ["Seller", "FBA", "AMAZON_EU"],
                "quantity": ["5", "", ""],
            },
            good={
                "sku": ["A1", "A2", "A3"],
                "fulfillment_channel": ["DEFAULT", "AMAZON_NA", "AMAZON_US2CA_RAFN"],
                "quantity": ["5", "", "3"],
            },
            cells=((0, "fulfillment_channel"), (1, "fulfillment_channel"), (2, "fulfillment_channel")),
            layout=UNIFIED,
        ),
        Example(
            bad={"sku": ["杯-1"], "fulfillment_channel": ["亚马逊物流"]},
            good={"sku": ["杯-1"], "fulfillment_channel": ["AMAZON_NA"]},
            cells=((0, "fulfillment_channel"),),
            layout="inventory_loader",
            language="zh",
        ),
    ),
)
def channel_no_code(evidence: Evidence) -> Iterator[Hits]:
    """Templates take codes; words such as Seller or FBA are refused, and a code of another region finds no store.

    Codes nobody knows may be remote stores (AMAZON_UK_RAFN) or the numbers of the seller's own, so they are left alone;
    so are words of the template's own list, and the plain price and quantity files, which take words.
    """
    if not is_upload(evidence) or evidence.feed.layout == "price_and_quantity":
        return
    codes = listed(evidence, "channel_codes")
    for column in evidence.feed.find("fulfillment_channel"):
        yield from _channels(evidence, column, codes)


def _channels(evidence: Evidence, column: Column, codes: tuple[str, ...]) -> Iterator[Hits]:
    words, places = machine_words(evidence.feed, column)
    offered = _offered(evidence, column)
    meant = meaning_of(evidence.feed, column, "channel")
    meant[np.array([word in offered for word in words], bool)[places]] = ""
    regional = [code for code in codes if code != "DEFAULT"]
    plain = {code for one in load_pack().limits["channel_codes"] for code in _codes(one)}
    abroad = {code.lower() for code in plain - set(codes)} if regional else set()
    foreign = np.array([word in abroad for word in words], bool)[places]
    by_meaning = {"seller": "DEFAULT", "amazon": regional[0] if regional else None}
    shown = ", ".join(codes if regional else (*codes, "AMAZON_NA", "AMAZON_EU", "…"))
    for variant, mask, severity in (
        ("", meant != "", None),
        ("region", foreign, Severity.WARNING),
    ):
        rows = np.flatnonzero(mask)
        fixes = [by_meaning.get(one or "amazon") for one in meant[rows].tolist()]
        yield Hits(
            rows=rows,
            columns=column.position,
            variant=variant,
            severity=severity,
            arguments={"value": texts_at(evidence.feed, column, rows), "allowed": shown},
            fixes=fixes,
        )


def _codes(one: Entry) -> tuple[str, ...]:
    return one.value if isinstance(one.value, tuple) else ()


def _offered(evidence: Evidence, column: Column) -> set[str]:
    """What the template's own lists offer for the column, in lower case."""
    law = evidence.feed.template.columns.get(column.position) if evidence.feed.template else None
    return {text.lower() for one in law.lists for text in one.values.to_pylist()} if law else set()
