"""Limits that definitions state in prose: ``An alphanumeric string; 1 character minimum in length and 50 characters
maximum in length.``, ``Textzeichenfolge mit maximal 500 Zeichen``.

Only wordings that bound the whole entry are read; a number of digits, of pixels or of terms is no limit here. Wordings
of English, German, French, Spanish, Italian, Japanese and Chinese templates.
"""

from __future__ import annotations

import re

from auditor.feed.template.model import Limit, Place

TEXT_LIMIT = 2_000
"""Characters of prose that are looked at."""
PLAUSIBLE = 200_000

_N = r"([0-9]{1,3}(?:[.,   ][0-9]{3})+|[0-9]{1,6})"
_UNIT = (
    r"(characters?|chars?|zeichen(?:länge)?|caract[eè]res?|car[áa]cter(?:es)?|caratter[ei]|bytes?|octets?|"
    r"文字|字符|个字|バイト|字节)"
)
_EN_MOST = (
    r"(?:up to(?: a)?(?: maximum of)?|max(?:imum|\.)?(?: of)?|at most|no more than|not exceed|limited to)"
)
_DE_MOST = r"(?:maximal(?:en)?|max\.?|höchstens|bis zu|auf)"
_FR_MOST = r"(?:maximum(?: de)?|max\.?|au maximum|jusqu['’]à|au plus|limité à)"
_ES_MOST = r"(?:un máximo de|máximo(?: de)?|máx\.?|hasta|como máximo|limitado a)"
_IT_MOST = r"(?:un massimo di|massimo(?: di)?|max\.?|fino a|al massimo|non più di)"
_BEFORE = "|".join((_EN_MOST, _DE_MOST, _FR_MOST, _ES_MOST, _IT_MOST))

_MOST = (
    re.compile(
        rf"(?:{_BEFORE})\s+(?:(?:length|länge|longueur|longitud|lunghezza)\s+(?:of|von|de|di)\s+)?{_N}\s*{_UNIT}"
    ),
    re.compile(
        rf"{_N}\s*{_UNIT}\s*(?:\(?max(?:imum|\.|imal)?\b|au maximum|como máximo|máximo|al massimo|massimo|begrenzt)"
    ),
    re.compile(rf"(?:between|zwischen|entre|tra|fra)\s+[0-9]+\s+(?:and|und|et|y|e)\s+{_N}\s*{_UNIT}"),
    re.compile(rf"(?:from|von|de|da)\s+[0-9]+\s+(?:to|bis|à|a)\s+{_N}\s*{_UNIT}"),
    re.compile(rf"länge von\s+{_N}\s*{_UNIT}(?=[^.]*)"),
    re.compile(rf"(?:最大|最多|不超过|最长)\s*{_N}\s*个?\s*{_UNIT}"),
    re.compile(rf"{_N}\s*{_UNIT}\s*(?:以内|以下|まで)"),
)
_LEAST = (
    re.compile(rf"{_N}\s*{_UNIT}\s*minimum"),
    re.compile(rf"(?:minimum of|at least|mindestens|au moins|al menos|almeno)\s+{_N}\s*{_UNIT}"),
    re.compile(
        rf"(?:between|zwischen|entre|tra|fra|mindestens|from)\s+{_N}\s+(?:and|und|et|y|e|to)\s+[^.;]*?{_UNIT}"
    ),
)
_ASIDE = re.compile(
    r"\b(?:total|insgesamt|per term|pro begriff|each|recommend|empfehl|should ideally|under|keyword)"
)
_WHOLE = re.compile(
    r"(?:a |an |any |eine |un |una |une )?(?:positive |positive |non-negative |whole )?(?:whole number|integer|"
    r"ganze zahl|ganzzahl|número entero|numero intero|nombre entier|整数)\b(?!\s*(?:or|oder|ou|o)\b)"
)
_NUMBER = re.compile(
    r"(?:a |an |any |eine |un |una |une )?(?:positive |positiver? |decimal )?(?:number|zahl|dezimalzahl|número|numero|"
    r"nombre)\s+(?:with|greater|up|less|mit|größer|bis|con|avec|mayor|maggiore)\b"
)
_SPAN = re.compile(
    r"range is \$?\s*([0-9][0-9,]*(?:\.[0-9]+)?)[^-–0-9]{0,5}[-–]\s*\$?\s*([0-9][0-9,]*(?:\.[0-9]+)?)"
)
_ABOVE = re.compile(
    r"(?:greater than|größer als|mayor que|mayor a|maggiore di|supérieur à)\s+(?:0|zero|null|cero)\b"
)


def prose_limits(text: str, place: Place) -> tuple[Limit, ...]:
    """What prose bounds: length in characters or bytes, a number between two bounds, or that a number is wanted."""
    plain = " ".join(text[:TEXT_LIMIT].casefold().replace(" ", " ").split())
    if not plain:
        return ()
    found = _length(plain, place)
    return (found,) if found else _number(plain, place)


def _length(plain: str, place: Place) -> Limit | None:
    most = next((hit for pattern in _MOST for hit in pattern.finditer(plain) if not _aside(plain, hit)), None)
    if most is None:
        return None
    limit = _value(most[1])
    if not 1 <= limit <= PLAUSIBLE:
        return None
    sizes = {_value(hit[1]) for pattern in _MOST for hit in pattern.finditer(plain) if not _aside(plain, hit)}
    if len(sizes) > 1:
        # Two bounds: one for a group of goods, one for another. Only what breaks the wider one is wrong.
        limit = max(sizes)
    in_bytes = most[2].startswith(("byte", "octet", "バイト", "字节"))
    least = next((hit for pattern in _LEAST for hit in pattern.finditer(plain)), None)
    low = _value(least[1]) if least else 0
    return Limit(
        kind="bytes" if in_bytes else "length",
        least=float(low) if 1 < low <= limit else None,
        most=float(limit),
        place=place,
    )


def _number(plain: str, place: Place) -> tuple[Limit, ...]:
    span = _SPAN.search(plain)
    if span:
        low, high = (float(bound.replace(",", "")) for bound in span.groups())
        return (Limit(kind="decimal", least=low, most=high, closed=False, place=place),) if low < high else ()
    whole, number = _WHOLE.match(plain), _NUMBER.match(plain)
    if not (whole or number):
        return ()
    above = bool(_ABOVE.search(plain))
    return (
        Limit(
            kind="integer" if whole else "decimal",
            least=0.0 if above else None,
            above=above,
            closed=False,
            place=place,
        ),
    )


def _aside(plain: str, hit: re.Match[str]) -> bool:
    """The number bounds something else: all bullet points together, one search term, what is advised."""
    return bool(_ASIDE.search(plain, max(hit.start() - 30, 0), hit.end() + 20))


def _value(text: str) -> int:
    return int(re.sub(r"\D", "", text))
