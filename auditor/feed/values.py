"""Stored cells of a workbook become the texts a person sees, with what the spreadsheet did to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.feed.cells import Cells, joined, strings
from auditor.feed.guard import damaged
from auditor.feed.numberformat import show
from auditor.feed.sheet_fast import BOOLEAN, ERROR, ISO_DATE, NUMBER, SHARED, STRING, RawCells
from auditor.feed.table import Damage, IntArray

_WHOLE = "^(0|-?[1-9][0-9]{0,14})$"
_PLAIN_FORMATS = frozenset(["", "general", "0", "@"])


@dataclass(frozen=True)
class Styles:
    """Number format code of each cell style, and the workbook's date system."""

    codes: tuple[str, ...] = ()
    date1904: bool = False


def finish(batches: list[RawCells], shared: pa.Array, styles: Styles) -> Cells:
    """Cells with displayed texts; FeedError where a cell names a text the workbook does not hold."""
    rows, columns, kinds_of, numbers, style = (
        _stacked([getattr(batch, name) for batch in batches], dtype)
        for name, dtype in (
            ("rows", np.int32),
            ("columns", np.int32),
            ("types", np.int8),
            ("shared", np.int32),
            ("styles", np.int32),
        )
    )
    is_shared = kinds_of == SHARED
    if is_shared.any() and int(numbers.max()) >= len(shared):
        raise damaged("a cell names a text that is missing", "有单元格引用了不存在的文本")
    values = joined([batch.values for batch in batches])
    own = np.cumsum(~is_shared, dtype=np.int32) + np.int32(len(shared) - 1)
    index = np.where(is_shared, numbers, own)
    stored = index.copy()
    kinds = np.zeros(len(rows), np.int8)
    pools = [shared, values]
    _numbers(pools, index, kinds, np.flatnonzero(kinds_of == NUMBER), style, styles)
    _booleans(pools, index, kinds, np.flatnonzero(kinds_of == BOOLEAN))
    kinds[kinds_of == ISO_DATE] = Damage.DATE
    kinds[kinds_of == ERROR] = Damage.ERROR
    pool = joined([p for p in pools if len(p)])
    computed = _stacked([batch.computed for batch in batches], np.bool_)
    blank = np.asarray(pc.equal(pc.binary_length(pool.take(pa.array(stored[computed]))), 0)).astype(bool)
    with_formula = np.where(
        blank & (kinds_of[computed] != STRING), Damage.FORMULA_WITHOUT_VALUE, Damage.FORMULA
    )
    kinds[computed] = np.where(kinds[computed] == Damage.ERROR, Damage.ERROR, with_formula)
    raw_index = stored
    raw_index[computed] = len(pool) + np.arange(int(computed.sum()))
    formulas = _formulas(joined([batch.formulas for batch in batches]))
    raws = pa.chunked_array([pool, formulas], pa.large_string()).take(pa.array(raw_index[kinds > 0]))
    return Cells(rows=rows, columns=columns, index=index, texts=pool, kinds=kinds, raws=joined(raws.chunks))


def _stacked(arrays: list[Any], dtype: type[np.generic]) -> Any:
    return np.concatenate(arrays) if arrays else np.empty(0, dtype)


def _formulas(formulas: pa.Array) -> pa.Array:
    """Formulas as a person writes them; ``""`` where only the first cell of a shared formula states it."""
    sign, nothing = pa.scalar("=", pa.large_string()), pa.scalar("", pa.large_string())
    return pc.if_else(
        pc.equal(formulas, nothing), formulas, pc.binary_join_element_wise(sign, formulas, nothing)
    )


def _numbers(
    pools: list[pa.Array], index: IntArray, kinds: IntArray, cells: IntArray, style: IntArray, styles: Styles
) -> None:
    """Point the numeric ``cells`` at their displayed texts, in new pools, and mark their damage."""
    codes = list(dict.fromkeys((*styles.codes, "General")))
    number_of = {code: k for k, code in enumerate(codes)}
    of_style = np.array([*(number_of[code] for code in styles.codes), number_of["General"]])
    code = of_style[np.minimum(style[cells], len(styles.codes))]
    first = len(pools[0])
    kinds[cells] = Damage.NUMBER
    for number in np.unique(code).tolist():
        these = cells[code == number]
        raws = pools[1].take(pa.array(index[these] - first))
        if codes[number].lower() in _PLAIN_FORMATS:
            odd = ~np.asarray(pc.match_substring_regex(raws, _WHOLE)).astype(bool)
            these, raws = these[odd], raws.filter(pa.array(odd))
        if not len(these):
            continue
        distinct = raws.dictionary_encode()
        shown = [
            show(raw, codes[number], styles.date1904) if raw else ("", 0)
            for raw in distinct.dictionary.to_pylist()
        ]
        place = np.asarray(distinct.indices)
        index[these] = sum(map(len, pools)) + place
        kinds[these] = np.array([kind for _, kind in shown], np.int8)[place]
        pools.append(strings(text for text, _ in shown))


def _booleans(pools: list[pa.Array], index: IntArray, kinds: IntArray, cells: IntArray) -> None:
    if not len(cells):
        return
    stored = pools[1].take(pa.array(index[cells] - len(pools[0])))
    known = np.asarray(pc.is_in(stored, pa.array(["0", "1", "true", "false"], pa.large_string()))).astype(
        bool
    )
    truth = np.asarray(pc.is_in(stored, pa.array(["1", "true"], pa.large_string()))).astype(np.int64)
    index[cells[known]] = sum(map(len, pools)) + truth[known]
    kinds[cells] = Damage.BOOLEAN
    pools.append(pa.array(["FALSE", "TRUE"], pa.large_string()))
