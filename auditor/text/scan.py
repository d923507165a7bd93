"""One pass over many texts: hits of the automaton, checked with numpy, as spans per group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from auditor.text.blob import Blob, string_of
from auditor.text.entries import Kind
from auditor.text.normalise import TOKEN, BoolArray, CodeArray, clean_option
from auditor.text.patterns import Patterns, mark_codes, parent_group

Row = tuple[int, int, int, int]

WHOLE_MARGIN = 32
"""A whole-value entry is only tried where the text is at most this much longer than the entry."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """Confirmed words as parallel int64 arrays: text number, start and end in the blob, group number."""

    texts: CodeArray
    starts: CodeArray
    ends: CodeArray
    groups: CodeArray

    def of_group(self, number: int) -> tuple[CodeArray, CodeArray, CodeArray]:
        """(texts, starts, ends) of one group."""
        chosen = self.groups == number
        return self.texts[chosen], self.starts[chosen], self.ends[chosen]


def scan_blob(blob: Blob, patterns: Patterns, wanted: Mapping[str, BoolArray]) -> Found:
    """Words of all groups in all texts; ``wanted`` says per group and text number where it is asked for."""
    marked = mark_codes(blob.codes)
    hits = (
        patterns.automaton.find_matches_as_indexes(string_of(marked), overlapping=True)
        if patterns.automaton
        else []
    )
    flat = np.fromiter(chain.from_iterable(hits), np.int64, count=3 * len(hits)).reshape(-1, 3)
    times = patterns.first[flat[:, 0] + 1] - patterns.first[flat[:, 0]]
    which = np.repeat(np.arange(len(flat)), times)
    within = np.arange(len(which)) - np.repeat(np.cumsum(times) - times, times)
    use = patterns.first[flat[which, 0]] + within
    starts, ends = flat[which, 1], flat[which, 2]
    texts = np.searchsorted(blob.starts, starts, side="right") - 1
    keep = _asked(patterns, wanted, patterns.group_of[use], texts)
    use, starts, ends, texts = use[keep], starts[keep], ends[keep], texts[keep]
    starts, ends, good = _bounded(blob.codes, patterns, use, starts, ends)
    return _with_special(blob, patterns, wanted, (texts, starts, ends, use, good))


def _asked(
    patterns: Patterns, wanted: Mapping[str, BoolArray], groups: CodeArray, texts: CodeArray
) -> BoolArray:
    keep = np.zeros(len(texts), dtype=bool)
    order = np.argsort(groups, kind="stable")
    cuts = np.searchsorted(groups[order], np.arange(len(patterns.groups) + 1))
    for number, name in enumerate(patterns.groups):
        mine = order[cuts[number] : cuts[number + 1]]
        keep[mine] = wanted[name][texts[mine]]
    return keep


def _bounded(
    codes: CodeArray, patterns: Patterns, use: CodeArray, starts: CodeArray, ends: CodeArray
) -> tuple[CodeArray, CodeArray, BoolArray]:
    """Word boundaries: extended starts and ends, and whether the hit stands."""
    starts, ends = starts.copy(), ends.copy()
    kind = patterns.kind_of[use]
    token = TOKEN[codes]
    before = token[np.maximum(starts - 1, 0)] & (starts > 0) & token[starts]
    after = token[ends] & token[ends - 1]
    suffix = kind == Kind.SUFFIX
    good = ~before | suffix
    starts, led = _leading(codes, token, starts, suffix)
    good &= ~suffix | led
    prefix = (kind == Kind.PREFIX) & after
    word_ends = np.flatnonzero(token[:-1] & ~token[1:]) + 1
    ends[prefix] = word_ends[np.searchsorted(word_ends, ends[prefix])]
    for number, plurals in enumerate(patterns.plural_sets):
        open_ = after & (patterns.plural_of[use] == number) & ((kind == Kind.WORD) | suffix)
        for plural in plurals:
            length = len(plural)
            same = open_ & ~token[ends + length]
            for place, character in enumerate(plural):
                same &= codes[ends + place] == ord(character)
            ends[same] += length
            after &= ~same
            open_ &= ~same
    return starts, ends, good & (~after | prefix)


def _leading(
    codes: CodeArray, token: BoolArray, starts: CodeArray, suffix: BoolArray
) -> tuple[CodeArray, BoolArray]:
    """Where the compound begins that ends in a suffix entry (over hyphens), and whether it begins with a letter."""
    starts = starts.copy()
    origin = starts.copy()
    word_starts = np.flatnonzero(token & ~np.concatenate([[False], token[:-1]]))
    while True:
        inside = suffix & (starts > 0) & token[np.maximum(starts - 1, 0)]
        starts[inside] = word_starts[np.searchsorted(word_starts, starts[inside], side="right") - 1]
        hyphen = (
            suffix
            & (starts > 1)
            & (codes[np.maximum(starts - 1, 0)] == ord("-"))
            & token[np.maximum(starts - 2, 0)]
        )
        if not hyphen.any():
            break
        starts[hyphen] -= 1
    return starts, (starts < origin) & token[starts]


def _with_special(
    blob: Blob, patterns: Patterns, wanted: Mapping[str, BoolArray], hits: tuple[Any, ...]
) -> Found:
    """Plain words, and whole values and regular expressions tried where their literals stand."""
    texts, starts, ends, use, good = hits
    kind, groups = patterns.kind_of[use], patterns.group_of[use]
    plain = (kind < Kind.WHOLE) & good
    rows = _whole_rows(blob, patterns, (kind == Kind.WHOLE) & good, hits)
    announced = kind == Kind.REGEX
    seen: dict[str, BoolArray] = {}
    for number, name in enumerate(patterns.groups):
        mine = groups == number
        asked = seen.get(parent_group(name), wanted[name])
        own = [row for row in rows if row[3] == number] if patterns.whole[name] else []
        expressed = _regex_rows(blob, patterns, number, asked, (texts, use, mine & announced))
        hit = np.zeros(len(blob.texts), dtype=bool)
        hit[texts[plain & mine]] = True
        hit[[row[0] for row in (*own, *expressed)]] = True
        seen[name] = hit
        rows += expressed
    extra = np.array(rows, np.int64).reshape(-1, 4)
    return Found(
        texts=np.concatenate([texts[plain], extra[:, 0]]),
        starts=np.concatenate([starts[plain], extra[:, 1]]),
        ends=np.concatenate([ends[plain], extra[:, 2]]),
        groups=np.concatenate([groups[plain], extra[:, 3]]),
    )


def _regex_rows(
    blob: Blob,
    patterns: Patterns,
    number: int,
    asked: BoolArray,
    hits: tuple[CodeArray, CodeArray, BoolArray],
) -> list[Row]:
    """Matches of a group's expressions in the texts that are asked about and hold a literal of theirs."""
    texts, use, announced = hits
    rows: list[Row] = []
    texts, which = texts[announced], patterns.regex_of[use[announced]]
    for place, (literals, pattern) in enumerate(patterns.regexes[patterns.groups[number]]):
        candidates = np.unique(texts[which == place]) if literals else np.flatnonzero(asked)
        for index in candidates[asked[candidates]].tolist():
            base = int(blob.starts[index])
            for match in pattern.finditer(blob.normal(index)):
                start, end = match.span()
                if end > start:
                    rows.append((index, base + start, base + end, number))
    return rows


