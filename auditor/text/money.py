"""Amounts of money as sellers write them: ``12.99``, ``$5.00``, ``1.299,00 €``, ``-3``, ``Red (+$5)``."""

from __future__ import annotations

import re

_CURRENCY = (
    r"(?:us\$|ca\$|a\$|[$€£¥￥元円]|usd|eur|gbp|jpy|rmb|cny|cad|aud|dollars?|euros?|美元|美金|欧元|英镑|日元)"
)
_NUMBER = r"\d[\d.,' \u00a0]*\d|\d"
_AMOUNT = re.compile(
    rf"^\s*([+\-−–＋]?)\s*{_CURRENCY}?\s*([+\-−–]?)\s*({_NUMBER})\s*{_CURRENCY}?\s*$", re.IGNORECASE
)
_SUFFIX = re.compile(
    rf"(?:[(\[（]\s*([+\-−–＋])\s*{_CURRENCY}?\s*({_NUMBER})\s*{_CURRENCY}?\s*[)\]）]"
    rf"|\s([+\-−–＋])\s*(?:{_CURRENCY}\s*({_NUMBER})|({_NUMBER})\s*{_CURRENCY}))\s*$",
    re.IGNORECASE,
)
_MINUS = "-−–"


def amount(text: str) -> float | None:
    """The amount a whole text states, or None."""
    match = _AMOUNT.match(text)
    if not match:
        return None
    value = _number(match[3])
    return -value if (match[1] and match[1] in _MINUS) or (match[2] and match[2] in _MINUS) else value


def surcharge(option: str) -> float | None:
    """The amount a choice says it adds or takes away (``(+$5.00)``, ``- 2 €``), or None."""
    match = _SUFFIX.search(option)
    if not match:
        return None
    value = _number(match[2] or match[4] or match[5])
    return -value if (match[1] or match[3]) in _MINUS else value


def _number(written: str) -> float:
    """A number whose last separator is a decimal point unless three digits follow it."""
    digits = re.sub(r"[' \u00a0]", "", written)
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return float(digits)
    whole, part = re.sub(r"[.,]", "", digits[:last]), digits[last + 1 :]
    several = len(re.findall(r"[.,]", digits)) > 1 and digits.count(digits[last]) > 1
    if len(part) == 3 and (several or digits[last] == ","):
        return float(whole + part)
    return float(f"{whole or '0'}.{re.sub(r'[.,]', '', part) or '0'}")
