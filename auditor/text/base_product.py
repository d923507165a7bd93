"""Is the product a title names one that may not be customized? Head-noun grammar.

*Laptop Sleeve* is a sleeve, *Sleeve for Laptop* is a sleeve, *Laptop with Sleeve* is a laptop. English, German,
Chinese and Japanese put the head noun last, French, Spanish and Italian first; what follows a preposition of
compatibility (*for*, *für*, *pour* …) or a delimiter only describes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from auditor.model import Text
from auditor.text.base_words import BASE_GROUPS, TitleWords, language_of_title, title_words
from auditor.text.lexicon import load_lexicon
from auditor.text.matcher import Matcher
from auditor.text.neighbours import Word
from auditor.text.normalise import original_span

__all__ = ["BASE_GROUPS", "CATEGORIES", "BaseVerdict", "judge_title"]

CATEGORIES: dict[str, Text] = {
    "laptop": Text("laptop", "笔记本电脑"),
    "desktop": Text("personal computer", "个人电脑"),
    "tower": Text("computer tower", "电脑主机(塔式)"),
    "console": Text("video game console", "游戏主机"),
    "tablet": Text("tablet", "平板电脑"),
}
"""Names of the kinds of products that may not be customized."""

_DELIMITER = regex.compile(r"(?<!\d),|,(?!\d)|[;|()\[\]:]|\s-\s|\s/\s")
_SEPARATOR = regex.compile(r"[,;|，；｜]|\s-\s")
_DELIMITER_CJK = regex.compile(r"[,，;；|｜()（）\[\]【】。/]")

_HAN_SPACE = regex.compile(r"\s+(?=\p{Han})")
_DECORATED = regex.compile(r"(?:面板|侧面)?(?:彩绘|喷绘|喷漆|刻字|雕刻|激光|印|彩喷|喷涂|刻名|改色|涂装)")
"""Chinese, right after an accessory noun: a part of the device that is decorated."""
_PORTABLE = regex.compile(r"portat(?:il|ile)|portable")
"""Words that, with a screen's size, name a laptop."""

Outcome = Literal["base", "ambiguous", "clean"]


@dataclass(frozen=True, slots=True)
class BaseVerdict:
    """What the title names.

    category: a key of CATEGORIES or empty. start, end: the head in the title as written (-1: none). term: the head as
    written. specs: kinds of hardware values in the title. safe_head: the accessory noun that makes the title clean.
    """

    outcome: Outcome
    category: str = ""
    start: int = -1
    end: int = -1
    term: str = ""
    specs: int = 0
    safe_head: str = ""


def judge_title(title: str, matcher: Matcher, language: str) -> BaseVerdict:
    """Judge one title; ``language`` is the feed's (``""``: unknown)."""
    cut = _refurbished_end(title, matcher)
    if cut:
        return judge_title(title[:cut], matcher, language)
    order = language_of_title(matcher.normal(title), matcher, language)
    read = title_words(title, matcher, order)
    if not read.specs - {"screen"} and matcher.found("imitation.word", title):
        return BaseVerdict("clean", specs=len(read.specs), safe_head=_imitation(title, matcher))
    segment = _head_segment(title, read.words, matcher, order)
    if not segment:
        return BaseVerdict("clean", specs=len(read.specs))
    head = segment[0] if load_lexicon(order).head == "initial" else segment[-1]
    outcome = _outcome(head, segment, order, read.specs)
    if outcome == "clean":
        outcome, head = _second_look(title, head, read, segment, matcher)
    if outcome == "base" and not head.category:
        head = next((word for word in segment if word.category), head)
    if outcome == "base" and not read.specs and _is_remark(matcher.normal(title), head):
        outcome = "ambiguous"
    return _verdict(title, matcher, head, outcome, len(read.specs))


def _refurbished_end(title: str, matcher: Matcher) -> int:
    """Where a title that begins with a refurbished device goes on with its customization ("Renewed Console | Custom
    Shell"), as offset; 0 where it does not. A shell is not sold as refurbished.
    """
    devices = [span for group in BASE_GROUPS for span in matcher.find(group, title)]
    for start, _ in matcher.find("refurb", title)[:1]:
        for custom, _ in matcher.find("custom.word", title):
            before = [end for begin, end in devices if start <= begin and end <= custom]
            if before and not title[max(before) : custom].strip():
                return custom
    return 0


