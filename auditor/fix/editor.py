"""What every kind of file offers for repair: other texts in some cells, or only some of the rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from auditor.feed.table import Feed
from auditor.model import FeedError, Text

Edits = Mapping[tuple[int, int], str]
"""(spreadsheet row number, physical column position) → the cell's new text."""

FORMULA = Text("the cell holds a formula", "单元格为公式")
NO_PLACE = Text("the row has no such cell", "该行没有此单元格")
NOT_IN_ENCODING = Text("the file's encoding has no such character", "文件编码中没有该字符")
NOT_WITHOUT_QUOTES = Text(
    "the text holds a tab or line break, and the file has no quotes around cells",
    "内容含制表符或换行符，而该文件的单元格不带引号",
)


class Editor(Protocol):
    """The bytes of one file, and copies of them with changes; the file itself is never touched."""

    def refused(self, edits: Edits) -> dict[tuple[int, int], Text]:
        """The edits this file cannot take, and why."""

    def changed(self, edits: Edits) -> bytes:
        """The file with ``edits`` made, every other byte (text) or part and cell (workbook) as it is."""

    def kept(self, rows: Collection[int]) -> bytes:
        """The file with the data rows ``rows`` (spreadsheet numbers) only; everything above the data stays."""


def editor_for(feed: Feed, data: bytes, encoding: str | None = None) -> Editor:
    """The editor of the file that ``feed`` was read from; ``data`` its bytes, ``encoding`` as stated by the user.

    Raises FeedError for kinds of files that cannot be edited in place.
    """
    from auditor.fix.textfile import TextEditor

    if feed.source.kind == "text":
        return TextEditor(feed, data, encoding)
    if feed.source.kind == "xlsx":
        from auditor.fix.workbook import WorkbookEditor

        return WorkbookEditor(feed, data)
    raise FeedError(
        Text(
            "Files of this kind (.xls, .ods, web pages) cannot be repaired in place; open the file, save it as .xlsx "
            "and try again.",
            "无法直接修复此类文件（.xls、.ods、网页）；请打开后另存为 .xlsx 再试。",
        )
    )


def first_data_row(feed: Feed) -> int:
    """Spreadsheet number of the first row that is neither header nor sample; 0 for a feed without data."""
    return int(feed.row_numbers[0]) if len(feed.row_numbers) else 0


def owners(feed: Feed, numbers: Sequence[int]) -> list[int]:
    """For each row number of the file, the data row it goes with: itself, or the nearest one above it."""
    known = feed.row_numbers.tolist()
    result, place = [], 0
    for number in numbers:
        while place + 1 < len(known) and known[place + 1] <= number:
            place += 1
        result.append(known[place] if known else 0)
    return result
