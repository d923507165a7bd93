"""What a condition cell says: new, used, refurbished, collectible.

Codes 1–11 are the legacy numbers of inventory files (11 = new, 10 = refurbished, 5–8 collectible, 1–4 used); words are
the ones the marketplaces' templates offer, in the languages of the templates.
"""

from __future__ import annotations

import re
from typing import Literal

from auditor.text.normalise import normalised

Condition = Literal["", "new", "used", "refurbished", "collectible"]

_NUMBERS: dict[str, Condition] = {
    **dict.fromkeys(("1", "2", "3", "4", "9"), "used"),
    **dict.fromkeys(("5", "6", "7", "8"), "collectible"),
    "10": "refurbished",
    "11": "new",
}
_WORDS: tuple[tuple[Condition, re.Pattern[str]], ...] = (
    (
        "refurbished",
        re.compile(
            r"^(?:(?:certified|manufacturer|seller|amazon)[\s_-]*)?(?:refurb|renewed|recondition|remanufact|recertif"
            r"|generaluberholt|erneuert|reconditionn|reacondicionad|ricondizionat|翻新|官翻|再生|整備済)"
        ),
    ),
    (
        "collectible",
        re.compile(r"^(?:collect[ia]ble|sammler|de collection|coleccion|collezion|コレクター|收藏)"),
    ),
    (
        "used",
        re.compile(
            r"^(?:used|pre[\s_-]?owned|second[\s_-]?hand|gebraucht|d'?\s?occasion|occasion|usado|de segunda mano|usato"
            r"|中古|二手)"
        ),
    ),
    ("new", re.compile(r"^(?:new|neu|neuf|nuevo|nuovo|新品|全新)")),
)


def condition_of(text: str) -> Condition:
    """The condition a whole cell states; ``""`` when it is blank or not understood."""
    words = normalised(text).strip()
    if words.removesuffix(".0") in _NUMBERS:
        return _NUMBERS[words.removesuffix(".0")]
    return next((name for name, pattern in _WORDS if pattern.match(words)), "")
