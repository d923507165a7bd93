"""Delimited text whose quotes are not well-formed, read record by record so that no quote swallows the rest."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field

import numpy as np

from auditor.feed.fields import Fields, split, usual_count


@dataclass
class _Collector:
    """Fields copied into one buffer."""

    data: bytearray = field(default_factory=bytearray)
    ends: array[int] = field(default_factory=lambda: array("q"))
    counts: array[int] = field(default_factory=lambda: array("q"))

    def add(self, record: list[bytes]) -> None:
        for text in record:
            self.data += text
            self.ends.append(len(self.data))
        self.counts.append(len(record))

    def fields(self) -> Fields:
        ends = np.frombuffer(self.ends, np.int64)
        counts = np.frombuffer(self.counts, np.int64)
        starts = np.concatenate([[0], ends[:-1]])
        none = np.zeros(len(ends), np.bool_)
        return Fields(
            data=bytes(self.data),
            starts=starts,
            ends=ends,
            first=np.concatenate([[0], np.cumsum(counts)[:-1]]),
            counts=counts,
            doubled=none,
            quoted=none,
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
            parts = alone[0].split(delimiter.encode()) if alone else []
            if alone and (len(parts) == usual or len(record) > usual):
                record, end, stray = parts, alone.end(), True
        if stray:
            literal.append(number)
        out.add(record)
        at = end + (2 if data[end : end + 2] == b"\r\n" else 1)
    return out.fields(), literal


def _record(
    data: bytes, at: int, quoted: re.Pattern[bytes], bare: re.Pattern[bytes], delimiter: bytes
) -> tuple[list[bytes], int, bool, bool]:
    """(cells, where the record ends, whether a cell has line breaks, whether a cell begins with a literal quote)."""
    record: list[bytes] = []
    broken = stray = False
    while True:
        found = quoted.match(data, at) if data[at : at + 1] == b'"' else None
        if found:
            text = found[1]
            broken = broken or b"\n" in text or b"\r" in text
            record.append(text.replace(b'""', b'"'))
        else:
            found = bare.match(data, at)
            assert found is not None
            stray = stray or found[0].startswith(b'"')
            record.append(found[0])
        at = found.end()
        if data[at : at + 1] != delimiter:
            return record, at, broken, stray
        at += 1
