"""Whose number it is: codes shared with standard products, prefixes that are not the seller's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.evidence.identifiers import identifiers
from auditor.evidence.ownership import owned, ownership_stated
from auditor.evidence.records import among
from auditor.feed.table import IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.gtin import MANUFACTURER_UPC, OWN_GTIN


@dataclass(frozen=True, slots=True)
class _Standard:
    """A standard product with a number that a customized one has too."""

    sku: str
    parent: str
    brand: str
    where: str


@rule(
    "ID110",
    Severity.ERROR,
    tier=1,
    clause=MANUFACTURER_UPC,
    title=Text(en="Manufacturer's GTIN: also on a standard product", zh="使用制造商编码：与普通商品共用"),
    message=Text(
        en="GTIN {value} also belongs to the standard product {other}: it is the manufacturer's code.",
        zh="编码 {value} 同时属于普通商品 {other}，是制造商的编码。",
    ),
    variants={
        "own": Text(
            en="GTIN {value} is already used for your standard product {other}; a customized product needs its own.",
            zh="编码 {value} 已用于您的普通商品 {other}；定制商品需要单独的编码。",
        )
    },
    advice=Text(
        en="Give the customized product its own GTIN from your GS1 licence, or apply for a GTIN exemption.",
        zh="请为定制商品使用自有 GS1 许可中的编码，或申请 GTIN 豁免。",
    ),
    needs=("gtin", "sku"),
    custom_only=True,
    replaces=("ID112",),
    examples=(
        Example(
            bad={
                "sku": ["MUG-PLAIN", "MUG-NAME"],
                "title": ["White Mug 330 ml", "Mug with Your Name"],
                "gtin": ["4006381333931", "4006381333931"],
                "custom_label_1": ["", "Your name"],
            },
            good={
                "sku": ["MUG-PLAIN", "MUG-NAME"],
                "title": ["White Mug 330 ml", "Mug with Your Name"],
                "gtin": ["4006381333931", "885909950805"],
                "custom_label_1": ["", "Your name"],
            },
            cells=((1, "gtin"),),
        ),
        Example(
            bad={"sku": ["杯-定制"], "gtin": ["6901234567892"], "custom_label_1": ["刻字"]},
            good={"sku": ["杯-白"], "gtin": ["6901234567892"], "custom_label_1": ["刻字"]},
            cells=((0, "gtin"),),
            language="zh",
            others=(("all_listings_report", {"sku": ["杯-白"], "gtin": ["6901234567892"]}),),
        ),
    ),
)
def manufacturer_gtin(evidence: Evidence) -> Iterator[Hits]:
    """Customizing changes the maker's article: its code names the plain one and may not be used for yours."""
    feed, custom = evidence.feed, evidence.scope.custom
    skus = _texts(evidence, "sku")
    mine = {text for text in skus[custom].tolist() if text} | evidence.run.customized_skus(feed)
    own = {brand.strip().casefold() for brand in evidence.settings.own_brands}
    parents, brands = _texts(evidence, "parent_sku"), _texts(evidence, "brand")
    for one in evidence.once(identifiers):
        gtins = np.where(custom, one.gtins, -1)
        standards = _standards(evidence, np.unique(gtins[gtins >= 0]), frozenset(mine))
        rows = np.flatnonzero(np.isin(gtins, np.array(list(standards), np.int64)))
        found: list[tuple[int, _Standard]] = []
        for row in rows:
            family = {skus[row], parents[row]} - {""}
            others = [s for s in standards[int(gtins[row])] if not family & {s.sku, s.parent}]
            found += [(int(row), others[0])] if others else []
        same = np.array(
            [bool(own) and brands[r].casefold() in own and s.brand.casefold() in own for r, s in found], bool
        )
        for variant, severity, mask in (("", None, ~same), ("own", Severity.WARNING, same)):
            chosen = [found[i] for i in np.flatnonzero(mask)]
            at = np.array([row for row, _ in chosen], np.int32)
            yield Hits(
                rows=at,
                columns=one.column.position,
                variant=variant,
                severity=severity,
                arguments={"value": one.values(at), "other": [standard.where for _, standard in chosen]},
            )


