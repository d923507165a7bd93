"""Taking part in the program: approval, which rows are meant, and the condition of what is made."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.evidence.approvals import Program
from auditor.evidence.asking import whole
from auditor.evidence.scope import CUSTOM_FIELDS
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import NO_CHINESE, rule
from auditor.text.conditions import condition_of

APPROVAL = Text("Approval is required to participate in the Customization Program.", NO_CHINESE)
FEATURES = Text(
    "These terms supplement your seller agreement and apply to your use of features Amazon makes available to enable "
    "the listing, sale, and fulfillment of customizable products.",
    NO_CHINESE,
)
NO_DEFECTS = Text(
    "All customizable products must be: (i) free of defects and match all associated listing information.",
    "所有可定制商品均必须:(i) 没有瑕疵且与所有相关商品信息相符。",
)

PROGRAM = Text("Customization Program", "定制计划")
HANDMADE = Text("Handmade program", "手工艺品计划")
STATES = {
    "not_enrolled": Text("not enrolled", "未加入"),
    "pending": Text("still waiting for the decision", "申请中"),
    "refused": Text("refused", "被拒绝"),
}
WHOLE_FILE = np.array([-1], np.int32)
ROWS_NAMED = 5
"""Rows a file-level finding names; the rest is counted."""


@rule(
    "CP001",
    Severity.ERROR,
    tier=1,
    clause=APPROVAL,
    title=Text("No approval for the program recorded", "未记录定制计划的批准"),
    message=Text(
        "The file has {count} customizable rows, but the settings say the account is {reason} for the {kind}.",
        "文件中有 {count} 行定制商品，但设置中显示该账户的{kind}状态为：{reason}。",
    ),
    variants={
        "listed": Text(
            "The file has {count} customizable rows, but the accounts list ({other}) says the account is {reason} for "
            "the {kind}.",
            "文件中有 {count} 行定制商品，但账户列表（{other}）显示该账户的{kind}状态为：{reason}。",
        ),
        "unstated": Text(
            "The file has {count} customizable rows; the settings do not say whether the account is approved for the "
            "{kind}.",
            "文件中有 {count} 行定制商品；设置中未注明该账户是否已获{kind}批准。",
        ),
    },
    advice=Text(
        "Record the approval in auditor.toml or an accounts list, or take the rows out until the account is approved.",
        "请在 auditor.toml 或账户列表中登记批准状态；未获批准前请移除这些行。",
    ),
    needs=(("sku", "title", *CUSTOM_FIELDS),),
    examples=(
        Example(
            bad={"sku": ["A1"], "is_customizable": ["Yes"], "title": ["Custom Mug"]},
            good={"sku": ["A1"], "is_customizable": ["No"], "title": ["Plain Mug"]},
            cells=((0, ""),),
            settings={"program_approval": {"status": "applied"}},
        ),
        Example(
            bad={"sku": ["A1"], "is_customizable": ["是"], "product_type": ["GUILD_HOME"]},
            good={"sku": ["A1"], "is_customizable": ["是"], "product_type": ["SIGNAGE"]},
            cells=((0, ""),),
            settings={"program_approval": {"status": "approved"}, "handmade_approval": {"status": "none"}},
            language="zh",
        ),
    ),
)
def approval_missing(evidence: Evidence) -> Iterator[Hits]:
    """Customized products may be listed only by accounts the marketplace has approved for the program.

    One finding per file and program, for it is about the account: an error when the settings, or an accounts list in
    the run, deny the approval; a mere note when nobody says anything, because no feed can show an approval. An approval
    for other marketplaces is the subject of CP002.
    Handmade product types (``GUILD_…``) need the approval for Handmade instead.
    """
    custom = evidence.scope.certain
    handmade = handmade_rows(evidence)
    marketplace = evidence.feed.marketplace
    asked: tuple[tuple[BoolArray, Program, Text], ...] = (
        (custom & ~handmade, "custom", PROGRAM),
        (custom & handmade, "handmade", HANDMADE),
    )
    for rows, program, kind in asked:
        found = evidence.approval(marketplace, program)
        if not rows.any() or found.state == "approved":
            continue
        variants = {"settings": "", "accounts_list": "listed", "nowhere": "unstated"}
        yield Hits(
            rows=WHOLE_FILE,
            columns=-1,
            arguments={
                "count": int(rows.sum()),
                "kind": kind,
                "reason": STATES.get(found.state, ""),
                "other": found.where,
            },
            severity=Severity.INFO if found.source == "nowhere" else Severity.ERROR,
            variant=variants[found.source],
        )


def handmade_rows(evidence: Evidence) -> BoolArray:
    """Rows whose product type belongs to Handmade (``GUILD_HOME``, ``handmade-…``)."""
    mask = np.zeros(len(evidence.feed.cells), dtype=bool)
    for column in evidence.feed.find("product_type"):
        words = pc.utf8_lower(pc.utf8_trim_whitespace(evidence.feed.array(column)))
        for beginning in ("guild", "handmade-"):
            mask |= np.asarray(pc.starts_with(words, beginning))
    return mask


@rule(
    "CP003",
    Severity.INFO,
    tier=1,
    clause=FEATURES,
    title=Text("Rows that may be customizable", "可能是定制商品的行"),
    message=Text(
        "Rows that mention customization only in the title: {count} (for example '{term}'; rows: {row}). Their "
        "findings weigh one step less.",
        "有 {count} 行仅在标题中提到定制（例如“{term}”；第 {row} 行），因此按低一级的严重程度审核。",
    ),
    advice=Text(
        "Say which rows are customizable: fill a 'customizable' column, audit the customization file in the same run, "
        "or set assume_custom in auditor.toml.",
        "请注明哪些行是定制商品：填写“是否可定制”列，或在同一次审核中加入定制文件，"
        "或在 auditor.toml 中设置 assume_custom。",
    ),
    needs=("title",),
    examples=(
        Example(
            bad={"sku": ["A1", "A2"], "title": ["Personalized Mug with Name", "Plain Mug"]},
            good={"sku": ["A1"], "title": ["Personalized Mug with Name"], "is_customizable": ["Yes"]},
            cells=((0, ""),),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定制马克杯 刻名字"]},
            good={"sku": ["A1"], "title": ["马克杯"]},
            cells=((0, ""),),
            language="zh",
        ),
    ),
)
def customization_unclear(evidence: Evidence) -> Iterator[Hits]:
    """Most rules apply to customizable rows only, and a title is weak evidence: somebody has to say which rows are.

    One finding for the whole file, with the number of rows and the first of them: thousands of equal notes would bury
    what has to be mended.
    """
    rows = np.flatnonzero(evidence.scope.maybe)
    if not len(rows):
        return
    found = evidence.matches("custom.word", "title")
    found = found.where(np.isin(found.rows, rows))
    numbers = evidence.feed.row_numbers[rows]
    named = ", ".join(map(str, numbers[:ROWS_NAMED].tolist())) + (" …" if len(rows) > ROWS_NAMED else "")
    term = found.terms[0] if len(found) else ""
    yield Hits(
        rows=WHOLE_FILE,
        columns=-1,
        arguments={"count": len(rows), "term": term, "row": named},
        terms=term,
    )


NOT_NEW = {
    "used": Text("used", "二手"),
    "refurbished": Text("refurbished", "翻新"),
    "collectible": Text("collectible", "收藏品"),
}


@rule(
    "CP031",
    Severity.ERROR,
    tier=1,
    clause=NO_DEFECTS,
    title=Text("Condition is not New", "商品状况不是全新"),
    message=Text(
        "Condition '{value}' means {kind}; a product made to order must be new.",
        "状况“{value}”表示{kind}；按单制作的商品必须为全新。",
    ),
    advice=Text("Set the condition to New, or remove the customization.", "将状况改为全新，或取消定制。"),
    needs=("condition",),
    custom_only=True,
    reads={"": ("condition",)},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "is_customizable": ["Yes", "Yes"],
                "condition": ["Used; Like New", "10"],
            },
            good={
                "sku": ["A1", "A2", "A3"],
                "is_customizable": ["Yes", "Yes", "Yes"],
                "condition": ["New", "11", ""],
            },
            cells=((0, "condition"), (1, "condition")),
        ),
        Example(
            bad={"sku": ["A1"], "is_customizable": ["是"], "condition": ["二手"]},
            good={"sku": ["A1"], "is_customizable": ["是"], "condition": ["全新"]},
            cells=((0, "condition"),),
            language="zh",
        ),
    ),
)
def condition_not_new(evidence: Evidence) -> Iterator[Hits]:
    """What is made for one buyer cannot be used or refurbished, and customizable products must be free of defects.

    A blank cell means New. Numbers are the legacy codes of inventory files, where 11 is New.
    """
    cells = evidence.cells("condition")
    cells = cells.where(evidence.corpus.ask(lambda text: condition_of(text) in NOT_NEW, cells))
    found = whole(evidence.corpus, cells)
    kinds = {text: NOT_NEW[condition_of(text)] for text in set(found.values.tolist())}
    yield found.hits(kind=[kinds[text] for text in found.values.tolist()])
