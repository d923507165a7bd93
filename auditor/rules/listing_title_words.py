"""Titles: repeated words and capitals."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.evidence.asking import objects, whole, words
from auditor.evidence.listing import distinct_texts, listing_cells, those
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.listing import SUPPLEMENT
from auditor.text.normalise import normalised
from auditor.text.titles import in_capitals, third_use
from auditor.text.tokens import tokens

MANY = 3


@rule(
    "LI603",
    Severity.WARNING,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Word used more than twice in title", "标题词语重复超过两次"),
    message=Text("'{term}' stands {count} times in the title.", "“{term}”在标题中出现 {count} 次。"),
    advice=Text("Use a word at most twice.", "同一词语最多使用两次。"),
    needs=("title",),
    reads={"": ("title",)},
    examples=(
        Example(
            bad={"sku": ["A1"], "title": ["Custom Mug, Coffee Mug, Tea Mugs for Dad"]},
            good={
                "sku": ["A1", "A2"],
                "title": ["Mr & Mrs & Mrs Sign for Her for Him for Them", "Box 10 cm x 10 cm x 10 cm"],
            },
            cells=((0, "title"),),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定制 LOGO 杯 Logo 袋 logo 衫"]},
            good={"sku": ["A1"], "title": ["定制杯 定制袋 定制衫"]},
            cells=((0, "title"),),
            language="zh",
        ),
    ),
)
def title_word_repeated(evidence: Evidence) -> Iterator[Hits]:
    """A word may stand twice in a title; articles, prepositions, conjunctions and units do not count.

    Plurals count as their singular. Chinese and Japanese, written without blanks, are left out.
    """
    cells = listing_cells(evidence, "title")
    ids, texts = distinct_texts(evidence, cells)
    found = tokens(texts)
    codes = _stems(found.words, evidence)[found.codes]
    counted = codes >= 0
    keys = found.texts[counted] * (len(found.words) + 1) + codes[counted]
    keys, counts = np.unique(keys, return_counts=True)
    keys, counts = keys[counts >= MANY], counts[counts >= MANY]
    owners, first = np.unique(keys // (len(found.words) + 1), return_index=True)
    spans: dict[int, tuple[int, int, int]] = {}
    for owner, key, count in zip(owners.tolist(), keys[first].tolist(), counts[first].tolist(), strict=True):
        span = third_use(texts[owner].as_py(), found.words[key % (len(found.words) + 1)])
        if span:
            spans[int(ids[owner])] = (*span, count)
    mine = cells.where(np.isin(cells.ids, list(spans)))
    places = np.array([spans[i] for i in mine.ids.tolist()], np.int32).reshape(-1, 3)
    repeated = words(evidence.corpus, mine, places[:, 0], places[:, 1])
    yield repeated.hits(count=places[:, 2])


def _stems(vocabulary: list[str], evidence: Evidence) -> IntArray:
    """int64 per word: the number of its singular; −1 where it does not count."""
    numbers = {word: number for number, word in enumerate(vocabulary)}
    small = set(evidence.matcher.cores("title.small"))
    stems = np.full(len(vocabulary), -1, np.int64)
    for number, word in enumerate(vocabulary):
        if len(word) < 2 or not word[0].isalpha() or "\u3040" <= word[0] <= "\u9fff":
            continue
        if any(character.isdigit() for character in word) or normalised(word) in small:
            continue
        singular = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        stems[number] = numbers.get(singular, number)
    return stems


@rule(
    "LI605",
    Severity.WARNING,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Title in capitals", "标题全大写"),
    message=Text("The title is written in capitals.", "标题使用了全大写字母。"),
    advice=Text("Capitalize the first letter of each word only.", "请仅将每个单词的首字母大写。"),
    needs=("title",),
    reads={"": ("title",)},
    examples=(
        Example(
            bad={"sku": ["A1"], "title": ["PERSONALIZED COFFEE MUG WITH NAME"]},
            good={
                "sku": ["A1", "A2", "A3"],
                "brand": ["ACME HOME GOODS CO", "", ""],
                "title": ["ACME HOME GOODS CO Mug", "LED USB PVC DIY Lamp Sign", "COFFEE MUG"],
            },
            cells=((0, "title"),),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定制 PERSONALIZED COFFEE CERAMIC MUG"]},
            good={"sku": ["A1"], "title": ["定制 LOGO 马克杯 USB 充电"]},
            cells=((0, "title"),),
            language="zh",
        ),
    ),
)
def title_in_capitals(evidence: Evidence) -> Iterator[Hits]:
    """Capitals throughout are hard to read and refused; acronyms, brands and article codes are fine."""
    cells = those(evidence, listing_cells(evidence, "title"), _much_in_capitals)
    values = whole(evidence.corpus, cells).values
    brands = evidence.values("brand").to_numpy(dtype=object)[cells.rows]
    asked = zip(values.tolist(), objects(list(brands)).tolist(), strict=True)
    loud = np.fromiter((in_capitals(title, brand) for title, brand in asked), bool, len(cells))
    yield whole(evidence.corpus, cells.where(loud)).hits()


def _much_in_capitals(texts: object) -> BoolArray:
    """Four words in capitals: worth counting."""
    pattern = r"(?:[\p{Lu}]{2,}[^\p{Lu}]+){3}[\p{Lu}]{2,}"
    return np.asarray(pc.match_substring_regex(texts, pattern))
