"""A comparison of two runs, or a trend, as a workbook; the trend with a chart of the spreadsheet's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from auditor.catalogs.history import shown
from auditor.catalogs.history.diff import Difference
from auditor.catalogs.history.trend import Trend
from auditor.catalogs.records import Change
from auditor.changes import KINDS, LABELS
from auditor.model import SEVERITY_NAMES, Language, Severity, Text
from auditor.report.facts import stamp
from auditor.report.files import write_file
from auditor.report.sink import Sink
from auditor.report.xlsx import words
from auditor.report.xlsx.book import paper
from auditor.report.xlsx.changes_sheet import CHANGES
from auditor.report.xlsx.plan import MOST_ROWS
from auditor.report.xlsx.styles import FONTS, Styles
from auditor.report.xlsx.texts import Pen

HISTORY = Text("History", "历史")
CLIENT = Text("Client", "客户")
FILE = Text("File", "文件")
FILES = Text("Files", "文件数")
FIELD = Text("Field", "字段")
RUN = Text("Run", "运行")
DATE = Text("Date", "日期")
NOT_AUDITED = Text("Not audited", "未审核")
SEVERITIES = sorted(Severity, reverse=True)
COLOURS = ("#D92B00", "#FFA500", "#5B7C99")


def write_difference(found: Difference, listed: Iterable[Change], target: Path, language: Language) -> Path:
    """Write counts per feed and the findings ``listed``; returns the real path. Raises ReportError."""

    def fill(book: Any, styles: Styles, pen: Pen) -> None:
        sheet = book.add_worksheet(words.SUMMARY(language))
        _summary(sheet, found, styles, pen, language)
        _listed(book.add_worksheet(CHANGES(language)), listed, styles, pen, language)

    return _written(target, fill, language)


def write_trend(found: Trend, target: Path, language: Language) -> Path:
    """Write a table of the runs and a chart of it; returns the real path. Raises ReportError."""

    def fill(book: Any, styles: Styles, pen: Pen) -> None:
        sheet = book.add_worksheet(HISTORY(language))
        name = HISTORY(language)
        severities = (SEVERITY_NAMES[one] for one in SEVERITIES)
        labels = (RUN, DATE, FILES, NOT_AUDITED, *severities, words.ACCEPTED, shown.CAME, shown.WENT)
        _head(sheet, 0, labels, (26, 22, *[12] * 8), styles, language)
        for at, one in enumerate(found.points, start=1):
            pen.text(sheet, at, 0, one.run, styles.plain)
            sheet.write_string(at, 1, stamp(one.started), styles.plain)
            counts = (one.feeds, one.refused, one.errors, one.warnings, one.infos, one.accepted)
            for position, number in enumerate((*counts, one.appeared, one.gone), start=2):
                sheet.write_number(at, position, number, styles.number)
        last = len(found.points)
        chart = book.add_chart({"type": "line"})
        for position, colour in zip((4, 5, 6), COLOURS, strict=True):
            chart.add_series(
                {
                    "name": [name, 0, position],
                    "categories": [name, 1, 1, last, 1],
                    "values": [name, 1, position, last, position],
                    "line": {"color": colour, "width": 2.25},
                    "marker": {"type": "circle", "size": 5, "fill": {"color": colour}},
                }
            )
        chart.set_title({"name": found.about or shown.EVERYTHING(language), "name_font": {"size": 12}})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 860, "height": 360})
        sheet.insert_chart(last + 2, 0, chart)
        sheet.freeze_panes(1, 0)

    return _written(target, fill, language)


def _written(target: Path, fill: Callable[[Any, Styles, Pen], None], language: Language) -> Path:
    name, size = FONTS[language]

    def make(path: Path) -> None:
        with Sink(path) as sink:
            options = {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "in_memory": True,
                "default_format_properties": {"font_name": name, "font_size": size},
            }
            book = xlsxwriter.Workbook(sink, options)
            styles = Styles(book, language)
            fill(book, styles, Pen(plain=styles.plain))
            book.close()

    return write_file(target, make)


def _summary(sheet: Any, found: Difference, styles: Styles, pen: Pen, language: Language) -> None:
    said = shown.BETWEEN.format(
        older=found.older.name,
        newer=found.newer.name,
        old_date=stamp(found.older.started),
        new_date=stamp(found.newer.started),
    )
    lines = [said(language), *shown.remarks(found, language)]
    for at, line in enumerate(lines):
        pen.text(sheet, at, 0, line, styles.plain)
    at = len(lines) + 1
    severities = tuple(SEVERITY_NAMES[one] for one in SEVERITIES)
    _head(sheet, at, (words.CHANGE, *severities, words.TOTAL), (), styles, language)
    for kind, counts in found.counts().items():
        at += 1
        numbers = [counts.get(one.word, 0) for one in SEVERITIES]
        sheet.write_string(at, 0, LABELS[kind](language), styles.plain)
        for position, number in enumerate((*numbers, sum(numbers)), start=1):
            sheet.write_number(at, position, number, styles.number)
    at += 2
    _head(
        sheet,
        at,
        (CLIENT, FILE, *(LABELS[kind] for kind in KINDS)),
        (28, 44, *[14] * len(KINDS)),
        styles,
        language,
    )
    for feed in found.feeds[: MOST_ROWS - at - 1]:
        at += 1
        pen.text(sheet, at, 0, feed.client, styles.plain)
        pen.text(sheet, at, 1, feed.path, styles.plain)
        for position, kind in enumerate(KINDS, start=2):
            sheet.write_number(at, position, sum(feed.counts[kind].values()), styles.number)


def _listed(sheet: Any, listed: Iterable[Change], styles: Styles, pen: Pen, language: Language) -> None:
    labels = (words.CHANGE, words.SEVERITY, words.CODE, words.WRONG, CLIENT, FILE, words.SKU, FIELD)
    widths = (16, 12, 9, 52, 20, 40, 22, 24, 8, 8)
    _head(sheet, 0, (*labels, words.ROW, words.COLUMN), widths, styles, language)
    at = 0
    for at, one in enumerate(listed, start=1):
        if at >= MOST_ROWS:
            break
        grade = Severity(one.severity)
        sheet.write_string(at, 0, LABELS[one.kind](language), styles.plain)
        sheet.write_string(at, 1, words.LABELS[grade](language), styles.status(grade))
        texts = (one.code, one.message(language), one.client, one.path, one.sku, one.field)
        for position, text in enumerate(texts, start=2):
            pen.text(sheet, at, position, text, styles.plain)
        if one.row is not None:
            sheet.write_number(at, 8, one.row, styles.line_centred)
        sheet.write_string(at, 9, one.column, styles.line_centred)
    sheet.autofilter(0, 0, max(at, 1), len(widths) - 1)
    sheet.freeze_panes(1, 0)


def _head(
    sheet: Any, at: int, labels: Sequence[Text], widths: Sequence[int], styles: Styles, language: Language
) -> None:
    """Labels over a table; the widths of its columns, and how the sheet is printed."""
    paper(sheet)
    for position, width in enumerate(widths):
        sheet.set_column(position, position, width)
    for position, label in enumerate(labels):
        sheet.write_string(at, position, label(language), styles.head)
