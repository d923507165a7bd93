"""Refurbished computers, consoles and tablets."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence, Matches
from auditor.evidence.asking import base_titles, cells_of, graded, objects, whole
from auditor.evidence.products import TITLES, ask_title, banned_titles, verdict_of_rows
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import NO_CHINESE, rule
from auditor.text.base_product import CATEGORIES
from auditor.text.conditions import condition_of

REFURBISHING = Text("This includes the refurbishing of the aforementioned base products.", NO_CHINESE)

SURELY_REFURBISHED = re.compile(
    r"refurb|renew|recondit|remanufact|recertif|pre-?\s?owned|second-?\s?hand|翻新|官翻|二手"
    r"|überholt|uberholt|reacondicionad|ricondizionat|rigenerat|d['’]occasion|remise?s? à neuf|segunda mano"
    r"|aufbereitet|gebraucht|\busad|\busat|restaurad|seminuev|remises? [aà] neuf|成新|[七八九789][五九\d]新"
    r"|seconda mano|seconde main|zweiter hand|整備済|再生品|中古|リファービッシュ",
    re.IGNORECASE,
)
"""Words that say it by themselves; "used", "restored" or "like new" also mean other things."""
DENIED = re.compile(
    r"(?:\b(?:not?|never|non|nicht|keine?|ni|sin|sans|senza)\b[\s\w-]{0,12}|非|不是|并非)$", re.IGNORECASE
)


@rule(
    "CP013",
    Severity.ERROR,
    tier=1,
    clause=REFURBISHING,
    title=Text("Refurbished computer, console or tablet", "翻新的电脑、游戏主机或平板电脑"),
    message=Text(
        "'{term}' offers a refurbished or used {kind}; that does not make it eligible for customization.",
        "“{term}”表明这是翻新或二手的{kind}；翻新不会使其符合定制资格。",
    ),
    advice=Text(
        "Take the SKU out of the program; refurbishing a banned product is banned too.",
        "将该 SKU 移出定制计划；翻新的禁售基础商品同样禁止定制。",
    ),
    needs=("title",),
    custom_only=True,
    reads={**TITLES, "refurb": ("title", "bullet", "condition_note", "option_value"), "": ("condition",)},
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "is_customizable": ["Yes"],
                "title": ["Renewed MacBook Air 13 Custom Engraved"],
            },
            good={
                "sku": ["A1", "A2"],
                "is_customizable": ["Yes", "Yes"],
                "title": ["Renewed Faith Custom Wall Sign", "Refurbished Laptop Stand Custom"],
            },
            cells=((0, "title"),),
        ),
        Example(
            bad={"sku": ["A1"], "is_customizable": ["是"], "title": ["官翻 iPad 刻字定制"]},
            good={"sku": ["A1"], "is_customizable": ["是"], "title": ["二手书 定制书签"]},
            cells=((0, "title"),),
            language="zh",
        ),
    ),
)
def refurbished_base_product(evidence: Evidence) -> Iterator[Hits]:
    """The terms name refurbished devices expressly, so calling a laptop renewed is no way around the ban.

    The word counts only on a row whose title names such a device, or inside an option that does; in bullet points,
    where "used" and "restored" mean other things, only words like "refurbished" count, and as a warning.
    """
    grade = evidence.once(verdict_of_rows)
    in_title = evidence.matches("refurb", "title").once()
    sure = evidence.corpus.ask(_says_refurbished, cells_of(in_title)) & (grade[in_title.rows] == 2)
    yield from _refurbished(evidence, in_title, np.where(sure, int(Severity.ERROR), int(Severity.WARNING)))
    cells = evidence.cells("condition")
    stated = evidence.corpus.ask(lambda text: condition_of(text) in ("used", "refurbished"), cells)
    found = whole(evidence.corpus, cells.where(stated))
    yield from _refurbished(evidence, found, np.full(len(found), int(Severity.ERROR)))
    for field, severity in (("condition_note", Severity.ERROR), ("bullet", Severity.WARNING)):
        found = evidence.matches("refurb", field)
        found = found.where(_meant(found)).once()
        yield from _refurbished(evidence, found, np.full(len(found), int(severity)))
    options = evidence.matches("refurb", "option_value").once()
    named = evidence.corpus.ask(lambda text: ask_title(evidence, text).outcome == "base", cells_of(options))
    device = Text("computer, console or tablet", "电脑、游戏主机或平板电脑")
    yield options.where(named & _meant(options)).hits(kind=device)


def _says_refurbished(text: str) -> bool:
    return SURELY_REFURBISHED.search(text) is not None


def _meant(found: Matches) -> BoolArray:
    """One bool per match: a word that says refurbished by itself, and no "not" before it."""
    places = found.starts - found.part_starts
    return np.fromiter(
        (
            _says_refurbished(term) and not DENIED.search(value[max(place - 20, 0) : place])
            for term, value, place in zip(found.terms, found.values, places.tolist(), strict=True)
        ),
        bool,
        len(found),
    )


def _refurbished(evidence: Evidence, found: Matches, severities: IntArray) -> Iterator[Hits]:
    """Hits on rows whose title names a banned product."""
    mine = evidence.once(verdict_of_rows)[found.rows] > 0
    verdicts = evidence.once(banned_titles)
    ids = evidence.once(base_titles)[found.rows[mine]]
    kinds = objects([CATEGORIES[verdicts[i].category] for i in ids.tolist()])
    yield from graded(found.where(mine), severities[mine], kind=kinds)
