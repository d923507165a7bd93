"""Where the cells of a text feed stand in its file: lines and columns as an editor counts them, from 1."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from auditor.feed.table import Feed, IntArray
from auditor.feed.textfile import Anatomy, anatomy
from auditor.model import FeedError

LARGEST = 64 << 20
"""Bytes of a text file up to which every cell is placed exactly; beyond it a row is a line."""

Region = dict[str, int]
"""``startLine`` and, where known, ``startColumn``, ``endLine``, ``endColumn`` (the first character after the end);
columns count characters (SARIF 2.1.0 §3.30, ``columnKind`` unicodeCodePoints)."""


class TextPlaces:
    """Regions of cells in a text file as it was read."""

    def __init__(self, parts: Anatomy) -> None:
        self._data = parts.decoded.data
        self._fields = parts.fields
        self._starts, self._ends = parts.fields.spans()
        self._above = 1 if parts.announced else 0
        self._breaks = _line_breaks(self._data)

    def region(self, row: int, column: int, span: tuple[int, int] | None) -> Region:
        """The region of record ``row`` (from 1) and physical ``column`` (from 0; -1: the whole record).

        span: characters of the cell's text that are meant (start, end); None: the whole cell.
        """
        fields = self._fields
        if not 1 <= row <= len(fields.first):
            return {"startLine": max(row, 1)}
        first = int(fields.first[row - 1])
        last = first + int(fields.counts[row - 1]) - 1
        if column < 0 or first + column > last:
            return self._between(int(self._starts[first]), int(self._ends[last]))
        start, end = int(self._starts[first + column]), int(self._ends[first + column])
        return self._between(*(self._inside(start, end, span) if span else (start, end)))

    def _inside(self, start: int, end: int, span: tuple[int, int]) -> tuple[int, int]:
        """Byte offsets of a part of the cell; of the whole cell where the part cannot be told."""
        raw = self._data[start:end].decode("utf-8", "replace")
        quoted = len(raw) > 1 and raw[0] == raw[-1] == '"'
        body = raw[1:-1] if quoted else raw
        text = body.replace('""', '"') if quoted else body
        if not 0 <= span[0] <= span[1] <= len(text):
            return start, end
        written = [
            len((part.replace('"', '""') if quoted else part).encode())
            for part in (text[: span[0]], text[span[0] : span[1]])
        ]
        begin = start + quoted + written[0]
        return begin, begin + written[1]

    def _between(self, start: int, end: int) -> Region:
        line, column = self._position(start)
        end_line, end_column = self._position(end)
        return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}

    def _position(self, offset: int) -> tuple[int, int]:
        """Line and column of a byte offset."""
        before = int(np.searchsorted(self._breaks, offset))
        begin = int(self._breaks[before - 1]) + 1 if before else 0
        column = len(self._data[begin:offset].decode("utf-8", "replace")) + 1
        return before + 1 + self._above, column


def text_places(feed: Feed) -> TextPlaces | None:
    """Places in the feed's file; None for workbooks, files too large, and files that changed since they were read."""
    source = feed.source
    if source.kind != "text" or source.size > LARGEST:
        return None
    try:
        data = Path(source.path).read_bytes()
        if hashlib.sha256(data).hexdigest() != source.sha256:
            return None
        return TextPlaces(anatomy(data, source.encoding or None))
    except (OSError, FeedError):
        return None


def _line_breaks(data: bytes) -> IntArray:
    """Offsets of the last byte of every line break: LF, CR LF, or CR alone."""
    window = np.frombuffer(data, np.uint8)
    feeds = window == 10
    if b"\r" not in data:
        return np.flatnonzero(feeds)
    lone = window == 13
    lone[:-1] &= ~feeds[1:]
    return np.flatnonzero(feeds | lone)
