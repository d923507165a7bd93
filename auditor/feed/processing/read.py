"""The door: a file becomes a ProcessingReport, whatever its form and name. Only FeedError leaves this room."""

from __future__ import annotations

import os

from auditor.feed.guard import load, refuse
from auditor.feed.processing.annotated import annotated_sheet, read_annotated
from auditor.feed.processing.json_issues import is_json, read_json
from auditor.feed.processing.model import ProcessingReport
from auditor.feed.processing.summary import read_summary, summary_sheet
from auditor.feed.processing.text import read_lines
from auditor.feed.read import OpenSource, open_source
from auditor.model import FeedError


def read_report(path: str | os.PathLike[str], encoding: str | None = None) -> ProcessingReport:
    """The processing report in a file, recognised by its content; ``encoding`` overrides the guess for text.

    Raises FeedError where the file cannot be read or is no processing report.
    """
    name = os.fspath(path)
    data = load(path)
    if is_json(data):
        report = read_json(data, name)
    else:
        del data
        with open_source(path, encoding) as opened:
            report = _read(opened)
    if report is None:
        raise _not_one()
    return report


def _read(opened: OpenSource) -> ProcessingReport | None:
    if opened.kind == "text":
        return read_lines(opened.read(opened.names[0][0]), opened.path)
    sheet = annotated_sheet(opened)
    if sheet:
        return read_annotated(opened, sheet)
    sheet = summary_sheet(opened)
    if sheet:
        return read_summary(opened, sheet)
    for name, _ in opened.names:
        report = read_lines(opened.read(name), opened.path)
        if report:
            return report
    return None


def _not_one() -> FeedError:
    return refuse(
        "This is no processing report: it holds neither the marketplace's error codes nor its status columns. Name "
        "the feed first, then the report the marketplace made of it (text, xlsx, xlsm or JSON).",
        "这不是处理报告：其中既没有平台的错误代码，也没有处理状态列。请先写上传的文件，再写平台返回的处理报告"
        "（文本、xlsx、xlsm 或 JSON）。",
    )
