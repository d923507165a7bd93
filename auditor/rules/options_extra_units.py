"""More units and extras sold through choices and fields."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np

from auditor.evidence import Evidence, OptionList
from auditor.evidence.asking import titles_of
from auditor.evidence.components import Components, Kind, components, label_facts
from auditor.evidence.custom_fields import matched_options
from auditor.evidence.judging import Answer, judged_choices
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import BUNDLING
from auditor.rules.declare import rule
from auditor.text.extras import is_dimension
from auditor.text.matcher import Matcher
from auditor.text.normalise import normalised
from auditor.text.ordered_along import offer_of
from auditor.text.units import NUMBER_OF, PARTS_COUNT, counts_parts, counts_product, counts_units, may_count

OTHERS_SUBJECT = (
    "addon.noun",
    "gift.wrap",
    "gift.card",
    "rush",
    "warranty",
    "survey",
    "free.trigger",
    "contact.field",
)
"""Word groups of a label that other rules judge more exactly."""


@rule(
    "OP221",
    Severity.WARNING,
    tier=1,
    clause=BUNDLING,
    title=Text("Field announces extras or accessories", "字段名暗示附加商品"),
    message=Text("The field '{label}' looks like an upsell.", "字段“{label}”疑似加购。"),
    advice=Text(
        "Remove it, or name it after the property of the product it changes.",
        "请删除，或改为其真正改变的商品属性。",
    ),
    needs=("custom_label",),
    custom_only=True,
    reads={"addon.noun": ("option_value", "custom_label")},
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "title": ["Custom Mug"],
                "custom_label_1": ["Optional extras"],
                "option_value_1_1": ["Deluxe"],
                "option_value_1_2": ["Premium"],
            },
            good={
                "sku": ["A1"],
                "title": ["Custom Mug"],
                "custom_label_1": ["Extra line of text"],
                "custom_label_2": ["Additional name"],
            },
            cells=((0, "custom_label_1"),),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["加购商品"], "option_value_1": ["套餐一|套餐二"]},
            good={"sku": ["A1"], "custom_label_1": ["配件颜色"], "option_value_1": ["红色|蓝色"]},
            cells=((0, "custom_label_1"),),
            language="zh",
        ),
    ),
)
def announces_extras(evidence: Evidence) -> Iterator[Hits]:
    """A field called "extras" adds to the order instead of changing the product.

    A label that also names a property or a person ("Extra line of text") is clean, and so is one whose choices or
    words another rule already judges.
    """
    matcher = evidence.matcher
    purposes = {normalised(label) for label in evidence.settings.field_purposes}

    def announces(label: str) -> bool:
        offer = offer_of(label, matcher)
        if offer not in ("along", "extras") or normalised(label) in purposes:
            return False
        groups = ("personal.text", *OTHERS_SUBJECT) if offer == "extras" else OTHERS_SUBJECT
        rest = _without("addon.along", _without("addon.label", label, matcher), matcher)
        return not (offer == "extras" and is_dimension(rest, matcher)) and not any(
            matcher.found(group, rest) for group in groups
        )

    some = evidence.once(components)
    some = some.where(label_facts(evidence, some, announces))
    chosen, _ = matched_options(evidence, "addon.noun")
    chosen |= evidence.option_lists.facts(lambda one: _customizes(one, matcher))
    resolved = np.unique(evidence.option_lists.list_of[chosen])
    some = some.where(~np.isin(some.lists, resolved))
    yield _labelled_hits(evidence, some)


def _customizes(one: OptionList, matcher: Matcher) -> bool:
    """Whether at least half of the choices name work on the product itself."""
    crafts = sum(matcher.found("craft.word", value) for value in one.values)
    return 2 * crafts >= len(one.values)


def _without(group: str, label: str, matcher: Matcher) -> str:
    """The label without the words of ``group`` ("add-on" is no property, "pack size" no size)."""
    for start, end in reversed(matcher.find(group, label)):
        label = label[:start] + " " + label[end:]
    return label


@rule(
    "OP223",
    Severity.WARNING,
    tier=1,
    clause=BUNDLING,
    title=Text("Quantity or a second item as an option", "以数量或第二件作为选项"),
    message=Text(
        "'{label}' sells more units through customization.",
        "“{label}”通过定制销售更多件数。",
    ),
    variants={
        "second": Text(
            "'{term}' sells a further unit through customization.", "“{term}”通过定制销售更多件数。"
        ),
    },
    advice=Text(
        "Let buyers set the quantity in the cart, or offer pack sizes as variations.",
        "请让买家在购物车中选择数量，或以变体提供不同件数。",
    ),
    needs=(("custom_label", "option_value"),),
    custom_only=True,
    reads={"addon.count": ("option_value", "custom_label")},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": ["Custom Pen", "Custom Pen"],
                "custom_label_1": ["Quantity", "Set"],
                "option_value_1_1": ["1", "1 pc"],
                "option_value_1_2": ["2", "5 pcs"],
            },
            good={
                "sku": ["A1", "A2"],
                "title": ["Custom Family Sign", "Custom Photo Puzzle"],
                "custom_label_1": ["Number of names", "Pieces"],
                "option_value_1_1": ["1", "120 pieces"],
                "option_value_1_2": ["2", "500 pieces"],
            },
            cells=((0, "custom_label_1"), (1, "custom_label_1")),
        ),
        Example(
            bad={
                "sku": ["A1"],
                "title": ["定制钢笔"],
                "custom_label_1": ["数量"],
                "option_value_1": ["1支|2支"],
            },
            good={
                "sku": ["A1"],
                "title": ["定制项链"],
                "custom_label_1": ["宠物数量"],
                "option_value_1": ["1|2"],
            },
            cells=((0, "custom_label_1"),),
            language="zh",
        ),
    ),
)
def more_units(evidence: Evidence) -> Iterator[Hits]:
    """Units are bought with the quantity or as variations; a choice that adds them is a second product.

    The number of names, pets, photos or charms changes the design and is clean; so are pieces of a puzzle and panels
    of a picture.
    """
    matcher = evidence.matcher
    some = evidence.once(components)

    def asks(label: str) -> bool:
        named = NUMBER_OF.match(label) and matcher.found("product.noun", label)
        if not (named or matcher.found("count.label", label)) or PARTS_COUNT.search(label):
            return False
        rest = _without("count.label", label, matcher)
        return not matcher.found("count.of", rest) and not is_dimension(rest, matcher)

    asked = label_facts(evidence, some, asks) & (some.kinds != Kind.UPLOAD)
    lists = evidence.option_lists.lists
    counted = np.array([counts_units(one.label, one.values, matcher) for one in lists] + [False], dtype=bool)
    parts = np.array([counts_parts(one.label, one.values, matcher) for one in lists] + [False], dtype=bool)
    by_title = _by_title(evidence, some)
    some = some.where((asked | counted[some.lists] | by_title) & ~parts[some.lists])
    some = some.where(~_made_of_parts(evidence, some.rows))
    yield _labelled_hits(evidence, some)

    def second(value: str, label: str, title: str) -> Answer | None:
        found = matcher.find("addon.count", value)
        return Answer(found[0], Severity.WARNING) if found else None

    again = judged_choices(evidence, ("addon.count",), second).found
    yield again.hits(variant="second")
    yield evidence.matches("addon.count", "custom_label").once().hits(variant="second")


def _by_title(evidence: Evidence, some: Components) -> BoolArray:
    """Components that count the product their title names ("Number of boards", "1 shirt, 2 shirts")."""
    matcher, lists = evidence.matcher, evidence.option_lists.lists
    counting = np.array([may_count(one.values) for one in lists] + [False], dtype=bool)
    mine = np.flatnonzero(counting[some.lists] & (some.kinds != Kind.UPLOAD))
    titles = titles_of(evidence, some.rows[mine])

    @cache
    def counts(number: int, title: str) -> bool:
        one = lists[number]
        return counts_product(one.label, title, matcher) or counts_units(
            one.label, one.values, matcher, title
        )

    told: BoolArray = np.zeros(len(some), dtype=bool)
    pairs = zip(some.lists[mine].tolist(), titles.tolist(), strict=True)
    told[mine] = np.fromiter((bool(title) and counts(n, title) for n, title in pairs), bool, len(mine))
    return told


def _made_of_parts(evidence: Evidence, rows: IntArray) -> BoolArray:
    """One bool for each of ``rows``: the title names a product made of pieces."""
    titles = evidence.cells("title")
    titles = titles.where(np.isin(titles.rows, rows))
    answers = np.zeros(len(evidence.feed.cells), dtype=bool)
    answers[titles.rows] = evidence.corpus.ask(lambda text: bool(PARTS_COUNT.search(text)), titles)
    return answers[rows]


def _labelled_hits(evidence: Evidence, some: Components) -> Hits:
    """Hits at the components; where there is no label, the choices' column header stands for it."""
    headers = np.array([column.header for column in evidence.feed.columns], dtype=object)
    labels = headers[some.columns] if len(some) else np.empty(0, object)
    known = some.labels >= 0
    labels[known] = evidence.corpus.texts_of(some.labels[known])
    return Hits(rows=some.rows, columns=some.columns, arguments={"label": labels})
