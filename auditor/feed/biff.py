"""Excel 97–2003 workbooks ([MS-XLS], BIFF8): records into sheets, texts and number formats."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.feed.biff_strings import read_shared, read_string
from auditor.feed.cells import CellList, State, assemble
from auditor.feed.guard import damaged, locked, old_excel
from auditor.feed.numberformat import BUILTIN_FORMATS, show
from auditor.feed.ole import Ole, OleError
from auditor.feed.table import Damage, Sheet

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_BOF, _EOF, _CONTINUE, _FILEPASS, _DATE1904 = 0x0809, 0x000A, 0x003C, 0x002F, 0x0022
_BOUNDSHEET, _SST, _FORMAT, _XF = 0x0085, 0x00FC, 0x041E, 0x00E0
_LABELSST, _LABEL, _RSTRING, _NUMBER, _RK, _MULRK = 0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x00BD
_FORMULA, _STRING, _BOOLERR = 0x0006, 0x0207, 0x0205
_STATES: tuple[State, ...] = ("visible", "hidden", "veryhidden")


@dataclass
class _Book:
    """What the workbook's own records say."""

    texts: list[str] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    sheets: list[tuple[str, State, int]] = field(default_factory=list)
    date1904: bool = False

    def shown(self, value: float, style: int) -> tuple[str, int, str]:
        """(displayed text, damage, stored number) of a numeric cell."""
        number = self.styles[style] if style < len(self.styles) else 0
        code = self.codes.get(number) or BUILTIN_FORMATS.get(number, "General")
        raw = f"{value:.17g}" if value != int_or(value) else str(int_or(value))
        text, kind = show(raw, code, self.date1904)
        return text, kind, raw


def int_or(value: float) -> float | int:
    """A whole number as int (up to 10**20), anything else as it is."""
    return int(value) if abs(value) < 1e20 and value == value // 1 else value


def read_xls(data: bytes) -> tuple[Sheet, ...]:
    """All worksheets of an xls; FeedError where it is protected, older than Excel 97, or damaged."""
    try:
        stream = Ole(data).read("workbook")
        book = _globals(stream)
        sheets = tuple(
            assemble(name, state, _cells(stream, start, book).cells()) for name, state, start in book.sheets
        )
    except (OleError, struct.error, IndexError, UnicodeDecodeError):
        raise damaged() from None
    if not sheets:
        raise damaged("it has no sheet with cells", "没有可读取的工作表")
    return sheets


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """(type, content) of the records from ``at`` to the matching end."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == _BOF:
            depth += 1
            if struct.unpack_from("<H", body)[0] != 0x0600:
                raise old_excel()
        yield kind, body
        if kind == _EOF:
            depth -= 1
            if depth <= 0:
                return


def _globals(stream: bytes) -> _Book:
    book = _Book()
    pieces: list[bytes] = []
    before = 0
    for kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            raise locked()
        if kind == _SST:
            pieces.append(body)
        elif kind == _CONTINUE and before == _SST:
            pieces.append(body)
            continue
        elif kind == _FORMAT:
            book.codes[struct.unpack_from("<H", body)[0]] = read_string(body, 2, wide=True)
        elif kind == _XF:
            book.styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _DATE1904:
            book.date1904 = body[:1] == b"\1"
        elif kind == _BOUNDSHEET:
            start, state, what = struct.unpack_from("<IBB", body)
            if what == 0:
                book.sheets.append((read_string(body, 6, wide=False), _STATES[min(state & 3, 2)], start))
        before = kind
    book.texts = read_shared(pieces)
    return book


def _cells(stream: bytes, start: int, book: _Book) -> CellList:
    cells = CellList()
    pending: tuple[int, int, str] | None = None
    depth = 0
    for kind, body in _records(stream, start):
        depth += (kind == _BOF) - (kind == _EOF)
        if depth > 1:
            continue
        if kind == _STRING and pending:
            row, column, _ = pending
            cells.add(row, column, read_string(body, 0, wide=True), Damage.FORMULA, "")
            pending = None
        elif kind == _FORMULA:
            pending = _formula(body, book, cells)
        elif kind in _READERS:
            _READERS[kind](body, book, cells)
    return cells


def _formula(body: bytes, book: _Book, cells: CellList) -> tuple[int, int, str] | None:
    """A formula's stored result; the place, where the result is a text that follows. The formula is not decoded."""
    row, column, style = struct.unpack_from("<HHH", body)
    if body[12:14] != b"\xff\xff":
        text, _, _ = book.shown(struct.unpack_from("<d", body, 6)[0], style)
        cells.add(row + 1, column, text, Damage.FORMULA, "")
    elif body[6] == 0:
        return row + 1, column, ""
    elif body[6] == 1:
        cells.add(row + 1, column, "TRUE" if body[8] else "FALSE", Damage.FORMULA, "")
    elif body[6] == 2:
        error = ERRORS.get(body[8], "#N/A")
        cells.add(row + 1, column, error, Damage.ERROR, error)
    else:
        cells.add(row + 1, column, "", Damage.FORMULA, "")
    return None


def _label_shared(body: bytes, book: _Book, cells: CellList) -> None:
    row, column, _, number = struct.unpack_from("<HHHI", body)
    if number >= len(book.texts):
        raise damaged("a cell names a text that is missing", "有单元格引用了不存在的文本")
    cells.add(row + 1, column, book.texts[number])


def _label(body: bytes, _: _Book, cells: CellList) -> None:
    row, column = struct.unpack_from("<HH", body)
    cells.add(row + 1, column, read_string(body, 6, wide=True))


def _number(body: bytes, book: _Book, cells: CellList) -> None:
    row, column, style, value = struct.unpack_from("<HHHd", body)
    cells.add(row + 1, column, *book.shown(value, style))


def _rk(body: bytes, book: _Book, cells: CellList) -> None:
    row, column, style, number = struct.unpack_from("<HHHI", body)
    cells.add(row + 1, column, *book.shown(rk_value(number), style))


def _many_rk(body: bytes, book: _Book, cells: CellList) -> None:
    row, column = struct.unpack_from("<HH", body)
    for k in range((len(body) - 6) // 6):
        style, number = struct.unpack_from("<HI", body, 4 + 6 * k)
        cells.add(row + 1, column + k, *book.shown(rk_value(number), style))


def _bool_error(body: bytes, _: _Book, cells: CellList) -> None:
    row, column, _style, value, is_error = struct.unpack_from("<HHHBB", body)
    if is_error:
        error = ERRORS.get(value, "#N/A")
        cells.add(row + 1, column, error, Damage.ERROR, error)
    else:
        cells.add(row + 1, column, "TRUE" if value else "FALSE", Damage.BOOLEAN, str(value))


def rk_value(number: int) -> float:
    """The number packed in 30 bits: bit 0 divides by 100, bit 1 marks an integer."""
    if number & 2:
        value: float = (number >> 2) - (1 << 30 if number & 0x80000000 else 0)
    else:
        value = struct.unpack("<d", struct.pack("<Q", (number & 0xFFFFFFFC) << 32))[0]
    return value / 100 if number & 1 else value


_READERS = {
    _LABELSST: _label_shared,
    _LABEL: _label,
    _RSTRING: _label,
    _NUMBER: _number,
    _RK: _rk,
    _MULRK: _many_rk,
    _BOOLERR: _bool_error,
}
