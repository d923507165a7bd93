"""What was done to a workbook, kept inside it: a custom XML part from which every edit can be undone exactly.

Spreadsheet programs keep such parts when they save; what they rewrote no longer has the checksum of the record.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from auditor.ooxml import Book, Journal
from auditor.ooxml.markup import Segment, escaped_attribute

NAMESPACE = "urn:bulk-feed-auditor:annotations:1"
ITEM = "{{8F0B1C52-6E63-4C39-9E0D-5A1B0D7C4{:03X}}}"
"""The id by which spreadsheet programs know the part; numbered, as a copy can be marked again."""
LARGEST = 256 << 20
"""Bytes of one part's undo, inflated."""

_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem ds:itemID="{}" xmlns:ds='
    '"http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="{}"/>'
    "</ds:schemaRefs></ds:datastoreItem>"
)
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


@dataclass(kw_only=True)
class Record:
    """parts: changed parts by key; added: names of parts that were not there; sheet: name of the Audit sheet;
    fills: fills that cells had before, as markup, by the number that our fills carry.
    """

    parts: dict[str, Journal] = field(default_factory=dict)
    added: Sequence[str] = ()
    sheet: str = ""
    fills: Sequence[str] = ()

    def markup(self) -> bytes:
        """The custom XML part."""
        lines = [
            f'<annotations xmlns="{NAMESPACE}" sheet="'.encode() + escaped_attribute(self.sheet) + b'">',
            *(b'<added name="%b"/>' % escaped_attribute(name) for name in self.added),
            *(b'<fill xml="%b"/>' % escaped_attribute(fill) for fill in self.fills),
        ]
        for key, journal in sorted(self.parts.items()):
            undo = base64.b64encode(zlib.compress(_packed(journal.edits), 6))
            head = b'<part name="%b" sha256="%b">' % (escaped_attribute(key), journal.sha256.encode())
            lines += [head, undo, b"</part>"]
        return b'<?xml version="1.0" encoding="UTF-8"?>\n' + b"".join(lines) + b"</annotations>"


def add_record(book: Book, sheet: str, fills: Sequence[str]) -> None:
    """Let ``book`` end with a record of everything done to it."""
    part = book.free_name("customXml/item{}.xml")
    properties = book.free_name("customXml/itemProps{}.xml")

    number = int(re.sub(r"\D", "", part)) & 0xFFF

    def content(journals: Mapping[str, Journal]) -> bytes:
        names = [name for name in book.added if name not in journals]
        return Record(parts=dict(journals), added=names, sheet=sheet, fills=fills).markup()

    book.default_type("rels", "application/vnd.openxmlformats-package.relationships+xml")
    book.add(properties, _PROPERTIES.format(ITEM.format(number), NAMESPACE).encode(), _PROPERTIES_TYPE)
    book.relate(book.main, "customXml", part)
    book.relate(part, "customXmlProps", properties)
    # Stated for the part itself: some writers declare the extension xml as something else.
    book.add(part, content, "application/xml")


def find_record(book: Book) -> tuple[str, Record] | None:
    """The latest record of a workbook with the name of its part; None where there is none or it cannot be read."""
    related = [r.target for r in book.relations(book.main) if r.kind == "customXml" and not r.outside]
    # Some programs keep the part and lose the relationship.
    others = [name for name in book.package.names if re.fullmatch(r"customxml/item\d+\.xml", name)]
    for part in (*reversed(related), *reversed(others)):
        if part in book.package:
            data = book.original(part, LARGEST)
            if NAMESPACE.encode() in data[:400]:
                found = _read(data)
                return (part, found) if found else None
    return None


def _read(data: bytes) -> Record | None:
    try:
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True)
        root = etree.fromstring(data, parser)
        parts = {
            one.get("name", ""): Journal(sha256=one.get("sha256", ""), edits=_unpacked(one.text or ""))
            for one in root.iter(f"{{{NAMESPACE}}}part")
        }
    except (etree.XMLSyntaxError, ValueError, zlib.error):
        return None
    return Record(
        parts=parts,
        added=[one.get("name", "") for one in root.iter(f"{{{NAMESPACE}}}added")],
        sheet=root.get("sheet", ""),
        fills=[one.get("xml", "") for one in root.iter(f"{{{NAMESPACE}}}fill")],
    )


def undone(journal: Journal, pieces: Iterator[bytes]) -> Iterator[Segment]:
    """A changed part in pieces → the original one: what stays and what changes."""
    waiting = iter(journal.edits)
    edit = next(waiting, None)
    buffer, place = b"", 0
    for piece in pieces:
        buffer += piece
        at = 0
        while edit is not None and edit[0] + edit[1] <= place + len(buffer):
            start = edit[0] - place
            yield buffer[at:start], None
            at = start + edit[1]
            yield buffer[start:at], edit[2]
            edit = next(waiting, None)
        keep = len(buffer) if edit is None else min(len(buffer), edit[0] - place)
        if keep > at:
            yield buffer[at:keep], None
        buffer, place = buffer[max(keep, at) :], place + max(keep, at)
    if edit is not None or buffer:
        raise ValueError("the part is shorter than its record says")


def _packed(edits: Sequence[tuple[int, int, bytes]]) -> bytes:
    """One line of numbers per edit, then the old bytes of all."""
    numbers = "".join(f"{at} {size} {len(old)}\n" for at, size, old in edits)
    return f"{len(edits)}\n{numbers}".encode() + b"".join(old for _, _, old in edits)


def _unpacked(text: str) -> list[tuple[int, int, bytes]]:
    """The edits of a part; ValueError, zlib.error where the record was meddled with."""
    inflater = zlib.decompressobj()
    data = inflater.decompress(base64.b64decode(re.sub(r"\s", "", text), validate=True), LARGEST)
    count, _, rest = data.partition(b"\n")
    edits = []
    lines = rest.split(b"\n", int(count))
    if len(lines) != int(count) + 1 or not inflater.eof:
        raise ValueError("cut off")
    old, place, last = lines.pop(), 0, 0
    for line in lines:
        at, size, length = (int(word) for word in line.split())
        if at < last or size < 0 or length < 0 or place + length > len(old):
            raise ValueError("out of order")
        edits.append((at, size, old[place : place + length]))
        place, last = place + length, at + size
    return edits
