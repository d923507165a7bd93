"""Fields of limited size, and the Item Highlight beside a title."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.evidence.market import UPLOADS, entry, is_upload, limit, name_of
from auditor.feed.table import Column, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.listing import SUPPLEMENT

FLAT = "custom_flat_file"
UNIFIED = "product_type_template"
SIZED = ("brand", "manufacturer", "part_number", "parent_sku", "description")


def _longer(evidence: Evidence, column: Column, most: int) -> tuple[IntArray, IntArray]:
    """Rows with more than ``most`` characters without edge blanks, and how many (int64)."""
    texts = evidence.feed.array(column)
    rows = np.flatnonzero(np.asarray(pc.binary_length(texts)) > most)
    lengths = np.asarray(pc.utf8_length(pc.utf8_trim_whitespace(texts.take(pa.array(rows))))).astype(np.int64)
    return rows[lengths > most], lengths[lengths > most]


@rule(
    "MP832",
    Severity.WARNING,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Item Highlight not shown", "商品亮点不会显示"),
    message=Text(
        "The title has {count} characters; an Item Highlight is shown beside titles up to {limit} only.",
        "标题有 {count} 个字符；仅当标题不超过 {limit} 个字符时才显示商品亮点。",
    ),
    variants={
        "long": Text(
            "The Item Highlight has {count} characters; the limit is {limit}.",
            "商品亮点有 {count} 个字符，上限 {limit}。",
        )
    },
    advice=Text("Shorten the text.", "请缩短文本。"),
    needs=("highlights",),
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": ["Mug " * 20, "Mug"],
                "highlights": ["Dishwasher safe", "safe " * 26],
            },
            good={
                "sku": ["A1", "A2"],
                "title": ["Mug " * 18, "Mug " * 40],
                "highlights": ["Dishwasher safe", ""],
            },
            cells=((0, "highlights"), (1, "highlights")),
            settings={"today": "2026-08-01"},
            layout=UNIFIED,
        ),
        Example(
            bad={"sku": ["杯-1"], "title": ["杯" * 76], "highlights": ["可用洗碗机清洗"]},
            good={"sku": ["杯-1"], "title": ["杯" * 75], "highlights": ["可用洗碗机清洗"]},
            cells=((0, "highlights"),),
            settings={"today": "2026-07-27"},
            layout=UNIFIED,
            language="zh",
        ),
    ),
)
def highlight_not_shown(evidence: Evidence) -> Iterator[Hits]:
    """Item Highlights come with the shorter titles; beside a longer one they are refused (error 100476)."""
    if not is_upload(evidence):
        return
    short, most = (limit(evidence, name) for name in ("title_short_characters", "highlight_characters"))
    titles = evidence.column("title")
    for column in evidence.feed.find("highlights"):
        filled = evidence.feed.filled(column)
        for variant, one, bound in (("", titles, short), ("long", column, most)):
            if one is not None and bound is not None:
                rows, lengths = _longer(evidence, one, bound)
                mine = filled[rows]
                yield Hits(
                    rows=rows[mine],
                    columns=column.position,
                    variant=variant,
                    arguments={"count": lengths[mine], "limit": bound},
                )


@rule(
    "MP833",
    Severity.ERROR,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Text longer than its field", "文本超出字段长度"),
    message=Text(
        "'{column}' has {count} characters; the limit is {limit}.",
        "“{column}”有 {count} 个字符，上限 {limit}。",
    ),
    advice=Text("Shorten the text.", "请缩短文本。"),
    needs=(SIZED,),
    replaces=("TP908",),
    examples=(
        Example(
            bad={"sku": ["A1"], "brand": ["Acme " * 11], "description": ["Mug " * 501]},
            good={"sku": ["A1"], "brand": ["Acme"], "description": ["Mug " * 500]},
            cells=((0, "brand"), (0, "description")),
            layout=FLAT,
        ),
        Example(
            bad={"sku": ["杯-1"], "part_number": ["P" * 41]},
            good={"sku": ["杯-1"], "part_number": ["P" * 40]},
            cells=((0, "part_number"),),
            layout=FLAT,
            language="zh",
        ),
    ),
)
def text_longer_than_field(evidence: Evidence) -> Iterator[Hits]:
    """A text that is too long is refused; newer templates say so of few fields.

    Where the template itself states a length for the column, that one counts and is told with its place.
    """
    feed = evidence.feed
    if feed.layout not in UPLOADS:
        return
    for column in feed.find(*SIZED):
        found = entry(evidence, f"{column.field}_characters")
        if found is None or not isinstance(found.value, int) or _states_length(evidence, column):
            continue
        rows, lengths = _longer(evidence, column, found.value)
        yield Hits(
            rows=rows,
            columns=column.position,
            severity=found.weight(),
            arguments={"column": name_of(column), "count": lengths, "limit": found.value},
        )


def _states_length(evidence: Evidence, column: Column) -> bool:
    template = evidence.feed.template
    law = template.columns.get(column.position) if template else None
    return law is not None and any(one.kind == "length" for one in law.limits)
