"""Choices that count units of the product: *5 pcs*, *set of 4*, *two mugs*, *a pair*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.text.matcher import Matcher
from auditor.text.normalise import clean_option

UNITS = re.compile(
    r"(?:x\s?)?(\d{1,3})\s*(?:x|pcs?|pieces?|packs?|units?|items?|sets?|count|ct|stuck|stk\.?|er[- ]set|pieces?"
    r"|lots?|unites?|piezas?|unidades?|uds?\.?|pezzi|pezzo|个|件|只|套|支|份|個|枚|本|点|セット)(?:装|セット|入り?|组)?"
    r"|(?:set|pack|lot|box|bundle) (?:of|de|da|di) (\d{1,3})",
    re.IGNORECASE,
)
NUMBERS = {
    **dict.fromkeys(("one", "a", "ein", "eine", "un", "une", "una", "uno", "一"), 1),
    **dict.fromkeys(("two", "zwei", "deux", "dos", "due", "两", "二"), 2),
    **dict.fromkeys(("three", "drei", "trois", "tres", "tre", "三"), 3),
    **dict.fromkeys(("four", "vier", "quatre", "cuatro", "quattro", "四"), 4),
    **dict.fromkeys(("five", "funf", "cinq", "cinco", "cinque", "五"), 5),
    **dict.fromkeys(("six", "sechs", "seis", "sei", "六"), 6),
}
"""Number words, without accents."""
WORDED = re.compile(
    rf"(\d{{1,2}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})\s*(?:x\s*|[个只件条套])?(?=\D)"
)
SINGLE = frozenset(
    "single;just one;only one;einzeln;einzelstuck;unite;a l'unite;a l'unita;seul;individual;suelto;singolo".split(
        ";"
    )
    + "单个;单件;单只;单条;单支;単品;1点のみ".split(";")
)
PAIR = frozenset(
    ("pair", "a pair", "one pair", "paar", "1 paar", "paire", "une paire", "par", "un par", "paio", "coppia")
)
PAIR_CJK = frozenset(("一对", "1对", "两只", "一双", "ペア", "2個組"))
PACKED = re.compile(r"pack|\bsets?\b|bundle|\blots?\b|confezion|paquet|paquete|装|セット", re.IGNORECASE)
"""Words of packs: however many units, they are bought."""
PARTS_COUNT = re.compile(
    r"puzzle|jigsaw|拼图|パズル|panel|canvas|leinwand|toile|lienzo|tela\b|连画|联画|building block|积木|ブロック",
    re.IGNORECASE,
)
"""Products whose number of pieces is their design."""
FEWEST = 12
"""A list of unit counts that begins above this counts parts (120, 500, 1,000 pieces), not units."""


def counts_units(label: str, values: Sequence[str], matcher: Matcher) -> bool:
    """Whether every choice is a number of units of the product."""
    if len(values) < 2 or PARTS_COUNT.search(label) or matcher.found("count.of", label):
        return False
    found = [_units(value, matcher) for value in values]
    numbers = [number for number in found if number]
    few = min(numbers, default=0) <= FEWEST or all(PACKED.search(value) for value in values)
    return len(numbers) == len(values) and len(set(numbers)) > 1 and few


def counts_parts(values: Sequence[str], matcher: Matcher) -> bool:
    """Whether the choices count more than anyone orders: parts of one product."""
    numbers = [_units(v, matcher) or (int(v) if re.fullmatch(r"\d{1,4}", v) else 0) for v in values]
    packed = any(PACKED.search(value) for value in values)
    return bool(numbers) and min(numbers) > FEWEST and not packed


def _units(value: str, matcher: Matcher) -> int | None:
    """How many units a choice stands for ("5 pcs", "set of 4", "two mugs", "single"), or None."""
    cleaned = clean_option(value)
    match = UNITS.fullmatch(cleaned)
    if match:
        return int(match[1] or match[2])
    if cleaned in SINGLE:
        return 1
    if cleaned in PAIR or cleaned in PAIR_CJK:
        return 2
    worded = WORDED.match(cleaned)
    if not worded:
        return None
    noun = cleaned[worded.end() :].removesuffix("装")
    spans = matcher.find("product.noun", noun)
    number = worded[1]
    told = not noun or spans == [(0, len(noun))]
    return (int(number) if number.isdigit() else NUMBERS[number]) if told else None
