"""A worksheet part edited while it streams by; everything that is not edited keeps its bytes.

Rows and cells are found by their tags alone, as spreadsheet programs and most libraries write them. Rows and cells
without ``r`` follow the one before (ECMA-376, 18.3.1.4 and 18.3.1.73).
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from itertools import chain

from auditor.feed.guard import damaged
from auditor.feed.table import column_letter
from auditor.ooxml.cells import Row, RowEditor, SheetEdits, column_position
from auditor.ooxml.markup import (
    QUOTED,
    Segment,
    Splice,
    attribute,
    check_encoding,
    masked,
    outline,
    segments,
    unusual,
    with_attribute,
)

_OPENING = re.compile(rb"<([^\s:/>]+:)?sheetData(?=[\s/>])" + QUOTED + rb">")


def rewritten(edits: SheetEdits, pieces: Iterator[bytes]) -> Iterator[Segment]:
    """The sheet part in pieces → what stays and what changes; FeedError where it cannot be edited."""
    buffer = b""
    opening = None
    while opening is None:
        piece = next(pieces, None)
        if piece is None:
            raise damaged("a sheet has no table", "工作表没有数据区")
        buffer += piece
        check_encoding(buffer)
        opening = _OPENING.search(masked(buffer))
    head, prefix, tag = buffer[: opening.start()], opening[1] or b"", opening[0]
    yield from segments(head, [*edits.head(head), *_dimension(edits, prefix, head)])
    stream = _Stream(edits, prefix, head)
    rest, closing = buffer[opening.end() :], b""
    if tag.endswith(b"/>"):
        rows = stream.new_rows(None)
        yield tag, (tag[:-2].rstrip() + b">" + rows + b"</%bsheetData>" % prefix) if rows else None
    else:
        yield tag, None
        rest = yield from stream.body(pieces, rest)
        closing = b"<%bsheetData>" % prefix
    rest = b"".join((rest, *pieces))
    root = outline(rest, ("extLst",), prefix=b"<%bworksheet>" % prefix + closing)
    yield from segments(rest, edits.tail(rest, root))


def surroundings(pieces: Iterator[bytes]) -> tuple[bytes, bytes]:
    """The markup before ``<sheetData>`` and that after ``</sheetData>``, read once through the sheet."""
    buffer = b""
    opening = None
    for piece in pieces:
        buffer += piece
        opening = _OPENING.search(masked(buffer))
        if opening:
            break
    if opening is None:
        raise damaged("a sheet has no table", "工作表没有数据区")
    head, rest = buffer[: opening.start()], buffer[opening.end() :]
    if opening[0].endswith(b"/>"):
        return head, b"".join((rest, *pieces))
    closing = b"</%bsheetData" % (opening[1] or b"")
    found, buffer = False, b""
    for piece in chain((rest,), pieces):
        buffer = (buffer if found else buffer[-len(closing) :]) + piece
        at = buffer.rfind(closing)
        if at >= 0:
            found, buffer = True, buffer[at:]
    if not found:
        raise damaged("a sheet is cut off", "工作表内容不完整")
    return head, buffer[buffer.index(b">") + 1 :]


def _dimension(edits: SheetEdits, prefix: bytes, head: bytes) -> list[Splice]:
    """``dimension`` widened to the edited cells; where rows move the caller sees to it."""
    columns = [column for row in edits.cells.values() for column, edit in row.items() if not edit.remove]
    found = re.search(rb"<%bdimension(?=[\s/>])" % prefix + QUOTED + rb">", head)
    if not found or not columns or edits.move:
        return []
    stated = attribute(found[0], "ref") or ""
    corners = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?", stated)
    if not corners:
        return []
    left, top = column_position(corners[1]), int(corners[2])
    right, bottom = (column_position(corners[3]), int(corners[4])) if corners[3] else (left, top)
    wide = (min(left, *columns), min(top, *edits.cells), max(right, *columns), max(bottom, *edits.cells))
    if wide == (left, top, right, bottom):
        return []
    reference = f"{column_letter(wide[0])}{wide[1]}:{column_letter(wide[2])}{wide[3]}"
    return [Splice(*found.span(), with_attribute(found[0], "ref", reference))]


class _Stream:
    """The rows of ``<sheetData>``, piece by piece."""

    def __init__(self, edits: SheetEdits, prefix: bytes, head: bytes) -> None:
        self._edits = edits
        self._editor = RowEditor(edits, prefix, head)
        self._plain = b'<%brow r="' % prefix
        self._row_tag = re.compile(rb"<%brow(?=[\s/>])" % prefix + QUOTED + rb">")
        self._row_end = re.compile(rb"</%brow\s*>" % prefix)
        self._ending = b"</%brow" % prefix
        self._closing = re.compile(rb"</%bsheetData\s*>" % prefix)
        self._waiting = sorted(edits.cells)
        self._next = 0
        self._row = 0

    def body(self, pieces: Iterator[bytes], buffer: bytes) -> Generator[Segment, None, bytes]:
        """Whole rows at a time; returns what begins with ``</sheetData>``."""
        while True:
            shown = masked(buffer)
            # A comment or CDATA section that is still open may hold anything.
            sure = shown.find(b"<!")
            sure = len(shown) if sure < 0 else sure
            found = self._closing.search(shown, 0, sure)
            if found:
                yield from self._rows(buffer[: found.start()], shown)
                yield b"", self.new_rows(None)
                return buffer[found.start() :]
            end = shown.rfind(self._ending, 0, sure)
            last = self._row_end.match(shown, end) if end >= 0 else None
            if last:
                yield from self._rows(buffer[: last.end()], shown)
                buffer = buffer[last.end() :]
            piece = next(pieces, None)
            if piece is None:
                raise damaged("a sheet is cut off", "工作表内容不完整")
            buffer += piece

    def new_rows(self, before: int | None) -> bytes:
        """Waiting rows above row ``before`` (all of them for None), which do not exist; none where rows move."""
        made = []
        while self._next < len(self._waiting) and (before is None or self._waiting[self._next] < before):
            if not self._edits.move:
                made.append(self._editor.new_row(self._waiting[self._next]))
            self._next += 1
        return b"".join(made)

    def _rows(self, piece: bytes, shown: bytes) -> Iterator[Segment]:
        """The rows of ``piece``, which ends where a row ends."""
        place = 0
        if self._edits.move or self._next < len(self._waiting):
            for row in self._found(shown, len(piece)):
                splices = self._of(piece, shown, row)
                for start, end, new in sorted(splices, key=lambda one: (one.start, one.end)):
                    if start > place:
                        yield piece[place:start], None
                    yield piece[start:end], new
                    place = end
                if self._next >= len(self._waiting) and not self._edits.move:
                    break
        if place < len(piece):
            yield piece[place:] if place else piece, None

    def _of(self, piece: bytes, shown: bytes, row: Row) -> list[Splice]:
        """What changes before and in ``row``."""
        new = self.new_rows(row.number)
        splices = []
        if self._next < len(self._waiting) and self._waiting[self._next] == row.number:
            self._next += 1
            splices = self._editor.splices(shown, row)
        if self._edits.move:
            target = self._edits.move(row.number)
            if target == row.number:
                return splices
            text = b"" if target is None else self._editor.moved(piece, row, splices, target)
            return [Splice(row.start, row.end, text)]
        return [Splice(row.start, row.start, new), *splices] if new else splices

    def _found(self, shown: bytes, size: int) -> Iterator[Row]:
        place = 0
        while found := self._row_tag.search(shown, place, size):
            tag = found[0]
            if tag.startswith(self._plain):
                text: str | None = tag[len(self._plain) : tag.index(b'"', len(self._plain))].decode()
            else:
                text = attribute(tag, "r")
            number = int(text) if text and text.isdigit() else self._row + 1
            if number <= self._row:
                raise unusual()
            self._row = number
            place = found.end()
            if tag.endswith(b"/>"):
                yield Row(number, found.start(), place, place, place)
                continue
            last = self._row_end.search(shown, place, size)
            if not last:
                raise damaged("a row is cut off", "某一行内容不完整")
            yield Row(number, found.start(), place, last.start(), last.end())
            place = last.end()
