"""The boxes in which notes are shown: VML, which a spreadsheet program needs beside each note.

It need not be well-formed XML (old programs wrote it by hand), so it is only added to before its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from auditor.feed.guard import COLUMN_LIMIT, ROW_LIMIT
from auditor.ooxml.markup import QUOTED, Splice, attribute, unusual
from auditor.report.annotate.marks import Place
from auditor.report.xlsx.texts import width_of

BLOCK = 1024
"""Shape numbers come in blocks of this size; a drawing states the blocks it uses."""
USUAL, PIXELS = 9.14, 7
"""Width of a column that states none, in characters, and pixels of a character."""
WIDTH = 46
"""Columns of text that fit on a line of the box."""
MOST_LINES = 24

_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{}"/></o:shapelayout>'
)
_TYPE = (
    '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
    'width:240pt;height:{height}pt;z-index:{z};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_NAMESPACES = ("v", "o", "x")
_ADDRESSES = (
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:excel",
)
_BOX = re.compile(rb"<v:shape(?=\s).*?</v:shape\s*>", re.DOTALL)
_ROW = re.compile(rb"<x:Row>\s*(\d{1,7})\s*</x:Row>")
_COLUMN = re.compile(rb"<x:Column>\s*(\d{1,5})\s*</x:Column>")
_ANCHOR = re.compile(rb"<x:Anchor>([\d,\s]*)</x:Anchor>")
_USED = re.compile(rb"_x0000_s(\d{1,9})")
_BLOCKS = re.compile(rb"(<o:idmap\b[^>]*?\bdata\s*=\s*)([\"'])([\d,\s]*)\2")


class Widths:
    """Column widths of a sheet in characters, as the markup before its table states them."""

    def __init__(self, head: bytes) -> None:
        self._stated: list[tuple[int, int, float]] = []
        for tag in re.findall(rb"<(?:[^\s:/>]+:)?col(?=[\s/>])" + QUOTED + rb">", head):
            width = (
                0.0 if attribute(tag, "hidden") in ("1", "true") else _number(attribute(tag, "width"), USUAL)
            )
            first, last = (int(_number(attribute(tag, name), 1)) - 1 for name in ("min", "max"))
            self._stated.append((first, last, width))

    def span(self, left: int) -> tuple[int, int]:
        """Where a box ends that begins in column ``left``: column, and pixels into it."""
        missing, column = float(WIDTH), left
        while column < COLUMN_LIMIT - 1 and column < left + 200:
            width = next((w for first, last, w in self._stated if first <= column <= last), USUAL)
            if missing <= width:
                return column, int(missing * PIXELS)
            missing -= width
            column += 1
        return column, 0


def _number(text: str | None, usual: float) -> float:
    try:
        return float(text) if text else usual
    except ValueError:
        return usual


def used_blocks(drawings: Iterable[bytes]) -> int:
    """The highest block that drawings of the workbook use."""
    highest = 0
    for data in drawings:
        numbers = [int(number) // BLOCK for number in _USED.findall(data)]
        stated = [int(n) for found in _BLOCKS.findall(data) for n in re.findall(rb"\d+", found[2])]
        highest = max(highest, *numbers, *stated, 0)
    return highest


def new_drawing(notes: Mapping[Place, str], block: int, widths: Widths) -> bytes:
    """A drawing with a box for each note, numbered from ``block`` on."""
    return (
        _HEAD.format(_listed(block, len(notes))) + _TYPE + _shapes(notes, block, widths) + "</xml>"
    ).encode()


def extended_drawing(data: bytes, notes: Mapping[Place, str], block: int, widths: Widths) -> list[Splice]:
    """The edits that add a box for each note."""
    end = max(data.rfind(b"</xml>"), data.rfind(b"</XML>"))
    if end < 0:
        raise unusual()
    shapes = _shapes(notes, block, widths)
    kind = "" if b'"_x0000_t202"' in data else _TYPE
    if any(f"xmlns:{p}=".encode() not in data[:2000] for p in _NAMESPACES):
        spaces = "".join(f' xmlns:{p}="{a}"' for p, a in zip(_NAMESPACES, _ADDRESSES, strict=True))
        shapes = shapes.replace("<v:shape ", f"<v:shape{spaces} ")
    splices = [Splice(end, end, (kind + shapes).encode())]
    stated = _BLOCKS.search(data)
    if stated:
        listed = stated[3] + (b"," if stated[3].strip() else b"") + _listed(block, len(notes)).encode()
        splices.append(Splice(stated.start(3), stated.end(3), listed))
    return splices


def taller_boxes(data: bytes, notes: Mapping[Place, str]) -> list[Splice]:
    """The edits that make room for ``notes`` in the boxes of cells that had a note: a box does not scroll."""
    splices = []
    for box in _BOX.finditer(data):
        row, column, anchor = (part.search(box[0]) for part in (_ROW, _COLUMN, _ANCHOR))
        if not (row and column and anchor) or b"Note" not in box[0]:
            continue
        text = notes.get((int(row[1]) + 1, int(column[1])))
        numbers = [int(number) for number in re.findall(rb"\d{1,7}", anchor[1])]
        if text is None or len(numbers) != 8:
            continue
        numbers[6] = min(numbers[6] + _rows_for(text) + 2, ROW_LIMIT - 1)
        start, end = (box.start() + place for place in anchor.span(1))
        splices.append(Splice(start, end, ", ".join(map(str, numbers)).encode()))
    return splices


def _rows_for(text: str) -> int:
    """Rows of usual height that a text takes in a box, within reason."""
    lines = min(sum(1 + width_of(line) // WIDTH for line in text.split("\n")) + 1, MOST_LINES)
    return max(3, lines * 4 // 5 + 1)


def _listed(block: int, count: int) -> str:
    return ",".join(str(number) for number in range(block, block + 1 + count // (BLOCK - 1)))


def _shapes(notes: Mapping[Place, str], block: int, widths: Widths) -> str:
    """Boxes for notes; the first number of a block is not used."""
    out = []
    for index, ((row, column), text) in enumerate(sorted(notes.items())):
        number = (block + index // (BLOCK - 1)) * BLOCK + 1 + index % (BLOCK - 1)
        lines = min(sum(1 + width_of(line) // WIDTH for line in text.split("\n")) + 1, MOST_LINES)
        top = min(max(row - 2, 0), ROW_LIMIT - 2)
        left = min(column + 1, COLUMN_LIMIT - 5)
        bottom = min(top + _rows_for(text), ROW_LIMIT - 1)
        right, offset = widths.span(left)
        anchor = f"{left}, 12, {top}, 4, {right}, {offset + 12}, {bottom}, 4"
        height = lines * 12 + 6
        out.append(
            _SHAPE.format(
                number=number, height=height, z=index + 1, anchor=anchor, row=row - 1, column=column
            )
        )
    return "".join(out)
