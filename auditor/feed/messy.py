"""Delimited text whose quotes are not well-formed, read record by record so that no quote swallows the rest."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from auditor.feed.fields import Fields, split, usual_count


class _Cell(NamedTuple):
    """A field's text, and where it stands (quotes included)."""

    text: bytes
    start: int
    stop: int
    quoted: bool


@dataclass
class _Collector:
    """Fields copied into one buffer."""

    data: bytearray = field(default_factory=bytearray)
    ends: array[int] = field(default_factory=lambda: array("q"))
    counts: array[int] = field(default_factory=lambda: array("q"))
    places: array[int] = field(default_factory=lambda: array("q"))

    def add(self, record: list[_Cell]) -> None:
        for text, start, stop, quoted in record:
            self.data += text
            self.ends.append(len(self.data))
            self.places.extend((start, stop, quoted))
        self.counts.append(len(record))

    def fields(self) -> Fields:
        ends = np.frombuffer(self.ends, np.int64)
        counts = np.frombuffer(self.counts, np.int64)
        starts = np.concatenate([[0], ends[:-1]])
        begin, stop, quoted = np.frombuffer(self.places, np.int64).reshape(-1, 3).T
        return Fields(
            data=bytes(self.data),
            starts=starts,
            ends=ends,
            first=np.concatenate([[0], np.cumsum(counts)[:-1]]),
            counts=counts,
            doubled=np.zeros(len(ends), np.bool_),
            quoted=quoted.astype(np.bool_),
            origin=(begin, stop),
        )


def split_messy(data: bytes, delimiter: str) -> tuple[Fields, list[int]]:
    """(fields, record numbers where a quote was taken literally).

    A quoted cell is one whose closing quote stands before a delimiter or line end. Where a cell with line breaks
    leaves its record with an unusual number of cells, and the line alone has the usual one, the quote is literal.
    """
    usual = usual_count(split(data, delimiter, False).counts)
    mark = re.escape(delimiter.encode())
    quoted = re.compile(rb'"((?:[^"]++|"")*+)"(?=[%s\r\n]|\Z)' % mark)
    bare = re.compile(rb"[^%s\r\n]*" % mark)
    line = re.compile(rb"[^\r\n]*")
    out, literal = _Collector(), []
    at = number = 0
    while at < len(data):
        number += 1
        record, end, broken, stray = _record(data, at, quoted, bare, delimiter.encode())
        if broken and len(record) != usual:
            alone = line.match(data, at)
            parts = _cut(alone[0], at, delimiter.encode()) if alone else []
            if alone and (len(parts) == usual or len(record) > usual):
                record, end, stray = parts, alone.end(), True
        if stray:
            literal.append(number)
        out.add(record)
        at = end + (2 if data[end : end + 2] == b"\r\n" else 1)
    return out.fields(), literal


def _cut(line: bytes, at: int, delimiter: bytes) -> list[_Cell]:
    """The cells of a line that begins at ``at``, quotes taken literally."""
    cells = []
    for text in line.split(delimiter):
        cells.append(_Cell(text, at, at + len(text), False))
        at += len(text) + 1
    return cells


def _record(
    data: bytes, at: int, quoted: re.Pattern[bytes], bare: re.Pattern[bytes], delimiter: bytes
) -> tuple[list[_Cell], int, bool, bool]:
    """(cells, where the record ends, whether a cell has line breaks, whether a cell begins with a literal quote)."""
    record: list[_Cell] = []
    broken = stray = False
    while True:
        found = quoted.match(data, at) if data[at : at + 1] == b'"' else None
        if found:
            text = found[1]
            broken = broken or b"\n" in text or b"\r" in text
            record.append(_Cell(text.replace(b'""', b'"'), at, found.end(), True))
        else:
            found = bare.match(data, at)
            assert found is not None
            stray = stray or found[0].startswith(b'"')
            record.append(_Cell(found[0], at, found.end(), False))
        at = found.end()
        if data[at : at + 1] != delimiter:
            return record, at, broken, stray
        at += 1
