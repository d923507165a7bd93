"""Where the characters of a text file, as it was read, stand in its bytes."""

from __future__ import annotations

import codecs
from functools import cached_property

import numpy as np

from auditor.feed.guard import refuse
from auditor.feed.table import IntArray
from auditor.feed.textfile import Anatomy
from auditor.model import FeedError

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = {"utf-16": 2, "utf-32": 4}
_MARK, _LOST, _LF, _CR = 0xFEFF, 0xFFFD, 10, 13


class ByteMap:
    """Offsets in the text as read (UTF-8, ``anatomy.decoded.data``) → offsets in the file's own bytes.

    Raises FeedError on construction where the encoding cannot be followed character by character.
    """

    def __init__(self, data: bytes, anatomy: Anatomy) -> None:
        self._data = data
        self._anatomy = anatomy
        self.encoding, self._begin = _encoding(data, anatomy.decoded.encoding)
        self._shift = len(data) - len(anatomy.decoded.data)
        self._straight = self.encoding in ("utf-8", "ascii") and data.endswith(anatomy.decoded.data)
        if not self._straight:
            _ = self._places

    def offsets(self, places: IntArray) -> IntArray:
        """int64 offsets in the file of ``places``, which are offsets of whole characters in the text as read."""
        if self._straight:
            return np.asarray(places + self._shift, dtype=np.int64)
        read, own = self._places
        return own[np.searchsorted(read, places)]

    def encode(self, text: str) -> bytes | None:
        """``text`` in the file's encoding; None where that has no such character."""
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError:
            return None

    @cached_property
    def _places(self) -> tuple[IntArray, IntArray]:
        """Per character of the text as read, and its end: offset there, offset in the file."""
        points, widths = self._characters()
        ends = self._begin + np.cumsum(widths)
        starts = ends - widths
        keep = _read_ones(points)
        points, starts = points[keep], starts[keep]
        stop = int(ends[keep[-1]]) if len(keep) else len(self._data)
        read = np.concatenate([[0], np.cumsum(_utf8_widths(points))]) - self._anatomy.announced
        if int(read[-1]) != len(self._anatomy.decoded.data):
            raise self._unfit()
        return read, np.append(starts, stop)

    def _characters(self) -> tuple[IntArray, IntArray]:
        """Code points of the file's text and the bytes each takes; what cannot be decoded is one U+FFFD."""
        points: list[IntArray] = []
        widths: list[IntArray] = []
        at = self._begin
        while at < len(self._data):
            part = self._data[at:]
            try:
                text, stop, lost = part.decode(self.encoding), len(part), 0
            except UnicodeDecodeError as problem:
                text = part[: problem.start].decode(self.encoding)
                stop, lost = problem.start, problem.end - problem.start
            found = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
            mine = self._widths(found)
            if int(mine.sum()) != stop:
                raise self._unfit()
            points += [found, np.array([_LOST] * bool(lost), np.int64)]
            widths += [mine, np.array([lost] * bool(lost), np.int64)]
            at += stop + lost
        return np.concatenate(points), np.concatenate(widths)

    def _widths(self, points: IntArray) -> IntArray:
        """Bytes of each code point in the file's encoding."""
        known = np.flatnonzero(np.bincount(points, minlength=1))
        table = np.zeros(int(known[-1]) + 1 if len(known) else 1, np.int64)
        try:
            table[known] = [len(chr(point).encode(self.encoding)) for point in known.tolist()]
        except UnicodeEncodeError:
            raise self._unfit() from None
        return table[points]

    def _unfit(self) -> FeedError:
        return refuse(
            "A text file in the encoding {name} cannot be changed in place; save it as UTF-8 and try again.",
            "无法直接修改 {name} 编码的文本文件；请另存为 UTF-8 后重试。",
            name=self._anatomy.decoded.encoding,
        )


def _encoding(data: bytes, name: str) -> tuple[str, int]:
    """(codec that writes no mark, bytes of the mark at the file's beginning)."""
    for mark, codec in _MARKS:
        if data.startswith(mark) and codec.startswith(name):
            return codec, len(mark)
    return name + ("-le" if name in _WIDE else ""), 0


def _read_ones(points: IntArray) -> IntArray:
    """Positions of the characters that reading keeps: no marks at the beginning or after a line end, no zeros at
    the end.
    """
    stop = len(points)
    while stop and points[stop - 1] == 0:
        stop -= 1
    begin = 0
    while begin < stop and points[begin] == _MARK:
        begin += 1
    body = points[begin:stop]
    keep = np.ones(len(body), np.bool_)
    keep[1:] = (body[1:] != _MARK) | ~np.isin(body[:-1], (_LF, _CR))
    return np.flatnonzero(keep) + begin


def _utf8_widths(points: IntArray) -> IntArray:
    """Bytes of each code point as read (a zero is read as U+FFFD)."""
    widths = 1 + (points >= 0x80).astype(np.int64) + (points >= 0x800) + (points >= 0x10000)
    return np.where((points == 0) | ((points >= 0xD800) & (points < 0xE000)), 3, widths)
