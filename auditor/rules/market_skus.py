"""SKUs a spreadsheet changed: numbers, powers of ten, dates."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.evidence.market import FAMILIES
from auditor.feed.table import Damage
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.listing import SUPPLEMENT

LAYOUTS = FAMILIES | {"amazon_custom_template"}
POWER = "^[0-9](?:[.,][0-9]+)?[eE][+][0-9]{1,2}$"


@rule(
    "MP815",
    Severity.ERROR,
    tier=2,
    clause=SUPPLEMENT,
    title=Text("SKU changed by the spreadsheet", "SKU 被表格软件改动"),
    message=Text(
        "The spreadsheet shows this SKU as a power of ten; digits are lost.",
        "表格软件以科学计数法显示该 SKU，部分数字已丢失。",
    ),
    variants={
        "date": Text("The spreadsheet made a date of this SKU.", "表格软件把该 SKU 变成了日期。"),
        "number": Text(
            "{count} SKUs are stored as numbers; zeros at their beginning are gone.",
            "{count} 个 SKU 以数字形式存储，开头的 0 会丢失。",
        ),
    },
    advice=Text(
        "Format the column as text, then enter the SKUs again as they are in your account.",
        "请将该列设为文本格式，再按账户中的内容重新填写 SKU。",
    ),
    needs=("sku",),
    examples=(
        Example(
            bad={"sku": ["1.23E+13", "A2"]},
            good={"sku": ["12E3", "0012", "2026-03-01"]},
            cells=((0, "sku"),),
            layout="custom_flat_file",
        ),
        Example(
            bad={"sku": ["4E+05"], "title": ["定制杯"]},
            good={"sku": ["4E05"], "title": ["定制杯"]},
            cells=((0, "sku"),),
            layout="custom_flat_file",
            language="zh",
        ),
    ),
)
def sku_changed(evidence: Evidence) -> Iterator[Hits]:
    """A SKU is a name: turned into a number or a date it names another listing, or a new one.

    Numbers without exponent may well be meant so, hence one note for the column.
    """
    feed = evidence.feed
    if feed.layout not in LAYOUTS:
        return
    column = feed.find("sku")[0]
    marks = feed.damages[feed.damages["column"] == column.position]
    kinds = np.zeros(len(feed.cells), np.int8)
    kinds[marks["row"].to_numpy()] = marks["kind"].to_numpy()
    texts = pc.utf8_trim_whitespace(feed.array(column))
    short = pc.less_equal(pc.binary_length(texts), 20)
    power = np.asarray(pc.match_substring_regex(pc.if_else(short, texts, pa.scalar("", texts.type)), POWER))
    dates = kinds == Damage.DATE
    for variant, mask in (("", power | (kinds == Damage.SCIENTIFIC)), ("date", dates & ~power)):
        yield Hits(rows=np.flatnonzero(mask), columns=column.position, variant=variant)
    numbers = int(np.count_nonzero((kinds == Damage.NUMBER) & ~power))
    if numbers:
        yield Hits(
            rows=np.array([-1], np.int32),
            columns=column.position,
            variant="number",
            severity=Severity.INFO,
            arguments={"count": numbers},
        )
