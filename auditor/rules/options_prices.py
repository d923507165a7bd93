"""Surcharges that are the real price, and choices that lower it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence, OptionList
from auditor.evidence.asking import graded, objects, whole
from auditor.evidence.custom_fields import labels_of
from auditor.evidence.judging import Answer, judged_choices
from auditor.evidence.surcharges import FloatArray, Surcharges, surcharges
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import CIRCUMVENTS
from auditor.rules.declare import rule
from auditor.text.matcher import Matcher

SIZED = re.compile(
    r"\bsize|dimension|größe|groesse|format|taille|tamaño|talla|misura|taglia|dimensione|尺寸|尺码|大小|规格|サイズ"
    r"|寸法|material|metal|karat|carat|材质|素材",
    re.IGNORECASE,
)
"""Labels whose choices may honestly cost more than the base product."""
BY_LETTER = re.compile(
    r"letter|character|words?\b|initial|buchstabe|zeichen|lettre|letra|lettera|carattere|字母|字数|个字|文字数"
    r"|number of|how many|anzahl|nombre de|número de|numero di|数量|人数|枚数",
    re.IGNORECASE,
)
"""Labels whose choices count what is made (engraving by the letter)."""
PICTURED = re.compile(
    r"design|theme|quote|phrase|text|motiv|motif|diseño|motivo|disegno|设计|图案|文字|デザイン|柄",
    re.IGNORECASE,
)
PERCENT = re.compile(r"\d\s?[%％]|[\d一二三四五六七八九]折")
EQUAL_FROM = 2
"""Fewest choices whose equal surcharges are remarkable."""


def written(value: float) -> str:
    """An amount, with decimals only where it has any; an unknown one is a dash."""
    if np.isnan(value):
        return "–"
    return f"{value:.0f}" if value == round(value) else f"{value:.2f}"


@rule(
    "OP252",
    Severity.WARNING,
    tier=1,
    clause=CIRCUMVENTS,
    title=Text("Surcharges carry the real price", "选项加价承载真实售价"),
    message=Text(
        "The base price is {first}, the choices of '{label}' add up to {second}.",
        "基础价为 {first}，“{label}”的选项最高加价 {second}。",
    ),
    variants={
        "equal": Text(
            "Every choice of '{label}' adds {second}: nobody can buy at the base price.",
            "“{label}”的每个选项都加价 {second}：买家无法以基础价购买。",
        )
    },
    advice=Text(
        "Put the real price into the base price; offer sizes as variations. price_rules in auditor.toml sets the "
        "limits.",
        "请将真实价格写入基础价；尺寸请用变体。界限可在 auditor.toml 的 price_rules 中设置。",
    ),
    needs=("option_value",),
    custom_only=True,
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "price": ["0.99", "20.00"],
                "custom_label_1": ["Style", "Style"],
                "option_value_1_1": ["Plain", "Plain"],
                "option_price_1_1": ["0", "5"],
                "option_value_1_2": ["Deluxe", "Deluxe"],
                "option_price_1_2": ["19.99", "5"],
            },
            good={
                "sku": ["A1"],
                "price": ["20.00"],
                "custom_label_1": ["Style"],
                "option_value_1_1": ["Plain"],
                "option_price_1_1": ["0"],
                "option_value_1_2": ["Deluxe"],
                "option_price_1_2": ["5.00"],
            },
            cells=((0, "option_price_1_2"), (1, "option_price_1_1")),
        ),
        Example(
            bad={
                "sku": ["A1"],
                "price": ["10"],
                "custom_label_1": ["款式"],
                "option_value_1": ["普通|豪华(+¥50)"],
            },
            good={
                "sku": ["A1"],
                "price": ["99"],
                "custom_label_1": ["款式"],
                "option_value_1": ["普通|豪华(+¥50)"],
            },
            cells=((0, "option_value_1"),),
            language="zh",
        ),
    ),
)
def price_in_options(evidence: Evidence) -> Iterator[Hits]:
    """The price shown in search is the base price; a base price nobody can pay misleads.

    Sizes and materials may honestly cost more than the smallest, so there it is a note; letters that are paid one by
    one are clean.
    """
    costs, rules = surcharges(evidence), evidence.settings.price_rules
    groups = evidence.option_lists.group_of
    if not len(groups):
        return
    highest, top = _highest(costs, groups)
    base = costs.base
    labels = evidence.option_lists
    counted = labels.facts(lambda one: bool(BY_LETTER.search(one.label)))
    sized = labels.facts(lambda one: bool(SIZED.search(one.label)))
    token = (base <= rules.min_base) & (base >= 0)
    dear = (highest > 0) & ((highest > base * rules.max_delta_ratio) | token) & ~counted
    equal = _all_equal(costs, groups) & ~dear & ~counted
    for mask, severity, variant in (
        (dear & (token | ~sized) & top, Severity.WARNING, ""),
        (dear & ~token & sized & top, Severity.INFO, ""),
        (equal & top, Severity.WARNING, "equal"),
    ):
        yield _hits(evidence, costs, mask, severity, variant)


def _highest(costs: Surcharges, groups: IntArray) -> tuple[FloatArray, BoolArray]:
    """Per value cell: the highest surcharge of its list, and whether it is the first with it."""
    stated = np.where(np.isnan(costs.amounts), -np.inf, costs.amounts)
    heads = np.flatnonzero(np.diff(groups, prepend=-1))
    highest = np.maximum.reduceat(stated, heads)[groups]
    places = np.where((stated == highest) & np.isfinite(highest), np.arange(len(groups)), len(groups))
    first = np.minimum.reduceat(places, heads)[groups]
    return highest, first == np.arange(len(groups))


def _all_equal(costs: Surcharges, groups: IntArray) -> BoolArray:
    """Per value cell: every choice of its list has the same surcharge, and it is one."""
    heads = np.flatnonzero(np.diff(groups, prepend=-1))
    stated = np.where(np.isnan(costs.amounts), 0.0, costs.amounts)
    low, high = np.minimum.reduceat(stated, heads), np.maximum.reduceat(stated, heads)
    sizes = np.diff(np.append(heads, len(groups)))
    answers: BoolArray = ((low == high) & (low > 0) & (sizes >= EQUAL_FROM))[groups]
    return answers


def _hits(
    evidence: Evidence, costs: Surcharges, mask: BoolArray, severity: Severity, variant: str = ""
) -> Hits:
    found = whole(evidence.corpus, evidence.option_lists.cells.where(mask))
    own = costs.columns[mask] == found.columns
    return Hits(
        rows=found.rows,
        columns=costs.columns[mask],
        starts=np.where(own, found.starts, -1).astype(np.int32),
        ends=np.where(own, found.ends, -1).astype(np.int32),
        terms=found.terms.tolist(),
        arguments={
            "label": labels_of(evidence, mask),
            "value": found.values,
            "first": objects([written(one) for one in costs.base[mask].tolist()]),
            "second": objects([written(one) for one in costs.amounts[mask].tolist()]),
        },
        severity=severity,
        variant=variant,
    )


@rule(
    "OP254",
    Severity.WARNING,
    tier=1,
    clause=CIRCUMVENTS,
    title=Text("Choice that lowers the price", "负价格或折扣选项"),
    message=Text(
        "The choice '{value}' lowers the price ({second}).", "选项“{value}”会降低价格（{second}）。"
    ),
    variants={
        "words": Text("The choice '{value}' offers a discount.", "选项“{value}”提供折扣。"),
    },
    advice=Text(
        "Use Amazon's discounts and coupons; let the base price be the lowest.",
        "请使用亚马逊的折扣和优惠券工具；并以最低价作为基础价。",
    ),
    needs=("option_value",),
    custom_only=True,
    reads={"discount": ("option_value",)},
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "custom_label_1": ["Set"],
                "option_value_1_1": ["One side"],
                "option_price_1_1": ["-2.00"],
                "option_value_1_2": ["Buy now, 10% off"],
                "option_price_1_2": ["0"],
            },
            good={
                "sku": ["A1"],
                "custom_label_1": ["Fabric"],
                "option_value_1_1": ["50% cotton"],
                "option_price_1_1": ["0"],
                "option_value_1_2": ["100% wool"],
                "option_price_1_2": ["3"],
            },
            cells=((0, "option_price_1_1"), (0, "option_value_1_2")),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["款式"], "option_value_1": ["普通款|老客户立减5元"]},
            good={"sku": ["A1"], "custom_label_1": ["款式"], "option_value_1": ["50%棉|100%羊毛"]},
            cells=((0, "option_value_1"),),
            language="zh",
        ),
    ),
)
def lowered_price(evidence: Evidence) -> Iterator[Hits]:
    """Discounts have tools and rules of their own; a choice that takes money off goes around them."""
    costs = surcharges(evidence)
    yield _hits(evidence, costs, costs.amounts < 0, Severity.WARNING)
    matcher = evidence.matcher

    def offers(value: str, label: str, title: str) -> Answer | None:
        if PICTURED.search(label) or matcher.found("discount", title):
            return None
        return next((Answer(span, Severity.WARNING) for span in matcher.find("discount", value)), None)

    said = judged_choices(evidence, ("discount",), offers)
    yield from graded(said.found, said.severities, variant="words", second="")
    lists = evidence.option_lists
    named = lists.facts(lambda one: _offers_percents(one, matcher))
    found = whole(evidence.corpus, lists.cells.where(named))
    told = set(zip(said.found.rows.tolist(), said.found.columns.tolist(), strict=True))
    new = [cell not in told for cell in zip(found.rows.tolist(), found.columns.tolist(), strict=True)]
    yield found.where(np.array(new, dtype=bool)).hits(variant="words", second="")


def _offers_percents(one: OptionList, matcher: Matcher) -> bool:
    """Whether a label names a discount and every choice an amount of it ("Discount": "10% for 2")."""
    percents = all(PERCENT.search(value) for value in one.values)
    return percents and not PICTURED.search(one.label) and matcher.found("discount", one.label)
