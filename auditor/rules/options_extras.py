"""Second products among the choices."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np

from auditor.evidence import Evidence, OptionList
from auditor.evidence.asking import cells_of, graded, titles_of, words
from auditor.evidence.judging import Answer, Judged, judged_choices
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import BUNDLING
from auditor.rules.declare import rule
from auditor.text.extras import addons, belongs_to
from auditor.text.matcher import Matcher
from auditor.text.normalise import normalised
from auditor.text.ordered_along import REFUSALS, offer_of, offers_thing, second_product_in
from auditor.text.yes_no import answer_of


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
    reads={"addon.noun": ("option_value", "custom_label"), "thing.noun": ("option_value",)},
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
                "sku": ["A1", "A2"],
                "title": ["Engraved Garden Trowel", "Engraved Garden Trowel"],
                "custom_label_1": ["Add these to your order", "Extras"],
                "option_value_1_1": ["Kneeling mat", "Gloves"],
                "option_value_1_2": ["Twine", "No extras"],
            },
            good={
                "sku": ["A1", "A2"],
                "title": ["Engraved Garden Trowel", "Custom Pet Portrait"],
                "custom_label_1": ["Extras", "Accessories"],
                "option_value_1_1": ["Gold lettering", "Straw hat"],
                "option_value_1_2": ["Second line of text", "Glasses"],
            },
            cells=((0, "option_value_1_1"), (0, "option_value_1_2"), (1, "option_value_1_1")),
        ),
        Example(
            bad={
                "sku": ["A1"],
                "title": ["定制手机壳"],
                "custom_label_1": ["加购"],
                "option_value_1": ["充电线|钢化膜"],
            },
            good={
                "sku": ["A1"],
                "title": ["定制手机壳"],
                "custom_label_1": ["附加工艺"],
                "option_value_1": ["烫金|背面文字"],
            },
            cells=((0, "option_value_1"),),
            language="zh",
        ),
    ),
)
def second_product(evidence: Evidence) -> Iterator[Hits]:
    """Another product in the box is a bundle, and bundles have rules of their own.

    The noun must not be the product itself or a part of it (chain of a necklace, lid of a mug, ``component_map``), and
    the choice must be an extra: the label says so, or names no property, or the value adds the noun to something
    ("Blue + keychain"). Under a label that announces something ordered along ("Add to your order") every choice is a
    product unless it names work on this one; a noun not known is a warning. Labels that ask which product or which
    wrapping is wanted add nothing, and what a portrait wears is drawn. Without a title nobody
    can tell, so it is a warning.
    """
    mine = evidence.once(second_items)
    titles = titles_of(evidence, mine.found.rows)
    unknown = (titles == "").astype(bool)
    severities = np.where(unknown, np.minimum(mine.severities, int(Severity.WARNING)), mine.severities)
    for mask, variant in ((~unknown, ""), (unknown, "unknown")):
        yield from graded(mine.found.where(mask), severities[mask], variant=variant, base=titles[mask])
    yield from _labelled(evidence)


def second_items(evidence: Evidence) -> Judged:
    """Choices that are a second product: the noun, and how sure that is."""
    matcher, map_ = evidence.matcher, evidence.settings.component_map

    def choice(value: str, label: str, title: str) -> Answer | None:
        found = second_product_in(value, label, title, map_, matcher)
        if found is None:
            return None
        return Answer((found.start, found.end), Severity.ERROR if found.sure else Severity.WARNING)

    announced = evidence.option_lists.facts(lambda one: offer_of(one.label, matcher) == "along")
    return judged_choices(evidence, ("addon.noun", "thing.noun"), choice, also=announced)


def _labelled(evidence: Evidence) -> Iterator[Hits]:
    """Labels that offer a known thing ("Add a keychain")."""
    matcher, map_ = evidence.matcher, evidence.settings.component_map
    found = evidence.matches("addon.noun", "custom_label").once()
    optional = {one.label for one in evidence.option_lists.lists if _may_be_refused(one, matcher)}

    def offers(label: str) -> bool:
        return label in optional or offers_thing(label, matcher)

    found = found.where(evidence.corpus.ask(offers, cells_of(found)))
    titles = titles_of(evidence, found.rows)

    @cache
    def foreign(value: str, title: str) -> tuple[int, int] | None:
        nouns = addons(value, matcher)
        strange = [n for n in nouns if not belongs_to(n.noun, title, map_, matcher)]
        return (strange[0].start, strange[0].end) if strange else None

    spans = [foreign(v, t) for v, t in zip(found.values.tolist(), titles.tolist(), strict=True)]
    mask = np.fromiter((span is not None for span in spans), bool, len(spans))
    bounds = np.array([span for span in spans if span is not None], np.int32).reshape(-1, 2)
    mine = words(evidence.corpus, cells_of(found.where(mask)), bounds[:, 0], bounds[:, 1])
    titles = titles[mask]
    unknown = (titles == "").astype(bool)
    yield mine.where(~unknown).hits(base=titles[~unknown])
    yield mine.where(unknown).hits(variant="unknown", severity=Severity.WARNING, base=titles[unknown])


def _may_be_refused(one: OptionList, matcher: Matcher) -> bool:
    """Whether a label that is a thing has "none" among its choices (*Power bank*: *none*, *5000 mAh*)."""
    label = normalised(one.label)
    if len(one.values) <= 2 or matcher.whole("dimension.label", label):
        return False
    if not matcher.whole("addon.noun", label):
        return False
    return any(answer_of(value, matcher) in REFUSALS for value in one.values)
