"""One identifier on several products."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.evidence.brands import NOBODY, folded, same_house
from auditor.evidence.identifiers import identifiers
from auditor.evidence.offers import ORDERS, ObjectArray, Offers, offers, offers_of_run
from auditor.evidence.records import among
from auditor.feed.table import BoolArray, Feed
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.gtin import OWN_GTIN

UNLIKE = 0.3
"""Shared words over all words of two titles, below which they name different things …"""
APART = 0.5
"""… if also less than this share of the shorter title stands in the longer one."""
LEAST_WORDS = 3
_WORD = re.compile(
    r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]+"
)


NAMED = 4
"""SKUs a message names; the rest is counted."""
COMPARED = 24
"""Different products of one number that each row is compared with; a number on more of them is wrong on all."""


def _named(own: str, group: dict[str, str]) -> str:
    others = list(islice((name for sku, name in group.items() if sku != own), NAMED + 1))
    return ", ".join(others[:NAMED]) + (" …" if len(others) > NAMED else "")


@rule(
    "ID115",
    Severity.ERROR,
    tier=1,
    clause=OWN_GTIN,
    title=Text(en="One GTIN on several customized SKUs", zh="同一编码用于多个定制 SKU"),
    message=Text(
        en="GTIN {value} is used by {count} customized SKUs; beside this one by {other}.",
        zh="编码 {value} 被 {count} 个定制 SKU 使用；除此之外还有 {other}。",
    ),
    advice=Text(
        en="Give each product its own GTIN, or apply for a GTIN exemption.",
        zh="请为每个商品使用唯一编码，或申请 GTIN 豁免。",
    ),
    needs=("gtin", "sku"),
    custom_only=True,
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2", "A3"],
                "gtin": ["885909950805", "0885909950805", "614141000012"],
                "custom_label_1": ["Your name"] * 3,
            },
            good={
                "sku": ["A1", "A1", "P1", "A3"],
                "gtin": ["885909950805", "885909950805", "885909950805", "614141000012"],
                "parentage": ["child", "child", "parent", "child"],
                "custom_label_1": ["Your name"] * 4,
            },
            cells=((0, "gtin"), (1, "gtin")),
        ),
        Example(
            bad={"sku": ["杯-红"], "gtin": ["6901234567892"], "custom_label_1": ["刻字"]},
            good={"sku": ["杯-白"], "gtin": ["6901234567892"], "custom_label_1": ["刻字"]},
            cells=((0, "gtin"),),
            language="zh",
            others=(
                (
                    "customization_sheet",
                    {"sku": ["杯-白"], "gtin": ["6901234567892"], "custom_label_1": ["刻字"]},
                ),
            ),
        ),
    ),
)
def gtin_of_several_skus(evidence: Evidence) -> Iterator[Hits]:
    """A GTIN names one product: two customized products, colours and sizes included, need two.

    The files of the run are read together. The same SKU in several rows or files is one product, a parent only holds
    variations together, and a closed listing may have been listed anew: none of these counts.
    """
    mine = evidence.once(offers)
    wanted = np.unique(mine.gtins[mine.custom & (mine.gtins >= 0)])
    users: dict[int, dict[str, str]] = {}
    for offered in offers_of_run(evidence) if len(wanted) else ():
        live = offered.custom & ~offered.dead & ~offered.parent & np.isin(offered.gtins, wanted)
        note = "" if offered.feed is evidence.feed else f" ({offered.name})"
        for row in np.flatnonzero(live).tolist():
            sku = offered.skus[row]
            if sku:
                users.setdefault(int(offered.gtins[row]), {}).setdefault(sku, sku + note)
    several = {gtin: skus for gtin, skus in users.items() if len(skus) > 1}
    for one in evidence.once(identifiers):
        shared = np.isin(one.gtins, np.array(list(several), np.int64))
        rows = np.flatnonzero(shared & mine.custom & ~mine.dead & ~mine.parent)
        groups = [several[gtin] for gtin in one.gtins[rows].tolist()]
        others = [_named(own, group) for own, group in zip(mine.skus[rows].tolist(), groups, strict=True)]
        yield Hits(
            rows=rows,
            columns=one.column.position,
            arguments={
                "value": one.values(rows),
                "count": [len(group) for group in groups],
                "other": others,
            },
        )


@rule(
    "ID116",
    Severity.WARNING,
    tier=1,
    clause=OWN_GTIN,
    title=Text(en="One identifier, conflicting products", zh="同一编码对应不同商品"),
    message=Text(
        en="{value} is '{first}' here and '{second}' under {other}.",
        zh="{value} 在此处为“{first}”，而在 {other} 中为“{second}”。",
    ),
    advice=Text(
        en="One number names one product: correct the number or separate the products.",
        zh="一个编码只能对应一个商品：请更正编码或区分商品。",
    ),
    needs=("sku", ("gtin", "asin"), ("title", "brand")),
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": ["Large Oak Cutting Board", "Blue Ceramic Coffee Mug 330 ml"],
                "gtin": ["885909950805", "885909950805"],
            },
            good={
                "sku": ["A1", "A2", "A3"],
                "title": ["Blue Mug", "Blue Ceramic Coffee Mug 330 ml with Handle", "Oak Cutting Board"],
                "gtin": ["885909950805", "885909950805", "614141000012"],
            },
            cells=((0, "gtin"), (1, "gtin")),
        ),
        Example(
            bad={
                "sku": ["杯-1"],
                "title": ["大号橡木砧板"],
                "asin": ["B0ABCD1234"],
                "brand": ["晨杯"],
            },
            good={
                "sku": ["杯-1"],
                "title": ["陶瓷马克杯"],
                "asin": ["B0ABCD1234"],
                "brand": ["富光"],
            },
            cells=((0, "asin"),),
            language="zh",
            others=(("generic_table", {"sku": ["杯-9"], "asin": ["B0ABCD1234"], "brand": ["富光"]}),),
        ),
    ),
)
def identifier_of_two_products(evidence: Evidence) -> Iterator[Hits]:
    """A number that two products share takes the customer of one to the page of the other (error 8541).

    Compared are rows of different SKUs, in this file and the others of the run: brands that have nothing in common, or
    titles of one marketplace and language that share hardly a word, however long they are. Order reports repeat
    products and are left out; several SKUs of one product are none of this rule's business, and neither are pairs that
    other rules tell of more exactly: a customized product's number on another product, an ASIN customized and plain.
    """
    if evidence.feed.layout in ORDERS:
        return
    mine = evidence.once(offers)
    for field in ("gtin", "asin"):
        columns = evidence.feed.find(field)
        keys = mine.keys(field)
        if not columns or not (keys != "").any():
            continue
        shared = _shared(evidence, field)
        hits = []
        for row in np.flatnonzero(_in(keys, set(shared))).tolist():
            others = [(one, place) for one, place in shared[keys[row]] if _told(field, mine, row, one, place)]
            found = _conflict(mine, row, others, evidence.feed)
            hits += [(row, *found)] if found else []
        at = np.array([hit[0] for hit in hits], np.int32)
        yield Hits(
            rows=at,
            columns=columns[0].position,
            arguments={
                "value": keys[at],
                "first": [hit[1] for hit in hits],
                "second": [hit[2] for hit in hits],
                "other": [hit[3] for hit in hits],
            },
        )


def _shared(evidence: Evidence, field: str) -> dict[str, list[tuple[Offers, int]]]:
    """Identifier → one row of each product (brand and title) that has it, where there are several SKUs.

    At most COMPARED products, each under the first SKU that is sold so.
    """
    found: dict[str, dict[tuple[str, str, str], tuple[Offers, int]]] = {}
    skus: dict[str, str] = {}
    several: set[str] = set()
    everyone = [(one, one.keys(field)) for one in offers_of_run(evidence)]
    mine = everyone[0][1] if everyone else np.empty(0, object)
    here = set(mine.tolist()) - {""}
    many = _repeated([keys for _, keys in everyone]) & here
    for one, keys in everyone:
        for row in np.flatnonzero(_in(keys, many) & ~one.parent).tolist():
            sku, key = one.skus[row], keys[row]
            if not sku:
                continue
            if skus.setdefault(key, sku) != sku:
                several.add(key)
            products = found.setdefault(key, {})
            if len(products) < COMPARED:
                products.setdefault((one.name, one.brands[row], one.titles[row]), (one, row))
    return {key: list(found[key].values()) for key in several}


def _told(field: str, mine: Offers, row: int, one: Offers, place: int) -> bool:
    """False for a pair that other rules tell of: a customized product's number, an ASIN customized and plain."""
    first, second = bool(mine.custom[row]), bool(one.custom[place])
    return first == second if field == "asin" else not (first or second)


