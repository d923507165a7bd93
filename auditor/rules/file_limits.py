"""What the Amazon Custom bulk template accepts: filled cells and text lengths.

Limits of the template as its error codes 1008 to 1010 state them: a text has 1 to 99 characters.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.feed.table import BoolArray, Column, Feed, IntArray
from auditor.layouts import CUSTOM_FIELDS
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import NO_CHINESE, rule

GUIDE = Text("For more context and guidelines, see the Amazon Custom Listing Guide.", NO_CHINESE)
CUSTOM_TEMPLATE = "amazon_custom_template"
LONGEST_TEXT = 99
TEXTS = ("custom_label", "custom_surface", "custom_instruction", "custom_placeholder", "option_value")


def _header(column: Column) -> str:
    return column.header.strip().rstrip("*").strip() or column.letter


@rule(
    "FF704",
    Severity.ERROR,
    tier=3,
    clause=GUIDE,
    title=Text(en="Required cell blank", zh="必填单元格为空"),
    message=Text(en="The required field '{column}' is blank.", zh="必填字段“{column}”为空。"),
    advice=Text(
        en="Fill the cell, or clear the whole component for this SKU.",
        zh="请填写该单元格；若该 SKU 不需要此组件，请清空整个组件。",
    ),
    needs=("sku",),
    replaces=("TP901",),
    examples=(
        Example(
            bad={"sku": ["A1", ""], "custom_label_1": ["Name", "Name"]},
            good={"sku": ["A1", "A2"], "custom_label_1": ["Name", ""]},
            cells=((1, "sku"),),
            layout=CUSTOM_TEMPLATE,
        ),
        Example(
            bad={"sku": [" ", "杯-2"], "custom_label_1": ["刻字", "刻字"]},
            good={"sku": ["杯-1", "杯-2"], "custom_label_1": ["刻字", "刻字"]},
            cells=((0, "sku"),),
            layout=CUSTOM_TEMPLATE,
            language="zh",
        ),
    ),
)
def required_cell_blank(evidence: Evidence) -> Iterator[Hits]:
    """A label ending in ``*`` must be filled (error 1008), unless the SKU leaves the whole component out."""
    feed = evidence.feed
    if feed.layout != CUSTOM_TEMPLATE:
        return
    components = _components(feed)
    used: dict[tuple[str, int], BoolArray] = {}
    for column in feed.columns:
        for part in {(components[column.position], 0), (components[column.position], column.option)}:
            used[part] = used.get(part, np.zeros(len(feed.cells), bool)) | feed.filled(column)
    for column in feed.columns:
        if not (column.required or column.field == "sku"):
            continue
        component = components[column.position]
        part = (component, column.option if column.option > 1 else 0)
        blank = ~feed.filled(column) & (used[part] if component else True)
        yield Hits(rows=np.flatnonzero(blank), columns=column.position, arguments={"column": _header(column)})


def _components(feed: Feed) -> list[str]:
    """Component id per column (row 1 of the header; a blank continues the one before), empty for the SKU's columns."""
    ids = feed.headers[-3][1] if len(feed.headers) >= 3 else ()
    found, last = [], ""
    for column in feed.columns:
        last = (ids[column.position].strip() if column.position < len(ids) else "") or last
        found.append(last if column.field in CUSTOM_FIELDS or not column.field else "")
    return found


