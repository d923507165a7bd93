"""One table of findings, kept language-neutral and rendered in the words of a language when a writer asks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from auditor.decisions import Acceptance
from auditor.feed.table import BoolArray, Feed, IntArray
from auditor.model import FINDINGS_COLUMNS, Hits, Language, Rule, Severity
from auditor.wording import OPEN, Veil, filled, veiled

Objects = np.ndarray[Any, np.dtype[np.object_]]

_ARRAYS = ("rows", "columns", "severities", "codes", "starts", "ends", "blocks", "places")
CHUNK = 20_000
"""Findings rendered at a time by ``Findings.chunks``."""


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
    arguments are. accepted: int32 index into ``acceptances`` (−1: not accepted by anybody).
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
    accepted: IntArray = field(default_factory=lambda: np.empty(0, np.int32))
    acceptances: tuple[Acceptance, ...] = ()
    _tables: dict[str, pd.DataFrame] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.accepted) != len(self.rows):
            self.accepted = np.full(len(self.rows), -1, np.int32)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def open(self) -> BoolArray:
        """True per finding that nobody accepted: the ones that count."""
        return np.asarray(self.accepted < 0)

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
            rendered = {
                name: values
                if isinstance(values, pd.arrays.IntegerArray)
                else pd.Series(values, dtype=object, copy=False)
                for name, values in self._render(language, OPEN).items()
            }
            self._tables[language] = pd.DataFrame(rendered, columns=list(FINDINGS_COLUMNS), copy=False)
        return self._tables[language]

    def take(self, positions: IntArray) -> Findings:
        """The findings at ``positions`` (int array), in that order."""
        arrays = {name: getattr(self, name)[positions] for name in (*_ARRAYS, "accepted")}
        return replace(self, **arrays, _tables={})

    def chunks(
        self, language: Language, veil: Veil = OPEN, size: int = CHUNK
    ) -> Iterator[tuple[Findings, dict[str, list[Any]]]]:
        """Rendered findings ``size`` at a time, beside their arrays; nothing is kept, so memory stays bounded.

        Each is a list of plain Python values per FINDINGS_COLUMNS, None where there is none.
        """
        for start in range(0, len(self), size):
            part = self.take(np.arange(start, min(start + size, len(self))))
            rendered = part._render(language, veil)
            yield (
                part,
                {
                    name: values.to_numpy(dtype=object, na_value=None).tolist()  # type: ignore[arg-type]
                    if isinstance(values, pd.arrays.IntegerArray)
                    else values.tolist()
                    for name, values in rendered.items()
                },
            )

    def _render(self, language: Language, veil: Veil) -> dict[str, Any]:
        """Column name → array (object, or nullable integer for row, start, end), in the order of the contract."""
        feed, n = self.feed, len(self)
        columns = feed.columns
        place = np.where(self.columns >= 0, self.columns, len(columns))
        code_names = np.array([rule.code for rule in self.rules], dtype=object)
        values = self.values()
        hidden = np.isin(self.columns, list(veil.columns))
        texts = self._texts(language, veil.mask, hidden)
        numbers = feed.row_numbers
        whole_file, whole_cell = self.rows < 0, (self.starts < 0) | hidden
        row = numbers[np.maximum(self.rows, 0)] if len(numbers) else np.zeros(n)
        return {
            "file": np.full(n, feed.path, dtype=object),
            "sheet": np.full(n, feed.sheet, dtype=object),
            "row": _nullable(row, whole_file),
            "column": np.array([*(c.letter for c in columns), None], dtype=object)[place],
            "field": np.array([*(c.key if c.field else "" for c in columns), ""], dtype=object)[place],
            "header": np.array([*(c.header for c in columns), ""], dtype=object)[place],
            "value": _masked(values, hidden, veil.mask),
            "code": code_names[self.codes] if n else np.empty(0, object),
            "severity": _words(self.severities),
            "clause": np.array([r.clause(language) or r.clause.en for r in self.rules], dtype=object)[
                self.codes
            ],
            "message": texts["message"],
            "advice": texts["advice"],
            "term": texts["term"],
            "start": _nullable(self.starts, whole_cell),
            "end": _nullable(self.ends, whole_cell),
            "fix": texts["fix"],
            "fingerprint": self.fingerprints(values),
        }

    def values(self) -> Objects:
        """The whole text of each violating cell, as read (object array of str; ``""`` for file-level findings)."""
        found = np.full(len(self), "", dtype=object)
        for position in np.unique(self.columns):
            if position >= 0:
                here = (self.columns == position) & (self.rows >= 0)
                found[here] = (
                    self.feed.array(int(position)).take(self.rows[here]).to_numpy(zero_copy_only=False)
                )
        return found

    def fingerprints(self, values: Objects) -> Objects:
        """SKU + field + repeat + code + normalised value, as 16 hexadecimal digits.

        They survive moved rows, another file name and re-ordered columns: nothing of a place is in them.
        """
        skus = np.full(len(self), "", dtype=object)
        keys = sorted(self.feed.find("sku"), key=lambda c: (c.repeat, c.name, c.header))
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

    def _texts(self, language: Language, mask: Callable[[str], str], hidden: BoolArray) -> dict[str, Objects]:
        """Messages, advice, terms and fixes, rendered block by block; quotations masked where ``hidden``."""
        n = len(self)
        out = {
            name: np.full(n, None if name == "fix" else "", dtype=object)
            for name in ("message", "advice", "term", "fix")
        }
        order = np.argsort(self.blocks, kind="stable")
        bounds = np.searchsorted(self.blocks[order], np.arange(len(self.sources) + 1))
        for number, block in enumerate(self.sources):
            here = order[bounds[number] : bounds[number + 1]]
            for mine, shown in ((here[~hidden[here]], str), (here[hidden[here]], mask)):
                if len(mine):
                    self._fill(out, block, mine, language, shown)
        return out

    def _fill(
        self,
        out: Mapping[str, Objects],
        block: Block,
        mine: IntArray,
        language: Language,
        shown: Callable[[str], str],
    ) -> None:
        """One block's texts at the positions ``mine``; quotations go through ``shown``."""
        places = self.places[mine]
        hits, rule = block.hits, block.rule
        arguments = hits.arguments if shown is str else veiled(hits.arguments, places, shown)
        template = rule.variants.get(hits.variant, rule.message)
        out["message"][mine] = filled(template(language), arguments, places, language)
        out["advice"][mine] = filled(rule.advice(language), arguments, places, language)
        if hits.terms is not None:
            terms = hits.terms
            out["term"][mine] = (
                shown(terms) if isinstance(terms, str) else [shown(str(terms[i])) for i in places]
            )
        if hits.fixes is not None:
            fixes = [hits.fixes[i] for i in places]
            out["fix"][mine] = [None if fix is None else shown(fix) for fix in fixes]


def _nullable(values: np.ndarray[Any, Any], absent: BoolArray) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(values.astype(np.int64), absent.copy())


def _masked(values: Objects, hidden: BoolArray, mask: Callable[[str], str]) -> Objects:
    if hidden.any():
        values = values.copy()
        values[hidden] = [mask(value) for value in values[hidden]]
    return values


def _words(severities: IntArray) -> Objects:
    names = np.array(["", *(s.word for s in sorted(Severity))], dtype=object)
    return names[severities]


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
