"""The text a spreadsheet shows for a stored number under a number format (ECMA-376 part 1, 18.8.30 and 18.8.31).

Formats that depend on the computer's region (built-in 14 and 22) are shown as ISO dates, which no reader can
misread. Padding (``_x``, ``*x``, ``?``) shows nothing: it aligns numbers on a screen and is no part of the value.
A number of twelve and more digits under ``General`` is given with all its digits, whatever the column's width.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import lru_cache

from auditor.feed.dateformat import date_text
from auditor.feed.table import Damage

BUILTIN_FORMATS: dict[int, str] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy-mm-dd",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-",
    42: "$#,##0;-$#,##0;$-",
    43: "#,##0.00;-#,##0.00;-",
    44: "$#,##0.00;-$#,##0.00;$-",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm:ss"),
}
"""Number format ids that need no definition in the workbook; the East Asian date ids are shown as ISO dates."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*](?P<padding>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/標準|G/通用格式)|(?P<noon>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|e+|g+|b+|aaaa?)|(?P<digit>[0#?])|(?P<mark>[.,%@/])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
}

Token = tuple[str, str]
"""(kind, text): kind is ``literal``, ``digit``, ``mark``, ``exponent``, ``date``, ``elapsed``, ``noon`` or
``general``."""


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four parts of a format: its tokens, the condition it applies under, whether it is a date."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None
    is_date: bool

    def has(self, kind: str, text: str = "") -> bool:
        """True where a token of ``kind`` (and ``text``, when given) occurs."""
        return any(k == kind and (not text or t == text) for k, t in self.tokens)


def _section(code: str) -> Section:
    tokens: list[Token] = []
    condition: tuple[str, float] | None = None
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "other", match[match.lastgroup or "other"]
        if kind == "bracket":
            if re.fullmatch(r"h+|m+|s+", text, re.IGNORECASE):
                tokens.append(("elapsed", text.lower()))
            elif text.startswith("$"):
                tokens.append(("literal", text[1:].split("-")[0]))
            elif found := _CONDITION.match(text):
                condition = (found[1], float(Decimal(found[2])))
        elif kind in ("quoted", "escaped", "other"):
            tokens.append(("literal", text))
        elif kind == "date":
            tokens.append(("date", text.lower()))
        elif kind != "padding":
            tokens.append((kind, text))
    is_date = any(kind in ("date", "elapsed", "noon") for kind, _ in tokens)
    return Section(tuple(tokens), condition, is_date)


@lru_cache(maxsize=4096)
def sections(code: str) -> tuple[Section, ...]:
    """A format code taken apart; quotes and escapes may hide semicolons. A malformed condition counts as none."""
    parts = re.findall(r'(?:"[^"]*"?|\\.|[_*].|\[[^\]]*\]|[^;])+|(?<=;)(?=;)|(?<=;)$|^(?=;)', code, re.DOTALL)
    try:
        return tuple(_section(part) for part in parts[:4]) or (_section("General"),)
    except InvalidOperation:
        return (_section("General"),)


def show(raw: str, code: str, date1904: bool = False) -> tuple[str, Damage]:
    """The text shown for the stored number ``raw`` under ``code``, and what that did to the cell.

    A value that is no finite number is shown as it is stored. Damage is DATE, SCIENTIFIC, FLOAT_TAIL or NUMBER.
    """
    number = _decimal(raw)
    if number is None:
        return raw, Damage.NUMBER
    section, value = _choose(sections(code), number)
    if section.is_date:
        shown = date_text(float(number), section.tokens, date1904)
        return (shown, Damage.DATE) if shown is not None else (general(raw), Damage.NUMBER)
    if section.has("exponent"):
        return _scientific(value, section), Damage.SCIENTIFIC
    damage = Damage.FLOAT_TAIL if _has_tail(raw, number) else Damage.NUMBER
    return _plain_number(raw, value, section, code), damage


def _plain_number(raw: str, value: Decimal, section: Section, code: str) -> str:
    """The text of a number under a section that is neither a date nor scientific."""
    if section.has("mark", "/"):
        return general(raw)
    if section.has("general") or section.has("mark", "@"):
        before, after = _literals(section, "general")
        return before + general(str(value)) + after
    if section.has("digit"):
        return _fixed(value, section)
    hidden = all(not part.tokens for part in sections(code))
    return general(raw) if hidden else _literals(section, "")[0]


def general(raw: str) -> str:
    """``General``: 15 significant digits, no ``.0``, whole numbers in full up to twenty digits."""
    number = _decimal(raw)
    if number is None:
        return raw
    rounded = _significant(number)
    if not rounded:
        return "0"
    if -10 <= rounded.adjusted() < 20:
        text = f"{rounded:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    mantissa, exponent = f"{rounded:E}".split("E")
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return f"{mantissa}E{int(exponent):+03d}"


