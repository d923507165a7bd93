"""The notes (comments) of a sheet's cells: where processing reports write what is wrong with a cell.

ECMA-376 part 1, 18.7: the part is named by a relationship of the worksheet whose type ends in ``/comments``.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from auditor.feed.guard import damaged, unsafe
from auditor.feed.package import resolve
from auditor.feed.sheet_slow import place
from auditor.feed.workbook import Workbook

NOTE_LIMIT = 500_000
"""Notes of one sheet; no real report comes near."""
PART_LIMIT = 256 << 20
NOTE_LENGTH = 32_767
"""Characters kept of one note."""

Notes = dict[tuple[int, int], str]
"""(spreadsheet row, column position) → text."""


def notes_of(workbook: Workbook, sheet: str) -> Notes:
    """The notes of ``sheet``; empty where it has none. FeedError where their part is damaged or beyond the limits."""
    package, part = workbook.package, workbook.part(sheet)
    folder, _, file = part.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels".lstrip("/")
    if relations not in package:
        return {}
    try:
        root = etree.fromstring(package.read(relations), _parser())
    except etree.XMLSyntaxError:
        raise _broken() from None
    found: Notes = {}
    for element in root:
        if not isinstance(element.tag, str) or not element.get("Type", "").lower().endswith("/comments"):
            continue
        target = resolve(part, element.get("Target", ""))
        if target in package:
            found.update(_read(workbook, target))
    return found


def _read(workbook: Workbook, part: str) -> Notes:
    target = _Target()
    parser = etree.XMLParser(target=target, resolve_entities=False, load_dtd=False, no_network=True)
    try:
        for piece in workbook.package.stream(part, limit=PART_LIMIT):
            parser.feed(piece)
        found: Notes = parser.close()
    except etree.XMLSyntaxError:
        raise _broken() from None
    return found


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)


def _broken() -> Exception:
    return damaged("the notes of its cells are not well-formed", "单元格批注格式错误")


class _Target:
    """Collects notes from a streaming parser: all ``<t>`` of a ``<comment>``, phonetic runs left out."""

    def __init__(self) -> None:
        self.found: Notes = {}
        self._at: tuple[int, int] | None = None
        self._pieces: list[str] = []
        self._length = 0
        self._path: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self._path.append(name)
        if name == "comment":
            self._at = place(attributes.get("ref", ""))
            self._pieces, self._length = [], 0

    def end(self, tag: str) -> None:
        self._path.pop()
        if tag.rpartition("}")[2] != "comment" or self._at is None:
            return
        if len(self.found) >= NOTE_LIMIT:
            raise unsafe("it has too many notes", "批注过多")
        text = "".join(self._pieces).strip()
        if text:
            self.found[self._at] = text
        self._at = None

    def data(self, text: str) -> None:
        if (
            self._at is not None
            and self._length < NOTE_LENGTH
            and self._path[-1:] == ["t"]
            and "rPh" not in self._path
        ):
            self._pieces.append(text[: NOTE_LENGTH - self._length])
            self._length += len(text)

    def close(self) -> Notes:
        """All notes."""
        return self.found
