"""Second items among the choices: add-ons, free gifts, and which nouns belong to the product itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from auditor.text.lexicon import load_lexicon
from auditor.text.matcher import Matcher
from auditor.text.normalise import clean_option, normalised
from auditor.text.yes_no import answer_of

_JOINS = regex.compile(
    r"\+|＋|&|(?<![a-z])(?:and|with|plus|mit|und|inkl\.?|avec|et|con|y|e|ed|incl\.?)(?![a-z])"
    r"|[加送赠]|付き|セット"
)
_TERM = regex.compile(
    r"[\d一二两三五半]\s?-?\s?(?:year|yr|month|day|jahr|monat|tag|an\b|ans\b|mois|jour|a[ñn]o|mes"
    r"|d[ií]a|ann[oi]\b|mesi|giorn|年|个?月|天|[かヶカ]月|日)|half an? year"
    r"|life|lebens|à vie|de por vida|a vita|终身|永久|生涯|無期限",
    regex.IGNORECASE,
)
HEADLINE = regex.compile(
    r"heading|headline|\btitles?\b|überschrift|titel\b|\btitre|intitul|t[íi]tulo|titolo|intestazion"
    r"|标题|抬头|見出し|タイトル",
    regex.IGNORECASE,
)
"""A label whose choices are words to be printed, whatever they speak of."""
_REFUSALS = ("no", "decline", "off")
_GRADE = regex.compile(
    r"(?:basic|standard|normal|regular|full|premium|extended|plus|gold|complete|total|insured"
    r"|covered|basis|voll|komplett"
    r"|erweitert|versichert|complet[eo]?|totale?|completa|etendue?|assure|basique|basica|basico"
    r"|estandar|asegurado|estesa"
    r"|assicurato|普通|标准|基础|全保|高级|全面|整机|投保|购买|标准版|高级版|標準|通常|フル"
    r"|加入)(?: (?:cover|coverage|plan|care"
    r"|protection|schutz))?"
)
"""Grades of a warranty, cleaned."""
_PROTECTS = regex.compile(
    r"(?:protection|coverage|cover|care|peace of mind|schutz|absicherung|protecci[oó]n|cob"
    r"ertura|protezione|copertura|保障|安心)"
    r"(?: plans?| options?|プラン|计划|服务)?",
    regex.IGNORECASE,
)
"""A label that, over terms of years or months, can only mean a warranty."""
_GIVEN = regex.compile(
    r"gift|present|giveaway|freebie|bogo|bonus|extra|item|treat|surprise|sample|goodie"
    r"|[ée]chantillon|muestra"
    r"|campion|probe|样|体验装|サンプル|試供|geschenk|zugabe|artikel|cadeau|article|regal|obsequi"
    r"|omaggi|articol"
    r"|[赠送]|礼|プレゼント|おまけ|粗品|ノベルティ|特典",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Addon:
    """An add-on noun in a value: as written, and where."""

    noun: str
    start: int
    end: int


def addons(value: str, matcher: Matcher) -> list[Addon]:
    """Nouns in ``value`` that name a second item."""
    return [Addon(value[start:end], start, end) for start, end in matcher.find("addon.noun", value)]


def joined(value: str) -> bool:
    """Whether the value joins things: ``Blue + keychain``, ``mit Beutel``, ``加钥匙扣``."""
    return bool(_JOINS.search(clean_option(value)))


def is_dimension(label: str, matcher: Matcher) -> bool:
    """Whether the label names a property of the product itself (colour, size, font …)."""
    return matcher.found("dimension.label", label)


def is_addon_label(label: str, matcher: Matcher) -> bool:
    """Whether the label offers extras."""
    return matcher.found("addon.label", label)


def free_gift(value: str, label: str, matcher: Matcher) -> tuple[int, int] | None:
    """Where ``value`` offers something free (offsets as written), or None.

    A bare "free" in a list of colours or designs is a word of the design (*Free Spirit*).
    """
    found = matcher.find("free.trigger", value)
    if not found:
        return None
    item = any(matcher.found(group, value) for group in ("addon.noun", "free.item", "gift.wrap", "gift.card"))
    if item or is_addon_label(label, matcher) or not is_dimension(label, matcher):
        return found[0]
    return None


def names_gift(label: str, matcher: Matcher) -> bool:
    """Whether the label calls its choices give-aways (*Free gift*, *赠品*, *A little something from us*)."""
    if matcher.found("free.item", label) or matcher.found("give.label", label):
        return True
    if not matcher.found("free.trigger", label):
        return False
    return _GIVEN.search(label) is not None or not (
        is_dimension(label, matcher) or matcher.found("craft.word", label)
    )


def warranty_terms(label: str, values: Sequence[str], matcher: Matcher) -> bool:
    """Whether a list sells a warranty that only its label names (*Warranty*: *none*, *1 year*, *full*).

    Times count beside refusals; grades and answers only where the label can mean nothing else.
    """
    offered = [value for value in values if answer_of(value, matcher) not in _REFUSALS]
    if not offered:
        return False
    if not all(_TERM.search(value) for value in offered):
        plain = all(
            _TERM.search(v) or _GRADE.fullmatch(clean_option(v)) or answer_of(v, matcher) != "other"
            for v in offered
        )
        return plain and matcher.found("warranty", label)
    return matcher.found("warranty", label) or _PROTECTS.fullmatch(label.strip()) is not None


def belongs_to(
    noun: str, base_title: str, component_map: Mapping[str, Sequence[str]], matcher: Matcher
) -> bool:
    """Whether ``noun`` is the product itself or a part of it (a chain of a necklace, the lid of a mug)."""
    title, word = normalised(base_title), normalised(noun)
    if not word or not title:
        return False
    if _names(title, word, matcher):
        return True
    forms = {word, word.removesuffix("s"), word.removesuffix("es")}
    parts = (
        parts for product, parts in _components(matcher, component_map) if _names(title, product, matcher)
    )
    return any(not forms.isdisjoint(one) for one in parts)


def _names(title: str, noun: str, matcher: Matcher) -> bool:
    """Whether a normalised title has the noun as a word of its own (in German also as the end of a compound)."""
    if not noun.isascii():
        return noun in title
    stem = noun.removesuffix("s") if len(noun) > 3 else noun
    return stem in title and _word(stem, "de" in matcher.languages).search(title) is not None


@lru_cache(maxsize=4096)
def _word(stem: str, compounds: bool) -> Any:
    """A noun with its endings as a pattern; with ``compounds`` also at the end of a longer word."""
    before = "" if compounds else "(?<![a-z0-9])"
    return regex.compile(rf"{before}{regex.escape(stem)}(?:e?s|e?n|e|i)?(?![a-z0-9])")


def _components(
    matcher: Matcher, component_map: Mapping[str, Sequence[str]]
) -> list[tuple[str, frozenset[str]]]:
    own = [
        (normalised(p), frozenset(normalised(part) for part in parts)) for p, parts in component_map.items()
    ]
    return [*own, *_default_components(matcher.languages)]


@lru_cache(maxsize=32)
def _default_components(languages: tuple[str, ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(
        (normalised(product), frozenset(normalised(part) for part in parts))
        for language in languages
        for product, parts in load_lexicon(language).components.items()
    )
