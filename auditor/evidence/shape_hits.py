"""Failures of Pandera schemas, the layout's and the template's own, as hits of the rules that own the checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from auditor.evidence.shape_fixes import fixes_of
from auditor.feed.table import Feed
from auditor.feed.template.schema import law_schema
from auditor.layouts import ShapeFailure, law_failures, shape_failures, stated_at
from auditor.model import Hits, Rule, Severity

MILDER = {"warning": Severity.WARNING, "info": Severity.INFO}
"""What a check may say of itself where the workbook's word is not sure."""
DAMAGED = "rules"
"""The check a template breaks as a whole, when its own formulas no longer work."""


def shape_hits(rules: Iterable[Rule], feed: Feed) -> dict[str, list[Hits]]:
    """Rule code → its hits. A cell that breaks the same check of both schemas is told once, by the template's."""
    owners = {check: rule for rule in rules for check in rule.shapes}
    hits: dict[str, list[Hits]] = {}
    if not owners:
        return hits
    for failure in _failures(feed):
        rule = owners.get(failure.check)
        if rule is not None and len(failure.rows):
            hits.setdefault(rule.code, []).append(_hits(rule, failure, feed))
    if DAMAGED in owners:
        hits[owners[DAMAGED].code] = list(_damage(feed))
    return hits


def _damage(feed: Feed) -> Iterator[Hits]:
    template = feed.template
    if template is not None and template.damaged is not None:
        arguments = {"reason": template.damaged, "stated": stated_at(template.damage_place, formats=True)}
        yield Hits(rows=np.array([-1], np.int32), columns=-1, arguments=arguments)


def _failures(feed: Feed) -> Iterator[ShapeFailure]:
    law = law_schema(feed)
    stated = law_failures(law, feed.cells, feed.columns) if law is not None else []
    told: dict[tuple[str, int], list[ShapeFailure]] = {}
    for failure in stated:
        position = failure.column.position if failure.column else -1
        told.setdefault((failure.check, position), []).append(failure)
    yield from stated
    for failure in shape_failures(feed.layout, feed.cells, feed.columns):
        position = failure.column.position if failure.column else -1
        same = told.get((failure.check, position), ())
        rows = failure.rows
        for other in same:
            rows = np.setdiff1d(rows, other.rows)
        yield failure if not same else replace(failure, rows=rows)


def _hits(rule: Rule, failure: ShapeFailure, feed: Feed) -> Hits:
    column = failure.column
    name = column.header or column.name or failure.key if column else failure.key
    listed = "_listed" if failure.statistics.get("place") else ""
    variant = (failure.check if column else "missing_column") + listed
    arguments, fixes = failure.arguments(feed), fixes_of(failure, feed)
    if failure.check == "spelled" and fixes:
        arguments["expected"] = [
            f"“{fix}”" if fix else near for fix, near in zip(fixes, arguments["expected"], strict=True)
        ]
    return Hits(
        rows=failure.rows,
        columns=column.position if column else -1,
        arguments={"column": name, **arguments},
        variant=variant if variant in rule.variants else failure.check if column else "missing_column",
        fixes=fixes,
        severity=MILDER.get(failure.statistics.get("severity", "")),
    )
