"""Whose company prefix a product ID carries: shared between brands, a known maker's, or made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.brands import NOBODY, folded, same_house
from auditor.evidence.companies import ONE_ITEM, UNKNOWN, companies, shown
from auditor.evidence.identifiers import identifiers
from auditor.evidence.ownership import owned
from auditor.evidence.records import distinct_words
from auditor.feed.table import Feed, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.gtin import MANUFACTURER_UPC

UNSURE = 9
"""Leading digits that count as one company where the table does not know the range."""


@dataclass(frozen=True)
class Carried:
    """The prefixes of one feed's valid numbers: (length, prefix) → the brands that carry it, as written."""

    brands: dict[tuple[int, int], dict[str, str]]


def carried(evidence: Evidence) -> Carried:
    """Which brands the numbers of a feed stand beside, by company prefix; distinct pairs only."""
    column = evidence.column("brand")
    found: dict[tuple[int, int], dict[str, str]] = {}
    if column is None:
        return Carried(found)
    words, places = distinct_words(evidence.feed, column)
    names = evidence.texts_of(column)
    for one in evidence.once(identifiers):
        rows = np.flatnonzero(one.gtins >= 0)
        keys = _keys(one.gtins[rows] % 10**13)
        _, company = np.unique(keys, return_inverse=True)
        _, first = np.unique(company.astype(np.int64) * len(words) + places[rows], return_index=True)
        for place in first.tolist():
            name = str(names[rows[place]])
            if folded(name) not in NOBODY and keys[place] >= 0:
                found.setdefault(_split(int(keys[place])), {}).setdefault(folded(name), name)
    return Carried(found)


def _named_brands(feed: Feed) -> set[str]:
    """The distinct brands of a feed that name somebody, folded."""
    words, _ = distinct_words(feed, feed.find("brand")[0])
    return {folded(word) for word in words} - NOBODY


def _keys(thirteen: IntArray) -> IntArray:
    """int64 per number: length and prefix of its company in one; −1 where the prefix proves nothing."""
    lengths, prefixes = companies(thirteen)
    unknown = lengths == UNKNOWN
    prefixes = np.where(unknown, thirteen // 10 ** (13 - UNSURE), prefixes)
    keys: IntArray = np.where(unknown, 0, lengths).astype(np.int64) * 10**13 + prefixes
    return np.where(lengths == ONE_ITEM, -1, keys)


def _split(key: int) -> tuple[int, int]:
    return key // 10**13 or UNSURE, key % 10**13


@rule(
    "ID112",
    Severity.WARNING,
    tier=1,
    clause=MANUFACTURER_UPC,
    title=Text(en="Company prefix shared with another brand", zh="与其他品牌共用厂商前缀"),
    message=Text(
        en="{value} has the company prefix {prefix}, which the brand '{other}' uses too; this row says '{first}'.",
        zh="{value} 的厂商前缀为 {prefix}，品牌“{other}”也在使用该前缀；而此行品牌为“{first}”。",
    ),
    advice=Text(
        en="Look the number up at Verified by GS1: it must be licensed to you. Add your own licence to "
        "own_gs1_prefixes and brands of your house to own_brands.",
        zh="请在 Verified by GS1 查询该编码，确认由您持有；"
        "自有许可请写入 own_gs1_prefixes，自有品牌请写入 own_brands。",
    ),
    needs=("gtin", "brand"),
    custom_only=True,
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "brand": ["My Mugs", "Stabilo"],
                "gtin": ["4006381333948", "4006381333931"],
                "custom_label_1": ["Your name", ""],
            },
            good={
                "sku": ["A1", "A2", "A3"],
                "brand": ["Stabilo Gifts", "STABILO", "Other"],
                "gtin": ["4006381333948", "4006381333931", "885909950805"],
                "custom_label_1": ["Your name", "", ""],
            },
            cells=((0, "gtin"),),
        ),
        Example(
            bad={
                "sku": ["杯-1"],
                "brand": ["晨光礼品"],
                "gtin": ["6901234567892"],
                "custom_label_1": ["刻字"],
            },
            good={"sku": ["杯-1"], "brand": ["富光"], "gtin": ["6901234567892"], "custom_label_1": ["刻字"]},
            cells=((0, "gtin"),),
            language="zh",
            others=(
                ("all_listings_report", {"sku": ["杯-9"], "brand": ["富光"], "gtin": ["6901234567885"]}),
            ),
        ),
    ),
)
def prefix_of_several_brands(evidence: Evidence) -> Iterator[Hits]:
    """A prefix is licensed to one company: under two brands that have nothing in common one of them borrowed it.

    How long the prefix is, GS1's table says; where it does not know the range, nine equal digits count. Numbers that
    were licensed one by one prove nothing and are left out, so are brands that name nobody (Generic) and names that
    contain each other. Prefixes and brands declared as the seller's own are no finding.
    """
    own = {folded(brand) for brand in evidence.settings.own_brands}
    column = evidence.column("brand")
    seen: dict[tuple[int, int], dict[str, str]] = {}
    branded = [feed for feed in evidence.run.feeds if feed.find("gtin") and feed.find("brand")]
    if len(set().union(*(_named_brands(feed) for feed in branded))) < 2:
        return
    for feed in branded:
        for key, names_of in evidence.of(feed, carried).brands.items():
            seen.setdefault(key, {}).update(names_of)
    several = {key: brands for key, brands in seen.items() if len(brands) > 1}
    if not several or column is None:
        return
    names = evidence.texts_of(column)
    for one in evidence.once(identifiers):
        rows = np.flatnonzero(evidence.scope.custom & (one.gtins >= 0))
        rows = rows[~owned(one.digits, evidence.settings)[one.ids[rows]]]
        keys = _keys(one.gtins[rows] % 10**13).tolist()
        hits: list[tuple[int, str, str]] = []
        for row, key in zip(rows.tolist(), keys, strict=True):
            brands = several.get(_split(key), {}) if key >= 0 else {}
            mine = folded(names[row])
            if brands and mine not in NOBODY:
                strange = [
                    name
                    for known, name in brands.items()
                    if not same_house(known, mine) and not {known, mine} <= own
                ]
                hits += [(row, shown(*_split(key)), sorted(strange)[0])] if strange else []
        at = np.array([row for row, _, _ in hits], np.int32)
        yield Hits(
            rows=at,
            columns=one.column.position,
            arguments={
                "value": one.values(at),
                "prefix": [prefix for _, prefix, _ in hits],
                "other": [other for _, _, other in hits],
                "first": names[at] if len(at) else [],
            },
        )


