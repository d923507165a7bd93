"""Pandera checks of a schema that a template states for itself: they hold for some rows of a column only.

Names beyond :mod:`.checks`: ``empty`` (the cell must be blank), ``applicable`` (the field does not exist for the row),
``suggested`` (among suggestions), ``spelled`` (exactly as the list has it), ``known_type`` (a product type of the
template), ``unit`` (a value has its unit), ``amount`` (a unit has its value). ``statistics`` also hold ``place`` (where
the workbook says so) and ``choices`` (the whole list, for the nearest values).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .checks import BoolArray, CheckName, MaskCheck, Question, Texts


class RowsCheck(MaskCheck):
    """A check that holds in some rows.

    rows: one bool per cell of the column. question: None where the answer is in ``rows`` already: a blank cell breaks
    ``required`` and ``unit``, a filled one the others.
    """

    def __init__(
        self,
        name: CheckName,
        rows: BoolArray,
        question: Question | None = None,
        statistics: Mapping[str, Any] | None = None,
    ) -> None:
        self.rows = rows
        super().__init__(name, question, statistics)

    def failing(self, texts: Texts) -> BoolArray:
        """True per cell that breaks the check."""
        if self.question is not None:
            return super().failing(texts) & self.rows
        blank_breaks = self.check_name in ("required", "unit")
        return self.rows & (texts.blank if blank_breaks else ~texts.blank)


def folded(texts: pa.Array) -> pa.Array:
    """Texts without blanks, in lower case: what two spellings of one list value have in common."""
    return pc.utf8_lower(
        pc.replace_substring_regex(texts.cast(pa.large_string()), r"[\s\x{00A0}\x{3000}]+", "")
    )


def among(values: pa.Array) -> Question:
    """The text is one of ``values``, whatever its case and blanks."""
    known = pc.unique(folded(values))
    return lambda texts: np.asarray(pc.is_in(folded(texts), value_set=known), dtype=bool)


def exactly(values: pa.Array) -> Question:
    """The text is one of ``values`` as written, or none of them at all (which is for ``among`` to say)."""
    known, spellings = pc.unique(values.cast(pa.large_string())), pc.unique(folded(values))

    def question(texts: pa.Array) -> BoolArray:
        texts = texts.cast(pa.large_string())
        other = pc.invert(pc.is_in(folded(texts), value_set=spellings))
        return np.asarray(pc.or_(pc.is_in(texts, value_set=known), other), dtype=bool)

    return question


def within_bytes(most: int) -> Question:
    """At most ``most`` bytes in UTF-8."""
    return lambda texts: np.asarray(pc.less_equal(pc.binary_length(texts), most), dtype=bool)
