"""Order exports: data about buyers that should no longer be there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import numpy as np
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.evidence.records import among, distinct_words
from auditor.feed.table import BoolArray, Column, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import NO_CHINESE, rule

UNTIL_SHIPPED = 60
"""Days after purchase by which a customized product has surely been made and sent, where no ship date is given."""
_DONE = re.compile(
    r"^(?:(?:shipped|delivered|cancell?ed|completed?|refunded|returned|versandt|zugestellt|storniert|expédiée?|livrée?"
    r"|annulée?|enviado|entregado|cancelado|spedito|consegnato|annullato)\b|已发货|已送达|已取消|已完成|出荷済|発送済|配達済"
    r"|キャンセル)"
)
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
UNKNOWN_DAY = np.datetime64("NaT", "D")


@rule(
    "OR801",
    Severity.ERROR,
    tier=1,
    clause=Text(
        "you may use that Customization Data solely to fulfill that order, and may not retain it after the order has "
        "been fulfilled",
        NO_CHINESE,
    ),
    title=Text(en="Customization link kept after the order was fulfilled", zh="履约后仍保留定制链接"),
    message=Text(
        en="The order was closed (last date {date}, {count} days ago); its customization link is still here.",
        zh="该订单已完成(最后日期 {date},{count} 天前),但仍保留定制链接。",
    ),
    variants={
        "undated": Text(
            en="The order is closed; its customization link is still here.",
            zh="该订单已完成,但仍保留定制链接。",
        )
    },
    advice=Text(
        en="Delete the link and the downloaded files of fulfilled orders; list orders you still need in open_cases.",
        zh="请删除已履约订单的链接和已下载的文件;仍需处理的订单请写入设置 open_cases。",
    ),
    needs=(("customized_url", "customized_page"),),
    fix="unsafe",
    examples=(
        Example(
            bad={
                "order_id": ["111-0000001-0000001", "111-0000002-0000002", "111-0000003-0000003"],
                "ship_date": ["2026-01-05T08:00:00+00:00", "2026-05-20", ""],
                "customized_url": [
                    "https://caps.example/t/1",
                    "https://caps.example/t/2",
                    "https://caps.example/t/3",
                ],
            },
            good={
                "order_id": ["111-0000001-0000001", "111-0000002-0000002", "111-0000003-0000003"],
                "ship_date": ["2026-01-05", "", ""],
                "customized_url": ["", "https://caps.example/t/2", "https://caps.example/t/3"],
            },
            cells=((0, "customized_url"), (1, "customized_url")),
            settings={"today": "2026-06-01"},
            layout="order_report",
        ),
        Example(
            bad={
                "order_id": ["302-0000001-0000001", "302-0000002-0000002"],
                "order_status": ["已发货", "未发货"],
                "purchase_date": ["2026-01-05", "2026-01-05"],
                "customized_page": ["https://a.example/c/1", "https://a.example/c/2"],
            },
            good={
                "order_id": ["302-0000001-0000001", "302-0000002-0000002"],
                "purchase_date": ["2026-01-05", "2026-01-05"],
                "customized_page": ["https://a.example/c/1", "https://a.example/c/2"],
            },
            cells=((0, "customized_page"),),
            settings={"today": "2026-06-01"},
            layout="order_report",
            language="zh",
        ),
    ),
)
def link_kept_after_fulfilment(evidence: Evidence) -> Iterator[Hits]:
    """A buyer's design may serve the one order only: once it is fulfilled the link and the files have to go."""
    feed, settings = evidence.feed, evidence.settings
    shipped, bought = _days(evidence, "ship_date"), _days(evidence, "purchase_date")
    today = np.datetime64(evidence.today, "D")
    closed = _closed(evidence) | (shipped <= today)
    if settings.open_cases and feed.find("order_id"):
        orders = pc.utf8_trim_whitespace(feed.array(feed.find("order_id")[0]))
        closed &= ~among(orders, frozenset(settings.open_cases))
    last = np.where(np.isnat(shipped), bought, shipped)
    age = np.where(np.isnat(last), 0, (today - last).astype(np.int64))
    grace = np.where(np.isnat(shipped), UNTIL_SHIPPED, settings.retention_days_after_ship)
    for column in feed.find("customized_url", "customized_page"):
        kept = closed & feed.filled(column)
        for severity, mask in ((Severity.ERROR, age > grace), (Severity.WARNING, age <= grace)):
            for variant, dated in (("", ~np.isnat(last)), ("undated", np.isnat(last))):
                rows = np.flatnonzero(kept & mask & dated)
                yield Hits(
                    rows=rows,
                    columns=column.position,
                    severity=severity,
                    variant=variant,
                    arguments={"date": np.datetime_as_string(last[rows]).tolist(), "count": age[rows]},
                    fixes=[""] * len(rows),
                )


def _closed(evidence: Evidence) -> BoolArray:
    """Rows whose status says the order is shipped, delivered or cancelled."""
    mask = np.zeros(len(evidence.feed.cells), bool)
    for column in evidence.feed.find("order_status"):
        words, places = distinct_words(evidence.feed, column)
        mask |= np.array([bool(_DONE.match(word)) for word in words], bool)[places]
    return mask


def _days(evidence: Evidence, field: str) -> IntArray:
    """datetime64[D] per row, NaT where there is no date; read once per distinct day."""
    column: Column | None = evidence.column(field)
    if column is None:
        return np.full(len(evidence.feed.cells), UNKNOWN_DAY)
    texts = pc.utf8_slice_codeunits(pc.utf8_trim_whitespace(evidence.feed.array(column)), 0, 10)
    encoded = pc.dictionary_encode(texts)
    days = np.array([_day(text) for text in encoded.dictionary.to_pylist()], "datetime64[D]")
    found: IntArray = days[encoded.indices.to_numpy(zero_copy_only=False)]
    return found


def _day(text: str) -> np.datetime64:
    """``2026-05-31``, ``31/05/2026``, ``5/31/2026``; where day and month could be swapped, the later date."""
    match = _DAY.match(text)
    if not match:
        return UNKNOWN_DAY
    if match[1]:
        choices = [(int(match[1]), int(match[2]), int(match[3]))]
    else:
        year = int(match[6]) + (2000 if len(match[6]) == 2 else 0)
        choices = [(year, int(match[5]), int(match[4])), (year, int(match[4]), int(match[5]))]
    found = [dt.date(*choice) for choice in choices if _exists(*choice)]
    return np.datetime64(max(found), "D") if found else UNKNOWN_DAY


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
