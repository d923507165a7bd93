"""OpenDocument spreadsheets: the displayed text of each cell stands in the file itself (OASIS ODF 1.3, part 3)."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from auditor.feed.cells import CellList, State, assemble
from auditor.feed.guard import COLUMN_LIMIT, ROW_LIMIT, damaged, too_many_cells, unsafe
from auditor.feed.numberformat import general
from auditor.feed.package import Package
from auditor.feed.sheet_slow import ByteSource, local
from auditor.feed.table import Damage, Sheet

REPEAT_LIMIT = 5_000_000
"""Filled cells that repetition counts may stand for."""

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"

_KINDS = {
    "float": Damage.NUMBER,
    "percentage": Damage.NUMBER,
    "currency": Damage.NUMBER,
    "date": Damage.DATE,
    "time": Damage.DATE,
    "boolean": Damage.BOOLEAN,
}
_SCIENTIFIC = re.compile(r"-?[0-9]+([.,][0-9]+)?E[+-]?[0-9]+")
_ERROR = re.compile(r"#(N/A|[A-Z0-9/]+[!?])|Err:[0-9]{3}")
_CELLS = ("table-cell", "covered-table-cell")


def read_ods(package: Package) -> tuple[Sheet, ...]:
    """All sheets; FeedError where the document is damaged or repeats filled cells without end."""
    if "content.xml" not in package:
        raise damaged("its content is missing", "缺少内容部件")
    reader = _Reader()
    try:
        events = etree.iterparse(
            ByteSource(package.stream("content.xml")),
            events=("start", "end"),
            tag=(_TABLE + "table", _TABLE + "table-row", _STYLE + "style"),
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
        )
        for event, element in events:
            reader.take(event, element)
    except etree.XMLSyntaxError:
        raise damaged("its content is not well-formed", "内容格式错误") from None
    if not reader.sheets:
        raise damaged("it has no sheet", "没有工作表")
    return tuple(reader.sheets)


class _Reader:
    """Follows tables and rows as they are parsed; rows are forgotten once read."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._hidden: set[str] = set()
        self._cells = CellList()
        self._row = 0
        self._depth = 0
        self._repeated = 0

    def take(self, event: str, element: Any) -> None:
        name = local(element)
        if name == "style":
            self._style(event, element)
        elif name == "table":
            self._depth += 1 if event == "start" else -1
            if self._depth == 1 and event == "start":
                self._cells, self._row = CellList(), 0
            elif self._depth == 0:
                state: State = "hidden" if element.get(_TABLE + "style-name") in self._hidden else "visible"
                title = element.get(_TABLE + "name", f"Sheet{len(self.sheets) + 1}")
                self.sheets.append(assemble(title, state, self._cells.cells()))
                element.clear()
        elif event == "end" and self._depth == 1:
            self._read_row(element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]

    def _style(self, event: str, element: Any) -> None:
        if event != "end" or element.get(_STYLE + "family") != "table":
            return
        for properties in element.iter(_STYLE + "table-properties"):
            if properties.get(_TABLE + "display") == "false":
                self._hidden.add(element.get(_STYLE + "name", ""))

    def _read_row(self, element: Any) -> None:
        times = _count(element.get(_TABLE + "number-rows-repeated"))
        found: list[tuple[int, str, int, str]] = []
        column = 0
        for cell in element:
            if local(cell) not in _CELLS:
                continue
            repeat = _count(cell.get(_TABLE + "number-columns-repeated"))
            text, kind, raw = _value(cell)
            if text or kind:
                self._repeated += repeat * times - 1
                if self._repeated > REPEAT_LIMIT or column + repeat > COLUMN_LIMIT:
                    raise too_many_cells("")
                found += [(column + k, text, kind, raw) for k in range(repeat)]
            column += repeat
        if found and self._row + times > ROW_LIMIT:
            raise unsafe("it repeats a row beyond the end of the sheet", "某一行的重复次数超出工作表范围")
        for k in range(times if found else 0):
            for place, text, kind, raw in found:
                self._cells.add(self._row + k + 1, place, text, kind, raw)
        self._row += times


def _count(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1


def _value(cell: Any) -> tuple[str, int, str]:
    """(displayed text, damage or 0, what is stored) of a cell."""
    text = "\n".join(_paragraph(child) for child in cell if child.tag == _TEXT + "p")
    stated = cell.get(_OFFICE + "value-type", "")
    kind: int = _KINDS.get(stated, 0)
    raw = (
        cell.get(_OFFICE + "value")
        or cell.get(_OFFICE + "date-value")
        or cell.get(_OFFICE + "time-value")
        or cell.get(_OFFICE + "boolean-value")
        or ""
    )
    formula = cell.get(_TABLE + "formula")
    if kind == Damage.NUMBER and not text:
        text = general(raw)
    if kind == Damage.NUMBER and _SCIENTIFIC.fullmatch(text):
        kind = Damage.SCIENTIFIC
    if kind == Damage.BOOLEAN and not text:
        text = raw.upper()
    if cell.get(_CALCEXT + "value-type") == "error" or (formula and _ERROR.fullmatch(text)):
        return text, Damage.ERROR, formula or raw
    if formula is not None:
        shown = text or stated
        return text, Damage.FORMULA if shown else Damage.FORMULA_WITHOUT_VALUE, formula
    return text, kind, raw


def _paragraph(element: Any) -> str:
    """The text of a paragraph, its spaces, tabs and line breaks restored; notes are left out."""
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        if name == "s":
            parts.append(" " * min(_count(child.get(_TEXT + "c")), 32_767))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        elif name not in ("annotation", "note"):
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)
