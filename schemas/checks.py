"""Pandera checks that answer with positions: every failing cell, no Python object per value.

``MaskCheck`` is a :class:`pandera.Check` with a backend of its own. Its question is put to the distinct trimmed
texts of a column as one Arrow array (RE2, no flags); blank cells (``""`` or only blanks) pass every check but
``required``. Names are a fixed vocabulary: ``required unique allowed length number integer pattern url extension
date``; ``statistics`` hold what a message needs (``min``, ``max``, ``allowed`` …).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandera.api.base.checks import CheckResult
from pandera.api.checks import Check
from pandera.backends.pandas.checks import PandasCheckBackend

IntArray = np.ndarray[Any, np.dtype[np.integer[Any]]]
BoolArray = np.ndarray[Any, np.dtype[np.bool_]]

CheckName = Literal[
    "required", "unique", "allowed", "length", "number", "integer", "pattern", "url", "extension", "date",
    "empty", "applicable", "suggested", "spelled", "known_type", "unit", "amount",
]  # fmt: skip
"""The second line: what only a template can state, see :mod:`.template_checks`."""

_PROBE = 2_000
_WORTHWHILE = 0.5
"""A column whose first cells are less than half distinct is judged by distinct values."""


class Texts:
    """One column's texts, prepared once for all its checks.

    cells: n strings. Distinct values are taken once where they repeat; ``spread`` brings answers back to the cells.
    """

    def __init__(self, cells: pa.Array | pa.ChunkedArray) -> None:
        combined = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
        self.cells = combined.combine_chunks() if isinstance(combined, pa.ChunkedArray) else combined

    def __len__(self) -> int:
        return len(self.cells)

    @cached_property
    def _encoded(self) -> pa.DictionaryArray | None:
        probe = self.cells.slice(0, _PROBE)
        if len(self.cells) > _PROBE and pc.count_distinct(probe).as_py() > _WORTHWHILE * len(probe):
            return None
        return pc.dictionary_encode(self.cells)

    @cached_property
    def distinct(self) -> pa.Array:
        """The trimmed texts the questions are put to (distinct, or all cells where hardly any repeat)."""
        encoded = self._encoded
        return pc.utf8_trim_whitespace(self.cells if encoded is None else encoded.dictionary)

    @cached_property
    def blank_distinct(self) -> BoolArray:
        """True where ``distinct`` is empty."""
        return np.asarray(pc.equal(pc.binary_length(self.distinct), 0))

    def spread(self, answers: BoolArray) -> BoolArray:
        """Answers per distinct value → answers per cell."""
        encoded = self._encoded
        return answers if encoded is None else answers[encoded.indices.to_numpy(zero_copy_only=False)]

    @cached_property
    def blank(self) -> BoolArray:
        """True per cell that holds nothing but blanks."""
        return self.spread(self.blank_distinct)

    @cached_property
    def repeated(self) -> BoolArray:
        """True per filled cell whose trimmed text stands in another cell too."""
        trimmed = pc.utf8_trim_whitespace(self.cells)
        codes = pc.dictionary_encode(trimmed).indices.to_numpy(zero_copy_only=False)
        many: BoolArray = np.bincount(codes)[codes] > 1 if len(codes) else np.zeros(0, bool)
        return many & ~self.blank


Question = Callable[[pa.Array], BoolArray]
"""Distinct trimmed texts (blank ones among them, their answers are not used) → True where the text is right."""


class MaskCheck(Check):
    """A named check whose failures are positions."""

    def __init__(
        self, name: CheckName, question: Question | None, statistics: Mapping[str, Any] | None = None
    ) -> None:
        self.question = question
        super().__init__(self.passes, name=name, error=name, ignore_na=False)
        self.check_name: CheckName = name
        self.facts: Mapping[str, Any] = dict(statistics or {})

    def passes(self, column: pd.Series[Any]) -> BoolArray:
        """True per cell that keeps the check (the form Pandera asks in)."""
        return ~self.failing(Texts(pa.array(column.fillna(""), from_pandas=True).cast(pa.large_string())))

    def failing(self, texts: Texts) -> BoolArray:
        """True per cell that breaks the check."""
        if self.check_name == "required":
            return texts.blank
        if self.check_name == "unique":
            return texts.repeated
        assert self.question is not None
        return texts.spread(~(self.question(texts.distinct) | texts.blank_distinct))


class MaskBackend(PandasCheckBackend):
    """Runs a MaskCheck without copies and without failure-case objects; Pandera reports one failure a column."""

    def preprocess(self, check_obj: Any, key: Any) -> Any:
        """The column as it is."""
        return check_obj if key is None else check_obj[key]

    def postprocess(self, check_obj: Any, check_output: Any) -> CheckResult:
        """Positions of the failing cells as the check's output."""
        bad = np.flatnonzero(~np.asarray(check_output, dtype=bool))
        return CheckResult(bad, bad.size == 0, check_obj, None)


MaskCheck.register_backend(pd.Series, MaskBackend)
MaskCheck.register_backend(pd.DataFrame, MaskBackend)


def _bools(array: Any) -> BoolArray:
    return np.asarray(pc.fill_null(array, False))


