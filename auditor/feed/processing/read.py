"""The door: a file becomes a ProcessingReport, whatever its form and name. Only FeedError leaves this room."""

from __future__ import annotations

import os

from auditor.feed.guard import load, refuse, sniff
from auditor.feed.processing.annotated import annotated_sheet, read_annotated
from auditor.feed.processing.json_issues import is_json, read_json
from auditor.feed.processing.model import ProcessingReport
from auditor.feed.processing.summary import read_summary, summary_sheet
from auditor.feed.processing.text import read_rows, read_text_report
from auditor.feed.read import OpenSource, open_source
from auditor.model import FeedError

LARGEST = 64 << 20
"""Bytes of a text or JSON report: more than a million errors."""
WIDEST = 40
"""Columns looked at where a text report was saved as a workbook."""


def read_report(path: str | os.PathLike[str], encoding: str | None = None) -> ProcessingReport:
    """The processing report in a file, recognised by its content; ``encoding`` overrides the guess for text.

    Raises FeedError where the file cannot be read or is no processing report.
    """
    name = os.fspath(path)
    data = load(path)
    if is_json(data):
        report = read_json(_bounded(data), name)
    elif sniff(data) == "text":
        report = read_text_report(_bounded(data), name, encoding)
    else:
        del data
        with open_source(path, encoding) as opened:
            report = _read(opened)
    if report is None:
        raise _not_one()
    counts = report.counts
    processed = counts.get("processed", 0)
    failed = max(counts.get("failed", 0), processed - counts.get("successful", processed))
    if failed and not report.verdicts:
        raise _unreadable_list(failed)
    return report


def _read(opened: OpenSource) -> ProcessingReport | None:
    sheet = annotated_sheet(opened)
    if sheet:
        return read_annotated(opened, sheet)
    sheet = summary_sheet(opened)
    if sheet:
        return read_summary(opened, sheet)
    for name, _ in opened.names:
        columns = [column.to_pylist() for column in opened.read(name).columns[:WIDEST]]
        report = read_rows(list(zip(*columns, strict=True)), opened.path)
        if report:
            return report
    return None


def _bounded(data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise refuse(
            "The report has {size:,} MB, more than the {limit:,} MB that can be read; is it the report, not the feed?",
            "报告大小为 {size:,} MB，超过可读取的 {limit:,} MB；请确认这是处理报告而不是上传的文件。",
            size=len(data) >> 20,
            limit=LARGEST >> 20,
        )
    return data


def _not_one() -> FeedError:
    return refuse(
        "This is no processing report: it holds neither the marketplace's error codes nor its status columns. Name "
        "the feed first, then the report the marketplace made of it (text, xlsx, xlsm or JSON).",
        "这不是处理报告：其中既没有平台的错误代码，也没有处理状态列。请先写上传的文件，再写平台返回的处理报告"
        "（文本、xlsx、xlsm 或 JSON）。",
    )


def _unreadable_list(failed: int) -> FeedError:
    return refuse(
        "The report says that {count:,} records failed, but its list of errors is not there or not understood; "
        "download the report again, in another form if there is one.",
        "报告称有 {count:,} 条记录失败，但其中没有错误清单或无法识别；请重新下载报告，或换一种格式下载。",
        count=failed,
    )
