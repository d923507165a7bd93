"""Words of a group, judged by the sentence they stand in; each distinct text is looked at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from auditor.evidence.asking import seek, with_patterns
from auditor.evidence.case import Evidence
from auditor.evidence.corpus import Matches
from auditor.evidence.marks import joined, places_of
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Hits
from auditor.text.sentences import sentence_bounds

Question = Callable[[str], tuple[int, int] | None]
"""Text → where in it the evidence lies, or None."""
_FORM = ("custom_label", "custom_instruction", "custom_placeholder")
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


def and_read(
    evidence: Evidence,
    said: Matches,
    fields: tuple[str, ...],
    question: Question,
    *prefilters: str,
    in_listing: Question | None = None,
    in_form: str = "",
) -> Hits:
    """Hits at ``said``, and at what ``question`` finds in the cells that hold none of it.

    Of listing texts only those are asked in which every prefilter (RE2) is found, of forms those with ``in_form``.
    """
    form = tuple(field for field in fields if field in _FORM)
    listed = tuple(field for field in fields if field not in _FORM)
    asked = with_patterns(evidence, form, (in_form,)) if in_form else evidence.cells(*form)
    read = [seek(evidence.corpus, question, asked)]
    if listed:
        cells = with_patterns(evidence, listed, prefilters)
        read.append(seek(evidence.corpus, in_listing or question, cells))
    found = joined(read)
    return joined([said, found.where(~np.isin(_keys(found), _keys(said)))]).hits()


def _keys(found: Matches) -> IntArray:
    """int64, one per cell."""
    keys: IntArray = found.rows.astype(np.int64) << 20 | found.columns
    return keys
