"""What each choice adds to the price, and the base price beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc

from auditor.evidence.case import Evidence
from auditor.evidence.option_lists import owners_of
from auditor.feed.table import Column, IntArray
from auditor.text.lists import split_values
from auditor.text.money import amount, surcharge

FloatArray = np.ndarray[Any, np.dtype[np.floating[Any]]]


@dataclass(frozen=True, kw_only=True)
class Surcharges:
    """Parallel to the value cells of the option lists.

    amounts: float64, NaN where none is stated. columns: int32, where it is stated (the surcharge's column, or the
    value's own). base: float64, the product's price, NaN where unknown.
    """

    amounts: FloatArray
    columns: IntArray
    base: FloatArray


def surcharges(evidence: Evidence) -> Surcharges:
    """Surcharges by the column of surcharges, else by what the choice itself says ("Large (+$5)")."""
    options = evidence.option_lists
    cells = options.cells
    amounts = np.full(len(cells), np.nan)
    columns = cells.columns.copy()
    ids, inverse = np.unique(cells.ids, return_inverse=True)
    said = [surcharge(text) for text in evidence.corpus.texts_of(ids)]
    if len(ids):
        amounts = np.array([np.nan if one is None else one for one in said], float)[inverse]
    described = evidence.feed.columns
    repeats = np.array([c.repeat for c in described], np.int32)[cells.columns]
    numbers = np.array([c.option for c in described], np.int32)[cells.columns]
    choices = np.array([c.field == "option_value" for c in described], dtype=bool)[cells.columns]
    for column in evidence.feed.find("option_price"):
        mine = np.flatnonzero(choices & (repeats == column.repeat) & (numbers == column.option))
        stated = _stated(evidence, column, cells.rows[mine], _place_in_cell(cells.starts[mine], mine, cells))
        known = ~np.isnan(stated)
        amounts[mine[known]] = stated[known]
        columns[mine[known]] = column.position
    return Surcharges(amounts=amounts, columns=columns, base=_base_prices(evidence)[cells.rows])


def _place_in_cell(starts: IntArray, mine: IntArray, cells: Any) -> IntArray:
    """int64, which value of its cell each of the chosen value cells is."""
    order = np.lexsort((starts, cells.rows[mine], cells.columns[mine]))
    rows, columns = cells.rows[mine][order], cells.columns[mine][order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])
    begin = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order)) - begin
    return places


def _stated(evidence: Evidence, column: Column, rows: IntArray, places: IntArray) -> FloatArray:
    """float64 per value: the amount of the surcharge cell in its row; of a list cell, the one at the same place."""
    encoded = pc.dictionary_encode(evidence.feed.array(column))
    lists = [_amounts(text, one=column.option > 0) for text in encoded.dictionary.to_pylist()]
    widest = max((len(one) for one in lists), default=1)
    table = np.full((len(lists), max(widest, 1)), np.nan)
    for number, one in enumerate(lists):
        table[number, : len(one)] = one
    codes = encoded.indices.to_numpy(zero_copy_only=False)[rows]
    inside = places < table.shape[1]
    stated = np.full(len(rows), np.nan)
    stated[inside] = table[codes[inside], places[inside]]
    return stated


def _amounts(text: str, *, one: bool) -> list[float]:
    whole = amount(text)
    if one or whole is not None:
        return [np.nan if whole is None else whole]
    parts = [amount(text[start:end]) for start, end in split_values(text, one_expected=False)]
    return [np.nan if part is None else part for part in parts]


def numbers_of(evidence: Evidence, column: Column, read: Callable[[str], float | None]) -> FloatArray:
    """float64 per row: what ``read`` makes of the column's text, asked once per distinct text; NaN for nothing."""
    encoded = pc.dictionary_encode(evidence.feed.array(column))
    values = [read(text) for text in encoded.dictionary.to_pylist()]
    table = np.array([np.nan if value is None else value for value in values], float)
    codes = encoded.indices.to_numpy(zero_copy_only=False)
    return table[codes] if len(table) else np.full(len(codes), np.nan)


def _base_prices(evidence: Evidence) -> FloatArray:
    """float64 per row: its price, else that of the first row of its product."""
    column = evidence.column("price")
    if column is None:
        return np.full(len(evidence.feed.cells), np.nan)
    own = numbers_of(evidence, column, amount)
    first = own[owners_of(evidence.feed, evidence.corpus)] if len(own) else own
    return np.where(np.isnan(own), first, own)
