"""The form of the file: header rows, columns, encoding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from auditor.evidence import Evidence
from auditor.feed.table import Column, Feed
from auditor.layouts import squash
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.cellscan import distinct, matching
from auditor.rules.declare import NO_CHINESE, rule
from auditor.rules.mojibake import PATTERN, evidence_of, repaired

GUIDE = Text("For more context and guidelines, see the Amazon Custom Listing Guide.", NO_CHINESE)
CUSTOM_TEMPLATE = "amazon_custom_template"
TEMPLATES = frozenset(
    {
        CUSTOM_TEMPLATE,
        "product_type_template",
        "custom_flat_file",
        "legacy_template",
        "inventory_loader",
        "listing_loader",
    }
)
"""Layouts whose columns the marketplace gives and does not want changed."""
SELLERS_OWN = frozenset({"customization_sheet", "generic_table", "shopify_products", "etsy_listings"})
"""Layouts whose columns sellers arrange; forms of other marketplaces repeat labels by themselves."""


def _on_columns(columns: list[Column], **arguments: object) -> dict[str, Any]:
    """Rows, columns and arguments of findings about whole columns."""
    return {
        "rows": np.full(len(columns), -1, np.int32),
        "columns": np.array([column.position for column in columns], np.int32),
        "arguments": {"column": [column.header or column.letter for column in columns], **arguments},
    }


@rule(
    "FF701",
    Severity.ERROR,
    tier=3,
    clause=GUIDE,
    title=Text(en="Template header rows changed", zh="模板表头被修改"),
    message=Text(
        en="The template's header rows begin in row {row}; they must be the first rows of the sheet.",
        zh="模板表头从第 {row} 行开始；表头必须位于工作表最前面。",
    ),
    variants={
        "emptied": Text(
            en="Row {row} of the template's header is blank above '{column}'; rows 1–3 must not be changed.",
            zh="“{column}”列上方的模板表头第 {row} 行为空；第 1–3 行不得修改。",
        )
    },
    advice=Text(
        en="Download a fresh template and copy your data rows into it.",
        zh="请下载新的模板，再将数据行复制进去。",
    ),
    examples=(
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["Name"], "?Instructions": ["Up to 12 letters"]},
            good={"sku": ["A1"], "custom_label_1": ["Name"], "custom_instruction_1": ["Up to 12 letters"]},
            cells=((-1, ""),),
            layout="amazon_custom_template",
        ),
        Example(
            bad={"sku": ["杯-1"], "custom_label_1": ["刻字"], "?说明": ["最多 12 个字"]},
            good={"sku": ["杯-1"], "custom_label_1": ["刻字"], "custom_instruction_1": ["最多 12 个字"]},
            cells=((-1, ""),),
            layout="amazon_custom_template",
            language="zh",
        ),
    ),
)
def header_rows_changed(evidence: Evidence) -> Iterator[Hits]:
    """A template is read by its header rows: moved or emptied ones make the upload fail as a whole."""
    feed = evidence.feed
    if feed.layout not in TEMPLATES or not feed.headers:
        return
    first = feed.headers[0][0]
    marked = any("TemplateType=" in cell or cell.startswith("settings") for cell in feed.headers[0][1])
    if first > 1 and (marked or feed.layout == CUSTOM_TEMPLATE):
        yield Hits(rows=np.array([-1]), columns=-1, arguments={"row": first})
    if feed.layout == CUSTOM_TEMPLATE and len(feed.headers) >= 3:
        yield from _emptied(feed)


def _emptied(feed: Feed) -> Iterator[Hits]:
    """Columns of the customization template whose attribute or label is gone while the rest of the header stands."""
    rows = feed.headers[-3:]
    ids, attributes, labels = (
        [cells[c.position] if c.position < len(cells) else "" for c in feed.columns] for _, cells in rows
    )
    for place, blank, others in ((1, attributes, (ids, labels)), (2, labels, (attributes,))):
        bad = [
            column
            for i, column in enumerate(feed.columns)
            if not blank[i].strip() and all(other[i].strip() for other in others)
        ]
        yield Hits(variant="emptied", **_on_columns(bad, row=rows[place][0]))


@rule(
    "FF702",
    Severity.ERROR,
    tier=3,
    clause=GUIDE,
    title=Text(en="Column added or repeated", zh="列被增加或重复"),
    message=Text(
        en="Column {column} repeats the name of column {other}; only one of them is read.",
        zh="{column} 列与 {other} 列同名；只会读取其中一列。",
    ),
    variants={
        "unnamed": Text(
            en="Column {column} has no header, but {count} filled cells.",
            zh="{column} 列没有标题，却有 {count} 个已填单元格。",
        )
    },
    advice=Text(
        en="Give the column a name of its own, or delete it; keep notes of your own out of the upload file.",
        zh="请为该列设置唯一的列名或将其删除；自用备注请勿放在上传文件中。",
    ),
    examples=(
        Example(
            bad={"sku": ["A1"], "title": ["Mug"], "?": ["remember"]},
            good={"sku": ["A1"], "title": ["Mug"], "?Our note": ["remember"], "?": [""]},
            cells=((-1, ""),),
        ),
        Example(
            bad={"sku": ["杯-1"], "title": ["马克杯"], "?title": ["杯子"]},
            good={"sku": ["杯-1"], "title": ["马克杯"], "?备注": ["杯子"]},
            cells=((-1, ""),),
            language="zh",
        ),
    ),
)
def column_added_or_repeated(evidence: Evidence) -> Iterator[Hits]:
    """Of two columns with one name only one is read, and a column without a name is read by nobody."""
    feed = evidence.feed
    if feed.layout not in TEMPLATES | SELLERS_OWN:
        return
    template = feed.layout in TEMPLATES
    named = [c for c in feed.columns if c.header.strip() or c.name.strip()]
    last = max((c.position for c in named), default=-1)
    first: dict[str, Column] = {}
    again: list[Column] = []
    for column in named:
        key = _name_of(feed, column)
        numbered = column.field and (column.repeat or column.option) and not column.name
        if key in first and not numbered and (column.name or not column.field) and feed.filled(column).any():
            again.append(column)
        first.setdefault(key, column)
    letters = [first[_name_of(feed, c)].letter for c in again]
    yield Hits(
        severity=None if template else Severity.WARNING,
        **_on_columns(again, other=letters)
        | {"arguments": {"column": [c.letter for c in again], "other": letters}},
    )
    for inside in (True, False):
        bare = [
            c
            for c in feed.columns
            if c not in named and (c.position < last) == inside and feed.filled(c).any()
        ]
        counts = [int(feed.filled(column).sum()) for column in bare]
        yield Hits(
            severity=None if template and inside else Severity.WARNING,
            variant="unnamed",
            **_on_columns(bare, count=counts),
        )


def _name_of(feed: Feed, column: Column) -> str:
    """What tells a column from others; in the customization template an attribute belongs to its component."""
    name = column.name.strip().lower() or squash(column.header)
    if feed.layout != CUSTOM_TEMPLATE or len(feed.headers) < 3:
        return name
    ids = feed.headers[-3][1]
    return f"{ids[column.position] if column.position < len(ids) else ''} {name}"


@rule(
    "FF703",
    Severity.ERROR,
    tier=3,
    clause=GUIDE,
    title=Text(en="Encoding damage", zh="编码损坏"),
    message=Text(
        en="'{term}' shows that the text went through a wrong encoding.", zh="“{term}”表明文本编码已损坏。"
    ),
    variants={
        "not_unicode": Text(
            en="The template is saved as {kind} instead of Unicode text; letters beyond English will be lost.",
            zh="该模板保存为 {kind}，而非 Unicode 文本；非英文字符会丢失。",
        )
    },
    advice=Text(
        en="Open the original again and save it as Unicode text (UTF-8).",
        zh="请重新打开原始文件，另存为 Unicode 文本（UTF-8）。",
    ),
    fix="unsafe",
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": ["Caf\u00c3\u00a9 cr\u00c3\u00a8me mug", "Women\u00e2\u20ac\u2122s mug"],
            },
            good={"sku": ["A1", "A2"], "title": ["Café crème mug", "CHAMPIÑÓN E MAÇÃ™"]},
            cells=((0, "title"), (1, "title")),
        ),
        Example(
            bad={"sku": ["杯-1", "杯-2"], "title": ["锟斤拷锟斤拷马克杯", "定制\ufffd杯"]},
            good={"sku": ["杯-1", "杯-2"], "title": ["定制马克杯", "縺れた糸 杯"]},
            cells=((0, "title"), (1, "title")),
            language="zh",
        ),
    ),
)
def encoding_damage(evidence: Evidence) -> Iterator[Hits]:
    """Letters that a wrong encoding has turned into signs stay that way on the product page."""
    feed = evidence.feed
    found = list(matching(feed, PATTERN))
    known = {text: evidence_of(text) for text in distinct(t for one in found for t in one.texts.tolist())}
    repeated = sum(1 for start, _, _ in known.values() if start >= 0) > 1
    damaged = {text: place for text, place in known.items() if place[0] >= 0 and (place[2] or repeated)}
    repairs = {text: repaired(text) for text in damaged}
    for one in found:
        mine = one.where(np.array([text in damaged for text in one.texts.tolist()], bool))
        texts = mine.texts.tolist()
        places = np.array([damaged[text][:2] for text in texts], np.int32).reshape(-1, 2)
        terms = [text[start:end] for text, (start, end) in zip(texts, places.tolist(), strict=True)]
        yield Hits(
            rows=mine.rows,
            columns=one.column.position,
            starts=places[:, 0],
            ends=places[:, 1],
            terms=terms,
            arguments={"term": terms},
            fixes=[repairs[text] for text in texts],
        )
    codec = feed.source.encoding.lower().replace("_", "-")
    if feed.layout == CUSTOM_TEMPLATE and codec and not codec.startswith(("utf", "ascii")):
        yield Hits(rows=np.array([-1]), columns=-1, variant="not_unicode", arguments={"kind": codec})
