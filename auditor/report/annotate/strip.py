"""Everything taken out again: exactly where the file is as we wrote it, by our marks where a program saved it since."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

from auditor.feed.guard import load, refuse
from auditor.model import Text
from auditor.ooxml import Book
from auditor.ooxml.archive import Output
from auditor.report.annotate.marked_parts import strip_marks
from auditor.report.annotate.record import Record, find_record, undone
from auditor.report.files import fitted, write_file
from auditor.report.sink import Sink

WORKBOOK = Text("The workbook", "工作簿")
MARK = ".annotated"
"""What the names of our copies carry before their suffix."""


def strip_file(source: Path, target: Path) -> tuple[Path, bool]:
    """Write ``source`` without our marks to ``target``; the path really written, and whether it was exact.

    Exact: the workbook is again what it was before it was marked, part by part. FeedError where nothing of ours is in
    the file or it cannot be edited, ReportError where the target cannot be written.
    """
    data = load(source)
    exact = False

    def fill(path: Path) -> None:
        nonlocal exact
        with Sink(path) as file:
            exact = strip(data, file)

    return write_file(target, fill, WORKBOOK), exact


def stripped_name(path: Path) -> str:
    """``feed.annotated.xlsx`` → ``feed.xlsx``; other names get ``.stripped`` before their suffix."""
    stem = path.stem
    if stem.endswith(MARK) and stem != MARK:
        return stem.removesuffix(MARK) + path.suffix
    return f"{fitted(stem)}.stripped{path.suffix}"


def strip(data: bytes, file: Output) -> bool:
    """Write the workbook ``data`` without our marks to ``file``; True where it is exactly what it was."""
    book = Book(data)
    try:
        found = find_record(book)
        exact = found is not None and _untouched(book, found[1])
        if exact and found:
            _undo(book, found[1])
        elif not strip_marks(book, found):
            raise refuse(
                "The file holds no marks of an audit; there is nothing to take out.",
                "该文件中没有审核标注，无需去除。",
            )
        book.write(file)
        return exact
    finally:
        book.close()


def _untouched(book: Book, record: Record) -> bool:
    """True where every part we changed is still as we wrote it, and every part we added is there."""
    if any(part not in book.package for part in (*record.parts, *record.added)) or not record.parts:
        return False
    for key, journal in record.parts.items():
        digest = hashlib.sha256()
        for piece in book.package.stream(key):
            digest.update(piece)
        if digest.hexdigest() != journal.sha256:
            return False
    return True


def _undo(book: Book, record: Record) -> None:
    for key, journal in record.parts.items():
        book.rewrite(key, partial(undone, journal))
    for part in record.added:
        book.remove(part)