def _matching(pattern: str) -> Question:
    return lambda texts: _bools(pc.match_substring_regex(texts, pattern))


def required() -> MaskCheck:
    """The cell is filled."""
    return MaskCheck("required", None)


def unique() -> MaskCheck:
    """No other row holds the same text; every cell of a repeated text fails."""
    return MaskCheck("unique", None)


def allowed(values: Sequence[str]) -> MaskCheck:
    """One of ``values``, whatever its case."""
    known = pa.array(sorted({value.lower() for value in values}), pa.large_string())

    def question(texts: pa.Array) -> BoolArray:
        return _bools(pc.is_in(pc.utf8_lower(texts.cast(pa.large_string())), value_set=known))

    return MaskCheck("allowed", question, {"allowed": tuple(values)})


def length(maximum: int, minimum: int = 1) -> MaskCheck:
    """``minimum`` to ``maximum`` characters."""

    def question(texts: pa.Array) -> BoolArray:
        lengths = pc.utf8_length(texts)
        return _bools(pc.and_(pc.less_equal(lengths, maximum), pc.greater_equal(lengths, minimum)))

    return MaskCheck("length", question, {"min": minimum, "max": maximum})


MOST = 1e12
"""More than any price or quantity; not worth a mention."""


def _limits(minimum: float, maximum: float, **others: Any) -> dict[str, Any]:
    """The statistics of a number check; a maximum nobody stated is left out."""
    bounds = {} if minimum == -math.inf else {"min": minimum}
    return {**bounds, **({"max": maximum} if maximum < MOST else {}), **others}


_PLAIN = r"^-?[0-9]+([.][0-9]+)?$"
_COMMA = r"^-?[0-9]+,[0-9]+$"
_POINT = r"^-?[0-9]+[.][0-9]+$"


def number(minimum: float = 0, maximum: float = MOST, *, above: bool = False, decimals: int = 0) -> MaskCheck:
    """A plain number (no currency, no thousands separator) from ``minimum`` to ``maximum``.

    above: the minimum itself is too little. decimals: most decimal places, 0 = any.
    A decimal comma passes where the column never uses a decimal point.
    """

    def question(texts: pa.Array) -> BoolArray:
        comma = pc.match_substring_regex(texts, _COMMA)
        if pc.any(comma).as_py() and not pc.any(pc.match_substring_regex(texts, _POINT)).as_py():
            texts = pc.if_else(comma, pc.replace_substring(texts, ",", "."), texts)
        plain = pc.match_substring_regex(texts, _PLAIN)
        values = pc.cast(pc.if_else(plain, texts, pa.scalar("-1e300", texts.type)), pa.float64())
        enough = pc.greater(values, minimum) if above else pc.greater_equal(values, minimum)
        if decimals:
            fine = pc.match_substring_regex(texts, rf"^[^.]*([.][0-9]{{1,{decimals}}}0*)?$")
            plain = pc.and_(plain, fine)
        return _bools(pc.and_(plain, pc.and_(enough, pc.less_equal(values, maximum))))

    return MaskCheck("number", question, _limits(minimum, maximum, above=above, decimals=decimals))


def integer(minimum: float = 0, maximum: float = MOST) -> MaskCheck:
    """A whole number from ``minimum`` to ``maximum`` (``12`` or ``12.0``)."""

    def question(texts: pa.Array) -> BoolArray:
        whole = pc.match_substring_regex(texts, r"^-?[0-9]{1,15}([.]0+)?$")
        values = pc.cast(pc.if_else(whole, texts, pa.scalar("-1e300", texts.type)), pa.float64())
        inside = pc.and_(pc.greater_equal(values, minimum), pc.less_equal(values, maximum))
        return _bools(pc.and_(whole, inside))

    return MaskCheck("integer", question, _limits(minimum, maximum))


def pattern(expression: str, example: str = "") -> MaskCheck:
    """The whole text matches ``expression`` (RE2 syntax, no flags); ``example`` shows what is meant."""
    return MaskCheck("pattern", _matching(f"^(?:{expression})$"), {"pattern": expression, "example": example})


def url() -> MaskCheck:
    """A complete http or https address without blanks."""
    return MaskCheck("url", _matching(r"^[Hh][Tt][Tt][Pp][Ss]?://[^ \t\r\n]+$"))


def extension(endings: Sequence[str]) -> MaskCheck:
    """An address or file name that ends in one of ``endings`` (``.jpg``), whatever its case."""
    options = "|".join(ending.lstrip(".") for ending in endings)

    def question(texts: pa.Array) -> BoolArray:
        return _bools(pc.match_substring_regex(pc.utf8_lower(texts), rf"[.](?:{options})(?:[?#].*)?$"))

    return MaskCheck("extension", question, {"allowed": tuple(endings)})


def date() -> MaskCheck:
    """A date in one of the forms the marketplaces write (``2026-05-31``, ``31/05/2026``, ``31.05.2026 10:00``)."""
    forms = r"(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[0-9]{4}|[0-9]{2}))"
    return MaskCheck("date", _matching(rf"^{forms}(?:[T ].*)?$"), {"example": "2026-05-31"})