def _texts(evidence: Evidence, field: str) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    column = evidence.column(field)
    return evidence.texts_of(column) if column else np.full(len(evidence.feed.cells), "", dtype=object)


def _standards(evidence: Evidence, wanted: IntArray, mine: frozenset[str]) -> dict[int, list[_Standard]]:
    """Number → standard products of this and the other files that have one of the ``wanted`` numbers."""
    found: dict[int, list[_Standard]] = {}
    for feed in evidence.run.feeds if len(wanted) else ():
        case = evidence if feed is evidence.feed else Evidence(feed, evidence.settings, run=evidence.run)
        for one in case.once(identifiers) if feed.find("sku") else ():
            shared = np.isin(one.gtins, wanted)
            if not shared.any():
                continue
            skus = pc.utf8_trim_whitespace(feed.array(feed.find("sku")[0]))
            shared &= ~among(skus, mine | {""})
            if not shared.any() or not (shared := shared & ~case.scope.custom).any():
                continue
            columns = [_texts(case, field) for field in ("sku", "parent_sku", "brand")]
            name = "" if feed is evidence.feed else f" ({PurePath(feed.path).name})"
            for row in np.flatnonzero(shared):
                sku, parent, brand = (column[row] for column in columns)
                found.setdefault(int(one.gtins[row]), []).append(_Standard(sku, parent, brand, sku + name))
    return found


@rule(
    "ID111",
    Severity.ERROR,
    tier=1,
    clause=OWN_GTIN,
    title=Text(en="GTIN outside your own GS1 prefixes", zh="编码不属于自有 GS1 前缀"),
    message=Text(
        en="{value} is not under your GS1 prefixes ({allowed}).",
        zh="{value} 不在您的 GS1 前缀（{allowed}）之内。",
    ),
    variants={
        "unknown": Text(
            en="{count} product IDs of customized rows were not checked for ownership: no GS1 prefix is set.",
            zh="未核对定制商品的编码（{count} 个）是否为您自有：设置中未填写 GS1 前缀。",
        )
    },
    advice=Text(
        en="Use a number of your own, or add your licence to own_gs1_prefixes or own_single_gtins in auditor.toml.",
        zh="请使用自有编码，或在 auditor.toml 的 own_gs1_prefixes、own_single_gtins 中登记您的许可。",
    ),
    needs=("gtin",),
    custom_only=True,
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "gtin": ["4006381333931", "614141000012"],
                "custom_label_1": ["Your name", "Your name"],
            },
            good={
                "sku": ["A1", "A2"],
                "gtin": ["0614141000012", "614141000012"],
                "custom_label_1": ["Your name", "Your name"],
            },
            cells=((0, "gtin"),),
            settings={"own_gs1_prefixes": ["614141"]},
        ),
        Example(
            bad={"sku": ["杯-1"], "gtin": ["4006381333931"], "custom_label_1": ["刻字"]},
            good={"sku": ["杯-1"], "gtin": ["6901234567892"], "custom_label_1": ["刻字"]},
            cells=((0, "gtin"),),
            settings={"own_gs1_prefixes": ["6901234"], "own_single_gtins": ["885909950805"]},
            language="zh",
        ),
    ),
)
def foreign_prefix(evidence: Evidence) -> Iterator[Hits]:
    """A number under somebody else's GS1 licence names somebody else's product."""
    settings, custom = evidence.settings, evidence.scope.custom
    known = ownership_stated(settings)
    for one in evidence.once(identifiers):
        rows = np.flatnonzero(custom & (one.gtins >= 0))
        if not known:
            at = np.array([-1] if len(rows) else [], np.int32)
            yield Hits(
                rows=at,
                columns=-1,
                severity=Severity.INFO,
                variant="unknown",
                arguments={"count": len(rows)},
            )
            continue
        foreign = rows[~owned(one.digits, settings)[one.ids[rows]]]
        allowed = ", ".join(settings.own_gs1_prefixes) or "–"
        yield Hits(
            rows=foreign,
            columns=one.column.position,
            arguments={"value": one.values(foreign), "allowed": allowed},
        )
