"""Goods of other makers that a product fits: how they may be named."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.asking import beside, objects
from auditor.evidence.brands import NOBODY, folded
from auditor.evidence.marks import Named, mark_reads, named_marks, places_of, strongest
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.data_clauses import RIGHTS
from auditor.rules.declare import rule
from auditor.text.marks import accessory_after, accessory_before, says_compatible

TITLE = ("title",)
LINK = {"zh": "适用于", "ja": "用", "de": "für", "fr": "pour", "es": "para", "it": "per"}
"""What joins an accessory to the goods it fits, by language of the feed; *for* elsewhere."""
UNIVERSAL = re.compile(r"universal|通用|万能|ユニバーサル|汎用|universel", re.IGNORECASE)


def _goods(evidence: Evidence) -> Named:
    """The first mark of goods in each title."""
    named = named_marks(evidence, ("goods",), *TITLE)
    return named.where(strongest(named.found, np.zeros(len(named), np.int8)))


def _no_brand(evidence: Evidence, named: Named) -> BoolArray:
    """One bool per title: its brand column names nobody."""
    column = evidence.column("brand")
    if column is None:
        return np.zeros(len(named), bool)
    brands = beside(evidence, "brand", named.found.rows, named.found.columns)
    return np.fromiter((folded(brand) in NOBODY for brand in brands), bool, len(named))


@rule(
    "IP403",
    Severity.WARNING,
    tier=2,
    clause=RIGHTS,
    title=Text("Compatibility not phrased as compatibility", "兼容性表述不规范"),
    message=Text(
        "'{term}' comes before your product without 'for': it reads as if they had made it.",
        "“{term}”位于商品名之前且缺少“适用于”，容易被理解为由该品牌生产。",
    ),
    advice=Text(
        "Name your product first, then what it fits: {suggestion}.",
        "请先写商品名，再写适用对象：{suggestion}。",
    ),
    needs=TITLE,
    custom_only=True,
    fix="unsafe",
    reads=mark_reads(("goods",), *TITLE),
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "is_customizable": ["Yes"],
                "title": ["Personalized iPhone 15 Pro Case with Name"],
            },
            good={
                "sku": ["A1", "A2"],
                "is_customizable": ["Yes", "Yes"],
                "title": [
                    "Personalized Case for iPhone 15 Pro with Name",
                    "Coque personnalisée pour iPhone 15",
                ],
            },
            cells=((0, "title"),),
        ),
        Example(
            bad={"sku": ["A1"], "is_customizable": ["是"], "title": ["定制iPhone 15手机壳"]},
            good={"sku": ["A1"], "is_customizable": ["是"], "title": ["定制手机壳 适用于iPhone 15"]},
            cells=((0, "title"),),
            language="zh",
        ),
    ),
)
def mark_before_product(evidence: Evidence) -> Iterator[Hits]:
    """An accessory may say what it fits, but only so that nobody takes it for the other maker's own.

    Expected: own brand, product, *for* (fits, compatible with …), their product.
    """
    named = _goods(evidence)
    spans = named.ask(lambda text, start, end: _misplaced(text, start, end, evidence.feed.language))
    wrong = np.fromiter((span is not None for span in spans), bool, len(spans))
    found = named.found.where(wrong)
    fixes: list[str] = []
    suggestions: list[str] = []
    for (text, start, _), answer in zip(places_of(found), (s for s in spans if s is not None), strict=True):
        suggestion, end = answer
        suggestions.append(suggestion)
        fixes.append(text[:start] + suggestion + text[end:])
    hits = found.hits(suggestion=objects(suggestions))
    yield Hits(**{**{name: getattr(hits, name) for name in hits.__dataclass_fields__}, "fixes": fixes})


def _misplaced(text: str, start: int, end: int, language: str) -> tuple[str, int] | None:
    """(how it should read, where it ends now) of a mark right before an accessory, or None."""
    if says_compatible(text, start, end) or accessory_before(text, start):
        return None
    following = accessory_after(text, end)
    if following is None:
        return None
    model, noun, last = following
    goods = f"{text[start:end]} {model}".strip()
    if language == "ja":
        return f"{goods}用{noun}", last
    return f"{noun} {LINK.get(language, 'for')} {goods}".replace("适用于 ", "适用于"), last


@rule(
    "IP411",
    Severity.INFO,
    tier=2,
    clause=RIGHTS,
    title=Text("No brand of your own on a product that fits one brand", "无自有品牌却特定适配某品牌"),
    message=Text(
        "The product fits '{term}' only, but is listed without a brand of its own.",
        "该商品仅适配“{term}”，却未使用自有品牌。",
    ),
    advice=Text(
        "List it as a compatible product under your own brand.", "建议使用自有品牌，以兼容商品的形式发布。"
    ),
    needs=("brand", "title"),
    custom_only=True,
    reads=mark_reads(("goods",), *TITLE),
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "is_customizable": ["Yes"],
                "brand": ["Generic"],
                "title": ["Custom Case for iPhone 15"],
            },
            good={
                "sku": ["A1", "A2"],
                "is_customizable": ["Yes", "Yes"],
                "brand": ["Acme", "Generic"],
                "title": ["Custom Case for iPhone 15", "Custom Universal Sleeve for iPad and other tablets"],
            },
            cells=((0, "title"),),
        ),
        Example(
            bad={
                "sku": ["A1"],
                "is_customizable": ["是"],
                "brand": ["Generic"],
                "title": ["定制表带 适用于Apple Watch"],
            },
            good={
                "sku": ["A1"],
                "is_customizable": ["是"],
                "brand": ["Acme"],
                "title": ["定制表带 适用于Apple Watch"],
            },
            cells=((0, "title"),),
            language="zh",
        ),
    ),
)
def unbranded_but_specific(evidence: Evidence) -> Iterator[Hits]:
    """What fits one brand's goods only should carry the brand of its own maker, so that nobody is misled.

    Titles that say universal are left alone.
    """
    named = _goods(evidence)
    meant = np.array(
        named.ask(lambda text, *span: says_compatible(text, *span) and not UNIVERSAL.search(text)), bool
    )
    named = named.where(meant)
    yield named.found.where(_no_brand(evidence, named)).hits()
