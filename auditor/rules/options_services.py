"""Choices and fields that serve the order, not the product: wrapping, cards, speed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.evidence import Evidence
from auditor.evidence.asking import graded
from auditor.evidence.judging import Answer, Judged, judged_choices, judged_fields
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import CIRCUMVENTS, PURPOSE
from auditor.rules.declare import rule
from auditor.text.extras import HEADLINE, is_dimension
from auditor.text.matcher import Matcher
from auditor.text.sentences import denied, sentence_at
from auditor.text.services import is_plain, packs, same_packaging, sells_speed, speed_in
from auditor.text.yes_no import answer_of

FORM = ("custom_label", "custom_instruction", "custom_placeholder")
REFUSALS = ("no", "decline", "off")
GIFTS = ("gift.wrap", "gift.card")
JOINS = re.compile(
    r"(?:[+＋&]|\b(?:with|in|plus|and|includes?|including|incl\.?|mit|im|inkl\.?|und|avec|dans|et|con|en|y|e|in)\b"
    r"|[带含附送配加])\s*(?:[\w'-]+\s+){0,3}$",
    re.IGNORECASE,
)
"""What stands before packaging that only comes with the product ("Necklace with Gift Box")."""
ON_PRODUCT = re.compile(
    r"engrav|print|etch|on (?:the|your) |gravu?r|gravier|druck|aufdruck|imprim|grabad|stamp|incis|刻|印|刺繍|プリント",
    re.IGNORECASE,
)
PICTURED = re.compile(
    r"design|pattern|theme|icon|symbol|picture|image|photo|\bart\b|artwork|quote|phrase|text|motiv|muster|motif|thème"
    r"|dessin|diseño|motivo|disegno|设计|图|主题|デザイン|柄|絵",
    re.IGNORECASE,
)
NEUTRAL = re.compile(
    r"processing time|shipping (?:method|option|speed|service)|delivery speed|(?:配送|运输|发货|快递|物流)方式|发货速度"
    r"|versand(?:art|methode|option)|liefergeschwindigkeit|(?:mode|option|vitesse) de livraison|option d'exp[ée]dition"
    r"|(?:m[ée]todo|opci[óo]n|velocidad) de env[íi]o|(?:metodo|opzione) di spedizione|(?:配送|発送)(?:方法|オプション)",
    re.IGNORECASE,
)
"""Words that offer speed as a field, but in running instructions merely speak of how the order travels."""


SPEEDS = re.compile(
    r"standard|normal|regular|\d\s*(?:h\b|hours?|days?|tage?|jours?|d[íi]as?|giorni|天|小时|日)|[$€£¥]\s?\d|正常|普通|通常",
    re.IGNORECASE,
)
"""Choices beside which a single word ("Express") means speed."""


def _both(asked: Judged, listed: Judged) -> Iterator[Hits]:
    for one in (listed, asked):
        yield from graded(one.found, one.severities, label=one.labels, kind=one.kinds)


def _refuses(value: str, matcher: Matcher) -> bool:
    return answer_of(value, matcher) in REFUSALS


@rule(
    "OP222",
    Severity.WARNING,
    tier=1,
    clause=PURPOSE,
    title=Text("Gift packaging or card as a choice", "以礼品包装或贺卡作为选项"),
    message=Text(
        "'{term}' packages the order; it does not customize the product.",
        "“{term}”只是包装订单，并未定制商品。",
    ),
    advice=Text(
        "Use Amazon's gift options (gift wrap, gift message) instead. gift_packaging_policy in auditor.toml says how "
        "strictly this is judged.",
        "请改用亚马逊的礼品选项（礼品包装、礼品留言）。auditor.toml 中的 gift_packaging_policy 决定判断的严格程度。",
    ),
    needs=(("option_value", "custom_label"),),
    custom_only=True,
    reads=dict.fromkeys(GIFTS, ("option_value", "custom_label")),
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": ["Custom Necklace", "Custom Necklace with Gift Box"],
                "custom_label_1": ["Packaging", "Add a greeting card"],
                "option_value_1_1": ["Gift box", ""],
                "option_value_1_2": ["Velvet pouch", ""],
            },
            good={
                "sku": ["A1", "A2"],
                "title": ["Engraved Wooden Gift Box", "Custom Mug"],
                "custom_label_1": ["Box", "Gift message to print on the mug"],
                "option_value_1_1": ["Large gift box", ""],
                "option_value_1_2": ["Small gift box", ""],
            },
            cells=((0, "option_value_1_1"), (0, "option_value_1_2"), (1, "custom_label_1")),
        ),
        Example(
            bad={
                "sku": ["A1"],
                "title": ["定制项链"],
                "custom_label_1": ["包装"],
                "option_value_1": ["普通包装|精美礼盒"],
            },
            good={
                "sku": ["A1"],
                "title": ["定制木质礼盒"],
                "custom_label_1": ["款式"],
                "option_value_1": ["大号礼盒|小号礼盒"],
            },
            cells=((0, "option_value_1"),),
            language="zh",
        ),
    ),
)
def gift_packaging(evidence: Evidence) -> Iterator[Hits]:
    """Wrapping and cards leave the product as it is; the marketplace has gift options of its own.

    Clean where the product itself is a box, a bag or a card (its title names the packaging, not as something that
    comes with it), where the words are printed on the product, where the choice refuses the packaging, and where a
    picture of it is chosen. Free packaging is the subject of OP230.
    """
    policy = evidence.settings.gift_packaging_policy
    if policy == "allow":
        return
    severity, matcher = Severity[policy.upper()], evidence.matcher

    def words(text: str, title: str) -> Answer | None:
        spans = [span for group in GIFTS for span in matcher.find(group, text)]
        if not spans or matcher.found("free.trigger", text):
            return None
        start, end = min(spans)
        end = max(stop for begin, stop in spans if begin <= end)
        return None if _is_packaging(text[start:end], title, matcher) else Answer((start, end), severity)

    def choice(value: str, label: str, title: str) -> Answer | None:
        if PICTURED.search(label) or HEADLINE.search(label) or _refuses(value, matcher):
            return None
        told = words(value, title)
        if (
            told
            or is_plain(value)
            or not packs(label, matcher)
            or words(label, title)
            or matcher.found("free.trigger", f"{label} {value}")
        ):
            return told
        own = any(_is_packaging(text, title, matcher) for text in (label, value))
        own = own or same_packaging(f"{label} {value}", title, JOINS)
        return None if own else Answer((0, len(value)), severity)

    asked = evidence.option_lists.facts(lambda one: len(one.values) > 1 and packs(one.label, matcher))

    def field(text: str, title: str, written: bool) -> Answer | None:
        return None if written and ON_PRODUCT.search(text) else words(text, title)

    labels = judged_fields(evidence, GIFTS, ("custom_label",), field)
    yield from _both(labels, judged_choices(evidence, GIFTS, choice, also=asked))


def _is_packaging(term: str, title: str, matcher: Matcher) -> bool:
    """Whether the product a title names is the packaging that ``term`` speaks of."""
    nouns = {term[a:b].casefold() for a, b in matcher.find("packaging.noun", term)}
    for group in ("packaging.noun", *GIFTS):
        for start, end in matcher.find(group, title):
            named = title[start:end].casefold()
            if any(noun in named for noun in nouns) and not JOINS.search(title[:start]):
                return True
    return False


@rule(
    "OP224",
    Severity.ERROR,
    tier=1,
    clause=CIRCUMVENTS,
    title=Text("Faster production or delivery as an option", "以加急或配送升级作为选项"),
    message=Text(
        "'{term}' sells speed, not a customization.",
        "“{term}”出售的是时效，而非定制。",
    ),
    advice=Text(
        "Delete it; offer faster service through the handling time and the shipping settings.",
        "请删除；更快的服务应通过备货时间和配送设置提供。",
    ),
    needs=(("option_value", *FORM),),
    custom_only=True,
    reads={"rush": ("option_value", *FORM)},
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "title": ["Custom Mug"],
                "custom_label_1": ["Processing"],
                "option_value_1_1": ["Standard"],
                "option_value_1_2": ["Rush order (+$10)"],
            },
            good={
                "sku": ["A1"],
                "title": ["Custom Sign"],
                "custom_label_1": ["Design"],
                "option_value_1_1": ["Gold Rush"],
                "option_value_1_2": ["Express"],
            },
            cells=((0, "option_value_1_2"),),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["Shipping carrier"], "option_value_1": ["Purolator|UPS"]},
            good={"sku": ["A1"], "custom_label_1": ["Van livery"], "option_value_1": ["UPS brown|Plain"]},
            cells=((0, "option_value_1"),),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["加急服务"], "option_value_1": ["正常制作|加急制作"]},
            good={"sku": ["A1"], "custom_label_1": ["生产年份"], "option_value_1": ["1990|1991"]},
            cells=((0, "custom_label_1"), (0, "option_value_1")),
            language="zh",
        ),
    ),
)
def speed_for_sale(evidence: Evidence) -> Iterator[Hits]:
    """Delivery has settings of its own; speed sold as a customization goes around them.

    A single word among designs, colours or names is a picture ("Express", "Gold Rush"), and a label of one word means
    speed only when its choices do; a choice that refuses and instructions that merely tell how long the order takes,
    or that no rush is possible, offer nothing.
    """
    matcher = evidence.matcher

    selling = {
        one.label for one in evidence.option_lists.lists if sells_speed(one.label, one.values, matcher)
    }

    def choice(value: str, label: str, title: str) -> Answer | None:
        found = matcher.find("rush", value)
        if _refuses(value, matcher):
            return None
        if not found and label in selling and (span := speed_in(value, matcher)):
            return Answer(span, Severity.ERROR)
        if not found:
            return None
        pictured = is_dimension(label, matcher) and _one_word(value[slice(*found[0])])
        return None if pictured or PICTURED.search(label) else Answer(found[0], Severity.ERROR)

    fast = {one.label for one in evidence.option_lists.lists if _names_speeds(one.values, matcher)}

    def field(text: str, title: str, written: bool) -> Answer | None:
        found = matcher.find("rush", text)
        lone = bool(found) and found[0] == (0, len(text)) and _one_word(text)
        return Answer(found[0], Severity.ERROR) if found and (not lone or written or text in fast) else None

    def running(text: str, title: str, written: bool) -> Answer | None:
        for start, end in matcher.find("rush", text):
            sentence = sentence_at(text, start)
            if not NEUTRAL.fullmatch(text[start:end]) and not denied(sentence):
                return Answer((start, end), Severity.WARNING)
        return None

    yield from _both(
        judged_fields(evidence, ("rush",), ("custom_label",), field),
        judged_choices(
            evidence,
            ("rush",),
            choice,
            also=evidence.option_lists.facts(lambda one: one.label in selling),
        ),
    )
    told = judged_fields(evidence, ("rush",), FORM[1:], running)
    yield from graded(told.found, told.severities)


def _names_speeds(values: tuple[str, ...], matcher: Matcher) -> bool:
    """Whether choices are speeds or answers: what a label of one word ("Express") then means."""
    return any(
        SPEEDS.search(value) or matcher.found("rush", value) or answer_of(value, matcher) != "other"
        for value in values
    )


def _one_word(term: str) -> bool:
    return not re.search(r"[\s-]", term) and (term.isascii() or len(term) <= 2)
