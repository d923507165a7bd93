"""Search terms: their bytes, and words that may not stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence, Matches
from auditor.evidence.asking import seek, words
from auditor.evidence.listing import is_listing, listing_cells, matching, those
from auditor.evidence.market import limit
from auditor.evidence.records import Action, actions
from auditor.evidence.text_cells import TextCells
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.listing import SUPPLEMENT

UNCOUNTED = r"[\s\p{P}]+"
ASIN = r"\bB0[0-9A-Z]{8}\b"
NO_BRANDS = frozenset(
    {"", "generic", "n/a", "na", "none", "unbranded", "no brand", "ohne marke", "sans marque", "无品牌", "无"}
)
LEAST_BRAND = 4
"""Shorter brands may be any word's beginning."""


@rule(
    "LI607",
    Severity.ERROR,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Search terms over the byte limit", "搜索关键词超出字节限制"),
    message=Text(
        "Search terms have {count} bytes; the limit is {limit}.", "搜索关键词 {count} 字节，上限 {limit}。"
    ),
    advice=Text(
        "Drop words that stand in the title already; ä counts 2 bytes, 漢 3.",
        "请删除标题中已有的词；汉字每个计 3 字节。",
    ),
    needs=("keywords",),
    reads={"": ("keywords",)},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "keywords_1": ["mug " * 60 + "gift ideas", "ä" * 100],
                "keywords_2": ["with name", "ö" * 30],
            },
            good={"sku": ["A1", "A2"], "keywords_1": ["mug " * 80, "ä" * 124], "keywords_2": ["", "x"]},
            cells=((1, "keywords_2"),),
        ),
        Example(
            bad={"sku": ["A1"], "keywords": ["定" * 84]},
            good={"sku": ["A1"], "keywords": ["定 " * 83]},
            cells=((0, "keywords"),),
            language="zh",
        ),
    ),
)
def search_terms_too_long(evidence: Evidence) -> Iterator[Hits]:
    """Over the limit none of the search terms is used.

    Bytes in UTF-8, blanks and punctuation not counted, all search-term columns of a row together: fewer than 250, in
    Japan 500, in India 200.
    """
    feed = evidence.feed
    if not is_listing(evidence):
        return
    most = limit(evidence, "search_term_bytes") or 0
    columns = feed.find("keywords")
    sizes = [np.asarray(pc.binary_length(feed.array(column))).astype(np.int64) for column in columns]
    rows = np.flatnonzero(np.sum(sizes, axis=0) > most)
    if evidence.has("record_action"):
        rows = rows[evidence.once(actions)[rows] != Action.DELETE]
    totals = np.zeros(len(rows), np.int64)
    over = np.full(len(rows), -1, np.int64)
    for column in columns:
        counted = pc.replace_substring_regex(feed.array(column).take(pa.array(rows)), UNCOUNTED, "")
        totals += np.asarray(pc.binary_length(counted)).astype(np.int64)
        over[(over < 0) & (totals > most)] = column.position
    mine = over >= 0
    yield Hits(
        rows=rows[mine].astype(np.int32),
        columns=over[mine].astype(np.int32),
        arguments={"count": totals[mine], "limit": most},
    )


