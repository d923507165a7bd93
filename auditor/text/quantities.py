"""Sizes, counts and phone models in a text, in units that can be compared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_NUMBER = r"(?<![\w.,/x×*-])(\d{1,4}(?:[.,]\d{1,3})?)(?:\s?-\s?(?=[a-z]))?\s?"
_UNITS: tuple[tuple[str, Mapping[str, float]], ...] = (
    (r"fl\.?\s?oz|fluid ounces?", {"volume": 29.574}),
    (r"oz|ounces?|盎司|オンス", {"volume": 29.574, "weight": 28.35}),
    (r"ml|millilit(?:er|re)s?|毫升|ミリリットル", {"volume": 1.0}),
    (r"cl", {"volume": 10.0}),
    (r"lit(?:er|re)s?|liter|litri|litros?|升|リットル", {"volume": 1000.0}),
    (r'inch(?:es)?|zoll|pouces?|pulgadas?|pollici|英寸|インチ|"|\'\'', {"length": 2.54}),
    (r"cm|centimet(?:er|re)s?|厘米|センチ", {"length": 1.0}),
    (r"mm|millimet(?:er|re)s?|毫米|ミリ(?!リ)", {"length": 0.1}),
    (r"kg|kilograms?|公斤|千克", {"weight": 1000.0}),
    (r"lbs?|pounds?|磅", {"weight": 453.6}),
)
"""Unit → what one is in millilitres, centimetres or grams; an ounce may be either."""
_QUANTITIES = [(re.compile(rf"{_NUMBER}(?:{unit})(?![a-z0-9])"), factors) for unit, factors in _UNITS]
_ANY = re.compile(r"\d(?:\s?-)?\s?(?:" + "|".join(unit for unit, _ in _UNITS) + ")")
"""A number with a unit behind it, looked for before anything dearer is."""
_DIMENSIONS = re.compile(r"\d\s?(?:[\"']|cm|mm|in|inch(?:es)?)?\s?[x×*]\s?\d")
_BESIDES = re.compile(r"[x×*/]\s?\d|\s?-\s?\d")
TOLERANCE = 0.08
"""Relative difference that rounding between units explains (16 oz, sold as 500 ml, is 473 ml)."""

_COUNTS = re.compile(
    r"(?:set|pack|lot|box|bundle|case) of (\d{1,3})(?!\d)"
    r"|(?<![\w.-])(\d{1,3})[\s-]?(?:pack|pcs?|pieces?|count|ct|pk)(?![a-z])"
    r"|(\d{1,3})er[\s-]?(?:set|pack)|(?:set|pack) (?:von|mit) (\d{1,3})|(?<![\w.-])(\d{1,3}) stuck"
    r"|(?:lot|jeu|pack) de (\d{1,3})|(?:juego|paquete|set|pack) de (\d{1,3})"
    r"|(?:set|confezione|pacco) (?:da|di) (\d{1,3})"
    r"|(?<![\d.])(\d{1,3})(?:件套|件装|个装|只装|支装|条装|枚セット|個セット|点セット|枚入り|個入り|本セット)"
)
_PHONES = re.compile(
    r"\b(iphone) ?(\d{1,2}|x[rs]?|se)( ?pro max| ?pro| ?plus| ?mini| ?max)?(?![\w/])"
    r"|\b(galaxy) ?([sa]\d{1,2})( ?ultra| ?plus|\+| ?fe)?(?![\w/])|\b(pixel) ?(\d{1,2})( ?pro| ?a)?(?![\w/])"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured size: the words, and what it comes to by dimension (millilitres, centimetres, grams)."""

    term: str
    sizes: Mapping[str, float]


def measured(normal: str) -> list[Quantity]:
    """Sizes with a unit in a normalised text; nothing where several dimensions are multiplied or ranged."""
    if not _ANY.search(normal) or _DIMENSIONS.search(normal):
        return []
    found: dict[tuple[int, int], Quantity] = {}
    for pattern, factors in _QUANTITIES:
        for match in pattern.finditer(normal):
            if any(start <= match.start() < end for start, end in found) or _BESIDES.match(
                normal, match.end()
            ):
                continue
            number = float(match[1].replace(",", "."))
            sizes = {dimension: number * factor for dimension, factor in factors.items()}
            found[match.span()] = Quantity(match[0].strip(), sizes)
    return list(found.values())


def differ(first: Quantity, second: Quantity) -> bool:
    """Whether two sizes share a dimension and agree in none."""
    shared = set(first.sizes) & set(second.sizes)
    return bool(shared) and all(
        abs(first.sizes[d] - second.sizes[d]) > TOLERANCE * max(first.sizes[d], second.sizes[d])
        for d in shared
    )


def counts(normal: str) -> list[tuple[int, str]]:
    """Numbers of pieces a normalised text states ("set of 4"), with their words."""
    return [
        (int(next(group for group in match.groups() if group)), match[0])
        for match in _COUNTS.finditer(normal)
    ]


def phones(normal: str) -> list[tuple[str, str]]:
    """Phone models named in a normalised text: the model written one way, and the words."""
    found = []
    for match in _PHONES.finditer(normal):
        parts = [group for group in match.groups() if group]
        found.append((" ".join(" ".join(parts).replace("+", "plus").split()), match[0]))
    return found
