"""Which rows of a recognised sheet are data: not headers, not samples, not blank, not a form's pre-filled rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from auditor.feed.table import BoolArray, Column, Damage, IntArray, Sheet, string_frame
from auditor.layouts import KEY_FIELDS, Found, Grid

SAMPLE_SKUS = frozenset({"abc123", "sample", "(sample)"})
LOOKED_AT_FOR_SAMPLES = 3
LEAST_PREFILLED = 10
PREFILLED_SHARE = 0.9


def header_rows(grid: Grid, found: Found) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The header rows, top to bottom; explanation rows of other marketplaces count as headers."""
    last = max(found.label_row, found.name_row, found.required_row) if found.samples else found.data_row - 1
    return tuple((number, tuple(cells)) for number, cells in grid.rows if number <= last)


def filled(column: pa.Array | pa.ChunkedArray) -> BoolArray:
    """True where a cell holds more than blanks."""
    return np.asarray(pc.greater(pc.binary_length(pc.utf8_trim_whitespace(column)), 0))


def sample_rows(sheet: Sheet, found: Found, columns: Sequence[Column]) -> tuple[tuple[int, ...], int]:
    """(spreadsheet rows of the template's sample rows, first data row)."""
    if not found.samples:
        return (), found.data_row
    last = max(found.label_row, found.name_row, found.required_row)
    between = sheet.rows[(sheet.rows > last) & (sheet.rows < found.data_row)]
    skipped = [int(number) for number in between]
    first = found.data_row
    begin = int(np.searchsorted(sheet.rows, found.data_row))
    skus, actions = (_first_texts(sheet, columns, name, begin) for name in ("sku", "record_action"))
    for number, sku, action in zip(sheet.rows[begin:], skus, actions, strict=False):
        # "(Default) Create or Replace" stands in sample rows only: it is none of the accepted values.
        if sku not in SAMPLE_SKUS and not ("sample" in sku and action.startswith("(")):
            break
        skipped.append(int(number))
        first = int(number) + 1
    return tuple(skipped), first


def _first_texts(sheet: Sheet, columns: Sequence[Column], name: str, begin: int) -> list[str]:
    """Lower-case texts of the first rows of a field's column, blank where there is none."""
    column = next((column for column in columns if column.field == name), None)
    if column is None:
        return [""] * LOOKED_AT_FOR_SAMPLES
    texts = sheet.columns[column.position].slice(begin, LOOKED_AT_FOR_SAMPLES).to_pylist()
    return [text.strip().lower() for text in texts]


def data_rows(sheet: Sheet, first: int, columns: Sequence[Column]) -> IntArray:
    """Positions in ``sheet.rows`` of the data rows: from spreadsheet row ``first`` on, with a filled key cell, or
    with a filled cell that is neither a formula nor the same in (nearly) all rows without a key.
    """
    begin = int(np.searchsorted(sheet.rows, first))
    count = len(sheet.rows) - begin
    keyed = np.zeros(count, dtype=bool)
    for column in columns:
        if column.field in KEY_FIELDS and column.position < len(sheet.columns) and not keyed.all():
            keyed |= filled(sheet.columns[column.position].slice(begin))
    rest = np.flatnonzero(~keyed)
    if len(rest):
        keyed[rest] = _really_filled(sheet, begin, rest)
    return np.flatnonzero(keyed) + begin


def _really_filled(sheet: Sheet, begin: int, rest: IntArray) -> BoolArray:
    """Among rows without a key: True where a cell was filled by a person."""
    places = pa.array(rest + begin)
    formula = _formula_cells(sheet)
    numbers = sheet.rows[rest + begin]
    real = np.zeros(len(rest), dtype=bool)
    for position, column in enumerate(sheet.columns):
        texts = column.take(places)
        mask = filled(texts)
        if not mask.any():
            continue
        if position in formula:
            mask &= ~np.isin(numbers, formula[position])
        if mask.any() and not _same_throughout(texts, mask):
            real |= mask
    return real


def _same_throughout(texts: pa.Array | pa.ChunkedArray, mask: BoolArray) -> bool:
    """One text in (nearly) every row: a form's default, no entry."""
    if len(mask) < LEAST_PREFILLED or mask.mean() < PREFILLED_SHARE:
        return False
    return len(pc.unique(texts.filter(pa.array(mask)))) == 1


def _formula_cells(sheet: Sheet) -> dict[int, IntArray]:
    """Column position → spreadsheet rows of its formula cells."""
    kinds = sheet.damages.kinds
    at = np.flatnonzero((kinds == Damage.FORMULA) | (kinds == Damage.FORMULA_WITHOUT_VALUE))
    columns, rows = sheet.damages.columns[at], sheet.damages.rows[at]
    return {int(position): rows[columns == position] for position in np.unique(columns)}


def cells_of(sheet: Sheet, keep: IntArray) -> pd.DataFrame:
    """The frame of the kept rows; a run of rows is taken as a slice, without copying."""
    if len(keep) and int(keep[-1]) - int(keep[0]) + 1 == len(keep):
        columns = [column.slice(int(keep[0]), len(keep)) for column in sheet.columns]
    else:
        places = pa.array(keep)
        columns = [column.take(places) for column in sheet.columns]
    return string_frame(columns, sheet.rows[keep])


def left_over(sheet: Sheet, skipped: Sequence[int]) -> Sheet:
    """What the feed's cells do not hold: damages and sample rows; the whole sheet would hold every text twice."""
    places = pa.array(np.flatnonzero(np.isin(sheet.rows, np.array(skipped, np.int32))))
    return replace(
        sheet,
        rows=sheet.rows[places.to_numpy(zero_copy_only=False)],
        columns=tuple(column.take(places) for column in sheet.columns),
    )
