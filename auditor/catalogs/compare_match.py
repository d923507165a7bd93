"""Matching: which verdicts of the marketplace our findings share, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from auditor.catalogs.compare_places import Places
from auditor.engine import Audit
from auditor.feed.processing.codes import code_table
from auditor.feed.processing.model import ProcessingReport, Verdict
from auditor.model import Severity
from auditor.report.compared.model import Comparison, How, Pair, Placed

ORDER: Sequence[How] = ("cell", "row", "place")
"""The surest agreement first; a verdict keeps only its surest kind."""
UNPLACED = ("unknown_sku", "unknown_row")


def compared(audit: Audit, report: ProcessingReport) -> Comparison:
    """Every verdict placed and matched to the findings of ``audit``.

    Two say the same when they stand on the same cell and the table of codes relates them; where the report names no
    field, the same row suffices; where the code is unknown, the same cell (our infos aside). Findings that a person
    accepted may agree, but do not count as ours alone.
    """
    different = tuple(dict.fromkeys(report.verdicts))
    places = Places(audit.feed, report)
    placed = [places.placed(verdict) for verdict in different]
    matcher = _Matcher(audit, placed)
    pairs: list[Pair] = []
    for number, one in enumerate(placed):
        if one.place in UNPLACED:
            continue
        found = matcher.pairs(number, one)
        pairs += found
        if not found and one.columns:
            placed[number] = replace(one, beside=matcher.beside(one))
    findings = audit.findings
    alone = findings.open.copy()
    alone[[pair.ours for pair in pairs]] = False
    ours = np.flatnonzero(alone)
    worst_first = np.argsort(-findings.severities[ours].astype(np.int64), kind="stable")
    return Comparison(
        audit=audit,
        report=report,
        placed=tuple(placed),
        pairs=tuple(pairs),
        ours_only=ours[worst_first].astype(np.int32),
        repeated=len(report.verdicts) - len(different),
    )


class _Matcher:
    """The findings on the rows that verdicts stand on."""

    def __init__(self, audit: Audit, placed: Sequence[Placed]) -> None:
        findings = audit.findings
        rows = np.array(sorted({one.row for one in placed}), np.int32)
        near = np.flatnonzero(np.isin(findings.rows, rows))
        codes = [rule.code for rule in findings.rules]
        self._by_row: dict[int, list[tuple[int, int, str, int]]] = {}
        for i, row, column, code, severity in zip(
            near.tolist(),
            findings.rows[near].tolist(),
            findings.columns[near].tolist(),
            findings.codes[near].tolist(),
            findings.severities[near].tolist(),
            strict=True,
        ):
            self._by_row.setdefault(row, []).append((i, column, codes[code], severity))

    def pairs(self, number: int, one: Placed) -> list[Pair]:
        """The findings that share verdict ``number``, of the surest kind there is."""
        meaning = code_table().get(one.verdict.code)
        found: Mapping[How, list[int]] = {how: [] for how in ORDER}
        for i, column, code, severity in self._by_row.get(one.row, ()):
            related = meaning is not None and code in meaning.rules
            how = _how(one, column, related, meaning is None and severity >= Severity.WARNING)
            if how:
                found[how].append(i)
        surest = next((how for how in ORDER if found[how]), None)
        return [Pair(theirs=number, ours=i, how=surest) for i in found[surest]] if surest else []

    def beside(self, one: Placed) -> tuple[str, ...]:
        """Our codes on the same cell."""
        here = [code for _, column, code, _ in self._by_row.get(one.row, ()) if column in one.columns]
        return tuple(dict.fromkeys(here))


def _how(one: Placed, column: int, related: bool, unknown: bool) -> How | None:
    """How a finding at ``column`` shares the verdict; None where it does not."""
    same_cell = column in one.columns
    if related and same_cell:
        return "cell"
    if related and (column < 0 or _names_no_field(one.verdict)):
        return "row"
    return "place" if unknown and same_cell else None


def _names_no_field(verdict: Verdict) -> bool:
    return not verdict.attributes and not verdict.column
