"""The door of reading: a path becomes a Source. Only FeedError leaves this room."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from types import TracebackType
from typing import Protocol

from auditor.feed.biff import read_xls
from auditor.feed.cells import State
from auditor.feed.guard import Content, damaged, load, sniff
from auditor.feed.markup import read_html, read_spreadsheetml
from auditor.feed.ods import read_ods
from auditor.feed.package import Package
from auditor.feed.table import FileKind, Sheet, Source
from auditor.feed.textfile import TextTable, read_text
from auditor.feed.workbook import Workbook, shortened
from auditor.model import FeedError, Text

_KINDS: dict[Content, FileKind] = {
    "ooxml": "xlsx",
    "ods": "ods",
    "xls": "xls",
    "html": "html",
    "spreadsheetml": "html",
    "text": "text",
}
_NAMES: dict[Content, Text] = {
    "ooxml": Text("an Excel workbook (.xlsx)", "Excel 工作簿（.xlsx）"),
    "ods": Text("an OpenDocument spreadsheet (.ods)", "OpenDocument 表格（.ods）"),
    "xls": Text("an Excel 97–2003 workbook (.xls)", "Excel 97–2003 工作簿（.xls）"),
    "html": Text("a web page with a table", "含表格的网页"),
    "spreadsheetml": Text("an Excel 2003 XML workbook", "Excel 2003 XML 工作簿"),
}
_DELIMITED: dict[str, Text] = {
    "\t": Text("tab-delimited text", "制表符分隔的文本"),
    ",": Text("comma-separated text", "逗号分隔的文本"),
    ";": Text("semicolon-separated text", "分号分隔的文本"),
    "|": Text("text separated by vertical bars", "竖线分隔的文本"),
    "": Text("text with a single column", "单列文本"),
}
_EXPECTED: dict[str, tuple[str, ...]] = {
    ".xlsx": ("ooxml",),
    ".xlsm": ("ooxml",),
    ".xltx": ("ooxml",),
    ".xltm": ("ooxml",),
    ".xls": ("xls",),
    ".ods": ("ods",),
    ".csv": ("text,", "text;", "text", "text|"),
    ".tsv": ("text\t", "text"),
    ".tab": ("text\t", "text"),
    ".txt": ("text\t", "text,", "text;", "text|", "text"),
    ".htm": ("html",),
    ".html": ("html",),
    ".xml": ("spreadsheetml",),
}


class _Reader(Protocol):
    """What a kind of file offers. ``names``: (name, state) of its sheets; ``notes`` grow while it is read."""

    names: tuple[tuple[str, State], ...]
    notes: list[Text]

    def read(self, name: str) -> Sheet: ...

    def head(self, name: str, rows: int) -> Sheet: ...

    def close(self) -> None: ...


class _Ready:
    """Sheets that were read at once."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = {sheet.name: sheet for sheet in sheets}
        self.names: tuple[tuple[str, State], ...] = tuple((s.name, s.state) for s in self._sheets.values())
        self.notes: list[Text] = []

    def read(self, name: str) -> Sheet:
        return self._sheets[name]

    def head(self, name: str, rows: int) -> Sheet:
        return shortened(self._sheets[name], rows)

    def close(self) -> None:
        self._sheets = {}


class OpenSource:
    """A file opened for reading sheet by sheet; a context manager.

    path: as given. kind, size (bytes), sha256, names ((sheet name, state) in workbook order; a text file has one
    sheet named ``""``).
    """

    def __init__(self, path: str, data: bytes, encoding: str | None) -> None:
        content = sniff(data)
        self.path = path
        self.kind: FileKind = _KINDS[content]
        self.size = len(data)
        self.sha256 = hashlib.sha256(data).hexdigest()
        self._text: TextTable | None = None
        self._reader: _Reader
        if content == "ooxml":
            package = Package(data)
            content = package.content()
            self.kind = _KINDS[content]
            self._reader = Workbook(package) if content == "ooxml" else _Ready(read_ods(package))
        elif content == "text":
            self._text = read_text(data, encoding)
            self._reader = _Ready([self._text.sheet])
        elif content == "xls":
            self._reader = _Ready(read_xls(data))
        elif content == "html":
            self._reader = _Ready(read_html(data, encoding))
        else:
            self._reader = _Ready(read_spreadsheetml(data))
        self._notes = [*_misnamed(path, content, self._text), *(self._text.notes if self._text else [])]
        self.names = self._reader.names

    @property
    def workbook(self) -> Workbook | None:
        """The xlsx or xlsm with its parts; None for every other kind of file."""
        return self._reader if isinstance(self._reader, Workbook) else None

    def head(self, name: str, rows: int = 12) -> Sheet:
        """The first ``rows`` existing rows of sheet ``name``; stops reading there. FeedError where damaged."""
        return self._reader.head(name, rows)

    def read(self, name: str) -> Sheet:
        """Sheet ``name`` whole. FeedError where it is damaged or too large; KeyError for a name not in ``names``."""
        return self._reader.read(name)

    def source(self, *sheets: Sheet, notes: Sequence[Text] = ()) -> Source:
        """The Source with these ``sheets`` and what the reader noticed (and ``notes``)."""
        text = self._text
        return Source(
            path=self.path,
            kind=self.kind,
            size=self.size,
            sha256=self.sha256,
            sheets=sheets,
            encoding=text.encoding if text else "",
            encoding_sure=text.encoding_sure if text else True,
            delimiter=text.delimiter if text else "",
            quoted=text.quoted if text else False,
            notes=(*self._notes, *self._reader.notes, *notes),
        )

    def close(self) -> None:
        """Let go of the file's bytes."""
        self._reader.close()

    def __enter__(self) -> OpenSource:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_source(path: str | os.PathLike[str], encoding: str | None = None) -> OpenSource:
    """Open a feed file whatever its kind; ``encoding`` overrides the guess for text. Raises FeedError only."""
    data = load(path)
    try:
        return OpenSource(os.fspath(path), data, encoding)
    except (MemoryError, RecursionError):
        raise damaged("it is built too large or too deep", "结构过大或过深") from None


def read_source(path: str | os.PathLike[str], *, encoding: str | None = None) -> Source:
    """Every sheet of a file. A damaged sheet beside sound ones becomes a note. Raises FeedError only."""
    with open_source(path, encoding) as opened:
        sheets: list[Sheet] = []
        notes: list[Text] = []
        failure: FeedError | None = None
        for name, _ in opened.names:
            try:
                sheets.append(opened.read(name))
            except FeedError as problem:
                failure = failure or problem
                notes.append(
                    Text("Sheet “{name}” could not be read: {why}", "无法读取工作表“{name}”：{why}").format(
                        name=name, why=problem.problem
                    )
                )
        if failure is not None and not sheets:
            raise failure
        return opened.source(*sheets, notes=notes)


def _misnamed(path: str, content: Content, text: TextTable | None) -> list[Text]:
    """A note where the name promises another kind of file."""
    suffix = os.path.splitext(path)[1].lower()
    actual = content + (text.delimiter if text else "")
    if suffix not in _EXPECTED or actual in _EXPECTED[suffix]:
        return []
    return [
        Text(
            "The name ends in {suffix}, but the content is {actual}; it was read as what it is.",
            "文件名以 {suffix} 结尾，但内容是{actual}；已按实际内容读取。",
        ).format(suffix=suffix, actual=_DELIMITED[text.delimiter] if text else _NAMES[content])
    ]
