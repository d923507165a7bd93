"""What buyers could choose: options that should not be offered, banned products."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.asking import graded, objects, words
from auditor.evidence.orders import buyer_choices
from auditor.evidence.products import TITLES, banned_titles
from auditor.feed.table import BuyerChoice
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import NO_CHINESE, rule
from auditor.text.base_product import CATEGORIES
from auditor.text.extras import addons, belongs_to, free_gift, is_addon_label, is_dimension
from auditor.text.yes_no import judge_list

PROHIBITED = Text("Prohibited behaviors include, but are not limited to", NO_CHINESE)
BANNED = Text(
    "personal computers, laptops, computer towers, video game consoles, or tablets",
    NO_CHINESE,
)


SHORT = 40
"""Characters of a choice; what is longer was typed."""
MOST_CHOICES = 50
"""Different values of one field; where there are more, buyers type them."""


@dataclass
class _Offered:
    """What the orders of one SKU show of one field: the values chosen, and the first order's row."""

    sku: str
    label: str
    title: str
    row: int
    sure: bool
    """The order's file says that it is a choice; a cell that only pairs label and value may be typed text."""
    values: dict[str, int] = field(default_factory=dict)


@rule(
    "OR805",
    Severity.ERROR,
    tier=1,
    clause=PROHIBITED,
    title=Text(en="Orders reveal a prohibited option", zh="订单显示违规选项"),
    message=Text(
        en="Buyers of {sku} could choose {reason}.",
        zh="{sku} 的买家可以选择{reason}。",
    ),
    advice=Text(
        en="Change the live listing: the option is on sale.",
        zh="请修改在售商品：该选项正在销售。",
    ),
    needs=("sku", ("buyer_customization", "customized_url", "customized_page")),
    examples=(
        Example(
            bad={
                "order_id": ["111-0000001-0000001", "111-0000002-0000002", "111-0000003-0000003"],
                "sku": ["MUG-1", "MUG-1", "MUG-2"],
                "title": ["Custom Mug"] * 3,
                "buyer_customization": [
                    "Gift box: Yes\nName: Mia",
                    "Gift box: No",
                    "Protection: 2 Year Extended Warranty",
                ],
            },
            good={
                "order_id": ["111-0000001-0000001", "111-0000002-0000002"],
                "sku": ["MUG-1", "MUG-1"],
                "title": ["Custom Mug"] * 2,
                "buyer_customization": ["Initial: N\nName: Noah", "Position: Front"],
            },
            cells=((0, "sku"), (2, "sku")),
            layout="order_report",
        ),
        Example(
            bad={
                "order_id": ["302-0000001-0000001"],
                "sku": ["杯-1"],
                "buyer_customization": ["是否刻字:是"],
            },
            good={
                "order_id": ["302-0000001-0000001"],
                "sku": ["杯-1"],
                "buyer_customization": ["位置:正面"],
            },
            cells=((0, "sku"),),
            layout="order_report",
            language="zh",
        ),
    ),
)
def option_seen_in_orders(evidence: Evidence) -> Iterator[Hits]:
    """What a buyer could choose is on sale, whatever the files that are uploaded say.

    The choices of all orders of a SKU under one label are judged together, as a list of options is: yes/no values,
    warranties, further products and give-aways. One finding per SKU, at its first order.

    Cells that only pair a label with a value may hold what a buyer typed ("Notes: No"): there a yes/no list counts
    only where all its values answer, or the label asks, and a gift is never read into it.
    """
    column = evidence.feed.find("sku")[0]
    found: dict[str, tuple[int, list[Text]]] = {}
    for offered in _offered(evidence):
        for value, why in list(_objections(offered, evidence))[:1]:
            said = Text("'{label} = {value}' ({kind})", "“{label} = {value}”({kind})")
            said = said.format(label=offered.label, value=value, kind=why)
            found.setdefault(offered.sku, (offered.row, []))[1].append(said)
    yield Hits(
        rows=np.array([row for row, _ in found.values()], np.int32),
        columns=column.position,
        arguments={
            "sku": list(found),
            "reason": [
                Text("; ".join(one.en for one in said), "、".join(one.zh for one in said))
                for _, said in found.values()
            ],
        },
    )


def _offered(evidence: Evidence) -> Iterable[_Offered]:
    """SKU and label → the values chosen."""
    skus = evidence.values("sku").to_numpy(dtype=object)
    titles = evidence.values("title").to_numpy(dtype=object)
    found: dict[tuple[str, str], _Offered] = {}
    for choice in evidence.once(buyer_choices):
        if choice.label and _choosable(choice):
            sku = str(skus[choice.row])
            one = found.setdefault(
                (sku, choice.label),
                _Offered(sku, choice.label, str(titles[choice.row]), choice.row, choice.kind == "option"),
            )
            one.values.setdefault(choice.value, choice.row)
    return found.values()


