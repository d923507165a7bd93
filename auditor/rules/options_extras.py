"""Warranties and second items among the choices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import numpy as np

from auditor.evidence import Evidence, Matches
from auditor.evidence.asking import ObjectArray, cells_of, graded, seek, titles_of, whole, words
from auditor.evidence.custom_fields import labels_of, matched_options
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import BUNDLING
from auditor.rules.declare import rule
from auditor.text.extras import HEADLINE, addons, belongs_to, is_addon_label, is_dimension, warranty_terms
from auditor.text.yes_no import answer_of

WARRANTY = Text(
    "You are not allowed to offer any warranty (your own, third party, or a manufacture’s) as a customization option.",
    "您不得提供任何保修(您自己、第三方或制造商提供的保修)作为定制选项。",
)
FORM = ("custom_label", "custom_instruction", "custom_placeholder")
DISCLAIMER = Text(
    "'{term}' speaks of a warranty in the customization form.",
    "“{term}”在定制表单中提到了保修。",
)
DISCLAIMS = re.compile(
    r"n't\b|\b(?:void|invalid|no|not|without|exclu|erlisch|kein|ohne|sin|sans|annul|aucune?|senza|nessuna)"
    r"|失去|影响|不提供|无保|不保|対象外|なし|無効",
    re.IGNORECASE,
)
"""What makes a mention of a warranty a denial of one (and not, say, a warranty card)."""
ADDED = re.compile(
    r"(?:[+＋]|\b(?:plus|inkl?\.?|incl\.?)\b|[加送赠附])\s*(?:[\w'-]+\s){0,2}[\w'-]*$", re.IGNORECASE
)
"""What stands before a noun that is added to something ("Blue + keychain")."""
JOINED = re.compile(
    r"(?:&|\b(?:with|mit|avec|con)\b)\s*(?:[\w'-]+\s){0,2}[\w'-]*$"
    r"|\b(?:and|und|et|y|e|ed)\s+(?:an?\s+|eine?n?\s+|une?\s+|una\s+|extra\s+|free\s+|matching\s+)*$",
    re.IGNORECASE,
)
"""The same in words; "and" must stand right before the noun ("black and white mug")."""
PICTURED = re.compile(
    r"design|pattern|theme|style|icon|symbol|picture|image|photo|\bart\b|artwork|charact|quote|phrase|text|background"
    r"|motiv|muster|stil|thème|dessin|image|diseño|estilo|motivo|disegno|stile|tema"
    r"|设计|图|画|主题|款|样式|背景|デザイン|柄|絵|スタイル",
    re.IGNORECASE,
)
"""A label whose choices may be pictures ("Bear with Balloon"): words that join prove nothing there."""
KIND_OF_PRODUCT = re.compile(
    r"\b(?:product|item|type|kind|produkt|artikel|typ|produit|article|producto|art[ií]culo|tipo|prodotto|articolo)"
    r"|商品|产品|品类|種類|タイプ",
    re.IGNORECASE,
)
"""A label that asks which of several products is wanted, not what to add to one."""
REFUSALS = ("no", "decline", "off")


@rule(
    "OP210",
    Severity.ERROR,
    tier=1,
    clause=WARRANTY,
    title=Text("Warranty offered as an option", "以保修作为定制选项"),
    message=Text(
        "The choice '{value}' of '{label}' is a warranty, a service plan or an insurance.",
        "“{label}”中的选项“{value}”属于保修、服务方案或保险。",
    ),
    variants={"disclaimer": DISCLAIMER},
    advice=Text(
        "Delete it. Warranties are offered under the marketplace's policy for warranties and service plans only.",
        "请删除。保修只能按照亚马逊的质保与服务方案政策提供。",
    ),
    needs=("option_value",),
    custom_only=True,
    reads={"warranty": ("option_value",)},
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "title": ["Custom Watch"],
                "custom_label_1": ["Protection"],
                "option_value_1_1": ["2 Year Extended Warranty"],
                "option_value_1_2": ["Engraving"],
            },
            good={
                "sku": ["A1"],
                "title": ["Custom Warranty Card Printing"],
                "custom_label_1": ["Headline"],
                "option_value_1_1": ["Lifetime warranty"],
                "option_value_1_2": ["2 year warranty"],
            },
            cells=((0, "option_value_1_1"),),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["服务"], "option_value_1": ["两年延保|碎屏险"]},
            good={"sku": ["A1"], "custom_label_1": ["材质"], "option_value_1": ["不锈钢|木质"]},
            cells=((0, "option_value_1"),),
            language="zh",
        ),
    ),
)
def warranty_option(evidence: Evidence) -> Iterator[Hits]:
    """A warranty does not change the item that is made, and the marketplace sells warranties under rules of their own.

    Products that are warranty cards themselves may print the word.
    """
    chosen, found = matched_options(evidence, "warranty")
    labels = labels_of(evidence, chosen)
    printed = np.fromiter((HEADLINE.search(label) is not None for label in labels), bool, len(labels))
    meant = ~_prints_warranties(evidence, found) & ~printed
    yield found.where(meant).hits(label=labels[meant])
    matcher = evidence.matcher
    terms = evidence.option_lists.facts(lambda one: warranty_terms(one.label, one.values, matcher)) & ~chosen
    found = whole(evidence.corpus, evidence.option_lists.cells.where(terms))
    meant = ~_prints_warranties(evidence, found)
    yield found.where(meant).hits(label=labels_of(evidence, terms)[meant])
    yield _denials(evidence, "option_value").hits(variant="disclaimer", severity=Severity.INFO)


def _prints_warranties(evidence: Evidence, found: Matches) -> BoolArray:
    """One bool per match: the product is a warranty card or the like."""
    titles = titles_of(evidence, found.rows)
    cards = {title for title in set(titles.tolist()) if evidence.matcher.found("warranty.neg", title)}
    return np.fromiter((title in cards for title in titles.tolist()), bool, len(found))


def _denials(evidence: Evidence, *fields: str) -> Matches:
    """Where a warranty is denied."""

    def denial(text: str) -> tuple[int, int] | None:
        if not DISCLAIMS.search(text):
            return None
        found = evidence.matcher.find("warranty.neg", text)
        return next((span for span in found if DISCLAIMS.search(text[slice(*span)])), None)

    return seek(evidence.corpus, denial, evidence.cells(*fields))


@rule(
    "OP211",
    Severity.ERROR,
    tier=1,
    clause=WARRANTY,
    title=Text("Warranty in a field's label or instructions", "字段标签或说明提及保修"),
    message=Text(
        "'{term}' brings a warranty into the customization form.",
        "“{term}”将保修带入定制表单。",
    ),
    variants={"disclaimer": DISCLAIMER},
    advice=Text("Remove the words.", "请删除相关字句。"),
    needs=(FORM,),
    custom_only=True,
    reads={"warranty": FORM},
    examples=(
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["Add a 2 year protection plan"]},
            good={"sku": ["A1"], "custom_label_1": ["Text on the back"]},
            cells=((0, "custom_label_1"),),
        ),
        Example(
            bad={
                "sku": ["A1"],
                "custom_label_1": ["文字"],
                "custom_instruction_1": ["本店提供延保服务,请填写年限"],
            },
            good={"sku": ["A1"], "custom_label_1": ["文字"], "custom_instruction_1": ["请填写姓名"]},
            cells=((0, "custom_instruction_1"),),
            language="zh",
        ),
    ),
)
def warranty_in_form(evidence: Evidence) -> Iterator[Hits]:
    """A form that offers a warranty offers it as a customization, whatever the choices say.

    A sentence that denies one ("engraving voids the warranty") is a note only.
    """
    found = evidence.matches("warranty", *FORM).once()
    yield found.where(~_prints_warranties(evidence, found)).hits()
    yield _denials(evidence, *FORM).hits(variant="disclaimer", severity=Severity.INFO)


@rule(
    "OP220",
    Severity.ERROR,
    tier=1,
    clause=BUNDLING,
    title=Text("Off-the-shelf product as customization", "以现成配件作为定制选项"),
    message=Text(
        "'{term}' is a product of its own, not a customization of '{base}'.",
        "“{term}”是独立商品，并非对“{base}”的定制。",
    ),
    variants={
        "unknown": Text(
            "'{term}' looks like a product of its own, not a customization.",
            "“{term}”疑似独立商品，而非定制内容。",
        )
    },
    advice=Text(
        "Sell it as a listing of its own or as a bundle with its own ASIN. A part of the product itself belongs in "
        "component_map in auditor.toml.",
        "请单独上架，或建立捆绑 ASIN。若它是商品自身的部件，请写入 auditor.toml 的 component_map。",
    ),
    needs=(("option_value", "custom_label"),),
    custom_only=True,
    reads={"addon.noun": ("option_value", "custom_label")},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": ["Custom Phone Case", "Custom Phone Case"],
                "custom_label_1": ["Accessories", "Color"],
                "option_value_1_1": ["Extra charging cord", "Red"],
                "option_value_1_2": ["Screen protector", "Blue + keychain"],
            },
            good={
                "sku": ["A1"],
                "title": ["Custom Engraved Charger"],
                "custom_label_1": ["Connector"],
                "option_value_1_1": ["USB-C charger"],
                "option_value_1_2": ["Lightning charger"],
            },
            cells=((0, "option_value_1_1"), (0, "option_value_1_2"), (1, "option_value_1_2")),
        ),
        Example(
            bad={
                "sku": ["A1"],
                "title": ["定制手机壳"],
                "custom_label_1": ["加购"],
                "option_value_1": ["充电线|钢化膜"],
            },
            good={"sku": ["A1"], "custom_label_1": ["颜色"], "option_value_1": ["红色|蓝色"]},
            cells=((0, "option_value_1"),),
            language="zh",
        ),
    ),
)
def second_product(evidence: Evidence) -> Iterator[Hits]:
    """Another product in the box is a bundle, and bundles have rules of their own.

    The noun must not be the product itself or a part of it (chain of a necklace, lid of a mug, ``component_map``), and
    the choice must be an extra: the label says so, or names no property, or the value adds the noun to something
    ("Blue + keychain"). Labels that ask which product or which wrapping is wanted add nothing. Without a title nobody
    can tell, so it is a warning.
    """
    chosen, found = matched_options(evidence, "addon.noun")
    labels = labels_of(evidence, chosen)
    grades = _extra_grades(evidence, labels, found)
    labelled = evidence.matches("addon.noun", "custom_label").once()
    offers = evidence.corpus.ask(lambda text: is_addon_label(text, evidence.matcher), cells_of(labelled))
    label_grades = np.where(offers, int(Severity.ERROR), 0)
    for some, severities in ((found, grades), (labelled, label_grades)):
        some, severities = some.where(severities > 0), severities[severities > 0]
        foreign, some = _not_its_own(evidence, some)
        severities = severities[foreign]
        titles = titles_of(evidence, some.rows)
        unknown = (titles == "").astype(bool)
        severities = np.where(unknown, np.minimum(severities, int(Severity.WARNING)), severities)
        for mask, variant in ((~unknown, ""), (unknown, "unknown")):
            yield from graded(some.where(mask), severities[mask], variant=variant, base=titles[mask])


def _extra_grades(evidence: Evidence, labels: ObjectArray, found: Matches) -> IntArray:
    """Severity number per choice that names an add-on: 0 where the label and the value say that it is no extra."""
    matcher = evidence.matcher

    @cache
    def grade(label: str, value: str, place: int) -> int:
        if answer_of(value, matcher) in REFUSALS or matcher.found("gift.wrap", label):
            return 0
        before = value[:place]
        added = ADDED.search(before) or (JOINED.search(before) and not PICTURED.search(label))
        if added or is_addon_label(label, matcher):
            return int(Severity.ERROR)
        property_asked = is_dimension(label, matcher) or KIND_OF_PRODUCT.search(label)
        return 0 if property_asked else int(Severity.ERROR)

    places = (found.starts - found.part_starts).tolist()
    asked = zip(labels.tolist(), found.values.tolist(), places, strict=True)
    return np.fromiter((grade(*one) for one in asked), np.int8, len(found))


def _not_its_own(evidence: Evidence, found: Matches) -> tuple[BoolArray, Matches]:
    """Choices one of whose nouns is neither the product nor a part of it, moved to the first such noun."""
    matcher, components = evidence.matcher, evidence.settings.component_map

    @cache
    def foreign(value: str, title: str) -> tuple[int, int] | None:
        nouns = addons(value, matcher)
        strange = [n for n in nouns if not belongs_to(n.noun, title, components, matcher)]
        return (strange[0].start, strange[0].end) if strange else None

    titles = titles_of(evidence, found.rows)
    spans = [foreign(v, t) for v, t in zip(found.values.tolist(), titles.tolist(), strict=True)]
    mask = np.fromiter((span is not None for span in spans), bool, len(spans))
    bounds = np.array([span for span in spans if span is not None], np.int32).reshape(-1, 2)
    return mask, words(evidence.corpus, cells_of(found.where(mask)), bounds[:, 0], bounds[:, 1])