KNOWN_MAKERS = {
    885909: "Apple",
    190199: "Apple",
    194252: "Apple",
    195949: "Apple",
    45496: "Nintendo of America",
    4902370: "Nintendo",
    711719: "Sony Interactive Entertainment",
    889842: "Microsoft",
    885370: "Microsoft",
}
"""Company prefixes (seven digits of the 13-digit form, leading zeros left out) that are widely known; hints only."""


@rule(
    "ID114",
    Severity.INFO,
    tier=1,
    clause=MANUFACTURER_UPC,
    title=Text(en="Prefix of a well-known manufacturer", zh="知名制造商前缀"),
    message=Text(
        en="{value} has the company prefix {prefix}, which is known as {other}'s.",
        zh="{value} 的厂商前缀 {prefix} 通常属于 {other}。",
    ),
    advice=Text(en="Check where this number comes from.", zh="请核实该编码的来源。"),
    needs=("gtin",),
    custom_only=True,
    examples=(
        Example(
            bad={"sku": ["A1"], "gtin": ["885909950805"], "custom_label_1": ["Your name"]},
            good={"sku": ["A1"], "gtin": ["614141000012"], "custom_label_1": ["Your name"]},
            cells=((0, "gtin"),),
        ),
        Example(
            bad={"sku": ["杯-1"], "gtin": ["0885909950805"], "custom_label_1": ["刻字"]},
            good={"sku": ["杯-1"], "gtin": ["0885909950805"], "custom_label_1": [""]},
            cells=((0, "gtin"),),
            language="zh",
        ),
    ),
)
def known_maker(evidence: Evidence) -> Iterator[Hits]:
    """A number of Apple's or Nintendo's on a customized product is the maker's; a hint, never an error by itself."""
    for one in evidence.once(identifiers):
        prefixes = one.digits.thirteen // 10**6
        known = one.digits.valid & (one.digits.length > 8) & np.isin(prefixes, list(KNOWN_MAKERS))
        rows = one.rows_where(known & ~owned(one.digits, evidence.settings))
        found = prefixes[one.ids[rows]].tolist()
        yield Hits(
            rows=rows,
            columns=one.column.position,
            arguments={
                "value": one.values(rows),
                "prefix": [shown(7, prefix) for prefix in found],
                "other": [KNOWN_MAKERS[prefix] for prefix in found],
            },
        )
