"""Customized offers and ASINs: attached to one that exists, sharing one with a plain product."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.identifiers import identifiers
from auditor.evidence.offers import INVENTORY, ORDERS, Offers, asin_identifiers, offers, offers_of_run
from auditor.evidence.records import Action, actions
from auditor.evidence.scope import Inside
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.gtin import MANUFACTURER_UPC

CREATES = frozenset(
    {"product_type_template", "custom_flat_file", "legacy_template", "inventory_loader", "listing_loader"}
)
"""Layouts whose rows create offers on the marketplace; other tables only tell of them."""


@rule(
    "ID117",
    Severity.ERROR,
    tier=1,
    clause=MANUFACTURER_UPC,
    title=Text(en="Customized offer attached to an existing ASIN", zh="在已有 ASIN 上创建定制报价"),
    message=Text(
        en="{sku} is attached to ASIN {value}, which is not among yours; a customized product needs its own ASIN.",
        zh="{sku} 挂在 ASIN {value} 上，而该 ASIN 不属于您；定制商品需要独立的 ASIN。",
    ),
    variants={
        "unknown": Text(
            en="{sku} is attached to ASIN {value}. If other sellers offer it too, customization is refused (error "
            "1006): a customized product needs its own ASIN.",
            zh="{sku} 挂在 ASIN {value} 上。若其他卖家也在销售，定制会被拒绝（错误 1006）：定制商品需要独立的 ASIN。",
        )
    },
    advice=Text(
        en="Create a new ASIN with your own GTIN or an exemption. An ASIN of yours belongs in own_asins in "
        "auditor.toml, or audit the inventory report in the same run.",
        zh="请用自有编码或豁免新建 ASIN。若为自有 ASIN，请写入 auditor.toml 的 own_asins，或同时审核库存报告。",
    ),
    needs=("sku", ("gtin", "asin")),
    custom_only=True,
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "gtin": ["B0ABCD1234", "b0abcd9999"],
                "gtin_type": ["ASIN", "ASIN"],
                "is_customizable": ["true", "true"],
            },
            good={
                "sku": ["A1", "A2"],
                "gtin": ["B0ABCD1111", "885909950805"],
                "gtin_type": ["ASIN", "UPC"],
                "is_customizable": ["true", "true"],
            },
            cells=((0, "gtin"), (1, "gtin")),
            settings={"own_asins": ["B0ABCD1111"]},
            layout="custom_flat_file",
        ),
        Example(
            bad={
                "sku": ["杯-1"],
                "gtin": ["B0ABCD1234"],
                "gtin_type": ["ASIN"],
                "is_customizable": ["是"],
            },
            good={
                "sku": ["杯-9"],
                "gtin": ["B0ABCD9999"],
                "gtin_type": ["ASIN"],
                "is_customizable": ["是"],
            },
            cells=((0, "gtin"),),
            layout="product_type_template",
            language="zh",
            others=(("all_listings_report", {"sku": ["杯-9"], "asin": ["B0ABCD9999"]}),),
        ),
    ),
)
def attached_to_existing_asin(evidence: Evidence) -> Iterator[Hits]:
    """An ASIN that exists already is somebody's plain article; customization changes it and needs an ASIN of its own.

    Only templates that create offers are asked. An ASIN in own_asins, or under the same SKU in an inventory report of
    the run, is the seller's live product that is being updated. Without own_asins and without a report nobody can
    tell, so it is a warning.
    """
    feed = evidence.feed
    if feed.layout not in CREATES:
        return
    given = asin_identifiers(evidence)
    mine = evidence.once(offers)
    asked = mine.custom & (given != "").astype(bool) & (evidence.once(actions) == Action.FULL)
    if not asked.any():
        return
    known = {asin.strip().upper() for asin in evidence.settings.own_asins}
    reports = [one for one in offers_of_run(evidence) if one.feed.layout in INVENTORY]
    live = {
        pair for one in reports for pair in zip(one.skus.tolist(), one.asins.tolist(), strict=True) if pair[1]
    }
    rows = [
        row
        for row in np.flatnonzero(asked).tolist()
        if given[row] not in known and (mine.skus[row], given[row]) not in live
    ]
    at = np.array(rows, np.int32)
    certain = bool(known or live)
    for one in evidence.once(identifiers)[:1]:
        yield Hits(
            rows=at,
            columns=one.column.position,
            severity=Severity.ERROR if certain else Severity.WARNING,
            variant="" if certain else "unknown",
            arguments={"value": given[at], "sku": mine.skus[at]},
        )


@rule(
    "ID118",
    Severity.ERROR,
    tier=1,
    clause=MANUFACTURER_UPC,
    title=Text(en="One ASIN sold customized and plain", zh="同一 ASIN 既定制又非定制"),
    message=Text(
        en="ASIN {value} is offered by the customized SKU {sku} and by the plain SKU {other}.",
        zh="ASIN {value} 同时由定制 SKU {sku} 和普通 SKU {other} 销售。",
    ),
    variants={
        "unmarked": Text(
            en="ASIN {value} is offered by the customized SKU {sku} and by {other}, which nothing in this run marks as "
            "customized.",
            zh="ASIN {value} 由定制 SKU {sku} 和 {other} 同时销售，而本次审核中没有任何文件表明后者为定制商品。",
        )
    },
    advice=Text(
        en="Move one of them to an ASIN of its own, or close it.",
        zh="请将其中之一改用独立 ASIN，或关闭其中之一。",
    ),
    needs=("asin", "sku"),
    custom_only=True,
    examples=(
        Example(
            bad={
                "sku": ["A1", "A1-FBA", "A2", "A2-B"],
                "asin": ["B0ABCD1234", "B0ABCD1234", "B0ABCD5678", "B0ABCD5678"],
                "is_customizable": ["yes", "", "yes", "no"],
                "fulfillment_channel": ["DEFAULT", "AMAZON_NA", "DEFAULT", "DEFAULT"],
            },
            good={
                "sku": ["A1", "A2", "A3", "A1"],
                "asin": ["B0ABCD1234", "B0ABCD5678", "B0ABCD5678", "B0ABCD1234"],
                "is_customizable": ["yes", "yes", "yes", ""],
            },
            cells=((0, "asin"), (2, "asin")),
        ),
        Example(
            bad={"sku": ["杯-1", "杯-2"], "asin": ["B0ABCD1234", "B0ABCD1234"]},
            good={"sku": ["杯-1", "杯-2"], "asin": ["B0ABCD1234", "B0ABCD5678"]},
            cells=((0, "asin"),),
            layout="all_listings_report",
            language="zh",
            others=(("amazon_custom_template", {"sku": ["杯-1"], "custom_label_1": ["刻字"]}),),
        ),
    ),
)
def asin_customized_and_plain(evidence: Evidence) -> Iterator[Hits]:
    """Buyers of one ASIN get whichever offer is in front: some would get the plain article, some the customized one.

    An error where the other SKU is known to be plain (its flag says no, or the marketplace fulfils it: made-to-order
    goods cannot lie in its warehouse); a warning where nothing in the run marks it, for the customization file may be
    incomplete, and where the plain SKU is inactive.
    """
    if evidence.feed.layout in ORDERS:
        return
    mine = evidence.once(offers)
    surely = mine.inside == Inside.YES
    wanted = set(mine.asins[surely].tolist()) - {""}
    plain = _plain_offers(evidence, wanted) if wanted else {}
    column = evidence.feed.find("asin")[0]
    rows = [row for row in np.flatnonzero(surely).tolist() if mine.asins[row] in plain]
    strongest = [max(plain[mine.asins[row]], key=lambda other: other[1]) for row in rows]
    for variant, proof, severity in (
        ("", 2, Severity.ERROR),
        ("unmarked", 1, Severity.WARNING),
        ("", 0, Severity.WARNING),
    ):
        chosen = [i for i, (_, grade) in enumerate(strongest) if grade == proof]
        at = np.array([rows[i] for i in chosen], np.int32)
        yield Hits(
            rows=at,
            columns=column.position,
            variant=variant,
            severity=severity,
            arguments={
                "value": mine.asins[at],
                "sku": mine.skus[at],
                "other": [strongest[i][0] for i in chosen],
            },
        )


def _plain_offers(evidence: Evidence, wanted: set[str]) -> dict[str, list[tuple[str, int]]]:
    """ASIN → the SKUs of the run that offer it and are customized nowhere, each with how sure that is."""
    custom = {sku for one in offers_of_run(evidence) for sku in one.skus[one.custom].tolist()}
    found: dict[str, list[tuple[str, int]]] = {}
    for one in offers_of_run(evidence):
        note = "" if one.feed is evidence.feed else f" ({one.name})"
        for row in np.flatnonzero(~one.custom & ~one.parent & one.with_asin(wanted)).tolist():
            if one.skus[row] not in custom | {""}:
                found.setdefault(one.asins[row], []).append((one.skus[row] + note, _proof(one, row)))
    return found


def _proof(one: Offers, row: int) -> int:
    """How sure a plain row is plain and sold: 2 known, 1 not marked otherwise, 0 inactive."""
    if one.dead[row]:
        return 0
    return 2 if one.denied[row] or one.fba[row] else 1
