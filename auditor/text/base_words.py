"""The words of a title that matter for its base product, in the normalised title."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import regex

from auditor.text.entries import compile_regex
from auditor.text.lexicon import load_common
from auditor.text.matcher import Matcher
from auditor.text.neighbours import Span, Word, modifies

BASE_CATEGORIES = ("laptop", "desktop", "tower", "console", "tablet")

BASE_GROUPS: tuple[str, ...] = (
    *(f"base.{category}" for category in BASE_CATEGORIES),
    "base.ambiguous",
    *(f"model.strict.{category}" for category in ("laptop", "desktop", "console", "tablet")),
    *(f"model.weak.{category}" for category in ("desktop", "console", "tablet")),
)
"""Groups of which a title must have a word to be worth judging; exclusions are judged with the title."""

_ZH_COMPATIBLE = regex.compile(
    r"(?:适用于|适用|兼容|用于|专为|适配|适合)(?:[^,，。的]{1,40}?)(?:的|专用|(?=[,，。])|$)"
)
_ZH_EXTRA = regex.compile(r"(?:送|赠送?|附赠?|含|带)[^,，\s]{1,12}$")
_ZH_ONE_CHARACTER_END = regex.compile(
    r"$|[\s,，;；/|()\[\]【】!！a-z0-9+]|定制|订制|定做|刻|个性|来图|来样|diy|私人|印|可|送|带|适用|男|女|创意|礼|专用|通用"
)
_ZH_PURPOSE = regex.compile(r"\s*(?:专用|通用|用)")
_COUNTED = regex.compile(
    r"(?:双人?|[两二2]个?|\d\s?[个只]|带双?)(?:无线)?(?:手柄|摇杆|键鼠)|コントローラー?\s?[×x]?(?:\d+\s?[個台]|\d?個?セット|付)"
    r"|[0-9]つのコントローラー?"
)
"""Chinese, Japanese: parts with their number, which come with a device."""
_JA_ATTACHED = regex.compile(r"\s*(?:付き|付|セット付|入り)")


@cache
def spec_patterns() -> dict[str, Any]:
    """Hardware dimension → pattern of its values (``16gb ram``, ``i7``, ``rtx 4070`` …)."""
    return {
        name: compile_regex(normalised_source(source))
        for name, source in load_common()["hardware.re"].items()
    }


def normalised_source(written: str) -> str:
    """The source between the slashes of ``/…/``."""
    return written.strip("/")


def spec_spans(normal: str) -> dict[str, list[Span]]:
    """Hardware values in a normalised text, by dimension."""
    found = {name: [m.span() for m in pattern.finditer(normal)] for name, pattern in spec_patterns().items()}
    ram = found.get("ram", [])
    if "storage" in found:  # "16 GB RAM" is no storage
        found["storage"] = [s for s in found["storage"] if not any(s[0] < b and a < s[1] for a, b in ram)]
    return {name: spans for name, spans in found.items() if spans}


@dataclass(frozen=True, slots=True)
class TitleWords:
    """words in order, the longest where they nest. specs: dimensions of hardware values (``ram``, ``cpu`` …)."""

    words: tuple[Word, ...]
    specs: frozenset[str]


def title_words(title: str, matcher: Matcher, language: str) -> TitleWords:
    """The words of a title, read with the word order of ``language``."""
    normal = matcher.normal(title)
    specs = spec_spans(normal)
    values = [span for spans in specs.values() for span in spans]
    hidden = values + matcher.normal_spans("base.neg", title)
    if language == "zh":
        hidden += [m.span() for pattern in (_ZH_COMPATIBLE, _ZH_EXTRA) for m in pattern.finditer(normal)]
    if language in ("zh", "ja"):
        hidden += [m.span() for m in _COUNTED.finditer(normal)]
    words = [word for word in _all_words(title, matcher) if not _overlaps(word, hidden)]
    if language == "zh":
        words = [word for word in words if _zh_stands(normal, word)]
    words = sorted({w for w in words if not any(_inside(w, other) for other in words)})
    if language == "ja":
        words = [word for word in words if _ja_stands(normal, word, matcher)]
    read = [
        replace(word, kind="modifier")
        if word.kind not in ("safe", "component") and modifies(title, word, words, matcher, language, values)
        else word
        for word in words
    ]
    return TitleWords(tuple(read), frozenset(specs))


def _all_words(title: str, matcher: Matcher) -> list[Word]:
    words: list[Word] = []
    for category in BASE_CATEGORIES:
        words += [Word(a, b, "base", category) for a, b in matcher.normal_spans(f"base.{category}", title)]
        words += [
            Word(a, b, "model", category) for a, b in matcher.normal_spans(f"model.strict.{category}", title)
        ]
        words += [
            Word(a, b, "unsure", category) for a, b in matcher.normal_spans(f"model.weak.{category}", title)
        ]
    words += [Word(a, b, "unsure", "") for a, b in matcher.normal_spans("base.ambiguous", title)]
    components = set(matcher.normal_spans("component.head", title))
    words += [Word(a, b, "component", "") for a, b in components]
    words += [Word(*s, "safe", "") for s in matcher.normal_spans("safe.head", title) if s not in components]
    return words


def _overlaps(word: Word, hidden: list[Span]) -> bool:
    return any(start < word.end and word.start < end for start, end in hidden)


def _inside(word: Word, other: Word) -> bool:
    longer = (other.end - other.start) - (word.end - word.start)
    if not longer:  # a model that also ends like an accessory (iPad, *pad) is the model
        longer = word.kind in ("safe", "component") and other.category != ""
    return longer > 0 and other.start <= word.start and word.end <= other.end


def _zh_stands(normal: str, word: Word) -> bool:
    """A head of one character only counts at a word's end; a base followed by 用 is a modifier."""
    if word.kind in ("safe", "component"):
        return word.end - word.start > 1 or bool(_ZH_ONE_CHARACTER_END.match(normal, word.end))
    return not _ZH_PURPOSE.match(normal, word.end)


def _ja_stands(normal: str, word: Word, matcher: Matcher) -> bool:
    """A base followed by 用, 対応 … is a modifier; 〜付き is no head."""
    if word.kind in ("safe", "component"):
        return not _JA_ATTACHED.match(normal, word.end)
    rest = normal[word.end :].lstrip()
    return not any(rest.startswith(post) for post in _posts(matcher))


def _posts(matcher: Matcher) -> tuple[str, ...]:
    return matcher.cores("compat.post")


_KANA = re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff]")


def language_of_title(normal: str, matcher: Matcher, language: str) -> str:
    """The language whose word order a title follows: by script first, then the feed's language, then English."""
    if _KANA.search(normal) and "ja" in matcher.languages:
        return "ja"
    if _HAN.search(normal):
        if language == "ja" and "zh" not in matcher.languages:
            return "ja"
        return "zh" if "zh" in matcher.languages else language or "en"
    if language and language not in ("zh", "ja") and language in matcher.languages:
        return language
    return "en"
