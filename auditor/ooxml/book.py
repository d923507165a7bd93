"""A workbook's package open for editing: which part is what, what becomes of each, and the new file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from auditor.feed.guard import damaged, refuse
from auditor.feed.package import PART_LIMIT, Package, resolve
from auditor.ooxml.archive import Archive, ArchiveWriter, Output, new_member, part_key
from auditor.ooxml.cells import SheetEdits
from auditor.ooxml.markup import (
    Rewrite,
    Splice,
    appended_to_root,
    attribute,
    child,
    children_named,
    escaped_attribute,
    outline,
    segments,
    splicing,
)
from auditor.ooxml.parts import (
    PLAIN_NAMESPACE,
    RELATIONS,
    STRICT_NAMESPACE,
    Journal,
    Late,
    Relation,
    SheetPart,
    related_id,
    relations_part,
    signed,
)
from auditor.ooxml.sheet import rewritten, surroundings
from auditor.ooxml.styles import EMPTY, Styles

TYPES = "[Content_Types].xml"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE_RELATIONS = b"http://schemas.openxmlformats.org/package/2006/relationships"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_SMALL = 64 << 20
_STYLES_LIMIT = 256 << 20


class Book:
    """An xlsx or xlsm open for editing. FeedError where it is none, is damaged, signed or written unusually.

    Part names are compared without case; names given and returned have no leading slash.
    """

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        if self.package.content() != "ooxml":
            raise refuse(
                "This is not an .xlsx workbook; save it as .xlsx first.",
                "这不是 .xlsx 工作簿；请先另存为 .xlsx。",
            )
        self._archive = Archive(data)
        if any(name.startswith("_xmlsignatures/") for name in self.package.names):
            raise signed()
        self._rewrites: dict[str, tuple[int, Rewrite]] = {}
        self._splices: dict[str, list[Splice]] = {}
        self._added: dict[str, tuple[str, bytes | Late]] = {}
        self._removed: set[str] = set()
        self._types: list[bytes] = []
        self._related: dict[str, list[bytes]] = {}
        self._ids: dict[str, set[str]] = {}
        self.main = next(
            (r.target for r in self.relations("") if r.kind == "officeDocument"), "xl/workbook.xml"
        )
        if self.main not in self.package:
            raise damaged("its list of sheets is missing", "缺少工作表清单")

    @cached_property
    def strict(self) -> bool:
        """True where the workbook uses the namespaces of Strict Open XML."""
        return STRICT_NAMESPACE.encode() in self.original(self.main)[:8192]

    @property
    def namespace(self) -> str:
        """The namespace of the workbook's own parts."""
        return STRICT_NAMESPACE if self.strict else PLAIN_NAMESPACE

    @property
    def relation_namespace(self) -> str:
        """The namespace of ``r:id``, and the beginning of relationship types."""
        return RELATIONS[self.strict]

    @property
    def macros(self) -> bool:
        """True where the main part is declared as one with macros (.xlsm)."""
        return b"macroEnabled" in self.original(TYPES)

    @cached_property
    def sheets(self) -> tuple[SheetPart, ...]:
        """All sheets in workbook order, chart sheets too."""
        root = outline(self.original(self.main), ("sheets",))
        listed = child(root, "sheets")
        targets = {r.id: r.target for r in self.relations(self.main)}
        found = []
        for number, sheet in enumerate(listed.children if listed else ()):
            target = targets.get(related_id(sheet.tag), "")
            part = target or ("" if targets else f"xl/worksheets/sheet{number + 1}.xml")
            found.append(
                SheetPart(
                    attribute(sheet.tag, "name") or f"Sheet{number + 1}",
                    part if part and part in self.package else "",
                    attribute(sheet.tag, "state") or "visible",
                )
            )
        return tuple(found)

    def sheet(self, name: str) -> SheetPart:
        """The sheet of that name; FeedError where there is none."""
        found = next((sheet for sheet in self.sheets if sheet.name == name and sheet.part), None)
        if found is None:
            raise damaged("a sheet is missing", "缺少某个工作表")
        return found

    def surroundings(self, part: str) -> tuple[bytes, bytes]:
        """What stands before and after the table of a sheet part in the file opened."""
        return surroundings(self.package.stream(part))

    @cached_property
    def styles(self) -> Styles:
        """The styles part, extended as asked until the book is written."""
        part = next((r.target for r in self.relations(self.main) if r.kind == "styles"), "")
        if part and part in self.package:
            styles = Styles(self.original(part, _STYLES_LIMIT))
            self._rewrites[part_key(part)] = (2, lambda _: segments(styles.data, styles.splices()))
            return styles
        styles = Styles(EMPTY.format(namespace=self.namespace).encode())
        part = self.free_name("xl/styles{}.xml")

        def content(_: Mapping[str, Journal]) -> bytes:
            return b"".join(o if n is None else n for o, n in segments(styles.data, styles.splices()))

        self.add(part, content, _STYLES_TYPE)
        self.relate(self.main, "styles", part)
        return styles

    def original(self, part: str, limit: int = _SMALL) -> bytes:
        """The content a part has in the file opened."""
        return self.package.read(part, limit)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The relationships of ``part`` (of the package for ``""``) in the file opened."""
        name = relations_part(part)
        if name not in self.package:
            return ()
        found = []
        for one in children_named(outline(self.original(name)), "Relationship"):
            target = attribute(one.tag, "Target") or ""
            outside = attribute(one.tag, "TargetMode") == "External"
            kind = (attribute(one.tag, "Type") or "").rpartition("/")[2]
            place = target if outside else resolve(part, target)
            found.append(Relation(attribute(one.tag, "Id") or "", kind, place, outside))
        return tuple(found)

    def free_name(self, pattern: str) -> str:
        """The first part name of ``pattern`` (``xl/comments{}.xml``) that is not taken."""
        number = 1
        while (name := pattern.format(number)) in self.package or part_key(name) in self._added:
            number += 1
        return name

    def splice(self, part: str, splices: Iterable[Splice]) -> None:
        """Edit a small part; positions are those of its original content, edits of several calls add up."""
        key = part_key(part)
        self._splices.setdefault(key, []).extend(splices)

    def edit(self, part: str, edits: SheetEdits) -> None:
        """Edit the cells of a sheet part while it streams by, when the book is written."""
        self._rewrites[part_key(part)] = (1, lambda pieces: rewritten(edits, pieces))

    def rewrite(self, part: str, make: Rewrite) -> None:
        """Let ``make`` rewrite a part while it streams by."""
        self._rewrites[part_key(part)] = (1, make)

    def add(self, part: str, content: bytes | Late, content_type: str = "") -> None:
        """A new part; content that is a function is made last, in the order of adding."""
        self._added[part_key(part)] = (part, content)
        if content_type:
            override = '<Override PartName="/{}" ContentType="{}"/>'
            self._types.append(override.format(part, content_type).encode())

    def default_type(self, extension: str, content_type: str) -> None:
        """Declare the content type of an extension unless it is declared."""
        known = outline(self.original(TYPES)).children
        stated = {(attribute(one.tag, "Extension") or "").lower() for one in known}
        new = f'<Default Extension="{extension}" ContentType="{content_type}"/>'.encode()
        if extension not in stated and new not in self._types:
            self._types.append(new)

    def remove(self, part: str) -> None:
        """Leave a part out; declarations and relationships are the caller's to mend."""
        self._removed.add(part_key(part))

    def undeclare(self, part: str) -> None:
        """Take the declaration of a part's content type out."""
        gone = [
            Splice(one.start, one.end, b"")
            for one in outline(self.original(TYPES)).children
            if part_key(attribute(one.tag, "PartName") or "") == part_key(part)
        ]
        self.splice(TYPES, gone)

    def relate(self, source: str, kind: str, target: str) -> str:
        """A new relationship from part ``source`` to part ``target``; returns its id."""
        if source not in self._ids:
            self._ids[source] = {relation.id for relation in self.relations(source)}
        number = 1
        while (identity := f"rIdA{number}") in self._ids[source]:
            number += 1
        self._ids[source].add(identity)
        relation = '<Relationship Id="{}" Type="{}/{}" Target="/{}"/>'
        new = relation.format(identity, self.relation_namespace, kind, escaped_attribute(target).decode())
        self._related.setdefault(source, []).append(new.encode())
        return identity

    def write(self, file: Output) -> dict[str, Journal]:
        """The new package; returns the journals of the parts changed, by part key. OSError as the file raises it."""
        self._settle()
        writer = ArchiveWriter(file)
        journals: dict[str, Journal] = {}
        changed = {key: (0, splicing(splices)) for key, splices in self._splices.items()} | self._rewrites
        for member in self._archive.members:
            rank, make = changed.get(member.key, (0, None))
            if member.key in self._removed or rank:
                continue
            if make is None:
                writer.copy(member, self._archive.packed(member))
            else:
                writer.deflate(member, self._followed(member.key, make, journals))
        for key, (_, make) in sorted(self._rewrites.items(), key=lambda one: one[1][0]):
            if key not in self._removed:
                writer.deflate(self._archive.by_key[key], self._followed(key, make, journals))
        for part, content in self._added.values():
            made = content(journals) if callable(content) else content
            writer.deflate(new_member(part), (made,))
        writer.close((member.key for member in self._archive.members), self._archive.comment)
        return journals

    @property
    def added(self) -> tuple[str, ...]:
        """The names of the parts added so far."""
        return tuple(name for name, _ in self._added.values())

    def close(self) -> None:
        """Let go of the file's bytes."""
        self.package.close()

    def _followed(self, key: str, make: Rewrite, journals: dict[str, Journal]) -> Iterator[bytes]:
        """The new content of a part; its journal is kept while it passes."""
        journal = journals[key] = Journal()
        digest, place = hashlib.sha256(), 0
        for old, new in make(self.package.stream(key, limit=PART_LIMIT)):
            piece = old if new is None else new
            if new is not None and old != new:
                journal.edits.append((place, len(new), old))
            place += len(piece)
            digest.update(piece)
            yield piece
        journal.sha256 = digest.hexdigest()

    def _settle(self) -> None:
        """Content types and relationships that were asked for become edits."""
        if self._types:
            data = self.original(TYPES)
            self.splice(TYPES, [appended_to_root(data, self._types)])
            self._types = []
        for source, new in self._related.items():
            name = relations_part(source)
            if name in self.package:
                self.splice(name, [appended_to_root(self.original(name), new)])
            else:
                self.add(
                    name,
                    _HEAD
                    + b'<Relationships xmlns="%b">' % _PACKAGE_RELATIONS
                    + b"".join(new)
                    + b"</Relationships>",
                )
        self._related = {}
