"""What the marketplace's title guidelines look at: characters, capitals, repeated words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FORBIDDEN = "!$?_{}^¬¦"
IN_CONTEXT = "~#<>*"
TITLE_CHARACTERS = r"[!$?_{}^¬¦~#<>*]"
"""RE2: a title worth a closer look."""

_MEASURE = re.compile(
    r"#\s?(?=\w)|[<>]=?\s?(?=[\d.])|~\s?(?=\d)|(?<=\d)\s?~|(?<=[\d\w\"'])\s?\*\s?(?=\d)|<3|->|=>|<-"
)
"""Where one of the context-only characters is part of a number, a measure or an identifier."""
_LOST = re.compile(r"\?(?=[^\W\d_])|\?{2,}")
"""Question marks that stand for characters an encoding has lost (``caf?s``, ``?ircle``, ``???``)."""
_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
_CAPITALS = re.compile(r"(?<![\w-])[^\W\d_]{2,}(?:['’&-][^\W\d_]+)*(?!\w)")
ACRONYMS = frozenset(
    "LED USB PVC MDF ABS HD UHD RGB UV DIY BPA PU TPU EVA NFC QR GPS USA UK EU NYC LA XL XXL XXXL US AUS RFID HDMI VIP"
    " DJ RV ATV SUV BBQ PET PP PE PC ID OEM SPF AAA AA CD DVD TV FIFA NBA NFL MLB NHL NASA AC DC IPX NO CNC II III IV"
    " VI VII VIII IX CM MM ML OZ KG PCS FSC ISO EN DIN GSM DPI SVG PNG HTV OLED HSS PTFE MOM DAD".split()
)
LEAST_CAPITAL_WORDS = 4
CAPITAL_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class BadCharacters:
    """Characters a title may not have. kind: forbidden, lost (by an encoding), context. start: the first of them."""

    kind: str
    characters: str
    start: int
    fix: str | None


def bad_characters(title: str, brands: Iterable[str]) -> BadCharacters | None:
    """What is wrong with the characters of a title; those inside a brand's name are fine."""
    masked = _masked(title, brands)
    places = [place for place, character in enumerate(masked) if character in FORBIDDEN]
    if places:
        found = "".join(dict.fromkeys(title[place] for place in places))
        lost = _LOST.search(masked) if "?" in found else None
        if lost:
            return BadCharacters("lost", "?", lost.start(), None)
        fix = None if "$" in found else _without(title, places)
        return BadCharacters("forbidden", " ".join(found), places[0], fix)
    masked = _TAG.sub(lambda m: " " * len(m.group()), masked)
    masked = _MEASURE.sub(lambda m: " " * len(m.group()), masked)
    places = [place for place, character in enumerate(masked) if character in IN_CONTEXT]
    if not places:
        return None
    found = "".join(dict.fromkeys(title[place] for place in places))
    return BadCharacters("context", " ".join(found), places[0], None)


def _masked(title: str, brands: Iterable[str]) -> str:
    for brand in brands:
        if brand and any(character in brand for character in FORBIDDEN + IN_CONTEXT):
            pattern = re.compile(re.escape(brand), re.IGNORECASE)
            title = pattern.sub(lambda m: " " * len(m.group()), title)
    return title


def _without(title: str, places: Sequence[int]) -> str:
    gone = set(places)
    kept = "".join(
        (" " if character == "_" else "") if place in gone else character
        for place, character in enumerate(title)
    )
    return re.sub(r"\s+([,.;:)])|\s{2,}", lambda m: m.group(1) or " ", kept).strip()


def in_capitals(title: str, brand: str) -> bool:
    """True when most words of a title are written in capitals, acronyms, the brand and codes aside."""
    words = _CAPITALS.findall(title)
    own = set(_CAPITALS.findall(brand))
    counted = [word for word in words if word not in ACRONYMS and word not in own]
    shouted = [word for word in counted if word.isupper() and word.upper() != word.lower()]
    return len(shouted) >= LEAST_CAPITAL_WORDS and len(shouted) >= CAPITAL_SHARE * len(counted)


def third_use(title: str, word: str) -> tuple[int, int] | None:
    """Where ``word`` (or its plural) stands for the third time; None when it does not."""
    found = re.finditer(rf"(?<!\w){re.escape(word)}(?:s|es)?(?!\w)", title, re.IGNORECASE)
    spans = [match.span() for match in found]
    return spans[2] if len(spans) > 2 else None
