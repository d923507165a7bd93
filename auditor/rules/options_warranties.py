"""Warranties among the choices and in the form."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence, Matches
from auditor.evidence.asking import seek, titles_of, whole
from auditor.evidence.custom_fields import labels_of, matched_options
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.text.extras import HEADLINE, warranty_terms
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
REFUSALS = ("no", "decline", "off")
DISCLAIMS = re.compile(
    r"n't\b|\b(?:void|invalid|no|not|without|exclu|erlisch|kein|ohne|sin|sans|annul|aucune?|senza|nessuna)"
    r"|失去|影响|不提供|无保|不保|対象外|なし|無効",
    re.IGNORECASE,
)
"""What makes a mention of a warranty a denial of one (and not, say, a warranty card)."""


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
    sold = evidence.option_lists.cells.where(terms)
    refused = evidence.corpus.ask(lambda text: answer_of(text, matcher) in REFUSALS, sold)
    terms[np.flatnonzero(terms)[refused]] = False
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
