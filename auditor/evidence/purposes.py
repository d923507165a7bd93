"""Which components of a product only add things to the order: extras, gifts, services, contact, yes/no."""

from __future__ import annotations

from functools import cache

import numpy as np

from auditor.evidence.asking import base_titles
from auditor.evidence.case import Evidence
from auditor.evidence.components import Components, Kind, components
from auditor.evidence.custom_fields import yes_no_verdicts
from auditor.evidence.keys import distinct
from auditor.evidence.option_lists import OptionList
from auditor.feed.table import BoolArray
from auditor.text.contact import judge_field
from auditor.text.extras import addons, belongs_to, free_gift, is_addon_label, is_dimension
from auditor.text.matcher import Matcher
from auditor.text.yes_no import YesNoVerdict, answer_of

SERVICES = ("warranty", "gift.wrap", "gift.card", "rush", "survey")
"""Word groups of choices and labels that serve the order."""
_REFUSALS = ("no", "decline", "off")


def only_adding(evidence: Evidence) -> BoolArray:
    """One bool per component of ``components``: nothing it offers changes the product itself.

    Judged first without the title (once per distinct label and list); only what may be an extra is judged beside it.
    """
    some, matcher, options = evidence.once(components), evidence.matcher, evidence.option_lists
    verdicts = evidence.once(yes_no_verdicts)
    first, inverse, _ = distinct(some.labels, some.lists, some.kinds)
    asked = zip(
        some.labels[first].tolist(), some.lists[first].tolist(), some.kinds[first].tolist(), strict=True
    )

    def possible(label: int, number: int, kind: int) -> bool:
        text = evidence.corpus.text(label) if label >= 0 else ""
        if kind == Kind.CHOICES:
            return _list_adds(options.lists[number], text, verdicts[number], matcher)
        return kind in (Kind.TEXT, Kind.UNLISTED) and _label_adds(text, matcher)

    maybe = np.array([possible(*one) for one in asked], dtype=bool)
    answers = maybe[inverse] if len(maybe) else np.zeros(0, bool)
    real = np.zeros(len(some.owner_of_row), dtype=bool)
    real[some.owners[~answers]] = True
    answers &= ~real[some.owners]
    left = np.flatnonzero(answers)
    answers[left] = _beside_title(evidence, some.where(left))
    return answers


def _label_adds(label: str, matcher: Matcher) -> bool:
    if any(matcher.found(group, label) for group in (*SERVICES, "contact.field")):
        return True
    return is_addon_label(label, matcher) and not is_dimension(label, matcher)


def _list_adds(one: OptionList, label: str, verdict: YesNoVerdict, matcher: Matcher) -> bool:
    property_asked = is_dimension(label, matcher)
    answers = verdict.pair or verdict.bare or verdict.affirm
    if _label_adds(label, matcher) or (answers and not property_asked):
        return True
    offers = [value for value in one.values if answer_of(value, matcher) not in _REFUSALS]
    return bool(offers) and all(_value_adds(value, label, property_asked, matcher) for value in offers)


def _value_adds(value: str, label: str, property_asked: bool, matcher: Matcher) -> bool:
    if any(matcher.found(group, value) for group in SERVICES) or free_gift(value, label, matcher):
        return True
    return not property_asked and bool(addons(value, matcher))


def _beside_title(evidence: Evidence, some: Components) -> BoolArray:
    """The same beside the product's title: its own parts, and contact data that it prints, are no extras."""
    matcher, own_parts = evidence.matcher, evidence.settings.component_map
    titles = evidence.once(base_titles)[some.rows]

    @cache
    def adds(label: int, number: int, title: int) -> bool:
        text = evidence.corpus.text(label) if label >= 0 else ""
        base = evidence.corpus.text(title) if title >= 0 else ""
        contact = matcher.found("contact.field", text)
        if contact and judge_field(text, base, matcher) is None:
            return False
        if contact or number < 0 or any(matcher.found(group, text) for group in SERVICES):
            return True
        values = evidence.option_lists.lists[number].values
        nouns = [noun.noun for value in values for noun in addons(value, matcher)] or list(values)
        return not all(belongs_to(noun, base, own_parts, matcher) for noun in nouns)

    asked = zip(some.labels.tolist(), some.lists.tolist(), titles.tolist(), strict=True)
    return np.fromiter((adds(*one) for one in asked), bool, len(some))
