"""HTML tables and the XML of Excel 2003, both of which travel as ``.xls``."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

from auditor.feed.cells import CellList, assemble
from auditor.feed.encoding import decode
from auditor.feed.guard import COLUMN_LIMIT, damaged, refuse, unsafe
from auditor.feed.numberformat import show
from auditor.feed.sheet_slow import local
from auditor.feed.table import Damage, Sheet

SIZE_LIMIT = 200 << 20
"""Bytes of markup that are parsed into a tree."""

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_NAMED_FORMATS = {
    "General Date": "yyyy-mm-dd h:mm",
    "Short Date": "yyyy-mm-dd",
    "Long Date": "yyyy-mm-dd",
    "Medium Date": "d-mmm-yy",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
}


def read_html(data: bytes, encoding: str | None = None) -> tuple[Sheet, ...]:
    """Each outermost table as a sheet named ``Table 1`` …; FeedError where the page has none."""
    if len(data) > SIZE_LIMIT:
        raise unsafe("the page is too large", "网页过大")
    stated = _CHARSET.search(data[:4096])
    name = encoding or (
        stated[1].decode() if stated and not data.startswith((b"\xff\xfe", b"\xfe\xff")) else None
    )
    try:
        text = data.decode(name) if name and not encoding else decode(data, encoding).data.decode()
    except (LookupError, ValueError):
        text = decode(data).data.decode()
    try:
        root = html.document_fromstring(
            text.encode(), parser=html.HTMLParser(encoding="utf-8", remove_comments=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError):
        raise damaged("its table cannot be read", "表格无法读取") from None
    tables = [table for table in root.iter("table") if next(table.iterancestors("table"), None) is None]
    sheets = [_html_table(table, f"Table {k + 1}") for k, table in enumerate(tables)]
    sheets = [sheet for sheet in sheets if len(sheet.rows)]
    if not sheets:
        raise refuse(
            "The file is a web page without a table; export the feed as .xlsx, .csv or tab-delimited .txt.",
            "该文件是不含表格的网页；请把数据表导出为 .xlsx、.csv 或制表符分隔的 .txt。",
        )
    return tuple(sheets)


def _html_table(table: Any, name: str) -> Sheet:
    cells = CellList()
    taken: dict[int, int] = {}
    row = 0
    for line in table.iter("tr"):
        if next(line.iterancestors("table")) is not table:
            continue
        row += 1
        column = 0
        for cell in line:
            if cell.tag not in ("td", "th"):
                continue
            while taken.get(column, 0) >= row:
                column += 1
            cells.add(row, column, _html_text(cell))
            width = min(_span(cell.get("colspan")), COLUMN_LIMIT)
            if _span(cell.get("rowspan")) > 1 and column + width <= COLUMN_LIMIT:
                taken |= dict.fromkeys(range(column, column + width), row + _span(cell.get("rowspan")) - 1)
            column += width
    return assemble(name, "visible", cells.cells())


def _span(text: str | None) -> int:
    text = (text or "").strip()
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _html_text(cell: Any) -> str:
    """A cell's text: runs of blanks as one, ``<br>`` as a line break."""
    parts: list[str] = []
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            parts.append("\0" if element.tag == "br" else "")
            parts.append(element.text or "")
        elif element is not cell:
            parts.append(element.tail or "")
    text = re.sub(r"[ \t\r\n\f]+", " ", "".join(parts))
    return re.sub(r" ?\0 ?", "\n", text).strip(" ")


def read_spreadsheetml(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of an Excel 2003 XML workbook; FeedError where it is damaged or defines entities."""
    if len(data) > SIZE_LIMIT:
        raise unsafe("the document is too large", "文档过大")
    try:
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True
        )
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise damaged("its XML is not well-formed", "XML 格式错误") from None
    if root.getroottree().docinfo.doctype:
        raise unsafe("it defines its own entities", "含有自定义实体")
    formats = {
        style.get(_SS + "ID", ""): code.get(_SS + "Format", "General")
        for style in root.iter(_SS + "Style")
        for code in style.iter(_SS + "NumberFormat")
    }
    sheets: list[Sheet] = []
    for sheet in root.iter(_SS + "Worksheet"):
        visible = next((e.text for e in sheet.iter() if local(e) == "Visible"), None)
        cells = CellList()
        for table in sheet.iter(_SS + "Table"):
            _xml_table(table, formats, cells)
        state = {"SheetHidden": "hidden", "SheetVeryHidden": "veryhidden"}.get(visible or "", "visible")
        name = sheet.get(_SS + "Name", f"Sheet{len(sheets) + 1}")
        sheets.append(assemble(name, state, cells.cells()))  # type: ignore[arg-type]
    if not sheets:
        raise damaged("it has no sheet", "没有工作表")
    return tuple(sheets)


def _xml_table(table: Any, formats: dict[str, str], cells: CellList) -> None:
    row = 0
    for line in table.iter(_SS + "Row"):
        row = _span(line.get(_SS + "Index")) if line.get(_SS + "Index") else row + 1
        column = 0
        for cell in line.iter(_SS + "Cell"):
            column = _span(cell.get(_SS + "Index")) - 1 if cell.get(_SS + "Index") else column
            content = cell.find(_SS + "Data")
            style = formats.get(cell.get(_SS + "StyleID", ""), "General")
            text, kind, raw = _xml_value(content, style)
            formula = cell.get(_SS + "Formula")
            if formula is not None and kind != Damage.ERROR:
                kind, raw = (Damage.FORMULA if content is not None else Damage.FORMULA_WITHOUT_VALUE), formula
            cells.add(row, column, text, kind, raw)
            column += 1 + (
                _span(cell.get(_SS + "MergeAcross")) if cell.get(_SS + "MergeAcross", "0") != "0" else 0
            )


def _xml_value(content: Any, style: str) -> tuple[str, int, str]:
    """(displayed text, damage or 0, what is stored) of a ``<Data>``."""
    if content is None:
        return "", 0, ""
    raw = "".join(content.itertext())
    kind = content.get(_SS + "Type", "String")
    if kind == "Number":
        text, damage = show(raw, _NAMED_FORMATS.get(style, style))
        return text, damage, raw
    if kind == "Boolean":
        return ("TRUE" if raw.strip() == "1" else "FALSE"), Damage.BOOLEAN, raw
    if kind == "DateTime":
        return raw.removesuffix(".000").removesuffix("T00:00:00").replace("T", " "), Damage.DATE, raw
    return raw, Damage.ERROR if kind == "Error" else 0, raw
