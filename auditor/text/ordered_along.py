"""Choices that are ordered along with the product: what a label announces, and what kind of word a choice is.

A label that announces something ordered along (*Add to your order*, *一起购买*, *Dazu bestellen*) makes its choices
further products, whatever their nouns, unless they name work done on the product itself (*engraving*, *second line*,
*gold foil*). Under labels that also head a customization (*Add*, *Extras*) only nouns of things count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from auditor.text import attributes
from auditor.text.extras import belongs_to, is_addon_label, is_dimension
from auditor.text.lexicon import load_lexicon
from auditor.text.lists import Span
from auditor.text.matcher import Matcher
from auditor.text.normalise import clean_option
from auditor.text.yes_no import answer_of

Offer = Literal["along", "extras", "verb", ""]
"""along: something ordered along · extras: extras of some kind · verb: merely *add*, *include* · empty: neither."""
Role = Literal["thing", "craft", ""]
"""thing: a product of its own · craft: work done on the product, or what is put onto it."""

REFUSALS = ("no", "decline", "off")
ADDED = regex.compile(
    r"(?:[+＋]|\b(?:plus|inkl?\.?|incl\.?)\b|[加送赠附])\s*(?:[\w'-]+\s){0,2}[\w'-]*$", regex.IGNORECASE
)
"""What stands before a noun that is added to something ("Blue + keychain")."""
JOINED = regex.compile(
    r"(?:&|\b(?:with|mit|avec|con)\b)\s*(?:[\w'-]+\s){0,2}[\w'-]*$"
    r"|\b(?:and|und|et|y|e|ed)\s+(?:an?\s+|eine?n?\s+|une?\s+|una\s+|extra\s+|free\s+|matching\s+)*$",
    regex.IGNORECASE,
)
"""The same in words; "and" must stand right before the noun ("black and white mug")."""
PICTURED = regex.compile(
    r"design|pattern|theme|style|icon|symbol|picture|image|photo|\bart\b|artwork|charact|quote|phrase|text|background"
    r"|motiv|muster|stil|thème|dessin|image|diseño|estilo|motivo|disegno|stile|tema"
    r"|设计|图|画|主题|款|样式|背景|デザイン|柄|絵|スタイル",
    regex.IGNORECASE,
)
"""A label whose choices may be pictures ("Bear with Balloon"): words that join prove nothing there."""
KIND_OF_PRODUCT = regex.compile(
    r"\b(?:product|item|type|kind|produkt|artikel|typ|produit|article|producto|art[ií]culo|tipo|prodotto|articolo)"
    r"|商品|产品|品类|種類|タイプ",
    regex.IGNORECASE,
)
"""A label that asks which of several products is wanted, not what to add to one."""
PICTURE = regex.compile(
    r"portrait|illustration|drawing|painting|caricature|cartoon|avatar|clipart|figurine|bobblehead|portr[äa]t|karikatur"
    r"|zeichnung|gezeichnet|dessin|peinture|retrato|dibujo|dibujad|ilustraci|caricatura|ritratto|disegn|illustrazion"
    r"|画像|肖像|手绘|手繪|漫画|插画|头像|公仔定制|似顔絵|イラスト|肖像画|アバター",
    regex.IGNORECASE,
)
"""A product that is a picture: glasses, hats and pets among its choices are drawn."""
GRADED = regex.compile(
    r"(?:basic|standard|normal|regular|deluxe|premium|classic|luxury|luxe|vip|mini|small|medium|large|big|option|set|package"
    r"|kit|bundle|套餐|基础|标准|豪华|高级|小|中|大|ベーシック|スタンダード|プレミアム|セット)[\s\da-zA-Z一二三四五款号]*",
    regex.IGNORECASE,
)
"""Choices that only grade: nobody can tell what they are."""
OFFERING = regex.compile(
    r"\s*(?:(?:please |also |optional )?add\b|(?:ajoute[rz]|añad(?:ir|e)|agrega|aggiung(?:i|ere)|hinzufügen)\b"
    r"|[加添增另]|追加)",
    regex.IGNORECASE,
)
"""How a label begins that offers the thing it names."""
LOOSE = regex.compile(
    r"batter|\bpilas?\b|\bpiles?\b|pilha|batterie|remote|fernbedienung|t[ée]l[ée]commande|mando|telecomando|charger|ladeger[äa]t"
    r"|chargeur|cargador|caricab|电池|遥控器|充电器|電池|リモコン|充電器",
    regex.IGNORECASE,
)
"""Parts that are sold apart from their product: offered as an extra, they are one."""
PLACED = regex.compile(
    r"\s(?:on|in|with|for|of|at|under|below|above|around|auf|mit|für|am|im|an|unter|sur|au|sous|pour|en|para|su|sul|sulla|per)\s",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """The noun of a second product in a choice (offsets as written), and whether that is sure."""

    start: int
    end: int
    sure: bool


def offer_of(label: str, matcher: Matcher) -> Offer:
    """What a label announces; one that names a customization besides ("Extra line", "Accessories colour") nothing."""
    for group, offer in _OFFERS:
        spans = matcher.find(group, label)
        if spans:
            rest = label
            for start, end in reversed(spans if offer != "along" else []):
                rest = f"{rest[:start]} {rest[end:]}"
            return "" if matcher.found("craft.word", rest) else offer
    return ""


_OFFERS: tuple[tuple[str, Offer], ...] = (
    ("addon.along", "along"),
    ("addon.label", "extras"),
    ("addon.verb", "verb"),
)


def offers_thing(label: str, matcher: Matcher) -> bool:
    """Whether a label that names a thing offers it ("Add charger", "Do you need a pen?")."""
    asked = OFFERING.match(label) or matcher.found("boolean.polar_label", label)
    return is_addon_label(label, matcher) or (bool(asked) and role_of(label, matcher) == "thing")


def role_of(value: str, matcher: Matcher) -> Role:
    """What a choice names: the head noun decides (*Coaster engraving* is an engraving, *Gold keychain* a keychain)."""
    placed = PLACED.search(value)
    head = value[: placed.start()] if placed and placed.start() else value
    things = [span for group in ("addon.noun", "thing.noun") for span in matcher.find(group, head)]
    crafts = matcher.find("craft.word", head)
    if not things:
        return "craft" if crafts or _plain(value, matcher) else ""
    if not crafts:
        return "thing"
    if load_lexicon(matcher.languages[0]).head == "initial":
        return "thing" if min(things)[0] <= min(crafts)[0] else "craft"
    last = max(end for _, end in things)
    return "thing" if last >= max(end for _, end in crafts) else "craft"


def _plain(value: str, matcher: Matcher) -> bool:
    """Whether a choice only names a colour, a material, a measure or a grade."""
    cleaned = clean_option(value)
    if GRADED.fullmatch(cleaned) or not regex.search(r"\p{L}{2}|\p{Han}", cleaned):
        return True
    if regex.match(r"\d", cleaned):
        return True
    return any(attributes.values(kind, cleaned, matcher.languages) for kind in attributes.KINDS)


def second_product_in(
    value: str, label: str, title: str, components: Mapping[str, Sequence[str]], matcher: Matcher
) -> Found | None:
    """Where a choice names another product than the title's (or a part of it), or None."""
    if answer_of(value, matcher) in REFUSALS or matcher.found("gift.wrap", label):
        return None
    offer = offer_of(label, matcher)
    if PICTURE.search(title) and (offer or not regex.search("[+＋]", value)):
        return None
    if offer and role_of(value, matcher) == "craft":
        return None
    known = matcher.find("addon.noun", value)
    named = [(span, True) for span in known] + [(span, False) for span in matcher.find("thing.noun", value)]
    own = False
    for (start, end), telling in sorted(named):
        loose = (
            offer and LOOSE.search(value[start:end]) is not None and not _in_title(value[start:end], title)
        )
        if not loose and belongs_to(value[start:end], title, components, matcher):
            own = True
        elif offer or (
            _counts(label, value[:start], telling, matcher)
            and not _asks_kind(label, value, (start, end), title, components, matcher)
        ):
            own_word = not offer and clean_option(value[start:end]) in clean_option(label)
            return Found(start, end, not own_word or ADDED.search(value[:start]) is not None)
    if offer != "along" or (named and not own):
        return None
    own = own or belongs_to(clean_option(value), title, components, matcher)
    return None if own and _in_title(value, title) else Found(0, len(value), False)


def _asks_kind(
    label: str, value: str, noun: Span, title: str, components: Mapping[str, Sequence[str]], matcher: Matcher
) -> bool:
    """Whether the label names the product, or a part whose kinds the choices are (*Lid*: *Straw lid*, *Flip lid*)."""
    named, rest = clean_option(label), clean_option(f"{value[: noun[0]]} {value[noun[1] :]}")
    if ADDED.search(value[: noun[0]]):
        return False
    return bool(named) and (named in rest or belongs_to(named, title, components, matcher))


def _in_title(value: str, title: str) -> bool:
    return clean_option(value) in clean_option(title)


def _counts(label: str, before: str, telling: bool, matcher: Matcher) -> bool:
    """Whether a noun under a label that offers nothing is a second product all the same."""
    if ADDED.search(before) or (JOINED.search(before) and telling and not PICTURED.search(label)):
        return True
    asks = is_dimension(label, matcher) or matcher.found("craft.word", label)
    return telling and not (asks or KIND_OF_PRODUCT.search(label) is not None)
