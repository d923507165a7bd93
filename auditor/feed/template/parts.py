"""What a workbook states about the cells of one sheet besides the cells: names, validations, formats and their paint.

Read from the package itself (ECMA-376 part 1, 18.2.5, 18.3.1.10, 18.3.1.32, 18.8.15; Strict or transitional, any
prefix). In a worksheet these elements follow ``sheetData``, which is passed over as bytes, not parsed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.feed.package import Package
from auditor.feed.read import OpenSource
from auditor.feed.template.areas import Area
from auditor.feed.template.paints import Paint
from auditor.feed.template.parts_stream import after_cells, collected, from_paints
from auditor.feed.template.parts_xml import (
    Name,
    NameTarget,
    PaintTarget,
    Rule,
    SheetTarget,
    TooMuchError,
    Validation,
)
from auditor.feed.workbook import STYLES_LIMIT
from auditor.model import FeedError, Text

__all__ = ["Area", "Name", "Paint", "Parts", "Rule", "Validation", "read_parts"]


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The names of a workbook, and what one of its sheets says of its cells.

    sheet: that sheet. names: in the order of the file, as stated (the same name may exist once per scope; compare
    names without regard to case). validations, rules: of that sheet alone, in the order of the file. notes: what
    could not be read.
    """

    sheet: str
    names: tuple[Name, ...] = ()
    validations: tuple[Validation, ...] = ()
    rules: tuple[Rule, ...] = ()
    notes: tuple[Text, ...] = field(default=())


def read_parts(opened: OpenSource, sheet: str) -> Parts:
    """The parts of ``sheet``; empty for files that are no xlsx or xlsm, and without what is damaged (with a note)."""
    workbook = opened.workbook
    if workbook is None:
        return Parts(sheet=sheet)
    notes: list[Text] = []
    package = workbook.package
    names = NameTarget()
    _read(names, _whole(package, workbook.main_part), notes, _NAMES)
    paints = PaintTarget()
    _read(paints, _styles(package, workbook.styles_part), notes, _PAINTS)
    found = SheetTarget(paints.found)
    _read(found, after_cells(package.stream(workbook.part(sheet))), notes, _SHEET)
    return Parts(
        sheet=sheet,
        names=names.names(),
        validations=tuple(found.validations),
        rules=tuple(found.rules),
        notes=tuple(notes),
    )


_NAMES = Text("defined names", "定义的名称")
_PAINTS = Text("colours of the conditional formats", "条件格式的颜色")
_SHEET = Text("drop-downs and conditional formats", "下拉列表和条件格式")
_DAMAGED = Text(
    "The workbook’s {what} could not be read in full; open the file in Excel, save it and audit it again.",
    "无法完整读取工作簿的{what}；请用 Excel 打开并保存该文件，然后重新检查。",
)
_TOO_MANY = Text(
    "The workbook has more {what} than any real template; the rest of them was not read.",
    "工作簿中的{what}远多于任何真实模板；其余部分未读取。",
)


def _read(
    target: NameTarget | PaintTarget | SheetTarget, pieces: Iterator[bytes], notes: list[Text], what: Text
) -> None:
    """Fill ``target``; a note where the part is damaged or beyond the bounds."""
    try:
        if not collected(target, pieces):
            notes.append(_DAMAGED.format(what=what))
    except TooMuchError:
        notes.append(_TOO_MANY.format(what=what))
    except FeedError as problem:
        notes.append(problem.problem)


def _whole(package: Package, part: str) -> Iterator[bytes]:
    return package.stream(part, limit=STYLES_LIMIT)


def _styles(package: Package, part: str) -> Iterator[bytes]:
    if part not in package:
        return iter(())
    return from_paints(package.stream(part, limit=STYLES_LIMIT))
