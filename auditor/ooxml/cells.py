"""What is to become of the cells of a sheet, and what one row becomes by it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from auditor.feed.guard import damaged
from auditor.feed.table import column_letter
from auditor.ooxml.markup import (
    QUOTED,
    Element,
    Splice,
    attribute,
    escaped,
    spliced,
    unusual,
    with_attribute,
    without_attribute,
)

Restyle = Callable[[int], int]
"""The style number a cell has (or would have) → the one it gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEdit:
    """What becomes of one cell. Without ``text``, ``number``, ``blank`` or ``remove`` its content stays."""

    text: str | None = None
    """New content as an inline string: never a formula, never a number."""
    number: str | None = None
    """New content as a number, written as given (``12.5``)."""
    blank: bool = False
    """The content is taken out, the cell and its style stay."""
    remove: bool = False
    """The cell is taken out (blanked where the cells after it do not say where they are)."""
    restyle: Restyle | None = None

    @property
    def keeps_content(self) -> bool:
        """True where only the style changes."""
        return self.text is None and self.number is None and not self.blank and not self.remove


@dataclass(kw_only=True)
class SheetEdits:
    """Edits of one sheet. Missing cells and rows are made in their order.

    cells: spreadsheet row number → column position (0-based) → edit. move: spreadsheet row number → the row it goes
    to, None to leave the row out; numbers must keep ascending; formulas of moved rows become their stored values.
    head, tail: edits of the markup before ``<sheetData>`` and from ``</sheetData>`` on (the tail with its outline);
    positions are those of the bytes given.
    """

    cells: Mapping[int, Mapping[int, CellEdit]] = field(default_factory=dict)
    move: Callable[[int], int | None] | None = None
    head: Callable[[bytes], Iterable[Splice]] = field(default=lambda _: ())
    tail: Callable[[bytes, Element], Iterable[Splice]] = field(default=lambda _data, _outline: ())
    declined: list[tuple[int, int]] = field(default_factory=list)
    """After writing: (row, column) of cells whose content was to change but is a formula; they stay as they are."""
    created: list[tuple[int, int]] = field(default_factory=list)
    """After writing: (row, column) of cells that did not exist."""


class Row(NamedTuple):
    """A row by its bytes: cells at ``inner:close``; both are ``end`` where the row closes itself."""

    number: int
    start: int
    inner: int
    close: int
    end: int


class _Cell(NamedTuple):
    column: int
    start: int
    inner: int
    end: int


