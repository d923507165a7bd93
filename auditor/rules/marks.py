"""Other people's marks in listing texts and in search terms."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.asking import objects
from auditor.evidence.marks import Named, joined, mark_reads, named_marks, places_of, strongest
from auditor.evidence.products import TITLES, banned_titles
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.data_clauses import RIGHTS
from auditor.rules.declare import rule
from auditor.rules.mark_reports import (
    BRANDS,
    DISGUISED,
    ENDED,
    FORM_TEXTS,
    LISTING,
    RECORD,
    cell_keys,
    in_form,
    milder,
    nominative,
    reported,
)


@rule(
    "IP401",
    Severity.WARNING,
    tier=1,
    clause=RIGHTS,
    title=Text("Third-party mark in a listing text", "文案含第三方商标"),
    message=Text(
        "'{term}' is somebody else's mark and no licence is recorded.", "“{term}”为他人商标，且未登记授权。"
    ),
    variants={
        "disguised": DISGUISED,
        "ended": ENDED,
        "word": Text(
            "'{term}' is a registered mark that many take for a word.",
            "“{term}”是注册商标，常被误当作普通词使用。",
        ),
    },
    advice=RECORD,
    needs=((*LISTING, *FORM_TEXTS),),
    custom_only=True,
    reads={**mark_reads((*BRANDS, "word"), *LISTING, *FORM_TEXTS), **TITLES},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2", "A3"],
                "is_customizable": ["Yes", "Yes", "Yes"],
                "title": [
                    "Personalized Gryffindor House Mug",
                    "Custom D1sney Ears",
                    "Personalized Frozen Elsa Cup",
                ],
            },
            good={
                "sku": ["A1", "A2", "A3", "A4", "A5", "A6"],
                "is_customizable": ["Yes"] * 6,
                "title": [
                    "Victor Hugo Quote Poster with Name",
                    "Frozen Berries Tin, Apple Pie Stand, Orange",
                    "Custom Polo Shirt for the Boss Lady",
                    "Soft Case for iPhone 15, Compatible with Samsung Galaxy S24",
                    "Cross Stitch Kit, Nikola Tesla Portrait",
                    "Wooden Target for Archery in British Columbia",
                ],
            },
            cells=((0, "title"), (1, "title"), (2, "title")),
        ),
        Example(
            bad={"sku": ["A1"], "is_customizable": ["是"], "title": ["定制马克杯 迪士尼图案"]},
            good={
                "sku": ["A1"],
                "is_customizable": ["是"],
                "title": ["定制手机壳 适用于iPhone 15 快乐高兴款"],
            },
            cells=((0, "title"),),
            language="zh",
        ),
    ),
)
def mark_in_listing(evidence: Evidence) -> Iterator[Hits]:
    """Naming somebody else's character or brand to sell a customized product needs a right to do so.

    Own, licensed (until the day stated) and authentic base brands are no finding, nor is what the row's brand column
    names: that is a matter of the brand. Ordinary words (*frozen*, *target*) count only beside words that make them the
    mark. Goods that accessories are made for (*iPhone*, *Yeti*) may be named as what the product fits. A mark at the
    very beginning of a title reads like its brand and is an error.
    """
    named = named_marks(evidence, (*BRANDS, "word"), *LISTING, *FORM_TEXTS)
    words = (named.families == "word").astype(bool)
    generic = named.where(words & ~in_form(evidence, named))
    first = strongest(generic.found, np.zeros(len(generic), np.int8))
    named = named.where(~words)
    named = named.where(~nominative(evidence, named) & ~_banned_base(evidence, named))
    severities = milder(named, _weights(evidence, named), evidence)
    yield from reported(named, severities)
    generic = generic.where(first)
    alone = ~np.isin(cell_keys(generic.found), cell_keys(named.found))
    yield generic.found.where(alone).hits(variant="word", severity=Severity.INFO)


def _banned_base(evidence: Evidence, named: Named) -> BoolArray:
    """One bool per mark: goods that are the product itself, in a title that names a banned base product."""
    banned = np.fromiter(evidence.once(banned_titles), np.int32)
    answers: BoolArray = np.isin(named.found.ids, banned) & (named.families == "goods")
    return answers


def _weights(evidence: Evidence, named: Named) -> IntArray:
    leading = (named.found.starts == 0) & (named.fields_of(evidence) == "title") & (named.families != "goods")
    return np.where(leading, int(Severity.ERROR), int(Severity.WARNING)).astype(np.int8)


@rule(
    "IP409",
    Severity.WARNING,
    tier=2,
    clause=RIGHTS,
    title=Text("Marks in search terms", "搜索关键词含商标"),
    message=Text(
        "'{term}' is a brand, and brands do not belong in search terms.",
        "“{term}”是品牌，不应写入搜索关键词。",
    ),
    variants={"disguised": DISGUISED, "ended": ENDED},
    advice=Text("Delete it, your own brand as well.", "请删除，自有品牌也不应写入。"),
    needs=("keywords",),
    custom_only=True,
    fix="unsafe",
    reads={**mark_reads(BRANDS, "keywords"), "brand.own": ("keywords",)},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "is_customizable": ["Yes", "Yes"],
                "keywords": ["mug starbucks cup gift", "mug acme gifts cup"],
            },
            good={
                "sku": ["A1"],
                "is_customizable": ["Yes"],
                "keywords": ["apple orange pear mug, prince, queen size, army green, pink"],
            },
            cells=((0, "keywords"), (1, "keywords")),
            settings={"own_brands": ["Acme Gifts"]},
        ),
        Example(
            bad={"sku": ["A1"], "is_customizable": ["是"], "keywords": ["马克杯 星巴克 礼物"]},
            good={"sku": ["A1"], "is_customizable": ["是"], "keywords": ["马克杯 礼物 苹果"]},
            cells=((0, "keywords"),),
            language="zh",
        ),
    ),
)
def mark_in_keywords(evidence: Evidence) -> Iterator[Hits]:
    """Search terms must hold no brand names, neither other people's nor one's own.

    Teams and people are judged by rules of their own. The proposed text is the cell without the marks.
    """
    named = named_marks(evidence, BRANDS, "keywords", brand_too=True)
    own = evidence.matches("brand.own", "keywords")
    found = joined([named.found, own])
    chosen = strongest(found, np.zeros(len(found), np.int8))
    spans: dict[str, set[tuple[int, int]]] = {}
    for value, start, end in places_of(found):
        spans.setdefault(value, set()).add((start, end))
    one = found.where(chosen)
    fixes = [without(value, spans[value]) for value in one.values.tolist()]
    empty = objects([""] * len(own))
    marks = np.concatenate([named.marks, empty])[chosen]
    hidden = (marks != "").astype(bool)
    for mask, variant in ((hidden, "disguised"), (~hidden, "")):
        hits = one.where(mask).hits(variant=variant, other=marks[mask])
        mine = [fix for fix, is_mine in zip(fixes, mask.tolist(), strict=True) if is_mine]
        yield Hits(**{**{n: getattr(hits, n) for n in hits.__dataclass_fields__}, "fixes": mine})


_COMMAS = r"[,;\uff0c\uff1b\u3001]"
_DOUBLED = re.compile(rf"({_COMMAS}){_COMMAS}+")


def without(text: str, spans: set[tuple[int, int]]) -> str:
    """``text`` without the words at ``spans`` and without the blanks and commas they leave behind."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    text = _DOUBLED.sub(r"\1", re.sub(rf"\s+(?={_COMMAS})", "", re.sub(r"\s{2,}", " ", text)))
    return re.sub(rf"^(?:\s|{_COMMAS})+|(?:\s|{_COMMAS})+$", "", text)
