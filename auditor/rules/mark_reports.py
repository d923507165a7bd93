"""What the rules about marks share: fields, sentences, severities, and when naming a mark is no offence."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence, Matches
from auditor.evidence.asking import graded
from auditor.evidence.marks import Named, strongest
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Hits, Severity, Text
from auditor.text.marks import accessory_after, accessory_before, fits, says_compatible
from auditor.text.normalise import normalised

LISTING = ("title", "highlights", "bullet", "description")
FORM_TEXTS = ("custom_instruction", "custom_placeholder")
BRANDS = ("character", "fashion", "goods")
DISGUISED = Text("'{term}' is the mark '{other}', spelled to hide it.", "“{term}”是变相书写的商标“{other}”。")
ENDED = Text("The licence recorded for '{term}' ended on {date}.", "所登记的“{term}”授权已于 {date} 到期。")
RECORD = Text(
    "Remove it, or record the licence under licensed_brands (for authentic goods that you decorate: "
    "authentic_base_brands) in auditor.toml.",
    "请删除；如已获授权，请在 auditor.toml 的 licensed_brands 中登记"
    "（若为您加工的正品，登记于 authentic_base_brands）。",
)


def reported(named: Named, severities: IntArray) -> Iterator[Hits]:
    """One hit per value, at the most severe mark: as found, disguised, or with a licence that ended."""
    chosen = strongest(named.found, severities)
    named, severities = named.where(chosen), severities[chosen]
    hidden = (named.marks != "").astype(bool)
    ended = (named.ended != "").astype(bool)
    for mask, variant in ((hidden, "disguised"), (ended & ~hidden, "ended"), (~hidden & ~ended, "")):
        one = named.where(mask)
        yield from graded(one.found, severities[mask], variant=variant, other=one.marks, date=one.ended)


def milder(named: Named, severities: IntArray, evidence: Evidence) -> IntArray:
    """One step down in descriptions and where the text claims to be licensed, never below a note."""
    described = (named.fields_of(evidence) == "description").astype(bool)
    steps = described.astype(np.int8) + named.official
    lowered: IntArray = np.maximum(severities - steps, int(Severity.INFO))
    return lowered


def cell_keys(found: Matches) -> IntArray:
    """int64 per match: the cell it stands in."""
    return found.rows.astype(np.int64) * 100_000 + found.columns


def in_form(evidence: Evidence, named: Named) -> BoolArray:
    """One bool per mark: it stands in the customization form, not in the listing."""
    return np.array([field.startswith("custom_") for field in named.fields_of(evidence)], bool)


def nominative(evidence: Evidence, named: Named) -> BoolArray:
    """One bool per mark: named as what the product fits, or goods merely mentioned outside the title."""
    titled = (named.fields_of(evidence) == "title").astype(bool)
    goods = np.array([normalised(term).removesuffix("'s") in fits() for term in named.found.terms], bool)
    goods |= (named.families == "goods").astype(bool)
    fashion = (named.families == "fashion").astype(bool)
    compatible = np.zeros(len(named), bool)
    some = np.flatnonzero(goods | fashion)
    if len(some):
        compatible[some] = named.where(some).ask(_names_what_fits)
    answers: BoolArray = (goods & ~titled) | compatible
    return answers


def _names_what_fits(text: str, start: int, end: int) -> bool:
    return (
        says_compatible(text, start, end)
        or accessory_before(text, start)
        or accessory_after(text, end) is not None
    )
