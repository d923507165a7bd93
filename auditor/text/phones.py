"""Telephone numbers told from sizes, dates, article numbers and prices."""

from __future__ import annotations

from collections.abc import Iterator

import phonenumbers
import regex

Span = tuple[int, int]

REGIONS = {"UK": "GB", "": "US"}
"""Marketplace letters that are not the telephone region's."""

_CANDIDATE = regex.compile(
    r"(?<![A-Za-z0-9_.,/+#$€£¥*×-])(?:\+\d|\(\d|\d)[\d\s()./-]{5,20}\d"
    r"(?![A-Za-z0-9_%]|[.,/-]\d|\s?(?:mm|cm|ml|oz|in\b|\"|v\b|x\s?\d))"
)
_DATE = regex.compile(
    r"^(?:\d{1,2}[./ -]\d{1,2}[./ -](?:19|20)?\d{2}|(?:19|20)\d{2}[./ -]\d{1,2}[./ -]\d{1,2})$"
)
_SHAPES = (
    r"\+\d{1,3}[\s.-]?[\d\s().-]{6,}",  # international
    r"\(\d{2,5}\)\s?\d{3,4}[\s.-]?\d{3,4}",  # (212) 555-0123
    r"\d{3}[-. ]\d{3}[-. ]\d{4}",  # 212-555-0123
    r"0\d{1,4}[-\s]\d{3,4}[-\s]?\d{3,4}",  # 020 7946 0958, 03-1234-5678
    r"0\d{1,4}\s?/\s?\d{3,5}[-\s]?\d{2,5}",  # 030 / 23125 478
    r"0\d(?:[ .]\d{2}){4}",  # 01 42 68 53 00
    r"1[3-9]\d{9}",  # Chinese mobile
)
_SHAPED = regex.compile("^(?:" + "|".join(_SHAPES) + ")$")
_CHINESE_MOBILE = regex.compile(r"^1[3-9]\d{9}$")
_CHINESE_LANDLINE = regex.compile(r"^0\d{2,3}[- ]?\d{3,4}[- ]?\d{4}$")
_CUE = regex.compile(
    r"(?:(?<![a-z])(?:tel|phone|call|mobile|cell|fax|whatsapp|text us(?: at)?|hotline|telefon|tél|téléphone|teléfono"
    r"|telefono|handy|anrufen|rufen sie|appelez|llam[ae]|llámanos|llamar|móvil|chiama|chiamaci|chiamare|cellulare)"
    r"|anruf\w*|rufen sie uns an|电话|热线|客服|手机|微信|致电|拨打|热线|電話|携帯|お問い合わせ)[^\d]{0,15}$",
    regex.IGNORECASE,
)


def phone_spans(text: str, region: str) -> Iterator[Span]:
    """Offsets of telephone numbers: strong shapes that are valid, weak shapes only after a word such as *call*."""
    country = REGIONS.get(region, region) or "US"
    for match in _CANDIDATE.finditer(text):
        written = match.group()
        if _DATE.match(written):
            continue
        digits = "".join(c for c in written if c.isdigit())
        cue = _CUE.search(text, max(0, match.start() - 30), match.start()) is not None
        if not cue and not _SHAPED.match(written) and not _CHINESE_MOBILE.match(digits):
            continue
        chinese = _CHINESE_MOBILE.match(digits) or (cue and _CHINESE_LANDLINE.match(written))
        if _valid(written, country, cue) or (chinese and _valid(digits, "CN", cue)):
            yield match.span()


def _valid(written: str, country: str, cue: bool) -> bool:
    """Whether the number exists in its plan; after a cue it is enough that it could."""
    try:
        number = phonenumbers.parse(written, country)
    except phonenumbers.NumberParseException:
        return False
    if cue and _SHAPED.match(written):
        return bool(phonenumbers.is_possible_number(number))
    return bool(phonenumbers.is_valid_number(number))