def _whole_rows(blob: Blob, patterns: Patterns, chosen: BoolArray, hits: tuple[Any, ...]) -> list[Row]:
    texts, starts, ends, use, _ = hits
    spare = np.diff(blob.starts)[texts] - 1 - (ends - starts)
    rows: list[Row] = []
    for hit in np.flatnonzero(chosen & (spare <= WHOLE_MARGIN)).tolist():
        one = patterns.uses[int(use[hit])]
        if clean_option(blob.normal(int(texts[hit]))) == one.core:
            rows.append((int(texts[hit]), int(starts[hit]), int(ends[hit]), int(patterns.group_of[use[hit]])))
    return rows


def merged(texts: CodeArray, starts: CodeArray, ends: CodeArray) -> tuple[CodeArray, CodeArray, CodeArray]:
    """Spans ordered by text and start, overlapping ones of a text made one."""
    if not len(texts):
        return texts, starts, ends
    order = np.lexsort((-ends, starts, texts))
    texts, starts, ends = texts[order], starts[order], ends[order]
    stride = int(ends.max()) + 1
    reach = np.maximum.accumulate(texts * stride + ends)
    first = np.ones(len(texts), dtype=bool)
    first[1:] = texts[1:] * stride + starts[1:] >= np.maximum(reach[:-1], texts[1:] * stride)
    heads = np.flatnonzero(first)
    return texts[heads], starts[heads], np.maximum.reduceat(ends, heads)


def outside(texts: CodeArray, starts: CodeArray, ends: CodeArray, excluded: Sequence[CodeArray]) -> BoolArray:
    """True for spans that overlap none of the ``excluded`` (texts, starts, ends; merged and ordered)."""
    x_texts, x_starts, x_ends = excluded
    if not len(x_texts) or not len(texts):
        return np.ones(len(texts), dtype=bool)
    stride = int(max(ends.max(), x_ends.max())) + 1
    keys = x_texts * stride + x_starts
    # the last exclusion that begins before the span ends is the only one that can reach into it
    last = np.searchsorted(keys, texts * stride + ends, side="left") - 1
    reach = np.where(last >= 0, (x_texts * stride + x_ends)[np.maximum(last, 0)], -1)
    return reach <= texts * stride + starts
