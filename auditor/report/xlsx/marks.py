"""Findings grouped by the cell they stand on, as arrays that a sheet writer can walk beside its rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from auditor.feed.table import IntArray
from auditor.findings import Findings
from auditor.model import Language, Severity
from auditor.report.tally import cell_keys
from auditor.report.xlsx import words
from auditor.report.xlsx.texts import shortened
from auditor.wording import Veil

NOTE_LENGTH = 8_000
"""Characters of a note; a cell with more to say points to Findings."""

Spans = list[tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Marks:
    """One entry per violating cell, ordered by row, then column.

    rows, columns: int32 positions (−1 for none). firsts, lasts: the cell's findings are ``[first:last]``.
    worst: int8 of Severity.
    """

    found: Findings
    rows: IntArray
    columns: IntArray
    firsts: IntArray
    lasts: IntArray
    worst: IntArray

    def __len__(self) -> int:
        return len(self.rows)

    def spans(self, mark: int, length: int) -> Spans:
        """Offending stretches inside a cell of ``length`` characters, merged, ascending; empty: the whole cell."""
        found = self.found
        spans: Spans = []
        for number in range(int(self.firsts[mark]), int(self.lasts[mark])):
            start, end = int(found.starts[number]), min(int(found.ends[number]), length)
            if 0 <= start < end:
                spans.append((start, end))
        spans.sort()
        merged: Spans = []
        for start, end in spans:
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged

    def codes(self, first_mark: int, last_mark: int) -> str:
        """The rules that the findings of these marks break, each once, with how often: ``OP201 ×3, ID102``."""
        found = self.found
        codes = found.codes[self.firsts[first_mark] : self.lasts[last_mark - 1]].tolist()
        counts: dict[int, int] = {}
        for code in codes:
            counts[code] = counts.get(code, 0) + 1
        return ", ".join(
            found.rules[code].code + (f" ×{count}" if count > 1 else "") for code, count in counts.items()
        )


def marks_of(found: Findings) -> Marks:
    """Group ``found`` (ordered by row and column) by cell."""
    keys = cell_keys(found)
    firsts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else np.empty(0, np.int64)
    lasts = np.append(firsts[1:], len(keys)) if len(keys) else firsts
    return Marks(
        found=found,
        rows=found.rows[firsts],
        columns=found.columns[firsts],
        firsts=firsts,
        lasts=lasts,
        worst=np.maximum.reduceat(found.severities, firsts) if len(keys) else np.empty(0, np.int8),
    )


def noted(marks: Marks, candidates: IntArray, limit: int) -> IntArray:
    """Which of the marks ``candidates`` get a note: all, or the ``limit`` worst, in sheet order."""
    if len(candidates) <= limit:
        return candidates
    worst_first = np.argsort(-marks.worst[candidates].astype(np.int64), kind="stable")
    return np.sort(candidates[worst_first[:limit]])


def note_texts(marks: Marks, chosen: IntArray, language: Language, veil: Veil) -> dict[int, str]:
    """Mark → what its note says: code, message, fix and clause of every finding on the cell."""
    if not len(chosen):
        return {}
    sizes = (marks.lasts - marks.firsts)[chosen]
    owners = np.repeat(chosen, sizes)
    positions = np.concatenate([np.arange(marks.firsts[m], marks.lasts[m]) for m in chosen])
    parts: dict[int, list[str]] = {}
    begin = 0
    for part, table in marks.found.take(positions).chunks(language, veil):
        owner = owners[begin : begin + len(part)].tolist()
        begin += len(part)
        fields = ("severity", "code", "message", "advice", "fix", "clause")
        for mark, *said in zip(owner, *(table[name] for name in fields), strict=True):
            parts.setdefault(mark, []).append(_paragraph(said, language))
    return {mark: shortened("\n\n".join(texts), NOTE_LENGTH) for mark, texts in parts.items()}


def _paragraph(said: list[str | None], language: Language) -> str:
    severity, code, message, advice, fix, clause = said
    label = words.LABELS[Severity[str(severity).upper()]](language)
    colon = "：" if language == "zh" else ": "
    lines = [f"{label} · {code}", str(message)]
    if advice:
        lines.append(f"→ {advice}")
    if fix:
        lines.append(f"{words.FIX(language)}{colon}{fix}")
    if clause:
        lines.append(f"§ {clause}")
    return "\n".join(lines)
