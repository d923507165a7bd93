"""styles.xml extended: cell formats derived from those there are, fills and differential formats, nothing removed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.feed.guard import refuse
from auditor.ooxml.markup import (
    Element,
    Splice,
    appended,
    attribute,
    child,
    outline,
    prefix_of,
    with_attribute,
    without_attribute,
)

FORMAT_LIMIT = 65_490
"""Cell formats a spreadsheet program accepts in one workbook."""
TEXT_FORMAT = 49
"""The number format ``@`` (ECMA-376, 18.8.30)."""

EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{namespace}">'
    "<fonts><font/></fonts><fills><fill><patternFill/></fill>"
    '<fill><patternFill patternType="gray125"/></fill></fills><borders><border/></borders>'
    "<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/></cellXfs></styleSheet>"
)
"""What a workbook without styles.xml behaves like."""

_INSIDE = ("cellXfs", "fills", "fonts", "borders", "dxfs")
_ORDER = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"),
    *("tableStyles", "colors", "extLst"),
)


class Styles:
    """Additions to a styles part; ``splices()`` are the edits they amount to.

    Markup given to ``add`` is without prefix: the part's own is put in.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._root = outline(data, _INSIDE)
        self._prefix = prefix_of(self._root.tag)
        self.formats = self._children("cellXfs")
        """The cell formats of the file, in order."""
        self.replaced: list[Splice] = []
        """Further edits of ``data``; none may touch a collection that is added to."""
        self._counts = {name: len(self._children(name)) for name in _INSIDE}
        self._new: dict[str, list[bytes]] = {name: [] for name in _INSIDE}
        self._known: dict[tuple[str, bytes], int] = {}
        self._derived: dict[tuple[int, tuple[tuple[str, str], ...]], int] = {}

    def derived(self, original: int, changes: Mapping[str, str]) -> int:
        """The number of the cell format that is ``original`` with other attributes (``{"fillId": "7"}``)."""
        key = (original, tuple(changes.items()))
        number = self._derived.get(key)
        if number is None:
            number = self._derived[key] = self.add("cellXfs", self._clone(original, changes))
        return number

    def text_format(self, original: int) -> int:
        """The number of the cell format that is ``original`` with the number format of text."""
        return self.derived(original, {"numFmtId": str(TEXT_FORMAT), "applyNumberFormat": "1"})

    def filled(self, original: int, colour: str) -> int:
        """The number of the cell format that is ``original`` with a solid fill (``FFC7CE``)."""
        return self.derived(original, {"fillId": str(self.fill(colour)), "applyFill": "1"})

    def fill(self, colour: str) -> int:
        """The number of a solid fill."""
        inner = '<patternFill patternType="solid"><fgColor rgb="FF{0}"/><bgColor indexed="64"/></patternFill>'
        return self.add("fills", f"<fill>{inner}</fill>".format(colour).encode())

    def differential(self, colour: str) -> int:
        """The number of a differential format (for conditional formats) with nothing but a fill."""
        inner = '<patternFill patternType="solid"><fgColor rgb="FF{0}"/><bgColor rgb="FF{0}"/></patternFill>'
        return self.add("dxfs", f"<dxf><fill>{inner}</fill></dxf>".format(colour).encode())

    def add(self, collection: str, markup: bytes) -> int:
        """The number of an element in ``cellXfs``, ``fills``, ``fonts``, ``borders`` or ``dxfs``; each once."""
        key = (collection, markup)
        number = self._known.get(key)
        if number is None:
            new = self._new[collection]
            number = self._known[key] = self._counts[collection] + len(new)
            new.append(markup)
            if collection == "cellXfs" and number >= FORMAT_LIMIT:
                raise refuse(
                    "The workbook has too many cell formats to be marked; copy the data into a fresh template and try "
                    "again.",
                    "工作簿中的单元格格式过多，无法标记；请把数据复制到新的模板后重试。",
                )
        return number

    def count(self, collection: str) -> int:
        """How many elements a collection of the file has."""
        return self._counts[collection]

    def number_of(self, collection: str, markup: bytes) -> int:
        """The number of an element equal to ``markup`` (without prefix), added where there is none."""
        for number in range(self._counts[collection]):
            if self.markup(collection, number) == markup:
                return number
        return self.add(collection, markup)

    def fill_of(self, number: int) -> int:
        """The number of the fill that a cell format of the file has."""
        found = self.formats[number if number < len(self.formats) else 0] if self.formats else None
        stated = attribute(found.tag, "fillId") if found else None
        return int(stated) if stated and stated.isdigit() else 0

    def markup(self, collection: str, number: int) -> bytes:
        """An element of the file, without prefix; empty where there is no such number."""
        known = self._children(collection)
        if number >= len(known):
            return b""
        return _unprefixed(self.data[known[number].start : known[number].end], self._prefix)

    def splices(self) -> list[Splice]:
        """The additions as edits of ``data``."""
        return self.replaced + [self._extended(name, new) for name, new in self._new.items() if new]

    def _children(self, name: str) -> tuple[Element, ...]:
        found = child(self._root, name)
        return found.children if found else ()

    def _clone(self, original: int, changes: Mapping[str, str]) -> bytes:
        if not self.formats:
            self.add("cellXfs", b"<xf/>")
            return _changed(b"<xf/>", changes)
        source = self.formats[original if original < len(self.formats) else 0]
        tag = _changed(source.tag, changes)
        return _unprefixed(tag + self.data[source.inner : source.end], self._prefix)

    def _extended(self, name: str, new: list[bytes]) -> Splice:
        text = _prefixed(b"".join(new), self._prefix)
        found = child(self._root, name)
        total = str(self._counts[name] + len(new))
        prefix = self._prefix
        if found is None:
            markup = b'<%b%b count="%b">%b</%b%b>' % (
                *(prefix, name.encode(), total.encode(), text, prefix, name.encode()),
            )
            later = _ORDER[_ORDER.index(name) + 1 :]
            place = next((one.start for one in self._root.children if one.name in later), self._root.close)
            return Splice(place, place, markup)
        splice = appended(found, text, self.data)
        # The count stands in the tag, the addition at the end: one splice over both keeps them from overlapping.
        tag = with_attribute(found.tag, "count", total) if attribute(found.tag, "count") else found.tag
        if found.alone:
            return splice._replace(new=splice.new.replace(found.tag[:-2].rstrip(), tag[:-2].rstrip(), 1))
        return Splice(found.start, found.close, tag + self.data[found.inner : found.close] + text)


def _changed(tag: bytes, changes: Mapping[str, str]) -> bytes:
    for name, value in changes.items():
        tag = with_attribute(tag, name, value) if value else without_attribute(tag, name)
    return tag


def _unprefixed(markup: bytes, prefix: bytes) -> bytes:
    return re.sub(rb"(</?)" + re.escape(prefix), rb"\1", markup) if prefix else markup


def _prefixed(markup: bytes, prefix: bytes) -> bytes:
    return re.sub(rb"(</?)(?=[A-Za-z])(?![A-Za-z0-9]+:)", rb"\1" + prefix, markup) if prefix else markup
