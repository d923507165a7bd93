"""Strings of BIFF8 records ([MS-XLS] 2.5.293, 2.5.294): eight or sixteen bits a character, rich, continued."""

from __future__ import annotations

import struct


def read_string(body: bytes, at: int, *, wide: bool) -> str:
    """An unformatted string inside one record; ``wide``: its length takes two bytes instead of one."""
    length, flags = struct.unpack_from("<HB" if wide else "<BB", body, at)
    at += 3 if wide else 2
    at += 2 * bool(flags & 8) + 4 * bool(flags & 4)
    return _decoded(body[at : at + length * (1 + (flags & 1))], flags)


def _decoded(data: bytes, flags: int) -> str:
    return data.decode("utf-16-le", "replace") if flags & 1 else data.decode("latin-1")


def read_shared(pieces: list[bytes]) -> list[str]:
    """The strings of an SST record and its continuations; the count it states is not believed.

    A continuation inside the characters of a string begins with a flag byte of its own.
    """
    if not pieces:
        return []
    reader = _Pieces(pieces)
    stated = struct.unpack_from("<I", pieces[0], 4)[0] if len(pieces[0]) >= 8 else 0
    reader.at = 8
    texts: list[str] = []
    while len(texts) < stated and not reader.finished():
        texts.append(reader.string())
    return texts


class _Pieces:
    """A cursor over records that continue each other."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._piece = 0
        self.at = 0

    def finished(self) -> bool:
        while self._piece < len(self._pieces) and self.at >= len(self._pieces[self._piece]):
            self.at -= len(self._pieces[self._piece])
            self._piece += 1
        return self._piece >= len(self._pieces)

    def _take(self, size: int) -> bytes:
        """``size`` bytes, across continuations that carry no flag."""
        out = b""
        while len(out) < size and not self.finished():
            more = self._pieces[self._piece][self.at : self.at + size - len(out)]
            self.at += len(more)
            out += more
        return out.ljust(size, b"\0")

    def string(self) -> str:
        """One string with its formatting runs and phonetic part skipped."""
        length, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", self._take(4))[0] if flags & 4 else 0
        parts: list[str] = []
        left = length
        while left > 0:
            if self.at >= len(self._pieces[self._piece]):
                if self.finished():
                    break
                flags = (flags & ~1) | (self._take(1)[0] & 1)
            size = 1 + (flags & 1)
            data = self._pieces[self._piece][self.at : self.at + left * size]
            data = data[: len(data) // size * size]
            if not data:
                break
            parts.append(_decoded(data, flags))
            self.at += len(data)
            left -= len(data) // size
        self._skip(4 * runs + extra)
        return "".join(parts)

    def _skip(self, size: int) -> None:
        while size > 0 and not self.finished():
            step = min(size, len(self._pieces[self._piece]) - self.at)
            self.at += step
            size -= step
