"""One table of findings, kept language-neutral and rendered in the words of a language when a writer asks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from auditor.feed.table import BoolArray, Feed, IntArray
from auditor.model import FINDINGS_COLUMNS, Hits, Language, Rule, Severity, Text

LONGEST_ARGUMENT = 160
"""Characters of a cell quoted inside a message; the whole value stands in its own column."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """Hits of one rule with the severity each of them has."""

    rule: Rule
    hits: Hits
    rows: IntArray
    severities: IntArray
    keep: BoolArray


@dataclass(kw_only=True)
class Findings:
    """All findings of a feed as parallel arrays of length n, ordered by row, column, severity (worst first), code.

    rows: int32 positions in ``feed.cells`` (−1: whole file). columns: int32 positions (−1: none). severities: int8.
    codes: int16 index into ``rules``. starts, ends: int32 (−1: whole cell). blocks, places: where the message
    arguments are.
    """

    feed: Feed
    rules: tuple[Rule, ...]
    rows: IntArray
    columns: IntArray
    severities: IntArray
    codes: IntArray
    starts: IntArray
    ends: IntArray
    blocks: IntArray
    places: IntArray
    sources: tuple[Block, ...]
    _tables: dict[str, pd.DataFrame] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    @classmethod
    def of(cls, feed: Feed, rules: Sequence[Rule], blocks: Sequence[Block]) -> Findings:
        """Gather blocks: out-of-scope hits dropped, duplicates and replaced findings removed, ordered."""
        rules = tuple(rules)
        number = {rule.code: i for i, rule in enumerate(rules)}
        sizes = [len(b.rows) for b in blocks]
        total = sum(sizes)
        raw = {
            "rows": _join([b.rows for b in blocks]),
            "columns": _join([_full(b.hits.columns, n) for b, n in zip(blocks, sizes, strict=True)]),
            "severities": _join([b.severities for b in blocks]),
            "codes": np.repeat(np.array([number[b.rule.code] for b in blocks], np.int32), sizes),
            "starts": _join([_full(b.hits.starts, n) for b, n in zip(blocks, sizes, strict=True)]),
            "ends": _join([_full(b.hits.ends, n) for b, n in zip(blocks, sizes, strict=True)]),
            "blocks": np.repeat(np.arange(len(blocks), dtype=np.int32), sizes),
            "places": _join([np.arange(n) for n in sizes]),
        }
        keep = np.flatnonzero(np.concatenate([b.keep for b in blocks])) if total else np.empty(0, int)
        keys = [raw[name][keep] for name in ("starts", "codes", "severities", "columns", "rows")]
        keys[2] = -keys[2]
        order = keep[np.lexsort(keys)]
        order = order[_first_of_each(raw, order)]
        order = order[~_replaced(raw, order, rules, number)]
        return cls(feed=feed, rules=rules, sources=tuple(blocks), **{k: v[order] for k, v in raw.items()})

    def counts_by_code(self) -> dict[str, int]:
        """Findings per rule code (only codes with any)."""
        numbers = np.bincount(self.codes, minlength=len(self.rules))
        return {rule.code: int(n) for rule, n in zip(self.rules, numbers, strict=True) if n}

    def table(self, language: Language) -> pd.DataFrame:
        """Rendered findings, one row each, columns FINDINGS_COLUMNS (object or nullable integer dtypes)."""
        if language not in self._tables:
            self._tables[language] = self._render(language)
        return self._tables[language]

    def _render(self, language: Language) -> pd.DataFrame:
        feed, n = self.feed, len(self)
        columns = feed.columns
        place = np.where(self.columns >= 0, self.columns, len(columns))
        code_names = np.array([rule.code for rule in self.rules], dtype=object)
        values = self.values()
        texts = self._texts(language)
        numbers = feed.row_numbers
        row = pd.array(
            np.where(self.rows >= 0, numbers[np.maximum(self.rows, 0)], 0) if len(numbers) else np.zeros(n),
            dtype="Int64",
        )
        row[self.rows < 0] = pd.NA
        start, end = pd.array(self.starts, dtype="Int64"), pd.array(self.ends, dtype="Int64")
        start[self.starts < 0] = pd.NA
        end[self.starts < 0] = pd.NA
        data: dict[str, Any] = {
            "file": np.full(n, feed.path, dtype=object),
            "sheet": np.full(n, feed.sheet, dtype=object),
            "row": row,
            "column": np.array([*(c.letter for c in columns), None], dtype=object)[place],
            "field": np.array([*(c.key if c.field else "" for c in columns), ""], dtype=object)[place],
            "header": np.array([*(c.header for c in columns), ""], dtype=object)[place],
            "value": values,
            "code": code_names[self.codes] if n else np.empty(0, object),
            "severity": _words(self.severities),
            "clause": np.array([r.clause(language) or r.clause.en for r in self.rules], dtype=object)[
                self.codes
            ],
            "message": texts["message"],
            "advice": texts["advice"],
            "term": texts["term"],
            "start": start,
            "end": end,
            "fix": texts["fix"],
            "fingerprint": self.fingerprints(values),
        }
        return pd.DataFrame(data, columns=list(FINDINGS_COLUMNS), copy=False)

    def values(self) -> np.ndarray[Any, np.dtype[np.object_]]:
        """The whole text of each violating cell, as read (object array of str; ``""`` for file-level findings)."""
        found = np.full(len(self), "", dtype=object)
        for position in np.unique(self.columns):
            if position >= 0:
                here = (self.columns == position) & (self.rows >= 0)
                found[here] = (
                    self.feed.array(int(position)).take(self.rows[here]).to_numpy(zero_copy_only=False)
                )
        return found

    def fingerprints(
        self, values: np.ndarray[Any, np.dtype[np.object_]]
    ) -> np.ndarray[Any, np.dtype[np.object_]]:
        """SKU + field + repeat + code + normalised value, as 16 hexadecimal digits: they survive moved rows."""
        skus = np.full(len(self), "", dtype=object)
        keys = self.feed.find("sku")
        if keys:
            on_row = self.rows >= 0
            skus[on_row] = self.feed.array(keys[0]).take(self.rows[on_row]).to_numpy(zero_copy_only=False)
        names = np.array([*(c.key if c.field else c.header for c in self.feed.columns), ""], dtype=object)
        fields = names[np.where(self.columns >= 0, self.columns, len(names) - 1)]
        codes = np.array([rule.code for rule in self.rules], dtype=object)[self.codes]
        blake = hashlib.blake2b
        return np.array(
            [
                blake(
                    "\x1f".join((s.strip(), f, c, " ".join(v.split()).casefold())).encode("utf-8", "replace"),
                    digest_size=8,
                ).hexdigest()
                for s, f, c, v in zip(skus, fields, codes, values, strict=True)
            ],
            dtype=object,
        )

    def _texts(self, language: Language) -> dict[str, np.ndarray[Any, np.dtype[np.object_]]]:
        """Messages, advice, terms and fixes, rendered block by block."""
        n = len(self)
        out = {
            name: np.full(n, None if name == "fix" else "", dtype=object)
            for name in ("message", "advice", "term", "fix")
        }
        order = np.argsort(self.blocks, kind="stable")
        bounds = np.searchsorted(self.blocks[order], np.arange(len(self.sources) + 1))
        for number, block in enumerate(self.sources):
            mine = order[bounds[number] : bounds[number + 1]]
            if not len(mine):
                continue
            places = self.places[mine]
            hits, rule = block.hits, block.rule
            template = rule.variants.get(hits.variant, rule.message)
            out["message"][mine] = _filled(template(language), hits.arguments, places, language)
            out["advice"][mine] = _filled(rule.advice(language), hits.arguments, places, language)
            if hits.terms is not None:
                out["term"][mine] = (
                    hits.terms if isinstance(hits.terms, str) else [hits.terms[i] for i in places]
                )
            if hits.fixes is not None:
                out["fix"][mine] = [hits.fixes[i] for i in places]
        return out


def _words(severities: IntArray) -> np.ndarray[Any, np.dtype[np.object_]]:
    names = np.array(["", *(s.word for s in sorted(Severity))], dtype=object)
    return names[severities]


def _filled(template: str, arguments: Mapping[str, Any], places: IntArray, language: Language) -> list[str]:
    """``template`` filled for each place; a template without placeholders is rendered once."""
    if "{" not in template:
        return [template] * len(places)
    shared = {k: _shown(v, language) for k, v in arguments.items() if not _is_sequence(v)}
    varying = {k: v for k, v in arguments.items() if _is_sequence(v)}
    if not varying:
        return [template.format(**shared)] * len(places)
    names = list(varying)
    columns = [[_shown(varying[name][i], language) for i in places] for name in names]
    return [
        template.format(**shared, **dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)
    ]


def _is_sequence(value: object) -> bool:
    return isinstance(value, np.ndarray | list | tuple | pd.Series)


def _shown(value: object, language: Language) -> object:
    """An argument as a person reads it: in the language, on one line, not endless."""
    if isinstance(value, Text):
        return value(language)
    if isinstance(value, str):
        line = " ".join(value.split()) if len(value) > 40 or "\n" in value else value
        return line if len(line) <= LONGEST_ARGUMENT else line[:LONGEST_ARGUMENT] + "…"
    return value


def _join(parts: Iterable[IntArray]) -> IntArray:
    listed = list(parts)
    return np.concatenate(listed).astype(np.int32) if listed else np.empty(0, np.int32)


def _full(values: IntArray | int | None, n: int) -> IntArray:
    if values is None or isinstance(values, int):
        return np.full(n, -1 if values is None else values, np.int32)
    return np.asarray(values, dtype=np.int32)


def _first_of_each(raw: Mapping[str, IntArray], order: IntArray) -> BoolArray:
    """False for a finding equal in row, column, code and span to the one before it (order is sorted)."""
    first = np.ones(len(order), dtype=bool)
    same = np.ones(max(len(order) - 1, 0), dtype=bool)
    for name in ("rows", "columns", "codes", "starts"):
        same &= raw[name][order][1:] == raw[name][order][:-1]
    first[1:] = ~same | (raw["columns"][order][1:] < 0)
    return first


def _replaced(
    raw: Mapping[str, IntArray], order: IntArray, rules: tuple[Rule, ...], number: Mapping[str, int]
) -> BoolArray:
    """True for findings that a more exact rule replaces on the same cell."""
    gone = np.zeros(len(order), dtype=bool)
    cell = raw["rows"][order].astype(np.int64) * 20_000 + raw["columns"][order]
    codes = raw["codes"][order]
    for i, rule in enumerate(rules):
        losers = [number[code] for code in rule.replaces if code in number]
        if losers:
            gone |= np.isin(codes, losers) & np.isin(cell, cell[codes == i])
    return gone