def _choosable(choice: BuyerChoice) -> bool:
    """False for what a buyer typed or uploaded; a pair may be either, but a choice has a short value."""
    return choice.kind == "option" or (choice.kind == "pair" and len(choice.value) <= SHORT)


def _objections(offered: _Offered, evidence: Evidence) -> Iterator[tuple[str, Text]]:
    """The values that break a rule of the terms, and why; a yes/no list is named by its first value."""
    matcher = evidence.matcher
    values = [value for value in offered.values if not (len(value) == 1 and value.isascii())]
    if len(values) > MOST_CHOICES and not offered.sure:
        return
    verdict = judge_list(offered.label, values, matcher)
    answers = {*verdict.pair, *verdict.bare, *verdict.affirm}
    if offered.sure or verdict.asked or (verdict.pair and len(answers) == len(values)):
        for place in sorted(answers):
            yield values[place], Text("a yes/no value", "“是/否”值")
    for value in values:
        if matcher.found("warranty", value):
            yield value, Text("a warranty", "保修")
        elif offered.sure and free_gift(value, offered.label, matcher) is not None:
            yield value, Text("a give-away", "赠品")
        elif _another_product(offered, value, evidence):
            yield value, Text("another product", "另一件商品")


def _another_product(offered: _Offered, value: str, evidence: Evidence) -> bool:
    """The label asks for extras, and the value names a thing that is neither the product nor a part of it."""
    matcher, parts = evidence.matcher, evidence.settings.component_map
    if (
        not offered.title
        or not is_addon_label(offered.label, matcher)
        or is_dimension(offered.label, matcher)
    ):
        return False
    return any(not belongs_to(n.noun, offered.title, parts, matcher) for n in addons(value, matcher))


@rule(
    "OR808",
    Severity.ERROR,
    tier=1,
    clause=BANNED,
    title=Text(en="Customized order of a banned product", zh="禁售基础商品产生定制订单"),
    message=Text(
        en="A {kind} ('{term}') was ordered with customization; such products may not be customized.",
        zh="{kind}（“{term}”）产生了定制订单；此类商品不得定制。",
    ),
    variants={
        "perhaps": Text(
            en="What was ordered with customization can be read as a {kind} ('{term}'); such products may not be "
            "customized.",
            zh="该定制订单的商品可被理解为{kind}（“{term}”）；此类商品不得定制。",
        )
    },
    advice=Text(en="Stop the customization of this SKU.", zh="请停止该 SKU 的定制。"),
    needs=(
        "title",
        ("order_id", "order_item_id"),
        ("customized_url", "customized_page", "buyer_customization"),
    ),
    custom_only=True,
    reads=TITLES,
    replaces=("CP011",),
    examples=(
        Example(
            bad={
                "order_id": ["111-0000001-0000001", "111-0000002-0000002"],
                "title": ["Nintendo Switch OLED Console", "Nintendo Switch OLED Console"],
                "customized_url": ["https://caps.example/t/1", ""],
            },
            good={
                "order_id": ["111-0000001-0000001"],
                "title": ["Personalized Laptop Sleeve for MacBook Pro 14"],
                "customized_url": ["https://caps.example/t/1"],
            },
            cells=((0, "title"),),
            layout="order_report",
        ),
        Example(
            bad={
                "order_id": ["302-0000001-0000001"],
                "title": ["定制彩绘 PS5 游戏机"],
                "customized_page": ["https://caps.example/c/1"],
            },
            good={
                "order_id": ["302-0000001-0000001"],
                "title": ["Switch游戏机贴纸 来图定制"],
                "customized_page": ["https://caps.example/c/1"],
            },
            cells=((0, "title"),),
            layout="order_report",
            language="zh",
        ),
    ),
)
def banned_product_ordered(evidence: Evidence) -> Iterator[Hits]:
    """An order with customization proves that a banned product is customized on the live site.

    The title is judged as in listings (the main noun decides); only orders that carry customization count.
    """
    linked = evidence.filled("customized_url", "customized_page", "buyer_customization")
    linked[[choice.row for choice in evidence.feed.choices]] = True
    verdicts = evidence.once(banned_titles)
    cells = evidence.cells("title")
    cells = cells.where(np.isin(cells.ids, np.array(list(verdicts), np.int32)) & linked[cells.rows])
    mine = [verdicts[i] for i in cells.ids.tolist()]
    starts, ends = (np.array([getattr(v, edge) for v in mine], np.int32) for edge in ("start", "end"))
    found = words(evidence.corpus, cells, starts, ends)
    sure = np.array([verdict.outcome == "base" for verdict in mine], dtype=bool)
    kinds = objects([CATEGORIES[verdict.category] for verdict in mine])
    severities = np.where(sure, int(Severity.ERROR), int(Severity.WARNING))
    for mask, variant in ((sure, ""), (~sure, "perhaps")):
        yield from graded(found.where(mask), severities[mask], variant=variant, kind=kinds[mask])
