"""Fields whose purpose is no customization, or cannot be told."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.asking import graded
from auditor.evidence.components import Kind, components, label_facts
from auditor.evidence.judging import Answer, judged_choices, judged_fields
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import CIRCUMVENTS, PURPOSE
from auditor.rules.declare import rule
from auditor.text import attributes
from auditor.text.asked_besides import REFUSALS, asks_besides
from auditor.text.extras import is_dimension
from auditor.text.hardware import PARTS
from auditor.text.lists import Span
from auditor.text.matcher import Matcher
from auditor.text.normalise import normalised
from auditor.text.yes_no import CONTENT, answer_of

FORM = ("custom_label", "custom_instruction", "custom_placeholder")
KINDS: tuple[tuple[str, Text], ...] = (
    ("survey.coupon", Text("a coupon code", "优惠码")),
    ("survey.news", Text("a newsletter subscription", "订阅")),
    ("survey.tip", Text("a tip or a donation", "小费或捐赠")),
    ("survey.consent", Text("a consent", "同意声明")),
)
PRINTED = re.compile(
    r"印在|印上|样式文字|上的(?:文字|字)|字样"
    r"|\b(?:text|wording|lettering|quote|slogan)s? (?:on|to|for) (?:the|print|your)\b"
    r"|\bto be printed\b|\bprinted on\b|aufdruck|texte (?:sur|à imprimer)|texto en el|testo sul|に印刷する文字",
    re.IGNORECASE,
)
"""A field whose words go onto the product, whatever they speak of."""
LONE = re.compile(r"coupons?|vouchers?|gutschein|cup[oó]n|buono|优惠券|クーポン", re.IGNORECASE)
"""A label over choices that are reductions themselves; over a text box it asks for a code."""
SURVEY = Text("an answer to a survey", "调查答案")


@rule(
    "OP241",
    Severity.WARNING,
    tier=1,
    clause=CIRCUMVENTS,
    title=Text("Survey, consent, tip, coupon or newsletter", "调查、同意、小费、优惠码或订阅"),
    message=Text(
        "'{term}' collects {kind}, not a customization.",
        "“{term}”收集的是{kind}，不是定制信息。",
    ),
    advice=Text("Delete the field.", "请删除该字段。"),
    needs=(("option_value", *FORM),),
    custom_only=True,
    reads={"survey": ("option_value", *FORM)},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "custom_label_1": ["How did you hear about us?", "Coupon code"],
                "option_value_1_1": ["Instagram", ""],
                "option_value_1_2": ["A friend", ""],
            },
            good={
                "sku": ["A1"],
                "title": ["Tip Jar Sign"],
                "custom_label_1": ["Design"],
                "option_value_1_1": ["Tip jar"],
                "option_value_1_2": ["Thank you"],
            },
            cells=((0, "custom_label_1"), (1, "custom_label_1")),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["优惠码"]},
            good={"sku": ["A1"], "custom_label_1": ["刻字内容"]},
            cells=((0, "custom_label_1"),),
            language="zh",
        ),
    ),
)
def collects_other_things(evidence: Evidence) -> Iterator[Hits]:
    """A custom field is for customizing; opinions, consents, tips and codes have no place in it.

    Confirming the spelling of what is printed is a note only. Products that print the words (a tip jar sign) and
    choices among designs or texts are clean.
    """
    matcher = evidence.matcher

    def words(text: str, title: str, written: bool = True) -> Answer | None:
        found: list[Span] = matcher.find("survey", text)
        if PRINTED.search(text) and answer_of(text, matcher) == "other":
            return None
        if not written and LONE.fullmatch(text.strip()):
            return None
        if not found or matcher.normal_spans("survey", title, exclude=False):
            return None
        term = text[slice(*found[0])]
        kind = next((name for group, name in KINDS if matcher.found(group, term)), SURVEY)
        confirms = kind is KINDS[-1][1] and matcher.found("spelling.confirm", text)
        return Answer(found[0], Severity.INFO if confirms else Severity.WARNING, kind)

    def choice(value: str, label: str, title: str) -> Answer | None:
        return (
            None
            if is_dimension(label, matcher) or CONTENT.search(label) or answer_of(value, matcher) in REFUSALS
            else words(value, title)
        )

    besides = {
        (one.label, value)
        for one in evidence.option_lists.lists
        if not words(one.label, "") and asks_besides(one.label, one.values, matcher)
        for value in one.values
    }

    def asked(value: str, label: str, title: str) -> Answer | None:
        told = choice(value, label, title)
        if told or (label, value) not in besides or answer_of(value, matcher) in REFUSALS:
            return told
        return Answer((0, len(value)), Severity.WARNING, SURVEY)

    fields = judged_fields(evidence, ("survey",), FORM, words)
    also = evidence.option_lists.facts(lambda one: (one.label, one.values[0]) in besides)
    for one in (judged_choices(evidence, ("survey",), asked, also=also), fields):
        yield from graded(one.found, one.severities, kind=one.kinds)


EXPLAINED = (
    "dimension.label", "personal.text", "choice.font", "choice.colour", "choice.photo", "addon.label", "addon.noun",
    "gift.wrap", "gift.card", "rush", "survey", "warranty", "contact.field", "contact.purpose", "count.label",
    "count.of", "product.noun", "free.trigger", *(f"hardware.{part}" for part in PARTS),
    "boolean.polar_label", "packaging.noun", "safe.head", "component.head",
    "discount", "data.sensitive", "review", "occasion", "send_out",
)  # fmt: skip
"""Word groups that tell what a field is for, whether it is allowed or the subject of another rule."""
NUMBERED = re.compile(
    r"(?:custom(?:i[sz]ation|ise|ize)?|personali[sz]ation|option|field|text|line|area|surface|定制项?|选项|字段)?\W*\d*"
)
"""Labels that only number the fields, as templates pre-fill them."""
SHORTEST = 3


@rule(
    "OP240",
    Severity.INFO,
    tier=1,
    clause=PURPOSE,
    title=Text("Purpose of a field is unclear", "字段用途不明"),
    message=Text(
        "What does '{label}' change on the product? (rows with this label: {count})",
        "“{label}”会改变商品的什么？（使用该标签的行数：{count}）",
    ),
    advice=Text(
        "Name the field after what it changes, or confirm it once under field_purposes in auditor.toml.",
        "请用其改变的属性命名该字段，或在 auditor.toml 的 field_purposes 中确认一次。",
    ),
    needs=("custom_label",),
    custom_only=True,
    examples=(
        Example(
            bad={"sku": ["A1"], "title": ["Custom Mug"], "custom_label_1": ["Zorblax preference"]},
            good={
                "sku": ["A1", "A2"],
                "title": ["Custom Mug", "Custom Mug"],
                "custom_label_1": ["Fur baby #1", "Zorblax"],
            },
            cells=((0, "custom_label_1"),),
            settings={"field_purposes": {"zorblax": "the pattern"}},
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["神秘力量"]},
            good={"sku": ["A1"], "custom_label_1": ["刻字内容"]},
            cells=((0, "custom_label_1"),),
            language="zh",
        ),
    ),
)
def unclear_purpose(evidence: Evidence) -> Iterator[Hits]:
    """A reviewer who cannot tell what a field changes may take it for misuse.

    A question, not a fault, so it is put once per label, at its first row. Labels that name a property, a person, a
    place, a date or anything another rule judges are understood; so are labels whose choices are understood, and
    creative ones that hold such a word ("Fur baby #1").
    """
    matcher = evidence.matcher
    known = {normalised(label) for label in evidence.settings.field_purposes}
    some = evidence.once(components)
    some = some.where(evidence.scope.custom[some.rows] & (some.labels >= 0))
    some = some.where(~np.isin(some.kinds, (Kind.FONT, Kind.COLOUR, Kind.UPLOAD)))

    def unclear(label: str) -> bool:
        plain = normalised(label)
        if plain in known or len(plain) < SHORTEST or NUMBERED.fullmatch(plain):
            return False
        if any(attributes.values(kind, plain, matcher.languages) for kind in attributes.KINDS):
            return False
        return not any(matcher.found(group, label) for group in EXPLAINED)

    some = some.where(label_facts(evidence, some, unclear))
    lists = evidence.option_lists.lists
    plain_lists = np.array([not _understood(one.values, matcher) for one in lists] + [True], dtype=bool)
    some = some.where(plain_lists[some.lists])
    labels, first, counts = np.unique(some.labels, return_index=True, return_counts=True)
    yield Hits(
        rows=some.rows[first],
        columns=some.columns[first],
        arguments={"label": evidence.corpus.texts_of(labels), "count": counts},
    )


def _understood(values: tuple[str, ...], matcher: Matcher) -> bool:
    """Whether most choices name something a product can have."""
    groups = (
        "dimension.label",
        "personal.text",
        "addon.noun",
        "product.noun",
        "gift.wrap",
        "rush",
        "warranty",
    )
    told = sum(any(matcher.found(group, value) for group in groups) for value in values)
    return 2 * told >= len(values)
