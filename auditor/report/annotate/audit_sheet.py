"""The sheet "Audit": the findings worst first, each with a link to its cell. Texts are texts, never formulas."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from auditor.model import Language, Severity, Text
from auditor.ooxml.markup import escaped, escaped_attribute
from auditor.ooxml.styles import Styles
from auditor.report.annotate.marks import Line, Marks
from auditor.report.annotate.notes import reference
from auditor.report.xlsx import words
from auditor.report.xlsx.styles import FONTS, HEAD, STRONG
from auditor.report.xlsx.texts import shortened, width_of

NAME = Text("Audit", "审核")
TITLE = Text("Feed audit", "数据表审核")
GUIDE = Text(
    "This is a marked copy of your file: coloured cells carry notes. Mend the cells, then run “auditor strip” on this "
    "file (or mend your original): colours, notes and this sheet must go before you upload.",
    "这是您文件的标注副本：着色的单元格附有批注。修改后请对本文件运行“auditor strip”（或直接修改原文件）："
    "上传前必须去除着色、批注和本工作表。",
)
NOTHING = Text("Nothing was found.", "未发现问题。")
TAB = "FFD92B00"
"""Colour of the tab."""
FIRST_ROW = 5
"""Spreadsheet row of the first finding."""
COLUMNS = (
    (words.SEVERITY, 12),
    (words.CELL, 9),
    (words.HEADER, 26),
    (words.VALUE, 40),
    (words.WRONG, 60),
    (words.ADVICE, 50),
    (words.FIX, 30),
    (words.CODE, 9),
)
LINE_HEIGHT = 15.0
MOST_LINES = 8
_LETTERS = "ABCDEFGH"


def audit_sheet(
    marks: Marks, language: Language, styles: Styles, namespaces: tuple[str, str], remarks: list[Text]
) -> bytes:
    """The worksheet part; ``remarks`` are told above the table. Adds what it needs to ``styles``."""
    looks = _Looks(styles, language)
    rows = [
        _row(1, [(TITLE(language), looks.title)], 22),
        _row(2, [(GUIDE(language), looks.plain)]),
        _row(3, [(" ".join(remark(language) for remark in remarks), looks.plain)]),
        _row(FIRST_ROW - 1, [(label(language), looks.head) for label, _ in COLUMNS]),
        *(_finding(number, line, language, looks) for number, line in enumerate(marks.lines, FIRST_ROW)),
    ]
    if not marks.lines:
        rows.append(_row(FIRST_ROW, [(NOTHING(language), looks.plain)]))
    last = max(FIRST_ROW, FIRST_ROW + len(marks.lines) - 1)
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, (_, width) in enumerate(COLUMNS, 1)
    )
    parts = [
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespaces[0]}" '
        f'xmlns:r="{namespaces[1]}"><sheetPr><tabColor rgb="{TAB}"/></sheetPr><dimension ref="A1:H{last}"/>'
        f'<sheetViews><sheetView workbookViewId="0" showGridLines="0"><pane ySplit="{FIRST_ROW - 1}" '
        f'topLeftCell="A{FIRST_ROW}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'.encode(),
        *rows,
        f'</sheetData><autoFilter ref="A{FIRST_ROW - 1}:H{last}"/>'.encode(),
        *_links(marks),
        b"</worksheet>",
    ]
    return b"".join(parts)


class _Looks:
    """Numbers of the cell formats of the sheet."""

    def __init__(self, styles: Styles, language: Language) -> None:
        self._styles = styles
        self._name, self._size = FONTS[language]
        self.plain = self._format("")
        self.wrapped = self._format("", wrap=True)
        self.title = self._format("<b/>", size=14)
        self.head = self._format("<b/>", ink="FFFFFF", fill=HEAD)
        self.link = self._format("<u/>", ink="0B5CAD")
        self.grades = {
            grade: self._format("<b/>", ink=ink, fill=fill) for grade, (fill, ink) in STRONG.items()
        }

    def _format(
        self, how: str, ink: str = "000000", fill: str = "", size: int = 0, *, wrap: bool = False
    ) -> int:
        colour = ink.lstrip("#")
        font = f'<font>{how}<sz val="{size or self._size}"/><color rgb="FF{colour}"/><name val="{self._name}"/></font>'
        number = self._styles.add("fonts", font.encode())
        fill_number = self._styles.fill(fill.lstrip("#")) if fill else 0
        wrapping = ' wrapText="1"' if wrap else ""
        markup = (
            f'<xf numFmtId="0" fontId="{number}" fillId="{fill_number}" borderId="0" xfId="0" applyFont="1" '
            f'applyFill="1" applyAlignment="1"><alignment vertical="top"{wrapping}/></xf>'
        )
        return self._styles.add("cellXfs", markup.encode())


def _finding(number: int, line: Line, language: Language, looks: _Looks) -> bytes:
    link = looks.link if line.place else looks.plain
    texts = (line.header, line.value, line.message, line.advice, line.fix, line.code)
    cells = [
        (words.LABELS[line.severity](language), looks.grades[Severity(line.severity)]),
        (line.name, link),
    ]
    lines = max(_lines(text, width) for text, (_, width) in zip(texts, COLUMNS[2:], strict=True))
    return _row(number, [*cells, *((text, looks.wrapped) for text in texts)], lines * LINE_HEIGHT)


@lru_cache(maxsize=10_000)
def _lines(text: str, width: int) -> int:
    return min(sum(1 + int(width_of(one) * 1.1) // width for one in text.split("\n")), MOST_LINES)


@lru_cache(maxsize=10_000)
def _shown(text: str) -> bytes:
    return escaped(shortened(text, 8_000))


def _row(number: int, cells: list[tuple[str, int]], height: float = 0) -> bytes:
    made = [
        b'<c r="%b%d" s="%d" t="inlineStr"><is><t xml:space="preserve">%b</t></is></c>'
        % (letter.encode(), number, style, _shown(text))
        for letter, (text, style) in zip(_LETTERS, cells, strict=False)
        if text
    ]
    tall = b' ht="%g" customHeight="1"' % height if height else b""
    return b'<row r="%d"%b>%b</row>' % (number, tall, b"".join(made))


def _links(marks: Marks) -> Iterator[bytes]:
    quoted = "'{}'!".format(marks.sheet.replace("'", "''"))
    links = [
        b'<hyperlink ref="B%d" location="%b" display="%b"/>'
        % (number, escaped_attribute(quoted + reference(line.place)), escaped_attribute(line.name))
        for number, line in enumerate(marks.lines, FIRST_ROW)
        if line.place
    ]
    if links:
        yield b"<hyperlinks>" + b"".join(links) + b"</hyperlinks>"
