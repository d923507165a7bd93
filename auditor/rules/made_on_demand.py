"""Made on demand with personal choices: something to choose, and no stock at the marketplace."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.asking import whole
from auditor.evidence.components import Components, Kind, components
from auditor.evidence.scope import CUSTOM_FIELDS, Ground
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import MADE_ON_DEMAND
from auditor.rules.declare import rule
from auditor.rules.program import WHOLE_FILE, handmade_rows
from auditor.text.normalise import normalised

STATED = (Ground.FLAG, Ground.TEMPLATE_NAME, Ground.CUSTOM_TEMPLATE)


@rule(
    "CP020",
    Severity.ERROR,
    tier=1,
    clause=MADE_ON_DEMAND,
    title=Text("Customizable SKU without any personal choice", "定制商品没有任何个性化选项"),
    message=Text(
        "The SKU is marked customizable but gives the buyer nothing to choose or enter.",
        "该 SKU 标记为可定制，但买家没有可选或可填的内容。",
    ),
    variants={
        "constant": Text(
            "Every list of this SKU offers a single option: the buyer has nothing to choose or enter.",
            "该 SKU 的每个列表都只有一个选项：买家没有可选或可填的内容。",
        ),
        "unknown": Text(
            "{count} rows are marked customizable; what the buyer may choose stands in none of the files audited.",
            "有 {count} 行标记为可定制；本次审核的文件均未包含买家可选的内容，无法检查。",
        ),
    },
    advice=Text(
        "Add a text, an upload or a list of options, or clear the customizable flag. Audit the customization file in "
        "the same run to have this checked.",
        "请添加文字、图片或选项，或取消定制标记。将定制文件加入同一次审核即可检查此项。",
    ),
    needs=(("is_customizable", "customization_template", *CUSTOM_FIELDS),),
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2", "A3"],
                "is_customizable": ["Yes", "Yes", "Yes"],
                "custom_label_1": ["Text", "", "Color"],
                "option_value_1_1": ["", "", "Red"],
            },
            good={
                "sku": ["A1", "A2"],
                "is_customizable": ["Yes", "No"],
                "custom_label_1": ["Text", ""],
            },
            cells=((1, "is_customizable"), (2, "is_customizable")),
        ),
        Example(
            bad={"sku": ["A1", "A2"], "is_customizable": ["是", "是"]},
            good={"sku": ["A1"], "is_customizable": ["否"]},
            cells=((1, "is_customizable"),),
            language="zh",
            others=(
                (
                    "amazon_custom_template",
                    {"sku": ["A1"], "custom_label_1": ["刻字"]},
                ),
            ),
        ),
    ),
)
def nothing_to_choose(evidence: Evidence) -> Iterator[Hits]:
    """Customized products are made from what the buyer enters; without a field there is nothing to make them from.

    Rows are judged when the customizations are in sight: in the file itself, in another file of the run, or as
    ``custom_template_present`` says; otherwise one note for the file says that nothing could be checked. Handmade
    products keep their customizations outside such files.
    """
    stated = np.isin(evidence.scope.evidence, STATED) & evidence.scope.certain & ~handmade_rows(evidence)
    if not stated.any():
        return
    some = evidence.once(components)
    here = evidence.has(*CUSTOM_FIELDS) and (
        len(some) > 0 or evidence.feed.layout == "amazon_custom_template"
    )
    elsewhere = evidence.run.customized_skus(evidence.feed)
    in_sight = evidence.settings.custom_template_present
    if in_sight is None:
        in_sight = here or bool(elsewhere)
    if not in_sight:
        yield Hits(
            rows=WHOLE_FILE,
            columns=-1,
            arguments={"count": int(stated.sum())},
            severity=Severity.INFO,
            variant="unknown",
        )
        return
    offered = some.owned(np.ones(len(some), dtype=bool)) | _among(evidence, elsewhere)
    constant = some.owned(_constant(evidence, some)) & ~some.owned(~_constant(evidence, some))
    constant &= ~_among(evidence, elsewhere)
    for rows, variant in ((stated & ~offered, ""), (stated & constant, "constant")):
        yield _at_mark(evidence, np.flatnonzero(rows), variant)


def _constant(evidence: Evidence, some: Components) -> BoolArray:
    """One bool per component: a list of one choice."""
    sizes = [len({normalised(v) for v in one.values}) for one in evidence.option_lists.lists]
    single = np.array([size <= 1 for size in sizes] + [False], dtype=bool)
    answers: BoolArray = single[some.lists] & (some.kinds == Kind.CHOICES)
    return answers


def _among(evidence: Evidence, skus: frozenset[str]) -> BoolArray:
    column = evidence.column("sku")
    if column is None or not skus:
        return np.zeros(len(evidence.feed.cells), dtype=bool)
    return np.isin(evidence.texts_of(column).astype(str), np.array(sorted(skus)))


def _at_mark(evidence: Evidence, rows: IntArray, variant: str) -> Hits:
    """Hits at the cell that marks each row as customizable (the flag, the template's name, else the SKU)."""
    places = np.full(len(rows), -1, np.int32)
    marks = ("is_customizable", "customization_template", "sku")
    for column in (column for name in marks for column in evidence.feed.find(name)):
        filled = evidence.feed.filled(column)[rows] & (places < 0)
        places[filled] = column.position
    return Hits(rows=rows.astype(np.int32), columns=places, variant=variant)


AMAZON = re.compile(
    r"amazon_\w+|afn|fba|amazon|(?:fulfil?led|shipped) by amazon|versand durch amazon|exp[ée]di[ée] par amazon"
    r"|log[íi]stica de amazon|enviado por amazon|gestito da amazon|spedito da amazon|logistica di amazon"
    r"|亚马逊(?:配送|物流|仓)?|フルフィルメント by amazon|amazon(?:出荷|配送)",
    re.IGNORECASE,
)


@rule(
    "CP022",
    Severity.ERROR,
    tier=1,
    clause=MADE_ON_DEMAND,
    title=Text("Customizable SKU fulfilled by Amazon", "定制商品使用亚马逊配送"),
    message=Text(
        "A customizable SKU cannot be fulfilled by Amazon ('{value}').",
        "定制 SKU 不能使用亚马逊配送（“{value}”）。",
    ),
    advice=Text(
        "Switch the SKU to merchant fulfilment (DEFAULT), or sell the plain product under a SKU of its own.",
        "请改为自配送（DEFAULT），或将非定制商品另设 SKU 销售。",
    ),
    needs=("fulfillment_channel",),
    custom_only=True,
    reads={"": ("fulfillment_channel",)},
    fix="unsafe",
    examples=(
        Example(
            bad={"sku": ["A1"], "is_customizable": ["Yes"], "fulfillment_channel": ["AMAZON_NA"]},
            good={
                "sku": ["A1", "A2"],
                "is_customizable": ["Yes", "No"],
                "fulfillment_channel": ["DEFAULT", "AMAZON_NA"],
            },
            cells=((0, "fulfillment_channel"),),
        ),
        Example(
            bad={"sku": ["A1"], "is_customizable": ["是"], "fulfillment_channel": ["亚马逊配送"]},
            good={"sku": ["A1"], "is_customizable": ["是"], "fulfillment_channel": ["卖家自配送"]},
            cells=((0, "fulfillment_channel"),),
            language="zh",
        ),
    ),
)
def fulfilled_by_amazon(evidence: Evidence) -> Iterator[Hits]:
    """What is made after the order cannot lie in a warehouse before it; uploads are refused with error 1007."""
    cells = evidence.cells("fulfillment_channel")
    cells = cells.where(evidence.corpus.ask(lambda text: bool(AMAZON.fullmatch(text.strip())), cells))
    found = whole(evidence.corpus, cells)
    fixes = ["DEFAULT" if value.strip().upper().startswith("AMAZON_") else None for value in found.values]
    yield Hits(
        rows=found.rows,
        columns=found.columns,
        terms=found.terms.tolist(),
        fixes=fixes,
        arguments={"value": found.values},
    )
