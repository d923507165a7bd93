"""Product identifiers as numbers: normalised to 14 digits, check digits, ranges; one pass over distinct texts.

Facts: GS1 General Specifications (lengths 8, 12, 13, 14; modulo-10 check digit with weights 3 and 1 from the right;
prefix ranges). A UPC prefix is a GS1 prefix without its leading zero, so ranges are compared on the 13-digit form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence.case import Evidence
from auditor.evidence.records import Action, actions, distinct_words
from auditor.feed.table import BoolArray, Column, Feed, IntArray

LENGTHS = (8, 12, 13, 14)
LONGEST = 14

PLACEHOLDERS = frozenset(
    (
        "n/a|na|none|null|nil|tbd|tba|x|xx|xxx|does not apply|doesn't apply|not applicable|not available|no upc|no ean|"
        "no gtin|no barcode|exempt|gtin exempt|gtin exempted|exemption|无|没有|不适用|豁免|暂无|无条码|无upc|upc豁免|"
        "gtin豁免|なし|該当なし|keine|kein|entfällt|nicht zutreffend|sans objet|aucun|no aplica|ninguno|"
        "non applicabile|nessuno"
    ).split("|")
)
"""Words written where an identifier is missing (lower case)."""

_EXEMPT = re.compile(r"exempt|exención|exencion|esenzione|befrei|豁免|免除")
_TYPES = {"asin": 2, "1": 2, "isbn": 3, "2": 3, "gcid": 5, "pzn": 5, "ndc": 5, "minsan": 5, "issn": 5}
_NAMES_GTIN = re.compile(
    r"gtin|upc|ean|jan|barcode|bar code|barras|barre|barcod|条码|条形码|国际|バーコード|external"
    r"|standard.product.id|product_id_value|product.id.type|product.identifier",
    re.IGNORECASE,
)
_BLANKS = (
    "[\"'`´\\s\\x{00A0}\\x{00AD}\\x{2010}-\\x{2015}\\x{2212}\\x{200B}-\\x{200F}"
    "\\x{202A}-\\x{202E}\\x{2060}\\x{FEFF}-]"
)
_WEIGHTS = np.array([3, 1] * 6 + [3], np.int64)


class IdType(IntEnum):
    """What the type column says an identifier is."""

    UNKNOWN = 0
    GTIN = 1
    ASIN = 2
    ISBN = 3
    EXEMPT = 4
    OTHER = 5


def id_type(word: str) -> IdType:
    """The meaning of a type word in lower case (``ean``, ``3``, ``gtin exempt``)."""
    if not word:
        return IdType.UNKNOWN
    if _EXEMPT.search(word):
        return IdType.EXEMPT
    return IdType(_TYPES.get(re.split(r"[\s/-]", word)[0], IdType.GTIN))


@dataclass(frozen=True, kw_only=True)
class Digits:
    """Distinct identifier texts taken apart, as parallel arrays of length k.

    texts: as written, trimmed. cleaned: width-folded, without blanks, hyphens, quotes, ``="…"``. length: int32
    count of digits, 0 where ``cleaned`` is no row of 1 to 14 ASCII digits. number: int64 value (−1 likewise).
    found, expected: int8 last digit and the digit that should stand there (modulo 10 over the digits before it).
    """

    texts: pa.Array
    cleaned: pa.Array
    length: IntArray
    number: IntArray
    found: IntArray
    expected: IntArray

    @classmethod
    def of(cls, texts: pa.Array) -> Digits:
        """Take ``texts`` (any strings) apart."""
        texts = pc.utf8_trim_whitespace(texts.cast(pa.large_string()))
        cleaned = pc.replace_substring_regex(pc.utf8_normalize(texts, "NFKC"), "^=|" + _BLANKS, "")
        plain = np.asarray(pc.match_substring_regex(cleaned, "^[0-9]{1,14}$"))
        length = np.where(plain, np.asarray(pc.binary_length(cleaned)), 0).astype(np.int32)
        matrix = digit_matrix(cleaned.filter(pa.array(plain)))
        number = np.full(len(texts), -1, np.int64)
        found, expected = np.full(len(texts), -1, np.int8), np.full(len(texts), -1, np.int8)
        number[plain] = matrix @ (10 ** np.arange(LONGEST - 1, -1, -1, dtype=np.int64))
        found[plain] = matrix[:, -1]
        expected[plain] = check_digits(matrix)
        return cls(texts=texts, cleaned=cleaned, length=length, number=number, found=found, expected=expected)

    @cached_property
    def formed(self) -> BoolArray:
        """8, 12, 13 or 14 digits."""
        return np.isin(self.length, LENGTHS)

    @cached_property
    def valid(self) -> BoolArray:
        """Well formed and with the right check digit."""
        right: BoolArray = self.formed & (self.found == self.expected)
        return right

    @cached_property
    def thirteen(self) -> IntArray:
        """int64 13-digit form: an indicator digit in front is dropped."""
        return self.number % 10**13


def digit_matrix(numbers: pa.Array) -> IntArray:
    """Texts of 1 to 14 ASCII digits → (n, 14) int64 of digits, padded with zeros on the left."""
    if not len(numbers):
        return np.empty((0, LONGEST), np.int64)
    padded = pc.utf8_lpad(numbers.cast(pa.large_string()), LONGEST, "0")
    start = np.frombuffer(padded.buffers()[1], np.int64)[padded.offset]
    raw = np.frombuffer(padded.buffers()[2], np.uint8)[start : start + LONGEST * len(padded)]
    return (raw.reshape(-1, LONGEST) - 48).astype(np.int64)


def check_digits(matrix: IntArray) -> IntArray:
    """(n, 14) digits → int64 check digit that belongs at the end of each row."""
    return (10 - (matrix[:, :-1] @ _WEIGHTS) % 10) % 10


@dataclass(frozen=True, kw_only=True)
class Identifiers:
    """The identifiers of one column.

    digits: distinct texts. ids: int32 per row into them. filled: the cell holds more than blanks. meant: it is filled
    and stands for a GTIN (not an ASIN, a book number, a delete row). placeholder: filled with a word for "none".
    """

    column: Column
    digits: Digits
    ids: IntArray
    filled: BoolArray
    meant: BoolArray
    placeholder: BoolArray

    def rows_where(self, answer: BoolArray) -> IntArray:
        """Rows meant as GTINs, placeholders aside, whose distinct text has a true ``answer`` (length k)."""
        return np.flatnonzero(self.meant & ~self.placeholder & answer[self.ids]).astype(np.int32)

    def values(self, rows: IntArray) -> list[str]:
        """The texts in ``rows``, as written."""
        return self.digits.texts.take(pa.array(self.ids[rows])).to_pylist()  # type: ignore[no-any-return]

    @cached_property
    def gtins(self) -> IntArray:
        """int64 per row: the valid GTIN as a number, −1 where there is none."""
        usable = self.meant & ~self.placeholder & self.digits.valid[self.ids]
        return np.where(usable, self.digits.number[self.ids], -1)


def identifiers(evidence: Evidence) -> tuple[Identifiers, ...]:
    """Every identifier column of the feed."""
    feed = evidence.feed
    types = id_types(feed)
    deleted = actions(evidence) == Action.DELETE
    return tuple(
        one for column in feed.find("gtin") if (one := _column(feed, column, types, deleted)) is not None
    )


def id_types(feed: Feed) -> IntArray:
    """int8 of IdType per row, by the type column."""
    column = next(iter(feed.find("gtin_type")), None)
    if column is None:
        return np.full(len(feed.cells), IdType.UNKNOWN, np.int8)
    words, places = distinct_words(feed, column)
    return np.array([id_type(word) for word in words], np.int8)[places]


def _column(feed: Feed, column: Column, types: IntArray, deleted: BoolArray) -> Identifiers | None:
    encoded = pc.dictionary_encode(feed.array(column))
    digits = Digits.of(encoded.dictionary)
    ids = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int32)
    filled = np.asarray(pc.not_equal(digits.texts, ""))[ids]
    other = np.asarray(pc.match_substring_regex(digits.cleaned, "^[Bb]0[0-9A-Za-z]{8}$")) | _books(digits)
    placeholder = _placeholders(digits)
    meant = filled & ~deleted & ((types == IdType.GTIN) | ((types == IdType.UNKNOWN) & ~other[ids]))
    if not _is_identifier_column(column, types, digits, placeholder | other):
        meant &= False
    return Identifiers(
        column=column,
        digits=digits,
        ids=ids,
        filled=filled,
        meant=meant,
        placeholder=(placeholder | _words(digits))[ids],
    )


def _is_identifier_column(column: Column, types: IntArray, digits: Digits, aside: BoolArray) -> bool:
    """False for an in-house ``product_id``: no type, a vague header, and hardly a number as long as a GTIN."""
    if (types != IdType.UNKNOWN).any() or _NAMES_GTIN.search(f"{column.name} {column.header}"):
        return True
    asked = ~aside & np.asarray(pc.not_equal(digits.texts, ""))
    return bool(digits.formed[asked].mean() >= 0.5) if asked.any() else True


def _books(digits: Digits) -> BoolArray:
    """Distinct texts that are book numbers without their 978: ten places, weighted sum a multiple of 11."""
    answers = np.asarray(pc.match_substring_regex(digits.cleaned, "^[0-9]{9}[0-9Xx]$")).copy()
    for place in np.flatnonzero(answers):
        places = [10 if c in "Xx" else int(c) for c in digits.cleaned[int(place)].as_py()]
        answers[place] = sum((10 - i) * value for i, value in enumerate(places)) % 11 == 0
    return answers


def _words(digits: Digits) -> BoolArray:
    """Distinct texts without a single digit: whatever they say, they stand where a number should."""
    answers: BoolArray = np.asarray(pc.not_equal(digits.texts, "")) & ~np.asarray(
        pc.match_substring_regex(digits.texts, r"\p{N}")
    )
    return answers


def _placeholders(digits: Digits) -> BoolArray:
    """Distinct texts that are a word for "none", signs alone, or one digit over and over."""
    answers: BoolArray = (digits.number >= 0) & (
        digits.number == digits.found * ((10 ** digits.length.astype(np.int64) - 1) // 9)
    )
    others = np.flatnonzero((digits.number < 0) & np.asarray(pc.not_equal(digits.texts, "")))
    for place, text in zip(others, digits.texts.take(pa.array(others)).to_pylist(), strict=True):
        word = " ".join(text.lower().split())
        answers[place] = word in PLACEHOLDERS or not re.sub(r"[\W_]", "", word)
    return answers