class RowEditor:
    """Makes the splices of one row after the other. prefix: of the sheet's elements; head: what stands before them."""

    def __init__(self, edits: SheetEdits, prefix: bytes, head: bytes) -> None:
        self._edits, self._prefix = edits, prefix
        self._cell_tag = re.compile(rb"<%bc(?=[\s/>])" % prefix + QUOTED + rb">")
        self._cell_end = re.compile(rb"</%bc\s*>" % prefix)
        self._cell_open = b"<%bc " % prefix
        self._formula = re.compile(rb"<%bf(?=[\s/>])" % prefix)
        self._column_styles = [
            (int(attribute(tag, "min") or 1) - 1, int(attribute(tag, "max") or 1) - 1, int(style))
            for tag in re.findall(rb"<%bcol(?=[\s/>])" % prefix + QUOTED + rb">", head)
            if (style := attribute(tag, "style")) and style.isdigit()
        ]

    def new_row(self, number: int) -> bytes:
        """A row that does not exist, with its edited cells; empty where no cell is made."""
        cells = self._new_cells(number, sorted(self._edits.cells[number].items()), 0)
        return b'<%brow r="%d">%b</%brow>' % (self._prefix, number, cells, self._prefix) if cells else b""

    def splices(self, shown: bytes, row: Row) -> list[Splice]:
        """The edits of an existing row; ``shown`` is the piece it stands in, without comments."""
        edits = self._edits.cells[row.number]
        found = self._restyled(shown, row, edits)
        return found if found is not None else self._careful(shown, row, edits)

    def moved(self, piece: bytes, row: Row, splices: list[Splice], number: int) -> bytes:
        """The row as row ``number``, its edits carried out, formulas replaced by their values."""
        here = [Splice(a - row.start, b - row.start, new) for a, b, new in splices]
        text = spliced(piece[row.start : row.end], here)
        prefix = self._prefix
        text = re.sub(rb"<%bf(?=[\s/>])%b(?:(?<=/)>|>[^<]*</%bf\s*>)" % (prefix, QUOTED, prefix), b"", text)
        reference = rb"(<%bc\s(?:%b\s)?r\s*=\s*[\"'][A-Z]+)\d+" % (prefix, QUOTED)
        text = re.sub(reference, lambda found: found[1] + b"%d" % number, text)
        end = text.index(b">") + 1
        return with_attribute(text[:end], "r", str(number)) + text[end:]

    def _new_cells(self, row: int, edits: Iterable[tuple[int, CellEdit]], row_style: int) -> bytes:
        made = []
        for column, edit in edits:
            if edit.remove or (edit.blank and not edit.restyle):
                continue
            style = row_style or next((s for a, b, s in self._column_styles if a <= column <= b), 0)
            style = edit.restyle(style) if edit.restyle else style
            tag = b'<%bc r="%b%d"' % (self._prefix, column_letter(column).encode(), row)
            made.append(self._filled(tag + (b' s="%d">' % style if style else b">"), edit))
            self._edits.created.append((row, column))
        return b"".join(made)

    def _filled(self, tag: bytes, edit: CellEdit) -> bytes:
        """A cell with its new content; ``tag`` ends in ``>`` and has no ``t``."""
        name = self._prefix
        if edit.text is not None:
            inner = b'<%bis><%bt xml:space="preserve">%b</%bt></%bis>'
            inner %= (name, name, escaped(edit.text), name, name)
            return tag[:-1] + b' t="inlineStr">' + inner + b"</%bc>" % name
        if edit.number is not None:
            return tag + b"<%bv>%b</%bv></%bc>" % (name, escaped(edit.number), name, name)
        return tag[:-1] + b"/>"

    def _restyled(self, shown: bytes, row: Row, edits: Mapping[int, CellEdit]) -> list[Splice] | None:
        """The common case: cells that exist, are written in the usual way and change their style only."""
        splices = []
        place = row.inner
        for column in sorted(edits):
            edit = edits[column]
            at = shown.find(b' r="%b%d"' % (column_letter(column).encode(), row.number), place, row.close)
            start = at + 1 - len(self._cell_open)
            if at < 0 or not edit.restyle or not edit.keeps_content:
                return None
            if not shown.startswith(self._cell_open, start):
                return None
            place = shown.index(b">", at) + 1
            splices.append(Splice(start, place, with_style(shown[start:place], edit.restyle)))
        return splices

    def _careful(self, shown: bytes, row: Row, edits: Mapping[int, CellEdit]) -> list[Splice]:
        tag = shown[row.start : row.inner]
        row_style = int(attribute(tag, "s") or 0) if attribute(tag, "customFormat") in ("1", "true") else 0
        if row.inner == row.end:
            cells = self._new_cells(row.number, sorted(edits.items()), row_style)
            closed = b"</%brow>" % self._prefix
            return [Splice(row.start, row.end, tag[:-2].rstrip() + b">" + cells + closed)] if cells else []
        found = list(self._cells(shown, row))
        columns = [cell.column for cell in found]
        if columns != sorted(set(columns)):
            raise unusual()
        unplaced = any(attribute(shown[cell.start : cell.inner], "r") is None for cell in found)
        known = dict(zip(columns, found, strict=True))
        changes = {
            c: self._changed(shown, row.number, known[c], edits[c], unplaced) for c in columns if c in edits
        }
        missing = sorted((column, edit) for column, edit in edits.items() if column not in known)
        splices = []
        before: dict[int, bytes] = {}
        for column, edit in missing:
            at = bisect_left(columns, column)
            before[at] = before.get(at, b"") + self._new_cells(row.number, [(column, edit)], row_style)
        for at, text in before.items():
            place = found[at].start if at < len(found) else row.close
            splices += [Splice(place, place, text)] if text else []
        splices += [change for change in changes.values() if change]
        return splices + _wider_spans(tag, row.start, [c for c, _ in missing])

    def _changed(self, shown: bytes, row: int, cell: _Cell, edit: CellEdit, unplaced: bool) -> Splice | None:
        tag = shown[cell.start : cell.inner]
        if edit.keeps_content:
            return Splice(cell.start, cell.inner, with_style(tag, edit.restyle)) if edit.restyle else None
        if self._formula.search(shown, cell.inner, cell.end):
            # Other cells may share the formula, and the calculation chain names the cell.
            self._edits.declined.append((row, cell.column))
            return None
        if edit.remove and not unplaced:
            return Splice(cell.start, cell.end, b"")
        for name in ("t", "cm", "vm"):
            tag = without_attribute(tag, name)
        tag = with_style(tag, edit.restyle) if edit.restyle else tag
        tag = tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag
        return Splice(cell.start, cell.end, self._filled(tag, edit))

    def _cells(self, shown: bytes, row: Row) -> Iterator[_Cell]:
        column = -1
        place = row.inner
        while found := self._cell_tag.search(shown, place, row.close):
            stated = attribute(found[0], "r")
            column = column_position(stated.rstrip("0123456789")) if stated else column + 1
            place = found.end()
            if not found[0].endswith(b"/>"):
                last = self._cell_end.search(shown, place, row.close)
                if not last:
                    raise damaged("a cell is cut off", "某个单元格内容不完整")
                place = last.end()
            yield _Cell(column, found.start(), found.end(), place)


def column_position(letters: str) -> int:
    """``A`` → 0, ``AA`` → 26; FeedError where it is no column."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise unusual()
        number = number * 26 + ord(letter) - 64
    return number - 1


_STYLE = re.compile(rb"\ss\s*=\s*[\"']\s*(\d+)\s*[\"']")


def with_style(tag: bytes, restyle: Restyle) -> bytes:
    """A cell's tag with the style number that ``restyle`` makes of the one it has."""
    found = _STYLE.search(tag)
    if found:
        return tag[: found.start(1)] + b"%d" % restyle(int(found[1])) + tag[found.end(1) :]
    end = -2 if tag.endswith(b"/>") else -1
    return tag[:end].rstrip() + b' s="%d"' % restyle(0) + tag[end:]


def _wider_spans(tag: bytes, start: int, columns: list[int]) -> list[Splice]:
    """``spans`` of a row widened to new cells (an optimisation hint, but one that programs believe)."""
    stated = re.fullmatch(r"(\d{1,5}):(\d{1,5})", attribute(tag, "spans") or "")
    if not stated or not columns:
        return []
    low, high = min(int(stated[1]), columns[0] + 1), max(int(stated[2]), columns[-1] + 1)
    if (low, high) == (int(stated[1]), int(stated[2])):
        return []
    return [Splice(start, start + len(tag), with_attribute(tag, "spans", f"{low}:{high}"))]
