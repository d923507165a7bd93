"""Worksheet XML taken apart with array arithmetic: the grammar spreadsheet programs write, nothing else.

Every tag of a piece of ``<sheetData>`` is located at once; cells of the usual shapes are read from fixed places,
the rare other ones are handed to an XML parser one by one. What the grammar cannot account for raises Irregular,
and the caller reads the sheet with an XML parser instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from auditor.feed.slices import cut, digits, gather, plain
from auditor.feed.table import BoolArray, IntArray

NUMBER, SHARED, STRING, INLINE, BOOLEAN, ERROR, ISO_DATE = range(7)
"""Cell types: the attribute ``t`` as ``n``, ``s``, ``str``, ``inlineStr``, ``b``, ``e``, ``d``."""
TYPES = {
    "n": NUMBER,
    "s": SHARED,
    "str": STRING,
    "inlineStr": INLINE,
    "b": BOOLEAN,
    "e": ERROR,
    "d": ISO_DATE,
}

_OTHER, _C, _CE, _V, _VE, _F, _FE, _IS, _ISE, _T, _TE, _ROW, _ROWE = range(13)
_PAD = 64


class IrregularError(ValueError):
    """The piece holds something outside the fast grammar."""


@dataclass(frozen=True, kw_only=True)
class RawCells:
    """n cells as stored. rows, columns, styles: int32; types: int8; shared: int32 string number, -1 elsewhere.

    values: large_string, one for each cell whose shared is -1, in order. computed: bool, the cell has a formula;
    formulas: large_string, one for each such cell.
    """

    rows: IntArray
    columns: IntArray
    styles: IntArray
    types: IntArray
    shared: IntArray
    values: pa.Array
    computed: BoolArray
    formulas: pa.Array


CellReader = Callable[[list[bytes]], RawCells]
"""Reads cells given as single ``<c>`` elements."""


def _codes() -> np.ndarray[Any, np.dtype[np.int8]]:
    """Two bytes after ``<`` (first times 256 plus second) → tag code."""
    table = np.zeros(65536, np.int8)
    starts = {
        "c ": _C,
        "/c": _CE,
        "/v": _VE,
        "/f": _FE,
        "is": _IS,
        "/i": _ISE,
        "/t": _TE,
        "ro": _ROW,
        "/r": _ROWE,
    }
    for letter, code in (("v", _V), ("f", _F), ("t", _T)):
        starts |= {letter + after: code for after in "> /\n"}
    for pair, code in starts.items():
        table[ord(pair[0]) * 256 + ord(pair[1])] = code
    return table


_CODES = _codes()


@dataclass(frozen=True)
class _Tags:
    """Tags of a piece: byte positions of ``<`` and ``>``, codes, and whether the tag closes itself."""

    at: IntArray
    end: IntArray
    code: IntArray
    alone: BoolArray


def tokenize(piece: bytes, read_cells: CellReader) -> list[RawCells]:
    """The filled cells and formulas of whole rows; IrregularError outside the grammar."""
    try:
        piece.decode()
    except UnicodeDecodeError:
        raise IrregularError("not UTF-8") from None
    window = np.frombuffer(piece + b"\0" * _PAD, np.uint8)
    tags = _tags(window)
    starts = np.flatnonzero(tags.code == _C)
    bodies = _bodies(tags, starts)
    if int((bodies + 1).sum()) + int(((tags.code == _ROW) | (tags.code == _ROWE)).sum()) != len(tags.at):
        raise IrregularError("tags outside cells")
    body, value, formula = _shapes(tags, starts, bodies)
    useful = body >= 0
    rows, columns, styles, types, sound = _attributes(window, tags, starts)
    sound &= useful & ((types == INLINE) == (body == _IS))
    blank = useful & (value < 0) & (formula < 0)
    odd = starts[~sound & ~blank]
    out = []
    keep = sound & ~blank
    if keep.any():
        found = _Found(rows[keep], columns[keep], styles[keep], types[keep], value[keep], formula[keep])
        out.append(_raw(piece, window, tags, found))
    if len(odd):
        ends = _cell_ends(tags, odd)
        out.append(read_cells([piece[a : b + 1] for a, b in zip(tags.at[odd], tags.end[ends], strict=True)]))
    return out


def _tags(window: np.ndarray[Any, np.dtype[np.uint8]]) -> _Tags:
    at, end = np.flatnonzero(window == 60), np.flatnonzero(window == 62)
    if len(at) != len(end) or (end < at).any() or (end[:-1] > at[1:]).any():
        place = np.searchsorted(end, at)
        if len(place) and place[-1] >= len(end):
            raise IrregularError("unclosed tag")
        end = end[place]
        if (end[:-1] > at[1:]).any():
            raise IrregularError("markup in an attribute")
    code = _CODES[window[at + 1].astype(np.int32) * 256 + window[at + 2]]
    return _Tags(at, end, code, window[end - 1] == 47)


def _cell_ends(tags: _Tags, starts: IntArray) -> IntArray:
    """Tag numbers of the ``</c>`` of each cell (the cell's own tag where it closes itself)."""
    closers = np.flatnonzero(tags.code == _CE)
    place = np.searchsorted(closers, starts)
    alone = tags.alone[starts]
    if (place[~alone] >= len(closers)).any():
        raise IrregularError("unclosed cell")
    return np.where(
        alone, starts, closers[np.minimum(place, max(len(closers) - 1, 0))] if len(closers) else starts
    )


def _bodies(tags: _Tags, starts: IntArray) -> IntArray:
    """How many tags follow each cell's own tag and belong to it."""
    ends = _cell_ends(tags, starts)
    if (ends[:-1] >= starts[1:]).any():
        raise IrregularError("nested cells")
    if int((tags.code == _CE).sum()) != int((~tags.alone[starts]).sum()):
        raise IrregularError("unmatched cells")
    return ends - starts


def _shapes(tags: _Tags, starts: IntArray, bodies: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Per cell: its shape (-1 where unusual, _IS for inline strings), tag number of its value and formula or -1."""
    padded = np.concatenate([tags.code, np.zeros(8, np.int8)])
    alone = np.concatenate([tags.alone, np.zeros(8, np.bool_)])
    one, two, three, four = (padded[starts + k] for k in (1, 2, 3, 4))
    first_alone = alone[starts + 1]
    value, formula = np.full(len(starts), -1, np.int64), np.full(len(starts), -1, np.int64)
    shape = np.full(len(starts), -1, np.int8)
    shape[(bodies == 0) | (bodies == 1)] = 0

    def settle(where: BoolArray, value_at: int, formula_at: int, kind: int = 0) -> None:
        shape[where] = kind
        if value_at:
            value[where] = starts[where] + value_at
        if formula_at:
            formula[where] = starts[where] + formula_at

    opened = ~first_alone
    settle((bodies == 2) & (one == _V) & first_alone, 0, 0)
    settle((bodies == 2) & (one == _F) & first_alone, 0, 1)
    settle((bodies == 3) & (one == _V) & opened & (two == _VE), 1, 0)
    settle((bodies == 3) & (one == _F) & opened & (two == _FE), 0, 1)
    settle((bodies == 3) & (one == _F) & first_alone & (two == _V) & alone[starts + 2], 0, 1)
    settle((bodies == 4) & (one == _F) & first_alone & (two == _V) & (three == _VE), 2, 1)
    settle((bodies == 4) & (one == _F) & opened & (two == _FE) & (three == _V) & alone[starts + 3], 0, 1)
    settle((bodies == 5) & (one == _F) & opened & (two == _FE) & (three == _V) & (four == _VE), 3, 1)
    inline = (one == _IS) & (two == _T) & ~alone[starts + 2] & (three == _TE) & (four == _ISE)
    settle((bodies == 5) & inline, 2, 0, _IS)
    return shape, value, formula


def _attributes(
    window: np.ndarray[Any, np.dtype[np.uint8]], tags: _Tags, starts: IntArray
) -> tuple[IntArray, IntArray, IntArray, IntArray, BoolArray]:
    """rows, columns, styles, types of the cell tags, and whether the tag was wholly understood."""
    at = tags.at[starts]
    head = gather(window, at + 3, 6).T
    sound = (head[0] == 114) & (head[1] == 61) & (head[2] == 34)
    letters = head[3:6].astype(np.int32) - 64
    capital = (letters >= 1) & (letters <= 26)
    second, third = capital[0] & capital[1], capital[0] & capital[1] & capital[2]
    columns = letters[0]
    columns = np.where(second, columns * 26 + letters[1], columns)
    columns = np.where(third, columns * 26 + letters[2], columns) - 1
    here = at + 7 + second + third
    rows, count = digits(window, here)
    here = here + count
    sound &= (
        capital[0]
        & (count > 0)
        & (window[here] == 34)
        & (columns < 16_384)
        & (rows > 0)
        & (rows <= 1_048_576)
    )
    here = here + 1
    styles, types = np.zeros(len(at), np.int64), np.zeros(len(at), np.int8)
    for _ in range(2):
        look = gather(window, here, 4).T
        named = sound & (look[0] == 32) & (look[2] == 61) & (look[3] == 34)
        here = _style(window, here, named & (look[1] == 115), styles)
        here = _type(window, here, named & (look[1] == 116), types)
    sound &= (window[here] == 62) | ((window[here] == 47) & (window[here + 1] == 62))
    return rows, columns, styles, types, sound


def _style(
    window: np.ndarray[Any, np.dtype[np.uint8]], here: IntArray, where: BoolArray, styles: IntArray
) -> IntArray:
    """Read `` s="12"`` where it stands; the places after it."""
    chosen = np.flatnonzero(where)
    number, count = digits(window, here[chosen] + 4)
    closed = (count > 0) & (window[here[chosen] + 4 + count] == 34)
    styles[chosen[closed]] = number[closed]
    after = here.copy()
    after[chosen[closed]] += 5 + count[closed]
    return after


def _type(
    window: np.ndarray[Any, np.dtype[np.uint8]], here: IntArray, where: BoolArray, types: IntArray
) -> IntArray:
    """Read `` t="s"`` where it stands; the places after it."""
    chosen = np.flatnonzero(where)
    look = gather(window, here[chosen] + 4, 10)
    after = here.copy()
    for name, code in TYPES.items():
        spelled = np.frombuffer(name.encode() + b'"', np.uint8)
        same = (look[:, : len(spelled)] == spelled).all(axis=1)
        types[chosen[same]] = code
        after[chosen[same]] += 4 + len(spelled)
    return after


@dataclass(frozen=True)
class _Found:
    rows: IntArray
    columns: IntArray
    styles: IntArray
    types: IntArray
    value: IntArray
    formula: IntArray


def _raw(piece: bytes, window: np.ndarray[Any, np.dtype[np.uint8]], tags: _Tags, found: _Found) -> RawCells:
    """RawCells of well-shaped cells; a blank value is kept only beside a formula."""
    has = found.value >= 0
    value = np.where(has, found.value, 0)
    starts = np.where(has, tags.end[value] + 1, 0)
    ends = np.where(has, tags.at[np.minimum(value + 1, len(tags.at) - 1)], 0)
    starts, ends = (
        np.where(has, starts, tags.end[found.formula]),
        np.where(has, ends, tags.end[found.formula]),
    )
    keep = (ends > starts) | (found.formula >= 0)
    starts, ends = starts[keep], ends[keep]
    types = np.where(
        ends > starts, found.types[keep], np.where(found.types[keep] == SHARED, NUMBER, found.types[keep])
    )
    strings = types == SHARED
    number, count = digits(window, starts[strings], 10)
    if (count != ends[strings] - starts[strings]).any():
        raise IrregularError("string number")
    shared = np.full(len(types), -1, np.int64)
    shared[strings] = np.minimum(number, 2**31 - 1)
    buffer = pa.py_buffer(piece)
    formula = found.formula[keep]
    computed = formula >= 0
    opened = tags.end[formula[computed]] + 1
    closed = tags.at[np.minimum(formula[computed] + 1, len(tags.at) - 1)]
    closed = np.where(tags.alone[formula[computed]], opened, closed)
    return RawCells(
        rows=found.rows[keep].astype(np.int32),
        columns=found.columns[keep].astype(np.int32),
        styles=found.styles[keep].astype(np.int32),
        types=types.astype(np.int8),
        shared=shared.astype(np.int32),
        values=plain(cut(buffer, starts[~strings], ends[~strings]), piece),
        computed=computed,
        formulas=plain(cut(buffer, opened, closed), piece, escapes=False),
    )
