"""The string table of a workbook without the strings of rows that were left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.feed.package import PART_LIMIT
from auditor.ooxml import Book, Splice

_USED = re.compile(rb"<(?:\w+:)?c\s[^>]*?\bt\s*=\s*[\"']s[\"'][^>]*>\s*<(?:\w+:)?v\s*>\s*(\d+)")
_STRING = re.compile(rb"<((?:\w+:)?)si(?:\s[^>]*)?(?:/>|>.*?</\1si\s*>)", re.DOTALL)


def forget_unused(book: Book) -> bool:
    """Empty the shared strings that no cell uses, their numbers kept; False where there is nothing to empty."""
    part = next((r.target for r in book.relations(book.main) if r.kind == "sharedStrings"), "")
    if not part or part not in book.package:
        return False
    used: set[int] = set()
    for sheet in book.sheets:
        if sheet.part:
            used.update(map(int, _USED.findall(book.original(sheet.part, PART_LIMIT))))
    splices = list(_emptied(book.original(part, PART_LIMIT), used))
    book.splice(part, splices)
    return bool(splices)


def _emptied(data: bytes, used: set[int]) -> Iterator[Splice]:
    for number, found in enumerate(_STRING.finditer(data)):
        if number not in used:
            yield Splice(*found.span(), b"<%bsi><%bt/></%bsi>" % (found[1], found[1], found[1]))
