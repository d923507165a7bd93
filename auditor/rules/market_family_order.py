"""Variation families as a whole: parents first, and none alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.evidence.families import family, named_parents
from auditor.evidence.records import Action, actions
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.listing import SUPPLEMENT

FLAT = "custom_flat_file"


@rule(
    "MP826",
    Severity.WARNING,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Child before its parent", "子商品位于父商品之前"),
    message=Text("The parent {value} follows only in row {row}.", "父商品 {value} 直到第 {row} 行才出现。"),
    advice=Text("Move the parent's row above its children.", "请将父商品行移到子商品之前。"),
    needs=("sku", "parent_sku"),
    examples=(
        Example(
            bad={
                "sku": ["C1", "P1", "C2"],
                "parentage": ["Child", "Parent", "Child"],
                "parent_sku": ["P1", "", "P1"],
            },
            good={
                "sku": ["P1", "C1", "C2"],
                "parentage": ["Parent", "Child", "Child"],
                "parent_sku": ["", "P1", "P1"],
            },
            cells=((0, "parent_sku"),),
            layout=FLAT,
        ),
        Example(
            bad={"sku": ["子-1", "父-1"], "parent_sku": ["父-1", ""]},
            good={"sku": ["父-1", "子-1"], "parent_sku": ["", "父-1"]},
            cells=((0, "parent_sku"),),
            layout=FLAT,
            language="zh",
        ),
    ),
)
def child_before_parent(evidence: Evidence) -> Iterator[Hits]:
    """Rows are taken in order: a child that comes first names a parent that is not there yet.

    Rows of a partial update change children who have their parent.
    """
    people = evidence.once(family)
    if people is None or people.named_by is None:
        return
    above = people.parent_rows()
    new = evidence.once(actions) == Action.FULL
    rows = np.flatnonzero((above > np.arange(len(above))) & new)
    yield Hits(
        rows=rows,
        columns=people.named_by.position,
        arguments={
            "value": people.names[people.group[rows]].tolist(),
            "row": evidence.feed.row_numbers[above[rows]],
        },
    )


@rule(
    "MP827",
    Severity.INFO,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Parent without children", "没有子商品的父商品"),
    message=Text("No row of this run is a variation of {sku}.", "本次审核的文件中没有 {sku} 的子商品。"),
    advice=Text("Add its variations, unless they are live already.", "请补充其子商品；若已存在则可忽略。"),
    needs=("sku", "parentage", "parent_sku"),
    examples=(
        Example(
            bad={
                "sku": ["P1", "C1"],
                "parentage": ["Parent", "Child"],
                "parent_sku": ["", "P2"],
            },
            good={
                "sku": ["P1", "C1"],
                "parentage": ["Parent", "Child"],
                "parent_sku": ["", "P1"],
            },
            cells=((0, "sku"),),
            layout=FLAT,
        ),
        Example(
            bad={"sku": ["父-1"], "parentage": ["父商品"], "parent_sku": [""]},
            good={"sku": ["父-1", "子-1"], "parentage": ["父商品", "子商品"], "parent_sku": ["", "父-1"]},
            cells=((0, "sku"),),
            layout=FLAT,
            language="zh",
        ),
    ),
)
def parent_without_children(evidence: Evidence) -> Iterator[Hits]:
    """A parent alone is shown to nobody."""
    people = evidence.once(family)
    keys = evidence.feed.find("sku")
    if people is None or not keys:
        return
    mine = people.parent & evidence.feed.filled(keys[0]) & (evidence.once(actions) == Action.FULL)
    rows = np.flatnonzero(mine)
    skus = pc.utf8_trim_whitespace(evidence.feed.array(keys[0]).take(pa.array(rows)))
    alone = ~named_parents(evidence, skus)
    yield Hits(
        rows=rows[alone],
        columns=keys[0].position,
        arguments={"sku": skus.filter(pa.array(alone)).to_pylist()},
    )
