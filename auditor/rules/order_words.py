"""What buyers wrote: words to check before production, contact data."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from auditor.evidence import Evidence
from auditor.evidence.orders import buyer_choices, choices_columns, closed
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import NO_CHINESE, rule
from auditor.text.addresses import find_emails, find_phones, find_urls
from auditor.text.matcher import Matcher

VERIFY = Text(
    "You agree to verify that any Customization Data complies with these terms",
    NO_CHINESE,
)
SOLELY = Text("you may use that Customization Data solely to fulfill that order", NO_CHINESE)
SUBJECTS: tuple[tuple[str, Text], ...] = (
    ("mark.character", Text("characters, films or games", "角色、电影或游戏")),
    ("mark.sport", Text("sports teams or leagues", "球队或体育联盟")),
    ("mark.fashion", Text("a brand", "品牌")),
    ("mark.goods", Text("a brand", "品牌")),
    ("mark.celebrity", Text("a celebrity", "名人")),
    ("rp.hate", Text("hatred or violence", "仇恨或暴力")),
    ("rp.adult", Text("sexual content", "色情内容")),
    ("rp.drug", Text("drugs", "毒品")),
    ("rp.tragedy", Text("a tragedy", "悲剧事件")),
)
"""Word lists that the words of buyers are held against; ordinary names (Elsa, Stanley) are in none of them."""


@rule(
    "OR803",
    Severity.WARNING,
    tier=1,
    clause=VERIFY,
    title=Text(en="Buyer's words to check before production", zh="买家内容需在生产前审核"),
    message=Text(
        en="The buyer's words for '{label}' hold '{term}' ({kind}): check the rights before you make it.",
        zh="买家在“{label}”中填写了“{term}”（{kind}）：生产前请核实权利。",
    ),
    advice=Text(
        en="Check it; if it infringes or offends, cancel the order as the content rules provide.",
        zh="请审核；若侵权或冒犯他人，请按内容规则取消订单。",
    ),
    needs=(("buyer_customization", "customized_url", "customized_page"),),
    examples=(
        Example(
            bad={
                "order_id": ["111-0000001-0000001", "111-0000002-0000002"],
                "buyer_customization": ["Name: Harry Potter", "Name: Elsa"],
            },
            good={
                "order_id": ["111-0000001-0000001", "111-0000002-0000002"],
                "order_status": ["Shipped", "Unshipped"],
                "buyer_customization": ["Name: Harry Potter", "Name: Stanley"],
            },
            cells=((0, "buyer_customization"),),
            layout="order_report",
        ),
        Example(
            bad={"order_id": ["302-0000001-0000001"], "buyer_customization": ["刻字:Dallas Cowboys"]},
            good={"order_id": ["302-0000001-0000001"], "buyer_customization": ["刻字:小明"]},
            cells=((0, "buyer_customization"),),
            layout="order_report",
            language="zh",
        ),
    ),
)
def words_to_check(evidence: Evidence) -> Iterator[Hits]:
    """The seller answers for what is made: a mark or a slur that a buyer typed has to be seen before production.

    Only open orders are asked. Personal names that are marks elsewhere (Elsa, Stanley, Jordan) are no finding, for
    people are called so; neither are marks of the seller's own and licensed ones. The words are masked in reports.
    """
    settings = evidence.settings
    allowed = {brand.casefold() for brand in settings.own_brands}
    allowed |= {mark.mark.casefold() for mark in settings.licensed_brands}
    done = evidence.once(closed)
    choices = [c for c in evidence.once(buyer_choices) if c.kind != "image" and not done[c.row]]
    said = _subjects(list(dict.fromkeys(choice.value for choice in choices)), evidence.matcher)
    found = [
        (choice, *said[choice.value])
        for choice in choices
        if choice.value in said and said[choice.value][0].casefold() not in allowed
    ]
    rows = np.array([choice.row for choice, _, _ in found], np.int32)
    yield Hits(
        rows=rows,
        columns=choices_columns(evidence, rows),
        terms=[term for _, term, _ in found],
        arguments={
            "label": [choice.label or "–" for choice, _, _ in found],
            "term": [term for _, term, _ in found],
            "kind": [kind for _, _, kind in found],
        },
    )


def _subjects(texts: list[str], matcher: Matcher) -> dict[str, tuple[str, Text]]:
    """Text → the words of it that a list knows, and what they are; one pass over all texts and lists."""
    ids = np.arange(len(texts), dtype=np.int32)
    spans = matcher.scan(pa.array(texts, pa.large_string()), {group: ids for group, _ in SUBJECTS})
    found: dict[str, tuple[str, Text]] = {}
    for group, kind in SUBJECTS:
        mine = spans[group]
        for text, term in zip(mine.texts.tolist(), mine.terms.tolist(), strict=True):
            found.setdefault(texts[text], (term, kind))
    return found


@rule(
    "OR804",
    Severity.WARNING,
    tier=2,
    clause=SOLELY,
    title=Text(en="Buyer's words carry contact data", zh="买家文本含联系方式"),
    message=Text(
        en="The buyer's words for '{label}' hold '{term}' ({kind}); it may be made, but not used to reach the buyer.",
        zh="买家在“{label}”中填写了“{term}”（{kind}）；可用于制作，但不得用于联系买家。",
    ),
    advice=Text(en="Use Buyer-Seller Messaging only.", zh="请仅使用买卖家消息。"),
    needs=(("buyer_customization", "customized_url", "customized_page"),),
    reads={"contact.printable": ("title",)},
    examples=(
        Example(
            bad={
                "order_id": ["111-0000001-0000001", "111-0000002-0000002"],
                "title": ["Custom Mug", "Custom Mug"],
                "buyer_customization": ["Notes: mia@mail-box.com", "Name: Mia 2015-05-08"],
            },
            good={
                "order_id": ["111-0000001-0000001"],
                "title": ["Engraved Pet Tag"],
                "buyer_customization": ["Phone: (212) 736-5000"],
            },
            cells=((0, "buyer_customization"),),
            layout="order_report",
        ),
        Example(
            bad={
                "order_id": ["302-0000001-0000001"],
                "title": ["定制马克杯"],
                "buyer_customization": ["备注:13812345678"],
            },
            good={
                "order_id": ["302-0000001-0000001"],
                "title": ["定制宠物牌"],
                "buyer_customization": ["电话:13812345678"],
            },
            cells=((0, "buyer_customization"),),
            layout="order_report",
            language="zh",
        ),
    ),
)
def contact_data_in_words(evidence: Evidence) -> Iterator[Hits]:
    """Buyers leave telephone numbers where a field asks for notes; writing to them there is not allowed.

    Products that print such data (pet tags, business cards) are made with it.
    """
    texts = [choice for choice in evidence.once(buyer_choices) if choice.kind in ("text", "pair")]
    if not texts:
        return
    titles = evidence.values("title").to_numpy(dtype=object)
    prints = {
        title: evidence.matcher.found("contact.printable", title) for title in {titles[c.row] for c in texts}
    }
    asked = [choice for choice in texts if not prints[titles[choice.row]]]
    values = pa.array([choice.value for choice in asked], pa.large_string())
    ids = np.arange(len(asked), dtype=np.int32)
    for spans, kind in (
        (find_emails(values, ids), Text("e-mail address", "电子邮箱")),
        (find_phones(values, ids, evidence.feed.marketplace), Text("telephone number", "电话号码")),
        (find_urls(values, ids), Text("web address", "网址")),
    ):
        mine = [asked[i] for i in spans.texts.tolist()]
        rows = np.array([choice.row for choice in mine], np.int32)
        yield Hits(
            rows=rows,
            columns=choices_columns(evidence, rows),
            terms=list(spans.terms),
            arguments={
                "label": [choice.label or "–" for choice in mine],
                "term": list(spans.terms),
                "kind": kind,
            },
        )
