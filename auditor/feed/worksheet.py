"""The cells of a worksheet part: the array grammar first, an XML parser where it does not fit."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.feed import sheet_fast, sheet_slow
from auditor.feed.guard import too_many_cells, unsafe
from auditor.feed.package import CHUNK, Package
from auditor.feed.sheet_fast import IrregularError, RawCells

ROW_BYTES_LIMIT = 64 << 20
"""Bytes of XML one row may take."""
HEAD_CHUNK = 1 << 16
FILLED_LIMIT = 30_000_000
"""Filled cells of one worksheet, which take about 100 bytes each while it is read."""
TEXT_LIMIT = 2 << 30
"""Bytes of values and formulas one sheet may hold outside the string table."""

_OPEN, _CLOSE, _ROW, _ROW_END = b"<sheetData", b"</sheetData>", b"<row", b"</row>"


def raw_cells(package: Package, part: str, rows: int | None = None) -> list[RawCells]:
    """The filled cells and formulas of worksheet ``part``; with ``rows``, at least those of the first rows."""
    chunk = CHUNK if rows is None else HEAD_CHUNK
    try:
        return _collect(_fast(package.stream(part, chunk)), rows)
    except IrregularError:
        return _collect(sheet_slow.parse(package.stream(part, chunk)), rows)


def _collect(batches: Iterator[RawCells], rows: int | None) -> list[RawCells]:
    out: list[RawCells] = []
    cells = size = 0
    seen: set[int] = set()
    for batch in batches:
        out.append(batch)
        cells += len(batch.rows)
        size += batch.values.nbytes + batch.formulas.nbytes
        if cells > FILLED_LIMIT or size > TEXT_LIMIT:
            raise too_many_cells("")
        if rows is not None:
            seen.update(batch.rows.tolist())
            if len(seen) > rows:
                break
    return out


def _fast(pieces: Iterator[bytes]) -> Iterator[RawCells]:
    rest = _start(pieces)
    finished = rest is None
    while rest is not None:
        at = rest.find(_CLOSE)
        end = at if at >= 0 else max(rest.rfind(_ROW_END) + len(_ROW_END), rest.rfind(_ROW))
        if end >= len(_ROW_END):
            yield from sheet_fast.tokenize(rest[:end], sheet_slow.read_cells)
            rest = rest[end:]
        if at >= 0:
            finished = True
            break
        if len(rest) > ROW_BYTES_LIMIT:
            raise unsafe("a row is endless", "某一行过长")
        piece = next(pieces, None)
        if piece is None:
            break
        rest += piece
    if not finished:
        raise IrregularError("no end of sheet data")
    for _ in pieces:
        pass


def _start(pieces: Iterator[bytes]) -> bytes | None:
    """What follows ``<sheetData>`` in the pieces read so far; None for a sheet without rows."""
    head = b""
    for piece in pieces:
        head += piece
        at = head.find(_OPEN)
        if at < 0 or head.find(b">", at) < 0:
            if len(head) > ROW_BYTES_LIMIT:
                raise IrregularError("no sheet data")
            continue
        prolog = head[: head.find(b"?>") + 1].lower()
        if b"\0" in head[:64] or (b"encoding" in prolog and b"utf-8" not in prolog) or b"<!--" in head[:at]:
            raise IrregularError("prolog")
        end = head.find(b">", at)
        return None if head[end - 1 : end] == b"/" else head[end + 1 :]
    raise IrregularError("no sheet data")
