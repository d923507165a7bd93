"""What the identifier rules share: quotes of the terms, prefix ranges, and what a spreadsheet made of a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence.identifiers import Digits, Identifiers
from auditor.feed.table import BoolArray, Damage, Feed, IntArray
from auditor.model import Text

ObjectArray = np.ndarray[Any, np.dtype[np.object_]]
NUMERIC = (Damage.NUMBER, Damage.FLOAT_TAIL)

OWN_GTIN = Text(
    "You can either enter your own unique GS1-certified UPC or you can apply for a GTIN Exemption.",
    "您可以输入自己唯一的 GS1 认证的 UPC,也可以申请全球贸易项目代码豁免。",
)
MANUFACTURER_UPC = Text(
    "Due to the nature of customization fundamentally changing the manufacturer’s item, you are not allowed to use a "
    "manufacturer’s UPC when creating an ASIN.",
    "由于定制性质从根本上改变了制造商的商品,您在创建 ASIN 时不允许使用制造商 UPC。",
)

_IN_HOUSE = Text("numbers for use inside one shop or region", "仅限店内或区域内使用的号段")
_COUPON = Text("coupon numbers", "优惠券号段")
_GS1 = Text("a number GS1 keeps for itself", "GS1 自用号段")

BOOKS = (978, 979)
RANGES: tuple[tuple[int, int, Text], ...] = (
    (20, 29, _IN_HOUSE),
    (40, 49, _IN_HOUSE),
    (50, 59, Text("old US coupon numbers", "美国旧优惠券号段")),
    (200, 299, _IN_HOUSE),
    (951, 951, _GS1),
    (952, 952, Text("numbers for demonstrations and examples", "演示和示例用号段")),
    (960, 969, Text("numbers for the short 8-digit codes", "8 位短码专用号段")),
    (977, 977, Text("numbers of magazines and newspapers (ISSN)", "期刊号段（ISSN）")),
    (*BOOKS, Text("numbers of books and sheet music (ISBN, ISMN)", "图书和乐谱号段（ISBN、ISMN）")),
    (980, 980, Text("refund receipts", "退款凭证号段")),
    (981, 984, _COUPON),
    (990, 999, _COUPON),
)
"""GS1 prefixes (first three of 13 digits) that no trade item of a seller can have: GS1 General Specifications, 1.4."""
UNUSED = Text("a range that no company is given", "未分配给任何企业的号段")


@dataclass(frozen=True, slots=True)
class Banned:
    """Distinct identifiers whose prefix is none for a seller's product. mask: bool per distinct text."""

    mask: BoolArray
    reason: Text
    book: bool = False


def banned_prefixes(digits: Digits) -> Iterable[Banned]:
    """The prefix table asked of every valid distinct identifier."""
    short = digits.valid & (digits.length == 8)
    usual = digits.valid & (digits.length > 8)
    first = digits.thirteen // 10**10
    begin = digits.number // 10**5
    yield Banned(short & ((begin < 100) | ((begin >= 200) & (begin < 300))), _IN_HOUSE)
    yield Banned(usual & (digits.thirteen < 10**7), UNUSED)
    for low, high, reason in RANGES:
        yield Banned(usual & (first >= low) & (first <= high), reason, book=low == BOOKS[0])


def prefix_of(digits: Digits, places: IntArray) -> list[str]:
    """The three-digit prefix of each distinct text (13-digit form; the short codes' own)."""
    short = digits.length[places] == 8
    value = np.where(short, digits.number[places] // 10**5, digits.thirteen[places] // 10**10)
    return [f"{number:03d}" for number in value.tolist()]


_SCIENTIFIC = "^[0-9](?:[.,][0-9]*)?[eE][+]?[0-9]{1,2}$"
_TAIL = "^[0-9]{7,14}[.,]0+$"


def scientific(digits: Digits) -> BoolArray:
    """Distinct texts in scientific notation (``8.8591E+11``)."""
    return np.asarray(pc.match_substring_regex(digits.cleaned, _SCIENTIFIC))


def decimal_tail(digits: Digits) -> BoolArray:
    """Distinct texts of digits with ``.0`` behind them."""
    return np.asarray(pc.match_substring_regex(digits.cleaned, _TAIL))


def lost_zeros(digits: Digits) -> BoolArray:
    """Distinct texts of 9 to 11 digits that become a valid 12-digit number with zeros in front.

    One in ten arbitrary numbers does so by chance: none counts where most numbers of that length do not.
    """
    short = (digits.length >= 9) & (digits.length <= 11)
    right: BoolArray = short & (digits.found == digits.expected)
    return right if 2 * right.sum() >= short.sum() else np.zeros_like(right)


def restored(texts: Iterable[str]) -> list[str | None]:
    """What each damaged text stood for, where all digits are still there and the check digit agrees."""
    whole = [_whole(text) for text in texts]
    padded = [number.rjust(12, "0") if number and 9 <= len(number) < 12 else number for number in whole]
    valid = Digits.of(pa.array([number or "" for number in padded], pa.large_string())).valid
    return [number if right else None for number, right in zip(padded, valid.tolist(), strict=True)]


def _whole(text: str) -> str | None:
    """All digits of a number written with exponent or decimal tail; None where some are gone."""
    plain = re.sub(r"[\s\"'=]", "", text).replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    exponent = number.as_tuple().exponent
    if not number.is_finite() or number < 0 or number >= 10**14 or number != number.to_integral_value():
        return None
    if "e" in plain.lower() and isinstance(exponent, int) and exponent > 0:
        return None
    return str(int(number))


def kinds_of(feed: Feed, one: Identifiers) -> tuple[IntArray, ObjectArray]:
    """What the spreadsheet did to a column: int8 Damage per row (0: nothing), and per row the stored number."""
    kinds = np.zeros(len(feed.cells), np.int8)
    raws = np.full(len(feed.cells), "", dtype=object)
    damages = feed.damages
    mine = damages[damages["column"] == one.column.position]
    kinds[mine["row"].to_numpy()] = mine["kind"].to_numpy()
    numeric = mine[mine["kind"].isin([Damage.SCIENTIFIC, *NUMERIC])]
    raws[numeric["row"].to_numpy()] = numeric["raw"].to_numpy(dtype=object)
    return kinds, raws