def _imitation(title: str, matcher: Matcher) -> str:
    start, end = matcher.find("imitation.word", title)[0]
    return title[start:end]


def _second_look(
    title: str, head: Word, read: TitleWords, segment: Sequence[Word], matcher: Matcher
) -> tuple[Outcome, Word]:
    """What speaks for a device against its head: built-in games, a refurbished one, a screen beside *portátil*."""
    consoles = [word for word in segment if word.category == "console" and word.kind == "base"]
    accessories = [word for word in segment if word.kind == "safe"]
    if consoles and "games" in read.specs and all(word.start > consoles[0].end for word in accessories):
        return "base", consoles[0]
    devices = [word for word in segment if word.kind == "base"]
    if (
        devices
        and accessories
        and all(_behind_custom(title, devices[0], word, matcher) for word in accessories)
    ):
        return "ambiguous", devices[0]
    if head.kind == "unsure":
        normal = matcher.normal(title)
        beside = normal[max(head.start - 12, 0) : head.start] + " | " + normal[head.end : head.end + 20]
        if matcher.found("refurb", beside):
            return "ambiguous", head
        if "screen" in read.specs and _PORTABLE.fullmatch(normal[head.start : head.end]):
            return "ambiguous", head
    return "clean", head


def _behind_custom(title: str, device: Word, accessory: Word, matcher: Matcher) -> bool:
    """Chinese: the accessory stands in a later piece that begins with *定制*, or is decorated: what is customized, not
    what is sold.
    """
    normal = matcher.normal(title)
    between = normal[device.end : accessory.start]
    if not between.strip() and between and _DECORATED.match(normal, accessory.end):
        return True
    return _HAN_SPACE.match(between) is not None and matcher.found("custom.word", between)


def _is_remark(normal: str, head: Word) -> bool:
    """The noun stands behind two separators: by then titles list uses and synonyms, not the product."""
    return len(_SEPARATOR.findall(normal, 0, head.start)) >= 2


def _head_segment(title: str, words: Sequence[Word], matcher: Matcher, order: str) -> list[Word]:
    """The words before the first preposition or delimiter that has a word before it."""
    normal = matcher.normal(title)
    delimiter = _DELIMITER_CJK if order in ("zh", "ja") else _DELIMITER
    cuts = [m.start() for m in delimiter.finditer(normal)]
    if order not in ("zh", "ja"):
        cuts += [start for start, _ in matcher.normal_spans("compat.prep", title, exclude=False)]
    for cut in sorted(cuts):
        before = [word for word in words if word.end <= cut]
        if before:
            return before
    return list(words)


def _outcome(head: Word, segment: Sequence[Word], order: str, specs: frozenset[str]) -> Outcome:
    technical = len(specs - {"screen"})
    devices = [word for word in segment if word.category and word.kind != "unsure"]
    accessories = [word for word in segment if word.kind in ("safe", "component") and word != head]
    before = any(word.start < head.start for word in accessories)
    if head.kind in ("component", "modifier"):
        # a device with two technical values is described down to its keyboard
        return "base" if devices and technical >= 2 else "clean"
    if head.kind == "safe" or (head.kind == "model" and before):
        return "clean"
    if load_lexicon(order).head == "initial" and accessories:
        return "base" if len(specs) >= 2 else "ambiguous"
    if head.kind == "unsure" and not devices:
        # a size in inches is said of surfaces and towers too: without a technical value it proves nothing
        return "clean" if not technical else "base" if len(specs) >= 2 else "ambiguous"
    return "ambiguous" if order in ("en", "de") and before and head.kind == "base" and not specs else "base"


def _verdict(title: str, matcher: Matcher, head: Word, outcome: Outcome, specs: int) -> BaseVerdict:
    start, end = original_span(title, matcher.places(title), head.start, head.end)
    term = title[start:end]
    if outcome == "clean":
        return BaseVerdict("clean", specs=specs, safe_head=term if head.kind in ("safe", "component") else "")
    return BaseVerdict(outcome, head.category or "desktop", start, end, term, specs)
