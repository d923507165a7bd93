"""Yes/no choices: the whole list decides, never one value alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from auditor.text.matcher import Matcher
from auditor.text.normalise import clean_option

Answer = Literal["yes", "no", "decline", "affirm", "on", "off", "other"]

_GROUPS: tuple[tuple[str, Answer], ...] = (
    ("boolean.yes", "yes"),
    ("boolean.no", "no"),
    ("boolean.affirm_phrase", "affirm"),
    ("boolean.toggle_on", "on"),
    ("boolean.toggle_off", "off"),
    ("boolean.decline", "decline"),
)
_REFUSALS: frozenset[Answer] = frozenset({"no", "decline", "off"})


@dataclass(frozen=True, slots=True)
class YesNoVerdict:
    """Indexes of the values that make the list a yes/no question.

    pair: yes beside no. bare: a lone yes or no. affirm: "Yes, add …". toggle: one real choice beside none, or on/off.
    asked: the label is a yes/no question.
    """

    pair: tuple[int, ...] = ()
    bare: tuple[int, ...] = ()
    affirm: tuple[int, ...] = ()
    toggle: tuple[int, ...] = ()
    asked: bool = False


@lru_cache(maxsize=65536)
def answer_of(value: str, matcher: Matcher) -> Answer:
    """What kind of answer a value is, taken alone."""
    if matcher.found("boolean.neg", value):
        return "other"
    cleaned = clean_option(value)
    # "Ja, bitte" and "No, thanks" are plain answers; "Yes, add a name" is found as written
    spellings = dict.fromkeys((cleaned.replace(",", ""), cleaned))
    for group, answer in _GROUPS:
        if any(matcher.whole(group, spelling) for spelling in spellings):
            return answer
    return "other"


def polar_label(text: str, matcher: Matcher) -> tuple[int, int] | None:
    """Where a label asks a yes/no question (offsets as written), or None."""
    found = matcher.find("boolean.polar_label", text)
    return found[0] if found else None


def judge_list(label: str, values: Sequence[str], matcher: Matcher) -> YesNoVerdict:
    """Judge one list of choices under its label."""
    answers = _answers(values, matcher)
    asked = polar_label(label, matcher) is not None
    others = answers.count("other")

    def places(*wanted: Answer) -> tuple[int, ...]:
        return tuple(i for i, answer in enumerate(answers) if answer in wanted)

    yes, no = places("yes"), places("no")
    affirm = places("affirm")
    if yes and places("no", "decline"):
        return YesNoVerdict(pair=places("yes", "no", "decline"), affirm=(), asked=asked)
    if asked and others <= 1 and places("yes", "no", "affirm", "on", "off"):
        return YesNoVerdict(pair=places("yes", "no", "affirm", "on", "off", "decline"), asked=True)
    bare: tuple[int, ...] = ()
    if yes or (no and (others <= 1 or affirm)):
        bare = yes + no if len(values) - len(yes) - len(no) <= 1 or yes else no
    toggle: tuple[int, ...] = ()
    if (places("on") and places("off")) or (others == 0 and places("on") and places("decline")):
        toggle = places("on", "off", "decline")
    elif (
        len(values) == 2 and not bare and len(places("no", "decline", "off")) == 1 and (others == 1 or affirm)
    ):
        toggle = (0, 1)
    return YesNoVerdict(bare=bare, affirm=affirm, toggle=toggle, asked=asked)


def _answers(values: Sequence[str], matcher: Matcher) -> list[Answer]:
    """Answers of the values; single letters only count where the whole list is boolean."""
    answers = [answer_of(value, matcher) for value in values]
    if not {"yes", "affirm"} & set(answers):  # beside no yes, "なし" and "不需要" are choices left out
        answers = [_milder(value, answer, matcher) for value, answer in zip(values, answers, strict=True)]
    letters = [_single_letter(value) for value in values]
    boolean = len(values) <= 3 and all(answer in ("yes", "no", "decline") for answer in answers)
    if any(letters) and not boolean:
        return ["other" if single else answer for answer, single in zip(answers, letters, strict=True)]
    return answers


def _milder(value: str, answer: Answer, matcher: Matcher) -> Answer:
    """A no that also means "none" or "without"."""
    cleaned = clean_option(value)
    if answer == "no" and matcher.whole("boolean.toggle_off", cleaned):
        return "off"
    return "decline" if answer == "no" and matcher.whole("boolean.decline", cleaned) else answer


def _single_letter(value: str) -> bool:
    cleaned = clean_option(value)
    return len(cleaned) == 1 and cleaned.isascii()
