"""Choices that are different products."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.evidence import Evidence, OptionList
from auditor.evidence.asking import whole
from auditor.evidence.custom_fields import labels_of
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import PURPOSE
from auditor.rules.declare import rule
from auditor.text.extras import is_addon_label, is_dimension, names_gift
from auditor.text.lexicon import load_lexicon
from auditor.text.matcher import Matcher

KIND_OF_PRODUCT = re.compile(
    r"\b(?:product|item|type|kind|style|size|produkt|artikel|typ|stil|größe|produit|article|taille|producto"
    r"|art[ií]culo|tipo|estilo|tamaño|prodotto|articolo|stile|misura)|商品|产品|品类|款式|类型|种类|尺寸|種類|タイプ|スタイル",
    re.IGNORECASE,
)
PICTURED = re.compile(
    r"design|pattern|theme|icon|symbol|picture|image|photo|\bart\b|charm|pendant|shape|emoji|sticker|motiv|muster|motif"
    r"|forme|diseño|forma|motivo|disegno|设计|图|主题|形状|吊坠|デザイン|柄|形|アイコン|チャーム",
    re.IGNORECASE,
)
NAMED = 4
"""Products a message names."""


@rule(
    "OP253",
    Severity.WARNING,
    tier=1,
    clause=PURPOSE,
    title=Text("Options are different products", "选项是不同的商品"),
    message=Text(
        "'{label}' lets buyers pick another product: {allowed}.",
        "“{label}”允许买家选择其他商品：{allowed}。",
    ),
    advice=Text(
        "Create a listing or a variation for each product.",
        "请为每种商品分别上架或建立变体。",
    ),
    needs=("option_value",),
    custom_only=True,
    reads={"product.noun": ("option_value",)},
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "custom_label_1": ["Product type"],
                "option_value_1_1": ["Mug"],
                "option_value_1_2": ["T-shirt"],
                "option_value_1_3": ["Pillow"],
            },
            good={
                "sku": ["A1", "A2"],
                "custom_label_1": ["Frame", "Icon"],
                "option_value_1_1": ["Oak frame", "Mug"],
                "option_value_1_2": ["Black frame", "Hat"],
            },
            cells=((0, "option_value_1_1"),),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["产品类型"], "option_value_1": ["马克杯|抱枕|T恤"]},
            good={"sku": ["A1"], "custom_label_1": ["位置"], "option_value_1": ["正面|背面|袖子"]},
            cells=((0, "option_value_1"),),
            language="zh",
        ),
    ),
)
def different_products(evidence: Evidence) -> Iterator[Hits]:
    """A choice customizes the one product the buyer opened; another product needs a listing or a variation.

    Most choices must end in the noun of a product, and the nouns must differ. Pictures and shapes (icons, charms) and
    labels that name another property are clean, extras are the subject of OP220.
    """
    matcher = evidence.matcher
    initial = load_lexicon(evidence.languages[0]).head == "initial" if evidence.languages else False

    def places(one: OptionList) -> list[int]:
        heads = _heads(one, matcher, initial)
        return [min(heads)] if heads else []

    chosen = evidence.option_lists.pick(places)
    found = whole(evidence.corpus, evidence.option_lists.cells.where(chosen))
    lists = [evidence.option_lists.lists[i] for i in evidence.option_lists.list_of[chosen].tolist()]
    named = {id(one): _heads(one, matcher, initial) for one in lists}
    texts = [", ".join(list(dict.fromkeys(named[id(one)].values()))[:NAMED]) for one in lists]
    yield found.hits(label=labels_of(evidence, chosen), allowed=texts)


def _heads(one: OptionList, matcher: Matcher, initial: bool) -> dict[int, str]:
    """Place → product noun of the choices of a list of different products; empty for any other list."""
    label = one.label
    if PICTURED.search(label) or is_addon_label(label, matcher) or names_gift(label, matcher):
        return {}
    if is_dimension(label, matcher) and not KIND_OF_PRODUCT.search(label):
        return {}
    if any(matcher.found("free.trigger", value) for value in one.values):
        return {}
    heads: dict[int, str] = {}
    for place, value in enumerate(one.values):
        spans = matcher.find("product.noun", value)
        if spans:
            heads[place] = value[slice(*spans[0 if initial else -1])]
    distinct = {head.casefold().removesuffix("s") for head in heads.values()}
    distinct = {h for h in distinct if not any(h != other and h in other for other in distinct)}
    return heads if len(distinct) >= 2 and 5 * len(heads) >= 3 * len(one.values) else {}
