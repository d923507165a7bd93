"""Product IDs beside a brand, and numbers that look made up."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.brands import brand_places, decorated, folded, third_party
from auditor.evidence.companies import ONE_ITEM, UNKNOWN, companies, shown
from auditor.evidence.identifiers import Identifiers, identifiers
from auditor.evidence.ownership import owned, ownership_stated
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.gtin import MANUFACTURER_UPC, OWN_GTIN

LEAST_RUN = 5
"""Consecutive numbers that look like a bought block."""
SHOWN_PREFIX = 7


@rule(
    "ID113",
    Severity.WARNING,
    tier=1,
    clause=MANUFACTURER_UPC,
    title=Text(en="Product ID beside somebody else's brand", zh="编码与他人品牌同时出现"),
    message=Text(
        en="The brand is '{value}', not one of yours, and the product ID is {other}: probably the manufacturer's.",
        zh="品牌“{value}”不是您的自有品牌，商品编码为 {other}：很可能是制造商的编码。",
    ),
    variants={
        "authentic": Text(
            en="'{value}' is a brand you decorate, and the product ID {other} is not shown to be yours: a decorated "
            "article needs a number of your own.",
            zh="“{value}”是您加工的正品品牌，而编码 {other} 未登记为您自有：加工后的商品需要自有编码。",
        )
    },
    advice=Text(
        en="Use your own GTIN or an exemption; name the authentic article in the text. Brands of yours belong in "
        "own_brands in auditor.toml.",
        zh="请使用自有编码或申请豁免，并在文案中说明正品底材；自有品牌请写入 auditor.toml 的 own_brands。",
    ),
    needs=("gtin", "brand"),
    custom_only=True,
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "brand": ["Stabilo", "YETI"],
                "gtin": ["4006381333931", "885909950805"],
                "custom_label_1": ["Your name", "Your name"],
            },
            good={
                "sku": ["A1", "A2", "A3", "A4"],
                "brand": ["My Mugs", "Generic", "", "Stabilo"],
                "gtin": ["4006381333931", "4006381333931", "4006381333931", ""],
                "custom_label_1": ["Your name"] * 4,
            },
            cells=((0, "brand"), (1, "brand")),
            settings={"own_brands": ["My Mugs"], "authentic_base_brands": ["Yeti"]},
        ),
        Example(
            bad={"sku": ["杯-1"], "brand": ["富光"], "gtin": ["6901234567892"], "custom_label_1": ["刻字"]},
            good={"sku": ["杯-1"], "brand": ["晨杯"], "gtin": ["6901234567892"], "custom_label_1": ["刻字"]},
            cells=((0, "brand"),),
            settings={"own_brands": ["晨杯"]},
            language="zh",
        ),
    ),
)
def number_of_another_brand(evidence: Evidence) -> Iterator[Hits]:
    """Who customizes another maker's article may name it, but not sell it under the maker's number.

    Judged only where the settings state own brands or authentic goods: without them nobody can say whose a brand is.
    A number under the seller's own prefixes is fine, and so is a mark that somebody licensed to the seller (and whose
    licence has not run out).
    """
    licensed = {
        folded(mark.mark)
        for mark in evidence.settings.licensed_brands
        if mark.until is None or mark.until >= evidence.today
    }
    brands, places = brand_places(evidence)
    free = np.array([brand in licensed for brand in brands], bool)[places]
    authentic = evidence.once(decorated)
    strange = evidence.once(third_party) & ~authentic & ~free
    column = evidence.feed.find("brand")[0]
    written = evidence.texts_of(column)
    for one in evidence.once(identifiers):
        numbered = (one.gtins >= 0) & ~owned(one.digits, evidence.settings)[one.ids]
        for variant, severity, mask in (
            ("", Severity.WARNING, strange),
            ("authentic", Severity.ERROR, authentic),
        ):
            rows = np.flatnonzero(numbered & mask & evidence.scope.custom)
            yield Hits(
                rows=rows,
                columns=column.position,
                variant=variant,
                severity=severity,
                arguments={"value": written[rows], "other": one.values(rows)},
            )


@rule(
    "ID125",
    Severity.INFO,
    tier=1,
    clause=OWN_GTIN,
    title=Text(en="Numbers look made up or bought", zh="疑似自编或购买的编码"),
    message=Text(
        en="{value} is one of {count} consecutive numbers under the foreign prefix {prefix}.",
        zh="{value} 是外部前缀 {prefix} 下 {count} 个连续编码之一。",
    ),
    variants={
        "counted": Text(
            en="{value} simply counts up or down; it is a sample number.",
            zh="{value} 只是顺序递增或递减的数字，属于示例编码。",
        )
    },
    advice=Text(
        en="Check where the numbers come from: the marketplace refuses codes that GS1 does not list under your brand "
        "(error 8572).",
        zh="请核实编码来源：未在 GS1 登记到您品牌名下的编码会被平台拒绝（错误 8572）。",
    ),
    needs=("gtin",),
    custom_only=True,
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2", "A3", "A4", "A5"],
                "gtin": [
                    "4006381333931",
                    "4006381333948",
                    "4006381333955",
                    "4006381333962",
                    "4006381333979",
                ],
                "custom_label_1": ["Your name"] * 5,
            },
            good={
                "sku": ["A1", "A2", "A3", "A4", "A5"],
                "gtin": [
                    "614141000012",
                    "614141000029",
                    "614141000036",
                    "614141000043",
                    "614141000050",
                ],
                "custom_label_1": ["Your name"] * 5,
            },
            cells=tuple((row, "gtin") for row in range(5)),
            settings={"own_gs1_prefixes": ["0614141"]},
        ),
        Example(
            bad={"sku": ["杯-1"], "gtin": ["012345678905"], "custom_label_1": ["刻字"]},
            good={"sku": ["杯-1"], "gtin": ["6901234567892"], "custom_label_1": ["刻字"]},
            cells=((0, "gtin"),),
            language="zh",
        ),
    ),
)
def made_up_numbers(evidence: Evidence) -> Iterator[Hits]:
    """Blocks of numbers are sold over and over; who buys one gets codes that GS1 knows under another company.

    One's own numbers are consecutive too, so runs count only where the settings say which prefixes are the seller's,
    and only over numbers of customizable rows. A number whose digits merely count is a sample, whoever's it is.
    """
    custom, settings = evidence.scope.custom, evidence.settings
    for one in evidence.once(identifiers):
        counted = np.isin(one.digits.thirteen // 10, _counting()) & one.digits.valid & (one.digits.length > 8)
        rows = one.rows_where(counted & ~owned(one.digits, settings))
        rows = rows[custom[rows]]
        yield Hits(
            rows=rows, columns=one.column.position, variant="counted", arguments={"value": one.values(rows)}
        )
        if ownership_stated(settings):
            yield _runs(one, custom & ~(counted | owned(one.digits, settings))[one.ids])


def _counting() -> list[int]:
    """12-digit bodies of the 13-digit form that count up or down (012345678901, 123456789012 and so on)."""
    up, down = "01234567890123456789", "98765432109876543210"
    bodies = {
        series[start : start + size] for series in (up, down) for size in (11, 12) for start in range(9)
    }
    return [int(body) for body in bodies]


def _runs(one: Identifiers, mask: BoolArray) -> Hits:
    """Rows whose number is one of at least LEAST_RUN that rise by exactly 1 under one company prefix."""
    rows = np.flatnonzero(mask & (one.gtins >= 0))
    bodies = one.gtins[rows] % 10**13 // 10
    distinct, places = np.unique(bodies, return_inverse=True)
    lengths, prefixes = companies(distinct * 10)
    vague = (lengths == UNKNOWN) | (lengths == ONE_ITEM)
    prefixes = np.where(vague, distinct // 10 ** (12 - SHOWN_PREFIX), prefixes)
    lengths = np.where(vague, SHOWN_PREFIX, lengths)
    new = np.ones(len(distinct), bool)
    new[1:] = (np.diff(distinct) != 1) | (np.diff(prefixes) != 0) | (np.diff(lengths) != 0)
    group = np.cumsum(new) - 1
    sizes: IntArray = np.bincount(group, minlength=1)[group] if len(group) else group
    hit = (sizes >= LEAST_RUN)[places] if len(places) else np.zeros(0, bool)
    at = places[hit]
    return Hits(
        rows=rows[hit],
        columns=one.column.position,
        arguments={
            "value": one.values(rows[hit]),
            "count": sizes[at],
            "prefix": [shown(n, p) for n, p in zip(lengths[at].tolist(), prefixes[at].tolist(), strict=True)],
        },
    )
