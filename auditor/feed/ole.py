"""The compound file of xls workbooks ([MS-CFB]): directory and streams, every chain bounded by the file's size."""

from __future__ import annotations

import struct

_END = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""


class OleError(ValueError):
    """The compound file contradicts itself."""


class Ole:
    """A compound file: its streams by lower-case name."""

    def __init__(self, data: bytes) -> None:
        try:
            self._open(data)
        except (struct.error, IndexError) as problem:
            raise OleError(str(problem)) from None

    def _open(self, data: bytes) -> None:
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise OleError("sector size")
        self._size = 1 << shift
        self._last = len(data) // self._size + 1
        _, first_directory = struct.unpack_from("<II", data, 44)
        self._cutoff, first_mini, _, first_difat, _ = struct.unpack_from("<IIIII", data, 56)
        self._fat = self._table(self._difat(first_difat))
        self._mini_fat = self._numbers(self._chain(first_mini))
        self._entries: dict[str, tuple[int, int]] = {}
        self._root = b""
        directory = self._chain(first_directory)
        for at in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace").lower()
            start, size = struct.unpack_from("<II", directory, at + 116)
            if kind == 5:
                self._root = self._chain(start)[:size]
            elif kind == 2:
                self._entries.setdefault(name, (start, size))

    def _difat(self, sector: int) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        seen = 0
        while sector < _END and seen < self._last:
            block = self._numbers(self._sector(sector))
            sectors += block[:-1]
            sector = block[-1]
            seen += 1
        return [number for number in sectors if number < _END]

    def _table(self, sectors: list[int]) -> list[int]:
        if len(sectors) > self._last:
            raise OleError("allocation table")
        return self._numbers(b"".join(self._sector(number) for number in sectors))

    @staticmethod
    def _numbers(data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise OleError("sector beyond the end")
        return self._data[start : start + self._size]

    def _chain(self, sector: int) -> bytes:
        parts: list[bytes] = []
        while sector < _END:
            if len(parts) > self._last or sector >= len(self._fat):
                raise OleError("endless or broken chain")
            parts.append(self._sector(sector))
            sector = self._fat[sector]
        return b"".join(parts)

    @property
    def names(self) -> frozenset[str]:
        """Names of all streams, lower case."""
        return frozenset(self._entries)

    def read(self, name: str) -> bytes:
        """A stream whole; OleError where it is missing or broken."""
        if name not in self._entries:
            raise OleError("stream missing")
        start, size = self._entries[name]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        parts: list[bytes] = []
        while start < _END:
            if len(parts) > len(self._mini_fat) or start >= len(self._mini_fat):
                raise OleError("endless or broken chain")
            parts.append(self._root[start * 64 : start * 64 + 64])
            start = self._mini_fat[start]
        return b"".join(parts)[:size]
