"""Text files changed in place: encoding, byte order mark, delimiter, quotes and line ends stay as they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from auditor.feed.table import Feed, IntArray
from auditor.feed.textfile import anatomy
from auditor.fix.bytemap import ByteMap
from auditor.fix.editor import NO_PLACE, NOT_IN_ENCODING, NOT_WITHOUT_QUOTES, Edits, first_data_row
from auditor.model import Text

Cell = tuple[int, int]


class TextEditor:
    """See :class:`auditor.fix.editor.Editor`. FeedError where the encoding cannot be written back."""

    def __init__(self, feed: Feed, data: bytes, encoding: str | None = None) -> None:
        self._feed = feed
        self._data = data
        self._parts = anatomy(data, encoding or None)
        self._map = ByteMap(data, self._parts)

    def refused(self, edits: Edits) -> dict[Cell, Text]:
        """The edits this file cannot take, and why."""
        problems: dict[Cell, Text] = {}
        for cell, text in edits.items():
            place = self._field(cell)
            if place is None:
                problems[cell] = NO_PLACE
            elif self._map.encode(text) is None:
                problems[cell] = NOT_IN_ENCODING
            elif not self._quotes() and any(mark in text for mark in self._separators()):
                problems[cell] = NOT_WITHOUT_QUOTES
        return problems

    def changed(self, edits: Edits) -> bytes:
        """The file with ``edits``; KeyError for a cell that :meth:`refused` names."""
        fields = {cell: self._field(cell) for cell in edits}
        placed = sorted((place, edits[cell]) for cell, place in fields.items() if place is not None)
        if len(placed) < len(edits):
            raise KeyError(next(cell for cell, place in fields.items() if place is None))
        starts, ends = self._parts.fields.spans()
        at = np.array([place for place, _ in placed], np.int64)
        return self._spliced(
            self._map.offsets(starts[at]),
            self._map.offsets(ends[at]),
            [self._written(text, bool(self._parts.fields.quoted[place])) for place, text in placed],
        )

    def kept(self, rows: Collection[int]) -> bytes:
        """The file with the data rows ``rows`` only; blank lines and rows left out in reading go."""
        starts = self._starts()
        first = first_data_row(self._feed)
        wanted = np.array(sorted(row for row in set(rows) if row >= first), np.int64)
        head = self._data[: int(starts[first - 1])]
        return head + b"".join(self._data[starts[row - 1] : starts[row]] for row in wanted.tolist())

    def sizes(self) -> IntArray:
        """int64 bytes of each data row, line end included, by position in the feed; then what stands above them."""
        starts = self._starts()
        numbers = self._feed.row_numbers.astype(np.int64)
        return np.append(starts[numbers] - starts[numbers - 1], starts[first_data_row(self._feed) - 1])

    def _starts(self) -> IntArray:
        """Offset of each record in the file; the end of the file is the last."""
        starts, _ = self._parts.fields.spans()
        return np.append(self._map.offsets(starts[self._parts.fields.first]), len(self._data))

    def _field(self, cell: Cell) -> int | None:
        """Number of the field of a cell; None where the row is too short."""
        row, column = cell
        fields = self._parts.fields
        if not 1 <= row <= len(fields.first) or column >= fields.counts[row - 1]:
            return None
        return int(fields.first[row - 1]) + column

    def _quotes(self) -> bool:
        """Whether a cell can be quoted: always in comma-separated files, in tab-delimited ones where they do it."""
        return self._parts.quoting or self._parts.delimiter not in ("\t", "")

    def _separators(self) -> tuple[str, ...]:
        return tuple(mark for mark in (self._parts.delimiter, "\n", "\r") if mark)

    def _written(self, text: str, quoted: bool) -> bytes:
        """The bytes of a cell: quoted where it was, or where it has to be."""
        needs = self._parts.quoting and '"' in text
        if self._quotes() and (quoted or needs or any(mark in text for mark in self._separators())):
            text = '"' + text.replace('"', '""') + '"'
        encoded = self._map.encode(text)
        assert encoded is not None, "asked by refused()"
        return encoded

    def _spliced(self, starts: IntArray, ends: IntArray, texts: Iterable[bytes]) -> bytes:
        """The file with the bytes between ``starts`` and ``ends`` (ascending) replaced."""
        pieces, at = [], 0
        for start, end, text in zip(starts.tolist(), ends.tolist(), texts, strict=True):
            pieces += [self._data[at:start], text]
            at = end
        return b"".join((*pieces, self._data[at:]))
