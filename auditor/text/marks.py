"""Other people's marks and names: the lists of ``marks.yaml`` as word groups, and what stands beside a mark.

Groups (``F`` is a family): ``mark.F`` (enough alone; an ordinary word only with the words that make it the mark),
``mark.F.hidden`` (other spellings, see ``evasion``), ``mark.F.together`` (ordinary words that are the marks when a list
of choices has several), ``mark.licence``, ``font.strict``, ``font.commercial``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from auditor.text.entries import Entry, parse_entry
from auditor.text.evasion import disguises
from auditor.text.lexicon import load_marks
from auditor.text.normalise import normalised

FAMILIES = ("character", "fashion", "goods", "sport", "celebrity", "word")
"""Families of marks: films and games, consumer brands, goods that accessories are made for, teams and leagues, people,
marks that many take for words."""

DISGUISED = ("character", "fashion", "sport", "celebrity")
"""Families whose marks are looked for in other spellings too."""

PLURALS = ("s",)
_SIGNS = ("®", "tm", " ®", " tm", "(r)", "(tm)", " (r)", " (tm)")
_KANA = re.compile(r"[ァ-ヺー・]+")

_FOR = re.compile(
    r"(?<![a-z])(?:for(?! (?:him|her|them|me|you|us|men|women|boys?|girls?|kids?|children|adults?|dads?|moms?|mum"
    r"|father|mother|husband|wife|fans?|lovers?|birthdays?|christmas|teens?)\b)|fits?(?: for)?"
    r"|compatible (?:with|for|to)|suits?|designed for|made for|works? (?:with|on)|replace(?:s|ment for)?|use with"
    r"|used with|adapt(?:er|or) to|to fit|pour(?! (?:lui|elle|hommes?|femmes?|enfants?|fans?)\b)|compatibles? avec"
    r"|adaptée?s? (?:à|a|aux)|convient (?:à|aux?)|para(?! (?:hombres?|mujer|niñ|fans?))|compatibles? con|apt[oa] para"
    r"|per(?! (?:lui|lei|uomo|donna|bambin|fan))|compatibil[ei] con|adatt[oa] a"
    r"|für(?! (?:ihn|sie|männer|frauen|kinder|fans?)\b)|kompatibel (?:mit|zu)"
    r"|passend (?:für|zu)|passt (?:für|auf|zu)|geeignet für)(?![a-z])|适用于?|兼容|适配|支持|专用于|用于|対応",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[!?;|。！？；\n]| [-–—] ")
_AFTER = re.compile(
    r"[\w\s./+-]{0,24}?(?:用(?!户|品)|専用|专用|対応|向け|适用|兼容|compatible|kompatibel|compatibil[ei])",
    re.IGNORECASE,
)
_ADMIRER = re.compile(
    r"[\s-]*(?:lovers?|fans?|enthusiasts?|themed?|inspired|style|liebhaber|amateurs?|粉丝|迷|ファン)\b", re.I
)
_MODEL = (
    r"(?:[\s-]*(?:\d[\w.\"-]*|[a-z]\d+\w*|pro|max|plus|mini|air|ultra|se|xr|xs|lite|oled|series|gen|generation|fe|note|galaxy"
    r"|rambler|quencher|iceflow|wrangler|gladiator|model|paperwhite|oz|inch|and|&|[/,]|oder|et|y|e|o))*"
)
_NOUN_EN = (
    r"cases?|covers?|bands?|straps?|chargers?|cables?|sleeves?|skins?|decals?|stickers?|wraps?|holders?|stands?|docks?"
    r"|mounts?|screen protectors?|lids?|straws?|handles?|boots?|grips?|key ?chains?|key fobs?|key covers?|floor mats?"
    r"|seat covers?|wallets?|pouch(?:es)?|bags?|bumpers?|charms?|toppers?|inserts?|accessor(?:y|ies)|adapters?"
)
_NOUN_OTHER = (
    r"[a-zäöü]*hüllen?|armb(?:and|änder)|taschen?|aufkleber|halterung(?:en)?|deckel|ladekabel|coques?|étuis?|housses?"
    r"|bracelets?|fundas?|carcasas?|correas?|custodi[ae]|cinturin[oi]|手机壳|保护壳|手机套|保护套|表带|钢化膜|贴膜|支架"
    r"|充电器|ケース|カバー|バンド|ストラップ|フィルム"
)
_KIND = (
    r"leather|silicone|clear|soft|hard|phone|tablet|laptop|watch|tumbler|cup|car|custom|customized|personali[sz]ed|engraved"
    r"|wooden|wood|metal|steel|glass|tempered|protective|slim|wallet|magnetic|replacement|printed|photo|name|monogram\w*"
)
_NOUN_AFTER = re.compile(
    rf"(?P<model>{_MODEL})\s*(?P<between>(?:(?:{_KIND})\s+){{0,2}}?)(?P<noun>(?:(?:phone|tumbler|cup)\s+)?(?:{_NOUN_EN}|{_NOUN_OTHER}))(?![a-z])",
    re.IGNORECASE,
)
_NOUN_BEFORE = re.compile(rf"(?:{_NOUN_EN}|{_NOUN_OTHER})\s+(?:[\w-]+\s+){{0,2}}$", re.IGNORECASE)
_REACH = 90
"""Characters before a mark in which a preposition of compatibility may stand."""


def mark_groups() -> Mapping[str, tuple[Entry, ...]]:
    """Word groups made of ``marks.yaml``; read once."""
    return _groups()


@cache
def _groups() -> dict[str, tuple[Entry, ...]]:
    data = load_marks()
    groups: dict[str, tuple[Entry, ...]] = {}
    for family, lists in data["families"].items():
        name = f"mark.{family}"
        groups[name] = _entries(_strict(lists), PLURALS)
        marks = lists["strict"] if family in DISGUISED else ()
        groups[name + ".hidden"] = _entries((s for mark in marks for s in disguises(normalised(mark))), ())
        for group, key in ((name + ".neg", "not"), (name + ".together", "together")):
            groups[group] = _entries(lists.get(key, ()), ())
        groups[name + ".also"] = _entries(lists.get("together_also", ()), ())
    groups["mark.licence"] = _entries(data["licence_words"], PLURALS)
    for grade in ("strict", "commercial"):
        groups[f"font.{grade}"] = _entries(data["font"][grade], ())
    return {name: found for name, found in groups.items() if found}


def _entries(written: Any, plurals: tuple[str, ...]) -> tuple[Entry, ...]:
    return tuple(dict.fromkeys(parse_entry(_kana(one), plurals) for one in written))


def _kana(written: str) -> str:
    """A short word in katakana must not be part of a longer one (*レゴ* in *アレゴリー*)."""
    if len(written) <= 4 and _KANA.fullmatch(written):
        return f"/(?<![ァ-ヺー]){written}(?![ァ-ヺー])/"
    return written


def _strict(lists: Mapping[str, Any]) -> Iterator[str]:
    yield from lists["strict"]
    for place, names in lists.get("teams", {}).items():
        yield from (f"{place} {name}" for name in names)
    for mark, beside in lists.get("sure_with", {}).items():
        yield from (mark + sign for sign in _SIGNS)
        for word in beside:
            if not word.startswith("<"):
                yield f"{mark} {word.removeprefix('> ')}"
            if not word.startswith(">"):
                yield f"{word.removeprefix('< ')} {mark}"


@cache
def fits() -> frozenset[str]:
    """Normalised names of goods that accessories of other makers are made for."""
    families = load_marks()["families"]
    named = [*families["goods"]["strict"], *families["character"]["fits"]]
    return frozenset(normalised(mark) for mark in named)


@cache
def capitalised() -> frozenset[str]:
    """Marks that are words as well: in running text they are marks only when written with a capital letter."""
    families = load_marks()["families"].values()
    return frozenset(normalised(mark) for lists in families for mark in lists.get("capital", ()))


@cache
def _spelled() -> dict[str, str]:
    families = load_marks()["families"].values()
    return {s: mark for lists in families for mark in lists["strict"] for s in disguises(normalised(mark))}


def undisguised(term: str) -> str:
    """The mark that ``term`` spells in another way; ``""`` when none is known."""
    return _spelled().get(normalised(term), "")


@cache
def _whole_marks() -> dict[str, str]:
    names: dict[str, str] = {}
    for family, lists in load_marks()["families"].items():
        if family != "word":
            named = [*lists["strict"], *lists.get("sure_with", {})]
            names |= {normalised(mark): family for mark in named if not mark.startswith("/")}
    return names


def family_of_brand(brand: str) -> str:
    """The family of a mark that is the whole of ``brand``; ``""`` when it is none. Ordinary words count here."""
    return _whole_marks().get(normalised(brand), "")


def says_compatible(text: str, start: int, end: int) -> bool:
    """Whether the mark at ``start:end`` is named as what the product fits (*Case for iPhone*, *适用于*, *iPhone用*)."""
    if _ADMIRER.match(text, end):
        return False
    before = text[max(start - _REACH, 0) : start]
    clause = _BREAK.split(before)[-1]
    return bool(_FOR.search(clause) or _AFTER.match(text, end))


def accessory_after(text: str, end: int) -> tuple[str, str, int] | None:
    """(model words, noun, end of noun) of an accessory named right after a mark (*iPhone 15 Case*), or None."""
    found = _NOUN_AFTER.match(text, end)
    if found is None:
        return None
    noun = f"{found['between']}{found['noun']}".strip()
    return found["model"].strip(), noun, found.end()


def accessory_before(text: str, start: int) -> bool:
    """Whether an accessory noun stands right before a mark (*Coque iPhone 15*)."""
    return _NOUN_BEFORE.search(text[max(start - 60, 0) : start]) is not None


def contains(name: str, other: str) -> bool:
    """Whether ``other`` stands in ``name`` as whole words (both normalised)."""
    return bool(other) and re.search(rf"(?<![a-z0-9]){re.escape(other)}s?(?![a-z0-9])", name) is not None
