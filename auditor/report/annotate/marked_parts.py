"""Our marks found in a workbook that a spreadsheet program saved: by author, colours, formula and names.

Such a program renumbers styles and rewrites parts, so nothing is at its place any more; what we put in is told by what
it says. Empty cells that we made stay, without colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.model import LANGUAGES
from auditor.ooxml import Book, Splice
from auditor.ooxml.cells import SheetEdits, column_position
from auditor.ooxml.markup import (
    QUOTED,
    Element,
    attribute,
    child,
    masked,
    outline,
    unescaped,
    with_attribute,
)
from auditor.ooxml.parts import relations_part
from auditor.report.annotate.audit_sheet import NAME, TAB
from auditor.report.annotate.fills import shade_of
from auditor.report.annotate.front import without_sheet
from auditor.report.annotate.notes import AUTHOR, HEADING, SEPARATOR
from auditor.report.annotate.overlay import FORMULA
from auditor.report.annotate.record import Record


def strip_marks(book: Book, found: tuple[str, Record] | None) -> bool:
    """Take out what is recognisably ours; True where anything was."""
    record = found[1] if found else Record()
    done = _fills(book, record.fills)
    for sheet in book.sheets:
        if sheet.part:
            done |= _formats(book, sheet.part)
            done |= _notes(book, sheet.part)
    done |= _audit_sheet(book, record.sheet)
    if found:
        _detach(book, book.main, found[0])
        done = True
    return done


def _fills(book: Book, before: Iterable[str]) -> bool:
    """Cell formats with our fills get the fill they had (none where that is not known)."""
    styles = book.styles
    known = list(before)
    ours = {number: shade_of(styles.markup("fills", number)) for number in range(styles.count("fills"))}
    ours = {number: carried for number, carried in ours.items() if carried is not None}
    splices = []
    for element in styles.formats:
        carried = ours.get(int(attribute(element.tag, "fillId") or 0))
        if carried is None:
            continue
        markup = known[carried].encode() if 0 <= carried < len(known) else b""
        number = styles.number_of("fills", markup) if markup else 0
        splices.append(
            Splice(element.start, element.inner, with_attribute(element.tag, "fillId", str(number)))
        )
    styles.replaced += splices
    return bool(splices)


def _formats(book: Book, part: str) -> bool:
    """Our conditional formats go; the others keep the order they have."""
    _, tail = book.surroundings(part)
    if FORMULA.replace('"', "&quot;").encode() not in tail and FORMULA.encode() not in tail:
        return False

    def edits(data: bytes, root: Element) -> list[Splice]:
        splices = []
        for one in root.children:
            if one.name == "conditionalFormatting":
                rules = re.findall(rb"<(?:\w+:)?cfRule[\s>]", data[one.inner : one.close])
                if len(rules) == 1 and FORMULA in unescaped(
                    data[one.inner : one.close].decode("utf-8", "replace")
                ):
                    splices.append(Splice(one.start, one.end, b""))
        return splices

    book.edit(part, SheetEdits(tail=edits))
    return True


def _notes(book: Book, part: str) -> bool:
    """Our notes and their boxes go; what we added to others is cut off."""
    relations = [r for r in book.relations(part) if not r.outside and r.target in book.package]
    comments = next((r.target for r in relations if r.kind == "comments"), "")
    if not comments:
        return False
    data = book.original(comments)
    root = outline(data, ("authors", "commentList"))
    authors, listed = child(root, "authors"), child(root, "commentList")
    names = [_words(data[a.inner : a.close]) for a in authors.children] if authors else []
    splices, gone = [], []
    headings = tuple(f"{HEADING(language)}\n" for language in LANGUAGES)
    for comment in listed.children if listed else ():
        number = attribute(comment.tag, "authorId") or ""
        author = names[int(number)] if number.isdigit() and int(number) < len(names) else ""
        if author == AUTHOR or _words(data[comment.inner : comment.close]).startswith(headings):
            splices.append(Splice(comment.start, comment.end, b""))
            gone.append(attribute(comment.tag, "ref") or "")
        else:
            splices += _shortened(data, comment)
    if splices:
        book.splice(comments, splices)
    for relation in relations:
        if gone and relation.kind == "vmlDrawing":
            _without_boxes(book, relation.target, gone)
    return bool(splices)


def _words(markup: bytes) -> str:
    return unescaped(re.sub(rb"<[^>]*>", b"", markup).decode("utf-8", "replace")).strip()


_LINE_ENDS = re.compile(rb"(?:\s|&#(?:10|13|x[aAdD]);|_x000[AD]_)+\Z")
_TEXT = re.compile(rb"<(?:[^\s:/>]+:)?t(?=[\s>])" + QUOTED + rb">([^<]*)</")


def _shortened(data: bytes, comment: Element) -> list[Splice]:
    """The text from our separator on goes, and the blank lines before it; a program may have cut it into runs."""
    shown = masked(data[comment.start : comment.end])
    marks = [SEPARATOR(language).encode() for language in LANGUAGES]
    at = min((place for mark in marks if (place := shown.find(mark)) >= 0), default=-1)
    if at < 0:
        return []
    splices, blank = [], True
    for found in reversed(list(_TEXT.finditer(shown))):
        start, end = found.span(1)
        kept = shown[start : max(min(at, end), start)]
        kept = _LINE_ENDS.sub(b"", kept) if blank else kept
        blank &= not kept
        if kept != shown[start:end]:
            splices.append(Splice(comment.start + start, comment.start + end, kept))
    return splices


def _without_boxes(book: Book, part: str, references: list[str]) -> None:
    data = book.original(part)
    places = {
        (int(found[2]) - 1, column_position(found[1]))
        for reference in references
        if (found := re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", reference))
    }
    splices = []
    for shape in re.finditer(rb"<v:shape(?=\s).*?</v:shape\s*>", data, re.DOTALL):
        row = re.search(rb"<x:Row>\s*(\d{1,7})\s*</x:Row>", shape[0])
        column = re.search(rb"<x:Column>\s*(\d{1,5})\s*</x:Column>", shape[0])
        if row and column and b'"Note"' in shape[0] and (int(row[1]), int(column[1])) in places:
            splices.append(Splice(*shape.span(), b""))
    book.splice(part, splices)


def _audit_sheet(book: Book, name: str) -> bool:
    """The sheet of that name (or of the usual names) goes if it is ours."""
    names = [name] if name else [NAME(language) for language in LANGUAGES]
    for number, sheet in enumerate(book.sheets):
        if sheet.name in names and sheet.part and len(book.sheets) > 1 and _is_ours(book, sheet.part):
            data = book.original(book.main)
            book.splice(book.main, without_sheet(data, number))
            _detach(book, book.main, sheet.part)
            return True
    return False


def _is_ours(book: Book, part: str) -> bool:
    """Told by the colour of its tab, which every program keeps."""
    head, _ = book.surroundings(part)
    return bool(re.search(rb"<(?:\w+:)?tabColor\s[^>]*rgb=[\"']%b[\"']" % TAB.encode(), head))


def _detach(book: Book, source: str, part: str) -> None:
    """Remove a part with its relationships, its declaration and the relationship to it."""
    book.remove(part)
    for relation in book.relations(part):
        if (
            relation.kind in ("customXmlProps", "vmlDrawing", "comments", "printerSettings")
            and not relation.outside
        ):
            book.remove(relation.target)
            book.undeclare(relation.target)
    if relations_part(part) in book.package:
        book.remove(relations_part(part))
    book.undeclare(part)
    identities = {r.id for r in book.relations(source) if r.target == part}
    root = outline(book.original(relations_part(source)))
    gone = [Splice(o.start, o.end, b"") for o in root.children if attribute(o.tag, "Id") in identities]
    book.splice(relations_part(source), gone)
