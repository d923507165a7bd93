"""csv, tsv and txt: encoding, delimiter, quoting, and the rows as a spreadsheet program would number them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np

from auditor.feed.dialect import find_delimiter, quotes_are_evident, ragged_share
from auditor.feed.encoding import Decoded, decode
from auditor.feed.fields import Fields, MalformedError, split, table, usual_count
from auditor.feed.messy import split_messy
from auditor.feed.rectangle import begins_with_quote, read_rectangle
from auditor.feed.table import IntArray, Sheet
from auditor.model import Text

_NO_DELIMITER = "\0"
"""Never occurs: zero bytes are replaced on decoding."""
_ANNOUNCEMENT = re.compile(rb"\"?sep=([,;|\t])\"?(?:\r\n|\n|\r)", re.IGNORECASE)
_NAMED_ROWS = 5


@dataclass
class TextTable:
    """A text file as read: one nameless sheet and how the file was written."""

    sheet: Sheet
    encoding: str
    encoding_sure: bool
    delimiter: str
    quoted: bool
    notes: list[Text] = field(default_factory=list)


def read_text(data: bytes, encoding: str | None = None) -> TextTable:
    """The table in the bytes of a text file; FeedError where it is empty, too large or not in ``encoding``.

    Row numbers count records, blank ones included, from 1. A single column is a table too. Tab-delimited files
    are read without quoting unless quoting is evident, the other delimiters with it.
    """
    decoded = decode(data, encoding)
    delimiter = _announced(decoded) or find_delimiter(decoded.data)
    quoted = begins_with_quote(decoded.data, delimiter or _NO_DELIMITER)
    quick = None
    if delimiter and not (quoted and delimiter == "\t"):
        quick = read_rectangle(decoded.data, delimiter, quoted)
    if quick is not None:
        sheet = Sheet(name="", rows=quick[0], columns=quick[1])
        return TextTable(sheet, decoded.encoding, decoded.sure, delimiter, quoted, decoded.notes)
    return _exact(decoded, delimiter)


@dataclass(frozen=True, kw_only=True)
class Anatomy:
    """Where every cell of a text file stands.

    decoded: the text as read, without a first line ``sep=;`` (of ``announced`` bytes). quoting: cells may be quoted.
    fields: every field of every record, blank records included; ``fields.spans()`` are offsets in ``decoded.data``.
    """

    decoded: Decoded
    announced: int
    delimiter: str
    quoting: bool
    fields: Fields


def anatomy(data: bytes, encoding: str | None = None) -> Anatomy:
    """The cells of a text file as :func:`read_text` sees them, with their places. FeedError as there."""
    decoded, announced, delimiter = opened(data, encoding)
    fields, quoting, _ = _fields(decoded.data, delimiter or _NO_DELIMITER)
    return Anatomy(
        decoded=decoded,
        announced=announced,
        delimiter=delimiter,
        quoting=quoting,
        fields=fields,
    )


def opened(data: bytes, encoding: str | None = None) -> tuple[Decoded, int, str]:
    """The text without a first line ``sep=;``, the bytes of that line, and the delimiter (empty: one column)."""
    decoded = decode(data, encoding)
    whole = len(decoded.data)
    delimiter = _announced(decoded) or find_delimiter(decoded.data)
    return decoded, whole - len(decoded.data), delimiter


def _announced(decoded: Decoded) -> str:
    """The delimiter of a first line ``sep=;``, which spreadsheet programs obey and do not count as a row."""
    found = _ANNOUNCEMENT.match(decoded.data)
    if found is None or not decoded.data[found.end() :].strip():
        return ""
    decoded.data = decoded.data[found.end() :]
    return found[1].decode()


def _exact(decoded: Decoded, delimiter: str) -> TextTable:
    """The table of a text of any shape."""
    fields, quoted, literal = _fields(decoded.data, delimiter or _NO_DELIMITER)
    ragged = ragged_rows(fields) if delimiter else np.empty(0, np.int32)
    notes = list(decoded.notes)
    if literal:
        notes.append(
            Text(
                "Quotation marks do not pair up (rows {rows}); they were read as ordinary characters there.",
                "引号不成对（第 {rows} 行）；这些引号按普通字符读取。",
            ).format(rows=_listed(literal))
        )
    if len(ragged):
        notes.append(
            Text(
                "{count:,} rows have more or fewer cells than the others (rows {rows}).",
                "有 {count:,} 行的单元格数与其他行不同（第 {rows} 行）。",
            ).format(count=len(ragged), rows=_listed(ragged[: _NAMED_ROWS + 1].tolist()))
        )
    rows, columns = table(fields)
    sheet = Sheet(name="", rows=rows, columns=columns, ragged=ragged)
    return TextTable(sheet, decoded.encoding, decoded.sure, delimiter, quoted, notes)


def _fields(data: bytes, delimiter: str) -> tuple[Fields, bool, list[int]]:
    """(fields, whether cells are quoted, records where a quote is literal although cells are quoted)."""
    literal = split(data, delimiter, False)
    if not begins_with_quote(data, delimiter):
        return literal, False, []
    usually_bare = delimiter == "\t"
    try:
        quoted = split(data, delimiter, True)
    except MalformedError:
        if usually_bare and ragged_share(literal) == 0:
            return literal, False, []
        messy, stray = split_messy(data, delimiter)
        if usually_bare and ragged_share(messy) >= ragged_share(literal):
            return literal, False, []
        return messy, True, stray
    if usually_bare and not quotes_are_evident(quoted, delimiter):
        return literal, False, []
    return quoted, True, []


def ragged_rows(fields: Fields) -> IntArray:
    """int32 record numbers whose cell count is not the usual one; blank records and rows above the table are not."""
    usual = usual_count(fields.counts)
    filled = np.add.reduceat(fields.ends - fields.starts, fields.first) + fields.counts > 1
    begin = int((fields.counts == usual).argmax())
    odd = filled & (fields.counts != usual)
    odd[:begin] &= fields.counts[:begin] > usual
    return (np.flatnonzero(odd) + 1).astype(np.int32)


def _listed(rows: list[int]) -> str:
    shown = ", ".join(f"{row:,}" for row in rows[:_NAMED_ROWS])
    return shown + (" …" if len(rows) > _NAMED_ROWS else "")
