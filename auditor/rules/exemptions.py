"""GTIN exemptions: declared beside a number, not on record, or with somebody else's brand."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.config import Exemption
from auditor.evidence import Evidence
from auditor.evidence.brands import brand_places, decorated, folded, third_party
from auditor.evidence.exemption import category_fits, declared_exempt, declaring_column
from auditor.evidence.identifiers import identifiers
from auditor.evidence.records import Action, actions
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.gtin import MANUFACTURER_UPC, OWN_GTIN


@rule(
    "ID121",
    Severity.WARNING,
    tier=1,
    clause=OWN_GTIN,
    title=Text(en="Exemption and product ID both given", zh="同时填写豁免与编码"),
    message=Text(
        en="A GTIN exemption is declared, and the product ID {value} is given all the same.",
        zh="已声明 GTIN 豁免，却又填写了商品编码 {value}。",
    ),
    advice=Text(
        en="Keep one: delete the number, or take the exemption back.",
        zh="请二选一：删除编码，或取消豁免声明。",
    ),
    needs=("gtin", ("gtin_type", "gtin_exempt")),
    custom_only=True,
    fix="unsafe",
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "gtin": ["885909950805", "885909950805"],
                "gtin_type": ["GTIN Exempt", "UPC"],
                "custom_label_1": ["Your name", "Your name"],
            },
            good={
                "sku": ["A1", "A2", "A3"],
                "gtin": ["", "885909950805", "exempt"],
                "gtin_type": ["GTIN Exempt", "UPC", "GTIN Exempt"],
                "custom_label_1": ["Your name"] * 3,
            },
            cells=((0, "gtin"),),
        ),
        Example(
            bad={
                "sku": ["杯-1"],
                "gtin": ["6901234567892"],
                "gtin_exempt": ["是"],
                "custom_label_1": ["刻字"],
            },
            good={
                "sku": ["杯-1"],
                "gtin": ["6901234567892"],
                "gtin_exempt": ["否"],
                "custom_label_1": ["刻字"],
            },
            cells=((0, "gtin"),),
            language="zh",
        ),
    ),
)
def exemption_and_number(evidence: Evidence) -> Iterator[Hits]:
    """The terms say either … or: with both the marketplace takes the number, and the exemption is void.

    Words in place of a number are another rule's (placeholder); an ASIN beside an exemption names a listing that
    exists and is no number.
    """
    exempt = evidence.once(declared_exempt) & (evidence.once(actions) != Action.DELETE)
    for one in evidence.once(identifiers):
        rows = np.flatnonzero(exempt & one.filled & ~one.placeholder & one.digits.formed[one.ids])
        yield Hits(
            rows=rows,
            columns=one.column.position,
            arguments={"value": one.values(rows)},
            fixes=[""] * len(rows),
        )


@rule(
    "ID122",
    Severity.WARNING,
    tier=1,
    clause=OWN_GTIN,
    title=Text(en="Exemption not on record for this brand", zh="豁免未覆盖该品牌或类目"),
    message=Text(
        en="The settings record no GTIN exemption for brand '{value}', category '{kind}', marketplace {marketplace}.",
        zh="设置中没有品牌“{value}”、类目“{kind}”、站点 {marketplace} 的 GTIN 豁免记录。",
    ),
    variants={
        "spelling": Text(
            en="The exemption is recorded for '{expected}'; the marketplace compares the brand letter by letter, and "
            "this row says '{value}'.",
            zh="豁免登记的品牌为“{expected}”；平台会逐字比对品牌，而此行写的是“{value}”。",
        ),
        "unknown": Text(
            en="{count} customized rows declare a GTIN exemption that was not checked: the settings record none.",
            zh="有 {count} 行定制商品声明了 GTIN 豁免，但设置中没有任何豁免记录，因此未核对。",
        ),
    },
    advice=Text(
        en="Apply for the exemption (it holds per brand and category), or record the approval under gtin_exemptions in "
        "auditor.toml.",
        zh="请申请豁免（按品牌和类目授予），或在 auditor.toml 的 gtin_exemptions 中登记已获批的豁免。",
    ),
    needs=(("gtin_type", "gtin_exempt"),),
    custom_only=True,
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2", "A3"],
                "brand": ["My Mugs", "Other", "MY MUGS"],
                "product_type": ["DRINKING_CUP", "DRINKING_CUP", "DRINKING_CUP"],
                "gtin": ["", "", ""],
                "gtin_type": ["GTIN Exempt"] * 3,
                "custom_label_1": ["Your name"] * 3,
            },
            good={
                "sku": ["A1", "A2"],
                "brand": ["My Mugs", "Other"],
                "product_type": ["drinking_cup", "DRINKING_CUP"],
                "gtin": ["", "885909950805"],
                "gtin_type": ["GTIN Exempt", "UPC"],
                "custom_label_1": ["Your name"] * 2,
            },
            cells=((1, "gtin_type"), (2, "gtin_type")),
            settings={
                "gtin_exemptions": [{"brand": "My Mugs", "category": "Drinking Cup", "marketplace": "US"}]
            },
        ),
        Example(
            bad={
                "sku": ["杯-1"],
                "brand": ["晨杯"],
                "gtin_exempt": ["是"],
                "custom_label_1": ["刻字"],
            },
            good={
                "sku": ["杯-1"],
                "brand": ["晨杯"],
                "gtin_exempt": ["否"],
                "custom_label_1": ["刻字"],
            },
            cells=((-1, ""),),
            language="zh",
        ),
    ),
)
def exemption_not_recorded(evidence: Evidence) -> Iterator[Hits]:
    """An exemption is granted for a brand and a category on a marketplace; elsewhere the row is refused.

    A category that the settings or the row leave open fits every other; so does a marketplace. Where the settings
    record no exemption at all, one note per file says how many rows were not checked.
    """
    rows = np.flatnonzero(evidence.once(declared_exempt) & evidence.scope.custom)
    column = declaring_column(evidence)
    recorded = evidence.settings.gtin_exemptions
    if not len(rows) or column is None:
        return
    if not recorded:
        at = np.array([-1], np.int32)
        yield Hits(
            rows=at, columns=-1, variant="unknown", severity=Severity.INFO, arguments={"count": len(rows)}
        )
        return
    brands, categories = _taken(evidence, "brand", rows), _taken(evidence, "product_type", rows)
    marketplace = evidence.feed.marketplace
    answers = {
        pair: _covered(*pair, marketplace, recorded) for pair in set(zip(brands, categories, strict=True))
    }
    said = [answers[pair] for pair in zip(brands, categories, strict=True)]
    for variant, wanted in (("", "none"), ("spelling", "spelling")):
        mine = [i for i, (answer, _) in enumerate(said) if answer == wanted]
        yield Hits(
            rows=rows[mine],
            columns=column.position,
            variant=variant,
            arguments={
                "value": [brands[i] for i in mine],
                "kind": [categories[i] or "–" for i in mine],
                "expected": [said[i][1] for i in mine],
                "marketplace": marketplace or "–",
            },
        )


def _taken(evidence: Evidence, field: str, rows: IntArray) -> list[str]:
    column = evidence.column(field)
    if column is None:
        return [""] * len(rows)
    texts: list[str] = pc.utf8_trim_whitespace(evidence.feed.array(column)).take(pa.array(rows)).to_pylist()
    return texts


def _covered(brand: str, category: str, marketplace: str, recorded: tuple[Exemption, ...]) -> tuple[str, str]:
    """``yes``, ``spelling`` (with the recorded brand) or ``none``."""
    fitting = [
        one.brand.strip()
        for one in recorded
        if category_fits(one.category, category)
        and (not one.marketplace or marketplace in ("", one.marketplace))
    ]
    if brand in fitting:
        return "yes", ""
    near = next((name for name in fitting if folded(name) == folded(brand)), "")
    return ("spelling", near) if near else ("none", "")


@rule(
    "ID123",
    Severity.WARNING,
    tier=1,
    clause=MANUFACTURER_UPC,
    title=Text(en="Exemption with somebody else's brand", zh="豁免与第三方品牌并用"),
    message=Text(
        en="A GTIN exemption is declared, but the brand is '{value}', which is not yours (errors 5665, 5461).",
        zh="已声明 GTIN 豁免，但品牌为“{value}”，不是您的自有品牌（错误 5665、5461）。",
    ),
    advice=Text(
        en="Use your own brand or 'Generic'; brands of yours belong in own_brands in auditor.toml.",
        zh="请使用自有品牌或 Generic；自有品牌请写入 auditor.toml 的 own_brands。",
    ),
    needs=("brand", ("gtin_type", "gtin_exempt")),
    custom_only=True,
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "brand": ["Stabilo", "Yeti"],
                "gtin_type": ["GTIN Exempt", "GTIN Exempt"],
                "custom_label_1": ["Your name", "Your name"],
            },
            good={
                "sku": ["A1", "A2", "A3"],
                "brand": ["My Mugs", "Generic", "Stabilo"],
                "gtin_type": ["GTIN Exempt", "GTIN Exempt", "UPC"],
                "custom_label_1": ["Your name"] * 3,
            },
            cells=((0, "brand"), (1, "brand")),
            settings={"own_brands": ["My Mugs"], "authentic_base_brands": ["YETI"]},
        ),
        Example(
            bad={"sku": ["杯-1"], "brand": ["富光"], "gtin_exempt": ["是"], "custom_label_1": ["刻字"]},
            good={"sku": ["杯-1"], "brand": ["晨杯"], "gtin_exempt": ["是"], "custom_label_1": ["刻字"]},
            cells=((0, "brand"),),
            settings={"own_brands": ["晨杯"]},
            language="zh",
        ),
    ),
)
def exemption_for_foreign_brand(evidence: Evidence) -> Iterator[Hits]:
    """An exemption is for goods without a maker's number: another company's brand has one.

    Judged only where the settings state own brands or authentic goods; a brand whose exemption they record is fine.
    """
    recorded = {folded(one.brand) for one in evidence.settings.gtin_exemptions}
    brands, places = brand_places(evidence)
    granted: BoolArray = np.array([brand in recorded for brand in brands], bool)[places]
    foreign = (evidence.once(third_party) | evidence.once(decorated)) & ~granted
    column = evidence.feed.find("brand")[0]
    rows = np.flatnonzero(foreign & evidence.once(declared_exempt))
    yield Hits(rows=rows, columns=column.position, arguments={"value": evidence.texts_of(column)[rows]})
