"""What the rules of restricted subjects have in common: one subject's rule from its words, texts and examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from auditor.evidence import Evidence, Matches
from auditor.evidence.asking import ObjectArray, beside, graded
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Example, Hits, Rule, Severity, Text
from auditor.rules.declare import NO_CHINESE, rule
from auditor.text.extras import is_dimension
from auditor.text.restricted import Subject, groups_of, judge

POLICIES = Text("policies for Restricted Products and Offensive Products", NO_CHINESE)
SECONDARY = ("description", "keywords")
"""Fields in which a word weighs one step less."""
FIELDS = ("title", "bullet", *SECONDARY, "option_value", "custom_label", "custom_placeholder")
MESSAGE = Text("'{term}' falls under the policy for {kind}.", "“{term}”受“{kind}”政策限制。")
ADVICE = Text(
    "Reword the text, or record the approval under category_approvals (a word that is fine here: rp_overrides) in "
    "auditor.toml.",
    "请改写该文字；若已获类目批准，请写入 auditor.toml 的 category_approvals（若该词在此无碍，请写入 rp_overrides）。",
)
MOTIF_LIMIT = 1 << 20
"""Longer than any cell; makes one key of a text and a place in it."""


def restricted(  # noqa: PLR0913 - a declaration names its arguments
    code: str,
    severity: Severity,
    subject: Subject,
    title: Text,
    why: str,
    *,
    bad: Sequence[str],
    good: Sequence[str],
    zh: tuple[str, str],
) -> Rule:
    """One subject's rule. bad, good: English titles that break and keep it; zh: a Chinese one of each."""

    def check(evidence: Evidence) -> Iterator[Hits]:
        if not _approved(evidence, subject, code, title):
            yield from _hits(evidence, subject, severity, title)

    check.__name__ = "restricted_" + subject.group.removeprefix("rp.")
    check.__doc__ = why
    check.__module__ = "auditor.rules.restricted_products"  # where the rule is declared
    declared = rule(
        code,
        severity,
        tier=2,
        clause=POLICIES,
        title=title,
        message=MESSAGE,
        advice=ADVICE,
        needs=(FIELDS,),
        custom_only=True,
        reads=dict.fromkeys(groups_of(subject), FIELDS),
        examples=(_example(bad, good, "en"), _example(zh[:1], zh[1:], "zh")),
    )
    return declared(check)


def _example(bad: Sequence[str], good: Sequence[str], language: str) -> Example:
    def rows(titles: Sequence[str]) -> dict[str, Sequence[str]]:
        skus = [f"A{number}" for number in range(1, len(titles) + 1)]
        return {"sku": skus, "is_customizable": ["Yes"] * len(titles), "title": list(titles)}

    cells = tuple((row, "title") for row in range(len(bad)))
    return Example(bad=rows(bad), good=rows(good), cells=cells, language=language)


def _approved(evidence: Evidence, subject: Subject, code: str, title: Text) -> bool:
    """The settings record an approval: by code, by the subject's short word, or by its name."""
    names = {code, subject.group.removeprefix("rp."), title.en, title.zh}
    approved = {name.strip().casefold() for name in evidence.settings.category_approvals}
    return bool(approved & {name.casefold() for name in names})


def _hits(evidence: Evidence, subject: Subject, full: Severity, kind: Text) -> Iterator[Hits]:
    told: IntArray = np.empty(0, np.int64)
    for group in groups_of(subject):
        found = evidence.matches(group, *FIELDS)
        found = found.where(evidence.scope.custom[found.rows] & ~_overridden(evidence, found))
        severities = _severities(evidence, subject, group, found, full)
        kept = np.flatnonzero(severities)
        found, severities = found.where(kept), severities[kept]
        cells = found.columns.astype(np.int64) * len(evidence.feed.cells) + found.rows
        values = cells * MOTIF_LIMIT + found.part_starts
        order = np.lexsort((found.starts, values))
        first = order[np.unique(values[order], return_index=True)[1]]
        first = first[~np.isin(cells[first], told)]
        told = np.union1d(told, cells[first])
        yield from graded(found.where(first), severities[first], kind=kind)


def _overridden(evidence: Evidence, found: Matches) -> BoolArray:
    allowed = {term.casefold() for term in evidence.settings.rp_overrides}
    return np.fromiter((term.casefold() in allowed for term in found.terms), bool, len(found))


def _severities(evidence: Evidence, subject: Subject, group: str, found: Matches, full: Severity) -> IntArray:
    """int8 severity number per match, 0 where the word is harmless; judged once per distinct text and place."""
    places = (found.starts - found.part_starts).astype(np.int64)
    keys = found.ids.astype(np.int64) * MOTIF_LIMIT + places
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    spans = zip(places[first].tolist(), (found.ends - found.part_starts)[first].tolist(), strict=True)
    verdicts = [
        judge(subject, group, text, span, full, evidence.matcher)
        for text, span in zip(found.values[first].tolist(), spans, strict=True)
    ]
    severities = np.array([int(v or 0) for v in verdicts], np.int8)[inverse].astype(np.int8)
    fields = np.array([column.field for column in evidence.feed.columns], dtype=object)[found.columns]
    severities[np.isin(fields, SECONDARY) & (severities > int(Severity.INFO))] -= 1
    if subject.pictures:
        severities[(fields == "option_value") & _motif(evidence, found)] = 0
    return severities


def _motif(evidence: Evidence, found: Matches) -> BoolArray:
    """One bool per match: the choice's label asks for a picture, a colour or another property, not for a good."""
    labels: ObjectArray = beside(evidence, "custom_label", found.rows, found.columns)
    matcher = evidence.matcher
    asked = {
        label: bool(label) and (matcher.found("rp.picture", label) or is_dimension(label, matcher))
        for label in set(labels.tolist())
    }
    return np.fromiter((asked[label] for label in labels.tolist()), bool, len(found))
