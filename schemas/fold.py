"""Header texts made comparable: case, accents, separators and width no longer matter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOISE = re.compile(r"[\W_]+")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|【[^【】]*】")
_KANA_VOICING = ("゙", "゚")


@lru_cache(maxsize=65536)
def squash(text: str) -> str:
    """Letters and digits only: ``Item-Name*`` → ``itemname``, ``卖家 SKU`` → ``卖家sku``, ``Désignation`` →
    ``designation``. Empty where nothing is left.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(
        letter for letter in folded if letter in _KANA_VOICING or not unicodedata.combining(letter)
    )
    return _NOISE.sub("", unicodedata.normalize("NFC", kept).replace("№", "no"))


@lru_cache(maxsize=16384)
def without_asides(text: str) -> str:
    """The text without bracketed remarks and what follows a line break: ``Price (EUR)`` → ``Price``."""
    head = text.strip().split("\n")[0]
    return _ASIDE.sub(" ", head).strip()
