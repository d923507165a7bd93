"""Search terms that say the same twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa

from auditor.evidence import Evidence
from auditor.evidence.asking import words
from auditor.evidence.listing import distinct_texts, listing_cells
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.listing import SUPPLEMENT
from auditor.text.tokens import tokens

LEAST_LETTERS = 3
"""Shorter Latin words (of, a, XL) are not worth a note."""
_ENTRY = re.compile(r"[^,;|、，；\n]+")
_WORD = re.compile(r"\S+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


@dataclass(frozen=True, slots=True)
class Repetition:
    """A search term that stands again: where it does so first, how often it stands, and the cell without it."""

    start: int
    end: int
    count: int
    fix: str


@rule(
    "LI613",
    Severity.INFO,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Search term repeated", "搜索关键词重复"),
    message=Text(
        "'{term}' stands {count} times in the search terms; once is enough.",
        "“{term}”在搜索关键词中出现 {count} 次；一次即可。",
    ),
    advice=Text(
        "Delete the repetition and use the room for other words.", "请删除重复项，把空间留给其他关键词。"
    ),
    needs=("keywords",),
    reads={"": ("keywords",)},
    fix="safe",
    examples=(
        Example(
            bad={"sku": ["A1", "A2"], "keywords": ["mom mug dad mug", "mom gift, dad gift; Mom gift"]},
            good={
                "sku": ["A1", "A2", "A3", "A4"],
                "keywords": [
                    "bora bora mug yo yo",
                    "mom gift, dad gift",
                    "cup of tea of love 2 4 2",
                    "mug mugs",
                ],
            },
            cells=((0, "keywords"), (1, "keywords")),
        ),
        Example(
            bad={"sku": ["A1"], "keywords": ["马克杯 礼物 马克杯"]},
            good={"sku": ["A1"], "keywords": ["马克杯 情侣马克杯 礼物"]},
            cells=((0, "keywords"),),
            language="zh",
        ),
    ),
)
def search_term_repeated(evidence: Evidence) -> Iterator[Hits]:
    """The search counts every word once; a repetition only costs bytes.

    In terms set apart by commas whole terms are compared, otherwise words. A word right behind itself (yo yo, bora
    bora) is a name, numbers and short words are left alone.
    """
    cells = listing_cells(evidence, "keywords")
    ids, texts = distinct_texts(evidence, cells)
    found: dict[int, Repetition] = {}
    places = _suspects(texts)
    for place, text in zip(places.tolist(), texts.take(pa.array(places)).to_pylist(), strict=True):
        repetition = repeated(text)
        if repetition:
            found[int(ids[place])] = repetition
    mine = cells.where(np.isin(cells.ids, list(found)))
    some = [found[i] for i in mine.ids.tolist()]
    starts = np.array([one.start for one in some], np.int32)
    ends = np.array([one.end for one in some], np.int32)
    said = words(evidence.corpus, mine, starts, ends)
    yield Hits(
        rows=said.rows,
        columns=said.columns,
        starts=said.starts,
        ends=said.ends,
        terms=list(said.terms),
        arguments={"term": said.terms, "count": [one.count for one in some]},
        fixes=[one.fix for one in some],
    )


def _suspects(texts: pa.Array) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Places of the texts in which any word stands twice."""
    found = tokens(texts)
    counts = np.array([len(word) > 1 for word in found.words], bool)[found.codes]
    keys = found.texts[counts] * (len(found.words) + 1) + found.codes[counts]
    keys, times = np.unique(keys, return_counts=True)
    return np.unique(keys[times > 1] // (len(found.words) + 1)).astype(np.int64)


def repeated(text: str) -> Repetition | None:
    """The first repetition in search terms, or None."""
    terms = [one for one in _ENTRY.finditer(text) if one[0].strip()]
    apart = len(terms) > 1
    if not apart:
        terms = list(_WORD.finditer(text))
    names = [" ".join(one[0].split()).casefold() for one in terms]
    often = Counter(names)
    seen: set[str] = set()
    again = []
    for place, name in enumerate(names):
        if name in seen and _counts(name) and (apart or not _doubled(names, name)):
            again.append(place)
        seen.add(name)
    if not again:
        return None
    start, end = terms[again[0]].span()
    inner = text[start:end]
    lead = len(inner) - len(inner.lstrip())
    start, end = start + lead, start + lead + len(inner.strip())
    return Repetition(start, end, often[names[again[0]]], _without(text, terms, again))


def _doubled(names: list[str], name: str) -> bool:
    """Whether the word stands right behind itself somewhere."""
    return any(one == other == name for one, other in pairwise(names))


def _counts(name: str) -> bool:
    """Whether a term is worth a note: it has letters, Latin ones at least three."""
    if not any(character.isalpha() for character in name):
        return False
    return len(name) >= LEAST_LETTERS or (len(name) > 1 and not _LATIN.search(name))


def _without(text: str, terms: list[re.Match[str]], again: list[int]) -> str:
    """The text without the terms at ``again`` and what set them apart from the one before."""
    pieces, at = [], 0
    for place in again:
        pieces.append(text[at : max(at, terms[place - 1].end())])
        at = terms[place].end()
    return "".join((*pieces, text[at:])).strip()
