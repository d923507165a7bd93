"""Workbooks changed in place: only the cells concerned, or the rows left out; every other part keeps its bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial

from auditor.feed.table import Damage, Feed
from auditor.fix.editor import Edits, first_data_row
from auditor.fix.ranges import Moved
from auditor.fix.strings import forget_unused
from auditor.model import Text
from auditor.ooxml import Book, CellEdit, SheetEdits, Splice
from auditor.ooxml.markup import Element, attribute, children_named, outline, with_attribute

Cell = tuple[int, int]
Move = Callable[[int], int | None]

_NUMERIC = (Damage.NUMBER, Damage.SCIENTIFIC, Damage.FLOAT_TAIL)
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,10})(?:\.[0-9]{1,4})?")
"""What stays a number when the cell held one; longer ones are identifiers."""
_LOOKS_NUMERIC = re.compile(r"[-+]?[0-9][0-9.,]*(?:[eE][-+]?[0-9]+)?")
_AREA = re.compile(r"(\$?[A-Z]{1,3}\$?)([0-9]{1,7})(?::(\$?[A-Z]{1,3}\$?)([0-9]{1,7}))?")
TYPES = "[Content_Types].xml"


class WorkbookEditor:
    """See :class:`auditor.fix.editor.Editor`. FeedError where the package cannot be edited (signed, damaged …)."""

    def __init__(self, feed: Feed, data: bytes) -> None:
        self._feed = feed
        self._data = data
        book = Book(data)
        self._part = book.sheet(feed.sheet).part
        book.close()

    def refused(self, edits: Edits) -> dict[Cell, Text]:
        """None: formulas are asked about before."""
        del edits
        return {}

    def changed(self, edits: Edits) -> bytes:
        """The workbook with ``edits``: texts keep their style, numbers stay numbers where they can."""
        book = Book(self._data)
        numeric = self._numeric()
        cells: dict[int, dict[int, CellEdit]] = {}
        for (row, column), text in edits.items():
            cells.setdefault(row, {})[column] = self._edit(book, text, (row, column) in numeric)
        book.edit(self._part, SheetEdits(cells=cells))
        return _written(book)

    def kept(self, rows: Collection[int]) -> bytes:
        """The workbook with the data rows ``rows`` only, moved up; notes, links, merged cells, drop-downs and
        conditional formats go with them.
        """
        first = first_data_row(self._feed)
        wanted = sorted(row for row in set(rows) if row >= first)
        places = {row: first + place for place, row in enumerate(wanted)}

        def move(row: int) -> int | None:
            return row if row < first else places.get(row)

        last = int(self._feed.row_numbers[-1]) if len(self._feed.row_numbers) else 0
        ranges = Moved(first, last, wanted)

        def tail(data: bytes, root: Element) -> Iterator[Splice]:
            yield from _moved_tail(data, root, move)
            yield from ranges.splices(data)

        book = Book(self._data)
        book.edit(self._part, SheetEdits(move=move, tail=tail))
        for relation in book.relations(self._part):
            mover = _MOVERS.get(relation.kind)
            if mover and relation.target in book.package:
                book.splice(relation.target, mover(book.original(relation.target), move))
        _without_chain(book)
        return _lean(_written(book))

    def _numeric(self) -> set[Cell]:
        damages = self._feed.damages
        mine = damages[damages["kind"].isin(_NUMERIC)]
        rows = self._feed.row_numbers[mine["row"].to_numpy()].tolist()
        return set(zip(rows, mine["column"].tolist(), strict=True))

    def _edit(self, book: Book, text: str, numeric: bool) -> CellEdit:
        if not text:
            return CellEdit(blank=True)
        if numeric and _PLAIN_NUMBER.fullmatch(text):
            return CellEdit(number=text)
        # The next save in a spreadsheet program would make a number of it again, were it not formatted as text.
        keeps = book.styles.text_format if numeric or _LOOKS_NUMERIC.fullmatch(text) else None
        return CellEdit(text=text, restyle=keeps)


def _lean(data: bytes) -> bytes:
    """The workbook without strings that no cell shows any more."""
    book = Book(data)
    return _written(book) if forget_unused(book) else data


def _written(book: Book) -> bytes:
    file = io.BytesIO()
    book.write(file)
    book.close()
    return file.getvalue()


def _moved_tail(data: bytes, root: Element, move: Move) -> Iterator[Splice]:
    """Merged cells and links of moved rows; those of rows left out go."""
    for name, inner in (("mergeCells", "mergeCell"), ("hyperlinks", "hyperlink")):
        for group in children_named(root, name):
            content = outline(data[group.start : group.end])
            kept: list[bytes] = []
            changed = False
            for one in children_named(content, inner):
                text = data[group.start + one.start : group.start + one.end]
                area = _moved_area(attribute(one.tag, "ref") or "", move)
                changed |= area != attribute(one.tag, "ref")
                if area:
                    kept.append(with_attribute(one.tag, "ref", area) + text[len(one.tag) :])
            if changed:
                tag = group.tag
                tag = with_attribute(tag, "count", str(len(kept))) if attribute(tag, "count") else tag
                whole = tag + b"".join(kept) + data[group.close : group.end] if kept else b""
                yield Splice(group.start, group.end, whole)


def _moved_area(area: str, move: Move) -> str:
    """``B7`` or ``B7:C9`` where its rows go; blank where one of its ends goes nowhere."""
    found = _AREA.fullmatch(area)
    if not found:
        return area
    rows = [move(int(found[2])), move(int(found[4] or found[2]))]
    if None in rows:
        return ""
    return f"{found[1]}{rows[0]}" + (f":{found[3]}{rows[1]}" if found[3] else "")


def _moved_notes(data: bytes, move: Move) -> Iterator[Splice]:
    """Notes, threaded ones too, of moved rows; those of rows left out go."""
    root = outline(data, ("commentList",))
    groups = [*children_named(root, "commentList"), root]
    for one in (
        note for group in groups for note in group.children if note.name in ("comment", "threadedComment")
    ):
        stated = attribute(one.tag, "ref") or ""
        area = _moved_area(stated, move)
        if not area:
            yield Splice(one.start, one.end, b"")
        elif area != stated:
            yield Splice(one.start, one.inner, with_attribute(one.tag, "ref", area))


_SHAPE = re.compile(rb"<(?:\w+:)?shape[\s>].*?</(?:\w+:)?shape>", re.DOTALL)
_SHAPE_ROW = re.compile(rb"<((?:\w+:)?Row)>\s*(\d+)\s*</")
_ANCHOR = re.compile(rb"(<(?:\w+:)?Anchor>)([\d\s,]+)(</)")


def _moved_shapes(data: bytes, move: Move) -> Iterator[Splice]:
    """The boxes of the notes (rows count from 0)."""
    for shape in _SHAPE.finditer(data):
        place = _SHAPE_ROW.search(shape[0])
        if not place:
            continue
        old = int(place[2])
        new = move(old + 1)
        if new is None:
            yield Splice(*shape.span(), b"")
        elif new != old + 1:
            moved = _SHAPE_ROW.sub(rb"<\g<1>>%d</" % (new - 1), shape[0], count=1)
            yield Splice(*shape.span(), _ANCHOR.sub(partial(_shifted, by=new - 1 - old), moved, count=1))


def _shifted(anchor: re.Match[bytes], by: int) -> bytes:
    """A box's corners (left, dx, top, dy, right, dx, bottom, dy) moved down by ``by`` rows."""
    numbers = [int(number) for number in anchor[2].split(b",") if number.strip()]
    if len(numbers) == 8:
        numbers[2], numbers[6] = max(numbers[2] + by, 0), max(numbers[6] + by, 1)
    return anchor[1] + ", ".join(map(str, numbers)).encode() + anchor[3]


_MOVERS = {"comments": _moved_notes, "threadedComment": _moved_notes, "vmlDrawing": _moved_shapes}


def _without_chain(book: Book) -> None:
    """The list of formulas in order of calculation goes: rows have moved, and programs make it anew."""
    for relation in book.relations(book.main):
        if relation.kind != "calcChain" or relation.target not in book.package:
            continue
        book.remove(relation.target)
        folder, _, name = book.main.rpartition("/")
        links = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        for part, key, value in ((links, "Id", relation.id), (TYPES, "PartName", f"/{relation.target}")):
            book.splice(part, _left_out(book.original(part), key, value))


def _left_out(data: bytes, key: str, value: str) -> Iterable[Splice]:
    return [
        Splice(one.start, one.end, b"")
        for one in outline(data).children
        if (attribute(one.tag, key) or "").lower() == value.lower()
    ]
