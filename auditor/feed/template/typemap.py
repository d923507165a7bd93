"""The product-type map (sheet AttributePTDMAP): which attribute is required, preferred or optional for which type.

Three blocks stand below each other: a column of attribute names, then one column per product type with 1 or 0;
defined names lead to them. Rows 1 of the map names the types.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.feed.template.areas import Area
from auditor.feed.template.book import Book, Reference
from auditor.feed.template.model import Place, Requirement

HEADER = "attributeMapFeedProductType"
BLOCKS: tuple[tuple[str, Requirement], ...] = (
    ("requiredAttributePTDMap", "required"),
    ("preferredAttributePTDMap", "preferred"),
    ("optionalAttributePTDMap", "optional"),
)
"""Defined name → what its block says, the strongest first."""
TYPE_LIMIT = 500


@dataclass(frozen=True, kw_only=True)
class TypeMap:
    """types: lower case, in the order of the map. requirements: attribute (case-folded) → type → requirement.
    places: attribute → the row that says so first. place: the types' own cells.
    """

    types: tuple[str, ...] = ()
    requirements: dict[str, dict[str, Requirement]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    place: Place | None = None


def type_map(book: Book) -> TypeMap:
    """The map of a workbook; empty where the names lead nowhere."""
    header = book.reference(HEADER)
    if header is None:
        return TypeMap()
    types = [text.strip().lower() for text in _cells(book, header)[:TYPE_LIMIT]]
    requirements: dict[str, dict[str, Requirement]] = defaultdict(dict)
    places: dict[str, Place] = {}
    for name, requirement in BLOCKS:
        block = book.reference(name)
        if block is None or block.sheet != header.sheet:
            continue
        shift = header.area.left - block.area.left
        for row, cells in _rows(book, block):
            attribute = cells[0].strip().casefold()
            marks = cells[shift : shift + len(types)] if shift > 0 else []
            stated = [kind for kind, mark in zip(types, marks, strict=False) if kind and _marked(mark)]
            if not attribute or row == header.area.top or not stated:
                continue
            for kind in stated:
                requirements[attribute].setdefault(kind, requirement)
            where = Area(row, block.area.left, row, block.area.right)
            places.setdefault(attribute, Place(block.sheet, str(where), block.name))
    return TypeMap(
        types=tuple(kind for kind in types if kind),
        requirements=dict(requirements),
        places=places,
        place=header.place,
    )


def _marked(cell: str) -> bool:
    return cell.strip() not in ("", "0", "0.0")


def _cells(book: Book, reference: Reference) -> list[str]:
    """The cells of a one-row range, cut where the sheet ends."""
    rows = book.block(reference)
    return rows[0] if rows else []


def _rows(book: Book, reference: Reference) -> Sequence[tuple[int, list[str]]]:
    """(spreadsheet row, cells) of a range's existing rows."""
    sheet = book.sheet(reference.sheet)
    if sheet is None:
        return ()
    inside = (sheet.rows >= reference.area.top) & (sheet.rows <= reference.area.bottom)
    return list(zip((int(row) for row in sheet.rows[inside]), book.block(reference), strict=False))