@rule(
    "LI608",
    Severity.WARNING,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Prohibited words in search terms", "搜索关键词含禁用词"),
    message=Text("'{term}' may not stand in search terms.", "搜索关键词不得含“{term}”。"),
    variants={
        "brand": Text(
            "The brand '{term}' is of no use in search terms.", "搜索关键词中无需填写品牌“{term}”。"
        ),
        "asin": Text("The ASIN '{term}' may not stand in search terms.", "搜索关键词不得含 ASIN “{term}”。"),
    },
    advice=Text("Delete it.", "请删除。"),
    needs=("keywords",),
    reads={"search.waste": ("keywords",)},
    fix="unsafe",
    examples=(
        Example(
            bad={"sku": ["A1", "A2"], "keywords": ["mug best seller cheap", "mug B0ABCD1234"]},
            good={"sku": ["A1"], "keywords": ["new york best man gift most valuable player"]},
            cells=((0, "keywords"), (1, "keywords")),
        ),
        Example(
            bad={"sku": ["A1"], "keywords": ["马克杯 包邮 热卖"]},
            good={"sku": ["A1"], "keywords": ["马克杯 新年礼物 最佳伴郎"]},
            cells=((0, "keywords"),),
            language="zh",
        ),
    ),
)
def search_term_prohibited(evidence: Evidence) -> Iterator[Hits]:
    """Temporary and subjective words, ASINs and brands are not to stand in search terms; they cost bytes that count.

    Bare *new*, *best* and *most* are left alone (New York, best man); the product's own brand is a note.
    """
    cells = listing_cells(evidence, "keywords")
    listed = np.zeros(len(evidence.feed.cells), dtype=bool)
    listed[cells.rows] = True
    found = evidence.matches("search.waste", "keywords")
    found = found.where(listed[found.rows])
    once = found.once()
    yield _with_fixes(once, _cleaned(found))
    codes = seek(evidence.corpus, _asin, those(evidence, cells, matching(ASIN)))
    yield _with_fixes(
        codes, {value: _tidy(re.sub(ASIN, " ", value)) for value in codes.values}, variant="asin"
    )
    yield _brands(evidence, cells).hits(variant="brand", severity=Severity.INFO)


def _asin(text: str) -> tuple[int, int] | None:
    match = re.search(ASIN, text)
    return match.span() if match else None


def _tidy(text: str) -> str:
    """Separators that a deleted word left behind made one."""
    text = re.sub(r"\s*([,;])(?:\s*[,;])*\s*", r"\1 ", text)
    return re.sub(r"\s{2,}", " ", text).strip(" ,;")


def _cleaned(found: Matches) -> dict[str, str]:
    """Search terms → the same without the words found in them."""
    spans: dict[str, set[tuple[int, int]]] = {}
    for value, start, end in zip(found.values, found.starts.tolist(), found.ends.tolist(), strict=True):
        spans.setdefault(value, set()).add((start, end))
    cleaned = {}
    for value, mine in spans.items():
        kept = value
        for start, end in sorted(mine, reverse=True):
            kept = kept[:start] + kept[end:]
        cleaned[value] = _tidy(kept)
    return cleaned


def _with_fixes(found: Matches, fixes: dict[str, str], variant: str = "") -> Hits:
    return Hits(
        rows=found.rows,
        columns=found.columns,
        starts=found.starts,
        ends=found.ends,
        terms=list(found.terms),
        arguments={"term": found.terms},
        fixes=[fixes[value] for value in found.values],
        variant=variant,
    )


def _brands(evidence: Evidence, cells: TextCells) -> Matches:
    """Where the row's own brand stands in its search terms, each pair of brand and text looked at once."""
    names = evidence.values("brand").str.lower().to_numpy(dtype=object)[cells.rows]
    texts = evidence.corpus.texts_of(cells.ids)
    known: dict[tuple[str, str], int] = {}
    for brand, text in zip(names.tolist(), texts.tolist(), strict=True):
        if (brand, text) not in known:
            known[brand, text] = _brand_at(brand, text)
    at = [known[pair] for pair in zip(names.tolist(), texts.tolist(), strict=True)]
    places = np.array(at, np.int32)
    mine = places >= 0
    lengths = np.array([len(brand) for brand in names.tolist()], np.int32)
    return words(evidence.corpus, cells.where(mine), places[mine], (places + lengths)[mine])


def _brand_at(brand: str, text: str) -> int:
    if len(brand) < LEAST_BRAND or brand in NO_BRANDS:
        return -1
    start = text.lower().find(brand)
    if start < 0 or len(text.lower()) != len(text):
        return -1
    before, after = text[start - 1 : start], text[start + len(brand) : start + len(brand) + 1]
    return -1 if before.isalnum() or after.isalnum() else start
