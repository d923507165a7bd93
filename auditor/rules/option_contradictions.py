"""Choices that contradict the properties of the variation they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence, OptionList
from auditor.evidence.asking import whole
from auditor.evidence.custom_fields import labels_of
from auditor.evidence.records import parents
from auditor.evidence.statements import ATTRIBUTES, colour_of_cell, size_of
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import QUALITY
from auditor.rules.declare import rule
from auditor.text.normalise import normalised

FIXED: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "color",
        re.compile(
            r"(?:(?:choose|select|pick|your|the|product|item|main|base|mug|shirt|case|frame)\s+)*colou?rs?"
            r"(?: option| choice)?s?|farbe|couleur|color|colore|(?:产品|商品|选择)?颜色|カラー|色",
            re.IGNORECASE,
        ),
    ),
    (
        "size",
        re.compile(
            r"(?:(?:choose|select|pick|your|the|product|item)\s+)*(?:size|capacity)s?(?: option| choice)?s?|größe"
            r"|taille|tamaño|talla|misura|taglia|(?:产品|商品|选择)?(?:尺寸|尺码|容量)|サイズ",
            re.IGNORECASE,
        ),
    ),
)
"""Labels that ask for the property of the product itself, whole: thread, text and lid colours are others."""


@rule(
    "CP033",
    Severity.WARNING,
    tier=1,
    clause=QUALITY,
    title=Text("Options offer what the listing excludes", "选项与商品信息不符"),
    message=Text(
        "The option '{value}' contradicts this variation's {column} '{second}'.",
        "选项“{value}”与该变体的{column}“{second}”矛盾。",
    ),
    advice=Text("Offer it as a variation, or remove the option.", "请改为变体，或删除该选项。"),
    needs=("option_value", ("color", "size"), ("parent_sku", "parentage")),
    custom_only=True,
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "parent_sku": ["P1"],
                "color": ["Red"],
                "custom_label_1": ["Color"],
                "option_value_1_1": ["Red"],
                "option_value_1_2": ["Blue"],
            },
            good={
                "sku": ["A1", "A2"],
                "parent_sku": ["P1", ""],
                "color": ["Red", "Red"],
                "custom_label_1": ["Thread color", "Color"],
                "option_value_1_1": ["Red", "Red"],
                "option_value_1_2": ["Blue", "Blue"],
            },
            cells=((0, "option_value_1_2"),),
        ),
        Example(
            bad={
                "sku": ["A1"],
                "parent_sku": ["P1"],
                "color": ["红色"],
                "custom_label_1": ["颜色"],
                "option_value_1": ["红色|蓝色"],
            },
            good={
                "sku": ["A1"],
                "parent_sku": ["P1"],
                "color": ["红色"],
                "custom_label_1": ["刻字颜色"],
                "option_value_1": ["黑色|蓝色"],
            },
            cells=((0, "option_value_1"),),
            language="zh",
        ),
    ),
)
def option_excluded(evidence: Evidence) -> Iterator[Hits]:
    """A child of a variation has its colour or size fixed; a choice of another one sells a different child.

    Only under a label that asks for the property of the product itself: the colour of a thread, a text or a lid is
    another.
    """
    options, matcher = evidence.option_lists, evidence.matcher
    child = evidence.filled("parent_sku") & ~evidence.once(parents)
    for field, label in FIXED:
        column = evidence.column(field)
        if column is None:
            continue
        attribute = next(one for one in ATTRIBUTES if field in one.columns)
        read = colour_of_cell if field == "color" else size_of

        def asks(one: OptionList, label: re.Pattern[str] = label) -> bool:
            return bool(label.fullmatch(normalised(one.label).strip(" :*?")))

        chosen = np.flatnonzero(options.facts(asks) & child[options.cells.rows])
        cells = options.cells.where(chosen)
        values = evidence.corpus.texts_of(cells.ids)
        fixed = evidence.texts_of(column)[cells.rows]
        known: dict[tuple[str, str], bool] = {}
        for pair in set(zip(values.tolist(), fixed.tolist(), strict=True)):
            offered, own = read(pair[0], matcher), attribute.in_cell(pair[1], matcher)
            known[pair] = bool(offered and own and attribute.contradict(offered, own))
        hit = np.array(
            [known[pair] for pair in zip(values.tolist(), fixed.tolist(), strict=True)], dtype=bool
        )
        mask = np.zeros(len(options.cells), dtype=bool)
        mask[chosen[hit]] = True
        found = whole(evidence.corpus, options.cells.where(mask))
        yield found.hits(label=labels_of(evidence, mask), second=fixed[hit], column=attribute.name)