def _in(keys: ObjectArray, wanted: set[str]) -> BoolArray:
    return among(pa.array(keys, pa.large_string()), wanted)


def _repeated(parts: list[ObjectArray]) -> set[str]:
    """The texts that stand there more than once."""
    counts = pc.value_counts(pa.array(np.concatenate(parts), pa.large_string()))
    several = pc.greater(counts.field("counts"), 1)
    return set(counts.field("values").filter(several).to_pylist()) - {""}


def _conflict(
    mine: Offers, row: int, others: list[tuple[Offers, int]], feed: Feed
) -> tuple[str, str, str] | None:
    """What this row and the first other one that contradicts it say, and whose that is."""
    brand, title = folded(mine.brands[row]), mine.titles[row]
    for one, place in others:
        if one.skus[place] == mine.skus[row]:
            continue
        name = one.skus[place] + ("" if one.feed is feed else f" ({one.name})")
        other = folded(one.brands[place])
        if brand not in NOBODY and other not in NOBODY and not same_house(brand, other):
            return mine.brands[row], one.brands[place], name
        if _same_tongue(one.feed, feed) and unlike(title, one.titles[place]):
            return title, one.titles[place], name
    return None


def _same_tongue(one: Feed, other: Feed) -> bool:
    """Titles can be compared: of one file, or of files known to be for the same marketplace in the same language."""
    same = bool(one.marketplace and one.language)
    return one is other or (same and (one.marketplace, one.language) == (other.marketplace, other.language))


def unlike(first: str, second: str) -> bool:
    """Two titles name different things: hardly a word in common, and neither is a shorter form of the other."""
    one, two = _words(first), _words(second)
    if min(len(one), len(two)) < LEAST_WORDS:
        return False
    both = len(one & two)
    return both / len(one | two) < UNLIKE and both / min(len(one), len(two)) < APART


@lru_cache(maxsize=100_000)
def _words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(title.casefold()))
