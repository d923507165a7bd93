"""xlsx and xlsm: the package's parts, its sheets, styles and texts; cells read on demand."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from lxml import etree

from auditor.feed.cells import State, assemble
from auditor.feed.guard import damaged, unsafe
from auditor.feed.numberformat import BUILTIN_FORMATS
from auditor.feed.package import Package, resolve
from auditor.feed.sheet_slow import local
from auditor.feed.strings import shared_strings
from auditor.feed.table import Sheet
from auditor.feed.values import Styles, finish
from auditor.feed.worksheet import raw_cells
from auditor.model import FeedError, Text

STYLES_LIMIT = 256 << 20
STYLE_COUNT_LIMIT = 2_000_000
"""Spreadsheet programs stop at 65,490 cell styles."""

_NO_CELLS = ("/chartsheet", "/dialogsheet", "/xlmacrosheet", "/xlintlmacrosheet")


class Workbook:
    """An opened xlsx or xlsm. ``names``: (name, state) of the sheets that have cells, in workbook order."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.notes: list[Text] = []
        self._main = self._main_part()
        relations = self._relations(self._main)
        root = _parse(package.read(self._main))
        self._parts: dict[str, str] = {}
        names: list[tuple[str, State]] = []
        for sheet in _find(root, "sheets", "sheet"):
            name, part, kind = self._sheet(sheet, relations, len(names))
            if kind.lower().endswith(_NO_CELLS) or name in self._parts:
                continue
            if part not in package:
                self.notes.append(_missing(name))
                continue
            self._parts[name] = part
            names.append((name, _state(sheet.get("state", "visible"))))
        self.names: tuple[tuple[str, State], ...] = tuple(names)
        if not names:
            raise damaged("it has no sheet with cells", "没有可读取的工作表")
        properties = next(iter(_find(root, "workbookPr")), None)
        self._date1904 = properties is not None and properties.get("date1904") in ("1", "true", "on")
        self._strings_part = self._part_of(relations, "/sharedstrings", "sharedStrings.xml")
        self._styles_part = self._part_of(relations, "/styles", "styles.xml")
        self._strings: pa.Array | None = None
        self._styles: Styles | None = None

    @property
    def package(self) -> Package:
        """The zip itself."""
        return self._package

    @property
    def main_part(self) -> str:
        """The part with the list of sheets and the defined names."""
        return self._main

    @property
    def styles_part(self) -> str:
        """The part with the styles; it may be missing from the package."""
        return self._styles_part

    def part(self, name: str) -> str:
        """The worksheet part of sheet ``name``; KeyError for a name not in ``names``."""
        return self._parts[name]

    def read(self, name: str) -> Sheet:
        """A sheet whole; FeedError where it is damaged or beyond the limits."""
        return self._sheet_of(name, None)

    def head(self, name: str, rows: int) -> Sheet:
        """The first ``rows`` existing rows of a sheet, without reading the rest of it."""
        return self._sheet_of(name, rows)

    def close(self) -> None:
        """Let go of the file's bytes."""
        self._package.close()

    def _sheet_of(self, name: str, rows: int | None) -> Sheet:
        batches = raw_cells(self._package, self._parts[name], rows)
        if self._strings is None:
            self._strings = _texts(self._package, self._strings_part)
        if self._styles is None:
            self._styles = Styles(_formats(self._package, self._styles_part), self._date1904)
        sheet = assemble(name, dict(self.names)[name], finish(batches, self._strings, self._styles))
        return sheet if rows is None else shortened(sheet, rows)

    def _main_part(self) -> str:
        for kind, target in self._relations("").values():
            if kind.endswith("/officedocument") and target in self._package:
                return target
        if "xl/workbook.xml" in self._package:
            return "xl/workbook.xml"
        raise damaged("its list of sheets is missing", "缺少工作表清单")

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id → (type in lower case, part it points to)."""
        folder, _, file = part.rpartition("/")
        name = f"{folder}/_rels/{file}.rels".lstrip("/")
        if name not in self._package:
            return {}
        return {
            element.get("Id", ""): (element.get("Type", "").lower(), resolve(part, element.get("Target", "")))
            for element in _parse(self._package.read(name))
            if isinstance(element.tag, str) and element.get("TargetMode", "") != "External"
        }

    def _sheet(self, sheet: Any, relations: dict[str, tuple[str, str]], count: int) -> tuple[str, str, str]:
        """(name, part, relationship type) of a ``<sheet>``."""
        identity = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        kind, part = relations.get(identity, ("", ""))
        if not part and not relations:
            part = f"xl/worksheets/sheet{count + 1}.xml"
        return sheet.get("name", f"Sheet{count + 1}"), part, kind

    def _part_of(self, relations: dict[str, tuple[str, str]], ending: str, usual: str) -> str:
        folder = self._main.rpartition("/")[0]
        return next((part for kind, part in relations.values() if kind.endswith(ending)), f"{folder}/{usual}")


def shortened(sheet: Sheet, rows: int) -> Sheet:
    """The first ``rows`` existing rows of a sheet."""
    if len(sheet.rows) <= rows:
        return sheet
    marks = sheet.damages
    early = int((marks.rows <= sheet.rows[rows - 1]).sum()) if rows else 0
    return Sheet(
        name=sheet.name,
        state=sheet.state,
        rows=sheet.rows[:rows],
        columns=tuple(column.slice(0, rows) for column in sheet.columns),
        damages=type(marks)(
            rows=marks.rows[:early],
            columns=marks.columns[:early],
            kinds=marks.kinds[:early],
            raws=marks.raws.slice(0, early),
        ),
        ragged=sheet.ragged[sheet.ragged <= sheet.rows[rows - 1]] if rows else sheet.ragged[:0],
    )


def _texts(package: Package, part: str) -> pa.Array:
    if part not in package:
        return pa.array([], pa.large_string())
    return shared_strings(package, part)


def _state(stated: str) -> State:
    return {"hidden": "hidden", "veryHidden": "veryhidden"}.get(stated, "visible")  # type: ignore[return-value]


def _missing(name: str) -> Text:
    return Text(
        "Sheet “{name}” could not be read: the workbook does not contain it.",
        "无法读取工作表“{name}”：工作簿中没有它的内容。",
    ).format(name=name)


def _parse(data: bytes) -> Any:
    """The root of a small part; FeedError where it is not well-formed or defines entities."""
    try:
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True
        )
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise damaged("its list of parts is not well-formed", "部件清单格式错误") from None
    if root.getroottree().docinfo.doctype:
        raise unsafe("it defines its own entities", "含有自定义实体")
    return root


def _find(root: Any, *path: str) -> list[Any]:
    """Elements at ``path`` below ``root``, whatever their namespace."""
    found = [root]
    for name in path:
        found = [
            child
            for element in found
            for child in element
            if isinstance(child.tag, str) and local(child) == name
        ]
    return found


class _Formats:
    """Collects number formats and the format id of each cell style; a target of a streaming parser."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.styles: list[int] = []
        self._path: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        if name == "xf" and parent == "cellXfs":
            self.styles.append(_number(attributes.get("numFmtId", "0")))
            if len(self.styles) > STYLE_COUNT_LIMIT:
                raise unsafe("it has too many cell styles", "单元格样式过多")
        elif name == "numFmt" and parent == "numFmts":
            self.codes[_number(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "General")

    def end(self, _: str) -> None:
        self._path.pop()

    def data(self, _: str) -> None:
        """Text between tags says nothing here."""

    def close(self) -> tuple[str, ...]:
        """The format code of each cell style, in order."""
        known = BUILTIN_FORMATS | self.codes
        return tuple(known.get(number, "General") for number in self.styles)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _formats(package: Package, part: str) -> tuple[str, ...]:
    if part not in package:
        return ()
    target = _Formats()
    parser = etree.XMLParser(target=target, resolve_entities=False, load_dtd=False, no_network=True)
    try:
        for piece in package.stream(part, limit=STYLES_LIMIT):
            parser.feed(piece)
        parser.close()
    except etree.XMLSyntaxError:
        raise damaged("its styles are not well-formed", "样式格式错误") from None
    return target.close()


__all__ = ["FeedError", "Workbook", "shortened"]
