"""Where a verdict stands in the feed: SKU first, then record or row; attribute name or label, then column letter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np

from auditor.feed.processing.model import ProcessingReport, Verdict
from auditor.feed.sheet_slow import place
from auditor.feed.table import Feed
from auditor.layouts import squash, understand
from auditor.report.compared.model import Place, Placed

_ROOT = re.compile(r"[^\[#]+(?=[\[#])")
_NUMBER = re.compile(r"[0-9]+")
Index = Mapping[str, tuple[int, ...]]


class Places:
    """The rows and columns of one feed as a report may call them."""

    def __init__(self, feed: Feed, report: ProcessingReport) -> None:
        self._feed = feed
        self._report = report
        self._known: dict[str, tuple[int, ...]] = {}

    def placed(self, verdict: Verdict) -> Placed:
        """The verdict with its place."""
        columns = self.columns(verdict)
        where, row = self._row(verdict)
        if where == "row" and columns:
            where = "cell"
        return Placed(verdict=verdict, place=where, row=row, columns=columns)

    def columns(self, verdict: Verdict) -> tuple[int, ...]:
        """Positions of the columns it names; a stated letter counts only where no attribute is named."""
        if verdict.attributes:
            found = {one for name in verdict.attributes for one in self._columns_called(name)}
        else:
            cells = (place(f"{letter}1") for letter in re.split(r"[,\s]+", verdict.column) if letter)
            found = {cell[1] for cell in cells if cell and cell[1] < len(self._feed.columns)}
        return tuple(sorted(found))

    def _row(self, verdict: Verdict) -> tuple[Place, int]:
        if verdict.whole_file:
            return "file", -1
        if verdict.sku:
            rows = self._rows_of(verdict.sku)
            if not rows:
                return "unknown_sku", -1
            stated = self._stated(verdict) if len(rows) > 1 else -1
            return "row", stated if stated in rows else rows[0]
        row = self._stated(verdict)
        return ("row", row) if row >= 0 else ("unknown_row", -1)

    def _rows_of(self, sku: str) -> tuple[int, ...]:
        exact = self._skus.get(sku.strip(), ())
        return exact or self._folded_skus.get(sku.strip().casefold(), ())

    def _stated(self, verdict: Verdict) -> int:
        """Position of the row a record or row number means; −1 where there is none."""
        numbers = self._feed.row_numbers
        if not verdict.row and self._report.kind == "json" and self._offset is None:
            return verdict.record - 1 if 0 < verdict.record <= len(numbers) else -1
        offset = self._last_header if self._offset is None else self._offset
        wanted = verdict.row or (verdict.record + offset if verdict.record > 0 else 0)
        at = int(np.searchsorted(numbers, wanted))
        return at if wanted and at < len(numbers) and int(numbers[at]) == wanted else -1

    @cached_property
    def _offset(self) -> int | None:
        """Rows between record and spreadsheet row, as most verdicts with SKU and record show; None without any."""
        numbers = self._feed.row_numbers
        seen = Counter(
            int(numbers[rows[0]]) - one.record
            for one in self._report.verdicts
            if one.record > 0 and len(rows := self._skus.get(one.sku, ())) == 1
        )
        return seen.most_common(1)[0][0] if seen else None

    @cached_property
    def _last_header(self) -> int:
        return max((number for number, _ in self._feed.headers), default=1)

    @cached_property
    def _skus(self) -> Index:
        columns = self._feed.find("sku")
        texts = self._feed.array(columns[0]).to_pylist() if columns else []
        return _index((text.strip(), row) for row, text in enumerate(texts) if text.strip())

    @cached_property
    def _folded_skus(self) -> Index:
        return _index((sku.casefold(), row) for sku, rows in self._skus.items() for row in rows)

    @cached_property
    def _indices(self) -> Sequence[Index]:
        """Ways to call a column, the surest first; all but the first by squashed text."""
        columns = self._feed.columns
        named = [(c.position, c.name.strip()) for c in columns if c.name.strip()]
        roots = [(p, root[0]) for p, name in named if (root := _ROOT.match(name))]
        return (
            _index((name, p) for p, name in named),
            _index((squash(name), p) for p, name in named),
            _index((squash(root), p) for p, root in roots),
            _index((squash(c.header), c.position) for c in columns if squash(c.header)),
            _index((_NUMBER.sub("", squash(name)), p) for p, name in named),
            _index((c.key, c.position) for c in columns if c.field),
            _index((c.field, c.position) for c in columns if c.field),
        )

    def _columns_called(self, name: str) -> tuple[int, ...]:
        if name not in self._known:
            self._known[name] = self._looked_up(name)
        return self._known[name]

    def _looked_up(self, name: str) -> tuple[int, ...]:
        exact, *squashed, keys, fields = self._indices
        if found := exact.get(name.strip()):
            return found
        root = _ROOT.match(name)
        spellings = [squash(name), *([squash(root[0])] if root else [])]
        for index in squashed:
            for spelling in spellings:
                if spelling and (found := index.get(spelling)):
                    return found
        meaning = understand([name])[0]
        if not meaning.field:
            return ()
        return keys.get(meaning.key, ()) or fields.get(meaning.field, ())


def _index(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for key, position in pairs:
        found.setdefault(key, []).append(position)
    return {key: tuple(positions) for key, positions in found.items() if key}
