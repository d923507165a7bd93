"""What kind of number a product ID is: of a case instead of the item, of another type than stated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.evidence.identifiers import Digits, Identifiers, identifiers
from auditor.evidence.records import Action, actions, distinct_words
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.gtin import BOOKS, OWN_GTIN

SEVERAL = "^0*([2-9]|[1-9][0-9]+)([.,]0+)?$"
"""A number of items above one."""
PACK = re.compile(
    r"\b(?:pack|case|set|box|carton|lot|bundle) of \d|\b\d+\s?-?(?:pack|pcs|pieces|count|er[- ](?:pack|set)|stück)\b"
    r"|\blot de \d|\bpaquete de \d|\bconfezione da \d|\d+\s?(?:个装|只装|件装|件套|盒装|支装|枚入|個入|個セット|本入)",
    re.IGNORECASE,
)


@rule(
    "ID105",
    Severity.WARNING,
    tier=1,
    clause=OWN_GTIN,
    title=Text(en="GTIN of a case on a single item", zh="箱级 GTIN-14 用于单品"),
    message=Text(
        en="{value} is the number of a case or pack (14 digits beginning with {digit}), not of the single item.",
        zh="{value} 是外箱或组合包装的编码（14 位，以 {digit} 开头），而不是单品编码。",
    ),
    advice=Text(
        en="Enter the number of the item itself, or state the number of items if the pack is what you sell.",
        zh="请填写单品自身的编码；若销售的就是组合装，请填写商品件数。",
    ),
    needs=("gtin",),
    examples=(
        Example(
            bad={"sku": ["A1", "A2"], "gtin": ["10614141000019", "00614141000012"]},
            good={
                "sku": ["A1", "A2", "A3"],
                "gtin": ["00614141000012", "10614141000019", "10614141000019"],
                "title": ["Mug", "Mug", "Mugs, Pack of 12"],
                "package_quantity": ["1", "12", ""],
            },
            cells=((0, "gtin"),),
        ),
        Example(
            bad={"sku": ["杯-1"], "gtin": ["16901234567899"], "title": ["马克杯"]},
            good={"sku": ["杯-1"], "gtin": ["16901234567899"], "title": ["马克杯 12个装"]},
            cells=((0, "gtin"),),
            language="zh",
        ),
    ),
)
def case_level_gtin(evidence: Evidence) -> Iterator[Hits]:
    """A first digit from 1 to 9 names a level of packing; a marketplace sells the item, whose number has none.

    A 0 in front is padding and says nothing. Listings that sell a pack (a number of items above one, or a title such
    as "Pack of 12") carry the pack's number by right.
    """
    for one in evidence.once(identifiers):
        digits = one.digits
        rows = one.rows_where(digits.valid & (digits.number >= 10**13))
        rows = rows[~_packs(evidence, rows)]
        yield Hits(
            rows=rows,
            columns=one.column.position,
            arguments={"value": one.values(rows), "digit": digits.number[one.ids[rows]] // 10**13},
        )


def _packs(evidence: Evidence, rows: IntArray) -> BoolArray:
    """One bool per row of ``rows``: the listing sells several items together."""
    several = np.zeros(len(rows), bool)
    for column in evidence.feed.find("number_of_items", "package_quantity", "unit_count"):
        texts = pc.utf8_trim_whitespace(evidence.feed.array(column).take(pa.array(rows)))
        several |= np.asarray(pc.match_substring_regex(texts, SEVERAL))
    title = evidence.column("title")
    if title is not None and len(rows):
        texts = evidence.feed.array(title).take(pa.array(rows)).to_pylist()
        several |= np.array([PACK.search(text) is not None for text in texts], bool)
    return several


class Kind(IntEnum):
    """What a number is, and what a type word says it is; 0: nothing is certain."""

    ANY = 0
    UPC = 1
    EAN = 2
    ISBN = 3
    ASIN = 4


_WORDS = {
    "upc": Kind.UPC,
    "3": Kind.UPC,
    "ean": Kind.EAN,
    "4": Kind.EAN,
    "jan": Kind.EAN,
    "isbn": Kind.ISBN,
    "2": Kind.ISBN,
    "asin": Kind.ASIN,
    "1": Kind.ASIN,
}
_NAMES = np.array(["", "UPC", "EAN", "ISBN", "ASIN"], dtype=object)
_CODES = ("", "3", "4", "2", "1")
_ASIN = "^(B0[0-9A-Z]{8}|[0-9]{9}[0-9X])$"


@rule(
    "ID106",
    Severity.WARNING,
    tier=1,
    clause=OWN_GTIN,
    title=Text(en="Product ID type does not match the number", zh="编码类型与编码不符"),
    message=Text(
        en="The type is '{first}', but {value} is a number of type {expected}.",
        zh="类型为“{first}”，但 {value} 实际为 {expected}。",
    ),
    variants={
        "no_asin": Text(
            en="The type is '{first}', but '{value}' is no ASIN (ten letters and digits, as B0ABCD1234).",
            zh="类型为“{first}”，但“{value}”不是 ASIN（10 位字母和数字，如 B0ABCD1234）。",
        )
    },
    advice=Text(
        en="Set the type that belongs to the number.",
        zh="请将类型改为与编码相符的值。",
    ),
    needs=("gtin", "gtin_type"),
    fix="safe",
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2", "A3"],
                "gtin": ["4006381333931", "885909950805", "4006381333931"],
                "gtin_type": ["UPC", "EAN", "isbn"],
            },
            good={
                "sku": ["A1", "A2", "A3", "A4", "A5"],
                "gtin": ["4006381333931", "0885909950805", "B0ABCD1234", "9780134685991", "012345"],
                "gtin_type": ["EAN", "4", "1", "ISBN", "UPC"],
            },
            cells=((0, "gtin_type"), (1, "gtin_type"), (2, "gtin_type")),
        ),
        Example(
            bad={"sku": ["杯-1", "杯-2"], "gtin": ["6901234567892", "HM-01"], "gtin_type": ["3", "1"]},
            good={"sku": ["杯-1", "杯-2"], "gtin": ["6901234567892", "B0ABCD1234"], "gtin_type": ["4", "1"]},
            cells=((0, "gtin_type"), (1, "gtin_type")),
            language="zh",
        ),
    ),
)
def type_against_number(evidence: Evidence) -> Iterator[Hits]:
    """The type tells the marketplace how to read the number; a wrong one makes it look for another product.

    The legacy codes count (1 ASIN, 2 ISBN, 3 UPC, 4 EAN). A UPC written with a leading zero is an EAN too, so both
    types fit it; "GTIN" fits every number. Numbers with a wrong check digit say nothing about their type.
    """
    column = evidence.column("gtin_type")
    if column is None:
        return
    words, places = distinct_words(evidence.feed, column)
    stated = np.array([_WORDS.get(re.split(r"[\s/-]", w)[0], Kind.ANY) for w in words], np.int8)[places]
    written = evidence.texts_of(column)
    live = evidence.once(actions) != Action.DELETE
    for one in evidence.once(identifiers):
        kind, fits = _kinds(one.digits)
        wrong = one.filled & live & ~one.placeholder & (stated > 0)
        wrong &= (kind[one.ids] > 0) & (np.take(fits, one.ids, axis=0)[np.arange(len(stated)), stated] == 0)
        rows = np.flatnonzero(wrong)
        found = kind[one.ids[rows]].tolist()
        yield Hits(
            rows=rows,
            columns=column.position,
            arguments={"value": one.values(rows), "first": written[rows], "expected": _NAMES[found]},
            fixes=[_fitting(written[row], number) for row, number in zip(rows, found, strict=True)],
        )
        yield _no_asin(one, stated, live, written, column.position)


def _kinds(digits: Digits) -> tuple[IntArray, BoolArray]:
    """Per distinct text: its Kind (int8, 0 unsure), and a (k, 5) table of which stated kinds fit it."""
    first = digits.thirteen // 10**10
    book = digits.valid & (digits.length == 13) & (first >= BOOKS[0]) & (first <= BOOKS[1])
    asin = np.asarray(pc.match_substring_regex(pc.utf8_upper(digits.cleaned), _ASIN)) & ~digits.valid
    padded = digits.valid & (digits.length == 13) & (digits.number < 10**12)
    upc = digits.valid & (digits.length == 12)
    ean = digits.valid & (digits.length == 13) & ~book & ~padded
    kind = np.select([book, padded | upc, ean], [Kind.ISBN, Kind.UPC, Kind.EAN], Kind.ANY).astype(np.int8)
    fits = np.zeros((len(kind), len(Kind)), bool)
    fits[:, Kind.ANY] = True
    fits[:, Kind.UPC] = upc | padded
    fits[:, Kind.EAN] = ean | padded | book
    fits[:, Kind.ISBN] = book
    fits[:, Kind.ASIN] = asin
    return kind, fits


def _fitting(written: str, kind: int) -> str:
    """The type word for ``kind`` in the manner of the one that stands there: code, capitals, small letters."""
    if written.strip().isdigit():
        return _CODES[kind]
    return str(_NAMES[kind]).lower() if written.islower() else str(_NAMES[kind])


def _no_asin(
    one: Identifiers,
    stated: IntArray,
    live: BoolArray,
    written: np.ndarray[tuple[int], np.dtype[np.object_]],
    at: int,
) -> Hits:
    """Rows of type ASIN whose text is neither an ASIN nor any product number."""
    tried = one.digits.cleaned
    plain = np.asarray(pc.match_substring_regex(pc.utf8_upper(tried), "^[0-9A-Z]{10}$")) | one.digits.formed
    rows = np.flatnonzero(one.filled & live & ~one.placeholder & (stated == Kind.ASIN) & ~plain[one.ids])
    return Hits(
        rows=rows,
        columns=at,
        variant="no_asin",
        arguments={"value": one.values(rows), "first": written[rows]},
    )
