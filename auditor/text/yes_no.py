"""Yes/no choices: the whole list decides, never one value alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex

from auditor.text.matcher import Matcher
from auditor.text.normalise import clean_option
from auditor.text.switches import denies, may_deny, with_and_without

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
_SCRIPTS = regex.compile(r"[\p{Latin}][\p{Latin}\s,'’]*|[\p{Han}\p{Hiragana}\p{Katakana}ー]+")
_HEADED = regex.compile(r"^([^:：]{1,30})[:：]\s*(?=\S)")


_MARKS: dict[str, Answer] = {
    **dict.fromkeys("✓✔☑✅√", "yes"),
    **dict.fromkeys("✗✘❌❎×", "no"),
}
"""Signs that answer alone."""
CONTENT = regex.compile(
    r"内容|文案|祝福语|句子|文言|wording|phrase|quote|saying|slogan|spruch|citation|frase|文句",
    regex.IGNORECASE,
)
"""A label whose choices are words to be printed: an "agreed" among them is one."""
LONGEST_CODE = 3
LEAST_CODES = 3
"""A list of codes or single characters has at least so many; two letters may be a Y and an N."""
MANY = 6
"""Choices from which a lone "si" is a name among names (the notes of a scale) and no answer."""


@dataclass(frozen=True, slots=True)
class YesNoVerdict:
    """Indexes of the values that make the list a yes/no question.

    pair: yes beside no. bare: a lone yes or no. lone: a no beside several real choices. affirm: "Yes, add …".
    toggle: one real choice beside none, or on/off. asked: the label is a yes/no question.
    """

    pair: tuple[int, ...] = ()
    bare: tuple[int, ...] = ()
    lone: tuple[int, ...] = ()
    affirm: tuple[int, ...] = ()
    toggle: tuple[int, ...] = ()
    asked: bool = False


@lru_cache(maxsize=65536)
def answer_of(value: str, matcher: Matcher) -> Answer:
    """What kind of answer a value is, taken alone."""
    if matcher.found("boolean.neg", value):
        return "other"
    if mark := _MARKS.get(value.strip().removesuffix("\ufe0f")):
        return mark
    cleaned = clean_option(value)
    # "Ja, bitte" and "No, thanks" are plain answers; "Yes, add a name" is found as written
    spellings = dict.fromkeys((cleaned.replace(",", ""), cleaned))
    if (both := _bilingual(cleaned, matcher)) != "other":
        return both
    for group, answer in _GROUPS:
        if any(matcher.whole(group, spelling) for spelling in spellings):
            return answer
    return "other"


def _bilingual(cleaned: str, matcher: Matcher) -> Answer:
    """``Yes 是``, ``否(No)``: the same answer in two scripts and nothing else."""
    if cleaned.isascii():
        return "other"
    parts = [part.strip(" ,'’") for part in _SCRIPTS.findall(cleaned)]
    if len(parts) != 2 or parts[0].isascii() == parts[1].isascii() or any(c.isdigit() for c in cleaned):
        return "other"
    first, second = (answer_of(part, matcher) for part in parts)
    refused = {first, second} <= {"no", "decline"}
    return first if first == second else ("no" if refused else "other")


def _without_shared_head(values: Sequence[str]) -> Sequence[str]:
    """``Hole: yes`` beside ``Hole: no`` are a yes and a no."""
    heads = [_HEADED.match(value) for value in values]
    named = {head[1].strip() for head in heads if head}
    if len(values) < 2 or len(named) != 1 or not all(heads):
        return values
    return [value[head.end() :] for value, head in zip(values, heads, strict=True) if head]


def may_answer(value: str, matcher: Matcher) -> bool:
    """Whether a list with this value is worth judging: the value can answer, alone, under a head or as a "without"."""
    if answer_of(value, matcher) != "other":
        return True
    head = _HEADED.match(value)
    if head and answer_of(value[head.end() :], matcher) != "other":
        return True
    return may_deny(clean_option(value))


def polar_label(text: str, matcher: Matcher) -> tuple[int, int] | None:
    """Where a label asks a yes/no question (offsets as written), or None."""
    found = matcher.find("boolean.polar_label", text)
    return found[0] if found else None


def judge_list(label: str, values: Sequence[str], matcher: Matcher) -> YesNoVerdict:
    """Judge one list of choices under its label."""
    values = _without_shared_head(values)
    answers = _answers(values, matcher)
    asked = polar_label(label, matcher) is not None
    others = answers.count("other")

    def places(*wanted: Answer) -> tuple[int, ...]:
        return tuple(i for i, answer in enumerate(answers) if answer in wanted)

    yes, no = places("yes"), places("no")
    affirm = places("affirm")
    if yes and places("no", "decline"):
        return YesNoVerdict(pair=places("yes", "no", "decline"), asked=asked)
    if affirm and no and len(values) == 2:
        return YesNoVerdict(pair=(0, 1), asked=asked)
    if asked and others <= 1 and places("yes", "no", "affirm", "on", "off"):
        return YesNoVerdict(pair=places("yes", "no", "affirm", "on", "off", "decline"), asked=True)
    bare: tuple[int, ...] = ()
    if _codes(values) and len(values) >= LEAST_CODES:
        return YesNoVerdict(asked=asked)
    worded = others > 1 and CONTENT.search(label) is not None
    if worded and not no:
        yes = ()
    if (yes and len(values) < MANY) or (no and (others <= 1 or affirm)):
        bare = yes + no if len(values) - len(yes) - len(no) <= 1 or yes else no
    lone = no if not bare else ()
    toggle: tuple[int, ...] = ()
    if (places("on") and places("off")) or (others == 0 and places("on") and places("decline")):
        toggle = places("on", "off", "decline")
    elif not bare and not affirm and len(values) == 2 and not _of_others(label, values, matcher):
        refused = len(places("no", "decline", "off")) == 1 and others == 1
        if refused or with_and_without(values, label) or denies(values, label, matcher):
            toggle = (0, 1)
    return YesNoVerdict(bare=bare, lone=lone, affirm=affirm, toggle=toggle, asked=asked)


def _of_others(label: str, values: Sequence[str], matcher: Matcher) -> bool:
    """Whether other rules judge the list: "Windows 11" beside "none" is a computer sold without a system."""
    if any(matcher.found("hardware.os", text) for text in (label, *values)):
        return True
    return any(matcher.found(group, label) for group in ("warranty", "survey", "ship.label"))


def _codes(values: Sequence[str]) -> bool:
    """Whether the values are codes or single characters (countries, surnames), of which one happens to say no."""
    return all(
        len(text) == 1 or (len(text) <= LONGEST_CODE and text.isupper()) for text in map(str.strip, values)
    )


def _answers(values: Sequence[str], matcher: Matcher) -> list[Answer]:
    """Answers of the values; single letters only count where the whole list is boolean."""
    answers = _without_exclamations(values, [answer_of(value, matcher) for value in values])
    if not {"yes", "affirm"} & set(answers):  # beside no yes, "なし" and "不需要" are choices left out
        answers = [_milder(value, answer, matcher) for value, answer in zip(values, answers, strict=True)]
    letters = [_single_letter(value) for value in values]
    boolean = len(values) <= 3 and all(answer in ("yes", "no", "decline") for answer in answers)
    if any(letters) and not boolean:
        return ["other" if single else answer for answer, single in zip(answers, letters, strict=True)]
    return answers


def _without_exclamations(values: Sequence[str], answers: list[Answer]) -> list[Answer]:
    """``Oui, Chef !`` and ``Yes!`` among other words are printed; beside a plain refusal they answer."""
    loud = [value.rstrip().endswith(("!", "！")) for value in values]
    if "other" not in answers or len(values) < 2:
        return answers
    many = sum(loud) >= 2
    return [
        "other" if shout and (many or answer == "affirm") else answer
        for shout, answer in zip(loud, answers, strict=True)
    ]


def _milder(value: str, answer: Answer, matcher: Matcher) -> Answer:
    """A no that also means "none" or "without"."""
    cleaned = clean_option(value)
    if answer == "no" and matcher.whole("boolean.toggle_off", cleaned):
        return "off"
    return "decline" if answer == "no" and matcher.whole("boolean.decline", cleaned) else answer


def _single_letter(value: str) -> bool:
    cleaned = clean_option(value)
    return len(cleaned) == 1 and cleaned.isascii()
