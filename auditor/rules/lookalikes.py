"""Wording that sells a product as a copy of somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.asking import cells_of, seek
from auditor.evidence.marks import mark_reads, named_marks, places_of, strongest
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.data_clauses import RIGHTS
from auditor.rules.declare import rule
from auditor.rules.mark_reports import BRANDS, LISTING, cell_keys
from auditor.text.sentences import sentence_bounds


@rule(
    "IP404",
    Severity.ERROR,
    tier=2,
    clause=RIGHTS,
    title=Text("Look-alike wording", "仿冒或同款措辞"),
    message=Text("'{term}' compares the product with a brand.", "“{term}”将商品与品牌类比。"),
    variants={
        "alone": Text(
            "'{term}' presents the product as a copy of another.", "“{term}”将商品描述为他人商品的仿品。"
        )
    },
    advice=Text("Remove the comparison.", "请删除类比。"),
    needs=((*LISTING, "keywords", "option_value"),),
    custom_only=True,
    replaces=("IP401",),
    reads={
        **mark_reads(BRANDS, *LISTING, "keywords", "option_value"),
        "lookalike.bare": (*LISTING, "keywords", "option_value"),
    },
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "is_customizable": ["Yes", "Yes"],
                "title": ["Custom Bag, Gucci Style", "Personalized Tote, Designer Dupe"],
            },
            good={
                "sku": ["A1", "A2"],
                "is_customizable": ["Yes", "Yes"],
                "title": ["Nature Inspired Vintage Style Mug with Name", "Replica Coin with Engraving"],
            },
            cells=((0, "title"), (1, "title")),
        ),
        Example(
            bad={"sku": ["A1"], "is_customizable": ["是"], "title": ["定制包 香奈儿同款"]},
            good={"sku": ["A1"], "is_customizable": ["是"], "title": ["定制包 同款颜色可选 仿古风格"]},
            cells=((0, "title"),),
            language="zh",
        ),
    ),
)
def look_alike(evidence: Evidence) -> Iterator[Hits]:
    """Selling a product as a copy of a brand's uses that brand without a right to it.

    A word of comparison right beside a mark is an error; wording that says copy without naming one is a note.
    """
    fields = (*LISTING, "keywords", "option_value")
    named = named_marks(evidence, BRANDS, *fields, brand_too=True)
    matcher = evidence.matcher

    def compared(text: str, start: int, end: int) -> tuple[int, int] | None:
        first, last = sentence_bounds(text, start)
        for a, b in matcher.find("lookalike", text):
            beside = text[b:start] if b <= start else text[end:a]
            if a >= first and b <= last and near(beside, after=a >= end):
                return min(a, start), max(b, end)
        return None

    spans = dict(zip(places_of(named.found), named.ask(compared), strict=True))
    texts = {place[0]: span for place, span in spans.items() if span is not None}
    first = strongest(named.found, np.zeros(len(named), np.int8))
    found = seek(evidence.corpus, texts.get, cells_of(named.found.where(first)))
    yield found.hits()
    bare = evidence.matches("lookalike.bare", *fields).once()
    alone = ~np.isin(cell_keys(bare), cell_keys(found))
    yield bare.where(alone).hits(variant="alone", severity=Severity.INFO)


_WORD = re.compile(r"[a-zà-ɏ0-9]+", re.IGNORECASE)
_FAR = 6


def near(between: str, *, after: bool) -> bool:
    """Whether what stands between a mark and a word of comparison leaves them together.

    At most one word when the comparison follows (*Gucci bag style*), two when it leads (*inspired by the Gucci*); in
    scripts without blanks a few characters.
    """
    words = _WORD.findall(between)
    rest = _WORD.sub("", between)
    return (
        len(words) <= (1 if after else 2)
        and len(rest.strip()) <= _FAR
        and not re.search(r"[.;|,\uff0c\uff1b\u3002\u3001]", rest)
    )
