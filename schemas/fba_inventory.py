"""FBA inventory report: ``fnsku`` and ``afn-…`` quantities."""

from __future__ import annotations

from .common import report
from .layout import Layout, schema

LAYOUT = Layout(
    name="fba_inventory",
    title_en="FBA inventory report",
    title_zh="FBA 库存报告",
    recognise=report(
        ["sku", "fnsku", "asin"],
        score=83,
        english="row {row} holds sku, fnsku and asin",
        chinese="第 {row} 行含有 sku、fnsku 和 asin",
    ),
    schema=schema("fba_inventory", {}),
)
