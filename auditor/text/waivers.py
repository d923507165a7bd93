"""Sentences in which the seller waives the check of what buyers hand in.

Three ways: nothing is checked; everything is made, whoever has rights to it; rights are declared to be no matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.text import waiver_words as words
from auditor.text.loosened import loosened
from auditor.text.sentences import sentence_spans

Span = tuple[int, int]

PREFILTER = (
    r"(?i)copyright|trademark|who owns|moderat|censor|\bno (?:check|review|questions)|(?:not|n't"
    r"|never) (?:check|review|verify|screen|ask|refuse|reject)"
    r"|urheber|markenrecht|nicht geprüft|prüfen wir nicht|droits? d'auteur|vérifions pas|derechos de autor"
    r"|no (?:comprobamos|revisamos)|diritti d'autore|non (?:verifichiamo|controlliamo)"
    r"|版权|侵权|授权|不审|不问|肖像权|著作権|権利|肖像権|審査"
)
"""RE2: listing texts without any of these waive nothing."""

IN_FORM = loosened(
    words.NOT_REFUSED,
    words.NOT_CHECKED,
    words.NOBODY,
    words.UNCONDITIONAL,
    words.NO_QUESTIONS,
    words.PROTECTED,
    words.RIGHTS,
)
"""RE2: forms without any of these waive nothing."""


def waives_checks(text: str) -> Iterator[Span]:
    """Sentences (offsets as written) that promise not to check, or to make what others have rights to."""
    for first, last in sentence_spans(text):
        if _waives(text[first:last]):
            yield first, last


def _waives(sentence: str) -> bool:
    if words.SPELLING.search(sentence):
        return False
    if words.NOT_REFUSED.search(sentence):
        return True
    if words.REFUSED.search(sentence) and not words.WHETHER.search(sentence):
        return False
    return any(way(sentence) for way in (_unchecked, _everything, _no_matter))


def _unchecked(sentence: str) -> bool:
    """Nobody looks at what is handed in."""
    if words.NOT_CHECKED.search(sentence):
        return True
    unseen = words.NOBODY.search(sentence) and words.HANDED_IN.search(sentence)
    return bool(unseen) and not words.OWN_DUTY.search(sentence)


def _everything(sentence: str) -> bool:
    """All is made: on no condition, with no questions, or though somebody else is known to have rights."""
    if words.UNCONDITIONAL.search(sentence):
        return True
    if words.NO_QUESTIONS.search(sentence) and words.EVERYTHING.search(sentence):
        return True
    return bool(words.PROTECTED.search(sentence) and words.MAKES_ALL.search(sentence))


def _no_matter(sentence: str) -> bool:
    """Rights are named and said to be no matter."""
    if not words.RIGHTS.search(sentence):
        return False
    everything = words.NO_MATTER.search(sentence) and words.EVERYTHING.search(sentence)
    return bool(words.INDIFFERENT.search(sentence) or everything)
