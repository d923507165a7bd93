"""Free items and promotions in the customization form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.asking import cells_of, graded, whole
from auditor.evidence.custom_fields import labels_of, matched_options
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.text.extras import free_gift, is_addon_label, names_gift
from auditor.text.yes_no import answer_of

FREE = Text(
    "You are not allowed to offer free items as a form of customization. For example, if you are offering a standard "
    "car stereo, you cannot ask if the buyer would like a free air freshener as your customization.",
    "您不得提供免费商品作为一种定制形式。例如,如果您提供标准汽车音响,则不能询问买家是否想要免费的空气清新器,并将其作为您的定制商品。",
)
FORM = ("custom_label", "custom_instruction", "custom_placeholder")
REFUSALS = ("no", "decline", "off")
ITEMS = ("addon.noun", "gift.wrap", "gift.card")
GIVEN_AWAY = re.compile(
    r"gift|giveaway|freebie|bogo|buy|bonus|geschenk|zugabe|cadeau|offert|regalo|omaggio|赠|送|好礼|プレゼント|おまけ",
    re.IGNORECASE,
)
"""Trigger words that name the give-away; a bare "free" may mean something else."""
COUPON = re.compile(
    r"coupon|promo|\bcode [a-z]*[0-9]|discount|rabatt|gutschein|réduction|reduction|descuento|cup[oó]n|sconto"
    r"|优惠|折扣|クーポン|割引",
    re.IGNORECASE,
)


@rule(
    "OP230",
    Severity.ERROR,
    tier=1,
    clause=FREE,
    title=Text("Free item as customization", "以免费商品作为定制"),
    message=Text(
        "'{value}', a choice of '{label}', gives something away as a customization.",
        "“{label}”中的选项“{value}”以定制名义赠送商品。",
    ),
    advice=Text(
        "Delete the choice; give-aways are set up as promotions.", "请删除该选项；赠品请使用亚马逊促销功能。"
    ),
    needs=("option_value",),
    custom_only=True,
    reads={"free.trigger": ("option_value",)},
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "title": ["Car Stereo"],
                "custom_label_1": ["Choose"],
                "option_value_1_1": ["Free air freshener"],
                "option_value_1_2": ["Blue light"],
            },
            good={
                "sku": ["A1", "A2"],
                "title": ["Custom T-shirt", "Custom Necklace"],
                "custom_label_1": ["Design", "Metal"],
                "option_value_1_1": ["Free Spirit", "Nickel-free silver"],
                "option_value_1_2": ["Gold Rush", "Lead free pewter"],
            },
            cells=((0, "option_value_1_1"),),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["选择"], "option_value_1": ["免费空气清新剂|赠送钥匙扣"]},
            good={"sku": ["A1"], "custom_label_1": ["服务"], "option_value_1": ["免费刻字|不刻字"]},
            cells=((0, "option_value_1"),),
            language="zh",
        ),
    ),
)
def free_item(evidence: Evidence) -> Iterator[Hits]:
    """A gift does not customize the product; the terms forbid asking for one, with this very example.

    A bare "free" whose list names neither an item nor an extra is a warning: it may be the words of a design.
    """
    matcher = evidence.matcher
    chosen, found = matched_options(evidence, "free.trigger")

    @cache
    def grade(label: str, value: str) -> int:
        if answer_of(value, matcher) in REFUSALS or free_gift(value, label, matcher) is None:
            return 0
        named = any(matcher.found(group, value) for group in ITEMS) or GIVEN_AWAY.search(value)
        return int(Severity.ERROR if named or is_addon_label(label, matcher) else Severity.WARNING)

    labels = labels_of(evidence, chosen)
    asked = zip(labels.tolist(), found.values.tolist(), strict=True)
    severities = np.fromiter((grade(*one) for one in asked), np.int8, len(found))
    mine = severities > 0
    yield from graded(found.where(mine), severities[mine], label=labels[mine])
    yield from _under_gift_label(evidence, chosen)


def _under_gift_label(evidence: Evidence, said: BoolArray) -> Iterator[Hits]:
    """Choices whose label names them as give-aways, where the choice itself (``said``) does not."""
    matcher, lists = evidence.matcher, evidence.option_lists
    given = lists.facts(lambda one: names_gift(one.label, matcher)) & ~said
    values = lists.cells.where(given)
    refused = evidence.corpus.ask(lambda text: answer_of(text, matcher) in REFUSALS, values)
    given[np.flatnonzero(given)[refused]] = False
    found = whole(evidence.corpus, lists.cells.where(given))
    yield found.hits(label=labels_of(evidence, given))


@rule(
    "OP231",
    Severity.ERROR,
    tier=1,
    clause=FREE,
    title=Text("Gift or promotion in a custom field", "定制字段含赠品或促销措辞"),
    message=Text(
        "'{term}' is a promotion inside the customization form.",
        "“{term}”属于定制表单内的促销。",
    ),
    advice=Text("Remove the words.", "请删除相关字句。"),
    needs=(FORM,),
    custom_only=True,
    reads={"free.trigger": FORM, "survey": FORM},
    examples=(
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["Your free gift"], "custom_instruction_1": ["Pick one"]},
            good={
                "sku": ["A1"],
                "custom_label_1": ["Free form text"],
                "custom_instruction_1": ["Feel free to add emojis"],
            },
            cells=((0, "custom_label_1"),),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["文字"], "custom_instruction_1": ["下单赠送钥匙扣"]},
            good={"sku": ["A1"], "custom_label_1": ["文字"], "custom_instruction_1": ["免费刻字,请填写内容"]},
            cells=((0, "custom_instruction_1"),),
            language="zh",
        ),
    ),
)
def promotion_in_form(evidence: Evidence) -> Iterator[Hits]:
    """The form is for what goes onto the product; gifts, coupons and two-for-one offers turn it into advertising.

    A bare "free" beside no known item is a warning, and so is a code in running instructions; a field that asks for
    a code is the subject of OP241.
    """
    matcher = evidence.matcher
    found = evidence.matches("free.trigger", *FORM).once()
    item = evidence.corpus.ask(lambda text: any(matcher.found(g, text) for g in ITEMS), cells_of(found))
    named = np.fromiter((GIVEN_AWAY.search(term) is not None for term in found.terms), bool, len(found))
    yield from graded(found, np.where(item | named, int(Severity.ERROR), int(Severity.WARNING)))
    codes = evidence.matches("survey", *FORM[1:])
    codes = codes.where(np.fromiter((COUPON.search(t) is not None for t in codes.terms), bool, len(codes)))
    yield codes.once().hits(severity=Severity.WARNING)
