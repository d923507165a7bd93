"""Files that are known and hold no products to audit: processing, settlement and business reports."""

from __future__ import annotations

from .fold import squash
from .layout import Grid, Refusal

_SUMMARY = ("feedprocessingsummary", "numberofrecordsprocessed", "resumendeprocesamiento")
_SETTLEMENT = frozenset({"settlementid", "depositdate", "totalamount"})
_SESSIONS = ("sessions", "sesiones", "sitzungen", "sessioni", "会话", "セッション", "pageviews")
_PARENT_CHILD = ("parent", "child", "padre", "principal", "übergeordnet", "父", "親")


def _is_processing(grid: Grid) -> bool:
    for texts in grid.squashed.values():
        if {"originalrecordnumber", "errorcode", "errormessage"} <= texts:
            return True
        if any(text.startswith(_SUMMARY) for text in texts) and len(texts) <= 4:
            return True
    return False


def _is_settlement(grid: Grid) -> bool:
    return any(texts >= _SETTLEMENT for texts in grid.squashed.values())


def _is_business(grid: Grid) -> bool:
    for _, cells in grid.rows[:3]:
        squashed = [squash(cell) for cell in cells]
        sessions = sum(text.startswith(_SESSIONS) for text in squashed)
        if sessions >= 2 and any(text.startswith("asin") or text.endswith("asin") for text in squashed):
            return True
    return False


REFUSALS: tuple[Refusal, ...] = (
    Refusal(
        name="processing_report",
        english="This is a processing report: it lists what the marketplace said about an upload, not the products "
        "themselves. Audit the file that was uploaded instead.",
        chinese="这是处理报告:它列出平台对某次上传的反馈,而不是商品本身。请改为审核当时上传的文件。",
        recognise=_is_processing,
    ),
    Refusal(
        name="settlement_report",
        english="This is a settlement report: it lists payments, not products, so there is nothing to audit in it.",
        chinese="这是结算报告:其中是付款记录而不是商品,因此没有可审核的内容。",
        recognise=_is_settlement,
    ),
    Refusal(
        name="business_report",
        english="This is a business report: it lists visits and sales, not an inventory feed, so there is nothing to "
        "audit in it.",
        chinese="这是业务报告:其中是访问量和销量,而不是商品上传文件,因此没有可审核的内容。",
        recognise=_is_business,
    ),
)
"""Kinds of files that are refused with a sentence of their own."""
