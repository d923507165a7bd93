"""A text feed as a workbook: every cell a text in a cell formatted as text, nothing reinterpreted."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.feed.guard import COLUMN_LIMIT, ROW_LIMIT, refuse
from auditor.feed.table import Sheet, column_letter
from auditor.ooxml.archive import ArchiveWriter, new_member
from auditor.ooxml.markup import escaped_attribute
from auditor.ooxml.parts import PLAIN_NAMESPACE, RELATIONS
from auditor.report.xlsx.texts import LONGEST, SURELY_SHORT, shortened

ROWS_AT_ONCE = 4_000
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_STYLES = (
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
    '<left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" '
    'fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" '
    'xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
)


def workbook_of(sheet: Sheet, name: str) -> bytes:
    """An xlsx with the texts of ``sheet`` in their own rows and columns, on a sheet called ``name``.

    FeedError where a sheet of a workbook has not so many rows or columns.
    """
    if len(sheet.columns) > COLUMN_LIMIT or (len(sheet.rows) and int(sheet.rows[-1]) > ROW_LIMIT):
        raise refuse(
            "The file has more rows or columns than a workbook can hold (1,048,576 and 16,384); split it into parts "
            "to get marked copies.",
            "该文件的行数或列数超过工作簿上限（1,048,576 行、16,384 列）；请拆分文件后再生成标注副本。",
        )
    target = io.BytesIO()
    writer = ArchiveWriter(target)
    relation = f'<Relationship Id="rId{{}}" Type="{RELATIONS[0]}/{{}}" Target="{{}}"/>'
    part = '<Override PartName="/xl/{}" ContentType="' + _TYPES + '{}+xml"/>'
    overrides = (
        ("workbook.xml", "sheet.main"),
        ("worksheets/sheet1.xml", "worksheet"),
        ("styles.xml", "styles"),
    )
    types = "".join(part.format(*one) for one in overrides)
    kinds = ("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml")
    defaults = "".join(f'<Default Extension="{e}" ContentType="{t}"/>' for e, t in kinds)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{types}</Types>',
        "_rels/.rels": _relations(relation.format(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _main(name),
        "xl/_rels/workbook.xml.rels": _relations(
            relation.format(1, "worksheet", "worksheets/sheet1.xml")
            + relation.format(2, "styles", "styles.xml")
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{PLAIN_NAMESPACE}">{_STYLES}</styleSheet>',
    }
    for key, text in parts.items():
        writer.deflate(new_member(key), ((_DECLARATION + text).encode(),))
    writer.deflate(new_member("xl/worksheets/sheet1.xml"), _sheet(sheet))
    writer.close(())
    return target.getvalue()


def _main(name: str) -> str:
    return (
        f'<workbook xmlns="{PLAIN_NAMESPACE}" xmlns:r="{RELATIONS[0]}"><bookViews><workbookView/></bookViews><sheets>'
        f'<sheet name="{escaped_attribute(name).decode()}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _sheet(sheet: Sheet) -> Iterator[bytes]:
    width = max(len(sheet.columns), 1)
    view = '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>'
    columns = f'<cols><col min="1" max="{width}" width="18" style="1" customWidth="1"/></cols>'
    yield f'{_DECLARATION}<worksheet xmlns="{PLAIN_NAMESPACE}">{view}'.encode()
    yield f'<sheetFormatPr defaultRowHeight="15"/>{columns}<sheetData>'.encode()
    for start in range(0, len(sheet.rows), ROWS_AT_ONCE):
        yield _rows(sheet, start)
    yield b'</sheetData><ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'
    yield b"</worksheet>"


def _rows(sheet: Sheet, start: int) -> bytes:
    numbers = pa.array(np.asarray(sheet.rows[start : start + ROWS_AT_ONCE]).astype(str), pa.large_string())
    join = pc.binary_join_element_wise
    cells = [
        _cells(_whole(column.slice(start, ROWS_AT_ONCE)), numbers, column_letter(position))
        for position, column in enumerate(sheet.columns)
    ]
    empty = pa.scalar("", pa.large_string())
    ends = [pa.scalar(text, pa.large_string()) for text in ('<row r="', '">', "</row>")]
    rows = join(ends[0], numbers, ends[1], *cells, ends[2], empty)
    return b"".join(text.as_py() for text in rows.cast(pa.large_binary()))


def _cells(texts: pa.Array, numbers: pa.Array, letter: str) -> pa.Array:
    """The ``<c>`` of each text; empty texts make none."""
    scalars = [
        pa.scalar(text, pa.large_string())
        for text in (
            f'<c r="{letter}',
            '" s="1" t="inlineStr"><is><t xml:space="preserve">',
            "</t></is></c>",
            "",
        )
    ]
    made = pc.binary_join_element_wise(
        scalars[0], numbers, scalars[1], _escaped(texts), scalars[2], scalars[3]
    )
    return pc.if_else(pc.equal(texts, ""), scalars[3], made)


def _whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    column = column.cast(pa.large_string())
    column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pc.max(pc.utf8_length(column)).as_py() or SURELY_SHORT < 0:
        texts = [shortened(text, LONGEST) for text in column.to_pylist()]
        column = pa.array(texts, pa.large_string())
    return column


def _escaped(texts: pa.Array) -> pa.Array:
    """As ``ooxml.markup.escaped``, for an array."""
    texts = pc.replace_substring_regex(texts, r"_(x[0-9A-Fa-f]{4}_)", r"_x005F_\1")
    for old, new in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        texts = pc.replace_substring(texts, old, new)
    controls = r"[\x00-\x08\x0B-\x1F\x{FFFE}\x{FFFF}]"
    if pc.any(pc.match_substring_regex(texts, controls)).as_py():
        for code in (*range(9), *range(11, 32), 0xFFFE, 0xFFFF):
            texts = pc.replace_substring(texts, chr(code), f"_x{code:04X}_")
    return texts
