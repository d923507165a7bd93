"""Codes that say what a product is: product types, browse nodes, category paths.

The lists stand in ``common.yaml`` with the grade of their evidence: V seen in the marketplace's own files, P plausible.
Codes are compared whole, as letters and digits only: COMPUTERADDON contains COMPUTER and is an allowed type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from auditor.text.lexicon import load_common
from auditor.text.normalise import normalised


@dataclass(frozen=True, slots=True)
class Coded:
    """A code of a banned product: its category, where it stands in the text, whether the evidence is confirmed."""

    category: str
    start: int
    end: int
    sure: bool


_PLURAL_FROM = 12
"""Length from which a code may stand in the plural (``tablet-computers``); shorter ones are other words then."""

_SEPARATORS = re.compile(r"\s*(?:>|›|»|/|\||\\|→|＞)\s*")
_COMPUTING = re.compile(
    r"comput|electr|elektr|informat|informat|gaming|video ?game|videogame|videospiel|jeux video|videojueg|videogioc"
    r"|ordenador|ordinateur|\bpcs?\b|パソコン|コンピュータ|ゲーム|家電|电脑|電腦|电子|数码|游戏"
)
_LEAF_CATEGORIES = (
    ("laptop", re.compile(r"laptop|2 in 1|notebook|portable|portatil|ノート|笔记本")),
    ("tower", re.compile(r"tower")),
    ("tablet", re.compile(r"tablet|tableta|タブレット|平板")),
    ("console", re.compile(r"consol|konsol|ゲーム機|主机")),
    ("desktop", re.compile(r"")),
)


def squeezed(code: str) -> str:
    """Letters and digits only, upper case: ``Notebook_Computer`` → ``NOTEBOOKCOMPUTER``."""
    return re.sub(r"[^0-9A-Z]", "", code.upper())


def banned_type(code: str) -> Coded | None:
    """A product type or item type keyword that is a banned base product."""
    banned = load_common()["product_type"]["banned"]
    key = squeezed(code)
    if key not in banned and key.endswith("S") and len(key) > _PLURAL_FROM:
        key = key[:-1]
    known = banned.get(key)
    return Coded(known["cat"], 0, len(code), known["grade"] == "V") if known else None


def accessory_type(code: str) -> bool:
    """True for a product type that is known to be no base product, though its name may contain one."""
    return squeezed(code) in _accessory_types()


@cache
def _accessory_types() -> frozenset[str]:
    return frozenset(load_common()["product_type"]["never"])


def banned_node(text: str, marketplace: str) -> Coded | None:
    """A browse node of banned products among the numbers of a cell.

    Node numbers mean something in their own marketplace only; an unknown marketplace (``""``) counts as any.
    """
    banned = load_common()["browse_node"]["banned"]
    for found in re.finditer(r"[0-9]{5,12}", text):
        known = banned.get(found[0])
        if known and marketplace in ("", known["mp"]):
            return Coded(known["cat"], found.start(), found.end(), known["grade"] == "V")
    return None


def banned_leaf(path: str) -> Coded | None:
    """A category path that ends in banned products; a leaf alone decides nothing ("Consoles" may be tables)."""
    ends = [0, *(found.end() for found in _SEPARATORS.finditer(path))]
    start = ends[-1]
    leaf = normalised(path[start:])
    above = normalised(path[:start])
    if leaf not in _banned_leaves() or not _COMPUTING.search(above):
        return None
    category = next(name for name, words in _LEAF_CATEGORIES if words.search(leaf))
    return Coded(category, start, len(path.rstrip()), True)


@cache
def _banned_leaves() -> frozenset[str]:
    return frozenset(normalised(leaf) for leaf in load_common()["category_path_leaf"]["banned"])
