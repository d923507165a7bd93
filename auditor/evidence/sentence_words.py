"""Words of a group, judged by the sentence they stand in; each distinct text is looked at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from auditor.evidence.case import Evidence
from auditor.evidence.corpus import Matches
from auditor.evidence.marks import places_of
from auditor.feed.table import BoolArray
from auditor.text.sentences import sentence_bounds

SentenceQuestion = Callable[[str, str, str], bool]
"""(sentence, what stands in it before the words, the words) → whether they mean what the rule is about."""


def meant_words(
    evidence: Evidence, group: str, fields: tuple[str, ...], question: SentenceQuestion
) -> Matches:
    """The first words of ``group`` in each text of ``fields`` for which ``question`` holds."""
    found = evidence.matches(group, *fields)
    return found.where(in_sentences(found, question)).once()


def in_sentences(found: Matches, question: SentenceQuestion) -> BoolArray:
    """One bool per match: the answer to ``question``, put once per distinct place."""
    known: dict[tuple[str, int, int], bool] = {}
    places = places_of(found)
    for place in places:
        if place not in known:
            text, start, end = place
            first, last = sentence_bounds(text, start)
            known[place] = question(text[first:last], text[first:start], text[start:end])
    return np.fromiter((known[place] for place in places), bool, len(places))


def in_fields(evidence: Evidence, found: Matches, *fields: str) -> BoolArray:
    """One bool per match: it stands in one of ``fields``."""
    mask: BoolArray = np.array([column.field in fields for column in evidence.feed.columns], dtype=bool)
    answers: BoolArray = mask[found.columns]
    return answers
