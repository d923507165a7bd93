"""The annotated copy: the seller's own workbook with coloured cells and notes, every other part byte for byte.

``write`` is the report writer; ``strip`` takes everything out again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from auditor.engine import Audit
from auditor.feed.guard import load, refuse
from auditor.feed.read import OpenSource
from auditor.feed.table import Feed, Sheet
from auditor.model import FeedError, Language, Text
from auditor.report.annotate.marks import marks_of_audit
from auditor.report.annotate.package import annotate
from auditor.report.annotate.textbook import workbook_of
from auditor.report.files import ReportError, write_file
from auditor.report.masking import veil_of
from auditor.report.sink import Sink
from auditor.wording import Veil

COPY = Text("The marked copy", "标注副本")


def write(
    audit: Audit,
    target: Path,
    language: Language,
    *,
    unmask: bool = False,
    created: dt.datetime | None = None,
    audit_sheet: bool = True,
) -> Path:
    """Write the marked copy of the audited file; otherwise as ``auditor.report.xlsx.write``.

    audit_sheet: with the sheet "Audit" in front. ReportError also where the file cannot be marked: its format holds no
    notes, it is signed, or it is no longer the file that was audited. Personal data is masked in the copy of a text
    file; a workbook that holds some is copied only with ``unmask``, since the copy is the workbook itself.
    """
    del created
    try:
        data = _workbook(audit.feed, veil_of(audit.feed, unmask=unmask))
        marks = marks_of_audit(audit, language, unmask=unmask, lines=audit_sheet)
        if audit.feed.source.kind == "text":
            marks.sheet = _sheet_name(audit.feed)

        def fill(path: Path) -> None:
            with Sink(path) as file:
                annotate(data, marks, file, language, sheet=audit_sheet)

        return write_file(target, fill, COPY)
    except FeedError as error:
        raise ReportError(error.problem) from error


def _workbook(feed: Feed, veil: Veil) -> bytes:
    """The bytes of the audited workbook; of a text file, a workbook of its texts, personal data masked."""
    if feed.source.kind not in ("xlsx", "text"):
        raise refuse(
            "A marked copy can be made of .xlsx, .xlsm and text files only: open this file, save it as .xlsx and audit "
            "that one.",
            "只能为 .xlsx、.xlsm 和文本文件生成标注副本：请打开该文件，另存为 .xlsx 后再审核。",
        )
    if feed.source.kind == "xlsx" and veil.columns:
        raise refuse(
            "A marked copy is the file itself, and this one holds buyers' data: add --unmask if the copy may hold it, "
            "too, or use the report (--format xlsx), which masks it.",
            "标注副本即文件本身，而该文件含有买家个人信息：若副本可含这些信息，请加上 --unmask；"
            "也可使用已打码的报告（--format xlsx）。",
        )
    data = load(feed.path)
    if hashlib.sha256(data).hexdigest() != feed.source.sha256:
        raise refuse(
            "The file was changed after it was audited, so the findings no longer fit it; close it in other programs "
            "and audit it again.",
            "文件在审核后被修改，问题与内容已不对应；请在其他程序中关闭该文件，然后重新审核。",
        )
    if feed.source.kind == "text":
        with OpenSource(feed.path, data, feed.source.encoding or None) as opened:
            return workbook_of(_veiled(opened.read(opened.names[0][0]), feed, veil), _sheet_name(feed))
    return data


def _veiled(sheet: Sheet, feed: Feed, veil: Veil) -> Sheet:
    """The sheet with the personal data of its data rows masked; header rows stay as they are."""
    if not veil.columns or veil.mask is None:
        return sheet
    data = np.isin(sheet.rows, feed.row_numbers)
    columns = list(sheet.columns)
    for position in veil.columns:
        texts = columns[position].to_pylist()
        columns[position] = pa.array(
            [veil.mask(text) if inside else text for text, inside in zip(texts, data.tolist(), strict=True)],
            pa.large_string(),
        )
    return replace(sheet, columns=tuple(columns))


def _sheet_name(feed: Feed) -> str:
    """A sheet name from the file's name: at most 31 characters, none of those that are not allowed."""
    name = "".join(
        " " if letter in "[]:*?/\\'" or letter < " " else letter for letter in Path(feed.path).stem
    )
    return name.strip()[:31].strip() or "Feed"


__all__ = ["write"]
