"""Order report: one row per order item; ``customized-url`` leads to the buyer's customization. Personal data."""

from __future__ import annotations

from .common import report
from .layout import Layout, schema

_SIGNS = frozenset(
    {
        "order_item_id", "purchase_date", "customized_url", "customized_page", "recipient_name", "buyer_email",
        "order_status", "quantity_purchased", "buyer_customization",
    }
)  # fmt: skip

LAYOUT = Layout(
    name="order_report",
    title_en="Order report",
    title_zh="订单报告",
    recognise=report(
        ["order_id"],
        score=85,
        english="row {row} holds order numbers and order data",
        chinese="第 {row} 行含有订单编号和订单数据",
        also=lambda found, texts: (
            len(found & _SIGNS) >= 1
            and "settlementid" not in texts
            and bool(found & {"sku", "title", "asin"})
        ),
    ),
    schema=schema("order_report", {}),
)
