"""Worksheet XML read with a real XML parser: any prefix, any namespace, missing references, rich text, CDATA."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from lxml import etree

from auditor.feed.cells import strings
from auditor.feed.guard import COLUMN_LIMIT, ROW_LIMIT, damaged, unsafe
from auditor.feed.sheet_fast import NUMBER, SHARED, STRING, TYPES, IrregularError, RawCells
from auditor.feed.slices import xstring

BATCH = 50_000

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class ByteSource:
    """A file-like object over pieces of bytes, for parsers that read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, size: int = -1) -> bytes:
        """The next piece, whatever the size asked for; ``b""`` at the end."""
        return next(self._pieces, b"")


def local(element: Any) -> str:
    """An element's name without its namespace."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _text(element: Any) -> str:
    return "".join(element.itertext()) if len(element) else element.text or ""


@dataclass
class RawList:
    """RawCells collected one at a time."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    styles: list[int] = field(default_factory=list)
    types: list[int] = field(default_factory=list)
    shared: list[int] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    computed: list[bool] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)

    def add(self, element: Any, row: int, column: int) -> None:
        """One ``<c>`` element at a known place; blank cells without a formula are left out."""
        kind = TYPES.get(element.get("t", "n"), STRING)
        value, formula = _content(element)
        if not value and formula is None:
            return
        number = -1
        if kind == SHARED:
            number = _whole(value) if value else -1
            kind = kind if value else NUMBER
        if len(self.rows) > 20 * BATCH:
            raise unsafe("a row is endless", "某一行过长")
        self.rows.append(row)
        self.columns.append(column)
        self.styles.append(_whole(element.get("s", "0")))
        self.types.append(kind)
        self.shared.append(number)
        if number < 0:
            self.values.append(xstring(value))
        self.computed.append(formula is not None)
        if formula is not None:
            self.formulas.append(formula)

    def raw(self) -> RawCells:
        """What was collected."""
        return RawCells(
            rows=np.array(self.rows, np.int32),
            columns=np.array(self.columns, np.int32),
            styles=np.array(self.styles, np.int32),
            types=np.array(self.types, np.int8),
            shared=np.array(self.shared, np.int32),
            values=strings(self.values),
            computed=np.array(self.computed, np.bool_),
            formulas=strings(self.formulas),
        )


@lru_cache(maxsize=65_536)
def _whole(text: str) -> int:
    """A number without sign as stored; one no list is long enough for, where the text is none."""
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return 2**31 - 1
    return int(text)


def _content(element: Any) -> tuple[str, str | None]:
    """(stored value or inline text, formula or None) of a ``<c>`` element."""
    value, formula = "", None
    for child in element:
        name = local(child)
        if name == "v":
            value = _text(child)
        elif name == "f":
            formula = _text(child)
        elif name == "is":
            value = rich_text(child)
    return value, formula


def rich_text(element: Any) -> str:
    """The text of an ``<si>`` or ``<is>``: its runs joined, phonetic runs left out."""
    parts = []
    for child in element:
        name = local(child)
        if name == "t":
            parts.append(_text(child))
        elif name == "r":
            parts += [_text(text) for text in child if local(text) == "t"]
    return "".join(parts)


def place(reference: str) -> tuple[int, int] | None:
    """(row from 1, column from 0) of ``AB12``; None where it is no reference inside a sheet."""
    match = _REFERENCE.fullmatch(reference.strip())
    if match is None:
        return None
    row, column = int(match[2]), _column(match[1])
    return (row, column) if column < COLUMN_LIMIT and 0 < row <= ROW_LIMIT else None


@lru_cache(maxsize=COLUMN_LIMIT)
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def read_cells(elements: list[bytes]) -> RawCells:
    """Cells given as single elements of unprefixed XML; IrregularError where they need the whole document."""
    collected = RawList()
    for source in elements:
        try:
            element = etree.fromstring(source, etree.XMLParser(resolve_entities=False, remove_comments=True))
        except etree.XMLSyntaxError:
            raise IrregularError("cell") from None
        found = place(element.get("r", ""))
        if found is None:
            raise IrregularError("cell without a place")
        collected.add(element, *found)
    return collected.raw()


def parse(pieces: Iterator[bytes]) -> Iterator[RawCells]:
    """The filled cells of a whole worksheet in batches; FeedError where the XML is broken."""
    collected = RawList()
    row = column = 0
    try:
        events = etree.iterparse(
            ByteSource(pieces),
            events=("start", "end"),
            tag=("{*}row", "{*}c"),
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in events:
            name = local(element)
            if name == "row" and event == "start":
                row, column = (_whole(element.get("r", "0")) or row + 1), 0
            elif name == "c" and event == "end":
                found = place(element.get("r")) if element.get("r") else (row, column)
                if found is None or found[0] > ROW_LIMIT or found[1] >= COLUMN_LIMIT:
                    raise damaged("a cell lies outside the sheet", "有单元格超出工作表范围")
                column = found[1] + 1
                collected.add(element, *found)
                element.clear()
            elif name == "row":
                _forget(element)
                if len(collected.rows) >= BATCH:
                    yield collected.raw()
                    collected = RawList()
        _no_dtd(events.root)
    except etree.XMLSyntaxError:
        raise damaged("a worksheet is not well-formed", "工作表内容格式错误") from None
    yield collected.raw()


def _forget(element: Any) -> None:
    """Let go of a row and all before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _no_dtd(root: Any) -> None:
    if root is not None and root.getroottree().docinfo.doctype:
        raise damaged("a worksheet defines its own entities", "工作表含有自定义实体")
