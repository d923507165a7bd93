"""Order exports: buyers' data kept too long or put to another use."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.orders import closed, last_days
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import NO_CHINESE, rule

NOT_RETAIN = Text(
    "you may use that Customization Data solely to fulfill that order, and may not retain it after the order has "
    "been fulfilled",
    NO_CHINESE,
)
SOLELY = Text("you may use that Customization Data solely to fulfill that order", NO_CHINESE)
CONTENT = ("buyer_customization", "gift_message")
CONTACT = (
    "buyer_email",
    "buyer_name",
    "buyer_phone",
    "recipient_name",
    "ship_phone",
    "ship_address",
    "delivery_instructions",
)
"""Town, postcode and country are left out: invoices and tax need them, and they name nobody."""


@rule(
    "OR802",
    Severity.ERROR,
    tier=1,
    clause=NOT_RETAIN,
    title=Text(en="Buyer's words or contact data kept after fulfilment", zh="履约后仍保留买家内容或个人信息"),
    message=Text(
        en="The order was closed (last date {date}, {count} days ago); what the buyer wrote is still here.",
        zh="该订单已完成（最后日期 {date}，{count} 天前），但仍保留买家填写的内容。",
    ),
    variants={
        "undated": Text(
            en="The order is closed; what the buyer wrote is still here.",
            zh="该订单已完成，但仍保留买家填写的内容。",
        ),
        "contact": Text(
            en="The order was closed (last date {date}, {count} days ago); the buyer's contact data is still here, "
            "longer than the {limit} days it may be kept.",
            zh="该订单已完成（最后日期 {date}，{count} 天前），买家联系信息仍在文件中，超过允许保留的 {limit} 天。",
        ),
    },
    advice=Text(
        en="Blank these cells, or delete the file; list orders you still need in open_cases. What tax law makes you "
        "keep belongs into an encrypted archive.",
        zh="请清空这些单元格或删除文件；仍需处理的订单请写入设置 open_cases。税务要求留存的资料应另行加密保存。",
    ),
    needs=((*CONTENT, *CONTACT),),
    fix="unsafe",
    examples=(
        Example(
            bad={
                "order_id": ["111-0000001-0000001", "111-0000002-0000002"],
                "ship_date": ["2026-01-05", "2026-05-20"],
                "buyer_email": ["a@example.com", "b@example.com"],
                "buyer_customization": ["Name: Mia", "Name: Ben"],
            },
            good={
                "order_id": ["111-0000001-0000001", "111-0000002-0000002"],
                "ship_date": ["2026-01-05", ""],
                "buyer_email": ["", "b@example.com"],
                "buyer_customization": ["", "Name: Ben"],
            },
            cells=((0, "buyer_email"), (0, "buyer_customization"), (1, "buyer_customization")),
            settings={"today": "2026-06-01"},
            layout="order_report",
        ),
        Example(
            bad={
                "order_id": ["302-0000001-0000001"],
                "order_status": ["已发货"],
                "purchase_date": ["2026-01-05"],
                "recipient_name": ["张三"],
            },
            good={
                "order_id": ["302-0000001-0000001"],
                "order_status": ["未发货"],
                "purchase_date": ["2026-01-05"],
                "recipient_name": ["张三"],
            },
            cells=((0, "recipient_name"),),
            settings={"today": "2026-06-01"},
            layout="order_report",
            language="zh",
        ),
    ),
)
def buyer_data_kept(evidence: Evidence) -> Iterator[Hits]:
    """What buyers wrote serves the one order; names, telephone numbers and addresses may be kept for a time only.

    Words for the product: a warning as soon as the order is closed, an error after retention_days_after_ship. Contact
    data rests on the marketplace's data protection policy, not on the program's terms: a warning, and only after that
    time. A closed order without any date cannot be too old.
    """
    done = evidence.once(closed)
    last, age, late = evidence.once(last_days)
    unknown = np.isnat(last)
    limit = evidence.settings.retention_days_after_ship
    for column in evidence.feed.find(*CONTENT, *CONTACT):
        kept = done & evidence.feed.filled(column)
        parts: tuple[tuple[str, Severity, BoolArray], ...]
        if column.field in CONTACT:
            parts = (("contact", Severity.WARNING, late & ~unknown),)
        else:
            parts = (
                ("", Severity.ERROR, late & ~unknown),
                ("", Severity.WARNING, ~late & ~unknown),
                ("undated", Severity.WARNING, unknown),
            )
        for variant, severity, mask in parts:
            rows = np.flatnonzero(kept & mask)
            yield Hits(
                rows=rows,
                columns=column.position,
                severity=severity,
                variant=variant,
                arguments={
                    "date": np.datetime_as_string(last[rows]).tolist(),
                    "count": age[rows],
                    "limit": limit,
                },
                fixes=[""] * len(rows),
            )


OTHER_USE = re.compile(
    r"news-?letter|mailing.?list|e-?mail.?marketing|marketing|\bcrm\b|remarketing|retarget|look-?alike|audience|segment"
    r"|testimonial|portfolio|loyalty|cross-?sell|upsell|win-?back|repeat.?(?:buyer|purchase)|vip.?customer|opt-?in"
    r"|werbung|werbe|kundenbindung|stammkunde|fidélisation|prospection|publicit|fideliza|boletín"
    r"|营销|群发|复购|老客|回访|加微信|私域|引流|会员等级|客户画像|潜客|メルマガ|販促|顧客リスト|リピート",
    re.IGNORECASE,
)
NO_OTHER_USE = re.compile(
    r"channel|渠道|kanal|canal|チャネル|gift|礼品|segment.?(?:id|code)?$(?<!customer segment)|price|fulfil",
    re.IGNORECASE,
)
"""Headers that hold such a word and tell of the sale itself."""


@rule(
    "OR806",
    Severity.WARNING,
    tier=1,
    clause=SOLELY,
    title=Text(en="Order data prepared for another use", zh="订单数据被用于其他目的"),
    message=Text(
        en="'{column}' beside buyers' contact data suggests a use beyond the order.",
        zh="“{column}”与买家联系信息列在一起，表明数据被用于订单之外的目的。",
    ),
    advice=Text(
        en="Remove buyers' data from this list; it may serve the order only.",
        zh="请从该名单中移除买家数据；买家数据只能用于履行订单。",
    ),
    needs=(CONTACT,),
    examples=(
        Example(
            bad={
                "order_id": ["111-0000001-0000001"],
                "buyer_email": ["a@example.com"],
                "?Newsletter": ["yes"],
            },
            good={
                "order_id": ["111-0000001-0000001"],
                "buyer_email": ["a@example.com"],
                "?Marketing channel": ["Amazon"],
                "gift_message": ["Happy birthday"],
            },
            cells=((0, "?Newsletter"),),
            layout="order_report",
        ),
        Example(
            bad={"order_id": ["302-0000001-0000001"], "buyer_phone": ["138"], "?复购营销": [""]},
            good={"order_id": ["302-0000001-0000001"], "buyer_phone": [""], "?复购营销": [""]},
            cells=((0, "?复购营销"),),
            layout="order_report",
            language="zh",
        ),
    ),
)
def data_for_another_use(evidence: Evidence) -> Iterator[Hits]:
    """Newsletter lists, segments and testimonials are no part of an order; its data may not feed them.

    The header (or the sheet's name) tells, and only where contact data of buyers is filled in the same table. One
    finding per column, at its first row.
    """
    feed = evidence.feed
    contact = evidence.filled(*CONTACT)
    if not feed.find("order_id", "purchase_date", "order_item_id") or not contact.any():
        return
    first = np.flatnonzero(contact)[:1]
    for column in feed.columns:
        if column.field in ("", "title", "status") and _for_another_use(column.header):
            yield Hits(rows=first, columns=column.position, arguments={"column": column.header})
    if _for_another_use(feed.sheet):
        yield Hits(rows=np.array([-1], np.int32), columns=-1, arguments={"column": feed.sheet})


def _for_another_use(name: str) -> bool:
    return OTHER_USE.search(name) is not None and NO_OTHER_USE.search(name) is None
