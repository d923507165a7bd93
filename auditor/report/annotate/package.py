"""Marks put on a workbook: fills, notes, conditional formats, the Audit sheet, and the record of it all."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from auditor.feed.table import IntArray
from auditor.model import Language, Text
from auditor.ooxml import Book, CellEdit, SheetEdits, Splice
from auditor.ooxml.archive import Output
from auditor.ooxml.markup import Element, masked, outline, prefix_of
from auditor.ooxml.parts import Relation, related_id
from auditor.report.annotate.audit_sheet import NAME, audit_sheet
from auditor.report.annotate.fills import Fills
from auditor.report.annotate.front import declared_prefix, free_sheet_name, front_sheet
from auditor.report.annotate.marks import Marks, Place
from auditor.report.annotate.notes import extended_comments, new_comments, reference
from auditor.report.annotate.overlay import areas_of, overlay_for
from auditor.report.annotate.record import add_record
from auditor.report.annotate.shapes import Widths, extended_drawing, new_drawing, taller_boxes, used_blocks
from auditor.report.xlsx.styles import FILLS

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER_LEGACY = frozenset(
    {
        *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems"),
        *("tableParts", "extLst", "AlternateContent"),
    }
)
"""Elements of a worksheet that stand behind ``legacyDrawing`` (ECMA-376, 18.3.1.99)."""


def annotate(data: bytes, marks: Marks, file: Output, language: Language, *, sheet: bool = True) -> None:
    """Write the workbook ``data`` with ``marks`` to ``file``; ``sheet``: with the Audit sheet in front.

    FeedError where the workbook cannot be edited, OSError as ``file`` raises it.
    """
    book = Book(data)
    try:
        work = _Annotator(book, marks, language)
        work.mark_cells()
        name = work.add_sheet() if sheet else ""
        add_record(book, name, work.fills.before)
        book.write(file)
    finally:
        book.close()


class _Annotator:
    def __init__(self, book: Book, marks: Marks, language: Language) -> None:
        self._book, self._language = book, language
        self._part = book.sheet(marks.sheet).part
        self._relations = book.relations(self._part)
        head, self._tail = book.surroundings(self._part)
        self._widths = Widths(head)
        opening = re.search(rb"<[^?!][^>]*>", masked(head))
        tag = opening[0] if opening else b"<worksheet>"
        self._prefix = prefix_of(tag)
        self._related = declared_prefix(tag, book.relation_namespace)
        root = outline(self._tail, prefix=b"<%bworksheet>" % self._prefix)
        self._marks = marks.moved(_merged(marks, self._tail))
        self._legacy = next((related_id(one.tag) for one in root.children if one.name == "legacyDrawing"), "")
        self._overlay = overlay_for(self._marks, self._tail)
        self.fills = Fills(book.styles)
        self._new_legacy = ""

    def mark_cells(self) -> None:
        """Fills, notes and conditional formats."""
        rows = {
            row: {column: CellEdit(restyle=restyles[severity]) for column, severity in columns.items()}
            for restyles in ({severity: self.fills.restyle(severity) for severity in FILLS},)
            for row, columns in self._marks.by_row().items()
        }
        self._add_notes()
        self._book.edit(self._part, SheetEdits(cells=rows, tail=self._after_table))

    def add_sheet(self) -> str:
        """Put the Audit sheet in front; its name."""
        book = self._book
        name = free_sheet_name(NAME(self._language), {one.name for one in book.sheets})
        part = book.free_name("xl/worksheets/audit{}.xml")
        namespaces = (book.namespace, book.relation_namespace)
        content = audit_sheet(self._marks, self._language, book.styles, namespaces, self._remarks())
        book.add(part, content, _SHEET_TYPE)
        identity = book.relate(book.main, "worksheet", part)
        book.splice(book.main, front_sheet(book.original(book.main), name, identity, namespaces[1]))
        return name

    def _remarks(self) -> list[Text]:
        said = []
        left = self._marks.lines_left_out
        if left:
            said.append(
                Text(
                    f"{left:,} further findings are not listed here; the cells are marked all the same.",
                    f"另有 {left:,} 个问题未在此列出，但单元格均已标注。",
                )
            )
        silent = len(self._marks.severities) - len(self._marks.notes)
        if silent:
            said.append(
                Text(
                    f"{silent:,} coloured cells have no note: more notes make a workbook slow "
                    "(report.notes_per_sheet).",
                    f"{silent:,} 个着色单元格没有批注：批注过多会使工作簿变慢（report.notes_per_sheet）。",
                )
            )
        if self._overlay.left_out:
            said.append(
                Text(
                    f"{self._overlay.left_out:,} cells may not look coloured, because the sheet's own conditional "
                    "formats paint over them.",
                    f"{self._overlay.left_out:,} 个单元格可能看不出着色，因为表中原有的条件格式会覆盖它。",
                )
            )
        return said

    def _related_parts(self, kind: str) -> list[Relation]:
        known = [one for one in self._relations if one.kind == kind and not one.outside]
        return [one for one in known if one.target in self._book.package]

    def _add_notes(self) -> None:
        threaded = self._threaded()
        notes = {place: text for place, text in self._marks.notes.items() if place not in threaded}
        if not notes:
            return
        book = self._book
        comments = self._related_parts("comments")
        fresh = notes
        if comments:
            part = comments[0].target
            splices, fresh = extended_comments(book.original(part), notes, self._language)
            book.splice(part, splices)
        else:
            part = book.free_name("xl/comments{}.xml")
            book.add(part, new_comments(notes, book.namespace, self._language), _COMMENTS_TYPE)
            book.relate(self._part, "comments", part)
        drawing = next((r for r in self._related_parts("vmlDrawing") if r.id == self._legacy), None)
        if drawing:
            extended = {place: text for place, text in notes.items() if place not in fresh}
            book.splice(drawing.target, taller_boxes(book.original(drawing.target), extended))
        if fresh:
            self._add_shapes(fresh, drawing.target if drawing else "")

    def _add_shapes(self, notes: dict[Place, str], drawing: str) -> None:
        book = self._book
        names = [name for name in book.package.names if name.endswith(".vml")]
        block = used_blocks(book.original(name) for name in names) + 1
        if drawing:
            book.splice(drawing, extended_drawing(book.original(drawing), notes, block, self._widths))
            return
        part = book.free_name("xl/drawings/vmlDrawing{}.vml")
        book.default_type("vml", _VML_TYPE)
        book.add(part, new_drawing(notes, block, self._widths))
        self._new_legacy = book.relate(self._part, "vmlDrawing", part)

    def _threaded(self) -> set[Place]:
        """Cells with a threaded comment: its placeholder note is not ours to extend."""
        marked = {reference(place): place for place in self._marks.notes}
        found: set[Place] = set()
        for relation in self._related_parts("threadedComment"):
            root = outline(self._book.original(relation.target))
            references = re.findall(
                rb"\sref\s*=\s*[\"']([A-Z]+\d+)[\"']", b" ".join(c.tag for c in root.children)
            )
            found |= {marked[name.decode()] for name in references if name.decode() in marked}
        return found

    def _after_table(self, data: bytes, root: Element) -> Iterable[Splice]:
        splices = self._overlay.splices(
            data, root, self._prefix, lambda s: self._book.styles.differential(FILLS[s].lstrip("#"))
        )
        if self._new_legacy:
            prefix = self._related or b"r"
            space = b"" if self._related else b' xmlns:r="%b"' % self._book.relation_namespace.encode()
            new = b'<%blegacyDrawing%b %b:id="%b"/>' % (
                self._prefix,
                space,
                prefix,
                self._new_legacy.encode(),
            )
            old = next((one for one in root.children if one.name == "legacyDrawing"), None)
            if old:
                splices.append(Splice(old.start, old.end, new))
            else:
                place = next((one.start for one in root.children if one.name in _AFTER_LEGACY), root.close)
                splices.append(Splice(place, place, new))
        return splices


def _merged(marks: Marks, tail: bytes) -> dict[Place, Place]:
    """Marked cells that merged cells hide → the cell that shows."""
    found = re.search(rb"<(?:[^\s:/>]+:)?mergeCells(?=[\s>]).*?</(?:[^\s:/>]+:)?mergeCells", tail, re.DOTALL)
    if not found or not marks.severities:
        return {}
    places: IntArray = np.array(sorted(marks.severities), np.int64).reshape(-1, 2)
    moved: dict[Place, Place] = {}
    for reference_text in re.findall(rb"\sref\s*=\s*[\"']([^\"']+)[\"']", found[0]):
        for area in areas_of(reference_text.decode("ascii", "replace")):
            low, high = np.searchsorted(places[:, 0], [area.top, area.bottom + 1])
            for row, column in places[low:high].tolist():
                if area.left <= column <= area.right and (row, column) != (area.top, area.left):
                    moved[row, column] = (area.top, area.left)
    return moved