def _decimal(raw: str) -> Decimal | None:
    try:
        number = Decimal(raw.strip()) if len(raw) < 400 and "_" not in raw else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() and -330 < number.adjusted() < 310 else None


def _significant(number: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec, context.rounding = 15, ROUND_HALF_UP
        return +number


def _has_tail(raw: str, number: Decimal) -> bool:
    """More than 15 significant digits that rounding turns into a short number."""
    if len(number.as_tuple().digits) <= 15 or "." not in raw:
        return False
    return len(_significant(number).normalize().as_tuple().digits) <= 12


def _choose(parts: tuple[Section, ...], number: Decimal) -> tuple[Section, Decimal]:
    """The section for ``number`` and the value it shows (its size only, where the section speaks for the sign)."""
    if any(part.condition for part in parts):
        for part in parts:
            if part.condition is None or _COMPARE[part.condition[0]](float(number), part.condition[1]):
                return part, number
        return parts[-1], number
    if number < 0 and len(parts) > 1:
        return parts[1], -number
    if number == 0 and len(parts) > 2:
        return parts[2], number
    return parts[0], number


def _literals(section: Section, around: str) -> tuple[str, str]:
    """Literal text before and after the token of kind ``around``."""
    before, after, passed = "", "", False
    for kind, text in section.tokens:
        if kind == around or (kind == "mark" and text == "@" and around):
            passed = True
        elif kind == "literal" and passed:
            after += text
        elif kind == "literal":
            before += text
    return before, after


def _fixed(value: Decimal, section: Section) -> str:
    """Fixed-point formats: ``00000``, ``#,##0.00``, ``0%``, ``000-00-0000``."""
    tokens = list(section.tokens)
    value = _significant(value).scaleb(2 * sum(t == ("mark", "%") for t in tokens))
    places = [i for i, (kind, _) in enumerate(tokens) if kind == "digit"]
    points = [i for i, t in enumerate(tokens) if t == ("mark", ".")]
    point = points[0] if points else places[-1] + 1
    last = max(i for i in places if i < point) if places[0] < point else -1
    scale = 0
    while 0 <= last + 1 + scale < len(tokens) and tokens[last + 1 + scale] == ("mark", ","):
        scale += 1
    value = value.scaleb(-3 * scale)
    grouped = any(t == ("mark", ",") for t in tokens[places[0] : last + 1])
    decimals = sum(i > point for i in places)
    with localcontext() as context:
        context.prec = 400
        rounded = abs(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    negative = value < 0 and bool(rounded)
    return (
        ("-" if negative else "") + _whole(tokens[:point], whole, grouped) + _rest(tokens[point:], fraction)
    )


def _whole(tokens: list[Token], digits: str, grouped: bool) -> str:
    """The part before the decimal point, filled from the right."""
    left, out, used = digits.lstrip("0"), [], 0
    remaining = sum(kind == "digit" for kind, _ in tokens)
    for kind, text in reversed(tokens):
        if kind == "digit":
            remaining -= 1
            take = len(left) if remaining == 0 else 1
            piece = left[len(left) - take :] if left else ""
            left = left[: len(left) - take] if left else ""
            piece = piece or ("0" if text == "0" else "")
            for digit in reversed(piece):
                if grouped and used and used % 3 == 0:
                    out.append(",")
                out.append(digit)
                used += 1
        elif kind == "literal":
            out.append(text[::-1])
        elif text == "%":
            out.append("%")
    return "".join(out)[::-1]


def _rest(tokens: list[Token], digits: str) -> str:
    """The decimal point and everything after it."""
    wanted = [text for kind, text in tokens if kind == "digit"]
    keep = len(digits)
    while keep and digits[keep - 1] == "0" and wanted[keep - 1] != "0":
        keep -= 1
    out, used = "", 0
    for kind, text in tokens:
        if kind == "digit":
            out += digits[used] if used < keep else ""
            used += 1
        elif kind == "literal" or text in (".", "%"):
            out += text
    return out


def _scientific(value: Decimal, section: Section) -> str:
    """``0.00E+00`` and its kin; several places before the point step the exponent by that many."""
    at = next(i for i, (kind, _) in enumerate(section.tokens) if kind == "exponent")
    mantissa = Section(section.tokens[:at], None, False)
    step = 0
    for kind, text in mantissa.tokens:
        if (kind, text) == ("mark", "."):
            break
        step += kind == "digit"
    step = max(step, 1)
    number = _significant(value)
    power = (number.adjusted() // step) * step if number else 0
    shown = _fixed(number.scaleb(-power), mantissa) if mantissa.has("digit") else ""
    if step == 1 and shown.lstrip("-").startswith("10"):
        power += 1
        shown = _fixed(number.scaleb(-power), mantissa)
    width = sum(kind == "digit" for kind, _ in section.tokens[at:])
    sign = "-" if power < 0 else "+" if section.tokens[at][1].endswith("+") else ""
    return f"{shown}E{sign}{abs(power):0{max(width, 1)}d}"
