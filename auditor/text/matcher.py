"""The word lists of the languages in play, matched: many texts at once, or one text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.text.analysed import Analysed, Span, merged_spans, normal_with_places
from auditor.text.blob import Blob, blobs
from auditor.text.entries import Entry, Expression, parse_entry
from auditor.text.lexicon import EXCLUSIONS, LEXICON_LANGUAGES, load_common, load_lexicon
from auditor.text.marks import mark_groups
from auditor.text.normalise import (
    BoolArray,
    original_span,
)
from auditor.text.patterns import Patterns, compile_patterns, mark, parent_group
from auditor.text.scan import Found, merged, outside, scan_blob
from auditor.text.spans import Spans

IntArray = np.ndarray[Any, np.dtype[np.integer[Any]]]


class Matcher:
    """Compiled word lists of ``languages`` (English is not added by itself), with ``extra`` entries per group."""

    def __init__(self, languages: Sequence[str], extra: Mapping[str, Sequence[str]] | None = None) -> None:
        self.languages = tuple(
            language for language in dict.fromkeys(languages) if language in LEXICON_LANGUAGES
        )
        extras = tuple((name, tuple(words)) for name, words in sorted((extra or {}).items()) if words)
        self._entries = _entries_of(self.languages, extras)
        self._key = (self.languages, extras)
        self._analysed = lru_cache(maxsize=8192)(self._analyse)

    @property
    def groups(self) -> tuple[str, ...]:
        """Names of the groups that have entries in the languages in play."""
        return tuple(self._entries)

    # ---- many texts ----

    def scan(self, texts: pa.Array, plan: Mapping[str, IntArray]) -> dict[str, Spans]:
        """Where each group of ``plan`` matches in the texts whose ids it names (ascending int32).

        Each text is scanned once, however many groups want it. A group without entries matches nothing.
        """
        groups = tuple(name for name in plan if name in self._entries)
        asked = np.zeros(len(texts), dtype=bool)
        for name in groups:
            asked[plan[name]] = True
        ids = np.flatnonzero(asked)
        if not len(ids):
            return {name: Spans.none() for name in plan}
        plain = np.asarray(pc.string_is_ascii(texts.take(pa.array(ids))))
        parts = [self._scanned(texts, part, plan, groups) for part in (ids[plain], ids[~plain]) if len(part)]
        none = Spans.none()
        return {name: _joined([part.get(name, none) for part in parts]) for name in plan}

    def _scanned(
        self, texts: pa.Array, ids: IntArray, plan: Mapping[str, IntArray], groups: tuple[str, ...]
    ) -> dict[str, Spans]:
        """``scan`` of some of the texts; ASCII texts are kept apart, because they need a quarter of the memory."""
        patterns = _patterns_of(*self._key, groups)
        chosen = texts.take(pa.array(ids))
        strings: list[str] = chosen.to_pylist()
        lengths = pc.utf8_length(chosen).to_numpy(zero_copy_only=False).astype(np.int64)
        gathered: dict[str, list[Spans]] = {name: [] for name in groups}
        wanted = self._wanted(patterns, plan, ids, len(texts))
        for first, blob in blobs(strings, lengths):
            here = slice(first, first + len(blob.texts))
            found = scan_blob(blob, patterns, {name: mask[here] for name, mask in wanted.items()})
            for name in groups:
                gathered[name].append(self._spans(name, patterns, found, blob, ids[first:]))
        return {name: _joined(parts) for name, parts in gathered.items()}

    def _wanted(
        self, patterns: Patterns, plan: Mapping[str, IntArray], ids: IntArray, count: int
    ) -> dict[str, BoolArray]:
        """Per group, one bool per chosen text; groups that read the same fields share one array."""
        masks: dict[int, BoolArray] = {}
        wanted = {}
        for name in patterns.groups:
            asked = plan[parent_group(name)]
            if id(asked) not in masks:
                mask = np.zeros(count, dtype=bool)
                mask[asked] = True
                masks[id(asked)] = mask[ids]
            wanted[name] = masks[id(asked)]
        return wanted

    def _spans(self, name: str, patterns: Patterns, found: Found, blob: Blob, ids: IntArray) -> Spans:
        texts, starts, ends = merged(*found.of_group(patterns.groups.index(name)))
        if not len(texts):
            return Spans.none()
        for ending in EXCLUSIONS:
            if name + ending in patterns.groups:
                excluded = merged(*found.of_group(patterns.groups.index(name + ending)))
                keep = outside(texts, starts, ends, excluded)
                texts, starts, ends = texts[keep], starts[keep], ends[keep]
        starts, ends = blob.written(texts, starts, ends)
        terms = np.empty(len(texts), object)
        terms[:] = [
            blob.texts[t][s:e] for t, s, e in zip(texts.tolist(), starts.tolist(), ends.tolist(), strict=True)
        ]
        return Spans(
            texts=ids[texts].astype(np.int32),
            starts=starts.astype(np.int32),
            ends=ends.astype(np.int32),
            terms=terms,
        )

    # ---- one text ----

    def find(self, group: str, text: str) -> list[Span]:
        """Where ``group`` matches in one text (offsets in the text as written)."""
        analysed = self._analysed(text)
        found = self.normal_spans(group, text)
        return [original_span(text, analysed.places, start, end) for start, end in found]

    def found(self, group: str, text: str) -> bool:
        """True when ``group`` matches in ``text``."""
        return bool(self.normal_spans(group, text))

    def whole(self, group: str, cleaned: str) -> bool:
        """True when the whole of ``cleaned`` (a cleaned, normalised value) is an entry of ``group``."""
        if group not in self._entries:
            return False
        patterns = _patterns_of(*self._key, (group,))
        if cleaned in patterns.whole[group] or any(p.fullmatch(cleaned) for _, p in patterns.regexes[group]):
            return True
        return (0, len(cleaned)) in self._analysed(cleaned).words_of(group)

    def cores(self, group: str) -> tuple[str, ...]:
        """Normalised entries of ``group``."""
        return tuple(entry.core for entry in self._entries.get(group, ()))

    def normal(self, text: str) -> str:
        """``text`` normalised (kept from the last time it was asked about)."""
        return _normalised(text)[0]

    def places(self, text: str) -> Sequence[int]:
        """Index in ``text`` of each character of its normalised form."""
        return _normalised(text)[1]

    def normal_spans(self, group: str, text: str, *, exclude: bool = True) -> list[Span]:
        """Where ``group`` matches, as offsets in the normalised text; overlapping matches are one."""
        analysed = self._analysed(text)
        if group not in analysed.hits and group not in self._expressions:
            return []
        found = self._raw_spans(group, analysed)
        if found and exclude:
            for ending in EXCLUSIONS:
                if group + ending in self._entries:
                    excluded = self._raw_spans(group + ending, analysed)
                    found = [s for s in found if not any(x[0] < s[1] and s[0] < x[1] for x in excluded)]
        return found

    def _raw_spans(self, group: str, analysed: Analysed) -> list[Span]:
        found = analysed.words_of(group)
        expressions = self._expressions.get(group)
        if expressions is None:
            return merged_spans(found) if len(found) > 1 else found
        found = list(found)
        for number, (literals, pattern) in enumerate(expressions):
            if not literals or (group, number) in analysed.announced:
                found += [m.span() for m in pattern.finditer(analysed.normal) if m.end() > m.start()]
        return merged_spans(found)

    @cached_property
    def _expressions(self) -> dict[str, tuple[tuple[tuple[str, ...], Expression], ...]]:
        return {name: found for name, found in self._everything.regexes.items() if found}

    @cached_property
    def _everything(self) -> Patterns:
        return _patterns_of(*self._key, None)

    def _analyse(self, text: str) -> Analysed:
        analysed = Analysed(*_normalised(text))
        patterns = self._everything
        if patterns.automaton is None:
            return analysed
        first, uses = patterns.use_bounds, patterns.uses
        marked = mark(analysed.normal)
        for pattern, start, end in patterns.automaton.find_matches_as_indexes(marked, overlapping=True):
            for use in uses[first[pattern] : first[pattern + 1]]:
                if use.regex >= 0:
                    analysed.announced.add((use.group, use.regex))
                else:
                    analysed.hits.setdefault(use.group, []).append((use, start, end))
        return analysed


_normalised = lru_cache(maxsize=8192)(normal_with_places)


def _joined(parts: list[Spans]) -> Spans:
    parts = [part for part in parts if len(part)]
    if not parts:
        return Spans.none()
    if len(parts) == 1:
        return parts[0]
    texts = np.concatenate([part.texts for part in parts])
    order = np.argsort(texts, kind="stable")
    return Spans(
        texts=texts[order],
        starts=np.concatenate([part.starts for part in parts])[order],
        ends=np.concatenate([part.ends for part in parts])[order],
        terms=np.concatenate([part.terms for part in parts])[order],
    )


Extras = tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=32)
def _entries_of(languages: tuple[str, ...], extras: Extras) -> dict[str, tuple[Entry, ...]]:
    """All groups of the languages, the model names as groups ``model.<grade>.<category>``, and the extras."""
    entries: dict[str, dict[Entry, None]] = {}
    plurals = tuple(dict.fromkeys(p for language in languages for p in load_lexicon(language).plurals))
    for language in languages:
        for name, found in load_lexicon(language).groups.items():
            entries.setdefault(name, {}).update(dict.fromkeys(found))
    for category, grades in load_common().models.items():
        for grade, names in grades.items():
            group = entries.setdefault(f"model.{grade}.{category}", {})
            group.update(dict.fromkeys(parse_entry(name) for name in names))
    for name in ("maker", "carrier"):
        entries.setdefault(name, {}).update(dict.fromkeys(parse_entry(one) for one in load_common()[name]))
    for name, marks in mark_groups().items():
        entries.setdefault(name, {}).update(dict.fromkeys(marks))
    for name, words in extras:
        entries.setdefault(name, {}).update(dict.fromkeys(parse_entry(word, plurals) for word in words))
    return {name: tuple(found) for name, found in entries.items()}


@lru_cache(maxsize=32)
def _patterns_of(languages: tuple[str, ...], extras: Extras, groups: tuple[str, ...] | None) -> Patterns:
    """Compiled ``groups`` with their exclusions; all groups when None."""
    entries = _entries_of(languages, extras)
    if groups is None:
        return compile_patterns(entries)
    names = [n for g in groups for n in (g, *(g + ending for ending in EXCLUSIONS)) if n in entries]
    return compile_patterns({name: entries[name] for name in dict.fromkeys(names)})
