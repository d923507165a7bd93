"""Variation families: parents that sell nothing, children that name a parent who exists."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.families import Family, family, fullest
from auditor.evidence.market import UPLOADS, name_of, texts_at
from auditor.evidence.records import Action, actions, meaning_of
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.listing import SUPPLEMENT

FLAT = "custom_flat_file"
OFFER = ("price", "sale_price", "quantity", "gtin", "parent_sku")


@rule(
    "MP820",
    Severity.WARNING,
    tier=2,
    clause=SUPPLEMENT,
    title=Text("Parent row with an offer", "父商品行填写了报价信息"),
    message=Text(
        "A parent only holds its variations together; '{column}' must stay blank.",
        "父商品仅用于关联变体，“{column}”必须留空。",
    ),
    advice=Text(
        "Clear the cell, or make the row a product of its own.", "请清空该单元格，或将该行改为独立商品。"
    ),
    needs=("parentage",),
    examples=(
        Example(
            bad={
                "sku": ["P1", "C1"],
                "parentage": ["Parent", "Child"],
                "parent_sku": ["", "P1"],
                "price": ["9.99", "9.99"],
                "quantity": ["5", "5"],
            },
            good={
                "sku": ["P1", "C1"],
                "parentage": ["Parent", "Child"],
                "parent_sku": [" ", "P1"],
                "price": ["", "9.99"],
                "quantity": [" ", "5"],
            },
            cells=((0, "price"), (0, "quantity")),
            layout=FLAT,
        ),
        Example(
            bad={
                "sku": ["父-1", "子-1"],
                "parentage": ["父商品", "子商品"],
                "parent_sku": ["", "父-1"],
                "gtin": ["6901234567892", "6901234567908"],
            },
            good={
                "sku": ["父-1", "子-1"],
                "parentage": ["父商品", "子商品"],
                "parent_sku": ["", "父-1"],
                "gtin": ["", "6901234567908"],
            },
            cells=((0, "gtin"),),
            layout=FLAT,
            language="zh",
        ),
    ),
)
def parent_with_offer(evidence: Evidence) -> Iterator[Hits]:
    """A parent is no article: a price, stock or product number on it is refused or turns it into one.

    Cells of blanks only count as empty.
    """
    people = evidence.once(family)
    if people is None:
        return
    for column in evidence.feed.find(*OFFER):
        rows = np.flatnonzero(people.parent & evidence.feed.filled(column))
        yield Hits(rows=rows, columns=column.position, arguments={"column": name_of(column)})


@rule(
    "MP821",
    Severity.WARNING,
    tier=2,
    clause=SUPPLEMENT,
    title=Text("Parent SKU not in the file", "文件中没有该父 SKU"),
    message=Text(
        "No row of this run has the SKU '{value}' named as parent; fine only if it is live already.",
        "本次审核的文件中没有父 SKU “{value}”；仅当其已存在于平台时才可用。",
    ),
    variants={
        "self": Text("'{value}' is named as its own parent.", "“{value}”被填为自己的父 SKU。"),
        "child": Text(
            "'{value}' is named as parent, but its own row calls it a child.",
            "“{value}”被填为父 SKU，但其所在行为子商品。",
        ),
        "deleted": Text(
            "'{value}' is named as parent, but a row of this file deletes it.",
            "“{value}”被填为父 SKU，但本文件中有一行将其删除。",
        ),
    },
    advice=Text(
        "Add the parent's row before its children, or correct the parent SKU.",
        "请在子商品之前添加父商品行，或更正父 SKU。",
    ),
    needs=("sku", "parent_sku"),
    examples=(
        Example(
            bad={
                "sku": ["P1", "C1", "C2", "C3"],
                "parentage": ["Parent", "Child", "Child", "Child"],
                "parent_sku": ["", "P-1", "C2", "C1"],
            },
            good={
                "sku": ["P1", "C1", "C2"],
                "parentage": ["Parent", "Child", "Child"],
                "parent_sku": ["", "P1", "P9"],
            },
            cells=((1, "parent_sku"), (2, "parent_sku"), (3, "parent_sku")),
            layout=FLAT,
            others=(("all_listings_report", {"sku": ["P9"]}),),
        ),
        Example(
            bad={"sku": ["子-1"], "parent_sku": ["父-1"]},
            good={"sku": ["父-1", "子-1"], "parent_sku": ["", "父-1"]},
            cells=((0, "parent_sku"),),
            layout=FLAT,
            language="zh",
        ),
    ),
)
def parent_missing(evidence: Evidence) -> Iterator[Hits]:
    """A child whose parent nobody knows is refused (error 8007); a parent that is live already need not be sent.

    Children that are changed in part are live, and so is their parent.
    In a table that is no template, what looks like a parent SKU may be a mere group name: it is asked for only where
    the table says who is a child, or some of its parents have rows.
    """
    people = evidence.once(family)
    if people is None or people.named_by is None:
        return
    rows = people.parent_rows()
    own = rows == np.arange(len(rows))
    named = (people.group >= 0) & people.changing
    known = np.append(people.elsewhere, False)[people.group]
    wrong = (rows >= 0) & people.child[rows]
    gone = (rows >= 0) & ~people.changing[rows]
    new = evidence.once(actions) == Action.FULL
    for variant, mask, severity in (
        ("self", named & own, Severity.ERROR),
        ("deleted", named & gone, Severity.ERROR),
        ("child", named & wrong & ~own & ~gone, Severity.ERROR),
        ("", named & (rows < 0) & ~known & new & _names_rows(evidence, people), None),
    ):
        yield _at_parent_sku(people, np.flatnonzero(mask), variant, severity)


def _names_rows(evidence: Evidence, people: Family) -> bool:
    """True when what stands as parent SKU is the SKU of a row."""
    return evidence.feed.layout in UPLOADS or evidence.has("parentage") or bool((people.rows >= 0).any())


def _at_parent_sku(people: Family, rows: IntArray, variant: str, severity: Severity | None) -> Hits:
    position = people.named_by.position if people.named_by else -1
    values = people.names[people.group[rows]].tolist()
    return Hits(rows=rows, columns=position, variant=variant, severity=severity, arguments={"value": values})


@rule(
    "MP822",
    Severity.ERROR,
    tier=2,
    clause=SUPPLEMENT,
    title=Text("Child row incomplete", "子商品行信息不完整"),
    message=Text("The row is a child; '{column}' is blank.", "该行为子商品，但“{column}”为空。"),
    variants={
        "word": Text(
            "'{value}' is no kind of relationship; variations take {expected}.",
            "“{value}”不是关系类型；变体应填 {expected}。",
        ),
    },
    advice=Text("Fill the cell, or clear the parentage.", "请填写该单元格，或清空父子关系。"),
    needs=(("parentage", "parent_sku"),),
    absence=True,
    replaces=("TP901",),
    examples=(
        Example(
            bad={
                "sku": ["P1", "C1", "C2"],
                "parentage": ["Parent", "Child", "child"],
                "parent_sku": ["", "", "P1"],
                "relationship_type": ["", "Variation", " "],
            },
            good={
                "sku": ["P1", "C1", "C2"],
                "parentage": ["Parent", "Child", "child"],
                "parent_sku": ["", "P1", "P1"],
                "relationship_type": [" ", "Variation", "variation"],
            },
            cells=((1, "parent_sku"), (2, "relationship_type")),
            layout=FLAT,
        ),
        Example(
            bad={
                "sku": ["父-1", "子-1"],
                "parent_sku": ["", "父-1"],
                "relationship_type": ["", "子商品"],
            },
            good={"sku": ["父-1", "子-1"], "parent_sku": ["", "父-1"], "relationship_type": ["", "变体"]},
            cells=((1, "relationship_type"),),
            layout=FLAT,
            language="zh",
        ),
    ),
)
def child_without_parent(evidence: Evidence) -> Iterator[Hits]:
    """A child needs to say whose child it is and that it is a variation (errors 8016, 99010).

    Templates without a column for the relationship have only one kind of it. A blank theme is a warning where the
    parent's row names one.
    """
    people = evidence.once(family)
    if people is None:
        return
    feed, child = evidence.feed, people.child & people.changing
    if people.named_by is not None:
        rows = np.flatnonzero(child & (people.group < 0))
        arguments = {"column": name_of(people.named_by)}
        yield Hits(rows=rows, columns=people.named_by.position, arguments=arguments)
    yield from _without_theme(evidence, people, child)
    relation = fullest(feed, "relationship_type")
    if relation is None:
        return
    filled = feed.filled(relation)
    rows = np.flatnonzero(child & (people.group >= 0) & ~filled)
    yield Hits(rows=rows, columns=relation.position, arguments={"column": name_of(relation)})
    strange = meaning_of(feed, relation, "parentage") != ""
    rows = np.flatnonzero(child & filled & strange)
    said = {"value": texts_at(feed, relation, rows), "expected": "Variation"}
    yield Hits(rows=rows, columns=relation.position, variant="word", arguments=said)


def _without_theme(evidence: Evidence, people: Family, child: BoolArray) -> Iterator[Hits]:
    column = fullest(evidence.feed, "variation_theme")
    if column is None:
        return
    filled, above = evidence.feed.filled(column), people.parent_rows()
    rows = np.flatnonzero(child & ~filled & (above >= 0) & filled[above])
    arguments = {"column": name_of(column)}
    yield Hits(rows=rows, columns=column.position, severity=Severity.WARNING, arguments=arguments)
