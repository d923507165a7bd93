"""Where the cells of a text feed stand in its file: lines and columns as an editor counts them, from 1."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from auditor.feed.fields import Fields, MalformedError, split
from auditor.feed.table import Feed, IntArray
from auditor.feed.textfile import opened
from auditor.model import FeedError

LARGEST = 128 << 20
"""Bytes of a text file up to which cells are placed; beyond it a row is a line. Placing takes some three times that."""

Region = dict[str, int]
"""``startLine`` and, where known, ``startColumn``, ``endLine``, ``endColumn`` (the first character after the end);
columns count characters (SARIF 2.1.0 §3.30, ``columnKind`` unicodeCodePoints)."""


class TextPlaces:
    """Regions of cells in the text of a file.

    text: UTF-8, without a first line ``sep=;``, of which there are ``above`` (0 or 1). quoting: cells may be quoted.
    """

    def __init__(self, text: bytes, delimiter: str, *, quoting: bool, above: int = 0) -> None:
        self._text = text
        self._delimiter = delimiter or "\0"
        self._quoting = quoting
        self._above = above
        self._last: tuple[int, Fields | None] = (-1, None)
        """The record asked for last: findings come row by row."""
        self._breaks = _line_breaks(text)
        self._ends = self._breaks
        if quoting and b'"' in text:
            quotes = np.flatnonzero(np.frombuffer(text, np.uint8) == ord('"'))
            self._ends = self._breaks[np.searchsorted(quotes, self._breaks) % 2 == 0]

    def region(self, row: int, column: int, value: str, span: tuple[int, int] | None) -> Region:
        """The region of record ``row`` (from 1) and physical ``column`` (from 0; -1: the whole record).

        value: the cell's text, by which the place is proven; where something else stands there, only the line is told.
        span: characters of ``value`` that are meant (start, end); None: the whole cell.
        """
        if not 1 <= row <= len(self._ends) + 1:
            return {"startLine": max(row, 1) + self._above}
        start = int(self._ends[row - 2]) + 1 if row > 1 else 0
        end = int(self._ends[row - 1]) if row <= len(self._ends) else len(self._text)
        end -= self._text[start:end].endswith(b"\r")
        if column < 0:
            return self._between(start, end)
        cell = self._cell(start, end, column, value)
        if cell is None:
            return {"startLine": self._position(start)[0]}
        return self._between(*(self._inside(*cell, span) if span else cell))

    def _cell(self, start: int, end: int, column: int, value: str) -> tuple[int, int] | None:
        """Byte offsets of a cell with its quotes; None where it is not what stands there."""
        if self._last[0] != start:
            self._last = (start, self._taken_apart(self._text[start:end]))
        fields = self._last[1]
        if fields is None or column >= len(fields.starts):
            return None
        text = fields.data[int(fields.starts[column]) : int(fields.ends[column])].decode("utf-8", "replace")
        if (text.replace('""', '"') if fields.doubled[column] else text) != value:
            return None
        starts, ends = fields.spans()
        return start + int(starts[column]), start + int(ends[column])

    def _taken_apart(self, record: bytes) -> Fields | None:
        """The fields of one record; None where its quotes are not well-formed."""
        try:
            return split(record, self._delimiter, self._quoting)
        except MalformedError:
            return None

    def _inside(self, start: int, end: int, span: tuple[int, int]) -> tuple[int, int]:
        """Byte offsets of a part of the cell; of the whole cell where the part cannot be told."""
        raw = self._text[start:end].decode("utf-8", "replace")
        quoted = self._quoting and len(raw) > 1 and raw[0] == raw[-1] == '"'
        text = raw[1:-1].replace('""', '"') if quoted else raw
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
        column = len(self._text[begin:offset].decode("utf-8", "replace")) + 1
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
        decoded, announced, delimiter = opened(data, source.encoding or None)
    except (OSError, FeedError):
        return None
    return TextPlaces(decoded.data, delimiter, quoting=source.quoted, above=1 if announced else 0)


def _line_breaks(data: bytes) -> IntArray:
    """Offsets of the last byte of every line break: LF, CR LF, or CR alone."""
    window = np.frombuffer(data, np.uint8)
    feeds = window == 10
    if b"\r" not in data:
        return np.flatnonzero(feeds)
    lone = window == 13
    lone[:-1] &= ~feeds[1:]
    return np.flatnonzero(feeds | lone)
