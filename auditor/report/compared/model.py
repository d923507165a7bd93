"""A comparison: the marketplace's verdicts placed in the feed, and which of them our findings say too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from auditor.engine import Audit
from auditor.feed.processing.codes import Code, code_table
from auditor.feed.processing.model import ProcessingReport, Verdict
from auditor.feed.table import IntArray
from auditor.model import Severity, Text

Place = Literal["cell", "row", "file", "unknown_sku", "unknown_row"]
"""Where a verdict stands: a cell, a row, the file; or its SKU or record is not in this feed."""

How = Literal["cell", "row", "place"]
"""How two agree: the same cell and matter; the same row and matter; the same cell, their code being unknown."""

HOW_NAMES: Mapping[How, Text] = {
    "cell": Text("same cell, same matter", "同一单元格、同一问题"),
    "row": Text("same row, same matter", "同一行、同一问题"),
    "place": Text("same cell; their code is not known here", "同一单元格；平台代码尚不了解"),
}
PLACE_NOTES: Mapping[Place, Text] = {
    "cell": Text("", ""),
    "row": Text("", ""),
    "file": Text("about the whole file", "针对整个文件"),
    "unknown_sku": Text("this SKU is not in the feed", "文件中没有此 SKU"),
    "unknown_row": Text("this record is not in the feed", "文件中没有此记录"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A verdict and where it stands. row: position in ``feed.cells``, −1 for none. columns: positions, sorted."""

    verdict: Verdict
    place: Place
    row: int = -1
    columns: tuple[int, ...] = ()
    beside: tuple[str, ...] = ()
    """Our codes on the same cell about another matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A verdict (index into ``placed``) and a finding (index into ``audit.findings``) that say the same."""

    theirs: int
    ours: int
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCount:
    """One of their codes in this report: how often, how often agreed, and an example of its message."""

    code: str
    meaning: Code | None
    severity: Severity
    total: int
    agreed: int
    example: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The result. placed: each different verdict once. repeated: verdicts that were told again word for word.

    ours_only: indices of open findings that no verdict shares, worst first.
    """

    audit: Audit
    report: ProcessingReport
    placed: tuple[Placed, ...]
    pairs: tuple[Pair, ...]
    ours_only: IntArray
    repeated: int = 0

    @cached_property
    def agreed(self) -> frozenset[int]:
        """Indices into ``placed`` that a finding of ours shares."""
        return frozenset(pair.theirs for pair in self.pairs)

    @cached_property
    def theirs_only(self) -> tuple[Placed, ...]:
        """Verdicts that no finding of ours shares, worst first, otherwise in the report's order."""
        alone = [one for i, one in enumerate(self.placed) if i not in self.agreed]
        return tuple(sorted(alone, key=lambda one: -one.verdict.severity))

    @cached_property
    def missed_errors(self) -> int:
        """Errors only the marketplace reports: what decides the exit code."""
        return sum(one.verdict.severity is Severity.ERROR for one in self.theirs_only)

    @cached_property
    def unknown_skus(self) -> tuple[str, ...]:
        """SKUs of the report that the feed does not have, each once, in the report's order."""
        return tuple(dict.fromkeys(p.verdict.sku for p in self.placed if p.place == "unknown_sku"))

    @cached_property
    def codes(self) -> tuple[CodeCount, ...]:
        """Their codes, the most frequent first."""
        table = code_table()
        total = Counter(one.verdict.code for one in self.placed)
        agreed = Counter(self.placed[i].verdict.code for i in self.agreed)
        worst: dict[str, Severity] = {}
        example: dict[str, str] = {}
        for one in self.placed:
            code = one.verdict.code
            worst[code] = max(worst.get(code, Severity.INFO), one.verdict.severity)
            example.setdefault(code, one.verdict.message)
        return tuple(
            CodeCount(
                code=code,
                meaning=table.get(code),
                severity=worst[code],
                total=count,
                agreed=agreed[code],
                example=example[code],
            )
            for code, count in sorted(total.items(), key=lambda item: (-item[1], item[0]))
        )
