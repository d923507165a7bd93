"""String arrays cut out of one buffer, and the escapes of spreadsheet XML undone on them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape as _unescape_html
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.feed.table import BoolArray, IntArray

EMPTY = pa.array([""], pa.large_string())

_ENTITY = re.compile(r"&(#[0-9]+|#x[0-9A-Fa-f]+|amp|lt|gt|quot|apos);")
_XSTRING = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINE_END = re.compile(r"\r\n?")


def cut(buffer: pa.Buffer, starts: IntArray, ends: IntArray) -> pa.Array:
    """large_string array of ``buffer[start:end]``; the cuts ascend and do not overlap, the bytes are valid UTF-8."""
    offsets = np.empty(2 * len(starts) + 1, np.int64)
    offsets[0:-1:2] = starts
    offsets[1::2] = ends
    offsets[-1] = ends[-1] if len(ends) else 0
    both = pa.Array.from_buffers(pa.large_string(), 2 * len(starts), [None, pa.py_buffer(offsets), buffer])
    return both.take(pa.array(np.arange(0, 2 * len(starts), 2)))


def changed(values: pa.Array, where: pa.Array, change: Callable[[str], str]) -> pa.Array:
    """``values`` with ``change`` applied to the texts at ``where`` (boolean array)."""
    texts = [change(text) for text in values.filter(where).to_pylist()]
    if not texts:
        return values
    return pc.replace_with_mask(values, where, pa.array(texts, pa.large_string()))


def entities(text: str) -> str:
    """XML character and entity references resolved, line ends as XML reads them; impossible ones stay as they are."""
    text = _LINE_END.sub("\n", text) if "\r" in text else text
    return _ENTITY.sub(_entity, text) if "&" in text else text


def _entity(match: re.Match[str]) -> str:
    return _unescape_html(match[0])


def xstring(text: str) -> str:
    """``_x000D_`` escapes of ST_Xstring decoded; surrogates, which stand for nothing alone, become U+FFFD."""
    return _XSTRING.sub(lambda match: _character(int(match[1], 16)), text) if "_x" in text else text


def _character(code: int) -> str:
    return "�" if 0xD800 <= code <= 0xDFFF or code == 0 else chr(code)


def plain(values: pa.Array, raw: bytes, escapes: bool = True) -> pa.Array:
    """Texts cut from the XML ``raw`` with entities, line ends and (``escapes``) ``_xHHHH_`` resolved."""
    marks = [mark for mark in ("&", "\r") if mark.encode() in raw]
    for mark in marks:
        values = changed(values, pc.match_substring(values, mark), entities)
    if escapes and (b"_x" in raw or marks):
        values = changed(values, pc.match_substring(values, "_x"), xstring)
    return values


def gather(window: np.ndarray[Any, np.dtype[np.uint8]], at: IntArray, width: int) -> np.ndarray[Any, Any]:
    """(n, width) bytes from each position on; ``window`` is padded by at least ``width``."""
    return np.lib.stride_tricks.sliding_window_view(window, width)[at]


def digits(
    window: np.ndarray[Any, np.dtype[np.uint8]], at: IntArray, width: int = 8
) -> tuple[IntArray, IntArray]:
    """(number, count of digits) of the decimal number starting at each position; at most ``width`` digits."""
    values = gather(window, at, width).T - 48
    number = np.zeros(len(at), np.int64)
    count = np.zeros(len(at), np.int64)
    going: BoolArray = np.ones(len(at), np.bool_)
    for column in values:
        going = going & (column < 10)
        if not going.any():
            break
        number = np.where(going, number * 10 + column, number)
        count += going
    return number, count