@rule(
    "FF706",
    Severity.ERROR,
    tier=3,
    clause=GUIDE,
    title=Text(en="Text length outside the limits", zh="文本长度超出限制"),
    message=Text(
        en="'{column}' has {count} characters; the template takes 1 to {limit}.",
        zh="“{column}”有 {count} 个字符；模板只接受 1–{limit} 个。",
    ),
    variants={
        "number": Text(
            en="'{column}' is {value}; the template takes 1 to {limit} characters.",
            zh="“{column}”为 {value}；模板只接受 1–{limit} 个字符。",
        ),
        "crossed": Text(
            en="The maximum length ({value}) is below the minimum length ({least}): buyers cannot enter anything.",
            zh="最多字符数（{value}）小于最少字符数（{least}）：买家无法填写。",
        ),
    },
    advice=Text(en="Shorten the text or correct the numbers.", zh="请精简文本或更正数值。"),
    needs=(("custom_label", "custom_instruction", "option_value", "custom_max_chars"),),
    replaces=("TP908",),
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "custom_label_1": ["x" * 100, "y" * 98 + "😀"],
                "custom_max_chars_1": ["20", "120"],
            },
            good={
                "sku": ["A1", "A2"],
                "custom_label_1": ["x" * 99, "y" * 97 + "😀"],
                "custom_max_chars_1": ["20", "99"],
            },
            cells=((0, "custom_label_1"), (1, "custom_label_1"), (1, "custom_max_chars_1")),
            layout=CUSTOM_TEMPLATE,
        ),
        Example(
            bad={
                "sku": ["杯-1"],
                "custom_min_chars_1": ["20"],
                "custom_max_chars_1": ["10"],
                "custom_label_1": ["刻字"],
            },
            good={
                "sku": ["杯-1"],
                "custom_min_chars_1": ["1"],
                "custom_max_chars_1": ["150"],
                "custom_label_1": ["字" * 100],
            },
            cells=((0, "custom_max_chars_1"),),
            language="zh",
        ),
    ),
)
def text_length_outside_limits(evidence: Evidence) -> Iterator[Hits]:
    """The template refuses texts over 99 characters (errors 1009, 1010); a least over the most locks buyers out."""
    feed = evidence.feed
    if feed.layout == CUSTOM_TEMPLATE:
        for column in feed.find(*TEXTS):
            lengths = _utf16_lengths(feed, column)
            rows = np.flatnonzero(lengths > LONGEST_TEXT)
            yield Hits(
                rows=rows,
                columns=column.position,
                arguments={"column": _header(column), "count": lengths[rows], "limit": LONGEST_TEXT},
            )
    least = {column.repeat: _numbers(feed, column) for column in feed.find("custom_min_chars")}
    for column in feed.find("custom_max_chars"):
        most = _numbers(feed, column)
        crossed = most < least.get(column.repeat, np.full(len(most), np.nan))
        for variant, mask in (
            ("crossed", crossed),
            ("number", ((most > LONGEST_TEXT) | (most < 1)) & ~crossed),
        ):
            rows = np.flatnonzero(mask & (variant == "crossed" or feed.layout == CUSTOM_TEMPLATE))
            fewest = least.get(column.repeat, most)[rows]
            yield Hits(
                rows=rows,
                columns=column.position,
                variant=variant,
                arguments={
                    "column": _header(column),
                    "value": most[rows].astype(np.int64),
                    "least": np.nan_to_num(fewest).astype(np.int64),
                    "limit": LONGEST_TEXT,
                },
            )


def _utf16_lengths(feed: Feed, column: Column) -> IntArray:
    """Characters as spreadsheets and web pages count them: an emoji is two."""
    trimmed = pc.utf8_trim_whitespace(feed.array(column))
    wide = pc.count_substring_regex(trimmed, "[\\x{10000}-\\x{10FFFF}]")
    lengths: IntArray = np.asarray(pc.add(pc.utf8_length(trimmed), wide)).astype(np.int64)
    return lengths


def _numbers(feed: Feed, column: Column) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Whole numbers of a column as floats, NaN where there is none."""
    trimmed = pc.utf8_trim_whitespace(feed.array(column))
    plain = pc.match_substring_regex(trimmed, "^[0-9]{1,9}(?:[.]0+)?$")
    values = pc.cast(pc.if_else(plain, trimmed, pa.scalar("nan", trimmed.type)), pa.float64())
    return np.asarray(values)
